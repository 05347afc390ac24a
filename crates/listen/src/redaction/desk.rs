//! `GET` and `POST /desk/voices/{voice}/redaction`: hiding names, by picking words or by typing
//! them.

use super::{NotHidden, Part, Piece, Redaction, add, add_typed, of, pieces, remove};
use crate::ids::{RedactionId, VoiceId};
use crate::line;
use crate::voice::desk::{found, trail};
use crate::voice::{Voice, transcript};
use askama::Template;
use kernel::access::Verb;
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query, Trail};

/// What stands behind the question mark, and in the form.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RedactionForm {
    part: String,
    line: String,
    start: String,
    end: String,
    typed: String,
    /// A redaction that is to be taken away.
    remove: String,
}

/// A line to choose in.
struct Row {
    number: usize,
    speaker: Option<String>,
    text: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "redaction/edit.html")]
struct RedactionPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    form: RedactionForm,
    rows: Vec<Row>,
    parts: Vec<Choice>,
    hidden: Vec<(Redaction, usize)>,
    has_translation: bool,
    translation: bool,
    may_show: bool,
    lang: String,
}

impl RedactionPage {
    fn pieces<'a>(&self, text: &'a str) -> Vec<(Piece<'a>, usize)> {
        pieces(text).into_iter().map(|piece| (piece.clone(), piece.text.chars().count())).collect()
    }
}

fn part(form: &RedactionForm) -> Part {
    Part::from_word(&form.part).unwrap_or(Part::Words)
}

async fn shown(
    ctx: &Context,
    page: Page,
    voice: Voice,
    form: RedactionForm,
    may_show: bool,
) -> Result<RedactionPage, PageError> {
    let (id, today, wanted) = (voice.id, ctx.today, part(&form));
    let read = ctx.read(move |db| Ok((transcript(db, id, today)?, of(db, id)?)));
    let (words, hidden) = read.await?;
    let words = words.map_err(|_| PageError::NotFound)?.into_words();
    let chosen: usize = form.line.parse().unwrap_or(0);
    let lines_of_words: Vec<(usize, usize)> =
        words.lines.iter().map(|line| (line.number, line.end)).collect();
    let translation = words.translation.clone().unwrap_or_default();
    let translated = line::lines(&translation);
    let line_of = |redaction: &Redaction| match redaction.part {
        Part::Words => {
            let line = lines_of_words.iter().find(|(_, end)| redaction.start_at < *end);
            line.map_or(1, |(number, _)| *number)
        }
        Part::Translation => {
            let line = translated.iter().find(|line| redaction.start_at < line.end);
            line.map_or(1, |line| line.number)
        }
    };
    let hidden = hidden.into_iter().map(|one| (one.clone(), line_of(&one))).collect();
    let rows = match wanted {
        Part::Words => words
            .lines
            .into_iter()
            .map(|line| Row {
                chosen: line.number == chosen,
                number: line.number,
                speaker: line.speaker,
                text: line.text,
            })
            .collect(),
        Part::Translation => translated
            .iter()
            .map(|line| Row {
                chosen: line.number == chosen,
                number: line.number,
                speaker: line.speaker.map(str::to_owned),
                text: line.text.to_owned(),
            })
            .collect(),
    };
    let choice =
        |part: &Part| Choice::new(part.word(), page.t(&format!("redaction-{part}")), wanted.word());
    let here = page.t("redaction-title");
    let lang = match wanted {
        Part::Words => words.language,
        Part::Translation if voice.language.starts_with("en") => "cy".to_owned(),
        Part::Translation => "en".to_owned(),
    };
    Ok(RedactionPage {
        trail: trail(&page, &voice, &here),
        parts: Part::ALL.iter().map(choice).collect(),
        has_translation: !translation.is_empty(),
        translation: wanted == Part::Translation,
        hidden,
        rows,
        voice,
        form,
        may_show,
        lang,
        page,
    })
}

pub(crate) async fn edit(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Query(form): Query<RedactionForm>,
) -> PageResult {
    let (viewer, voice) = found(&ctx, id, Verb::RedactVoice).await?;
    let may_show = viewer.may(Verb::ReadOriginal, voice.within());
    let page = ctx.desk("redaction-title");
    ctx.html(&shown(&ctx, page, voice, form, may_show).await?)
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<RedactionForm>,
) -> PageResult {
    let (viewer, voice) = found(&ctx, id, Verb::RedactVoice).await?;
    let may_show = viewer.may(Verb::ReadOriginal, voice.within());
    if let Ok(redaction) = form.remove.parse::<RedactionId>() {
        if !may_show {
            return Err(PageError::NotFound);
        }
        ctx.change(move |tx| remove(tx, id, redaction)).await?;
        return ctx.see_other(&format!("/desk/voices/{id}/redaction?part={}", part(&form)));
    }
    let typed = form.clone();
    match ctx.write(move |tx| hide(tx, id, &typed)).await? {
        Ok(()) => ctx.see_other(&format!(
            "/desk/voices/{id}/redaction?part={}&line={}",
            part(&form),
            form.line.parse::<usize>().unwrap_or(1)
        )),
        Err(refusal) => {
            let page = ctx.desk("redaction-title").refused(&refusal);
            ctx.refuse(&shown(&ctx, page, voice, form, may_show).await?)
        }
    }
}

/// Hides the picked span when one was picked, otherwise the typed words.
fn hide(tx: &mut kernel::Tx<'_>, id: VoiceId, form: &RedactionForm) -> Result<(), NotHidden> {
    let (part, line) = (part(form), form.line.trim().parse::<usize>().unwrap_or(0));
    let picked = form.start.parse::<usize>().ok().zip(form.end.parse::<usize>().ok());
    if !form.typed.trim().is_empty() {
        return add_typed(tx, id, part, line, &form.typed).map(drop);
    }
    let (start, end) = picked.filter(|(start, end)| start < end).ok_or(NotHidden::Nothing)?;
    let begun = super::line_start(tx, id, part, line)?;
    add(tx, id, part, begun + start..begun + end).map(drop)
}
