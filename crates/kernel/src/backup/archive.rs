//! Reading an archive without trust: its seal, its names, its sizes, and each part's digest.

use super::manifest::{FORMAT, KeptFile, KeptTable, Manifest, Proof};
use super::problem::NotRestored;
use super::{OFTEN, Step, Summary, Tell, WAITING, rows, seal};
use crate::db::schema_version;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;
use zip::ZipArchive;

/// The longest list of contents, in bytes.
const LONGEST_MANIFEST: u64 = 256 << 20;
/// The most that all parts may be, unpacked, in bytes: a terabyte.
const MOST: u64 = 1 << 40;
/// Deflate packs nothing tighter than this, so an archive that claims to is none of ours.
const TIGHTEST: u64 = 1_040;

/// An archive whose seal and list of contents hold.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<File>>,
    pub(super) manifest: Manifest,
    pub(super) summary: Summary,
}

impl Archive {
    pub(super) fn open(path: &Path, tell: Tell<'_>) -> Result<Self, NotRestored> {
        let mut file = File::open(path)?;
        let bytes = file.metadata()?.len();
        let digest = seal::check(&mut file, tell)?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| NotRestored::NoArchive)?;
        if zip.has_duplicate_names() {
            return Err(NotRestored::Added("a name".into()));
        }
        let manifest = read_manifest(&mut zip)?;
        let most = bytes.saturating_mul(TIGHTEST).min(MOST);
        if manifest.size() > most {
            return Err(NotRestored::TooLarge);
        }
        check_names(&zip, &manifest)?;
        let summary = Summary::of(&manifest, digest, bytes);
        Ok(Self { zip, manifest, summary })
    }

    /// Gives each line of a table with its number from 1, and proves the table's length, digest
    /// and number of rows.
    pub(super) fn lines(
        &mut self,
        table: &KeptTable,
        mut each: impl FnMut(&[u8], u64) -> Result<(), NotRestored>,
    ) -> Result<(), NotRestored> {
        let name = table.entry();
        let mut part = BufReader::with_capacity(1 << 18, self.part(&name, &table.proof)?);
        let mut line = Vec::new();
        let mut n = 0;
        loop {
            line.clear();
            let most = u64::try_from(rows::LONGEST).unwrap_or(u64::MAX);
            let read = part.by_ref().take(most).read_until(b'\n', &mut line);
            match read.map_err(|error| unreadable(&name, error))? {
                0 => break,
                _ if line.last() != Some(&b'\n') => {
                    return Err(damaged(&name, "a line has no end"));
                }
                _ => n += 1,
            }
            each(&line, n)?;
        }
        part.into_inner().prove(&name, &table.proof)?;
        if n != table.rows {
            return Err(damaged(&name, "it has another number of rows"));
        }
        Ok(())
    }

    /// Hands a file's content to `with`, and proves its length and digest.
    pub(super) fn file(
        &mut self,
        file: &KeptFile,
        with: impl FnOnce(&mut dyn Read) -> Result<(), NotRestored>,
    ) -> Result<(), NotRestored> {
        let name = file.entry();
        let mut part = self.part(&name, &file.proof)?;
        with(&mut part)?;
        part.prove(&name, &file.proof)
    }

    /// Reads every file once, so that its length and digest are proven.
    pub(super) fn prove_files(&mut self, tell: Tell<'_>) -> Result<(), NotRestored> {
        let files = self.manifest.files.clone();
        let total = u64::try_from(files.len()).unwrap_or(0);
        for (done, file) in (1_u64..).zip(&files) {
            self.file(file, |part| {
                let copied = std::io::copy(part, &mut std::io::sink());
                copied.map(drop).map_err(|error| unreadable(&file.entry(), error))
            })?;
            if done.is_multiple_of(OFTEN) || done == total {
                tell(Step::Files, done, total);
            }
        }
        Ok(())
    }

    fn part(&mut self, name: &str, proof: &Proof) -> Result<Part<impl Read>, NotRestored> {
        let part = self.zip.by_name(name).map_err(|_| damaged(name, "it can't be read"))?;
        if part.encrypted() {
            return Err(damaged(name, "it is locked"));
        }
        // One byte more tells a part that is too long; what it says of itself is not believed.
        let part = part.take(proof.size.saturating_add(1));
        Ok(Part { part, hasher: blake3::Hasher::new(), size: 0 })
    }
}

