//! Every column of the schema that could hold words is declared by the keeper of its room.

use kernel::db::Dialect;
use kernel::keeper::{self, Holds, Table};
use kernel::testing::on_both;
use kernel::{Db, Fault, Language};
use std::collections::{BTreeMap, BTreeSet};

/// Every table of the schema with its columns that could hold words: text and bytes, but no ids.
pub fn schema(db: &Db) -> Result<BTreeMap<String, BTreeSet<String>>, Fault> {
    let rows: Vec<(String, String, String)> = match db.dialect() {
        Dialect::Sqlite => db.all(
            "select m.name, c.name, lower(c.type) from sqlite_master m
             join pragma_table_info(m.name) c where m.type = 'table'",
            &[],
        )?,
        Dialect::Postgres => db.all(
            "select table_name::text, column_name::text, data_type::text
             from information_schema.columns where table_schema = 'public' and table_name in
             (select table_name from information_schema.tables where table_type = 'BASE TABLE')",
            &[],
        )?,
    };
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column, kind) in rows {
        // The index that SQLite makes of `kernel_search`, and the list of migrations.
        let made = table.starts_with("kernel_search_words")
            || table.starts_with("sqlite_")
            || table.starts_with("refinery_");
        if made {
            continue;
        }
        let columns = tables.entry(table).or_default();
        let id = column == "id"
            || ["merged_into", "subject", "community"].contains(&column.as_str())
            || column.ends_with("_id")
            || column.ends_with("_by");
        // PostgreSQL makes its index of `kernel_search.body` itself.
        let number = ["tsvector", "integer", "bigint", "smallint", "boolean", "uuid", "real"];
        if !(number.contains(&kind.as_str()) || kind == "blob" && id) {
            columns.insert(column);
        }
    }
    Ok(tables)
}

#[test]
fn every_column_that_could_hold_words_is_declared_by_the_keeper_of_its_room() {
    on_both(|test| {
        let schema = test.space.read_now(schema).unwrap();
        assert!(schema.len() > 40, "{schema:?}");
        let mut declared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for keeper in keeper::all() {
            for table in keeper.tables {
                let own = format!("{}_", keeper.room);
                assert!(table.name.starts_with(&own), "{} is kept by {}", table.name, keeper.room);
                let columns = table.columns.iter().map(|column| column.name.to_owned()).collect();
                let before = declared.insert(table.name.to_owned(), columns);
                assert_eq!(before, None, "{} is declared twice", table.name);
            }
        }
        assert_eq!(declared, schema);
    });
}

#[test]
fn keepers_stand_in_the_order_of_the_rooms_and_name_what_they_hold() {
    let rooms: Vec<&str> = keeper::all().iter().map(|keeper| keeper.room).collect();
    assert_eq!(rooms, ["kernel", "places", "people", "listen", "sense", "publish"]);
    for (table, column) in typed() {
        assert!(!table.of.0.is_empty() && !table.told.is_empty(), "{}.{column}", table.name);
        for language in Language::ALL {
            let told = kernel::languages::say(*language, table.told);
            assert_ne!(told, table.told, "{}", table.name);
        }
    }
}

/// Every column that holds what somebody typed.
pub fn typed() -> Vec<(&'static Table, &'static str)> {
    let tables = keeper::all().into_iter().flat_map(|keeper| keeper.tables);
    tables
        .flat_map(|table| {
            let columns = table.columns.iter();
            let typed = columns.filter(|column| matches!(column.holds, Holds::Typed(..)));
            typed.map(move |column| (table, column.name))
        })
        .collect()
}
