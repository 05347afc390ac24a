//! Files: published documents, boundaries, archives. In a local folder through the
//! object-storage library, so that another store is one setting.

use crate::Fault;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};

/// Where a space's files are. Its calls wait, so they belong in a database closure or a
/// command, never in an async handler.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    runtime: Arc<Runtime>,
}

impl Files {
    /// Files in a local folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder can't be made or written.
    pub fn in_folder(folder: &std::path::Path) -> Result<Self, Fault> {
        std::fs::create_dir_all(folder)?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(folder)?);
        Ok(Self { store, runtime: Arc::new(Builder::new_current_thread().build()?) })
    }

    /// Writes a file whole, or not at all.
    ///
    /// # Errors
    /// The store's, such as a full disk.
    pub fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        self.runtime.block_on(self.store.put(&Path::from(path), bytes.into()))?;
        Ok(())
    }

    /// Writes a file whole, or not at all, as it is read from `from`: a piece is held at a time. Gives
    /// how long it is and its BLAKE3 digest, worked out on the way.
    ///
    /// # Errors
    /// The store's, such as a full disk, or what reading meets.
    pub fn put_from(&self, path: &str, from: &mut impl Read) -> Result<Stored, Fault> {
        let mut measured = Measured { from, size: 0, hasher: blake3::Hasher::new() };
        self.copy_in(Path::from(path).as_ref(), &mut measured)?;
        Ok(Stored { size: measured.size, digest: *measured.hasher.finalize().as_bytes() })
    }

    /// How long a file is, in bytes, if it is there; nothing of it is read.
    ///
    /// # Errors
    /// The store's.
    pub fn size(&self, path: &str) -> Result<Option<u64>, Fault> {
        match self.runtime.block_on(self.store.head(&Path::from(path))) {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Some of a file's bytes, if it is there: those of `range`, as far as there are any.
    ///
    /// # Errors
    /// The store's.
    pub fn range(&self, path: &str, range: std::ops::Range<u64>) -> Result<Option<Vec<u8>>, Fault> {
        let Some(size) = self.size(path)? else { return Ok(None) };
        let range = range.start.min(size)..range.end.min(size);
        if range.is_empty() {
            return Ok(Some(Vec::new()));
        }
        match self.runtime.block_on(self.store.get_range(&Path::from(path), range)) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Copies a file to `out`, piece by piece, and says whether it is there.
    ///
    /// # Errors
    /// The store's, or what writing meets.
    pub fn copy(&self, path: &str, out: &mut impl Write) -> Result<bool, Fault> {
        let Some(size) = self.size(path)? else { return Ok(false) };
        self.copy_out(path, size, out)?;
        Ok(true)
    }

    /// Reads a file, if it is there.
    ///
    /// # Errors
    /// The store's.
    pub fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.runtime.block_on(async {
            match self.store.get(&Path::from(path)).await {
                Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
    }

    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// The store's.
    pub fn remove(&self, path: &str) -> Result<(), Fault> {
        match self.runtime.block_on(self.store.delete(&Path::from(path))) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The paths of all files, in order.
    ///
    /// # Errors
    /// The store's.
    pub fn list(&self) -> Result<Vec<String>, Fault> {
        let mut paths: Vec<String> =
            self.found()?.into_iter().map(|file| file.location.to_string()).collect();
        paths.sort();
        Ok(paths)
    }

    /// The paths of all files, each with its length and a stamp that is another when the file
    /// is written again.
    pub(crate) fn stamps(&self) -> Result<BTreeMap<String, (u64, String)>, Fault> {
        let stamp = |file: &ObjectMeta| format!("{:?} {:?}", file.last_modified, file.e_tag);
        let found = self.found()?;
        Ok(found.iter().map(|file| (file.location.to_string(), (file.size, stamp(file)))).collect())
    }

    fn found(&self) -> Result<Vec<ObjectMeta>, Fault> {
        let mut waiting = vec![self.runtime.block_on(self.store.list_with_delimiter(None))?];
        let mut found = Vec::new();
        while let Some(listing) = waiting.pop() {
            found.extend(listing.objects);
            for folder in listing.common_prefixes {
                waiting.push(self.runtime.block_on(self.store.list_with_delimiter(Some(&folder)))?);
            }
        }
        Ok(found)
    }

    /// Copies the `size` bytes of the file that is listed as `path` to `out`, piece by piece.
    pub(crate) fn copy_out(
        &self,
        path: &str,
        size: u64,
        out: &mut impl Write,
    ) -> Result<(), Fault> {
        let path = listed(path)?;
        let mut done = 0;
        while done < size {
            let piece = done..size.min(done + PIECE);
            let bytes = self.runtime.block_on(self.store.get_range(&path, piece))?;
            done += u64::try_from(bytes.len()).unwrap_or(0).max(1);
            out.write_all(&bytes)?;
        }
        Ok(())
    }

    /// Writes a file whole, or not at all, from `from`, piece by piece. It will be listed as
    /// `path`.
    pub(crate) fn copy_in(&self, path: &str, from: &mut impl Read) -> Result<(), Fault> {
        let path = listed(path)?;
        self.runtime.block_on(async {
            let mut first = Vec::new();
            from.take(PIECE).read_to_end(&mut first)?;
            if u64::try_from(first.len()).unwrap_or(0) < PIECE {
                self.store.put(&path, first.into()).await?;
                return Ok(());
            }
            let mut upload = self.store.put_multipart(&path).await?;
            let mut piece = first;
            let copied = loop {
                if let Err(error) = upload.put_part(std::mem::take(&mut piece).into()).await {
                    break Err(Fault::from(error));
                }
                match from.take(PIECE).read_to_end(&mut piece) {
                    Ok(0) => break Ok(()),
                    Ok(_) => {}
                    Err(error) => break Err(error.into()),
                }
            };
            match copied {
                Ok(()) => upload.complete().await.map(drop).map_err(Fault::from),
                Err(fault) => {
                    upload.abort().await?;
                    Err(fault)
                }
            }
        })
    }

    /// Gives the file that is listed as `from` the path `to`, in place of what is there.
    pub(crate) fn rename(&self, from: &str, to: &str) -> Result<(), Fault> {
        let (from, to) = (listed(from)?, listed(to)?);
        self.runtime.block_on(self.store.rename(&from, &to))?;
        Ok(())
    }

    /// Removes the file that is listed as `path`.
    pub(crate) fn remove_listed(&self, path: &str) -> Result<(), Fault> {
        self.runtime.block_on(self.store.delete(&listed(path)?))?;
        Ok(())
    }
}

/// What a file turned out to be when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its length in bytes.
    pub size: u64,
    /// Its BLAKE3 digest.
    pub digest: [u8; 32],
}

/// Measures what is read through it.
struct Measured<'a, R> {
    from: &'a mut R,
    size: u64,
    hasher: blake3::Hasher,
}

impl<R: Read> Read for Measured<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.from.read(into)?;
        self.hasher.update(into.get(..n).unwrap_or_default());
        self.size += u64::try_from(n).unwrap_or(0);
        Ok(n)
    }
}

/// What is held of a long file at once, in bytes.
const PIECE: u64 = 8 << 20;

/// A path as a listing gives it, which is taken as it stands.
fn listed(path: &str) -> Result<Path, Fault> {
    Path::parse(path).map_err(|error| Fault::Files(error.into()))
}
