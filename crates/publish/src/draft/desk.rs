//! Writing a report: its source with what the compiler says, the preview, and saved versions.
//! Pages `/desk/reports/{slug}`, `/desk/reports/{slug}/preview`, `/desk/reports/{slug}/versions`.

use super::{NotSaved, Saved, diff, picks};
use crate::compile::{self, Asked, Compiled, Severity};
use crate::edition::{Part, Run, View};
use crate::publication::{self, State};
use crate::report::{self, Report};
use kernel::access::{Sight, Verb};
use kernel::clock::Date;
use kernel::{Db, Fault, Language, Message};
use serde::Deserialize;
use web::askama::Template;
use web::{Choice, Context, Form, Page, PageError, PageResult, Path, Query};

/// The report with this slug, when the viewer may do `verb` to it.
pub(crate) async fn held(ctx: &Context, slug: &str, verb: Verb) -> Result<Report, PageError> {
    ctx.viewer()?;
    let slug = slug.to_owned();
    let found = ctx.read(move |db| report::by_slug(db, &slug)).await?;
    let report = found.ok_or(PageError::NotFound)?;
    ctx.require(verb, report.within())?;
    Ok(report)
}

/// Whether the viewer may do `verb` to a report that they may read.
pub(crate) fn may(ctx: &Context, verb: Verb, report: &Report) -> bool {
    ctx.viewer.as_ref().is_some_and(|viewer| viewer.may(verb, report.within()))
}

/// A diagnostic as a page shows it.
pub(crate) struct Told {
    pub(crate) code: String,
    pub(crate) error: bool,
    pub(crate) severity: String,
    pub(crate) line: u32,
    /// "Line 4, column 2".
    pub(crate) at: String,
    pub(crate) sentence: String,
    pub(crate) remedy: String,
    /// The line of the source.
    pub(crate) text: String,
}

/// What the compiler said of a source, in the reader's language.
pub(crate) fn told(compiled: &Compiled, source: &str, language: Language) -> Vec<Told> {
    let lines: Vec<&str> = source.lines().collect();
    let line = |number: u32| {
        let at = usize::try_from(number).unwrap_or(0).checked_sub(1)?;
        lines.get(at).map(|line| line.chars().take(200).collect::<String>())
    };
    compiled
        .diagnostics
        .iter()
        .map(|found| {
            let error = found.severity() == Severity::Error;
            let severity = if error { "diagnostic-error" } else { "diagnostic-warning" };
            Told {
                code: found.code.to_string(),
                error,
                severity: kernel::languages::say(language, severity),
                line: found.place.line,
                at: Message::new("diagnostic-place")
                    .with("line", found.place.line)
                    .with("column", found.place.column)
                    .say(language),
                sentence: found.sentence.say(language),
                remedy: found.remedy.say(language),
                text: line(found.place.line).unwrap_or_default(),
            }
        })
        .collect()
}

#[derive(Template)]
#[template(path = "report/edit.html")]
struct EditPage {
    page: Page,
    slug: String,
    tab: &'static str,
    may_write: bool,
    may_publish: bool,
    is_public: bool,
    languages: Vec<Choice>,
    source_language: Language,
    number: u32,
    source: String,
    found: Vec<Told>,
    summary: String,
    view: View,
    syntax: &'static [(&'static str, &'static str)],
    picks: picks::Picks,
}

/// What to write and what comes of it, for the help beside the editor.
const SYNTAX: &[(&str, &str)] = &[
    (":claim[A sentence.]{#key findings=\"3 5\"}", "report-help-claim"),
    (":differs[What counts against it.]{claim=key}", "report-help-differs"),
    ("::quote{highlight=… claim=key}", "report-help-quote"),
    ("::quote{highlight=… claim=key side=against}", "report-help-against"),
    ("::short{claims=\"key other\"}", "report-help-short"),
    ("::themes{title=\"…\" top=6 note=\"…\"}", "report-help-themes"),
    (
        "::recommendation[What we ask.]{#key to=\"Health board\" rests-on=\"key\"}",
        "report-help-recommendation",
    ),
    ("::promise{number=4}", "report-help-promise"),
    ("::callout[Words in a box.]{tone=warning}", "report-help-callout"),
];

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    source: String,
    number: Option<u32>,
}

/// The language of the source that is asked for: the page's own unless it says.
fn source_language(ctx: &Context, word: &str) -> Language {
    Language::from_word(word).unwrap_or(ctx.language)
}

pub(crate) async fn show(
    ctx: Context,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
) -> PageResult {
    let report = held(&ctx, &slug, Verb::ReadReport).await?;
    let language = source_language(&ctx, &which.source);
    let id = report.id;
    let draft = ctx.read(move |db| super::latest(db, id, language)).await?;
    let (source, number) = draft.map_or_else(Default::default, |d| (d.source, d.number));
    let page = ctx.desk("report-edit-title");
    let page = edit_page(&ctx, page, report, language, source, number).await?;
    ctx.html(&page)
}

