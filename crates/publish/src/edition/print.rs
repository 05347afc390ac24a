//! An edition on paper: from its view to a document for the crate `paper`.

use super::view::{Asked, Chart, Knot, Note, Part, Run, Said, Stitched, View};
use crate::compile::Compiled;
use crate::promise::{self, State as Standing};
use crate::recommendation::Stance;
use kernel::clock::{Date, day};
use kernel::languages::say;
use kernel::{Db, Fault, Language, Message, Timestamp, settings};
use paper::{Block, Inline, ListKind, Mark, Tone};

/// What stands on the cover beside the edition's own words.
pub struct Sheet<'a> {
    /// Who publishes it.
    pub organisation: &'a str,
    /// The site's public address, without a slash at the end.
    pub base: &'a str,
    /// Which version it is, and the day on which it was published; nothing for a trial print.
    pub version: Option<(u32, Date)>,
    /// Lines that must be read first.
    pub notices: Vec<Message>,
}

/// A day in words: 9 September 2025.
pub fn day_in_words(day: Date, language: Language) -> String {
    let month = say(language, &format!("month-{}", day.month()));
    format!("{} {month} {}", day.day(), day.year())
}

/// Which version, of which day: "Version 2, 20 November 2026".
pub fn version_line(version: u32, day: Date, language: Language) -> String {
    let message = Message::new("report-version-of").with("n", version);
    message.with("date", day_in_words(day, language)).say(language)
}

/// Who publishes: the line beneath the space's name, or the name when there is none.
///
/// # Errors
/// The database's.
pub(crate) fn organisation(db: &Db, language: Language) -> Result<String, Fault> {
    for name in ["space-strap", "space-name"] {
        let set = settings::get(db, &format!("{name}-{language}"))?.unwrap_or_default();
        if !set.is_empty() {
            return Ok(set);
        }
    }
    Ok("Edefyn".to_owned())
}

/// A source that was compiled and is not yet published, as a document for the press.
///
/// # Errors
/// The database's.
pub fn printed_draft(
    db: &Db,
    compiled: &Compiled,
    base: &str,
    now: Timestamp,
) -> Result<paper::Document, Fault> {
    let view = View::preview(db, None, compiled, day(now))?;
    let organisation = organisation(db, compiled.language)?;
    let sheet = Sheet { organisation: &organisation, base, version: None, notices: Vec::new() };
    Ok(on_paper(&view, &sheet))
}

/// The edition as a document for the press.
pub fn on_paper(view: &View, sheet: &Sheet<'_>) -> paper::Document {
    let printer = Printer { language: view.language };
    let address = sheet.base.split_once("://").map_or(sheet.base, |(_, address)| address);
    let version = sheet.version.map(|(version, day)| version_line(version, day, view.language));
    paper::Document {
        language: view.language.word().to_owned(),
        title: view.title.clone(),
        cover: paper::Cover {
            kind: view.kind.clone(),
            subtitle: view.subtitle.clone(),
            organisation: sheet.organisation.to_owned(),
            facts: view.facts(),
            version: version.unwrap_or_else(|| printer.t("paper-not-published")),
        },
        thread_base: format!("{address}/t/"),
        words: printer.words(),
        notices: sheet.notices.iter().map(|notice| printer.say(notice)).collect(),
        blocks: view.parts.iter().flat_map(|part| printer.part(part)).collect(),
    }
}

struct Printer {
    language: Language,
}

impl Printer {
    fn t(&self, key: &str) -> String {
        say(self.language, key)
    }

    fn say(&self, message: &Message) -> String {
        message.say(self.language)
    }

    fn words(&self) -> paper::Words {
        let footer = Message::new("paper-footer").with("title", "{title}");
        paper::Words {
            thread: self.t("note-thread"),
            follow: self.t("note-follow"),
            footer: self.say(&footer.with("address", "{address}")),
            page: self.say(&Message::new("paper-page").with("n", "{n}").with("m", "{m}")),
            rests_on: self.t("recommendation-rests-on"),
            quote_open: "“".into(),
            quote_close: "”".into(),
        }
    }

    fn part(&self, part: &Part) -> Vec<Block> {
        vec![match part {
            Part::Heading { level, text, anchor } => {
                Block::Heading { level: *level, text: text.clone(), anchor: anchor.clone() }
            }
            Part::Paragraph(runs, notes) => Block::Paragraph(self.runs(runs, notes)),
            Part::List { ordered, items, notes } => {
                let kind = if *ordered { ListKind::Numbered } else { ListKind::Bulleted };
                let items = items.iter().map(|item| self.runs(item, notes)).collect();
                Block::List { kind, items }
            }
            Part::Code(text) => Block::Paragraph(vec![Inline::Code(text.clone())]),
            Part::Callout { warning, text } => {
                let tone = if *warning { Tone::Warning } else { Tone::Plain };
                Block::Callout { tone, text: self.runs(text, &[]) }
            }
            Part::Short(claims) => {
                let items = claims.iter().map(|claim| vec![self.claim(claim, &[])]).collect();
                Block::List { kind: ListKind::Short, items }
            }
            Part::Quote(Some(said)) => Block::Quote(self.quote(said)),
            Part::Quote(None) => {
                let text = vec![Inline::Emph(self.t("quote-gone"))];
                Block::Callout { tone: Tone::Plain, text }
            }
            Part::Chart(chart) => Block::ThemeChart(self.chart(chart)),
            Part::Recommendations(all) => {
                return all.iter().map(|asked| Block::Recommendation(self.asked(asked))).collect();
            }
            Part::Promise(Some(shown)) => Block::Promise(self.promise(shown)),
            Part::Promise(None) => return Vec::new(),
        }]
    }

