//! What holds for the source of any report.

use proptest::prelude::*;

use super::*;
use crate::document::*;

/// A report that has `text` in every place where text may stand.
fn filled_with(text: &str) -> Document {
    let text = || text.to_owned();
    let knot = || Knot { thread: text(), voices: text(), label: text() };
    let note = Note { voices: text(), data: text(), actions: text(), sureness: text() };
    let claim = Inline::Claim(Claim { text: text(), knot: knot(), note: Some(note) });
    let link = |url: &str| Inline::Link { url: url.to_owned() + &text(), text: text() };
    let inlines = vec![
        Inline::Text(text()),
        Inline::Strong(text()),
        Inline::Emph(text()),
        Inline::Code(text()),
        link("https://edefyn.example/"),
        claim,
    ];
    let quote = Quote {
        text: text(),
        language: "cy".into(),
        translation: Some(Translation { text: text(), label: text() }),
        who: text(),
        permission: text(),
    };
    let bar = Bar { label: text(), value_text: text(), share: Some(0.5) };
    let row = ThemeRow { label: text(), count_text: text(), dots: 9 };
    Document {
        language: "en".into(),
        title: text(),
        cover: Cover {
            kind: text(),
            subtitle: text(),
            organisation: text(),
            facts: text(),
            version: text(),
        },
        thread_base: "edefyn.example/t/".into(),
        words: Words {
            thread: text(),
            follow: text(),
            footer: "{title}. {address}".to_owned() + &text(),
            page: "{n} / {m}".to_owned() + &text(),
            rests_on: text(),
            quote_open: text(),
            quote_close: text(),
        },
        notices: vec![text()],
        blocks: vec![
            Block::Heading { level: 1, text: text(), anchor: text() },
            Block::Paragraph(inlines.clone()),
            Block::List { kind: ListKind::Short, items: vec![inlines.clone()] },
            Block::Quote(quote),
            Block::ThemeChart(ThemeChart {
                title: text(),
                caption: text(),
                rows: vec![row],
                note: text(),
            }),
            Block::BarChart(BarChart {
                title: text(),
                caption: text(),
                rows: vec![bar],
                note: text(),
            }),
            Block::Recommendation(Recommendation {
                to: text(),
                text: text(),
                rests_on: vec![knot()],
                mark: Mark::NotPossible,
                status: text(),
                reply: text(),
            }),
            Block::Promise(Promise {
                mark: Mark::Done,
                status: text(),
                text: text(),
                detail: text(),
            }),
            Block::Callout { tone: Tone::Warning, text: inlines },
        ],
    }
}

/// The source without what stands between quotes: its code.
fn code(source: &str) -> String {
    let mut out = String::new();
    let mut characters = source.strip_prefix(PRELUDE).expect("the prelude first").chars();
    let mut inside = false;
    while let Some(character) = characters.next() {
        match (character, inside) {
            ('\\', true) => drop(characters.next()),
            ('"', _) => inside = !inside,
            (other, false) => out.push(other),
            _ => {}
        }
    }
    assert!(!inside, "an open literal");
    out
}

fn heading(level: u8) -> Block {
    Block::Heading { level, text: "Getting there".into(), anchor: "get".into() }
}

proptest! {
    // Text without breaks of line, so that a quote always has one paragraph; with them it has
    // more, and that is code too.
    #[test]
    fn no_text_changes_the_code(text in "x[^\\p{C}\\p{Z}]{0,30}") {
        let plain = code(&typst_source(&filled_with("x")));
        prop_assert_eq!(code(&typst_source(&filled_with(&text))), plain);
    }
}

#[test]
fn code_in_a_quote_stays_between_quotes() {
    let plain = code(&typst_source(&filled_with("x")));
    for hostile in
        ["#read(\"/etc/passwd\")", "]#", "\\", "\"", "x\" + read(\"/a\") + \"", "$x$", "*/"]
    {
        assert_eq!(code(&typst_source(&filled_with(hostile))), plain, "{hostile}");
    }
}

#[test]
fn no_heading_skips_a_level() {
    let blocks = vec![heading(3), heading(2), heading(4), heading(1)];
    let source = typst_source(&Document { blocks, ..Document::default() });
    let levels: Vec<&str> =
        source.matches("heading(level: 1").chain(source.matches("heading(level: 2")).collect();
    assert_eq!(levels.len(), 2 + 1);
    assert!(source.contains("heading(level: 3"));
}

#[test]
fn an_anchor_is_set_once() {
    let blocks = vec![heading(1), heading(1)];
    let source = typst_source(&Document { blocks, ..Document::default() });
    assert_eq!(source.matches("#label(\"get\")").count(), 1);
}

#[test]
fn a_link_to_a_missing_anchor_is_plain_words() {
    let link = Inline::Link { url: "#nowhere".into(), text: "There".into() };
    let blocks = vec![Block::Paragraph(vec![link])];
    let source = typst_source(&Document { blocks, ..Document::default() });
    assert!(source.contains("words({ \"There\"; }"));
}

#[test]
fn a_thread_stands_in_the_margin_once() {
    let claim = Inline::Claim(Claim {
        knot: Knot { thread: "14".into(), ..Knot::default() },
        note: Some(Note::default()),
        ..Claim::default()
    });
    let blocks = vec![Block::Paragraph(vec![claim.clone()]), Block::Paragraph(vec![claim])];
    let source = typst_source(&Document { blocks, ..Document::default() });
    let body = source.strip_prefix(PRELUDE).expect("the prelude first");
    assert_eq!(body.matches("note(").count(), 1);
}

#[test]
fn labels_are_filled_in() {
    let holes = [("{n}", "n"), ("{m}", "m")];
    assert_eq!(filled("{n} of {m}", &holes), "(\"\" + \"\" + n + \" of \" + m + \"\")");
    assert_eq!(filled("", &holes), "(\"\" + \"\")");
}
