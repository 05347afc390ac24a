//! The thread behind a report as W3C PROV: what came from what, by whom, when; written as PROV-JSON.
//!
//! Sources: PROV-DM (W3C Recommendation, 30 April 2013) and the PROV-JSON serialisation (W3C
//! Member Submission, 24 April 2013).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};
use thiserror::Error;

/// The name of anything in a document: a declared prefix and a local part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    prefix: String,
    local: String,
}

/// Why there is no such name, or no such document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotProv {
    /// A prefix must be a letter followed by letters, digits, `-` or `_`.
    #[error("{0:?} is no prefix")]
    Prefix(String),
    /// A local part must be of letters, digits, `-`, `_`, `.` and `/`, and not be empty.
    #[error("{0:?} is no local name")]
    Local(String),
    /// A name has a prefix that the document does not declare.
    #[error("the prefix {0:?} is not declared")]
    Undeclared(String),
}

impl Name {
    /// The name `prefix:local`.
    ///
    /// # Errors
    /// [`NotProv::Prefix`] and [`NotProv::Local`].
    pub fn new(prefix: &str, local: &str) -> Result<Self, NotProv> {
        let word = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
        if !prefix.starts_with(|first: char| first.is_ascii_alphabetic())
            || !prefix.chars().all(word)
        {
            return Err(NotProv::Prefix(prefix.to_owned()));
        }
        if local.is_empty() || !local.chars().all(|c| word(c) || "./".contains(c)) {
            return Err(NotProv::Local(local.to_owned()));
        }
        Ok(Self { prefix: prefix.to_owned(), local: local.to_owned() })
    }

    fn text(&self) -> String {
        format!("{}:{}", self.prefix, self.local)
    }
}

/// What an attribute says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// Words in a language, as in `cy`.
    Words {
        /// The words.
        text: String,
        /// Their language tag.
        language: String,
    },
    /// A whole number (`xsd:long`).
    Number(i64),
    /// Yes or no (`xsd:boolean`).
    Flag(bool),
    /// A moment (`xsd:dateTime`).
    Moment(Timestamp),
    /// An address (`xsd:anyURI`).
    Address(String),
    /// The name of something else.
    Name(Name),
}

impl Value {
    fn json(&self) -> Json {
        let typed = |text: String, of: &str| json!({ "$": text, "type": of });
        match self {
            Self::Text(text) => Json::String(text.clone()),
            Self::Words { text, language } => json!({ "$": text, "lang": language }),
            Self::Number(number) => typed(number.to_string(), "xsd:long"),
            Self::Flag(flag) => typed(flag.to_string(), "xsd:boolean"),
            Self::Moment(moment) => typed(moment.to_string(), "xsd:dateTime"),
            Self::Address(address) => typed(address.clone(), "xsd:anyURI"),
            Self::Name(name) => typed(name.text(), "prov:QUALIFIED_NAME"),
        }
    }
}

/// Something said of an entity, activity or agent; a name may come more than once.
pub type Attribute = (Name, Value);

/// A document being put together. The order in which things are added does not matter to its bytes,
/// save that of relations of one kind.
#[derive(Clone, Debug, Default)]
pub struct Document {
    prefixes: BTreeMap<String, String>,
    used_prefixes: BTreeSet<String>,
    sections: BTreeMap<&'static str, BTreeMap<String, Map<String, Json>>>,
}

impl Document {
    /// An empty document. The prefixes `prov` and `xsd` are declared by PROV itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares `prefix` for names that begin with the address `namespace`.
    pub fn prefix(&mut self, prefix: &str, namespace: &str) {
        self.prefixes.insert(prefix.to_owned(), namespace.to_owned());
    }

    /// A thing: a voice, a highlight, a finding, a claim, a publication.
    pub fn entity(&mut self, name: &Name, attributes: &[Attribute]) {
        self.element("entity", name, Map::new(), attributes);
    }

    /// Something done over time: a conversation, a reading, a compilation.
    pub fn activity(
        &mut self,
        name: &Name,
        started: Option<Timestamp>,
        ended: Option<Timestamp>,
        attributes: &[Attribute],
    ) {
        let mut own = Map::new();
        set(&mut own, "prov:startTime", started.map(|moment| moment.to_string()));
        set(&mut own, "prov:endTime", ended.map(|moment| moment.to_string()));
        self.element("activity", name, own, attributes);
    }

    /// Somebody or something responsible.
    pub fn agent(&mut self, name: &Name, attributes: &[Attribute]) {
        self.element("agent", name, Map::new(), attributes);
    }

    /// `entity` came to be by `activity`.
    pub fn was_generated_by(&mut self, entity: &Name, activity: &Name, at: Option<Timestamp>) {
        self.relation("wasGeneratedBy", [("entity", entity), ("activity", activity)], at);
    }

    /// `activity` made use of `entity`.
    pub fn used(&mut self, activity: &Name, entity: &Name, at: Option<Timestamp>) {
        self.relation("used", [("activity", activity), ("entity", entity)], at);
    }

    /// `derived` rests on `source`.
    pub fn was_derived_from(&mut self, derived: &Name, source: &Name) {
        let ends = [("generatedEntity", derived), ("usedEntity", source)];
        self.relation("wasDerivedFrom", ends, None);
    }

    /// `entity` is due to `agent`.
    pub fn was_attributed_to(&mut self, entity: &Name, agent: &Name) {
        self.relation("wasAttributedTo", [("entity", entity), ("agent", agent)], None);
    }

