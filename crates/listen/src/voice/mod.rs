//! Voices: write down, find, read, and change how far each may go. Tables `listen_voice`,
//! `listen_tag`, `listen_permission`, `listen_withdrawal`.

mod asked;
pub(crate) mod desk;
mod draft;
mod excerpt;
pub mod export;
mod list;
mod model;
mod narrower;
mod people;
mod said;
mod snippet;
mod spoken;
mod standing;
pub(crate) mod store;
mod tally;
mod turning;

pub use desk::{Additions, Themes};
pub use draft::{
    Agreed, Draft, MOST_SHORT, MOST_WORDS, NotRecorded, Person, Speaker, is_language, tidy,
};
pub(crate) use excerpt::whole;
pub use excerpt::{Cut, Original, Shown, excerpt, excerpts, original, shown, transcript};
pub use list::{Filter, Found, Page, RANKED, State, list};
pub use model::{AskedBy, Excerpt, How, Review, Transcript, TranscriptLine, Voice};
pub use narrower::{Narrower, narrow_to, narrower};
pub use people::{People, people};
pub use said::Said;
pub use snippet::{Bit, bits};
pub use spoken::Spoken;
pub use standing::{
    Given, NotChanged, Withdrawal, change_permission, close, fix, forget, lift, permissions,
    review, standing, take_down, withdrawals,
};
pub use tally::{Tally, tallies};
pub use turning::{LAPSED, look_again, open_again};

pub(crate) use draft::{check, check_person, given};
pub(crate) use spoken::as_address;
pub(crate) use turning::{Before, Gone};

use crate::campaign::{self, Phase};
use crate::ids::{CampaignId, VoiceId};
use crate::number::ThreadNumber;
use crate::{agreement, narrator};
use kernel::clock::day;
use kernel::forgotten::Back;
use kernel::ids::CommunityId;
use kernel::keeper::Audience;
use kernel::permission::Rung;
use kernel::{Db, Fault, Tx, audit, forgotten};
use serde_json::json;

/// Writes down a voice and gives it its thread number.
///
/// # Errors
/// [`NotRecorded`] says why not.
pub fn record(tx: &mut Tx<'_>, draft: Draft) -> Result<VoiceId, NotRecorded> {
    let today = day(tx.now());
    let draft = check(draft, today)?;
    let permission = draft.permission.ok_or(NotRecorded::NoPermission)?;
    place(tx, draft.campaign, draft.community)?;
    for agreed in &draft.agreed {
        if agreement::find(tx, agreed.wording)?.is_none() {
            return Err(NotRecorded::NoWording);
        }
    }
    if let Some(reference) = &draft.reference
        && store::has_reference(tx, draft.campaign, reference)?
    {
        return Err(NotRecorded::ReferenceTaken);
    }
    let narrator = match &draft.speaker {
        Speaker::Unknown => None,
        Speaker::New(person) => Some(narrator::create(tx, person)?),
        Speaker::Known(id) => {
            let known = narrator::find(tx, *id)?.filter(|known| known.erased_at.is_none());
            let known = known.ok_or(NotRecorded::NoNarrator)?;
            if permission.rung == Rung::Named && known.name.is_none() {
                return Err(NotRecorded::NoName);
            }
            Some(known.id)
        }
    };
    told_anew(tx, &draft)?;
    let number = store::free_number(tx)?;
    let id = tx.id();
    let row = store::Row { id, number, narrator, permission, draft: &draft };
    store::insert_many(tx, std::slice::from_ref(&row))?;
    for agreed in &draft.agreed {
        let made = agreement::agree(tx, id, agreed.wording, agreed.made_on, agreed.how);
        made.map_err(|refusal| match refusal {
            agreement::NotAgreed::Fault(fault) => NotRecorded::Fault(fault),
            _ => NotRecorded::NoWording,
        })?;
    }
    let detail = json!({ "rung": permission.rung.word(), "how": draft.entered_how.word() });
    audit::record(tx, "voice.record", id, &detail)?;
    Ok(id)
}

/// Whoever says again what was taken back may do so: then it is no longer forgotten. A page that
/// was open before, sent once more, is not taken for that.
fn told_anew(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), NotRecorded> {
    for text in std::iter::once(&draft.words).chain(&draft.translation) {
        if draft.told_anew {
            forgotten::recall(tx, text)?;
        } else if forgotten::is_in(tx, text)? {
            return Err(NotRecorded::TakenBack);
        }
    }
    for (column, text, audience) in beside(draft) {
        if forgotten::is_kept_from(tx, text, audience)? {
            let column = Some(column.to_owned());
            return Err(Fault::Forgotten { column, why: Back::Narrowed }.into());
        }
    }
    Ok(())
}

/// The texts beside somebody's words, each with its column and who reads it.
pub(crate) fn beside(draft: &Draft) -> impl Iterator<Item = (&'static str, &str, Audience)> {
    let tags = draft.tags.iter().map(|(_, value)| ("tags", value.as_str(), Audience::Team));
    let kept_for = draft.entered_for.iter().map(|of| ("entered_for", of.as_str(), Audience::Team));
    [
        ("title", draft.title.as_str(), Audience::Team),
        ("described", draft.described.as_str(), Audience::Report),
    ]
    .into_iter()
    .chain(kept_for)
    .chain(tags)
}

