//! `/desk/findings`: what we conclude, in the order of its numbers.

use super::{Confidence, Draft, Finding, Level, NotFinding, Side};
use crate::highlight::listing::{self, Found};
use askama::Template;
use kernel::access::{Verb, Viewer, Within};
use kernel::clock::Date;
use kernel::disclosure::{self, Thresholds};
use kernel::{Both, Db, Fault, Message};
use places::community::{self, Community};
use places::programme::{self, Programme};
use serde::Deserialize;
use std::collections::BTreeSet;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query, Trail};

impl Finding {
    /// Where it lies, for the question who may do what.
    pub fn within(&self) -> Within {
        Within { programme: Some(self.programme_id), community: self.community_id }
    }
}

/// How many findings a page holds.
const PAGE: u32 = 25;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct FindingsQuery {
    before: String,
}

#[derive(Template)]
#[template(path = "finding/index.html")]
struct FindingsPage {
    page: Page,
    findings: Vec<Finding>,
    next: String,
}

/// `GET /desk/findings`: newest first.
pub(crate) async fn index(ctx: Context, Query(query): Query<FindingsQuery>) -> PageResult {
    let reach = ctx.require_somewhere(Verb::ReadFinding)?.reach(Verb::ReadFinding);
    let before = query.before.parse().ok();
    let mut findings = ctx.read(move |db| super::list(db, &reach, before, PAGE + 1)).await?;
    let more = findings.len() > PAGE as usize;
    findings.truncate(PAGE as usize);
    let page = ctx.desk("findings-title");
    let last = findings.last().filter(|_| more);
    let next = last
        .map_or(String::new(), |last| page.path(format!("/desk/findings?before={}", last.number)));
    ctx.html(&FindingsPage { page, findings, next })
}

/// The finding with this number, when the viewer may do `verb` to it.
pub(crate) async fn allowed(ctx: &Context, number: i64, verb: Verb) -> Result<Finding, PageError> {
    ctx.viewer()?;
    let finding = ctx.read(move |db| super::by_number(db, number)).await?;
    let finding = finding.ok_or(PageError::NotFound)?;
    ctx.require(verb, finding.within())?;
    Ok(finding)
}

/// What speaks for and against a finding, as far as the viewer may see it.
#[derive(Default)]
struct Evidence {
    for_it: Vec<Found>,
    against: Vec<Found>,
    /// How many highlights there are on each side that the viewer may not see now.
    hidden_for: usize,
    hidden_against: usize,
    /// How many people speak for it and against it, for those who read no voices.
    people_for: Option<Message>,
    people_against: Option<Message>,
}

fn gather(db: &Db, finding: &Finding, viewer: &Viewer, today: Date) -> Result<Evidence, Fault> {
    let mut gathered = Evidence::default();
    let all = super::evidence(db, finding.id)?;
    if !viewer.may(Verb::ReadVoice, finding.within()) && viewer.reach(Verb::ReadVoice).is_nowhere()
    {
        let thresholds = Thresholds::of(db)?;
        let people = |side: Side| {
            let voices: BTreeSet<_> =
                all.iter().filter(|one| one.side == side).map(|one| one.voice).collect();
            disclosure::count(u64::try_from(voices.len()).unwrap_or(u64::MAX), thresholds).message()
        };
        gathered.people_for = Some(people(Side::For));
        gathered.people_against = Some(people(Side::Against));
        return Ok(gathered);
    }
    for one in all {
        let found = listing::one(db, viewer, one.highlight, today)?;
        match (one.side, found) {
            (Side::For, Some(found)) => gathered.for_it.push(found),
            (Side::Against, Some(found)) => gathered.against.push(found),
            (Side::For, None) => gathered.hidden_for += 1,
            (Side::Against, None) => gathered.hidden_against += 1,
        }
    }
    Ok(gathered)
}

#[derive(Template)]
#[template(path = "finding/show.html")]
struct FindingPage {
    page: Page,
    trail: Vec<Trail>,
    finding: Finding,
    place: Both,
    evidence: Evidence,
    themes: listing::Names,
    may_edit: bool,
    checker: String,
    day: String,
}

impl FindingPage {
    fn step(&self) -> usize {
        let place = Confidence::ALL.iter().position(|word| *word == self.finding.confidence);
        place.map_or(0, |place| place + 1)
    }
}

