//! `GET /desk/voices/{voice}`: a voice with all that belongs to it.

use super::super::{
    Given, Review, TranscriptLine, Voice, Withdrawal, permissions, tags, transcript, withdrawals,
};
use super::{found_ever, language_name, trail};
use crate::agreement::{self, Agreement};
use crate::campaign::{self, Campaign};
use crate::ids::VoiceId;
use crate::narrator::{self, Narrator};
use crate::redaction::{self, Piece, Redaction};
use askama::Template;
use kernel::access::{Verb, Viewer};
use kernel::accounts;
use kernel::permission::{Closure, NotAllowed};
use kernel::{Db, Fault};
use places::community::{self, Community};
use web::{Choice, Context, Page, PageResult, Path, Trail};

#[derive(Template)]
#[template(path = "voice/show.html")]
struct VoicePage {
    page: Page,
    trail: Vec<Trail>,
    read: Read,
    language: String,
    closed: Option<String>,
    may: May,
    reviews: Vec<Choice>,
    english: bool,
}

impl VoicePage {
    /// Whether a line is the listener's and not the narrator's, where both are named.
    fn asks(&self, line: &TranscriptLine) -> bool {
        let narrator = self.read.narrator.as_ref().map(|narrator| narrator.pseudonym.as_str());
        let speaks = |line: &TranscriptLine| line.speaker.as_deref() == narrator;
        narrator.is_some() && self.read.lines.iter().any(speaks) && !speaks(line)
    }

    fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        redaction::pieces(text)
    }
}

/// What this viewer may do to this voice.
pub(crate) struct May {
    pub(crate) edit: bool,
    pub(crate) hide: bool,
    pub(crate) original: bool,
    pub(crate) review: bool,
    pub(crate) permission: bool,
    pub(crate) close: bool,
    pub(crate) take_down: bool,
    pub(crate) withdraw: bool,
    pub(crate) code: bool,
    pub(crate) concern: bool,
}

impl May {
    pub(crate) fn of(viewer: &Viewer, voice: &Voice) -> Self {
        let may = |verb| viewer.may(verb, voice.within());
        Self {
            edit: may(Verb::RecordVoice),
            hide: may(Verb::RedactVoice),
            original: may(Verb::ReadOriginal),
            review: may(Verb::ReviewVoice),
            permission: may(Verb::ChangePermission),
            close: may(Verb::CloseVoice),
            take_down: may(Verb::TakeDown),
            withdraw: may(Verb::WithdrawVoice),
            code: may(Verb::CodeVoice),
            concern: may(Verb::RaiseConcern),
        }
    }
}

/// Everything the page needs, in one read.
struct Read {
    voice: Voice,
    campaign: Option<Campaign>,
    community: Option<Community>,
    narrator: Option<Narrator>,
    entered_by: Option<String>,
    lines: Vec<TranscriptLine>,
    translation: Option<String>,
    tags: Vec<(String, String)>,
    permissions: Vec<Given>,
    agreements: Vec<Agreement>,
    redactions: Vec<Redaction>,
    withdrawals: Vec<Withdrawal>,
}

fn read(db: &Db, voice: Voice, today: kernel::clock::Date) -> Result<Read, Fault> {
    let id = voice.id;
    let words: Result<_, NotAllowed> = transcript(db, id, today)?;
    let (lines, translation) = match words {
        Ok(allowed) => {
            let words = allowed.into_words();
            (words.lines, words.translation)
        }
        Err(_) => (Vec::new(), None),
    };
    let narrator = match voice.narrator {
        Some(narrator) => narrator::find(db, narrator)?,
        None => None,
    };
    let entered_by = match voice.entered_by {
        Some(account) => accounts::find(db, account)?.map(|account| account.name),
        None => None,
    };
    Ok(Read {
        campaign: campaign::find(db, voice.campaign)?,
        community: community::find(db, voice.community)?,
        narrator,
        entered_by,
        lines,
        translation,
        tags: tags(db, id)?,
        permissions: permissions(db, id)?,
        agreements: agreement::of(db, id)?,
        redactions: redaction::of(db, id)?,
        withdrawals: withdrawals(db, id)?,
        voice,
    })
}

/// How a closure is said; nothing when it is open.
pub(crate) fn closed(page: &Page, closure: Closure) -> Option<String> {
    match closure {
        Closure::Open => None,
        Closure::Until(day) => {
            let day = page.date(&day);
            Some(page.t1("voice-closed-until", "day", day))
        }
        Closure::ForGood => Some(page.t("voice-closed-for-good")),
    }
}

pub(crate) async fn show(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let (viewer, voice) = found_ever(&ctx, id, Verb::ReadVoice).await?;
    let (may, today) = (May::of(&viewer, &voice), ctx.today);
    let read = ctx.read(move |db| read(db, voice, today)).await?;
    let page = ctx.desk("voices-title").title_text(super::called(&read.voice));
    let review = |outcome: &Review| {
        Choice::new(outcome.word(), page.t(&format!("review-{outcome}")), "")
            .with_hint(page.t(&format!("review-{outcome}-means")))
    };
    ctx.html(&VoicePage {
        trail: trail(&page, &read.voice, ""),
        language: language_name(&page, &read.voice.language),
        closed: closed(&page, read.voice.closure),
        reviews: [Review::Cleared, Review::Held].iter().map(review).collect(),
        english: read.voice.language.starts_with("en"),
        may,
        read,
        page,
    })
}
