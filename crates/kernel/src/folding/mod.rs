//! One comparison of words as a reader sees them, for taking words back, hidden names and search
//! alike; and the one form in which text is kept.
//!
//! Two texts are the same when their letters are: whatever their capitals, accents, apostrophes,
//! hyphens, blanks, invisible characters, entities and marks of emphasis. So what is compared is a
//! text's [`Letters`], each with its place, read once as it is [shown](Reading::Shown) and once as
//! it is [written](Reading::Written): nobody hides words by a mark, and nobody shows them by one.

mod likeness;
mod normal;
mod reading;
mod runs;

pub use likeness::Likeness;
pub use normal::{normal, normal_places};
pub use reading::{Edge, Letter, Letters, Reading, letters};
pub use runs::{RUN, Run, Runs, Token, apart, runs, tokens};

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in plain small letters without accents; what stands between words stays.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            plain(c, |c| folded.push(c));
        }
    }
    folded
}

/// `text` in plain small Latin letters and digits, the words parted by hyphens: for addresses.
/// Letters of other alphabets part words too, also those that look like Latin ones.
pub fn latin(text: &str) -> String {
    let latin: String = text
        .chars()
        .map(|c| {
            if matches!(c, '\u{370}'..='\u{52f}') {
                " ".to_owned()
            } else {
                fold(c.encode_utf8(&mut [0; 4]))
            }
        })
        .collect();
    let words = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The plain small letters that `c` is read as, and nothing else of it.
fn letters_of(c: char, mut each: impl FnMut(char)) {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            each(c.to_ascii_lowercase());
        }
        return;
    }
    plain(c, |c| {
        if is_letter(c) {
            each(c);
        }
    });
}

/// `c` decomposed by compatibility, in small letters, without what is not seen by itself.
fn plain(c: char, mut each: impl FnMut(char)) {
    if is_invisible(c) {
        return;
    }
    for c in std::iter::once(c).nfkd().default_case_fold().nfkd() {
        match alike(c) {
            Some(letters) => letters.chars().for_each(&mut each),
            None if is_invisible(c) => {}
            // They stand for apostrophes and the like.
            None if is_modifier(c) => each('\''),
            None => each(c),
        }
    }
}

/// Whether a folded character belongs to a word.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_modifier(c)
}

fn is_modifier(c: char) -> bool {
    matches!(c, '\u{2b0}'..='\u{2ff}')
}

/// Whether a character is not seen by itself: accents that are written apart, soft hyphens, joiners,
/// marks of direction, selectors of variants, fillers.
pub(crate) fn is_invisible(c: char) -> bool {
    match c {
        '\0'..='\u{ac}' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        c => is_combining_mark(c),
    }
}

/// Plain letters for one that no decomposition makes plain, and for those of other alphabets that
/// nobody tells from them.
fn alike(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ԁ' => "d",
        'þ' => "th",
        'ħ' | 'һ' => "h",
        'ŧ' => "t",
        'ı' | 'і' | 'ι' => "i",
        'а' | 'α' => "a",
        'с' => "c",
        'е' => "e",
        'ј' => "j",
        'о' | 'ο' => "o",
        'р' | 'ρ' => "p",
        'ѕ' => "s",
        'ν' => "v",
        'х' => "x",
        'у' => "y",
        'к' | 'κ' => "k",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_the_same_in_any_dress() {
        for (written, plain) in [
            ("Tŷ", "ty"),
            ("ty\u{302}", "ty"),
            ("STRASSE ẞ ß", "strasse ss ss"),
            ("İstanbul", "istanbul"),
            ("ΟΔΟΣ", &fold("οδος")),
            ("ﬁn", "fin"),
            ("Ｍｏｒ", "mor"),
            ("Mor\u{200b}fy\u{ad}dd", "morfydd"),
            ("Мorfydd", &fold("мorfydd")),
            ("Siоn", "sion"),
        ] {
            assert_eq!(fold(written), plain, "{written}");
        }
    }

    #[test]
    fn an_address_has_latin_letters_alone() {
        assert_eq!(latin("Tŷ’r Eglwys, Nº 2"), "ty-r-eglwys-no-2");
        assert_eq!(latin("Долина а-а"), "");
    }

    proptest! {
        #[test]
        fn what_is_folded_stays_so(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn capitals_and_composition_make_no_difference(text in "[a-zâêîôûŵŷáéïßøœ’' -]{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&text.to_uppercase()), folded.clone());
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), folded.clone());
            prop_assert_eq!(fold(&text.nfc().collect::<String>()), folded);
        }
    }
}
