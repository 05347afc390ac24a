//! Stories of voices, through HTTP, on both databases.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod valley;

use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung, purpose};
use kernel::testing::on_both;
use listen::VoiceId;
use listen::voice::{self as verbs, Draft, Review};
use valley::{TODAY, done, refused, roles, valley, voice};
use web::testing::Site;

const FORM: &[(&str, &str)] = &[
    ("words", "Mair: What of the bus?\nP07: It’s two buses, then that hill."),
    ("language", "en"),
    ("described", "Woman, 70s"),
    ("pseudonym", "P07"),
    ("heard_on", "2026-11-20"),
    ("entered_how", "paper"),
    ("tags", "age: 70s\nlives: alone"),
    ("rung", "quote"),
    ("contact", "yes"),
];

#[test]
fn a_voice_is_written_down_and_read() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut worker = site.signed_in(Role::LocalWorker, Scope::Community(valley.helyg));
        let form = worker.get("/en/desk/voices/new");
        assert_eq!(form.status, 200, "{}", form.text);
        assert!(!form.text.contains("name=\"rung\" value=\"count\" checked"));
        assert!(!form.text.contains("id=\"sound\" name=\"sound\" value=\"yes\" checked"));
        let (campaign, community) = (valley.campaign.to_string(), valley.helyg.to_string());
        let mut fields = FORM.to_vec();
        fields.extend([("campaign", campaign.as_str()), ("community", &community)]);
        let answer = worker.post("/en/desk/voices", &fields);
        assert_eq!(answer.status, 303, "{}", answer.text);
        let card = worker.get(answer.location());
        assert_eq!(card.status, 200);
        assert!(answer.location().ends_with("/card"));
        let path = answer.location().trim_end_matches("/card").to_owned();
        let page = worker.get(&path);
        assert_eq!(page.status, 200, "{}", page.text);
        for words in ["two buses, then that hill", "Woman, 70s", "P07", "From paper", "lives"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert!(page.text.contains("In reports, name changed"));
        assert!(page.text.contains("Wants to hear what happened"));
        let welsh = worker.get(&path.replace("/en/desk/voices", "/cy/desg/lleisiau"));
        assert!(welsh.text.contains("Oddi ar bapur"), "{}", welsh.text);
    });
}

#[test]
fn nothing_is_assumed_and_nothing_typed_is_lost() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut worker = site.signed_in(Role::LocalWorker, Scope::Community(valley.helyg));
        let (campaign, community) = (valley.campaign.to_string(), valley.helyg.to_string());
        let mut fields: Vec<(&str, &str)> =
            FORM.iter().copied().filter(|(name, _)| *name != "rung").collect();
        fields.extend([("campaign", campaign.as_str()), ("community", &community)]);
        let answer = worker.post("/en/desk/voices", &fields);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("<title>Error: "));
        assert!(answer.text.contains("href=\"#rung\""));
        assert!(answer.text.contains("two buses, then that hill"));
        assert!(answer.text.contains("lives: alone"));
        let list = worker.get("/en/desk/voices");
        assert!(list.text.contains("No voices here"), "{}", list.text);
    });
}

#[test]
fn a_closed_campaign_takes_no_voice_and_says_so() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Space);
        let (campaign, community) = (valley.campaign.to_string(), valley.helyg.to_string());
        let closing = format!("/en/desk/campaigns/{campaign}/closing");
        assert_eq!(evaluator.post(&closing, &[]).status, 303);
        let mut fields = FORM.to_vec();
        fields.extend([("campaign", campaign.as_str()), ("community", &community)]);
        let answer = evaluator.post("/en/desk/voices", &fields);
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("This campaign is closed and takes no more voices."));
        assert_eq!(evaluator.post(&closing, &[("open", "yes")]).status, 303);
        assert_eq!(evaluator.post("/en/desk/voices", &fields).status, 303);
    });
}

