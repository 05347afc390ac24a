//! Rows of dots, one for each person, as under a theme in a report.

use super::svg::{dot_row, open};

/// How much room a picture has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A page of 640 px or more: 40 dots in a row. Class `only-w`.
    Wide,
    /// A telephone: 22 dots in a row. Class `only-n`.
    Narrow,
}

impl Width {
    /// The class that shows a picture at this width alone.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Wide => "only-w",
            Self::Narrow => "only-n",
        }
    }

    /// How many dots stand in a row.
    fn columns(self) -> u32 {
        match self {
            Self::Wide => 40,
            Self::Narrow => 22,
        }
    }

    /// The width of the picture in user units.
    pub(super) fn units(self) -> f64 {
        f64::from(self.columns()) * PITCH
    }
}

/// What the dots stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// White paper: the colour of voices.
    OnPaper,
    /// A damson cover: pale pink.
    OnDamson,
}

impl Paint {
    /// The colour of a dot.
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::OnPaper => "#8a2463",
            Self::OnDamson => "#f6c9e0",
        }
    }
}

/// From centre to centre of two dots, in user units.
const PITCH: f64 = 15.6;
/// Across a dot, in user units.
const DOT: &str = "12";
/// More dots than this are never drawn in one row of a chart; see [`people_per_dot`].
const MOST: u32 = 2_000;

/// `count` dots as one picture, in rows as long as `width` allows. Empty when `count` is 0.
#[must_use]
pub fn dots(count: u32, paint: Paint, width: Width) -> String {
    let count = count.min(MOST);
    if count == 0 {
        return String::new();
    }
    let columns = width.columns();
    let rows = count.div_ceil(columns);
    let mut out =
        open(&format!("people {}", width.class()), width.units(), f64::from(rows) * PITCH);
    out.push_str(&format!(
        "<g fill=\"none\" stroke=\"{}\" stroke-width=\"{DOT}\" stroke-linecap=\"round\" \
         stroke-dasharray=\"0 {PITCH}\">",
        paint.colour()
    ));
    for row in 0..rows {
        let here = (count - row * columns).min(columns);
        dot_row(&mut out, here, PITCH / 2.0, (f64::from(row) + 0.5) * PITCH, PITCH);
    }
    out.push_str("</g></svg>");
    out
}

/// How many people a dot should stand for, so that `total` people make at most 150 dots: 1, 2,
/// 5, 10, 20, 50 and so on. The page must say so when it is not 1.
#[must_use]
pub fn people_per_dot(total: u32) -> u32 {
    let mut decade: u32 = 1;
    loop {
        for step in [1, 2, 5] {
            let people = decade.saturating_mul(step);
            if total.div_ceil(people) <= 150 {
                return people;
            }
        }
        decade = decade.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thirty_eight_people_fill_one_wide_row_and_two_narrow_ones() {
        let wide = dots(38, Paint::OnPaper, Width::Wide);
        assert!(wide.contains("viewBox=\"0 0 624 15.6\""), "{wide}");
        assert_eq!(wide.matches("<path").count(), 1);
        let narrow = dots(38, Paint::OnPaper, Width::Narrow);
        assert!(narrow.contains("viewBox=\"0 0 343.2 31.2\""), "{narrow}");
        assert_eq!(narrow.matches("<path").count(), 2);
    }

    #[test]
    fn nobody_makes_no_picture() {
        assert_eq!(dots(0, Paint::OnPaper, Width::Wide), "");
    }

    #[test]
    fn the_picture_stays_small_however_many_people() {
        assert!(dots(u32::MAX, Paint::OnDamson, Width::Narrow).len() < 8_000);
    }

    proptest! {
        #[test]
        fn a_hundred_and_fifty_dots_are_the_most(total in any::<u32>()) {
            let people = people_per_dot(total);
            prop_assert!(total.div_ceil(people) <= 150);
            prop_assert!(people == 1 || total > 150);
        }
    }
}
