//! Ids that came in from outside: whoever knows one sees and publishes no more than its page shows
//! them.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod world;

use kernel::access::{Role, Scope};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::testing::{TestSpace, on_both};
use kernel::{Both, Language};
use sense::finding::{self, Confidence, Level, Side};
use sense::{FindingId, ThemeId, theme};
use web::testing::{Site, Visitor};
use world::{World, change, press, world};

/// Another community of the world's programme.
fn neighbour(test: &TestSpace, programme: ProgrammeId) -> CommunityId {
    change(&test.space, move |tx| {
        let draft = places::community::Draft {
            programme,
            name: Both::new("Neighbour", "Cymydog"),
            nation: places::community::Nation::Wales,
            joined_on: world::TODAY,
        };
        places::community::create(tx, &draft).unwrap()
    })
}

/// A finding of a community, with evidence.
fn concluded(test: &TestSpace, world: &World, sentence: &'static str) -> FindingId {
    let (programme, community) = (world.programme, world.community);
    let highlight = world.highlight("bus");
    change(&test.space, move |tx| {
        let draft = finding::Draft {
            programme,
            community: Some(community),
            sentence: Both::new(sentence, ""),
            level: Level::ACCOUNTS,
            confidence: Confidence::Fairly,
            limits: Both::new("Only those we met.", ""),
        };
        let id = finding::create(tx, &draft).unwrap();
        finding::cite(tx, id, highlight, Side::For).unwrap();
        id
    })
}

/// A theme of the world's other programme.
fn foreign_theme(test: &TestSpace, world: &World) -> ThemeId {
    let elsewhere = world.elsewhere;
    change(&test.space, move |tx| {
        let draft = theme::Draft::named(Both::new("Foreign", "Dieithr"), Both::new("x", "x"));
        theme::create(tx, elsewhere, &draft).unwrap()
    })
}

fn fields<'a>(place: &'a str, extra: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("place", place),
        ("title_en", "A bench"),
        ("title_cy", "Mainc"),
        ("said_en", "There is nowhere to sit"),
        ("said_cy", "Does unman i eistedd"),
        ("who_en", "The council"),
        ("who_cy", "Y cyngor"),
        ("on", "2026-10-01"),
        ("state", "under-way"),
        ("text_en", "Asked for."),
        ("text_cy", "Gofynnwyd amdani."),
    ];
    fields.retain(|(name, _)| extra.iter().all(|(other, _)| other != name));
    fields.extend(extra);
    fields
}

const WORDS: &str = "Two buses and a walk";
const SENTENCE: &str = "The walk to the clinic is long";

#[test]
fn a_promise_hangs_on_nothing_that_its_maker_may_not_see() {
    on_both(|test| {
        let world = world(&test.space);
        let neighbour = neighbour(test, world.programme);
        let (finding, foreign) = (concluded(test, &world, SENTENCE), foreign_theme(test, &world));
        let site = Site::on(test, publish::routes(press()));
        let mut host = site.signed_in(Role::HostManager, Scope::Community(neighbour));
        let (place, finding) = (neighbour.to_string(), finding.to_string());
        let (quote, foreign) = (world.highlight("bus").to_string(), foreign.to_string());
        let before = promises(test);
        for extra in [
            &[("findings", finding.as_str()), ("quote", quote.as_str())][..],
            &[("findings", finding.as_str())],
            &[("quote", quote.as_str())],
            &[("themes", foreign.as_str())],
            // Something else is wrong too: the form comes back, and shows nothing.
            &[("findings", finding.as_str()), ("quote", quote.as_str()), ("title_en", "")],
        ] {
            let answer = host.post("/en/desk/promises", &fields(&place, extra));
            assert_eq!(answer.status, 422, "{extra:?}");
            assert!(!answer.text.contains(WORDS), "{extra:?}");
            assert!(!answer.text.contains(SENTENCE), "{extra:?}");
        }
        assert_eq!(promises(test), before);
        assert!(!site.visitor().get("/en/you-said-we-did").text.contains(WORDS));
        let form = host.get("/en/desk/promises/new").text;
        // Findings of the whole programme are beyond a community's own people too: 404.
        assert!(!form.contains(SENTENCE) && !form.contains("The minibus helped"), "{form}");
        // Who may see both may promise on them.
        let mut own = site.signed_in(Role::HostManager, Scope::Community(world.community));
        let place = world.community.to_string();
        let both = [("findings", finding.as_str()), ("quote", quote.as_str())];
        let made = own.post("/en/desk/promises", &fields(&place, &both));
        assert_eq!(made.status, 303, "{}", made.text);
        assert!(site.visitor().get("/en/you-said-we-did").text.contains(WORDS));
    });
}

