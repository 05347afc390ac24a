//! The door before every body: who asks, what they may do and whether the form is one of ours are
//! known before more than that takes is read.
//!
//! [`seal`] takes the body out of every request, and only [`open`] gives it back. So no handler
//! reads a body, however it is written, before its route's door let the visitor through. What
//! comes then is counted as it comes, whether or not its length was announced, and must keep
//! coming.

use crate::{App, Context, PageError, csrf};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequestParts, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::header;
use http::request::Parts;
use http_body_util::BodyExt;
use kernel::Fault;
use kernel::access::Verb;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context as Wake, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// The largest form of a public page, in bytes.
pub(crate) const PUBLIC_FORM: u64 = 64 << 10;
/// The largest form of the back office without files, in bytes: a long report's source, encoded.
pub(crate) const DESK_FORM: u64 = 4 << 20;
/// What a form with files may hold beside the files themselves, in bytes.
pub(crate) const BESIDE_FILES: u64 = 1 << 20;
/// How much is read before the form's token was found, in bytes.
pub(crate) const BEFORE_TOKEN: u64 = 16 << 10;
/// How long a body may bring nothing.
const SILENCE: Duration = Duration::from_secs(20);
/// How long the whole of a form without files may take.
const WHOLE_FORM: Duration = Duration::from_secs(60);

/// To whom a door opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenTo {
    /// Everybody: a small form.
    Everybody,
    /// Whoever has signed in: a small form.
    SignedIn,
    /// Whoever may do this somewhere.
    Whoever(Verb),
}

/// What a route asks of a visitor before it reads what they sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Door {
    /// Who may send one.
    pub to: OpenTo,
    /// Whether the form brings files.
    pub files: bool,
}

impl Door {
    /// How many bytes may come through it.
    fn most(self, app: &App) -> u64 {
        match (self.files, self.to) {
            (true, _) => app.largest_upload() + BESIDE_FILES,
            (false, OpenTo::Whoever(_)) => DESK_FORM,
            (false, OpenTo::Everybody | OpenTo::SignedIn) => PUBLIC_FORM,
        }
    }
}

/// A request's body, out of everybody's reach.
#[derive(Clone)]
struct Sealed(Arc<Mutex<Option<Body>>>);

/// Takes the body out of a request.
pub(crate) async fn seal(mut request: Request, next: Next) -> Response {
    let body = std::mem::replace(request.body_mut(), Body::empty());
    request.extensions_mut().insert(Sealed(Arc::new(Mutex::new(Some(body)))));
    next.run(request).await
}

/// A body that was let in, and who sent it.
pub(crate) struct Opened {
    context: Context,
    body: Metered,
    /// How much of it may still come.
    pub meter: Arc<Meter>,
    /// Whether they may do what the form is for: if not, they are told so once its token was
    /// found, and a forged form is told apart from one of ours.
    may: bool,
}

/// Lets a body in, when its route's door is open to the visitor. Nothing of it was read before. Of
/// who may not do what it is for, no more than its token is.
///
/// # Errors
/// [`PageError::SignIn`] when nobody has signed in; [`PageError::TooLarge`] when it is announced
/// as too large.
pub(crate) async fn open(parts: &mut Parts, app: &App) -> Result<Opened, PageError> {
    let context = Context::from_request_parts(parts, app).await?;
    let door = parts.extensions.get::<Door>().copied();
    let door = door.ok_or_else(|| Fault::Other("a form stands at no route".into()))?;
    let may = match door.to {
        OpenTo::Everybody => true,
        OpenTo::SignedIn => context.viewer().map(|_| true)?,
        OpenTo::Whoever(verb) => !context.viewer()?.reach(verb).is_nowhere(),
    };
    let most = door.most(app);
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > most) {
        return Err(PageError::TooLarge);
    }
    let sealed = parts.extensions.remove::<Sealed>();
    let body =
        sealed.and_then(|sealed| sealed.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    let meter = Arc::new(Meter::new(most));
    let body = Metered::new(body.unwrap_or_default(), meter.clone());
    Ok(Opened { context, body, meter, may })
}

impl Opened {
    /// The body, for whoever reads it by another way.
    pub fn take_body(&mut self) -> Metered {
        let empty = Metered::new(Body::empty(), self.meter.clone());
        std::mem::replace(&mut self.body, empty)
    }

