//! Closures that lapse.

use crate::planted::planted;
use crate::put_back::{TYPED, put_back, site, statuses};
use crate::world::change;
use kernel::access::{Role, Scope};
use kernel::permission::Closure;
use kernel::testing::{act_by, on_both};
use kernel::{Actor, Timestamp, jobs};
use listen::voice;

#[test]
fn when_a_closure_lapses_the_house_asks_for_its_work_at_that_moment() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let until = |day: kernel::clock::Date| {
            change(&test.space, move |tx| voice::close(tx, voice, Closure::Until(day)).unwrap());
        };
        until(kernel::clock::Date::constant(2027, 7, 1));
        until(kernel::clock::Date::constant(2027, 8, 1));
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [422; 3]);
        let due = |at: &str| -> Vec<jobs::Job> {
            let at: Timestamp = at.parse().unwrap();
            let due = test.space.read_now(move |db| jobs::due(db, at, 1000)).unwrap();
            due.into_iter().filter(|job| job.kind == voice::LAPSED).collect()
        };
        let files = site.app.files().clone();
        let work = |job: &jobs::Job, at: &str| {
            let working = jobs::Working {
                space: test.space.clone(),
                files: files.clone(),
                base: String::new(),
                act: act_by(Actor::Command, at.parse().unwrap(), 77),
            };
            listen::kinds().work(&working, job).unwrap();
        };
        assert_eq!(due("2027-06-30T22:59:59Z").len(), 0);
        let [first] = due("2027-06-30T23:00:00Z").try_into().unwrap();
        work(&first, "2027-06-30T23:00:00Z");
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [422; 3]);
        let both = due("2027-07-31T23:00:00Z");
        assert_eq!(both.len(), 2);
        work(&both[1], "2027-07-31T23:00:00Z");
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [303; 3]);
    });
}
