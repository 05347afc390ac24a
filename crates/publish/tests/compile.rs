//! The compiler, by cases that are data: each file in `compile/` is a source, a line of `====`,
//! and the diagnostics that are expected, as `code line:column-end`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod world;

use kernel::clock::Date;
use kernel::testing::{TestSpace, on_both, sqlite};
use kernel::{Language, Space};
use proptest::prelude::*;
use publish::compile::{self, Asked, Code, Compiled};
use publish::edition::Block;
use std::collections::BTreeSet;
use std::path::Path;
use world::{TODAY, World, world};

fn cases() -> Vec<(String, String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile");
    let mut cases: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let (source, expected) = text.split_once("====\n").unwrap();
            let expected = expected.lines().map(str::to_owned).collect();
            (path.file_name().unwrap().to_string_lossy().into_owned(), source.to_owned(), expected)
        })
        .collect();
    cases.sort();
    cases
}

fn compiled(space: &Space, world: &World, source: &str) -> Compiled {
    let (source, programme) = (source.to_owned(), Some(world.programme));
    space
        .read_now(move |db| {
            let asked = Asked {
                source: &source,
                language: Language::En,
                programme,
                community: None,
                today: TODAY,
            };
            compile::compile(db, &asked)
        })
        .unwrap()
}

fn found(compiled: &Compiled) -> Vec<String> {
    compiled
        .diagnostics
        .iter()
        .map(|one| {
            let place = one.place;
            format!("{} {}:{}-{}", one.code, place.line, place.column, place.end)
        })
        .collect()
}

