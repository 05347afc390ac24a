//! Turns any text into something Typst can only read as text.

/// `text` as a Typst string literal. Whatever stands in it, code or markup, stays between the
/// quotes: the only characters with a meaning there, `\` and `"`, are escaped, and so is all
/// that is not a visible character.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            other if other == ' ' || !(other.is_whitespace() || hidden(other)) => out.push(other),
            other => out.push_str(&format!("\\u{{{:x}}}", u32::from(other))),
        }
    }
    out.push('"');
    out
}

/// Characters that shape or hide what is seen: controls, marks of direction, byte order marks.
fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// `text` as one line: runs of white space become one space. Left out is what would not show or
/// would spoil the line: controls, overrides of direction, code points for private use (PDF/UA
/// refuses them). A word too long for a line may break.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for character in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        if unwanted(character) || (character == ' ' && out.ends_with(' ')) {
            continue;
        }
        run = if matches!(character, ' ' | '-' | '\u{200b}') { 0 } else { run + 1 };
        if run > LONGEST_RUN {
            out.push('\u{200b}');
            run = 1;
        }
        out.push(character);
    }
    out
}

/// Letters in a row before a word may break.
const LONGEST_RUN: usize = 40;

fn unwanted(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
        || matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || matches!(character, '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{fdd0}'..='\u{fdef}')
}

/// A label of one line, as a literal.
pub(super) fn label(text: &str) -> String {
    literal(line(text).trim())
}

/// `lang` and perhaps `region` for Typst, from a BCP 47 tag; nothing when it is not one.
pub(super) fn language(tag: &str) -> String {
    let mut parts = tag.split('-');
    let code = parts.next().unwrap_or_default().to_ascii_lowercase();
    if !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return "(:)".to_owned();
    }
    let region =
        parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    match region {
        Some(region) => format!("(lang: \"{code}\", region: \"{}\")", region.to_ascii_uppercase()),
        None => format!("(lang: \"{code}\")"),
    }
}

/// Where a link may lead: the web or a mailbox, written in visible ASCII. `None` for the rest.
pub(super) fn address(url: &str) -> Option<String> {
    let url: String = url
        .trim()
        .bytes()
        .map(|byte| match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => format!("%{byte:02X}"),
            0x21..=0x7e => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    let known = matches!(scheme.as_str(), "https" | "http" | "mailto");
    (known && url.len() > scheme.len() + 1 && url.len() <= 2_000).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a literal back as Typst does: `\\`, `\"`, `\n`, `\r`, `\t` and `\u{…}`.
    fn read(literal: &str) -> Option<String> {
        let inside = literal.strip_prefix('"')?;
        let mut out = String::new();
        let mut characters = inside.chars();
        loop {
            match characters.next()? {
                '"' => return characters.next().is_none().then_some(out),
                '\\' => match characters.next()? {
                    'u' => {
                        let code: String =
                            characters.by_ref().skip(1).take_while(|c| *c != '}').collect();
                        out.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
                    }
                    escaped @ ('\\' | '"') => out.push(escaped),
                    _ => return None,
                },
                other => out.push(other),
            }
        }
    }

    proptest! {
        #[test]
        fn a_literal_reads_back_as_it_was(text in any::<String>()) {
            prop_assert_eq!(read(&literal(&text)), Some(text));
        }

        #[test]
        fn a_line_has_no_breaks_and_no_controls(text in any::<String>()) {
            let line = line(&text);
            let clean = !line.chars().any(char::is_control) && !line.contains("  ");
            prop_assert!(clean);
        }

        #[test]
        fn an_address_is_visible_ascii(url in "(https:|mailto:|javascript:|)\\PC{0,30}") {
            if let Some(address) = address(&url) {
                prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'));
                prop_assert!(!address.starts_with("javascript:"));
            }
        }
    }

    #[test]
    fn code_stays_text() {
        assert_eq!(literal("#read(\"/etc/passwd\")"), "\"#read(\\\"/etc/passwd\\\")\"");
        assert_eq!(literal("]#\\"), "\"]#\\\\\"");
    }

    #[test]
    fn a_word_too_long_for_a_line_may_break() {
        assert_eq!(line(&"w".repeat(41)), format!("{}\u{200b}w", "w".repeat(40)));
    }

    #[test]
    fn only_real_languages_are_set() {
        assert_eq!(language("cy"), "(lang: \"cy\")");
        assert_eq!(language("en-Latn-GB"), "(lang: \"en\", region: \"GB\")");
        assert_eq!(language("c\"y"), "(:)");
        assert_eq!(language(""), "(:)");
    }

    #[test]
    fn links_lead_to_the_web_or_a_mailbox() {
        assert_eq!(address("https://a.example/tŷ"), Some("https://a.example/t%C5%B7".into()));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("mailto:"), None);
        assert_eq!(address("/en/reports"), None);
    }
}
