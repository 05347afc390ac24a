//! Files: published documents, boundaries, archives. In a local folder through the
//! object-storage library, so that another store is one setting.

use crate::Fault;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
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
        let listing = self.runtime.block_on(self.store.list_with_delimiter(None));
        let mut waiting = vec![listing?];
        let mut paths = Vec::new();
        while let Some(listing) = waiting.pop() {
            paths.extend(listing.objects.into_iter().map(|file| file.location.to_string()));
            for folder in listing.common_prefixes {
                waiting.push(self.runtime.block_on(self.store.list_with_delimiter(Some(&folder)))?);
            }
        }
        paths.sort();
        Ok(paths)
    }
}
