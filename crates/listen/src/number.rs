//! Thread numbers: eight characters on a card, by which a person finds their own words again.
//!
//! Seven characters are chance; the last is a check. There are 31 characters, a prime, and the
//! sum of each character times its place (1 to 8) is nought modulo 31, as in ISO 2108 (ISBN-10).
//! So any one wrong character and any two swapped ones are noticed.

use kernel::Tx;
use kernel::db::{FromValue, ToValue, Value};
use std::fmt;
use std::str::FromStr;

/// Digits and capitals without I, L, O, S and U, which look like others.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRTVWXYZ";

const LENGTH: usize = 8;

/// The number of one voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadNumber([u8; LENGTH]);

/// The text is no thread number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// It has not eight characters, or one that no number has.
    Shape,
    /// The check character does not fit: something was mistyped.
    Check,
}

impl ThreadNumber {
    /// A number that nobody can guess. It may be in use; the database says.
    pub fn random(tx: &mut Tx<'_>) -> Self {
        Self::from_chance(u64::from_be_bytes(tx.random()))
    }

    fn from_chance(mut chance: u64) -> Self {
        let mut places = [0_u64; LENGTH];
        for place in places.iter_mut().take(LENGTH - 1) {
            *place = chance % 31;
            chance /= 31;
        }
        let sum: u64 = (1..).zip(&places).map(|(weight, place)| weight * place).sum();
        // 8 times 4 is 1 modulo 31, so this makes the whole sum nought.
        if let Some(last) = places.last_mut() {
            *last = (31 - sum % 31) * 4 % 31;
        }
        Self(places.map(|place| {
            usize::try_from(place).ok().and_then(|at| CHARACTERS.get(at)).copied().unwrap_or(b'0')
        }))
    }

    /// The eight characters without a space, as they are stored.
    pub fn plain(&self) -> String {
        self.0.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// As it stands on the card: two groups of four.
impl fmt::Display for ThreadNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let (first, second) = plain.split_at(4);
        write!(f, "{first} {second}")
    }
}

/// Reads what somebody typed: small letters, spaces, hyphens and look-alikes (O for 0, I and L
/// for 1, S for 5, U for V) are taken as they were meant.
impl FromStr for ThreadNumber {
    type Err = NotANumber;

    fn from_str(typed: &str) -> Result<Self, NotANumber> {
        let mut bytes = [0; LENGTH];
        let mut sum = 0;
        let mut length = 0;
        let meant = typed.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c));
        for c in meant {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                'S' => '5',
                'U' => 'V',
                c => c,
            };
            let value = CHARACTERS.iter().position(|known| char::from(*known) == c);
            let (value, place) = value.zip(bytes.get_mut(length)).ok_or(NotANumber::Shape)?;
            *place = u8::try_from(c).map_err(|_| NotANumber::Shape)?;
            length += 1;
            sum += length * value;
        }
        match (length, sum % 31) {
            (LENGTH, 0) => Ok(Self(bytes)),
            (LENGTH, _) => Err(NotANumber::Check),
            _ => Err(NotANumber::Shape),
        }
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | '_')
}

impl ToValue for ThreadNumber {
    fn to_value(&self) -> Value {
        Value::Text(self.plain())
    }
}

impl FromValue for ThreadNumber {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => text.parse().ok(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_number() -> impl Strategy<Value = ThreadNumber> {
        any::<u64>().prop_map(ThreadNumber::from_chance)
    }

    #[test]
    fn a_number_is_read_as_it_was_meant() {
        let number = ThreadNumber::from_chance(0x0123_4567_89AB_CDEF);
        let plain = number.plain();
        let typed = plain.to_lowercase().replace('0', "o").replace('1', "l").replace('5', "s");
        assert_eq!(typed.parse(), Ok(number));
        assert_eq!(format!(" {}-{} ", &plain[..4], &plain[4..]).parse(), Ok(number));
        assert_eq!(number.to_string().parse(), Ok(number));
    }

    #[test]
    fn no_look_alike_stands_in_a_number() {
        for c in "ILOSU".bytes() {
            assert!(!CHARACTERS.contains(&c));
        }
    }

    #[test]
    fn what_has_not_eight_characters_is_no_number() {
        for typed in ["", "7K2M", "7K2M4PXT9", "7K2M 4PX!", "ŵŵŵŵŵŵŵŵ"] {
            assert_eq!(typed.parse::<ThreadNumber>(), Err(NotANumber::Shape), "{typed}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_number_reads_back(number in any_number()) {
            prop_assert_eq!(number.plain().parse(), Ok(number));
        }

        /// Every place with every other character: nothing is left out.
        #[test]
        fn every_wrong_character_is_noticed(number in any_number()) {
            for place in 0..LENGTH {
                for wrong in CHARACTERS.iter().filter(|c| **c != number.0[place]) {
                    let mut typed = number.0;
                    typed[place] = *wrong;
                    let typed: String = typed.map(char::from).iter().collect();
                    prop_assert_eq!(typed.parse::<ThreadNumber>(), Err(NotANumber::Check));
                }
            }
        }

        /// Every pair of places, neighbours or not.
        #[test]
        fn every_swap_is_noticed(number in any_number()) {
            for first in 0..LENGTH {
                for second in first + 1..LENGTH {
                    let mut typed = number.0;
                    typed.swap(first, second);
                    if typed != number.0 {
                        let typed: String = typed.map(char::from).iter().collect();
                        prop_assert_eq!(typed.parse::<ThreadNumber>(), Err(NotANumber::Check));
                    }
                }
            }
        }
    }
}
