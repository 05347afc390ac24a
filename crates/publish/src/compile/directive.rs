//! The syntax of one directive: `:name[label]{#key name="value"}`, after the proposal for generic
//! directives in Markdown (<https://talk.commonmark.org/t/generic-directives-plugins-syntax/444>).
//! It knows nothing of what directives mean.

use super::limits;
use super::marks::Marks;
use std::ops::Range;

/// One directive as it was written, with the bytes at which each part stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Directive {
    /// Its name.
    pub(crate) name: String,
    /// All of it.
    pub(crate) range: Range<usize>,
    /// What stands between the square brackets, with `\` taken off and lines joined.
    pub(crate) label: Option<String>,
    /// `#key`.
    pub(crate) key: Option<Attribute>,
    /// The rest of what stands between the curly brackets.
    pub(crate) attributes: Vec<Attribute>,
}

/// One attribute. `#key` has no name; a name alone has an empty value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) range: Range<usize>,
}

/// What can be wrong with the form of a directive, and where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Malformed {
    /// A bracket is opened and never closed.
    NotClosed(Range<usize>),
    /// What stands here is no attribute.
    NotAnAttribute(Range<usize>),
    /// An attribute stands twice.
    Twice(Range<usize>),
    /// The words, a value or the row of attributes is longer than a directive's can be.
    TooLong(Range<usize>),
}