    /// The whole of a form without files, its token checked as soon as it has come.
    ///
    /// # Errors
    /// [`PageError::Forged`] when the token is not ours or does not stand near the beginning;
    /// otherwise what was wrong with the body.
    pub async fn form(mut self, app: &App) -> Result<Vec<u8>, PageError> {
        let whole = async {
            let mut kept: Vec<u8> = Vec::new();
            let mut checked = false;
            while let Some(frame) = self.body.frame().await {
                let frame = frame.map_err(|_| self.meter.why())?;
                kept.extend_from_slice(frame.data_ref().map(Bytes::as_ref).unwrap_or_default());
                checked = checked || self.is_ours(app, &kept, false)?;
                if !checked && kept.len() as u64 > BEFORE_TOKEN {
                    return Err(PageError::Forged);
                }
            }
            if checked || self.is_ours(app, &kept, true)? {
                Ok(kept)
            } else {
                Err(PageError::Forged)
            }
        };
        tokio::time::timeout(WHOLE_FORM, whole).await.map_err(|_| PageError::TooSlow)?
    }

    /// Whether what has come of a form holds our token; false while it is not there yet.
    fn is_ours(&self, app: &App, kept: &[u8], ended: bool) -> Result<bool, PageError> {
        let near = kept.get(..BEFORE_TOKEN as usize).unwrap_or(kept);
        let mut pairs: Vec<&[u8]> = near.split(|byte| *byte == b'&').collect();
        if !ended && near.len() == kept.len() {
            // The last pair may go on.
            pairs.pop();
        }
        let Some(token) = pairs.into_iter().find_map(|pair| pair.strip_prefix(b"csrf=")) else {
            return Ok(false);
        };
        let token = std::str::from_utf8(token).map_err(|_| PageError::Forged)?;
        self.token(app, token).map(|()| true)
    }

    /// Whether a form's token is ours, and whoever sent it may send it.
    ///
    /// # Errors
    /// [`PageError::Forged`] and [`PageError::NotFound`].
    pub fn token(&self, app: &App, token: &str) -> Result<(), PageError> {
        match (csrf::holds(app, self.context.session(), token), self.may) {
            (true, true) => Ok(()),
            (true, false) => Err(PageError::NotFound),
            (false, _) => Err(PageError::Forged),
        }
    }
}

/// How much of a body may still come: of the whole, and until whoever reads it allows more.
pub(crate) struct Meter {
    whole: AtomicU64,
    step: AtomicU64,
    why: AtomicU8,
}

const TOO_LARGE: u8 = 1;
const TOO_SLOW: u8 = 2;

impl Meter {
    fn new(most: u64) -> Self {
        Self { whole: most.into(), step: u64::MAX.into(), why: 0.into() }
    }

    /// Allows about `bytes` more before it is asked again.
    pub fn allow(&self, bytes: u64) {
        self.step.store(bytes, Ordering::Relaxed);
    }

    /// Why a body could not be read.
    pub fn why(&self) -> PageError {
        match self.why.load(Ordering::Relaxed) {
            TOO_LARGE => PageError::TooLarge,
            TOO_SLOW => PageError::TooSlow,
            _ => PageError::Unreadable,
        }
    }

    /// Counts what came. What lies beyond the whole is refused; beyond a step, what comes next is,
    /// since a frame is as large as the network made it.
    fn count(&self, bytes: u64) -> bool {
        let (whole, step) = (self.whole.load(Ordering::Relaxed), self.step.load(Ordering::Relaxed));
        let fits = bytes <= whole && (step > 0 || bytes == 0);
        self.whole.store(whole.saturating_sub(bytes), Ordering::Relaxed);
        self.step.store(step.saturating_sub(bytes), Ordering::Relaxed);
        fits
    }

    fn stop(&self, why: u8) -> axum::Error {
        self.why.store(why, Ordering::Relaxed);
        axum::Error::new(Fault::Other("a body was not read to its end".into()))
    }
}

/// A body that is counted as it comes, and comes a frame at a time, so that nobody who reads it
/// gathers more than they asked for.
pub(crate) struct Metered {
    inner: Body,
    meter: Arc<Meter>,
    silence: Pin<Box<Sleep>>,
    resting: bool,
}

impl Metered {
    fn new(inner: Body, meter: Arc<Meter>) -> Self {
        let silence = Box::pin(tokio::time::sleep(SILENCE));
        Self { inner, meter, silence, resting: false }
    }
}

impl HttpBody for Metered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        wake: &mut Wake<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        if std::mem::take(&mut self.resting) {
            wake.waker().wake_by_ref();
            return Poll::Pending;
        }
        match Pin::new(&mut self.inner).poll_frame(wake) {
            Poll::Ready(Some(Ok(frame))) => {
                let size = frame.data_ref().map_or(0, Bytes::len);
                self.silence.as_mut().reset(Instant::now() + SILENCE);
                self.resting = true;
                if self.meter.count(u64::try_from(size).unwrap_or(u64::MAX)) {
                    Poll::Ready(Some(Ok(frame)))
                } else {
                    Poll::Ready(Some(Err(self.meter.stop(TOO_LARGE))))
                }
            }
            Poll::Pending if self.silence.as_mut().poll(wake).is_ready() => {
                Poll::Ready(Some(Err(self.meter.stop(TOO_SLOW))))
            }
            other => other,
        }
    }
}
