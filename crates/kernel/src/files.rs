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

/// What is held of a long file at once, in bytes.
const PIECE: u64 = 8 << 20;

/// A path as a listing gives it, which is taken as it stands.
fn listed(path: &str) -> Result<Path, Fault> {
    Path::parse(path).map_err(|error| Fault::Files(error.into()))
}
