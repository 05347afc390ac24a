//! A browser without a window: stories through HTTP, without a socket.

// A test that can't begin has failed; there is nobody to tell but the test.
#![allow(clippy::expect_used)]

use crate::{App, Routes, Setup};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::access::{Role, Scope};
use kernel::accounts;
use kernel::clock::{StandingClock, Timestamp};
use kernel::files::Files;
use kernel::testing::{NOON, TestSpace, act};
use kernel::{Chance, Language};
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use tower::ServiceExt;

/// A site that serves some rooms' pages from a test's space, at noon on 22 November 2026.
pub struct Site<'a> {
    /// The test's space.
    pub test: &'a TestSpace,
    /// What its requests share.
    pub app: App,
    /// Its clock, which can be moved.
    pub clock: Arc<StandingClock>,
    router: Router,
    runtime: Arc<tokio::runtime::Runtime>,
    people: AtomicUsize,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// Where it sends the browser; empty when it does not.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl<'a> Site<'a> {
    /// A site on `test`.
    pub fn on(test: &'a TestSpace, routes: Routes) -> Self {
        Self::at(test, routes, "http://site.test")
    }

    /// A site on `test` that browsers reach by an encrypted connection.
    pub fn over_https(test: &'a TestSpace, routes: Routes) -> Self {
        Self::at(test, routes, "https://site.test")
    }

    fn at(test: &'a TestSpace, routes: Routes, base: &str) -> Self {
        let clock = Arc::new(StandingClock::at(NOON));
        let app = App::new(Setup {
            space: test.space.clone(),
            files: Files::in_folder(&test.folder().join("files")).expect("files for a test"),
            clock: clock.clone(),
            chance: Chance::seeded([42; 32]),
            base: base.into(),
            behind_proxy: true,
            largest_upload: 2 << 20,
        })
        .expect("an app for a test");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime for a test");
        let router = routes.serve(app.clone());
        Self { test, app, clock, router, runtime: Arc::new(runtime), people: AtomicUsize::new(0) }
    }

    /// Someone who has not signed in.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor { site: self, cookies: Vec::new(), client: "192.0.2.1".into() }
    }

    /// Someone new who has signed in with one role.
    pub fn signed_in(&self, role: Role, scope: Scope) -> Visitor<'_> {
        self.signed_in_with(&[(role, scope)])
    }

    /// Someone new who has signed in with some roles.
    pub fn signed_in_with(&self, roles: &[(Role, Scope)]) -> Visitor<'_> {
        let roles = roles.to_vec();
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let mut act = act();
        act.now = kernel::clock::Clock::now(&*self.clock);
        let token = self
            .test
            .space
            .write_now(act, move |tx| {
                let email = format!("person{number}@example.org");
                let id = accounts::create(tx, &email, &format!("Person {number}"), Language::En)?;
                for (role, scope) in roles {
                    accounts::grant(tx, id, role, scope)?;
                }
                Ok::<_, accounts::NotAccount>(accounts::start_session(tx, id)?)
            })
            .expect("no fault")
            .expect("no refusal");
        let mut visitor = self.visitor();
        let prefix = if self.app.is_secure() { "__Host-" } else { "" };
        visitor.cookies.push((format!("{prefix}edefyn"), token.reveal().to_owned()));
        visitor
    }

    /// Moves the clock.
    pub fn set_time(&self, now: Timestamp) {
        self.clock.set(now);
    }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Visitor<'a> {
    site: &'a Site<'a>,
    cookies: Vec<(String, String)>,
    /// Its network address.
    pub client: String,
}

impl Visitor<'_> {
    /// Opens a page.
    pub fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request"))
    }

    /// Opens a page with one more header.
    pub fn get_with(&mut self, path: &str, name: &str, value: &str) -> Answer {
        let request = self.request(Method::GET, path).header(name, value);
        self.send(request.body(Body::empty()).expect("a request"))
    }

    /// Sends a form with a good token.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.post_bare(path, &all)
    }

    /// Sends a form as it is, without a token.
    pub fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).expect("a form");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request"))
    }

    /// Sends a form as it is with one more header.
    pub fn post_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        header: (&str, &str),
    ) -> Answer {
        let body = serde_html_form::to_string(fields).expect("a form");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header.0, header.1);
        self.send(request.body(Body::from(body)).expect("a request"))
    }

    /// Sends a form as it is, with just these `X-Forwarded-For` headers.
    pub fn post_forwarded(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        forwarded: &[&str],
    ) -> Answer {
        let body = serde_html_form::to_string(fields).expect("a form");
        let mut request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        request.headers_mut().remove("x-forwarded-for");
        for value in forwarded {
            let value = value.parse().expect("a header");
            request.headers_mut().append("x-forwarded-for", value);
        }
        self.send(request)
    }

    /// Sends a body piece by piece, without saying how long it is. Gives the answer, and how many
    /// pieces were taken before it.
    pub fn send_pieces(
        &mut self,
        path: &str,
        media_type: &str,
        pieces: impl IntoIterator<Item = Vec<u8>>,
    ) -> (Answer, usize) {
        let taken = Arc::new(AtomicUsize::new(0));
        let left = pieces.into_iter().map(Bytes::from).collect();
        let body = Body::new(Pieces { left, taken: taken.clone() });
        let request = self.request(Method::POST, path).header(header::CONTENT_TYPE, media_type);
        let answer = self.send(request.body(body).expect("a request"));
        (answer, taken.load(Ordering::Relaxed))
    }

    /// Sends a form with a file and a good token.
    pub fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Answer {
        let csrf = self.csrf();
        let mut body = Vec::new();
        for (name, value) in std::iter::once(&("csrf", csrf.as_str())).chain(fields) {
            body.extend(
                format!(
                    "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .into_bytes(),
            );
        }
        let (name, file_name, bytes) = file;
        body.extend(
            format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"; \
                 filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            )
            .into_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).expect("a request"))
    }

    /// Gives its cookies of one name another. Says how many there were.
    pub fn rename_cookie(&mut self, from: &str, to: &str) -> usize {
        let found = self.cookies.iter_mut().filter(|(name, _)| name == from);
        found.map(|(name, _)| to.clone_into(name)).count()
    }

    /// A form token that this browser would be given.
    pub fn csrf(&self) -> String {
        let session =
            self.cookies.iter().find(|(name, _)| name.trim_start_matches("__Host-") == "edefyn");
        crate::csrf::token(&self.site.app, session.map_or("", |(_, value)| value.as_str()))
    }

    fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "site.test")
            .header("x-forwarded-for", &self.client);
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        request
    }

    fn send(&mut self, request: Request<Body>) -> Answer {
        let router = self.site.router.clone();
        let (parts, bytes) = self.site.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("a router always answers");
            let (parts, body) = response.into_parts();
            (parts, body.collect().await.expect("a whole body").to_bytes().to_vec())
        });
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap_or_default();
            let Some((name, value)) = text.split(';').next().and_then(|pair| pair.split_once('='))
            else {
                continue;
            };
            self.cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, bytes, text }
    }
}

/// A body that counts how much of it was taken.
struct Pieces {
    left: VecDeque<Bytes>,
    taken: Arc<AtomicUsize>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        let piece = self.left.pop_front();
        self.taken.fetch_add(usize::from(piece.is_some()), Ordering::Relaxed);
        Poll::Ready(piece.map(|piece| Ok(http_body::Frame::data(piece))))
    }
}
