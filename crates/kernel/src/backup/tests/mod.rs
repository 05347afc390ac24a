//! Backup and restore on both databases: helpers, and the stories in their own files.

mod damage;
mod moving;
mod putting;
mod taking;

use super::schema::{self, Table};
use super::take::Taking;
use super::{NotRestored, Proven, Step, Summary, prove, seal, take};
use crate::access::{Role, Scope};
use crate::db::{Place, schema_version};
use crate::files::Files;
use crate::ids::AccountId;
use crate::testing::{NOON, TestSpace, act};
use crate::{Db, Language, Space, accounts, audit, search, settings};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;
use zip::ZipArchive;
use zip::write::SimpleFileOptions;

/// The parts of an archive, by name.
type Parts = BTreeMap<String, Vec<u8>>;

fn quiet(_: Step, _: u64, _: u64) {}

fn files(test: &TestSpace) -> Files {
    Files::in_folder(&test.folder().join("files")).unwrap()
}

/// Two people, a setting, words that can be searched, three entries in the log, two files.
fn fill(test: &TestSpace, who: &'static str) {
    test.space
        .change_now(act(), move |tx| {
            let id =
                accounts::create(tx, &format!("{who}@example.org"), who, Language::Cy).unwrap();
            accounts::grant(tx, id, Role::Evaluator, Scope::Space)?;
            accounts::create(tx, &format!("other-{who}@example.org"), "Tŷ", Language::En).unwrap();
            settings::set(tx, "space-name", who)?;
            search::put(tx, id, &format!("{who} ger y bont"))?;
            for n in 0..3 {
                audit::record(tx, "test.done", id, &json!({ "n": n }))?;
            }
            Ok(())
        })
        .unwrap();
    files(test).put("reports/one.pdf", format!("report of {who}").into_bytes()).unwrap();
    files(test).put(&format!("reports/{who}.csv"), vec![0, 1, 255]).unwrap();
}

fn take_to(test: &TestSpace, name: &str) -> PathBuf {
    let path = test.folder().join(name);
    take(&test.space, &files(test), &path, true, NOON, quiet).unwrap();
    path
}

/// Everything a space holds, as an archive has it, without where it came from.
fn held(test: &TestSpace) -> Parts {
    let mut parts = unpack(&take_to(test, "held.edefyn"));
    parts.remove("manifest.json");
    parts
}

/// The same, without the last entry of the log, which must be about the restore.
fn held_before(test: &TestSpace, restores: usize) -> Parts {
    let mut parts = held(test);
    let log = parts.get_mut("tables/kernel_audit.jsonl").unwrap();
    let text = String::from_utf8(log.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (before, restored) = lines.split_at(lines.len() - restores);
    assert!(restored.iter().all(|line| line.contains("space.restore")), "{restored:?}");
    *log = before.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect();
    parts
}

fn restore(path: &Path, into: &TestSpace, replace: bool) -> Result<Summary, NotRestored> {
    proven(path, into)?.put_into(act(), &into.place, &files(into), replace, quiet)
}

fn proven(path: &Path, into: &TestSpace) -> Result<Proven, NotRestored> {
    prove(path, into.folder(), quiet)
}

fn unpack(path: &Path) -> Parts {
    let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut part = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect()
}

/// Packs parts into an archive with a seal that holds, as a forger could.
fn pack(parts: &Parts, path: &Path) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.set_comment(seal::blank()).unwrap();
    std::fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
    reseal(path);
}

fn reseal(path: &Path) {
    let mut file = File::options().read(true).write(true).open(path).unwrap();
    seal::set(&mut file, &mut quiet).unwrap();
}

/// Proves that a space works after it was put back: the log holds and still guards itself, words
/// are found, the same rules stand, nothing was left lying about.
fn works(test: &TestSpace, found: &'static str) {
    let space = Space::open(&test.place).unwrap();
    assert_eq!(space.read_now(audit::verify).unwrap(), None);
    for sql in ["update kernel_audit set detail = 'x'", "delete from kernel_audit"] {
        assert!(space.change_now(act(), move |tx| tx.run(sql, &[])).is_err(), "{sql}");
    }
    let orphan = space.change_now(act(), |tx| {
        accounts::grant(tx, AccountId(Uuid::nil()), Role::Evaluator, Scope::Space)
    });
    assert!(orphan.is_err(), "a role without an account");
    let ids: Vec<Uuid> = space
        .read_now(move |db| {
            let matching = search::matching::<AccountId>(db, &search::Query::new(found), "a.id", 1);
            let (join, condition) = (matching.join, matching.condition);
            db.all(
                &format!("select a.id from kernel_account a {join} where {condition}"),
                &[&matching.value],
            )
        })
        .unwrap();
    assert_eq!(ids.len(), 1, "search for {found}");
    space
        .change_now(act(), move |tx| {
            search::remove(tx, AccountId(Uuid::from_bytes(*ids.first().unwrap().as_bytes())))?;
            audit::record(tx, "test.after", AccountId(Uuid::nil()), &json!({}))
        })
        .unwrap();
    assert_eq!(space.read_now(audit::verify).unwrap(), None);
    assert!(!test.folder().join(".restoring").exists());
    assert!(files(test).list().unwrap().iter().all(|path| !path.contains(".restoring")));
}
