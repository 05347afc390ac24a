//! Search over words, by SQLite's FTS5 or PostgreSQL's text search: with [`crate::db`] the one
//! place where the two differ. Table `kernel_search`.
//!
//! Words are [folded](crate::folding) to plain small letters (`tŷ` is found by `ty`), since
//! neither database has a Welsh dictionary.

use crate::db::{Dialect, ToValue};
pub use crate::folding::fold;
use crate::folding::{Edge, Reading, letters};
use crate::ids::Id;
use crate::{AnyId, Db, Fault, Tx};

/// Makes `body` the words by which `id` is found.
///
/// # Errors
/// The database's.
pub fn put(tx: &mut Tx<'_>, id: impl Into<AnyId>, body: &str) -> Result<(), Fault> {
    let id = id.into();
    remove(tx, id)?;
    let folded = folded(body);
    // What is found is made of what is kept, which was held against what was taken back.
    tx.knowing(|tx| {
        tx.insert("kernel_search", &[("kind", &id.kind), ("id", &id.uuid), ("body", &folded)])
    })
}

/// Adds the words of many things that can't be found yet, as [`put`] does for one.
///
/// # Errors
/// The database's; [`Fault::is_duplicate`] when one of them can be found already.
pub fn put_new<T: Id>(tx: &mut Tx<'_>, bodies: &[(T, String)]) -> Result<(), Fault> {
    for some in bodies.chunks(100) {
        let folded: Vec<(AnyId, String)> =
            some.iter().map(|(id, body)| ((*id).into(), folded(body))).collect();
        let places: Vec<String> = (0..folded.len())
            .map(|row| format!("(${}, ${}, ${})", row * 3 + 1, row * 3 + 2, row * 3 + 3))
            .collect();
        let mut values: Vec<&dyn ToValue> = Vec::new();
        for (id, body) in &folded {
            values.extend([&id.kind as &dyn ToValue, &id.uuid, body]);
        }
        let sql =
            format!("insert into kernel_search (kind, id, body) values {}", places.join(", "));
        tx.knowing(|tx| tx.run(&sql, &values))?;
    }
    Ok(())
}

/// `text` folded, and cut where PostgreSQL would refuse it; no voice is a book.
fn folded(text: &str) -> String {
    let mut folded = fold(text);
    let mut end = folded.len().min(900_000);
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    folded.truncate(end);
    folded
}

/// Forgets the words by which `id` is found.
///
/// # Errors
/// The database's.
pub fn remove(tx: &mut Tx<'_>, id: impl Into<AnyId>) -> Result<(), Fault> {
    let id = id.into();
    tx.run("delete from kernel_search where kind = $1 and id = $2", &[&id.kind, &id.uuid])?;
    Ok(())
}

/// What someone typed, as words that must all be there; the last may be unfinished.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<String>,
}

impl Query {
    /// Reads what was typed. Punctuation separates words; at most 12 count.
    pub fn new(typed: &str) -> Self {
        let read = letters(typed, Reading::Written);
        Self { terms: read.words(Edge::Mark).take(12).map(|word| read.text(word)).collect() }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The text that the database's own search takes.
    fn native(&self, dialect: Dialect) -> String {
        let (quote, join, prefix) = match dialect {
            Dialect::Sqlite => ("\"", " ", "*"),
            Dialect::Postgres => ("'", " & ", ":*"),
        };
        let terms: Vec<String> =
            self.terms.iter().map(|term| format!("{quote}{term}{quote}")).collect();
        terms.join(join) + prefix
    }

    /// The spans of `text` that were looked for, in bytes, in order: for highlighting.
    pub fn spans(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let read = letters(text, Reading::Written);
        let last = self.terms.len().saturating_sub(1);
        let wanted = |word: &str| {
            let is = |(n, term): (usize, &String)| {
                word == term || (n == last && word.starts_with(term.as_str()))
            };
            self.terms.iter().enumerate().any(is)
        };
        let words = read.words(Edge::Mark).filter(|word| wanted(&read.text(word.clone())));
        words.filter_map(|word| read.range(word.start, word.end)).collect()
    }
}

/// The pieces that make a room's query search: add `join` to its tables, `condition` to its
/// conditions with `value` as the numbered placeholder, and order by `rank`.
pub struct Matching {
    /// A join on the id column that was named.
    pub join: String,
    /// True of the rows that match.
    pub condition: String,
    /// Best first, when ascending.
    pub rank: &'static str,
    /// A number along which the index itself runs, where it has one: the higher, the later it
    /// was put there. Lists of very many matches are quickest along it, backwards.
    pub along: Option<&'static str>,
    /// The value for the placeholder.
    pub value: String,
}

/// How to find things of the kind of `T` whose id is in `column`, with the placeholder
/// `$number`.
pub fn matching<T: Id>(db: &Db, query: &Query, column: &str, number: usize) -> Matching {
    let kind = T::KIND;
    let value = query.native(db.dialect());
    match db.dialect() {
        Dialect::Sqlite => Matching {
            // The plus keeps the words first: looked up for each thing, they cost far more.
            join: format!(
                "join kernel_search s on +s.kind = '{kind}' and s.id = {column}
                 join kernel_search_words w on w.rowid = s.rowid"
            ),
            condition: format!("kernel_search_words match ${number}"),
            rank: "w.rank",
            along: Some("w.rowid"),
            value,
        },
        Dialect::Postgres => Matching {
            join: format!(
                "join kernel_search s on s.kind = '{kind}' and s.id = {column}
                 cross join to_tsquery('simple', ${number}) q"
            ),
            condition: "s.words @@ q".into(),
            rank: "-ts_rank(s.words, q)",
            along: None,
            value,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_letters_fold_to_plain_ones() {
        assert_eq!(fold("Tŷ DŴR, Ŷ"), "ty dwr, y");
        for typed in ["STRASSE", "straße", "Straſ\u{200b}se"] {
            assert_eq!(Query::new(typed), Query::new("strasse"), "{typed}");
        }
    }

    #[test]
    fn what_was_looked_for_is_marked_where_it_stands() {
        let text = "Y tŷ ger y bont. Tŷ arall, a thai.";
        let spans = Query::new("ty ger bo").spans(text);
        let found: Vec<&str> = spans.into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["tŷ", "ger", "bont", "Tŷ"]);
    }

    #[test]
    fn no_typed_text_reaches_the_database_as_syntax() {
        let query = Query::new("bus\" OR ('x' & !y) NEAR/2 *");
        assert_eq!(query.native(Dialect::Sqlite), r#""bus" "or" "x" "y" "near" "2"*"#);
        assert_eq!(query.native(Dialect::Postgres), "'bus' & 'or' & 'x' & 'y' & 'near' & '2':*");
    }
}
