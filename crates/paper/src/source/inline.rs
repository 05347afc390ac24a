//! Runs of words, claims and knots as Typst.

use super::{
    Writer, array,
    text::{address, label, line, literal},
};
use crate::{
    document::{Claim, Inline, Knot, Note},
    icon::Icon,
};

impl<'a> Writer<'a> {
    /// A paragraph's words as one Typst code block that joins them.
    pub(super) fn inlines(&self, inlines: &[Inline]) -> String {
        let mut out = String::from("{ ");
        for inline in inlines {
            out.push_str(&self.inline(inline));
            out.push_str("; ");
        }
        out.push('}');
        out
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => literal(&line(text)),
            Inline::Strong(text) => format!("strong({})", literal(&line(text))),
            Inline::Emph(text) => format!("emph({})", literal(&line(text))),
            Inline::Code(text) => format!("raw({})", literal(&line(text))),
            Inline::Link { url, text } => self.link(url, text),
            Inline::Claim(claim) => self.claim(claim),
        }
    }

    /// Words that lead somewhere, or plain words when the address leads nowhere.
    fn link(&self, url: &str, text: &str) -> String {
        let words = literal(&line(text));
        if line(text).trim().is_empty() {
            return words;
        }
        if let Some(anchor) = url.strip_prefix('#').filter(|anchor| self.anchors.contains(anchor)) {
            return format!("within({}, {words})", literal(anchor));
        }
        match address(url) {
            Some(address) => format!("away({}, {words})", literal(&address)),
            None => words,
        }
    }

    fn claim(&self, claim: &Claim) -> String {
        format!("claim({}, {})", label(&claim.text), self.knot(&claim.knot))
    }

    /// The gold knot, with the address of its thread beside it.
    pub(super) fn knot(&self, knot: &Knot) -> String {
        // Behind the host: "t/14", the least that leads there from the foot of the page.
        let base = self.document.thread_base.as_str();
        let path = base.split_once('/').map_or("", |(_, path)| path);
        let spoken = if knot.label.trim().is_empty() { &knot.thread } else { &knot.label };
        format!(
            "knot({}, {}, {}, {}, {})",
            literal(&Icon::Knot.svg("#231a2e")),
            label(&knot.voices),
            label(&format!("{path}{}", knot.thread)),
            label(spoken),
            self.thread_url(&knot.thread),
        )
    }

    /// Where a thread is followed, as a literal.
    fn thread_url(&self, thread: &str) -> String {
        let url = format!("https://{}{}", self.document.thread_base, thread.trim());
        literal(&address(&url).unwrap_or_else(|| "https://invalid".to_owned()))
    }

    /// The notes of the claims in a paragraph, each thread once in a report.
    pub(super) fn notes(&mut self, inlines: &'a [Inline]) -> String {
        let mut notes = Vec::new();
        for inline in inlines {
            if let Inline::Claim(Claim { knot, note: Some(note), .. }) = inline
                && self.noted.insert(&knot.thread)
            {
                notes.push(self.note(knot, note));
            }
        }
        array(notes)
    }

    fn note(&self, knot: &Knot, note: &Note) -> String {
        let strands = [
            (Icon::Voice, "#8a2463", "voice", &note.voices),
            (Icon::Data, "#1c5a99", "data", &note.data),
            (Icon::Action, "#17694a", "action", &note.actions),
        ];
        let strands = strands.iter().filter(|(.., text)| !text.trim().is_empty()).map(
            |(icon, colour, name, text)| {
                format!("({}, {name}, {})", literal(&icon.svg(colour)), label(text))
            },
        );
        let words = &self.document.words;
        format!(
            "note({}, {}, {}, {}, {})",
            label(&format!("{} {}", words.thread, knot.thread)),
            array(strands),
            label(&note.sureness),
            label(&words.follow),
            self.thread_url(&knot.thread),
        )
    }
}
