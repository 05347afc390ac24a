//! One row of a file: where its cells go, and what is wrong with them.

use super::problem::{Kind, Problem};
use super::{Field, Import, NotPlanned};
use crate::ids::CampaignId;
use crate::voice::{Draft, How, NotRecorded, Person, Speaker, check, given, is_language, tidy};
use interchange::table::Row;
use kernel::clock::Date;
use kernel::folding::fold;
use kernel::ids::CommunityId;
use kernel::permission::{Permission, Rung};

/// What rows become drafts by.
pub(super) struct Reader<'a> {
    import: &'a Import,
    headers: Vec<String>,
    /// Each mapped field with its column, from 0.
    columns: Vec<(&'a Field, usize)>,
    campaign: CampaignId,
    community: CommunityId,
    today: Date,
}

/// What a cell says when a person has taken their agreement back, folded, words only. A cell
/// counts only when it says nothing else: someone may well write that they feel withdrawn.
const REVOKED: &[&str] = &[
    "consent revoked",
    "consent withdrawn",
    "consent retracted",
    "revoked consent",
    "withdrawn consent",
    "withdrew consent",
    "permission revoked",
    "permission withdrawn",
    "caniatad wedi i dynnu n ol",
    "tynnwyd caniatad yn ol",
];

impl<'a> Reader<'a> {
    pub(super) fn new(
        import: &'a Import,
        headers: &[String],
        (campaign, community): (CampaignId, CommunityId),
        today: Date,
    ) -> Result<Self, NotPlanned> {
        let mut columns = Vec::new();
        for (field, name) in &import.mapping {
            let column = headers.iter().position(|header| header == name.trim());
            let column = column.ok_or_else(|| no_column(name.trim(), headers))?;
            columns.push((field, column));
        }
        Ok(Self { import, headers: headers.to_vec(), columns, campaign, community, today })
    }

    /// The columns that are looked at.
    pub(super) fn used(&self) -> Vec<usize> {
        self.columns.iter().map(|(_, column)| *column).collect()
    }

