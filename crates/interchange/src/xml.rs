//! Writing XML 1.0: indented elements whose words and attributes come back exactly as they were.

/// A document being written. Elements hold either words or elements, so that indenting changes nothing.
pub(crate) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    pub(crate) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Begins an element; [`Xml::close`] ends it.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, Option<&str>)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element of attributes only.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, Option<&str>)]) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element of words.
    pub(crate) fn words(
        &mut self,
        name: &'static str,
        attributes: &[(&str, Option<&str>)],
        words: &str,
    ) {
        self.tag(name, attributes);
        self.text.push('>');
        escape(words, false, &mut self.text);
        self.text.push_str(&format!("</{name}>\n"));
    }

    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, Option<&str>)]) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                self.text.push_str(&format!(" {name}=\""));
                escape(value, true, &mut self.text);
                self.text.push('"');
            }
        }
    }

    fn indent(&mut self) {
        self.text.extend(self.open.iter().map(|_| "  "));
    }
}

/// XML has no way to hold control characters (XML 1.0, production 2); they become U+FFFD. Line
/// ends and tabs that a parser would change are written as references.
fn escape(words: &str, attribute: bool, out: &mut String) {
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            character if is_xml(character) => out.push(character),
            _ => out.push('\u{fffd}'),
        }
    }
}

/// Whether XML 1.0 can hold `character` (production 2).
pub(crate) fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
        | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_attributes_are_escaped_and_elements_indented() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", Some("\"1\"\n<2>")), ("c", None)]);
        xml.words("d", &[], "x & y\r\n\u{1}");
        xml.empty("e", &[]);
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&quot;1&quot;&#10;&lt;2&gt;\">\n  \
             <d>x &amp; y&#13;\n\u{fffd}</d>\n  <e/>\n</a>\n"
        );
    }
}
