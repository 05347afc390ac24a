//! A later release beside an earlier one: what is published now must tell neither what was hidden
//! then nor how few people have joined or left since.

use crate::protect::Protection;
use crate::rules::{Cell, Rules, Why};
use crate::system::{Asked, Figure, NotASystem, Relation, State, System};
use thiserror::Error;

/// What the difference between two releases of the same count tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Nothing about a small group: no change, a large change, or one of the two is hidden.
    Safe,
    /// That few people joined or left: publish later, or hide the newer count.
    Reveals {
        /// How many, at least 1 and under the threshold.
        people: u64,
    },
}

/// Compares a count as published `before` with the same count as it would be published `after`.
/// This looks at one count alone; [`Later`] protects whole releases together.
///
/// People who left and people who joined may hide each other; a difference is then safe though
/// both groups are small, because it does not tell either.
pub fn differencing(rules: Rules, before: Cell, after: Cell) -> Difference {
    let (Some(before), Some(after)) = (before.shown(), after.shown()) else {
        return Difference::Safe;
    };
    match before.abs_diff(after) {
        people if people > 0 && people < rules.threshold.people() => Difference::Reveals { people },
        _ => Difference::Safe,
    }
}

/// What everybody knows of the people between two releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Some may have left and others joined.
    Any,
    /// Nobody has left: no count has shrunk.
    OnlyGrows,
}

/// Two releases as one system, to be given to [`protect`](fn@crate::protect): the earlier one as
/// it was published, the later one still to be decided, and the differences between them, which
/// are never published.
#[derive(Clone, Debug)]
pub struct Later {
    system: System,
    places: Vec<usize>,
}

/// Two systems that cannot be releases of the same counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotLater {
    /// A count has shrunk although nobody is said to have left; its place in the later release.
    #[error("figure {0} has shrunk although nobody is said to have left")]
    Shrank(usize),
    /// The reasons for hiding are not as many as the figures of the earlier release.
    #[error("{found} figures are said to be shown or hidden, but there were {expected}")]
    Figures {
        /// How many figures there were.
        expected: usize,
        /// How many reasons were given.
        found: usize,
    },
    /// The figures and relations make no system.
    #[error(transparent)]
    System(#[from] NotASystem),
}

impl Later {
    /// Puts `now` beside `earlier`, of which the figures without a reason in `hidden` were
    /// published. Each pair of `same` is one count at both times: its place then, its place now.
    /// To go on to a third release, give the [`system`](Self::system) as `earlier`, and pair what is
    /// now with both releases before.
    ///
    /// # Errors
    /// [`NotLater`].
    pub fn new(
        rules: Rules,
        change: Change,
        earlier: (&System, &[Option<Why>]),
        now: &System,
        same: &[(usize, usize)],
    ) -> Result<Self, NotLater> {
        let mut figures = published(earlier.0, earlier.1)?;
        let mut relations = earlier.0.relations().to_vec();
        let first = figures.len();
        figures.extend_from_slice(now.figures());
        let moved = |relation: &Relation| Relation {
            total: relation.total.saturating_add(first),
            parts: relation.parts.iter().map(|part| part.saturating_add(first)).collect(),
        };
        relations.extend(now.relations().iter().map(moved));
        for &(then, there) in same {
            let missing = |figure| NotASystem::NoSuchFigure { relation: relations.len(), figure };
            if there >= now.figures().len() || then >= first {
                let figure = if then >= first { then } else { there };
                return Err(missing(figure).into());
            }
            let place = first + there;
            let old = *figures.get(then).ok_or(missing(then))?;
            let new = figures.get_mut(place).ok_or(missing(there))?;
            let (difference, is_small) =
                difference(rules, change, old.value, new).ok_or(NotLater::Shrank(there))?;
            if old.state == State::Known {
                // What can be worked out of the newer count can be worked out of the difference.
                if is_small && new.state == State::Free {
                    new.state = State::Hidden(Why::Change);
                }
                if change == Change::OnlyGrows {
                    new.known.0 = new.known.0.max(Some(old.value));
                }
            } else if is_small || change == Change::OnlyGrows {
                relations.push(Relation { total: place, parts: vec![then, figures.len()] });
                figures.push(difference);
            }
        }
        let places = (first..).take(now.figures().len()).collect();
        Ok(Self { system: System::new(figures, relations)?, places })
    }

