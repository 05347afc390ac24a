//! Looks up what a source uses: findings, voices, themes, promises. Words come in only through
//! the permission gate.

use super::limits;
use super::parse;
use super::parsed::{self, Parsed, Spot};
use super::place::Source;
use super::{Code, Compiled, Diagnostic, Front, Place};
use super::{compiled, links};
use crate::edition::{Block, ThemeRow};
use crate::promise;
use crate::told::{About, Book, Told};
use kernel::access::{Sight, Verb};
use kernel::clock::Date;
use kernel::disclosure::Thresholds;
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::languages::Arg;
use kernel::permission::{NotAllowed, purpose};
use kernel::{Db, Fault, Language};
use listen::VoiceId;
use listen::redaction::Hidden;
use sense::finding::{self, Confidence, Evidence, Finding, Side};
use sense::highlight::{self, Highlight};
use sense::{FindingId, HighlightId, ThemeId, theme};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

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

pub(super) fn check(db: &Db, asked: &Asked<'_>, sight: &Sight) -> Result<Compiled, Fault> {
    let fits = asked.source.chars().take(limits::SOURCE + 1).count() <= limits::SOURCE;
    let mut parsed = parse::parse(if fits { asked.source } else { "" });
    if !fits {
        // Nothing of it is read, so nothing else is the matter with it.
        let args = [("what", "characters".into()), ("most", limits::SOURCE.into())];
        parsed.diagnostics = vec![Code::TooMuch.at(Place::TOP, &args)];
    }
    let mut checker = Checker {
        db,
        asked,
        sight,
        thresholds: Thresholds::of(db)?,
        programme: asked.programme,
        community: asked.community,
        names: Vec::new(),
        findings: HashMap::new(),
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
    let themes = checker.themes(&parsed, &mut document.blocks)?;
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
        themes,
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
    sight: &'a Sight,
    thresholds: Thresholds,
    programme: Option<ProgrammeId>,
    community: Option<CommunityId>,
    /// Words of the names of the places, which may stand in a report whatever was hidden.
    names: Vec<String>,
    /// The findings that were looked up, with what they rest on: each once, however often it is
    /// named.
    findings: HashMap<String, Option<Rc<Supported>>>,
    /// The findings of each claim.
    evidence: BTreeMap<String, Vec<Rc<Supported>>>,
    /// Every voice that is quoted, supports a claim or counts against one.
    voices: BTreeSet<VoiceId>,
    diagnostics: Vec<Diagnostic>,
}

/// A finding and what it rests on.
struct Supported {
    finding: Finding,
    evidence: Vec<Evidence>,
}

impl Checker<'_> {
    fn say(&mut self, code: Code, place: Place, args: &[(&'static str, Arg)]) {
        if self.diagnostics.len() < limits::DIAGNOSTICS {
            self.diagnostics.push(code.at(place, args));
        }
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
                // One that the report is not about, or whose page is closed to whoever asks, is as
                // unknown as one that never was: a chart would tell its figures.
                Some(found)
                    if self.programme.is_none_or(|id| id == found.programme_id)
                        && self.asked.community.is_none_or(|own| own == found.id)
                        && self.sight.may(Verb::ReadPlaces, found.within()) =>
                {
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
            let mut rests_on: Vec<Rc<Supported>> = Vec::new();
            for spot in &claim.findings {
                let Some(found) = self.finding(&spot.word)? else {
                    self.say(
                        Code::UnknownFinding,
                        spot.place,
                        &[("number", spot.word.as_str().into())],
                    );
                    continue;
                };
                let (id, sure) = (found.finding.id, found.finding.confidence);
                if !findings.contains(&id) {
                    findings.push(id);
                    rests_on.push(found);
                }
                confidence = Some(confidence.map_or(sure, |least| least.min(sure)));
            }
            let evidence = || rests_on.iter().flat_map(|found| &found.evidence);
            let people = finding::people(self.db, &findings)?.support;
            if people.count == 0 {
                self.say(Code::NoEvidence, claim.place, &[]);
            } else if people.count < self.thresholds.counts {
                let threshold = Arg::from(self.thresholds.counts);
                self.say(Code::SmallCount, claim.place, &[("threshold", threshold)]);
            }
            self.voices.extend(evidence().map(|evidence| evidence.voice));
            self.evidence.entry(claim.key.clone()).or_default().extend(rests_on);
            claims.push(compiled::Claim {
                key: claim.key.clone(),
                sentence: claim.sentence.clone(),
                section: claim.section.clone(),
                excerpt: claim.excerpt.clone(),
                findings,
                people,
                confidence: confidence.unwrap_or(Confidence::Unsure),
            });
        }
        Ok(claims)
    }

    /// The finding of this number, when the report may use it.
    fn finding(&mut self, number: &str) -> Result<Option<Rc<Supported>>, Fault> {
        if let Some(known) = self.findings.get(number) {
            return Ok(known.clone());
        }
        let found = match number.parse() {
            Ok(number) => finding::by_number(self.db, number)?,
            Err(_) => None,
        };
        let supported = match found.filter(|found| self.is_within(found)) {
            Some(finding) => {
                let evidence = finding::evidence(self.db, finding.id)?;
                Some(Rc::new(Supported { finding, evidence }))
            }
            None => None,
        };
        self.findings.insert(number.to_owned(), supported.clone());
        Ok(supported)
    }

    /// Whether a finding is of the report's programme, not of another community, and within sight.
    fn is_within(&self, found: &Finding) -> bool {
        self.sight.may(Verb::ReadFinding, found.within())
            && self.programme.is_none_or(|id| id == found.programme_id)
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
            && !of(evidence).any(|e| e.side == side && e.highlight == found.id)
        {
            self.say(Code::QuoteBesideClaim, quote.place, &[("key", claim.word.as_str().into())]);
        }
        let span = found.start_at..found.end_at;
        let excerpt = listen::voice::excerpt(
            self.db,
            found.voice_id,
            span,
            purpose::Report,
            self.asked.today,
        )?;
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

    /// Whether a highlight is of the report's programme, not of another community, and within
    /// sight. One that isn't is as unknown as one that never was.
    fn may_use(&self, found: &Highlight) -> Result<bool, Fault> {
        let Some(voice) = listen::voice::find(self.db, found.voice_id)? else { return Ok(false) };
        Ok(self.sight.may(Verb::ReadVoice, voice.within())
            && self.programme.is_none_or(|id| id == voice.programme)
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
                .is_some_and(|evidence| of(evidence).any(|e| e.side == Side::Against));
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

    /// Puts its themes into each chart, and gives what would be told of them.
    fn themes(
        &mut self,
        parsed: &Parsed,
        blocks: &mut [Block],
    ) -> Result<BTreeMap<ThemeId, Told>, Fault> {
        let mut shown = BTreeMap::new();
        if parsed.themes.is_empty() {
            return Ok(shown);
        }
        let Some(programme) = self.programme else { return Ok(shown) };
        let book = Book::of(self.db)?;
        let counts = theme::people(self.db, programme, self.community)?;
        let counts = counts.into_iter().filter(|(_, people)| people.count > 0);
        let mut rows: Vec<(ThemeRow, Told)> = counts
            .map(|(theme, people)| {
                let told = book.ahead(About::Theme(theme.id, self.community), people);
                let name = theme.name.in_language(self.asked.language).to_owned();
                (ThemeRow { theme: theme.id, name }, told)
            })
            .collect();
        // Small counts stay in the order of the codebook: their order would tell which is larger.
        rows.sort_by_key(|(_, told)| std::cmp::Reverse(told.people.count().unwrap_or(0)));
        for asked in &parsed.themes {
            if let Some(Block::Themes(chart)) = blocks.get_mut(asked.block) {
                let rows = rows.iter().take(asked.top);
                chart.rows = rows.clone().map(|(row, _)| row.clone()).collect();
                if rows.clone().any(|(_, told)| told.people.count().is_none()) {
                    let threshold = Arg::from(self.thresholds.counts);
                    self.say(Code::SmallCount, asked.place, &[("threshold", threshold)]);
                }
                shown.extend(rows.map(|(row, told)| (row.theme, *told)));
            }
        }
        Ok(shown)
    }

    /// Looks for names that were hidden, in the source, in what a reader sees of it, and in the
    /// words that are quoted.
    fn hidden_names(
        &mut self,
        quotes: &[Option<compiled::Quote>],
        parsed: &Parsed,
    ) -> Result<(), Fault> {
        let hidden = Hidden::of(self.db, self.voices.iter().copied(), &self.names)?;
        let source = Source::new(self.asked.source);
        let found = hidden.found(source.text());
        if found.is_empty() && hidden.is_in(&parsed.document.text()) {
            // However it was written, that is what a reader sees.
            self.say(Code::HiddenName, source.place(0..0), &[]);
        }
        for range in found {
            self.say(Code::HiddenName, source.place(range), &[]);
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

/// What some findings rest on.
fn of(findings: &[Rc<Supported>]) -> impl Iterator<Item = &Evidence> {
    findings.iter().flat_map(|found| &found.evidence)
}
