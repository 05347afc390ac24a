//! What is in the tables we publish: a Frictionless Data Package (version 1) for CSV resources.
//!
//! Source: the specifications Data Package, Tabular Data Resource and Table Schema, version 1
//! (<https://specs.frictionlessdata.io>).

use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use thiserror::Error;

/// A package: the content of `datapackage.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Package {
    /// For machines: lower-case letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// For people.
    pub title: String,
    /// What it is and what it can't tell.
    pub description: String,
    /// The version of the publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When it was published, as RFC 3339 has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Where people read about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub homepage: Option<String>,
    /// Under what licences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub licenses: Vec<License>,
    /// The tables; at least one.
    pub resources: Vec<Resource>,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct License {
    /// An Open Definition licence identifier, as in `CC-BY-4.0`.
    pub name: String,
    /// Its text's address.
    pub path: String,
    /// Its name, for people.
    pub title: String,
}

/// One CSV file: UTF-8 with a byte-order mark, comma, CRLF, as `csv_out` writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    /// For machines, as the package's name.
    name: String,
    /// The file, beside `datapackage.json`.
    path: String,
    profile: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    bytes: u64,
    hash: String,
    schema: Schema,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: Vec<String>,
}

/// What is said of a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    bytes: u64,
    sha256: String,
}

impl Content {
    /// That of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        let mut measured = Measured::new(io::sink());
        measured.note(bytes);
        measured.end()
    }
}

/// A file that is measured while it is written.
pub struct Measured<W> {
    out: W,
    bytes: u64,
    digest: Sha256,
}

impl<W> Measured<W> {
    /// Begins one that goes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, bytes: 0, digest: Sha256::new() }
    }

    /// What was written.
    pub fn end(self) -> Content {
        let sha256 = self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Content { bytes: self.bytes, sha256 }
    }

    fn note(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.digest.update(bytes);
    }
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.note(bytes.get(..n).unwrap_or_default());
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The header.
    pub name: String,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Its name, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it means, with unit and range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Words.
    String,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Days: 2026-11-22.
    Date,
    /// Moments: 2026-11-22T16:00:00Z.
    Datetime,
    /// Years.
    Year,
}

/// Why something is no package.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAPackage {
    /// A name has other characters than lower-case letters, digits, `.`, `-` and `_`.
    #[error("{0:?} is no name for a package or resource")]
    Name(String),
    /// A path is not that of a file in the package.
    #[error("{0:?} is not inside the package")]
    Path(String),
    /// There is no resource.
    #[error("a package needs a resource")]
    Empty,
    /// Two resources share this name.
    #[error("two resources are named {0:?}")]
    Twice(String),
}

impl Field {
    /// A column with a header and a type.
    pub fn new(name: &str, kind: FieldType) -> Self {
        Self { name: name.to_owned(), kind, title: None, description: None }
    }

    /// The same with a description.
    #[must_use]
    pub fn described(mut self, description: &str) -> Self {
        self.description = Some(description.to_owned());
        self
    }
}

impl Resource {
    /// Describes the file with this content, which stands at `path` in the package.
    ///
    /// # Errors
    /// [`NotAPackage::Name`] and [`NotAPackage::Path`].
    pub fn csv(
        name: &str,
        path: &str,
        title: &str,
        fields: Vec<Field>,
        content: &Content,
    ) -> Result<Self, NotAPackage> {
        check_name(name)?;
        let part = |part: &str| !part.is_empty() && part != "." && part != "..";
        if !path.split('/').all(part) || path.contains(['\\', ':', '\0']) {
            return Err(NotAPackage::Path(path.to_owned()));
        }
        Ok(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            profile: "tabular-data-resource",
            title: title.to_owned(),
            description: None,
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            dialect: Dialect {
                delimiter: ",",
                line_terminator: "\r\n",
                quote_char: "\"",
                double_quote: true,
                header: true,
            },
            bytes: content.bytes,
            hash: format!("sha256:{}", content.sha256),
            schema: Schema { fields, missing_values: vec![String::new()] },
        })
    }

    /// The same with a description.
    #[must_use]
    pub fn described(mut self, description: &str) -> Self {
        self.description = Some(description.to_owned());
        self
    }

    /// The same with cells that mean "no value" besides the empty one, such as the mark of a
    /// hidden figure.
    #[must_use]
    pub fn with_missing(mut self, marks: &[&str]) -> Self {
        self.schema.missing_values.extend(marks.iter().map(|mark| (*mark).to_owned()));
        self
    }
}

/// The package as `datapackage.json`, the same bytes for the same content.
///
/// # Errors
/// [`NotAPackage`].
pub fn write(package: &Package) -> Result<String, NotAPackage> {
    #[derive(Serialize)]
    struct Whole<'a> {
        profile: &'static str,
        #[serde(flatten)]
        package: &'a Package,
    }
    check_name(&package.name)?;
    if package.resources.is_empty() {
        return Err(NotAPackage::Empty);
    }
    let mut names = std::collections::BTreeSet::new();
    if let Some(twice) = package.resources.iter().find(|resource| !names.insert(&resource.name)) {
        return Err(NotAPackage::Twice(twice.name.clone()));
    }
    let whole = Whole { profile: "tabular-data-package", package };
    // Only a map with keys that are no strings could fail, and there is none.
    Ok(serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n")
}

fn check_name(name: &str) -> Result<(), NotAPackage> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._".contains(c);
    if name.is_empty() || !name.chars().all(good) {
        return Err(NotAPackage::Name(name.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_package() {
        for path in ["", "/etc/passwd", "../x.csv", "a/../x.csv", "a//b.csv", "C:x.csv", "a\\b"] {
            let refused = Resource::csv("x", path, "X", vec![], &Content::of(b""));
            assert_eq!(refused.unwrap_err(), NotAPackage::Path(path.to_owned()));
        }
        assert!(Resource::csv("x", "data/x.csv", "X", vec![], &Content::of(b"")).is_ok());
    }

    #[test]
    fn the_hash_is_that_of_the_content() {
        // FIPS 180-2, appendix B.1.
        let resource = Resource::csv("x", "x.csv", "X", vec![], &Content::of(b"abc")).unwrap();
        assert_eq!(resource.bytes, 3);
        assert_eq!(
            resource.hash,
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn names_are_for_machines_and_are_not_shared() {
        let resource =
            Resource::csv("voices", "voices.csv", "Voices", vec![], &Content::of(b"")).unwrap();
        let mut package = Package {
            name: "A report".into(),
            title: String::new(),
            description: String::new(),
            version: None,
            created: None,
            homepage: None,
            licenses: vec![],
            resources: vec![],
        };
        assert_eq!(write(&package), Err(NotAPackage::Name("A report".into())));
        package.name = "a-report".into();
        assert_eq!(write(&package), Err(NotAPackage::Empty));
        package.resources = vec![resource.clone(), resource];
        assert_eq!(write(&package), Err(NotAPackage::Twice("voices".into())));
    }
}
