//! Overlapping filters: whether one more answer, set against those already given, tells of a
//! small group.
//!
//! "Everybody", then "everybody but carers": the difference counts the carers. In general any
//! adding and subtracting of answers may do it, so each small group is attacked with all answers
//! at once. People who pass the same filters are one *class*; an answer is the sum of its classes,
//! and that makes a [`System`] like any other.

use crate::attack::{Attack, Attacker};
use crate::rules::{Rules, Why};
use crate::system::{Asked, Figure, NotASystem, Relation, State, System};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// How many answers are looked at together.
pub const MOST_ANSWERS: usize = 16;
/// How many classes of people they may make.
pub const MOST_CLASSES: usize = 256;

/// Why one more answer is not given.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// The answer counts few people.
    #[error("the answer counts fewer than {threshold} people")]
    Small {
        /// The smallest count that may be shown.
        threshold: u64,
    },
    /// Together with earlier answers it tells of a small group.
    #[error("{}", sentence(.group, .answers, .threshold))]
    Tells {
        /// Which group.
        group: Group,
        /// The answers, counted from 0, that tell of it when they are added and subtracted; the
        /// new one comes after the earlier ones.
        answers: Vec<usize>,
        /// The smallest count that may be shown.
        threshold: u64,
    },
    /// There are more than [`MOST_ANSWERS`], or they make more than [`MOST_CLASSES`].
    #[error("there are too many answers to look at together")]
    TooMany,
}

/// People picked out by filters, which are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Those who pass both filters.
    Both(usize, usize),
    /// Those who pass the first and not the second.
    But(usize, usize),
    /// Those who pass all of these and no other.
    Only(Vec<usize>),
}

/// Whether `filters`, each the people who pass it (named by any number, in any order), can all be
/// answered with their counts. The last is the new one; the others have been answered.
///
/// The groups looked at are those who pass a filter, two filters, one but not another, and each
/// class: those who pass the same filters. What is safe of these stays as wide open, to somebody
/// who knows every answer and which classes have nobody in them, as a hidden count of a table does:
/// the lowest and the highest it could be are at least threshold - 2 apart. Where zeros are small
/// ([`crate::Zeros::Small`]) that nobody belongs to a group of one or two filters is looked at
/// too, by somebody who knows it of all other groups; the range is then as wide as the threshold.
///
/// Two linear programmes over the classes for each small group, of which there are at most
/// classes + filters squared: within the limits a tenth of a second for random filters, and
/// milliseconds for filters as people use them.
///
/// # Errors
/// [`Refused`] says why the new answer is not to be given. What the earlier answers tell by
/// themselves is found too.
pub fn may_answer(rules: Rules, filters: &[BTreeSet<u64>]) -> Result<(), Refused> {
    let threshold = rules.threshold.people();
    if filters.len() > MOST_ANSWERS {
        return Err(Refused::TooMany);
    }
    if filters.last().is_some_and(|new| rules.is_small(new.len() as u64)) {
        return Err(Refused::Small { threshold });
    }
    let classes = classes(filters);
    if classes.len() > MOST_CLASSES {
        return Err(Refused::TooMany);
    }
    for group in groups(filters.len(), &classes) {
        let people = classes.iter().filter(|(passed, _)| group.holds(passed));
        if !rules.is_small(people.map(|(_, people)| *people).sum()) {
            continue;
        }
        let told = told(rules, filters.len(), &classes, &group).map_err(|_| Refused::TooMany)?;
        if let Some(answers) = told {
            return Err(Refused::Tells { group, answers, threshold });
        }
    }
    Ok(())
}

/// How many people pass the same filters, by the filters that they pass.
fn classes(filters: &[BTreeSet<u64>]) -> BTreeMap<Vec<usize>, u64> {
    let mut passed: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (filter, people) in filters.iter().enumerate() {
        for person in people {
            passed.entry(*person).or_default().push(filter);
        }
    }
    let mut classes = BTreeMap::new();
    for filters in passed.into_values() {
        *classes.entry(filters).or_insert(0) += 1;
    }
    classes
}

