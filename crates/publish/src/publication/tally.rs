//! How the published lines of each community stand.

use kernel::access::Reach;
use kernel::ids::CommunityId;
use kernel::{Db, Fault};

/// For each community within reach that has a report to read: how many of its lines hold, and how
/// many there are. A line counts once, whichever languages say it.
///
/// # Errors
/// The database's.
pub fn tallies(db: &Db, reach: &Reach) -> Result<Vec<(CommunityId, u64, u64)>, Fault> {
    let mut values = Vec::new();
    let within = reach.condition("r.programme_id", "r.community_id", &mut values);
    let sql = format!(
        "select r.community_id, count(distinct case when l.state = 'live' then l.claim_id end),
           count(distinct l.claim_id)
         from publish_report r
         join publish_publication p on p.report_id = r.id and p.superseded_at is null
         join publish_edition e on e.publication_id = p.id
         join publish_line l on l.edition_id = e.id
         where r.community_id is not null and {within} group by r.community_id"
    );
    let values: Vec<&dyn kernel::db::ToValue> = values.iter().map(|value| value as _).collect();
    db.all(&sql, &values)
}
