//! The facts of the woven picture. Every number in it was disclosed; a theme that few people
//! spoke of is left out, since its place would tell how few.

use crate::ids::PromiseId;
use crate::promise::{Promise, State, answering};
use crate::told::{About, Book, Told};
use kernel::ids::ProgrammeId;
use kernel::{Db, Fault, Language};
use paper::Mark;
use paper::chart::{Loom, LoomAction, LoomLink, LoomTheme, people_per_dot};
use std::collections::HashMap;

/// How many themes the picture shows.
const THEMES: usize = 5;
/// How many promises it shows.
const ACTIONS: usize = 7;

/// Something that people spoke of, with what was done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Woven {
    /// Its name.
    pub name: String,
    /// How many people.
    pub told: Told,
    /// What was done: places in [`Picture::things`].
    pub things: Vec<usize>,
}

/// Something that was done, or could not be.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Its name.
    pub name: String,
    /// Its public number.
    pub number: i64,
    /// How it stands.
    pub state: State,
}

/// What the picture and the list beside it show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// What people spoke of, the most spoken of first.
    pub themes: Vec<Woven>,
    /// What was done.
    pub things: Vec<Thing>,
    /// For how many people one dot stands.
    pub people_per_dot: u32,
}

/// The picture as it is now, with names in `language`.
///
/// # Errors
/// The database's.
pub fn picture(db: &Db, language: Language) -> Result<Picture, Fault> {
    let mut counted = Vec::new();
    for (id, told) in Book::of(db)?.themes() {
        if told.people.count().is_none_or(|n| n == 0) {
            continue;
        }
        if let Some(theme) = sense::theme::find(db, id)?.filter(|theme| theme.ended_at.is_none()) {
            counted.push((theme, told));
        }
    }
    counted.sort_by_key(|(theme, told)| {
        (std::cmp::Reverse(told.people.count()), theme.position, theme.id)
    });
    counted.truncate(THEMES);
    let mut woven = Picture::default();
    let mut places: HashMap<PromiseId, usize> = HashMap::new();
    for (theme, told) in counted {
        let mut things = Vec::new();
        for promise in answering(db, theme.id)? {
            let known = places.get(&promise.id).copied();
            let place = known.or_else(|| woven.add(&promise, language));
            if let Some(place) = place {
                places.insert(promise.id, place);
                things.push(place);
            }
        }
        let name = theme.name.in_language(language).to_owned();
        woven.themes.push(Woven { name, told, things });
    }
    let most = woven.themes.iter().filter_map(|theme| theme.told.people.count()).sum::<u64>();
    woven.people_per_dot = people_per_dot(u32::try_from(most).unwrap_or(u32::MAX));
    Ok(woven)
}

/// The themes that the picture would show of a programme: those that most people spoke of.
///
/// # Errors
/// The database's.
pub(crate) fn most_spoken_of(db: &Db, programme: ProgrammeId) -> Result<Vec<About>, Fault> {
    let mut counted = sense::theme::people(db, programme, None)?;
    counted.retain(|(_, people)| people.count > 0);
    counted.sort_by_key(|(_, people)| std::cmp::Reverse(people.count));
    counted.truncate(THEMES);
    Ok(counted.into_iter().map(|(theme, _)| About::Theme(theme.id, None)).collect())
}

impl Picture {
    /// The key of the sentence that says what a dot is.
    pub fn caption(&self) -> &'static str {
        let known = self.themes.iter().all(|theme| theme.told.known);
        if known { "home-caption" } else { "home-caption-voices" }
    }

    /// Adds a promise, if there is room, and gives its place.
    fn add(&mut self, promise: &Promise, language: Language) -> Option<usize> {
        let place = self.things.len();
        (place < ACTIONS).then(|| {
            self.things.push(Thing {
                name: promise.title.in_language(language).to_owned(),
                number: promise.number,
                state: promise.state,
            });
            place
        })
    }

    /// What was done about a theme.
    pub fn of<'a>(&'a self, theme: &'a Woven) -> impl Iterator<Item = &'a Thing> {
        theme.things.iter().filter_map(|place| self.things.get(*place))
    }

    /// The picture's drawing, given how a count and a state are said.
    pub fn loom(&self, people: impl Fn(Told) -> String, state: impl Fn(State) -> String) -> Loom {
        let per_dot = u64::from(self.people_per_dot.max(1));
        let dots = |told: Told| {
            let dots = told.people.count().unwrap_or_default().div_ceil(per_dot);
            u32::try_from(dots).unwrap_or(u32::MAX)
        };
        let links = self.themes.iter().enumerate().flat_map(|(theme, woven)| {
            woven.things.iter().map(move |action| LoomLink { theme, action: *action })
        });
        Loom {
            themes: self
                .themes
                .iter()
                .map(|theme| LoomTheme {
                    name: theme.name.clone(),
                    count_text: people(theme.told),
                    dots: dots(theme.told),
                })
                .collect(),
            actions: self
                .things
                .iter()
                .map(|thing| LoomAction {
                    name: thing.name.clone(),
                    mark: mark(thing.state),
                    status_text: state(thing.state),
                })
                .collect(),
            links: links.collect(),
        }
    }
}

fn mark(state: State) -> Mark {
    match state {
        State::Done => Mark::Done,
        State::UnderWay => Mark::UnderWay,
        State::NotPossible => Mark::NotPossible,
        State::StillListening => Mark::StillListening,
    }
}
