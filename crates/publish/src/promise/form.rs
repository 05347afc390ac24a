//! The back office's form for a promise: what it offers, and how what came back is read.

use super::{Draft, Promise, State, StepDraft, answers};
use kernel::access::{Reach, Sight, Verb, Viewer, Within};
use kernel::clock::Date;
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::permission::purpose;
use kernel::thread::{Relation, back};
use kernel::{AnyId, Both, Db, Fault, Language};
use sense::{FindingId, HighlightId, ThemeId};
use serde::Deserialize;
use web::Choice;

/// What came back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    /// A programme's or a community's id.
    pub place: String,
    pub title_en: String,
    pub title_cy: String,
    pub said_en: String,
    pub said_cy: String,
    pub who_en: String,
    pub who_cy: String,
    pub themes: Vec<String>,
    pub findings: Vec<String>,
    pub quote: String,
    pub on: String,
    pub state: String,
    pub text_en: String,
    pub text_cy: String,
}

impl Filled {
    /// The form of a promise that is there.
    pub fn of(db: &Db, promise: &Promise) -> Result<Self, Fault> {
        let place = match promise.community {
            Some(community) => community.to_string(),
            None => promise.programme.to_string(),
        };
        let themes: Vec<ThemeId> = answers(db, promise.id)?;
        let findings: Vec<FindingId> = answers(db, promise.id)?;
        let quote: Vec<HighlightId> = back(db, promise.id, Relation::Quotes)?;
        Ok(Self {
            place,
            title_en: promise.title.en.clone(),
            title_cy: promise.title.cy.clone(),
            said_en: promise.said.en.clone(),
            said_cy: promise.said.cy.clone(),
            who_en: promise.who.en.clone(),
            who_cy: promise.who.cy.clone(),
            themes: themes.iter().map(ToString::to_string).collect(),
            findings: findings.iter().map(ToString::to_string).collect(),
            quote: quote.first().map(ToString::to_string).unwrap_or_default(),
            ..Self::default()
        })
    }

    /// Where the promise is to lie, when that is a place.
    pub fn within(&self, db: &Db) -> Result<Option<Within>, Fault> {
        if let Ok(id) = self.place.parse::<CommunityId>()
            && let Some(within) = places::community::within(db, id)?
        {
            return Ok(Some(within));
        }
        let Ok(id) = self.place.parse::<ProgrammeId>() else { return Ok(None) };
        Ok(places::programme::find(db, id)?.map(|programme| Within::programme(programme.id)))
    }

    /// The promise that was written down. Ids that are none are left out.
    pub fn draft(&self, programme: ProgrammeId, community: Option<CommunityId>) -> Draft {
        let themes = self.themes.iter().filter_map(|id| id.parse::<ThemeId>().ok());
        let findings = self.findings.iter().filter_map(|id| id.parse::<FindingId>().ok());
        let answers = themes.map(AnyId::from).chain(findings.map(AnyId::from)).collect();
        Draft {
            programme,
            community,
            title: Both::new(self.title_en.clone(), self.title_cy.clone()),
            said: Both::new(self.said_en.clone(), self.said_cy.clone()),
            who: Both::new(self.who_en.clone(), self.who_cy.clone()),
            answers,
            quotes: self.quote.parse::<HighlightId>().ok().map(AnyId::from),
        }
    }

    /// The step that was written down. A day that can't be read is today, a state that can't be
    /// read is that people are still being listened to: both stand in the form to be seen.
    pub fn step(&self, today: Date) -> StepDraft {
        StepDraft {
            on: self.on.trim().parse().unwrap_or(today),
            state: State::from_word(&self.state).unwrap_or(State::StillListening),
            text: Both::new(self.text_en.clone(), self.text_cy.clone()),
        }
    }
}

/// What the form offers.
pub(super) struct Offer {
    pub places: Vec<Choice>,
    pub themes: Vec<Choice>,
    pub findings: Vec<Choice>,
    pub quotes: Vec<Choice>,
}

impl Offer {
    /// What `viewer` may choose among, with what `filled` chose.
    pub fn to(
        db: &Db,
        viewer: &Viewer,
        filled: &Filled,
        language: Language,
        today: Date,
    ) -> Result<Self, Fault> {
        let mut offer = Self { places: vec![], themes: vec![], findings: vec![], quotes: vec![] };
        let may = |within| viewer.may(Verb::ManagePromise, within);
        for programme in places::programme::all(db)? {
            let name = programme.name.in_language(language);
            if may(Within::programme(programme.id)) {
                offer.places.push(Choice::new(programme.id.to_string(), name, &filled.place));
            }
            let mut within = may(Within::programme(programme.id));
            for community in places::community::of_programme(db, programme.id)? {
                if may(community.within()) {
                    within = true;
                    let name = format!("{name}: {}", community.name.in_language(language));
                    offer.places.push(Choice::new(community.id.to_string(), name, &filled.place));
                }
            }
            if within {
                offer.add_themes(db, programme.id, filled, language)?;
            }
        }
        offer.add_findings(db, &viewer.reach(Verb::ReadFinding), filled, language)?;
        offer.add_quotes(db, &Sight::from(viewer), filled, today)?;
        Ok(offer)
    }

    fn add_themes(
        &mut self,
        db: &Db,
        programme: ProgrammeId,
        filled: &Filled,
        language: Language,
    ) -> Result<(), Fault> {
        let themes = sense::theme::all(db, programme)?;
        for (id, name) in sense::theme::called(&themes) {
            let (id, name) = (id.to_string(), name.in_language(language));
            let chosen = filled.themes.iter().find(|chosen| **chosen == id).cloned();
            self.themes.push(Choice::new(id, name, &chosen.unwrap_or_default()));
        }
        Ok(())
    }

    fn add_findings(
        &mut self,
        db: &Db,
        reach: &Reach,
        filled: &Filled,
        language: Language,
    ) -> Result<(), Fault> {
        for finding in sense::finding::list(db, reach, None, 200)? {
            let id = finding.id.to_string();
            let name = format!("{}. {}", finding.number, finding.sentence.in_language(language));
            let chosen = filled.findings.iter().find(|chosen| **chosen == id).cloned();
            self.findings.push(Choice::new(id, name, &chosen.unwrap_or_default()));
        }
        Ok(())
    }

    /// The words that may stand on the public site, of what supports the chosen findings, as far
    /// as `sight` reaches both.
    fn add_quotes(
        &mut self,
        db: &Db,
        sight: &Sight,
        filled: &Filled,
        today: Date,
    ) -> Result<(), Fault> {
        let findings = filled.findings.iter().filter_map(|id| id.parse::<FindingId>().ok());
        for finding in findings {
            if sense::finding::seen(db, sight, finding)?.is_none() {
                continue;
            }
            for evidence in sense::finding::evidence(db, finding)? {
                if sense::highlight::seen(db, sight, evidence.highlight)?.is_none() {
                    continue;
                }
                let span = evidence.start..evidence.end;
                let words = listen::voice::excerpt(db, evidence.voice, span, purpose::Site, today)?;
                let Ok(words) = words else { continue };
                let words = words.words();
                let choice =
                    Choice::new(evidence.highlight.to_string(), words.text.clone(), &filled.quote);
                self.quotes.push(choice.with_hint(words.who()));
                if self.quotes.len() >= 40 {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// The states as choices, with `chosen` chosen; nothing is when it is empty.
pub(super) fn states(page: &web::Page, chosen: &str) -> Vec<Choice> {
    State::ALL.iter().map(|state| Choice::new(state.word(), page.t(state.key()), chosen)).collect()
}
