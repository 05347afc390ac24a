//! k-means in the plane, and how well apart its clusters are.
//!
//! Lloyd's iteration (Lloyd, Least squares quantization in PCM, 1982) with weights, ended as the
//! Polis server ends it, and Rousseeuw's silhouette (Silhouettes: a graphical aid, J. Comput.
//! Appl. Math. 20, 1987).

use crate::chunks::chunked;
use crate::position::{Position, distance_squared};
use std::num::NonZeroUsize;

/// Points that stand together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cluster {
    /// The mean of its members, by their weights.
    pub centre: Position,
    /// Which points are in it, by their places in the list of points, ascending.
    pub members: Vec<usize>,
}

/// Centres that move by less than this in a step have come to rest.
const AT_REST: f64 = 0.01;

/// Fewer points than this are not worth another thread.
const POINTS: usize = 4_096;

/// Points with their weights.
#[derive(Clone, Copy)]
pub(crate) struct Points<'a> {
    pub(crate) places: &'a [Position],
    /// One for each place; none where all count the same.
    pub(crate) weights: Option<&'a [f64]>,
}

impl Points<'_> {
    pub(crate) fn weight(self, point: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights.get(point).copied().unwrap_or(0.0))
    }
}

/// The clusters that grow from `starts`: at most as many, in their order; those that end up empty
/// are gone, as are starts that are no numbers. Each of at most `steps` steps looks at a few centres for each point.
pub(crate) fn kmeans(
    points: Points<'_>,
    starts: &[Position],
    steps: usize,
    threads: NonZeroUsize,
) -> Vec<Cluster> {
    let finite = |start: &&Position| start.iter().all(|at| at.is_finite());
    let mut centres: Vec<Position> = starts.iter().filter(finite).copied().collect();
    if centres.is_empty() {
        return Vec::new();
    }
    let mut nearest: Vec<usize> = Vec::new();
    let mut left = steps;
    loop {
        nearest = assign(points.places, &centres, &nearest, threads);
        let clusters = gather(points, centres.len(), &nearest);
        let at_rest = clusters.iter().zip(&centres).all(|(cluster, before)| {
            cluster.members.is_empty()
                || distance_squared(cluster.centre, *before) < AT_REST * AT_REST
        });
        if at_rest || left == 0 {
            return clusters.into_iter().filter(|cluster| !cluster.members.is_empty()).collect();
        }
        left -= 1;
        let kept: Vec<&Cluster> =
            clusters.iter().filter(|cluster| !cluster.members.is_empty()).collect();
        if kept.len() < centres.len() {
            nearest.clear();
        }
        centres = kept.into_iter().map(|cluster| cluster.centre).collect();
    }
}

/// The nearest centre of each point; of two at the same distance the later one.
fn assign(
    places: &[Position],
    centres: &[Position],
    before: &[usize],
    threads: NonZeroUsize,
) -> Vec<usize> {
    let search = Search::among(centres);
    let chunks = chunked(places.len(), POINTS, threads, |range| {
        let points = places.iter().enumerate().take(range.end).skip(range.start);
        let one = |(point, place): (usize, &Position)| {
            search.nearest(*place, before.get(point).copied().unwrap_or_default())
        };
        points.map(one).collect::<Vec<_>>()
    });
    chunks.into_iter().flatten().collect()
}

/// Centres in the order of their first axis, and how near each has another.
struct Search<'a> {
    centres: &'a [Position],
    sorted: Vec<(f64, usize)>,
    /// For each centre a squared distance within which any point has it as its nearest: half the
    /// way to the next centre, by the triangle inequality (Elkan, Using the triangle inequality to
    /// accelerate k-means, 2003), less a hair for rounding.
    own: Vec<f64>,
}

