//! Where participants and statements stand along the two components.
//!
//! A participant's position is the sum over the statements voted on, and is drawn out by the
//! square root of how many statements there are for each one voted on, so that those who voted
//! little are not all in the middle for that alone (Polis, sparsity-aware projection; see
//! `crate::components` for the source).

use crate::chunks::chunked;
use crate::components::Components;
use crate::votes::Votes;
use std::num::NonZeroUsize;

/// A place in the plane of the two components.
pub type Position = [f64; 2];

/// The square of how far two places are apart.
pub(crate) fn distance_squared(one: Position, other: Position) -> f64 {
    let [x, y] = [one[0] - other[0], one[1] - other[1]];
    x * x + y * y
}

/// The position of each row. Columns marked in `out` count as a pass by everybody, also by those
/// who never saw them: so the method does it, and so do the server's figures.
pub(crate) fn participants(
    votes: &Votes,
    components: &Components,
    out: &[bool],
    threads: NonZeroUsize,
) -> Vec<Position> {
    let [first, second] = &components.axes;
    let columns: Vec<(f64, Position, bool)> = components
        .centre
        .iter()
        .zip(first.iter().zip(second))
        .zip(out)
        .map(|((centre, (x, y)), out)| (*centre, [*x, *y], *out))
        .collect();
    let statements = columns.len() as f64;
    let left_out = out.iter().filter(|out| **out).count();
    let chunks = chunked(votes.participants().len(), 2_048, threads, |rows| {
        let place = |row: crate::votes::Row<'_>| {
            let (mut at, mut voted) = ([0.0; 2], left_out);
            for (column, value) in row.votes() {
                if let Some((centre, axes, false)) = columns.get(column) {
                    let vote = f64::from(value) - centre;
                    at[0] += vote * axes[0];
                    at[1] += vote * axes[1];
                    voted += 1;
                }
            }
            let drawn_out = (statements / voted.max(1) as f64).sqrt();
            at.map(|at| at * drawn_out)
        };
        votes.rows(rows.start, rows.end).map(place).collect::<Vec<_>>()
    });
    chunks.into_iter().flatten().collect()
}

/// The position of each statement: where somebody stands who agreed with it and voted on nothing
/// else. Its distance from the middle is the statement's extremity.
pub(crate) fn statements(components: &Components) -> Vec<Position> {
    let [first, second] = &components.axes;
    let drawn_out = (components.centre.len() as f64).sqrt();
    let place = |(centre, (x, y)): (&f64, (&f64, &f64))| {
        [x, y].map(|axis| (1.0 - centre) * axis * drawn_out)
    };
    components.centre.iter().zip(first.iter().zip(second)).map(place).collect()
}
