//! What holds for every PDF that the press prints.
#![expect(clippy::expect_used, reason = "a test that can't begin must fail")]

mod sample;

use std::{
    collections::BTreeSet,
    io::Write as _,
    process::{Command, Stdio},
    sync::LazyLock,
};

use paper::{Block, Document, Inline, typst_source};
use press::{Fault, Moment, Press};
use proptest::prelude::*;
use typst::syntax::{SyntaxNode, ast, parse};

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new().expect("the fonts of the house"));

const MOMENT: Moment = Moment { year: 2026, month: 11, day: 20, hour: 9, minute: 30, second: 0 };

fn print(document: &Document) -> Vec<u8> {
    PRESS.print(&typst_source(document), "sample", Some(MOMENT)).expect("a printed report")
}

/// Runs a reader of PDF from poppler-utils over `pdf`; `None` when it is not installed.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let spawned = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = spawned else {
        eprintln!("skipped: no {program}; install poppler-utils");
        return None;
    };
    child.stdin.take().expect("a pipe").write_all(pdf).expect("the file is taken");
    let output = child.wait_with_output().expect("an answer");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words of `pdf`, with a single space between them.
fn words(pdf: &[u8]) -> Option<String> {
    let text = poppler("pdftotext", &["-enc", "UTF-8", "-", "-"], pdf)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn holds(pdf: &[u8], bytes: &str) -> bool {
    pdf.windows(bytes.len()).any(|window| window == bytes.as_bytes())
}

#[test]
fn a_report_declares_that_it_is_accessible() {
    let pdf = print(&sample::report(1));
    assert!(holds(&pdf, "<pdfuaid:part>1</pdfuaid:part>"), "no PDF/UA-1 in the metadata");
    assert!(holds(&pdf, "/StructTreeRoot"), "no tags");
    assert!(holds(&pdf, "/Marked true"), "not marked as tagged");
    assert!(holds(&pdf, "/Lang(en)"), "no language");
    assert!(holds(&pdf, "/DisplayDocTitle true"), "no title in the window");
}

#[test]
fn headings_lists_quotes_and_links_are_tagged_as_such() {
    let Some(tags) = poppler("pdfinfo", &["-struct", "-"], &print(&sample::report(1))) else {
        return;
    };
    for tag in ["H1", "H2", "LI", "BlockQuote", "Link", "Figure"] {
        assert!(tags.lines().any(|line| line.trim_start().starts_with(tag)), "no {tag} in {tags}");
    }
}

#[test]
fn a_quote_is_tagged_with_the_language_spoken() {
    let mut document = sample::report(0);
    assert!(holds(&print(&document), "/Lang(cy)"));
    document.blocks.retain(|block| !matches!(block, Block::Quote(_)));
    assert!(!holds(&print(&document), "/Lang(cy)"));
}

#[test]
fn words_come_out_as_they_went_in() {
    let Some(words) = words(&print(&sample::report(1))) else { return };
    for expected in [
        sample::WELSH_WORDS,
        "A year in Cwm Helyg",
        "Older residents missed fewer hospital appointments once the Tuesday minibus started.",
        "38 people",
        "Too few to say",
        "t/14",
        "2 of ",
        "Follow any thread at edefyn.example/t/",
    ] {
        assert!(words.contains(expected), "no {expected:?} in {words}");
    }
}

#[test]
fn welsh_letters_print_in_every_face() {
    let mut document = sample::report(0);
    let welsh = "Tŷ dŵr Ŵ Ŷ ŵ ŷ";
    document.title = welsh.into();
    document.blocks = vec![
        sample::heading(1, welsh, "ty"),
        Block::Paragraph(vec![
            Inline::Text(format!("{welsh} ")),
            Inline::Strong(format!("{welsh} ")),
            Inline::Emph(welsh.into()),
        ]),
        sample::quote(welsh, welsh),
    ];
    assert!(PRESS.unprintable(welsh).is_empty());
    let Some(words) = words(&print(&document)) else { return };
    assert!(words.matches(welsh).count() >= 7, "{words}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let document = sample::report(2);
    let again = Press::new().expect("the fonts of the house");
    let again = again.print(&typst_source(&document), "sample", Some(MOMENT)).expect("a report");
    assert!(print(&document) == again, "two prints differ");
}

#[test]
fn reports_printed_at_once_do_not_meet() {
    let expected: Vec<Vec<u8>> = (0..4).map(|parts| print(&sample::report(parts))).collect();
    std::thread::scope(|scope| {
        for round in 0..8 {
            let expected = &expected;
            scope.spawn(move || {
                let parts = round % 4;
                assert!(print(&sample::report(parts)) == expected[parts], "report {parts} differs");
            });
        }
    });
}

#[test]
fn words_taken_back_are_not_in_the_next_print() {
    let mut document = sample::report(1);
    let before = print(&document);
    document.blocks.retain(|block| !matches!(block, Block::Quote(quote) if quote.language == "cy"));
    let after = print(&document);
    let (Some(before), Some(after)) = (words(&before), words(&after)) else { return };
    for word in ["rhewi", "gynhesach", "ŵyn"] {
        assert!(before.contains(word), "{word} was never there");
        assert!(!after.contains(word), "{word} is still there");
    }
}

#[test]
fn a_long_report_is_printed_whole() {
    let source = typst_source(&sample::report(9));
    let pdf = PRESS.print(&source, "sample", None).expect("a printed report");
    if let Some(facts) = poppler("pdfinfo", &["-"], &pdf) {
        let pages = facts.lines().find_map(|line| line.strip_prefix("Pages:"));
        let pages: u32 = pages.expect("a count").trim().parse().expect("a number");
        assert!(pages >= 12, "{pages} pages");
    }
}

#[test]
fn code_in_words_is_printed_as_words() {
    let hostile = "#read(\"/etc/passwd\") ]# $x^2$ *not bold* // gone? <tag> @ref \\ #{1+1}";
    let mut document = sample::report(0);
    document.blocks = vec![
        Block::Paragraph(vec![Inline::Text(hostile.into())]),
        sample::quote(hostile, "Someone"),
    ];
    let Some(words) = words(&print(&document)) else { return };
    assert!(words.matches(hostile).count() == 2, "{words}");
}

#[test]
fn threads_can_be_followed_from_the_paper() {
    let pdf = print(&sample::report(1));
    let Some(links) = poppler("pdfinfo", &["-url", "-"], &pdf) else { return };
    assert!(links.contains("https://edefyn.example/t/14"), "{links}");
}

#[test]
fn the_file_is_dated_by_the_caller() {
    assert!(holds(&print(&sample::report(0)), "D:20261120093000Z"));
    let source = typst_source(&sample::report(0));
    let undated = PRESS.print(&source, "sample", None).expect("a report");
    assert!(!holds(&undated, "D:20"), "a date from nowhere");
    let never = Moment { month: 2, day: 30, ..MOMENT };
    let refused = PRESS.print(&source, "sample", Some(never));
    assert!(matches!(refused, Err(Fault::NoSuchMoment(_))));
}

#[test]
fn nothing_is_read_from_the_machine_or_the_network() {
    for source in [
        "#read(\"/etc/passwd\")",
        "#image(\"/etc/hostname\")",
        "#import \"@preview/cetz:0.3.0\": *",
        "#include \"main.typ\"",
        "#datetime.today().display()",
    ] {
        let refused = PRESS.print(source, "sample", None);
        assert!(matches!(refused, Err(Fault::Source(_))), "{source}: {refused:?}");
    }
}

#[test]
fn a_report_without_a_title_is_refused() {
    let document = Document { title: " ".into(), ..sample::report(0) };
    let refused = PRESS.print(&typst_source(&document), "sample", None);
    assert!(matches!(refused, Err(Fault::NotAccessible(_))), "{refused:?}");
}

#[test]
fn a_fault_tells_its_place_and_none_of_the_words() {
    let fault = PRESS.print("\n#let x = \"a secret\" + 1", "sample", None).expect_err("no sum");
    let told = fault.to_string();
    assert!(told.contains("line 2") && !told.contains("secret"), "{told}");
}

/// Every string that Typst's own parser finds in `source`.
fn strings(source: &str) -> BTreeSet<String> {
    fn walk(node: &SyntaxNode, found: &mut BTreeSet<String>) {
        if let Some(string) = node.cast::<ast::Str<'_>>() {
            found.insert(string.get().to_string());
        }
        node.children().for_each(|child| walk(child, found));
    }
    let root = parse(source);
    let (problems, _) = root.errors_and_warnings();
    assert!(problems.is_empty(), "the source does not parse");
    let mut found = BTreeSet::new();
    walk(&root, &mut found);
    found
}

#[test]
fn every_character_that_is_called_printable_prints() {
    let all: String = ('\u{80}'..='\u{2ffff}').chain('\u{e0000}'..='\u{e0fff}').collect();
    let missing: BTreeSet<char> = PRESS.unprintable(&all).into_iter().collect();
    // Each by itself, and after a letter, as marks stand.
    let printable = all.chars().filter(|character| !missing.contains(character));
    let text: String = printable.map(|character| format!("{character} e{character} ")).collect();
    assert!(text.len() > 5_000, "{} bytes", text.len());
    let mut document = sample::report(0);
    document.blocks =
        vec![Block::Paragraph(vec![Inline::Strong(text.clone())]), sample::quote(&text, "Someone")];
    print(&document);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn typst_reads_every_text_as_one_string(text in "[^\\p{C}\\p{Z}]{1,38}") {
        let document = Document {
            blocks: vec![Block::Paragraph(vec![Inline::Text(text.clone())])],
            ..sample::report(0)
        };
        prop_assert!(strings(&typst_source(&document)).contains(&text));
    }

    #[test]
    fn any_words_in_any_script_print(text in any::<String>(), tag in "[a-zA-Z-]{0,5}") {
        let mut document = sample::report(0);
        document.title.push_str(&text);
        document.notices = vec![text.clone()];
        document.blocks = vec![
            sample::heading(3, &text, &text),
            sample::heading(1, &text, &text),
            Block::Paragraph(vec![
                Inline::Strong(text.clone()),
                sample::claim(&text, &text, &text),
                Inline::Link { url: format!("https://{text}"), text: text.clone() },
                Inline::Link { url: format!("#{text}"), text: text.clone() },
            ]),
            sample::quote(&text, &text),
        ];
        document.language = tag;
        let printed = PRESS.print(&typst_source(&document), &text, Some(MOMENT));
        prop_assert!(printed.is_ok(), "{:?}", printed.err());
    }
}