#[test]
fn every_case_says_what_is_expected_of_it() {
    on_both(|test| {
        let world = world(&test.space);
        let mut wrong = String::new();
        for (name, source, expected) in cases() {
            // Ids are as long as the marks that stand for them, so that columns stay.
            let found = found(&compiled(&test.space, &world, &world.filled(&source)));
            if found != expected {
                wrong += &format!("{name}\n  expected {expected:?}\n  found    {found:?}\n");
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    });
}

#[test]
fn every_code_has_a_case_and_both_languages_explain_it() {
    let seen: BTreeSet<String> = cases()
        .into_iter()
        .flat_map(|(_, _, expected)| expected)
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect();
    let all: BTreeSet<String> = Code::ALL.iter().map(|code| code.to_string()).collect();
    let without: Vec<_> = all.difference(&seen).collect();
    assert_eq!(without, [&Code::EditionsDiffer.to_string()], "this one is tested by itself");
    for code in Code::ALL {
        for language in Language::ALL {
            for key in ["", "-remedy", "-title"] {
                let key = format!("diagnostic-{code}{key}");
                assert_ne!(kernel::languages::say(*language, &key), key, "{language}");
            }
        }
    }
}

#[test]
fn the_guide_explains_every_code_and_no_other() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/report-language.md");
    let text = std::fs::read_to_string(guide).unwrap();
    let explained: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .map(|line| line.split(':').next().unwrap())
        .filter(|word| word.starts_with(['E', 'W']) && word[1..].parse::<u32>().is_ok())
        .collect();
    let all: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    assert_eq!(explained, all);
    for code in Code::ALL {
        let start = text.find(&format!("### {code}:")).unwrap();
        let section = &text[start..];
        let section = section[4..].split("\n### ").next().unwrap();
        assert!(section.contains("```"), "{code} has no example");
    }
}

#[test]
fn two_editions_must_make_the_same_claims() {
    let test = sqlite();
    let world = world(&test.space);
    let source = "---\ntitle: T\n---\n\n:claim[It helped.]{#bus findings=1}\n\n:differs[Not all.]{claim=bus}\n";
    let mut en = compiled(&test.space, &world, source);
    let mut cy = compiled(&test.space, &world, &source.replace("bus", "bws"));
    compile::compare(&mut en, &mut cy);
    assert_eq!(found(&en), ["W203 1:1-1"]);
    assert_eq!(found(&cy), ["W203 1:1-1"]);
    assert!(en.diagnostics[0].sentence.say(Language::En).contains("bws"));
}

/// Sources that once took minutes, each as long as a source may be, or longer.
fn hostile() -> Vec<(&'static str, String)> {
    let of =
        |piece: &str, length: usize| -> String { piece.chars().cycle().take(length).collect() };
    let head = "---\ntitle: T\n---\n\n";
    let runs: String = (1..400).map(|n| "`".repeat(n) + "x").collect();
    vec![
        ("headings", format!("{head}{}", of("# a\n", 80_000))),
        ("open labels", format!("{head}{}", of(":a[", 199_000))),
        ("open attributes", format!("{head}{}", of(":a{b=\"", 199_000))),
        ("nested and wrong", {
            let depth = 30_000;
            format!("{head}{}{}", of(":a[", depth * 3), of("]{=", depth * 3))
        }),
        ("backticks", format!("{head}{}", of("`", 199_000))),
        ("backticks beyond", of("`", 256 << 10)),
        ("runs of backticks", format!("{head}{runs}")),
        ("single backticks", format!("{head}{}", of("`a\n", 199_000))),
        ("links", format!("{head}{}", of("[a](/t/1) ", 199_000))),
        (
            "claims in one paragraph",
            format!("{head}{}", of(":claim[a]{#b findings=\"1 2 3\"} ", 199_000)),
        ),
        ("one long name", format!("{head}:{}", of("a", 199_000))),
        ("attributes", format!("{head}:a{{{}", of("b=c ", 199_000))),
        ("quotes in quotes", format!("{head}{}", of("> ", 199_000))),
        ("lists in lists", format!("{head}{}", of("- ", 199_000))),
        ("emphasis", format!("{head}{}", of("*a_ ", 199_000))),
        ("brackets", format!("{head}{}", of("[", 199_000))),
        ("front matter", format!("---\n{}", of("a\n", 199_000))),
    ]
}

#[test]
fn no_source_is_worked_on_without_end() {
    let test = sqlite();
    let world = world(&test.space);
    for (name, source) in hostile() {
        let compiled = compiled(&test.space, &world, &source);
        assert!(compiled.diagnostics.len() <= 1_100, "{name}: {}", compiled.diagnostics.len());
        assert!(compiled.document.blocks.len() <= 10_000, "{name}");
        assert!(compiled.claims.len() <= 1_000, "{name}");
        let kept: usize = compiled.claims.iter().map(|claim| claim.excerpt.len()).sum();
        assert!(kept <= 4_000_000, "{name}: {kept}");
    }
}

#[test]
fn a_source_that_is_too_long_is_not_read() {
    let test = sqlite();
    let world = world(&test.space);
    let longest = |length: usize| {
        "---\ntitle: T\n---\n"
            .chars()
            .chain(std::iter::repeat('ŵ'))
            .take(length)
            .collect::<String>()
    };
    assert!(found(&compiled(&test.space, &world, &longest(200_000))).is_empty());
    assert_eq!(found(&compiled(&test.space, &world, &longest(200_001))), ["E100 1:1-1"]);
}

#[test]
fn a_closure_ends_on_its_day() {
    let test = sqlite();
    let world = world(&test.space);
    let source = world.filled("---\ntitle: T\n---\n::quote{highlight=%closed%}\n");
    let at = |today: Date| {
        let (source, programme) = (source.clone(), Some(world.programme));
        let work = move |db: &kernel::Db| {
            let asked = Asked {
                source: &source,
                language: Language::En,
                programme,
                community: None,
                today,
            };
            compile::compile(db, &asked)
        };
        found(&test.space.read_now(work).unwrap())
    };
    assert_eq!(at(Date::constant(2029, 12, 31)), ["E123 4:1-56"]);
    assert_eq!(at(Date::constant(2030, 1, 1)), [""; 0]);
}

/// Words of every voice that a report may not quote.
const FORBIDDEN: [&str; 6] = [
    "stop booking",
    "stays in the drawer",
    "has looked at this",
    "taken down this",
    "taken back this",
    "Siân",
];

fn everything(compiled: &Compiled) -> String {
    let quotes: Vec<String> =
        compiled.quotes.iter().flatten().map(|quote| quote.excerpt.words().text.clone()).collect();
    format!("{}\n{}", serde_json::to_string(&compiled.document).unwrap(), quotes.join("\n"))
}

fn pieces() -> impl Strategy<Value = String> {
    let fixed = [
        "---\ntitle: T\n---\n",
        "## H\n",
        "\n\n",
        "\n",
        " ",
        "text ",
        "**",
        "_",
        "`",
        "```\n",
        ":claim[",
        ":differs[",
        "::quote{",
        "::themes{title=\"x\"}",
        "::short{claims=\"a\"}",
        "::recommendation[",
        "::promise{number=1}",
        "::callout[",
        "]",
        "{#a",
        "findings=\"1 2\"",
        "claim=a",
        "highlight=",
        "}",
        "\"",
        "- ",
        "1. ",
        "> ",
        "<b>",
        "&lt;",
        "![x](y)",
        "[l](#h)",
        "[l](/t/1)",
        "\\",
        "ŵ",
        "\u{e000}0\u{e001}",
        "%bus%",
        "%bus6%",
        "%closed%",
        "%waiting%",
        "%down%",
        "%gone%",
        "%named%",
        "::quote{highlight=%bus6%}\n",
        "::quote{highlight=%gone%}\n",
        "::quote{highlight=%closed%}\n",
        "::quote{highlight=%named%}\n",
    ];
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(fixed.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,6}"],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

fn lived() -> &'static (TestSpace, World) {
    static ONCE: std::sync::OnceLock<(TestSpace, World)> = std::sync::OnceLock::new();
    ONCE.get_or_init(|| {
        let test = sqlite();
        let world = world(&test.space);
        (test, world)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_written_no_forbidden_word_comes_out(source in pieces()) {
        let (test, world) = lived();
        let compiled = compiled(&test.space, world, &world.filled(&source));
        let all = everything(&compiled);
        for words in FORBIDDEN {
            prop_assert!(!all.contains(words), "{}", words);
        }
        let lines = source.lines().count() + 2;
        for one in &compiled.diagnostics {
            prop_assert!(usize::try_from(one.place.line).unwrap() <= lines);
            prop_assert!(one.place.column >= 1 && one.place.end >= one.place.column);
        }
    }

    #[test]
    fn any_text_at_all_is_compiled(source in any::<String>()) {
        let (test, world) = lived();
        let compiled = compiled(&test.space, world, &source);
        let quotes = compiled.document.blocks.iter().filter(|b| matches!(b, Block::Quote { .. }));
        prop_assert_eq!(quotes.count(), compiled.quotes.len());
    }
}