    /// The cell of a field, trimmed, when it is mapped and says something.
    fn cell<'r>(&self, row: &'r Row, wanted: &Field) -> Option<&'r str> {
        let (_, column) = self.columns.iter().find(|(field, _)| *field == wanted)?;
        row.get(*column).map(str::trim).filter(|cell| !cell.is_empty())
    }

    pub(super) fn problem(&self, row: &Row, field: &Field, kind: Kind) -> Problem {
        let column = self.columns.iter().find(|(mapped, _)| *mapped == field);
        let column = column.and_then(|(_, column)| self.headers.get(*column)).cloned();
        Problem { line: row.line, column, kind }
    }

    /// The row's reference.
    pub(super) fn reference(&self, row: &Row) -> Result<String, Problem> {
        let bad = |kind| self.problem(row, &Field::Reference, kind);
        let reference = tidy(self.cell(row, &Field::Reference).unwrap_or_default());
        if reference.is_empty() {
            return Err(bad(Kind::NoReference));
        }
        if reference.chars().count() > 200 {
            return Err(bad(Kind::TooLong { most: 200 }));
        }
        if reference.starts_with("withdrawn:") {
            return Err(bad(Kind::KeptReference));
        }
        Ok(reference)
    }

    /// The cell, in any column, that says the person took their agreement back.
    pub(super) fn revoked(&self, row: &Row, kind: Kind) -> Option<Problem> {
        let says = |cell: &str| {
            if cell.len() > 60 {
                return false;
            }
            let folded = fold(cell);
            let words: Vec<&str> =
                folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            REVOKED.contains(&words.join(" ").as_str())
        };
        let column = row.cells().position(says)?;
        let column = self.headers.get(column).cloned();
        Some(Problem { line: row.line, column, kind })
    }

    /// The row as a voice.
    pub(super) fn draft(
        &self,
        row: &Row,
        reference: String,
    ) -> Result<(Draft, Permission), Problem> {
        let bad = |field: &Field, kind| self.problem(row, field, kind);
        let text = self.cell(row, &Field::Text);
        let text = text.ok_or_else(|| bad(&Field::Text, Kind::NothingSaid))?;
        let mut draft = Draft::new(self.campaign, self.community, text);
        let permission = Permission::only(self.rung(row)?);
        let language = self.cell(row, &Field::Language).unwrap_or(&self.import.language);
        if !is_language(language) {
            return Err(bad(&Field::Language, Kind::NoLanguage));
        }
        draft.language = language.to_owned();
        draft.heard_on = match self.cell(row, &Field::Date) {
            Some(cell) => Some(read_day(cell).ok_or_else(|| bad(&Field::Date, Kind::NoDay))?),
            None => None,
        };
        let text = |field| self.cell(row, field).map(str::to_owned);
        draft.translation = text(&Field::Translation);
        draft.title = text(&Field::Title).unwrap_or_default();
        draft.described = text(&Field::Described).unwrap_or_default();
        draft.reference = Some(reference);
        draft.entered_how = How::Import;
        draft.permission = Some(permission);
        let (narrator, name) = (text(&Field::Narrator), text(&Field::Name));
        if narrator.is_some() || name.is_some() {
            let pseudonym = narrator.or_else(|| draft.reference.clone()).unwrap_or_default();
            draft.speaker = Speaker::New(Person { pseudonym, name, ..Person::default() });
        }
        for (field, column) in &self.columns {
            if let (Field::Tag(name), Some(value)) = (field, row.get(*column).and_then(given)) {
                draft.tags.push((name.clone(), value));
            }
        }
        let checked = check(draft, self.today).map_err(|refusal| self.refused(row, &refusal))?;
        Ok((checked, permission))
    }

    fn rung(&self, row: &Row) -> Result<Rung, Problem> {
        let bad = |kind| self.problem(row, &Field::Permission, kind);
        match self.cell(row, &Field::Permission) {
            Some(word) => {
                Rung::from_word(&word.to_lowercase()).ok_or_else(|| bad(Kind::UnknownPermission))
            }
            None => self.import.permission.ok_or_else(|| bad(Kind::NoPermission)),
        }
    }

    fn refused(&self, row: &Row, refusal: &NotRecorded) -> Problem {
        let (field, kind) = match refusal {
            NotRecorded::TooLong { most } => (Field::Text, Kind::TooLong { most: *most }),
            NotRecorded::TranslationTooLong { most } => {
                (Field::Translation, Kind::TooLong { most: *most })
            }
            NotRecorded::LongTitle { most } => (Field::Title, Kind::TooLong { most: *most }),
            NotRecorded::LongDescribed { most } => {
                (Field::Described, Kind::TooLong { most: *most })
            }
            NotRecorded::LongPerson { most } => (Field::Narrator, Kind::TooLong { most: *most }),
            NotRecorded::Future => (Field::Date, Kind::Future),
            NotRecorded::NoName => (Field::Permission, Kind::NoName),
            NotRecorded::BadTag { most } => {
                let long = |(field, column): &&(&Field, usize)| {
                    matches!(field, Field::Tag(_))
                        && row.get(*column).is_some_and(|cell| cell.chars().count() > *most)
                };
                let tag = self.columns.iter().find(long).map(|(field, _)| (*field).clone());
                (tag.unwrap_or(Field::Text), Kind::TooLong { most: *most })
            }
            _ => (Field::Text, Kind::NothingSaid),
        };
        self.problem(row, &field, kind)
    }
}

/// Why no column is called so: there is none, or there are several, which were numbered.
fn no_column(name: &str, headers: &[String]) -> NotPlanned {
    let numbered = |header: &&String| {
        let number = header.strip_prefix(name).and_then(|rest| rest.strip_prefix(" ("));
        number.and_then(|rest| rest.strip_suffix(')')).is_some_and(|n| n.parse::<u32>().is_ok())
    };
    let same: Vec<&str> = headers.iter().filter(numbered).map(String::as_str).collect();
    let column = name.to_owned();
    match same.len() {
        0 | 1 => NotPlanned::NoColumn { column, columns: headers.join(", ") },
        _ => NotPlanned::SameHeader { column, columns: same.join(", ") },
    }
}

/// A day as files have it: 2020-04-06, with a time or without, or 06/04/2020.
fn read_day(cell: &str) -> Option<Date> {
    if let Some(day) = cell.get(..10).and_then(|start| start.parse::<Date>().ok()) {
        return Some(day);
    }
    let parts: Vec<i16> =
        cell.split(['/', '.']).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let [day, month, year] = parts.as_slice() else { return None };
    Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?)
        .ok()
        .filter(|_| *year >= 1900)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_files_have_them() {
        let day = Some(Date::constant(2020, 4, 6));
        for cell in
            ["2020-04-06", "2020-04-06T10:00:00Z", "2020-04-06 10:00", "06/04/2020", "6.4.2020"]
        {
            assert_eq!(read_day(cell), day, "{cell}");
        }
        for cell in ["", "soon", "2020-13-01", "31/02/2020", "6/4/20", "yŵŵŵŵŵŵŵŵŵŵ"] {
            assert_eq!(read_day(cell), None, "{cell}");
        }
    }
}
