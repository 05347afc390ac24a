//! Words that nobody said: text with the statistics of speech, the same on every run.
//!
//! How often a word stands falls with its rank as in Zipf's law (with Mandelbrot's shift), so
//! that search meets words that are everywhere and words that are almost nowhere.

use kernel::Chance;

/// How many different words there are.
const WORDS: usize = 12_000;

/// The most frequent words, so that a page reads like one.
const COMMON: &str = "the and to of a in it is was for that on we you have they with this not but \
    be at are as so there what all he she one my can do up if no go from or out when about would \
    just get like then them people time here who now our some been down were how know her more \
    his back think see which did has had their because come will over where other us than into \
    only good very way me much old day by home say road house place work shop school young help \
    money winter food warm street bus walk bridge hall garden music doctor neighbour market";

const STARTS: &[&str] = &[
    "b", "br", "c", "cl", "d", "dr", "f", "fl", "g", "gl", "h", "l", "ll", "m", "n", "p", "pr",
    "r", "rh", "s", "st", "t", "tr", "w",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "y", "ae", "ei", "ow", "wy"];
const ENDS: &[&str] = &["", "", "n", "r", "l", "dd", "th", "nt", "st", "s", "ch", "rn"];

/// A vocabulary, most frequent words first.
pub struct Vocabulary {
    words: Vec<String>,
    /// The sum of the weights up to and with each word.
    weights: Vec<u32>,
}

impl Vocabulary {
    /// The vocabulary; it is always the same.
    pub fn new() -> Self {
        let mut chance = Chance::seeded([7; 32]);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        while words.len() < WORDS {
            let syllables = 2 + chance.below(3);
            let word: String = (0..syllables)
                .flat_map(|_| {
                    [pick(&mut chance, STARTS), pick(&mut chance, VOWELS), pick(&mut chance, ENDS)]
                })
                .collect();
            if word.len() < 16 && known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0;
        let weights = (0..words.len())
            .map(|rank| {
                // The weight of a rank, scaled so that the sum fits 32 bits.
                sum += (200_000_000.0 / (rank as f64 + 2.7)) as u32;
                sum
            })
            .collect();
        Self { words, weights }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word of a rank, from 0.
    pub fn word(&self, rank: usize) -> &str {
        self.words.get(rank).map_or("", String::as_str)
    }

    /// The rank of a word by chance.
    pub fn draw(&self, chance: &mut Chance) -> usize {
        let draw = chance.below(self.weights.last().copied().unwrap_or(1));
        self.weights.partition_point(|sum| *sum <= draw)
    }

    /// A sentence of 4 to 18 words. `heard` is told the rank of each word.
    pub fn sentence(&self, chance: &mut Chance, heard: &mut impl FnMut(usize)) -> String {
        let mut sentence = String::new();
        let long = 4 + chance.below(15);
        for at in 0..long {
            let rank = self.draw(chance);
            heard(rank);
            let word = self.word(rank);
            if at == 0 {
                let mut letters = word.chars();
                sentence.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                sentence.push_str(letters.as_str());
            } else {
                sentence.push_str(if at % 7 == 6 { ", " } else { " " });
                sentence.push_str(word);
            }
        }
        sentence + "."
    }

    /// What one person says: from a line to some pages, about 400 characters on average, in rows
    /// of a few sentences.
    pub fn speech(&self, chance: &mut Chance, heard: &mut impl FnMut(usize)) -> String {
        let share = f64::from(chance.below(1_000_000) + 1) / 1_000_000.0;
        // An exponential spread above 60 characters.
        let wanted = (60.0 - share.ln() * 310.0).min(4_000.0) as usize;
        let mut speech = String::new();
        let mut row = 1 + chance.below(4);
        loop {
            speech.push_str(&self.sentence(chance, heard));
            if speech.len() >= wanted {
                return speech;
            }
            row -= 1;
            speech.push(if row == 0 { '\n' } else { ' ' });
            if row == 0 {
                row = 1 + chance.below(4);
            }
        }
    }
}

fn pick<'a>(chance: &mut Chance, from: &[&'a str]) -> &'a str {
    let at = chance.below(u32::try_from(from.len()).unwrap_or(1));
    from.get(at as usize).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_chance_says_the_same() {
        let say = || {
            let vocabulary = Vocabulary::new();
            vocabulary.speech(&mut Chance::seeded([1; 32]), &mut |_| ())
        };
        assert_eq!(say(), say());
    }

    #[test]
    fn a_speech_is_about_four_hundred_characters_long() {
        let (vocabulary, mut chance) = (Vocabulary::new(), Chance::seeded([2; 32]));
        let long: usize =
            (0..2_000).map(|_| vocabulary.speech(&mut chance, &mut |_| ()).len()).sum();
        assert!((360..440).contains(&(long / 2_000)), "{}", long / 2_000);
    }

    #[test]
    fn a_word_of_twice_the_rank_is_half_as_frequent() {
        let (vocabulary, mut chance) = (Vocabulary::new(), Chance::seeded([3; 32]));
        let mut count = vec![0_u32; vocabulary.len()];
        for _ in 0..400_000 {
            count[vocabulary.draw(&mut chance)] += 1;
        }
        let some = |from: usize, to: usize| f64::from(count[from..to].iter().sum::<u32>());
        let ratio = some(100, 110) / some(200, 210);
        assert!((1.7..2.3).contains(&ratio), "{ratio}");
    }
}
