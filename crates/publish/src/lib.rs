//! Reports that are compiled, the threads through them, and what came of it.

pub mod compile;
pub mod draft;
pub mod edition;
pub mod feed;
pub mod home;
pub mod ids;
mod keeper;
mod kept;
pub mod my_words;
pub mod promise;
pub mod publication;
mod quoted;
pub mod recommendation;
pub mod report;
mod shelf;
pub mod subscription;
pub mod taking_back;
pub mod thread;
pub mod told;
mod work;

pub use publication::Press;
pub use work::{SWEEP, kinds, work};

use std::sync::Arc;

/// Every page of this room. `press` prints its PDFs.
pub fn routes(press: Arc<dyn Press>) -> web::Routes {
    report::routes(&press)
        .and(feed::routes())
        .and(home::routes())
        .and(my_words::routes())
        .and(promise::routes())
        .and(recommendation::routes())
        .and(subscription::routes())
        .and(taking_back::routes())
        .and(thread::routes())
}
