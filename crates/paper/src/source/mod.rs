//! The source of a report for the press, in Typst.
//!
//! The source has two parts: `prelude.typ`, the same for every report, and calls of its functions
//! whose every argument from outside is a string literal. So no text can become code.

mod block;
mod inline;
mod text;

use std::collections::BTreeSet;

use crate::document::{Block, Document};
use text::{label, line, literal};

/// The functions that lay a report out.
const PRELUDE: &str = include_str!("prelude.typ");

/// What the writing of one report needs to keep in mind.
struct Writer<'a> {
    document: &'a Document,
    /// Anchors that headings have, and so links may lead to.
    anchors: BTreeSet<&'a str>,
    /// Anchors already set: a second heading of the same name goes without.
    set: BTreeSet<&'a str>,
    /// Threads whose note already stands in the margin.
    noted: BTreeSet<&'a str>,
    /// The level of the heading before.
    level: u8,
}

/// The report as Typst source, for the crate `press`. The same document gives the same source.
#[must_use]
pub fn typst_source(document: &Document) -> String {
    let anchors = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { anchor, text, .. } if !line(text).trim().is_empty() => {
            Some(anchor.as_str())
        }
        _ => None,
    });
    let mut writer = Writer {
        document,
        anchors: anchors.filter(|anchor| !anchor.is_empty()).collect(),
        set: BTreeSet::new(),
        noted: BTreeSet::new(),
        level: 0,
    };
    let mut out = String::from(PRELUDE);
    out.push_str(&opening(document));
    out.push_str("#{\n");
    for notice in document.notices.iter().filter(|notice| !notice.trim().is_empty()) {
        out.push_str(&format!("boxed(0.9pt + thread-brown, strong({}))\n", label(notice)));
    }
    for block in &document.blocks {
        out.push_str(&writer.block(block));
        out.push('\n');
    }
    out.push_str("}\n");
    out
}

/// The call that sets the page and the cover.
fn opening(document: &Document) -> String {
    let Document { cover, words, .. } = document;
    let facts = [&cover.organisation, &cover.facts, &cover.version];
    let author = if cover.organisation.trim().is_empty() {
        "()".to_owned()
    } else {
        array([label(&cover.organisation)])
    };
    format!(
        "\n#show: report.with(title: {title}, author: {author}, lang: {lang}, cover: (kind: \
         {kind}, subtitle: {subtitle}, facts: {facts}, notices: {notices}), foot: {foot}, \
         page-label: (n, m) => {page})\n",
        title = label(&document.title),
        lang = text::language(&document.language),
        kind = label(&cover.kind),
        subtitle = label(&cover.subtitle),
        facts = array(shown(facts)),
        notices = array(shown(&document.notices)),
        foot = filled(
            &words.footer,
            &[("{title}", &label(&document.title)), ("{address}", &label(&document.thread_base))],
        ),
        page = filled(&words.page, &[("{n}", "n"), ("{m}", "m")]),
    )
}

/// The lines that are not blank, as literals.
fn shown<'a>(lines: impl IntoIterator<Item = &'a String>) -> impl Iterator<Item = String> {
    lines.into_iter().filter(|line| !line.trim().is_empty()).map(|line| label(line))
}

/// A Typst array of `items`, each already Typst.
fn array(items: impl IntoIterator<Item = String>) -> String {
    let mut out = String::from("(");
    for item in items {
        out.push_str(&item);
        out.push_str(", ");
    }
    out.push(')');
    out
}

/// `template` as Typst code that joins its words, with each `{name}` replaced by code.
fn filled(template: &str, holes: &[(&str, &str)]) -> String {
    let mut parts = vec![(line(template), false)];
    for (name, code) in holes {
        parts = parts
            .into_iter()
            .flat_map(|(part, is_code)| {
                if is_code {
                    return vec![(part, true)];
                }
                let mut pieces = Vec::new();
                for (index, words) in part.split(name).enumerate() {
                    if index > 0 {
                        pieces.push(((*code).to_owned(), true));
                    }
                    pieces.push((words.to_owned(), false));
                }
                pieces
            })
            .collect();
    }
    let mut out = String::from("(\"\"");
    for (part, is_code) in parts {
        out.push_str(" + ");
        out.push_str(&if is_code { part } else { literal(&part) });
    }
    out.push(')');
    out
}

#[cfg(test)]
mod tests;
