//! tmp
use crate::document::Document;
/// tmp
#[must_use]
pub fn typst_source(_document: &Document) -> String {
    String::new()
}
