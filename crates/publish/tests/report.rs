//! Stories of reports through HTTP: written, checked, published, read, replaced.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod world;

use kernel::access::{Role, Scope};
use kernel::permission::{Closure, Permission, Rung};
use kernel::testing::{on_both, postgres, sqlite};
use kernel::{Language, Timestamp};
use publish::publication;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use web::testing::{Answer, Site, Visitor};
use world::{World, change, press, world};

const SOURCE: &str = "---\ntitle: A year in Cwm Helyg\nsubtitle: What people told us.\nkind: Learning report\ncommunity: cwm-helyg\n---\n\n::short{claims=\"bus late\"}\n\n## Getting there\n\nIt took two buses. :claim[Older residents missed fewer appointments.]{#bus findings=1} It does :differs[not work for everyone]{claim=bus}. See [the asks](#what-we-ask) & <them>.\n\n::quote{highlight=%bus% claim=bus}\n\n::quote{highlight=%bus3%}\n\n:claim[The bus is late.]{#late findings=4}\n\n::themes{title=\"Getting there came up most\"}\n\n## What we ask\n\n::recommendation[Put clinics on Tuesdays.]{#clinic to=\"Health board\" rests-on=bus}\n\n::promise{number=1}\n";

fn source(world: &World) -> String {
    world.filled(SOURCE).replace(" & <them>", " &amp; them")
}

/// Begins a report and saves its English text.
fn written(site: &Site<'_>, world: &World, text: &str) -> &'static str {
    let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
    let place = format!("{}/{}", world.programme, world.community);
    let begun =
        writer.post("/en/desk/reports", &[("title_en", "A year in Cwm Helyg"), ("place", &place)]);
    assert_eq!(begun.location(), "/en/desk/reports/a-year-in-cwm-helyg", "{}", begun.text);
    let saved = save(&mut writer, "en", text, "1");
    assert_eq!(saved.status, 303, "{}", saved.text);
    "a-year-in-cwm-helyg"
}

fn save(writer: &mut Visitor<'_>, language: &str, text: &str, after: &str) -> Answer {
    let fields = [("language", language), ("after", after), ("source", text)];
    writer.post("/en/desk/reports/a-year-in-cwm-helyg", &fields)
}

fn publish(site: &Site<'_>, number: &str, extra: &[(&str, &str)]) -> Answer {
    let mut publisher = site.signed_in(Role::ProgrammeManager, Scope::Space);
    let mut fields = vec![("number_en", number)];
    fields.extend(extra);
    publisher.post("/en/desk/reports/a-year-in-cwm-helyg/publishing", &fields)
}

#[test]
fn a_report_is_written_checked_published_and_read() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug = written(&site, &world, &source(&world));
        let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
        let editor = writer.get(&format!("/en/desk/reports/{slug}"));
        assert!(
            editor
                .text
                .contains("data-preview-url=\"/en/desk/reports/a-year-in-cwm-helyg/preview\"")
        );
        assert!(editor.text.contains("W201"), "a theme has few voices");
        assert!(editor.text.contains("Two buses and a walk"), "the preview quotes");
        let publishing = writer.get(&format!("/en/desk/reports/{slug}/publishing"));
        assert_eq!(publishing.status, 200);
        let without = publish(&site, "2", &[]);
        assert_eq!(without.status, 422);
        assert!(without.text.contains("Error:") && without.text.contains("href=\"#reason\""));
        let warned = [("which", "en W201 20"), ("reason", "Few is enough here.")];
        let published = publish(&site, "2", &warned);
        assert_eq!(published.location(), format!("/en/reports/{slug}"), "{}", published.text);
        let page = site.visitor().get(&format!("/en/reports/{slug}"));
        assert_eq!(page.status, 200);
        for part in [
            "<h1>A year in Cwm Helyg</h1>",
            "Learning report",
            "href=\"/en/t/1\"",
            "Follow thread 1: 6 voices",
            "Two buses and a walk to the eye clinic.",
            "No reply yet",
            "A minibus on Fridays",
            "Few is enough here.",
            "href=\"#s-what-we-ask\"",
            "fewer than 5",
            "&#38; them",
        ] {
            assert!(page.text.contains(part), "{part} in {}", page.text);
        }
        let list = site.visitor().get("/en/reports");
        assert!(list.text.contains("A year in Cwm Helyg") && list.text.contains("Version 1"));
        let welsh = site.visitor().get(&format!("/cy/adroddiadau/{slug}"));
        assert!(welsh.text.contains("Nid yw’r adroddiad hwn wedi’i ysgrifennu yn Gymraeg."));
        assert!(welsh.text.contains("lang=\"en\""));
    });
}

