//! The pages by which themes and coding go to other programs and come from them.

use super::code::{take_codebook, write_codebook};
use super::fault::sentence;
use super::import::{Brought, Into, bring_project};
use super::odd;
use crate::coding::frame;
use crate::theme::codebook::Codebooks;
use crate::theme::desk::{ProgrammeQuery, to_manage};
use askama::Template;
use interchange::refi::{Limits, NotRead, Reading, read_codebook, read_project};
use kernel::access::{Verb, Within};
use kernel::ids::ProgrammeId;
use kernel::permission::{Permission, Rung};
use kernel::{Message, Refusal};
use listen::campaign::{self, Campaign};
use places::community::{self, Community};
use web::{Choice, Context, Page, PageError, PageResult, Query, Upload, UploadedFile};

/// `GET /desk/codebook/export`: the themes in use as a `.qdc` file.
pub(crate) async fn codebook(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ReadCodebook)?.clone();
    let found = ctx
        .read(move |db| {
            let books = Codebooks::within(db, &viewer, Verb::ReadCodebook, &query.programme)?;
            let Some(programme) = books.chosen else { return Ok(None) };
            Ok(Some((programme.slug, write_codebook(db, programme.id)?)))
        })
        .await?;
    let (slug, codebook) = found.ok_or(PageError::NotFound)?;
    let text = interchange::refi::write_codebook(&codebook).map_err(|_| PageError::NotFound)?;
    ctx.download(text.into_bytes(), "application/xml", &format!("{slug}.qdc"))
}

/// `GET /desk/coding/export`: themes, texts and marks as a `.qdpx` file.
pub(crate) async fn project(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ExportCoding)?.clone();
    let today = ctx.today;
    let found = ctx
        .read(move |db| {
            let books = Codebooks::within(db, &viewer, Verb::ExportCoding, &query.programme)?;
            let Some(programme) = books.chosen else { return Ok(None) };
            let project = super::project(db, &viewer, programme.id, None, today)?;
            Ok(Some((programme.slug, project)))
        })
        .await?;
    let (slug, project) = found.ok_or(PageError::NotFound)?;
    let bytes = interchange::refi::write_project(&project)
        .map_err(|problem| kernel::Fault::Other(problem.to_string()))?;
    ctx.download(bytes, "application/zip", &format!("{slug}.qdpx"))
}

#[derive(Template)]
#[template(path = "exchange/codebook.html")]
struct CodebookPage {
    page: Page,
    programme: ProgrammeId,
    done: Option<Message>,
    left_out: Vec<Message>,
    odd: Vec<Message>,
}

/// `GET /desk/codebook/import`: asks for a `.qdc` file.
pub(crate) async fn codebook_form(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let (programme, _) = to_manage(&ctx, query.programme).await?;
    let page = frame(&ctx, "exchange-codebook-in");
    ctx.html(&CodebookPage { page, programme, done: None, left_out: Vec::new(), odd: Vec::new() })
}

/// `POST /desk/codebook/import`: takes its themes in.
pub(crate) async fn take(ctx: Context, upload: Upload) -> PageResult {
    let (programme, _) = to_manage(&ctx, upload.text("programme").to_owned()).await?;
    let page = frame(&ctx, "exchange-codebook-in");
    let refused = |page: Page| {
        ctx.refuse(&CodebookPage {
            page,
            programme,
            done: None,
            left_out: Vec::new(),
            odd: Vec::new(),
        })
    };
    let read = match upload.file("file") {
        None => return refused(page.with_problem("file", &Message::new("exchange-no-file"))),
        Some(file) => read_codebook(file.open()?, &Limits::default()),
    };
    let Reading { value, left_out, odd } = match read {
        Ok(read) => read,
        Err(problem) => return refused(page.with_problem("file", &sentence(&problem))),
    };
    let left_out = left_out.into_iter().map(told).collect();
    let mut odd = odd::sentences(&odd);
    match ctx.write(move |tx| take_codebook(tx, programme, &value.codes)).await? {
        Ok(taken) => {
            odd.extend(taken.odd);
            let done = Message::new("exchange-codebook-taken")
                .with("new", taken.new)
                .with("changed", taken.changed)
                .with("same", taken.same);
            ctx.html(&CodebookPage { page, programme, done: Some(done), left_out, odd })
        }
        Err(refusal) => refused(page.with_problem("file", &refusal.message())),
    }
}

/// What a file has that we do not hold, in words.
fn told((element, count): (String, u64)) -> Message {
    Message::new("exchange-left-out").with("element", element).with("count", count)
}

#[derive(Template)]
#[template(path = "exchange/project.html")]
struct ProjectPage {
    page: Page,
    programme: ProgrammeId,
    campaigns: Vec<Choice>,
    communities: Vec<Choice>,
    rungs: Vec<Choice>,
    done: Option<Message>,
    left_out: Vec<Message>,
    odd: Vec<Message>,
}

