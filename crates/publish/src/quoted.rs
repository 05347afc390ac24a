//! Someone's words as a page shows them, made only from words that were let out for it.

use kernel::Language;
use kernel::permission::{Allowed, Public, Rung};
use listen::voice::Excerpt;
use std::marker::PhantomData;

/// Someone's words beside who said them and how far they let them go, for the readers that `P`
/// says: those of reports, or those of the whole site.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted<P: Public> {
    /// The words, in the language spoken.
    pub text: String,
    /// The language spoken.
    pub language: String,
    /// The translation; empty when there is none, or the page is in the language spoken.
    pub translation: String,
    /// Who said it, as far as they let us say.
    pub who: String,
    /// How far they let their words go.
    pub rung: Rung,
    purpose: PhantomData<P>,
}

impl<P: Public> Quoted<P> {
    /// Words that were let out, for a page in `language`.
    pub fn new(allowed: &Allowed<Excerpt, P>, language: Language) -> Self {
        let words = allowed.words();
        let other = words.language != language.word();
        Self {
            text: words.text.clone(),
            language: words.language.clone(),
            translation: words.translation.clone().filter(|_| other).unwrap_or_default(),
            who: words.who().to_owned(),
            rung: words.rung,
            purpose: PhantomData,
        }
    }

    /// The key of what the permission means beside a quote.
    pub fn rung_key(&self) -> &'static str {
        match self.rung {
            Rung::Count => "quoted-count",
            Rung::Quote => "quoted-quote",
            Rung::Online => "quoted-online",
            Rung::Named => "quoted-named",
        }
    }
}
