//! A promise as the public sees it: whose words may stand beside it, how many people spoke of
//! it, and where its thread is. Nothing leaves here that was not allowed or disclosed.

use super::{Promise, State, Step, Wanted, answers, latest_step, list};
use crate::ids::{ClaimId, PromiseId};
use crate::publication;
use crate::told::{About, Book, Told};
use kernel::access::Reach;
use kernel::clock::Date;
use kernel::permission::{Allowed, purpose};
use kernel::thread::{Relation, back};
use kernel::{Both, Db, Fault, Language, Message};
use listen::voice::Excerpt;
use sense::{FindingId, HighlightId, ThemeId};

/// How many people spoke of something, as it may be told.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// How many.
    pub told: Told,
    /// Of what: the theme's name, or the finding's sentence.
    pub about: Both,
}

impl People {
    /// The same as a sentence in `language`.
    pub fn message(&self, language: &Language) -> Message {
        let about = self.about.in_language(*language).trim_end_matches('.');
        Message::new(self.told.key("promise-people", "promise-voices"))
            .with("about", about)
            .with("count", self.told.people.message().say(*language))
    }
}

/// A promise as the public sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The promise.
    pub promise: Promise,
    /// The step that says how it stands.
    pub latest: Option<Step>,
    /// Someone's words, when they may stand on the public site.
    pub words: Option<Allowed<Excerpt, purpose::Site>>,
    /// How many people spoke of what it answers.
    pub people: Option<People>,
    /// The number of the first thread that it belongs to.
    pub thread: Option<i64>,
    /// The name of its community.
    pub community: Option<Both>,
}

impl Shown {
    /// The words beside it, for a page in `language`.
    pub fn quoted(&self, language: &Language) -> Option<crate::quoted::Quoted<purpose::Site>> {
        self.words.as_ref().map(|words| crate::quoted::Quoted::new(words, *language))
    }
}

/// Looks promises up for one page.
pub struct Shower<'a> {
    db: &'a Db,
    today: Date,
    book: Book,
}

impl<'a> Shower<'a> {
    /// For a page of `today`.
    ///
    /// # Errors
    /// The database's.
    pub fn new(db: &'a Db, today: Date) -> Result<Self, Fault> {
        Ok(Self { db, today, book: Book::of(db)? })
    }

    /// A promise with everything that may stand beside it.
    ///
    /// # Errors
    /// The database's.
    pub fn show(&mut self, promise: Promise) -> Result<Shown, Fault> {
        let community = promise
            .community
            .map(|id| places::community::find(self.db, id))
            .transpose()?
            .flatten()
            .map(|community| community.name);
        Ok(Shown {
            latest: latest_step(self.db, promise.id)?,
            words: words(self.db, promise.id, self.today)?,
            people: self.people(&promise)?,
            thread: thread(self.db, promise.id)?,
            community,
            promise,
        })
    }

    fn people(&self, promise: &Promise) -> Result<Option<People>, Fault> {
        let Some((of, about)) = spoken_of(self.db, promise)? else { return Ok(None) };
        let told = self.book.told(of);
        Ok(told.is_something().then_some(People { told, about }))
    }
}

/// What a promise answers of which it is told how many people spoke: the first theme, or else
/// the first finding; with its name or sentence.
///
/// # Errors
/// The database's.
pub(super) fn spoken_of(db: &Db, promise: &Promise) -> Result<Option<(About, Both)>, Fault> {
    for theme in answers::<ThemeId>(db, promise.id)? {
        let Some(theme) = current_theme(db, theme)? else { continue };
        if let Some(theme) = sense::theme::find(db, theme)?
            && theme.programme_id == promise.programme
        {
            return Ok(Some((About::Theme(theme.id, promise.community), theme.name)));
        }
    }
    let Some(id) = answers::<FindingId>(db, promise.id)?.into_iter().next() else {
        return Ok(None);
    };
    let found = sense::finding::find(db, id)?;
    Ok(found.map(|finding| (About::Finding(id), finding.sentence)))
}

/// The theme that stands in a theme's place now, after merging.
fn current_theme(db: &Db, id: ThemeId) -> Result<Option<ThemeId>, Fault> {
    let mut at = id;
    // Merging makes no circle; the bound is for a damaged database.
    for _ in 0..100 {
        let Some(theme) = sense::theme::find(db, at)? else { return Ok(None) };
        match theme.merged_into {
            Some(next) => at = next,
            None => return Ok(Some(at)),
        }
    }
    Ok(None)
}

/// The quoted words, when their person lets them stand on the public site today.
pub(crate) fn words(
    db: &Db,
    promise: PromiseId,
    today: Date,
) -> Result<Option<Allowed<Excerpt, purpose::Site>>, Fault> {
    for highlight in back::<HighlightId>(db, promise, Relation::Quotes)? {
        let Some(mark) = sense::highlight::find(db, highlight)? else { continue };
        let span = mark.start_at..mark.end_at;
        if let Ok(words) = listen::voice::excerpt(db, mark.voice_id, span, purpose::Site, today)? {
            return Ok(Some(words));
        }
    }
    Ok(None)
}

/// The number of the first thread that a promise belongs to: of a claim that it answers, or of
/// one that rests on a finding that it answers and stands in the newest version of its report.
fn thread(db: &Db, promise: PromiseId) -> Result<Option<i64>, Fault> {
    for claim in answers::<ClaimId>(db, promise)? {
        if let Some(claim) = publication::claim(db, claim)? {
            return Ok(Some(claim.thread));
        }
    }
    for finding in answers::<FindingId>(db, promise)? {
        for (publication, claim) in publication::supported_by(db, finding)? {
            let Some(claim) = publication::claim(db, claim)? else { continue };
            let newest = publication::current(db, claim.report_id)?;
            if newest.is_some_and(|newest| newest.id == publication) {
                return Ok(Some(claim.thread));
            }
        }
    }
    Ok(None)
}

/// The promises that are wanted, as the public sees them, newest first, at most `limit`.
///
/// # Errors
/// The database's.
pub fn shown(db: &Db, wanted: &Wanted, today: Date, limit: u32) -> Result<Vec<Shown>, Fault> {
    let mut shower = Shower::new(db, today)?;
    let promises = list(db, wanted, &Reach::EVERYWHERE, limit)?;
    promises.into_iter().map(|promise| shower.show(promise)).collect()
}

/// Some promises for the home page: those of different kinds of standing first, so that what
/// could not be done stands beside what was.
///
/// # Errors
/// The database's.
pub fn mixed(db: &Db, today: Date, limit: usize) -> Result<Vec<Shown>, Fault> {
    let mut shower = Shower::new(db, today)?;
    let order = [State::Done, State::UnderWay, State::NotPossible, State::StillListening];
    let mut chosen: Vec<Promise> = Vec::new();
    let mut waiting: Vec<Vec<Promise>> = Vec::new();
    for state in order {
        let wanted = Wanted { state: Some(state), ..Wanted::default() };
        let most = u32::try_from(limit).unwrap_or(u32::MAX);
        let mut some = list(db, &wanted, &Reach::EVERYWHERE, most)?;
        some.reverse();
        waiting.push(some);
    }
    while chosen.len() < limit && waiting.iter().any(|some| !some.is_empty()) {
        let next = waiting.iter_mut().filter_map(Vec::pop);
        chosen.extend(next.take(limit - chosen.len()));
    }
    chosen.sort_by_key(|promise| order.iter().position(|state| *state == promise.state));
    chosen.into_iter().map(|promise| shower.show(promise)).collect()
}
