//! Puts into the places of a document what stands there today: counts as they may be told, words
//! as they may be quoted, replies and promises as they are.

use super::quoting::said;
use super::view::{Asked, Chart, ChartRow, Knot, Note, Part, Run, Said, Stitched, View};
use super::{Block, Document, Inline, Themes};
use crate::compile::Compiled;
use crate::ids::{ClaimId, PromiseId, RecommendationId};
use crate::promise::Shower;
use crate::publication::{self, Confidence, Edition, Line, Publication, State};
use crate::recommendation::{self, Response, days_without};
use crate::told::{About, Book, Told};
use kernel::clock::Date;
use kernel::ids::Uuid;
use kernel::thread::{Relation, counts};
use kernel::{Db, Fault, Language, Message};
use sense::ThemeId;
use std::collections::{BTreeMap, HashMap};

/// What is known of one claim of an edition.
struct Known {
    thread: Option<i64>,
    told: Told,
    confidence: Confidence,
    state: State,
    actions: usize,
}

/// What is put into the places of a document.
struct Filling<'a> {
    claims: BTreeMap<String, Known>,
    sentences: BTreeMap<String, String>,
    quotes: Vec<Option<Said>>,
    asked: BTreeMap<String, publication::Recommendation>,
    themes: BTreeMap<ThemeId, Told>,
    replies: BTreeMap<RecommendationId, Response>,
    promises: Shower<'a>,
    db: &'a Db,
    today: Date,
}

impl View {
    /// A published edition as it may be read on `today`. Words come from the gate each time, so
    /// that what was hidden, closed or taken back since it was published is not in it.
    ///
    /// # Errors
    /// The database's.
    pub fn of(
        db: &Db,
        publication: &Publication,
        edition: &Edition,
        today: Date,
    ) -> Result<Self, Fault> {
        let document: Document = serde_json::from_str(&edition.document)?;
        let book = Book::of(db)?;
        let known = publication::claims(db, publication.report_id)?;
        let actions = actions(db, &known)?;
        let known: HashMap<ClaimId, publication::Claim> =
            known.into_iter().map(|claim| (claim.id, claim)).collect();
        let mut claims = BTreeMap::new();
        for line in publication::lines(db, edition.id)? {
            let Some(claim) = known.get(&line.claim_id) else { continue };
            let Line { confidence, state, .. } = line;
            let known = Known {
                thread: Some(claim.thread),
                told: book.told(About::Claim(claim.id)),
                confidence,
                state,
                actions: actions.get(&claim.id.0).copied().unwrap_or_default(),
            };
            claims.insert(claim.key.clone(), known);
        }
        let quoted = publication::quotes(db, edition.id)?;
        let mut quotes = Vec::new();
        for (quote, said) in quoted.iter().zip(said(db, &quoted, today)?) {
            let position = usize::try_from(quote.position).unwrap_or(usize::MAX).min(10_000);
            if quotes.len() <= position {
                quotes.resize(position + 1, None);
            }
            if let Some(place) = quotes.get_mut(position) {
                *place = said;
            }
        }
        let asked = publication::recommendations(db, publication.report_id)?;
        let filling = Filling {
            sentences: sentences(&document),
            themes: shown_themes(&document)
                .map(|theme| (theme, book.told(About::Theme(theme, document.community))))
                .collect(),
            claims,
            quotes,
            asked: asked.into_iter().map(|asked| (asked.key.clone(), asked)).collect(),
            replies: recommendation::replies(db, publication.report_id)?,
            promises: Shower::new(db, today)?,
            db,
            today,
        };
        let heads = [&edition.title, &edition.subtitle];
        filling.fill(document, edition.language, heads)
    }

