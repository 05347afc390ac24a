//! Serving: opens the space, answers requests, does the work that waits, and ends gracefully.

use crate::connection::{self, Limits};
use crate::press::HousePress;
use crate::settings::Settings;
use crate::{ends, metrics, private, routes, work};
use kernel::clock::{Clock, Timestamp};
use kernel::db::Space;
use kernel::files::Files;
use kernel::forgotten::Secret;
use kernel::jobs::Every;
use kernel::mail::Post;
use kernel::{Act, Actor, Chance, Fault, settings};
use publish::Press;
use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::TcpListener;
use web::{App, Setup, axum};

/// The system's clock: the one place where the program reads it.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The setting that names the [`Secret`] by which digests in the database were made.
pub const SECRET: &str = "forgotten-key";

/// When the end of the audit log is noted.
const NIGHTLY: Every = Every::Night(jiff::civil::time(3, 0, 0, 0));

/// Chance from the system.
///
/// # Errors
/// When the system has none.
pub fn system_chance() -> Result<Chance, Fault> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Fault::Other(error.to_string()))?;
    Ok(Chance::seeded(seed))
}

/// Opens the space that the settings name, with its files.
///
/// # Errors
/// When the folder or the database can't be opened.
pub fn open(settings: &Settings) -> Result<(Space, Files), Fault> {
    private::folder(&settings.data)?;
    let secret = Secret::in_folder(&settings.data, system_chance()?.bytes())?;
    let space = Space::open_with(&settings.place(), secret)?;
    // Another secret recognises nothing of what was taken back before: `doctor` says so.
    let known = space.read_now(|db| settings::get(db, SECRET))?;
    if known.is_none() {
        let act = Act { actor: Actor::House, now: Timestamp::now(), chance: system_chance()? };
        space.change_now(act, move |tx| settings::set(tx, SECRET, &secret.name()))?;
    }
    Ok((space, Files::in_folder(&settings.files())?))
}

/// The app on an open space.
///
/// # Errors
/// The database's.
pub fn app(settings: &Settings, space: Space, files: Files) -> Result<App, Fault> {
    App::new(Setup {
        space,
        files,
        clock: Arc::new(SystemClock),
        chance: system_chance()?,
        base: settings.base(),
        behind_proxy: settings.behind_proxy,
        largest_upload: settings.largest_upload,
    })
}

/// How letters leave.
///
/// # Errors
/// When the mail server's address or the sender can't be read.
pub fn post(settings: &Settings) -> Result<Post, Fault> {
    let post = match &settings.smtp {
        Some(url) => Post::smtp(url, &settings.mail_from)?,
        None => Post::folder(settings.data.join("letters"), &settings.mail_from)?,
    };
    match &settings.mail_return {
        Some(address) => post.returned_to(address),
        None => Ok(post),
    }
}

/// Takes the address, or says in words why it can't.
///
/// # Errors
/// The system's, with the address in it.
pub fn listen(address: SocketAddr) -> Result<std::net::TcpListener, Error> {
    let listener = std::net::TcpListener::bind(address).map_err(|error| {
        let words = match error.kind() {
            ErrorKind::AddrInUse => {
                format!(
                    "{address} is taken by another program. Stop it, or choose another address \
                     with --listen, such as --listen 127.0.0.1:8081"
                )
            }
            _ => format!("{address} can't be listened on: {error}"),
        };
        Error::new(error.kind(), words)
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until the program is told to stop, then finishes the requests in hand.
///
/// # Errors
/// The system's.
pub fn serve(
    settings: &Settings,
    app: &App,
    listener: std::net::TcpListener,
) -> Result<(), Box<dyn std::error::Error>> {
    let press: Arc<dyn Press> = Arc::new(HousePress::of_this_program()?);
    let stop = Arc::new(AtomicBool::new(false));
    let worker = {
        let (app, stop, data) = (app.clone(), stop.clone(), settings.data.clone());
        let kinds = work::kinds(&press).scheduled(ends::NOTE, NIGHTLY, move |working, _| {
            ends::note(&data, &working.space, working.act.now)
        });
        std::thread::Builder::new()
            .name("work".into())
            .spawn(move || work::keep_working(&app, &kinds, &stop))?
    };
    let sender = {
        let (app, stop, post) = (app.clone(), stop.clone(), post(settings)?);
        std::thread::Builder::new()
            .name("letters".into())
            .spawn(move || work::keep_sending(&app, &post, &stop))?
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let counts = settings
        .metrics
        .map(|address| Ok::<_, Box<dyn std::error::Error>>((metrics::begin()?, listen(address)?)));
    let counts = counts.transpose()?;
    let served = runtime.block_on(async {
        let mut service = routes::routes(press).serve(app.clone());
        if let Some((handle, listener)) = counts {
            service = service.layer(axum::middleware::from_fn(metrics::count));
            let listener = TcpListener::from_std(listener)?;
            tokio::spawn(async move { axum::serve(listener, metrics::service(handle)).await });
        }
        let listener = TcpListener::from_std(listener)?;
        let limits = Limits::fitting(connection::files(), settings.behind_proxy);
        connection::serve(listener, service, limits, told_to_stop()).await;
        Ok::<_, Error>(())
    });
    stop.store(true, Ordering::Relaxed);
    let _ = worker.join();
    let _ = sender.join();
    ends::note(&settings.data, app.space(), app.now())?;
    app.space().empty_log()?;
    tracing::info!("stopped; every request in hand was finished");
    Ok(served?)
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).ok();
    let mut terminate = signal(SignalKind::terminate()).ok();
    tokio::select! {
        Some(()) = async { interrupt.as_mut()?.recv().await } => {}
        Some(()) = async { terminate.as_mut()?.recv().await } => {}
        else => std::future::pending().await,
    }
}
