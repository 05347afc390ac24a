//! `GET /api/openapi.json`: the description of `/api/v1`, by OpenAPI 3.1. A test holds it against
//! the routes and against what they answer.

use web::Routes;
use web::axum::http::header;
use web::axum::routing::get;

/// The description.
pub const DOCUMENT: &str = include_str!("../api/openapi.json");

/// The address.
pub fn routes() -> Routes {
    let typed = [(header::CONTENT_TYPE, "application/vnd.oai.openapi+json;version=3.1")];
    Routes::new().plain("/api/openapi.json", get(move || async move { (typed, DOCUMENT) }))
}
