//! Stories of bringing in many voices from a file.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod valley;

use interchange::table::{Encoding, Options};
use kernel::access::{Reach, Role, Scope};
use kernel::permission::Rung;
use kernel::testing::{TestSpace, act, on_both, sqlite};
use listen::import::{Field, Import, NotImported, Outcome, Place, lines, voices};
use listen::voice::{self as verbs, AskedBy, Filter};
use valley::{done, valley};
use web::testing::Site;

fn plan(mapping: &[(&str, &str)]) -> Import {
    let field = |word: &str| Field::from_word(word).unwrap();
    Import {
        place: Place::Named {
            community: "cwm-helyg".into(),
            campaign: "Worry, April 2020".into(),
            create: true,
        },
        mapping: mapping.iter().map(|(word, column)| (field(word), (*column).into())).collect(),
        permission: Some(Rung::Count),
        language: "en".into(),
        options: Options::default(),
        only_look: false,
    }
}

fn bring_in(test: &TestSpace, file: Vec<u8>, plan: Import) -> Result<Outcome, NotImported> {
    test.space
        .write_now(act(), move |tx| voices(tx, file.as_slice(), &plan, &mut |_| {}))
        .expect("no fault")
}

/// The counts of an import: read, created, skipped, rejected.
fn counts(outcome: &Outcome) -> [u64; 4] {
    [outcome.read, outcome.created, outcome.skipped, outcome.rejected]
}

/// What was wrong, as lines of text, and how many voices there are.
fn wrong(test: &TestSpace, file: &str, plan: Import) -> (Vec<String>, u64) {
    let refused = bring_in(test, file.as_bytes().to_vec(), plan).expect_err("it was refused");
    let said = match refused {
        NotImported::Rows(refused) => lines(&refused.problems, kernel::Language::En),
        NotImported::Plan(refusal) => {
            vec![kernel::Refusal::message(&refusal).say(kernel::Language::En)]
        }
        other => panic!("{other:?}"),
    };
    (said, held(test))
}

fn held(test: &TestSpace) -> u64 {
    test.space.read_now(|db| db.only("select count(*) from listen_voice", &[])).unwrap()
}

const REF_TEXT: &[(&str, &str)] = &[("ref", "id"), ("text", "said")];

#[test]
fn a_file_comes_in_once_however_often_it_is_brought() {
    on_both(|test| {
        let file = "id,said,age,when\n1,\"Two buses,\nthen that hill\",70s,2020-04-06\n2,Mae’n oer,60s,06/04/2020\n";
        let mapping = [("ref", "id"), ("text", "said"), ("tag:age", "age"), ("date", "when")];
        let first = bring_in(test, file.into(), plan(&mapping)).unwrap();
        assert_eq!(counts(&first), [2, 2, 0, 0]);
        let again = bring_in(test, file.into(), plan(&mapping)).unwrap();
        assert_eq!(counts(&again), [2, 0, 2, 0]);
        let more = format!("{file}3,New words,,\n");
        let third = bring_in(test, more.into(), plan(&mapping)).unwrap();
        assert_eq!(counts(&third), [3, 1, 2, 0]);
        let found = test.space.read_now(|db| {
            let filter = Filter { words: "hill".into(), ..Filter::default() };
            let page = verbs::list(db, &Reach::EVERYWHERE, &filter, None, 5)?;
            let voice = page.found[0].voice.clone();
            Ok((verbs::tags(db, voice.id)?, verbs::permissions(db, voice.id)?.len(), voice))
        });
        let (tags, permissions, voice) = found.unwrap();
        assert_eq!(tags, [("age".to_owned(), "70s".to_owned())]);
        assert_eq!(permissions, 1);
        assert_eq!(voice.reference.as_deref(), Some("1"));
        assert_eq!(voice.heard_on, Some(jiff::civil::date(2020, 4, 6)));
        assert_eq!((voice.entered_how, voice.permission.rung), (verbs::How::Import, Rung::Count));
    });
}

#[test]
fn a_voice_that_was_taken_back_does_not_come_in_again() {
    on_both(|test| {
        let file = "id,said\nseven,Take me back\n";
        bring_in(test, file.into(), plan(REF_TEXT)).unwrap();
        let id: listen::VoiceId =
            test.space.read_now(|db| db.only("select id from listen_voice", &[])).unwrap();
        done(test, move |tx| verbs::forget(tx, id, AskedBy::Narrator, ""));
        let again = bring_in(test, file.into(), plan(REF_TEXT)).unwrap();
        assert_eq!(counts(&again), [1, 0, 1, 0]);
        let reference: String =
            test.space.read_now(|db| db.only("select reference from listen_voice", &[])).unwrap();
        assert!(!reference.contains("seven"));
    });
}

