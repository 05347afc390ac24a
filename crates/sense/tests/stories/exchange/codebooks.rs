//! Codebooks, and what a code is.

use super::{code, codebook};
use crate::valley::{Valley, change, read};
use interchange::refi::{Limits, read_codebook};
use kernel::Both;
use kernel::access::{Role, Scope};
use kernel::testing::{TestSpace, Work, counting, on_both, sqlite};
use sense::exchange;
use sense::theme;
use std::io::Cursor;
use web::testing::Site;

#[test]
fn a_codebook_goes_out_and_comes_in_elsewhere() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let empty = mair.get(&format!("/en/desk/codebook/export?programme={}", valley.programme));
        assert_eq!(empty.status, 404, "a codebook needs a theme");
        valley.theme(test, "Health");
        valley.theme(test, "Money");
        let path = format!("/en/desk/codebook/export?programme={}", valley.programme);
        let file = mair.get(&path);
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"helyg.qdc\"");
        let codes = read_codebook(Cursor::new(&file.bytes), &Limits::default()).expect("whole");
        assert_eq!(codes.value.codes.len(), 2);

        let elsewhere = valley.elsewhere.to_string();
        let fields = [("programme", elsewhere.as_str())];
        let path = "/en/desk/codebook/import";
        let answer = mair.upload(path, &fields, ("file", "b.qdc", &file.bytes));
        assert!(answer.text.contains("Themes added: 2."), "{}", answer.text);
        let answer = mair.upload(path, &fields, ("file", "b.qdc", &file.bytes));
        assert!(
            answer
                .text
                .contains("Themes added: 0. Themes changed: 0. Themes that stayed as they are: 2.")
        );
        let id = valley.elsewhere;
        let names: Vec<Both> = read(test, move |db| {
            Ok(theme::all(db, id)?.into_iter().map(|theme| theme.name).collect())
        });
        assert_eq!(names[0], Both::new("Health", "Health (cy)"));

        // Another program knows no Welsh: what is here stays.
        let plain = "<?xml version=\"1.0\"?><CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>\
            <Code guid=\"11111111-1111-4111-8111-111111111111\" name=\"Health\" isCodable=\"true\">\
            <Description>Bodies and minds</Description></Code></Codes></CodeBook>";
        let answer = mair.upload(path, &fields, ("file", "c.qdc", plain.as_bytes()));
        assert!(answer.text.contains("Themes changed: 1."), "{}", answer.text);
        let health = read(test, move |db| theme::all(db, id)).remove(0);
        assert_eq!(health.name, Both::new("Health", "Health (cy)"));
        assert_eq!(health.definition.en, "Bodies and minds");
    });
}

/// The names of a programme's themes, each with those above it.
fn paths(test: &TestSpace, programme: kernel::ids::ProgrammeId) -> Vec<String> {
    let themes = read(test, move |db| theme::all(db, programme));
    let path = |theme: &theme::Theme| {
        let mut names = vec![theme.name.en.clone()];
        let mut above = theme.parent_id;
        while let Some(wider) = above.and_then(|id| themes.iter().find(|one| one.id == id)) {
            names.insert(0, wider.name.en.clone());
            above = wider.parent_id;
        }
        names.join("/")
    };
    themes.iter().map(path).collect()
}

#[test]
fn a_code_is_its_guid_and_its_path_and_never_its_name_alone() {
    on_both(|test| {
        let valley = Valley::on(test);
        let site = Site::on(test, sense::routes());
        let mut mair = site.signed_in(Role::Evaluator, Scope::Space);
        let programme = valley.programme.to_string();
        let mut take = |codes: &str| {
            let file = codebook(codes);
            let fields = [("programme", programme.as_str())];
            mair.upload("/en/desk/codebook/import", &fields, ("file", "a.qdc", file.as_bytes()))
        };
        let codes = code(1, "Transport", &code(2, "Cost", ""))
            + &code(3, "Food", &code(4, "Cost", ""))
            + &code(5, "Health", &code(6, "health", ""))
            + &code(7, "Cost", "")
            + &code(8, "cost", "");
        let answer = take(&codes);
        assert!(answer.text.contains("Themes added: 8."), "{}", answer.text);
        let all = [
            "Transport",
            "Transport/Cost",
            "Food",
            "Food/Cost",
            "Health",
            "Health/health",
            "Cost",
            "cost",
        ];
        assert_eq!(paths(test, valley.programme), all);
        let answer = take(&codes);
        assert!(answer.text.contains("Themes that stayed as they are: 8."), "{}", answer.text);

        // Another program's guids: what is known by its path is that theme.
        let others = code(11, "Transport", &code(12, "COST", ""))
            + &code(13, "Leisure", &code(14, "Cost", ""));
        let answer = take(&others);
        assert!(answer.text.contains("Themes added: 2. Themes changed: 1."), "{}", answer.text);
        let mut wanted = all.map(str::to_owned).to_vec();
        wanted[1] = "Transport/COST".into();
        wanted.extend(["Leisure".to_owned(), "Leisure/Cost".to_owned()]);
        assert_eq!(paths(test, valley.programme), wanted);

        // By hand nobody makes two of one name beside each other, but under another theme.
        let food = read(test, move |db| theme::all(db, valley.programme)).remove(2).id.to_string();
        let mut post = |parent: &str, name: &str| {
            let fields = [("programme", programme.as_str()), ("name_en", name), ("parent", parent)];
            mair.post("/en/desk/codebook", &fields).status
        };
        assert_eq!(post(&food, "Transport"), 303);
        assert_eq!(post(&food, "TRANSPORT"), 422);
    });
}

/// Takes a codebook of `size` codes into an empty programme twice, the second time with all of them
/// renamed and turned over, and gives what each asked of the database.
fn work_for(test: &TestSpace, size: u32) -> [Work; 2] {
    let programme = Valley::on(test).programme;
    let book = |name: &str, parent: &dyn Fn(u32) -> bool| {
        let mut codes = String::new();
        for number in 0..size {
            let inner =
                if parent(number) { code(number / 2 + size, "under", "") } else { String::new() };
            codes += &code(number, &format!("{name} {number}"), &inner);
        }
        codebook(&codes)
    };
    [book("one", &|n| n % 2 == 0), book("two", &|n| n % 2 == 1)].map(|text| {
        let codes = read_codebook(Cursor::new(text), &Limits::default()).unwrap().value.codes;
        change(test, move |tx| {
            let (taken, work) = counting(|| exchange::take_codebook(tx, programme, &codes));
            taken.map(|_| work)
        })
    })
}

#[test]
fn a_codebook_twice_as_long_is_twice_the_work() {
    let (small, large) = (work_for(&sqlite(), 40), work_for(&sqlite(), 80));
    for (small, large) in small.into_iter().zip(large) {
        assert!(large.statements <= 2 * small.statements, "{small:?} {large:?}");
        assert!(large.rows <= 2 * small.rows, "{small:?} {large:?}");
    }
}
