//! How the promises of each community stand.

use super::State;
use kernel::access::Reach;
use kernel::ids::CommunityId;
use kernel::{Db, Fault};

/// How many promises of each community within reach stand in each state.
///
/// # Errors
/// The database's.
pub fn tallies(db: &Db, reach: &Reach) -> Result<Vec<(CommunityId, State, u64)>, Fault> {
    let mut values = Vec::new();
    let within = reach.condition("programme_id", "community_id", &mut values);
    let sql = format!(
        "select community_id, state, count(*) from publish_promise
         where community_id is not null and {within} group by community_id, state"
    );
    let values: Vec<&dyn kernel::db::ToValue> = values.iter().map(|value| value as _).collect();
    db.all(&sql, &values)
}
