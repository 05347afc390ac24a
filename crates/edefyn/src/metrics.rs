//! Prometheus metrics, on a listener of their own so that they are never public by accident.
//! They count requests by route and status; no address, name or word is in them.

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Instant;
use web::{axum, method_named};

const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Begins to count.
///
/// # Errors
/// When something counts already.
pub fn begin() -> Result<PrometheusHandle, Box<dyn std::error::Error>> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("edefyn_request_seconds".into()), SECONDS)?;
    Ok(builder.install_recorder()?)
}

/// The service that shows the counts.
pub fn service(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || std::future::ready(handle.render())))
}

/// Counts a request and how long it took.
pub async fn count(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = method_named(request.method());
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("unmatched".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let labels = [
        ("method", method.to_owned()),
        ("route", route),
        ("status", response.status().as_u16().to_string()),
    ];
    metrics::counter!("edefyn_requests_total", &labels).increment(1);
    metrics::histogram!("edefyn_request_seconds", &labels).record(begun.elapsed().as_secs_f64());
    response
}
