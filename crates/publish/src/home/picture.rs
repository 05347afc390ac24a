//! The facts of the woven picture. Every number in it was disclosed; a theme that few people
//! spoke of is left out, since its place would tell how few.

use crate::ids::PromiseId;
use crate::promise::{Promise, State, answering};
use kernel::disclosure::{Disclosed, Thresholds, count};
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
    pub people: Disclosed,
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
    let thresholds = Thresholds::of(db)?;
    let mut counted = Vec::new();
    for programme in places::programme::all(db)? {
        counted.extend(sense::theme::voices(db, programme.id, None)?);
    }
    counted.retain(|(_, people)| count(*people, thresholds).count().is_some_and(|n| n > 0));
    counted.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
    counted.truncate(THEMES);
    let mut woven = Picture::default();
    let mut places: HashMap<PromiseId, usize> = HashMap::new();
    for (theme, people) in counted {
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
        woven.themes.push(Woven { name, people: count(people, thresholds), things });
    }
    let most = woven.themes.iter().filter_map(|theme| theme.people.count()).sum::<u64>();
    woven.people_per_dot = people_per_dot(u32::try_from(most).unwrap_or(u32::MAX));
    Ok(woven)
}

impl Picture {
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
    pub fn loom(
        &self,
        people: impl Fn(Disclosed) -> String,
        state: impl Fn(State) -> String,
    ) -> Loom {
        let per_dot = u64::from(self.people_per_dot.max(1));
        let dots = |count: Disclosed| {
            let dots = count.count().unwrap_or_default().div_ceil(per_dot);
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
                    count_text: people(theme.people),
                    dots: dots(theme.people),
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