/// The wall between hosts: another community's voice is nowhere to be seen.
#[test]
fn a_host_manager_sees_nothing_of_another_community() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "The secret minibus of Helyg");
        let number = verbs_number(test, id);
        let site = Site::on(test, listen::routes());
        let mut own = site.signed_in(Role::HostManager, Scope::Community(valley.helyg));
        let mut other = site.signed_in(Role::HostManager, Scope::Community(valley.northfield));
        assert!(own.get("/en/desk/voices").text.contains("secret minibus"));
        assert!(own.get("/en/desk/voices?words=minibus").text.contains("<mark>minibus</mark>"));
        let community = valley.helyg;
        for query in [
            String::new(),
            "?words=minibus".into(),
            format!("?words={number}"),
            format!("?community={community}"),
            "?rung=online".into(),
            "?state=waiting".into(),
        ] {
            let list = other.get(&format!("/en/desk/voices{query}"));
            assert_eq!(list.status, 200);
            assert!(!list.text.contains("minibus</mark>"), "{query}");
            assert!(!list.text.contains("secret"), "{query}");
            assert!(!list.text.contains(&id.to_string()), "{query}");
        }
        assert!(!other.get("/en/desk/review").text.contains("secret"));
        for page in [
            "",
            "/edit",
            "/card",
            "/permission",
            "/closure",
            "/redaction",
            "/concerns",
            "/agreement",
        ] {
            let answer = other.get(&format!("/en/desk/voices/{id}{page}"));
            assert_eq!(answer.status, 404, "{page}");
            assert!(!answer.text.contains("secret"), "{page}");
        }
        for (page, fields) in [
            ("/permission", vec![("rung", "named")]),
            ("/redaction", vec![("line", "1"), ("typed", "secret")]),
            ("/review", vec![("outcome", "cleared")]),
            ("/original", vec![]),
            ("/concerns", vec![("account", "x")]),
            ("", vec![("title", "x"), ("language", "en")]),
        ] {
            let answer = other.post(&format!("/en/desk/voices/{id}{page}"), &fields);
            assert_eq!(answer.status, 404, "{page}");
        }
        let mut both = site.signed_in_with(&[
            (Role::Evaluator, Scope::Community(valley.northfield)),
            (Role::LocalWorker, Scope::Community(valley.helyg)),
        ]);
        assert!(!both.get("/en/desk/voices/export").text.contains("secret"));
    });
}

fn verbs_number(test: &kernel::testing::TestSpace, id: VoiceId) -> String {
    let found = test.space.read_now(move |db| verbs::find(db, id)).unwrap().unwrap();
    found.number.plain()
}

/// Who may open which page, role by role; the rest find nothing there.
#[test]
fn every_role_opens_what_its_policy_says_and_nothing_else() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "Words");
        let site = Site::on(test, listen::routes());
        use Role::*;
        let readers = vec![
            Administrator,
            ProgrammeManager,
            HostManager,
            LocalWorker,
            Evaluator,
            Archivist,
            SafeguardingLead,
        ];
        let one = |page: &str| format!("/en/desk/voices/{id}{page}");
        let recorders = vec![Administrator, ProgrammeManager, HostManager, LocalWorker, Evaluator];
        let changers = vec![Administrator, ProgrammeManager, HostManager, LocalWorker, Archivist];
        let pages: Vec<(String, Vec<Role>)> = vec![
            ("/en/desk/voices".into(), readers.clone()),
            ("/en/desk/campaigns".into(), readers.clone()),
            ("/en/desk/wording".into(), readers.clone()),
            (one(""), readers.clone()),
            (one("/card"), readers.clone()),
            ("/en/desk/voices/new".into(), recorders.clone()),
            (one("/edit"), recorders),
            (one("/permission"), changers.clone()),
            (one("/agreement"), changers.clone()),
            ("/en/desk/narrators".into(), changers),
            (one("/closure"), vec![Administrator, ProgrammeManager, Archivist]),
            (one("/redaction"), vec![Administrator, ProgrammeManager, HostManager, Evaluator]),
            (
                "/en/desk/review".into(),
                vec![Administrator, ProgrammeManager, HostManager, Evaluator],
            ),
            (
                "/en/desk/import".into(),
                vec![Administrator, ProgrammeManager, HostManager, Evaluator],
            ),
            ("/en/desk/voices/export".into(), vec![Administrator, ProgrammeManager, Evaluator]),
            (one("/concerns"), readers),
            ("/en/desk/concerns".into(), vec![SafeguardingLead]),
        ];
        for (role, scope) in roles(valley.helyg) {
            let mut person = site.signed_in(role, scope);
            for (page, may) in &pages {
                let expected = if may.contains(&role) { 200 } else { 404 };
                let found = person.get(page);
                assert_eq!(found.status, expected, "{role} {page} {}", found.text);
            }
        }
        for (page, _) in &pages {
            let answer = site.visitor().get(page);
            assert_eq!(answer.status, 303, "{page}");
            assert!(answer.location().starts_with("/en/sign-in"), "{page}");
        }
    });
}

