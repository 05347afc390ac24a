//! What everyone reads of a report and its promises, and what the rooms keep of it.

use super::planted::Planted;
use super::schema::schema;
use super::world::{change, press, publish_source, text_of};
use kernel::testing::TestSpace;
use kernel::{Both, Language, Space};
use publish::{promise, publication, routes};
use web::testing::{Site, Visitor};

pub fn site(test: &TestSpace) -> Site<'_> {
    let routes = routes(press()).and(listen::routes()).and(sense::routes()).and(people::routes());
    Site::on(test, routes.and(places::routes()))
}

/// What everyone reads of the report and the promises.
pub fn public(reader: &mut Visitor<'_>) -> String {
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
pub fn kept(site: &Site<'_>) -> String {
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
pub fn say(space: &Space, planted: &Planted, sentence: &'static str) {
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

pub fn versions(space: &Space, planted: &Planted) -> u32 {
    let report = planted.report;
    space.read_now(move |db| publication::current(db, report)).unwrap().unwrap().version
}
