//! The words of an edition's quotes as they may be shown today.

use super::view::Said;
use crate::publication::{Quote, Side};
use kernel::clock::Date;
use kernel::permission::{Allowed, purpose};
use kernel::{Db, Fault};
use listen::voice::Excerpt;
use sense::HighlightId;

/// One answer for each quote, in their order; nothing where the words may not be shown. While the
/// highlight is there they are read afresh, since a name may have been hidden after publication;
/// when a reader has taken the highlight back, the words that were published stand, unless they
/// tell a hidden name.
pub(crate) fn said(db: &Db, quotes: &[Quote], today: Date) -> Result<Vec<Option<Said>>, Fault> {
    let ids: Vec<HighlightId> = quotes.iter().filter_map(|quote| quote.highlight_id).collect();
    let marks = sense::highlight::some(db, &ids)?;
    let marked = |quote: &Quote| quote.highlight_id.and_then(|id| marks.get(&id));
    let spans: Vec<_> = quotes
        .iter()
        .filter_map(marked)
        .map(|mark| (mark.voice_id, mark.start_at..mark.end_at))
        .collect();
    let mut afresh = listen::voice::excerpts(db, &spans, purpose::Report, today)?.into_iter();
    let mut said = Vec::with_capacity(quotes.len());
    for quote in quotes {
        let words = match marked(quote) {
            Some(_) => afresh.next().and_then(Result::ok).filter(|_| quote.words.is_some()),
            None => as_published(db, quote, today)?,
        };
        let against = quote.side == Side::Against;
        said.push(words.map(|words| Said { words, against }));
    }
    Ok(said)
}

fn as_published(
    db: &Db,
    quote: &Quote,
    today: Date,
) -> Result<Option<Allowed<Excerpt, purpose::Report>>, Fault> {
    let Some(words) = &quote.words else { return Ok(None) };
    if words.tells_hidden_name(db, quote.voice_id)? {
        return Ok(None);
    }
    let standing = listen::voice::standing(db, quote.voice_id)?;
    Ok(standing.and_then(|standing| quote.excerpt(&standing, today).ok()))
}
