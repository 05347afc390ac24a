//! The back office's pages of campaigns, under `/desk/campaigns`.

use super::{Campaign, Draft, LawfulBasis, NotCampaign, Phase, close, find, reopen};
use crate::ids::CampaignId;
use crate::voice::desk::campaigns;
use askama::Template;
use kernel::Both;
use kernel::access::{Verb, Viewer, Within};
use kernel::ids::ProgrammeId;
use places::programme::{self, Programme};
use serde::Deserialize;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Trail};

/// A campaign in a list, with the word for where it is in its time.
struct Listed {
    campaign: Campaign,
    phase: &'static str,
    tag: &'static str,
}

/// The kind of tag for where a campaign is in its time.
fn tag(phase: Phase) -> &'static str {
    match phase {
        Phase::Coming => "listening",
        Phase::Open => "under-way",
        Phase::Closed => "closed",
    }
}

#[derive(Template)]
#[template(path = "campaign/index.html")]
struct CampaignsPage {
    page: Page,
    campaigns: Vec<Listed>,
    may_add: bool,
}

pub(crate) async fn index(ctx: Context) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadVoice)?;
    let (reach, today) = (viewer.reach(Verb::ReadVoice), ctx.today);
    let may_add = !viewer.reach(Verb::ManageCampaign).is_nowhere();
    let found = ctx.read(move |db| campaigns(db, &reach)).await?;
    let listed = |campaign: Campaign| {
        let phase = campaign.phase(today);
        Listed { phase: phase.word(), tag: tag(phase), campaign }
    };
    let campaigns = found.into_iter().map(listed).collect();
    ctx.html(&CampaignsPage { page: ctx.desk("campaigns-title"), campaigns, may_add })
}

#[derive(Template)]
#[template(path = "campaign/show.html")]
struct CampaignPage {
    page: Page,
    trail: Vec<Trail>,
    campaign: Campaign,
    phase: &'static str,
    tag: &'static str,
    programme: Option<Programme>,
    may_manage: bool,
    may_record: bool,
}

fn trail(page: &Page, here: &str) -> Vec<Trail> {
    vec![
        Trail { href: page.path("/desk/campaigns"), text: page.t("campaigns-title") },
        Trail { href: String::new(), text: here.to_owned() },
    ]
}

/// The campaign, when the viewer may do `verb` in its programme.
async fn found(ctx: &Context, id: CampaignId, verb: Verb) -> Result<Campaign, PageError> {
    ctx.viewer()?;
    let campaign = ctx.read(move |db| find(db, id)).await?.ok_or(PageError::NotFound)?;
    ctx.require(verb, campaign.within())?;
    Ok(campaign)
}

/// The campaign, when the viewer reads voices anywhere in its programme.
async fn seen(ctx: &Context, id: CampaignId) -> Result<(Viewer, Campaign), PageError> {
    let viewer = ctx.require_somewhere(Verb::ReadVoice)?.clone();
    let reach = viewer.reach(Verb::ReadVoice);
    let all = ctx.read(move |db| campaigns(db, &reach)).await?;
    let campaign = all.into_iter().find(|one| one.id == id).ok_or(PageError::NotFound)?;
    Ok((viewer, campaign))
}

pub(crate) async fn show(ctx: Context, Path(id): Path<CampaignId>) -> PageResult {
    let (viewer, campaign) = seen(&ctx, id).await?;
    let programme_id = campaign.programme_id;
    let programme = ctx.read(move |db| programme::find(db, programme_id)).await?;
    let page = ctx.desk("campaign-title");
    let title = page.both(&campaign.title).to_owned();
    ctx.html(&CampaignPage {
        trail: trail(&page, &title),
        page: page.title_text(title),
        phase: campaign.phase(ctx.today).word(),
        tag: tag(campaign.phase(ctx.today)),
        may_manage: viewer.may(Verb::ManageCampaign, campaign.within()),
        may_record: !viewer.reach(Verb::RecordVoice).is_nowhere(),
        campaign,
        programme,
    })
}

/// What somebody typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CampaignForm {
    programme: String,
    title_en: String,
    title_cy: String,
    question_en: String,
    question_cy: String,
    opens_on: String,
    closes_on: String,
    lawful_basis: String,
}

impl CampaignForm {
    fn of(campaign: &Campaign) -> Self {
        Self {
            programme: campaign.programme_id.to_string(),
            title_en: campaign.title.en.clone(),
            title_cy: campaign.title.cy.clone(),
            question_en: campaign.question.en.clone(),
            question_cy: campaign.question.cy.clone(),
            opens_on: campaign.opens_on.to_string(),
            closes_on: campaign.closes_on.map(|day| day.to_string()).unwrap_or_default(),
            lawful_basis: campaign.lawful_basis.word().to_owned(),
        }
    }