#[test]
fn hostile_words_are_shown_and_never_run() {
    on_both(|test| {
        let valley = valley(test);
        let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> & bus";
        let id = voice(test, valley, hostile);
        let site = Site::on(test, listen::routes());
        let mut evaluator = site.signed_in(Role::Administrator, Scope::Space);
        for page in [
            "/en/desk/voices".to_owned(),
            "/en/desk/voices?words=bus".into(),
            format!("/en/desk/voices/{id}"),
            format!("/en/desk/voices/{id}/edit"),
            format!("/en/desk/voices/{id}/redaction"),
            "/en/desk/review".into(),
        ] {
            let text = evaluator.get(&page).text;
            assert!(!text.contains("<script>alert") && !text.contains("<img"), "{page}");
            assert!(text.contains("alert(1)"), "{page}");
        }
    });
}

#[test]
fn an_id_that_is_none_is_not_found() {
    on_both(|test| {
        valley(test);
        let site = Site::on(test, listen::routes());
        let mut admin = site.signed_in(Role::Administrator, Scope::Space);
        let unknown = "019aa000-0000-7000-8000-000000000000";
        for id in [unknown, "1", "..%2f..", "' or 1=1"] {
            let id = id.replace(' ', "%20");
            for page in ["", "/edit", "/card", "/permission", "/closure", "/redaction"] {
                assert_eq!(
                    admin.get(&format!("/en/desk/voices/{id}{page}")).status,
                    404,
                    "{id}{page}"
                );
            }
            for noun in ["narrators", "campaigns", "import"] {
                assert_eq!(admin.get(&format!("/en/desk/{noun}/{id}")).status, 404, "{noun}/{id}");
            }
        }
    });
}

#[test]
fn a_form_from_elsewhere_changes_nothing() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "Words");
        let site = Site::on(test, listen::routes());
        let mut admin = site.signed_in(Role::Administrator, Scope::Space);
        let answer =
            admin.post_bare(&format!("/en/desk/voices/{id}/permission"), &[("rung", "named")]);
        assert_eq!(answer.status, 403);
        let voice = test.space.read_now(move |db| verbs::find(db, id)).unwrap().unwrap();
        assert_eq!(voice.permission.rung, Rung::Online);
    });
}

#[test]
fn lists_are_paged_and_narrowed() {
    on_both(|test| {
        let valley = valley(test);
        for n in 0..60 {
            let mut draft = Draft::new(
                valley.campaign,
                if n % 2 == 0 { valley.helyg } else { valley.northfield },
                format!("Bus number {n:02} was late"),
            );
            draft.permission =
                Some(Permission::only(if n % 3 == 0 { Rung::Quote } else { Rung::Count }));
            draft.heard_on = Some(TODAY.checked_sub(jiff_days(n)).unwrap());
            done(test, move |tx| verbs::record(tx, draft));
        }
        let site = Site::on(test, listen::routes());
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Space);
        let mut path = "/en/desk/voices".to_owned();
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..3 {
            let page = evaluator.get(&path);
            for n in 0..60 {
                if page.text.contains(&format!("Bus number {n:02} ")) {
                    assert!(seen.insert(n), "{n} stands twice");
                }
            }
            let next = page.text.split("rel=\"next\" href=\"").nth(1);
            path = next.and_then(|rest| rest.split('"').next()).unwrap_or("").replace("&#38;", "&");
        }
        assert_eq!(seen.len(), 60);
        assert!(path.is_empty(), "{path}");
        let count = |evaluator: &mut web::testing::Visitor<'_>, query: &str| {
            let text = evaluator.get(&format!("/en/desk/voices?{query}")).text;
            let tally = text.split("Voices: ").nth(1).unwrap_or_default();
            tally.split('.').next().unwrap_or_default().to_owned()
        };
        assert_eq!(count(&mut evaluator, "rung=quote"), "20");
        assert_eq!(count(&mut evaluator, &format!("community={}", valley.helyg)), "30");
        assert_eq!(count(&mut evaluator, &format!("campaign={}", valley.campaign)), "60");
        assert_eq!(count(&mut evaluator, "from=2026-11-20&to=2026-11-21"), "2");
        assert_eq!(count(&mut evaluator, "words=number+07"), "1");
        assert_eq!(count(&mut evaluator, "words=bus"), "60");
        assert_eq!(count(&mut evaluator, "words=bus&rung=quote"), "20");
        assert_eq!(count(&mut evaluator, "state=cleared"), "0");
        let second = evaluator.get("/en/desk/voices?words=bus&after=50");
        assert_eq!(second.text.matches("<mark>Bus</mark>").count(), 10);
    });
}

