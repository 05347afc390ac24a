//! Keepers: every column of the schema is declared free of people's words or kept, and words that
//! somebody typed leave every kept one by every way of taking them back, on either database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "withdrawal/planted.rs"]
#[allow(dead_code)]
mod planted;
mod world;

use kernel::access::{Role, Scope};
use kernel::db::Dialect;
use kernel::keeper::{self, Audience, Holds, Shape, TAKEN_OUT, Table};
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, TestSpace, act, act_by, on_both};
use kernel::{Actor, Both, Db, Fault, Language, Space, Tx, jobs, mail, settings};
use listen::voice::{AskedBy, Person, Review, Speaker};
use listen::{NarratorId, VoiceId, narrator, redaction, voice};
use planted::{Planted, planted};
use publish::{feed, promise, publication, recommendation, report, routes, taking_back};
use sense::finding;
use std::collections::{BTreeMap, BTreeSet};
use web::testing::{Answer, Site, Visitor};
use world::{TODAY, change, press, publish_source, text_of};

use people as _;

/// What the planted voice said, as somebody typed it by hand elsewhere.
const TYPED: &str = "They went the glasswort lane home in the rain, with nobody.";
/// The same in an address.
const ADDRESS: &str = "the-glasswort-lane-home-in-the-rain-with-nobody";
/// A word of it that stands nowhere else.
const RARE: &str = "glasswort";

/// Every table of the schema with its columns that could hold words: text and bytes, but no ids.
fn schema(db: &Db) -> Result<BTreeMap<String, BTreeSet<String>>, Fault> {
    let rows: Vec<(String, String, String)> = match db.dialect() {
        Dialect::Sqlite => db.all(
            "select m.name, c.name, lower(c.type) from sqlite_master m
             join pragma_table_info(m.name) c where m.type = 'table'",
            &[],
        )?,
        Dialect::Postgres => db.all(
            "select table_name::text, column_name::text, data_type::text
             from information_schema.columns where table_schema = 'public' and table_name in
             (select table_name from information_schema.tables where table_type = 'BASE TABLE')",
            &[],
        )?,
    };
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column, kind) in rows {
        // The index that SQLite makes of `kernel_search`, and the list of migrations.
        let made = table.starts_with("kernel_search_words")
            || table.starts_with("sqlite_")
            || table.starts_with("refinery_");
        if made {
            continue;
        }
        let columns = tables.entry(table).or_default();
        let id = column == "id"
            || ["merged_into", "subject", "community"].contains(&column.as_str())
            || column.ends_with("_id")
            || column.ends_with("_by");
        // PostgreSQL makes its index of `kernel_search.body` itself.
        let number = ["tsvector", "integer", "bigint", "smallint", "boolean", "uuid", "real"];
        if !(number.contains(&kind.as_str()) || kind == "blob" && id) {
            columns.insert(column);
        }
    }
    Ok(tables)
}

#[test]
fn every_column_that_could_hold_words_is_declared_by_the_keeper_of_its_room() {
    on_both(|test| {
        let schema = test.space.read_now(schema).unwrap();
        assert!(schema.len() > 40, "{schema:?}");
        let mut declared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for keeper in keeper::all() {
            for table in keeper.tables {
                let own = format!("{}_", keeper.room);
                assert!(table.name.starts_with(&own), "{} is kept by {}", table.name, keeper.room);
                let columns = table.columns.iter().map(|column| column.name.to_owned()).collect();
                let before = declared.insert(table.name.to_owned(), columns);
                assert_eq!(before, None, "{} is declared twice", table.name);
            }
        }
        assert_eq!(declared, schema);
    });
}

#[test]
fn keepers_stand_in_the_order_of_the_rooms_and_name_what_they_hold() {
    let rooms: Vec<&str> = keeper::all().iter().map(|keeper| keeper.room).collect();
    assert_eq!(rooms, ["kernel", "places", "people", "listen", "sense", "publish"]);
    for (table, column) in typed() {
        assert!(!table.of.0.is_empty() && !table.told.is_empty(), "{}.{column}", table.name);
        for language in Language::ALL {
            let told = kernel::languages::say(*language, table.told);
            assert_ne!(told, table.told, "{}", table.name);
        }
    }
}

