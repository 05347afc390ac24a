//! The form in which text is kept, whoever types it or brings it in.

use super::is_invisible;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` as it is kept: composed (NFC), and without invisible characters that mean nothing where
/// they stand. Joiners and selectors stay where a script or a picture needs them, and marks of
/// direction beside letters that are written from right to left; overrides of the direction, which
/// make a text read otherwise than it is, never do.
pub fn normal(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    normal_places(text).into_iter().map(|(_, c)| c).collect()
}

/// [`normal`], each character with the place in `text` that it comes from, in code points.
pub fn normal_places(text: &str) -> Vec<(usize, char)> {
    let mut composed = Vec::with_capacity(text.len());
    let mut together: Vec<(usize, char)> = Vec::new();
    for (at, c) in seen(text) {
        let apart = canonical_combining_class(c) == 0
            && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe;
        if apart {
            compose(&mut together, &mut composed);
        }
        together.push((at, c));
    }
    compose(&mut together, &mut composed);
    composed
}

/// Composes characters that may stand for one, and empties them.
fn compose(together: &mut Vec<(usize, char)>, composed: &mut Vec<(usize, char)>) {
    let last = together.last().map_or(0, |(at, _)| *at);
    for (n, c) in together.iter().map(|(_, c)| *c).nfc().enumerate() {
        composed.push((together.get(n).map_or(last, |(at, _)| *at), c));
    }
    together.clear();
}

/// The characters that mean something where they stand, each with its place.
fn seen(text: &str) -> impl Iterator<Item = (usize, char)> {
    let from_right = text.chars().any(is_from_right);
    let mut before = None;
    text.chars().enumerate().filter(move |(_, c)| {
        let stays = match *c {
            '\u{200c}' | '\u{200d}' => before.is_some_and(joins),
            '\u{fe00}'..='\u{fe0f}' => before.is_some_and(|c: char| !is_plain(c)),
            '\u{200e}' | '\u{200f}' | '\u{61c}' => from_right,
            // Fillers and selectors of scripts that need them.
            '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' => true,
            c => is_combining_mark(c) || !is_invisible(c),
        };
        if stays {
            before = Some(*c);
        }
        stays
    })
}

/// Whether a joiner after this character may mean something: in scripts whose letters join, and
/// between pictures.
fn joins(before: char) -> bool {
    before >= '\u{590}' && !('\u{2000}'..='\u{206f}').contains(&before)
}

/// A letter that has no variants to select, or a blank.
fn is_plain(c: char) -> bool {
    c.is_whitespace() || (c.is_alphabetic() && c < '\u{590}')
}

fn is_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_composed_and_holds_nothing_unseen() {
        for (typed, kept) in [
            ("ty\u{302}", "tŷ"),
            ("Mor\u{200b}fy\u{ad}dd\u{feff}", "Morfydd"),
            ("a\u{202e}b\u{202c}\u{2066}c\u{2069}", "abc"),
            ("Mor\u{200d}fydd \u{200c}", "Morfydd "),
            ("👩\u{200d}🌾 ❤\u{fe0f}", "👩\u{200d}🌾 ❤\u{fe0f}"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("שלום\u{200f}!", "שלום\u{200f}!"),
            ("One\u{200f}!", "One!"),
            ("a\u{fe0f}", "a"),
        ] {
            assert_eq!(normal(typed), kept, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_normal_stays_so(text in any::<String>()) {
            let once = normal(&text);
            prop_assert_eq!(normal(&once), once.clone());
            prop_assert_eq!(super::super::fold(&once), super::super::fold(&text));
        }

        #[test]
        fn it_is_composed_and_places_rise(text in "[aeyŷ\u{302}\u{308}\u{323}\u{1100}\u{1161}\u{11a8}가 ]{0,20}") {
            let places = normal_places(&text);
            let composed: String = places.iter().map(|(_, c)| *c).collect();
            prop_assert_eq!(composed, text.nfc().collect::<String>());
            prop_assert!(places.windows(2).all(|two| two[0].0 <= two[1].0));
        }
    }
}