async fn finding_page(
    ctx: &Context,
    page: Page,
    finding: Finding,
) -> Result<FindingPage, PageError> {
    let viewer = ctx.viewer()?.clone();
    let may_edit = viewer.may(Verb::ManageFinding, finding.within());
    let (today, asked, name) = (ctx.today, finding.clone(), viewer.name.clone());
    let (place, evidence, themes) = ctx
        .read(move |db| {
            let place = match asked.community_id {
                Some(id) => community::find(db, id)?.map(|community| community.name),
                None => programme::find(db, asked.programme_id)?.map(|programme| programme.name),
            };
            let evidence = gather(db, &asked, &viewer, today)?;
            let themes = listing::Names::of(db, asked.programme_id)?;
            Ok((place.unwrap_or_default(), evidence, themes))
        })
        .await?;
    Ok(FindingPage {
        trail: vec![
            Trail { href: page.path("/desk/findings"), text: page.t("findings-title") },
            Trail {
                href: String::new(),
                text: page.t1("finding-number", "number", finding.number),
            },
        ],
        page,
        finding,
        place,
        evidence,
        themes,
        may_edit,
        checker: name,
        day: ctx.today.to_string(),
    })
}

/// `GET /desk/findings/{finding}`: one finding, with what speaks for and against it.
pub(crate) async fn show(ctx: Context, Path(number): Path<i64>) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ReadFinding).await?;
    let page = ctx.desk("finding-title");
    let title = page.t1("finding-number", "number", number);
    ctx.html(&finding_page(&ctx, page.title_text(title), finding).await?)
}

/// What the form of a finding sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FindingForm {
    place: String,
    sentence_en: String,
    sentence_cy: String,
    level: String,
    confidence: String,
    limits_en: String,
    limits_cy: String,
}

impl FindingForm {
    fn of(finding: &Finding) -> Self {
        let place = match finding.community_id {
            Some(id) => format!("community-{id}"),
            None => format!("programme-{}", finding.programme_id),
        };
        Self {
            place,
            sentence_en: finding.sentence.en.clone(),
            sentence_cy: finding.sentence.cy.clone(),
            level: finding.level.number().to_string(),
            confidence: finding.confidence.word().into(),
            limits_en: finding.limits.en.clone(),
            limits_cy: finding.limits.cy.clone(),
        }
    }

    fn draft(&self, places: &Places) -> Result<Draft, NotFinding> {
        let within = places.find(&self.place).ok_or(NotFinding::NoPlace)?;
        let level = self.level.parse().ok().and_then(Level::new).ok_or(NotFinding::NoLevel)?;
        let confidence = Confidence::from_word(&self.confidence).ok_or(NotFinding::NoConfidence)?;
        Ok(Draft {
            programme: within.programme.ok_or(NotFinding::NoPlace)?,
            community: within.community,
            sentence: Both::new(&self.sentence_en, &self.sentence_cy),
            level,
            confidence,
            limits: Both::new(&self.limits_en, &self.limits_cy),
        })
    }
}

/// The programmes and communities about which the viewer may write findings.
struct Places {
    programmes: Vec<Programme>,
    communities: Vec<Community>,
}

impl Places {
    fn load(db: &Db, viewer: &Viewer) -> Result<Self, Fault> {
        let may = |within: Within| viewer.may(Verb::ManageFinding, within);
        let mut programmes = programme::all(db)?;
        let mut communities = community::all(db)?;
        programmes.retain(|programme| may(Within::programme(programme.id)));
        communities.retain(|community| may(community.within()));
        Ok(Self { programmes, communities })
    }

    fn find(&self, word: &str) -> Option<Within> {
        let programmes = self.programmes.iter().map(|programme| {
            (format!("programme-{}", programme.id), Within::programme(programme.id))
        });
        let communities = self
            .communities
            .iter()
            .map(|community| (format!("community-{}", community.id), community.within()));
        programmes.chain(communities).find(|(known, _)| known == word).map(|(_, within)| within)
    }

    fn choices(&self, page: &Page, chosen: &str) -> Vec<Choice> {
        let mut choices = Vec::new();
        if self.programmes.len() + self.communities.len() > 1 {
            choices.push(Choice::new("", page.t("finding-choose-place"), chosen));
        }
        choices.extend(self.programmes.iter().map(|programme| {
            let words = page.t1("finding-whole-programme", "programme", page.both(&programme.name));
            Choice::new(format!("programme-{}", programme.id), words, chosen)
        }));
        choices.extend(self.communities.iter().map(|community| {
            let value = format!("community-{}", community.id);
            Choice::new(value, page.both(&community.name), chosen)
        }));
        choices
    }
}