/// Every column that holds what somebody typed.
fn typed() -> Vec<(&'static Table, &'static str)> {
    let tables = keeper::all().into_iter().flat_map(|keeper| keeper.tables);
    tables
        .flat_map(|table| {
            let columns = table.columns.iter();
            let typed = columns.filter(|column| matches!(column.holds, Holds::Typed(..)));
            typed.map(move |column| (table, column.name))
        })
        .collect()
}

/// The columns of those `kept` in which the rare word stands.
fn standing(space: &Space, kept: impl Fn(Audience) -> bool) -> BTreeSet<String> {
    let mut looked_at = Vec::new();
    for keeper in keeper::all() {
        for table in keeper.tables {
            for column in table.columns {
                if let Holds::Typed(audience, _) = column.holds
                    && kept(audience)
                {
                    looked_at.push((table.name, column.name));
                }
            }
        }
    }
    space
        .read_now(move |db| {
            let mut found = BTreeSet::new();
            for (table, column) in looked_at {
                let sql = format!("select count(*) from {table} where {column} like '%{RARE}%'");
                if db.only::<u64>(&sql, &[])? > 0 {
                    found.insert(format!("{table}.{column}"));
                }
            }
            Ok(found)
        })
        .unwrap()
}

/// A space in which every typed column of every table holds what the planted voice said.
fn sown(space: &Space) -> Planted {
    let planted = planted(space);
    let voice = planted.voice;
    change(space, move |tx| {
        rows(tx, voice);
        for (table, column) in typed() {
            sow(tx, table, column)
                .unwrap_or_else(|fault| panic!("{}.{column}: {fault}", table.name));
        }
    });
    planted
}

/// A row in each table that the world leaves empty.
fn rows(tx: &mut Tx<'_>, planted: VoiceId) {
    settings::set(tx, "space-strap-en", "Run by neighbours").unwrap();
    mail::post(tx, "ann@example.org", "Something new", "Read it here.").unwrap();
    let organisation = people::organisation::Draft {
        name: Both::new("A host", "Lletywr"),
        identifier: "GB-CHC-1234567".into(),
        legal_form: "charity".into(),
        website: "https://host.example".into(),
    };
    people::organisation::create(tx, &organisation).unwrap();
    let known = voice::find(tx, planted).unwrap().unwrap();
    let programme = places::programme::find(tx, known.programme).unwrap().unwrap();
    let draft = places::programme::Draft {
        name: programme.name,
        goal: programme.goal,
        starts_on: None,
        ends_on: None,
        objectives: vec![Both::new("More buses", "Mwy o fysiau")],
        cross_cutting: Vec::new(),
    };
    places::programme::edit(tx, known.programme, &draft).unwrap();
    let wording = Both::new("I agree to take part.", "Rwy’n cytuno i gymryd rhan.");
    listen::agreement::word(tx, listen::agreement::Kind::Participation, &wording).unwrap();
    // Another person's voice, with a tag, a reader's note and a takedown that says why.
    let account = kernel::accounts::by_email(tx, "reader@example.org").unwrap().unwrap().id;
    let mut other = voice::Draft::new(known.campaign, known.community, "A voice of another.");
    other.permission = Some(Permission::only(Rung::Online));
    other.tags = vec![("talk".into(), "bus".into())];
    other.entered_for = Some("the surgery".into());
    let other = voice::record(tx, other).unwrap();
    let reading = sense::reading::begin(tx, other, account).unwrap();
    let span = sense::highlight::Span { line: 1, start: 0, end: 7 };
    let theme = sense::theme::all(tx, known.programme).unwrap()[0].id;
    sense::highlight::save(tx, reading, span, &[theme], Some("A note to self")).unwrap();
    voice::take_down(tx, other, AskedBy::Officer, "It is looked into.").unwrap();
    voice::lift(tx, other, "It was in order.").unwrap();
    let warned = "insert into publish_reason (edition_id, position, code, line, reason)
        select id, 0, 'W201', 1, 'So be it.' from publish_edition";
    tx.run(warned, &[]).unwrap();
    let asked = tx.only("select id from publish_recommendation", &[]).unwrap();
    let reply = recommendation::Draft {
        received_on: TODAY,
        stance: recommendation::Stance::Looking,
        text: Both::new("We are looking.", "Rydym yn edrych."),
    };
    recommendation::respond(tx, asked, &reply).unwrap();
}

