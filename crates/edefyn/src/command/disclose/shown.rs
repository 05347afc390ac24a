//! What is told of tables: their figures with one mark for those that are hidden, or JSON.

use super::super::say;
use super::counted::Counted;
use super::earlier::Earlier;
use disclosure::{Cell, Crossed, Method, NotTogether, Protection, Why};
use disclosure::{Printed, Rules, Together, Zeros, protect_together};
use kernel::{Language, Message};
use serde_json::{Value, json};

/// What stands for a hidden figure, as the United Kingdom's Government Analysis Function advises
/// for confidential ones. There is one mark for every reason, since the reason narrows the figure.
const MARK: &str = "[c]";

/// Tables as they may be shown.
pub(super) struct Shown {
    counted: Counted,
    rules: Rules,
    tables: Vec<(Crossed, Vec<Cell>)>,
    protection: Protection,
}

/// One of them.
struct Table<'a> {
    shown: &'a Shown,
    crossed: Crossed,
    cells: &'a [Cell],
}

impl Shown {
    /// Protects `tables`, and reckons with what was `printed` before.
    ///
    /// # Errors
    /// [`NotTogether`].
    pub(super) fn of(
        counted: Counted,
        rules: Rules,
        tables: &[Crossed],
        printed: &[Printed],
    ) -> Result<Self, NotTogether> {
        let Together { tables: cells, protection } =
            protect_together(rules, &counted.people, tables, printed)?;
        let tables = tables.iter().copied().zip(cells).collect();
        Ok(Self { counted, rules, tables, protection })
    }

    fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.tables.iter().map(|(crossed, cells)| Table { shown: self, crossed: *crossed, cells })
    }

    /// What a later run has to know.
    pub(super) fn released(&self) -> Vec<Earlier> {
        let one = |table: Table<'_>| Earlier {
            source: String::new(),
            threshold: self.rules.threshold.people(),
            hide_zeros: self.hides_zeros(),
            rows: self.header(table.crossed.rows),
            columns: self.header(table.crossed.columns),
            values: [table.rows().to_vec(), table.columns().to_vec()],
            figures: table.cells.iter().map(|cell| cell.shown()).collect(),
        };
        self.tables().map(one).collect()
    }

    fn hides_zeros(&self) -> bool {
        self.rules.zeros == Zeros::Small
    }

    fn header(&self, column: usize) -> String {
        self.counted.columns.get(column).cloned().unwrap_or_default()
    }

    /// By how many percent of its loss the pattern might be beaten. This is printed for readers
    /// too, and no count follows from so coarse a figure, as it might from the losses themselves.
    fn gap(&self) -> u64 {
        let saved = self.protection.cost.saturating_sub(self.protection.lower_bound);
        (saved.saturating_mul(100)).checked_div(self.protection.cost).unwrap_or(0)
    }

    pub(super) fn json(&self, language: Language) -> Value {
        let mut told: Vec<Value> = self.tables().map(|table| table.json(language)).collect();
        let method = match self.protection.method {
            Method::Exact => "exact",
            Method::Heuristic => "heuristic",
        };
        let mut all = match told.as_mut_slice() {
            [alone] => alone.take(),
            _ => json!({ "tables": told }),
        };
        if let Some(all) = all.as_object_mut() {
            all.insert("threshold".into(), self.rules.threshold.people().into());
            all.insert("hide_zeros".into(), self.hides_zeros().into());
            all.insert("method".into(), method.into());
            all.insert("gap_percent".into(), self.gap().into());
        }
        all
    }

    pub(super) fn text(&self, language: Language) -> String {
        let mut text = String::new();
        for table in self.tables() {
            text.push_str(&table.text(language));
            text.push('\n');
        }
        for message in self.summary() {
            text.push_str(&message.say(language));
            text.push('\n');
        }
        text
    }

    /// What was hidden, and how near that is to the least.
    fn summary(&self) -> Vec<Message> {
        let cells = self.tables.iter().flat_map(|(_, cells)| cells);
        let hidden = cells.clone().filter(|cell| cell.shown().is_none()).count();
        if hidden == 0 {
            return vec![Message::new("disclose-none-hidden")];
        }
        let said =
            Message::new("disclose-hidden").with("hidden", hidden).with("all", cells.count());
        let near = match self.protection.method {
            Method::Exact => Message::new("disclose-exact"),
            Method::Heuristic => Message::new("disclose-heuristic").with("gap", self.gap()),
        };
        vec![said.with("threshold", self.rules.threshold.people()), near]
    }
}

