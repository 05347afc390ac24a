//! Numbers of people as they are told in public: one for each thing, the same on every page, in
//! every version, file, print and answer, whenever it is read. Table `publish_told`.
//!
//! A number is told when somebody publishes a report or writes a promise down, and counted again
//! each time; nothing else moves it, save that words which were taken back move the numbers of the
//! lines that rested on them. What is told next is held against all that was told before
//! ([`model`]). See `docs/decisions/0023-numbers-move-in-steps.md`.

mod model;
mod store;

use crate::ids::{ClaimId, ReportId};
use kernel::disclosure::{self, Disclosed, Thresholds};
use kernel::ids::{CommunityId, Uuid};
use kernel::{Db, Fault, Tx};
use listen::voice::People;
use model::{Beside, Figure, next, rules};
use sense::{FindingId, ThemeId, finding, theme};
use std::collections::{BTreeMap, BTreeSet, HashMap};

kernel::words! {
    /// Of what kind of thing a number is told.
    pub enum Kind {
        /// Of everybody.
        Everyone = "everyone",
        /// Of a claim.
        Claim = "claim",
        /// Of what counts against a claim; told in words only.
        Against = "against",
        /// Of a finding.
        Finding = "finding",
        /// Of a theme.
        Theme = "theme",
    }
}

/// What a number of people is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// Everybody who spoke.
    Everyone,
    /// Those who said what a claim says.
    Claim(ClaimId),
    /// Those who saw it differently; told in words only.
    Against(ClaimId),
    /// Those who said what a finding says.
    Finding(FindingId),
    /// Those who spoke of a theme: in a community, or anywhere in its programme.
    Theme(ThemeId, Option<CommunityId>),
}

impl About {
    fn key(self) -> (Kind, Uuid, Uuid) {
        let none = Uuid::nil();
        match self {
            Self::Everyone => (Kind::Everyone, none, none),
            Self::Claim(id) => (Kind::Claim, id.0, none),
            Self::Against(id) => (Kind::Against, id.0, none),
            Self::Finding(id) => (Kind::Finding, id.0, none),
            Self::Theme(id, community) => {
                (Kind::Theme, id.0, community.map_or(none, |community| community.0))
            }
        }
    }

    fn of(kind: Kind, subject: Uuid, community: Uuid) -> Self {
        match kind {
            Kind::Everyone => Self::Everyone,
            Kind::Claim => Self::Claim(ClaimId(subject)),
            Kind::Against => Self::Against(ClaimId(subject)),
            Kind::Finding => Self::Finding(FindingId(subject)),
            Kind::Theme => {
                let community = (!community.is_nil()).then_some(CommunityId(community));
                Self::Theme(ThemeId(subject), community)
            }
        }
    }
}

/// A number of people as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// How many.
    pub people: Disclosed,
    /// Whether they are known to be people; otherwise a page says voices.
    pub known: bool,
}

impl Told {
    /// Nothing is told.
    pub fn nothing() -> Self {
        Self { people: disclosure::untold(), known: true }
    }

    /// The key of a message: the one that says people, or the one that says voices.
    pub fn key(&self, people: &'static str, voices: &'static str) -> &'static str {
        if self.known { people } else { voices }
    }

    /// Whether a number is told, or that it is small.
    pub fn is_something(&self) -> bool {
        self.people.count().is_some() || self.people.fewer_than().is_some()
    }
}

/// What was told of one thing, oldest first.
#[derive(Clone, Debug, Default)]
struct Record {
    figures: Vec<Figure>,
    known: bool,
}

/// Everything that was told, read once for a page.
pub struct Book {
    thresholds: Thresholds,
    records: HashMap<About, Record>,
    rests: BTreeMap<ClaimId, BTreeSet<FindingId>>,
}