/// Types what was said into every row of a column.
fn sow(tx: &mut Tx<'_>, table: &Table, column: &str) -> Result<(), Fault> {
    let holds = table.columns.iter().find(|one| one.name == column).unwrap().holds;
    let Holds::Typed(_, shape) = holds else { panic!("not typed") };
    match shape {
        Shape::Text => {
            let sql = format!("update {} set {column} = coalesce({column}, '') || $1", table.name);
            assert_ne!(tx.run(&sql, &[&format!(" {TYPED}")])?, 0, "no row in {}", table.name);
        }
        Shape::Address => {
            let sql = format!("select id from {} order by id desc limit 1", table.name);
            let id: kernel::ids::Uuid = tx.only(&sql, &[])?;
            tx.update(table.name, id, &[(column, &ADDRESS)])?;
        }
        Shape::Made(_) => {
            let sql = format!("select id, {column} from {}", table.name);
            let rows: Vec<(kernel::ids::Uuid, String)> = tx.all(&sql, &[])?;
            assert!(!rows.is_empty(), "no row in {}", table.name);
            for (id, text) in rows {
                let mut value: serde_json::Value = serde_json::from_str(&text)?;
                if let Some(blocks) = value.get_mut("blocks").and_then(|one| one.as_array_mut()) {
                    let run = |run: &str, text: &str| serde_json::json!({"run": run, "text": text});
                    blocks.push(serde_json::json!({ "block": "paragraph", "text": [
                        run("text", "They went the "), run("strong", "glasswort"),
                        run("text", " lane home in the rain, with nobody."),
                    ]}));
                } else {
                    value["en"] = TYPED.into();
                }
                tx.update(table.name, id, &[(column, &value.to_string())])?;
            }
        }
    }
    Ok(())
}

fn site(test: &TestSpace) -> Site<'_> {
    let routes = routes(press()).and(listen::routes()).and(sense::routes()).and(people::routes());
    Site::on(test, routes.and(places::routes()))
}

/// Does the work that waits, as the program does it.
fn work(site: &Site<'_>) {
    let space = site.app.space().clone();
    loop {
        let now = site.app.now();
        let due = space.read_now(move |db| jobs::due(db, now, 50)).unwrap();
        let Some(job) = due.into_iter().next() else { return };
        let (id, files, press) = (job.id, site.app.files().clone(), press());
        publish::work(&space, &files, &press, "http://site.test", &job, act()).unwrap();
        space.change_now(act(), move |tx| jobs::done(tx, id)).unwrap();
    }
}

/// One way in which words may no longer stand.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    WithdrawnByCard,
    WithdrawnByOfficer,
    Erased,
    NarrowedByCard,
    NarrowedByOfficer,
    ClosedByOfficer,
    TakenDown,
    HeldByReview,
    SweptAfterRestoring,
}

impl Way {
    const ALL: [Self; 9] = [
        Self::WithdrawnByCard,
        Self::WithdrawnByOfficer,
        Self::Erased,
        Self::NarrowedByCard,
        Self::NarrowedByOfficer,
        Self::ClosedByOfficer,
        Self::TakenDown,
        Self::HeldByReview,
        Self::SweptAfterRestoring,
    ];

    /// Whether nobody may read the words any more, the team neither.
    fn ends_for_the_team(self) -> bool {
        let ended =
            [Self::WithdrawnByCard, Self::WithdrawnByOfficer, Self::Erased, Self::TakenDown];
        ended.contains(&self)
    }

