//! The zip around a project: written the same every time, read with limits and without trust.

use std::collections::HashMap;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::Limits;
use super::fault::{Fault, NotRead, NotWritten};

/// An archive being read. Names are looked up without regard to case, since programs differ.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    names: HashMap<String, usize>,
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
        let mut names = HashMap::new();
        let mut declared = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(broken)?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if is_unsafe(&name) || entry.is_symlink() {
                return Err(Fault::UnsafeName(name).into());
            }
            if entry.encrypted() {
                return Err(Fault::Locked(name).into());
            }
            declared = declared.saturating_add(entry.size());
            if names.insert(name.to_lowercase(), index).is_some() {
                return Err(Fault::SameName(name).into());
            }
        }
        if declared > limits.unpacked_bytes {
            return Err(Fault::TooLarge { limit: limits.unpacked_bytes }.into());
        }
        Ok(Self { zip, names, left: limits.unpacked_bytes, limit: limits.unpacked_bytes })
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
    name.contains(['\\', ':', '\0'])
        || name.starts_with('/')
        || name.split('/').any(|part| part == ".." || part == ".")
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