fn promises(test: &TestSpace) -> i64 {
    test.space.read_now(publish::promise::count).unwrap()
}

#[test]
fn what_a_promise_hangs_on_beyond_its_editor_stays_and_is_not_shown() {
    on_both(|test| {
        let world = world(&test.space);
        let neighbour = neighbour(test, world.programme);
        let finding = concluded(test, &world, SENTENCE);
        let site = Site::on(test, publish::routes(press()));
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Programme(world.programme));
        let (place, id) = (neighbour.to_string(), finding.to_string());
        let quote = world.highlight("bus").to_string();
        let both = [("findings", id.as_str()), ("quote", quote.as_str())];
        let made = manager.post("/en/desk/promises", &fields(&place, &both));
        let path = made.location().to_owned() + "/edit";
        let mut host = site.signed_in(Role::HostManager, Scope::Community(neighbour));
        let form = host.get(&path);
        assert_eq!(form.status, 200);
        assert!(!form.text.contains(WORDS) && !form.text.contains(SENTENCE), "{}", form.text);
        let saved = host.post(&path, &fields(&place, &[("title_en", "A bench and a tree")]));
        assert_eq!(saved.status, 303, "{}", saved.text);
        let form = manager.get(&path).text;
        assert!(form.contains(WORDS) && form.contains("A bench and a tree"), "{form}");
        // And its manager may still let both go.
        assert_eq!(manager.post(&path, &fields(&place, &[])).status, 303);
        assert!(!site.visitor().get("/en/you-said-we-did").text.contains(WORDS));
    });
}

fn preview(writer: &mut Visitor<'_>, slug: &str, source: &str) -> String {
    let fields = [("language", Language::En.word()), ("after", "1"), ("source", source)];
    writer.post(&format!("/en/desk/reports/{slug}/preview"), &fields).text
}

#[test]
fn a_report_offers_and_uses_only_findings_that_its_writer_may_see() {
    on_both(|test| {
        let world = world(&test.space);
        concluded(test, &world, SENTENCE);
        let site = Site::on(test, publish::routes(press()));
        let mut writer = site.signed_in(Role::Evaluator, Scope::Community(world.community));
        let place = format!("{}/{}", world.programme, world.community);
        let begun = writer.post("/en/desk/reports", &[("title_en", "Ours"), ("place", &place)]);
        assert_eq!(begun.location(), "/en/desk/reports/ours");
        let own = "---\ntitle: T\n---\n\n:claim[It is long.]{#long findings=\"6\"}\n";
        let shown = preview(&mut writer, "ours", own);
        assert!(!shown.contains("E113"), "{shown}");
        assert!(shown.contains(SENTENCE) && !shown.contains("The minibus helped"), "{shown}");
        // The programme's finding has a page that this writer gets no sight of.
        let source = own.replace('6', "1");
        assert!(preview(&mut writer, "ours", &source).contains("E113"));
        let fields = [("language", "en"), ("after", "1"), ("source", source.as_str())];
        assert_eq!(writer.post("/en/desk/reports/ours", &fields).status, 303);
        let page = writer.get("/en/desk/reports/ours/publishing").text;
        assert!(page.contains("E113"), "{page}");
        let refused = writer.post("/en/desk/reports/ours/publishing", &[("number_en", "2")]);
        assert_eq!(refused.status, 422);
        let mut manager = site.signed_in(Role::ProgrammeManager, Scope::Programme(world.programme));
        assert!(!preview(&mut manager, "ours", &source).contains("E113"));
    });
}
