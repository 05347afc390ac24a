//! Commands that write and read files: what they write is whole, and what writes nothing says so.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

fn edefyn(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_edefyn"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_command_that_writes_nothing_says_so_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("out");
    let path = file.to_str().unwrap();
    let nothing = |arguments: &[&str], reason: &str| {
        let output = edefyn(&data, arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(said.contains(reason), "{arguments:?}: {said}");
        assert!(!file.exists(), "{arguments:?}");
    };
    nothing(&["user", "list"], "nobody has an account yet");
    nothing(&["user", "list", "--json"], "nobody has an account yet");
    nothing(&["export", "voices", path], "nothing was written: there are no voices");
    nothing(&["export", "codebook", path], "there is no programme yet");
    nothing(&["export", "coding", path], "there is no programme yet");

    // A voice and no theme: the one can be written, the other not.
    let table = folder.path().join("voices.csv");
    let import = |words: &[u8], more: &[&str]| {
        std::fs::write(&table, words).unwrap();
        let mut arguments = vec!["import", "voices", table.to_str().unwrap()];
        arguments.extend(["--community", "cwm-helyg", "--campaign", "Spring", "--create"]);
        arguments.extend(["--map", "ref=id", "--map", "text=said", "--permission", "count"]);
        arguments.extend(more);
        edefyn(&data, &arguments)
    };
    let empty = import(b"id,said\n,\n", &[]);
    assert_eq!(empty.status.code(), Some(1));
    assert!(
        text(&empty.stderr).contains("no rows, so nothing was brought in"),
        "{}",
        text(&empty.stderr)
    );
    let brought = import(b"id,said\n1,caf\xe9\n", &[]);
    assert!(brought.status.success(), "{}", text(&brought.stderr));
    assert!(text(&brought.stderr).contains("It was read as Windows-1252"));
    let coding = edefyn(&data, &["export", "coding", path]);
    assert_eq!(coding.status.code(), Some(1));
    assert!(text(&coding.stderr).contains("no reading is finished"), "{}", text(&coding.stderr));
    let codebook = edefyn(&data, &["export", "codebook", path]);
    assert_eq!(codebook.status.code(), Some(1));
    assert!(text(&codebook.stderr).contains("a codebook needs a theme"));
    assert!(!file.exists());
    assert!(edefyn(&data, &["export", "voices", path]).status.success());
    let csv = std::fs::read(&file).unwrap();
    assert!(csv.starts_with(b"\xef\xbb\xbfid,campaign,"), "a spreadsheet knows it for UTF-8");
}

#[test]
fn every_command_that_reads_a_table_reads_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("../interchange/tests/books");
    for name in ["answers.xls", "answers.ods"] {
        let file = books.join(name);
        let file = file.to_str().unwrap();
        let mut import = vec!["import", "voices", file, "--community", "cwm-helyg", "--create"];
        import.extend(["--campaign", name, "--map", "ref=id", "--map", "text=said"]);
        import.extend(["--map", "date=when", "--permission", "count", "--sheet", "Answers"]);
        let output = edefyn(&data, &import);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(
            text(&output.stdout),
            "Kept 2 of 2 rows; 0 were there already; 0 were left out.\n"
        );
        let figure = ["figure", "paired", file, "--before", "age", "--after", "age", "--json"];
        let output = edefyn(&data, &figure);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&told["n"], &told["left_out"]), (&1.into(), &1.into()), "{name}");
        let disclose = ["disclose", file, "--rows", "safe", "--columns", "age", "--json"];
        let output = edefyn(&folder.path().join("none"), &disclose);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let missing = edefyn(
            &data,
            &["disclose", file, "--rows", "safe", "--columns", "age", "--sheet", "No"],
        );
        assert!(text(&missing.stderr).contains("The workbook has no sheet No. It has: "));
    }
}

#[cfg(unix)]
#[test]
fn what_is_written_is_private_whatever_the_shell_allows() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let openly = |arguments: &[&str]| {
        let output = Command::new("sh")
            .args(["-c", "umask 000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_edefyn")])
            .args(arguments)
            .arg("--data")
            .arg(&data)
            .output()
            .unwrap();
        text(&output.stdout) + &text(&output.stderr)
    };
    let table = folder.path().join("voices.csv");
    std::fs::write(&table, "id,said\n1,The bus is late.\n").unwrap();
    let table = table.to_str().unwrap();
    let mut arguments = vec!["import", "voices", table, "--community", "cwm", "--create"];
    arguments.extend(["--campaign", "Spring", "--map", "ref=id", "--map", "text=said"]);
    openly(&[&arguments[..], &["--permission", "count"]].concat());
    let said = openly(&["doctor"]);
    assert!(said.contains("nobody else on this machine can read the data folder"), "{said}");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    let mut files = 0;
    let mut next = vec![data.clone()];
    while let Some(path) = next.pop() {
        if path.is_dir() {
            assert_eq!(mode(&path), 0o700, "{}", path.display());
            next.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 0);
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let said = openly(&["doctor"]);
    assert!(said.contains("others on this machine may read 1 files and folders"), "{said}");
}
