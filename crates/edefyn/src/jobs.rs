//! How the house's work stands, `/desk/jobs`: what waits, what failed, and a button to try it
//! again. Nothing on it says whom a letter is for or what is in it.

use kernel::access::{Verb, Within};
use kernel::ids::{JobId, Uuid};
use kernel::jobs::{self, Failed};
use kernel::mail::{self, Urgency};
use kernel::{Db, Fault, Message, Timestamp, audit, languages};
use web::axum::routing::{get, post};
use web::{Context, Page, PageError, PageResult, Path, Routes, askama};

/// How many failures stand on the page, of work and of letters each.
const SHOWN: u32 = 100;

/// The page and its buttons.
pub fn routes() -> Routes {
    Routes::new()
        .page("/desk/jobs", get(index))
        .page("/desk/jobs/{job}/retry", post(create))
        .page("/desk/jobs/letters/{letter}/retry", post(create_letter))
}

#[derive(askama::Template)]
#[template(path = "desk/jobs.html")]
struct JobsPage {
    page: Page,
    waiting: Vec<jobs::Standing>,
    letters: Vec<(Urgency, u64, Timestamp)>,
    failed: Vec<Failed>,
    refused: Vec<Failed>,
}

impl JobsPage {
    /// A kind of work in words, or as it is called when no room has words for it.
    fn kind(&self, kind: &str) -> String {
        or_code(&self.page, "job-kind", kind)
    }

    fn urgency(&self, word: &str) -> String {
        or_code(&self.page, "letter-urgency", word)
    }

    fn reason(&self, reason: &Option<String>) -> String {
        reason.as_deref().map(|code| or_code(&self.page, "reason", code)).unwrap_or_default()
    }

    fn tried(&self, failed: &Failed) -> String {
        failed.tried_at.as_ref().map(|at| self.page.moment(at)).unwrap_or_default()
    }
}

/// The message of a code, or the code.
fn or_code(page: &Page, family: &str, code: &str) -> String {
    let key = format!("{family}-{code}");
    if languages::has(&key) { page.t(&key) } else { code.to_owned() }
}

async fn index(ctx: Context) -> PageResult {
    ctx.require(Verb::ManageSpace, Within::SPACE)?;
    let found = ctx.read(|db| {
        let since = mail::silent_since(db)?;
        let failed = (jobs::failed(db, SHOWN)?, mail::failed(db, SHOWN)?);
        Ok((jobs::standing(db)?, mail::standing(db)?, failed, since))
    });
    let (waiting, letters, (failed, refused), silent_since) = found.await?;
    let mut page = ctx.desk("jobs-title");
    if let Some(since) = silent_since {
        let since = page.moment(&since);
        page = page.with_notice("alert", &Message::new("jobs-mail-silent").with("since", since));
    }
    ctx.html(&JobsPage { page, waiting, letters, failed, refused })
}

/// `POST /desk/jobs/{job}/retry`: has failed work tried again.
async fn create(ctx: Context, Path(id): Path<JobId>) -> PageResult {
    ctx.require(Verb::ManageSpace, Within::SPACE)?;
    let tried = ctx.change(move |tx| {
        let known = jobs::try_again(tx, id)?;
        if known {
            audit::record(tx, "job.try_again", id, &serde_json::json!({}))?;
        }
        Ok(known)
    });
    back(&ctx, tried.await?)
}

/// `POST /desk/jobs/letters/{letter}/retry`: has a refused letter sent again.
async fn create_letter(ctx: Context, Path(id): Path<Uuid>) -> PageResult {
    ctx.require(Verb::ManageSpace, Within::SPACE)?;
    let tried = ctx.change(move |tx| {
        let known = mail::try_again(tx, id)?;
        if known {
            audit::record(tx, "letter.try_again", JobId(id), &serde_json::json!({}))?;
        }
        Ok(known)
    });
    back(&ctx, tried.await?)
}

fn back(ctx: &Context, known: bool) -> PageResult {
    if known { ctx.see_other("/desk/jobs") } else { Err(PageError::NotFound) }
}

/// How much work and how many letters were given up.
///
/// # Errors
/// The database's.
pub fn given_up(db: &Db) -> Result<u64, Fault> {
    let given_up = |failed: &Failed| failed.failed_at.is_some();
    let work = jobs::failed(db, SHOWN)?.iter().filter(|failed| given_up(failed)).count();
    let letters = mail::failed(db, SHOWN)?.iter().filter(|failed| given_up(failed)).count();
    Ok(u64::try_from(work + letters).unwrap_or(u64::MAX))
}
