//! Archives that are damaged or forged: each is refused, and nothing is changed.

use super::*;
use crate::backup::take;
use crate::testing::sqlite;
use serde_json::Value as Json;

/// A space to take an archive from, the archive's parts, and a space that must stay as it is.
struct Scene {
    to: TestSpace,
    before: Parts,
    parts: Parts,
    path: PathBuf,
    _from: TestSpace,
}

fn scene() -> Scene {
    let (from, to) = (sqlite(), sqlite());
    fill(&from, "mair");
    fill(&to, "gwen");
    let path = take_to(&from, "space.edefyn");
    let (before, parts) = (held(&to), unpack(&path));
    Scene { to, before, parts, path, _from: from }
}

impl Scene {
    fn refused(&self) -> NotRestored {
        match restore(&self.path, &self.to, true) {
            Ok(_) => panic!("a bad archive was put back"),
            Err(problem) => problem,
        }
    }

    /// The refusal of a forged archive: its parts changed, its seal made new.
    fn forged(&self, change: impl FnOnce(&mut Parts)) -> NotRestored {
        let mut parts = self.parts.clone();
        change(&mut parts);
        pack(&parts, &self.path);
        self.refused()
    }

    /// The refusal of an archive whose list of contents is changed too.
    fn relisted(&self, change: impl FnOnce(&mut Parts, &mut Json)) -> NotRestored {
        self.forged(|parts| {
            let mut manifest: Json = serde_json::from_slice(&parts["manifest.json"]).unwrap();
            change(parts, &mut manifest);
            parts.insert("manifest.json".into(), serde_json::to_vec(&manifest).unwrap());
        })
    }

    /// The refusal of an archive in which one table says something else, and is listed so.
    fn retold(&self, table: &str, change: impl FnOnce(&str) -> String) -> NotRestored {
        self.relisted(|parts, manifest| {
            let name = format!("tables/{table}.jsonl");
            let text = change(std::str::from_utf8(&parts[&name]).unwrap());
            let listed = listed(manifest, table);
            listed["size"] = text.len().into();
            listed["rows"] = text.lines().count().into();
            listed["digest"] = blake3::hash(text.as_bytes()).to_hex().to_string().into();
            parts.insert(name, text.into_bytes());
        })
    }

    fn unchanged(&self) {
        assert_eq!(held(&self.to), self.before);
        assert!(!self.to.folder().join(".restoring").exists());
    }
}

fn listed<'a>(manifest: &'a mut Json, table: &str) -> &'a mut Json {
    let tables = manifest["tables"].as_array_mut().unwrap();
    tables.iter_mut().find(|listed| listed["name"] == table).unwrap()
}

#[test]
fn no_byte_can_be_changed_anywhere() {
    let scene = scene();
    let whole = std::fs::read(&scene.path).unwrap();
    let end = whole.len();
    let near = (0..400).chain(end - 700..end);
    for at in near.chain((0..end).step_by(211)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&scene.path, bytes).unwrap();
        assert!(
            matches!(
                proven(&scene.path, &scene.to),
                Err(NotRestored::Damaged | NotRestored::NoArchive)
            ),
            "byte {at} of {end}"
        );
    }
    std::fs::write(&scene.path, &whole).unwrap();
    assert!(proven(&scene.path, &scene.to).is_ok());
    scene.unchanged();
}

#[test]
fn a_shorter_or_longer_file_is_no_archive() {
    let scene = scene();
    let whole = std::fs::read(&scene.path).unwrap();
    for length in [0, 1, 50, 86, 87, 88, 1_000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&scene.path, &whole[..length]).unwrap();
        assert!(
            matches!(scene.refused(), NotRestored::NoArchive | NotRestored::Damaged),
            "{length}"
        );
    }
    std::fs::write(&scene.path, [&whole[..], b"x"].concat()).unwrap();
    assert!(matches!(scene.refused(), NotRestored::NoArchive));
    std::fs::write(&scene.path, [b"x", &whole[..]].concat()).unwrap();
    assert!(matches!(scene.refused(), NotRestored::Damaged));
    scene.unchanged();
}

#[test]
fn a_seal_alone_opens_nothing() {
    // Behind a seal that was made anew, each byte is still proven by what it belongs to.
    let scene = scene();
    let whole = std::fs::read(&scene.path).unwrap();
    let mut refused = 0;
    for at in (0..whole.len() - 90).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        std::fs::write(&scene.path, bytes).unwrap();
        reseal(&scene.path);
        match proven(&scene.path, &scene.to) {
            Err(_) => refused += 1,
            // A byte of the zip that says nothing of the content, such as a time.
            Ok(proven) => assert_eq!(tables(&proven.db), tables_of(&scene.parts), "byte {at}"),
        }
    }
    assert!(refused > 50, "{refused} of {}", whole.len() / 97);
    scene.unchanged();
}

