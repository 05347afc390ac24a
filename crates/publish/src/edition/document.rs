//! What an edition says, as it is kept: blocks of text with places for claims, quotes, charts,
//! recommendations and promises. It never holds anyone's words; those are in `publish_quote`.

use kernel::ids::CommunityId;
use sense::ThemeId;
use serde::{Deserialize, Serialize};

/// The document of an edition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What kind of report it is: "Learning report".
    pub kind: String,
    /// The community that its figures are about, when they are about one.
    pub community: Option<CommunityId>,
    /// Its blocks, in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for a section, up to 4.
        level: u8,
        /// Its words.
        text: String,
        /// The name by which links reach it.
        anchor: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// Whether it is numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// Something to be copied exactly.
    Code {
        /// Its text.
        text: String,
    },
    /// Words in a box.
    Callout {
        /// Whether it warns.
        warning: bool,
        /// Its words.
        text: Vec<Inline>,
    },
    /// The short version: some claims, as a list.
    Short {
        /// The keys of the claims.
        claims: Vec<String>,
    },
    /// Someone's words: the row of `publish_quote` at this position.
    Quote {
        /// From 0.
        position: u32,
    },
    /// How many people spoke of each theme.
    Themes(Themes),
    /// What is asked of a named body.
    Recommendation {
        /// Its key.
        key: String,
        /// The body.
        to: String,
        /// What is asked.
        text: String,
        /// The keys of the claims it rests on.
        rests_on: Vec<String>,
    },
    /// What somebody said they would do.
    Promise {
        /// Its number.
        number: i64,
    },
}

/// A chart of themes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// The finding, as a title.
    pub title: String,
    /// What it can't tell us; may be empty.
    pub note: String,
    /// The themes, the most spoken of first.
    pub rows: Vec<ThemeRow>,
}

/// One theme of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeRow {
    /// The theme.
    pub theme: ThemeId,
    /// Its name when it was published. How many people spoke of it is told by [`crate::told`].
    pub name: String,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "run", rename_all = "snake_case")]
pub enum Inline {
    /// Plain words.
    Text {
        /// The words.
        text: String,
    },
    /// Words in bold.
    Strong {
        /// The words.
        text: String,
    },
    /// Words in italics.
    Emph {
        /// The words.
        text: String,
    },
    /// A name or number to be copied exactly.
    Code {
        /// The words.
        text: String,
    },
    /// Words that lead somewhere.
    Link {
        /// Where they lead.
        url: String,
        /// The words.
        text: String,
    },
    /// A sentence with a thread.
    Claim {
        /// Its key.
        key: String,
        /// The sentence.
        text: String,
    },
    /// A sentence that tells what counts against a claim.
    Differs {
        /// The claim's key.
        claim: String,
        /// The sentence.
        text: String,
    },
}

impl Inline {
    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Self::Text { text }
            | Self::Strong { text }
            | Self::Emph { text }
            | Self::Code { text }
            | Self::Link { text, .. }
            | Self::Claim { text, .. }
            | Self::Differs { text, .. } => text,
        }
    }
}

/// The words of some runs, without their dress.
pub fn plain(runs: &[Inline]) -> String {
    runs.iter().map(Inline::text).collect::<String>().trim().to_owned()
}

impl Document {
    /// Everything it says, as plain text: what is searched for hidden names.
    pub fn text(&self) -> String {
        let parts = self.blocks.iter().map(|block| match block {
            Block::Heading { text, .. } | Block::Code { text } => text.clone(),
            Block::Paragraph { text } | Block::Callout { text, .. } => plain(text),
            Block::List { items, .. } => {
                items.iter().map(|item| plain(item)).collect::<Vec<_>>().join("\n")
            }
            Block::Themes(themes) => format!("{}\n{}", themes.title, themes.note),
            Block::Recommendation { to, text, .. } => format!("{to}\n{text}"),
            _ => String::new(),
        });
        parts.collect::<Vec<_>>().join("\n")
    }
}
