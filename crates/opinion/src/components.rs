//! The two directions in which participants differ most: principal components of sparse votes.
//!
//! A vote that was not cast counts as the mean of the statement's votes, which after centring is
//! nothing. So the centred matrix is as sparse as the votes are, and its principal components
//! follow from products with vectors alone (Small, Bjorkegren, Erkkilä, Shaw and Megill, Polis:
//! Scaling deliberation by mapping high dimensional opinion spaces, Recerca 26(2), 2021, section
//! 3; Jolliffe, Principal Component Analysis, 2002).

use crate::chunks::chunked;
use crate::eigen::{self, Pair};
use crate::votes::Votes;
use std::num::NonZeroUsize;

/// Where the middle of the conversation is and along which axes people differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    /// The statements, ascending; the columns of all that follows.
    pub statements: Vec<u32>,
    /// The mean vote on each, from -1 (disagree) to 1 (agree); 0 for those left out.
    pub centre: Vec<f64>,
    /// The first two principal components: unit vectors at right angles, of a sign that means
    /// nothing. Without two directions in which people differ, the second is zeros, or both are.
    pub axes: [Vec<f64>; 2],
    /// The eigenvalue of each axis, how far people spread along it before they are drawn out, and
    /// at least what it is for a third. Where two of them hardly differ, any mixture of their axes
    /// describes the votes as well, and which one is told means little.
    pub spread: [f64; 3],
    /// How far the axes are from being exact, as a share of the first spread; an axis is some
    /// `residual × first spread / difference of spreads` off. 1e-13 or under, unless the spreads
    /// differ so little that 200 passes did not reach it.
    pub residual: f64,
    /// Passes over the votes that it took.
    pub passes: usize,
}

/// The components of `votes`; the columns marked in `out` count as if nobody had voted there.
/// From `last`, the components of earlier votes, they are found in fewer passes and keep their
/// signs. Each pass takes four multiplications a vote.
pub(crate) fn components(
    votes: &Votes,
    out: &[bool],
    last: Option<&Components>,
    threads: NonZeroUsize,
) -> Components {
    let centre = centre(votes, out);
    let guesses = guesses(votes.statements(), out, last);
    let found = eigen::leading(guesses.clone(), |pair| scatter(votes, out, &centre, pair, threads));
    let mut axes = found.vectors;
    for (axis, guess) in axes.iter_mut().zip(&guesses) {
        let turned = match last {
            Some(_) => eigen::dot(axis, guess) < 0.0,
            None => {
                axis.iter().max_by(|a, b| a.abs().total_cmp(&b.abs())).is_some_and(|at| *at < 0.0)
            }
        };
        if turned {
            axis.iter_mut().for_each(|at| *at = -*at);
        }
    }
    Components {
        statements: votes.statements().to_vec(),
        centre,
        axes,
        spread: found.values,
        residual: found.residual,
        passes: found.products,
    }
}

/// The mean of the votes that were cast on each statement.
fn centre(votes: &Votes, out: &[bool]) -> Vec<f64> {
    let mut sums = vec![(0_i64, 0_i64); votes.statements().len()];
    for (column, value) in votes.all().flat_map(|row| row.votes()) {
        if let Some((sum, count)) = sums.get_mut(column) {
            *sum += i64::from(value);
            *count += 1;
        }
    }
    let mean = |((sum, count), out): ((i64, i64), &bool)| {
        if *out || count == 0 { 0.0 } else { sum as f64 / count as f64 }
    };
    sums.into_iter().zip(out).map(mean).collect()
}

/// Where to begin: at the last axes, or at any direction that no conversation can be known to
/// be at right angles to.
fn guesses(statements: &[u32], out: &[bool], last: Option<&Components>) -> [Vec<f64>; 2] {
    [0, 1].map(|which| {
        let known = last.and_then(|last| Some((&last.statements, last.axes.get(which)?)));
        let at = |statement: u32| match known {
            Some((statements, axis)) => {
                let column = statements.binary_search(&statement).ok();
                let before = column.and_then(|column| axis.get(column)).copied();
                let before = before.filter(|at| at.is_finite()).unwrap_or(0.0);
                // A hair in every direction: what was an axis once is an axis for ever to a
                // method that looks only where something is wrong, even when new votes have made
                // another one longer.
                before + 1e-9 * scattered(statement, which as u64)
            }
            None => scattered(statement, which as u64),
        };
        let guess = |(statement, out): (&u32, &bool)| if *out { 0.0 } else { at(*statement) };
        statements.iter().zip(out).map(guess).collect()
    })
}

/// A number from -1 to 1 that is the same for the same statement everywhere and otherwise follows
/// no pattern (the finisher of SplitMix64; Steele, Lea and Flood, OOPSLA 2014).
fn scattered(statement: u32, which: u64) -> f64 {
    let mut bits = (u64::from(statement) << 1 | which).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    bits as i64 as f64 / i64::MAX as f64
}

/// The centred matrix's transpose times the centred matrix times two vectors, in one pass.
fn scatter(
    votes: &Votes,
    out: &[bool],
    centre: &[f64],
    pair: &Pair,
    threads: NonZeroUsize,
) -> Pair {
    // What each of the values -1, 0 and 1 of a column adds to a participant's position.
    let steps: Vec<[[f64; 2]; 3]> = pair
        .iter()
        .zip(centre)
        .map(|(at, centre)| [-1.0, 0.0, 1.0].map(|value| at.map(|at| (value - centre) * at)))
        .collect();
    // Each run of rows makes numbers for every statement, so it is no shorter than they are many.
    let chunks = chunked(votes.participants().len(), pair.len(), threads, |rows| {
        let mut agreed = vec![[[0.0; 2]; 2]; pair.len()];
        for row in votes.rows(rows.start, rows.end) {
            let mut at = [0.0; 2];
            for (column, value) in row.votes() {
                if let Some(step) =
                    steps.get(column).and_then(|steps| steps.get((value + 1) as usize))
                {
                    at[0] += step[0];
                    at[1] += step[1];
                }
            }
            for (column, value) in row.votes() {
                if let Some([signed, all]) = agreed.get_mut(column) {
                    let value = f64::from(value);
                    signed[0] += value * at[0];
                    signed[1] += value * at[1];
                    all[0] += at[0];
                    all[1] += at[1];
                }
            }
        }
        agreed
    });
    let mut sum = vec![[0.0; 2]; pair.len()];
    for chunk in chunks {
        let columns = sum.iter_mut().zip(chunk).zip(centre.iter().zip(out));
        for ((sum, [signed, all]), (centre, out)) in columns {
            if !out {
                sum[0] += signed[0] - centre * all[0];
                sum[1] += signed[1] - centre * all[1];
            }
        }
    }
    sum
}
