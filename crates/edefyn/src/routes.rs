//! Every room's pages, and those that gather several.

use crate::{desk, health, openapi, pages};
use publish::Press;
use std::sync::Arc;
use web::Routes;

/// The whole site.
pub fn routes(press: Arc<dyn Press>) -> Routes {
    health::routes()
        .and(pages::routes())
        .and(openapi::routes())
        .and(desk::routes())
        .and(places::routes())
        .and(people::routes())
        .and(listen::routes())
        .and(sense::routes())
        .and(publish::routes(press))
}
