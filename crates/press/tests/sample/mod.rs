//! A report of an invented valley, as long as a real one.

use paper::{
    Bar, BarChart, Block, Claim, Cover, Document, Inline, Knot, ListKind, Mark, Note, Promise,
    Quote, Recommendation, ThemeChart, ThemeRow, Tone, Translation, Words,
};

/// The words of the Welsh speaker, so that a test can look for them.
pub const WELSH_WORDS: &str = "Do’n i ddim yn gwybod bod neb arall yn teimlo fel hyn. Mae’r tŷ’n \
                               oer a’r dŵr yn rhewi, ac mae’r ŵyn yn gynhesach na fi.";

pub fn text(words: &str) -> Inline {
    Inline::Text(words.into())
}

pub fn heading(level: u8, words: &str, anchor: &str) -> Block {
    Block::Heading { level, text: words.into(), anchor: anchor.into() }
}

pub fn knot(thread: &str, voices: &str) -> Knot {
    let label = format!("Follow thread {thread}: voices {voices}");
    Knot { thread: thread.into(), voices: voices.into(), label }
}

pub fn claim(words: &str, thread: &str, voices: &str) -> Inline {
    let note = Note {
        voices: format!("{voices} voices"),
        data: "2 data".into(),
        actions: "1 action".into(),
        sureness: "Fairly sure.".into(),
    };
    Inline::Claim(Claim { text: words.into(), knot: knot(thread, voices), note: Some(note) })
}

pub fn quote(words: &str, who: &str) -> Block {
    Block::Quote(Quote {
        text: words.into(),
        who: who.into(),
        permission: "Public, name changed".into(),
        ..Quote::default()
    })
}

fn themes() -> Block {
    let rows = [
        ("Somewhere warm to meet", 38),
        ("Getting to appointments", 31),
        ("Looking out for neighbours", 27),
        ("Space for young people", 22),
        ("Food and bills", 14),
    ];
    Block::ThemeChart(ThemeChart {
        title: "A warm place to meet came up most".into(),
        caption: "Each dot is one person, counted once under the thing they talked about most. \
                  132 people."
            .into(),
        rows: rows
            .map(|(label, dots)| ThemeRow {
                label: label.into(),
                count_text: format!("{dots} people"),
                dots,
            })
            .into(),
        note: "We spoke to few men under 40, so their views are thin here.".into(),
    })
}

fn bars() -> Block {
    let rows = [
        ("I could ask a neighbour for help", Some(0.58)),
        ("I feel part of this place", Some(0.61)),
        ("I can get where I need to go", Some(0.52)),
        ("I know who to ring about a problem", None),
    ];
    Block::BarChart(BarChart {
        title: "Most people feel part of this place".into(),
        caption: "Out of every 100 people asked, how many agreed. Autumn 2026.".into(),
        rows: rows
            .map(|(label, share)| Bar {
                label: label.into(),
                value_text: share
                    .map_or("Too few to say".into(), |s: f64| format!("{:.0}", s * 100.0)),
                share,
            })
            .into(),
        note: "Door-to-door survey, 171 people.".into(),
    })
}

fn part(number: usize) -> Vec<Block> {
    let anchor = format!("part-{number}");
    vec![
        heading(1, "Getting there", &anchor),
        Block::Paragraph(vec![
            text(
                "Before the minibus, the trip to the eye clinic took two buses and a steep walk. ",
            ),
            claim(
                "Older residents missed fewer hospital appointments once the Tuesday minibus \
                 started.",
                &format!("{}", 14 + number * 2),
                "14",
            ),
            text(" Several said they had stopped booking at all."),
        ]),
        quote(
            "Two buses and a walk to the eye clinic. I cancelled, in the end. You do. Now Ken \
             toots at ten past nine.",
            "Woman, 70s",
        ),
        Block::Paragraph(vec![
            text("It does not work for everyone. "),
            claim(
                "People with appointments on other days are no better off.",
                &format!("{}", 15 + number * 2),
                "5+",
            ),
            text(" The health board has agreed to look at clinic days. See "),
            Inline::Link { url: "#asks".into(), text: "what we ask for".into() },
            text(" or "),
            Inline::Link {
                url: "https://edefyn.example/en/reports".into(),
                text: "the data".into(),
            },
            text("."),
        ]),
        bars(),
        heading(2, "Warmth and company", ""),
        Block::Paragraph(vec![
            text("The Institute opened its back hall "),
            Inline::Strong("four days a week".into()),
            text(". It was "),
            Inline::Emph("never only".into()),
            text(" about the heating. The reading is kept under "),
            Inline::Code("CH-2026-11".into()),
            text("."),
        ]),
        Block::List {
            kind: ListKind::Bulleted,
            items: vec![
                vec![text("On average 31 people come each day.")],
                vec![text("It costs £210 a week and is paid for until March 2027.")],
                vec![text("Three people who came for soup now run the kitchen.")],
            ],
        },
    ]
}

