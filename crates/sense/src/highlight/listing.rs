//! Highlights as somebody may see them: within their reach, and open to them.

use super::model::Highlight;
use crate::reading::store::open_to;
use crate::{FindingId, HighlightId, ThemeId, theme};
use kernel::access::{Verb, Viewer};
use kernel::clock::Date;
use kernel::db::{FromRow, Row, ToValue, Value};
use kernel::ids::{AccountId, CommunityId, ProgrammeId, Uuid};
use kernel::permission::Allowed;
use kernel::{Both, Db, Fault, Language};
use listen::ids::{CampaignId, VoiceId};
use listen::{redaction, voice};
use std::collections::HashMap;
use std::ops::Range;

/// How many highlights a page holds.
pub(crate) const PAGE: u32 = 25;

/// Which highlights to list.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) programme: ProgrammeId,
    pub(crate) theme: Option<ThemeId>,
    pub(crate) community: Option<CommunityId>,
    pub(crate) campaign: Option<CampaignId>,
    /// Only those that came before this one.
    pub(crate) before: Option<HighlightId>,
    /// Only those that this finding does not cite.
    pub(crate) not_cited_by: Option<FindingId>,
    /// Only those that the viewer may take away in a file.
    pub(crate) to_take_away: bool,
}

impl Filter {
    /// All of a programme's.
    pub(crate) fn of(programme: ProgrammeId) -> Self {
        Self {
            programme,
            theme: None,
            community: None,
            campaign: None,
            before: None,
            not_cited_by: None,
            to_take_away: false,
        }
    }
}

/// A highlight with the words it marks.
pub(crate) struct Found {
    pub(crate) highlight: Highlight,
    pub(crate) community: CommunityId,
    pub(crate) reader: AccountId,
    /// What the voice is called.
    pub(crate) title: String,
    /// The words, names hidden.
    pub(crate) words: String,
    /// The language they were spoken in.
    pub(crate) language: String,
}

struct Placed {
    highlight: Highlight,
    community: CommunityId,
    title: String,
    reader: AccountId,
}

impl Placed {
    /// What is read of `h`, `v` and `r`.
    fn columns() -> String {
        format!("{}, v.community_id, v.title, r.account_id", Highlight::columns("h"))
    }
}

impl FromRow for Placed {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            highlight: Highlight::from_row(row)?,
            community: row.take()?,
            title: row.take()?,
            reader: row.take()?,
        })
    }
}

/// Up to `limit` highlights, newest first.
pub(crate) fn list(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    limit: u32,
    today: Date,
) -> Result<Vec<Found>, Fault> {
    let mut values: Vec<Value> = vec![filter.programme.to_value(), limit.to_value()];
    let mut conditions = vec!["v.programme_id = $1".to_owned()];
    let mut is = |column: &str, sign: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{column} {sign} ${}", values.len()));
        }
    };
    is("h.theme_id", "=", filter.theme.map(|id| id.to_value()));
    is("v.community_id", "=", filter.community.map(|id| id.to_value()));
    is("v.campaign_id", "=", filter.campaign.map(|id| id.to_value()));
    // A bound even on the first page, so that the rows are read in the order of this index.
    let before = filter.before.unwrap_or(HighlightId(Uuid::max()));
    is("h.id", "<", Some(before.to_value()));
    if let Some(finding) = filter.not_cited_by {
        values.push(finding.to_value());
        let n = values.len();
        conditions.push(format!(
            "not exists (select 1 from sense_evidence e
               where e.highlight_id = h.id and e.finding_id = ${n})"
        ));
    }
    conditions.extend(within(viewer, &mut values));
    if filter.to_take_away {
        let reach = viewer.reach(Verb::ExportCoding);
        conditions.push(reach.condition("v.programme_id", "v.community_id", &mut values));
    }
    let sql = format!(
        "select {} from sense_highlight h
         cross join sense_reading r cross join sense_voice v
         where r.id = h.reading_id and v.id = h.voice_id and {}
         order by h.id desc limit $2",
        Placed::columns(),
        conditions.join(" and ")
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    with_words(db, db.all(&sql, &values)?, today)
}

/// What is within the viewer's reach and open to them, of `h`, `r` and `v`.
fn within(viewer: &Viewer, values: &mut Vec<Value>) -> Vec<String> {
    let reach = |verb: Verb, values: &mut Vec<Value>| {
        viewer.reach(verb).condition("v.programme_id", "v.community_id", values)
    };
    vec![reach(Verb::ReadVoice, values), reach(Verb::ReadCodebook, values), open_to(viewer, values)]
}

