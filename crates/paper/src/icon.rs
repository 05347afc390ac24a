//! The icons that stand beside words on paper, as SVG on a square of 20.

use crate::document::Mark;

/// A small picture beside a word, never without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// The looped thread of a knot.
    Knot,
    /// Voices.
    Voice,
    /// Data.
    Data,
    /// Actions.
    Action,
    /// What a person agreed to.
    Permission,
    /// How a promise stands.
    Mark(Mark),
}

impl Icon {
    /// The icon as a whole SVG document, drawn in `colour`.
    pub(crate) fn svg(self, colour: &str) -> String {
        let (side, width, shapes) = match self {
            Self::Knot => (16, "2.4", KNOT),
            Self::Voice => (20, "2", VOICE),
            Self::Data => (20, "2", DATA),
            Self::Action => (20, "2", ACTION),
            Self::Permission => (20, "2", GLOBE),
            Self::Mark(Mark::Done) => (20, "2.4", TICK),
            Self::Mark(Mark::UnderWay) => (20, "2", HALF),
            Self::Mark(Mark::NotPossible) => (20, "2", SLASH),
            Self::Mark(Mark::StillListening) => (20, "2", DASHES),
        };
        let shapes = shapes.replace("INK", colour);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
             width=\"{side}\" height=\"{side}\"><g fill=\"none\" stroke=\"{colour}\" \
             stroke-width=\"{width}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
             {shapes}</g></svg>"
        )
    }
}

const KNOT: &str = "<path d=\"M1 11c4 0 5-2 6.5-5S10 1.5 12 2.5s1.2 4.5-2.5 5.500S4 7 4.5 4.5 8 2 \
                    9.5 6s2 7.5 5.5 7.5\"/>";
const VOICE: &str = "<path d=\"M3 5h14v9H9l-4 3.5V14H3z\"/><path d=\"M6.5 8.2h7M6.5 11h4.5\"/>";
const DATA: &str = "<path d=\"M3 17h14\"/><path d=\"M5.5 17v-5M10 17V4M14.5 17V8\"/>";
const ACTION: &str = "<path d=\"M10 3v8m0 0 3.2-3.2M10 11 6.8 7.8\"/><path d=\"M3 12v5h14v-5\"/>";
const GLOBE: &str = "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M3 10h14M10 3c2.5 2.3 2.5 11.7 \
                     0 14-2.5-2.3-2.5-11.7 0-14z\"/>";
const TICK: &str = "<path d=\"M4 10.5l4 4 8-9\"/>";
const HALF: &str = "<circle cx=\"10\" cy=\"10\" r=\"6.5\"/><path d=\"M10 3.5a6.5 6.5 0 0 1 0 13z\" \
                    fill=\"INK\" stroke=\"none\"/>";
const SLASH: &str = "<circle cx=\"10\" cy=\"10\" r=\"6.5\"/><path d=\"M5.6 14.4 14.4 5.6\"/>";
const DASHES: &str = "<circle cx=\"10\" cy=\"10\" r=\"6.5\" stroke-dasharray=\"3 4.2\"/>";
