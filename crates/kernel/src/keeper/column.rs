//! Tables as keepers declare them: every column that could hold words, and what it holds.

use super::Words;
use crate::Fault;

/// A table of a room. Columns of numbers, days of the database's own and references need no
/// declaration; every column of text, bytes or JSON does.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns that name one row.
    pub key: &'static [&'static str],
    /// What a row belongs to: a kind of thing, and the column that holds its id.
    pub of: (&'static str, &'static str),
    /// The key of what that is called where someone is told what holds their words.
    pub told: &'static str,
    /// When the texts of a row `t` were last changed, as SQL. What was written before anybody
    /// heard a voice does not repeat it.
    pub written: Option<&'static str>,
    /// Its columns.
    pub columns: &'static [Column],
}

/// A column, and what it holds.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy)]
pub enum Holds {
    /// No words of people, and in a word why: `code`, `digest`, `day`.
    Free(&'static str),
    /// What a person said or what describes them: the room's own verbs forget it.
    Own,
    /// What somebody typed by hand, into which they may have repeated what a person said.
    Typed(Audience, Shape),
    /// What is kept under a duty of its own and stays whatever happens to a voice, and why.
    Walled(&'static str),
}

/// Who reads what was typed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The team alone.
    Team,
    /// Readers of reports.
    Report,
    /// Everyone on the public site.
    Site,
}

/// How a text lies in its column.
#[derive(Clone, Copy)]
pub enum Shape {
    /// As it was typed.
    Text,
    /// In an address: a new one is given where it was made of someone's words.
    Address,
    /// In JSON or another form: the function gives it without the words, or nothing when it
    /// repeats none.
    Made(fn(&dyn Words, &str) -> Result<Option<String>, Fault>),
}

impl Column {
    /// A column that holds no words, and in a word why.
    pub const fn free(name: &'static str, why: &'static str) -> Self {
        Self { name, holds: Holds::Free(why) }
    }

    /// A column of what a person said, or of what describes them.
    pub const fn own(name: &'static str) -> Self {
        Self { name, holds: Holds::Own }
    }

    /// A column of what somebody typed.
    pub const fn typed(name: &'static str, audience: Audience) -> Self {
        Self { name, holds: Holds::Typed(audience, Shape::Text) }
    }

    /// A column of addresses that were made from what somebody typed.
    pub const fn address(name: &'static str) -> Self {
        Self { name, holds: Holds::Typed(Audience::Site, Shape::Address) }
    }

    /// A column of typed text in a form of its own.
    pub const fn made(
        name: &'static str,
        audience: Audience,
        without: fn(&dyn Words, &str) -> Result<Option<String>, Fault>,
    ) -> Self {
        Self { name, holds: Holds::Typed(audience, Shape::Made(without)) }
    }
}

impl Table {
    /// A table without a column that could hold words.
    pub const fn bare(name: &'static str) -> Self {
        Self::of(name, "", &[])
    }

    /// A table of things of one kind, each with an `id`.
    pub const fn of(name: &'static str, kind: &'static str, columns: &'static [Column]) -> Self {
        Self { name, key: &["id"], of: (kind, "id"), told: "", written: None, columns }
    }

    /// The same table, whose rows belong to a thing of another kind by `column`.
    pub const fn belonging(mut self, kind: &'static str, column: &'static str) -> Self {
        self.of = (kind, column);
        self
    }

    /// The same table, a row of which these columns name.
    pub const fn keyed(mut self, key: &'static [&'static str]) -> Self {
        self.key = key;
        self
    }

    /// The same table, the texts of which were last changed at `written`, as SQL over `t`.
    pub const fn written(mut self, written: &'static str) -> Self {
        self.written = Some(written);
        self
    }

    /// The same table, called by the message `told`.
    pub const fn told(mut self, told: &'static str) -> Self {
        self.told = told;
        self
    }
}

/// The columns that a page in one language shows one after the other, for each language.
pub(crate) fn in_each_language<'a>(columns: &[&'a str]) -> Vec<Vec<&'a str>> {
    let without = |other: &str| -> Vec<&'a str> {
        columns.iter().copied().filter(|column| !column.ends_with(other)).collect()
    };
    let mut each = vec![without("_cy"), without("_en")];
    each.dedup();
    each
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_another_language_are_not_read_between() {
        let columns = ["title_en", "title_cy", "by", "said_en", "said_cy"];
        let each = [vec!["title_en", "by", "said_en"], vec!["title_cy", "by", "said_cy"]];
        assert_eq!(in_each_language(&columns), each);
        assert_eq!(in_each_language(&["title", "body"]), [["title", "body"]]);
    }
}
