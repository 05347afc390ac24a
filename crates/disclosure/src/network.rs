//! A table with totals as a circulation: what somebody can work out of a hidden cell is how far
//! flow can be pushed round through the other hidden cells.
//!
//! Every line of a table (a row, a column, the totals) is a node and every cell is an arc between
//! the two lines that it stands in; "the cells of a line add up to its total" is then "what flows
//! in flows out". The whole-number tables that agree with the shown cells are exactly the
//! circulations that differ from the true one on hidden arcs only, so the range of a cell is
//! exact and every whole number in it occurs (Ahuja, Magnanti and Orlin, Network Flows, 1993;
//! Cox, Network models for complementary cell suppression, JASA 90, 1995).

use std::collections::VecDeque;

/// One cell of a table.
pub(crate) struct Arc {
    /// The line that it leaves and the line that it enters.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) count: u64,
    /// 0 inside the table, 1 in a margin, 2 for the grand total: what to keep longest.
    pub(crate) margin: u8,
    pub(crate) hidden: bool,
}

/// A table: a node for each line, and an arc for each cell.
pub(crate) struct Network {
    pub(crate) arcs: Vec<Arc>,
    /// The cells of each line.
    lines: Vec<Vec<usize>>,
    /// The least a hidden cell is known to be.
    floor: u64,
}

impl Network {
    /// A table of so many `lines`.
    pub(crate) fn new(lines: usize, arcs: Vec<Arc>, floor: u64) -> Self {
        let mut cells = vec![Vec::new(); lines];
        for (cell, arc) in arcs.iter().enumerate() {
            for line in [arc.from, arc.to] {
                if let Some(cells) = cells.get_mut(line) {
                    cells.push(cell);
                }
            }
        }
        Self { arcs, lines: cells, floor }
    }

    /// Hides further cells until each hidden one could be any of `width` values.
    pub(crate) fn close(&mut self, width: u64) {
        while let Some(cell) = self.lone().or_else(|| self.narrow(width)) {
            let Some(next) = self.companion(cell, width) else { return };
            if let Some(arc) = self.arcs.get_mut(next) {
                arc.hidden = true;
            }
        }
    }

    /// A hidden cell that is the only one of its line, and so is its total less the rest.
    fn lone(&self) -> Option<usize> {
        let hidden = self.hidden_by_line();
        let alone = |line: usize| hidden.get(line) == Some(&1);
        self.arcs.iter().position(|arc| arc.hidden && (alone(arc.from) || alone(arc.to)))
    }

    /// A hidden cell that could be fewer than `width` values.
    fn narrow(&self, width: u64) -> Option<usize> {
        (0..self.arcs.len()).find(|cell| {
            self.arcs.get(*cell).is_some_and(|arc| arc.hidden) && !self.is_wide(*cell, width)
        })
    }

    fn hidden_by_line(&self) -> Vec<usize> {
        let mut hidden = vec![0; self.lines.len()];
        for arc in self.arcs.iter().filter(|arc| arc.hidden) {
            for line in [arc.from, arc.to] {
                if let Some(count) = hidden.get_mut(line) {
                    *count += 1;
                }
            }
        }
        hidden
    }

    /// The shown cell best hidden to protect `cell`: one inside the table rather than a total,
    /// one whose other line has a hidden cell already (it needs no further one), the smallest.
    /// Zeros that everybody knows to be shown are never hidden.
    fn companion(&mut self, cell: usize, width: u64) -> Option<usize> {
        let (from, to) = self.arcs.get(cell).map(|arc| (arc.from, arc.to))?;
        let hidden = self.hidden_by_line();
        let covered = |line: usize| hidden.get(line).is_some_and(|count| *count > 0);
        let lonely = |line: usize| hidden.get(line) == Some(&1);
        let mut able: Vec<usize> = (0..self.arcs.len())
            .filter(|other| {
                self.arcs.get(*other).is_some_and(|arc| !arc.hidden && arc.count >= self.floor)
            })
            .collect();
        able.sort_by_key(|other| {
            self.arcs.get(*other).map(|arc| {
                let ends = [arc.from, arc.to];
                let beside = ends.iter().any(|line| *line == from || *line == to);
                let mends = ends.iter().any(|line| (*line == from || *line == to) && lonely(*line));
                let closes = ends.iter().all(|line| covered(*line));
                (!mends, !beside, arc.margin, !closes, arc.count, *other)
            })
        });
        if lonely(from) || lonely(to) {
            return able.first().copied();
        }
        able.iter()
            .copied()
            .find(|other| self.would_widen(cell, *other, width))
            .or(able.first().copied())
    }

