//! The back office's import: a file, its columns, a look at what would happen, and the import.

use super::outcome::{NotImported, Outcome, Refused};
use super::reading::{Found, Reading};
use super::{Field, Import, NotPlanned, Place, lines, voices};
use crate::campaign::{Campaign, Phase};
use crate::ids::CampaignId;
use crate::voice::desk::{
    campaign_choices, campaigns, communities, community_choices, ladder, languages, none,
};
use askama::Template;
use interchange::table::{Table, sheets};
use kernel::access::{Verb, Viewer, Within};
use kernel::files::Files;
use kernel::ids::Uuid;
use kernel::permission::Rung;
use kernel::{Fault, Message, Refusal};
use places::community::Community;
use serde::Deserialize;
use std::collections::BTreeMap;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Upload};

/// How many rows of a file are shown.
const ROWS: usize = 5;

kernel::ids! {
    /// A file that waits to be brought in.
    WaitingId = "waiting_import";
}

/// Where a waiting file is kept, under the account that sent it, so that nobody else reads it.
fn path(viewer: &Viewer, id: WaitingId) -> String {
    format!("waiting/{}/{id}.csv", viewer.account)
}

#[derive(Template)]
#[template(path = "import/new.html")]
struct UploadPage {
    page: Page,
    encodings: Vec<Choice>,
    delimiters: Vec<Choice>,
    quotes: bool,
}

fn upload_page(page: Page, reading: &Reading) -> UploadPage {
    UploadPage {
        encodings: reading.encodings(&page, None),
        delimiters: reading.delimiters(&page, None),
        quotes: reading.quotes_in_words(),
        page,
    }
}

pub(crate) async fn new(ctx: Context) -> PageResult {
    ctx.require_somewhere(Verb::ImportVoice)?;
    ctx.html(&upload_page(ctx.desk("import-title"), &Reading::default()))
}

/// `POST /desk/import`: keeps the file for its next step.
pub(crate) async fn create(ctx: Context, mut upload: Upload) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ImportVoice)?.clone();
    let reading = Reading::of(|name| upload.text(name).to_owned());
    let Some(file) = upload.take_file("file") else {
        let page = ctx.desk("import-title").refused(&NotPlanned::NoFile);
        return ctx.refuse(&upload_page(page, &reading));
    };
    let options = reading.options();
    let (files, now) = (ctx.files.clone(), ctx.now);
    let kept = ctx.space.change(ctx.act(), move |tx| {
        let id: WaitingId = tx.id();
        let bytes = std::fs::read(file.path())?;
        let problems = match Table::open(bytes.as_slice(), options) {
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        };
        if problems.is_empty() {
            forget_old(&files, &viewer, now)?;
            files.put(&path(&viewer, id), bytes)?;
        }
        Ok((id, problems))
    });
    let (id, problems) = kept.await?;
    if problems.is_empty() {
        return ctx.see_other(&format!("/desk/import/{id}{}", reading.query()));
    }
    let mut page = ctx.desk("import-title");
    for problem in problems {
        let text = super::said_of_table(&problem, ctx.language);
        page = page.with_problem("file", &Message::new("import-said").with("text", text));
    }
    ctx.refuse(&upload_page(page, &reading))
}

/// Removes files of this person that have waited for more than a day.
fn forget_old(files: &Files, viewer: &Viewer, now: kernel::Timestamp) -> Result<(), Fault> {
    let folder = format!("waiting/{}/", viewer.account);
    for path in files.list()?.into_iter().filter(|path| path.starts_with(&folder)) {
        let id = path.strip_prefix(&folder).and_then(|name| name.strip_suffix(".csv"));
        let made = id.and_then(|id| id.parse::<Uuid>().ok()).and_then(|id| id.get_timestamp());
        let (seconds, _) = made.map_or((0, 0), |made| made.to_unix());
        let age = now.as_second() - i64::try_from(seconds).unwrap_or(0);
        if age > 24 * 60 * 60 {
            files.remove(&path)?;
        }
    }
    Ok(())
}

/// What somebody chose for a file.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ImportForm {
    encoding: String,
    delimiter: String,
    quotes: String,
    sheet: String,
    campaign: String,
    community: String,
    language: String,
    permission: String,
    then: String,
    /// `map-1`, … : the field of each column.
    #[serde(flatten)]
    columns: BTreeMap<String, String>,
}

impl ImportForm {
    fn reading(&self) -> Reading {
        Reading {
            encoding: self.encoding.clone(),
            delimiter: self.delimiter.clone(),
            quotes: self.quotes.clone(),
            sheet: self.sheet.clone(),
        }
    }
}