/// Every group that is looked at.
fn groups(filters: usize, classes: &BTreeMap<Vec<usize>, u64>) -> BTreeSet<Group> {
    let mut groups: BTreeSet<Group> = classes.keys().cloned().map(Group::Only).collect();
    for one in 0..filters {
        groups.extend((one + 1..filters).map(|other| Group::Both(one, other)));
        let others = (0..filters).filter(|other| *other != one);
        groups.extend(others.map(|other| Group::But(one, other)));
    }
    groups
}

/// The answers that tell of a small group when they are added and subtracted; none where they
/// leave it open. Classes, answers and the group are figures of one system.
fn told(
    rules: Rules,
    filters: usize,
    classes: &BTreeMap<Vec<usize>, u64>,
    group: &Group,
) -> Result<Option<Vec<usize>>, NotASystem> {
    let mut classes: Vec<(&[usize], u64)> =
        classes.iter().map(|(passed, people)| (passed.as_slice(), *people)).collect();
    let alone = group.filters();
    if !classes.iter().any(|(passed, _)| group.holds(passed)) {
        // Nobody belongs to it, which may be the very thing that must not be told.
        classes.push((&alone, 0));
    }
    let figure = |people: u64, state| Figure {
        value: people.into(),
        known: (Some(rules.floor().into()), None),
        state,
        asked: Asked::default(),
        cost: 0,
    };
    let mut figures: Vec<Figure> =
        classes.iter().map(|(_, people)| figure(*people, State::Hidden(Why::Protects))).collect();
    let mut relations = Vec::new();
    let mut sum = |state, passes: &dyn Fn(&[usize]) -> bool| {
        let members = classes.iter().enumerate().filter(|(_, (passed, _))| passes(passed));
        let (parts, people): (Vec<usize>, Vec<u64>) =
            members.map(|(class, (_, people))| (class, *people)).unzip();
        relations.push(Relation { total: figures.len(), parts });
        figures.push(figure(people.iter().sum(), state));
    };
    for filter in 0..filters {
        sum(State::Known, &|passed| passed.contains(&filter));
    }
    sum(State::Hidden(Why::Small), &|passed| group.holds(passed));
    let place = figures.len().saturating_sub(1);
    if let Some(figure) = figures.get_mut(place) {
        figure.asked.across = rules.width().saturating_sub(1);
    }
    let system = System::new(figures, relations)?;
    let mut attacker = Attacker::new(&system);
    let hidden: Vec<bool> =
        system.figures().iter().map(|figure| figure.state != State::Known).collect();
    Ok(match attacker.attack(&hidden, place) {
        Attack::Succeeds(_) => {
            // The first relations are the answers, in order.
            let relations = attacker.relations(&hidden, place).into_iter();
            Some(relations.filter(|relation| *relation < filters).collect())
        }
        _ => None,
    })
}

impl Group {
    /// The filters that somebody of the group passes who passes no more than they must.
    fn filters(&self) -> Vec<usize> {
        match self {
            Self::Both(one, other) => vec![*one, *other],
            Self::But(one, _) => vec![*one],
            Self::Only(filters) => filters.clone(),
        }
    }

    /// Whether those who pass `passed` and no other filter belong to it.
    fn holds(&self, passed: &[usize]) -> bool {
        match self {
            Self::Both(one, other) => passed.contains(one) && passed.contains(other),
            Self::But(one, other) => passed.contains(one) && !passed.contains(other),
            Self::Only(filters) => passed == filters.as_slice(),
        }
    }
}

