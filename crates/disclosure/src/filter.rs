//! Overlapping filters: whether one more answer, set against those already given, tells of a
//! small group.
//!
//! "Everybody", then "everybody but carers": the difference counts the carers. In general any
//! adding and subtracting of answers may do it, so each small group is attacked with all answers
//! at once. People who pass the same filters are one *class*; an answer is the sum of its classes,
//! and that makes a [`System`] like any other. What can't be proved safe in whole people is refused:
//! a third of a person may be left open where no whole one is.

use crate::attack::{Attack, Attacker};
use crate::budget::Budget;
use crate::rules::{Rules, Why};
use crate::system::{Asked, Figure, NotASystem, Relation, State, System};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// How many steps an attack on one group may take: many times what it takes.
const MOST_STEPS: u64 = 1 << 30;
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
/// class: those who pass the same filters. Each of these that counts few people stays as wide open
/// as a hidden count of a table does: among the populations of whole people that agree with every
/// answer, in which nobody passes just those filters that nobody passes, two are at least
/// threshold - 2 apart in it. Where zeros are small ([`crate::Zeros::Small`]) that nobody belongs to a group of
/// one or two filters is looked at too, by somebody who knows it of all other groups; the range is
/// then as wide as the threshold.
///
/// From that it follows that no group whatever is told, however filters are put together, that
/// counts anybody but fewer than the threshold. Such a group is made up of k classes that are small
/// themselves. Were its count told, one class could still be threshold - 2 larger than at another
/// time, when it holds 1 at least; the others hold 1 each at least: so the group would count
/// threshold - 2 + k, which is few only where k is 1, and then its count is open.
///
/// Two linear programmes over the classes for each small group, of which there are at most
/// classes + filters squared: within the limits a tenth of a second for random filters, and
/// milliseconds for filters as people use them.
///
/// # Errors
/// [`Refused`] says why the new answer is not to be given. What the earlier answers tell by
/// themselves is found too, and what has not been proved safe counts as told.
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
        let all: Vec<usize> = (0..filters.len()).collect();
        let told = told(rules, all, &classes, &group).map_err(|_| Refused::TooMany)?;
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

/// Those of `answers` that tell of a small group when they are added and subtracted; none where they
/// leave it open.
fn told(
    rules: Rules,
    mut answers: Vec<usize>,
    classes: &BTreeMap<Vec<usize>, u64>,
    group: &Group,
) -> Result<Option<Vec<usize>>, NotASystem> {
    match attacked(rules, &answers, classes, group)? {
        Told::Nothing => Ok(None),
        Told::By(relations) => {
            // The first relations are the answers, in order.
            let named = relations.into_iter().filter_map(|relation| answers.get(relation));
            Ok(Some(named.copied().collect()))
        }
        Told::InWholePeople => {
            // Each that is not needed is left out, the latest first.
            for at in (0..answers.len()).rev() {
                let mut fewer = answers.clone();
                fewer.remove(at);
                if !matches!(attacked(rules, &fewer, classes, group)?, Told::Nothing) {
                    answers = fewer;
                }
            }
            Ok(Some(answers))
        }
    }
}

/// What answers tell of a group.
enum Told {
    /// Too little: two populations of whole people were found that stand far enough apart.
    Nothing,
    /// Too much, by these relations, since no shares of people stand so far apart either.
    By(Vec<usize>),
    /// Too much for all that could be proved: no two populations of whole people were found.
    InWholePeople,
}

/// Attacks a group with some answers. Classes, answers and the group are figures of one system.
fn attacked(
    rules: Rules,
    answers: &[usize],
    classes: &BTreeMap<Vec<usize>, u64>,
    group: &Group,
) -> Result<Told, NotASystem> {
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
    for filter in answers {
        sum(State::Known, &|passed| passed.contains(filter));
    }
    sum(State::Hidden(Why::Small), &|passed| group.holds(passed));
    let place = figures.len().saturating_sub(1);
    if let Some(figure) = figures.get_mut(place) {
        figure.asked.across = rules.width().saturating_sub(1);
    }
    let system = System::new(figures, relations)?;
    let budget = Budget::new(MOST_STEPS);
    let mut attacker = Attacker::new(&system, &budget);
    let hidden: Vec<bool> =
        system.figures().iter().map(|figure| figure.state != State::Known).collect();
    Ok(match attacker.attack(&hidden, place) {
        Attack::Fails(_) => Told::Nothing,
        Attack::Succeeds(_) => {
            let mut relations = attacker.relations(&hidden, place);
            relations.retain(|relation| *relation < answers.len());
            Told::By(relations)
        }
        Attack::Unproven(_) | Attack::Spent => Told::InWholePeople,
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
    fn what_only_shares_of_people_would_leave_open_is_refused() {
        // Of whoever passes the first and the last there could be between 1 and 1 1/2.
        let filters = [[0, 1, 2, 3], [1, 2, 3, 6], [0, 4, 5, 6]].map(BTreeSet::from);
        let rules = Rules::new(Threshold::new(3).unwrap());
        assert_eq!(may_answer(rules, &filters[..2]), Ok(()));
        let refused = may_answer(rules, &filters).unwrap_err();
        let Refused::Tells { group, answers, threshold: 3 } = &refused else {
            panic!("{refused:?}")
        };
        assert_eq!((group, answers.as_slice()), (&Group::Both(0, 2), &[0, 1, 2][..]));
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