    /// A source that was compiled and is not yet published, for the preview.
    ///
    /// # Errors
    /// The database's.
    pub fn preview(
        db: &Db,
        report: Option<crate::ids::ReportId>,
        compiled: &Compiled,
        today: Date,
    ) -> Result<Self, Fault> {
        let book = Book::of(db)?;
        let before = match report {
            Some(report) => publication::claims(db, report)?,
            None => Vec::new(),
        };
        let actions = actions(db, &before)?;
        let before: HashMap<&str, &publication::Claim> =
            before.iter().map(|claim| (claim.key.as_str(), claim)).collect();
        let mut claims = BTreeMap::new();
        for claim in &compiled.claims {
            let thread = before.get(claim.key.as_str()).copied();
            let known = Known {
                thread: thread.map(|known| known.thread),
                told: match thread {
                    Some(known) => book.ahead(About::Claim(known.id), claim.people),
                    None => book.ahead_of_claim(&claim.findings, claim.people),
                },
                confidence: claim.confidence,
                state: State::Live,
                actions: thread
                    .and_then(|known| actions.get(&known.id.0).copied())
                    .unwrap_or_default(),
            };
            claims.insert(claim.key.clone(), known);
        }
        let quotes = compiled.quotes.iter().map(|quote| {
            quote.as_ref().map(|quote| Said {
                words: quote.excerpt.clone(),
                against: quote.side == publication::Side::Against,
            })
        });
        let filling = Filling {
            sentences: sentences(&compiled.document),
            themes: compiled.themes.clone(),
            claims,
            quotes: quotes.collect(),
            asked: BTreeMap::new(),
            replies: BTreeMap::new(),
            promises: Shower::new(db, today)?,
            db,
            today,
        };
        let heads = [&compiled.front.title, &compiled.front.subtitle];
        filling.fill(compiled.document.clone(), compiled.language, heads)
    }
}

/// How many promises answer each claim.
fn actions(db: &Db, claims: &[publication::Claim]) -> Result<HashMap<Uuid, usize>, Fault> {
    let ids: Vec<ClaimId> = claims.iter().map(|claim| claim.id).collect();
    counts::<PromiseId>(db, &ids, Relation::Answers)
}

/// What a count says: in the knot, aloud, and in the margin.
fn said_of(told: Told, thread: Option<i64>) -> (Message, Message, Message) {
    let number = thread.map_or_else(String::new, |thread| thread.to_string());
    let message = |key| Message::new(key).with("thread", number.clone());
    if let Some(n) = told.people.count() {
        return (
            Message::new("knot-count").with("n", n),
            message(told.key("knot-label-people", "knot-label")).with("n", n),
            Message::new(told.key("note-people", "note-voices")).with("n", n),
        );
    }
    if told.is_something() {
        return (
            Message::new("knot-few"),
            message(told.key("knot-label-few-people", "knot-label-few")),
            Message::new(told.key("note-people-few", "note-voices-few")),
        );
    }
    (Message::new("knot-untold"), message("knot-label-untold"), Message::new("note-untold"))
}

