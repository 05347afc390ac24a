//! The room of people: organisations, the hosts and local workers of communities, signing in,
//! and who may do what. Tables `people_…`.

mod access;
mod account;
mod audit;
mod community;
pub mod host;
pub mod invitation;
mod keeper;
pub mod lead;
pub mod organisation;
mod person;
mod role;
pub mod signing_in;
pub mod worker;

pub use invitation::invite;

use axum::routing::{get, post};
use kernel::access::Verb;
use web::Routes;

/// The room's pages.
pub fn routes() -> Routes {
    signing_in_routes().and(place_routes()).and(people_routes())
}

/// Signing in and out, and one's own account.
fn signing_in_routes() -> Routes {
    use crate::account::{desk as account, password_desk as password, session_desk as sessions};
    use signing_in::{link_pages as link, out_pages as out, pages};
    Routes::new()
        .page("/sign-in", get(pages::new).post(pages::create))
        .page("/sign-in/{token}", get(link::show).post(link::create))
        .page("/sign-out", get(out::new).post(out::create))
        .signed_in("/account", get(account::show).post(account::update))
        .signed_in("/account/password", post(password::update))
        .signed_in("/account/sessions", post(sessions::remove))
}

/// Organisations and who they host, and the public pages of communities.
fn place_routes() -> Routes {
    use crate::community::pages as communities;
    use organisation::desk as organisations;
    use {host::desk as hosts, worker::desk as workers};
    Routes::new()
        .page("/communities", get(communities::index))
        .page("/communities/{slug}", get(communities::show))
        .gated(
            "/desk/organisations",
            Verb::ManagePlaces,
            get(organisations::index).post(organisations::create),
        )
        .page("/desk/organisations/new", get(organisations::new))
        .gated(
            "/desk/organisations/{organisation}",
            Verb::ManagePlaces,
            get(organisations::show).post(organisations::update),
        )
        .page("/desk/organisations/{organisation}/edit", get(organisations::edit))
        .gated(
            "/desk/communities/{community}/host",
            Verb::ManagePlaces,
            get(hosts::show).post(hosts::create),
        )
        .gated(
            "/desk/communities/{community}/workers",
            Verb::ManagePeople,
            get(workers::index).post(workers::create),
        )
        .gated(
            "/desk/communities/{community}/workers/{worker}/closing",
            Verb::ManagePeople,
            post(workers::remove),
        )
}

/// People, their roles, who may do what, and the audit log.
fn people_routes() -> Routes {
    use crate::access::desk as access;
    use crate::audit::desk as audit;
    use crate::lead::desk as leads;
    use {person::closing_desk as closing, person::desk as people, role::desk as roles};
    Routes::new()
        .gated("/desk/people", Verb::ManagePeople, get(people::index).post(people::create))
        .page("/desk/people/new", get(people::new))
        .page("/desk/people/{account}", get(people::show))
        .gated(
            "/desk/people/{account}/closing",
            Verb::ManagePeople,
            get(closing::new).post(closing::create),
        )
        .gated("/desk/people/{account}/roles", Verb::ManagePeople, post(roles::create))
        .gated(
            "/desk/people/{account}/roles/{role}/closing",
            Verb::ManagePeople,
            post(roles::remove),
        )
        .page("/desk/leads", get(leads::index))
        .gated("/desk/leads/{lead}", Verb::ReadConcern, post(leads::update))
        .page("/desk/access", get(access::show))
        .page("/desk/audit", get(audit::index))
        .page("/desk/audit/letter", post(audit::create))
}
