//! Names that were hidden later.

use crate::planted::planted;
use crate::put_back::{put_back, site, statuses};
use crate::world::change;
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use listen::redaction;

#[test]
fn a_name_that_was_hidden_later_comes_back_only_when_it_is_shown_again() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        let site = site(test);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Space);
        let typed = "Heronquill was told of it.";
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, typed)), [303; 3]);
        let hidden = change(&test.space, move |tx| {
            redaction::add_typed(tx, voice, redaction::Part::Words, 1, "heronquill").unwrap()
        });
        let answers = put_back((test, &mut manager), &planted, typed);
        // The page that was sent first untied the promise from the quote, so it rests on nobody.
        assert_eq!(statuses(&answers), [303, 422, 422]);
        assert!(
            answers[1..].iter().all(|(_, text)| text.contains("A name in these words is hidden"))
        );
        change(&test.space, move |tx| redaction::remove(tx, voice, hidden).unwrap());
        assert_eq!(statuses(&put_back((test, &mut manager), &planted, typed)), [303; 3]);
    });
}
