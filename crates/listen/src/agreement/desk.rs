//! The back office's pages of agreements: their wording under `/desk/wording`, and what a
//! voice's person signed or said under `/desk/voices/{voice}/agreement`.

use super::{Kind, Made, NotAgreed, Wording, agree, all, current, word};
use crate::ids::VoiceId;
use crate::voice::Voice;
use crate::voice::desk::{found, trail};
use askama::Template;
use kernel::Both;
use kernel::access::{Verb, Within};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageResult, Path, Trail};

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WordingForm {
    kind: String,
    text_en: String,
    text_cy: String,
}

#[derive(Template)]
#[template(path = "agreement/index.html")]
struct WordingsPage {
    page: Page,
    wordings: Vec<Wording>,
    may_write: bool,
    form: WordingForm,
    kinds: Vec<Choice>,
}

fn show(page: Page, wordings: Vec<Wording>, may_write: bool, form: WordingForm) -> WordingsPage {
    let choice = |kind: &Kind| {
        Choice::new(kind.word(), page.t(&format!("agreement-{kind}")), &form.kind)
            .with_hint(page.t(&format!("agreement-{kind}-means")))
    };
    WordingsPage { kinds: Kind::ALL.iter().map(choice).collect(), page, wordings, may_write, form }
}

pub(crate) async fn index(ctx: Context) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadVoice)?;
    let may_write = viewer.may(Verb::ManageCampaign, Within::SPACE);
    let wordings = ctx.read(all).await?;
    ctx.html(&show(ctx.desk("wording-title"), wordings, may_write, WordingForm::default()))
}

pub(crate) async fn create(ctx: Context, Form(form): Form<WordingForm>) -> PageResult {
    ctx.require(Verb::ManageCampaign, Within::SPACE)?;
    let text = Both::new(&form.text_en, &form.text_cy);
    let result = match Kind::from_word(&form.kind) {
        Some(kind) => ctx.write(move |tx| word(tx, kind, &text)).await?,
        None => Err(NotAgreed::NoKind),
    };
    match result {
        Ok(_) => ctx.see_other("/desk/wording"),
        Err(refusal) => {
            let wordings = ctx.read(all).await?;
            let page = ctx.desk("wording-title").refused(&refusal);
            ctx.refuse(&show(page, wordings, true, form))
        }
    }
}

/// What somebody chose.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AgreementForm {
    kind: String,
    how: String,
    made_on: String,
}

#[derive(Template)]
#[template(path = "agreement/new.html")]
struct AgreementPage {
    page: Page,
    trail: Vec<Trail>,
    voice: Voice,
    form: AgreementForm,
    wordings: Vec<Wording>,
    kinds: Vec<Choice>,
    hows: Vec<Choice>,
}

async fn agreement_page(
    ctx: &Context,
    page: Page,
    voice: Voice,
    form: AgreementForm,
) -> Result<AgreementPage, web::PageError> {
    let wordings = ctx.read(|db| {
        let mut wordings = Vec::new();
        for kind in Kind::ALL {
            wordings.extend(current(db, *kind)?);
        }
        Ok(wordings)
    });
    let wordings = wordings.await?;
    let kind = |wording: &Wording| {
        let name = page.t(&format!("agreement-{}", wording.kind));
        Choice::new(wording.kind.word(), name, &form.kind)
    };
    let how = |made: &Made| {
        Choice::new(made.word(), page.t(&format!("agreement-made-{made}")), &form.how)
    };
    let here = page.t("agreement-new");
    Ok(AgreementPage {
        trail: trail(&page, &voice, &here),
        kinds: wordings.iter().map(kind).collect(),
        hows: [Made::Signed, Made::Spoken, Made::Online].iter().map(how).collect(),
        wordings,
        voice,
        form,
        page,
    })
}

pub(crate) async fn new(ctx: Context, Path(id): Path<VoiceId>) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::ChangePermission).await?;
    let form = AgreementForm { made_on: ctx.today.to_string(), ..AgreementForm::default() };
    let page = ctx.desk("agreement-new");
    ctx.html(&agreement_page(&ctx, page, voice, form).await?)
}

pub(crate) async fn create_for(
    ctx: Context,
    Path(id): Path<VoiceId>,
    Form(form): Form<AgreementForm>,
) -> PageResult {
    let (_, voice) = found(&ctx, id, Verb::ChangePermission).await?;
    let typed = form.clone();
    let result = ctx.write(move |tx| {
        let kind = Kind::from_word(&typed.kind).ok_or(NotAgreed::NoKind)?;
        let how = Made::from_word(&typed.how).ok_or(NotAgreed::NoHow)?;
        let made_on = typed.made_on.trim().parse().map_err(|_| NotAgreed::NoDay)?;
        let wording = current(tx, kind)?.ok_or(NotAgreed::NoKind)?;
        agree(tx, id, wording.id, made_on, how)
    });
    match result.await? {
        Ok(_) => ctx.see_other(&format!("/desk/voices/{id}")),
        Err(refusal) => {
            let page = ctx.desk("agreement-new").refused(&refusal);
            ctx.refuse(&agreement_page(&ctx, page, voice, form).await?)
        }
    }
}