#[test]
fn nothing_comes_in_without_a_permission() {
    on_both(|test| {
        let mut without = plan(REF_TEXT);
        without.permission = None;
        let (said, held) = wrong(test, "id,said\n1,Words\n", without.clone());
        assert!(said[0].contains("--permission count"), "{said:?}");
        assert_eq!(held, 0);
        let mapped = [("ref", "id"), ("text", "said"), ("permission", "may")];
        let mut mapped = plan(&mapped);
        mapped.permission = None;
        let file = "id,said,may\n1,Words,quote\n2,Words,yes please\n3,Words,\n4,Words,named\n";
        let (said, held) = wrong(test, file, mapped.clone());
        assert_eq!(
            said,
            [
                "Line 3, column may: This is no permission. Write count, quote, online or named.",
                "Line 4, column may: The row does not say what the person agreed to. \
                 Write count, quote, online or named.",
                "Line 5, column may: The person wants their own name used, but no name is given. \
                 Choose the column that holds the name, or another permission.",
            ]
        );
        assert_eq!(held, 0);
        let good = "id,said,may\n1,Words,quote\n2,Words,Online\n";
        assert_eq!(bring_in(test, good.into(), mapped).unwrap().created, 2);
    });
}

/// Every fault is named by line, column and remedy, and nothing of the file is kept.
#[test]
fn one_bad_row_keeps_everything_out() {
    on_both(|test| {
        let mapping = [("ref", "id"), ("text", "said"), ("date", "when"), ("language", "tongue")];
        let file = "id,said,when,tongue\n\
                    1,Good,2020-04-06,en\n\
                    ,No reference,,\n\
                    1,The same,,\n\
                    4,Bad day,soon,\n\
                    5,Bad tongue,,Welsh!\n\
                    6,Ragged\n\
                    7,Future,2031-01-01,\n\
                    8,Good,,cy\n";
        let (said, held) = wrong(test, file, plan(&mapping));
        assert_eq!(
            said,
            [
                "Line 3, column id: The row has no reference. Give it one, different from every other row’s.",
                "Line 4, column id: Line 2 has the same reference. Give each row a reference of its own, or take one of the two out.",
                "Line 5, column when: This is no day. Write the day as 2020-04-06 or 06/04/2020, or leave it empty.",
                "Line 6, column tongue: This is no language tag. Write a tag such as en, cy or pl.",
                "Line 7: The row has 2 cells, but the header has 4. Give the row as many cells as the header.",
                "Line 8, column when: This day is still to come. Write the day as 2020-04-06 or 06/04/2020, or leave it empty.",
            ]
        );
        assert_eq!(held, 0, "nothing half-imported");
        let campaigns: u64 =
            test.space.read_now(|db| db.only("select count(*) from listen_campaign", &[])).unwrap();
        assert_eq!(campaigns, 0, "not even the campaign");
    });
}

#[test]
fn a_file_that_is_no_table_is_refused_with_its_place() {
    on_both(|test| {
        let cases = [
            ("", "no header line"),
            ("id,said\n1,\"never closed\n", "never closed"),
            ("id,id\n1,2\n", "same header"),
            ("id,\n1,2\n", "has no header"),
            ("id,said\n1,a\0b\n", "NUL"),
        ];
        for (file, words) in cases {
            let (said, held) = wrong(test, file, plan(REF_TEXT));
            assert!(said.join(" ").contains(words), "{file:?} {said:?}");
            assert_eq!(held, 0);
        }
        let (said, _) = wrong(test, "a,b\n1,2\n", plan(REF_TEXT));
        assert!(said[0].contains("no column “id”") && said[0].contains("a, b"), "{said:?}");
        let (said, held) = wrong(test, "id,said\n,\n", plan(REF_TEXT));
        assert!(said[0].contains("no rows, so nothing was brought in"), "{said:?}");
        assert_eq!(held, 0);
        let latin = b"id,said\n1,caf\xe9\n".to_vec();
        let refused = bring_in(test, latin.clone(), plan(REF_TEXT)).unwrap_err();
        assert!(matches!(refused, NotImported::Rows(_)));
        let mut windows = plan(REF_TEXT);
        windows.options.encoding = Encoding::Windows1252;
        assert_eq!(bring_in(test, latin, windows).unwrap().created, 1);
    });
}

