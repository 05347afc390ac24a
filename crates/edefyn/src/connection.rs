//! Connections: how many there may be at once, how long each may say nothing, and how they end.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::collections::HashMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};
use tower::ServiceExt;
use web::axum;

/// What one connection may keep in memory of a request's head, in bytes.
const HEAD: usize = 64 << 10;
/// What is told when all places are taken.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n\
    Content-Length: 0\r\nConnection: close\r\n\r\n";

/// How many are told so at once; the others are only closed.
const TOLD: usize = 64;
/// How long that may take.
const TELLING: Duration = Duration::from_secs(2);

/// How much connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many there may be at once.
    pub most: usize,
    /// How many of them may come from one network; nothing when a proxy stands in front.
    pub of_one_network: Option<usize>,
    /// How many more there may be from this machine itself: a check whether all is well gets
    /// through when everything else is taken.
    pub reserve: usize,
    /// How long a request's head may take, and how long nothing may come before one.
    pub head: Duration,
    /// How long nothing at all may move.
    pub idle: Duration,
    /// How long requests in hand are given to finish at the end.
    pub end: Duration,
}

impl Limits {
    /// Limits that fit the files this process may open, of which some are kept for the database,
    /// files, letters and those who are told that there is no place.
    pub fn fitting(files: usize, behind_proxy: bool) -> Self {
        let most = files.saturating_sub(288).clamp(32, 4_096);
        Self {
            most,
            of_one_network: (!behind_proxy).then_some(most / 4),
            reserve: 16,
            head: Duration::from_secs(15),
            idle: Duration::from_secs(130),
            end: Duration::from_secs(30),
        }
    }
}

/// How many files this process may open; 1,024 where the system does not say.
pub fn files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(1_024)
}

/// Serves every connection until `stop`, then finishes the requests in hand.
pub async fn serve(
    listener: TcpListener,
    service: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let places = Places::new(limits);
    let ending = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD);
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(problem) => {
                // Out of files, or the peer has left: others may still be served in a moment.
                tracing::warn!(%problem, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let Some(place) = places.take(peer.ip()) else {
            if let Ok(told) = places.told.clone().try_acquire_owned() {
                tokio::spawn(async move {
                    let _ = tokio::time::timeout(TELLING, tell(stream)).await;
                    drop(told);
                });
            }
            continue;
        };
        let service = service.clone();
        let answer = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            service.clone().oneshot(request)
        });
        let io = TokioIo::new(Moving::new(stream, limits.idle));
        let served = ending.watch(http.serve_connection(io, answer));
        tokio::spawn(async move {
            let _held = place;
            // What goes wrong here is the peer's leaving or its silence.
            let _ = served.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.end, ending.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

/// Tells a peer that there is no place, and reads what it sends meanwhile: what is closed with
/// something unread is reset, and the peer would not see why.
async fn tell(mut stream: TcpStream) -> std::io::Result<()> {
    stream.writable().await?;
    stream.try_write(FULL)?;
    std::future::poll_fn(|context| Pin::new(&mut stream).poll_shutdown(context)).await?;
    let mut rest = [0; 1_024];
    loop {
        stream.readable().await?;
        match stream.try_read(&mut rest) {
            Ok(0) => return Ok(()),
            Err(problem) if problem.kind() != std::io::ErrorKind::WouldBlock => {
                return Err(problem);
            }
            _ => {}
        }
    }
}

/// The places for connections.
struct Places {
    limits: Limits,
    all: Arc<Semaphore>,
    reserve: Arc<Semaphore>,
    /// Those who are being told that there is no place.
    told: Arc<Semaphore>,
    networks: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection's place; it is free again when this is dropped.
struct Place {
    _permit: OwnedSemaphorePermit,
    network: IpAddr,
    networks: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = networks.get_mut(&self.network) {
            *held -= 1;
            if *held == 0 {
                networks.remove(&self.network);
            }
        }
    }
}

impl Places {
    fn new(limits: Limits) -> Self {
        Self {
            limits,
            all: Arc::new(Semaphore::new(limits.most)),
            reserve: Arc::new(Semaphore::new(limits.reserve)),
            told: Arc::new(Semaphore::new(TOLD)),
            networks: Arc::default(),
        }
    }

    /// A place for a connection from this address; nothing when there is none.
    fn take(&self, address: IpAddr) -> Option<Place> {
        let network = network(address);
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        let held = networks.get(&network).copied().unwrap_or(0);
        let fits = self.limits.of_one_network.is_none_or(|most| held < most);
        let permit = fits.then(|| self.all.clone().try_acquire_owned().ok()).flatten();
        let reserve = || self.reserve.clone().try_acquire_owned().ok();
        let permit = permit.or_else(|| network.is_loopback().then(reserve).flatten())?;
        *networks.entry(network).or_insert(0) += 1;
        Some(Place { _permit: permit, network, networks: self.networks.clone() })
    }
}

/// The network that an address counts as: a /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            let kept = address.to_bits() & (u128::MAX << 64);
            IpAddr::V6(std::net::Ipv6Addr::from_bits(kept))
        }
        other => other,
    }
}

/// A connection that ends when nothing has moved on it for a while, in either direction.
struct Moving {
    stream: TcpStream,
    idle: Duration,
    until: Pin<Box<Sleep>>,
}

impl Moving {
    fn new(stream: TcpStream, idle: Duration) -> Self {
        Self { stream, idle, until: Box::pin(tokio::time::sleep(idle)) }
    }

    /// What became of an attempt to move something: when nothing did for too long, an error.
    fn moved<T>(
        &mut self,
        context: &mut Context<'_>,
        result: Poll<std::io::Result<T>>,
    ) -> Poll<std::io::Result<T>> {
        if result.is_ready() {
            self.until.as_mut().reset(Instant::now() + self.idle);
        } else if self.until.as_mut().poll(context).is_ready() {
            return Poll::Ready(Err(std::io::ErrorKind::TimedOut.into()));
        }
        result
    }
}

impl AsyncRead for Moving {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.moved(context, read)
    }
}

impl AsyncWrite for Moving {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.moved(context, written)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        self.moved(context, flushed)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context);
        self.moved(context, shut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(most: usize, of_one_network: Option<usize>) -> Limits {
        let limits = Limits::fitting(1_024, of_one_network.is_none());
        Limits { most, of_one_network, reserve: 1, ..limits }
    }

    #[test]
    fn one_network_can_not_take_every_place() {
        let places = Places::new(limits(8, Some(2)));
        let take = |address: &str| places.take(address.parse().unwrap());
        let held: Vec<_> = (1..=5).map(|n| take(&format!("2001:db8::{n}"))).collect();
        assert_eq!(held.iter().flatten().count(), 2, "a /64 is one network");
        assert!(take("192.0.2.1").is_some());
        drop(held);
        assert!(take("2001:db8::9").is_some(), "places are given back");
    }

    #[test]
    fn this_machine_gets_through_when_all_places_are_taken() {
        let places = Places::new(limits(3, None));
        let take = |address: &str| places.take(address.parse().unwrap());
        let held: Vec<_> = (1..=4).map(|n| take(&format!("192.0.2.{n}"))).collect();
        assert_eq!(held.iter().flatten().count(), 3);
        let check = take("127.0.0.1");
        assert!(check.is_some() && take("::1").is_none(), "one place is kept for it");
    }

    #[test]
    fn some_files_are_kept_for_everything_else() {
        for files in [256, 1_024, 65_536] {
            let limits = Limits::fitting(files, true);
            assert!(limits.most + limits.reserve <= files.saturating_sub(200), "{files}");
        }
        assert!(files() > 0);
    }
}