    fn draft(&self, programme: ProgrammeId) -> Result<Draft, NotCampaign> {
        let closes_on = match self.closes_on.trim() {
            "" => None,
            typed => Some(typed.parse().map_err(|_| NotCampaign::UnreadableClosing)?),
        };
        Ok(Draft {
            programme,
            title: Both::new(&self.title_en, &self.title_cy),
            question: Both::new(&self.question_en, &self.question_cy),
            opens_on: self.opens_on.trim().parse().ok(),
            closes_on,
            lawful_basis: LawfulBasis::from_word(&self.lawful_basis),
        })
    }
}

#[derive(Template)]
#[template(path = "campaign/form.html")]
struct CampaignFormPage {
    page: Page,
    heading: String,
    action: String,
    back: String,
    form: CampaignForm,
    programmes: Vec<Choice>,
    bases: Vec<Choice>,
}

fn bases(page: &Page, chosen: &str) -> Vec<Choice> {
    let choice = |basis: &LawfulBasis| {
        Choice::new(basis.word(), page.t(&format!("lawful-basis-{basis}")), chosen)
            .with_hint(page.t(&format!("lawful-basis-{basis}-means")))
    };
    LawfulBasis::ALL.iter().map(choice).collect()
}

/// The programmes in which the viewer may open a campaign.
async fn programmes(ctx: &Context) -> Result<Vec<Programme>, PageError> {
    let viewer = ctx.require_somewhere(Verb::ManageCampaign)?;
    let mut programmes = ctx.read(programme::all).await?;
    programmes.retain(|one| viewer.may(Verb::ManageCampaign, Within::programme(one.id)));
    if programmes.is_empty() { Err(PageError::NotFound) } else { Ok(programmes) }
}

fn new_page(page: Page, programmes: &[Programme], form: CampaignForm) -> CampaignFormPage {
    let choice =
        |one: &Programme| Choice::new(one.id.to_string(), page.both(&one.name), &form.programme);
    CampaignFormPage {
        heading: page.t("campaign-new"),
        action: page.path("/desk/campaigns"),
        back: page.path("/desk/campaigns"),
        programmes: programmes.iter().map(choice).collect(),
        bases: bases(&page, &form.lawful_basis),
        page,
        form,
    }
}

pub(crate) async fn new(ctx: Context) -> PageResult {
    let programmes = programmes(&ctx).await?;
    let form = CampaignForm { opens_on: ctx.today.to_string(), ..CampaignForm::default() };
    ctx.html(&new_page(ctx.desk("campaign-new"), &programmes, form))
}

pub(crate) async fn create(ctx: Context, Form(form): Form<CampaignForm>) -> PageResult {
    let programmes = programmes(&ctx).await?;
    let chosen = programmes.iter().find(|one| one.id.to_string() == form.programme);
    let draft = chosen.ok_or(NotCampaign::NoProgramme).and_then(|one| form.draft(one.id));
    let result = match draft {
        Ok(draft) => ctx.write(move |tx| super::create(tx, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(id) => ctx.see_other(&format!("/desk/campaigns/{id}")),
        Err(refusal) => {
            let page = ctx.desk("campaign-new").refused(&refusal);
            ctx.refuse(&new_page(page, &programmes, form))
        }
    }
}

fn edit_page(page: Page, id: CampaignId, form: CampaignForm) -> CampaignFormPage {
    let path = page.path(format!("/desk/campaigns/{id}"));
    CampaignFormPage {
        heading: page.t("campaign-edit"),
        back: path.clone(),
        action: path,
        programmes: Vec::new(),
        bases: bases(&page, &form.lawful_basis),
        page,
        form,
    }
}

pub(crate) async fn edit(ctx: Context, Path(id): Path<CampaignId>) -> PageResult {
    let campaign = found(&ctx, id, Verb::ManageCampaign).await?;
    ctx.html(&edit_page(ctx.desk("campaign-edit"), id, CampaignForm::of(&campaign)))
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<CampaignId>,
    Form(form): Form<CampaignForm>,
) -> PageResult {
    let campaign = found(&ctx, id, Verb::ManageCampaign).await?;
    let result = match form.draft(campaign.programme_id) {
        Ok(draft) => ctx.write(move |tx| super::edit(tx, id, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/campaigns/{id}")),
        Err(refusal) => {
            let page = ctx.desk("campaign-edit").refused(&refusal);
            ctx.refuse(&edit_page(page, id, form))
        }
    }
}

/// Whether to close or to open again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Closing {
    open: String,
}

/// `POST /desk/campaigns/{campaign}/closing`: closes a campaign, or opens it again.
pub(crate) async fn create_closing(
    ctx: Context,
    Path(id): Path<CampaignId>,
    Form(form): Form<Closing>,
) -> PageResult {
    found(&ctx, id, Verb::ManageCampaign).await?;
    let again = form.open == "yes";
    ctx.change(move |tx| if again { reopen(tx, id) } else { close(tx, id) }).await?;
    ctx.see_other(&format!("/desk/campaigns/{id}"))
}
