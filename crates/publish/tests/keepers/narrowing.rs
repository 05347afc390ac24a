//! Words that may be used for less leave what they may no longer be used for.

use super::planted::planted;
use super::told::{kept, public, site, versions};
use super::world::{change, work};
use kernel::access::{Role, Scope};
use kernel::permission::{Permission, Rung};
use kernel::testing::on_both;
use listen::voice;
use publish::feed;

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
