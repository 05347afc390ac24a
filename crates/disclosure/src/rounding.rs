//! Rounding to a base, as the Handbook on Statistical Disclosure Control (sdctools, chapter 5)
//! describes it.
//!
//! Rounding comes after suppression and only blurs what is shown: a rounded table tells nothing
//! that the shown one does not, so it is as safe as that. It is no protection by itself here,
//! since rounded parts and a rounded total can together tell a part exactly (two parts that round
//! to 0 under a total that rounds to 5 are few, but not none). Parts need not add up to totals
//! any more, and a page should say so. Controlled rounding, which keeps sums, is not offered.

use crate::rules::Cell;
use thiserror::Error;

/// What figures are rounded to multiples of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Base(u64);

/// A base under 2 was asked for, which would round nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a rounding base of {0} is under 2")]
pub struct TooFine(pub u64);

impl Base {
    /// The usual base: 5.
    pub const FIVE: Self = Self(5);

    /// Multiples of `base`.
    ///
    /// # Errors
    /// [`TooFine`] under 2.
    pub fn new(base: u64) -> Result<Self, TooFine> {
        if base < 2 { Err(TooFine(base)) } else { Ok(Self(base)) }
    }

    /// Conventional rounding: a shown figure to the nearest multiple, halves upward; what is
    /// hidden stays hidden. A figure within one base of `u64::MAX` is rounded down.
    pub fn nearest(self, cell: Cell) -> Cell {
        self.round(cell, |over| over >= self.0 - over)
    }

    /// Random rounding: a shown figure to the multiple below or above, above with the chance
    /// (its distance from the one below) / base, so that the expected value is the figure.
    ///
    /// `draw` is uniform in 0 to 1, 1 excluded; anything else rounds down. Draw once for each
    /// figure and keep it: somebody who sees one figure rounded anew many times averages it out.
    pub fn random(self, cell: Cell, draw: f64) -> Cell {
        let drawn = (0.0..1.0).contains(&draw);
        self.round(cell, |over| drawn && draw * (self.0 as f64) < over as f64)
    }

    /// Rounds up where `up` says so of the distance from the multiple below.
    fn round(self, cell: Cell, up: impl Fn(u64) -> bool) -> Cell {
        let Cell::Shown(figure) = cell else { return cell };
        let over = figure % self.0;
        let below = figure - over;
        let above = if over > 0 && up(over) { below.checked_add(self.0) } else { None };
        Cell::Shown(above.unwrap_or(below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Why;
    use proptest::prelude::*;

    #[test]
    fn figures_go_to_the_nearest_multiple_and_hidden_ones_stay_hidden() {
        let nearest = |figure| Base::FIVE.nearest(Cell::Shown(figure)).shown();
        let rounded = [0, 2, 3, 7, 8, 10, u64::MAX].map(nearest);
        assert_eq!(rounded, [0, 0, 5, 5, 10, 10, u64::MAX].map(Some));
        assert_eq!(Base::new(4).map(|base| base.nearest(Cell::Shown(6))), Ok(Cell::Shown(8)));
        let hidden = Cell::Hidden { why: Why::Small };
        assert_eq!((Base::FIVE.nearest(hidden), Base::FIVE.random(hidden, 0.9)), (hidden, hidden));
        assert_eq!(Base::new(1), Err(TooFine(1)));
    }

    proptest! {
        #[test]
        fn over_all_draws_a_randomly_rounded_figure_is_itself(figure in 0_u64..10_000, base in 2_u64..30) {
            let rounded = |step: u64| {
                let draw = (step as f64 + 0.5) / base as f64;
                Base::new(base).unwrap().random(Cell::Shown(figure), draw).shown().unwrap()
            };
            prop_assert_eq!((0..base).map(rounded).sum::<u64>(), figure * base);
        }

        #[test]
        fn no_figure_moves_a_whole_base(figure in any::<u64>(), base in 2_u64.., draw in any::<f64>()) {
            let base = Base::new(base).unwrap();
            for rounded in [base.nearest(Cell::Shown(figure)), base.random(Cell::Shown(figure), draw)] {
                let rounded = rounded.shown().unwrap();
                prop_assert!(rounded.abs_diff(figure) < base.0 && rounded.is_multiple_of(base.0));
            }
        }
    }
}
