//! What a cell of a workbook says, as text: dates as ISO 8601 has them, numbers as people see them.

use calamine::{CellErrorType, DataRef, ExcelDateTime};

/// What a spreadsheet puts where a formula has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellError(pub(super) &'static str);

impl CellError {
    /// As the spreadsheet shows it: `#DIV/0!`.
    pub fn shown(self) -> &'static str {
        self.0
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Words(String),
    Error(CellError),
}

/// The content of a cell; nothing for an empty one.
pub(super) fn content(data: DataRef<'_>) -> Option<Content> {
    let words = match data {
        DataRef::Empty => return None,
        DataRef::Error(error) => return Some(Content::Error(named(&error))),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => self::number(number),
        DataRef::String(words) => words,
        DataRef::SharedString(words) => words.to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => self::moment(&moment),
        DataRef::DateTimeIso(moment) => iso_moment(moment),
        DataRef::DurationIso(duration) => iso_duration(&duration).unwrap_or(duration),
    };
    (!words.is_empty()).then_some(Content::Words(words))
}

fn named(error: &CellErrorType) -> CellError {
    CellError(match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    })
}

/// A number in the fifteen digits that spreadsheets show, without needless ones.
fn number(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let shown = if shown == 0.0 { 0.0 } else { shown };
    shown.to_string()
}

/// A day, a moment, or a time of day or length of time.
fn moment(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return clock(value);
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        return date;
    }
    format!("{date}T{hour:02}:{minute:02}:{second:02}")
}

/// Hours, minutes and seconds of so many days.
fn clock(days: f64) -> String {
    let sign = if days < 0.0 { "-" } else { "" };
    let seconds = (days.abs() * 86_400.0).round();
    let (hours, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    format!("{sign}{hours:02}:{:02}:{:02}", (rest / 60.0).floor(), rest % 60.0)
}

/// A day without the time that some programs write after it.
fn iso_moment(moment: String) -> String {
    match moment.split_once('T') {
        Some((day, time)) if time.trim_end_matches('Z').chars().all(|c| "0:.".contains(c)) => {
            day.to_owned()
        }
        _ => moment,
    }
}

/// `PT10H30M00S` as `10:30:00`.
fn iso_duration(text: &str) -> Option<String> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds: f64 = rest.strip_suffix('S')?.parse().ok()?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(format!("{sign}{hours:02}:{minutes:02}:{:02}", seconds.floor()))
}

/// The address of a cell: `B7` for the seventh row and the second column, both from 0 here.
pub(super) fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_written_as_people_see_them() {
        for (value, shown) in [
            (7.0, "7"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (12.5, "12.5"),
            (1e15, "1000000000000000"),
            (123_456_789_012.0, "123456789012"),
            (-1.0 / 3.0, "-0.333333333333333"),
        ] {
            assert_eq!(number(value), shown);
        }
    }

    #[test]
    fn days_and_times_are_those_of_iso_8601() {
        let date = |value, kind| moment(&ExcelDateTime::new(value, kind, false));
        let [day, length] = [ExcelDateTimeType::DateTime, ExcelDateTimeType::TimeDelta];
        assert_eq!(date(46_352.0, day), "2026-11-26");
        assert_eq!(date(46_352.5, day), "2026-11-26T12:00:00");
        assert_eq!(date(0.75, day), "18:00:00");
        assert_eq!(date(1.5, length), "36:00:00");
        assert_eq!(iso_moment("2026-11-26T00:00:00".into()), "2026-11-26");
        assert_eq!(iso_moment("2026-11-26T10:30:00".into()), "2026-11-26T10:30:00");
        assert_eq!(iso_duration("PT10H30M00S").as_deref(), Some("10:30:00"));
        assert_eq!(iso_duration("P1D"), None);
    }

    #[test]
    fn cells_have_addresses() {
        let found =
            [(0, 0), (6, 1), (0, 25), (0, 26), (9, 701), (9, 702)].map(|(r, c)| address(r, c));
        assert_eq!(found, ["A1", "B7", "Z1", "AA1", "ZZ10", "AAA10"]);
    }
}
