//! Words that begin in one column and end in another.

use crate::planted::planted;
use crate::world::{change, promised};
use kernel::testing::on_both;
use listen::voice::AskedBy;
use publish::{promise, taking_back};

#[test]
fn words_that_go_on_in_the_next_column_are_followed() {
    on_both(|test| {
        let planted = planted(&test.space);
        let (voice, programme) = (planted.voice, planted.world.programme);
        let halves = move || {
            let (first, second) =
                ("Then the glasswort lane home", "in the rain with nobody, they said.");
            promised(programme, first, second)
        };
        change(&test.space, move |tx| {
            let (draft, step) = halves();
            promise::make(tx, &draft, &step).unwrap();
            taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Asked).unwrap();
        });
        let kept = test.space.read_now(|db| promise::by_number(db, 3)).unwrap().unwrap();
        assert_eq!((kept.title.en.as_str(), kept.said.en.as_str()), ("[…]", ", they said."));
        let (draft, step) = halves();
        assert!(change(&test.space, move |tx| promise::make(tx, &draft, &step).is_err()));
    });
}
