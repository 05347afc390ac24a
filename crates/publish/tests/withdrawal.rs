//! Taking words back: distinctive words are planted wherever a person's words can lie, and after
//! the withdrawal nothing holds them any more, on either database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "withdrawal/planted.rs"]
mod planted;
mod world;

use kernel::access::{Role, Scope};
use kernel::db::{Dialect, Value};
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, TestSpace, act_by, on_both};
use kernel::{Actor, AnyId, Db, Fault, Language, Space, audit, mail};
use listen::voice::AskedBy;
use listen::{VoiceId, voice};
use planted::{Planted, planted};
use publish::{promise, publication, routes, subscription, taking_back};
use std::collections::{BTreeMap, BTreeSet};
use web::testing::{Site, Visitor};
use world::{TODAY, change, press, promised, text_of, work};

/// Words that stand nowhere else.
const PLANTED: [&str; 9] = [
    "heronquill", // the words
    "glasswort",  // a second line of them
    "crëyrbluen", // the translation
    "corsblanhigyn",
    "teaselwold",  // the title
    "Fenwright",   // the description
    "Marramsby",   // a hidden name
    "sedgeletter", // a reader's note
    "oxlipperday", // a tag
];

/// Every column of every table, as text.
fn dump(db: &Db) -> Result<String, Fault> {
    let mut whole = String::new();
    let tables: Vec<String> = match db.dialect() {
        Dialect::Sqlite => db.all("select name from sqlite_master where type = 'table'", &[])?,
        Dialect::Postgres => db.all(
            "select table_name::text from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE'",
            &[],
        )?,
    };
    assert!(tables.len() > 50, "{tables:?}");
    for table in tables {
        if db.dialect() == Dialect::Postgres {
            let rows: Vec<String> =
                db.all(&format!("select row_to_json(t)::text from \"{table}\" t"), &[])?;
            whole.push_str(&rows.join("\n"));
            continue;
        }
        let rows: Vec<Vec<Value>> = db.all(&format!("select * from \"{table}\""), &[])?;
        for value in rows.into_iter().flatten() {
            match value {
                Value::Text(text) => whole.push_str(&text),
                Value::Bytes(bytes) => whole.push_str(&String::from_utf8_lossy(&bytes)),
                _ => {}
            }
            whole.push('\n');
        }
    }
    Ok(whole)
}

/// Which of the planted words stand in `text`, in any case and with or without accents.
fn standing(text: &str) -> BTreeSet<&'static str> {
    let text = kernel::folding::fold(text);
    PLANTED.into_iter().filter(|word| text.contains(&kernel::folding::fold(word))).collect()
}

fn held(space: &Space) -> BTreeSet<&'static str> {
    standing(&space.read_now(dump).unwrap())
}

/// Every address that could hold the words.
fn addresses(planted: &Planted) -> Vec<String> {
    let voice = planted.voice;
    let mut all = Vec::new();
    for language in Language::ALL {
        for path in [
            "/",
            "/reports",
            "/reports/a-year",
            "/reports/a-year/report.pdf",
            "/reports/a-year/data.zip",
            "/reports/a-year/prov.json",
            "/you-said-we-did",
            "/promises/1",
            "/promises/2",
            "/recommendations",
            "/feed.xml",
            "/thread",
            "/desk/promises",
            "/desk/recommendations",
            "/desk/reports",
            "/desk/reports/a-year",
            "/desk/voices",
            "/desk/voices?words=heronquill",
            "/desk/coding",
            "/desk/findings",
            "/desk/findings/1",
            "/desk/highlights",
            "/desk/codebook",
            "/t/1",
            "/t/2",
        ] {
            all.push(language.path(path));
        }
        for version in 1..=3 {
            for file in ["", "/report.pdf", "/data.zip", "/prov.json"] {
                all.push(language.path(&format!("/reports/a-year/versions/{version}{file}")));
            }
        }
        for under in ["", "/coding", "/card", "/permission", "/redaction", "/differences"] {
            all.push(language.path(&format!("/desk/voices/{voice}{under}")));
        }
    }
    for path in [
        "/api/v1/reports",
        "/api/v1/reports/a-year",
        "/api/v1/promises",
        "/api/v1/recommendations",
        "/api/v1/threads/1",
    ] {
        all.push(path.to_owned());
    }
    all
}