    fn go(self, site: &Site<'_>, planted: &Planted) {
        let desk = |path: &str| format!("/en/desk/voices/{}/{path}", planted.voice);
        let voice = planted.voice;
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let mut mair = site.visitor();
        mair.post("/en/thread", &[("number", &planted.number)]);
        let answer: Answer = match self {
            Self::WithdrawnByCard => mair.post("/en/thread/withdrawal", &[("sure", "yes")]),
            Self::WithdrawnByOfficer => {
                officer.post(&desk("withdrawal"), &[("reason", "asked"), ("sure", "yes")])
            }
            Self::Erased => {
                let narrator: NarratorId = change(&site.app.space().clone(), move |tx| {
                    narrator::reach_at(tx, voice, "mair@example.org").unwrap();
                    voice::find(tx, voice).unwrap().unwrap().narrator.unwrap()
                });
                let path = format!("/en/desk/narrators/{narrator}/erasure");
                officer.post(&path, &[("sure", "yes")])
            }
            Self::NarrowedByCard => mair.post("/en/thread/permission", &[("rung", "count")]),
            Self::NarrowedByOfficer => officer.post(&desk("permission"), &[("rung", "count")]),
            Self::ClosedByOfficer => officer.post(&desk("closure"), &[("closed", "for-good")]),
            Self::TakenDown => officer.post(&desk("takedown"), &[("reason", "harm")]),
            Self::HeldByReview => officer.post(&desk("review"), &[("outcome", "held")]),
            Self::SweptAfterRestoring => {
                // As a restored archive may hold it: narrowed, and its words still standing.
                let swept = change(&site.app.space().clone(), move |tx| {
                    tx.run("update listen_voice set rung = 'count' where id = $1", &[&voice])
                        .unwrap();
                    taking_back::sweep(tx).unwrap()
                });
                assert_eq!(swept, 1);
                return;
            }
        };
        assert!(answer.status.is_success() || answer.status == 303, "{self:?}\n{}", answer.text);
    }
}

#[test]
fn words_typed_into_any_column_leave_it_by_every_way_of_taking_them_back() {
    on_both(|test| {
        // Each way needs a space of its own; PostgreSQL's are made beside the first.
        for way in Way::ALL {
            let own = match &test.place {
                kernel::db::Place::File(_) => kernel::testing::sqlite(),
                kernel::db::Place::Server(_) => kernel::testing::postgres().unwrap(),
            };
            let planted = sown(&own.space);
            let all: BTreeSet<String> =
                typed().iter().map(|(table, column)| format!("{}.{column}", table.name)).collect();
            // It could stay: it stands in every one of them.
            assert_eq!(standing(&own.space, |_| true), all, "{way:?}");
            let site = site(&own);
            let before = audited(&own.space);
            way.go(&site, &planted);
            let team = way.ends_for_the_team();
            let left = standing(&own.space, |audience| team || audience != Audience::Team);
            assert_eq!(left, BTreeSet::new(), "{way:?}");
            assert!(audited(&own.space) > before, "{way:?}");
            work(&site);
            for path in site.app.files().list().unwrap() {
                assert!(!path.contains(RARE), "{path}");
                let bytes = site.app.files().get(&path).unwrap().unwrap_or_default();
                assert!(!String::from_utf8_lossy(&bytes).contains(RARE), "{way:?}: {path}");
            }
            assert!(own.space.read_now(kernel::audit::verify).unwrap().is_none());
            let old = site.visitor().get(&format!("/en/reports/{ADDRESS}"));
            assert_eq!(old.status, 404, "{way:?}");
        }
    });
}

/// How many things have an entry of their own that words were taken out of them.
fn audited(space: &Space) -> usize {
    space
        .read_now(|db| {
            let subjects: BTreeSet<String> = db
                .all("select subject_kind from kernel_audit where action = $1", &[&TAKEN_OUT])?
                .into_iter()
                .collect();
            Ok(subjects.len())
        })
        .unwrap()
}

/// What everyone reads of the report and the promises.
fn public(reader: &mut Visitor<'_>) -> String {
    let mut all = String::new();
    for path in [
        "/en",
        "/en/reports",
        "/en/reports/a-year",
        "/en/reports/a-year/report.pdf",
        "/en/reports/a-year/data.zip",
        "/en/reports/a-year/versions/1",
        "/en/reports/a-year/versions/2",
        "/en/reports/a-year/versions/2/data.zip",
        "/en/you-said-we-did",
        "/en/promises/2",
        "/en/recommendations",
        "/en/t/1",
        "/api/v1/reports/a-year",
        "/api/v1/threads/1",
        "/api/v1/promises",
    ] {
        let answer = reader.get(path);
        assert!(!answer.status.is_server_error(), "{path}");
        all.push_str(&text_of(&answer));
    }
    all
}

