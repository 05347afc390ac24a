//! `edefyn figure`: what a table's numbers say, and what may be called chance.

use super::{Outcome, say};
use clap::{Args, Subcommand};
use interchange::table::{self, Delimiter, Options, Problems, Row, Table};
use kernel::{Language, Message};
use serde_json::json;
use statistics::paired::{Paired, paired};
use statistics::reading::{Reading, Rule};
use statistics::sample::LARGEST;
use statistics::{Interval, Level};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// How many faults of a file are named one by one.
const NAMED: usize = 100;

#[derive(Subcommand)]
pub(super) enum Figure {
    /// How the same people changed between two columns
    #[command(after_help = "\
Example:
  edefyn figure paired wellbeing.csv --before satisfaction_spring --after satisfaction_autumn

Numbers have a full stop before decimals; in files whose cells are parted by semicolons or tabs
also a comma. A cell that is empty, NA, N/A, NaN or null is no answer: its row is left out and
counted. Any other cell that is no number stops the whole, and every one is named.")]
    Paired(Change),
}

#[derive(Args)]
pub(super) struct Change {
    /// The file
    file: PathBuf,
    /// The column of the earlier answers
    #[arg(long, value_name = "COLUMN")]
    before: String,
    /// The column of the later answers
    #[arg(long, value_name = "COLUMN")]
    after: String,
    /// How sure the interval is to be, in per cent
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = level)]
    level: Level,
    /// The smallest change that matters, in the answers' own unit
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, value_parser = smallest)]
    smallest: f64,
    /// The language of the words
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = language)]
    language: Language,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

fn level(text: &str) -> Result<Level, String> {
    let level = text.parse().ok().and_then(|percent: f64| Level::new(percent / 100.0));
    level.ok_or_else(|| "give a percentage from 50 to 99.99".to_owned())
}

fn smallest(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=LARGEST).contains(number));
    number.ok_or_else(|| "give a number of 0 or more".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    let known = [Language::En, Language::Cy].into_iter().find(|language| language.word() == text);
    known.ok_or_else(|| "choose en or cy".to_owned())
}

impl Figure {
    pub(super) fn run(&self) -> Outcome {
        match self {
            Self::Paired(change) => change.run(),
        }
    }
}

impl Change {
    fn run(&self) -> Outcome {
        let name = self.file.display();
        let file =
            File::open(&self.file).map_err(|error| format!("{name} can't be opened: {error}"))?;
        let answers = match read(file, &self.before, &self.after) {
            Ok(answers) => answers,
            Err(NotRead::NoColumn(message)) => return Err(message.say(self.language).into()),
            Err(NotRead::Rows(problems)) => {
                for line in lines(&problems, self.language) {
                    eprintln!("{name}: {line}");
                }
                let wrong = problems.found().len() as u64 + problems.beyond();
                return Err(Message::new("figure-refused")
                    .with("n", wrong)
                    .say(self.language)
                    .into());
            }
        };
        let paired = paired(&answers.pairs, self.level)
            .map_err(|_| Message::new("figure-nobody").say(self.language))?;
        let told = Told { paired, left_out: answers.left_out, asked: self };
        if self.json {
            say::json(&told.json())?;
        } else {
            print!("{}", told.text());
        }
        Ok(())
    }
}

/// What two columns hold.
#[derive(Debug, Default, PartialEq)]
struct Answers {
    /// Those who answered both times.
    pairs: Vec<(f64, f64)>,
    /// Rows in which an answer is missing.
    left_out: u64,
}

/// Why they could not be read.
#[derive(Debug)]
enum NotRead {
    NoColumn(Message),
    Rows(Problems<Kind>),
}

/// What is wrong with a cell or a row.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Table(table::Kind),
    NotNumber,
    TooLarge,
}

