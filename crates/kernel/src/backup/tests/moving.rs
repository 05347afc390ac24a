//! Moving a space from SQLite to PostgreSQL and back: any rows that the schema allows come back
//! the same, to the byte.

use super::*;
use crate::backup::schema::{Column, Kind, quoted};
use crate::db::{ToValue, Value};
use crate::testing::{postgres, sqlite};
use crate::{Act, Chance};
use proptest::prelude::*;

/// Words that have broken programs before.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "null",
    "\\N",
    "\\x00",
    "'; drop table listen_voice; --",
    "\"",
    "\\",
    "$1",
    "?1",
    "\u{1F9F6}\u{1F469}\u{200D}\u{1F33E}",
    "Tŷ Dŵr ẁ",
    "e\u{301}",
    "\u{202E}txt",
    "\u{FEFF}bom",
    "\u{FFFF}\u{10FFFF}",
    "line\nline\r\n\u{2028}\u{85}",
    "\u{1}\u{7f}\u{1b}[2J",
    "<script>&amp;",
    "{\"a\":[1]}",
    "0x1",
    "1e400",
    "\t",
];
const EXTREME: &[i64] = &[0, 1, -1, i64::MAX, i64::MIN, 1 << 53, (1 << 53) + 1, 4_294_967_296];

/// Texts and numbers to choose from, besides the hostile ones.
#[derive(Debug)]
struct Pool {
    seed: u64,
    rows: u32,
    texts: Vec<String>,
    numbers: Vec<i64>,
}

fn pools() -> impl Strategy<Value = Pool> {
    let texts = proptest::collection::vec("[^\\x00]{0,60}", 1..8);
    let numbers = proptest::collection::vec(any::<i64>(), 1..8);
    (any::<u64>(), 1..9_u32, texts, numbers).prop_map(|(seed, rows, texts, numbers)| Pool {
        seed,
        rows,
        texts,
        numbers,
    })
}

/// What a column's rules allow, as the schema's own text has them.
struct Rules {
    words: Vec<String>,
    between: Option<(i64, i64)>,
    parent: Option<(String, String)>,
    nullable: bool,
}

fn rules(db: &Db, table: &str, column: &str) -> Rules {
    let sql: String = db.only("select sql from sqlite_master where name = $1", &[&table]).unwrap();
    let after = |start: &str, end: &str| {
        let (_, rest) = sql.split_once(&format!("check ({column} {start}"))?;
        Some(rest.split_once(end)?.0.to_owned())
    };
    let words = after("in (", ")").unwrap_or_default();
    let between = after("between ", ")").and_then(|text| {
        let (low, high) = text.split_once(" and ")?;
        Some((low.parse().ok()?, high.parse().ok()?))
    });
    let parent = db
        .first::<(String, String)>(
            "select \"table\", \"to\" from pragma_foreign_key_list($1) where \"from\" = $2",
            &[&table, &column],
        )
        .unwrap();
    let nullable: bool = db
        .only(
            "select \"notnull\" = 0 and pk = 0 from pragma_table_info($1) where name = $2",
            &[&table, &column],
        )
        .unwrap();
    let words = words.split(", ").map(|word| word.trim_matches('\'').to_owned());
    Rules { words: words.filter(|word| !word.is_empty()).collect(), between, parent, nullable }
}

/// A value that the column may hold, or nothing when it must point at a row and there is none.
fn value(
    db: &Db,
    column: &Column,
    rules: &Rules,
    pool: &Pool,
    chance: &mut Chance,
) -> Option<Value> {
    let mut pick = |n: usize| chance.below(u32::try_from(n).unwrap()) as usize;
    if rules.nullable && pick(3) == 0 {
        return Some(Value::Null);
    }
    if let Some((table, key)) = &rules.parent {
        let sql = format!("select {} from {}", quoted(key), quoted(table));
        let there: Vec<Value> = db.all(&sql, &[]).unwrap();
        return match there.len() {
            0 => rules.nullable.then_some(Value::Null),
            n => Some(there[pick(n)].clone()),
        };
    }
    if !rules.words.is_empty() {
        return Some(Value::Text(rules.words[pick(rules.words.len())].clone()));
    }
    if let Some((low, high)) = rules.between {
        return Some(Value::Int(
            low + i64::try_from(pick(usize::try_from(high - low + 1).unwrap())).unwrap(),
        ));
    }
    Some(match column.kind {
        Kind::Id => Value::Bytes(chance.bytes::<16>().to_vec()),
        Kind::Flag => Value::Int(i64::try_from(pick(2)).unwrap()),
        Kind::Bytes => {
            let length = pick(40);
            Value::Bytes(chance.bytes::<40>()[..length].to_vec())
        }
        Kind::Whole => match pick(2) {
            0 => Value::Int(EXTREME[pick(EXTREME.len())]),
            _ => Value::Int(pool.numbers[pick(pool.numbers.len())]),
        },
        Kind::Real => Value::Real([0.1, -0.0, 1e300, f64::INFINITY, f64::MIN_POSITIVE][pick(5)]),
        Kind::Text => match pick(2) {
            0 => Value::Text(HOSTILE[pick(HOSTILE.len())].to_owned()),
            _ => Value::Text(pool.texts[pick(pool.texts.len())].clone()),
        },
    })
}

