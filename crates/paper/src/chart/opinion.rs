//! A map of opinion groups: a mark for each participant, an outline and a name for each group.

use std::fmt::Write as _;

use super::{
    dots::Width,
    svg::{SANS, escape, length, open},
};

/// What a map shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpinionMap {
    /// Where each participant stands, and the place of their group among `groups`.
    pub people: Vec<([f64; 2], Option<usize>)>,
    /// What is written in the middle of each group, such as "A: 753 people".
    pub groups: Vec<String>,
}

/// The colours of groups, and a shape for each so that colour alone tells nothing.
const PAINTS: [(&str, Shape); 5] = [
    ("#8a2463", Shape::Disc),
    ("#1c5a99", Shape::Square),
    ("#17694a", Shape::Triangle),
    ("#5b2a8c", Shape::Diamond),
    ("#6b4a00", Shape::Cross),
];
/// Those who are in no group.
const NOBODYS: (&str, Shape) = ("#8a8096", Shape::Dash);

#[derive(Clone, Copy)]
enum Shape {
    Disc,
    Square,
    Triangle,
    Diamond,
    Cross,
    Dash,
}

impl Shape {
    /// The shape around the place that the path has moved to, some 7 units across.
    fn path(self) -> &'static str {
        match self {
            Self::Disc => "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
            Self::Square => "m-3-3h6v6h-6z",
            Self::Triangle => "m0-4l4 7h-8z",
            Self::Diamond => "m0-4.5l4 4.5l-4 4.5l-4-4.5z",
            Self::Cross => "m-1-4h2v3h3v2h-3v3h-2v-3h-3v-2h3z",
            Self::Dash => "m-3.5-1h7v2h-7z",
        }
    }
}

/// Further out than this nobody can stand, and sums would overflow.
const FURTHEST: f64 = 1e100;

/// The map as a picture. Both axes have the same scale; which way up it is means nothing. People
/// whose place is no number are left out, and the picture is empty when nobody is left.
#[must_use]
pub fn opinion_map(map: &OpinionMap, width: Width) -> String {
    let full = width.units();
    let drawable = |at: &f64| at.abs() < FURTHEST;
    let people: Vec<([f64; 2], Option<usize>)> =
        map.people.iter().filter(|(at, _)| at.iter().all(drawable)).copied().collect();
    if people.is_empty() {
        return String::new();
    }
    let (frame, height) = Frame::around(&people, full);
    let mut body = String::new();
    let paints: Vec<(&str, Shape)> =
        PAINTS.iter().cycle().take(map.groups.len()).copied().collect();
    let members = |group: Option<usize>| -> Vec<[f64; 2]> {
        let of = people.iter().filter(|(_, of)| of.filter(|of| *of < paints.len()) == group);
        of.map(|(at, _)| frame.place(*at)).collect()
    };
    let marked = [(None, NOBODYS)].into_iter().chain((0..).map(Some).zip(paints.iter().copied()));
    for (group, (colour, shape)) in marked {
        let places = members(group);
        if group.is_some() {
            outline(&mut body, &places, colour);
        }
        marks(&mut body, &places, colour, shape);
    }
    for (group, (name, (colour, _))) in map.groups.iter().zip(&paints).enumerate() {
        label(&mut body, &members(Some(group)), name, colour, full);
    }
    let mut out = open(&format!("opinions {}", width.class()), full, height);
    let _ = write!(out, "<g font-family=\"{SANS}\">{body}</g></svg>");
    out
}

/// From where people stand to where their marks are drawn.
struct Frame {
    low: [f64; 2],
    scale: f64,
    margin: f64,
}

impl Frame {
    /// The frame that holds everybody, and the height of the picture that it makes.
    fn around(people: &[([f64; 2], Option<usize>)], full: f64) -> (Self, f64) {
        let bound = |axis: fn(&[f64; 2]) -> f64, pick: fn(f64, f64) -> f64| {
            people.iter().map(|(at, _)| axis(at)).reduce(pick).unwrap_or_default()
        };
        let low = [bound(|at| at[0], f64::min), bound(|at| at[1], f64::min)];
        let high = [bound(|at| at[0], f64::max), bound(|at| at[1], f64::max)];
        let margin = 24.0;
        let across = (high[0] - low[0]).max((high[1] - low[1]) * 0.75).max(f64::MIN_POSITIVE);
        let scale = (full - 2.0 * margin) / across;
        let scale = if scale.is_finite() { scale } else { 0.0 };
        let height = (high[1] - low[1]) * scale + 2.0 * margin;
        // A picture that is narrower than its room stands in the middle of it.
        let spare = full - 2.0 * margin - (high[0] - low[0]) * scale;
        let low = [low[0] - if scale > 0.0 { spare / 2.0 / scale } else { 0.0 }, low[1]];
        (Self { low, scale, margin }, height)
    }

