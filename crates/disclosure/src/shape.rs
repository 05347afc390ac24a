//! Where the cells of a table lie, and which of them add up to which.

use crate::dimension::Dimension;
use crate::system::{MOST_FIGURES, Relation};
use crate::table::NotATable;

/// How the cells of a table lie: mixed radix over the nodes, the last dimension fastest.
pub(crate) struct Shape {
    /// How far apart neighbours in each dimension lie.
    strides: Vec<usize>,
    cells: usize,
}

impl Shape {
    pub(crate) fn of(dimensions: &[Dimension], given: usize) -> Result<Self, NotATable> {
        if !(1..=4).contains(&dimensions.len()) {
            return Err(NotATable::Dimensions(dimensions.len()));
        }
        let mut strides = Vec::new();
        let mut cells = 1_usize;
        for dimension in dimensions.iter().rev() {
            strides.push(cells);
            cells = cells.saturating_mul(dimension.nodes());
        }
        if cells > MOST_FIGURES {
            return Err(NotATable::TooManyCells);
        }
        strides.reverse();
        let expected = dimensions.iter().map(|dimension| dimension.leaves().len()).product();
        if expected != given {
            return Err(NotATable::Cells { expected, found: given });
        }
        Ok(Self { strides, cells })
    }

    /// Each dimension with its stride.
    fn ways<'a>(
        &'a self,
        dimensions: &'a [Dimension],
    ) -> impl DoubleEndedIterator<Item = (&'a Dimension, usize)> + Clone {
        dimensions.iter().zip(self.strides.iter().copied())
    }

    /// In how many ways the cell in `place` is a total.
    pub(crate) fn margins(&self, dimensions: &[Dimension], place: usize) -> u64 {
        let is_total = |(dimension, stride): &(&Dimension, usize)| {
            !dimension.children(place / stride % dimension.nodes()).is_empty()
        };
        self.ways(dimensions).filter(is_total).count() as u64
    }

    /// Lays the innermost cells in their places and adds up every total; none on overflow.
    pub(crate) fn with_totals<T: Clone>(
        &self,
        dimensions: &[Dimension],
        innermost: &[T],
        nothing: T,
        add: impl Fn(&T, &T) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut all = vec![nothing; self.cells];
        let mut places = vec![0];
        for (dimension, stride) in self.ways(dimensions) {
            let leaves = dimension.leaves();
            let on = |place: &usize| {
                let place = *place;
                leaves.iter().map(move |leaf| place + leaf * stride)
            };
            places = places.iter().flat_map(on).collect();
        }
        for (place, entry) in places.into_iter().zip(innermost) {
            *all.get_mut(place)? = entry.clone();
        }
        for (dimension, stride) in self.ways(dimensions) {
            for place in (0..self.cells).rev() {
                // Children come after their parents, so they are summed by now.
                let node = place / stride % dimension.nodes();
                for child in dimension.children(node) {
                    let part = all.get(place + (child - node) * stride)?.clone();
                    let total = all.get_mut(place)?;
                    *total = add(total, &part)?;
                }
            }
        }
        Some(all)
    }

    /// The sums that hold. A sum of totals follows from the sums of what they total, so a
    /// dimension is summed only where the dimensions before it are not; hierarchies go first,
    /// which makes a network of every two-way table with at most one of them.
    pub(crate) fn relations(&self, dimensions: &[Dimension]) -> Vec<Relation> {
        let mut ways: Vec<(&Dimension, usize)> = self.ways(dimensions).collect();
        ways.sort_by_key(|(dimension, _)| !dimension.is_hierarchy());
        let mut relations = Vec::new();
        for place in 0..self.cells {
            for (dimension, stride) in &ways {
                let node = place / stride % dimension.nodes();
                let children = dimension.children(node);
                if !children.is_empty() {
                    let parts = children.iter().map(|child| place + (child - node) * stride);
                    relations.push(Relation { total: place, parts: parts.collect() });
                    break;
                }
            }
        }
        relations
    }
}