impl Book {
    /// As it stands now.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db) -> Result<Self, Fault> {
        let mut records: HashMap<About, Record> = HashMap::new();
        for (kind, subject, community, people, few, known) in store::all(db)? {
            let figure = match (people, few) {
                (Some(n), _) => Figure::Number(n),
                (None, few) => Figure::FewerThan(few.unwrap_or_default()),
            };
            let record = records.entry(About::of(kind, subject, community)).or_default();
            record.figures.push(figure);
            record.known = known;
        }
        Ok(Self { thresholds: Thresholds::of(db)?, records, rests: store::rests(db)? })
    }

    /// What is told of a thing; [`Told::nothing`] when nothing was.
    pub fn told(&self, about: About) -> Told {
        self.records.get(&about).and_then(|record| self.shown(record)).unwrap_or(Told::nothing())
    }

    fn shown(&self, record: &Record) -> Option<Told> {
        record.figures.last().map(|figure| self.show(*figure, record.known))
    }

    fn show(&self, figure: Figure, known: bool) -> Told {
        let people = match figure {
            Figure::Number(n) => disclosure::count(n, self.thresholds),
            Figure::FewerThan(few) => disclosure::fewer_than(few.max(self.thresholds.counts)),
        };
        Told { people, known }
    }

    /// What would be told of `people` if it were told now: for a report that is not yet published.
    pub fn ahead(&self, about: About, people: People) -> Told {
        let figure = self.figure(about, people.count, &self.beside(about));
        figure.map_or(Told::nothing(), |figure| self.show(figure, people.known))
    }

    /// The same for a claim that was never published and will rest on `findings`.
    pub fn ahead_of_claim(&self, findings: &[FindingId], people: People) -> Told {
        let findings = findings.iter().copied().collect();
        let apart = self.nested(None, &findings);
        let figure =
            next(&[], people.count, rules(self.thresholds.counts), &Beside { apart, rest: None });
        figure.map_or(Told::nothing(), |figure| self.show(figure, people.known))
    }

    /// The themes whose number of people anywhere in their programme is told.
    pub fn themes(&self) -> impl Iterator<Item = (ThemeId, Told)> {
        self.records.iter().filter_map(|(about, record)| match about {
            About::Theme(theme, None) => Some((*theme, self.shown(record)?)),
            _ => None,
        })
    }

    fn figure(&self, about: About, truth: u64, beside: &Beside) -> Option<Figure> {
        let before = self.records.get(&about).map_or(&[] as &[Figure], |record| &record.figures);
        next(before, truth, rules(self.thresholds.counts), beside)
    }

    /// Every number that was ever told of a thing.
    fn numbers(&self, about: About) -> impl Iterator<Item = u64> {
        let record = self.records.get(&about);
        record.into_iter().flat_map(|record| record.figures.iter().filter_map(|one| one.number()))
    }

    /// The number that is told of a thing now.
    fn number(&self, about: About) -> Option<u64> {
        self.records.get(&about)?.figures.last()?.number()
    }

    fn beside(&self, about: About) -> Beside {
        match about {
            About::Everyone | About::Against(_) => Beside::default(),
            About::Claim(claim) => {
                let findings = self.rests.get(&claim).cloned().unwrap_or_default();
                Beside { apart: self.nested(Some(claim), &findings), rest: None }
            }
            About::Finding(finding) => {
                let resting = self.rests.iter().filter(|(_, rests)| rests.contains(&finding));
                let apart = resting.flat_map(|(claim, _)| self.numbers(About::Claim(*claim)));
                Beside { apart: apart.collect(), rest: None }
            }
            About::Theme(theme, community) => self.beside_theme(theme, community),
        }
    }

    /// The numbers that were told of the findings themselves, and of claims that rest on all of
    /// them and more, or on some of them and nothing else: some of the same people are in each.
    fn nested(&self, own: Option<ClaimId>, findings: &BTreeSet<FindingId>) -> Vec<u64> {
        let parts = findings.iter().flat_map(|finding| self.numbers(About::Finding(*finding)));
        let claims = self.rests.iter().filter(|(claim, rests)| {
            let nested = rests.is_subset(findings) || rests.is_superset(findings);
            Some(**claim) != own && !rests.is_empty() && !findings.is_empty() && nested
        });
        let claims = claims.flat_map(|(claim, _)| self.numbers(About::Claim(*claim)));
        parts.chain(claims).collect()
    }

    /// The whole of a theme beside its communities, or one of them beside the others.
    fn beside_theme(&self, theme: ThemeId, community: Option<CommunityId>) -> Beside {
        let whole = About::Theme(theme, None);
        let parts: Vec<About> = self
            .records
            .keys()
            .copied()
            .filter(|other| matches!(other, About::Theme(one, Some(_)) if *one == theme))
            .collect();
        let own = About::Theme(theme, community);
        let others = parts.iter().filter(|part| **part != own);
        let told: u64 = others.filter_map(|part| self.number(*part)).sum();
        if community.is_none() {
            let apart = parts.iter().flat_map(|part| self.numbers(*part)).collect();
            return Beside { apart, rest: (told > 0).then_some(told) };
        }
        let rest = self.number(whole).map(|whole| whole.saturating_sub(told));
        Beside { apart: self.numbers(whole).collect(), rest }
    }
}

