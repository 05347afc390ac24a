//! Looks up what a source uses: findings, voices, themes, promises. Words come in only through
//! the permission gate.

use super::names;
use super::parse;
use super::parsed::{self, Parsed, Spot};
use super::{Code, Compiled, Diagnostic, Front, Place};
use super::{compiled, links};
use crate::edition::{Block, ThemeRow};
use crate::promise;
use kernel::clock::Date;
use kernel::disclosure::{self, Thresholds};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::languages::Arg;
use kernel::permission::{NotAllowed, Use};
use kernel::{Db, Fault, Language};
use listen::VoiceId;
use sense::finding::{self, Confidence, Evidence, Finding, Side};
use sense::highlight::{self, Highlight};
use sense::{FindingId, HighlightId, theme};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of the compiler.
pub struct Asked<'a> {
    /// The source.
    pub source: &'a str,
    /// The language that it is written in.
    pub language: Language,
    /// The programme whose findings it may use. Without one, the front matter says, or the
    /// space has only one.
    pub programme: Option<ProgrammeId>,
    /// The community that the report belongs to: then nothing of another one may be used.
    pub community: Option<CommunityId>,
    /// The day for which permissions and closures are read.
    pub today: Date,
}

pub(super) fn check(db: &Db, asked: &Asked<'_>) -> Result<Compiled, Fault> {
    let parsed = parse::parse(asked.source);
    let mut checker = Checker {
        db,
        asked,
        thresholds: Thresholds::of(db)?,
        programme: asked.programme,
        community: None,
        names: Vec::new(),
        evidence: BTreeMap::new(),
        voices: BTreeSet::new(),
        diagnostics: Vec::new(),
    };
    checker.place(&parsed.front)?;
    let claims = checker.claims(&parsed)?;
    let quotes = checker.quotes(&parsed)?;
    checker.counter_evidence(&parsed);
    checker.recommendations(&parsed);
    let promises = checker.promises(&parsed)?;
    links::check(db, &parsed, &mut checker.diagnostics)?;
    let mut document = parsed.document.clone();
    document.community = checker.community;
    checker.themes(&parsed, &mut document.blocks)?;
    checker.hidden_names(&quotes, &parsed)?;
    let mut diagnostics = parsed.diagnostics;
    diagnostics.append(&mut checker.diagnostics);
    diagnostics.sort_by_key(|diagnostic| (diagnostic.place, diagnostic.code));
    diagnostics.dedup();
    Ok(Compiled {
        language: asked.language,
        front: parsed.front,
        community: checker.community,
        document,
        claims,
        quotes,
        recommendations: parsed
            .recommendations
            .into_iter()
            .map(|asked| compiled::Recommendation {
                key: asked.key,
                to: asked.to,
                text: asked.text,
                rests_on: asked.rests_on.into_iter().map(|spot| spot.word).collect(),
            })
            .collect(),
        promises,
        diagnostics,
    })
}

