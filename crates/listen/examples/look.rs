//! Serves the room for a look.
#[path = "../tests/common/mod.rs"]
mod common;
use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::sqlite;
use kernel::{Both, Chance, Language, accounts};
use listen::voice::{self, Draft, Person, Speaker};
use std::sync::Arc;
fn main() {
    let test = sqlite();
    let valley = common::valley(&test);
    common::done(&test, |tx| {
        listen::agreement::word(
            tx,
            listen::agreement::Kind::Participation,
            &Both::new(
                "We will write down what you say.\nYou can stop at any time.",
                "Byddwn yn ysgrifennu’r hyn a ddywedwch.\nCewch stopio unrhyw bryd.",
            ),
        )
    });
    let mut d = Draft::new(
        valley.campaign,
        valley.helyg,
        "Mair: So what does a week look like, when you’ve a hospital appointment in it?\nP07: Well, it starts on the Sunday, see, because I’m working out the buses. It’s two buses and then that hill up to the eye clinic. And if the first one’s late you’ve lost the second.\nP07: I cancelled, in the end. I’ve cancelled three this year. You do, don’t you.\nMair: And has anything changed since then?\nP07: There’s Siân Puw from the top terrace, I’d not spoken to her since the school closed. Now she brings the flask.",
    );
    d.title = "P07, at home, 14 November".into();
    d.described = "Woman, 70s".into();
    d.tags = vec![("age".into(), "70s".into()), ("lives".into(), "alone".into())];
    d.heard_on = Some(jiff::civil::date(2026, 11, 14));
    d.speaker = Speaker::New(Person {
        pseudonym: "P07".into(),
        name: Some("Ceinwen".into()),
        ..Default::default()
    });
    d.permission = Some(Permission { contact: true, ..Permission::only(Rung::Online) });
    let id = common::done(&test, move |tx| voice::record(tx, d));
    common::done(&test, move |tx| {
        listen::redaction::add_typed(tx, id, listen::redaction::Part::Words, 5, "Siân Puw")
    });
    let mut d = Draft::new(
        valley.campaign,
        valley.helyg,
        "Mae’r bws yn hwyr bob dydd.\nDw i’n cerdded nawr.",
    );
    d.language = "cy".into();
    d.translation = Some("The bus is late every day.\nI walk now.".into());
    d.title = "P08, yn y neuadd".into();
    d.described = "Dyn, 60au".into();
    d.permission = Some(Permission::only(Rung::Quote));
    let second = common::done(&test, move |tx| voice::record(tx, d));
    for n in 0..40 {
        common::voice(
            &test,
            valley,
            &format!(
                "Number {n}: the bus was late and the hill was steep, but the neighbour waved."
            ),
        );
    }
    let token = common::done(&test, |tx| {
        let id = accounts::create(tx, "mair@example.org", "Mair Pugh", Language::En)?;
        for role in [Role::Administrator, Role::SafeguardingLead, Role::Evaluator] {
            accounts::grant(tx, id, role, Scope::Space)?;
        }
        Ok::<_, accounts::NotAccount>(accounts::start_session(tx, id)?)
    });
    let lead = common::done(&test, move |tx| {
        let who = accounts::by_email(tx, "mair@example.org")?.unwrap().id;
        Ok::<_, accounts::NotAccount>(who)
    });
    let _ = test
        .space
        .write_now(
            kernel::testing::act_by(kernel::Actor::Account(lead), kernel::testing::NOON, 77),
            move |tx| listen::concern::raise(tx, id, "She said the stairs frighten her."),
        )
        .unwrap();
    let concern: String = test
        .space
        .read_now(|db| {
            db.only("select id from listen_concern", &[])
                .map(|id: listen::ConcernId| id.to_string())
        })
        .unwrap();
    let narrator: String = test
        .space
        .read_now(|db| {
            db.only("select id from listen_narrator", &[])
                .map(|id: listen::NarratorId| id.to_string())
        })
        .unwrap();
    let app = web::App::new(web::Setup {
        space: test.space.clone(),
        files: kernel::files::Files::in_folder(&test.folder().join("files")).unwrap(),
        clock: Arc::new(kernel::clock::StandingClock::at(kernel::testing::NOON)),
        chance: Chance::seeded([42; 32]),
        base: "http://127.0.0.1:8097".into(),
        behind_proxy: true,
        largest_upload: 2 << 20,
    })
    .unwrap();
    println!(
        "TOKEN={}\nID={id}\nSECOND={second}\nCONCERN={concern}\nNARRATOR={narrator}\nCAMPAIGN={}",
        token.reveal(),
        valley.campaign
    );
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:8097").await.unwrap();
        web::axum::serve(listener, listen::routes().serve(app)).await.unwrap();
    });
}