    /// Both releases and their differences.
    pub fn system(&self) -> &System {
        &self.system
    }

    /// Where each figure of the later release is in the joint system.
    pub fn places(&self) -> &[usize] {
        &self.places
    }

    /// Why each figure of the later release is hidden, of what was found for the joint system.
    pub fn hidden(&self, protection: &Protection) -> Vec<Option<Why>> {
        let why = |place: &usize| protection.hidden.get(*place).copied().flatten();
        self.places.iter().map(why).collect()
    }
}

impl System {
    /// The system as it was published: everybody knows the figures without a reason in `hidden`, and
    /// the others stay hidden for theirs.
    ///
    /// # Errors
    /// [`NotLater::Figures`] where there are not as many reasons as figures, and
    /// [`NotLater::System`] where a figure is hidden that can't be.
    pub fn published(&self, hidden: &[Option<Why>]) -> Result<Self, NotLater> {
        let figures = published(self, hidden)?;
        Ok(Self::new(figures, self.relations().to_vec())?)
    }
}

/// The figures of a release as it was published.
fn published(system: &System, hidden: &[Option<Why>]) -> Result<Vec<Figure>, NotLater> {
    let (expected, found) = (system.figures().len(), hidden.len());
    if expected != found {
        return Err(NotLater::Figures { expected, found });
    }
    let state = |why: &Option<Why>| why.map_or(State::Known, State::Hidden);
    let figures = system.figures().iter().zip(hidden);
    Ok(figures.map(|(figure, why)| Figure { state: state(why), ..*figure }).collect())
}

