//! Opinion groups: two to five clusters of base clusters, as many as stand apart best.

use crate::base::first_distinct;
use crate::cluster::{Cluster, Points, kmeans, scatter, silhouette};
use crate::model::{History, Settings, Silhouette};
use crate::position::{Position, distance_squared};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// At most so many groups.
const MOST: usize = 5;
/// Found in so many steps.
const STEPS: usize = 20;
/// How many places are tried as the first of a set of starting centres.
const STARTS: usize = 16;
/// At most one person in so many may be left out as standing apart.
const MOST_APART: f64 = 5.0;
/// A new number of groups must come up so often in a row before it is taken up.
const TIMES: u32 = 4;

/// How many groups there were lately. A number of groups that comes up only for a moment doesn't
/// redraw the map: it must have been best four times in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Smoothing {
    /// The number that was best last time.
    pub best: usize,
    /// How often in a row it has been.
    pub times: u32,
    /// The number in use.
    pub used: usize,
}

impl Smoothing {
    /// What follows when `best` comes up after `last`.
    pub(crate) fn after(last: Option<Self>, best: usize) -> Self {
        let times = match last {
            Some(last) if last.best == best => last.times.saturating_add(1),
            _ => 1,
        };
        let used = if times >= TIMES { best } else { last.map_or(best, |last| last.used) };
        Self { best, times, used }
    }
}

/// The base clusters in two groups, in three, and so on.
pub(crate) struct Groupings {
    found: Vec<(Silhouette, Vec<Cluster>)>,
    /// The base clusters that are in no group, because they stand apart from all others.
    apart: Vec<usize>,
    /// The number of groups that was asked for.
    wanted: Option<usize>,
    /// Whether they grew from centres that were given, which says nothing of what is best.
    grown_from_given: bool,
}

impl Groupings {
    /// The grouping into each possible number of groups: from two up to five, or fewer where there
    /// are few base clusters; or only that which grows from the centres that `settings` give.
    ///
    /// Where not one of them is large enough in all its groups, a few who stand apart from all
    /// others may be why: one person far out is a group alone in every grouping. Then the groups
    /// that are too small are left out, of the grouping with the best silhouette, and the others are
    /// grouped anew, again and again until a grouping is large enough. Where more than one in
    /// [`MOST_APART`] would be left out, or that leads to none, nobody is.
    pub(crate) fn of(points: Points<'_>, settings: &Settings) -> Self {
        let everybody: Vec<usize> = (0..points.places.len()).collect();
        let all = Self::within(points, &everybody, settings);
        if all.grown_from_given || all.is_enough() {
            return all;
        }
        let weight = |bases: &[usize]| bases.iter().map(|base| points.weight(*base)).sum::<f64>();
        let most = weight(&everybody) / MOST_APART;
        let (mut inside, mut next) = (everybody.clone(), None);
        loop {
            let found: &Self = next.as_ref().unwrap_or(&all);
            let small = found.too_small(points, settings);
            let before = inside.len();
            inside.retain(|base| !small.contains(base));
            let apart: Vec<usize> =
                everybody.iter().filter(|base| !inside.contains(base)).copied().collect();
            if inside.len() == before || weight(&apart) > most {
                return all;
            }
            let grouped = Self { apart, ..Self::within(points, &inside, settings) };
            if grouped.is_enough() {
                return grouped;
            }
            next = Some(grouped);
        }
    }

    /// Whether some grouping, of the number that was asked for if one was, is large enough.
    fn is_enough(&self) -> bool {
        self.large_enough().any(|(found, _)| self.wanted.is_none_or(|wanted| wanted == found.k))
    }