fn tables(db: &Db) -> Vec<String> {
    let lines = |table: Table| {
        let mut text = Vec::new();
        take::lines(db, &table, |line, _| {
            text.extend_from_slice(line);
            Ok(())
        })
        .unwrap();
        String::from_utf8(text).unwrap()
    };
    schema::of(db).unwrap().into_iter().map(lines).collect()
}

fn tables_of(parts: &Parts) -> Vec<String> {
    let tables = parts.iter().filter(|(name, _)| name.starts_with("tables/"));
    tables.map(|(_, text)| String::from_utf8(text.clone()).unwrap()).collect()
}

#[test]
fn what_is_listed_is_there_and_nothing_else() {
    let scene = scene();
    for name in ["tables/kernel_account.jsonl", "files/reports/one.pdf"] {
        let missing = scene.forged(|parts| drop(parts.remove(name)));
        assert!(matches!(missing, NotRestored::Missing(found) if found == name));
    }
    assert!(matches!(
        scene.forged(|parts| drop(parts.remove("manifest.json"))),
        NotRestored::NoArchive
    ));
    for name in ["files/more.pdf", "../../etc/passwd", "tables/more.jsonl", "manifest.json/x"] {
        let added = scene.forged(|parts| drop(parts.insert(name.into(), vec![])));
        assert!(matches!(added, NotRestored::Added(_)), "{name}: {added}");
    }
    for listed in ["tables", "files"] {
        let twice = scene.relisted(|_, manifest| {
            let parts = manifest[listed].as_array_mut().unwrap();
            parts.push(parts[0].clone());
        });
        assert!(matches!(twice, NotRestored::Added(_)), "{twice}");
    }
    scene.unchanged();
}

#[test]
fn each_part_is_what_the_list_says() {
    let scene = scene();
    for name in ["tables/kernel_account.jsonl", "files/reports/one.pdf"] {
        for change in [
            |bytes: &mut Vec<u8>| bytes[10] ^= 1,
            |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() - 1),
            |bytes: &mut Vec<u8>| bytes.extend_from_slice(b"\n"),
            |bytes: &mut Vec<u8>| bytes.clear(),
        ] {
            let wrong = scene.forged(|parts| change(parts.get_mut(name).unwrap()));
            assert!(
                matches!(wrong, NotRestored::Entry { .. } | NotRestored::Row { .. }),
                "{name}: {wrong}"
            );
        }
    }
    let count = scene.relisted(|_, manifest| listed(manifest, "kernel_account")["rows"] = 3.into());
    assert!(matches!(count, NotRestored::Entry { .. }), "{count}");
    scene.unchanged();
}

#[test]
fn versions_that_are_not_known_are_refused() {
    let scene = scene();
    let format = scene.relisted(|_, manifest| {
        manifest["format"] = 2.into();
        manifest["something"] = "new".into();
    });
    assert!(matches!(format, NotRestored::NewerFormat(2)));
    for found in [schema_version() + 1, 0, -1] {
        let schema = scene.relisted(|_, manifest| manifest["schema"] = found.into());
        assert!(matches!(schema, NotRestored::UnknownSchema { .. }), "{found}");
    }
    let schema = scene.relisted(|_, manifest| manifest["schema"] = (schema_version() - 1).into());
    assert!(matches!(schema, NotRestored::UnknownTable(_)), "{schema}");
    let digests = scene.relisted(|_, manifest| manifest["digests"] = "none".into());
    assert!(matches!(digests, NotRestored::Manifest(_)));
    scene.unchanged();
}

