//! The languages that people read, and every word they read: Fluent messages from `locales/`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::sync::LazyLock;

crate::words! {
    /// A language that pages are written in.
    pub enum Language {
        /// English.
        En = "en",
        /// Welsh.
        Cy = "cy",
    }
}

impl Language {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Cy,
            Self::Cy => Self::En,
        }
    }

    /// The one that a browser's `Accept-Language` prefers; English when it names neither.
    pub fn preferred(accept: &str) -> Self {
        let mut best = (0.0, Self::En);
        for part in accept.split(',') {
            let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
            let tag = tag.trim().get(..2).unwrap_or_default().to_ascii_lowercase();
            let quality: f64 = quality.trim().parse().unwrap_or(0.0);
            if let Some(language) = Self::from_word(&tag).filter(|_| quality > best.0) {
                best = (quality, language);
            }
        }
        best.1
    }

    /// `path` as this language has it: `/reports/a` in English is `/cy/adroddiadau/a` in Welsh.
    /// `path` is written with English segments and without the language.
    pub fn path(self, path: &str) -> String {
        let (path, rest) = path.find(['?', '#']).map_or((path, ""), |at| path.split_at(at));
        let mut whole = format!("/{self}");
        let mut before = "";
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            whole.push('/');
            whole.push_str(match self {
                Self::Cy if !is_name(before, segment) => {
                    SLUGS.iter().find(|(en, _)| *en == segment).map_or(segment, |(_, cy)| *cy)
                }
                _ => segment,
            });
            before = segment;
        }
        whole + rest
    }

    /// The English form, without the language, of a path in this language: what
    /// [`path`](Self::path) was given.
    pub fn plain(self, path: &str) -> String {
        let rest = path.strip_prefix('/').unwrap_or(path);
        let rest = rest.strip_prefix(self.word()).unwrap_or(rest);
        let mut plain = String::new();
        let mut before = "";
        for segment in rest.split('/').filter(|segment| !segment.is_empty()) {
            let english = match self {
                Self::En => segment,
                Self::Cy => {
                    SLUGS.iter().find(|(_, cy)| *cy == segment).map_or(segment, |(en, _)| *en)
                }
            };
            before = if is_name(before, english) { segment } else { english };
            plain.push('/');
            plain.push_str(before);
        }
        if plain.is_empty() { "/".into() } else { plain }
    }
}

/// English words of addresses after which a name follows: "voices" in `/reports/voices` is a report
/// and no word of ours.
const NAMED: &[&str] = &["campaigns", "communities", "organisations", "programmes", "reports"];

/// Whether `segment` is a name that somebody gave, given the English word before it.
fn is_name(before: &str, segment: &str) -> bool {
    NAMED.contains(&before) && segment != NEW
}

/// The word of an address where something new is made, which no name may be.
const NEW: &str = "new";

/// Whether a name in an address would be taken for a page of ours.
pub fn is_taken(slug: &str) -> bool {
    SLUGS.iter().any(|(en, cy)| *en == NEW && (*cy == slug || slug == NEW))
}

