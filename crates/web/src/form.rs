//! Forms: nothing of one is read before its route's door is open, and nothing in it before its
//! token was found to be ours.

use crate::{App, PageError, door};
use axum::extract::{FromRequest, Request};
use kernel::folding::normal;
use serde::de::DeserializeOwned;

/// The most fields of a form: a choice for each of a long codebook's themes fits.
const MOST_FIELDS: usize = 5_000;
/// The longest name of a field, in bytes.
pub(crate) const LONGEST_NAME: usize = 200;

/// A form that was sent from one of our own pages.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let (mut parts, _) = request.into_parts();
        let bytes = door::open(&mut parts, app).await?.form(app).await?;
        let mut fields = 0;
        for pair in bytes.split(|byte| *byte == b'&') {
            fields += 1;
            let name = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
            if fields > MOST_FIELDS || name.len() > LONGEST_NAME {
                return Err(PageError::TooLarge);
            }
        }
        read(&bytes).map(Self)
    }
}

/// Reads what was sent, each text in the form in which it is kept.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, PageError> {
    let sent: Vec<(String, String)> =
        serde_html_form::from_bytes(bytes).map_err(|_| PageError::Unreadable)?;
    let normal: Vec<(String, String)> =
        sent.into_iter().map(|(name, value)| (name, normal(&value))).collect();
    let bytes = serde_html_form::to_string(normal).map_err(|_| PageError::Unreadable)?;
    serde_html_form::from_str(&bytes).map_err(|_| PageError::Unreadable)
}
