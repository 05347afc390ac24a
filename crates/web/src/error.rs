//! What went wrong with a page, and the page that says so.

use crate::{App, Context, Page};
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use kernel::Fault;
use serde_json::json;

/// Why a page can't be shown.
#[derive(Debug)]
pub enum PageError {
    /// Nobody has signed in; the browser is sent to do so.
    SignIn,
    /// There is no such thing, or this viewer may not know that there is.
    NotFound,
    /// The form's token is missing or old: it may have come from another site.
    Forged,
    /// The request can't be read.
    Unreadable,
    /// Too much was sent.
    TooLarge,
    /// What was sent came too slowly, or stopped coming.
    TooSlow,
    /// Too many requests from one place.
    TooMany,
    /// Too much is being done at once; it can be tried again in a moment.
    Busy,
    /// Our own fault.
    Fault(Fault),
}

impl From<Fault> for PageError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(fault) if fault.is_for_them() => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Fault(Fault::NotYet) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(fault) if fault.is_full() => StatusCode::INSUFFICIENT_STORAGE,
            Self::Fault(fault) if fault.is_busy() || fault.is_late() || fault.is_lost() => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The message of its page, where the status alone does not tell it.
    fn key(&self) -> Option<&'static str> {
        match self {
            Self::Fault(Fault::Unsure) => Some("error-unsure"),
            Self::Fault(Fault::NotYet) => Some("error-not-yet"),
            Self::Fault(fault) if fault.is_late() => Some("error-late"),
            Self::Fault(fault) if fault.is_busy() || fault.is_lost() => Some("error-busy"),
            _ => None,
        }
    }

    /// After how many seconds it is worth while to ask again.
    fn again_after(&self) -> Option<u32> {
        match self {
            Self::Fault(fault) if fault.is_busy() => Some(5),
            Self::Fault(fault) if fault.is_lost() => Some(30),
            Self::Fault(Fault::NotYet) => Some(60),
            Self::Fault(fault) if fault.is_late() => Some(60),
            _ => None,
        }
    }
}

/// Marks a response that has no body yet and is to be dressed as an error page.
#[derive(Clone)]
struct Undressed {
    reference: Option<String>,
    sign_in: bool,
    key: Option<&'static str>,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let reference = match &self {
            Self::Fault(fault) if !fault.is_for_them() => {
                let reference = reference(fault);
                tracing::error!(%fault, reference, "a page failed");
                Some(reference)
            }
            _ => None,
        };
        let mut response = self.status().into_response();
        let sign_in = matches!(self, Self::SignIn);
        if let Some(seconds) = self.again_after() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(Undressed { reference, sign_in, key: self.key() });
        response
    }
}

/// Eight letters by which a fault is found again in the log.
fn reference(fault: &Fault) -> String {
    let seed = format!("{fault:?}{:p}", std::ptr::from_ref(fault));
    blake3::hash(seed.as_bytes()).to_hex().chars().take(8).collect()
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    words: String,
    remedy: String,
    reference: Option<String>,
}

/// Gives every failed request a page in the visitor's language, or JSON under `/api/`.
pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let found = Context::from_request_parts(&mut parts, &app).await;
    let context = found.unwrap_or_else(|_| Context::of_nobody(&parts, &app));
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let undressed = response.extensions().get::<Undressed>().cloned();
    let bare = undressed.is_some()
        || (!response.headers().contains_key(header::CONTENT_TYPE)
            && (status.is_client_error() || status.is_server_error()));
    if !bare {
        return response;
    }
    if undressed.as_ref().is_some_and(|undressed| undressed.sign_in) {
        return context.to_sign_in();
    }
    // When it is worth while to ask again, and how much there is to ask for.
    let told = [header::RETRY_AFTER, header::CONTENT_RANGE]
        .map(|name| response.headers().get(&name).cloned().map(|value| (name, value)));
    let key = undressed.as_ref().and_then(|undressed| undressed.key);
    let reference = undressed.and_then(|undressed| undressed.reference);
    if path.starts_with("/api/") || path.starts_with("/assets/") {
        let problem = json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "reference": reference,
        });
        let media_type = [(header::CONTENT_TYPE, "application/problem+json")];
        return telling(told, (status, media_type, problem.to_string()).into_response());
    }
    let key = key.unwrap_or_else(|| of_status(status));
    let page = context.page(key);
    let (words, remedy) = (page.t(&format!("{key}-words")), page.t(&format!("{key}-remedy")));
    let page = ErrorPage { page, words, remedy, reference };
    match page.render() {
        Ok(html) => telling(told, (status, Html(html)).into_response()),
        Err(_) => status.into_response(),
    }
}

/// Tells what the answer that is dressed told in its headers.
fn telling(told: [Option<(HeaderName, HeaderValue)>; 2], mut response: Response) -> Response {
    response.headers_mut().extend(told.into_iter().flatten());
    response
}

/// The message of the page for a status.
fn of_status(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "error-unreadable",
        403 => "error-forged",
        404 => "error-not-found",
        405 => "error-method",
        413 => "error-too-large",
        422 => "error-forgotten",
        429 => "error-too-many",
        503 | 408 => "error-busy",
        507 => "error-full",
        _ => "error-fault",
    }
}