#[test]
fn people_who_took_their_agreement_back_are_left_out_and_named() {
    on_both(|test| {
        let file = "id,said,sex,mood\n\
                    1,Good,Female,Withdrawn\n\
                    2,Not mine,CONSENT REVOKED,Calm\n\
                    3,Nor mine,Male,consent_withdrawn\n\
                    4,,Male,Calm\n\
                    5,I feel withdrawn and my consent revoked,Male,Calm\n";
        let outcome = bring_in(test, file.into(), plan(REF_TEXT)).unwrap();
        assert_eq!(counts(&outcome), [5, 2, 0, 3]);
        let said = lines(&outcome.left_out, kernel::Language::En);
        assert!(said[0].starts_with(
            "Line 3, column sex: The row says that the person took their agreement back."
        ));
        assert!(said[1].starts_with("Line 4, column mood: "));
        assert!(said[2].starts_with("Line 5, column said: There are no words in this row."));
        let later = "id,said,sex,mood\n1,Good,CONSENT REVOKED,x\n";
        let outcome = bring_in(test, later.into(), plan(REF_TEXT)).unwrap();
        assert_eq!(counts(&outcome), [1, 0, 0, 1]);
        let said = lines(&outcome.left_out, kernel::Language::En);
        assert!(said[0].contains("take it back now"), "{said:?}");
    });
}

#[test]
fn a_closed_campaign_takes_no_file() {
    on_both(|test| {
        let valley = valley(test);
        test.space
            .change_now(act(), move |tx| listen::campaign::close(tx, valley.campaign))
            .unwrap();
        let mut closed = plan(REF_TEXT);
        closed.place = Place::Known { campaign: valley.campaign, community: valley.helyg };
        let (said, held) = wrong(test, "id,said\n1,Words\n", closed);
        assert!(said[0].contains("closed and takes no more voices"), "{said:?}");
        assert_eq!(held, 0);
        let mut unknown = plan(REF_TEXT);
        unknown.place = Place::Named {
            community: "cwm-helyg".into(),
            campaign: "No such".into(),
            create: false,
        };
        let (said, _) = wrong(test, "id,said\n1,Words\n", unknown);
        assert!(said[0].contains("add --create"), "{said:?}");
    });
}

#[test]
fn the_real_survey_comes_in() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/worry/rwwd_two_waves_no_ids.csv"
    );
    let Ok(file) = std::fs::read(path) else {
        eprintln!("skipped: no shared data");
        return;
    };
    on_both(|test| {
        let mapping = [("text", "text_long_wave1"), ("ref", "row")];
        let mut heard = plan(&mapping);
        heard.mapping.push((Field::Tag("sex".into()), "Sex_wave1".into()));
        let outcome = bring_in(test, file.clone(), heard.clone()).unwrap();
        assert_eq!(counts(&outcome), [1698, 1697, 0, 1]);
        let said = lines(&outcome.left_out, kernel::Language::En);
        assert!(said[0].contains("column Sex_wave1"), "{said:?}");
        let again = bring_in(test, file.clone(), heard).unwrap();
        assert_eq!(counts(&again), [1698, 0, 1697, 1]);
        let revoked: Option<i64> = test
            .space
            .read_now(|db| db.first("select 1 from listen_tag where value like '%REVOKED%'", &[]))
            .unwrap();
        assert_eq!(revoked, None);
    });
}

