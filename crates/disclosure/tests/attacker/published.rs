//! Somebody who knows all that is published and every sum, and has a solver: shares no code with
//! what it attacks.

use disclosure::{Cell, Dimension};
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};

/// What is published: each figure or none, what everybody knows it is at least when it is hidden,
/// and the sums: a total and its parts.
#[derive(Clone, Debug, Default)]
pub struct Published {
    pub shown: Vec<Option<f64>>,
    pub least: Vec<f64>,
    pub sums: Vec<(usize, Vec<usize>)>,
}

impl Published {
    /// A table as it is shown, with every sum in every way, needed or not.
    pub fn table(dimensions: &[Dimension], cells: &[Cell], floor: u64) -> Self {
        let shown = cells.iter().map(|cell| match cell {
            Cell::Shown(count) => Some(*count as f64),
            Cell::Absent => Some(0.0),
            Cell::Hidden { .. } => None,
        });
        Self {
            shown: shown.collect(),
            least: vec![floor as f64; cells.len()],
            sums: sums(dimensions),
        }
    }

    /// The lowest and the highest that the figure in `place` could be.
    pub fn bounds(&self, place: usize) -> (f64, f64) {
        let bound = |direction| {
            let mut problem = Problem::new(direction);
            let unknown: Vec<Option<Variable>> = (0..self.shown.len())
                .map(|at| {
                    let aim = if at == place { 1.0 } else { 0.0 };
                    let range = (self.least[at], f64::INFINITY);
                    self.shown[at].is_none().then(|| problem.add_var(aim, range))
                })
                .collect();
            for (total, parts) in &self.sums {
                let mut sum = LinearExpr::empty();
                let mut known = 0.0;
                let mut terms = 0;
                for (at, sign) in parts.iter().map(|part| (*part, 1.0)).chain([(*total, -1.0)]) {
                    match unknown[at] {
                        Some(variable) => {
                            sum.add(variable, sign);
                            terms += 1;
                        }
                        None => known += sign * self.shown[at].unwrap(),
                    }
                }
                if terms > 0 {
                    problem.add_constraint(sum, ComparisonOp::Eq, -known);
                }
            }
            match problem.solve() {
                Ok(outcome) => outcome.into_solution().unwrap().objective(),
                Err(microlp::Error::Unbounded) => match direction {
                    OptimizationDirection::Maximize => f64::INFINITY,
                    OptimizationDirection::Minimize => f64::NEG_INFINITY,
                },
                Err(error) => panic!("{error} in {self:?}"),
            }
        };
        (bound(OptimizationDirection::Minimize), bound(OptimizationDirection::Maximize))
    }

    /// The hidden figures of which less than `across` is open, with what is known of them.
    pub fn narrow(&self, across: f64) -> Vec<(usize, f64, f64)> {
        let hidden = (0..self.shown.len()).filter(|place| self.shown[*place].is_none());
        hidden
            .filter_map(|place| {
                let (low, high) = self.bounds(place);
                (high - low < across - 1e-6).then_some((place, low, high))
            })
            .collect()
    }
}

/// Every sum of a table in every way, at every node of the other ways.
pub fn sums(dimensions: &[Dimension]) -> Vec<(usize, Vec<usize>)> {
    let nodes: Vec<usize> = dimensions.iter().map(Dimension::nodes).collect();
    let place = |at: &[usize]| at.iter().zip(&nodes).fold(0, |place, (at, of)| place * of + at);
    let mut sums = Vec::new();
    for cell in 0..nodes.iter().product() {
        let mut at = vec![0; nodes.len()];
        let mut rest = cell;
        for way in (0..nodes.len()).rev() {
            at[way] = rest % nodes[way];
            rest /= nodes[way];
        }
        for (way, dimension) in dimensions.iter().enumerate() {
            let part = |child: &usize| {
                let mut at = at.clone();
                at[way] = *child;
                place(&at)
            };
            let parts: Vec<usize> = dimension.children(at[way]).iter().map(part).collect();
            if !parts.is_empty() {
                sums.push((cell, parts));
            }
        }
    }
    sums
}