/// The words of addresses, English and Welsh. A word that is not here is the same in both.
pub const SLUGS: &[(&str, &str)] = &[
    ("about", "amdanom"),
    ("access", "mynediad"),
    ("accessibility", "hygyrchedd"),
    ("account", "cyfrif"),
    ("agreement", "cytundeb"),
    ("audit", "archwiliad"),
    ("boundary", "ffin"),
    ("campaigns", "ymgyrchoedd"),
    ("card", "cerdyn"),
    ("checking", "gwirio"),
    ("closing", "cau"),
    ("closure", "gwaharddiad"),
    ("codebook", "llyfr-codau"),
    ("coding", "codio"),
    ("communities", "cymunedau"),
    ("concerns", "pryderon"),
    ("confirm", "cadarnhau"),
    ("contact", "cysylltu"),
    ("data", "data"),
    ("desk", "desg"),
    ("differences", "gwahaniaethau"),
    ("downloads", "lawrlwythiadau"),
    ("edit", "golygu"),
    ("erasure", "dileu"),
    ("evidence", "tystiolaeth"),
    ("export", "allforio"),
    ("feed", "ffrwd"),
    ("findings", "canfyddiadau"),
    ("help", "cymorth"),
    ("highlights", "amlygiadau"),
    ("history", "hanes"),
    ("host", "sefydliad-lletyol"),
    ("import", "mewnforio"),
    ("invitation", "gwahoddiad"),
    ("jobs", "gwaith"),
    ("letter", "llythyr"),
    ("letters", "llythyrau"),
    ("leads", "arweinwyr"),
    ("lines", "llinellau"),
    ("memo", "nodyn"),
    ("merging", "uno"),
    ("narrators", "adroddwyr"),
    ("new", "newydd"),
    ("organisations", "sefydliadau"),
    ("original", "gwreiddiol"),
    ("password", "cyfrinair"),
    ("people", "pobl"),
    ("permission", "caniatad"),
    ("preview", "rhagolwg"),
    ("privacy", "preifatrwydd"),
    ("programmes", "rhaglenni"),
    ("promises", "addewidion"),
    ("publications", "cyhoeddiadau"),
    ("publishing", "cyhoeddi"),
    ("reading", "darlleniad"),
    ("recommendations", "argymhellion"),
    ("redaction", "cuddio"),
    ("reports", "adroddiadau"),
    ("response", "ymateb"),
    ("retry", "ailgynnig"),
    ("review", "adolygiad"),
    ("roles", "rolau"),
    ("search", "chwilio"),
    ("sessions", "sesiynau"),
    ("sign-in", "mewngofnodi"),
    ("sign-out", "allgofnodi"),
    ("splitting", "rhannu"),
    ("step", "cam"),
    ("subscription", "tanysgrifiad"),
    ("takedown", "tynnu-i-lawr"),
    ("themes", "themau"),
    ("thread", "edefyn"),
    ("versions", "fersiynau"),
    ("voices", "lleisiau"),
    ("withdrawal", "tynnu-yn-ol"),
    ("wording", "geiriad"),
    ("words", "geiriau"),
    ("workers", "gweithwyr"),
    ("you-said-we-did", "dywedoch-chi-gwnaethon-ni"),
];

/// Text in both languages; either may be empty while it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Both {
    /// In English.
    pub en: String,
    /// In Welsh.
    pub cy: String,
}

impl Both {
    /// Both from two texts.
    pub fn new(en: impl Into<String>, cy: impl Into<String>) -> Self {
        Self { en: en.into(), cy: cy.into() }
    }

    /// The text in `language`, or the other one when that is empty.
    pub fn in_language(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::En => (&self.en, &self.cy),
            Language::Cy => (&self.cy, &self.en),
        };
        if first.trim().is_empty() { second } else { first }
    }
}

impl crate::db::FromRow for Both {
    fn from_row(row: &mut crate::db::Row<'_>) -> Result<Self, crate::Fault> {
        Ok(Self { en: row.take()?, cy: row.take()? })
    }
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Text.
    Text(String),
    /// A number, for plurals and digits.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

macro_rules! numbers {
    ($($ty:ty)+) => {$(
        impl From<$ty> for Arg {
            fn from(n: $ty) -> Self { Self::Number(i64::try_from(n).unwrap_or(i64::MAX)) }
        }
    )+};
}
numbers!(i64 i32 u32 u64 usize);

/// A sentence to be said in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The message's key in `locales/`.
    pub key: Cow<'static, str>,
    args: Vec<(&'static str, Arg)>,
}

impl Message {
    /// The message with this key.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// The same with a value for `name`.
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The sentence in `language`. A key without a message gives the key, which a test of
    /// `locales/` refuses.
    pub fn say(&self, language: Language) -> String {
        let mut args = FluentArgs::with_capacity(self.args.len());
        for (name, value) in &self.args {
            match value {
                Arg::Text(text) => args.set(*name, text.as_str()),
                Arg::Number(n) => args.set(*name, FluentValue::from(*n)),
            }
        }
        let bundle = match language {
            Language::En => &BUNDLES.0,
            Language::Cy => &BUNDLES.1,
        };
        let Some(pattern) = bundle.get_message(&self.key).and_then(|message| message.value())
        else {
            tracing::error!(key = %self.key, %language, "no such message");
            return self.key.clone().into_owned();
        };
        let mut problems = Vec::new();
        bundle.format_pattern(pattern, Some(&args), &mut problems).into_owned()
    }
}

/// Whether there is a message with this key.
pub fn has(key: &str) -> bool {
    BUNDLES.0.has_message(key)
}

/// The message with this key and no values, in `language`.
pub fn say(language: Language, key: &str) -> String {
    Message::new(key.to_owned()).say(language)
}

/// A whole number's digits with a comma at each thousand, as both languages write them.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", number),
    };
    let mut text = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct Locales;

