//! Bars of one measure, each with its name above it and its value at its end.

use std::fmt::Write as _;

use super::{
    dots::Width,
    svg::{SANS, escape, length, open, wrap},
};
use crate::document::Bar;

/// A bar's own height, in user units.
const BAR: f64 = 18.0;
/// The height of a line of its name.
const LINE: f64 = 22.0;

/// Every bar of `rows` as one picture. Empty when there are none.
#[must_use]
pub fn bars(rows: &[Bar], width: Width) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let full = width.units();
    let mut body = String::new();
    let mut y = 0.0;
    for row in rows {
        // The value stands at the right of the name's last line, so half the room is the name's.
        let lines = wrap(&row.label, full * 0.62, 17.0, 3);
        let crowded = lines.last().is_some_and(|line| !fits(line, &row.value_text, full));
        for line in &lines {
            y += LINE;
            let _ = write!(
                body,
                "<text x=\"0\" y=\"{}\" font-size=\"17\" fill=\"#231a2e\">{}</text>",
                length(y - 5.0),
                escape(line)
            );
        }
        // The value has a line of its own where it finds no room beside the name.
        y += if lines.is_empty() || crowded { LINE } else { 0.0 };
        let _ = write!(
            body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" font-size=\"17\" font-weight=\"700\" \
             fill=\"#231a2e\">{}</text><path d=\"M0 {}H{}\" stroke=\"#e8f1fa\"/>",
            length(full),
            length(y - 5.0),
            escape(&row.value_text),
            length(y + 4.0 + BAR / 2.0),
            length(full),
        );
        if let Some(share) = row.share.map(within).filter(|share| *share > 0.0) {
            let _ = write!(
                body,
                "<path d=\"M0 {}H{}\" stroke=\"#1c5a99\"/>",
                length(y + 4.0 + BAR / 2.0),
                length((full * share).max(2.0)),
            );
        }
        y += BAR + 18.0;
    }
    let mut out = open(&format!("bars {}", width.class()), full, y);
    let _ = write!(out, "<g font-family=\"{SANS}\" stroke-width=\"{BAR}\">{body}</g></svg>");
    out
}

/// Whether a name and a value stand side by side in `full` user units.
fn fits(name: &str, value: &str, full: f64) -> bool {
    (name.chars().count() + value.chars().count() + 3) as f64 * 17.0 * 0.53 <= full
}

/// A share brought between 0 and 1; what is no number becomes 0.
pub(crate) fn within(share: f64) -> f64 {
    if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, share: Option<f64>) -> Bar {
        Bar { label: label.into(), value_text: "58".into(), share }
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let picture = bars(&[bar("I feel part of this place", Some(0.5))], Width::Wide);
        assert!(picture.contains("H312\" stroke=\"#1c5a99\""), "{picture}");
    }

    #[test]
    fn a_value_that_may_not_be_told_has_no_bar() {
        assert!(!bars(&[bar("Young men", None)], Width::Wide).contains("#1c5a99"));
    }

    #[test]
    fn shares_beyond_the_whole_stay_inside() {
        for (share, length) in [(f64::NAN, 0.0), (f64::INFINITY, 1.0), (-3.0, 0.0), (0.25, 0.25)] {
            assert_eq!(within(share), length);
        }
    }
}
