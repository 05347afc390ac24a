//! Whether links lead somewhere: to a heading, a thread, a page of ours, or the web.

use super::parsed::{Parsed, Spot};
use super::{Code, Diagnostic, limits};
use crate::edition::Block;
use crate::{publication, report};
use kernel::{Db, Fault, Language};
use std::collections::{BTreeSet, HashMap};

/// Public pages that a report may lead to. Those with pages under them are looked up or taken
/// on trust by [`inside`].
const PAGES: &[&str] = &[
    "",
    "reports",
    "you-said-we-did",
    "themes",
    "thread",
    "communities",
    "about",
    "privacy",
    "accessibility",
    "subscription",
    "promises",
];

pub(super) fn check(
    db: &Db,
    parsed: &Parsed,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Fault> {
    let anchors: BTreeSet<&str> = parsed
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { anchor, .. } => Some(anchor.as_str()),
            _ => None,
        })
        .collect();
    let mut known: HashMap<&str, bool> = HashMap::new();
    for Spot { word, place } in &parsed.links {
        let leads = match known.get(word.as_str()) {
            Some(leads) => *leads,
            None => leads_somewhere(db, word, &anchors)?,
        };
        known.insert(word, leads);
        if !leads && diagnostics.len() < limits::DIAGNOSTICS {
            let url: String = word.chars().take(80).collect();
            diagnostics.push(Code::BrokenLink.at(*place, &[("url", url.into())]));
        }
    }
    Ok(())
}

fn leads_somewhere(db: &Db, url: &str, anchors: &BTreeSet<&str>) -> Result<bool, Fault> {
    if let Some(anchor) = url.strip_prefix('#') {
        return Ok(anchors.contains(anchor));
    }
    if url.starts_with('/') && !url.starts_with("//") {
        return inside(db, url);
    }
    Ok(is_web(url) || is_mail(url))
}

/// A page of ours: `/t/14`, `/reports/a-year`, with or without a language.
fn inside(db: &Db, url: &str) -> Result<bool, Fault> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let first = path.split('/').nth(1).unwrap_or_default();
    let path = match Language::from_word(first) {
        Some(language) => language.plain(path),
        None => path.to_owned(),
    };
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let (page, name) = (parts.next().unwrap_or_default(), parts.next());
    match (page, name) {
        ("t", Some(number)) => match number.parse() {
            Ok(number) => Ok(publication::claim_by_thread(db, number)?.is_some()),
            Err(_) => Ok(false),
        },
        ("reports", Some(slug)) => match report::by_slug(db, slug)? {
            Some(report) => Ok(publication::current(db, report.id)?.is_some()),
            None => Ok(false),
        },
        ("communities", Some(slug)) => Ok(places::community::by_slug(db, slug)?.is_some()),
        (page, _) => Ok(PAGES.contains(&page)),
    }
}

/// Whether it is written as an address on the web. Nobody is asked whether it is there.
pub(crate) fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))
    else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let labels: Vec<&str> = name.split('.').collect();
    let good = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    labels.len() > 1
        && labels.iter().all(good)
        && port.parse::<u16>().is_ok()
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\`{}|^".contains(c))
}

pub(crate) fn is_mail(url: &str) -> bool {
    let Some(address) = url.strip_prefix("mailto:") else { return false };
    address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && is_web(&format!("https://{host}"))
    }) && !address.contains(|c: char| c.is_whitespace() || "?&<>\"".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_by_their_form() {
        for good in ["https://a.example", "http://a.example:80/tŷ?x=1#y", "HTTPS://A.Example/"] {
            assert!(is_web(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "https://",
            "https://a",
            "https://a..example",
            "https://a.example/a b",
            "//a.example",
            "a.example",
            "data:text/html,x",
            "https://a.example:x",
            "https://user@a.example",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
        assert!(is_mail("mailto:a@b.example") && !is_mail("mailto:a") && !is_mail("mailto:@b.c"));
    }
}
