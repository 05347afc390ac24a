//! What there is to keep: tables and columns, as the database itself tells them, so that a new
//! table is in the next archive without anybody having to think of it.

use crate::db::{Dialect, FromRow, Row, Value};
use crate::{Db, Fault};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Bytes; identifiers too, since SQLite does not tell them apart.
    Bytes,
    /// Whole numbers; true and false too, as 1 and 0, for the same reason.
    Whole,
    /// Numbers with a fraction.
    Real,
    /// Text.
    Text,
    /// Identifiers, where a database tells them from other bytes.
    #[serde(skip)]
    Id,
    /// True and false, where a database tells them from other numbers.
    #[serde(skip)]
    Flag,
}

impl Kind {
    /// The kind as an archive has it, the same from both databases.
    pub(super) fn portable(self) -> Self {
        match self {
            Self::Id => Self::Bytes,
            Self::Flag => Self::Whole,
            kind => kind,
        }
    }

    fn of_sqlite(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "blob" => Some(Self::Bytes),
            "int" | "integer" => Some(Self::Whole),
            "real" => Some(Self::Real),
            "text" => Some(Self::Text),
            _ => None,
        }
    }

    fn of_postgres(word: &str) -> Option<Self> {
        match word {
            "bytea" => Some(Self::Bytes),
            "uuid" => Some(Self::Id),
            "int8" => Some(Self::Whole),
            "bool" => Some(Self::Flag),
            "float8" => Some(Self::Real),
            "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// Why a database of this dialect can't hold `value` in a column of this kind, if it can't.
    pub(super) fn refuses(self, value: &Value, dialect: Dialect) -> Option<&'static str> {
        match (self, value) {
            (Self::Id, Value::Bytes(bytes)) if bytes.len() != 16 => Some("no identifier"),
            (Self::Flag, Value::Int(n)) if !matches!(n, 0 | 1) => Some("neither true nor false"),
            (Self::Text, Value::Text(text))
                if dialect == Dialect::Postgres && text.contains('\0') =>
            {
                Some("text with a zero character, which PostgreSQL can't hold")
            }
            (Self::Real, Value::Real(x)) if dialect == Dialect::Sqlite && x.is_nan() => {
                Some("not a number, which SQLite can't hold")
            }
            _ => None,
        }
    }
}

/// A column that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// A table that is kept, its columns in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Columns that tell any two rows apart; none when nothing less than all of them does.
    key: Vec<String>,
}

impl Table {
    /// Whether `other` keeps the same columns, of the same kinds.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let kinds = |table: &Self| -> Vec<(String, Kind)> {
            let columns = table.columns.iter();
            columns.map(|column| (column.name.clone(), column.kind.portable())).collect()
        };
        self.name == other.name && kinds(self) == kinds(other)
    }

    /// The names of its columns, quoted: `"at", "id"`.
    pub(super) fn names(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        names.join(", ")
    }

    /// The query for all of it, in an order that both databases share.
    pub(super) fn query(&self, dialect: Dialect) -> String {
        let collation = match dialect {
            Dialect::Sqlite => "binary",
            Dialect::Postgres => "\"C\"",
        };
        let ordered = |column: &Column, nulls: &str| match column.kind {
            Kind::Text => format!("{} collate {collation}{nulls}", quoted(&column.name)),
            _ => format!("{}{nulls}", quoted(&column.name)),
        };
        let by_key = self
            .key
            .iter()
            .filter_map(|name| self.columns.iter().find(|column| column.name == *name));
        let order: Vec<String> = if self.key.is_empty() {
            self.columns.iter().map(|column| ordered(column, " nulls first")).collect()
        } else {
            by_key.map(|column| ordered(column, "")).collect()
        };
        let (names, table) = (self.names(), quoted(&self.name));
        format!("select {names} from {table} order by {}", order.join(", "))
    }
}

/// A name as both databases take it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A column as a database tells it: its table, its name, its type, whether it may be null.
type Told = (String, String, String, bool);
/// One column of a rule that tells rows apart: table, the rule's name, whether it is the primary
/// key, column.
struct Unique {
    table: String,
    rule: String,
    primary: bool,
    column: String,
}

impl FromRow for Unique {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            table: row.take()?,
            rule: row.take()?,
            primary: row.take()?,
            column: row.take()?,
        })
    }
}

