//! The demonstration's own words, kept as text files under `demo/`, and how they are read.

use kernel::Both;
use std::collections::BTreeMap;

/// A file of the demonstration, by its name under `demo/`.
macro_rules! file {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/", $name))
    };
}
pub(super) use file;

/// One entry of a file: `== head`, lines of `name: value`, and after `---` text that may have a
/// translation after `--`.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// What stands after `==`.
    pub(super) head: String,
    fields: Vec<(String, String)>,
    /// The text.
    pub(super) text: String,
    /// The text in another language.
    pub(super) translation: Option<String>,
}

impl Entry {
    /// The value of a field, or nothing written.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Every value of a field that may stand several times.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The fields `name-en` and `name-cy`, or `en` and `cy` without a name.
    pub(super) fn both(&self, name: &str) -> Both {
        let field = |language: &str| match name {
            "" => self.get(language).to_owned(),
            name => self.get(&format!("{name}-{language}")).to_owned(),
        };
        Both::new(field("en"), field("cy"))
    }

    /// The words of a field between commas.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let words = self.get(name).split([',', ' ']).map(str::trim).filter(|w| !w.is_empty());
        words.map(str::to_owned).collect()
    }
}

/// Reads a file of entries. Lines that begin with `#` are notes.
pub(super) fn entries(file: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut part = 0;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix("== ") {
            entries.push(Entry { head: head.trim().to_owned(), ..Entry::default() });
            part = 0;
            continue;
        }
        let Some(entry) = entries.last_mut() else { continue };
        match (part, line.trim_end()) {
            (0, "---") => part = 1,
            (1, "--") => {
                part = 2;
                entry.translation = Some(String::new());
            }
            (0, line) => {
                if let Some((name, value)) = line.split_once(':') {
                    entry.fields.push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
            (1, line) => add(&mut entry.text, line),
            (_, line) => add(entry.translation.get_or_insert_default(), line),
        }
    }
    entries
}

fn add(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// Reads a file of rows, whose cells stand between bars.
pub(super) fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('|').map(str::trim).collect())
}

/// The first two cells of each row, as a map.
pub(super) fn map(file: &str) -> BTreeMap<&str, &str> {
    rows(file).filter_map(|row| Some((row.first().copied()?, row.get(1).copied()?))).collect()
}
