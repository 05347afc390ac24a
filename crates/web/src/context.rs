//! A request's context: who asks, in which language, when, and the space they ask about.

use crate::{App, Page, PageError, Readers, Writing, Written, csrf, session};
use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use kernel::access::{Verb, Viewer, Within};
use kernel::accounts::{self, Token};
use kernel::clock::{Date, day};
use kernel::files::Files;
use kernel::{Act, Actor, Db, Fault, Language, Refusal, Space, Timestamp, Tx};
use std::net::{IpAddr, SocketAddr};

/// What a handler gives: a response, or why there is none.
pub type PageResult = Result<Response, PageError>;

/// A page that no browser and nothing on the way keeps: for what holds a secret.
///
/// # Errors
/// Those of `result`.
pub fn unkept(result: PageResult) -> PageResult {
    let mut response = result?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Who asks, in which language and when. It is worked out once for each request.
#[derive(Clone)]
pub struct Context {
    /// What every request shares.
    pub app: App,
    /// The space.
    pub space: Space,
    /// The space's files.
    pub files: Files,
    /// The moment of the request.
    pub now: Timestamp,
    /// The day of the request, in the United Kingdom.
    pub today: Date,
    /// The language of the page.
    pub language: Language,
    /// Who has signed in.
    pub viewer: Option<Viewer>,
    pub(crate) token: Option<Token>,
    uri: Uri,
    client: String,
}

impl FromRequestParts<App> for Context {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        if let Some(context) = parts.extensions.get::<Self>() {
            return Ok(context.clone());
        }
        let token = session::token(app, &parts.headers);
        let viewer = match token.clone() {
            Some(token) => signed_in(app, token, app.now()).await?,
            None => None,
        };
        let context = Self::of(parts, app, viewer, token);
        parts.extensions.insert(context.clone());
        Ok(context)
    }
}

impl Context {
    /// The context of a request whose sender could not be looked up, for the page that says so.
    pub(crate) fn of_nobody(parts: &Parts, app: &App) -> Self {
        Self::of(parts, app, None, None)
    }

    fn of(parts: &Parts, app: &App, viewer: Option<Viewer>, token: Option<Token>) -> Self {
        let now = app.now();
        let language = language(&parts.uri, &parts.headers, viewer.as_ref());
        Self {
            space: app.space().clone(),
            files: app.files().clone(),
            now,
            today: day(now),
            language,
            token: viewer.is_some().then_some(token).flatten(),
            viewer,
            uri: parts.uri.clone(),
            client: client(app, parts),
            app: app.clone(),
        }
    }
}

async fn signed_in(app: &App, token: Token, now: Timestamp) -> Result<Option<Viewer>, Fault> {
    let read = token.clone();
    let found = app.space().read(move |db| accounts::session_viewer(db, &read, now)).await?;
    let Some((viewer, stale)) = found else { return Ok(None) };
    if stale {
        let act = app.act(Actor::Account(viewer.account));
        // A page can be read while nothing can be written.
        let touched = app.space().change(act, move |tx| accounts::touch_session(tx, &token));
        if let Err(fault) = touched.await {
            tracing::warn!(%fault, "a session could not be prolonged");
        }
    }
    Ok(Some(viewer))
}

fn language(uri: &Uri, headers: &HeaderMap, viewer: Option<&Viewer>) -> Language {
    let first = uri.path().split('/').nth(1).unwrap_or_default();
    let accepted = || {
        let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Language::preferred(accept.unwrap_or_default())
    };
    Language::from_word(first).or(viewer.map(|viewer| viewer.language)).unwrap_or_else(accepted)
}

/// Where a request came from: what the proxy in front says last, however many headers there are,
/// since all that stands before it the visitor may have made up; otherwise the peer.
fn client(app: &App, parts: &Parts) -> String {
    let headers = parts.headers.get_all("x-forwarded-for");
    let forwarded = headers
        .iter()
        .next_back()
        .filter(|_| app.behind_proxy())
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|value| address(value.trim()));
    let peer = || {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        peer.map(|ConnectInfo(address)| address.ip())
    };
    forwarded.or_else(peer).map(|address| address.to_canonical().to_string()).unwrap_or_default()
}

/// A network address as proxies write it: with or without a port, in brackets or not.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.parse().ok().or_else(with_port)
}

impl Context {
    /// Who has signed in.
    ///
    /// # Errors
    /// [`PageError::SignIn`] when nobody has.
    pub fn viewer(&self) -> Result<&Viewer, PageError> {
        self.viewer.as_ref().ok_or(PageError::SignIn)
    }

    /// Who has signed in and may do `verb` to something that lies `within`.
    ///
    /// # Errors
    /// [`PageError::SignIn`] when nobody has signed in; [`PageError::NotFound`] when they may
    /// not, since they may not know that it exists either.
    pub fn require(&self, verb: Verb, within: Within) -> Result<&Viewer, PageError> {
        let viewer = self.viewer()?;
        if viewer.may(verb, within) { Ok(viewer) } else { Err(PageError::NotFound) }
    }

    /// Who has signed in and may do `verb` somewhere: for lists, which then put the viewer's
    /// reach into their query.
    ///
    /// # Errors
    /// As [`require`](Self::require).
    pub fn require_somewhere(&self, verb: Verb) -> Result<&Viewer, PageError> {
        let viewer = self.viewer()?;
        if viewer.reach(verb).is_nowhere() { Err(PageError::NotFound) } else { Ok(viewer) }
    }