impl Filling<'_> {
    fn fill(
        mut self,
        document: Document,
        language: Language,
        [title, subtitle]: [&String; 2],
    ) -> Result<View, Fault> {
        let whole = self.claims.values().filter(|claim| claim.state == State::Live).count();
        let mut parts = Vec::new();
        for block in document.blocks {
            match (parts.last_mut(), self.part(block)?) {
                (Some(Part::Recommendations(asked)), Part::Recommendations(more)) => {
                    asked.extend(more);
                }
                (before, part) => {
                    let headed = matches!(before, Some(Part::Heading { .. }));
                    if matches!(part, Part::Short(_)) && !headed {
                        let text = kernel::languages::say(language, "report-starter-heading");
                        let anchor = "short-version".to_owned();
                        parts.push(Part::Heading { level: 1, text, anchor });
                    }
                    parts.push(part);
                }
            }
        }
        Ok(View {
            language,
            title: title.clone(),
            subtitle: subtitle.clone(),
            kind: document.kind,
            parts,
            claims: self.claims.len(),
            whole,
        })
    }

    fn part(&mut self, block: Block) -> Result<Part, Fault> {
        Ok(match block {
            Block::Heading { level, text, anchor } => Part::Heading { level, text, anchor },
            Block::Paragraph { text } => {
                let notes = self.notes(&text);
                Part::Paragraph(self.runs(text), notes)
            }
            Block::List { ordered, items } => {
                let notes = items.iter().flat_map(|item| self.notes(item)).collect();
                let items = items.into_iter().map(|item| self.runs(item)).collect();
                Part::List { ordered, items, notes }
            }
            Block::Code { text } => Part::Code(text),
            Block::Callout { warning, text } => Part::Callout { warning, text: self.runs(text) },
            Block::Short { claims } => Part::Short(self.short(&claims)),
            Block::Quote { position } => {
                let position = usize::try_from(position).unwrap_or(usize::MAX);
                Part::Quote(self.quotes.get_mut(position).and_then(Option::take))
            }
            Block::Themes(themes) => Part::Chart(chart(themes, &self.themes)),
            Block::Recommendation { key, to, text, rests_on } => {
                Part::Recommendations(vec![self.asked(&key, to, text, &rests_on)?])
            }
            Block::Promise { number } => {
                let found = crate::promise::by_number(self.db, number)?;
                let shown = found.map(|promise| self.promises.show(promise)).transpose()?;
                Part::Promise(shown.map(Box::new))
            }
        })
    }

    fn knot(&self, key: &str) -> Option<Knot> {
        let known = self.claims.get(key)?;
        let (count, label, _) = said_of(known.told, known.thread);
        Some(Knot { thread: known.thread, count, label, state: known.state })
    }

    /// The short version says each claim as the text does.
    fn short(&self, keys: &[String]) -> Vec<Stitched> {
        keys.iter()
            .filter_map(|key| {
                let text = self.sentences.get(key)?.clone();
                Some(Stitched { text, knot: self.knot(key) })
            })
            .collect()
    }

    fn notes(&self, runs: &[Inline]) -> Vec<Note> {
        let keys = runs.iter().filter_map(|run| match run {
            Inline::Claim { key, .. } => self.claims.get(key),
            _ => None,
        });
        keys.map(|known| Note {
            thread: known.thread,
            voices: said_of(known.told, known.thread).2,
            actions: known.actions,
            confidence: known.confidence,
            state: known.state,
        })
        .collect()
    }

    fn runs(&self, runs: Vec<Inline>) -> Vec<Run> {
        runs.into_iter()
            .map(|run| match run {
                Inline::Text { text } | Inline::Differs { text, .. } => Run::Text(text),
                Inline::Strong { text } => Run::Strong(text),
                Inline::Emph { text } => Run::Emph(text),
                Inline::Code { text } => Run::Code(text),
                Inline::Link { url, text } => Run::Link { url, text },
                Inline::Claim { key, text } => Run::Claim(Stitched { text, knot: self.knot(&key) }),
            })
            .collect()
    }

    fn asked(
        &self,
        key: &str,
        to: String,
        text: String,
        rests_on: &[String],
    ) -> Result<Asked, Fault> {
        let known = self.asked.get(key);
        let reply = known.and_then(|known| self.replies.get(&known.id)).cloned();
        let asked_on = known.map(|known| known.asked_on);
        let days = asked_on.filter(|_| reply.is_none()).map(|on| days_without(on, self.today));
        let rests_on = rests_on.iter().filter_map(|key| self.knot(key)).collect();
        Ok(Asked { to, text, rests_on, reply, asked_on, days })
    }
}

/// The sentence of each claim, by its key.
fn sentences(document: &Document) -> BTreeMap<String, String> {
    let runs = document.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { text } | Block::Callout { text, .. } => text.iter().collect(),
        Block::List { items, .. } => items.iter().flatten().collect(),
        _ => Vec::new(),
    });
    runs.filter_map(|run| match run {
        Inline::Claim { key, text } => Some((key.clone(), text.clone())),
        _ => None,
    })
    .collect()
}

/// The themes that the charts of a document show.
pub(crate) fn shown_themes(document: &Document) -> impl Iterator<Item = ThemeId> {
    let charts = document.blocks.iter().filter_map(|block| match block {
        Block::Themes(chart) => Some(&chart.rows),
        _ => None,
    });
    charts.flatten().map(|row| row.theme)
}

/// A chart with what is told of its themes, the largest number first. Where there is none, they keep
/// their order, which tells nothing.
fn chart(themes: Themes, told: &BTreeMap<ThemeId, Told>) -> Chart {
    let of = |theme: &ThemeId| told.get(theme).copied().unwrap_or(Told::nothing());
    let mut rows: Vec<(String, Told)> =
        themes.rows.into_iter().map(|row| (row.name, of(&row.theme))).collect();
    rows.sort_by_key(|(_, told)| std::cmp::Reverse(told.people.count().unwrap_or(0)));
    let known = rows.iter().all(|(_, told)| told.known);
    let most = rows.iter().filter_map(|(_, told)| told.people.count()).max().unwrap_or(0);
    let people_per_dot = paper::chart::people_per_dot(u32::try_from(most).unwrap_or(u32::MAX));
    let rows = rows.into_iter().map(|(name, told)| {
        let count = told.people.count();
        let people = match count {
            Some(n) => Message::new(told.key("chart-people", "chart-voices")).with("n", n),
            None => told.people.message(),
        };
        let dots = count.unwrap_or(0).div_ceil(u64::from(people_per_dot));
        let dots = u32::try_from(dots).unwrap_or(u32::MAX);
        ChartRow { name, people, count, dots }
    });
    Chart { title: themes.title, note: themes.note, people_per_dot, known, rows: rows.collect() }
}
