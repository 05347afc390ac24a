//! Every room's pages, and those that gather several.

use crate::{desk, health, jobs, openapi, pages};
use kernel::access::{Verb, Viewer};
use kernel::{Db, Fault};
use listen::{Additions, Themes};
use publish::Press;
use sense::ThemeId;
use std::sync::Arc;
use web::Routes;

/// The whole site.
pub fn routes(press: Arc<dyn Press>) -> Routes {
    health::routes()
        .and(pages::routes())
        .and(openapi::routes())
        .and(desk::routes())
        .and(jobs::routes())
        .and(places::routes())
        .and(people::routes())
        .and(listen::routes_with(Additions { themes: Some(themes) }))
        .and(sense::routes())
        .and(publish::routes(press))
}

/// The themes by which somebody may look for voices, and the voices that hold the chosen one, as
/// far as they may see who marked what.
fn themes(db: &Db, viewer: &Viewer, chosen: &str) -> Result<Themes, Fault> {
    let mut themes = Themes::default();
    if viewer.reach(Verb::ReadCodebook).is_nowhere() {
        return Ok(themes);
    }
    for programme in places::programme::within(db, &viewer.reach(Verb::ReadCodebook))? {
        let known = sense::theme::all(db, programme.id)?;
        let choices = sense::theme::called(&known).into_iter();
        themes.choices.extend(choices.map(|(id, name)| (id.to_string(), name)));
    }
    if let Ok(theme) = chosen.parse::<ThemeId>() {
        themes.voices = Some(sense::highlight::voices_with(db, viewer, theme)?);
    }
    Ok(themes)
}
