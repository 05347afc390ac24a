//! Findings are written, what was marked is cited for and against them, and they are checked.

use super::data::{Entry, entries, file};
use super::fragment::is_in;
use super::kept;
use super::valley::{Valley, known};
use kernel::{Fault, Tx};
use sense::finding::{self, Confidence, Draft, Level, Side};
use std::collections::BTreeSet;

/// How many voices are cited against a finding, at the most.
const AGAINST: usize = 6;

/// Writes the findings that are not there yet, and cites what was marked since.
pub(super) fn conclude(tx: &mut Tx<'_>, valley: &mut Valley) -> Result<(), Fault> {
    for entry in entries(file!("findings.txt")) {
        if !valley.findings.contains_key(&entry.head) {
            let place = entry.get("place");
            let community = match place {
                "" => None,
                place => Some(known(&valley.communities, place)?),
            };
            let draft = Draft {
                programme: valley.programme,
                community,
                sentence: entry.both(""),
                level: entry
                    .get("level")
                    .parse()
                    .ok()
                    .and_then(Level::new)
                    .ok_or(Fault::Missing)?,
                confidence: Confidence::from_word(entry.get("confidence")).ok_or(Fault::Missing)?,
                limits: entry.both("limits"),
            };
            let id = kept(finding::create(tx, &draft))?;
            let number = finding::find(tx, id)?.ok_or(Fault::Missing)?.number;
            valley.findings.insert(entry.head.clone(), (id, number));
        }
        let most = entry.get("most").parse().unwrap_or(usize::MAX);
        cite(tx, valley, &entry, Side::For, "for", most)?;
        cite(tx, valley, &entry, Side::Against, "against", AGAINST)?;
    }
    Ok(())
}

/// Cites one highlight of each voice, those with a name first.
fn cite(
    tx: &mut Tx<'_>,
    valley: &Valley,
    entry: &Entry,
    side: Side,
    field: &str,
    most: usize,
) -> Result<(), Fault> {
    let (finding, _) = known(&valley.findings, &entry.head)?;
    let topics = entry.list(field);
    let fits = |marked: &&super::valley::Marked| {
        let place = valley.planned.get(marked.voice).map(|of| of.place.as_str());
        let wanted = Some(entry.get("place")).filter(|wanted| !wanted.is_empty());
        topics.contains(&marked.topic)
            && wanted.is_none_or(|wanted| place.is_some_and(|place| is_in(place, wanted)))
    };
    let (named, rest): (Vec<_>, Vec<_>) =
        valley.marked.iter().filter(fits).partition(|marked| !marked.name.is_empty());
    let there: BTreeSet<_> =
        finding::evidence(tx, finding)?.into_iter().map(|evidence| evidence.highlight).collect();
    let mut voices = BTreeSet::new();
    for marked in named.into_iter().chain(rest) {
        // Everything that has a name may be quoted beside the finding.
        let wanted = !marked.name.is_empty() || !voices.contains(&marked.voice);
        if !wanted || voices.len() >= most {
            continue;
        }
        voices.insert(marked.voice);
        if !there.contains(&marked.highlight) {
            kept(finding::cite(tx, finding, marked.highlight, side))?;
        }
    }
    Ok(())
}

/// Keeps who checked each finding, and when.
pub(super) fn check(tx: &mut Tx<'_>, valley: &Valley) -> Result<(), Fault> {
    for entry in entries(file!("findings.txt")) {
        let Some((on, who)) = entry.get("checked").split_once('|') else { continue };
        let on = on.trim().parse().map_err(|_| Fault::Missing)?;
        let (finding, _) = known(&valley.findings, &entry.head)?;
        kept(finding::check(tx, finding, who.trim(), on))?;
    }
    Ok(())
}
