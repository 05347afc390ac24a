//! A space in which every column that people type into holds what one person said.

use super::planted::{Planted, planted};
use super::schema::typed;
use super::world::{TODAY, change};
use kernel::keeper::{self, Audience, Holds, Shape, Table};
use kernel::permission::{Permission, Rung};
use kernel::{Both, Fault, Space, Tx, mail, settings};
use listen::voice::AskedBy;
use listen::{VoiceId, voice};
use publish::recommendation;
use std::collections::BTreeSet;

/// What the planted voice said, as somebody typed it by hand elsewhere.
pub const TYPED: &str = "They went the glasswort lane home in the rain, with nobody.";
/// The same in an address.
pub const ADDRESS: &str = "the-glasswort-lane-home-in-the-rain-with-nobody";
/// A word of it that stands nowhere else.
pub const RARE: &str = "glasswort";

/// The columns of those `kept` in which the rare word stands.
pub fn standing(space: &Space, kept: impl Fn(Audience) -> bool) -> BTreeSet<String> {
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
pub fn sown(space: &Space) -> Planted {
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
pub fn rows(tx: &mut Tx<'_>, planted: VoiceId) {
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
pub fn sow(tx: &mut Tx<'_>, table: &Table, column: &str) -> Result<(), Fault> {
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
