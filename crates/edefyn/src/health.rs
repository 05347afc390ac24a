//! `GET /healthz` (the program runs) and `GET /readyz` (its database answers).

use axum::extract::State;
use axum::http::StatusCode;
use web::{App, Routes, axum};

/// The two addresses.
pub fn routes() -> Routes {
    Routes::new()
        .plain("/healthz", axum::routing::get(|| async { "ok" }))
        .plain("/readyz", axum::routing::get(ready))
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.space().read(|db| db.only::<i64>("select 1", &[])).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
