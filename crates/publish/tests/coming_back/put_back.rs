//! Pages that stood open, sent again.

use crate::planted;
use crate::world::press;
use kernel::Language;
use kernel::testing::TestSpace;
use publish::{draft, promise, routes};
use web::testing::{Site, Visitor};

pub fn site(test: &TestSpace) -> Site<'_> {
    Site::on(test, routes(press()).and(listen::routes()).and(sense::routes()))
}

pub const TYPED: &str =
    "We heard: the glass**wort** lane home\n\nin the rain with nobody, they said.";

/// Posts a page of a promise, a finding and a report as they stood open, with `typed` in them.
pub fn put_back(
    (test, manager): (&TestSpace, &mut Visitor<'_>),
    planted: &planted::Planted,
    typed: &str,
) -> [(u16, String); 3] {
    let report = planted.report;
    let (promise, draft) = test
        .space
        .read_now(move |db| {
            let draft = draft::latest(db, report, Language::En)?.unwrap();
            Ok((promise::by_number(db, 2)?.unwrap().id, draft.number))
        })
        .unwrap();
    let (programme, after) = (planted.world.programme.to_string(), draft.to_string());
    let place = format!("programme-{programme}");
    let source = format!("---\ntitle: A year\n---\n\n{typed}\n");
    let promise = manager.post(
        &format!("/en/desk/promises/{promise}/edit"),
        &[
            ("place", programme.as_str()),
            ("title_en", "A second minibus"),
            ("title_cy", "Ail fws mini"),
            ("said_en", typed),
            ("said_cy", "Dim byd"),
            ("who_en", "The council"),
            ("who_cy", "Y cyngor"),
        ],
    );
    let finding = manager.post(
        "/en/desk/findings/1",
        &[
            ("place", place.as_str()),
            ("sentence_en", "The minibus helped"),
            ("level", "1"),
            ("confidence", "fairly"),
            ("limits_en", typed),
        ],
    );
    let report = manager.post(
        "/en/desk/reports/a-year",
        &[("language", "en"), ("after", after.as_str()), ("source", source.as_str())],
    );
    [promise, finding, report].map(|answer| (answer.status.as_u16(), answer.text))
}

pub fn statuses(answers: &[(u16, String); 3]) -> [u16; 3] {
    [answers[0].0, answers[1].0, answers[2].0]
}
