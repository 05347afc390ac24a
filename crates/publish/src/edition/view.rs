//! An edition as a reader gets it: the document with its counts, words, replies and promises put
//! in their places. Pages, PDF and preview are all made from this, and nothing else is.

use super::{Block, Document, Inline, Themes};
use crate::compile::Compiled;
use crate::ids::ClaimId;
use crate::promise::{Shower, Shown as Promised};
use crate::publication::{self, Confidence, Edition, Line, Publication, State};
use crate::quoted::Quoted;
use crate::recommendation::{self, Response, days_without};
use kernel::clock::Date;
use kernel::disclosure::{self, Disclosed, Thresholds};
use kernel::permission::{Allowed, Use};
use kernel::thread::{Relation, forward};
use kernel::{Db, Fault, Language, Message};
use listen::voice::Excerpt;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// An edition, ready to be shown.
#[derive(Clone, Debug)]
pub struct View {
    /// The language it is written in.
    pub language: Language,
    /// Its title.
    pub title: String,
    /// The sentence under the title; may be empty.
    pub subtitle: String,
    /// What kind of report it is; may be empty.
    pub kind: String,
    /// Its parts, in reading order.
    pub parts: Vec<Part>,
    /// How many claims it makes.
    pub claims: usize,
    /// How many of them still have all their evidence.
    pub whole: usize,
}

/// One part of an edition.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading.
    Heading {
        /// 1 for a section, up to 4.
        level: u8,
        /// Its words.
        text: String,
        /// The name by which links reach it.
        anchor: String,
    },
    /// A paragraph, with the notes of its claims.
    Paragraph(Vec<Run>, Vec<Note>),
    /// A list, with the notes of its claims.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Run>>,
        /// The notes.
        notes: Vec<Note>,
    },
    /// Something to be copied exactly.
    Code(String),
    /// Words in a box.
    Callout {
        /// Whether it warns.
        warning: bool,
        /// Its words.
        text: Vec<Run>,
    },
    /// The short version.
    Short(Vec<Stitched>),
    /// Someone's words, or nothing where they may not be shown.
    Quote(Option<Said>),
    /// How many people spoke of each theme.
    Chart(Chart),
    /// What is asked of named bodies: those that follow each other stand together.
    Recommendations(Vec<Asked>),
    /// What somebody said they would do.
    Promise(Option<Box<Promised>>),
}

/// A run of words.
#[derive(Clone, Debug)]
pub enum Run {
    /// Plain words.
    Text(String),
    /// Words in bold.
    Strong(String),
    /// Words in italics.
    Emph(String),
    /// A name or number to be copied exactly.
    Code(String),
    /// Words that lead somewhere.
    Link {
        /// Where they lead.
        url: String,
        /// The words.
        text: String,
    },
    /// A sentence with a thread.
    Claim(Stitched),
}

/// A sentence with its knot.
#[derive(Clone, Debug)]
pub struct Stitched {
    /// The sentence.
    pub text: String,
    /// Its knot; nothing when the claim is not known.
    pub knot: Option<Knot>,
}

/// The knot at the end of a claim.
#[derive(Clone, Debug)]
pub struct Knot {
    /// The number of its thread; nothing before it was first published.
    pub thread: Option<i64>,
    /// What it shows: "14", or "<5".
    pub count: Message,
    /// What it says aloud.
    pub label: Message,
    /// How the claim's evidence stands.
    pub state: State,
}

/// What the margin says of a thread.
#[derive(Clone, Debug)]
pub struct Note {
    /// The number of the thread; nothing before it was first published.
    pub thread: Option<i64>,
    /// How many voices, in words.
    pub voices: Message,
    /// How many actions came of it.
    pub actions: usize,
    /// How sure we are.
    pub confidence: Confidence,
    /// How the claim's evidence stands.
    pub state: State,
}

/// Someone's words with what stands around them.
#[derive(Clone, Debug)]
pub struct Said {
    /// The words, let out for a report.
    pub words: Allowed<Excerpt>,
    /// Whether they count against a claim.
    pub against: bool,
}

impl Chart {
    /// The dots of a row, for a wide or a narrow page, as SVG.
    pub fn dots(&self, row: &ChartRow, wide: bool) -> String {
        use paper::chart::{Paint, Width, dots};
        dots(row.dots, Paint::OnPaper, if wide { Width::Wide } else { Width::Narrow })
    }
}