/// The refusal in words, in which answers are counted from 1.
fn sentence(group: &Group, answers: &[usize], threshold: &u64) -> String {
    let who = match group {
        Group::Both(one, other) => format!("filters {} and {}", one + 1, other + 1),
        Group::But(one, other) => format!("filter {} but not filter {}", one + 1, other + 1),
        Group::Only(filters) => format!("filters {} and no other", list(filters)),
    };
    let answers = list(answers);
    format!("answers {answers} together tell of fewer than {threshold} people, who pass {who}")
}

fn list(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| (number + 1).to_string()).collect();
    numbers.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Threshold;

    fn check(filters: &[BTreeSet<u64>]) -> Result<(), Refused> {
        may_answer(Rules::new(Threshold::COUNTS), filters)
    }

    fn people(from: u64, to: u64) -> BTreeSet<u64> {
        (from..to).collect()
    }

    #[test]
    fn everybody_but_a_few_tells_of_the_few() {
        let filters = [people(0, 40), people(0, 37)];
        let refused = check(&filters).unwrap_err();
        let group = Group::But(0, 1);
        assert_eq!(refused, Refused::Tells { group, answers: vec![0, 1], threshold: 5 });
        assert_eq!(
            refused.to_string(),
            "answers 1, 2 together tell of fewer than 5 people, who pass filter 1 but not filter 2"
        );
        assert_eq!(check(&[people(0, 40), people(0, 30)]), Ok(()));
    }

    #[test]
    fn the_overlap_of_two_filters_is_told_by_those_who_pass_either() {
        let (a, b, either) = (people(0, 40), people(37, 80), people(0, 80));
        assert_eq!(check(&[a.clone(), b.clone()]), Ok(()));
        let refused = check(&[a, b, either]).unwrap_err();
        assert!(
            matches!(&refused, Refused::Tells { group: Group::Both(0, 1), answers, .. } if *answers == [0, 1, 2]),
            "{refused:?}"
        );
    }

    #[test]
    fn three_answers_that_are_harmless_two_by_two_tell_together() {
        // Each two leave forty open; all three leave the two people who are in neither half.
        let (one, other, all) = (people(0, 40), people(40, 80), people(0, 82));
        for pair in [[&one, &other], [&one, &all], [&other, &all]] {
            assert_eq!(check(&pair.map(Clone::clone)), Ok(()));
        }
        let refused = check(&[one, other, all]).unwrap_err();
        let Refused::Tells { answers, .. } = refused else { panic!("{refused:?}") };
        assert_eq!(answers, [0, 1, 2]);
    }

    #[test]
    fn as_many_classes_as_people_tell_of_each_person() {
        // Of eight people, three more filters each take those with one bit, and forty others.
        let half = |bit: u64| {
            let some = (0..8).filter(|one| one >> bit & 1 == 1);
            some.chain(100 * (bit + 1)..100 * (bit + 1) + 40).collect::<BTreeSet<u64>>()
        };
        let refused = check(&[people(0, 8), half(0), half(1), half(2)]).unwrap_err();
        assert!(matches!(refused, Refused::Tells { .. }), "{refused:?}");
    }

    #[test]
    fn that_nobody_is_left_is_told_only_where_zeros_are_safe() {
        let small = Rules { zeros: crate::Zeros::Small, ..Rules::new(Threshold::COUNTS) };
        let all_feel_safe = [people(0, 40), people(0, 40)];
        assert_eq!(check(&all_feel_safe), Ok(()));
        let refused = may_answer(small, &all_feel_safe).unwrap_err();
        let group = Group::But(0, 1);
        assert_eq!(refused, Refused::Tells { group, answers: vec![0, 1], threshold: 5 });
    }

    #[test]
    fn a_small_answer_is_refused_for_itself_and_none_is_safe() {
        let filters = [people(0, 40), people(0, 3)];
        assert_eq!(check(&filters), Err(Refused::Small { threshold: 5 }));
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[people(0, 0)]), Ok(()));
        assert_eq!(check(&vec![people(0, 9); 17]), Err(Refused::TooMany));
    }
}
