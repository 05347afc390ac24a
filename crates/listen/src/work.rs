//! The work of this room that the house does later: what follows when a closure lapses.

use crate::ids::VoiceId;
use crate::voice::{LAPSED, open_again};
use kernel::jobs::Kinds;
use serde::Deserialize;

#[derive(Deserialize)]
struct Lapsed {
    voice: VoiceId,
}

/// This room's kinds of work.
pub fn kinds() -> Kinds {
    Kinds::new().job(LAPSED, |working, job| {
        let Lapsed { voice } = serde_json::from_str(&job.payload)?;
        working.space.change_now(working.act.clone(), move |tx| open_again(tx, voice))
    })
}