#[test]
fn the_back_office_looks_first_and_then_brings_in() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut host = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        let none = host.upload("/en/desk/import", &[], ("file", "", b""));
        assert_eq!(none.status, 422);
        let file = "id,said,age\n1,Two buses,70s\n2,That hill,60s\n".as_bytes();
        let kept = host.upload("/en/desk/import", &[], ("file", "voices.csv", file));
        assert_eq!(kept.status, 303, "{}", kept.text);
        let path = kept.location().to_owned();
        let columns = host.get(&path);
        assert!(columns.text.contains("Two buses") && columns.text.contains(">age</th>"));
        let mut stranger = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        assert_eq!(stranger.get(&path).status, 404, "a file is its sender's alone");
        let (campaign, community) = (valley.campaign.to_string(), valley.helyg.to_string());
        let northfield = valley.northfield.to_string();
        let mut fields = vec![
            ("campaign", campaign.as_str()),
            ("community", community.as_str()),
            ("language", "en"),
            ("map-1", "ref"),
            ("map-2", "text"),
            ("map-3", "tag"),
            ("then", "look"),
        ];
        let assumed = host.post(&path, &fields);
        assert_eq!(assumed.status, 422);
        assert!(assumed.text.contains("Nothing is assumed"));
        fields.push(("permission", "quote"));
        let looked = host.post(&path, &fields);
        assert_eq!(looked.status, 200, "{}", looked.text);
        assert!(looked.text.contains("New voices: 2"));
        assert_eq!(held(test), 0);
        let mut elsewhere = fields.clone();
        elsewhere[1].1 = &northfield;
        assert_eq!(host.post(&path, &elsewhere).status, 422, "not in another's community");
        fields[6].1 = "import";
        let done = host.post(&path, &fields);
        assert_eq!(done.status, 200, "{}", done.text);
        assert!(done.text.contains("The file was brought in"));
        assert_eq!(held(test), 2);
        assert_eq!(host.get(&path).status, 404, "the file is gone once it was brought in");
        let list = host.get("/en/desk/voices?words=buses");
        assert!(list.text.contains("<mark>buses</mark>"));
    });
}

/// What every form of the import sends, with `more`.
fn fields<'a>(
    ids: &'a [String; 2],
    more: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'a str)> {
    let mut fields = vec![
        ("campaign", ids[0].as_str()),
        ("community", ids[1].as_str()),
        ("language", "en"),
        ("permission", "quote"),
        ("map-1", "ref"),
        ("map-2", "text"),
    ];
    fields.extend(more);
    fields
}

#[test]
fn a_workbook_comes_in_by_the_browser_with_its_days_and_numbers() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut host = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        let ids = [valley.campaign.to_string(), valley.helyg.to_string()];
        for (name, file) in [
            ("a.xls", include_bytes!("../../interchange/tests/books/answers.xls").as_slice()),
            ("a.ods", include_bytes!("../../interchange/tests/books/answers.ods")),
        ] {
            let kept = host.upload("/en/desk/import", &[], ("file", name, file));
            assert_eq!(kept.status, 303, "{}", kept.text);
            let path = kept.location().to_owned();
            let columns = host.get(&path).text;
            assert!(columns.contains("After an empty row"), "{columns}");
            assert!(columns.contains("selected>Answers</option>"), "{columns}");
            assert!(!columns.contains("name=\"encoding\""), "a workbook has its own");
            let look = fields(&ids, &[("map-3", "date"), ("map-5", "tag"), ("then", "look")]);
            let looked = host.post(&path, &look);
            assert!(looked.text.contains("Rows read: 2"), "{}", looked.text);
            let go = fields(&ids, &[("map-3", "date"), ("map-5", "tag"), ("then", "import")]);
            assert_eq!(host.post(&path, &go).status, 200);
            assert_eq!(held(test), 2, "{name}: the second time both are here already");
        }
        let found: Vec<(Option<String>, String, Option<kernel::clock::Date>)> = test
            .space
            .read_now(|db| {
                db.all(
                    "select reference, words, heard_on from listen_voice order by reference",
                    &[],
                )
            })
            .unwrap();
        let day = Some(kernel::clock::Date::constant(2026, 11, 2));
        let long = Some("0012345678901234567".to_owned());
        assert_eq!(found[0], (long, "After an empty row".into(), None));
        assert_eq!(found[1], (Some("7".into()), "Dŵr, \"glân\"\nnawr".into(), day));
        let tag: String =
            test.space.read_now(|db| db.only("select value from listen_tag", &[])).unwrap();
        assert_eq!(tag, "0.3");
    });
}