async fn edit_page(
    ctx: &Context,
    page: Page,
    report: Report,
    source_language: Language,
    source: String,
    number: u32,
) -> Result<EditPage, PageError> {
    let (language, today) = (ctx.language, ctx.today);
    let may_write = may(ctx, Verb::WriteReport, &report);
    let may_publish = may(ctx, Verb::PublishReport, &report);
    let own = Sight::from(ctx.viewer()?);
    // Whoever only reads a report sees what its writer could use.
    let sight = if may_write { own.clone() } else { Sight::Everything };
    let (asked, about) = (source.clone(), report.clone());
    let (compiled, view, picks, is_public) = ctx
        .read(move |db| {
            let compiled = compiled(db, &about, &asked, source_language, today, &sight)?;
            let view = View::preview(db, Some(about.id), &compiled, today)?;
            let picks = picks::of(db, &about, language, today, &own)?;
            let is_public = publication::current(db, about.id)?.is_some();
            Ok((compiled, view, picks, is_public))
        })
        .await?;
    let found = told(&compiled, &source, language);
    let errors = found.iter().filter(|one| one.error).count();
    let summary = Message::new("diagnostic-summary")
        .with("errors", errors)
        .with("warnings", found.len() - errors);
    let languages = Language::ALL.iter().map(|one| {
        let text = kernel::languages::say(language, &format!("report-source-{one}"));
        Choice::new(one.word(), text, source_language.word())
    });
    Ok(EditPage {
        slug: report.slug,
        tab: "source",
        may_write,
        may_publish,
        is_public,
        languages: languages.collect(),
        source_language,
        number,
        source,
        found,
        summary: summary.say(language),
        view,
        syntax: SYNTAX,
        picks,
        page,
    })
}

fn compiled(
    db: &Db,
    report: &Report,
    source: &str,
    language: Language,
    today: Date,
    sight: &Sight,
) -> Result<Compiled, Fault> {
    let (programme, community) = (Some(report.programme_id), report.community_id);
    compile::compile_for(db, &Asked { source, language, programme, community, today }, sight)
}

/// What came back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filled {
    source: String,
    language: String,
    after: u32,
}

pub(crate) async fn preview(
    ctx: Context,
    Path(slug): Path<String>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let report = held(&ctx, &slug, Verb::WriteReport).await?;
    let language = source_language(&ctx, &filled.language);
    let page = ctx.desk("report-edit-title");
    let page = edit_page(&ctx, page, report, language, filled.source, filled.after).await?;
    ctx.html(&page)
}

pub(crate) async fn update(
    ctx: Context,
    Path(slug): Path<String>,
    Form(filled): Form<Filled>,
) -> PageResult {
    let report = held(&ctx, &slug, Verb::WriteReport).await?;
    let language = source_language(&ctx, &filled.language);
    let (id, source, after) = (report.id, filled.source.clone(), filled.after);
    let saved = ctx.write(move |tx| super::save(tx, id, language, &source, Some(after))).await?;
    match saved {
        Ok(_) => ctx.see_other(&format!("/desk/reports/{slug}?source={language}")),
        Err(refusal) => {
            let page = ctx.desk("report-edit-title").refused(&refusal);
            let number = match refusal {
                // The writer has been told: saving once more covers over what came between.
                NotSaved::Newer => ctx
                    .read(move |db| super::latest(db, id, language))
                    .await?
                    .map_or(0, |draft| draft.number),
                _ => filled.after,
            };
            let page = edit_page(&ctx, page, report, language, filled.source, number).await?;
            ctx.refuse(&page)
        }
    }
}

#[derive(Template)]
#[template(path = "report/versions.html")]
struct VersionsPage {
    page: Page,
    slug: String,
    tab: &'static str,
    may_publish: bool,
    is_public: bool,
    lists: Vec<List>,
    change: Option<Change>,
}

struct List {
    language: Language,
    heading: String,
    rows: Vec<Saved>,
}

struct Change {
    heading: String,
    lines: Vec<(&'static str, String)>,
}

/// The most versions that are listed in a language.
const MOST: u32 = 200;

pub(crate) async fn versions(
    ctx: Context,
    Path(slug): Path<String>,
    Query(which): Query<Which>,
) -> PageResult {
    let report = held(&ctx, &slug, Verb::ReadReport).await?;
    let may_publish = may(&ctx, Verb::PublishReport, &report);
    let language = source_language(&ctx, &which.source);
    let reader = ctx.language;
    let (lists, change, is_public) = ctx
        .read(move |db| {
            let mut lists = Vec::new();
            for one in Language::ALL {
                let rows = super::history(db, report.id, *one, MOST)?;
                let heading = kernel::languages::say(reader, &format!("language-{one}"));
                lists.push(List { language: *one, heading, rows });
            }
            let change = match which.number {
                Some(after) => changed(db, &report, (language, reader), after)?,
                None => None,
            };
            Ok((lists, change, publication::current(db, report.id)?.is_some()))
        })
        .await?;
    let page = ctx.desk("report-versions-title");
    let tab = "versions";
    ctx.html(&VersionsPage { page, slug, tab, may_publish, is_public, lists, change })
}

/// How many unchanged lines stand around a change.
const AROUND: usize = 2;

/// What a version changed in the one before it, with a few lines around.
fn changed(
    db: &Db,
    report: &Report,
    (language, reader): (Language, Language),
    after: u32,
) -> Result<Option<Change>, Fault> {
    let Some(before) = after.checked_sub(1) else { return Ok(None) };
    let old = super::numbered(db, report.id, language, before)?;
    let new = super::numbered(db, report.id, language, after)?;
    let (Some(old), Some(new)) = (old, new) else { return Ok(None) };
    let all = diff::lines(&old.source, &new.source);
    let near = |at: usize| {
        let from = at.saturating_sub(AROUND);
        let around = all.iter().skip(from).take(at - from + AROUND + 1);
        around.into_iter().any(|(change, _)| *change != diff::Change::Same)
    };
    let lines = all.iter().enumerate().filter(|(at, _)| near(*at)).map(|(_, (change, line))| {
        let word = match change {
            diff::Change::Same => "same",
            diff::Change::Gone => "gone",
            diff::Change::New => "new",
        };
        (word, (*line).to_owned())
    });
    let heading = Message::new(format!("draft-compared-{language}"))
        .with("before", before)
        .with("after", after);
    Ok(Some(Change { heading: heading.say(reader), lines: lines.collect() }))
}
