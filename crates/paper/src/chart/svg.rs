//! Small tools for writing SVG: escaping, numbers, and lines of words that fit.

use std::fmt::Write as _;

/// The faces of the pages, as `font-family` attributes.
pub(super) const SANS: &str = "Atkinson Next, Verdana, system-ui, sans-serif";
/// See [`SANS`]; for names and titles.
pub(super) const HEAD: &str = "Bricolage, Atkinson Next, system-ui, sans-serif";

/// Text as it may stand in XML, between tags or in a quoted attribute. What XML 1.0 does not
/// allow at all (section 2.2, `Char`) is left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

/// A length with at most one decimal.
pub(super) fn length(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// The opening tag of a picture of `width` by `height` user units.
pub(super) fn open(class: &str, width: f64, height: f64) -> String {
    let (width, height) = (length(width), length(height));
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" aria-hidden=\"true\" focusable=\"false\">"
    )
}

/// A picture of this module as a file of its own, on white, which `title` tells in words.
#[must_use]
pub fn standalone(picture: &str, title: &str) -> String {
    let hidden = "aria-hidden=\"true\" focusable=\"false\">";
    let named = format!(
        "xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><title>{}</title>\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
        escape(title)
    );
    picture.replacen(hidden, &named, 1)
}

/// A row of `count` round dots whose first centre is at (`x`, `y`): one line of dashes of no
/// length with round ends, so that a hundred dots weigh no more than one.
pub(super) fn dot_row(out: &mut String, count: u32, x: f64, y: f64, pitch: f64) {
    if count == 0 {
        return;
    }
    // The line runs a little beyond the last centre, so that rounding never drops that dot.
    let reach = f64::from(count - 1) * pitch + 0.5;
    let (x, y, reach) = (length(x), length(y), length(reach));
    let _ = write!(out, "<path d=\"M{x} {y}h{reach}\"/>");
}

/// Breaks `text` into at most `limit` lines of about `room` user units at `size`, by the mean
/// width of a letter. The last line ends in "…" when words are left over.
pub(super) fn wrap(text: &str, room: f64, size: f64, limit: usize) -> Vec<String> {
    // In both faces the mean letter is a little under half as wide as its size.
    let most = ((room / (size * 0.5)).floor() as usize).max(4);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut left_over = false;
    for word in text.split_whitespace() {
        let needed = line.chars().count() + usize::from(!line.is_empty()) + word.chars().count();
        if !line.is_empty() && needed > most {
            if lines.len() + 1 == limit {
                left_over = true;
                break;
            }
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.chars().count() > most {
        line = line.chars().take(most - 1).collect();
        left_over = true;
    }
    if left_over {
        line.truncate(line.trim_end_matches([',', '.', ';', ':', ' ']).len());
        line.push('…');
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_is_only_text() {
        assert_eq!(escape("<a href='x'>&\u{0}"), "&lt;a href=&#39;x&#39;&gt;&amp;");
    }

    #[test]
    fn lengths_are_short() {
        assert_eq!(length(12.0), "12");
        assert_eq!(length(12.34), "12.3");
        assert_eq!(length(-0.01), "0");
    }

    #[test]
    fn long_names_break_and_then_end_in_dots() {
        assert_eq!(wrap("Food and bills", 262.0, 19.0, 2), ["Food and bills"]);
        assert_eq!(
            wrap("Looking out for neighbours, near and far, old and young alike", 262.0, 19.0, 2),
            ["Looking out for neighbours,", "near and far, old and young…"]
        );
        let one = wrap(&"w".repeat(90), 262.0, 19.0, 2);
        assert!(one.len() == 1 && one[0].ends_with('…'), "{one:?}");
    }
}