/// The one with this id, when the viewer may see it.
pub(crate) fn one(
    db: &Db,
    viewer: &Viewer,
    id: HighlightId,
    today: Date,
) -> Result<Option<Found>, Fault> {
    let mut values: Vec<Value> = vec![id.to_value()];
    let conditions = within(viewer, &mut values).join(" and ");
    let sql = format!(
        "select {} from sense_highlight h
         join sense_reading r on r.id = h.reading_id join sense_voice v on v.id = h.voice_id
         where h.id = $1 and {conditions}",
        Placed::columns()
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    Ok(with_words(db, db.all(&sql, &values)?, today)?.pop())
}

/// The voices that hold a theme, as far as the viewer may see who marked what: for looking for
/// voices by theme.
///
/// # Errors
/// The database's.
pub fn voices_with(db: &Db, viewer: &Viewer, theme: ThemeId) -> Result<Vec<VoiceId>, Fault> {
    let mut values: Vec<Value> = vec![theme.to_value()];
    let conditions = within(viewer, &mut values).join(" and ");
    let sql = format!(
        "select distinct h.voice_id from sense_highlight h
         join sense_reading r on r.id = h.reading_id join sense_voice v on v.id = h.voice_id
         where h.theme_id = $1 and {conditions} order by h.voice_id desc"
    );
    let values: Vec<&dyn ToValue> = values.iter().map(|value| value as _).collect();
    db.all(&sql, &values)
}

/// Those of `chosen` that the viewer may see.
pub(crate) fn open(
    db: &Db,
    viewer: &Viewer,
    chosen: &[HighlightId],
) -> Result<Vec<HighlightId>, Fault> {
    let mut values: Vec<Value> = vec![Value::Null];
    let conditions = within(viewer, &mut values).join(" and ");
    let sql = format!(
        "select h.id from sense_highlight h
         join sense_reading r on r.id = h.reading_id join sense_voice v on v.id = h.voice_id
         where h.id = $1 and {conditions}"
    );
    let mut open = Vec::new();
    for id in chosen {
        let first = id.to_value();
        let values: Vec<&dyn ToValue> =
            std::iter::once(&first).chain(values.iter().skip(1)).map(|value| value as _).collect();
        open.extend(db.first::<HighlightId>(&sql, &values)?);
    }
    Ok(open)
}

fn with_words(db: &Db, placed: Vec<Placed>, today: Date) -> Result<Vec<Found>, Fault> {
    let voices = placed.iter().map(|placed| placed.highlight.voice_id).collect();
    let shown = voice::shown(db, &voices, today)?;
    let mut found = Vec::with_capacity(placed.len());
    for Placed { highlight, community, title, reader } in placed {
        let Some(shown) = shown.get(&highlight.voice_id).map(Allowed::words) else { continue };
        let words = span(&shown.words, highlight.start_at..highlight.end_at);
        found.push(Found {
            words: redaction::marked(words, &shown.language),
            language: shown.language.clone(),
            title,
            highlight,
            community,
            reader,
        });
    }
    Ok(found)
}

/// The code points of `span`; what lies beyond the end is left out.
fn span(words: &str, span: Range<usize>) -> &str {
    let byte = |at| words.char_indices().nth(at).map_or(words.len(), |(byte, _)| byte);
    words.get(byte(span.start)..byte(span.end)).unwrap_or_default()
}

/// The names and colours of a programme's themes, for lists of highlights.
pub(crate) struct Names(HashMap<ThemeId, (Both, u32)>);

impl Names {
    pub(crate) fn of(db: &Db, programme: ProgrammeId) -> Result<Self, Fault> {
        let themes = theme::ever(db, programme)?;
        Ok(Self(themes.into_iter().map(|theme| (theme.id, (theme.name, theme.colour))).collect()))
    }

    /// The theme's name; empty when it is not of the programme.
    pub(crate) fn name(&self, id: &ThemeId, language: &Language) -> &str {
        self.0.get(id).map_or("", |(name, _)| name.in_language(*language))
    }

    /// The theme's colour.
    pub(crate) fn colour(&self, id: &ThemeId) -> u32 {
        self.0.get(id).map_or(1, |(_, colour)| *colour)
    }
}
