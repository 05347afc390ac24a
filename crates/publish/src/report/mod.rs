//! Reports. Table `publish_report`; pages `/reports`, `/desk/reports`, address `/api/v1/reports`.

mod api;
mod desk;
mod model;
mod pages;
mod store;

pub use model::{NewReport, NotReport, Report};
pub use store::{all, by_slug, find, published};

use crate::draft::{self, desk as writing};
use crate::ids::ReportId;
use crate::publication::{Press, desk as publishing};
use kernel::access::Verb;
use kernel::{Language, Tx, audit, folding, languages};
use serde_json::json;
use std::sync::Arc;
use web::Routes;
use web::axum::Extension;
use web::axum::routing::{get, post};

/// The pages of reports. `press` prints their PDFs.
pub(crate) fn routes(press: &Arc<dyn Press>) -> Routes {
    let press = Extension(press.clone());
    let shelf = Extension(pages::ReportShelf::default());
    Routes::new()
        .page("/reports", get(pages::index))
        .page("/reports/{slug}", get(pages::show).layer(shelf.clone()))
        .page("/reports/{slug}/report.pdf", get(pages::pdf).layer(press.clone()))
        .page("/reports/{slug}/data.zip", get(pages::data))
        .page("/reports/{slug}/prov.json", get(pages::prov))
        .page("/reports/{slug}/versions/{version}", get(pages::version).layer(shelf))
        .page(
            "/reports/{slug}/versions/{version}/report.pdf",
            get(pages::version_pdf).layer(press.clone()),
        )
        .page("/reports/{slug}/versions/{version}/data.zip", get(pages::version_data))
        .page("/reports/{slug}/versions/{version}/prov.json", get(pages::version_prov))
        .plain("/api/v1/reports", get(api::index))
        .plain("/api/v1/reports/{slug}", get(api::show))
        .gated("/desk/reports", Verb::WriteReport, get(desk::index).post(desk::create))
        .page("/desk/reports/new", get(desk::new))
        .gated("/desk/reports/{slug}", Verb::WriteReport, get(writing::show).post(writing::update))
        .gated("/desk/reports/{slug}/preview", Verb::WriteReport, post(writing::preview))
        .page("/desk/reports/{slug}/versions", get(writing::versions))
        .gated(
            "/desk/reports/{slug}/publishing",
            Verb::PublishReport,
            get(publishing::show).post(publishing::create).layer(press),
        )
}

/// Begins a report: its name in addresses, and a first draft in each language that has a title.
///
/// # Errors
/// [`NotReport`] says why not.
pub fn create(tx: &mut Tx<'_>, new: &NewReport) -> Result<ReportId, NotReport> {
    let new = new.checked()?;
    if places::programme::find(tx, new.programme)?.is_none() {
        return Err(NotReport::NoPlace);
    }
    if let Some(id) = new.community {
        let found = places::community::find(tx, id)?;
        if found.is_none_or(|community| community.programme_id != new.programme) {
            return Err(NotReport::NoPlace);
        }
    }
    let title = new.title.in_language(Language::En);
    let slug = free_slug(tx, title)?;
    let id: ReportId = tx.id();
    store::insert(tx, id, &slug, &new)?;
    audit::record(tx, "report.created", id, &json!({ "programme": new.programme }))?;
    for language in Language::ALL {
        let title = match language {
            Language::En => &new.title.en,
            Language::Cy => &new.title.cy,
        };
        if !title.is_empty() {
            let heading = languages::say(*language, "report-starter-heading");
            let source = format!("---\ntitle: {title}\n---\n\n## {heading}\n\n");
            draft::save(tx, id, *language, &source, None).map_err(|refused| match refused {
                draft::NotSaved::Fault(fault) => NotReport::Fault(fault),
                _ => NotReport::LongTitle { limit: model::TITLE_LIMIT },
            })?;
        }
    }
    Ok(id)
}

/// A name in addresses that no report has yet.
fn free_slug(tx: &Tx<'_>, title: &str) -> Result<String, kernel::Fault> {
    let mut base: String = folding::latin(title).chars().take(60).collect();
    base.truncate(base.trim_end_matches('-').len());
    if base.is_empty() || languages::is_taken(&base) {
        base = "report".into();
    }
    let mut slug = base.clone();
    let mut number = 2;
    while by_slug(tx, &slug)?.is_some() {
        slug = format!("{base}-{number}");
        number += 1;
    }
    Ok(slug)
}
