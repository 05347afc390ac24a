//! Rows, read from left to right into our own types.

use super::{Fault, FromValue, Value};

/// A row whose columns are taken one after another.
pub struct Row<'a> {
    columns: Columns<'a>,
    next: usize,
}

enum Columns<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a ::postgres::Row),
}

impl<'a> Row<'a> {
    pub(super) fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self { columns: Columns::Sqlite(row), next: 0 }
    }

    pub(super) fn postgres(row: &'a ::postgres::Row) -> Self {
        Self { columns: Columns::Postgres(row), next: 0 }
    }

    /// Takes the next column.
    ///
    /// # Errors
    /// [`Fault::Column`] when there is none or it holds something else.
    pub fn take<T: FromValue>(&mut self) -> Result<T, Fault> {
        let column = self.next;
        self.next += 1;
        let value = match self.columns {
            Columns::Sqlite(row) => super::sqlite::value(row, column)?,
            Columns::Postgres(row) => super::postgres::value(row, column)?,
        };
        T::from_value(value).ok_or(Fault::Column { column, wanted: std::any::type_name::<T>() })
    }

    /// How many columns the row has.
    pub fn width(&self) -> usize {
        match self.columns {
            Columns::Sqlite(row) => row.as_ref().column_count(),
            Columns::Postgres(row) => row.len(),
        }
    }
}

/// A type that can be read from the next columns of a row.
pub trait FromRow: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`Fault::Column`] when a column holds something else.
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault>;
}

impl<T: FromValue> FromRow for T {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        row.take()
    }
}

/// All columns as they are, for tables that are copied whole.
impl FromRow for Vec<Value> {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        (row.next..row.width()).map(|_| row.take()).collect()
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        impl<$($name: FromRow),+> FromRow for ($($name,)+) {
            fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
                Ok(($($name::from_row(row)?,)+))
            }
        }
    )+};
}

tuples! {
    A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H;
    A B C D E F G H I; A B C D E F G H I J;
}

/// Defines a struct that is read from a row, with the list of its columns:
/// `record! { /// A campaign. pub struct Campaign { /// Its id. pub id: CampaignId, } }`.
///
/// `Campaign::COLUMNS` is `"id, …"`, `Campaign::columns("c")` is `"c.id, …"`.
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident: $ty:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)+ }

        impl $name {
            /// The columns it is read from, in order.
            pub const COLUMNS: &str = $crate::record!(@list $($field)+);

            /// The columns it is read from, of the table called `alias` in the query.
            pub fn columns(alias: &str) -> String {
                let fields: &[&str] = &[$(stringify!($field)),+];
                let named: Vec<String> =
                    fields.iter().map(|field| format!("{alias}.{field}")).collect();
                named.join(", ")
            }
        }
        impl $crate::db::FromRow for $name {
            fn from_row(row: &mut $crate::db::Row<'_>) -> Result<Self, $crate::Fault> {
                Ok(Self { $($field: $crate::db::FromRow::from_row(row)?,)+ })
            }
        }
    };
    (@list $first:ident $($rest:ident)*) => {
        concat!(stringify!($first) $(, ", ", stringify!($rest))*)
    };
}