/// The programme, and the campaigns and communities into which the viewer may bring a project.
struct Places {
    programme: ProgrammeId,
    campaigns: Vec<Campaign>,
    communities: Vec<Community>,
}

async fn places(ctx: &Context, programme: String) -> Result<Places, PageError> {
    let (programme, _) = to_manage(ctx, programme).await?;
    let viewer = ctx.viewer()?.clone();
    let may = move |within: Within| {
        [Verb::ImportVoice, Verb::CodeVoice, Verb::ReadVoice]
            .into_iter()
            .all(|verb| viewer.may(verb, within))
    };
    let places = ctx
        .read(move |db| {
            let mut communities = community::of_programme(db, programme)?;
            communities.retain(|community| may(community.within()));
            let campaigns = campaign::of_programme(db, programme)?;
            Ok(Places { programme, campaigns, communities })
        })
        .await?;
    if places.communities.is_empty() { Err(PageError::NotFound) } else { Ok(places) }
}

fn project_page(page: Page, places: &Places, chosen: [&str; 3]) -> ProjectPage {
    let [campaign, community, rung] = chosen;
    let mut campaigns = vec![Choice::new("", page.t("theme-choose"), campaign)];
    campaigns.extend(
        places
            .campaigns
            .iter()
            .map(|one| Choice::new(one.id.to_string(), page.both(&one.title), campaign)),
    );
    let mut communities = vec![Choice::new("", page.t("theme-choose"), community)];
    communities.extend(
        places
            .communities
            .iter()
            .map(|one| Choice::new(one.id.to_string(), page.both(&one.name), community)),
    );
    // A file brings no names, so nobody's own name can stand beside their words.
    let rungs = [Rung::Count, Rung::Quote, Rung::Online];
    let rungs = rungs
        .iter()
        .map(|one| Choice::new(one.word(), page.t(&format!("coding-permission-{one}")), rung));
    let rungs = rungs.collect();
    ProjectPage {
        programme: places.programme,
        campaigns,
        communities,
        rungs,
        done: None,
        left_out: Vec::new(),
        odd: Vec::new(),
        page,
    }
}

/// `GET /desk/coding/import`: asks for a `.qdpx` file and where it goes.
pub(crate) async fn project_form(ctx: Context, Query(query): Query<ProgrammeQuery>) -> PageResult {
    let places = places(&ctx, query.programme).await?;
    ctx.html(&project_page(frame(&ctx, "exchange-project-in"), &places, ["", "", ""]))
}

fn open(
    file: Option<&UploadedFile>,
) -> Result<Result<Reading<interchange::refi::Project>, NotRead>, Message> {
    let file = file.ok_or_else(|| Message::new("exchange-no-file"))?;
    let file = file.open().map_err(|_| Message::new("exchange-no-file"))?;
    Ok(read_project(file, &Limits::default()))
}

/// `POST /desk/coding/import`: brings the project in.
pub(crate) async fn bring(ctx: Context, upload: Upload) -> PageResult {
    let places = places(&ctx, upload.text("programme").to_owned()).await?;
    let chosen = [upload.text("campaign"), upload.text("community"), upload.text("rung")];
    let page = frame(&ctx, "exchange-project-in");
    let refused = |page: Page| ctx.refuse(&project_page(page, &places, chosen));
    let [campaign, community, rung] = chosen;
    let campaign = places.campaigns.iter().find(|one| one.id.to_string() == campaign);
    let community = places.communities.iter().find(|one| one.id.to_string() == community);
    let rung = Rung::from_word(rung).filter(|rung| *rung != Rung::Named);
    let (Some(campaign), Some(community)) = (campaign, community) else {
        return refused(page.with_problem("campaign", &Message::new("exchange-no-place")));
    };
    let Some(rung) = rung else {
        return refused(page.with_problem("rung", &Message::new("exchange-no-permission")));
    };
    let read = match open(upload.file("file")) {
        Err(message) => return refused(page.with_problem("file", &message)),
        Ok(Err(problem)) => return refused(page.with_problem("file", &sentence(&problem))),
        Ok(Ok(read)) => read,
    };
    let into = Into {
        programme: places.programme,
        campaign: campaign.id,
        community: community.id,
        permission: Permission::only(rung),
    };
    let viewer = ctx.viewer()?.clone();
    let Reading { value, left_out, odd } = read;
    match ctx.write(move |tx| bring_project(tx, &viewer, into, &value)).await? {
        Ok(brought) => {
            let mut shown = project_page(page, &places, ["", "", ""]);
            shown.done = Some(counted(&brought));
            shown.odd = odd::sentences(&odd);
            shown.odd.extend(brought.odd);
            shown.left_out = left_out.into_iter().map(told).collect();
            ctx.html(&shown)
        }
        Err(refusal) => refused(page.refused(&refusal)),
    }
}

fn counted(brought: &Brought) -> Message {
    Message::new("exchange-project-brought")
        .with("themes", brought.themes)
        .with("voices", brought.voices)
        .with("highlights", brought.highlights)
        .with("memos", brought.memos)
        .with("left", brought.left)
}
