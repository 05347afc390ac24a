//! The answers in two columns of a table: all that can be read, or every fault with its place.

use super::super::say;
use interchange::table::{self, Delimiter, Options, Problems, Row, Table};
use kernel::{Language, Message};
use statistics::sample::LARGEST;
use std::io::Read;

/// What two columns hold.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Answers {
    /// Those who answered both times.
    pub(super) pairs: Vec<(f64, f64)>,
    /// Rows in which an answer is missing.
    pub(super) left_out: u64,
}

/// Why they could not be read.
#[derive(Debug)]
pub(super) enum NotRead {
    NoColumn(Message),
    Rows(Problems<Kind>),
}

/// What is wrong with a cell or a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Table(table::Kind),
    NotNumber,
    TooLarge,
}

pub(super) fn read(
    file: impl Read,
    options: Options,
    before: &str,
    after: &str,
) -> Result<Answers, NotRead> {
    let mut problems = Problems::up_to(say::NAMED);
    let mut table = match Table::open(file, options) {
        Ok(table) => table,
        Err(faults) => {
            faults.into_iter().for_each(|fault| problems.push(of_table(fault)));
            return Err(NotRead::Rows(problems));
        }
    };
    let column = |name: &str| {
        let none = || NotRead::NoColumn(say::no_column(name, table.headers()));
        table.column(name).ok_or_else(none)
    };
    let columns = [(column(before)?, before), (column(after)?, after)];
    table.use_only(columns.map(|(column, _)| column).to_vec());
    // Where cells are parted by commas, or not by any sign, a comma is none before decimals.
    let comma = table.delimiter().is_some_and(|delimiter| delimiter != Delimiter::Comma);
    let mut answers = Answers::default();
    for row in table {
        let row = match row {
            Ok(row) => row,
            Err(fault) => {
                problems.push(of_table(fault));
                continue;
            }
        };
        let [before, after] = columns.map(|column| answer(&row, column, comma, &mut problems));
        match (before, after) {
            (Some(before), Some(after)) => answers.pairs.push((before, after)),
            _ => answers.left_out += 1,
        }
    }
    if problems.is_empty() { Ok(answers) } else { Err(NotRead::Rows(problems)) }
}

/// The answer in a cell; none where it is missing, or wrong and noted among the problems.
fn answer(
    row: &Row,
    (column, name): (usize, &str),
    comma: bool,
    problems: &mut Problems<Kind>,
) -> Option<f64> {
    let cell = row.get(column).unwrap_or_default().trim();
    match number(cell, comma) {
        Ok(answer) => answer,
        Err(kind) => {
            let column = Some(name.to_owned());
            problems.push(table::Problem { line: row.line, column, kind });
            None
        }
    }
}

/// The number in a cell, none where it says that there is none. With `comma` a comma may stand
/// before decimals, unless it may as well part thousands, as in "1,234".
fn number(cell: &str, comma: bool) -> Result<Option<f64>, Kind> {
    if ["", "na", "n/a", "nan", "null"].contains(&cell.to_ascii_lowercase().as_str()) {
        return Ok(None);
    }
    let thousands = cell.split_once(',').is_some_and(|(whole, decimals)| {
        let three = decimals.len() == 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
        three && whole.trim_start_matches(['+', '-']) != "0"
    });
    if thousands {
        return Err(Kind::NotNumber);
    }
    let written = if comma { cell.replacen(',', ".", 1) } else { cell.to_owned() };
    match written.parse::<f64>() {
        Ok(number) if !cell.contains(['i', 'I', 'n', 'N']) => match number.abs() <= LARGEST {
            true => Ok(Some(number)),
            false => Err(Kind::TooLarge),
        },
        _ => Err(Kind::NotNumber),
    }
}

fn of_table(problem: table::Problem) -> table::Problem<Kind> {
    let table::Problem { line, column, kind } = problem;
    table::Problem { line, column, kind: Kind::Table(kind) }
}

