//! Archives that are older than what was taken back.

use crate::planted::planted;
use crate::put_back::site;
use crate::world::change;
use kernel::db::Space;
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, act, on_both};
use kernel::{Language, backup};
use listen::voice::{self, AskedBy};
use publish::{draft, promise, taking_back};

#[test]
fn an_older_archive_brings_nothing_back() {
    on_both(|test| {
        let planted = planted(&test.space);
        let bus = planted.world.voice("bus");
        let site = site(test);
        let (files, path) = (site.app.files().clone(), test.folder().join("old.edefyn"));
        backup::take(&test.space, &files, &path, false, NOON, |_, _, _| {}).unwrap();
        let voice = planted.voice;
        change(&test.space, move |tx| {
            taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Asked).unwrap();
            voice::change_permission(tx, bus, Permission::only(Rung::Count)).unwrap();
        });
        drop(site);
        let proven = backup::prove(&path, test.folder(), |_, _, _| {}).unwrap();
        proven
            .taking_back(taking_back::again)
            .put_into(act(), &test.place, &files, true, |_, _, _| {})
            .unwrap();
        let space = Space::open(&test.place).unwrap();
        let (report, number) = (planted.report, planted.number.parse().unwrap());
        let (withdrawn, rung, source, said) = space
            .read_now(move |db| {
                assert!(voice::by_number(db, number)?.is_none());
                let gone = voice::find(db, voice)?.unwrap().withdrawn_at;
                let bus = voice::find(db, bus)?.unwrap();
                let draft = draft::latest(db, report, Language::En)?.unwrap();
                let promise = promise::by_number(db, 2)?.unwrap();
                Ok((gone, bus.permission.rung, draft.source, promise.said.en))
            })
            .unwrap();
        assert!(withdrawn.is_some());
        assert_eq!(rung, Rung::Count);
        for text in [source, said] {
            assert!(!text.contains("glasswort") && text.contains("[…]"), "{text}");
        }
        let words: Vec<String> = space
            .read_now(|db| db.all("select words from publish_quote where words is not null", &[]))
            .unwrap();
        assert!(words.is_empty(), "{words:?}");
        assert!(space.read_now(kernel::audit::verify).unwrap().is_none());
    });
}