impl Directive {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

/// Reads the directive that starts at byte `start` of `text` with `colons` colons. Nothing when
/// what stands there is no directive: one needs a name and then `[` or `{`, or, when it has two
/// colons, the end of the line. `marks` are those of `text`.
pub(crate) fn read(
    text: &str,
    marks: &Marks,
    start: usize,
    colons: usize,
) -> Option<Result<Directive, (Malformed, usize)>> {
    let mut reader = Reader { text, marks, at: start + colons };
    let name = reader.name();
    if name.is_empty() {
        return None;
    }
    let alone = colons == 2 && matches!(reader.peek(), None | Some('\n'));
    if !alone && !matches!(reader.peek(), Some('[' | '{')) {
        return None;
    }
    let mut directive = Directive { name, ..Directive::default() };
    let result = reader.rest(&mut directive);
    directive.range = start..reader.at;
    Some(match result {
        Ok(()) => Ok(directive),
        Err(problem) => Err((problem, reader.at)),
    })
}

struct Reader<'a> {
    text: &'a str,
    marks: &'a Marks,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn while_(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.take();
        }
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    fn name(&mut self) -> String {
        match self.peek() {
            Some('a'..='z') => self.while_(|c| c.is_ascii_lowercase() || c == '-'),
            _ => String::new(),
        }
    }

    /// Whether a paragraph ends here: a directive never goes past an empty line.
    fn paragraph_ends(&self) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.strip_prefix('\n')
            .is_some_and(|rest| rest.lines().next().is_none_or(|line| line.trim().is_empty()))
    }

    fn rest(&mut self, directive: &mut Directive) -> Result<(), Malformed> {
        if self.peek() == Some('[') {
            directive.label = Some(self.label()?);
        }
        if self.peek() == Some('{') {
            self.attributes(directive)?;
        }
        Ok(())
    }

    /// The words between square brackets. Where they end was found before, so that brackets which
    /// nothing closes are not read on from each in turn.
    fn label(&mut self) -> Result<String, Malformed> {
        let open = self.at;
        let Some(close) = self.marks.close(open) else {
            self.at = self.marks.paragraph_end(open);
            return Err(Malformed::NotClosed(open..open + 1));
        };
        if close - open > limits::LABEL {
            self.at = close + 1;
            return Err(Malformed::TooLong(open..open + 1));
        }
        self.take();
        let mut label = String::new();
        while self.at < close {
            match self.take() {
                Some('\\') => match self.peek() {
                    Some(next) if next.is_ascii_punctuation() => label.extend(self.take()),
                    _ => label.push('\\'),
                },
                other => label.extend(other),
            }
        }
        self.at = close + 1;
        Ok(label.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn attributes(&mut self, directive: &mut Directive) -> Result<(), Malformed> {
        let open = self.at;
        self.take();
        loop {
            while !self.paragraph_ends() && self.peek().is_some_and(char::is_whitespace) {
                self.take();
            }
            let start = self.at;
            if self.paragraph_ends() {
                return Err(Malformed::NotClosed(open..open + 1));
            }
            match self.peek() {
                None => return Err(Malformed::NotClosed(open..open + 1)),
                Some('}') => {
                    self.take();
                    return Ok(());
                }
                Some('#') => {
                    self.take();
                    let value = self.while_(is_bare);
                    if value.is_empty() {
                        return Err(Malformed::NotAnAttribute(start..self.at));
                    }
                    let key = Attribute { name: String::new(), value, range: start..self.at };
                    if directive.key.replace(key).is_some() {
                        return Err(Malformed::Twice(start..self.at));
                    }
                }
                Some(_) => {
                    let attribute = self.attribute(open)?;
                    if directive.get(&attribute.name).is_some() {
                        return Err(Malformed::Twice(attribute.range));
                    }
                    if directive.attributes.len() >= limits::ATTRIBUTES {
                        return Err(Malformed::TooLong(attribute.range));
                    }
                    directive.attributes.push(attribute);
                }
            }
        }
    }

    fn attribute(&mut self, open: usize) -> Result<Attribute, Malformed> {
        let start = self.at;
        let name = self.name();
        if name.is_empty() {
            self.take();
            return Err(Malformed::NotAnAttribute(start..self.at));
        }
        if self.peek() != Some('=') {
            return Ok(Attribute { name, value: String::new(), range: start..self.at });
        }
        self.take();
        let value = match self.peek() {
            Some('"' | '“' | '”') => {
                self.quoted().ok_or(Malformed::NotClosed(open..open + 1))?
            }
            _ => self.while_(is_bare),
        };
        if value.len() > limits::VALUE {
            return Err(Malformed::TooLong(start..self.at));
        }
        Ok(Attribute { name, value, range: start..self.at })
    }

    /// A value in quotation marks, straight or curly: a phone's keyboard writes the curly ones.
    fn quoted(&mut self) -> Option<String> {
        self.take();
        let mut value = String::new();
        loop {
            if self.paragraph_ends() {
                return None;
            }
            match self.take()? {
                '"' | '“' | '”' => return Some(value),
                '\\' if matches!(self.peek(), Some('"' | '\\')) => value.extend(self.take()),
                c if c.is_whitespace() => value.push(' '),
                other => value.push(other),
            }
        }
    }
}

fn is_bare(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | ',' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(
        text: &str,
        start: usize,
        colons: usize,
    ) -> Option<Result<Directive, (Malformed, usize)>> {
        super::read(text, &Marks::of(text), start, colons)
    }

    fn good(text: &str, colons: usize) -> Directive {
        read(text, 0, colons).unwrap().unwrap()
    }

    #[test]
    fn a_directive_has_a_label_a_key_and_attributes() {
        let read = good(r#":claim[Cold [and] alone\] \*]{#cold findings="3 5" short} more"#, 1);
        assert_eq!(read.name, "claim");
        assert_eq!(read.label.as_deref(), Some("Cold [and] alone] *"));
        assert_eq!(read.key.as_ref().unwrap().value, "cold");
        assert_eq!(read.get("findings").unwrap().value, "3 5");
        assert_eq!(read.get("short").unwrap().value, "");
        assert_eq!(read.range, 0..57);
    }

    #[test]
    fn a_directive_may_go_over_lines_but_not_past_an_empty_one() {
        let read = good("::quote{highlight=aa-1\n  claim=cold}", 2);
        assert_eq!(read.get("claim").unwrap().value, "cold");
        let broken = self::read(":claim[one\n\ntwo]", 0, 1).unwrap().unwrap_err();
        assert_eq!(broken.0, Malformed::NotClosed(6..7));
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        let problem = |text| read(text, 0, 1).unwrap().unwrap_err().0;
        assert_eq!(problem(":claim[a]{#a"), Malformed::NotClosed(9..10));
        assert_eq!(problem(":claim[a]{=3}"), Malformed::NotAnAttribute(10..11));
        assert_eq!(problem(":claim[a]{b=1 b=2}"), Malformed::Twice(14..17));
        assert_eq!(problem(":claim[a]{#a #b}"), Malformed::Twice(13..15));
        assert_eq!(problem(":claim[a]{t=\"no end}"), Malformed::NotClosed(9..10));
    }

    #[test]
    fn ordinary_colons_are_left_alone() {
        for text in [":", ": [a]", ":name", ":Name[a]", ":3[a]", ":claim (a)"] {
            assert_eq!(read(text, 0, 1), None, "{text}");
        }
        assert!(read("::callout\nmore", 0, 2).is_some());
    }

    #[test]
    fn curly_quotation_marks_are_understood() {
        assert_eq!(good("::themes{title=“Warm”}", 2).get("title").unwrap().value, "Warm");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in r#":?:?[a-z]{0,3}[\[\]{}#="\\a \n“ŵ]{0,40}"#) {
            for colons in [1, 2] {
                if let Some(Ok(directive)) = read(&text, 0, colons) {
                    prop_assert!(text.get(directive.range).is_some());
                }
            }
        }

        #[test]
        fn what_is_written_is_read(label in "[a-zŵ ]{1,20}", value in "[^\\\\\"“”\\s]{1,20}") {
            let directive = good(&format!(":claim[x{label}]{{#k a=\"{value}\"}}"), 1);
            let words: Vec<&str> = label.split_whitespace().collect();
            let read = directive.label.unwrap();
            prop_assert!(read.starts_with('x') && words.iter().all(|word| read.contains(word)));
            prop_assert_eq!(&directive.attributes[0].value, &value);
        }
    }
}