/// Tables after those that they point at.
fn parents_first(db: &Db, tables: &[Table]) -> Vec<Table> {
    let mut waiting: Vec<Table> = tables.to_vec();
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let (next, later): (Vec<Table>, Vec<Table>) = waiting.into_iter().partition(|table| {
            let parents: Vec<String> = db
                .all("select \"table\" from pragma_foreign_key_list($1)", &[&table.name])
                .unwrap();
            parents.iter().all(|parent| {
                *parent == table.name || ordered.iter().any(|table| table.name == *parent)
            })
        });
        assert!(!next.is_empty(), "tables in a circle");
        ordered.extend(next);
        waiting = later;
    }
    ordered
}

/// Random rows in every table, and a log of its own that holds. Gives the tables that have rows.
fn fill_at_random(test: &TestSpace, kinds: Vec<Table>, pool: Pool) -> usize {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&pool.seed.to_be_bytes());
    let (at, chance) = (NOON, Chance::seeded(seed));
    let deed = Act { actor: crate::Actor::Command, now: at, chance: chance.clone() };
    test.space
        .change_now(deed, move |tx| {
            // Any rows at all: some of them say that others may not stand.
            tx.knows();
            let mut chance = chance;
            for table in parents_first(tx, &kinds) {
                if table.name == "kernel_audit" {
                    continue;
                }
                let rules: Vec<Rules> = table
                    .columns
                    .iter()
                    .map(|column| rules(tx, &table.name, &column.name))
                    .collect();
                let places: Vec<String> =
                    (1..=rules.len()).map(|place| format!("${place}")).collect();
                let sql = format!(
                    "insert or ignore into {} ({}) values ({})",
                    quoted(&table.name),
                    table.names(),
                    places.join(", ")
                );
                for _ in 0..pool.rows {
                    let row: Option<Vec<Value>> = table
                        .columns
                        .iter()
                        .zip(&rules)
                        .map(|(column, rules)| value(tx, column, rules, &pool, &mut chance))
                        .collect();
                    let Some(row) = row else { continue };
                    let row: Vec<&dyn ToValue> = row.iter().map(|value| value as _).collect();
                    tx.run(&sql, &row)?;
                }
            }
            for text in &pool.texts {
                let id = AccountId(Uuid::from_bytes(chance.bytes()));
                audit::record(tx, "test.done", id, &json!({ "text": text }))?;
            }
            let mut filled = 0;
            for table in &kinds {
                let sql = format!("select count(*) > 0 from {}", quoted(&table.name));
                filled += usize::from(tx.only::<bool>(&sql, &[])?);
            }
            Ok(filled)
        })
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_space_moves_to_postgres_and_back_without_loss(pool in pools()) {
        let (from, back) = (sqlite(), sqlite());
        let Some(there) = postgres() else {
            eprintln!("skipped: EDEFYN_TEST_POSTGRES is not set");
            return Ok(());
        };
        let kinds = there.space.read_now(schema::of).unwrap();
        let (most, rows) = (kinds.len(), pool.rows);
        let filled = fill_at_random(&from, kinds, pool);
        prop_assert!(rows < 4 || filled * 10 > most * 8, "only {filled} of {most} tables had rows");
        files(&from).put("reports/one.pdf", vec![0; 100]).unwrap();

        let first = held(&from);
        restore(&take_to(&from, "first.edefyn"), &there, false).unwrap();
        prop_assert!(held_before(&there, 1) == first, "not the same in PostgreSQL");
        restore(&take_to(&there, "second.edefyn"), &back, false).unwrap();
        prop_assert!(held_before(&back, 2) == first, "not the same back in SQLite");
        let log = Space::open(&back.place).unwrap().read_now(audit::verify).unwrap();
        prop_assert_eq!(log, None);
    }
}

#[test]
fn a_filled_space_works_after_each_move() {
    let (Some(there), from, back) = (postgres(), sqlite(), sqlite()) else {
        eprintln!("skipped: EDEFYN_TEST_POSTGRES is not set");
        return;
    };
    fill(&from, "mair");
    fill(&there, "gwen");
    restore(&take_to(&from, "first.edefyn"), &there, true).unwrap();
    restore(&take_to(&there, "second.edefyn"), &back, false).unwrap();
    assert_eq!(held_before(&back, 2), held(&from));
    works(&there, "mair bont");
    works(&back, "mair bont");
}

#[test]
fn what_only_sqlite_holds_stays_there_and_moves_nowhere_else() {
    for (sql, problem) in [
        ("insert into kernel_setting values ('zero', 'a' || char(0) || 'b')", "zero character"),
        (
            "insert into kernel_account values (x'00ff', 'a', 'a', 'en', null, 1, null)",
            "no identifier",
        ),
    ] {
        let (from, to) = (sqlite(), sqlite());
        fill(&from, "mair");
        from.space.change_now(act(), move |tx| tx.run(sql, &[])).unwrap();
        let path = take_to(&from, "space.edefyn");
        restore(&path, &to, false).unwrap();
        assert_eq!(held_before(&to, 1), held(&from));
        let Some(there) = postgres() else { continue };
        fill(&there, "gwen");
        let before = held(&there);
        let refused = restore(&path, &there, true).map(drop).unwrap_err();
        assert!(matches!(&refused, NotRestored::Row { .. }), "{refused}");
        assert!(refused.to_string().contains(problem), "{refused}");
        assert_eq!(held(&there), before);
    }
}
