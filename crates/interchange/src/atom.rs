//! Feeds to subscribe to: Atom 1.0 (RFC 4287).

use jiff::Timestamp;

use crate::xml::Xml;

/// A feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// An IRI that never changes, even when the address does (RFC 4287, 4.2.6).
    pub id: String,
    /// Its name, in the feed's language.
    pub title: String,
    /// The language of its words, as in `cy`.
    pub language: Option<String>,
    /// When anything in it last changed in a way that matters.
    pub updated: Timestamp,
    /// Who publishes it; stands for every entry.
    pub author: String,
    /// Its addresses; one `self` link should be among them.
    pub links: Vec<Link>,
    /// The newest first, by custom.
    pub entries: Vec<Entry>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// An IRI that never changes.
    pub id: String,
    /// Its name.
    pub title: String,
    /// When it last changed in a way that matters.
    pub updated: Timestamp,
    /// What it says, in plain words.
    pub summary: Option<String>,
    /// Its addresses; one `alternate` link should be among them.
    pub links: Vec<Link>,
    /// What it is filed under.
    pub categories: Vec<Category>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, an absolute IRI.
    pub href: String,
    /// What it is to the feed or entry: `self`, `alternate`, `related`, `via` or `enclosure`.
    pub rel: &'static str,
    /// Its media type.
    pub media_type: Option<&'static str>,
    /// Its language.
    pub language: Option<String>,
}

/// What an entry is filed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The term, for machines.
    pub term: String,
    /// Its name, for people.
    pub label: Option<String>,
}

/// The feed as a document. Control characters, which XML cannot hold, become U+FFFD.
pub fn write(feed: &Feed) -> String {
    let mut xml = Xml::new();
    let language = feed.language.as_deref();
    xml.open("feed", &[("xmlns", Some("http://www.w3.org/2005/Atom")), ("xml:lang", language)]);
    xml.words("id", &[], &feed.id);
    xml.words("title", &[], &feed.title);
    xml.words("updated", &[], &feed.updated.to_string());
    xml.open("author", &[]);
    xml.words("name", &[], &feed.author);
    xml.close();
    links(&mut xml, &feed.links);
    for entry in &feed.entries {
        xml.open("entry", &[]);
        xml.words("id", &[], &entry.id);
        xml.words("title", &[], &entry.title);
        xml.words("updated", &[], &entry.updated.to_string());
        links(&mut xml, &entry.links);
        for category in &entry.categories {
            let label = category.label.as_deref();
            xml.empty("category", &[("term", Some(&category.term)), ("label", label)]);
        }
        if let Some(summary) = &entry.summary {
            xml.words("summary", &[], summary);
        }
        xml.close();
    }
    xml.finish()
}

fn links(xml: &mut Xml, links: &[Link]) {
    for link in links {
        xml.empty(
            "link",
            &[
                ("rel", Some(link.rel)),
                ("type", link.media_type),
                ("hreflang", link.language.as_deref()),
                ("href", Some(&link.href)),
            ],
        );
    }
}