/// The addresses at which planted words are read.
fn read_at(
    visitor: &mut Visitor<'_>,
    planted: &Planted,
) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut found = BTreeMap::new();
    for address in addresses(planted) {
        let answer = visitor.get(&address);
        assert!(!answer.status.is_server_error(), "{address} {}", answer.status);
        // What was asked for stands in the page that says that nothing was found.
        let text =
            text_of(&answer).replace("words=heronquill", "").replace("value=\"heronquill\"", "");
        let words = standing(&text);
        if !words.is_empty() {
            found.insert(address, words);
        }
    }
    found
}

fn site(test: &TestSpace) -> Site<'_> {
    Site::on(test, routes(press()).and(listen::routes()).and(sense::routes()))
}

fn files_holding(site: &Site<'_>) -> Vec<String> {
    let files = site.app.files().clone();
    let paths = files.list().unwrap();
    let holds = |path: &String| {
        let bytes = files.get(path).unwrap().unwrap_or_default();
        !standing(&String::from_utf8_lossy(&bytes)).is_empty()
    };
    paths.into_iter().filter(holds).collect()
}

/// The planted words that lie in any file of the space, also where the database does not look:
/// in its log and in pages it no longer uses.
fn on_disk(test: &TestSpace) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut folders = vec![test.folder().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.extend(standing(&String::from_utf8_lossy(&std::fs::read(path).unwrap())));
            }
        }
    }
    found
}

#[test]
fn nothing_holds_words_that_were_taken_back_with_the_number_on_the_card() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let mut reader = site.visitor();
        // It could leak: the words are read in many places before.
        let before = read_at(&mut reader, &planted);
        for path in [
            "/en/reports/a-year",
            "/en/reports/a-year/versions/1",
            "/en/reports/a-year/report.pdf",
            "/en/reports/a-year/data.zip",
            "/en/you-said-we-did",
            "/en/promises/2",
            "/en/t/1",
            "/api/v1/threads/1",
            "/api/v1/promises",
            "/en",
            "/cy/edefyn",
        ] {
            let there = before.contains_key(path);
            assert_eq!(there, path != "/cy/edefyn", "{path} in {before:?}");
        }
        assert!(read_at(&mut officer, &planted).len() > before.len());
        assert_eq!(held(&test.space).len(), PLANTED.len());
        assert!(!files_holding(&site).is_empty());
        assert!(!on_disk(test).is_empty());

        let mut mair = site.visitor();
        assert_eq!(
            mair.post("/en/thread", &[("number", &planted.number)]).location(),
            "/en/thread/words"
        );
        let reach = mair.get("/en/thread/withdrawal");
        assert!(standing(&reach.text).is_empty());
        for path in [
            "/en/reports/a-year/versions/1",
            "/en/reports/a-year/versions/2",
            "/en/t/1",
            "/en/promises/2",
            "/api/v1/threads/1",
        ] {
            assert!(reach.text.contains(&format!("href=\"{path}\"")), "{path}\n{}", reach.text);
        }
        assert_eq!(mair.post("/en/thread/withdrawal", &[]).status, 422);
        let gone = mair.post("/en/thread/withdrawal", &[("sure", "yes")]);
        assert_eq!(gone.status, 200, "{}", gone.text);

        assert_eq!(held(&test.space), BTreeSet::new());
        assert_eq!(read_at(&mut reader, &planted), BTreeMap::new());
        assert_eq!(read_at(&mut officer, &planted), BTreeMap::new());
        work(&site);
        assert_eq!(files_holding(&site), Vec::<String>::new());
        assert_eq!(on_disk(test), BTreeSet::new());
        assert_eq!(held(&test.space), BTreeSet::new());
        assert_eq!(read_at(&mut reader, &planted), BTreeMap::new());
        // The visit is over, and the number opens nothing any more.
        assert_eq!(mair.get("/en/thread/words").location(), "/en/thread");
        assert_eq!(mair.post("/en/thread", &[("number", &planted.number)]).status, 422);
    });
}

