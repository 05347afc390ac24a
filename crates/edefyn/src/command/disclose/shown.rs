//! What is told of a table: its figures with one mark for those that are hidden, or JSON.

use super::super::say;
use super::Disclose;
use super::counted::{Counted, in_order};
use disclosure::{Cell, Dimension, Entry, Method, ProtectedTable, Rules, Table, Why};
use kernel::{Language, Message};
use serde_json::{Value, json};

/// What stands for a hidden figure, as the United Kingdom's Government Analysis Function advises
/// for confidential ones. There is one mark for every reason, since the reason narrows the figure.
const MARK: &str = "[c]";

/// A table as it may be shown: node 0 of each way is the total.
pub(super) struct Shown {
    rows: Vec<String>,
    columns: Vec<String>,
    table: Table,
    protected: ProtectedTable,
}

impl Shown {
    pub(super) fn of(counted: Counted, rules: Rules) -> Result<Self, Box<dyn std::error::Error>> {
        let (rows, columns) = (in_order(counted.rows), in_order(counted.columns));
        let mut entries = Vec::with_capacity(rows.len() * columns.len());
        for (_, row) in &rows {
            let count = |column: &usize| counted.records.get(&(*row, *column)).copied();
            entries
                .extend(columns.iter().map(|(_, column)| Entry::Count(count(column).unwrap_or(0))));
        }
        let names = |values: Vec<(String, usize)>| values.into_iter().map(|(name, _)| name);
        let (rows, columns): (Vec<_>, Vec<_>) = (names(rows).collect(), names(columns).collect());
        // A file without records has no categories, but still a total: nobody.
        if entries.is_empty() {
            entries.push(Entry::Count(0));
        }
        let ways = vec![Dimension::flat(rows.len()), Dimension::flat(columns.len())];
        let table = Table::counts(rules, ways, &entries)?;
        Ok(Self { protected: table.protect()?, table, rows, columns })
    }

    fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        let place = self.table.place(&[row, column])?;
        self.protected.cells.get(place).copied()
    }

    /// The figure, or nothing where it is hidden.
    fn figure(&self, row: usize, column: usize) -> Option<u64> {
        self.cell(row, column).and_then(Cell::shown)
    }

    /// By how many percent of its loss the pattern might be beaten. This is printed for readers
    /// too, and no count follows from so coarse a figure, as it might from the losses themselves.
    fn gap(&self) -> u64 {
        let protection = &self.protected.protection;
        let saved = protection.cost.saturating_sub(protection.lower_bound);
        (saved.saturating_mul(100)).checked_div(protection.cost).unwrap_or(0)
    }

    pub(super) fn json(&self, asked: &Disclose) -> Value {
        let row = |row: usize| -> Vec<Option<u64>> {
            (1..=self.columns.len()).map(|column| self.figure(row, column)).collect()
        };
        let cells: Vec<_> = (1..=self.rows.len()).map(row).collect();
        let totals: Vec<_> = (1..=self.rows.len()).map(|row| self.figure(row, 0)).collect();
        json!({
            "rows": asked.rows,
            "columns": asked.columns,
            "threshold": asked.threshold,
            "row_categories": self.names(&self.rows, asked.language),
            "column_categories": self.names(&self.columns, asked.language),
            "cells": cells,
            "row_totals": totals,
            "column_totals": row(0),
            "total": self.figure(0, 0),
            "suppressed": self.suppressed(asked.language),
            "method": match self.protected.protection.method {
                Method::Exact => "exact",
                Method::Heuristic => "heuristic",
            },
            "gap_percent": self.gap(),
        })
    }

    /// Each hidden figure with the reason; a total has no row or no column.
    fn suppressed(&self, language: Language) -> Vec<Value> {
        let (rows, columns) =
            (self.names(&self.rows, language), self.names(&self.columns, language));
        let name =
            |names: &[String], at: usize| at.checked_sub(1).and_then(|at| names.get(at).cloned());
        let mut hidden = Vec::new();
        for row in 0..=rows.len() {
            for column in 0..=columns.len() {
                if let Some(Cell::Hidden { why }) = self.cell(row, column) {
                    let why = if why == Why::Small { "small" } else { "protects" };
                    let (row, column) = (name(&rows, row), name(&columns, column));
                    hidden.push(json!({ "row": row, "column": column, "why": why }));
                }
            }
        }
        hidden
    }

    fn names(&self, values: &[String], language: Language) -> Vec<String> {
        let name = |value: &String| match value.as_str() {
            "" => {
                let mut missing = Message::new("disclose-missing").say(language);
                // Somebody may have written the very word.
                while values.contains(&missing) {
                    missing.push('*');
                }
                missing
            }
            value => value.to_owned(),
        };
        values.iter().map(name).collect()
    }

    pub(super) fn text(&self, asked: &Disclose) -> String {
        let total = Message::new("disclose-total").say(asked.language);
        let heads = self.names(&self.columns, asked.language).into_iter().chain([total.clone()]);
        let mut lines: Vec<Vec<String>> =
            vec![[asked.rows.clone()].into_iter().chain(heads).collect()];
        let figure = |row, column| match self.figure(row, column) {
            Some(figure) => figure.to_string(),
            None => MARK.to_owned(),
        };
        let names = self.names(&self.rows, asked.language).into_iter().zip(1..);
        for (name, row) in names.chain([(total, 0)]) {
            let columns = (1..=self.columns.len()).chain([0]);
            let figures = columns.map(|column| figure(row, column));
            lines.push([name].into_iter().chain(figures).collect());
        }
        let mut text = aligned(&lines);
        for message in self.summary(asked.threshold) {
            text.push('\n');
            text.push_str(&message.say(asked.language));
        }
        text.push('\n');
        text
    }

    /// What was hidden, and how near that is to the least.
    fn summary(&self, threshold: u64) -> Vec<Message> {
        let cells = &self.protected.cells;
        let hidden = cells.iter().filter(|cell| cell.shown().is_none()).count();
        if hidden == 0 {
            return vec![Message::new("disclose-none-hidden")];
        }
        let said = Message::new("disclose-hidden").with("hidden", hidden).with("all", cells.len());
        let near = match self.protected.protection.method {
            Method::Exact => Message::new("disclose-exact"),
            Method::Heuristic => Message::new("disclose-heuristic").with("gap", self.gap()),
        };
        vec![said.with("threshold", threshold), near]
    }
}