impl Kind {
    /// What is wrong, and what to do about it.
    pub(super) fn say(self, language: Language) -> String {
        match self {
            Self::NotNumber => Message::new("figure-not-number").say(language),
            Self::TooLarge => Message::new("figure-too-large").say(language),
            Self::Table(kind) => say::table_fault(kind, language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use statistics::Level;
    use statistics::paired::paired;

    fn said(file: &str) -> Vec<String> {
        match read(file.as_bytes(), Options::default(), "a", "b") {
            Err(NotRead::Rows(problems)) => {
                say::faults(&problems, Language::En, |kind| kind.say(Language::En))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_without_both_answers_are_left_out_and_counted() {
        let answers = read(
            "a,x,b\n1,,2\n,,3\n4,,NA\nn/a,,NaN\n-1.5,,2e1\n".as_bytes(),
            Options::default(),
            "a",
            "b",
        );
        let wanted = Answers { pairs: vec![(1.0, 2.0), (-1.5, 20.0)], left_out: 3 };
        assert_eq!(answers.unwrap(), wanted);
    }

    #[test]
    fn a_comma_stands_before_decimals_only_where_it_parts_no_cells() {
        let answers = read("a;b\n1,5;2\n".as_bytes(), Options::default(), "a", "b").unwrap();
        assert_eq!(answers.pairs, [(1.5, 2.0)]);
        assert_eq!(said("a,b\n\"1,5\",2\n").len(), 1);
        assert_eq!(said("a;b\n1,234,567;2\n").len(), 1);
    }

    #[test]
    fn a_comma_that_may_part_thousands_is_a_fault_in_any_file() {
        for cell in ["1,000", "-1,000", "12,345"] {
            assert_eq!(said(&format!("a;b\n{cell};2\n")).len(), 1, "{cell}");
            assert_eq!(said(&format!("a\tb\n{cell}\t2\n")).len(), 1, "{cell}");
        }
        // Nobody writes a thousand with a zero before it.
        let answers =
            read("a;b\n0,125;1,2345\n-0,125;1,2e3\n".as_bytes(), Options::default(), "a", "b")
                .unwrap();
        assert_eq!(answers.pairs, [(0.125, 1.2345), (-0.125, 1200.0)]);
    }

    #[test]
    fn every_bad_cell_and_row_is_named_with_line_and_column() {
        let said = said("a,b\n1,2\nsix,?\n3\n1e99,inf\n");
        let not = "This is no number. Write digits, with a full stop before decimals, or leave \
                   the cell empty.";
        assert_eq!(said[0], format!("Line 3, column a: {not}"));
        assert_eq!(said[1], format!("Line 3, column b: {not}"));
        assert!(said[2].starts_with("Line 4: The row has 1 cells, but the header has 2."));
        assert_eq!(said[3], "Line 5, column a: This number is too large.");
        assert_eq!(said[4], format!("Line 5, column b: {not}"));
        assert_eq!(said.len(), 5);
    }

    #[test]
    fn a_file_of_nothing_but_faults_names_a_hundred_and_counts_the_rest() {
        let said = said(&format!("a,b\n{}", "1,x\n".repeat(250)));
        assert_eq!((said.len(), said[100].as_str()), (101, "And more: 150"));
    }

    #[test]
    fn a_column_that_is_not_there_is_refused_with_those_that_are() {
        let Err(NotRead::NoColumn(message)) =
            read("a,c\n1,2\n".as_bytes(), Options::default(), "a", "b")
        else {
            panic!("read");
        };
        assert_eq!(message.say(Language::En), "The file has no column b. It has: a, c");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..400),
            table in "(a[,;\t]b\n)?([0-9eE.,;\tna\"\n+-]{0,80})",
        ) {
            for file in [bytes.as_slice(), table.as_bytes()] {
                if let Ok(answers) = read(file, Options::default(), "a", "b") {
                    let _ = paired(&answers.pairs, Level::NINETY_FIVE);
                }
            }
        }
    }
}