/// The report with `parts` parts: one is a short report, seven make twelve pages and more.
pub fn report(parts: usize) -> Document {
    let mut blocks = vec![
        heading(1, "The short version", "sum"),
        Block::Callout {
            tone: Tone::Plain,
            text: vec![
                Inline::Strong("How to read this.".into()),
                text(
                    " Where you see a stitched line and a gold knot, you can follow it to the \
                     voices, numbers and actions behind it. The number on the knot is how many \
                     people said it.",
                ),
            ],
        },
        Block::List {
            kind: ListKind::Short,
            items: vec![
                vec![claim("Being cold and being alone came up together.", "12", "38")],
                vec![claim(
                    "Older residents missed fewer hospital appointments once the Tuesday minibus \
                     started.",
                    "14",
                    "14",
                )],
                vec![claim(
                    "Young people asked for a door that opens after six, not a programme.",
                    "13",
                    "22",
                )],
                vec![claim(
                    "Neighbours did most of the checking-in, and some are tired.",
                    "11",
                    "27",
                )],
            ],
        },
        heading(1, "Who spoke", "who"),
        Block::Paragraph(vec![text(
            "Between May 2025 and October 2026 our two local workers spoke with 132 people, at \
             doorsteps, in the chip shop queue and at the Institute. Forty-four chose to speak in \
             Welsh.",
        )]),
        themes(),
        Block::Quote(Quote {
            text: WELSH_WORDS.into(),
            language: "cy".into(),
            translation: Some(Translation {
                text: "I didn’t know anyone else felt like this. The house is cold and the water \
                       freezes, and the lambs are warmer than I am."
                    .into(),
                label: "Our translation.".into(),
            }),
            who: "“Aled”, 40s".into(),
            permission: "Public, name changed".into(),
        }),
    ];
    for number in 0..parts {
        blocks.extend(part(number));
    }
    blocks.extend(asks());
    Document {
        language: "en".into(),
        title: "A year in Cwm Helyg".into(),
        cover: Cover {
            kind: "Learning report, November 2026".into(),
            subtitle: "What 132 people told us about getting by together, and what was done about \
                       it."
            .into(),
            organisation: "Helyg Voluntary Council".into(),
            facts: "41 lines, 38 with a full thread".into(),
            version: "Version 2, 20 November 2026".into(),
        },
        thread_base: "edefyn.example/t/".into(),
        words: Words {
            thread: "Thread".into(),
            follow: "Follow".into(),
            footer: "{title}. Follow any thread at {address}".into(),
            page: "{n} of {m}".into(),
            rests_on: "Rests on".into(),
            quote_open: "“".into(),
            quote_close: "”".into(),
        },
        notices: Vec::new(),
        blocks,
    }
}

fn asks() -> Vec<Block> {
    vec![
        heading(1, "What we ask for", "asks"),
        Block::Recommendation(Recommendation {
            to: "To the health board".into(),
            text: "Put valley patients’ clinics on Tuesdays.".into(),
            rests_on: vec![knot("14", "14"), knot("15", "5+")],
            mark: Mark::UnderWay,
            status: "Agreed to look at it".into(),
            reply: "Reply received 22 April 2026.".into(),
        }),
        Block::Recommendation(Recommendation {
            to: "To the county council".into(),
            text: "Put the Heol Isaf stop back, or say what would make it possible.".into(),
            rests_on: vec![knot("16", "9")],
            mark: Mark::NotPossible,
            status: "Said no".into(),
            reply: "Reply received 3 June 2026.".into(),
        }),
        heading(1, "You said, we did", "did"),
        Block::Promise(Promise {
            mark: Mark::Done,
            status: "Done".into(),
            text: "A warm hub, four days a week".into(),
            detail: "The Institute opened its back hall in October 2025.".into(),
        }),
        Block::Promise(Promise {
            mark: Mark::StillListening,
            status: "Still listening".into(),
            text: "Somewhere for young people after six".into(),
            detail: "We still need two adults who can give one evening a month.".into(),
        }),
        Block::List {
            kind: ListKind::Numbered,
            items: vec![
                vec![text("We listened at doorsteps.")],
                vec![text("Two people read every word.")],
            ],
        },
    ]
}