/// Every text of the rooms `sense` and `publish`, and the files.
fn kept(site: &Site<'_>) -> String {
    let mut all = site
        .app
        .space()
        .read_now(|db| {
            let mut all = String::new();
            for (table, columns) in schema(db)? {
                if table.starts_with("publish_") || table.starts_with("sense_") {
                    for column in columns {
                        let sql =
                            format!("select {column} from {table} where {column} is not null");
                        db.each(&sql, &[], |value: kernel::db::Value| {
                            if let kernel::db::Value::Text(text) = value {
                                all.push_str(&text);
                                all.push('\n');
                            }
                            Ok(())
                        })?;
                    }
                }
            }
            Ok(all)
        })
        .unwrap();
    for path in site.app.files().list().unwrap() {
        let bytes = site.app.files().get(&path).unwrap().unwrap_or_default();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

/// Adds a sentence to the report, and says it in the promise too.
fn say(space: &Space, planted: &Planted, sentence: &'static str) {
    let report = planted.report;
    change(space, move |tx| {
        let draft = publish::draft::latest(tx, report, Language::En).unwrap().unwrap();
        publish_source(tx, report, &format!("{}\n{sentence}\n", draft.source)).unwrap();
        let promise = promise::by_number(tx, 2).unwrap().unwrap();
        let draft = promise::Draft {
            programme: promise.programme,
            community: promise.community,
            title: promise.title,
            said: Both::new(sentence, sentence),
            who: promise.who,
            answers: Vec::new(),
            quotes: None,
        };
        // What it answers and quotes is hung on it again.
        let answers: Vec<sense::FindingId> = promise::answers(tx, promise.id).unwrap();
        let quotes: Vec<sense::HighlightId> =
            kernel::thread::back(tx, promise.id, kernel::thread::Relation::Quotes).unwrap();
        let draft = promise::Draft {
            answers: answers.into_iter().map(Into::into).collect(),
            quotes: quotes.first().map(|one| (*one).into()),
            ..draft
        };
        promise::edit(tx, promise.id, &draft).unwrap();
    });
}

fn versions(space: &Space, planted: &Planted) -> u32 {
    let report = planted.report;
    space.read_now(move |db| publication::current(db, report)).unwrap().unwrap().version
}

#[test]
fn a_name_that_is_hidden_later_leaves_what_was_published() {
    on_both(|test| {
        let planted = planted(&test.space);
        say(&test.space, &planted, "We heard it from heronquill drivers.");
        let site = site(test);
        let mut reader = site.visitor();
        assert!(public(&mut reader).contains("heronquill"));
        work(&site);
        assert!(kept(&site).contains("from heronquill drivers") && kept(&site).contains("%PDF"));
        let before = versions(&test.space, &planted);
        let voice = planted.voice;
        change(&test.space, move |tx| {
            redaction::add_typed(tx, voice, redaction::Part::Words, 1, "heronquill").unwrap();
        });
        assert!(!public(&mut reader).to_lowercase().contains("heronquill"));
        work(&site);
        assert!(!kept(&site).to_lowercase().contains("heronquill"));
        assert_eq!(versions(&test.space, &planted), before + 1);
        // Everything else still stands, and the quote says that a name is hidden.
        let page = reader.get("/en/reports/a-year").text;
        assert!(page.contains("[name hidden]") && page.contains("We heard it from"), "{page}");
    });
}

#[test]
fn a_name_leaves_when_its_person_lets_the_words_stand_without_it() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        change(&test.space, move |tx| {
            narrator::reach_at(tx, voice, "wrenna@example.org").unwrap();
            let narrator = voice::find(tx, voice).unwrap().unwrap().narrator.unwrap();
            let person = Person {
                pseudonym: "P77".into(),
                name: Some("Wrenna Larkholt".into()),
                email: Some("wrenna@example.org".into()),
                phone: None,
            };
            narrator::edit(tx, narrator, &person).unwrap();
            voice::change_permission(tx, voice, Permission::only(Rung::Named)).unwrap();
        });
        say(&test.space, &planted, "Wrenna Larkholt told us so, and Wrenna knows.");
        let site = site(test);
        let mut reader = site.visitor();
        assert!(public(&mut reader).contains("Larkholt"));
        work(&site);
        assert!(kept(&site).contains("Larkholt"));
        let before = versions(&test.space, &planted);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let path = format!("/en/desk/voices/{voice}/permission");
        assert_eq!(officer.post(&path, &[("rung", "online")]).status, 303);
        let public = public(&mut reader);
        assert!(!public.contains("Larkholt") && !public.contains("Wrenna"));
        assert!(public.contains("Two heronquill buses"), "the words still stand");
        work(&site);
        let kept = kept(&site);
        assert!(!kept.contains("Larkholt") && !kept.contains("Wrenna"));
        assert_eq!(versions(&test.space, &planted), before + 1);
    });
}