fn read(file: impl Read, before: &str, after: &str) -> Result<Answers, NotRead> {
    let mut problems = Problems::up_to(NAMED);
    let mut table = match Table::open(file, Options::default()) {
        Ok(table) => table,
        Err(faults) => {
            faults.into_iter().for_each(|fault| problems.push(of_table(fault)));
            return Err(NotRead::Rows(problems));
        }
    };
    let column = |name: &str| {
        table.column(name).ok_or_else(|| {
            NotRead::NoColumn(
                Message::new("figure-no-column")
                    .with("column", name)
                    .with("columns", table.headers().join(", ")),
            )
        })
    };
    let columns = [(column(before)?, before), (column(after)?, after)];
    let comma = table.delimiter() != Delimiter::Comma;
    let mut answers = Answers::default();
    while let Some(row) = table.next() {
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
/// before decimals; where commas part the cells, "1,234" might as well be a thousand and more.
fn number(cell: &str, comma: bool) -> Result<Option<f64>, Kind> {
    if ["", "na", "n/a", "nan", "null"].contains(&cell.to_ascii_lowercase().as_str()) {
        return Ok(None);
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

/// Each fault in a line of its own, and how many more there are.
fn lines(problems: &Problems<Kind>, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = problems
        .found()
        .iter()
        .map(|problem| {
            let place = match &problem.column {
                Some(column) => Message::new("import-place-cell").with("column", column.as_str()),
                None => Message::new("import-place-row"),
            };
            let place = place.with("line", problem.line).say(language);
            let said = match problem.kind {
                Kind::NotNumber => Message::new("figure-not-number").say(language),
                Kind::TooLarge => Message::new("figure-too-large").say(language),
                Kind::Table(kind) => {
                    let kind = listen::import::Kind::Table(kind);
                    format!("{} {}", kind.message().say(language), kind.remedy().say(language))
                }
            };
            format!("{place}: {said}")
        })
        .collect();
    if problems.beyond() > 0 {
        lines.push(Message::new("import-more").with("n", problems.beyond()).say(language));
    }
    lines
}

/// What is told of a change.
struct Told<'a> {
    paired: Paired,
    left_out: u64,
    asked: &'a Change,
}

impl Told<'_> {
    fn interval(&self) -> Option<Interval> {
        self.paired.tested.ok().map(|tested| tested.test.interval)
    }

    fn reading(&self) -> String {
        let rule = Rule { smallest: self.asked.smallest, ..Rule::default() };
        let key = match rule.read(self.paired.n, self.paired.mean_change, self.interval()) {
            Reading::Up => "figure-up",
            Reading::Down => "figure-down",
            Reading::TooClose => "figure-too-close",
            Reading::Negligible => "figure-negligible",
            Reading::Unchanged => "figure-unchanged",
            Reading::TooFew => "figure-too-few",
        };
        Message::new(key).say(self.asked.language)
    }

    fn json(&self) -> serde_json::Value {
        let Paired { n, mean_before, mean_after, mean_change, moved, .. } = self.paired;
        let tested = self.paired.tested.ok();
        let test = tested.map(|tested| tested.test);
        json!({
            "n": n,
            "left_out": self.left_out,
            "mean_before": mean_before,
            "mean_after": mean_after,
            "mean_change": mean_change,
            "standard_deviation": tested.map(|tested| tested.standard_deviation),
            "level": self.asked.level.share(),
            "interval": self.interval().map(|Interval { low, high }| [low, high]),
            "t": test.map(|test| test.t),
            "degrees_of_freedom": test.map(|test| test.degrees_of_freedom),
            "p": test.map(|test| test.p),
            "effect_size": tested.map(|tested| tested.effect_size),
            "up": moved.up,
            "same": moved.same,
            "down": moved.down,
            "reading": self.reading(),
        })
    }

    fn text(&self) -> String {
        let Paired { n, mean_before, mean_after, mean_change, moved, .. } = self.paired;
        let mut told = vec![
            Message::new("figure-people").with("n", n).with("left", self.left_out),
            Message::new("figure-means")
                .with("before", decimal(mean_before))
                .with("after", decimal(mean_after))
                .with("change", decimal(mean_change)),
        ];
        match self.paired.tested {
            Ok(tested) => told.extend([
                Message::new("figure-interval")
                    .with("level", (self.asked.level.share() * 100.0).to_string())
                    .with("low", decimal(tested.test.interval.low))
                    .with("high", decimal(tested.test.interval.high)),
                Message::new("figure-test")
                    .with("t", decimal(tested.test.t))
                    .with("freedom", tested.test.degrees_of_freedom.to_string())
                    .with("p", probability(tested.test.p))
                    .with("effect", decimal(tested.effect_size)),
            ]),
            Err(_) => told.push(Message::new("figure-no-test")),
        }
        told.push(
            Message::new("figure-moved")
                .with("up", moved.up)
                .with("same", moved.same)
                .with("down", moved.down),
        );
        let lines = told.iter().map(|message| message.say(self.asked.language));
        lines.chain([self.reading()]).map(|line| line + "\n").collect()
    }
}

/// A probability with its sign; one too small to show is only bounded.
fn probability(p: f64) -> String {
    if p < 0.0001 { "< 0.0001".to_owned() } else { format!("= {p:.4}") }
}

/// Two decimals, with a true minus; more for what two would show as nothing.
fn decimal(value: f64) -> String {
    let shown = if value != 0.0 && value.abs() < 0.01 || value.abs() >= 1e9 {
        format!("{value:.2e}")
    } else {
        format!("{value:.2}")
    };
    shown.replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(file: &str) -> Vec<String> {
        match read(file.as_bytes(), "a", "b") {
            Err(NotRead::Rows(problems)) => lines(&problems, Language::En),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_without_both_answers_are_left_out_and_counted() {
        let answers = read("a,x,b\n1,,2\n,,3\n4,,NA\nn/a,,NaN\n-1.5,,2e1\n".as_bytes(), "a", "b");
        let wanted = Answers { pairs: vec![(1.0, 2.0), (-1.5, 20.0)], left_out: 3 };
        assert_eq!(answers.unwrap(), wanted);
    }

    #[test]
    fn a_comma_stands_before_decimals_only_where_it_parts_no_cells() {
        let answers = read("a;b\n1,5;2\n".as_bytes(), "a", "b").unwrap();
        assert_eq!(answers.pairs, [(1.5, 2.0)]);
        assert_eq!(said("a,b\n\"1,5\",2\n").len(), 1);
        assert_eq!(said("a;b\n1,234,567;2\n").len(), 1);
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
        let Err(NotRead::NoColumn(message)) = read("a,c\n1,2\n".as_bytes(), "a", "b") else {
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
                if let Ok(answers) = read(file, "a", "b") {
                    let _ = paired(&answers.pairs, Level::NINETY_FIVE);
                }
            }
        }
    }
}
