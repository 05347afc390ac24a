//! `GET /desk/voices/{voice}/edit` and `POST /desk/voices/{voice}`: mending a voice.

use super::super::draft::given;
use super::super::{Edit, NotRecorded, Voice, edit as mend, tags, transcript};
use super::form::day;
use super::{found, languages, read_tags, trail, write_tags};
use crate::ids::VoiceId;
use crate::redaction;
use askama::Template;
use kernel::access::Verb;
use kernel::permission::Allowed;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Trail};

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EditForm {
    words: String,
    language: String,
    translation: String,
    title: String,
    described: String,
    heard_on: String,
    entered_for: String,
    tags: String,
}

#[derive(Template)]
#[template(path = "voice/edit.html")]
struct EditPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    form: EditForm,
    languages: Vec<Choice>,
    /// Why the words can't be mended; empty when they can.
    fixed: &'static str,
}

/// Why a voice's words can't be mended; empty when they can. Where a name is hidden, the form
/// would show it.
fn fixed(voice: &Voice, hidden: bool) -> &'static str {
    match (voice.fixed_at, hidden) {
        (Some(_), _) => "voice-fixed",
        (None, true) => "voice-has-hidden",
        (None, false) => "",
    }
}

fn show(page: Page, voice: Voice, form: EditForm, fixed: &'static str) -> EditPage {
    let here = page.t("voice-edit");
    EditPage {
        trail: trail(&page, &voice, &here),
        languages: languages(&page, &form.language),
        voice,
        form,
        fixed,
        page,
    }
}

pub(crate) async fn edit(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::RecordVoice).await?;
    if !voice.is_living() {
        return Err(PageError::NotFound);
    }
    let today = ctx.today;
    let read = ctx.read(move |db| {
        Ok((transcript(db, id, today)?, tags(db, id)?, !redaction::of(db, id)?.is_empty()))
    });
    let (texts, tags, hidden) = read.await?;
    let fixed = fixed(&voice, hidden);
    // Where a name is hidden nothing can be mended, so what the team reads is all that was said.
    let texts = texts.ok().filter(|_| fixed.is_empty()).map(Allowed::into_words);
    let (words, translation) =
        texts.map(|texts| (texts.words, texts.translation.unwrap_or_default())).unwrap_or_default();
    let form = EditForm {
        words,
        translation,
        language: voice.language.clone(),
        title: voice.title.clone(),
        described: voice.described.clone(),
        heard_on: voice.heard_on.map(|day| day.to_string()).unwrap_or_default(),
        entered_for: voice.entered_for.clone().unwrap_or_default(),
        tags: write_tags(&tags),
    };
    ctx.html(&show(ctx.desk("voice-edit"), voice, form, fixed))
}

fn change(form: &EditForm, fixed: &str) -> Result<Edit, NotRecorded> {
    Ok(Edit {
        title: form.title.clone(),
        described: form.described.clone(),
        language: form.language.clone(),
        heard_on: day(&form.heard_on)?,
        entered_for: given(&form.entered_for),
        tags: read_tags(&form.tags),
        words: fixed.is_empty().then(|| (form.words.clone(), given(&form.translation))),
    })
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<EditForm>,
) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::RecordVoice).await?;
    let hidden = ctx.read(move |db| Ok(!redaction::of(db, id)?.is_empty())).await?;
    let fixed = fixed(&voice, hidden);
    let result = match change(&form, fixed) {
        Ok(edit) => ctx.write(move |tx| mend(tx, id, edit)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/voices/{id}")),
        Err(refusal) => {
            let page = ctx.desk("voice-edit").refused(&refusal);
            ctx.refuse(&show(page, voice, form, fixed))
        }
    }
}