    /// The base clusters in groups that are too small, of the grouping that stands apart best.
    fn too_small(&self, points: Points<'_>, settings: &Settings) -> Vec<usize> {
        let asked = |found: &&(Silhouette, Vec<Cluster>)| {
            self.wanted.is_none_or(|wanted| wanted == found.0.k)
        };
        let best = self.found.iter().filter(asked);
        let best = best.max_by(|a, b| a.0.value.total_cmp(&b.0.value));
        let groups = best.map_or(&[][..], |(_, groups)| groups.as_slice());
        let size = |group: &&Cluster| {
            let weights = group.members.iter().map(|base| points.weight(*base));
            weights.sum::<f64>() < settings.smallest as f64
        };
        groups.iter().filter(size).flat_map(|group| group.members.iter().copied()).collect()
    }

    /// The groupings of some of the points.
    fn within(points: Points<'_>, inside: &[usize], settings: &Settings) -> Self {
        let places: Vec<Position> =
            inside.iter().filter_map(|base| points.places.get(*base)).copied().collect();
        let weights: Vec<f64> = inside.iter().map(|base| points.weight(*base)).collect();
        let points = Points { places: &places, weights: Some(&weights) };
        let most = MOST.min(2 + points.places.len() / 12);
        let grown: Vec<Vec<Cluster>> = match &settings.starts.groups {
            Some(starts) => vec![kmeans(points, starts, STEPS, NonZeroUsize::MIN)],
            None => (2..=most).filter_map(|k| best_of_several(points, k)).collect(),
        };
        let weight = |point: &usize| points.weight(*point);
        let judged = |mut groups: Vec<Cluster>| {
            let sizes = groups.iter().map(|group| group.members.iter().map(weight).sum::<f64>());
            let judged = Silhouette {
                k: groups.len(),
                value: silhouette(points.places, &groups)?,
                large_enough: sizes.fold(f64::INFINITY, f64::min) >= settings.smallest as f64,
            };
            for member in groups.iter_mut().flat_map(|group| &mut group.members) {
                *member = inside.get(*member).copied().unwrap_or_default();
            }
            Some((judged, groups))
        };
        let wanted = settings.k.or(settings.starts.groups.as_ref().map(Vec::len));
        let grown_from_given = settings.starts.groups.is_some();
        let found = grown.into_iter().filter_map(judged).collect();
        Self { found, apart: Vec::new(), wanted, grown_from_given }
    }

    /// The base clusters that are in no group, because they stand apart from all others.
    pub(crate) fn apart(&self) -> &[usize] {
        &self.apart
    }

    pub(crate) fn silhouettes(&self) -> Vec<Silhouette> {
        self.found.iter().map(|(silhouette, _)| *silhouette).collect()
    }

    fn large_enough(&self) -> impl Iterator<Item = &(Silhouette, Vec<Cluster>)> {
        self.found.iter().filter(|(silhouette, _)| silhouette.large_enough)
    }

    /// The number of groups with the best silhouette, of two that are as good the larger, after
    /// what was best before.
    pub(crate) fn smoothing(&self, last: Option<Smoothing>) -> Option<Smoothing> {
        if self.grown_from_given {
            return last;
        }
        let best = self.large_enough().max_by(|a, b| a.0.value.total_cmp(&b.0.value));
        let next = best.map(|(best, _)| Smoothing::after(last, best.k));
        next.map(|next| match self.with(next.used) {
            Some(_) => next,
            // The number in use would make a group too small to be told of.
            None => Smoothing { used: next.best, ..next },
        })
        .or(last)
    }

    /// The groups that were asked for, else as many as have proved best; none where such groups
    /// would not be large enough.
    pub(crate) fn chosen(&self, smoothing: Option<Smoothing>) -> Vec<Cluster> {
        let k = self.wanted.or(smoothing.map(|smoothing| smoothing.used));
        k.and_then(|k| self.with(k)).cloned().unwrap_or_default()
    }

    fn with(&self, k: usize) -> Option<&Vec<Cluster>> {
        self.large_enough().find(|(found, _)| found.k == k).map(|(_, groups)| groups)
    }
}

