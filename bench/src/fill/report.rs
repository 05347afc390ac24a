//! Findings with their evidence, and one report of about twelve pages that rests on them.

use super::highlights::Kept;
use super::places::Places;
use super::{Filling, NOON};
use crate::{Outcome, done};
use kernel::clock::day;
use kernel::{Both, Chance, Fault, Language, Refusal};
use publish::publication::{self, NotPublished};
use publish::report::{self, NewReport};
use publish::{draft, promise};
use sense::finding::{self, Confidence, Level, NotEvidence, NotFinding, Side};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many findings there are: one for each section's claims.
const FINDINGS: usize = 20;
/// How many highlights stand for each.
const EVIDENCE: usize = 25;

/// The report's source, for those who measure compiling it.
pub(super) fn make(filling: &mut Filling<'_>, places: &Places, kept: &[Kept]) -> Outcome<String> {
    let numbers = findings(filling, places, kept)?;
    let promises = promises(filling, places)?;
    let source = source(filling, kept, &numbers, &promises);
    let (programme, text) = (places.programme, source.clone());
    let act = filling.act(10);
    let published = filling.space.write_now(act, move |tx| {
        let title = Both::new("A year in ten valleys", "");
        let new = NewReport { title, programme, community: None };
        let id = report::create(tx, &new).map_err(refused)?;
        let number = draft::save(tx, id, Language::En, &text, None).map_err(refused)?;
        let report = report::find(tx, id)?.ok_or(Fault::Missing)?;
        let numbers = BTreeMap::from([(Language::En, number)]);
        for checked in publication::check(tx, &report, day(NOON))? {
            for found in &checked.compiled.diagnostics {
                let place = found.place.line;
                eprintln!("{} at line {place}: {}", found.code, found.sentence.say(Language::En));
            }
        }
        publication::publish(tx, &report, &numbers, &[])?;
        Ok::<_, NotPublished>((report.slug, publication::claims(tx, id)?))
    })?;
    let (slug, claims) = done(published)?;
    filling.manifest.report = slug;
    filling.manifest.threads = claims.into_iter().map(|claim| claim.thread).collect();
    Ok(source)
}

/// A refusal that a new space never gives, as our own fault.
fn refused(refusal: impl Refusal + std::fmt::Debug) -> Fault {
    Fault::Other(format!("refused: {refusal:?}"))
}

/// Finding by finding: its number, and the theme that its evidence was marked with.
fn findings(
    filling: &mut Filling<'_>,
    places: &Places,
    kept: &[Kept],
) -> Outcome<Vec<(i64, usize)>> {
    let mut numbers = Vec::new();
    for at in 0..FINDINGS {
        let theme = at % places.themes.len();
        let mut silent = |_| ();
        let draft = finding::Draft {
            programme: places.programme,
            community: None,
            sentence: Both::new(filling.vocabulary.sentence(&mut filling.chance, &mut silent), ""),
            level: Level::ACCOUNTS,
            confidence: Confidence::Fairly,
            limits: Both::new("It tells what people said, not how many would say it.", ""),
        };
        let cited: Vec<_> =
            kept.iter().filter(|kept| kept.theme == theme).take(EVIDENCE).map(|k| k.id).collect();
        let act = filling.act(20);
        let number = filling.space.write_now(act, move |tx| {
            let id = finding::create(tx, &draft)?;
            for highlight in cited {
                finding::cite(tx, id, highlight, Side::For).map_err(|refusal| match refusal {
                    NotEvidence::Fault(fault) => fault,
                    other => refused(other),
                })?;
            }
            let found = finding::find(tx, id)?.ok_or(Fault::Missing)?;
            Ok::<_, NotFinding>(found.number)
        })?;
        numbers.push((done(number)?, theme));
    }
    Ok(numbers)
}

fn promises(filling: &mut Filling<'_>, places: &Places) -> Outcome<Vec<i64>> {
    let mut numbers = Vec::new();
    for (theme, name) in places.themes.iter().take(6).zip([
        "A later bus",
        "A warm hall",
        "Lights on the path",
        "A shop on Tuesdays",
        "Open mic night",
        "One form, not four",
    ]) {
        let draft = promise::Draft {
            programme: places.programme,
            community: None,
            title: Both::new(name, name),
            said: Both::new("People said that it is missed.", "Dywedodd pobl fod ei eisiau."),
            who: Both::new("The ten valleys trust", "Ymddiriedolaeth y deg cwm"),
            answers: vec![(*theme).into()],
            quotes: None,
        };
        let step = promise::StepDraft {
            on: day(NOON),
            state: promise::State::UnderWay,
            text: Both::new("It has begun.", "Mae wedi dechrau."),
        };
        let act = filling.act(15);
        let made = filling.space.write_now(act, move |tx| {
            let id = promise::make(tx, &draft, &step)?;
            Ok::<_, promise::NotPromised>(promise::find(tx, id)?.map(|promise| promise.number))
        })?;
        numbers.extend(done(made)?);
    }
    Ok(numbers)
}

/// Twelve pages: ten sections of prose with claims, quotes and charts, then what is asked.
fn source(
    filling: &mut Filling<'_>,
    kept: &[Kept],
    findings: &[(i64, usize)],
    promises: &[i64],
) -> String {
    let mut text = String::from(
        "---\ntitle: A year in ten valleys\nsubtitle: What people said, and what came of it\n\
         kind: Learning report\n---\n\n::short{claims=\"c1 c3 c5\"}\n",
    );
    for (section, pair) in findings.chunks(2).enumerate() {
        let _ = write!(text, "\n## Part {}\n\n", section + 1);
        prose(filling, &mut text, 2);
        for (at, (number, theme)) in pair.iter().enumerate() {
            let claim = section * 2 + at + 1;
            let sentence = sentence(filling);
            let _ = write!(text, ":claim[{sentence}]{{#c{claim} findings=\"{number}\"}} ");
            prose(filling, &mut text, 1);
            if let Some(quoted) = kept.iter().find(|kept| kept.theme == *theme) {
                let voice = quoted.voice.to_string();
                if !filling.manifest.quoted.contains(&voice) {
                    filling.manifest.quoted.push(voice);
                }
                let _ =
                    write!(text, "::quote{{highlight=\"{}\" claim=\"c{claim}\"}}\n\n", quoted.id);
            }
        }
        if section % 3 == 0 {
            let top = 6 + section;
            let _ = write!(text, "::themes{{title=\"What people spoke of\" top=\"{top}\"}}\n\n");
        }
        prose(filling, &mut text, 1);
    }
    text.push_str("\n## What we ask\n\n");
    for at in 1..=6 {
        let sentence = sentence(filling);
        let _ = write!(
            text,
            "::recommendation[{sentence}]{{#r{at} to=\"The county council\" rests-on=\"c{at}\"}}\n\n"
        );
    }
    text.push_str("## What was promised\n\n");
    for number in promises {
        let _ = write!(text, "::promise{{number=\"{number}\"}}\n\n");
    }
    text
}

fn sentence(filling: &mut Filling<'_>) -> String {
    filling.vocabulary.sentence(&mut filling.chance, &mut |_| ())
}

/// Paragraphs of about a hundred words.
fn prose(filling: &mut Filling<'_>, text: &mut String, paragraphs: u32) {
    let chance: &mut Chance = &mut filling.chance;
    for _ in 0..paragraphs {
        for _ in 0..9 {
            text.push_str(&filling.vocabulary.sentence(chance, &mut |_| ()));
            text.push(' ');
        }
        text.push_str("\n\n");
    }
}