impl Asked {
    /// To whom, in the language of the edition.
    pub fn addressed(&self, view: &View) -> String {
        view.say(Message::new("asked-to").with("body", self.to.as_str()))
    }
}

impl Said {
    /// The words as they stand in an edition.
    pub fn quoted(&self, view: &View) -> Quoted {
        Quoted::new(&self.words, view.language)
    }
}

/// A chart of themes.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The finding, as a title.
    pub title: String,
    /// What it can't tell us; may be empty.
    pub note: String,
    /// How many people one dot stands for.
    pub people_per_dot: u32,
    /// The themes.
    pub rows: Vec<ChartRow>,
}

/// One theme of a chart.
#[derive(Clone, Debug)]
pub struct ChartRow {
    /// Its name.
    pub name: String,
    /// How many people, as it may be told.
    pub people: Message,
    /// How many, when that may be told.
    pub count: Option<u64>,
    /// How many dots to draw.
    pub dots: u32,
}

/// What is asked of a named body, and what it replied.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The body.
    pub to: String,
    /// What is asked.
    pub text: String,
    /// The knots of the claims it rests on.
    pub rests_on: Vec<Knot>,
    /// The last reply.
    pub reply: Option<Response>,
    /// The day on which it was first asked in public.
    pub asked_on: Option<Date>,
    /// How many days there has been no reply.
    pub days: Option<u32>,
}

/// What is known of one claim of an edition.
struct Known {
    thread: Option<i64>,
    voices: Disclosed,
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
        let thresholds = Thresholds::of(db)?;
        let known = publication::claims(db, publication.report_id)?;
        let mut claims = BTreeMap::new();
        for line in publication::lines(db, edition.id)? {
            let Some(claim) = known.iter().find(|claim| claim.id == line.claim_id) else {
                continue;
            };
            let Line { voices, confidence, state, .. } = line;
            let known = Known {
                thread: Some(claim.thread),
                voices: disclosure::count(voices, thresholds),
                confidence,
                state,
                actions: actions(db, claim.id)?,
            };
            claims.insert(claim.key.clone(), known);
        }
        let mut quotes = Vec::new();
        for quote in publication::quotes(db, edition.id)? {
            let position = usize::try_from(quote.position).unwrap_or(usize::MAX).min(10_000);
            if quotes.len() <= position {
                quotes.resize(position + 1, None);
            }
            let said = said(db, &quote, today)?;
            if let Some(place) = quotes.get_mut(position) {
                *place = said;
            }
        }
        let asked = publication::recommendations(db, publication.report_id)?;
        let filling = Filling {
            sentences: sentences(&document),
            claims,
            quotes,
            asked: asked.into_iter().map(|asked| (asked.key.clone(), asked)).collect(),
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
        let thresholds = Thresholds::of(db)?;
        let before = match report {
            Some(report) => publication::claims(db, report)?,
            None => Vec::new(),
        };
        let mut claims = BTreeMap::new();
        for claim in &compiled.claims {
            let thread = before.iter().find(|known| known.key == claim.key);
            let known = Known {
                thread: thread.map(|known| known.thread),
                voices: disclosure::count(claim.voices, thresholds),
                confidence: claim.confidence,
                state: State::Live,
                actions: thread.map_or(Ok(0), |known| actions(db, known.id))?,
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
            claims,
            quotes: quotes.collect(),
            asked: BTreeMap::new(),
            promises: Shower::new(db, today)?,
            db,
            today,
        };
        let heads = [&compiled.front.title, &compiled.front.subtitle];
        filling.fill(compiled.document.clone(), compiled.language, heads)
    }

    /// A message in the language of the edition.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        kernel::languages::say(self.language, key.as_ref())
    }

    /// A message that has its values, in the language of the edition.
    pub fn say(&self, message: impl Borrow<Message>) -> String {
        message.borrow().say(self.language)
    }

    /// A day in words, in the language of the edition.
    pub fn date(&self, day: &Date) -> String {
        super::day_in_words(*day, self.language)
    }

    /// How many claims it makes, and how many have all their evidence.
    pub fn facts(&self) -> String {
        let message = Message::new("report-facts").with("claims", self.claims);
        self.say(message.with("whole", self.whole))
    }

    /// A line of the list of versions.
    pub fn version_line(&self, (version, day): &(u32, Date)) -> String {
        super::version_line(*version, *day, self.language)
    }