#[test]
fn a_report_may_be_called_by_a_word_of_our_addresses() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
        let place = format!("{}/{}", world.programme, world.community);
        for (title, slug) in [
            ("Voices", "voices"),
            ("Lleisiau", "lleisiau"),
            ("New", "report"),
            ("Newydd", "report-2"),
        ] {
            let begun = writer.post("/en/desk/reports", &[("title_en", title), ("place", &place)]);
            assert_eq!(begun.location(), format!("/en/desk/reports/{slug}"));
            for address in ["/en/desk/reports/", "/cy/desg/adroddiadau/"] {
                let editor = writer.get(&format!("{address}{slug}"));
                assert_eq!(editor.status, 200, "{address}{slug}");
                assert!(editor.text.contains(&format!("/cy/desg/adroddiadau/{slug}")));
                assert!(editor.text.contains(&format!("/en/desk/reports/{slug}")));
            }
        }
    });
}

#[test]
fn days_without_a_reply_are_counted() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug = written(&site, &world, &source(&world));
    publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
    let later: Timestamp = "2027-02-24T12:00:00Z".parse().unwrap();
    site.set_time(later);
    let page = site.visitor().get(&format!("/en/reports/{slug}"));
    assert!(page.text.contains("No reply, 94 days"), "{}", page.text);
}

#[test]
fn a_report_with_errors_is_not_published() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug =
            written(&site, &world, "---\ntitle: T\n---\n\n:claim[Nobody said.]{#a findings=3}\n");
        let refused = publish(&site, "2", &[]);
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("E112"));
        assert_eq!(site.visitor().get(&format!("/en/reports/{slug}")).status, 404);
    });
}

#[test]
fn a_draft_that_changed_meanwhile_is_not_published() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    written(&site, &world, &source(&world));
    let refused = publish(&site, "1", &[("which", "en W201 20"), ("reason", "Few.")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("The text was changed since you looked."));
}

#[test]
fn what_someone_else_saved_is_not_covered_over() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        written(&site, &world, "one");
        let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
        let refused = save(&mut writer, "en", "another", "1");
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("another"), "what was typed is still there");
        let again = save(&mut writer, "en", "another", "2");
        assert_eq!(again.status, 303);
        let versions =
            writer.get("/en/desk/reports/a-year-in-cwm-helyg/versions?source=en&number=3");
        assert!(
            versions.text.contains("<del>− one</del>")
                && versions.text.contains("<ins>+ another</ins>")
        );
    });
}

#[test]
fn a_newer_version_replaces_the_one_before_and_keeps_its_threads() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug = written(&site, &world, &source(&world));
        let warned = [("which", "en W201 20"), ("reason", "Few.")];
        publish(&site, "2", &warned);
        let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
        let reworded = source(&world)
            .replace("[The bus is late.]", "[The bus is very late.]")
            .replace("Put clinics", "Please put clinics");
        assert_eq!(save(&mut writer, "en", &reworded, "2").status, 303);
        assert_eq!(publish(&site, "3", &warned).status, 303);
        let page = site.visitor().get(&format!("/en/reports/{slug}"));
        assert!(
            page.text.contains("The bus is very late.") && page.text.contains("href=\"/en/t/2\"")
        );
        let old = site.visitor().get(&format!("/en/reports/{slug}/versions/1"));
        assert!(old.text.contains("A newer version replaces this one."));
        assert!(old.text.contains("The bus is late.") && old.text.contains("noindex"));
        let claims = test.space.read_now(|db| {
            let report = publish::report::by_slug(db, "a-year-in-cwm-helyg")?.unwrap();
            Ok((publication::claims(db, report.id)?, publication::recommendations(db, report.id)?))
        });
        let (claims, asked) = claims.unwrap();
        assert_eq!(claims.iter().map(|claim| claim.thread).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].text.en, "Please put clinics on Tuesdays.");
    });
}

