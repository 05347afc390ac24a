//! The back office's pages for an officer who takes words back or down for someone, or erases a
//! person.

use super::{Alike, NotTakenBack, Reach, Reason, alike, reach};
use kernel::access::{Verb, Within};
use kernel::{Message, Refusal};
use listen::voice::{AskedBy, Voice};
use listen::{NarratorId, VoiceId};
use serde::Deserialize;
use web::askama::Template;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path};

/// What came back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    reason: String,
    sure: String,
    lift: String,
}

#[derive(Template)]
#[template(path = "taking_back/ask.html")]
struct AskPage {
    page: Page,
    voice: Voice,
    reach: Reach,
    alike: Vec<Alike>,
    reasons: Vec<Choice>,
    action: String,
    down: bool,
}

#[derive(Template)]
#[template(path = "taking_back/erase.html")]
struct ErasePage {
    page: Page,
    narrator: NarratorId,
    words: Message,
    reaches: Vec<Reach>,
}

fn reasons(page: &Page, chosen: &str) -> Vec<Choice> {
    Reason::ALL.iter().map(|r| Choice::new(r.word(), page.t(&r.key()), chosen)).collect()
}

/// The voice, when the viewer may do `verb` to it.
async fn held(ctx: &Context, id: VoiceId, verb: Verb) -> Result<Voice, PageError> {
    ctx.viewer()?;
    let voice = ctx.read(move |db| listen::voice::find(db, id)).await?;
    let voice = voice.filter(|v| v.withdrawn_at.is_none()).ok_or(PageError::NotFound)?;
    ctx.require(verb, voice.within())?;
    Ok(voice)
}

async fn page(
    ctx: &Context,
    page: Page,
    voice: Voice,
    chosen: &str,
    down: bool,
) -> Result<AskPage, PageError> {
    let (id, language, today) = (voice.id, ctx.language, ctx.today);
    let viewer = ctx.viewer()?.clone();
    let read = ctx.read(move |db| Ok((reach(db, id, language, today)?, alike(db, &viewer, id)?)));
    let (reach, alike) = read.await?;
    let path = if down { "takedown" } else { "withdrawal" };
    let action = ctx.path(&format!("/desk/voices/{id}/{path}"));
    Ok(AskPage { reasons: reasons(&page, chosen), page, voice, reach, alike, action, down })
}

pub(super) async fn ask(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let voice = held(&ctx, id, Verb::WithdrawVoice).await?;
    ctx.html(&page(&ctx, ctx.desk("taking-back-title"), voice, "", false).await?)
}

pub(super) async fn withdraw(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let voice = held(&ctx, id, Verb::WithdrawVoice).await?;
    let refusal = match Reason::from_word(&filled.reason) {
        None => NotTakenBack::NoReason,
        Some(_) if filled.sure != "yes" => NotTakenBack::NotConfirmed,
        Some(reason) => {
            let done =
                ctx.write(move |tx| super::withdraw(tx, id, AskedBy::Officer, reason)).await?;
            match done {
                Ok(()) => return done_page(&ctx),
                Err(refusal) => refusal,
            }
        }
    };
    refuse(&ctx, voice, &filled, &refusal, false).await
}

async fn refuse(
    ctx: &Context,
    voice: Voice,
    filled: &Filled,
    refusal: &impl Refusal,
    down: bool,
) -> PageResult {
    let title = if down { "taking-back-down-title" } else { "taking-back-title" };
    let frame = ctx.desk(title).refused(refusal);
    ctx.refuse(&page(ctx, frame, voice, &filled.reason, down).await?)
}

#[derive(Template)]
#[template(path = "taking_back/done.html")]
struct DonePage {
    page: Page,
}

fn done_page(ctx: &Context) -> PageResult {
    let page = ctx.desk("taking-back-done-title");
    ctx.html(&DonePage { page })
}

pub(super) async fn ask_down(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let voice = held(&ctx, id, Verb::TakeDown).await?;
    ctx.html(&page(&ctx, ctx.desk("taking-back-down-title"), voice, "", true).await?)
}

pub(super) async fn take_down(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let voice = held(&ctx, id, Verb::TakeDown).await?;
    let Some(reason) = Reason::from_word(&filled.reason) else {
        return refuse(&ctx, voice, &filled, &NotTakenBack::NoReason, true).await;
    };
    let lift = filled.lift == "yes";
    let done = ctx
        .write(move |tx| {
            if lift {
                super::lift(tx, id, reason)
            } else {
                super::take_down(tx, id, AskedBy::Officer, reason)
            }
        })
        .await?;
    match done {
        Ok(()) => ctx.see_other(&format!("/desk/voices/{id}/takedown")),
        Err(refusal) => refuse(&ctx, voice, &filled, &refusal, true).await,
    }
}

/// A person whose every voice lies where the viewer may do `verb`.
async fn person(
    ctx: &Context,
    id: NarratorId,
    verb: Verb,
) -> Result<listen::narrator::Narrator, PageError> {
    ctx.viewer()?;
    let (narrator, places) = ctx
        .read(move |db| Ok((listen::narrator::find(db, id)?, listen::narrator::within(db, id)?)))
        .await?;
    let narrator = narrator.ok_or(PageError::NotFound)?;
    if places.is_empty() {
        ctx.require(verb, Within::SPACE)?;
    }
    for within in places {
        ctx.require(verb, within)?;
    }
    Ok(narrator)
}

async fn erase_page(ctx: &Context, page: Page, id: NarratorId) -> Result<ErasePage, PageError> {
    let narrator = person(ctx, id, Verb::ErasePerson).await?;
    if narrator.erased_at.is_some() {
        return Err(PageError::NotFound);
    }
    let (language, today) = (ctx.language, ctx.today);
    let reaches = ctx
        .read(move |db| {
            let voices = listen::narrator::voices(db, id)?;
            voices.iter().map(|voice| reach(db, voice.id, language, today)).collect()
        })
        .await?;
    let reaches: Vec<Reach> = reaches;
    let name = match narrator.pseudonym {
        name if name.is_empty() => kernel::languages::say(ctx.language, "narrator-forgotten"),
        name => name,
    };
    let words = Message::new("taking-back-erase-words").with("name", name).with("n", reaches.len());
    Ok(ErasePage { page, narrator: id, words, reaches })
}

pub(super) async fn ask_erase(ctx: Context, Path(id): Path<NarratorId>) -> PageResult {
    ctx.html(&erase_page(&ctx, ctx.desk("taking-back-erase-title"), id).await?)
}

pub(super) async fn erase(
    ctx: Context,
    Path(id): Path<NarratorId>,
    Form(filled): Form<Filled>,
) -> PageResult {
    person(&ctx, id, Verb::ErasePerson).await?;
    let refusal = if filled.sure == "yes" {
        match ctx.write(move |tx| super::erase(tx, id)).await? {
            Ok(()) => return done_page(&ctx),
            Err(refusal) => refusal,
        }
    } else {
        NotTakenBack::NotConfirmed
    };
    let frame = ctx.desk("taking-back-erase-title").refused(&refusal);
    ctx.refuse(&erase_page(&ctx, frame, id).await?)
}
