//! Prose: Markdown with directives in its sentences, read by comrak into blocks. HTML in it is
//! never passed on, since a document has no place for it.

use super::Code;
use super::directive;
use super::limits;
use super::parse::Parser;
use super::parsed::Spot;
use super::place::Source;
use crate::edition::{Block, Inline};
use comrak::nodes::{ListType, NodeValue, Sourcepos};
use comrak::{Arena, Node, Options, parse_document};
use std::ops::Range;

/// Marks the place of a directive in what comrak is given: `OPEN`, its number, `CLOSE`.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// How many lists and quotes may stand within each other; what lies deeper is read as plain text.
const DEPTH: usize = 24;

/// One stretch of prose.
pub(super) struct Prose<'a> {
    parser: &'a mut Parser,
    source: &'a Source,
    text: String,
    /// Pairs of a byte in `text` and the byte of the source that it stands for.
    map: Vec<(usize, usize)>,
    line_starts: Vec<usize>,
    runs: Vec<Inline>,
    end: usize,
}

impl<'a> Prose<'a> {
    pub(super) fn new(parser: &'a mut Parser, source: &'a Source, range: Range<usize>) -> Self {
        Self {
            parser,
            source,
            text: String::new(),
            map: vec![(0, range.start)],
            line_starts: Vec::new(),
            runs: Vec::new(),
            end: range.end,
        }
    }

    pub(super) fn read(mut self) {
        self.take_directives();
        self.line_starts =
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let arena = Arena::new();
        let text = std::mem::take(&mut self.text);
        let root = parse_document(&arena, &text, &Options::default());
        for node in root.children() {
            self.block(node, 0);
        }
    }

    /// Copies the source with a mark in the place of each directive. Code is copied as it is.
    fn take_directives(&mut self) {
        let source = self.source;
        let mut at = self.map.first().map_or(0, |(_, start)| *start);
        let mut before = '\n';
        while let Some(next) = source.slice(at..self.end).chars().next() {
            let here = source.slice(at..self.end);
            let mut length = next.len_utf8();
            match next {
                '\\' => length += here.chars().nth(1).map_or(0, char::len_utf8),
                '`' | '~' => length = code(source, at..self.end, before == '\n'),
                ':' if !before.is_alphanumeric() && before != ':' => {
                    if let Some(end) = self.directive(at) {
                        at = end;
                        before = ']';
                        self.map.push((self.text.len(), at));
                        continue;
                    }
                }
                _ => {}
            }
            self.text.push_str(source.slice(at..at + length));
            at += length;
            before = next;
        }
    }

    /// Takes the directive at `at`, and says where it ends.
    fn directive(&mut self, at: usize) -> Option<usize> {
        if self.parser.is_full() {
            return None;
        }
        let read = directive::read(self.source.text(), self.source.marks(), at, 1)?;
        if !self.parser.takes_directive(self.source, at) {
            return None;
        }
        match read {
            Ok(read) if read.range.end <= self.end => {
                let run = self.parser.inline(self.source, &read);
                let number = self.runs.len();
                self.runs.push(run);
                self.text.push_str(&format!("{OPEN}{number}{CLOSE}"));
                Some(read.range.end)
            }
            Ok(_) => None,
            Err((problem, _)) => {
                self.parser.malformed(self.source, &problem);
                None
            }
        }
    }

    /// The bytes of the source that a node stands on.
    fn range(&self, at: Sourcepos) -> Range<usize> {
        let byte = |line: usize, column: usize| {
            let start = line.checked_sub(1).and_then(|line| self.line_starts.get(line));
            let byte = start.copied().unwrap_or(0) + column;
            let known = self.map.partition_point(|(here, _)| *here <= byte);
            let (here, there) = known
                .checked_sub(1)
                .and_then(|known| self.map.get(known))
                .copied()
                .unwrap_or((0, 0));
            there + (byte - here.min(byte))
        };
        let start = byte(at.start.line, at.start.column.saturating_sub(1));
        start..byte(at.end.line, at.end.column).max(start)
    }

    fn block(&mut self, node: Node<'_>, depth: usize) {
        let (value, at) = {
            let data = node.data();
            (data.value.clone(), data.sourcepos)
        };
        match value {
            NodeValue::Heading(heading) => {
                let runs = self.runs_of(node);
                let text = crate::edition::plain(&runs);
                self.parser.heading(heading.level, text);
            }
            NodeValue::Paragraph => {
                let text = self.runs_of(node);
                if !text.is_empty() {
                    self.parser.push(Block::Paragraph { text });
                }
            }
            NodeValue::List(list) => {
                let mut items = Vec::new();
                self.items(node, &mut items, depth);
                if !items.is_empty() {
                    let ordered = list.list_type == ListType::Ordered;
                    self.parser.push(Block::List { ordered, items });
                }
            }
            NodeValue::BlockQuote => {
                let text = self.runs_of(node);
                if !text.is_empty() {
                    self.parser.push(Block::Callout { warning: false, text });
                }
            }
            NodeValue::CodeBlock(code) => {
                let text = self.restored(&code.literal);
                self.parser.push(Block::Code { text });
            }
            NodeValue::HtmlBlock(_) => {
                let place = self.source.place(self.range(at));
                self.parser.say(Code::Html, place, &[]);
            }
            _ => {}
        }
    }

    /// The items of a list; those of a list within it follow their item.
    fn items(&mut self, list: Node<'_>, items: &mut Vec<Vec<Inline>>, depth: usize) {
        for item in list.children() {
            let mut own: Vec<Inline> = Vec::new();
            let mut inner = Vec::new();
            for child in item.children() {
                let is_list = matches!(child.data().value, NodeValue::List(_));
                if is_list && depth < DEPTH {
                    self.items(child, &mut inner, depth + 1);
                } else {
                    if !own.is_empty() {
                        own.push(Inline::Text { text: " ".into() });
                    }
                    own.extend(self.runs_of(child));
                }
            }
            if !own.is_empty() {
                items.push(own);
            }
            items.append(&mut inner);
        }
    }

