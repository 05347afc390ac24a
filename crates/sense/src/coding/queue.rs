//! The voices that wait to be read, and how far this reader has come with each.

use crate::reading::Reading;
use kernel::access::{Reach, Verb, Viewer};
use kernel::db::{ToValue, Value};
use kernel::{Db, Fault, Timestamp};
use listen::campaign::{self, Campaign};
use listen::ids::{CampaignId, VoiceId};
use listen::voice::{self, Voice};

kernel::words! {
    /// Which voices of the queue to show.
    pub enum Stage {
        /// All of them.
        All = "all",
        /// Those this reader has not begun.
        Waiting = "waiting",
        /// Those this reader has begun and not finished.
        Begun = "begun",
        /// Those this reader has finished.
        Finished = "finished",
    }
}

/// A voice in the queue.
pub(crate) struct Queued {
    pub(crate) voice: Voice,
    /// How much of it is read, 0 to 100.
    pub(crate) percent: u32,
    pub(crate) finished: bool,
    pub(crate) begun: bool,
}

/// What to show of the queue.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) campaign: Option<CampaignId>,
    pub(crate) stage: Stage,
    /// The page begins after this voice.
    pub(crate) after: Option<VoiceId>,
}

kernel::record! {
    /// One row of the queue.
    pub struct Place {
        /// The voice.
        pub id: VoiceId,
        /// When it was written down.
        pub entered_at: Timestamp,
        /// The furthest line that was saved.
        pub reached: Option<u32>,
        /// How many lines there are.
        pub lines: Option<u32>,
        /// When the reading was finished.
        pub finished_at: Option<Timestamp>,
    }
}

const COLUMNS: &str = "v.id, v.entered_at, r.reached, r.lines, r.finished_at";

/// Up to `limit` voices that this reader may read, in the order in which they came.
pub(crate) fn list(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<Queued>, Fault> {
    let mut values: Vec<Value> = vec![viewer.account.to_value(), limit.to_value()];
    let mut conditions = within(viewer, &mut values);
    if let Some(campaign) = filter.campaign {
        values.push(campaign.to_value());
        conditions.push(format!("v.campaign_id = ${}", values.len()));
    }
    if let Some(after) = filter.after {
        values.push(after.to_value());
        let n = values.len();
        conditions.push(format!(
            "(v.entered_at, v.id) > (select a.entered_at, a.id from sense_voice a where a.id = ${n})"
        ));
    }
    let join = match filter.stage {
        Stage::All | Stage::Waiting => "left join",
        Stage::Begun | Stage::Finished => "join",
    };
    match filter.stage {
        Stage::All => {}
        Stage::Waiting => conditions.push("r.id is null".into()),
        Stage::Begun => conditions.push("r.finished_at is null".into()),
        Stage::Finished => conditions.push("r.finished_at is not null".into()),
    }
    let sql = format!(
        "select {COLUMNS} from sense_voice v
         {join} sense_reading r on r.voice_id = v.id and r.account_id = $1
         where {} order by v.entered_at, v.id limit $2",
        conditions.join(" and ")
    );
    let places: Vec<Place> = all(db, &sql, &values)?;
    let mut queued = Vec::new();
    for place in places {
        queued.extend(dressed(db, place)?);
    }
    Ok(queued)
}

/// A few voices around the one being read, of the same campaign.
pub(crate) struct Rail {
    pub(crate) voices: Vec<Queued>,
    /// How many the campaign has, when they are not too many to count.
    pub(crate) count: Option<u32>,
}

/// How many voices stand before and after the one being read.
const AROUND: usize = 6;
/// Up to how many voices are counted.
const COUNTED: u32 = 200;

pub(crate) fn rail(db: &Db, voice: &Voice, viewer: &Viewer) -> Result<Rail, Fault> {
    let mut places = Vec::new();
    for (than, order) in [("<", "desc"), (">=", "asc")] {
        let mut values: Vec<Value> = vec![
            viewer.account.to_value(),
            voice.campaign.to_value(),
            voice.entered_at.to_value(),
            voice.id.to_value(),
            (AROUND * 2).to_value(),
        ];
        let conditions = within(viewer, &mut values).join(" and ");
        let sql = format!(
            "select {COLUMNS} from sense_voice v
             left join sense_reading r on r.voice_id = v.id and r.account_id = $1
             where v.campaign_id = $2 and (v.entered_at, v.id) {than} ($3, $4) and {conditions}
             order by v.entered_at {order}, v.id {order} limit $5"
        );
        places.push(all::<Place>(db, &sql, &values)?);
    }
    let after = places.pop().unwrap_or_default();
    let mut before = places.pop().unwrap_or_default();
    let room = (AROUND * 2).saturating_sub(after.len()).max(AROUND);
    before.truncate(room);
    before.reverse();
    let mut voices = Vec::new();
    for place in before.into_iter().chain(after).take(AROUND * 2) {
        voices.extend(dressed(db, place)?);
    }
    let mut values: Vec<Value> = vec![voice.campaign.to_value(), (COUNTED + 1).to_value()];
    let conditions = within(viewer, &mut values).join(" and ");
    let sql = format!(
        "select count(*) from (select v.id from sense_voice v
         where v.campaign_id = $1 and {conditions} limit $2) few"
    );
    let count: Vec<u32> = all(db, &sql, &values)?;
    Ok(Rail { voices, count: count.first().copied().filter(|count| *count <= COUNTED) })
}

fn within(viewer: &Viewer, values: &mut Vec<Value>) -> Vec<String> {
    [Verb::CodeVoice, Verb::ReadVoice]
        .iter()
        .map(|verb| viewer.reach(*verb).condition("v.programme_id", "v.community_id", values))
        .collect()
}

fn all<T: kernel::db::FromRow>(db: &Db, sql: &str, values: &[Value]) -> Result<Vec<T>, Fault> {
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    db.all(sql, &values)
}

fn dressed(db: &Db, place: Place) -> Result<Option<Queued>, Fault> {
    let Some(voice) = voice::find(db, place.id)? else { return Ok(None) };
    let finished = place.finished_at.is_some();
    let percent = match (finished, place.reached, place.lines) {
        (true, ..) => 100,
        (false, Some(reached), Some(lines)) => Reading::share(reached, lines),
        _ => 0,
    };
    Ok(Some(Queued { voice, percent, finished, begun: place.lines.is_some() }))
}

/// The campaigns of the programmes within reach, newest first.
pub(crate) fn campaigns(db: &Db, reach: &Reach) -> Result<Vec<Campaign>, Fault> {
    let programmes = places::programme::within(db, reach)?;
    let mut campaigns = campaign::all(db)?;
    campaigns.retain(|campaign| {
        programmes.iter().any(|programme| programme.id == campaign.programme_id)
    });
    Ok(campaigns)
}