/// Lines with their cells under one another, names to the left and figures to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for line in lines {
        for (at, (cell, width)) in line.iter().zip(&widths).enumerate() {
            let cell = say::plain(cell);
            match at {
                0 => text.push_str(&format!("{cell:<width$}")),
                _ => text.push_str(&format!("  {cell:>width$}")),
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::counted::{MOST_CATEGORIES, NotRead, read};
    use super::*;
    use disclosure::Threshold;
    use proptest::prelude::*;
    use std::path::PathBuf;

    fn counted(file: &str) -> Counted {
        read(file.as_bytes(), "age", "safe").unwrap()
    }

    fn asked(threshold: u64) -> Disclose {
        Disclose {
            file: PathBuf::new(),
            rows: "age".to_owned(),
            columns: "safe".to_owned(),
            threshold,
            hide_zeros: false,
            language: Language::En,
            json: true,
        }
    }

    /// A file with so many records of each age and answer.
    fn file(records: &[(&str, &str, usize)]) -> String {
        let line =
            |(age, safe, times): &(&str, &str, usize)| format!("{age},{safe}\n").repeat(*times);
        format!("age,safe\n{}", records.iter().map(line).collect::<String>())
    }

    fn shown(file: &str, threshold: u64) -> Shown {
        Shown::of(counted(file), Rules::new(Threshold::new(threshold).unwrap())).unwrap()
    }

    #[test]
    fn an_empty_cell_is_told_from_the_word_for_one() {
        let counted = counted("age,safe\n1,\n1,(missing)\n2,yes\n");
        let rules = Rules::new(Threshold::new(3).unwrap());
        let told = Shown::of(counted, rules).unwrap().json(&asked(3));
        assert_eq!(told["column_categories"], json!(["(missing)", "yes", "(missing)*"]));
    }

    #[test]
    fn numbers_come_by_size_then_words_then_what_is_missing() {
        let names = |file: &str| -> Vec<String> {
            in_order(counted(file).rows).into_iter().map(|(name, _)| name).collect()
        };
        let read = names("age,safe\n10,y\n9,y\n,y\nsome,y\n-1.5,y\n nan ,y\n9,n\n");
        assert_eq!(read, ["-1.5", "9", "10", "nan", "some", ""]);
    }

    #[test]
    fn a_small_count_and_what_would_tell_it_are_hidden() {
        let records = [
            ("18", "yes", 3),
            ("18", "no", 20),
            ("30", "yes", 21),
            ("30", "no", 31),
            ("", "no", 40),
        ];
        let found = shown(&file(&records), 5).json(&asked(5));
        let wanted = json!({
            "rows": "age", "columns": "safe", "threshold": 5,
            "row_categories": ["18", "30", "(missing)"], "column_categories": ["no", "yes"],
            "cells": [[null, null], [null, null], [40, 0]],
            "row_totals": [23, 52, 40], "column_totals": [91, 24], "total": 115,
            "suppressed": [
                { "row": "18", "column": "no", "why": "protects" },
                { "row": "18", "column": "yes", "why": "small" },
                { "row": "30", "column": "no", "why": "protects" },
                { "row": "30", "column": "yes", "why": "protects" },
            ],
            "method": "exact", "gap_percent": 0,
        });
        assert_eq!(found, wanted);
    }

    #[test]
    fn the_table_in_words_has_one_mark_and_no_hidden_figure() {
        let records = [("18", "yes", 3), ("18", "no", 20), ("30", "yes", 21), ("30", "no", 31)];
        let text = shown(&file(&records), 5).text(&asked(5));
        let wanted = "\
age     no  yes  Total
18     [c]  [c]     23
30     [c]  [c]     52
Total   51   24     75

[c] is hidden: 4 of 9 figures, so that no count under 5 can be seen or worked out.
Nothing less could be hidden.
";
        assert_eq!(text, wanted);
    }

    #[test]
    fn a_file_without_records_is_a_table_of_nobody() {
        let found = shown("age,safe\n", 5).json(&asked(5));
        assert_eq!((&found["total"], &found["cells"]), (&json!(0), &json!([])));
    }

    #[test]
    fn every_bad_row_is_named_and_nothing_is_counted() {
        let Err(NotRead::Rows(problems)) =
            read("age,safe\n1\n2,y\n3,y,z\n".as_bytes(), "age", "safe")
        else {
            panic!("read");
        };
        let lines: Vec<u64> = problems.found().iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 4]);
    }

    #[test]
    fn unknown_columns_and_too_many_values_are_refused_in_a_sentence() {
        let said = |file: &str, column| match read(file.as_bytes(), column, "safe") {
            Err(NotRead::Refused(message)) => message.say(Language::En),
            other => panic!("{other:?}"),
        };
        assert_eq!(said("age,safe\n", "sex"), "The file has no column sex. It has: age, safe");
        let many: String = (0..=MOST_CATEGORIES).map(|age| format!("{age},y\n")).collect();
        assert_eq!(
            said(&format!("age,safe\n{many}"), "age"),
            "The column age has more than 200 different values. Put them into bands first."
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_and_no_small_count_is_printed(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            table in "age,safe\n([ab]?,[yn]?\n){0,60}",
        ) {
            for file in [bytes.as_slice(), table.as_bytes()] {
                let Ok(counted) = read(file, "age", "safe") else { continue };
                let shown = Shown::of(counted, Rules::new(Threshold::COUNTS)).unwrap();
                let found = shown.json(&asked(5));
                let keys = ["cells", "row_totals", "column_totals", "total"];
                for figure in keys.iter().flat_map(|key| figures(&found[key])) {
                    prop_assert!(figure == 0 || figure >= 5, "{}", found);
                }
                prop_assert!(!shown.text(&asked(5)).is_empty());
            }
        }
    }

    fn figures(value: &Value) -> Vec<u64> {
        match value {
            Value::Array(values) => values.iter().flat_map(figures).collect(),
            value => value.as_u64().into_iter().collect(),
        }
    }
}