#[test]
fn a_voice_that_repeats_what_the_team_had_written_takes_none_of_it_along() {
    const SAID: &str = "Nobody should have to choose between the bus and the doctor.";
    on_both(|test| {
        let world = world::world(&test.space);
        let (programme, known) = (world.programme, world.voice("bus"));
        let promised = change(&test.space, move |tx| {
            let finding = sense::finding::by_number(tx, 1).unwrap().unwrap().id;
            let (mut draft, step) = promised(programme, "A bus to the doctor", SAID);
            draft.answers = vec![AnyId::from(finding)];
            promise::make(tx, &draft, &step).unwrap()
        });
        let later = NOON + jiff::SignedDuration::from_hours(72);
        let reached = test.space.change_now(act_by(Actor::Command, later, 90), move |tx| {
            let known = voice::find(tx, known)?.unwrap();
            let mut draft = voice::Draft::new(known.campaign, known.community, SAID);
            draft.permission = Some(Permission::only(Rung::Online));
            let repeats = voice::record(tx, draft).unwrap();
            let reach = taking_back::reach(tx, repeats, Language::En, TODAY)?;
            let asked = AskedBy::Officer;
            taking_back::withdraw(tx, repeats, asked, taking_back::Reason::Asked).unwrap();
            Ok(reach)
        });
        let kinds: Vec<_> = reached.unwrap().held.iter().map(|held| held.kind).collect();
        assert_eq!(kinds, [taking_back::Kind::Team]);
        let kept = test.space.read_now(move |db| promise::find(db, promised)).unwrap().unwrap();
        assert_eq!(kept.said.en, SAID);
    });
}

#[test]
fn a_withdrawal_supersedes_the_report_and_tells_its_followers() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let report = planted.report;
        change(&test.space, |tx| {
            subscription::ask(tx, "ann@example.org", Language::Cy, "one", "http://site.test")
                .unwrap();
        });
        let letter = letters(&test.space).pop().unwrap();
        let token = letter.body.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
        let mut ann = site.visitor();
        assert_eq!(ann.post("/cy/tanysgrifiad/cadarnhau", &[("token", token)]).status, 200);
        work(&site);
        let before = letters(&test.space).len();
        let voice = planted.voice;
        change(&test.space, move |tx| {
            taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Asked).unwrap();
        });
        work(&site);
        let versions = test.space.read_now(move |db| publication::of_report(db, report)).unwrap();
        let states: Vec<_> = versions.iter().map(|one| (one.version, one.superseded_why)).collect();
        assert_eq!(
            states,
            [
                (3, None),
                (2, Some(publication::Superseded::Withdrawal)),
                (1, Some(publication::Superseded::Newer)),
            ]
        );
        let lines = test
            .space
            .read_now(move |db| {
                let newest = publication::current(db, report)?.unwrap();
                let edition = publication::edition(db, newest.id, Language::En)?.unwrap();
                assert_eq!(newest.digest, publication::digest(db, newest.id)?);
                Ok((publication::lines(db, edition.id)?, publication::quotes(db, edition.id)?))
            })
            .unwrap();
        assert_eq!(lines.0[0].voices, 6);
        assert_eq!(lines.0[0].state, publication::State::Checking);
        assert_eq!(lines.1.len(), 1);
        let mut reader = site.visitor();
        let thread = reader.get("/en/t/1");
        assert!(thread.text.contains("In November 2026 words were taken back"), "{}", thread.text);
        assert!(thread.text.contains("We are checking this line again"));
        for feed in ["/en/feed.xml", "/cy/feed.xml"] {
            let feed = reader.get(feed).text;
            assert!(feed.contains("words_removed"), "{feed}");
        }
        let letters = letters(&test.space);
        assert_eq!(letters.len(), before + 1);
        assert!(letters.iter().any(|one| one.subject.contains("cymerwyd geiriau yn ôl")));
        assert!(test.space.read_now(audit::verify).unwrap().is_none());
    });
}

fn letters(space: &Space) -> Vec<mail::Waiting> {
    let now = NOON;
    space.read_now(move |db| mail::due(db, now, 100)).unwrap()
}

#[test]
fn a_claim_without_evidence_falls_and_says_so() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let names = ["bus", "bus2", "bus3", "bus4", "bus5", "bus6"];
        let mut voices: Vec<VoiceId> = names.map(|name| planted.world.voice(name)).to_vec();
        voices.push(planted.voice);
        for voice in voices {
            change(&test.space, move |tx| {
                taking_back::withdraw(tx, voice, AskedBy::Officer, taking_back::Reason::Harm)
                    .unwrap();
            });
        }
        let answer = site.visitor().get("/en/t/1");
        assert!(answer.text.contains("This line no longer stands"), "{}", answer.text);
        let json = site.visitor().get("/api/v1/threads/1");
        assert!(json.text.contains("\"state\":\"fallen\""), "{}", json.text);
    });
}

