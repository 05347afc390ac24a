//! `edefyn demo`: makes the demonstration, and serves it when asked.

use super::{Outcome, say};
use crate::settings::Settings;
use crate::{demo, serve};
use clap::Args;
use kernel::{Fault, Language};
use serde_json::json;

#[derive(Args)]
#[command(after_help = "\
Example:
  edefyn demo --serve --data demo-data

Makes the valley if the data folder holds none yet; an existing demonstration is kept. A space
that is not a demonstration is never touched.")]
pub(super) struct Demo {
    /// Serve it afterwards
    #[arg(long)]
    serve: bool,
    /// Print the address and the links as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(super) fn run(&self, settings: &Settings) -> Outcome {
        // The address first: nobody wants to wait for a valley and then be told.
        let listener = self.serve.then(|| serve::listen(settings.listen)).transpose()?;
        let settings = &match &listener {
            Some(listener) => Settings { listen: listener.local_addr()?, ..settings.clone() },
            None => settings.clone(),
        };
        let (space, files) = serve::open(settings)?;
        let made = space.read_now(|db| {
            let demonstration = kernel::settings::get(db, "space-demonstration")?;
            let accounts: i64 = db.only("select count(*) from kernel_account", &[])?;
            Ok::<_, Fault>((demonstration.is_some(), accounts > 0))
        })?;
        match made {
            (true, _) => {}
            (false, true) => {
                return Err("this space is in use and is not a demonstration; \
                            choose another folder with --data"
                    .into());
            }
            (false, false) => {
                let bar = say::bar(Some(1));
                demo::make(&space, &mut |what, done, total| {
                    bar.set_message(what.to_owned());
                    bar.set_length(total);
                    bar.set_position(done);
                })?;
                bar.finish_and_clear();
            }
        }
        let links = demo::sign_in_links(&space, say::act()?)?;
        let base = settings.base();
        let link = |token: &kernel::accounts::Token| {
            format!("{base}{}", Language::En.path(&format!("/sign-in/{}", token.reveal())))
        };
        if self.json {
            let links: serde_json::Map<String, serde_json::Value> = links
                .iter()
                .map(|(role, _, token)| (role.word().to_owned(), link(token).into()))
                .collect();
            say::json(&json!({ "address": base, "sign_in": links }))?;
        } else {
            println!("The valley is ready. Each link signs one person in, once:\n");
            for (role, name, token) in &links {
                println!("  {:18} {:20} {}", role.word().replace('_', " "), name, link(token));
            }
            println!("\n  Public site: {base}/en (Cymraeg: {base}/cy)");
        }
        let Some(listener) = listener else { return Ok(()) };
        let app = serve::app(settings, space, files)?;
        serve::serve(settings, &app, listener)
    }
}
