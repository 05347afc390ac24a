//! What someone said, as every room's keeper is given it to find where it was typed again.

use super::asked::Asked;
use super::{Said, find, store};
use crate::ids::VoiceId;
use kernel::clock::Date;
use kernel::keeper::Words;
use kernel::{Db, Fault, search};

/// How many words in a row make an address one that repeats them.
const RUN: usize = 6;
/// A whole address of as many words repeats them too.
const LEAST: usize = 5;

/// What someone said, in texts and in addresses. It lets none of it out.
#[derive(Debug)]
pub struct Spoken {
    said: Said,
    /// The words and the translation as an address would have them, a hyphen at each end.
    addresses: Vec<String>,
    asked: Asked,
}

impl Spoken {
    /// What a voice said, names that are hidden included.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db, id: VoiceId) -> Result<Self, Fault> {
        let texts = store::texts(db, id)?;
        let texts = texts.into_iter().flat_map(|texts| [Some(texts.words), texts.translation]);
        let addresses = texts.flatten().map(|text| format!("-{}-", as_address(&text).join("-")));
        let asked = find(db, id)?.map(|voice| Asked::of(db, &voice)).transpose()?;
        Ok(Self {
            addresses: addresses.collect(),
            said: Said::of(db, id)?,
            asked: asked.unwrap_or_default(),
        })
    }

    /// The day from which on anybody could have repeated it.
    pub fn since(&self) -> Date {
        self.said.since()
    }
}

impl Words for Spoken {
    fn without(&self, text: &str) -> Option<String> {
        self.said.without(text)
    }

    fn take_out(&self, pieces: &mut [&mut String]) -> bool {
        self.said.take_out(pieces)
    }

    fn make_address(&self, address: &str) -> bool {
        let words: Vec<&str> = address.split('-').collect();
        let runs = words.windows(RUN.min(words.len()).max(LEAST));
        // An address ends where it was cut, in the middle of a word too.
        let cut = words.split_last().map(|(_, before)| before).filter(|cut| cut.len() >= LEAST);
        runs.chain(cut).any(|run| {
            let run = format!("-{}-", run.join("-"));
            self.addresses.iter().any(|spoken| spoken.contains(&run)) && !self.asked.makes(&run)
        })
    }
}

/// The words of a text as an address has them.
pub(crate) fn as_address(text: &str) -> Vec<String> {
    let folded = search::fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}