fn jiff_days(n: i32) -> jiff::Span {
    jiff::Span::new().days(n)
}

#[test]
fn a_theme_narrows_the_list_however_many_voices_hold_it() {
    on_both(|test| {
        let valley = valley(test);
        let ids: Vec<_> = (0..40).map(|n| voice(test, valley, &format!("Bus {n}"))).collect();
        let some: Vec<_> = ids.iter().copied().take(7).collect();
        // A list too long for one statement, most of which is not there.
        let mut many = some.clone();
        many.extend((0..2_000).map(|n| VoiceId(kernel::ids::Uuid::from_u128(n))));
        for only in [some, many] {
            for words in ["", "bus"] {
                let filter = verbs::Filter {
                    words: words.into(),
                    only: Some(only.clone()),
                    ..Default::default()
                };
                let found = test.space.read_now(move |db| {
                    let reach = kernel::access::Reach::EVERYWHERE;
                    let first = verbs::list(db, &reach, &filter, None, 4)?;
                    let next = first.next.clone();
                    let second = verbs::list(db, &reach, &filter, next.as_deref(), 4)?;
                    Ok((first.found.len(), second.found.len(), second.next))
                });
                assert_eq!(found.unwrap(), (4, 3, None));
            }
        }
    });
}

#[test]
fn a_voice_is_mended_until_readers_mark_it() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "The bus is late");
        let site = Site::on(test, listen::routes());
        let mut worker = site.signed_in(Role::LocalWorker, Scope::Community(valley.helyg));
        done(test, move |tx| verbs::review(tx, id, Review::Cleared));
        let path = format!("/en/desk/voices/{id}");
        let fields = [("words", "The bus is early"), ("language", "en"), ("title", "P08")];
        assert_eq!(worker.post(&path, &fields).status, 303);
        let page = worker.get(&path);
        assert!(page.text.contains("The bus is early") && page.text.contains("P08"));
        assert!(page.text.contains("Waits for a review"), "mended words are looked at again");
        assert!(worker.get("/en/desk/voices?words=late").text.contains("No voices here"));
        test.space.change_now(kernel::testing::act(), move |tx| verbs::fix(tx, id)).unwrap();
        let form = worker.get(&format!("{path}/edit"));
        assert!(form.text.contains("Readers have begun to mark these words"));
        let fields = [("words", "The bus is gone"), ("language", "cy"), ("title", "P09")];
        assert_eq!(worker.post(&path, &fields).status, 303);
        let page = worker.get(&path);
        assert!(page.text.contains("The bus is early") && page.text.contains("P09"));
    });
}

#[test]
fn a_takedown_hides_a_voice_at_once_and_lifting_shows_it_again() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "The minibus waits");
        done(test, move |tx| verbs::review(tx, id, Review::Cleared));
        let site = Site::on(test, listen::routes());
        let mut admin = site.signed_in(Role::Administrator, Scope::Space);
        done(test, move |tx| verbs::take_down(tx, id, verbs::AskedBy::Officer, "a call"));
        let page = admin.get(&format!("/en/desk/voices/{id}"));
        assert!(!page.text.contains("minibus") && page.text.contains("Taken down while"));
        for path in [
            "/en/desk/voices",
            "/en/desk/voices?words=minibus",
            "/en/desk/voices/export",
            "/en/desk/review",
        ] {
            assert!(!admin.get(path).text.contains("minibus waits"), "{path}");
        }
        let down = admin.get("/en/desk/voices?state=down");
        assert!(down.text.contains(&id.to_string()));
        let original = admin.post(&format!("/en/desk/voices/{id}/original"), &[]);
        assert!(original.text.contains("The minibus waits"), "someone must look into it");
        done(test, move |tx| verbs::lift(tx, id, "all well"));
        assert!(admin.get("/en/desk/voices?words=minibus").text.contains("<mark>minibus</mark>"));
    });
}

