//! The zip around a project: written the same every time, read with limits and without trust.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Limits;
use super::fault::{Fault, NotRead, NotWritten};

/// An archive being read. Names are looked up without regard to case, since programs differ.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    names: BTreeMap<String, usize>,
    /// The folder of the document, with a slash after it; empty at the top.
    folder: String,
    left: u64,
    limit: u64,
}

impl<R: Read + Seek> Archive<R> {
    pub(super) fn open(mut file: R, limits: &Limits) -> Result<Self, NotRead> {
        let size = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
        if size > limits.file_bytes {
            return Err(Fault::TooLarge { limit: limits.file_bytes }.into());
        }
        file.rewind().map_err(unreadable)?;
        let mut zip = ZipArchive::new(file).map_err(broken)?;
        if zip.len() > limits.files {
            return Err(Fault::TooManyFiles { limit: limits.files }.into());
        }
        if zip.has_duplicate_names() {
            return Err(Fault::SameName(String::new()).into());
        }
        let mut names = BTreeMap::new();
        let mut declared = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(broken)?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            // Some programs on Windows write the other slash.
            let plain = name.replace('\\', "/");
            if is_unsafe(&plain) || entry.is_symlink() {
                return Err(Fault::UnsafeName(name).into());
            }
            if plain.ends_with('/') || plain.starts_with("__MACOSX/") {
                continue;
            }
            if entry.encrypted() {
                return Err(Fault::Locked(name).into());
            }
            declared = declared.saturating_add(entry.size());
            let plain = plain.strip_prefix("./").unwrap_or(&plain).to_lowercase();
            if names.insert(plain, index).is_some() {
                return Err(Fault::SameName(name).into());
            }
        }
        if declared > limits.unpacked_bytes {
            return Err(Fault::TooLarge { limit: limits.unpacked_bytes }.into());
        }
        let (left, limit) = (limits.unpacked_bytes, limits.unpacked_bytes);
        Ok(Self { zip, names, folder: String::new(), left, limit })
    }

    /// The name of the document that describes the project: `project.qde`, or the only file of
    /// its kind, since some programs name it after the project or pack its folder.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none, or several of which none is called so.
    pub(super) fn document(&mut self) -> Result<String, NotRead> {
        const NAME: &str = "project.qde";
        let documents = || self.names.keys().filter(|name| name.ends_with(".qde"));
        let named = |name: &&String| name.rsplit('/').next() == Some(NAME);
        let found = match self.names.get_key_value(NAME) {
            Some((name, _)) => Some(name),
            None => only(documents().filter(named)).or_else(|| only(documents())),
        };
        let found = found.cloned().ok_or_else(|| Fault::Missing(NAME.to_owned()))?;
        self.folder =
            found.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        Ok(found)
    }

    /// The file that a path of the document means: beside the other sources, or where the path
    /// says, or else the only one of its name.
    pub(super) fn find(&self, path: &str) -> Option<String> {
        let path = path.to_lowercase();
        let folder = &self.folder;
        let places = [format!("{folder}sources/{path}"), format!("{folder}{path}"), path.clone()];
        let known = places.into_iter().find(|place| self.names.contains_key(place));
        known.or_else(|| {
            let last = path.rsplit('/').next();
            only(self.names.keys().filter(|name| name.rsplit('/').next() == last)).cloned()
        })
    }

    /// The content of a file. What it says of its own size is not believed.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, NotRead> {
        let index = self.names.get(&name.to_lowercase()).copied();
        let index = index.ok_or_else(|| Fault::Missing(name.to_owned()))?;
        let entry = self.zip.by_index(index).map_err(broken)?;
        let mut bytes = Vec::new();
        let read = entry.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|_| Fault::NotAnArchive)?;
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => self.left = left,
            None => return Err(Fault::TooLarge { limit: self.limit }.into()),
        }
        Ok(bytes)
    }
}

/// Nothing is ever written to a folder here; a file with such a name is not an honest one.
fn is_unsafe(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    drive
        || name.contains('\0')
        || name.starts_with('/')
        || name.split('/').any(|part| part == "..")
}

/// What is in `all`, when it is one thing.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

fn unreadable(error: std::io::Error) -> NotRead {
    Fault::Unreadable(error.kind()).into()
}

fn broken(error: ZipError) -> NotRead {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            unreadable(error)
        }
        _ => Fault::NotAnArchive.into(),
    }
}

/// Packs files, in this order, with no trace of when.
pub(super) fn pack(files: &[(String, &[u8])]) -> Result<Vec<u8>, NotWritten> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options).map_err(|_| NotWritten::TooLarge)?;
        zip.write_all(bytes).map_err(|_| NotWritten::TooLarge)?;
    }
    let packed = zip.finish().map_err(|_| NotWritten::TooLarge)?;
    Ok(packed.into_inner())
}