/// Counts each of `about` anew and tells what may be told of it.
///
/// # Errors
/// The database's.
pub(crate) fn tell(tx: &mut Tx<'_>, about: &[About]) -> Result<(), Fault> {
    let mut book = Book::of(tx)?;
    let mut seen = BTreeSet::new();
    for about in about.iter().filter(|about| seen.insert(**about)) {
        let people = count(tx, *about, &book.rests)?;
        let Some(figure) = book.figure(*about, people.count, &book.beside(*about)) else {
            continue;
        };
        let record = book.records.entry(*about).or_default();
        if record.figures.last() != Some(&figure) {
            store::add(tx, *about, record.figures.len(), figure, people)?;
            record.figures.push(figure);
            record.known = people.known;
        }
    }
    Ok(())
}

/// Tells everything again that a new version of `report` shows: its claims and what they rest
/// on, `shown` (what its charts show), everybody, and what stands on the home page and beside promises.
///
/// # Errors
/// The database's.
pub(crate) fn tell_report(
    tx: &mut Tx<'_>,
    report: ReportId,
    shown: Vec<About>,
) -> Result<(), Fault> {
    let claims = store::claims(tx, report)?;
    let mut about: Vec<About> =
        claims.iter().flat_map(|claim| [About::Claim(*claim), About::Against(*claim)]).collect();
    let book = Book::of(tx)?;
    let findings = claims.iter().filter_map(|claim| book.rests.get(claim)).flatten();
    about.extend(findings.map(|finding| About::Finding(*finding)));
    about.extend(shown);
    about.push(About::Everyone);
    let again = |about: &&About| matches!(about, About::Finding(_) | About::Theme(..));
    let mut known: Vec<About> = book.records.keys().filter(again).copied().collect();
    known.sort();
    about.extend(known);
    tell(tx, &about)
}

/// Tells claims again that lost evidence, and what they rest on. Themes stay as they are until
/// somebody publishes: their numbers would name the themes of whoever took words back.
///
/// # Errors
/// The database's.
pub(crate) fn tell_claims(tx: &mut Tx<'_>, claims: &BTreeSet<ClaimId>) -> Result<(), Fault> {
    let rests = store::rests(tx)?;
    let mut about = Vec::new();
    for claim in claims {
        about.extend([About::Claim(*claim), About::Against(*claim)]);
        about.extend(rests.get(claim).into_iter().flatten().map(|one| About::Finding(*one)));
    }
    tell(tx, &about)
}

/// How many people there are now.
fn count(
    db: &Db,
    about: About,
    rests: &BTreeMap<ClaimId, BTreeSet<FindingId>>,
) -> Result<People, Fault> {
    let sides = |claim: ClaimId| {
        let findings: Vec<FindingId> = rests.get(&claim).into_iter().flatten().copied().collect();
        finding::people(db, &findings)
    };
    Ok(match about {
        About::Everyone => listen::voice::people(db)?,
        About::Claim(claim) => sides(claim)?.support,
        About::Against(claim) => sides(claim)?.against,
        About::Finding(id) => finding::people(db, &[id])?.support,
        About::Theme(id, community) => theme::people_of(db, id, community)?,
    })
}