    fn place(&self, at: [f64; 2]) -> [f64; 2] {
        let [x, y] = [at[0] - self.low[0], at[1] - self.low[1]];
        [x * self.scale + self.margin, y * self.scale + self.margin]
    }
}

fn marks(out: &mut String, places: &[[f64; 2]], colour: &str, shape: Shape) {
    if places.is_empty() {
        return;
    }
    let _ = write!(out, "<path fill=\"{colour}\" fill-opacity=\"0.75\" d=\"");
    for [x, y] in places {
        let _ = write!(out, "M{} {}{}", length(*x), length(*y), shape.path());
    }
    out.push_str("\"/>");
}

/// The tightest rope around a group.
fn outline(out: &mut String, places: &[[f64; 2]], colour: &str) {
    let corners = hull(places);
    if corners.len() < 3 {
        return;
    }
    let _ = write!(
        out,
        "<path fill=\"{colour}\" fill-opacity=\"0.08\" stroke=\"{colour}\" stroke-width=\"1.5\" \
         stroke-linejoin=\"round\" d=\""
    );
    for (at, [x, y]) in corners.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        let _ = write!(out, "{letter}{} {}", length(*x), length(*y));
    }
    out.push_str("z\"/>");
}

/// The corners of the convex hull, in order (Andrew, Another efficient algorithm for convex hulls
/// in two dimensions, 1979).
fn hull(places: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut sorted = places.to_vec();
    sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    sorted.dedup();
    let half = |points: &mut dyn Iterator<Item = &[f64; 2]>| {
        let mut corners: Vec<[f64; 2]> = Vec::new();
        for point in points {
            while let [.., before, last] = corners.as_slice() {
                let turn = (last[0] - before[0]) * (point[1] - before[1])
                    - (last[1] - before[1]) * (point[0] - before[0]);
                if turn > 0.0 {
                    break;
                }
                corners.pop();
            }
            corners.push(*point);
        }
        corners.pop();
        corners
    };
    let mut corners = half(&mut sorted.iter());
    corners.extend(half(&mut sorted.iter().rev()));
    corners
}

/// The group's name at its middle, with a white edge so that it can be read over the marks.
fn label(out: &mut String, places: &[[f64; 2]], name: &str, colour: &str, full: f64) {
    if places.is_empty() {
        return;
    }
    let mean =
        |axis: fn(&[f64; 2]) -> f64| places.iter().map(axis).sum::<f64>() / places.len() as f64;
    let half = name.chars().count() as f64 * 17.0 * 0.29;
    let x = mean(|at| at[0]).min(full - half).max(half);
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"17\" font-weight=\"700\" \
         fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"5\" stroke-linejoin=\"round\" \
         paint-order=\"stroke\">{}</text>",
        length(x),
        length(mean(|at| at[1]) + 6.0),
        escape(name)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rope_runs_around_the_outermost_and_no_others() {
        let square = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]];
        let mut places = square.to_vec();
        places.extend([[2.0, 2.0], [1.0, 3.0], [4.0, 2.0], [0.0, 0.0]]);
        assert_eq!(hull(&places), square);
        assert_eq!(hull(&[[1.0, 1.0], [1.0, 1.0]]), [[0.0; 2]; 0]);
    }

    #[test]
    fn everybody_has_a_mark_inside_the_picture_and_groups_differ_in_shape() {
        let people = vec![([-1e9, 3.0], Some(0)), ([1e9, 4.0], Some(1)), ([0.0, f64::NAN], None)];
        let map = OpinionMap { people, groups: vec!["A: 1".into(), "B: 1".into()] };
        let picture = opinion_map(&map, Width::Wide);
        assert_eq!(picture.matches("<path").count(), 2, "{picture}");
        assert!(picture.contains(&format!("M24 24{}", Shape::Disc.path())), "{picture}");
        assert!(picture.contains(&format!("M600 24{}", Shape::Square.path())), "{picture}");
    }
}
