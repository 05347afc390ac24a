//! How far whoever opens a page or makes a change sees: what every id that came in from outside is
//! held against.

use super::{Reach, Verb, Viewer, Within};

/// How far somebody sees.
///
/// An id in an address, a form or a source proves nothing: whoever knows it may have learnt it
/// anywhere. So a room gives what an id stands for only to a sight that reaches it
/// (`finding::seen`, `highlight::seen`, `theme::seen`), and whatever is beyond is as unknown as
/// what never was. `accounts::sight` tells the sight of whoever makes a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// Everything: the command line and the house's own work.
    Everything,
    /// As far as the roles of someone who has signed in.
    Of(Viewer),
    /// Nothing: a visitor, and a person at their own words.
    Nothing,
}

impl Sight {
    /// Whether `verb` may be done to something that lies `within`.
    pub fn may(&self, verb: Verb, within: Within) -> bool {
        match self {
            Self::Everything => true,
            Self::Of(viewer) => viewer.may(verb, within),
            Self::Nothing => false,
        }
    }

    /// Where `verb` may be done.
    pub fn reach(&self, verb: Verb) -> Reach {
        match self {
            Self::Everything => Reach::EVERYWHERE,
            Self::Of(viewer) => viewer.reach(verb),
            Self::Nothing => Reach::default(),
        }
    }
}

impl From<&Viewer> for Sight {
    fn from(viewer: &Viewer) -> Self {
        Self::Of(viewer.clone())
    }
}
