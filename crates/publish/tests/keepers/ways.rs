//! Words that were typed into any column leave it by every way of taking them back.

use super::planted::Planted;
use super::schema::typed;
use super::sown::{ADDRESS, RARE, sown, standing};
use super::told::site;
use super::world::{change, work};
use kernel::Space;
use kernel::access::{Role, Scope};
use kernel::keeper::{Audience, TAKEN_OUT};
use kernel::testing::on_both;
use listen::{NarratorId, narrator, voice};
use publish::taking_back;
use std::collections::BTreeSet;
use web::testing::{Answer, Site};

/// One way in which words may no longer stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    WithdrawnByCard,
    WithdrawnByOfficer,
    Erased,
    NarrowedByCard,
    NarrowedByOfficer,
    ClosedByOfficer,
    TakenDown,
    HeldByReview,
    SweptAfterRestoring,
}

impl Way {
    const ALL: [Self; 9] = [
        Self::WithdrawnByCard,
        Self::WithdrawnByOfficer,
        Self::Erased,
        Self::NarrowedByCard,
        Self::NarrowedByOfficer,
        Self::ClosedByOfficer,
        Self::TakenDown,
        Self::HeldByReview,
        Self::SweptAfterRestoring,
    ];

    /// Whether nobody may read the words any more, the team neither.
    fn ends_for_the_team(self) -> bool {
        let ended =
            [Self::WithdrawnByCard, Self::WithdrawnByOfficer, Self::Erased, Self::TakenDown];
        ended.contains(&self)
    }

    fn go(self, site: &Site<'_>, planted: &Planted) {
        let desk = |path: &str| format!("/en/desk/voices/{}/{path}", planted.voice);
        let voice = planted.voice;
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let mut mair = site.visitor();
        mair.post("/en/thread", &[("number", &planted.number)]);
        let answer: Answer = match self {
            Self::WithdrawnByCard => mair.post("/en/thread/withdrawal", &[("sure", "yes")]),
            Self::WithdrawnByOfficer => {
                officer.post(&desk("withdrawal"), &[("reason", "asked"), ("sure", "yes")])
            }
            Self::Erased => {
                let narrator: NarratorId = change(&site.app.space().clone(), move |tx| {
                    narrator::reach_at(tx, voice, "mair@example.org").unwrap();
                    voice::find(tx, voice).unwrap().unwrap().narrator.unwrap()
                });
                let path = format!("/en/desk/narrators/{narrator}/erasure");
                officer.post(&path, &[("sure", "yes")])
            }
            Self::NarrowedByCard => mair.post("/en/thread/permission", &[("rung", "count")]),
            Self::NarrowedByOfficer => officer.post(&desk("permission"), &[("rung", "count")]),
            Self::ClosedByOfficer => officer.post(&desk("closure"), &[("closed", "for-good")]),
            Self::TakenDown => officer.post(&desk("takedown"), &[("reason", "harm")]),
            Self::HeldByReview => officer.post(&desk("review"), &[("outcome", "held")]),
            Self::SweptAfterRestoring => {
                // As a restored archive may hold it: narrowed, and its words still standing.
                let swept = change(&site.app.space().clone(), move |tx| {
                    tx.run("update listen_voice set rung = 'count' where id = $1", &[&voice])
                        .unwrap();
                    taking_back::sweep(tx).unwrap()
                });
                assert_eq!(swept, 1);
                return;
            }
        };
        assert!(answer.status.is_success() || answer.status == 303, "{self:?}\n{}", answer.text);
    }
}

/// How many things have an entry of their own that words were taken out of them.
pub fn audited(space: &Space) -> usize {
    space
        .read_now(|db| {
            let subjects: BTreeSet<String> = db
                .all("select subject_kind from kernel_audit where action = $1", &[&TAKEN_OUT])?
                .into_iter()
                .collect();
            Ok(subjects.len())
        })
        .unwrap()
}

#[test]
fn words_typed_into_any_column_leave_it_by_every_way_of_taking_them_back() {
    on_both(|test| {
        // Each way needs a space of its own; PostgreSQL's are made beside the first.
        for way in Way::ALL {
            let own = match &test.place {
                kernel::db::Place::File(_) => kernel::testing::sqlite(),
                kernel::db::Place::Server(_) => kernel::testing::postgres().unwrap(),
            };
            let planted = sown(&own.space);
            let all: BTreeSet<String> =
                typed().iter().map(|(table, column)| format!("{}.{column}", table.name)).collect();
            // It could stay: it stands in every one of them.
            assert_eq!(standing(&own.space, |_| true), all, "{way:?}");
            let site = site(&own);
            let before = audited(&own.space);
            way.go(&site, &planted);
            let team = way.ends_for_the_team();
            let left = standing(&own.space, |audience| team || audience != Audience::Team);
            assert_eq!(left, BTreeSet::new(), "{way:?}");
            assert!(audited(&own.space) > before, "{way:?}");
            work(&site);
            for path in site.app.files().list().unwrap() {
                assert!(!path.contains(RARE), "{path}");
                let bytes = site.app.files().get(&path).unwrap().unwrap_or_default();
                assert!(!String::from_utf8_lossy(&bytes).contains(RARE), "{way:?}: {path}");
            }
            assert!(own.space.read_now(kernel::audit::verify).unwrap().is_none());
            let old = site.visitor().get(&format!("/en/reports/{ADDRESS}"));
            assert_eq!(old.status, 404, "{way:?}");
        }
    });
}
