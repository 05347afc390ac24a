//! The PDF of an edition, printed when it is first asked for and again whenever what it would say
//! has changed. Its name among the files holds a digest of its source, so an old print is never
//! taken for a new one.

use super::{Edition, Publication, Superseded, store};
use crate::edition::{Sheet, View, on_paper, organisation};
use crate::ids::{EditionId, PublicationId};
use crate::report::{self, Report};
use kernel::clock::{Date, day};
use kernel::files::Files;
use kernel::{Act, Actor, Db, Fault, Language, Message, Space, Timestamp};
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use web::{Context, Written};

/// Prints Typst source as a PDF. The binary gives one that does; this room knows no Typst.
pub trait Press: Send + Sync {
    /// Prints `source`. `identifier` names the document for good, and `at` becomes its date. The
    /// same three give the same bytes.
    ///
    /// # Errors
    /// When it can't be set.
    fn print(&self, source: &str, identifier: &str, at: Timestamp) -> Result<Vec<u8>, Fault>;
}

/// The job that prints an edition, or prints it anew; its payload names the `edition`.
pub const REPRINT: &str = "reprint";

/// What is printed, and where it goes.
struct Job {
    edition: EditionId,
    /// Where the PDF of the edition is said to be now.
    kept: Option<String>,
    path: String,
    source: String,
    identifier: String,
    at: Timestamp,
}

/// What a reader asks for: one edition of one version.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The publication.
    pub publication: PublicationId,
    /// The language; the other edition is given when there is none in it.
    pub language: Language,
    /// The site's public address.
    pub base: String,
    /// The day.
    pub today: Date,
}

fn job(db: &Db, wanted: &Wanted) -> Result<Option<Job>, Fault> {
    let Some(publication) = store::find(db, wanted.publication)? else { return Ok(None) };
    let Some(report) = report::find(db, publication.report_id)? else { return Ok(None) };
    let Some(edition) = store::edition(db, publication.id, wanted.language)? else {
        return Ok(None);
    };
    let source = source(db, &publication, &edition, wanted)?;
    let digest = blake3::hash(source.as_bytes()).to_hex();
    let Publication { version, .. } = publication;
    let Report { slug, .. } = report;
    let language = edition.language;
    let short = digest.get(..20).unwrap_or_default();
    Ok(Some(Job {
        edition: edition.id,
        kept: edition.pdf_path,
        // A report's address is made of its title, and a file's name outlives both.
        path: format!("publications/{}/{version}-{language}-{short}.pdf", publication.report_id),
        source,
        identifier: format!("{}/{language}/reports/{slug}/versions/{version}", wanted.base),
        at: publication.published_at,
    }))
}

/// The Typst source of an edition as it stands today.
fn source(
    db: &Db,
    publication: &Publication,
    edition: &Edition,
    wanted: &Wanted,
) -> Result<String, Fault> {
    let view = View::of(db, publication, edition, wanted.today)?;
    let organisation = organisation(db, edition.language)?;
    let sheet = Sheet {
        organisation: &organisation,
        base: &wanted.base,
        version: Some((publication.version, day(publication.published_at))),
        notices: superseded(publication).into_iter().collect(),
    };
    Ok(paper::typst_source(&on_paper(&view, &sheet)))
}

/// The line that says that a version is not the one to read.
pub(crate) fn superseded(publication: &Publication) -> Option<Message> {
    publication.superseded_why.map(|why| match why {
        Superseded::Newer => Message::new("version-superseded-newer"),
        Superseded::Withdrawal => Message::new("version-superseded-withdrawal"),
    })
}

/// The prints that are being made, by their paths: whoever asks for one of them waits for it, and
/// takes it from the files. So what is asked for forty times at once is printed once.
static PRINTING: LazyLock<Mutex<HashMap<String, Arc<Mutex<()>>>>> = LazyLock::new(Mutex::default);

/// One print, held while it is made. The last who holds it forgets it.
struct Turn {
    path: String,
    one: Arc<Mutex<()>>,
}

impl Turn {
    fn of(path: &str) -> Self {
        let mut printing = PRINTING.lock().unwrap_or_else(PoisonError::into_inner);
        let one = printing.entry(path.to_owned()).or_default().clone();
        Self { path: path.to_owned(), one }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut printing = PRINTING.lock().unwrap_or_else(PoisonError::into_inner);
        // The map's own and this one are left.
        if Arc::strong_count(&self.one) <= 2 {
            printing.remove(&self.path);
        }
    }
}

/// Writes the PDF of an edition to `out`, and says whether there is one: the kept one when it still
/// says what it should, otherwise a new print, which is kept in its place. One edition is printed
/// once at a time: who asks meanwhile waits. Waits for the press and the files.
///
/// # Errors
/// The database's, the files' or the press's, or those of `out`.
pub fn pdf_now(
    space: &Space,
    files: &Files,
    press: &Arc<dyn Press>,
    act: Act,
    wanted: Wanted,
    out: &mut impl Write,
) -> Result<bool, Fault> {
    let read = || {
        let asked = wanted.clone();
        space.read_now(move |db| job(db, &asked))
    };
    let Some(todo) = read()? else { return Ok(false) };
    if printed(files, &todo, out)? {
        return Ok(true);
    }
    // It may have been printed while its turn was waited for: then it says so now.
    let turn = Turn::of(&todo.path);
    let _alone = turn.one.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(todo) = read()? else { return Ok(false) };
    if printed(files, &todo, out)? {
        return Ok(true);
    }
    let bytes = press.print(&todo.source, &todo.identifier, todo.at)?;
    files.put(&todo.path, bytes.clone())?;
    let digest = blake3::hash(&bytes).as_bytes().to_vec();
    let (edition, path) = (todo.edition, todo.path.clone());
    let kept = space.change_now(act, move |tx| {
        // Words may have gone while the press ran: then this print must not be kept.
        let now = job(tx, &wanted)?;
        if now.is_none_or(|now| now.path != path) {
            return Ok(false);
        }
        tx.update("publish_edition", edition, &[("pdf_path", &path), ("pdf_digest", &digest)])?;
        Ok(true)
    })?;
    let gone = if kept { todo.kept.filter(|old| *old != todo.path) } else { Some(todo.path) };
    if let Some(path) = gone {
        files.remove(&path)?;
    }
    if kept {
        out.write_all(&bytes)?;
    }
    Ok(kept)
}

/// Writes the print that is kept, if it says what it should, and tells whether it does.
fn printed(files: &Files, todo: &Job, out: &mut impl Write) -> Result<bool, Fault> {
    if todo.kept.as_ref() == Some(&todo.path) { files.copy(&todo.path, out) } else { Ok(false) }
}

/// [`pdf_now`] for a handler, off the threads that must not wait.
pub(crate) async fn pdf(
    ctx: &Context,
    press: &Arc<dyn Press>,
    wanted: Wanted,
) -> Result<Option<Written>, Fault> {
    let (space, files, press) = (ctx.space.clone(), ctx.files.clone(), press.clone());
    let (act, mut out) = (ctx.act_as(Actor::House), ctx.writing()());
    let work = move || {
        let there = pdf_now(&space, &files, &press, act, wanted, &mut out)?;
        there.then(|| out.end()).transpose()
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Fault::Panicked)?
}
