//! The woven picture of the home page: people on the left, what they spoke of in the middle,
//! what was done about it on the right.

use std::fmt::Write as _;

use super::{
    dots::Paint,
    svg::{HEAD, SANS, dot_row, escape, length, open, wrap},
};
use crate::document::Mark;

/// What the picture shows. The page gives the same as a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loom {
    /// What people spoke of, from top to bottom.
    pub themes: Vec<LoomTheme>,
    /// What was done, from top to bottom.
    pub actions: Vec<LoomAction>,
    /// Which theme led to which action. Ends that do not exist are left out.
    pub links: Vec<LoomLink>,
}

/// One thing that people spoke of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoomTheme {
    /// Its name; at most two lines of it are shown.
    pub name: String,
    /// The count as it may be told: "38 people".
    pub count_text: String,
    /// How many dots stand for it; see [`super::people_per_dot`]. At most 300 are drawn.
    pub dots: u32,
}

/// One thing that was done, or could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoomAction {
    /// Its name; at most two lines of it are shown.
    pub name: String,
    /// How it stands: sets its icon, and the stitch that leads to it.
    pub mark: Mark,
    /// The same in words: "Under way".
    pub status_text: String,
}

/// A stitch from a theme to an action, each by its place in its list, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoomLink {
    /// Which of [`Loom::themes`].
    pub theme: usize,
    /// Which of [`Loom::actions`].
    pub action: usize,
}

/// The picture's width in user units; its height follows from what it shows.
const WIDTH: f64 = 1112.0;
/// Where the rings of the themes stand.
const RING: f64 = 360.0;
/// Where the icons of the actions stand.
const ICON: f64 = 830.0;
/// From centre to centre of two dots, across and down.
const PITCH: (f64, f64) = (13.0, 12.4);
/// How strongly threads of gold show, so that they look spun by hand.
const STRENGTHS: [&str; 4] = [".3", ".4", ".5", ".62"];

/// Where one theme stands: its middle line and its block of dots.
struct Place {
    middle: f64,
    dots: u32,
    rows: u32,
    name: Vec<String>,
}

/// The picture, for a damson ground. Empty when there is no theme.
#[must_use]
pub fn loom(loom: &Loom) -> String {
    if loom.themes.is_empty() {
        return String::new();
    }
    let (places, height) = places(loom);
    let action_at = |index: usize| (index as f64 + 0.5) * height / loom.actions.len() as f64;
    let mut out = open("loom-picture", WIDTH, height);
    let _ = write!(out, "<g font-family=\"{SANS}\" fill=\"none\">");
    for (index, place) in places.iter().enumerate() {
        threads(&mut out, index, place);
    }
    for link in &loom.links {
        if let (Some(from), Some(to)) = (places.get(link.theme), loom.actions.get(link.action)) {
            stitch(&mut out, from.middle, action_at(link.action), to.mark);
        }
    }
    people(&mut out, &places);
    for (place, theme) in places.iter().zip(&loom.themes) {
        let _ = write!(
            out,
            "<circle cx=\"{RING}\" cy=\"{}\" r=\"7\" fill=\"#3c1642\" stroke=\"#f5b52e\" \
             stroke-width=\"3\"/>",
            length(place.middle)
        );
        label(&mut out, RING + 18.0, place.middle, &place.name, &theme.count_text);
    }
    for (index, action) in loom.actions.iter().enumerate() {
        icon(&mut out, action_at(index), action.mark);
        let name = wrap(&action.name, WIDTH - ICON - 26.0, NAME, 2);
        label(&mut out, ICON + 26.0, action_at(index), &name, &action.status_text);
    }
    out.push_str("</g></svg>");
    out
}

/// The size of a name.
const NAME: f64 = 19.0;

/// Spreads the themes from top to bottom, and says how tall the picture is.
fn places(loom: &Loom) -> (Vec<Place>, f64) {
    let total: u32 = loom.themes.iter().map(|theme| theme.dots.min(300)).sum();
    let columns = total.div_ceil(25).clamp(6, 16);
    let mut places: Vec<Place> = loom
        .themes
        .iter()
        .map(|theme| {
            let dots = theme.dots.min(300);
            let name = wrap(&theme.name, 262.0, NAME, 2);
            Place { middle: 0.0, dots, rows: dots.div_ceil(columns), name }
        })
        .collect();
    let needed: f64 = places.iter().map(Place::height).sum();
    let count = places.len() as f64;
    let height = (needed + 24.0 * count).max(72.0 * loom.actions.len() as f64);
    let gap = (height - needed) / count;
    let mut top = gap / 2.0;
    for place in &mut places {
        place.middle = top + place.height() / 2.0;
        top += place.height() + gap;
    }
    (places, height)
}

impl Place {
    /// The room it takes: its dots, or its name if that is taller.
    fn height(&self) -> f64 {
        (f64::from(self.rows) * PITCH.1).max(27.0 + 21.0 * (self.name.len() as f64 - 1.0))
    }

    /// Where the dot `index` stands. Dots fill columns from the left; every second row is
    /// shifted by half a step, as in weaving.
    fn dot(&self, index: u32) -> (f64, f64) {
        let (column, row) = (index / self.rows.max(1), index % self.rows.max(1));
        (self.row_start(row) + f64::from(column) * PITCH.0, self.row_middle(row))
    }

