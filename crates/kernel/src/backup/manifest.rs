//! The list of contents, `manifest.json`: what an archive holds, where it came from, and by what
//! each part is proven.

use super::schema::{Kind, Table};
use serde::{Deserialize, Serialize};

/// The format that is written, and the newest that is read.
pub(super) const FORMAT: u32 = 1;

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// The archive's own format.
    pub(super) format: u32,
    /// The schema that the tables follow.
    pub(super) schema: i64,
    /// The moment that it shows, as RFC 3339 has it.
    pub(super) made_at: String,
    /// The program's version.
    pub(super) made_by: String,
    /// The database that it came from: `sqlite` or `postgresql`.
    pub(super) database: String,
    /// By what each part is proven: `blake3`.
    pub(super) digests: String,
    /// Whether the audit log's chain held.
    pub(super) audit_log_holds: bool,
    /// Where the audit log ended, as [`Anchor`](crate::audit::Anchor) is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) audit_log_ends: Option<String>,
    pub(super) tables: Vec<KeptTable>,
    pub(super) files: Vec<KeptFile>,
}

/// A table's part: `tables/{name}.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptTable {
    pub(super) name: String,
    /// The values of each line, in order.
    pub(super) columns: Vec<KeptColumn>,
    pub(super) rows: u64,
    #[serde(flatten)]
    pub(super) proof: Proof,
}

/// A column's name and kind: `bytes`, `whole`, `real` or `text`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptColumn {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// A file's part: `files/{path}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptFile {
    pub(super) path: String,
    #[serde(flatten)]
    pub(super) proof: Proof,
}

/// What a part must be, unpacked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proof {
    /// Its length in bytes.
    pub(super) size: u64,
    /// Its BLAKE3 digest, in hexadecimal digits.
    pub(super) digest: String,
}

impl KeptTable {
    pub(super) fn entry(&self) -> String {
        format!("tables/{}.jsonl", self.name)
    }

    /// Whether its columns are those of `table`.
    pub(super) fn agrees(&self, table: &Table) -> bool {
        self.name == table.name && self.columns == columns(table)
    }
}

impl KeptFile {
    pub(super) fn entry(&self) -> String {
        format!("files/{}", self.path)
    }
}

/// The columns of a table as an archive has them.
pub(super) fn columns(table: &Table) -> Vec<KeptColumn> {
    let columns = table.columns.iter();
    columns
        .map(|column| KeptColumn { name: column.name.clone(), kind: column.kind.portable() })
        .collect()
}

impl Manifest {
    /// All rows of all tables.
    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).fold(0, u64::saturating_add)
    }

    /// The length of all parts, unpacked.
    pub(super) fn size(&self) -> u64 {
        let tables = self.tables.iter().map(|table| table.proof.size);
        let files = self.files.iter().map(|file| file.proof.size);
        tables.chain(files).fold(0, u64::saturating_add)
    }
}