    fn would_widen(&mut self, cell: usize, other: usize, width: u64) -> bool {
        self.set_hidden(other, true);
        let wide = self.is_wide(cell, width);
        self.set_hidden(other, false);
        wide
    }

    fn set_hidden(&mut self, cell: usize, hidden: bool) {
        if let Some(arc) = self.arcs.get_mut(cell) {
            arc.hidden = hidden;
        }
    }

    /// Whether the hidden `cell` could be at least `width` values.
    pub(crate) fn is_wide(&self, cell: usize, width: u64) -> bool {
        let Some(arc) = self.arcs.get(cell) else { return false };
        let wanted = width.saturating_sub(1);
        let up = self.flow(cell, arc.to, arc.from, wanted);
        let down = (wanted - up).min(arc.count.saturating_sub(self.floor));
        up + self.flow(cell, arc.from, arc.to, down) >= wanted
    }

    /// How much more, up to `most`, can run from `source` to `sink` over hidden cells other than
    /// `without`: a cell may grow without limit and shrink to the floor.
    fn flow(&self, without: usize, source: usize, sink: usize, most: u64) -> u64 {
        let mut room: Vec<u64> =
            self.arcs.iter().map(|arc| arc.count.saturating_sub(self.floor)).collect();
        let mut sent = 0;
        while sent < most {
            let Some(path) = self.path(&room, without, source, sink) else { break };
            let shrinking = path.iter().filter(|(_, grows)| !grows);
            let narrowest = shrinking.filter_map(|(cell, _)| room.get(*cell)).min().copied();
            let step = narrowest.unwrap_or(u64::MAX).min(most - sent);
            for (cell, grows) in path {
                if let Some(left) = room.get_mut(cell) {
                    *left =
                        if grows { left.saturating_add(step) } else { left.saturating_sub(step) };
                }
            }
            sent += step;
        }
        sent
    }

    /// A shortest way from `source` to `sink`, as cells and whether each grows.
    fn path(
        &self,
        room: &[u64],
        without: usize,
        source: usize,
        sink: usize,
    ) -> Option<Vec<(usize, bool)>> {
        let mut came: Vec<Option<(usize, usize, bool)>> = vec![None; self.lines.len()];
        let mut queue = VecDeque::from([source]);
        while let Some(line) = queue.pop_front() {
            if line == sink {
                break;
            }
            for cell in self.lines.get(line).into_iter().flatten().copied() {
                let Some(arc) = self.arcs.get(cell).filter(|arc| arc.hidden) else { continue };
                if cell == without {
                    continue;
                }
                let shrinks = room.get(cell).is_some_and(|left| *left > 0);
                let (next, grows) = match line {
                    line if arc.from == line => (arc.to, true),
                    line if arc.to == line && shrinks => (arc.from, false),
                    _ => continue,
                };
                if let Some(slot) = came.get_mut(next)
                    && slot.is_none()
                    && next != source
                {
                    *slot = Some((line, cell, grows));
                    queue.push_back(next);
                }
            }
        }
        let mut path = Vec::new();
        let mut line = sink;
        while line != source {
            let (before, cell, grows) = came.get(line).copied().flatten()?;
            path.push((cell, grows));
            line = before;
        }
        Some(path)
    }
}
