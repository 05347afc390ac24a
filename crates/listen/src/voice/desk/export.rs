//! `GET /desk/voices/export`: the voices of a search as CSV, names hidden.

use super::super::export;
use super::index::Search;
use kernel::access::Verb;
use web::{Context, PageResult, Query};

pub(crate) async fn index(ctx: Context, Query(search): Query<Search>) -> PageResult {
    let viewer = ctx.require_somewhere(Verb::ExportVoice)?;
    // Who may not read a voice may not take it away either.
    let (reach, read) = (viewer.reach(Verb::ExportVoice), viewer.reach(Verb::ReadVoice));
    let (filter, today) = (search.filter(), ctx.today);
    let begin = ctx.writing();
    let read = ctx.read(move |db| {
        let mut out = begin();
        let written = export::write_csv(db, &[&reach, &read], &filter, &mut out)?;
        Ok((out.end()?, written.voices))
    });
    let (file, count) = read.await?;
    ctx.change(move |tx| export::note(tx, count)).await?;
    ctx.download_written(file, "text/csv; charset=utf-8", &format!("voices-{today}.csv"))
}
