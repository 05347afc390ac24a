//! The room of people: organisations, the hosts and local workers of communities, signing in,
//! and who may do what. Tables `people_…`.

mod access;
mod account;
mod audit;
mod community;
pub mod host;
pub mod invitation;
pub mod organisation;
mod person;
mod role;
pub mod signing_in;
pub mod worker;

pub use invitation::invite;

use axum::routing::{get, post};
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
        .page("/account", get(account::show).post(account::update))
        .page("/account/password", post(password::update))
        .page("/account/sessions", post(sessions::remove))
}

/// Organisations and who they host, and the public pages of communities.
fn place_routes() -> Routes {
    use crate::community::pages as communities;
    use organisation::desk as organisations;
    use {host::desk as hosts, worker::desk as workers};
    Routes::new()
        .page("/communities", get(communities::index))
        .page("/communities/{slug}", get(communities::show))
        .page("/desk/organisations", get(organisations::index).post(organisations::create))
        .page("/desk/organisations/new", get(organisations::new))
        .page(
            "/desk/organisations/{organisation}",
            get(organisations::show).post(organisations::update),
        )
        .page("/desk/organisations/{organisation}/edit", get(organisations::edit))
        .page("/desk/communities/{community}/host", get(hosts::show).post(hosts::create))
        .page("/desk/communities/{community}/workers", get(workers::index).post(workers::create))
        .page("/desk/communities/{community}/workers/{worker}/closing", post(workers::remove))
}

/// People, their roles, who may do what, and the audit log.
fn people_routes() -> Routes {
    use crate::access::desk as access;
    use crate::audit::desk as audit;
    use {person::closing_desk as closing, person::desk as people, role::desk as roles};
    Routes::new()
        .page("/desk/people", get(people::index).post(people::create))
        .page("/desk/people/new", get(people::new))
        .page("/desk/people/{account}", get(people::show))
        .page("/desk/people/{account}/closing", get(closing::new).post(closing::create))
        .page("/desk/people/{account}/roles", post(roles::create))
        .page("/desk/people/{account}/roles/{role}/closing", post(roles::remove))
        .page("/desk/access", get(access::show))
        .page("/desk/audit", get(audit::index))
}