/// A part being read, measured on its way.
struct Part<R> {
    part: R,
    hasher: blake3::Hasher,
    size: u64,
}

impl<R: Read> Part<R> {
    fn prove(mut self, name: &str, proof: &Proof) -> Result<(), NotRestored> {
        std::io::copy(&mut self, &mut std::io::sink()).map_err(|error| unreadable(name, error))?;
        if self.size != proof.size {
            return Err(damaged(name, "it has another length"));
        }
        if self.hasher.finalize().to_hex().as_str() != proof.digest {
            return Err(damaged(name, "its digest is another"));
        }
        Ok(())
    }
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(bytes)?;
        self.hasher.update(bytes.get(..read).unwrap_or_default());
        self.size += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

fn read_manifest<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Manifest, NotRestored> {
    #[derive(Deserialize)]
    struct Versions {
        format: u32,
        schema: i64,
    }
    let wrong = |problem: &dyn ToString| NotRestored::Manifest(problem.to_string());
    let mut text = Vec::new();
    let part = zip.by_name("manifest.json").map_err(|_| NotRestored::NoArchive)?;
    part.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(|error| wrong(&error))?;
    // First what tells whether the rest can be understood.
    let versions: Versions = serde_json::from_slice(&text).map_err(|error| wrong(&error))?;
    if versions.format != FORMAT {
        return Err(NotRestored::NewerFormat(versions.format));
    }
    let known = schema_version();
    if !(1..=known).contains(&versions.schema) {
        return Err(NotRestored::UnknownSchema { found: versions.schema, known });
    }
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| wrong(&error))?;
    if manifest.digests != "blake3" {
        return Err(wrong(&"its digests are of another kind"));
    }
    Ok(manifest)
}

/// Holds the names in the zip against the list of contents: the same, each once, all safe.
fn check_names<R: Read + Seek>(
    zip: &ZipArchive<R>,
    manifest: &Manifest,
) -> Result<(), NotRestored> {
    let mut listed = BTreeSet::from(["manifest.json".to_owned()]);
    let tables = manifest.tables.iter().map(|table| (table.entry(), is_plain(&table.name)));
    let files = manifest.files.iter().map(|file| (file.entry(), is_safe(&file.path)));
    for (name, safe) in tables.chain(files) {
        if !safe {
            return Err(NotRestored::UnsafeName(name.escape_debug().to_string()));
        }
        if !listed.insert(name.clone()) {
            return Err(NotRestored::Added(name));
        }
    }
    for name in zip.file_names_raw() {
        let name = String::from_utf8_lossy(name);
        if !listed.remove(name.as_ref()) {
            return Err(NotRestored::Added(name.escape_debug().to_string()));
        }
    }
    match listed.pop_first() {
        Some(name) => Err(NotRestored::Missing(name)),
        None => Ok(()),
    }
}

fn is_plain(table: &str) -> bool {
    !table.is_empty() && table.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Whether a file may be put where its path says: within the store, exactly there, and not where
/// files wait.
fn is_safe(path: &str) -> bool {
    let parsed = object_store::path::Path::parse(path);
    parsed.is_ok_and(|parsed| parsed.as_ref() == path)
        && !path.is_empty()
        && !path.starts_with(WAITING)
        && !path.contains(['\\', '\0'])
        && path.split('/').all(|part| part.len() <= 255)
}

fn damaged(name: &str, problem: &'static str) -> NotRestored {
    NotRestored::Entry { name: name.to_owned(), problem }
}

fn unreadable(name: &str, error: std::io::Error) -> NotRestored {
    match error.kind() {
        std::io::ErrorKind::InvalidData
        | std::io::ErrorKind::InvalidInput
        | std::io::ErrorKind::UnexpectedEof
        | std::io::ErrorKind::Other => damaged(name, "it can't be unpacked"),
        _ => error.into(),
    }
}
