//! The ledger beside a space, `disclosed/` in its folder: what was released of which file, so that a
//! later run reckons with it.
//!
//! A file is known by a digest of its bytes, and has a page of its own. Columns and values stand on
//! it as digests under a key that only the file itself gives: whoever has the ledger and not the file
//! reads figures that were released, and no word.

use super::earlier::{Earlier, Naming};
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The page of one file; nobody else writes on it while it is held.
pub(super) struct Page {
    path: PathBuf,
    key: [u8; 32],
    releases: Vec<Release>,
    /// Held while the page is.
    _lock: File,
}

/// One table that was released.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Release {
    threshold: u64,
    hide_zeros: bool,
    rows: String,
    columns: String,
    values: [Vec<String>; 2],
    figures: Vec<Option<u64>>,
}

impl Page {
    /// Opens the page of `file` in `folder`, an empty one where nothing was released of it.
    ///
    /// # Errors
    /// When the file or the folder can't be read, or the page is not what this program wrote.
    pub(super) fn open(folder: &Path, mut file: impl Read) -> io::Result<Self> {
        let mut hasher = blake3::Hasher::new();
        let mut some = vec![0; 1 << 16];
        loop {
            match file.read(&mut some)? {
                0 => break,
                read => _ = hasher.update(some.get(..read).unwrap_or_default()),
            }
        }
        let digest = hasher.finalize();
        let name = blake3::derive_key("edefyn disclosure ledger, file", digest.as_bytes());
        let key = blake3::derive_key("edefyn disclosure ledger, words", digest.as_bytes());
        private_folder(folder)?;
        let lock = private(&folder.join("lock"))?;
        lock.lock()?;
        let path = folder.join(format!("{}.json", blake3::Hash::from_bytes(name).to_hex()));
        let releases = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        Ok(Self { path, key, releases, _lock: lock })
    }

    /// What was released before.
    pub(super) fn earlier(&self) -> Vec<Earlier> {
        let source = self.path.display().to_string();
        let earlier = |release: &Release| Earlier {
            source: source.clone(),
            threshold: release.threshold,
            hide_zeros: release.hide_zeros,
            rows: release.rows.clone(),
            columns: release.columns.clone(),
            values: release.values.clone(),
            figures: release.figures.clone(),
        };
        self.releases.iter().map(earlier).collect()
    }

    /// Notes what is about to be released: columns and values by their own names. Whole or not at
    /// all, and on disk before it returns.
    ///
    /// # Errors
    /// When it can't be written. Nothing may be released then.
    pub(super) fn note(&mut self, released: &[Earlier]) -> io::Result<()> {
        for one in released {
            let [rows, columns] = &one.values;
            let release = Release {
                threshold: one.threshold,
                hide_zeros: one.hide_zeros,
                rows: self.column(&one.rows),
                columns: self.column(&one.columns),
                values: [self.digests(&one.rows, rows), self.digests(&one.columns, columns)],
                figures: one.figures.clone(),
            };
            if !self.releases.contains(&release) {
                self.releases.push(release);
            }
        }
        let beside = self.path.with_extension("new");
        let mut file = private(&beside)?;
        file.set_len(0)?;
        serde_json::to_writer(&mut file, &self.releases)?;
        file.flush()?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        match self.path.parent() {
            Some(folder) => File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }

    fn digest(&self, parts: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    fn digests(&self, column: &str, values: &[String]) -> Vec<String> {
        values.iter().map(|value| self.digest(&[column, value])).collect()
    }
}

impl Naming for Page {
    fn column(&self, name: &str) -> String {
        self.digest(&[name])
    }

    fn values(&self, column: &str, values: &[String]) -> Vec<Vec<String>> {
        vec![self.digests(column, values)]
    }
}

/// Makes a folder that only its owner can look into.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut make = DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder)
}

/// Opens a file that only its owner can read, a new one where there is none.
fn private(path: &Path) -> io::Result<File> {
    let mut open = OpenOptions::new();
    open.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(path)
}