/// The difference between a count then and now, and whether it is small; none when it must not
/// be below nothing and is.
fn difference(rules: Rules, change: Change, then: i128, now: &Figure) -> Option<(Figure, bool)> {
    let value = now.value.saturating_sub(then);
    let least = (change == Change::OnlyGrows).then_some(0);
    let is_small = value != 0 && value.unsigned_abs() < rules.threshold.people().into();
    let across = if is_small { rules.width() - 1 } else { 0 };
    let figure = Figure {
        value,
        known: (least, None),
        state: State::Hidden(Why::Change),
        asked: Asked { below: 0, above: 0, across },
        cost: 0,
    };
    least.is_none_or(|least| least <= value).then_some((figure, is_small))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Threshold;
    use crate::{Dimension, Entry, Table, protect};

    const RULES: Rules = Rules { threshold: Threshold::COUNTS, zeros: crate::Zeros::Safe };

    #[track_caller]
    fn check(before: Cell, after: Cell, wanted: Difference) {
        assert_eq!(differencing(RULES, before, after), wanted);
        assert_eq!(differencing(RULES, after, before), wanted);
    }

    fn list(counts: &[u64]) -> Table {
        let entries: Vec<Entry> = counts.iter().copied().map(Entry::Count).collect();
        Table::counts(RULES, vec![Dimension::flat(counts.len())], &entries).unwrap()
    }

    /// The later list as it may be shown beside the earlier one, total first.
    fn later(change: Change, before: &[u64], after: &[u64]) -> Vec<Cell> {
        let (old, new) = (list(before), list(after));
        let shown = protect(old.system()).unwrap();
        let same: Vec<(usize, usize)> = (0..=before.len()).map(|place| (place, place)).collect();
        let earlier = (old.system(), shown.hidden.as_slice());
        let joint = Later::new(RULES, change, earlier, new.system(), &same).unwrap();
        new.cells(&joint.hidden(&protect(joint.system()).unwrap()))
    }

    #[test]
    fn a_few_more_people_are_told_by_the_difference() {
        check(Cell::Shown(40), Cell::Shown(41), Difference::Reveals { people: 1 });
        check(Cell::Shown(40), Cell::Shown(44), Difference::Reveals { people: 4 });
    }

    #[test]
    fn no_change_and_a_large_change_tell_nothing() {
        check(Cell::Shown(40), Cell::Shown(40), Difference::Safe);
        check(Cell::Shown(40), Cell::Shown(45), Difference::Safe);
        check(Cell::Shown(40), Cell::Hidden { why: Why::Small }, Difference::Safe);
    }

    #[test]
    fn a_count_that_grew_by_one_is_hidden_with_another() {
        let cells = later(Change::Any, &[40, 50, 60], &[41, 50, 70]);
        assert_eq!(cells[1], Cell::Hidden { why: Why::Change });
        assert_eq!(cells[0], Cell::Shown(161));
        let others = [cells[2], cells[3]];
        assert!(others.contains(&Cell::Hidden { why: Why::Protects }), "{cells:?}");
    }

    #[test]
    fn a_release_that_is_the_same_is_shown_the_same() {
        let cells = later(Change::Any, &[40, 3, 60], &[40, 3, 60]);
        assert_eq!(cells[0], Cell::Shown(103));
        assert_eq!(cells[2], Cell::Hidden { why: Why::Small });
        assert_eq!(cells.iter().filter(|cell| cell.shown().is_none()).count(), 2);
    }

    #[test]
    fn a_count_hidden_before_is_not_told_by_the_newer_one_when_nobody_leaves() {
        // 4 were hidden; 5 now would leave at most 5 then, a range too small.
        let cells = later(Change::OnlyGrows, &[40, 4, 60], &[40, 5, 60]);
        assert!(cells[2].shown().is_none(), "{cells:?}");
    }

    #[test]
    fn a_third_release_is_held_against_both_before() {
        let tables = [list(&[40, 50, 60]), list(&[46, 50, 60]), list(&[43, 50, 60])];
        let [first, second, third] = tables.each_ref().map(Table::system);
        let all =
            |then: &dyn Fn(usize) -> usize| (0..4).map(|now| (then(now), now)).collect::<Vec<_>>();
        let shown = protect(first).unwrap().hidden;
        let two =
            Later::new(RULES, Change::Any, (first, &shown), second, &all(&|now| now)).unwrap();
        let shown = protect(two.system()).unwrap().hidden;
        // Six more could be told, three fewer than those or three more than at first could not.
        assert_eq!(two.hidden(&protect(two.system()).unwrap()), vec![None; 4]);
        let places = two.places().to_vec();
        let same = [all(&|now| now), all(&|now| places[now])].concat();
        let earlier = (two.system(), shown.as_slice());
        let three = Later::new(RULES, Change::Any, earlier, third, &same).unwrap();
        let hidden = three.hidden(&protect(three.system()).unwrap());
        assert_eq!(hidden[1], Some(Why::Change));
    }

    #[test]
    fn what_shrank_is_no_release_in_which_nobody_left() {
        let (old, new) = (list(&[9, 9]), list(&[9, 8]));
        let shown = vec![None; 3];
        let earlier = (old.system(), shown.as_slice());
        let joint = |change, earlier, same| {
            Later::new(RULES, change, earlier, new.system(), same).map(|_| ())
        };
        assert_eq!(joint(Change::OnlyGrows, earlier, &[(2, 2)]), Err(NotLater::Shrank(2)));
        assert_eq!(joint(Change::Any, earlier, &[(2, 2)]), Ok(()));
        let figure = NotASystem::NoSuchFigure { relation: 2, figure: 9 };
        assert_eq!(joint(Change::Any, earlier, &[(9, 2)]), Err(NotLater::System(figure)));
        let few = (old.system(), &shown[..2]);
        let wrong = NotLater::Figures { expected: 3, found: 2 };
        assert_eq!(joint(Change::Any, few, &[]), Err(wrong));
    }
}
