//! One entry for many rows: where rows are only ever appended, such as brought-in voices or votes,
//! an entry for each would say little and cost much.

use super::record;
use crate::{AnyId, Fault, Tx};
use serde::Serialize;
use serde_json::{Value, json};

/// Rows that one entry vouches for: how many, and one digest over them all in their order.
#[derive(Clone, Default)]
pub struct Rows {
    count: u64,
    hasher: blake3::Hasher,
}

impl Rows {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more row, by the bytes that it must still have when it is looked at again, such as its
    /// id. The digest goes into the log: give no person's words.
    pub fn add(&mut self, fields: &[&[u8]]) {
        self.count += 1;
        for field in fields {
            self.hasher.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            self.hasher.update(field);
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their digest, in hexadecimal digits.
    pub fn digest(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }
}

/// Records that the change's actor did `action` to `subject` by appending `rows`. The entry's detail
/// is `detail` with `rows` (how many) and `digest` (of all of them) beside: whoever reads the same
/// rows in the same order and comes to another digest knows that one was changed, added or removed.
///
/// # Errors
/// The database's. A `detail` that is no JSON object is [`Fault::Other`].
pub fn record_rows(
    tx: &mut Tx<'_>,
    action: &str,
    subject: impl Into<AnyId>,
    rows: &Rows,
    detail: &impl Serialize,
) -> Result<(), Fault> {
    let Value::Object(mut whole) = serde_json::to_value(detail)? else {
        return Err(Fault::Other("the detail of an audit entry is an object".into()));
    };
    whole.insert("rows".into(), json!(rows.count()));
    whole.insert("digest".into(), json!(rows.digest()));
    record(tx, action, subject, &whole)
}