#[test]
fn an_excerpt_goes_with_its_translation_only_line_by_line() {
    on_both(|test| {
        let valley = valley(test);
        let mut draft = Draft::new(valley.campaign, valley.helyg, "Mae’r bws yn hwyr.\nBob dydd.");
        draft.translation = Some("The bus is late.\nEvery day.".into());
        draft.language = "cy".into();
        draft.described = "Dyn, 60au".into();
        draft.permission = Some(Permission::only(Rung::Online));
        let id = done(test, move |tx| verbs::record(tx, draft));
        done(test, move |tx| verbs::review(tx, id, Review::Cleared));
        let excerpt = |start: usize, end: usize| {
            let read = test
                .space
                .read_now(move |db| verbs::excerpt(db, id, start..end, purpose::Site, TODAY));
            read.unwrap().unwrap().into_words()
        };
        let first = excerpt(0, 18);
        assert_eq!(first.text, "Mae’r bws yn hwyr.");
        assert_eq!(first.translation.as_deref(), Some("The bus is late."));
        assert_eq!((first.who(), first.language.as_str()), ("Dyn, 60au", "cy"));
        assert_eq!(excerpt(0, 28).translation.as_deref(), Some("The bus is late.\nEvery day."));
        assert_eq!(excerpt(6, 18).translation, None);
        assert_eq!(excerpt(500, 900).text, "");
    });
}

#[test]
fn an_export_holds_hidden_names_hidden_and_runs_nothing() {
    on_both(|test| {
        let valley = valley(test);
        let id = voice(test, valley, "=HYPERLINK(1) said Siân Puw");
        done(test, move |tx| {
            listen::redaction::add_typed(tx, id, listen::redaction::Part::Words, 1, "Siân Puw")
        });
        let site = Site::on(test, listen::routes());
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Space);
        let file = evaluator.get("/en/desk/voices/export?words=said");
        assert_eq!(file.status, 200);
        assert!(file.text.contains("'=HYPERLINK(1) said [name hidden]"), "{}", file.text);
        assert!(!file.text.contains("Siân"));
        assert_eq!(file.text.lines().count(), 2);
        let none = evaluator.get("/en/desk/voices/export?words=nothing");
        assert_eq!(none.text.lines().count(), 1);
    });
}

#[test]
fn words_that_were_taken_back_come_in_again_only_when_they_are_told_anew() {
    on_both(|test| {
        let valley = valley(test);
        let words = "We came here from the coast when the pit closed and never left.";
        let id = voice(test, valley, words);
        done(test, move |tx| verbs::forget(tx, id, verbs::AskedBy::Narrator, ""));
        let again = move |told_anew| {
            let dressed =
                "we came here from the COAST, when the pit closed, and ne\u{200b}ver left";
            let mut draft = Draft::new(valley.campaign, valley.helyg, dressed);
            draft.permission = Some(Permission::only(Rung::Online));
            draft.told_anew = told_anew;
            move |tx: &mut kernel::Tx<'_>| verbs::record(tx, draft)
        };
        assert_eq!(refused(test, again(false)), "voice-taken-back");
        let other = voice(test, valley, "We came here from the hills when the mill closed.");
        let edit = move |words: &str| {
            let words = words.to_owned();
            let edit = verbs::Edit {
                title: String::new(),
                described: String::new(),
                language: "en".into(),
                heard_on: None,
                entered_for: None,
                tags: Vec::new(),
                words: Some((words, None)),
            };
            move |tx: &mut kernel::Tx<'_>| verbs::edit(tx, other, edit)
        };
        assert_eq!(refused(test, edit(words)), "forgotten-words");
        done(test, again(true));
        done(test, edit(words));
    });
}

#[test]
fn a_form_that_is_sent_once_more_asks_whether_the_words_are_told_anew() {
    on_both(|test| {
        let valley = valley(test);
        let site = Site::on(test, listen::routes());
        let mut host = site.signed_in(Role::HostManager, Scope::Space);
        let (campaign, community) = (valley.campaign.to_string(), valley.helyg.to_string());
        let words = "We came here from the coast when the pit closed and never left.";
        let fields = [
            ("campaign", campaign.as_str()),
            ("community", community.as_str()),
            ("words", words),
            ("language", "en"),
            ("entered_how", "typed"),
            ("rung", "quote"),
        ];
        assert_eq!(host.post("/en/desk/voices", &fields).status, 303);
        let id: VoiceId =
            test.space.read_now(|db| db.only("select id from listen_voice", &[])).unwrap();
        done(test, move |tx| verbs::forget(tx, id, verbs::AskedBy::Narrator, ""));
        let refused = host.post("/en/desk/voices", &fields);
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("took them back") && refused.text.contains("told_anew"));
        assert!(refused.text.contains("never left"));
        let anew: Vec<(&str, &str)> = fields.into_iter().chain([("told_anew", "yes")]).collect();
        assert_eq!(host.post("/en/desk/voices", &anew).status, 303);
    });
}