impl Table<'_> {
    fn rows(&self) -> &[String] {
        self.shown.counted.values(self.crossed.rows)
    }

    fn columns(&self) -> &[String] {
        self.shown.counted.values(self.crossed.columns)
    }

    /// A figure by its row and column, of which 0 are the totals.
    fn cell(&self, row: usize, column: usize) -> Option<Cell> {
        self.cells.get(row * (self.columns().len() + 1) + column).copied()
    }

    /// The figure, or nothing where it is hidden.
    fn figure(&self, row: usize, column: usize) -> Option<u64> {
        self.cell(row, column).and_then(Cell::shown)
    }

    fn json(&self, language: Language) -> Value {
        let (rows, columns) = (self.rows(), self.columns());
        let row = |row: usize| -> Vec<Option<u64>> {
            (1..=columns.len()).map(|column| self.figure(row, column)).collect()
        };
        let cells: Vec<_> = (1..=rows.len()).map(row).collect();
        let totals: Vec<_> = (1..=rows.len()).map(|row| self.figure(row, 0)).collect();
        json!({
            "rows": self.shown.header(self.crossed.rows),
            "columns": self.shown.header(self.crossed.columns),
            "row_categories": names(rows, language),
            "column_categories": names(columns, language),
            "cells": cells,
            "row_totals": totals,
            "column_totals": row(0),
            "total": self.figure(0, 0),
            "suppressed": self.suppressed(language),
        })
    }

    /// Each hidden figure with the reason; a total has no row or no column.
    fn suppressed(&self, language: Language) -> Vec<Value> {
        let (rows, columns) = (names(self.rows(), language), names(self.columns(), language));
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

    fn text(&self, language: Language) -> String {
        let total = Message::new("disclose-total").say(language);
        let heads = names(self.columns(), language).into_iter().chain([total.clone()]);
        let first = self.shown.header(self.crossed.rows);
        let mut lines: Vec<Vec<String>> = vec![[first].into_iter().chain(heads).collect()];
        let figure = |row, column| match self.figure(row, column) {
            Some(figure) => figure.to_string(),
            None => MARK.to_owned(),
        };
        for (name, row) in names(self.rows(), language).into_iter().zip(1..).chain([(total, 0)]) {
            let columns = (1..=self.columns().len()).chain([0]);
            let figures = columns.map(|column| figure(row, column));
            lines.push([name].into_iter().chain(figures).collect());
        }
        aligned(&lines)
    }
}

/// Values as they are printed: what is missing has a name that no value has.
pub(super) fn names(values: &[String], language: Language) -> Vec<String> {
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
    use super::super::counted::{MOST_CATEGORIES, NotRead, in_order, read};
    use super::*;
    use disclosure::Threshold;
    use interchange::table::Options;
    use proptest::prelude::*;

    const BOTH: Crossed = Crossed { rows: 0, columns: 1 };

    fn columns(names: [&str; 2]) -> Vec<String> {
        names.map(str::to_owned).to_vec()
    }

    fn counted(file: &str) -> Counted {
        read(file.as_bytes(), Options::default(), &columns(["age", "safe"])).unwrap()
    }

    /// A file with so many records of each age and answer.
    fn file(records: &[(&str, &str, usize)]) -> String {
        let line =
            |(age, safe, times): &(&str, &str, usize)| format!("{age},{safe}\n").repeat(*times);
        format!("age,safe\n{}", records.iter().map(line).collect::<String>())
    }

    fn shown(file: &str, threshold: u64) -> Shown {
        let rules = Rules::new(Threshold::new(threshold).unwrap());
        Shown::of(counted(file), rules, &[BOTH], &[]).unwrap()
    }

    #[test]
    fn an_empty_cell_is_told_from_the_word_for_one() {
        let told = shown("age,safe\n1,\n1,(missing)\n2,yes\n", 3).json(Language::En);
        assert_eq!(told["column_categories"], json!(["(missing)", "yes", "(missing)*"]));
    }

    #[test]
    fn numbers_come_by_size_then_words_then_what_is_missing() {
        let read = counted("age,safe\n10,y\n9,y\n,y\nsome,y\n-1.5,y\n nan ,y\n9,n\n");
        assert_eq!(read.values(0), ["-1.5", "9", "10", "nan", "some", ""]);
        let seen = [("b", 0), ("a", 1)].map(|(value, seen)| (value.to_owned(), seen));
        let numbers = in_order(seen.into()).into_iter().map(|(_, seen)| seen);
        assert_eq!(numbers.collect::<Vec<_>>(), [1, 0]);
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
        let found = shown(&file(&records), 5).json(Language::En);
        let wanted = json!({
            "rows": "age", "columns": "safe", "threshold": 5, "hide_zeros": false,
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
        let text = shown(&file(&records), 5).text(Language::En);
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
        let found = shown("age,safe\n", 5).json(Language::En);
        assert_eq!((&found["total"], &found["cells"]), (&json!(0), &json!([])));
    }

    #[test]
    fn every_bad_row_is_named_and_nothing_is_counted() {
        let Err(NotRead::Rows(problems)) = read(
            "age,safe\n1\n2,y\n3,y,z\n".as_bytes(),
            Options::default(),
            &columns(["age", "safe"]),
        ) else {
            panic!("read");
        };
        let lines: Vec<u64> = problems.found().iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [2, 4]);
    }

    #[test]
    fn unknown_columns_and_too_many_values_are_refused_in_a_sentence() {
        let said = |file: &str, column| match read(
            file.as_bytes(),
            Options::default(),
            &columns([column, "safe"]),
        ) {
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
                let Ok(counted) = read(file, Options::default(), &columns(["age", "safe"])) else { continue };
                let rules = Rules::new(Threshold::COUNTS);
                let shown = Shown::of(counted, rules, &[BOTH], &[]).unwrap();
                let found = shown.json(Language::En);
                let keys = ["cells", "row_totals", "column_totals", "total"];
                for figure in keys.iter().flat_map(|key| figures(&found[key])) {
                    prop_assert!(figure == 0 || figure >= 5, "{}", found);
                }
                prop_assert!(!shown.text(Language::En).is_empty());
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
