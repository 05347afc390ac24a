//! Pages that were open when words were narrowed.

use crate::planted::planted;
use crate::put_back::{TYPED, put_back, site, statuses};
use crate::world::change;
use kernel::Tx;
use kernel::access::{Role, Scope};
use kernel::permission::{Closure, Permission, Rung};
use kernel::testing::on_both;
use listen::VoiceId;
use listen::voice::{self, AskedBy, Review};
use publish::promise;

/// A way of narrowing, what undoes it, and what comes of an open page of a promise, a finding and a
/// report that repeat the words.
type Way = (fn(&mut Tx<'_>, VoiceId), fn(&mut Tx<'_>, VoiceId), [u16; 3]);

fn permit(tx: &mut Tx<'_>, voice: VoiceId, rung: Rung) {
    voice::change_permission(tx, voice, Permission::only(rung)).unwrap();
}

#[test]
fn a_page_that_was_open_brings_nothing_back_that_was_narrowed_until_it_is_allowed_again() {
    let online = |tx: &mut Tx<'_>, voice: VoiceId| permit(tx, voice, Rung::Online);
    let open = |tx: &mut Tx<'_>, voice: VoiceId| {
        voice::close(tx, voice, Closure::Open).unwrap();
    };
    let ways: [Way; 5] = [
        (|tx, voice| permit(tx, voice, Rung::Count), online, [422; 3]),
        (|tx, voice| permit(tx, voice, Rung::Quote), online, [422, 303, 303]),
        (|tx, voice| voice::close(tx, voice, Closure::ForGood).unwrap(), open, [422; 3]),
        (
            |tx, voice| voice::review(tx, voice, Review::Held).unwrap(),
            |tx, voice| voice::review(tx, voice, Review::Cleared).unwrap(),
            [422; 3],
        ),
        (
            |tx, voice| voice::take_down(tx, voice, AskedBy::Narrator, "").unwrap(),
            |tx, voice| voice::lift(tx, voice, "Looked into").unwrap(),
            [422; 3],
        ),
    ];
    for (narrow, widen, wanted) in ways {
        on_both(|test| {
            let planted = planted(&test.space);
            let site = site(test);
            let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
            let voice = planted.voice;
            change(&test.space, move |tx| narrow(tx, voice));
            let answers = put_back((test, &mut manager), &planted, TYPED);
            assert_eq!(statuses(&answers), wanted);
            for (status, text) in &answers {
                let told = text.contains("Some of these words may no longer stand here");
                assert_eq!(told, *status == 422, "{text}");
                assert!(*status != 422 || text.contains("lane home"), "what was typed is there");
            }
            let said = test.space.read_now(|db| promise::by_number(db, 2)).unwrap().unwrap().said;
            assert!(!said.en.contains("lane home"), "{}", said.en);
            change(&test.space, move |tx| widen(tx, voice));
            assert_eq!(statuses(&put_back((test, &mut manager), &planted, TYPED)), [303; 3]);
        });
    }
}
