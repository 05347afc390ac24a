//! An edition as a reader gets it: the document with its counts, words, replies and promises put
//! in their places. Pages, PDF and preview are all made from this, and nothing else is.

use crate::promise::Shown as Promised;
use crate::publication::{Confidence, State};
use crate::quoted::Quoted;
use crate::recommendation::Response;
use kernel::clock::Date;
use kernel::permission::{Allowed, purpose};
use kernel::{Language, Message};
use listen::voice::Excerpt;
use std::borrow::Borrow;

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
    pub words: Allowed<Excerpt, purpose::Report>,
    /// Whether they count against a claim.
    pub against: bool,
}

impl Chart {
    /// What one dot stands for.
    pub fn caption(&self) -> Message {
        let key = if self.known { "chart-caption" } else { "chart-caption-voices" };
        Message::new(key).with("n", self.people_per_dot)
    }

    /// The key of the heading above the numbers.
    pub fn heading(&self) -> &'static str {
        if self.known { "chart-how-many" } else { "chart-how-many-voices" }
    }

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
    pub fn quoted(&self, view: &View) -> Quoted<purpose::Report> {
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
    /// Whether they are known to be people; otherwise the chart says voices.
    pub known: bool,
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

impl View {
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