struct Checker<'a> {
    db: &'a Db,
    asked: &'a Asked<'a>,
    thresholds: Thresholds,
    programme: Option<ProgrammeId>,
    community: Option<CommunityId>,
    /// Words of the names of the places, which may stand in a report whatever was hidden.
    names: Vec<String>,
    /// What each claim's findings rest on.
    evidence: BTreeMap<String, Vec<Evidence>>,
    /// Every voice that is quoted, supports a claim or counts against one.
    voices: BTreeSet<VoiceId>,
    diagnostics: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn say(&mut self, code: Code, place: Place, args: &[(&'static str, Arg)]) {
        self.diagnostics.push(code.at(place, args));
    }

    /// Finds the programme and the community that the report is about.
    fn place(&mut self, front: &Front) -> Result<(), Fault> {
        let unknown = |name: &str| [("name", Arg::from(name))];
        if !front.programme.is_empty() {
            match places::programme::by_slug(self.db, &front.programme)? {
                Some(found) if self.programme.is_none_or(|id| id == found.id) => {
                    self.programme = Some(found.id);
                }
                _ => self.say(Code::UnknownPlace, front.place, &unknown(&front.programme)),
            }
        }
        if !front.community.is_empty() {
            match places::community::by_slug(self.db, &front.community)? {
                Some(found) if self.programme.is_none_or(|id| id == found.programme_id) => {
                    self.programme = Some(found.programme_id);
                    self.community = Some(found.id);
                    self.names.extend([found.name.en, found.name.cy]);
                }
                _ => self.say(Code::UnknownPlace, front.place, &unknown(&front.community)),
            }
        }
        if self.programme.is_none() {
            let all = places::programme::all(self.db)?;
            if let [only] = all.as_slice() {
                self.programme = Some(only.id);
            }
        }
        if let Some(programme) = self.programme
            && let Some(found) = places::programme::find(self.db, programme)?
        {
            self.names.extend([found.name.en, found.name.cy]);
            for community in places::community::of_programme(self.db, programme)? {
                self.names.extend([community.name.en, community.name.cy]);
            }
        }
        Ok(())
    }

    fn claims(&mut self, parsed: &Parsed) -> Result<Vec<compiled::Claim>, Fault> {
        let mut claims = Vec::new();
        for claim in &parsed.claims {
            let mut findings: Vec<FindingId> = Vec::new();
            let mut confidence: Option<Confidence> = None;
            let mut evidence = Vec::new();
            for spot in &claim.findings {
                let number = spot.word.parse().ok();
                let found = match number {
                    Some(number) => finding::by_number(self.db, number)?,
                    None => None,
                };
                let found = found.filter(|found| self.is_within(found));
                let Some(found) = found else {
                    self.say(
                        Code::UnknownFinding,
                        spot.place,
                        &[("number", spot.word.as_str().into())],
                    );
                    continue;
                };
                if !findings.contains(&found.id) {
                    evidence.extend(finding::evidence(self.db, found.id)?);
                    findings.push(found.id);
                }
                confidence = Some(confidence.map_or(found.confidence, |c| c.min(found.confidence)));
            }
            let voices: BTreeSet<VoiceId> = evidence
                .iter()
                .filter(|evidence| evidence.side == Side::For)
                .map(|evidence| evidence.voice)
                .collect();
            let count = u64::try_from(voices.len()).unwrap_or(u64::MAX);
            if count == 0 {
                self.say(Code::NoEvidence, claim.place, &[]);
            } else if disclosure::count(count, self.thresholds).count().is_none() {
                let threshold = Arg::from(self.thresholds.counts);
                self.say(Code::SmallCount, claim.place, &[("threshold", threshold)]);
            }
            self.voices.extend(evidence.iter().map(|evidence| evidence.voice));
            self.evidence.entry(claim.key.clone()).or_default().extend(evidence);
            claims.push(compiled::Claim {
                key: claim.key.clone(),
                sentence: claim.sentence.clone(),
                section: claim.section.clone(),
                excerpt: claim.excerpt.clone(),
                findings,
                voices: count,
                confidence: confidence.unwrap_or(Confidence::Unsure),
            });
        }
        Ok(claims)
    }

    /// Whether a finding is of the report's programme, and not of another community.
    fn is_within(&self, found: &Finding) -> bool {
        self.programme.is_none_or(|id| id == found.programme_id)
            && self
                .asked
                .community
                .is_none_or(|own| found.community_id.is_none_or(|community| community == own))
    }

    fn quotes(&mut self, parsed: &Parsed) -> Result<Vec<Option<compiled::Quote>>, Fault> {
        parsed.quotes.iter().map(|quote| self.quote(quote)).collect()
    }

    fn quote(&mut self, quote: &parsed::Quote) -> Result<Option<compiled::Quote>, Fault> {
        let id: Option<HighlightId> = quote.highlight.word.parse().ok();
        let found = match id {
            Some(id) => highlight::find(self.db, id)?,
            None => None,
        };
        let found = match found {
            Some(found) if self.may_use(&found)? => found,
            _ => {
                self.say(Code::UnknownHighlight, quote.highlight.place, &[]);
                return Ok(None);
            }
        };
        self.voices.insert(found.voice_id);
        let side = if quote.against { Side::Against } else { Side::For };
        if let Some(claim) = &quote.claim
            && let Some(evidence) = self.evidence.get(&claim.word)
            && !evidence.iter().any(|e| e.side == side && e.highlight == found.id)
        {
            self.say(Code::QuoteBesideClaim, quote.place, &[("key", claim.word.as_str().into())]);
        }
        let span = found.start_at..found.end_at;
        let excerpt =
            listen::voice::excerpt(self.db, found.voice_id, span, Use::Report, self.asked.today)?;
        match excerpt {
            Ok(excerpt) => Ok(Some(compiled::Quote {
                highlight: found.id,
                voice: found.voice_id,
                claim: quote.claim.as_ref().map(|claim| claim.word.clone()),
                side,
                excerpt,
            })),
            Err(why) => {
                let (code, day) = match why {
                    NotAllowed::Withdrawn => (Code::Withdrawn, None),
                    NotAllowed::TakenDown => (Code::TakenDown, None),
                    NotAllowed::Closed(day) => (Code::Closed, day),
                    NotAllowed::Beyond => (Code::Beyond, None),
                    NotAllowed::NotCleared => (Code::NotReviewed, None),
                };
                let day = day.map_or_else(|| "never".to_owned(), |day| day.to_string());
                self.say(code, quote.place, &[("day", day.into())]);
                Ok(None)
            }
        }
    }

    /// Whether a highlight is of the report's programme, and not of another community. One that
    /// isn't is as unknown as one that never was.
    fn may_use(&self, found: &Highlight) -> Result<bool, Fault> {
        let Some(voice) = listen::voice::find(self.db, found.voice_id)? else { return Ok(false) };
        Ok(self.programme.is_none_or(|id| id == voice.programme)
            && self.asked.community.is_none_or(|own| own == voice.community))
    }

    fn counter_evidence(&mut self, parsed: &Parsed) {
        let told: BTreeSet<&str> = parsed
            .differs
            .iter()
            .chain(parsed.quotes.iter().filter(|quote| quote.against).flat_map(|q| &q.claim))
            .map(|spot| spot.word.as_str())
            .collect();
        for claim in &parsed.claims {
            let against = self
                .evidence
                .get(&claim.key)
                .is_some_and(|evidence| evidence.iter().any(|e| e.side == Side::Against));
            if against && !told.contains(claim.key.as_str()) {
                self.say(Code::CounterEvidence, claim.place, &[("key", claim.key.as_str().into())]);
            }
        }
    }

    fn recommendations(&mut self, parsed: &Parsed) {
        for asked in &parsed.recommendations {
            if asked.to.is_empty() {
                self.say(Code::NoBody, asked.place, &[]);
            }
            if asked.rests_on.is_empty() {
                self.say(Code::RestsOnNothing, asked.place, &[]);
            }
        }
    }

    fn promises(&mut self, parsed: &Parsed) -> Result<Vec<i64>, Fault> {
        let mut numbers = Vec::new();
        for Spot { word, place } in &parsed.promises {
            let number: Option<i64> = word.parse().ok();
            let found = match number {
                Some(number) => promise::by_number(self.db, number)?,
                None => None,
            };
            let found = found.filter(|p| self.programme.is_none_or(|id| id == p.programme));
            match (number, found) {
                (Some(number), Some(_)) => numbers.push(number),
                _ => self.say(Code::UnknownPromise, *place, &[("number", word.as_str().into())]),
            }
        }
        Ok(numbers)
    }

    fn themes(&mut self, parsed: &Parsed, blocks: &mut [Block]) -> Result<(), Fault> {
        if parsed.themes.is_empty() {
            return Ok(());
        }
        let Some(programme) = self.programme else { return Ok(()) };
        let counts = theme::voices(self.db, programme, self.community)?;
        let mut rows: Vec<ThemeRow> = counts
            .into_iter()
            .filter(|(_, people)| *people > 0)
            .map(|(theme, people)| ThemeRow {
                theme: theme.id,
                name: theme.name.in_language(self.asked.language).to_owned(),
                people: disclosure::count(people, self.thresholds).count(),
                threshold: self.thresholds.counts,
            })
            .collect();
        // Small counts stay in the order of the codebook: their order would tell which is larger.
        rows.sort_by_key(|row| std::cmp::Reverse(row.people.unwrap_or(0)));
        for asked in &parsed.themes {
            if let Some(Block::Themes(chart)) = blocks.get_mut(asked.block) {
                chart.rows = rows.iter().take(asked.top).cloned().collect();
                if chart.rows.iter().any(|row| row.people.is_none()) {
                    let threshold = Arg::from(self.thresholds.counts);
                    self.say(Code::SmallCount, asked.place, &[("threshold", threshold)]);
                }
            }
        }
        Ok(())
    }

    /// Looks for names that were hidden, in the source and in the words that are quoted.
    fn hidden_names(
        &mut self,
        quotes: &[Option<compiled::Quote>],
        parsed: &Parsed,
    ) -> Result<(), Fault> {
        let mut hidden = Vec::new();
        for voice in &self.voices {
            hidden.extend(listen::redaction::hidden(self.db, *voice)?);
        }
        let hidden = names::Hidden::new(&hidden, &self.names);
        for place in hidden.in_source(self.asked.source) {
            self.say(Code::HiddenName, place, &[]);
        }
        for (quote, asked) in quotes.iter().zip(&parsed.quotes) {
            let Some(quote) = quote else { continue };
            let words = quote.excerpt.words();
            let translation = words.translation.as_deref().unwrap_or_default();
            if hidden.is_in(&words.text) || hidden.is_in(translation) {
                self.say(Code::HiddenName, asked.place, &[]);
            }
        }
        Ok(())
    }
}
