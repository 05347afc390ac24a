//! A second reader is blind to the first until both have finished.

use crate::valley::{Valley, WORDS, change, read, two_readers};
use interchange::refi::{Limits, read_project};
use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use sense::finding::{Confidence, Draft, Level, Side};
use std::io::Cursor;
use web::testing::{Site, Visitor};

/// Every way by which one reader could learn what another marked.
fn everything(who: &mut Visitor<'_>, voice: &str, programme: &str) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    for path in [
        format!("/en/desk/voices/{voice}/coding?line=3"),
        format!("/en/desk/voices/{voice}/differences"),
        "/en/desk/highlights".into(),
        "/en/desk/highlights/export".into(),
        "/en/desk/coding".into(),
        "/en/desk/codebook".into(),
        "/en/desk/findings/1".into(),
        "/en/desk/findings/1/evidence".into(),
    ] {
        let text = who.get(&path).text;
        seen.push((path, text));
    }
    let file = who.get(&format!("/en/desk/coding/export?programme={programme}"));
    let project = read_project(Cursor::new(file.bytes), &Limits::default()).expect("a project");
    let marks: usize = project.value.sources.iter().map(|source| source.selections.len()).sum();
    let notes: Vec<String> = project.value.notes.into_iter().map(|note| note.text).collect();
    seen.push(("project".into(), format!("marks={marks} {}", notes.join(" "))));
    seen
}

#[test]
fn nothing_of_the_first_reader_is_seen_before_both_have_finished() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let (mut sian, mut mair) = two_readers(&site);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let path = format!("/en/desk/voices/{voice}/coding");
        let form = [("line", "3"), ("theme", &theme.to_string()), ("memo", "SECRET MEMO")];
        assert_eq!(sian.post(&path, &form).status, 303);
        let programme = valley.programme;
        change(test, move |tx| {
            sense::finding::create(
                tx,
                &Draft {
                    programme,
                    community: None,
                    sentence: Both::new("People cancel.", ""),
                    level: Level::ACCOUNTS,
                    confidence: Confidence::Less,
                    limits: Both::new("One person.", ""),
                },
            )
        });
        let reader = Valley::person(test, 0);
        let first = read(test, move |db| sense::reading::of(db, voice, reader)).expect("begun").id;
        let marks = read(test, move |db| sense::highlight::of_reading(db, first));
        let cited = marks[0].id;
        let finding = read(test, |db| sense::finding::by_number(db, 1)).expect("a finding").id;
        change(test, move |tx| sense::finding::cite(tx, finding, cited, Side::For));

        let (id, programme) = (voice.to_string(), valley.programme.to_string());
        let hidden = |mair: &mut Visitor<'_>, when: &str| {
            for (path, text) in everything(mair, &id, &programme) {
                assert!(!text.contains("SECRET MEMO"), "{when}: {path}");
                // The voice may be read, but not where the other marked it.
                if path.contains("coding?") {
                    assert!(!text.contains("<mark"), "{when}: {path}");
                    assert!(!text.contains("checked data-theme"), "{when}: {path}");
                } else {
                    assert!(!text.contains("I cancelled"), "{when}: {path}");
                }
                if path == "project" {
                    assert!(text.contains("marks=0"), "{when}: {text}");
                }
                if path.ends_with("/codebook") {
                    assert!(text.contains("Voices you gave it to: 0"), "{when}");
                }
                if path.ends_with("/evidence") {
                    assert!(!text.contains(&cited.to_string()), "{when}");
                }
            }
            let agreement = mair.get("/en/desk/coding/agreement");
            assert!(agreement.text.contains("No voice has been finished by two readers yet"));
            let forged = mair.post(
                "/en/desk/findings/1/evidence",
                &[("side", "against"), ("highlight", &cited.to_string())],
            );
            assert_eq!(forged.status, 422, "{when}");
        };
        hidden(&mut mair, "before she has begun");
        change(test, move |tx| sense::reading::finish(tx, first));
        hidden(&mut mair, "when the first has finished");
        let page = mair.get(&path);
        assert!(page.text.contains("Has finished: Person 0."));
        assert_eq!(mair.post(&path, &[("line", "2"), ("memo", "Own memo")]).status, 303);
        let mair_reads = Valley::person(test, 1);
        let second =
            read(test, move |db| sense::reading::of(db, voice, mair_reads)).expect("begun").id;
        let own = mair.get(&format!("/en/desk/voices/{voice}/coding?line=3"));
        assert!(!own.text.contains("<mark"));
        let sees = sian.get("/en/desk/highlights");
        assert!(sees.text.contains("I cancelled"), "one’s own stays in sight");
        assert_eq!(sian.get(&format!("/en/desk/voices/{voice}/differences")).status, 404);

        change(test, move |tx| sense::reading::finish(tx, second));
        for reader in [&mut sian, &mut mair] {
            let differences = reader.get(&format!("/en/desk/voices/{voice}/differences"));
            assert_eq!(differences.status, 200);
            assert!(differences.text.contains("I cancelled"));
            assert!(differences.text.contains("(not all)"));
            assert!(!differences.text.contains("SECRET MEMO"), "notes to self stay one’s own");
            assert!(reader.get("/en/desk/highlights").text.contains("I cancelled"));
            let agreement = reader.get("/en/desk/coding/agreement");
            assert!(agreement.text.contains("Voices read by two: 1. Lines: 5."));
            assert!(agreement.text.contains("Cohen, J. (1960)"));
            let refused =
                reader.post(&format!("/en/desk/voices/{voice}/reading"), &[("to", "reopen")]);
            assert_eq!(refused.status, 422, "nobody mends their reading after they have compared");
        }
    });
}