#[test]
fn an_officers_narrowing_is_told_to_followers_and_leaves_no_quote_or_print() {
    on_both(|test| {
        for (path, field) in
            [("permission", ("rung", "count")), ("closure", ("closed", "for-good"))]
        {
            let own = match &test.place {
                kernel::db::Place::File(_) => kernel::testing::sqlite(),
                kernel::db::Place::Server(_) => kernel::testing::postgres().unwrap(),
            };
            let planted = planted(&own.space);
            let site = site(&own);
            let mut reader = site.visitor();
            assert!(public(&mut reader).contains("heronquill"));
            work(&site);
            let mut officer = site.signed_in(Role::Administrator, Scope::Space);
            let path = format!("/en/desk/voices/{}/{path}", planted.voice);
            assert_eq!(officer.post(&path, &[field]).status, 303);
            assert!(!public(&mut reader).contains("heronquill"));
            work(&site);
            for word in ["heronquill", "glasswort", "crëyrbluen", "corsblanhigyn"] {
                assert!(!kept(&site).contains(word), "{word}");
            }
            let told = own.space.read_now(|db| feed::latest(db, 9)).unwrap();
            let removed = told.iter().filter(|one| one.kind == feed::Kind::WordsRemoved);
            assert_eq!(removed.count(), 1);
            assert_eq!(versions(&own.space, &planted), 3);
        }
    });
}

#[test]
fn letting_words_stand_in_reports_alone_takes_them_off_the_rest_of_the_site() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        change(&test.space, move |tx| {
            voice::change_permission(tx, voice, Permission::only(Rung::Quote)).unwrap();
        });
        let site = site(test);
        let mut reader = site.visitor();
        for path in ["/en/you-said-we-did", "/en/promises/2", "/api/v1/promises"] {
            let text = reader.get(path).text;
            assert!(!text.contains("glasswort") && !text.contains("heronquill"), "{path}");
        }
        assert!(reader.get("/en/reports/a-year").text.contains("glasswort"));
    });
}

#[test]
fn a_persons_names_go_with_their_last_voice() {
    on_both(|test| {
        let planted = planted(&test.space);
        let known = planted.world.voice("few");
        let (first, second, person) = change(&test.space, move |tx| {
            let known = voice::find(tx, known).unwrap().unwrap();
            let mut draft = voice::Draft::new(known.campaign, known.community, "It is steep here.");
            draft.permission = Some(Permission::only(Rung::Online));
            draft.speaker = Speaker::New(Person {
                pseudonym: "Linnetholm".into(),
                name: Some("Corrin Linnet".into()),
                email: Some("corrin@linnet.example".into()),
                phone: Some("01970 555 019".into()),
            });
            let first = voice::record(tx, draft.clone()).unwrap();
            let person = voice::find(tx, first).unwrap().unwrap().narrator.unwrap();
            draft.speaker = Speaker::Known(person);
            let second = voice::record(tx, draft).unwrap();
            (first, second, person)
        });
        let named = |space: &Space| {
            let found = space.read_now(move |db| narrator::find(db, person)).unwrap().unwrap();
            (found.pseudonym, found.name, found.email, found.phone)
        };
        let back = |voice| {
            change(&test.space, move |tx| {
                let asked = AskedBy::Officer;
                taking_back::withdraw(tx, voice, asked, taking_back::Reason::Asked).unwrap();
            });
        };
        back(first);
        assert_eq!(named(&test.space).1.as_deref(), Some("Corrin Linnet"));
        back(second);
        assert_eq!(named(&test.space), (String::new(), None, None, None));
        let site = site(test);
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        let list = officer.get("/en/desk/narrators").text;
        assert!(!list.contains(&person.to_string()));
        assert_eq!(officer.get(&format!("/en/desk/narrators/{person}")).status, 200);
    });
}

