//! The model of a printed report: its cover, its words and its blocks.

/// A whole report, ready to be set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Language of the report, a BCP 47 tag such as `en` or `cy`.
    pub language: String,
    /// Title of the report. Must not be blank: PDF/UA-1 asks for one.
    pub title: String,
    /// What stands on the cover beside the title.
    pub cover: Cover,
    /// Where threads are followed, without a scheme and ending in a slash: `edefyn.example/t/`.
    /// The number of a thread is put behind it, and `https://` before it, to make a link.
    pub thread_base: String,
    /// Labels in the language of the report.
    pub words: Words,
    /// Lines that must be read first, such as "A newer version replaces this one". They stand
    /// on the cover and again at the head of the text.
    pub notices: Vec<String>,
    /// The report itself, in reading order.
    pub blocks: Vec<Block>,
}

/// What stands on the cover beside the title. A blank line is left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// The kind of report and its date: "Learning report, November 2026".
    pub kind: String,
    /// A sentence under the title.
    pub subtitle: String,
    /// Who publishes it. Also the author in the file's metadata.
    pub organisation: String,
    /// Facts about the report: "41 lines, 38 with a full thread".
    pub facts: String,
    /// Which version this is: "Version 2, 20 November 2026".
    pub version: String,
}

/// Every label that the report needs, in its language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Before a thread number, in the margin: "Thread".
    pub thread: String,
    /// The link to a thread: "Follow".
    pub follow: String,
    /// The foot of each page: "{title}. Follow any thread at {address}".
    pub footer: String,
    /// The page number: "{n} of {m}".
    pub page: String,
    /// Before the knots under a recommendation: "Rests on".
    pub rests_on: String,
    /// The mark that opens a person's words, such as “.
    pub quote_open: String,
    /// The mark that closes a person's words, such as ”.
    pub quote_close: String,
}

/// One piece of a report, from margin to margin.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for a section, up to 4. A level that skips one is raised to the next allowed.
        level: u8,
        /// Its words.
        text: String,
        /// The name by which links reach it; the same as on the web page. May be empty.
        anchor: String,
    },
    /// A paragraph. The notes of its claims stand in the margin beside it.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// How its items are marked.
        kind: ListKind,
        /// Its items, each a paragraph.
        items: Vec<Vec<Inline>>,
    },
    /// A person's own words.
    Quote(Quote),
    /// How many people spoke of each theme, a dot for each.
    ThemeChart(ThemeChart),
    /// Shares or counts as bars.
    BarChart(BarChart),
    /// What is asked of a named body.
    Recommendation(Recommendation),
    /// What somebody said they would do.
    Promise(Promise),
    /// Words in a box.
    Callout {
        /// How it looks.
        tone: Tone,
        /// Its words.
        text: Vec<Inline>,
    },
}

/// A run of words within a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
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
        /// Where they lead. Only `https:`, `http:` and `mailto:` become links, and `#anchor`
        /// when that anchor is in the report; words with any other address are set plain.
        url: String,
        /// The words.
        text: String,
    },
    /// A sentence with a thread.
    Claim(Claim),
}

/// A sentence of the report that rests on voices, data or actions: stitched, with a knot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub text: String,
    /// Its knot.
    pub knot: Knot,
    /// What stands in the margin. It is set once for each thread, beside the first paragraph
    /// that has it.
    pub note: Option<Note>,
}

/// The gold knot at the end of a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knot {
    /// The number of its thread: "14".
    pub thread: String,
    /// How many voices stand behind it, as it may be told: "38", or "5+".
    pub voices: String,
    /// The same in words, for those who cannot see it: "Follow thread 14: voices 38".
    pub label: String,
}

/// What the margin says of a thread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// "14 voices". Left out when empty, as are the next two.
    pub voices: String,
    /// "2 data".
    pub data: String,
    /// "1 action".
    pub actions: String,
    /// How sure we are: "Fairly sure."
    pub sureness: String,
}

/// How a list is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListKind {
    /// With bullets.
    #[default]
    Bulleted,
    /// With numbers.
    Numbered,
    /// Large, numbered, with a line under each: the short version of a report.
    Short,
}

/// A person's own words, as far as they agreed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// The words, in the language spoken, without quotation marks.
    pub text: String,
    /// The language spoken, a BCP 47 tag. Empty when it is that of the report.
    pub language: String,
    /// The same in the language of the report.
    pub translation: Option<Translation>,
    /// Who said it: "Woman, 70s".
    pub who: String,
    /// What they agreed to: "Public, name changed".
    pub permission: String,
}

/// A translation that stands under a quote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Translation {
    /// The words, without quotation marks.
    pub text: String,
    /// Whose translation it is: "Our translation."
    pub label: String,
}

/// How many people spoke of each theme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeChart {
    /// The finding, as a title: "A warm place to meet came up most".
    pub title: String,
    /// What is counted: "Each dot is one person. 132 people."
    pub caption: String,
    /// The themes, in order.
    pub rows: Vec<ThemeRow>,
    /// What it can't tell us.
    pub note: String,
}

/// One theme of a [`ThemeChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeRow {
    /// Its name.
    pub label: String,
    /// The count as it may be told: "38 people", or "a few".
    pub count_text: String,
    /// How many dots to draw; 0 draws none. See [`crate::chart::people_per_dot`].
    pub dots: u32,
}

/// Bars of one measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    /// The finding, as a title.
    pub title: String,
    /// What is measured, of whom.
    pub caption: String,
    /// The bars, in order.
    pub rows: Vec<Bar>,
    /// What it can't tell us.
    pub note: String,
}

/// One bar of a [`BarChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its value as it may be told: "58 of every 100".
    pub value_text: String,
    /// Its length as a share of the whole width, from 0 to 1; what lies outside, or is not a
    /// number, is brought inside. `None` draws no bar, for a value that may not be told.
    pub share: Option<f64>,
}

/// What is asked of a named body, and what it answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recommendation {
    /// Whom it is put to: "To the health board".
    pub to: String,
    /// What is asked.
    pub text: String,
    /// The threads it rests on.
    pub rests_on: Vec<Knot>,
    /// How it stands.
    pub mark: Mark,
    /// The same in words: "Agreed to look at it".
    pub status: String,
    /// The dated reply, or how long there has been none.
    pub reply: String,
}

/// What somebody said they would do, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promise {
    /// How it stands.
    pub mark: Mark,
    /// The same in words: "Under way".
    pub status: String,
    /// What was promised.
    pub text: String,
    /// What came of it, or why it can't be.
    pub detail: String,
}

/// How a promise or a request stands. Each has an icon; the word always stands beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// It was done.
    Done,
    /// It has begun, or was agreed.
    UnderWay,
    /// It can't be, or the answer was no.
    NotPossible,
    /// Nothing is settled yet, or no answer came.
    #[default]
    StillListening,
}

/// How a callout looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// How to read this; what it can't tell us.
    #[default]
    Plain,
    /// Something changed: superseded, or words taken back.
    Warning,
}