#[test]
fn agreement_says_so_when_it_cannot_be_told() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let (mut sian, _mair) = two_readers(&site);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let [same, apart, unused] =
            ["Same", "Apart", "Unused"].map(|name| valley.theme(test, name));
        let (one, two) = (Valley::person(test, 0), Valley::person(test, 1));
        Valley::marked(test, voice, one, &[(2, same), (3, apart)], true);
        Valley::marked(test, voice, two, &[(2, same), (5, apart)], true);
        let _ = unused;
        let page = sian.get("/en/desk/coding/agreement").text;
        let row = |name: &str| {
            let at = page.find(&format!(">{name}</span>")).expect("a row");
            page[at..].split("</tr>").next().expect("a row").to_owned()
        };
        assert!(row("Same").contains("1.00") && row("Same").contains("almost perfect"));
        // Five lines, each of two gave it once, apart: po = 3/5, pe = 17/25, kappa = -0.25.
        assert!(row("Apart").contains("60%") && row("Apart").contains("−0.25"));
        assert!(row("Apart").contains("poor") && row("Apart").contains("too low"));
        assert!(row("Unused").contains("Can’t be told: both made the same choice"));
        assert!(!row("Unused").contains("1.00") && !row("Unused").contains("0.00"));
    });
}

#[test]
fn who_passes_a_voice_by_sees_it_and_never_reads_it_blind() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let (_sian, mut mair) = two_readers(&site);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        Valley::marked(test, voice, Valley::person(test, 0), &[(3, theme)], true);
        let path = format!("/en/desk/voices/{voice}/coding");
        assert!(mair.get(&path).text.contains("I won’t read it"));
        let passed = mair.post(&format!("/en/desk/voices/{voice}/reading"), &[("to", "pass")]);
        assert_eq!(passed.status, 303);
        assert!(mair.get("/en/desk/highlights").text.contains("I cancelled"));
        assert_eq!(mair.get(&format!("/en/desk/voices/{voice}/differences")).status, 200);
        let refused = mair.post(&path, &[("line", "3"), ("theme", &theme.to_string())]);
        assert_eq!(refused.status, 422);
        let agreement = mair.get("/en/desk/coding/agreement");
        assert!(agreement.text.contains("No voice has been finished by two readers yet"));
    });
}

#[test]
fn who_reads_no_voices_blind_sees_what_is_settled_and_nothing_else() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        two_readers(&site);
        let mut manager =
            site.signed_in(Role::ProgrammeManager, Scope::Programme(valley.programme));
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let (one, two) = (Valley::person(test, 0), Valley::person(test, 1));
        Valley::marked(test, voice, one, &[(3, theme)], true);
        let second = Valley::marked(test, voice, two, &[(2, theme)], false);
        assert!(!manager.get("/en/desk/highlights").text.contains("I cancelled"));
        change(test, move |tx| sense::reading::finish(tx, second));
        assert!(manager.get("/en/desk/highlights").text.contains("I cancelled"));
        assert_eq!(manager.get(&format!("/en/desk/voices/{voice}/differences")).status, 200);
    });
}