    fn runs(&self, runs: &[Run], notes: &[Note]) -> Vec<Inline> {
        runs.iter()
            .map(|run| match run {
                Run::Text(text) => Inline::Text(text.clone()),
                Run::Strong(text) => Inline::Strong(text.clone()),
                Run::Emph(text) => Inline::Emph(text.clone()),
                Run::Code(text) => Inline::Code(text.clone()),
                Run::Link { url, text } => Inline::Link { url: url.clone(), text: text.clone() },
                Run::Claim(claim) => self.claim(claim, notes),
            })
            .collect()
    }

    fn claim(&self, claim: &Stitched, notes: &[Note]) -> Inline {
        let Some(knot) = &claim.knot else { return Inline::Text(claim.text.clone()) };
        let note = notes.iter().find(|note| note.thread.is_some() && note.thread == knot.thread);
        Inline::Claim(paper::Claim {
            text: claim.text.clone(),
            knot: self.knot(knot),
            note: note.map(|note| self.note(note)),
        })
    }

    fn knot(&self, knot: &Knot) -> paper::Knot {
        paper::Knot {
            thread: knot.thread.map_or_else(|| "–".into(), |thread| thread.to_string()),
            voices: self.say(&knot.count),
            label: self.say(&knot.label),
        }
    }

    fn note(&self, note: &Note) -> paper::Note {
        let actions = (note.actions > 0)
            .then(|| self.say(&Message::new("note-actions").with("n", note.actions)));
        paper::Note {
            voices: self.say(&note.voices),
            data: String::new(),
            actions: actions.unwrap_or_default(),
            sureness: self.t(&format!("sureness-{}", note.confidence)),
        }
    }

    fn quote(&self, said: &Said) -> paper::Quote {
        let quoted = crate::quoted::Quoted::new(&said.words, self.language);
        let translation = (!quoted.translation.is_empty()).then(|| paper::Translation {
            text: quoted.translation.clone(),
            label: self.t("quote-translation"),
        });
        paper::Quote {
            permission: self.t(quoted.rung_key()),
            text: quoted.text,
            language: quoted.language,
            translation,
            who: quoted.who,
        }
    }

    fn chart(&self, chart: &Chart) -> paper::ThemeChart {
        let rows = chart.rows.iter().map(|row| paper::ThemeRow {
            label: row.name.clone(),
            count_text: self.say(&row.people),
            dots: row.dots,
        });
        let caption = chart.caption();
        paper::ThemeChart {
            title: chart.title.clone(),
            caption: self.say(&caption),
            rows: rows.collect(),
            note: chart.note.clone(),
        }
    }

    /// On paper stands the day on which it was asked: the days without a reply would be wrong
    /// tomorrow.
    fn asked(&self, asked: &Asked) -> paper::Recommendation {
        let (mark, status, reply) = match (&asked.reply, asked.asked_on) {
            (Some(reply), _) => {
                let mark = match reply.stance {
                    Stance::Done => Mark::Done,
                    Stance::Agreed => Mark::UnderWay,
                    Stance::Looking => Mark::StillListening,
                    Stance::Refused => Mark::NotPossible,
                };
                let date = day_in_words(reply.received_on, self.language);
                let said = self.say(&Message::new("asked-replied").with("date", date));
                (mark, self.t(reply.stance.key()), said)
            }
            (None, Some(on)) => {
                let date = day_in_words(on, self.language);
                let said = self.say(&Message::new("asked-on").with("date", date));
                (Mark::StillListening, self.t("asked-no-reply"), said)
            }
            (None, None) => (Mark::StillListening, String::new(), String::new()),
        };
        let to = Message::new("asked-to").with("body", asked.to.as_str());
        paper::Recommendation {
            to: self.say(&to),
            text: asked.text.clone(),
            rests_on: asked.rests_on.iter().map(|knot| self.knot(knot)).collect(),
            mark,
            status,
            reply,
        }
    }

    fn promise(&self, shown: &promise::Shown) -> paper::Promise {
        let promise = &shown.promise;
        let mark = match promise.state {
            Standing::Done => Mark::Done,
            Standing::UnderWay => Mark::UnderWay,
            Standing::NotPossible => Mark::NotPossible,
            Standing::StillListening => Mark::StillListening,
        };
        let detail = shown.latest.as_ref().map(|step| step.text.in_language(self.language));
        paper::Promise {
            mark,
            status: self.t(promise.state.key()),
            text: promise.title.in_language(self.language).to_owned(),
            detail: detail.unwrap_or_default().to_owned(),
        }
    }
}
