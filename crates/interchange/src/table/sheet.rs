//! The rows of one sheet of a workbook.

use std::collections::HashMap;

use super::cell::{CellError, Content, address};
use super::{Kind, Options, Problem, Row};

/// The rows of a sheet that have anything in them.
pub(super) struct Sheet {
    name: String,
    rows: std::vec::IntoIter<(u32, Vec<(u32, Content)>)>,
    /// The column at which the sheet begins.
    left: u32,
}

impl Sheet {
    pub(super) fn open(bytes: Vec<u8>, options: &Options) -> Result<Self, Kind> {
        let sheet = super::book::cells(bytes, options)?;
        let left = sheet.cells.iter().map(|(_, column, _)| *column).min().unwrap_or(0);
        let mut rows: Vec<(u32, Vec<(u32, Content)>)> = Vec::new();
        for (row, column, content) in sheet.cells {
            match rows.last_mut().filter(|(last, _)| *last == row) {
                Some((_, cells)) => cells.push((column, content)),
                None => rows.push((row, vec![(column, content)])),
            }
        }
        Ok(Self { name: sheet.name, rows: rows.into_iter(), left })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next row as far as its last cell, with the cells of it that hold an error.
    pub(super) fn next(&mut self, options: &Options) -> Option<Result<Row, Problem>> {
        let (row, cells) = self.rows.next()?;
        let line = u64::from(row) + 1;
        let wrong = |kind| Some(Err(Problem { line, column: None, kind }));
        let (mut text, mut ends) = (String::new(), Vec::new());
        let mut errors = HashMap::new();
        for (column, content) in cells {
            let at = usize::try_from(column.saturating_sub(self.left)).unwrap_or(usize::MAX);
            if at >= options.columns {
                return wrong(Kind::TooManyColumns { limit: options.columns });
            }
            ends.resize(at.max(ends.len()), text.len());
            match content {
                Content::Words(words) if words.len() > options.cell_bytes => {
                    return wrong(Kind::CellTooLong { limit: options.cell_bytes });
                }
                Content::Words(words) => text.push_str(&words),
                Content::Error(error) => {
                    errors.insert(at, error);
                }
            }
            ends.push(text.len());
        }
        if text.len() > options.row_bytes {
            return wrong(Kind::RowTooLong { limit: options.row_bytes });
        }
        if text.contains('\0') {
            return wrong(Kind::NulByte);
        }
        Some(Ok(Row { line, text, ends, errors }))
    }

    /// What is wrong with the first of `columns` whose cell in `row` holds an error, or with any.
    pub(super) fn error(
        &self,
        row: &Row,
        headers: &[String],
        columns: Option<&[usize]>,
    ) -> Option<Problem> {
        let mut used = row.errors.iter().filter(|(column, _)| {
            columns.is_none_or(|columns| columns.contains(column)) && **column < headers.len()
        });
        let first = used.next()?;
        let (at, error): (usize, CellError) =
            used.fold((*first.0, *first.1), |least, (column, error)| {
                if *column < least.0 { (*column, *error) } else { least }
            });
        let column = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.left);
        let cell = address(u32::try_from(row.line - 1).unwrap_or(u32::MAX), column);
        let header = headers.get(at).map_or("", String::as_str);
        let column = format!("{header} ({}!{cell})", self.name);
        Some(Problem { line: row.line, column: Some(column), kind: Kind::CellError(error) })
    }
}