#[test]
fn who_may_see_and_do_what() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug = written(&site, &world, &source(&world));
    let pages = ["", "/versions", "/publishing"];
    let expected = [
        (Role::Administrator, [200, 200, 200]),
        (Role::ProgrammeManager, [200, 200, 200]),
        (Role::HostManager, [200, 200, 404]),
        (Role::LocalWorker, [200, 200, 404]),
        (Role::Evaluator, [200, 200, 200]),
        (Role::Archivist, [404, 404, 404]),
        (Role::SafeguardingLead, [404, 404, 404]),
        (Role::Reader, [200, 200, 404]),
    ];
    for (role, statuses) in expected {
        let mut visitor = site.signed_in(role, Scope::Space);
        for (page, status) in pages.iter().zip(statuses) {
            let answer = visitor.get(&format!("/en/desk/reports/{slug}{page}"));
            assert_eq!(answer.status.as_u16(), status, "{role} {page}");
        }
        let writes = matches!(role, Role::Administrator | Role::ProgrammeManager | Role::Evaluator);
        let saved = save(&mut visitor, "cy", "x", "0");
        assert_eq!(saved.status.as_u16() != 404, writes, "{role}");
    }
    let mut visitor = site.visitor();
    let answer = visitor.get(&format!("/en/desk/reports/{slug}"));
    assert!(answer.location().starts_with("/en/sign-in"));
    let mut other = site.signed_in(Role::Evaluator, Scope::Programme(world.elsewhere));
    assert_eq!(other.get(&format!("/en/desk/reports/{slug}")).status, 404);
    assert!(!other.get("/en/desk/reports").text.contains("A year in Cwm Helyg"));
    let place = format!("{}/{}", world.programme, world.community);
    let refused = other.post("/en/desk/reports", &[("title_en", "Mine"), ("place", &place)]);
    assert_eq!(refused.status, 404);
}

/// Everything that a visitor can get of the report, as text.
fn everything(site: &Site<'_>, slug: &str) -> String {
    let mut all = String::new();
    for path in [
        format!("/en/reports/{slug}"),
        format!("/cy/adroddiadau/{slug}"),
        format!("/en/reports/{slug}/versions/1"),
        format!("/en/reports/{slug}/report.pdf"),
        format!("/en/reports/{slug}/versions/1/report.pdf"),
        format!("/en/reports/{slug}/prov.json"),
        "/api/v1/reports".to_owned(),
        format!("/api/v1/reports/{slug}"),
    ] {
        let answer = site.visitor().get(&path);
        assert_eq!(answer.status, 200, "{path}");
        all += &answer.text;
    }
    let zip = site.visitor().get(&format!("/en/reports/{slug}/data.zip"));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).unwrap();
    for at in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(at).unwrap(), &mut all).unwrap();
    }
    all
}

#[test]
fn words_leave_everything_when_their_person_agrees_to_less() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug = written(&site, &world, &source(&world));
        publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
        assert!(everything(&site, slug).matches("Two buses and a walk").count() >= 5);
        let voice = world.voice("bus");
        change(&test.space, move |tx| {
            let less = Permission::only(Rung::Count);
            listen::voice::change_permission(tx, voice, less).unwrap();
        });
        assert!(!everything(&site, slug).contains("Two buses and a walk"));
        let other = world.voice("bus3");
        assert!(everything(&site, slug).contains("I walked to the surgery"));
        change(&test.space, move |tx| {
            listen::voice::close(tx, other, Closure::ForGood).unwrap();
        });
        assert!(!everything(&site, slug).contains("I walked to the surgery"));
    });
}

#[test]
fn a_name_that_is_hidden_after_publication_is_hidden_in_it() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug = written(&site, &world, &source(&world));
    publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
    let voice = world.voice("bus");
    change(&test.space, move |tx| {
        let part = listen::redaction::Part::Words;
        listen::redaction::add(tx, voice, part, 0..9).unwrap();
        listen::voice::review(tx, voice, listen::voice::Review::Cleared).unwrap();
    });
    let all = everything(&site, slug);
    assert!(!all.contains("Two buses and a walk") && all.contains("and a walk to the eye clinic"));
}

