//! Findings, and what happens to them when a voice is taken back.

use crate::valley::{Valley, WORDS, change, read};
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use sense::finding::{self, Side};
use sense::highlight;
use web::testing::Site;

fn fields(place: &str) -> Vec<(&str, &str)> {
    vec![
        ("place", place),
        ("sentence_en", "Buses decide who sees a doctor."),
        ("sentence_cy", "Bysiau sy’n penderfynu pwy sy’n gweld meddyg."),
        ("level", "1"),
        ("confidence", "fairly"),
        ("limits_en", "Nobody who drives was asked."),
    ]
}

#[test]
fn a_finding_is_written_supported_and_checked() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let place = format!("community-{}", valley.cwm);
        assert_eq!(mair.get("/en/desk/findings/new").status, 200);
        let made = mair.post("/en/desk/findings", &fields(&place));
        assert_eq!((made.status.as_u16(), made.location()), (303, "/en/desk/findings/1"));

        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let reading =
            Valley::marked(test, voice, Valley::person(test, 0), &[(2, theme), (3, theme)], true);
        let marks = read(test, move |db| highlight::of_reading(db, reading));
        let page = mair.get(&format!("/en/desk/findings/1/evidence?theme={theme}")).text;
        assert!(page.contains("I cancelled") && page.contains("It’s two buses"));
        for (mark, side) in marks.iter().zip(["for", "against"]) {
            let form = [("side", side), ("highlight", &mark.id.to_string())];
            assert_eq!(mair.post("/en/desk/findings/1/evidence", &form).status, 303);
        }
        let page = mair.get("/cy/desg/canfyddiadau/1").text;
        assert!(page.contains("Bysiau sy’n penderfynu"));
        let (before, after) = page.split_once("Yn siarad yn ei erbyn").expect("two sides");
        assert!(before.contains("It’s two buses") && after.contains("I cancelled"));
        assert!(mair.get("/en/desk/findings/1/evidence").text.contains("no more highlights"));

        let check = |who: &str, day: &str| {
            vec![("checked_by".to_owned(), who.to_owned()), ("checked_on".into(), day.into())]
        };
        let mut post = |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            mair.post("/en/desk/findings/1/checking", &fields)
        };
        assert_eq!(post(check("", "2026-11-20")).status, 422);
        assert_eq!(post(check("Siân", "2026-11-23")).status, 422);
        assert_eq!(post(check("Siân", "soon")).status, 422);
        assert_eq!(post(check("Siân Puw", "2026-11-20")).status, 303);
        let page = mair.get("/en/desk/findings/1").text;
        assert!(page.contains("Siân Puw, 20 November 2026"));

        // What was checked is not checked any more once the evidence or the words change.
        let away = format!("/en/desk/findings/1/evidence/{}", marks[1].id);
        assert_eq!(mair.post(&away, &[]).status, 303);
        assert!(mair.get("/en/desk/findings").text.contains("Not checked"));
    });
}

#[test]
fn a_finding_without_its_parts_comes_back() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let place = format!("programme-{}", valley.programme);
        for (field, value, reason) in [
            ("sentence_en", "", ""),
            ("place", "community-x", "Choose a programme or a community"),
            ("level", "6", "Choose a level of evidence."),
            ("level", "", "Choose a level of evidence."),
            ("confidence", "sure", "Choose how sure you are."),
            ("limits_en", " ", "Say what it can’t tell us"),
        ] {
            let mut form = fields(&place);
            form.retain(|(name, _)| *name != field);
            form.push((field, value));
            let answer = mair.post("/en/desk/findings", &form);
            // Welsh alone is enough for the sentence.
            let expected = if field == "sentence_en" { 303 } else { 422 };
            assert_eq!(answer.status, expected, "{field}");
            assert!(answer.text.contains(reason), "{field}");
        }
        assert_eq!(mair.get("/en/desk/findings/77").status, 404);
        assert_eq!(mair.get("/en/desk/findings/one").status, 404);
    });
}

