//! The list of highlights and the file of them.

use crate::valley::{Valley, read};
use kernel::access::{Role, Scope};
use kernel::testing::on_both;
use sense::highlight;
use web::testing::Site;

#[test]
fn highlights_are_found_by_theme_community_and_campaign_page_by_page() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let me = Valley::person(test, 0);
        let [health, money] = ["Health", "Money"].map(|name| valley.theme(test, name));
        for n in 0..30 {
            let words = format!("Number {n} of many.");
            let voice = valley.voice(test, valley.cwm, &words);
            Valley::marked(test, voice, me, &[(1, health)], n % 2 == 0);
        }
        let voice = valley.voice(test, valley.llan, "Eighteen pounds.");
        Valley::marked(test, voice, me, &[(1, money)], true);

        let programme = valley.programme;
        let list = |query: String| format!("/en/desk/highlights?programme={programme}&{query}");
        let page = mair.get(&list(format!("theme={money}"))).text;
        assert!(page.contains("Eighteen pounds.") && !page.contains("of many"));
        let page = mair.get(&list(format!("community={}", valley.llan))).text;
        assert!(page.contains("Eighteen pounds.") && !page.contains("of many"));
        let page = mair.get(&list(format!("campaign={}", valley.campaign))).text;
        assert!(page.contains(" of many."));
        let other = Valley::campaign(test, programme, "Another");
        assert!(mair.get(&list(format!("campaign={other}"))).text.contains("no highlights"));

        let first = mair.get(&list(format!("theme={health}"))).text;
        assert_eq!(first.matches(" of many.").count(), 25);
        let next = first.split("rel=\"next\" href=\"").nth(1).expect("a next page");
        let next =
            next.split('"').next().expect("an address").replace("&amp;", "&").replace("&#38;", "&");
        let second = mair.get(&next).text;
        assert_eq!(second.matches(" of many.").count(), 5, "{next}");
        assert!(!second.contains("rel=\"next\""));
        for n in 0..30 {
            let words = format!("Number {n} of many.");
            assert!(first.contains(&words) != second.contains(&words), "{words} stands once");
        }
        for bad in ["theme=x", "before=x", "community=1", "programme="] {
            assert_eq!(mair.get(&format!("/en/desk/highlights?{bad}")).status, 200, "{bad}");
        }
        assert_eq!(mair.get("/en/desk/highlights?programme=x").status, 200);
    });
}

#[test]
fn the_file_runs_nothing_and_holds_every_highlight() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let me = Valley::person(test, 0);
        let theme = valley.theme(test, "Health");
        let voice = valley.voice(test, valley.cwm, "=HYPERLINK(\"x\") said she\nand, \"so\"");
        let reading = Valley::marked(test, voice, me, &[(1, theme), (2, theme)], true);
        let file = mair.get("/en/desk/highlights/export");
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert!(
            file.headers["content-disposition"].to_str().expect("text").contains("highlights.csv")
        );
        assert_eq!(file.text.lines().count(), 3);
        assert!(file.text.contains("'=HYPERLINK"), "{}", file.text);
        assert!(file.text.contains("\"and, \"\"so\"\"\""));
        let marks = read(test, move |db| highlight::of_reading(db, reading));
        for mark in marks {
            assert!(file.text.contains(&mark.id.to_string()));
        }
        // The number on a person's card opens their own page: it is nobody else's.
        let number = read(test, move |db| listen::voice::find(db, voice)).expect("there").number;
        assert!(!file.text.contains(&number.plain()));
    });
}
