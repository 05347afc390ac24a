//! One print for a program that asks by its pipes.

use crate::{Fault, Moment, Press};
use std::io::{Read, Write};

/// Prints what `asked` holds and writes the PDF to `out`: the first line is the identifier, the
/// second the moment in UTC, such as `2026-11-22T09:30:00Z`, and the rest the source.
///
/// # Errors
/// [`Fault::Asked`] when it holds something else, [`Fault::Pipe`] when a pipe breaks; otherwise as
/// [`Press::print`].
pub fn answer(mut asked: impl Read, mut out: impl Write) -> Result<(), Fault> {
    let mut text = String::new();
    asked.read_to_string(&mut text)?;
    let (identifier, rest) = text.split_once('\n').ok_or(Fault::Asked)?;
    let (at, source) = rest.split_once('\n').ok_or(Fault::Asked)?;
    let at = moment(at).ok_or(Fault::Asked)?;
    let pdf = Press::new()?.print(source, identifier, Some(at))?;
    out.write_all(&pdf)?;
    Ok(out.flush()?)
}

fn moment(text: &str) -> Option<Moment> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    let mut small = || parts.next()?.parse::<u16>().ok();
    let year = small()?.into();
    let mut part = || u8::try_from(small()?).ok();
    Some(Moment {
        year,
        month: part()?,
        day: part()?,
        hour: part()?,
        minute: part()?,
        second: part()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_to_the_second() {
        let [year, rest @ ..] = [2026_u16, 11, 2, 9, 30, 5];
        let [month, day, hour, minute, second] = rest.map(|n| u8::try_from(n).unwrap());
        let expected = Moment { year: year.into(), month, day, hour, minute, second };
        for text in ["2026-11-02T09:30:05Z", "2026-11-02T09:30:05.123456Z"] {
            assert_eq!(moment(text), Some(expected));
        }
        for text in ["", "2026-11-02", "-26-11-02T09:30:05Z", "2026-11-02T09:300:05Z"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_asked_by_pipe_is_printed_as_it_would_be_here() {
        let source = "#set document(title: \"Tŷ\")\n#title()\n";
        let asked = format!("https://edefyn.example/1\n2026-11-02T09:30:05Z\n{source}");
        let mut printed = Vec::new();
        answer(asked.as_bytes(), &mut printed).unwrap();
        let at = moment("2026-11-02T09:30:05Z");
        let here = Press::new().unwrap().print(source, "https://edefyn.example/1", at).unwrap();
        assert!(printed == here && printed.starts_with(b"%PDF"));
        for asked in ["", "one line", "an identifier\nno moment\n#title()"] {
            assert!(matches!(answer(asked.as_bytes(), Vec::new()), Err(Fault::Asked)), "{asked}");
        }
    }
}