static BUNDLES: LazyLock<(FluentBundle<FluentResource>, FluentBundle<FluentResource>)> =
    LazyLock::new(|| (bundle(Language::En), bundle(Language::Cy)));

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(language.word().parse().into_iter().collect());
    // The marks that keep directions apart confuse screen readers; both languages go one way.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(n) if n.options.use_grouping => Some(grouped(&n.as_string())),
        _ => None,
    }));
    if let Err(problem) = bundle.add_builtins() {
        tracing::error!(?problem, "NUMBER can't be added");
    }
    for path in Locales::iter().filter(|path| path.starts_with(language.word())) {
        let Some(file) = Locales::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(good, problems)| {
            tracing::error!(%path, ?problems, "messages could not be read");
            good
        });
        if let Err(problems) = bundle.add_resource(resource) {
            tracing::error!(%path, ?problems, "a message stands twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_commas_unless_it_is_a_name() {
        for (number, told) in
            [(0, "0"), (999, "999"), (1_069, "1,069"), (-1_234_567, "\u{2212}1,234,567")]
        {
            assert_eq!(grouped(&number.to_string()), told);
        }
        let say = |key: &'static str, name| Message::new(key).with(name, 1_069).say(Language::En);
        assert_eq!(say("home-headline", "count"), "1,069 people spoke. Follow what happened next.");
        assert_eq!(say("finding-number", "number"), "Finding 1069");
    }

    #[test]
    fn a_path_turns_to_welsh_and_back() {
        for path in [
            "/",
            "/reports/a-year",
            "/desk/voices/new",
            "/thread",
            "/reports/voices/versions/2",
            "/reports/lleisiau",
            "/desk/reports/new",
            "/desk/communities/boundary/boundary",
        ] {
            for language in Language::ALL {
                assert_eq!(language.plain(&language.path(path)), path);
            }
        }
        assert_eq!(Language::Cy.path("/reports/a?page=2"), "/cy/adroddiadau/a?page=2");
        assert_eq!(Language::Cy.path("/reports/voices"), "/cy/adroddiadau/voices");
        assert_eq!(Language::Cy.path("/reports/new"), "/cy/adroddiadau/newydd");
    }

    #[test]
    fn no_word_of_an_address_stands_twice() {
        for (at, (en, cy)) in SLUGS.iter().enumerate() {
            for (other_en, other_cy) in &SLUGS[at + 1..] {
                assert!(en != other_en && cy != other_cy, "{en} {cy}");
            }
        }
    }

    #[test]
    fn the_browsers_language_is_followed() {
        assert_eq!(Language::preferred("cy-GB,cy;q=0.9,en;q=0.8"), Language::Cy);
        assert_eq!(Language::preferred("en;q=0.5, cy;q=0.7"), Language::Cy);
        assert_eq!(Language::preferred("fr"), Language::En);
        assert_eq!(Language::preferred("cy;q=nonsense"), Language::En);
    }
}
