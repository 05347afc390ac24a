//! Tests that keep the house as its documents say it is: the order of the rooms, the words in
//! both languages, templates without bare words, the paths that ARCHITECTURE.md names.
//!
//! There is nothing here but tests; see `tests/`.