    /// A message with a value that is a day.
    pub fn dated(&self, key: &'static str, day: &Date) -> String {
        self.say(Message::new(key).with("date", self.date(day)))
    }

    /// A message with a number.
    pub fn counted(&self, key: &'static str, n: impl std::fmt::Display) -> String {
        let n: i64 = n.to_string().parse().unwrap_or(0);
        self.say(Message::new(key).with("n", n))
    }

    /// The address of a page of ours in the language of the edition.
    pub fn path(&self, path: impl AsRef<str>) -> String {
        self.language.path(path.as_ref())
    }

    /// Where a link of the edition leads on a page: to a heading, a page of ours in the same
    /// language, or away. An address of any other kind leads nowhere.
    pub fn href(&self, url: &str) -> String {
        if let Some(anchor) = url.strip_prefix('#') {
            return format!("#s-{anchor}");
        }
        if url.starts_with('/') && !url.starts_with("//") {
            let first = url.split(['/', '?', '#']).nth(1).unwrap_or_default();
            let as_it_is = first == "t" || Language::from_word(first).is_some();
            return if as_it_is { url.to_owned() } else { self.language.path(url) };
        }
        let known = crate::compile::is_web(url) || crate::compile::is_mail(url);
        if known { url.to_owned() } else { "#main".to_owned() }
    }

    /// The sections, for the list of contents.
    pub fn sections(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Heading { level: 1, text, anchor } => Some((anchor.as_str(), text.as_str())),
            _ => None,
        })
    }
}

fn actions(db: &Db, claim: ClaimId) -> Result<usize, Fault> {
    Ok(forward::<crate::ids::PromiseId>(db, claim, Relation::Answers)?.len())
}

/// The words of a quote as they may be shown today. While the highlight is there they are read
/// afresh, since a name may have been hidden after publication.
pub(crate) fn said(
    db: &Db,
    quote: &publication::Quote,
    today: Date,
) -> Result<Option<Said>, Fault> {
    if quote.words.is_none() {
        return Ok(None);
    }
    let Some(highlight) = quote.highlight_id else { return Ok(None) };
    let Some(mark) = sense::highlight::find(db, highlight)? else { return Ok(None) };
    let span = mark.start_at..mark.end_at;
    let words = listen::voice::excerpt(db, mark.voice_id, span, Use::Report, today)?;
    let against = quote.side == publication::Side::Against;
    Ok(words.ok().map(|words| Said { words, against }))
}

/// What a count says: in the knot, aloud, and in the margin.
fn told(voices: Disclosed, thread: Option<i64>) -> (Message, Message, Message) {
    let number = thread.map_or_else(String::new, |thread| thread.to_string());
    let knot = match voices.count() {
        Some(n) => Message::new("knot-count").with("n", n),
        None => Message::new("knot-few"),
    };
    let label = match voices.count() {
        Some(n) => Message::new("knot-label").with("thread", number).with("n", n),
        None => Message::new("knot-label-few").with("thread", number),
    };
    let note = match voices.count() {
        Some(n) => Message::new("note-voices").with("n", n),
        None => Message::new("note-voices-few"),
    };
    (knot, label, note)
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
                (_, part) => parts.push(part),
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
            Block::Themes(themes) => Part::Chart(chart(themes)),
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
        let (count, label, _) = told(known.voices, known.thread);
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
            voices: told(known.voices, known.thread).2,
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
        let reply = match known {
            Some(known) => recommendation::latest(self.db, known.id)?,
            None => None,
        };
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

fn chart(themes: Themes) -> Chart {
    let most = themes.rows.iter().filter_map(|row| row.people).max().unwrap_or(0);
    let people_per_dot = paper::chart::people_per_dot(u32::try_from(most).unwrap_or(u32::MAX));
    let rows = themes.rows.into_iter().map(|row| {
        let people = match row.people {
            Some(n) => Message::new("chart-people").with("n", n),
            None => Message::new("count-fewer").with("n", row.threshold),
        };
        let dots = row.people.unwrap_or(0).div_ceil(u64::from(people_per_dot));
        let dots = u32::try_from(dots).unwrap_or(u32::MAX);
        ChartRow { name: row.name, people, count: row.people, dots }
    });
    Chart { title: themes.title, note: themes.note, people_per_dot, rows: rows.collect() }
}
