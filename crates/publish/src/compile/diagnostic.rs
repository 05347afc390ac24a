//! What the compiler has to say: a code, a place, a sentence and a remedy.

use super::Place;
use kernel::languages::Arg;
use kernel::{Language, Message};

/// Whether it stops publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The report can't be published so.
    Error,
    /// It can, with a reason that is published too.
    Warning,
}

/// One thing that the compiler has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Its code.
    pub code: Code,
    /// Where it stands in the source.
    pub place: Place,
    /// What is the matter.
    pub sentence: Message,
    /// What to do about it.
    pub remedy: Message,
}

impl Diagnostic {
    /// Whether it stops publication.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The diagnostic as JSON, in a language: `code`, `severity`, `line`, `column`, `end`,
    /// `sentence`, `remedy`.
    pub fn json(&self, language: Language) -> serde_json::Value {
        serde_json::json!({
            "code": self.code.word(),
            "severity": match self.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "line": self.place.line,
            "column": self.place.column,
            "end": self.place.end,
            "sentence": self.sentence.say(language),
            "remedy": self.remedy.say(language),
        })
    }
}

kernel::words! {
    /// Every code. Those with an E are errors, those with a W warnings. Each is explained in
    /// `docs/guide/report-language.md`.
    pub enum Code {
        /// There is more of something than a report may hold.
        TooMuch = "E100",
        /// A directive is not closed, or can't be read.
        Malformed = "E101",
        /// There is no such directive.
        UnknownDirective = "E102",
        /// A directive has an attribute that it doesn't know.
        UnknownAttribute = "E103",
        /// A directive lacks an attribute or its words.
        MissingAttribute = "E104",
        /// A line of the front matter can't be read.
        FrontMatter = "E105",
        /// The report has no title.
        NoTitle = "E106",
        /// The front matter names a community or programme that isn't there.
        UnknownPlace = "E107",
        /// A claim has no key.
        NoKey = "E110",
        /// Two claims or recommendations have the same key.
        DuplicateKey = "E111",
        /// A claim has no live evidence.
        NoEvidence = "E112",
        /// There is no such finding.
        UnknownFinding = "E113",
        /// There is no such claim in this report.
        UnknownClaim = "E114",
        /// There is no such highlight.
        UnknownHighlight = "E120",
        /// The person has taken these words back.
        Withdrawn = "E121",
        /// These words are hidden while they are looked into.
        TakenDown = "E122",
        /// These words are closed.
        Closed = "E123",
        /// The person did not agree to be quoted.
        Beyond = "E124",
        /// Nobody has reviewed these words yet.
        NotReviewed = "E125",
        /// A name that was hidden stands in the report.
        HiddenName = "E126",
        /// A recommendation names no body.
        NoBody = "E130",
        /// There is no such promise.
        UnknownPromise = "E131",
        /// A link leads nowhere.
        BrokenLink = "E140",
        /// A picture, which a report can't show yet.
        Picture = "E141",
        /// HTML, which a report doesn't show.
        Html = "E142",
        /// A claim rests on fewer voices than may be told.
        SmallCount = "W201",
        /// Some evidence counts against a claim, and the report doesn't say so.
        CounterEvidence = "W202",
        /// The two editions make different claims.
        EditionsDiffer = "W203",
        /// A recommendation rests on no claim.
        RestsOnNothing = "W204",
        /// A quote stands by a claim that it is no evidence for.
        QuoteBesideClaim = "W205",
    }
}

impl Code {
    /// Whether it stops publication.
    pub fn severity(self) -> Severity {
        if self.word().starts_with('E') { Severity::Error } else { Severity::Warning }
    }

    /// What it is about, in a few words: `diagnostic-E101-title`.
    pub fn title(self) -> Message {
        Message::new(format!("diagnostic-{self}-title"))
    }

    /// The diagnostic with this code at a place. The messages `diagnostic-E101` and
    /// `diagnostic-E101-remedy` are given the values of `args`.
    pub(crate) fn at(self, place: Place, args: &[(&'static str, Arg)]) -> Diagnostic {
        let with = |key: String| {
            args.iter()
                .fold(Message::new(key), |message, (name, value)| message.with(name, value.clone()))
        };
        Diagnostic {
            code: self,
            place,
            sentence: with(format!("diagnostic-{self}")),
            remedy: with(format!("diagnostic-{self}-remedy")),
        }
    }
}
