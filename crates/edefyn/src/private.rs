//! What the program writes is its own account's to read, and nobody else's: the database and its
//! logs, files, letters and backups.

use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// What others may do with a file: these bits are never set.
const OTHERS: u32 = 0o077;
/// How many files are named.
const NAMED: usize = 3;

/// Lets nothing that is made from now on be read by other accounts of the machine.
pub fn begin() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(OTHERS));
}

/// Makes a folder, when there is none, that other accounts can't look into.
///
/// # Errors
/// The system's.
pub fn folder(path: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// What beneath `folder`, itself among it, other accounts may read or change: how many, and the
/// first few.
///
/// # Errors
/// The system's.
pub fn open_to_others(folder: &Path) -> std::io::Result<(usize, Vec<PathBuf>)> {
    let (mut found, mut count) = (Vec::new(), 0);
    let mut next = vec![folder.to_owned()];
    while let Some(path) = next.pop() {
        let known = std::fs::symlink_metadata(&path)?;
        if known.is_symlink() {
            continue;
        }
        if known.permissions().mode() & OTHERS != 0 {
            count += 1;
            if found.len() < NAMED {
                found.push(path.clone());
            }
        }
        if known.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                next.push(entry?.path());
            }
        }
    }
    Ok((count, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_may_read_is_found() {
        let place = tempfile::tempdir().unwrap();
        let (data, file) = (place.path().join("data"), place.path().join("data/space.db"));
        folder(&data).unwrap();
        std::fs::write(&file, "x").unwrap();
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        set(&file, 0o600);
        assert_eq!(open_to_others(&data).unwrap(), (0, vec![]));
        set(&file, 0o640);
        assert_eq!(open_to_others(&data).unwrap(), (1, vec![file]));
        set(&data, 0o755);
        assert_eq!(open_to_others(&data).unwrap().0, 2);
    }
}