/// A column of the file, with a few of its cells.
struct Column {
    name: String,
    header: String,
    cells: Vec<String>,
    fields: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "import/edit.html")]
struct ImportPage {
    page: Page,
    id: WaitingId,
    columns: Vec<Column>,
    /// What may have been guessed wrongly, as a sentence.
    guessed: Option<Message>,
    encodings: Vec<Choice>,
    delimiters: Vec<Choice>,
    sheets: Vec<Choice>,
    quotes: bool,
    campaigns: Vec<Choice>,
    communities: Vec<Choice>,
    languages: Vec<Choice>,
    rungs: Vec<Choice>,
    said: Vec<String>,
    outcome: Option<Outcome>,
    refused: Option<Refused>,
}

#[derive(Template)]
#[template(path = "import/show.html")]
struct DonePage {
    page: Page,
    outcome: Outcome,
    said: Vec<String>,
    campaign: CampaignId,
}

/// What can be chosen, and the beginning of the file.
struct Offer {
    campaigns: Vec<Campaign>,
    communities: Vec<Community>,
    /// How the file was read, and what it has; nothing where it can't be read so.
    found: Option<Found>,
    /// What keeps it from being read.
    problems: Vec<interchange::table::Problem>,
    sheets: Vec<String>,
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

async fn offer(
    ctx: &Context,
    id: WaitingId,
    reading: &Reading,
) -> Result<(Viewer, Offer), PageError> {
    let viewer = ctx.require_somewhere(Verb::ImportVoice)?.clone();
    let (reach, today, files) = (viewer.reach(Verb::ImportVoice), ctx.today, ctx.files.clone());
    let (path, options) = (path(&viewer, id), reading.options());
    let offer = ctx.read(move |db| {
        let Some(bytes) = files.get(&path)? else { return Ok(None) };
        let mut campaigns = campaigns(db, &reach)?;
        campaigns.retain(|campaign| campaign.phase(today) == Phase::Open);
        let mut offer = Offer {
            campaigns,
            communities: communities(db, &reach)?,
            found: None,
            problems: Vec::new(),
            sheets: sheets(bytes.as_slice(), options).unwrap_or_default(),
            headers: Vec::new(),
            rows: Vec::new(),
        };
        match Table::open(bytes.as_slice(), options) {
            Ok(table) => {
                offer.found = Some(Found::of(&table));
                offer.headers = table.headers().to_vec();
                offer.rows = table
                    .filter_map(Result::ok)
                    .filter(|row| !row.is_blank())
                    .take(ROWS)
                    .map(|row| row.cells().map(str::to_owned).collect())
                    .collect();
            }
            Err(problems) => offer.problems = problems,
        }
        Ok(Some(offer))
    });
    let offer = offer.await?.ok_or(PageError::NotFound)?;
    Ok((viewer, offer))
}

/// How many characters of a cell are shown.
const CELL: usize = 60;

fn show(page: Page, id: WaitingId, offer: &Offer, form: ImportForm) -> ImportPage {
    let page = offer.problems.iter().fold(page, |page, problem| {
        let text = super::said_of_table(problem, page.language);
        page.with_problem("reading", &Message::new("import-said").with("text", text))
    });
    let choose = |choices: Vec<Choice>| {
        let mut all = vec![none(&page, "voice-choose")];
        all.extend(choices);
        all
    };
    let column = |(position, header): (usize, &String)| {
        let name = format!("map-{position}");
        let chosen = form.columns.get(&name).cloned().unwrap_or_default();
        let mut fields = vec![none(&page, "import-field-none")];
        for (word, _) in Field::WORDS {
            fields.push(Choice::new(*word, page.t(&format!("import-field-{word}")), &chosen));
        }
        fields.push(Choice::new("tag", page.t("import-field-tag"), &chosen));
        let cell = |row: &Vec<String>| {
            let cell = row.get(position - 1).map(String::as_str).unwrap_or_default();
            let mut short: String = cell.chars().take(CELL).collect();
            if cell.chars().nth(CELL).is_some() {
                short.push('…');
            }
            short
        };
        let cells = offer.rows.iter().take(3).map(cell).collect();
        Column { name, header: header.clone(), cells, fields }
    };
    let mut rungs = ladder(&page, &form.permission);
    rungs.push(
        Choice::new("column", page.t("import-permission-column"), &form.permission)
            .with_hint(page.t("import-permission-column-means")),
    );
    let (reading, found) = (form.reading(), offer.found.as_ref());
    ImportPage {
        guessed: found.and_then(Found::guessed),
        encodings: reading.encodings(&page, found),
        delimiters: reading.delimiters(&page, found),
        sheets: reading.sheets(&offer.sheets, found),
        quotes: reading.quotes_in_words(),
        columns: (1..).zip(&offer.headers).map(column).collect(),
        campaigns: choose(campaign_choices(&page, &offer.campaigns, &form.campaign)),
        communities: choose(community_choices(&page, &offer.communities, &form.community)),
        languages: languages(&page, &form.language),
        rungs,
        said: Vec::new(),
        outcome: None,
        refused: None,
        id,
        page,
    }
}

pub(crate) async fn edit(
    ctx: Context,
    Path(id): Path<WaitingId>,
    web::Query(reading): web::Query<Reading>,
) -> PageResult {
    let (_, offer) = offer(&ctx, id, &reading).await?;
    let form = ImportForm {
        encoding: reading.encoding,
        delimiter: reading.delimiter,
        quotes: reading.quotes,
        sheet: reading.sheet,
        language: ctx.language.word().to_owned(),
        ..ImportForm::default()
    };
    ctx.html(&show(ctx.desk("import-columns"), id, &offer, form))
}

/// The plan that a form describes.
fn plan(form: &ImportForm, viewer: &Viewer, offer: &Offer) -> Result<Import, NotPlanned> {
    let community = offer.communities.iter().find(|one| one.id.to_string() == form.community);
    let community: &Community = community
        .filter(|one| viewer.may(Verb::ImportVoice, Within::community(one.programme_id, one.id)))
        .ok_or(NotPlanned::NoCommunity { community: String::new() })?;
    let campaign: CampaignId =
        form.campaign.parse().map_err(|_| NotPlanned::NoCampaign { campaign: String::new() })?;
    let mut mapping = Vec::new();
    for (position, header) in (1..).zip(&offer.headers) {
        let chosen = form.columns.get(&format!("map-{position}")).map_or("", String::as_str);
        let field = match chosen {
            "tag" => Some(Field::Tag(header.to_lowercase().chars().take(40).collect())),
            word => Field::from_word(word),
        };
        mapping.extend(field.map(|field| (field, header.clone())));
    }
    Ok(Import {
        place: Place::Known { campaign, community: community.id },
        mapping,
        permission: Rung::from_word(&form.permission),
        language: form.language.clone(),
        options: form.reading().options(),
        only_look: form.then != "import",
    })
}

pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<WaitingId>,
    Form(form): Form<ImportForm>,
) -> PageResult {
    let (viewer, offer) = offer(&ctx, id, &form.reading()).await?;
    if form.then == "read" || !offer.problems.is_empty() {
        let page = show(ctx.desk("import-columns"), id, &offer, form);
        return if offer.problems.is_empty() { ctx.html(&page) } else { ctx.refuse(&page) };
    }
    let (files, path) = (ctx.files.clone(), path(&viewer, id));
    let result = match plan(&form, &viewer, &offer) {
        Ok(plan) => {
            ctx.write(move |tx| {
                let bytes = files.get(&path)?.ok_or(Fault::Missing)?;
                let outcome = voices(tx, bytes.as_slice(), &plan, &mut |_| {})?;
                files.remove(&path)?;
                Ok::<_, NotImported>(outcome)
            })
            .await?
        }
        Err(refusal) => Err(NotImported::from(refusal)),
    };
    match result {
        Ok(outcome) => {
            let campaign = form.campaign.parse().map_err(|_| PageError::NotFound)?;
            let said = lines(&outcome.left_out, ctx.language);
            ctx.html(&DonePage { page: ctx.desk("import-done"), outcome, said, campaign })
        }
        Err(NotImported::OnlyLooked(outcome)) => {
            let mut page = show(ctx.desk("import-columns"), id, &offer, form);
            page.said = lines(&outcome.left_out, ctx.language);
            page.outcome = Some(*outcome);
            ctx.html(&page)
        }
        Err(NotImported::Rows(refused)) => {
            let frame = ctx
                .desk("import-columns")
                .with_problem("faults", &NotImported::Rows(refused.clone()).message());
            let mut page = show(frame, id, &offer, form);
            page.said = lines(&refused.problems, ctx.language);
            page.refused = Some(*refused);
            ctx.refuse(&page)
        }
        Err(refusal) => {
            let page = ctx.desk("import-columns").refused(&refusal);
            ctx.refuse(&show(page, id, &offer, form))
        }
    }
}