#[test]
fn a_text_that_is_older_than_a_voice_stays_and_later_copies_of_it_go() {
    const SAID: &str = "Nobody should have to choose between the bus and the doctor.";
    on_both(|test| {
        let planted = planted(&test.space);
        let (programme, known) = (planted.world.programme, planted.world.voice("bus"));
        let make = move |tx: &mut Tx<'_>| {
            let draft = promise::Draft {
                programme,
                community: None,
                title: Both::new("A bus to the doctor", "Bws at y meddyg"),
                said: Both::new(SAID, "Ni ddylai neb orfod dewis."),
                who: Both::new("The council", "Y cyngor"),
                answers: Vec::new(),
                quotes: None,
            };
            let text = Both::new("Asked.", "Gofynnwyd.");
            let step = promise::StepDraft { on: TODAY, state: promise::State::UnderWay, text };
            promise::make(tx, &draft, &step).unwrap()
        };
        let older = change(&test.space, make);
        let later = NOON + jiff::SignedDuration::from_hours(72);
        let copy = test.space.change_now(act_by(Actor::Command, later, 91), move |tx| {
            let known = voice::find(tx, known)?.unwrap();
            let mut draft = voice::Draft::new(known.campaign, known.community, SAID);
            draft.permission = Some(Permission::only(Rung::Online));
            let repeats = voice::record(tx, draft).unwrap();
            voice::review(tx, repeats, Review::Cleared).unwrap();
            let copy = make(tx);
            let finding = finding::by_number(tx, 1)?.unwrap();
            finding::check(tx, finding.id, SAID, TODAY).unwrap();
            let asked = AskedBy::Narrator;
            taking_back::withdraw(tx, repeats, asked, taking_back::Reason::Asked).unwrap();
            Ok(copy)
        });
        let copy = copy.unwrap();
        let said = |id| {
            let found = test.space.read_now(move |db| promise::find(db, id)).unwrap().unwrap();
            found.said.en
        };
        assert_eq!((said(older), said(copy)), (SAID.to_owned(), "[…].".to_owned()));
    });
}

#[test]
fn a_person_is_given_what_every_room_holds_of_them() {
    on_both(|test| {
        let planted = planted(&test.space);
        let voice = planted.voice;
        let person = change(&test.space, move |tx| {
            narrator::reach_at(tx, voice, "mair@example.org").unwrap();
            mail::post(tx, "mair@example.org", "What came of it", "Read it here.").unwrap();
            voice::find(tx, voice).unwrap().unwrap().narrator.unwrap()
        });
        let site = site(test);
        let mut archivist = site.signed_in(Role::Archivist, Scope::Space);
        let held = archivist.get(&format!("/en/desk/narrators/{person}/export"));
        let held: serde_json::Value = serde_json::from_str(&held.text).unwrap();
        let made = &held["made_of_them"];
        assert_eq!(made["sense"]["read"][0]["notes"][0]["note"], "A sedgeletter to myself");
        assert_eq!(made["publish"]["quoted"].as_array().unwrap().len(), 2);
        assert_eq!(made["publish"]["lines"][0]["thread"], 1);
        assert_eq!(made["kernel"]["letters_waiting"][0]["subject"], "What came of it");
        let mut officer = site.signed_in(Role::Administrator, Scope::Space);
        officer.post(&format!("/en/desk/narrators/{person}/erasure"), &[("sure", "yes")]);
        let waiting = test.space.read_now(|db| mail::due(db, NOON, 100)).unwrap();
        assert!(waiting.iter().all(|letter| letter.recipient != "mair@example.org"));
    });
}

#[test]
fn a_report_is_found_by_an_address_without_the_words_that_left_its_title() {
    on_both(|test| {
        let planted = planted(&test.space);
        let (programme, voice) = (planted.world.programme, planted.voice);
        let title = "The glasswort lane home in the rain with nobody";
        let id = change(&test.space, move |tx| {
            let title = Both::new(title, "");
            report::create(tx, &report::NewReport { programme, community: None, title }).unwrap()
        });
        let slug = || test.space.read_now(move |db| report::find(db, id)).unwrap().unwrap().slug;
        assert_eq!(slug(), ADDRESS);
        change(&test.space, move |tx| {
            let asked = AskedBy::Officer;
            taking_back::withdraw(tx, voice, asked, taking_back::Reason::Asked).unwrap();
        });
        assert!(slug().starts_with("report-") && !slug().contains(RARE), "{}", slug());
    });
}