    fn row_start(&self, row: u32) -> f64 {
        if row.is_multiple_of(2) { 8.0 } else { 8.0 + PITCH.0 / 2.0 }
    }

    fn row_middle(&self, row: u32) -> f64 {
        self.middle + (f64::from(row) - (f64::from(self.rows) - 1.0) / 2.0) * PITCH.1
    }
}

/// A fine gold thread from each dot to the ring of its theme.
fn threads(out: &mut String, theme: usize, place: &Place) {
    let mut paths = [const { String::new() }; STRENGTHS.len()];
    let end = length(place.middle);
    for index in 0..place.dots {
        let (x, y) = place.dot(index);
        let (x, y) = (x + 5.0, length(y));
        let bend = length(x + (RING - x) / 3.0);
        // A fixed scramble of the dot's number: no two neighbours look alike, every time the same.
        let scramble = (theme as u32 * 131 + index).wrapping_mul(2_654_435_761) >> 16;
        if let Some(path) = paths.get_mut(scramble as usize % STRENGTHS.len()) {
            let _ = write!(path, "M{} {y}C{bend} {y} 240 {end} {RING} {end}", length(x));
        }
    }
    for (path, strength) in paths.iter().zip(STRENGTHS) {
        if !path.is_empty() {
            let _ = write!(
                out,
                "<path d=\"{path}\" stroke=\"#f5b52e\" stroke-opacity=\"{strength}\" \
                 stroke-width=\"1.1\"/>"
            );
        }
    }
}

/// A dashed stitch from a theme to an action: long dashes when done, shorter as it is less so.
fn stitch(out: &mut String, from: f64, to: f64, mark: Mark) {
    let (width, dashes) = match mark {
        Mark::Done => ("4", "11 7"),
        Mark::UnderWay => ("3", "5 7"),
        Mark::StillListening => ("2.4", "3 9"),
        Mark::NotPossible => ("2.4", "1.5 8"),
    };
    let (from, to, end) = (length(from), length(to), length(ICON - 16.0));
    let _ = write!(
        out,
        "<path class=\"stitch\" d=\"M650 {from}C720 {from} 730 {to} {end} {to}\" \
         stroke=\"#f5b52e\" stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\" \
         stroke-linecap=\"round\"/>"
    );
}

/// The dots of every theme.
fn people(out: &mut String, places: &[Place]) {
    let _ = write!(
        out,
        "<g class=\"people\" stroke=\"{}\" stroke-width=\"8.6\" stroke-linecap=\"round\" \
         stroke-dasharray=\"0 {}\">",
        Paint::OnDamson.colour(),
        PITCH.0
    );
    for place in places {
        for row in 0..place.rows {
            let here = (place.dots - row).div_ceil(place.rows);
            dot_row(out, here, place.row_start(row), place.row_middle(row), PITCH.0);
        }
    }
    out.push_str("</g>");
}

/// A name on one or two lines, and smaller words beneath.
fn label(out: &mut String, x: f64, middle: f64, name: &[String], under: &str) {
    let mut y = middle - 2.0 - 10.5 * (name.len() as f64 - 1.0);
    for line in name {
        let _ = write!(
            out,
            "<text class=\"loom-name\" x=\"{x}\" y=\"{}\" font-family=\"{HEAD}\" \
             font-weight=\"700\" font-size=\"{NAME}\" fill=\"#fff\">{}</text>",
            length(y),
            escape(line)
        );
        y += 21.0;
    }
    let _ = write!(
        out,
        "<text class=\"loom-under\" x=\"{x}\" y=\"{}\" font-size=\"15\" fill=\"#e9e5ef\">{}</text>",
        length(y),
        escape(under)
    );
}

/// The icon of how an action stands.
fn icon(out: &mut String, y: f64, mark: Mark) {
    let (shape, cy) = (|colour: &str| ring(y, colour), length(y));
    let icon = match mark {
        Mark::Done => format!(
            "<circle cx=\"{ICON}\" cy=\"{cy}\" r=\"13\" fill=\"#8fe0bd\"/><path d=\"M824 \
             {cy}l4.5 4.5 8-9\" stroke=\"#231a2e\" stroke-width=\"2.6\" stroke-linecap=\"round\" \
             stroke-linejoin=\"round\"/>"
        ),
        Mark::UnderWay => format!(
            "{}<path d=\"M{ICON} {}a11.5 11.5 0 0 1 0 23z\" fill=\"#8fe0bd\"/>",
            shape("#8fe0bd"),
            length(y - 11.5)
        ),
        Mark::NotPossible => format!(
            "{}<path d=\"M823 {}l14-14\" stroke=\"#e9e5ef\" stroke-width=\"3\"/>",
            shape("#e9e5ef"),
            length(y + 7.0)
        ),
        Mark::StillListening => format!(
            "{}<path d=\"M825 {cy}h10.5\" stroke=\"#e9e5ef\" stroke-width=\"3\" \
             stroke-linecap=\"round\" stroke-dasharray=\"0 5\"/>",
            shape("#e9e5ef")
        ),
    };
    out.push_str(&icon);
}

fn ring(y: f64, colour: &str) -> String {
    format!(
        "<circle cx=\"{ICON}\" cy=\"{}\" r=\"11.5\" fill=\"#3c1642\" stroke=\"{colour}\" \
         stroke-width=\"3\"/>",
        length(y)
    )
}