/// Whether a campaign takes voices from a community now.
///
/// # Errors
/// [`NotRecorded`] says why not.
pub(crate) fn place(
    tx: &Tx<'_>,
    campaign: CampaignId,
    community: CommunityId,
) -> Result<(), NotRecorded> {
    let campaign = campaign::find(tx, campaign)?.ok_or(NotRecorded::NoCampaign)?;
    let community = places::community::find(tx, community)?.ok_or(NotRecorded::NoCommunity)?;
    if community.programme_id != campaign.programme_id {
        return Err(NotRecorded::OtherProgramme);
    }
    match campaign.phase(day(tx.now())) {
        Phase::Open => Ok(()),
        Phase::Coming => Err(NotRecorded::NotOpenYet { day: campaign.opens_on.to_string() }),
        Phase::Closed => Err(NotRecorded::CampaignClosed),
    }
}

/// What can be mended in a voice. `words` and `translation` are nothing when they stay.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// A short name for lists.
    pub title: String,
    /// The person in a few words that don't give them away.
    pub described: String,
    /// The language spoken.
    pub language: String,
    /// The day on which they were heard.
    pub heard_on: Option<kernel::clock::Date>,
    /// For whom they were written down.
    pub entered_for: Option<String>,
    /// Tags.
    pub tags: Vec<(String, String)>,
    /// Their words and the translation, where they are to change.
    pub words: Option<(String, Option<String>)>,
}

/// Mends a voice. Its words can be mended until readers have begun to mark them and while no name
/// is hidden in them; then it waits for a review again.
///
/// # Errors
/// [`NotRecorded`] says why not.
pub fn edit(tx: &mut Tx<'_>, id: VoiceId, edit: Edit) -> Result<(), NotRecorded> {
    let voice = find(tx, id)?.filter(Voice::is_living).ok_or(NotRecorded::Gone)?;
    let texts = store::texts(tx, id)?.ok_or(NotRecorded::Gone)?;
    let before = (texts.words.clone(), texts.translation.clone());
    let mut draft = Draft::new(voice.campaign, voice.community, "");
    (draft.words, draft.translation) = edit.words.unwrap_or_else(|| before.clone());
    draft.title = edit.title;
    draft.described = edit.described;
    draft.language = edit.language;
    draft.heard_on = edit.heard_on;
    draft.entered_for = edit.entered_for;
    draft.tags = edit.tags;
    let draft = check(draft, day(tx.now()))?;
    let mended = (&draft.words, &draft.translation) != (&before.0, &before.1);
    if mended && voice.fixed_at.is_some() {
        return Err(NotRecorded::Fixed);
    }
    if mended && !crate::redaction::of(tx, id)?.is_empty() {
        return Err(NotRecorded::HasHidden);
    }
    let before_it = Before::of(tx, id)?;
    if mended {
        // Whoever repeated what stood there until now is found by it.
        let spoken = said::spoken(tx, &voice, &texts)?;
        forgotten::supersede(tx, id, &spoken)?;
    }
    store::update(tx, id, &draft)?;
    if mended {
        store::set_review(tx, id, Review::Waiting)?;
    }
    audit::record(tx, "voice.edit", id, &json!({ "words": mended }))?;
    before_it.turn(tx, id, Gone::Nothing)?;
    Ok(())
}

/// The voice with this id, without its words.
///
/// # Errors
/// The database's.
pub fn find(db: &Db, id: VoiceId) -> Result<Option<Voice>, Fault> {
    store::by(db, "v.id", &id)
}

/// The voice with this number on its card, unless it was taken back.
///
/// # Errors
/// The database's.
pub fn by_number(db: &Db, number: ThreadNumber) -> Result<Option<Voice>, Fault> {
    Ok(store::by(db, "v.number", &number)?.filter(|voice| voice.withdrawn_at.is_none()))
}

/// The voice that a campaign knows by this reference.
///
/// # Errors
/// The database's.
pub fn by_reference(
    db: &Db,
    campaign: CampaignId,
    reference: &str,
) -> Result<Option<Voice>, Fault> {
    store::by_reference(db, campaign, reference)
}

/// How many voices are compared with one that may be taken back: the newest of its programme.
pub const COMPARED: u32 = 2_000;

/// The living voices of the same programme that say the same as `said`, the words of `id`, or
/// resemble it: the newest [`COMPARED`] are looked at, as they are shown.
///
/// # Errors
/// The database's.
pub fn alike(db: &Db, id: VoiceId, said: &Said) -> Result<Vec<Voice>, Fault> {
    let Some(voice) = find(db, id)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (other, shown) in store::newest(db, voice.programme, COMPARED)? {
        if other.id != id && other.is_living() && said.is_like(&shown) {
            found.push(other);
        }
    }
    Ok(found)
}

/// The tags of a voice, by name.
///
/// # Errors
/// The database's.
pub fn tags(db: &Db, id: VoiceId) -> Result<Vec<(String, String)>, Fault> {
    store::tags(db, id)
}