#[test]
fn how_a_file_is_read_is_named_and_can_be_changed() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut host = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        let ids = [valley.campaign.to_string(), valley.helyg.to_string()];
        // As a Macintosh of old has it, with marks that are part of the words.
        let file =
            b"sep=|\rid|said|note|note||\r1|\"Two buses\" caf\x8e she said|a|b||\r||||\r2|Short\r";
        let kept = host.upload("/en/desk/import", &[], ("file", "a.csv", file));
        let path = kept.location().to_owned();
        let page = host.get(&path).text;
        assert!(page.contains("It was read as Mac Roman"), "{page}");
        assert!(page.contains("As found out: Mac Roman") && page.contains("As found out: Pipe"));
        assert!(page.contains(">note (2)</th>"), "repeated headers are told apart");
        let refused = host.post(&path, &fields(&ids, &[("then", "look")]));
        assert_eq!(refused.status, 422);
        assert!(
            refused.text.contains("Line 3, column said: A cell begins with a quotation mark"),
            "{}",
            refused.text
        );
        let again = host.post(&path, &fields(&ids, &[("quotes", "words"), ("then", "read")]));
        assert_eq!(again.status, 200);
        assert!(
            again.text.contains("Two buses&quot; café she said")
                || again.text.contains("café she said")
        );
        let wrong = [("encoding", "windows1252"), ("quotes", "words"), ("then", "read")];
        assert!(host.post(&path, &fields(&ids, &wrong)).text.contains("cafŽ she said"));
        assert_eq!(held(test), 0);
        let done = host.post(&path, &fields(&ids, &[("quotes", "words"), ("then", "import")]));
        assert_eq!(done.status, 200, "{}", done.text);
        let words: Vec<String> = test
            .space
            .read_now(|db| db.all("select words from listen_voice order by reference", &[]))
            .unwrap();
        assert_eq!(words, ["\"Two buses\" café she said", "Short"]);
    });
}

/// Leaves the database as much room as it has now; nothing for no limit.
fn room(test: &TestSpace, pages: Option<i64>) {
    let change = test.space.write_now(act(), move |tx| {
        let now: i64 = tx.only("pragma page_count", &[])?;
        let _: i64 = tx.only(&format!("pragma max_page_count = {}", pages.unwrap_or(now)), &[])?;
        Ok::<_, NotImported>(())
    });
    change.expect("no fault").expect("no refusal");
}

#[test]
fn a_full_disk_keeps_nothing_half_done_and_says_so() {
    let test = sqlite();
    let valley = valley(&test);
    let site = Site::on(&test, listen::routes());
    let mut host = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
    let rows: String = (0..3000).map(|n| format!("{n},The bus was late {n} times\n")).collect();
    let file = format!("id,said\n{rows}");
    let kept = host.upload("/en/desk/import", &[], ("file", "voices.csv", file.as_bytes()));
    let path = kept.location().to_owned();
    let (campaign, community) = (valley.campaign.to_string(), valley.helyg.to_string());
    let fields = [
        ("campaign", campaign.as_str()),
        ("community", community.as_str()),
        ("language", "en"),
        ("map-1", "ref"),
        ("map-2", "text"),
        ("permission", "quote"),
        ("then", "import"),
    ];
    room(&test, None);
    let refused = host.post(&path, &fields);
    assert_eq!(refused.status, 507, "{}", refused.text);
    assert!(refused.text.contains("disk is full, so nothing was kept"), "{}", refused.text);
    assert_eq!(held(&test), 0);
    assert_eq!(host.get("/en/desk/voices").status, 200, "what is there can still be read");
    room(&test, Some(1_000_000));
    assert_eq!(host.post(&path, &fields).status, 200, "the file is still there to bring in");
    assert_eq!(held(&test), 3000);
}

#[test]
fn a_row_that_repeats_what_was_taken_back_is_left_out_under_any_reference() {
    on_both(|test| {
        let file = "id,said\n1,We came here from the coast when the pit closed and never left.\n2,Two buses\n";
        bring_in(test, file.into(), plan(REF_TEXT)).unwrap();
        let id: listen::VoiceId = test
            .space
            .read_now(|db| db.only("select id from listen_voice where reference = '1'", &[]))
            .unwrap();
        let forget = move |tx: &mut kernel::Tx<'_>| verbs::forget(tx, id, AskedBy::Narrator, "");
        test.space.write_now(act(), forget).expect("no fault").expect("a withdrawal");
        let old = "id,said\nA,We came here from the COAST when the pit closed and never left!\nB,Three buses\n";
        let outcome = bring_in(test, old.into(), plan(REF_TEXT)).unwrap();
        assert_eq!(counts(&outcome), [2, 1, 0, 1]);
        let told = lines(&outcome.left_out, kernel::Language::En);
        assert!(told[0].contains("were taken back by the person who said them"), "{told:?}");
    });
}