#[test]
fn the_same_source_and_data_give_the_same_bytes_on_both_databases() {
    let built = |test: &kernel::testing::TestSpace| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug = written(&site, &world, &source(&world));
        publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
        let mut files = BTreeMap::new();
        for file in ["report.pdf", "data.zip", "prov.json"] {
            let path = format!("/en/reports/{slug}/{file}");
            let once = site.visitor().get(&path).bytes;
            assert_eq!(once, site.visitor().get(&path).bytes, "{file} twice");
            files.insert(file, once);
        }
        let digest = test.space.read_now(|db| {
            let report = publish::report::by_slug(db, "a-year-in-cwm-helyg")?.unwrap();
            Ok(publication::current(db, report.id)?.unwrap().digest)
        });
        files.insert("digest", digest.unwrap());
        files
    };
    let first = built(&sqlite());
    assert!(first.values().all(|bytes| !bytes.is_empty()));
    assert!(first == built(&sqlite()), "two spaces");
    if let Some(test) = postgres() {
        assert!(first == built(&test), "two databases");
    }
}

#[test]
fn a_print_is_kept_until_it_would_say_something_else() {
    let test = sqlite();
    let world = world(&test.space);
    let paper = std::sync::Arc::new(world::PaperPress::default());
    let site = Site::on(&test, publish::routes(paper.clone()));
    let slug = written(&site, &world, &source(&world));
    publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
    let prints = || paper.prints.load(Ordering::Relaxed);
    let path = format!("/en/reports/{slug}/report.pdf");
    assert_eq!(prints(), 1, "publishing prints the one edition");
    site.visitor().get(&path);
    assert_eq!(prints(), 1);
    let voice = world.voice("bus");
    change(&test.space, move |tx| {
        listen::voice::change_permission(tx, voice, Permission::only(Rung::Count)).unwrap();
    });
    site.visitor().get(&path);
    assert_eq!(prints(), 2);
    let asked: Vec<String> = test
        .space
        .read_now(|db| db.all("select payload from kernel_job where kind = 'remove-file'", &[]))
        .unwrap();
    let kept = site.app.files().list().unwrap();
    let old = kept.iter().filter(|path| asked.iter().any(|job| job.contains(path.as_str())));
    assert_eq!((kept.len(), old.count()), (2, 1), "the old print goes: {kept:?}");
}

#[test]
fn a_page_that_has_not_changed_is_not_sent_again() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug = written(&site, &world, &source(&world));
    publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
    for path in ["", "/report.pdf", "/data.zip", "/prov.json"] {
        let path = format!("/en/reports/{slug}{path}");
        let first = site.visitor().get(&path);
        let tag = first.headers.get("etag").expect(&path).to_str().unwrap().to_owned();
        let again = site.visitor().get_with(&path, "if-none-match", &tag);
        assert_eq!(again.status, 304, "{path}");
    }
}

#[test]
fn a_download_that_broke_off_goes_on_where_it_ended() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug = written(&site, &world, &source(&world));
    publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
    for file in ["report.pdf", "data.zip"] {
        let path = format!("/en/reports/{slug}/{file}");
        let whole = site.visitor().get(&path);
        assert_eq!(whole.headers["accept-ranges"], "bytes");
        let size = whole.bytes.len();
        let first = site.visitor().get_with(&path, "range", "bytes=0-9");
        let rest = site.visitor().get_with(&path, "range", "bytes=10-");
        assert_eq!((first.status.as_u16(), rest.status.as_u16()), (206, 206));
        assert_eq!(first.headers["content-range"], format!("bytes 0-9/{size}").as_str());
        assert_eq!(first.headers["etag"], whole.headers["etag"]);
        assert!([first.bytes, rest.bytes].concat() == whole.bytes);
        let beyond = site.visitor().get_with(&path, "range", &format!("bytes={size}-"));
        assert_eq!(beyond.status, 416);
        assert_eq!(beyond.headers["content-range"], format!("bytes */{size}").as_str());
    }
}

