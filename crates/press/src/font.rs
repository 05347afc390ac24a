//! The fonts that reports are set in, and what they can print.

use std::{borrow::Cow, collections::BTreeSet};

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::Fault;

/// The fonts of the house, all under the SIL Open Font License.
pub(crate) fn embedded() -> [&'static [u8]; 6] {
    [
        include_bytes!("../../../assets/dist/press/AtkinsonHyperlegibleNext_400Regular.ttf"),
        include_bytes!("../../../assets/dist/press/AtkinsonHyperlegibleNext_700Bold.ttf"),
        include_bytes!("../../../assets/dist/press/AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
        include_bytes!("../../../assets/dist/press/BricolageGrotesque_700Bold.ttf"),
        include_bytes!("../../../assets/dist/press/Literata_400Regular.ttf"),
        include_bytes!("../../../assets/dist/press/Literata_400Regular_Italic.ttf"),
    ]
}

/// Fonts, and the book that Typst finds them by.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    /// What stands in the place of a character that no font has.
    stand_in: char,
}

impl Fonts {
    pub(crate) fn read(files: impl IntoIterator<Item = Bytes>) -> Result<Self, Fault> {
        let fonts = files
            .into_iter()
            .enumerate()
            .map(|(index, file)| Font::new(file, 0).ok_or(Fault::NotAFont(index)))
            .collect::<Result<Vec<Font>, Fault>>()?;
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let mut read = Self { book, fonts, stand_in: '?' };
        read.stand_in = ['□', '\u{fffd}'].into_iter().find(|c| read.has(*c)).unwrap_or('?');
        Ok(read)
    }

    /// Whether `character` can be printed: a font has it, or it shows nothing by itself.
    fn has(&self, character: char) -> bool {
        invisible(character)
            || self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }

    /// See [`crate::Press::unprintable`].
    pub(crate) fn missing(&self, text: &str) -> Vec<char> {
        let composed = compose(text);
        let missing: BTreeSet<char> =
            composed.chars().filter(|c| !c.is_ascii() && !self.has(*c)).collect();
        missing.into_iter().collect()
    }

    /// `source` with letters and their marks composed, and each character that no font has
    /// replaced. PDF/UA-1 refuses a character without a shape, and a report must not stay
    /// unprinted for one.
    pub(crate) fn printable(&self, source: &str) -> String {
        let missing = self.missing(source);
        let composed = compose(source);
        if missing.is_empty() {
            return composed.into_owned();
        }
        composed.chars().map(|c| if missing.contains(&c) { self.stand_in } else { c }).collect()
    }
}

/// A letter and its mark as one character where there is one: fonts have "ŵ" more often than a
/// circumflex by itself.
fn compose(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Characters that the shaper draws as nothing when a font lacks them: those that Unicode calls
/// `Default_Ignorable_Code_Point`, as far as the shaper knows them.
fn invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(character, '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_has_every_letter_of_welsh() {
        for (index, file) in embedded().into_iter().enumerate() {
            let font = Font::new(Bytes::new(file), 0).expect("a font");
            for letter in "âêîôûŵŷÂÊÎÔÛŴŶáéíóúẃýàèìòùẁỳäëïöüẅÿ’‘“”–…£€".chars()
            {
                let has = font.info().coverage.contains(u32::from(letter));
                assert!(has, "font {index} has no {letter}");
            }
        }
    }

    #[test]
    fn what_no_font_has_is_told_and_replaced() {
        let fonts = Fonts::read(embedded().map(Bytes::new)).expect("fonts");
        assert_eq!(
            fonts.missing("tŷ 😀 مرحبا"),
            "مرحبا😀".chars().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        );
        assert!(!fonts.printable("😀").contains('😀'));
        assert_eq!(fonts.printable("w\u{302}"), "ŵ");
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(matches!(Fonts::read([Bytes::new([0_u8; 9])]), Err(Fault::NotAFont(0))));
    }
}
