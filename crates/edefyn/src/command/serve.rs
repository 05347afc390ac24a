//! `edefyn serve`.

use super::Outcome;
use crate::serve;
use crate::settings::Settings;

pub(super) fn run(settings: &Settings) -> Outcome {
    let listener = serve::listen(settings.listen)?;
    let (space, files) = serve::open(settings)?;
    let app = serve::app(settings, space, files)?;
    println!("Edefyn is ready: {}", settings.base());
    serve::serve(settings, &app, listener)
}