#[test]
fn hostile_text_reaches_no_page_as_code() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let hostile = "---\ntitle: \"<script>alert(1)</script>\"\n---\n\n## <img src=x onerror=alert(1)>\n\n`<script>` [x](javascript:alert(1)) ::callout[<svg onload=alert(1)>]\n\n::callout[<svg onload=alert(1)>]\n\n:claim[<b onclick=x>]{#<k> findings=1}\n\n::recommendation[<i>]{#r to=\"<u>\" rests-on=a}\n";
    let slug = written(&site, &world, hostile);
    let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
    let page = writer.get(&format!("/en/desk/reports/{slug}"));
    let shown = page.text.split("data-preview tabindex").nth(1).unwrap();
    let shown = shown.split("</section>").next().unwrap();
    for bad in ["<script", "<img", "<svg onload", "<b onclick", "javascript:", "<i>", "<u>"] {
        assert!(!shown.contains(bad), "{bad} in {shown}");
    }
    // An independent reader finds nothing that it would take out for being dangerous.
    let clean = ammonia::Builder::default()
        .add_generic_attributes(["class", "id", "lang", "aria-label", "aria-hidden", "tabindex"])
        .clean(shown)
        .to_string();
    assert!(!clean.contains("alert(1)</script>") && clean.contains("&lt;svg onload"));
}

#[test]
fn both_languages_stand_side_by_side() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug = written(&site, &world, &source(&world));
    let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
    let welsh = source(&world).replace("A year in Cwm Helyg", "Blwyddyn yng Nghwm Helyg");
    assert_eq!(save(&mut writer, "cy", &welsh, "0").status, 303);
    let extra = [
        ("number_cy", "1"),
        ("which", "en W201 20"),
        ("reason", "Few."),
        ("which", "cy W201 20"),
        ("reason", "Ychydig."),
    ];
    assert_eq!(publish(&site, "2", &extra).status, 303);
    let page = site.visitor().get(&format!("/cy/adroddiadau/{slug}"));
    assert!(page.text.contains("<h1>Blwyddyn yng Nghwm Helyg</h1>"), "{}", page.text);
    assert!(page.text.contains("Ychydig.") && page.text.contains("Dim ateb eto"));
    assert!(
        page.text.contains(&format!("href=\"{}\"", Language::En.path(&format!("/reports/{slug}"))))
    );
}

#[test]
fn what_a_page_shows_moves_on_with_every_change() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug = written(&site, &world, &source(&world));
        publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
        let path = format!("/en/reports/{slug}");
        for _ in 0..2 {
            assert!(site.visitor().get(&path).text.contains("Two buses and a walk"));
        }
        let voice = world.voice("bus");
        change(&test.space, move |tx| {
            use listen::voice::AskedBy;
            listen::voice::take_down(tx, voice, AskedBy::Narrator, "asked").unwrap();
        });
        assert!(!site.visitor().get(&path).text.contains("Two buses and a walk"));
        change(&test.space, move |tx| listen::voice::lift(tx, voice, "looked into").unwrap());
        assert!(site.visitor().get(&path).text.contains("Two buses and a walk"));
    });
}

#[test]
fn a_report_of_a_community_uses_nothing_of_another() {
    let test = sqlite();
    let world = world(&test.space);
    let site = Site::on(&test, publish::routes(press()));
    let slug =
        written(&site, &world, &world.filled("---\ntitle: T\n---\n\n::quote{highlight=%bus%}\n"));
    let mut writer = site.signed_in(Role::Evaluator, Scope::Space);
    assert!(!writer.get(&format!("/en/desk/reports/{slug}")).text.contains("E120"));
    let programme = world.programme;
    let other = change(&test.space, move |tx| {
        let draft = places::community::Draft {
            programme,
            name: kernel::Both::new("Another", ""),
            nation: places::community::Nation::Wales,
            joined_on: world::TODAY,
        };
        places::community::create(tx, &draft).unwrap()
    });
    let place = format!("{}/{other}", world.programme);
    let begun = writer.post("/en/desk/reports", &[("title_en", "Other"), ("place", &place)]);
    assert_eq!(begun.location(), "/en/desk/reports/other");
    let text = world.filled("---\ntitle: T\n---\n\n::quote{highlight=%bus%}\n");
    let fields = [("language", "en"), ("after", "1"), ("source", text.as_str())];
    let seen = writer.post("/en/desk/reports/other/preview", &fields);
    assert!(seen.text.contains("E120") && !seen.text.contains("Two buses and a walk to"));
    let mut reader = site.signed_in(Role::Reader, Scope::Space);
    assert_eq!(reader.post("/en/desk/reports/other/preview", &fields).status, 404);
}

