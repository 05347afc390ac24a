//! The coding workspace: a voice's numbered lines with the reader's own marks, and the queue of
//! voices that wait. Pages under `/desk/coding` and `/desk/voices/{voice}/coding`.

pub(crate) mod desk;
mod queue;
mod segments;
mod workspace;

use kernel::clock::Date;
use kernel::{Db, Fault};
use listen::ids::VoiceId;
use listen::voice::{self, TranscriptLine};
use web::{Context, Page};

/// The frame of a page that belongs to coding, wherever it stands.
pub(crate) fn frame(ctx: &Context, title: &str) -> Page {
    let mut page = ctx.desk(title);
    let coding = page.path("/desk/coding");
    for item in &mut page.nav {
        item.current = item.href == coding;
    }
    page
}

/// The lines of a voice as the team reads them, or nothing when it can't be worked with.
pub(crate) fn lines(
    db: &Db,
    id: VoiceId,
    today: Date,
) -> Result<Option<Vec<TranscriptLine>>, Fault> {
    let transcript = voice::transcript(db, id, today)?;
    Ok(transcript.ok().map(|allowed| allowed.into_words().lines))
}
