//! The back office's page of a community's outline, `/desk/communities/{community}/boundary`.

use super::{Community, NotBoundary, desk};
use askama::Template;
use kernel::access::Verb;
use kernel::ids::CommunityId;
use kernel::{Fault, Refusal};
use std::io::Read;
use web::{Context, Page, PageResult, Path, Trail, Upload, UploadedFile};

#[derive(Template)]
#[template(path = "community/boundary.html")]
struct BoundaryPage {
    page: Page,
    trail: Vec<Trail>,
    community: Community,
    action: String,
    back: String,
}

fn boundary_page(page: Page, community: Community) -> BoundaryPage {
    let path = format!("/desk/communities/{}", community.id);
    let name = page.both(&community.name);
    let mut trail = desk::trail(&page, name);
    if let Some(step) = trail.last_mut() {
        step.href = page.path(&path);
    }
    trail.push(Trail { href: String::new(), text: page.t("boundary-title") });
    BoundaryPage {
        action: page.path(format!("{path}/boundary")),
        back: page.path(path),
        trail,
        page,
        community,
    }
}

/// `GET /desk/communities/{community}/boundary`: asks for a file.
pub(crate) async fn edit(ctx: Context, Path(id): Path<CommunityId>) -> PageResult {
    let (_, community) = desk::found(&ctx, id, Verb::ManagePlaces).await?;
    ctx.html(&boundary_page(ctx.desk("boundary-title"), community))
}

/// `POST /desk/communities/{community}/boundary`: takes a file.
pub(crate) async fn update(
    ctx: Context,
    Path(id): Path<CommunityId>,
    mut upload: Upload,
) -> PageResult {
    let (_, community) = desk::found(&ctx, id, Verb::ManagePlaces).await?;
    let bytes = upload.take_file("file").ok_or(NotBoundary::NoFile).and_then(|file| read(&file));
    let result = match bytes {
        Ok(bytes) => ctx.write(move |tx| super::set_boundary(tx, id, &bytes)).await?,
        Err(refusal) => Err(refusal.or_fault()?),
    };
    match result {
        Ok(()) => ctx.see_other(&format!("/desk/communities/{id}")),
        Err(refusal) => {
            ctx.refuse(&boundary_page(ctx.desk("boundary-title").refused(&refusal), community))
        }
    }
}

/// Reads a file, but never more than one byte beyond what an outline may have.
fn read(file: &UploadedFile) -> Result<Vec<u8>, NotBoundary> {
    let most = u64::try_from(super::boundary::BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    file.open()?.take(most + 1).read_to_end(&mut bytes).map_err(Fault::from)?;
    Ok(bytes)
}
