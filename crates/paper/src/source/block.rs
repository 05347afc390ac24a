//! Blocks of a report as Typst.

use super::{
    Writer, array,
    text::{label, language, line, literal},
};
use crate::{
    chart::within,
    document::{BarChart, Block, ListKind, Mark, Promise, Quote, Recommendation, ThemeChart, Tone},
    icon::Icon,
};

/// A quote with more characters than this is set smaller, and may go on over the page.
const LONG_QUOTE: usize = 280;

impl<'a> Writer<'a> {
    /// One block as a call of a function of the prelude.
    pub(super) fn block(&mut self, block: &'a Block) -> String {
        match block {
            Block::Heading { level, text, anchor } => self.heading(*level, text, anchor),
            Block::Paragraph(inlines) => {
                format!("words({}, notes: {})", self.inlines(inlines), self.notes(inlines))
            }
            Block::List { kind, items } => {
                let function = match kind {
                    ListKind::Bulleted => "bullets",
                    ListKind::Numbered => "numbers",
                    ListKind::Short => "short-version",
                };
                let items = items.iter().map(|item| self.inlines(item));
                format!("{function}(..{})", array(items))
            }
            Block::Quote(quote) => self.quote(quote),
            Block::ThemeChart(chart) => theme_chart(chart),
            Block::BarChart(chart) => bar_chart(chart),
            Block::Recommendation(recommendation) => self.recommendation(recommendation),
            Block::Promise(Promise { mark, status, text, detail }) => {
                format!("promised({}, {}, {})", tag(*mark, status), label(text), label(detail))
            }
            Block::Callout { tone, text } => {
                let edge = match tone {
                    Tone::Plain => "none",
                    Tone::Warning => "0.9pt + thread-brown",
                };
                format!("boxed({edge}, {})", self.inlines(text))
            }
        }
    }

    /// A heading that skips no level, as PDF/UA-1 asks; nothing when it has no words.
    fn heading(&mut self, level: u8, text: &str, anchor: &'a str) -> String {
        if line(text).trim().is_empty() {
            return String::new();
        }
        self.level = level.clamp(1, 4).min(self.level + 1);
        let heading = format!("heading(level: {}, {})", self.level, label(text));
        if anchor.is_empty() || !self.set.insert(anchor) {
            return heading;
        }
        // In markup a label belongs to what stands before it.
        format!("[#{heading}#label({})]", literal(anchor))
    }

    fn quote(&self, quote: &Quote) -> String {
        let words = &self.document.words;
        let paragraphs = quote.text.lines().map(line).filter(|line| !line.trim().is_empty());
        let paragraphs: Vec<String> = paragraphs.map(|line| literal(line.trim())).collect();
        if paragraphs.is_empty() {
            return String::new();
        }
        let long = quote.text.chars().count() > LONG_QUOTE;
        let translation = match &quote.translation {
            Some(translation) => array([label(&translation.text), label(&translation.label)]),
            None => "none".to_owned(),
        };
        let permission = if quote.permission.trim().is_empty() {
            "none".to_owned()
        } else {
            let icon = literal(&Icon::Permission.svg("#231a2e"));
            format!("tag({icon}, mist, hair, ink, {})", label(&quote.permission))
        };
        format!(
            "said({}, {long}, {}, {}, {}, {translation}, {}, {permission})",
            array(paragraphs),
            language(&quote.language),
            label(&words.quote_open),
            label(&words.quote_close),
            label(&quote.who),
        )
    }

    fn recommendation(&self, recommendation: &Recommendation) -> String {
        let Recommendation { to, text, rests_on, mark, status, reply } = recommendation;
        format!(
            "ask({}, {}, {}, {}, {}, {})",
            label(to),
            label(text),
            label(&self.document.words.rests_on),
            array(rests_on.iter().map(|knot| self.knot(knot))),
            tag(*mark, status),
            label(reply),
        )
    }
}

/// How something stands, as a word with its icon; `none` without a word.
fn tag(mark: Mark, status: &str) -> String {
    if status.trim().is_empty() {
        return "none".to_owned();
    }
    let (fill, edge, colour, stroke) = match mark {
        Mark::Done => ("action", "action", "white", "#ffffff"),
        Mark::UnderWay => ("white", "action", "action", "#17694a"),
        Mark::NotPossible => ("white", "caption", "ink", "#231a2e"),
        Mark::StillListening => ("mist", "control", "ink", "#231a2e"),
    };
    let icon = literal(&Icon::Mark(mark).svg(stroke));
    format!("tag({icon}, {fill}, {edge}, {colour}, {})", label(status))
}

fn theme_chart(chart: &ThemeChart) -> String {
    let rows = chart.rows.iter().map(|row| {
        let (name, count) = (label(&row.label), label(&row.count_text));
        // A dot for each of very many people would be a wall; the number stands beside it.
        format!("people-row({name}, {count}, {})", row.dots.min(2_000))
    });
    frame(&chart.title, &chart.caption, rows, &chart.note)
}

fn bar_chart(chart: &BarChart) -> String {
    let rows = chart.rows.iter().map(|row| {
        let share = row.share.map_or(0.0, within);
        format!("bar-row({}, {}, {share:.4})", label(&row.label), label(&row.value_text))
    });
    frame(&chart.title, &chart.caption, rows, &chart.note)
}

fn frame(title: &str, caption: &str, rows: impl IntoIterator<Item = String>, note: &str) -> String {
    format!("chart({}, {}, {}, {})", label(title), label(caption), array(rows), label(note))
}
