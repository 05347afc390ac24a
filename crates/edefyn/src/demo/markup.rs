//! Words with marks in them: `[theme/topic#name|words]` is what a reader will mark, and
//! `<<Name>>` a name that is hidden. The marks are taken out, and their places kept.

use std::ops::Range;

/// What a reader will mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// Where it lies, in code points.
    pub(super) span: Range<usize>,
    /// Keys of its themes: the first is the one that everyone sees.
    pub(super) themes: Vec<String>,
    /// What it says, so that findings can name it.
    pub(super) topic: String,
    /// Its name, when a report or a promise quotes it.
    pub(super) name: String,
}

/// Words without their marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marked {
    /// The words.
    pub(super) text: String,
    /// What readers will mark, in order.
    pub(super) marks: Vec<Mark>,
    /// Names to be hidden, in code points.
    pub(super) hidden: Vec<Range<usize>>,
    length: usize,
}

impl Marked {
    /// Reads words with marks.
    pub(super) fn read(text: &str) -> Self {
        let mut marked = Self::default();
        marked.add(text);
        marked
    }

    /// Adds words with marks at the end.
    pub(super) fn add(&mut self, text: &str) {
        let mut open: Option<(usize, String)> = None;
        let mut hidden = None;
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("<<") {
                hidden = Some(self.length);
                rest = after;
            } else if let Some(after) = rest.strip_prefix(">>") {
                self.hidden.extend(hidden.take().map(|start| start..self.length));
                rest = after;
            } else if let Some((label, after)) =
                rest.strip_prefix('[').and_then(|r| r.split_once('|'))
            {
                open = Some((self.length, label.to_owned()));
                rest = after;
            } else if let (']', Some((start, label))) = (next, &open) {
                let span = *start..self.length;
                self.marks.push(mark(label, span));
                open = None;
                rest = rest.get(1..).unwrap_or_default();
            } else {
                self.text.push(next);
                self.length += 1;
                rest = rest.get(next.len_utf8()..).unwrap_or_default();
            }
        }
    }

    /// Adds words of which all is one mark.
    pub(super) fn add_marked(&mut self, text: &str, theme: &str, topic: &str) {
        let start = self.length;
        self.add(text);
        let label = format!("{theme}/{topic}");
        self.marks.push(mark(&label, start..self.length));
    }
}

fn mark(label: &str, span: Range<usize>) -> Mark {
    let (label, name) = label.split_once('#').unwrap_or((label, ""));
    let (theme, topic) = label.split_once('/').unwrap_or((label, "-"));
    let mut themes = vec![theme.to_owned()];
    themes.extend(beside(topic).filter(|beside| *beside != theme).map(str::to_owned));
    Mark { span, themes, topic: topic.to_owned(), name: name.to_owned() }
}

/// The theme that a topic belongs to as well.
fn beside(topic: &str) -> impl Iterator<Item = &'static str> {
    match topic {
        "tired" | "adults" => Some("carrying"),
        "taxi" => Some("food"),
        "welshness" => Some("heard"),
        "good" => Some("proud"),
        _ => None,
    }
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_their_places_kept() {
        let read = Marked::read("Tŷ: [warm/hub#soup|cawl <<Eirwen>>] a dŵr.");
        assert_eq!(read.text, "Tŷ: cawl Eirwen a dŵr.");
        assert_eq!(read.marks[0].span, 4..15);
        assert_eq!((read.marks[0].topic.as_str(), read.marks[0].name.as_str()), ("hub", "soup"));
        assert_eq!(read.hidden.as_slice(), std::slice::from_ref(&(9..15)));
    }
}