impl<'a> Search<'a> {
    fn among(centres: &'a [Position]) -> Self {
        let mut sorted: Vec<(f64, usize)> =
            centres.iter().enumerate().map(|(at, centre)| (centre[0], at)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let next = |(at, centre): (usize, &Position)| {
            let others = centres.iter().enumerate().filter(|(other, _)| *other != at);
            others.map(|(_, other)| distance_squared(*centre, *other)).fold(f64::INFINITY, f64::min)
        };
        let own = centres.iter().enumerate().map(next).map(|next| next * 0.249_999_99).collect();
        Self { centres, sorted, own }
    }

    /// Looks outwards from the point along the first axis, no further than the best found so
    /// far, which is the `guess` to begin with.
    fn nearest(&self, place: Position, guess: usize) -> usize {
        let away = |at: usize| {
            self.centres.get(at).map_or(f64::INFINITY, |centre| distance_squared(place, *centre))
        };
        let mut best = (away(guess), guess);
        if self.own.get(guess).is_some_and(|own| best.0 < *own) {
            return guess;
        }
        let mut look = |side: &mut dyn Iterator<Item = &(f64, usize)>| {
            for (x, at) in side {
                if (x - place[0]) * (x - place[0]) > best.0 {
                    break;
                }
                let distance = away(*at);
                if distance < best.0 || (distance == best.0 && *at > best.1) {
                    best = (distance, *at);
                }
            }
        };
        let (below, above) =
            self.sorted.split_at(self.sorted.partition_point(|(x, _)| *x < place[0]));
        look(&mut below.iter().rev());
        look(&mut above.iter());
        best.1
    }
}

fn gather(points: Points<'_>, count: usize, nearest: &[usize]) -> Vec<Cluster> {
    let mut clusters = vec![Cluster::default(); count];
    let mut weights = vec![0.0; count];
    for (point, (place, at)) in points.places.iter().zip(nearest).enumerate() {
        if let (Some(cluster), Some(sum)) = (clusters.get_mut(*at), weights.get_mut(*at)) {
            let weight = points.weight(point);
            cluster.centre[0] += weight * place[0];
            cluster.centre[1] += weight * place[1];
            cluster.members.push(point);
            *sum += weight;
        }
    }
    for (cluster, weight) in clusters.iter_mut().zip(weights) {
        cluster.centre = cluster.centre.map(|sum| sum / weight);
    }
    clusters
}

/// The sum of squared distances of the points from the centres of their clusters, by weight.
pub(crate) fn scatter(points: Points<'_>, clusters: &[Cluster]) -> f64 {
    let one = |cluster: &Cluster| -> f64 {
        let member = |point: &usize| {
            let place = points.places.get(*point).copied().unwrap_or(cluster.centre);
            points.weight(*point) * distance_squared(place, cluster.centre)
        };
        cluster.members.iter().map(member).sum()
    };
    clusters.iter().map(one).sum()
}

/// The mean silhouette of all points, from -1 to 1: how much nearer they are to their own cluster
/// than to the next. A point alone in its cluster counts 0. None with fewer than two clusters.
/// Time grows with the square of the points.
pub(crate) fn silhouette(places: &[Position], clusters: &[Cluster]) -> Option<f64> {
    if clusters.len() < 2 {
        return None;
    }
    let of = |point: usize| places.get(point).copied().unwrap_or_default();
    let mean = |point: usize, cluster: &Cluster, but: usize| {
        let others = cluster.members.len().saturating_sub(but);
        let sum: f64 = cluster
            .members
            .iter()
            .map(|other| distance_squared(of(point), of(*other)).sqrt())
            .sum();
        sum / others as f64
    };
    let mut sum = 0.0;
    let mut count = 0_usize;
    for (at, cluster) in clusters.iter().enumerate() {
        for point in &cluster.members {
            count += 1;
            if cluster.members.len() == 1 {
                continue;
            }
            let own = mean(*point, cluster, 1);
            let others = clusters.iter().enumerate().filter(|(other, _)| *other != at);
            let next =
                others.map(|(_, other)| mean(*point, other, 0)).fold(f64::INFINITY, f64::min);
            let larger = own.max(next);
            sum += if larger > 0.0 { (next - own) / larger } else { 0.0 };
        }
    }
    Some(sum / count.max(1) as f64)
}