    /// `agent` was responsible for `activity`.
    pub fn was_associated_with(&mut self, activity: &Name, agent: &Name) {
        self.relation("wasAssociatedWith", [("activity", activity), ("agent", agent)], None);
    }

    /// `entity` ceased to be valid by `activity`: superseded, or taken back.
    pub fn was_invalidated_by(&mut self, entity: &Name, activity: &Name, at: Option<Timestamp>) {
        self.relation("wasInvalidatedBy", [("entity", entity), ("activity", activity)], at);
    }

    /// The document as PROV-JSON, the same bytes for the same content.
    ///
    /// # Errors
    /// [`NotProv::Undeclared`].
    pub fn json(&self) -> Result<String, NotProv> {
        let known = |prefix: &&String| {
            self.prefixes.contains_key(*prefix) || ["prov", "xsd"].contains(&prefix.as_str())
        };
        if let Some(prefix) = self.used_prefixes.iter().find(|prefix| !known(prefix)) {
            return Err(NotProv::Undeclared(prefix.clone()));
        }
        // Already in order, so that it is the same whether or not serde_json keeps insertion order.
        let mut sections: BTreeMap<&str, Json> = BTreeMap::new();
        for (section, records) in &self.sections {
            let records = records.iter().map(|(name, said)| (name.clone(), sorted(said))).collect();
            sections.insert(section, Json::Object(records));
        }
        sections.insert("prefix", json!(self.prefixes));
        let document: Map<String, Json> =
            sections.into_iter().map(|(section, json)| (section.to_owned(), json)).collect();
        Ok(format!("{:#}\n", Json::Object(document)))
    }

    fn element(
        &mut self,
        section: &'static str,
        name: &Name,
        mut said: Map<String, Json>,
        attributes: &[Attribute],
    ) {
        self.used_prefixes.insert(name.prefix.clone());
        for (attribute, value) in attributes {
            self.used_prefixes.insert(attribute.prefix.clone());
            if let Value::Name(name) = value {
                self.used_prefixes.insert(name.prefix.clone());
            }
            let next = value.json();
            match said.get_mut(&attribute.text()) {
                None => drop(said.insert(attribute.text(), next)),
                Some(Json::Array(several)) => several.push(next),
                Some(one) => *one = Json::Array(vec![one.take(), next]),
            }
        }
        self.sections.entry(section).or_default().insert(name.text(), said);
    }

    fn relation(
        &mut self,
        section: &'static str,
        ends: [(&'static str, &Name); 2],
        at: Option<Timestamp>,
    ) {
        let mut said = Map::new();
        for (role, name) in ends {
            self.used_prefixes.insert(name.prefix.clone());
            said.insert(format!("prov:{role}"), Json::String(name.text()));
        }
        set(&mut said, "prov:time", at.map(|moment| moment.to_string()));
        let records = self.sections.entry(section).or_default();
        // Padded, so that sorting keeps the order in which they were added.
        let name = format!("_:{section}{:07}", records.len() + 1);
        records.insert(name, said);
    }
}

fn set(said: &mut Map<String, Json>, name: &str, value: Option<String>) {
    if let Some(value) = value {
        said.insert(name.to_owned(), Json::String(value));
    }
}

fn sorted(said: &Map<String, Json>) -> Json {
    let ordered: BTreeMap<&String, &Json> = said.iter().collect();
    Json::Object(ordered.into_iter().map(|(name, json)| (name.clone(), json.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(local: &str) -> Name {
        Name::new("edefyn", local).unwrap()
    }

    #[test]
    fn names_are_checked() {
        assert_eq!(Name::new("1a", "x"), Err(NotProv::Prefix("1a".into())));
        assert_eq!(Name::new("", "x"), Err(NotProv::Prefix(String::new())));
        assert_eq!(Name::new("a", ""), Err(NotProv::Local(String::new())));
        assert_eq!(Name::new("a", "x y"), Err(NotProv::Local("x y".into())));
        assert!(Name::new("a-b_1", "claim/2.1").is_ok());
    }

    #[test]
    fn a_document_declares_what_it_uses() {
        let mut document = Document::new();
        document.entity(&name("voice/1"), &[]);
        assert_eq!(document.json(), Err(NotProv::Undeclared("edefyn".into())));
        document.prefix("edefyn", "https://example.org/t/");
        assert!(document.json().is_ok());
        let value = Value::Name(Name::new("other", "x").unwrap());
        document.entity(&name("voice/1"), &[(Name::new("prov", "type").unwrap(), value)]);
        assert_eq!(document.json(), Err(NotProv::Undeclared("other".into())));
    }

    #[test]
    fn an_attribute_said_twice_is_a_list() {
        let mut document = Document::new();
        document.prefix("edefyn", "https://example.org/t/");
        let theme = |text: &str| (name("theme"), Value::Text(text.into()));
        document.entity(&name("h1"), &[theme("buses"), theme("cost"), theme("time")]);
        let json: Json = serde_json::from_str(&document.json().unwrap()).unwrap();
        assert_eq!(json["entity"]["edefyn:h1"]["edefyn:theme"], json!(["buses", "cost", "time"]));
    }

    #[test]
    fn the_order_of_adding_does_not_change_the_bytes() {
        let build = |turned: bool| {
            let mut document = Document::new();
            let mut names = ["a", "b", "c"];
            if turned {
                names.reverse();
            }
            for local in names {
                document.prefix(local, "https://example.org/");
                document.entity(&Name::new(local, "x").unwrap(), &[]);
            }
            document.json().unwrap()
        };
        assert_eq!(build(false), build(true));
    }
}