#[derive(Template)]
#[template(path = "finding/form.html")]
struct FindingFormPage {
    page: Page,
    action: String,
    back: String,
    form: FindingForm,
    places: Vec<Choice>,
    levels: Vec<Choice>,
    confidences: Vec<Choice>,
}

impl FindingFormPage {
    fn new(page: Page, number: Option<i64>, form: FindingForm, places: &Places) -> Self {
        let levels = Level::all().map(|level| {
            let number = level.number();
            Choice::new(number.to_string(), page.t(&format!("finding-level-{number}")), &form.level)
                .with_hint(page.t(&format!("finding-level-{number}-hint")))
        });
        let levels = levels.collect();
        let confidences = Confidence::ALL.iter().map(|word| {
            Choice::new(
                word.word(),
                page.t(&format!("finding-confidence-{word}")),
                &form.confidence,
            )
        });
        let confidences = confidences.collect();
        let path = match number {
            Some(number) => page.path(format!("/desk/findings/{number}")),
            None => page.path("/desk/findings"),
        };
        let places = places.choices(&page, &form.place);
        Self { action: path.clone(), back: path, form, places, levels, confidences, page }
    }
}

async fn places(ctx: &Context) -> Result<Places, PageError> {
    let viewer = ctx.require_somewhere(Verb::ManageFinding)?.clone();
    Ok(ctx.read(move |db| Places::load(db, &viewer)).await?)
}

/// `GET /desk/findings/new`: the form of a new finding.
pub(crate) async fn new(ctx: Context) -> PageResult {
    let places = places(&ctx).await?;
    let form = FindingForm::default();
    ctx.html(&FindingFormPage::new(ctx.desk("finding-new"), None, form, &places))
}

/// `POST /desk/findings`: writes down a finding.
pub(crate) async fn create(ctx: Context, Form(form): Form<FindingForm>) -> PageResult {
    let places = places(&ctx).await?;
    let result = match form.draft(&places) {
        Ok(draft) => {
            ctx.write(move |tx| {
                let id = super::create(tx, &draft)?;
                Ok(super::find(tx, id)?.map_or(0, |finding| finding.number))
            })
            .await?
        }
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(number) => ctx.see_other(&format!("/desk/findings/{number}")),
        Err(refusal) => {
            let page = ctx.desk("finding-new").refused(&refusal);
            ctx.refuse(&FindingFormPage::new(page, None, form, &places))
        }
    }
}

/// `GET /desk/findings/{finding}/edit`: the form of a finding.
pub(crate) async fn edit(ctx: Context, Path(number): Path<i64>) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ManageFinding).await?;
    let places = places(&ctx).await?;
    let form = FindingForm::of(&finding);
    ctx.html(&FindingFormPage::new(ctx.desk("finding-edit"), Some(number), form, &places))
}

/// `POST /desk/findings/{finding}`: changes a finding.
pub(crate) async fn update(
    ctx: Context,
    Path(number): Path<i64>,
    Form(form): Form<FindingForm>,
) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ManageFinding).await?;
    let places = places(&ctx).await?;
    let result = match form.draft(&places) {
        Ok(draft) => ctx.write(move |tx| super::edit(tx, finding.id, &draft)).await?,
        Err(refusal) => Err(refusal),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/findings/{number}")),
        Err(refusal) => {
            let page = ctx.desk("finding-edit").refused(&refusal);
            ctx.refuse(&FindingFormPage::new(page, Some(number), form, &places))
        }
    }
}

/// What the form of a checking sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct CheckingForm {
    checked_by: String,
    checked_on: String,
}

/// `POST /desk/findings/{finding}/checking`: who checked it, and when.
pub(crate) async fn check(
    ctx: Context,
    Path(number): Path<i64>,
    Form(form): Form<CheckingForm>,
) -> PageResult {
    let finding = allowed(&ctx, number, Verb::ManageFinding).await?;
    let (id, who) = (finding.id, form.checked_by.clone());
    let result = match form.checked_on.trim().parse::<Date>() {
        Ok(day) => ctx.write(move |tx| super::check(tx, id, &who, day)).await?,
        Err(_) => Err(NotFinding::NoDay),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/findings/{number}")),
        Err(refusal) => {
            let page = ctx.desk("finding-title").refused(&refusal);
            let mut page = finding_page(&ctx, page, finding).await?;
            (page.checker, page.day) = (form.checked_by, form.checked_on);
            ctx.refuse(&page)
        }
    }
}
