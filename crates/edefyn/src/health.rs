//! `GET /healthz` (the program runs) and `GET /readyz` (its database answers).

use axum::extract::State;
use axum::http::StatusCode;
use kernel::db::CHECK;
use std::sync::Arc;
use tokio::sync::Mutex;
use web::{App, Routes, axum};

/// The two addresses.
pub fn routes() -> Routes {
    let turn = Arc::new(Mutex::new(()));
    let ready = move |State(app): State<App>| async move {
        // One asks at a time, and all of them for no longer than the database may take.
        let asked = tokio::time::timeout(CHECK, async {
            let _turn = turn.lock().await;
            app.space().check().await
        });
        match asked.await {
            Ok(Ok(())) => (StatusCode::OK, "ready"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
        }
    };
    Routes::new()
        .plain("/healthz", axum::routing::get(|| async { "ok" }))
        .plain("/readyz", axum::routing::get(ready))
}
