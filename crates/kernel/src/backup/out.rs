//! Where an archive is written to: each part measured, the file given up at the first failure.

use super::manifest::Proof;
use crate::Fault;
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Seek, SeekFrom, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime};

/// Tells the length and digest of what passes.
pub(super) struct Measured<W> {
    out: W,
    hasher: blake3::Hasher,
    size: u64,
}

impl<W: Write> Measured<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, hasher: blake3::Hasher::new(), size: 0 }
    }

    pub(super) fn proof(self) -> Proof {
        Proof { size: self.size, digest: self.hasher.finalize().to_hex().to_string() }
    }
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.size += u64::try_from(written).unwrap_or(0);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// The file being written. Once a write has failed, what follows goes nowhere: the file is given
/// up, and the zip's writer, which ends itself when it is dropped, would complain once more.
pub(super) struct Out {
    file: BufWriter<File>,
    failed: bool,
}

impl Out {
    pub(super) fn new(file: File) -> Self {
        Self { file: BufWriter::with_capacity(1 << 18, file), failed: false }
    }

    /// Ends it, once the zip has.
    pub(super) fn close(mut self) -> std::io::Result<()> {
        self.file.flush()?;
        if self.failed { Err(ErrorKind::WriteZero.into()) } else { Ok(()) }
    }

    fn tried<T>(&mut self, result: std::io::Result<T>) -> std::io::Result<T> {
        self.failed |= result.is_err();
        result
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let written = self.file.write(bytes);
        self.tried(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.failed {
            return Ok(());
        }
        let flushed = self.file.flush();
        self.tried(flushed)
    }
}

impl Seek for Out {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        if self.failed {
            return Ok(0);
        }
        let at = self.file.seek(to);
        self.tried(at)
    }
}

/// The same for every part, with no trace of when, so that the same space gives the same bytes.
pub(super) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o600)
        .large_file(true)
}

/// A failure of the zip, as a fault.
pub(super) fn not_written(error: ZipError) -> Fault {
    match error {
        ZipError::Io(error) => error.into(),
        error => Fault::Other(error.to_string()),
    }
}
