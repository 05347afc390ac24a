//! Names that may no longer stand, taken out of texts that somebody typed.

use super::Hidden;
use super::names::spans_of;
use crate::ids::VoiceId;
use crate::voice::{self, as_address};
use kernel::keeper::Words;
use kernel::{Db, Fault};

/// What stands in the place of a name.
const GAP: &str = "[…]";

/// Names that may no longer stand. It lets none of them out.
#[derive(Debug, Default)]
pub struct Names {
    found_by: Hidden,
    /// Each as an address would have it.
    addresses: Vec<String>,
}

impl Names {
    /// The names that are hidden in a voice, and those given beside them.
    ///
    /// # Errors
    /// The database's.
    pub fn of(db: &Db, voice: VoiceId, beside: &[String]) -> Result<Self, Fault> {
        let mut names = spans_of(db, voice)?;
        names.extend_from_slice(beside);
        Self::near(db, voice, &names)
    }

    /// These names of somebody whose voice it is. The names of places stay.
    ///
    /// # Errors
    /// The database's.
    pub fn near(db: &Db, voice: VoiceId, names: &[String]) -> Result<Self, Fault> {
        if names.is_empty() {
            return Ok(Self::default());
        }
        let mut known = Vec::new();
        if let Some(voice) = voice::find(db, voice)? {
            let programme = places::programme::find(db, voice.programme)?;
            known.extend(programme.into_iter().flat_map(|one| [one.name.en, one.name.cy]));
            let communities = places::community::of_programme(db, voice.programme)?;
            known.extend(communities.into_iter().flat_map(|one| [one.name.en, one.name.cy]));
        }
        Ok(Self::new(names, &known))
    }

    fn new(names: &[String], places: &[String]) -> Self {
        let addresses = names.iter().map(|name| as_address(name).join("-"));
        Self {
            found_by: Hidden::new(names, places),
            addresses: addresses.filter(|address| !address.is_empty()).collect(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty()
    }
}

impl Words for Names {
    fn names(&self) -> Vec<String> {
        self.found_by.letters()
    }

    fn without(&self, text: &str) -> Option<String> {
        let mut kept = text.to_owned();
        self.take_out(&mut [&mut kept]).then_some(kept)
    }

    fn take_out(&self, pieces: &mut [&mut String]) -> bool {
        let whole: String = pieces.iter().map(|piece| piece.as_str()).collect();
        let ranges = self.found_by.found(&whole);
        for range in ranges.iter().rev() {
            let (mut start, mut gap) = (0, GAP);
            for piece in pieces.iter_mut() {
                let end = start + piece.len();
                let (from, to) = (range.start.clamp(start, end), range.end.clamp(start, end));
                if from < to {
                    piece.replace_range(from - start..to - start, gap);
                    gap = "";
                }
                start = end;
            }
        }
        !ranges.is_empty()
    }

    fn make_address(&self, address: &str) -> bool {
        let address = format!("-{address}-");
        self.addresses.iter().any(|name| address.contains(&format!("-{name}-")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_from_one_text_or_several_pieces_and_a_place_stays() {
        let names = Names::new(&["Siân Puw".into()], &["Y Bala".into()]);
        assert_eq!(
            names.without("SIAN PUW and Siân’s bus to Bala").as_deref(),
            Some("[…] and […]’s bus to Bala")
        );
        assert_eq!(names.without("Puwys of Bala"), None);
        let mut pieces = ["Si", "ân and ", "Puw"].map(str::to_owned);
        let mut each: Vec<&mut String> = pieces.iter_mut().collect();
        assert!(names.take_out(&mut each));
        assert_eq!(pieces, ["[…]", " and ", "[…]"]);
        assert!(names.make_address("what-sian-puw-says") && !names.make_address("what-sian-puws"));
    }
}