    /// The words beneath a node, in one row. Walks without recursion: nesting has no limit.
    fn runs_of(&mut self, node: Node<'_>) -> Vec<Inline> {
        use comrak::arena_tree::NodeEdge;
        let mut runs = Vec::new();
        let (mut strong, mut emph) = (0_u32, 0_u32);
        let mut links: Vec<String> = Vec::new();
        for edge in node.traverse() {
            let (node, opens) = match edge {
                NodeEdge::Start(node) => (node, true),
                NodeEdge::End(node) => (node, false),
            };
            let data = node.data();
            let step = |count: &mut u32| {
                *count = if opens { *count + 1 } else { count.saturating_sub(1) };
            };
            match &data.value {
                NodeValue::Strong => step(&mut strong),
                NodeValue::Emph => step(&mut emph),
                NodeValue::Link(link) if opens => {
                    let mut url = self.restored(&link.url);
                    let place = self.source.place(self.range(data.sourcepos));
                    if url.len() > limits::URL {
                        self.parser.say(
                            Code::BrokenLink,
                            place,
                            &[("url", std::mem::take(&mut url))],
                        );
                    } else if self.parser.takes_link(place) {
                        self.parser.parsed.links.push(Spot { word: url.clone(), place });
                    }
                    links.push(url);
                }
                NodeValue::Link(_) => drop(links.pop()),
                NodeValue::Image(_) if opens => {
                    let place = self.source.place(self.range(data.sourcepos));
                    self.parser.say(Code::Picture, place, &[]);
                }
                NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) if opens => {
                    let place = self.source.place(self.range(data.sourcepos));
                    self.parser.say(Code::Html, place, &[]);
                }
                NodeValue::Text(text) if opens => {
                    let dress = |text: String| match (links.last(), strong > 0, emph > 0) {
                        (Some(url), ..) => Inline::Link { url: url.clone(), text },
                        (_, true, _) => Inline::Strong { text },
                        (_, _, true) => Inline::Emph { text },
                        _ => Inline::Text { text },
                    };
                    self.split(text, dress, &mut runs);
                }
                NodeValue::Code(code) if opens => {
                    runs.push(Inline::Code { text: self.restored(&code.literal) });
                }
                NodeValue::CodeBlock(code) if opens => {
                    runs.push(Inline::Code { text: self.restored(&code.literal) });
                }
                NodeValue::SoftBreak | NodeValue::LineBreak if opens => {
                    push(&mut runs, Inline::Text { text: " ".into() });
                }
                NodeValue::Paragraph | NodeValue::Item(_) if opens && !runs.is_empty() => {
                    push(&mut runs, Inline::Text { text: " ".into() });
                }
                _ => {}
            }
        }
        runs
    }

    /// Puts the directives of `text` back where their marks stand.
    fn split(&self, text: &str, dress: impl Fn(String) -> Inline, runs: &mut Vec<Inline>) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            if !before.is_empty() {
                push(runs, dress(before.to_owned()));
            }
            let Some((number, after)) = after.split_once(CLOSE) else { return };
            let run = number.parse::<usize>().ok().and_then(|number| self.runs.get(number));
            match run {
                Some(Inline::Text { text }) => push(runs, dress(text.clone())),
                Some(run) => runs.push(run.clone()),
                None => {}
            }
            rest = after;
        }
        if !rest.is_empty() {
            push(runs, dress(rest.to_owned()));
        }
    }

    /// Text in which no run can stand, with the words of each directive in it.
    fn restored(&self, text: &str) -> String {
        let mut runs = Vec::new();
        self.split(text, |text| Inline::Text { text }, &mut runs);
        runs.iter().map(Inline::text).collect()
    }
}

/// Adds a run, to the one before it when both are dressed alike.
fn push(runs: &mut Vec<Inline>, run: Inline) {
    match (runs.last_mut(), &run) {
        (Some(Inline::Text { text }), Inline::Text { text: more })
        | (Some(Inline::Strong { text }), Inline::Strong { text: more })
        | (Some(Inline::Emph { text }), Inline::Emph { text: more }) => text.push_str(more),
        (Some(Inline::Link { url, text }), Inline::Link { url: same, text: more })
            if url == same =>
        {
            text.push_str(more);
        }
        _ => runs.push(run),
    }
}

/// How many bytes of the source from `at` are code: a fenced block at the start of a line, a span
/// that is closed in its paragraph, or just the marks when neither.
fn code(source: &Source, range: Range<usize>, line_start: bool) -> usize {
    let (at, end, here) = (range.start, range.end, source.slice(range));
    let Some(mark) = here.chars().next() else { return 0 };
    let marks = here.bytes().take_while(|byte| char::from(*byte) == mark).count();
    if line_start && marks >= 3 {
        let mut length = marks;
        let rest = here.get(marks..).unwrap_or_default();
        for (n, line) in rest.split_inclusive('\n').enumerate() {
            length += line.len();
            let closing = line.trim();
            if n > 0 && closing.len() >= marks && closing.chars().all(|c| c == mark) {
                break;
            }
        }
        return length;
    }
    let closed = match mark {
        '`' => source.marks().backticks(marks, at + marks),
        _ => None,
    };
    // Code that would go on in what stands on its own is none.
    closed.filter(|close| close + marks <= end).map_or(marks, |close| close + marks - at)
}