/// The groups with their numbers, ascending: those of the last look where most of the people are
/// the same, else by size, else as the given centres were.
pub(crate) fn numbered(
    groups: Vec<Cluster>,
    base: &[Cluster],
    participants: &[u32],
    settings: &Settings,
    last: Option<&History>,
) -> Vec<(usize, Cluster)> {
    let members = |group: &Cluster| -> Vec<u32> {
        let rows =
            group.members.iter().filter_map(|at| base.get(*at)).flat_map(|base| &base.members);
        rows.filter_map(|row| participants.get(*row)).copied().collect()
    };
    if settings.starts.groups.is_some() {
        return groups.into_iter().enumerate().collect();
    }
    let mut sized: Vec<(Vec<u32>, Cluster)> =
        groups.into_iter().map(|group| (members(&group), group)).collect();
    sized.sort_by_key(|(members, _)| (usize::MAX - members.len(), members.iter().min().copied()));
    let mut common = Vec::new();
    for (at, (members, _)) in sized.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let known = members.iter().filter_map(|member| last?.groups.get(member));
        known.for_each(|id| *shared.entry(*id).or_default() += 1);
        common.extend(shared.into_iter().map(|(id, count)| (usize::MAX - count, id, at)));
    }
    common.sort_unstable();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, id, at) in common {
        if !numbers.contains_key(&at) && !numbers.values().any(|taken| *taken == id) {
            numbers.insert(at, id);
        }
    }
    for at in 0..sized.len() {
        let free = (0..).find(|id| !numbers.values().any(|taken| taken == id)).unwrap_or(at);
        numbers.entry(at).or_insert(free);
    }
    let mut named: Vec<(usize, Cluster)> =
        numbers.into_values().zip(sized).map(|(id, (_, group))| (id, group)).collect();
    named.sort_by_key(|(id, _)| *id);
    named
}

/// k-means finds the nearest resting place to where it starts, which may be a poor one. So it
/// starts where the method does, at the first places that differ, and from places far apart, and
/// the tightest clusters are kept.
fn best_of_several(points: Points<'_>, k: usize) -> Option<Vec<Cluster>> {
    let first = first_distinct(points.places, k);
    if first.len() < k {
        return None;
    }
    let apart = points.places.iter().take(STARTS).map(|place| far_apart(points.places, *place, k));
    let tried = std::iter::once(first)
        .chain(apart)
        .map(|starts| kmeans(points, &starts, STEPS, NonZeroUsize::MIN));
    let whole = tried.filter(|clusters| clusters.len() == k);
    whole
        .map(|clusters| (scatter(points, &clusters), clusters))
        .reduce(|best, next| {
            // A hair's breadth is rounding, not a better answer.
            if next.0 < best.0 * (1.0 - 1e-9) { next } else { best }
        })
        .map(|(_, clusters)| clusters)
}

/// `first` and then, again and again, the place furthest from all that were taken (Gonzalez,
/// Clustering to minimize the maximum intercluster distance, 1985).
fn far_apart(places: &[Position], first: Position, k: usize) -> Vec<Position> {
    let mut taken = vec![first];
    let mut gaps: Vec<f64> = places.iter().map(|place| distance_squared(*place, first)).collect();
    while taken.len() < k {
        let furthest = places.iter().zip(&gaps).max_by(|a, b| a.1.total_cmp(b.1));
        let Some((place, _)) = furthest else { break };
        taken.push(*place);
        for (gap, other) in gaps.iter_mut().zip(places) {
            *gap = gap.min(distance_squared(*other, *place));
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_number_of_groups_must_come_up_four_times_in_a_row() {
        let mut used = Vec::new();
        let mut last = None;
        for best in [3, 2, 2, 3, 2, 2, 2, 2, 3] {
            last = Some(Smoothing::after(last, best));
            used.push(last.unwrap().used);
        }
        assert_eq!(used, [3, 3, 3, 3, 3, 3, 3, 2, 2]);
    }
}
