//! Passwords that a guesser tries first. NIST SP 800-63B asks that what many people use, what runs
//! along a keyboard or repeats itself, and what is made of the person's or the site's own name are
//! refused, and that nothing else is: no rule asks for digits or capitals.
//!
//! A password is worth the characters that are left when each common word, each run and each
//! repetition in it counts as one. `common.txt` holds the words: those that the published lists of
//! leaked passwords are made of, in English and Welsh.

use crate::search::fold;

/// What a password is made of most often, a word a line.
const COMMON: &str = include_str!("common.txt");
/// Rows along which fingers run.
const RUNS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
];
/// What a password must be worth, in characters.
const WORTH: usize = 7;
/// The shortest word of a person's or a site's that counts as their own.
const OWN: usize = 3;

/// Whether many people use such a password.
pub fn is_common(password: &str) -> bool {
    worth(password, &[]) < WORTH
}

/// Whether a password is made of `names`: of the person, their address, the site.
pub fn is_own(password: &str, names: &[&str]) -> bool {
    worth(password, names) < WORTH
}

fn worth(password: &str, names: &[&str]) -> usize {
    let dressed = |c: char| match c {
        '@' => 'a',
        '$' => 's',
        other => other,
    };
    let typed: String = password.chars().map(dressed).collect();
    let plain: Vec<char> = fold(&typed).chars().filter(|c| c.is_alphanumeric()).collect();
    let others = typed.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    let plainer: Vec<char> = plain.iter().map(|c| as_letter(*c)).collect();
    let own: Vec<Vec<char>> = names
        .iter()
        .flat_map(|name| {
            fold(name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() >= OWN)
        .map(|word| word.chars().map(as_letter).collect())
        .collect();
    let (mut at, mut worth) = (0, 0);
    while at < plain.len() {
        let word = longest_word(rest(&plainer, at), &own);
        let step = word.max(longest_run(rest(&plain, at))).max(repeated(&plain, at));
        at += step.max(1);
        worth += 1;
    }
    // A mark or two behind a word are what everybody puts there.
    worth + others.saturating_sub(2)
}

fn rest<T>(all: &[T], at: usize) -> &[T] {
    all.get(at..).unwrap_or_default()
}

/// The letter that a digit stands for in a word, as in `p4ssw0rd`.
fn as_letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    }
}

/// How many characters of the beginning are a common word or one of `own`.
fn longest_word(text: &[char], own: &[Vec<char>]) -> usize {
    let begins = |word: &[char]| text.starts_with(word).then_some(word.len());
    let common = COMMON.lines().filter_map(|line| {
        let word: Vec<char> = line.trim().chars().map(as_letter).collect();
        (!word.is_empty()).then(|| begins(&word)).flatten()
    });
    common.chain(own.iter().filter_map(|word| begins(word))).max().unwrap_or(0)
}

/// How many characters of the beginning, three at least, run along a row either way.
fn longest_run(text: &[char]) -> usize {
    let along = |row: &[char]| {
        let starts = row.iter().enumerate().filter(|(_, c)| Some(*c) == text.first());
        starts
            .map(|(at, _)| rest(row, at).iter().zip(text).take_while(|(a, b)| a == b).count())
            .max()
            .unwrap_or(0)
    };
    let found = RUNS.iter().map(|row| {
        let row: Vec<char> = row.chars().collect();
        let back: Vec<char> = row.iter().rev().copied().collect();
        along(&row).max(along(&back))
    });
    found.max().filter(|length| *length >= 3).unwrap_or(0)
}

/// How many characters from `at` on, two at least, repeat what stands just before them.
fn repeated(text: &[char], at: usize) -> usize {
    let same = |period: usize| {
        let Some(before) = at.checked_sub(period) else { return 0 };
        rest(text, at).iter().zip(rest(text, before)).take_while(|(a, b)| a == b).count()
    };
    (1..=4).map(same).max().filter(|length| *length >= 2).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_people_use_is_common_in_any_dress() {
        for password in [
            "password1234",
            "Password1234!",
            "P@ssw0rd2026",
            "passwordpassword",
            "123456789012",
            "qwertyuiop12",
            "1q2w3e4r5t6y",
            "aaaaaaaaaaaa",
            "abababababab",
            "iloveyou1234",
            "letmein12345",
            "welcome12345",
            "admin1234567",
            "zxcvbnm,./12",
            "football2026",
            "cyfrinair123",
            "croeso123456",
            "abcdefghijkl",
            "987654321098",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn what_is_long_and_ones_own_is_good_without_digits_or_capitals() {
        for password in [
            "heol isaf, heol uchaf",
            "tair afon, dwy bont",
            "nine green buses sing",
            "9!3$7x2&5%k1",
            "correct horse battery staple",
            "Xk3!9fQ2$7pL",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn ones_own_name_is_no_secret() {
        let names = ["Mair Pugh", "mair.pugh@example.org", "Cwm Helyg"];
        for password in
            ["mairpugh2026", "MairPugh12345", "cwmhelyg1234", "m4ir-pugh-2026", "pughpughpugh"]
        {
            assert!(is_own(password, &names), "{password}");
        }
        assert!(!is_own("nine green buses sing", &names));
    }
}