#[test]
fn tables_and_columns_are_those_of_the_schema() {
    let scene = scene();
    let table = scene.relisted(|parts, manifest| {
        let tables = manifest["tables"].as_array_mut().unwrap();
        let mut more = tables[0].clone();
        more["name"] = "sqlite_master".into();
        let rows = parts[&format!("tables/{}.jsonl", tables[0]["name"].as_str().unwrap())].clone();
        tables.push(more);
        parts.insert("tables/sqlite_master.jsonl".into(), rows);
    });
    assert!(matches!(table, NotRestored::UnknownTable(name) if name == "sqlite_master"));
    let fewer = scene.relisted(|parts, manifest| {
        manifest["tables"].as_array_mut().unwrap().retain(|table| table["name"] != "listen_tag");
        parts.remove("tables/listen_tag.jsonl");
    });
    assert!(matches!(fewer, NotRestored::UnknownTable(name) if name == "listen_tag"));
    for (field, value) in [("name", "hidden"), ("kind", "text")] {
        let column = scene.relisted(|_, manifest| {
            listed(manifest, "kernel_account")["columns"][0][field] = value.into();
        });
        assert!(matches!(column, NotRestored::UnknownTable(name) if name == "kernel_account"));
    }
    for name in ["x\"; drop table y", "", "../x", "a b"] {
        let named = scene.relisted(|parts, manifest| {
            let rows = parts.remove("tables/listen_tag.jsonl").unwrap();
            parts.insert(format!("tables/{name}.jsonl"), rows);
            listed(manifest, "listen_tag")["name"] = name.into();
        });
        assert!(matches!(named, NotRestored::UnsafeName(_)), "{name}: {named}");
    }
    scene.unchanged();
}

#[test]
fn no_file_leaves_its_place() {
    let scene = scene();
    let long = "x".repeat(300);
    for path in [
        "../../outside",
        "/etc/outside",
        "reports/../../outside",
        "./outside",
        "a//b",
        "a/",
        "",
        "a\\..\\..\\outside",
        "a\0b",
        ".restoring/outside",
        &long,
    ] {
        let unsafe_name = scene.relisted(|parts, manifest| {
            let bytes = parts.remove("files/reports/one.pdf").unwrap();
            parts.insert(format!("files/{path}"), bytes);
            let files = manifest["files"].as_array_mut().unwrap();
            files.iter_mut().find(|file| file["path"] == "reports/one.pdf").unwrap()["path"] =
                path.into();
        });
        assert!(matches!(unsafe_name, NotRestored::UnsafeName(_)), "{path:?}: {unsafe_name}");
    }
    scene.unchanged();
}

#[test]
fn nothing_unpacks_to_more_than_it_may() {
    let scene = scene();
    for size in [u64::MAX, 1 << 41, 1 << 30] {
        let bomb = scene.relisted(|_, manifest| {
            listed(manifest, "kernel_account")["size"] = size.into();
        });
        assert!(matches!(bomb, NotRestored::TooLarge), "{size}: {bomb}");
    }
    // It unpacks to more than it says: reading stops where it should have ended.
    let liar = scene.forged(|parts| {
        parts.insert("files/reports/one.pdf".into(), vec![b' '; 50 << 20]);
    });
    assert!(matches!(liar, NotRestored::Entry { .. }), "{liar}");
    scene.unchanged();
}

#[test]
fn rows_follow_the_rules_of_the_schema() {
    let scene = scene();
    let twice = |text: &str| format!("{text}{}\n", text.lines().next().unwrap());
    assert!(matches!(scene.retold("kernel_account", twice), NotRestored::Row { .. }));
    let orphans = scene.retold("kernel_account", |_| String::new());
    assert!(matches!(orphans, NotRestored::LooseEnd(table) if table == "kernel_role"));
    for (table, from, to) in [
        ("kernel_role", "evaluator", "emperor"),
        ("kernel_account", "\"Tŷ\"", "null"),
        ("kernel_account", "\"Tŷ\"", "7"),
        ("kernel_account", "\"Tŷ\"", "\"\\ud800\""),
        ("kernel_account", "\"Tŷ\"", "\"Tŷ\",1"),
        ("kernel_account", "\"Tŷ\"", "\"Tŷ\"]]"),
        ("kernel_account", "1795348800000000", "1e99"),
        ("kernel_account", "1795348800000000", "9223372036854775808"),
        ("kernel_account", "1795348800000000", "true"),
        ("kernel_audit", "[", "{"),
    ] {
        let wrong = scene.retold(table, |text| {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from} is not there");
            changed
        });
        assert!(matches!(wrong, NotRestored::Row { .. }), "{table} {to}: {wrong}");
        assert!(!wrong.to_string().contains("mair"), "{wrong}");
    }
    scene.unchanged();
}

#[test]
fn a_log_that_was_rewritten_is_found_out() {
    let scene = scene();
    let changed = scene.retold("kernel_audit", |text| text.replacen("test.done", "test.dome", 1));
    assert!(matches!(changed, NotRestored::AuditLog), "{changed}");
    let shorter = scene.retold("kernel_audit", |text| {
        text.lines().skip(1).map(|line| format!("{line}\n")).collect()
    });
    assert!(matches!(shorter, NotRestored::AuditLog), "{shorter}");
    scene.unchanged();
}