// What SQLite and the migrations keep for themselves is left out: internal and shadow tables,
// the history of migrations, which programs write and what moved last, the place of a row (`rowid`), columns that are worked out.
const SQLITE_COLUMNS: &str = "select t.name, c.name, c.type, c.\"notnull\" = 0 and c.pk = 0
    from pragma_table_list t join pragma_table_xinfo(t.name) c
    where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'
    and t.name not in ('refinery_schema_history', 'kernel_writer', 'kernel_moved') and c.hidden = 0 and c.name <> 'rowid'";

const SQLITE_UNIQUE: &str = "select t.name, '', true, c.name
    from pragma_table_list t join pragma_table_xinfo(t.name) c
    where t.schema = 'main' and t.type = 'table' and c.pk > 0 and c.name <> 'rowid'
    union all
    select t.name, i.name, false, c.name
    from pragma_table_list t join pragma_index_list(t.name) i join pragma_index_info(i.name) c
    where t.schema = 'main' and t.type = 'table' and i.\"unique\" = 1 and i.partial = 0
    and i.origin <> 'pk' and c.name is not null";

const POSTGRES_COLUMNS: &str = "select t.relname::text, a.attname::text, y.typname::text,
    not a.attnotnull
    from pg_class t join pg_attribute a on a.attrelid = t.oid join pg_type y on y.oid = a.atttypid
    where t.relnamespace = current_schema()::text::regnamespace and t.relkind in ('r', 'p')
    and not t.relispartition and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    and t.relname not in ('refinery_schema_history', 'kernel_writer', 'kernel_moved')";

const POSTGRES_UNIQUE: &str = "select t.relname::text, i.indexrelid::bigint::text, i.indisprimary,
    a.attname::text
    from pg_index i join pg_class t on t.oid = i.indrelid
    cross join lateral unnest(i.indkey::int2[]) with ordinality k (attnum, place)
    join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
    where t.relnamespace = current_schema()::text::regnamespace and i.indisunique
    and i.indpred is null and i.indexprs is null
    order by t.relname, i.indexrelid, k.place";

/// The tables of a database that are kept, in the order of their names.
pub(super) fn of(db: &Db) -> Result<Vec<Table>, Fault> {
    let (columns, unique): (&str, &str) = match db.dialect() {
        Dialect::Sqlite => (SQLITE_COLUMNS, SQLITE_UNIQUE),
        Dialect::Postgres => (POSTGRES_COLUMNS, POSTGRES_UNIQUE),
    };
    let mut told: Vec<Told> = db.all(columns, &[])?;
    told.sort();
    let mut rules: BTreeMap<(String, String, bool), Vec<String>> = BTreeMap::new();
    for unique in db.all::<Unique>(unique, &[])? {
        let rule = (unique.table, unique.rule, unique.primary);
        rules.entry(rule).or_default().push(unique.column);
    }
    let mut tables: BTreeMap<String, Vec<(Column, bool)>> = BTreeMap::new();
    for (table, name, word, nullable) in told {
        let kind = match db.dialect() {
            Dialect::Sqlite => Kind::of_sqlite(&word),
            Dialect::Postgres => Kind::of_postgres(&word),
        };
        let kind = kind.ok_or_else(|| {
            Fault::Other(format!("no archive can hold {table}.{name}, which is {word}"))
        })?;
        tables.entry(table).or_default().push((Column { name, kind }, nullable));
    }
    Ok(tables
        .into_iter()
        .map(|(name, columns)| {
            let held = |wanted: &String| {
                columns.iter().any(|(column, nullable)| column.name == *wanted && !nullable)
            };
            // The primary key where there is one, or the first other rule by its columns, since
            // its own name is not the same in both databases.
            let key = rules
                .iter()
                .filter(|((table, ..), columns)| *table == name && columns.iter().all(held))
                .map(|((_, _, primary), columns)| (!primary, columns))
                .min()
                .map(|(_, columns)| columns.clone())
                .unwrap_or_default();
            Table { name, columns: columns.into_iter().map(|(column, _)| column).collect(), key }
        })
        .collect())
}

/// The first table in which two lists differ.
pub(super) fn difference<'a>(ours: &'a [Table], theirs: &'a [Table]) -> Option<&'a str> {
    let lacking = |some: &'a [Table], others: &'a [Table]| {
        some.iter().find(|table| !others.iter().any(|other| other.agrees(table)))
    };
    lacking(theirs, ours).or_else(|| lacking(ours, theirs)).map(|table| table.name.as_str())
}
