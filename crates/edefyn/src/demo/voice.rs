//! Every voice of the demonstration as it is going to be written down, in the order of its day.

use super::data::{Entry, entries, file};
use super::markup::Marked;
use super::place::Place;
use super::told;
use kernel::Chance;
use kernel::clock::Date;
use kernel::permission::{Closure, Permission, Rung};
use listen::voice::{How, Person, Review};

/// What becomes of a voice after it was written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing more.
    #[default]
    Kept,
    /// Its person takes it back.
    TakenBack,
    /// Somebody raises a concern from it.
    Worry,
    /// It is hidden while it is looked into.
    TakenDown,
    /// Its person lets it go further than at first.
    FurtherLater,
}

/// A voice that is going to be written down.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) place: String,
    pub(super) title: String,
    pub(super) described: String,
    pub(super) band: String,
    pub(super) young: bool,
    pub(super) language: String,
    pub(super) words: Marked,
    pub(super) translation: Option<Marked>,
    pub(super) heard: Date,
    pub(super) how: How,
    pub(super) permission: Permission,
    pub(super) person: Option<Person>,
    pub(super) closure: Closure,
    pub(super) review: Review,
    pub(super) fate: Fate,
    /// Whether somebody wrote all of it by hand, so that everyone should read it.
    pub(super) longer: bool,
}

impl Planned {
    /// The key of the campaign in which it is heard.
    pub(super) fn campaign(&self) -> &'static str {
        match self.heard {
            day if day < Date::constant(2026, 1, 5) => "easier",
            day if self.young && day >= Date::constant(2026, 2, 2) => "six",
            _ => "year",
        }
    }

    /// Whether one of its marks has a name or is about one of `topics`.
    pub(super) fn speaks_of(&self, topics: &[&str]) -> bool {
        self.words.marks.iter().any(|mark| topics.contains(&mark.topic.as_str()))
    }
}

/// All of them.
pub(super) fn all(places: &[Place], chance: &mut Chance) -> Vec<Planned> {
    let mut all: Vec<Planned> = [file!("voices.transcripts.txt"), file!("voices.longer.txt")]
        .into_iter()
        .flat_map(entries)
        .map(|entry| longer(&entry))
        .collect();
    all.extend(told::all(places, &all, chance));
    all.sort_by(|a, b| (a.heard, &a.place, &a.title).cmp(&(b.heard, &b.place, &b.title)));
    all
}

/// A voice that was written by hand.
fn longer(entry: &Entry) -> Planned {
    let also = entry.list("also");
    let has = |word: &str| also.iter().any(|found| found == word);
    let band = entry.get("age").to_owned();
    let name = Some(entry.get("named")).filter(|name| !name.is_empty());
    let pseudonym = entry.head.split(',').next().unwrap_or_default().to_owned();
    let mut words = Marked::read(&entry.text);
    let translation = entry.translation.as_deref().map(Marked::read);
    if translation.is_some() {
        whole_lines(&mut words);
    }
    Planned {
        place: entry.get("place").to_owned(),
        title: entry.head.clone(),
        described: entry.get("who").to_owned(),
        young: band == "under 18",
        band,
        language: entry.get("lang").to_owned(),
        words,
        translation,
        heard: entry.get("heard").parse().unwrap_or(Date::constant(2025, 12, 1)),
        how: How::from_word(entry.get("how")).unwrap_or(How::Typed),
        permission: Permission {
            rung: Rung::from_word(entry.get("rung")).unwrap_or(Rung::Count),
            sound: has("sound"),
            archive: has("archive"),
            contact: has("contact"),
        },
        person: Some(Person { pseudonym, name: name.map(str::to_owned), ..Person::default() }),
        closure: Closure::Open,
        review: Review::Cleared,
        fate: match entry.get("fate") {
            "withdrawn" => Fate::TakenBack,
            "concern" => Fate::Worry,
            _ => Fate::Kept,
        },
        longer: true,
    }
}

/// Marks whole lines, because only a whole line can stand beside its translation.
fn whole_lines(words: &mut Marked) {
    for mark in &mut words.marks {
        let lines = listen::line::lines(&words.text);
        if let Some(line) = lines.iter().find(|line| line.end > mark.span.start) {
            mark.span = line.start..line.end;
        }
    }
}
