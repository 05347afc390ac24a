//! Which relations hold each of many figures, all in one list: a list of its own for each figure took
//! half of the time of an attack.

/// For each figure the relations that hold it; `true` where it is the total.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uses {
    /// Where the relations of each figure end.
    ends: Vec<usize>,
    all: Vec<(usize, bool)>,
}

impl Uses {
    /// Of figures that so many relations hold each, from every figure of every relation in turn.
    pub(crate) fn gathered(
        counts: Vec<usize>,
        terms: impl Iterator<Item = (usize, (usize, bool))>,
    ) -> Self {
        let mut ends = counts;
        // First where the relations of each figure begin; once they are all in place, where they end.
        let mut before = 0;
        for end in &mut ends {
            before += std::mem::replace(end, before);
        }
        let mut all = vec![(0, false); before];
        for (relation, (figure, is_total)) in terms {
            let Some(next) = ends.get_mut(figure) else { continue };
            if let Some(slot) = all.get_mut(*next) {
                *slot = (relation, is_total);
            }
            *next += 1;
        }
        Self { ends, all }
    }

    /// Adds a figure with the relations that hold it.
    pub(crate) fn push(&mut self, relations: impl Iterator<Item = (usize, bool)>) {
        self.all.extend(relations);
        self.ends.push(self.all.len());
    }

    /// How many figures there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The relations that hold the figure at this place.
    pub(crate) fn of(&self, at: usize) -> &[(usize, bool)] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or_default();
        self.all.get(start.unwrap_or_default()..end).unwrap_or_default()
    }

    /// The relations of each figure in turn.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[(usize, bool)]> {
        (0..self.len()).map(|at| self.of(at))
    }
}