#[test]
fn an_officer_takes_words_down_and_shows_them_again() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let mut reader = site.visitor();
        assert!(!read_at(&mut reader, &planted).is_empty());
        let path = format!("/en/desk/voices/{}/takedown", planted.voice);
        assert_eq!(officer.post(&path, &[]).status, 422);
        assert_eq!(officer.post(&path, &[("reason", "harm")]).status, 303);
        assert_eq!(read_at(&mut reader, &planted), BTreeMap::new());
        assert_eq!(officer.post(&path, &[("reason", "mistake"), ("lift", "yes")]).status, 303);
        assert!(!read_at(&mut reader, &planted).is_empty());
        let mut stranger = site.signed_in(Role::Reader, Scope::Space);
        assert_eq!(stranger.get(&path).status, 404);
        assert_eq!(stranger.post(&path, &[("reason", "harm")]).status, 404);
    });
}

#[test]
fn agreeing_to_less_takes_words_out_of_what_was_published() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let mut mair = site.visitor();
        mair.post("/cy/edefyn", &[("number", &planted.number)]);
        let form = mair.get("/cy/edefyn/caniatad");
        assert!(form.text.contains("value=\"online\" checked"), "{}", form.text);
        assert_eq!(mair.post("/cy/edefyn/caniatad", &[]).status, 422);
        let answer = mair.post("/cy/edefyn/caniatad", &[("rung", "count")]);
        assert_eq!(answer.status, 200);
        assert_eq!(read_at(&mut site.visitor(), &planted), BTreeMap::new());
        work(&site);
        assert_eq!(files_holding(&site), Vec::<String>::new());
        let report = planted.report;
        let newest = test.space.read_now(move |db| publication::current(db, report)).unwrap();
        assert_eq!(newest.unwrap().version, 3);
        // They are still counted, and the line still stands.
        let json = site.visitor().get("/api/v1/threads/1").text;
        assert!(json.contains("\"state\":\"live\""), "{json}");
    });
}

#[test]
fn erasing_a_person_takes_every_voice_of_theirs_back() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let (voice, other) = (planted.voice, planted.world.voice("few"));
        let narrator = change(&test.space, move |tx| {
            listen::narrator::reach_at(tx, voice, "mair@marramsby.example").unwrap();
            let narrator = voice::find(tx, voice).unwrap().unwrap().narrator.unwrap();
            let known = voice::find(tx, other).unwrap().unwrap();
            let mut second = voice::Draft::new(known.campaign, known.community, "More heronquill.");
            second.permission = Some(Permission::only(Rung::Count));
            second.speaker = voice::Speaker::Known(narrator);
            voice::record(tx, second).unwrap();
            narrator
        });
        let path = format!("/en/desk/narrators/{narrator}/erasure");
        let mut worker = site.signed_in(Role::LocalWorker, Scope::Space);
        assert_eq!(worker.get(&path).status, 404);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        assert_eq!(officer.get(&path).status, 200);
        assert_eq!(officer.post(&path, &[]).status, 422);
        let done = officer.post(&path, &[("sure", "yes")]);
        assert_eq!(done.status, 200, "{}", done.text);
        work(&site);
        assert_eq!(held(&test.space), BTreeSet::new());
        assert_eq!(read_at(&mut officer, &planted), BTreeMap::new());
        assert_eq!(officer.get(&path).status, 404);
    });
}

#[test]
fn someone_who_asked_is_told_without_their_words_or_number() {
    on_both(|test| {
        let planted = planted(&test.space);
        let site = site(test);
        let voice = planted.voice;
        change(&test.space, move |tx| {
            publish::my_words::tell_me(tx, voice, "mair@example.org").unwrap();
        });
        work(&site);
        let letters = letters(&test.space);
        let told: Vec<_> =
            letters.iter().filter(|one| one.recipient == "mair@example.org").collect();
        assert_eq!(told.len(), 2, "one for each version");
        for letter in told {
            assert!(letter.body.contains("http://site.test/en/thread"), "{}", letter.body);
            assert!(!letter.body.contains(&planted.number), "{}", letter.body);
            assert!(standing(&letter.body).is_empty());
        }
    });
}
