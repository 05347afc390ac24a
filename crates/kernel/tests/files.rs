//! Files that are too long to hold: written as they are read, and read in parts.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use kernel::files::Files;
use std::io::Read;

/// So many bytes, none held, and then perhaps a fault.
struct Bytes {
    left: u64,
    fails: bool,
}

impl Read for Bytes {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 && self.fails {
            return Err(std::io::ErrorKind::ConnectionReset.into());
        }
        let n = into.len().min(usize::try_from(self.left).unwrap());
        into[..n].fill(7);
        self.left -= n as u64;
        Ok(n)
    }
}

#[test]
fn a_long_file_is_written_as_it_is_read_with_its_digest() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::in_folder(folder.path()).unwrap();
    for size in [0, 1, (8 << 20) - 1, 8 << 20, (20 << 20) + 3] {
        let stored =
            files.put_from("a/long one.bin", &mut Bytes { left: size, fails: false }).unwrap();
        let whole = vec![7; usize::try_from(size).unwrap()];
        assert_eq!((stored.size, stored.digest), (size, *blake3::hash(&whole).as_bytes()));
        assert_eq!(files.size("a/long one.bin").unwrap(), Some(size));
        assert!(files.get("a/long one.bin").unwrap().unwrap() == whole);
    }
}

#[test]
fn a_file_whose_reading_fails_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::in_folder(folder.path()).unwrap();
    files.put("one", b"before".to_vec()).unwrap();
    for size in [3, 20 << 20] {
        assert!(files.put_from("one", &mut Bytes { left: size, fails: true }).is_err());
        assert_eq!(files.get("one").unwrap().unwrap(), b"before");
        assert_eq!(files.list().unwrap(), ["one"]);
    }
}

#[test]
fn a_part_of_a_file_is_read_as_far_as_there_is_any() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::in_folder(folder.path()).unwrap();
    files.put("one", b"0123456789".to_vec()).unwrap();
    for (range, part) in [(0..3, "012"), (7..10, "789"), (7..99, "789"), (10..12, ""), (4..4, "")] {
        assert_eq!(files.range("one", range).unwrap().unwrap(), part.as_bytes());
    }
    assert_eq!((files.range("two", 0..3).unwrap(), files.size("two").unwrap()), (None, None));
}
