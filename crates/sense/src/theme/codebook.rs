//! Which codebooks someone may read or change, for the pages of themes.

use kernel::access::{Verb, Viewer, Within};
use kernel::ids::ProgrammeId;
use kernel::{Db, Fault};
use places::programme::{self, Programme};
use web::{Choice, Page};

/// The programmes whose codebook the viewer may read, and the one that was asked for: that one,
/// or the first.
pub(crate) struct Codebooks {
    pub(crate) programmes: Vec<Programme>,
    pub(crate) chosen: Option<Programme>,
}

impl Codebooks {
    /// What is within reach of `verb`, with the programme of this id chosen.
    pub(crate) fn within(
        db: &Db,
        viewer: &Viewer,
        verb: Verb,
        wanted: &str,
    ) -> Result<Self, Fault> {
        let programmes = programme::within(db, &viewer.reach(verb))?;
        let wanted: Option<ProgrammeId> = wanted.parse().ok();
        let chosen = match wanted {
            Some(id) => programmes.iter().find(|programme| programme.id == id),
            None => programmes.first(),
        };
        Ok(Self { chosen: chosen.cloned(), programmes })
    }

    /// The choice between them, for a form.
    pub(crate) fn choices(&self, page: &Page) -> Vec<Choice> {
        let chosen = self.chosen.as_ref().map(|chosen| chosen.id.to_string()).unwrap_or_default();
        let choice = |programme: &Programme| {
            Choice::new(programme.id.to_string(), page.both(&programme.name), &chosen)
        };
        self.programmes.iter().map(choice).collect()
    }
}

/// Whether the viewer may change the themes of a programme: they are shared by all of it.
pub(crate) fn may_manage(viewer: &Viewer, programme: ProgrammeId) -> bool {
    viewer.may(Verb::ManageCodebook, Within::programme(programme))
}
