//! Programmes, on both databases: their objectives keep their ids when their words change.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use kernel::Both;
use kernel::testing::{act, on_both};
use places::programme::{self, Draft, Kind, NotProgramme};

#[test]
fn an_objective_keeps_its_id_when_its_words_change() {
    on_both(|test| {
        let found = test.space.write_now(act(), |tx| {
            let text = |en: &str| Both::new(en, "");
            let mut draft = Draft {
                name: text("Ten Communities"),
                objectives: vec![text("Company"), text("Trust"), text("Travel")],
                cross_cutting: vec![text("Welsh")],
                ..Draft::default()
            };
            let id = programme::create(tx, &draft)?;
            let before = programme::objectives(tx, id)?;
            draft.objectives = vec![text("More company"), text("Trust")];
            programme::edit(tx, id, &draft)?;
            Ok::<_, NotProgramme>((before, programme::objectives(tx, id)?))
        });
        let (before, after) = found.unwrap().unwrap();
        let kinds: Vec<Kind> = after.iter().map(|objective| objective.kind).collect();
        assert_eq!(kinds, [Kind::Objective, Kind::Objective, Kind::CrossCutting]);
        assert_eq!(after[0].text.en, "More company");
        assert_eq!(
            [after[0].id, after[1].id, after[2].id],
            [before[0].id, before[1].id, before[3].id]
        );
    });
}
