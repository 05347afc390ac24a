//! What holds for every picture: well-formed, hidden from readers, no style, the same each time.

use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use super::*;
use crate::document::{Bar, Mark};

/// Reads `svg` with an XML parser, and gives its text and the names of its attributes.
fn read(svg: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(svg);
    let (mut texts, mut names) = (Vec::new(), Vec::new());
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("a well-formed attribute");
                    names.push(attribute.key.as_ref().to_owned());
                }
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => {
                let name = format!("&{};", &*name);
                text.push_str(&quick_xml::escape::unescape(&name).expect("a known entity"));
            }
            Event::End(_) if !text.is_empty() => texts.push(std::mem::take(&mut text)),
            Event::Eof => return (texts, names),
            _ => {}
        }
    }
}

fn valley() -> Loom {
    let themes = [
        ("Somewhere warm to meet", 38),
        ("Getting to appointments", 31),
        ("Looking out for neighbours", 27),
        ("Space for young people", 22),
        ("Food and bills", 14),
    ];
    let actions = [
        ("Warm hub at the Institute", Mark::Done),
        ("Tuesday minibus", Mark::Done),
        ("Bus stop on Heol Isaf", Mark::NotPossible),
        ("Street phone tree", Mark::UnderWay),
        ("The Shed, Thursday nights", Mark::StillListening),
        ("Food club and bill clinic", Mark::Done),
    ];
    let links = [(0, 0), (1, 1), (1, 2), (2, 3), (0, 3), (3, 4), (4, 5), (0, 5), (9, 9)];
    Loom {
        themes: themes
            .map(|(name, dots)| LoomTheme {
                name: name.into(),
                count_text: format!("{dots} people"),
                dots,
            })
            .into(),
        actions: actions
            .map(|(name, mark)| LoomAction {
                name: name.into(),
                mark,
                status_text: format!("{mark:?}"),
            })
            .into(),
        links: links.map(|(theme, action)| LoomLink { theme, action }).into(),
    }
}

#[test]
fn the_loom_shows_every_theme_action_and_stitch() {
    let picture = loom(&valley());
    let (texts, _) = read(&picture);
    assert_eq!(texts.len(), 2 * (5 + 6));
    assert!(texts.iter().any(|text| text == "38 people"));
    assert_eq!(picture.matches("class=\"stitch\"").count(), 8, "the ninth leads nowhere");
    for (dashes, count) in [("11 7", 4), ("5 7", 2), ("3 9", 1), ("1.5 8", 1)] {
        let stitches = picture.matches(&format!("stroke-dasharray=\"{dashes}\"")).count();
        assert_eq!(stitches, count, "{dashes}: a stitch looks like the action it leads to");
    }
    assert_eq!(picture.matches(" 240 ").count(), 38 + 31 + 27 + 22 + 14, "a thread for each dot");
}

#[test]
fn the_loom_of_the_valley_weighs_little() {
    let picture = loom(&valley());
    assert!(picture.len() < 14_000, "{} bytes", picture.len());
}

#[test]
fn an_empty_loom_is_no_picture() {
    assert_eq!(loom(&Loom::default()), "");
    let only_themes = Loom { actions: Vec::new(), ..valley() };
    assert!(!loom(&only_themes).contains("NaN"));
}

#[test]
fn welsh_letters_stay_as_they_are() {
    let mut valley = valley();
    valley.themes[0].name = "Tŷ cynnes, dŵr glân".into();
    assert!(loom(&valley).contains("Tŷ cynnes, dŵr glân"));
}

proptest! {
    #[test]
    fn no_name_breaks_a_picture(
        name in "\\PC{0,40}",
        dots_wanted in 0_u32..900,
        share in any::<f64>(),
        people in prop::collection::vec((any::<[f64; 2]>(), prop::option::of(0_usize..4)), 0..9),
    ) {
        let mut valley = valley();
        valley.themes[0].name = name.clone();
        valley.themes[0].dots = dots_wanted;
        valley.actions[0].name = name.clone();
        valley.actions[0].status_text = name.clone();
        let row = Bar { label: name.clone(), value_text: name.clone(), share: Some(share) };
        let map = OpinionMap { people, groups: vec![name; 2] };
        let pictures = [
            loom(&valley),
            bars(std::slice::from_ref(&row), Width::Wide),
            bars(&[row], Width::Narrow),
            dots(dots_wanted, Paint::OnPaper, Width::Narrow),
            opinion_map(&map, Width::Narrow),
        ];
        for picture in pictures.iter().filter(|picture| !picture.is_empty()) {
            let (_, names) = read(picture);
            prop_assert!(!names.iter().any(|name| name == "style" || name.starts_with("on")));
            prop_assert!(picture.contains("aria-hidden=\"true\""));
            prop_assert!(!picture.contains("NaN") && !picture.contains("inf"));
        }
        prop_assert_eq!(loom(&valley), pictures[0].clone());
    }

    #[test]
    fn hostile_names_come_out_as_they_went_in(name in "[a-z<>&\"']{1,12}") {
        let mut valley = valley();
        valley.actions[0].status_text = name.clone();
        let (texts, _) = read(&loom(&valley));
        prop_assert!(texts.contains(&name), "{name} in {texts:?}");
    }
}
