//! Who may see and do what, and the walls between communities.

use crate::valley::{Valley, WORDS, change};
use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::testing::{on_both, sqlite};
use sense::finding::{Confidence, Draft, Level};
use web::testing::Site;

/// One row a page, one column a role in the order of [`Role::ALL`]: x where it is there.
const PAGES: &str = "
    /desk/coding                   x . . . x . . .
    /desk/coding/agreement         x x x . x . . .
    /desk/codebook                 x x x . x . . .
    /desk/codebook/{theme}         x x x . x . . .
    /desk/codebook/history         x x x . x . . .
    /desk/codebook/export          x x x . x . . .
    /desk/codebook/new             x . . . x . . .
    /desk/codebook/merging         x . . . x . . .
    /desk/codebook/import          x . . . x . . .
    /desk/codebook/{theme}/edit    x . . . x . . .
    /desk/codebook/{theme}/closing x . . . x . . .
    /desk/codebook/{theme}/splitting x . . . x . . .
    /desk/coding/import            x . . . x . . .
    /desk/coding/export            x . . . x . . .
    /desk/highlights               x x x . x . . .
    /desk/highlights/export        x . . . x . . .
    /desk/findings                 x x x . x . . x
    /desk/findings/1               x x x . x . . x
    /desk/findings/new             x x . . x . . .
    /desk/findings/1/edit          x x . . x . . .
    /desk/findings/1/evidence      x x . . x . . .
    /desk/voices/{voice}/coding    x . . . x . . .
";

#[test]
fn every_role_sees_what_the_matrix_says_and_nothing_else() {
    let test = sqlite();
    let valley = Valley::on(&test);
    let site = Site::on(&test, sense::routes());
    let voice = valley.voice(&test, valley.cwm, WORDS);
    let theme = valley.theme(&test, "Health");
    finding(&test, &valley);
    let mut visitor = site.visitor();
    for row in PAGES.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let mut cells = row.split_whitespace();
        let path = cells.next().expect("a path");
        let path = path.replace("{theme}", &theme.to_string());
        let path = format!("/en{}", path.replace("{voice}", &voice.to_string()));
        let anyone = visitor.get(&path);
        assert_eq!(anyone.status, 303, "{path} without a sign-in");
        assert!(anyone.location().starts_with("/en/sign-in"), "{path}");
        for role in Role::ALL {
            let expected = if cells.next() == Some("x") { 200 } else { 404 };
            let answer = site.signed_in(*role, Scope::Space).get(&path);
            assert_eq!(answer.status, expected, "{role} {path}");
        }
    }
}

fn finding(test: &kernel::testing::TestSpace, valley: &Valley) {
    let programme = valley.programme;
    change(test, move |tx| {
        sense::finding::create(
            tx,
            &Draft {
                programme,
                community: None,
                sentence: Both::new("Buses decide who sees a doctor.", ""),
                level: Level::ACCOUNTS,
                confidence: Confidence::Fairly,
                limits: Both::new("Nobody who drives was asked.", ""),
            },
        )
    });
}

#[test]
fn nobody_changes_what_their_role_may_not() {
    let test = sqlite();
    let valley = Valley::on(&test);
    let site = Site::on(&test, sense::routes());
    let voice = valley.voice(&test, valley.cwm, WORDS);
    let theme = valley.theme(&test, "Health");
    finding(&test, &valley);
    let may: &[(&str, &[Role])] = &[
        ("/desk/voices/{voice}/coding", &[Role::Administrator, Role::Evaluator]),
        ("/desk/voices/{voice}/reading", &[Role::Administrator, Role::Evaluator]),
        ("/desk/codebook", &[Role::Administrator, Role::Evaluator]),
        ("/desk/codebook/{theme}", &[Role::Administrator, Role::Evaluator]),
        ("/desk/codebook/{theme}/closing", &[Role::Administrator, Role::Evaluator]),
        ("/desk/codebook/{theme}/splitting", &[Role::Administrator, Role::Evaluator]),
        ("/desk/codebook/{theme}/highlights", &[Role::Administrator, Role::Evaluator]),
        ("/desk/codebook/merging", &[Role::Administrator, Role::Evaluator]),
        ("/desk/findings", &[Role::Administrator, Role::ProgrammeManager, Role::Evaluator]),
        ("/desk/findings/1", &[Role::Administrator, Role::ProgrammeManager, Role::Evaluator]),
        (
            "/desk/findings/1/checking",
            &[Role::Administrator, Role::ProgrammeManager, Role::Evaluator],
        ),
        (
            "/desk/findings/1/evidence",
            &[Role::Administrator, Role::ProgrammeManager, Role::Evaluator],
        ),
    ];
    for (path, roles) in may {
        let path = path.replace("{theme}", &theme.to_string());
        let path = format!("/en{}", path.replace("{voice}", &voice.to_string()));
        for role in Role::ALL.iter().filter(|role| !roles.contains(role)) {
            let answer = site.signed_in(*role, Scope::Space).post(&path, &[("line", "1")]);
            assert_eq!(answer.status, 404, "{role} {path}");
        }
        assert_eq!(site.visitor().post(&path, &[]).status, 303, "{path} without a sign-in");
    }
}

#[test]
fn a_role_in_one_community_ends_at_its_border() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let near = valley.voice(test, valley.cwm, "Near words about the bus.");
        let far = valley.voice(test, valley.llan, "Far words about the hill.");
        let theme = valley.theme(test, "Health");
        site.signed_in(Role::Evaluator, Scope::Space);
        let reader = Valley::person(test, 0);
        for voice in [near, far] {
            Valley::marked(test, voice, reader, &[(1, theme)], true);
        }
        for role in [Role::HostManager, Role::Evaluator] {
            let mut own = site.signed_in(role, Scope::Community(valley.cwm));
            for path in ["/en/desk/highlights", "/en/desk/coding"] {
                let answer = own.get(path);
                assert!(!answer.text.contains("Far words"), "{role} {path}");
            }
            assert_eq!(own.get(&format!("/en/desk/voices/{far}/coding")).status, 404);
            assert_eq!(own.get(&format!("/en/desk/voices/{far}/differences")).status, 404);
            // Themes are shared by the programme: nobody of one community changes them.
            assert_eq!(own.get("/en/desk/codebook").status, 200);
            assert_eq!(own.get("/en/desk/codebook/new").status, 404);
            assert_eq!(own.get(&format!("/en/desk/codebook/{theme}/edit")).status, 404);
        }
        let mut host = site.signed_in(Role::HostManager, Scope::Community(valley.cwm));
        assert!(host.get("/en/desk/highlights").text.contains("Near words"));
        let mut other = site.signed_in(Role::HostManager, Scope::Community(valley.llan));
        let text = other.get("/en/desk/highlights").text;
        assert!(text.contains("Far words") && !text.contains("Near words"));
        let mut elsewhere = site.signed_in(Role::HostManager, Scope::Community(valley.far));
        assert_eq!(elsewhere.get(&format!("/en/desk/codebook/{theme}")).status, 404);
        let text = elsewhere.get("/en/desk/highlights").text;
        assert!(!text.contains("words about"));
        let mut evaluator = site.signed_in(Role::Evaluator, Scope::Community(valley.cwm));
        assert_eq!(evaluator.get(&format!("/en/desk/voices/{near}/coding")).status, 200);
        let file = evaluator.get("/en/desk/highlights/export");
        assert_eq!(file.status, 200);
        assert!(!file.text.contains("Far words"));
        assert_eq!(
            evaluator.post(&format!("/en/desk/voices/{far}/coding"), &[("line", "1")]).status,
            404
        );
    });
}