#[test]
fn a_highlight_from_elsewhere_is_no_evidence() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let place = format!("community-{}", valley.llan);
        assert_eq!(mair.post("/en/desk/findings", &fields(&place)).status, 303);
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let me = Valley::person(test, 0);
        let reading = Valley::marked(test, voice, me, &[(2, theme)], true);
        let mark = read(test, move |db| highlight::of_reading(db, reading)).remove(0).id;
        let form = [("side", "for"), ("highlight", &mark.to_string())];
        let answer = mair.post("/en/desk/findings/1/evidence", &form);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("another programme or community"));
        let form = [("side", "for")];
        assert_eq!(mair.post("/en/desk/findings/1/evidence", &form).status, 422);
    });
}

#[test]
fn a_mark_on_which_a_finding_rests_is_not_taken_off() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let place = format!("programme-{}", valley.programme);
        mair.post("/en/desk/findings", &fields(&place));
        let voice = valley.voice(test, valley.cwm, WORDS);
        let theme = valley.theme(test, "Health");
        let me = Valley::person(test, 0);
        let reading = Valley::marked(test, voice, me, &[(2, theme)], false);
        let mark = read(test, move |db| highlight::of_reading(db, reading)).remove(0).id;
        let form = [("side", "for"), ("highlight", &mark.to_string())];
        assert_eq!(mair.post("/en/desk/findings/1/evidence", &form).status, 303);
        let off = mair.post(&format!("/en/desk/voices/{voice}/coding"), &[("line", "2")]);
        assert_eq!(off.status, 422);
        assert!(off.text.contains("Finding 1 rests on a theme that you took off."));
    });
}

#[test]
fn a_voice_taken_back_leaves_nothing_of_its_reading() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let place = format!("programme-{}", valley.programme);
        mair.post("/en/desk/findings", &fields(&place));
        let theme = valley.theme(test, "Health");
        let me = Valley::person(test, 0);
        let [gone, stays] =
            [WORDS, "The hill is steep."].map(|w| valley.voice(test, valley.cwm, w));
        let first = Valley::marked(test, gone, me, &[(2, theme), (3, theme)], true);
        let second = Valley::marked(test, stays, me, &[(1, theme)], true);
        let finding = read(test, |db| finding::by_number(db, 1)).expect("a finding").id;
        change(test, move |tx| {
            for reading in [first, second] {
                for mark in highlight::of_reading(tx, reading)? {
                    finding::cite(tx, finding, mark.id, Side::For)?;
                }
            }
            Ok::<_, finding::NotEvidence>(())
        });
        assert!(mair.get("/en/desk/codebook").text.contains("Voices you gave it to: 2"));
        let lost = test
            .space
            .change_now(kernel::testing::act(), move |tx| highlight::forget(tx, gone))
            .expect("no fault");
        assert_eq!(lost, [finding]);
        let evidence = read(test, move |db| finding::evidence(db, finding));
        assert_eq!(evidence.iter().map(|one| one.voice).collect::<Vec<_>>(), [stays]);
        assert!(mair.get("/en/desk/codebook").text.contains("Voices you gave it to: 1"));
        for table in ["sense_highlight", "sense_memo", "sense_reading"] {
            let sql = match table {
                "sense_memo" => "select count(*) from sense_memo".to_owned(),
                other => format!("select count(*) from {other} where voice_id = $1"),
            };
            let left: u64 = read(test, move |db| {
                if sql.contains('$') { db.only(&sql, &[&gone]) } else { db.only(&sql, &[]) }
            });
            assert_eq!(left, 0, "{table}");
        }
        let audit: Vec<String> = read(test, |db| {
            db.all("select detail from kernel_audit where action = 'voice.unread'", &[])
        });
        assert_eq!(audit.len(), 1);
        assert!(!audit[0].contains("bus") && audit[0].contains("\"highlights\":2"));
    });
}
