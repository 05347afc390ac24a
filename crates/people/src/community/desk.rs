//! What the back office's pages about a community's people have in common.

use kernel::access::{Verb, Viewer};
use kernel::ids::CommunityId;
use places::community::{self, Community};
use web::{Context, Page, PageError, Trail};

/// The community, when the viewer may do `verb` there.
pub(crate) async fn found(
    ctx: &Context,
    id: CommunityId,
    verb: Verb,
) -> Result<(Viewer, Community), PageError> {
    ctx.viewer()?;
    let community =
        ctx.read(move |db| community::find(db, id)).await?.ok_or(PageError::NotFound)?;
    let viewer = ctx.require(verb, community.within())?.clone();
    Ok((viewer, community))
}

/// The way from the list of communities to a page of one of them.
pub(crate) fn trail(page: &Page, community: &Community, here: &str) -> Vec<Trail> {
    vec![
        Trail { href: page.path("/desk/communities"), text: page.t("communities-title") },
        Trail {
            href: page.path(format!("/desk/communities/{}", community.id)),
            text: page.both(&community.name).to_owned(),
        },
        Trail { href: String::new(), text: page.t(here) },
    ]
}
