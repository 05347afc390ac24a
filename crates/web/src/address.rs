//! The parts of an address: what can't be one of ours is not found.

use crate::{App, PageError};
use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

/// The named parts of the path, such as `{voice}`. An id that can't be one is not found.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let found = axum::extract::Path::<T>::from_request_parts(parts, app).await;
        found.map(|axum::extract::Path(value)| Self(value)).map_err(|_| PageError::NotFound)
    }
}

/// What follows the question mark. Give every field a default, so that none must be there.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Query<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, PageError> {
        let query = parts.uri.query().unwrap_or_default();
        serde_html_form::from_str(query).map(Self).map_err(|_| PageError::Unreadable)
    }
}