    /// Who acts: the viewer, or a visitor.
    pub fn actor(&self) -> Actor {
        self.viewer.as_ref().map_or(Actor::Visitor, |viewer| Actor::Account(viewer.account))
    }

    /// An act by the viewer or a visitor, at the moment of the request.
    pub fn act(&self) -> Act {
        self.act_as(self.actor())
    }

    /// An act by `actor`, at the moment of the request.
    pub fn act_as(&self, actor: Actor) -> Act {
        Act { actor, now: self.now, chance: self.app.chance() }
    }

    /// Reads from the space; again when the database was lost in the middle of it and came back.
    ///
    /// # Errors
    /// What `work` returns, or the database's.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Db) -> Result<T, Fault> + Clone + Send + 'static,
    {
        self.space.read_again(work).await
    }

    /// Changes the space as the viewer or a visitor. When the database was lost before the change was
    /// kept, it is made again; what can't be copied for that goes through [`Context::space`].
    ///
    /// # Errors
    /// The outer error is our fault, the inner one the verb's refusal.
    pub async fn write<T, E, F>(&self, work: F) -> Result<Result<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
    {
        self.space.write_again(self.act(), work).await
    }

    /// Changes the space as `actor`.
    ///
    /// # Errors
    /// The outer error is our fault, the inner one the verb's refusal.
    pub async fn write_as<T, E, F>(&self, actor: Actor, work: F) -> Result<Result<T, E>, Fault>
    where
        T: Send + 'static,
        E: Refusal,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
    {
        self.space.write_again(self.act_as(actor), work).await
    }

    /// Makes a change that has nothing to refuse, as the viewer or a visitor.
    ///
    /// # Errors
    /// Our fault.
    pub async fn change<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Clone + Send + 'static,
    {
        self.space.change_again(self.act(), work).await
    }

    /// The address of a page in this language, from its English path without the language.
    pub fn path(&self, path: &str) -> String {
        self.language.path(path)
    }

    /// The network address that the visitor's request came from, for counting attempts; never for
    /// a log.
    pub fn client(&self) -> &str {
        &self.client
    }

    /// A new form token.
    pub fn csrf(&self) -> String {
        csrf::token(&self.app, self.session())
    }

    pub(crate) fn session(&self) -> &str {
        self.token.as_ref().map_or("", Token::reveal)
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The frame of a public page, with the message `title` as its title.
    pub fn page(&self, title: &str) -> Page {
        Page::public(self, title)
    }

    /// The frame of a back-office page, with the message `title` as its title.
    pub fn desk(&self, title: &str) -> Page {
        Page::desk(self, title)
    }

    /// Sends the browser from an address without a language to the page in the visitor's, from its
    /// English path without the language.
    pub fn turn(&self, path: &str) -> Response {
        let redirect = Redirect::to(&self.path(path));
        ([(header::VARY, "Accept-Language, Cookie")], redirect).into_response()
    }

    /// Shows a page.
    ///
    /// # Errors
    /// When the template fails.
    pub fn html(&self, template: &impl Template) -> PageResult {
        self.with_status(StatusCode::OK, template)
    }

    /// Shows a form that came back: status 422.
    ///
    /// # Errors
    /// When the template fails.
    pub fn refuse(&self, template: &impl Template) -> PageResult {
        self.with_status(StatusCode::UNPROCESSABLE_ENTITY, template)
    }

    fn with_status(&self, status: StatusCode, template: &impl Template) -> PageResult {
        let html = template.render().map_err(|error| Fault::Other(format!("template: {error}")))?;
        let cache = if self.viewer.is_some() || self.uri.path().contains("/des") {
            "no-store"
        } else {
            "no-cache"
        };
        Ok((status, [(header::CACHE_CONTROL, cache)], Html(html)).into_response())
    }

    /// Sends the browser to another page, by its English path without the language.
    ///
    /// # Errors
    /// None; it is a result so that a handler can end with it.
    pub fn see_other(&self, path: &str) -> PageResult {
        Ok(Redirect::to(&self.path(path)).into_response())
    }

    /// Sends a file to be saved under `name`.
    ///
    /// # Errors
    /// None; it is a result so that a handler can end with it.
    pub fn download(&self, bytes: Vec<u8>, media_type: &'static str, name: &str) -> PageResult {
        let plain: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        let headers = [
            (header::CONTENT_TYPE, media_type.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"")),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((headers, bytes).into_response())
    }

    /// What begins a long answer to this request, anew each time that it is tried: it is sent when
    /// it is written whole.
    pub fn writing(&self) -> impl Fn() -> Writing + Clone + Send + use<> {
        let readers = if self.viewer.is_some() { Readers::Team } else { Readers::Visitors };
        let app = self.app.clone();
        move || app.writing(readers)
    }

    /// [`download`](Self::download) of an answer that was written beforehand, sent piece by piece.
    ///
    /// # Errors
    /// The disk's.
    pub fn download_written(
        &self,
        written: Written,
        media_type: &'static str,
        name: &str,
    ) -> PageResult {
        let all = 0..written.size();
        let mut response = self.download(Vec::new(), media_type, name)?;
        *response.body_mut() = written.body(all)?;
        response.headers_mut().remove(header::CONTENT_LENGTH);
        Ok(response)
    }

    pub(crate) fn to_sign_in(&self) -> Response {
        let next = self.uri.path();
        let path = self.path("/sign-in");
        Redirect::to(&format!("{path}?next={next}")).into_response()
    }
}