#[test]
fn published_words_outlive_the_highlight_but_not_the_permission() {
    on_both(|test| {
        let world = world(&test.space);
        let site = Site::on(test, publish::routes(press()));
        let slug = written(&site, &world, &source(&world));
        publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
        let path = format!("/en/reports/{slug}");
        change(&test.space, move |tx| {
            tx.run("update publish_quote set highlight_id = null", &[]).unwrap();
            let id: kernel::ids::FileId = tx.id();
            kernel::audit::record(tx, "test.cut", id, &()).unwrap();
        });
        assert!(site.visitor().get(&path).text.contains("Two buses and a walk"));
        let voice = world.voice("bus");
        change(&test.space, move |tx| {
            let part = listen::redaction::Part::Words;
            listen::redaction::add(tx, voice, part, 0..9).unwrap();
            listen::voice::review(tx, voice, listen::voice::Review::Cleared).unwrap();
        });
        assert!(!site.visitor().get(&path).text.contains("Two buses"));
        let other = world.voice("bus3");
        assert!(site.visitor().get(&path).text.contains("I walked to the surgery"));
        change(&test.space, move |tx| {
            listen::voice::close(tx, other, Closure::ForGood).unwrap();
        });
        assert!(!site.visitor().get(&path).text.contains("I walked to the surgery"));
    });
}

/// A press whose print ends when so many have asked for it.
struct WaitingPress {
    asked: AtomicUsize,
    prints: AtomicUsize,
}

/// How many ask at once.
const ASKERS: usize = 40;

impl publication::Press for WaitingPress {
    fn print(&self, source: &str, _: &str, _: Timestamp) -> Result<Vec<u8>, kernel::Fault> {
        self.prints.fetch_add(1, Ordering::SeqCst);
        while self.asked.load(Ordering::SeqCst) < ASKERS {
            std::thread::yield_now();
        }
        Ok(source.as_bytes().to_vec())
    }
}

#[test]
fn forty_who_ask_for_one_print_at_once_are_given_one() {
    on_both(|test| {
        let world = world(&test.space);
        let press = WaitingPress { asked: ASKERS.into(), prints: 0.into() };
        let press = std::sync::Arc::new(press);
        let site = Site::on(test, publish::routes(press.clone()));
        let slug = written(&site, &world, &source(&world));
        publish(&site, "2", &[("which", "en W201 20"), ("reason", "Few.")]);
        let voice = world.voice("bus");
        change(&test.space, move |tx| {
            listen::voice::change_permission(tx, voice, Permission::only(Rung::Count)).unwrap();
        });
        press.asked.store(0, Ordering::SeqCst);
        press.prints.store(0, Ordering::SeqCst);
        let path = format!("/en/reports/{slug}/report.pdf");
        let visitor = site.visitor();
        let printed: Vec<Answer> = std::thread::scope(|scope| {
            let asks: Vec<_> = (0..ASKERS)
                .map(|_| {
                    let (mut visitor, path, press) = (visitor.clone(), &path, &press);
                    scope.spawn(move || {
                        press.asked.fetch_add(1, Ordering::SeqCst);
                        visitor.get(path)
                    })
                })
                .collect();
            asks.into_iter().map(|ask| ask.join().unwrap()).collect()
        });
        assert_eq!(press.prints.load(Ordering::SeqCst), 1);
        for answer in &printed {
            assert_eq!((answer.status, &answer.bytes), (printed[0].status, &printed[0].bytes));
        }
        assert_eq!(printed[0].status, 200);
    });
}
