//! What people say, in pieces: which piece fits whom and where, and which is taken next.

use super::data::{file, rows};
use super::markup::Marked;
use super::person::Person;
use super::voice::Planned;
use kernel::Chance;

/// One piece of what somebody says.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    /// The key of its theme, or `opening`, `ending`.
    pub(super) theme: String,
    /// Who can say it.
    pub(super) who: String,
    /// What it is about more closely; `-` for nothing.
    pub(super) topic: String,
    /// Where it can be said.
    pub(super) place: String,
    /// The words.
    pub(super) words: String,
    /// What they mean, when they are not in English.
    pub(super) translation: String,
    /// How often it was taken.
    used: u32,
}

/// Pieces to choose from.
pub(super) struct Pool(Vec<Fragment>);

const ENGLISH: &[(&str, &str)] = &[
    ("warm", file!("fragments-warm.en.txt")),
    ("getting", file!("fragments-getting.en.txt")),
    ("neighbours", file!("fragments-neighbours.en.txt")),
    ("young", file!("fragments-young.en.txt")),
    ("food", file!("fragments-food.en.txt")),
    ("heard", file!("fragments-heard.en.txt")),
    ("carrying", file!("fragments-carrying.en.txt")),
    ("proud", file!("fragments-proud.en.txt")),
    ("opening", file!("fragments-openings.en.txt")),
    ("ending", file!("fragments-endings.en.txt")),
];

fn fragment(theme: &str, cells: &[&str]) -> Fragment {
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default().to_owned();
    Fragment {
        theme: theme.to_owned(),
        who: cell(0),
        topic: cell(1),
        place: cell(2),
        words: cell(3),
        translation: cell(4),
        used: 0,
    }
}

impl Pool {
    /// The English pieces.
    pub(super) fn english() -> Self {
        let of = |(theme, file): &(&str, &'static str)| {
            let theme = (*theme).to_owned();
            rows(file).map(move |row| fragment(&theme, &row))
        };
        Self(ENGLISH.iter().flat_map(of).collect())
    }

    /// The Welsh pieces.
    pub(super) fn welsh() -> Self {
        let rows = rows(file!("fragments.cy.txt"));
        Self(rows.filter_map(|row| Some(fragment(row.first()?, row.get(1..)?))).collect())
    }

    /// What is left when nobody repeats what one of `longer` said.
    pub(super) fn unsaid(mut self, longer: &[Planned]) -> Self {
        let said = |words: &str| longer.iter().any(|of| of.words.text.contains(words));
        self.0.retain(|fragment| !said(&Marked::read(&fragment.words).text));
        self
    }

    /// The piece of a theme that fits a person in a place and was taken least often so far.
    /// `told` are the pieces they have said already.
    pub(super) fn take(
        &mut self,
        theme: &str,
        person: &Person,
        place: &str,
        told: &[String],
        chance: &mut Chance,
    ) -> Option<Fragment> {
        let fits = |fragment: &&mut Fragment| {
            fragment.theme == theme
                && person.can_say(&fragment.who)
                && is_in(place, &fragment.place)
                && !told.contains(&fragment.words)
        };
        // What can be said only there comes before what can be said anywhere.
        let turn = |fragment: &Fragment| fragment.used + u32::from(fragment.place == "*");
        let least = self.0.iter_mut().filter(&fits).map(|fragment| turn(fragment)).min()?;
        let mut left: Vec<&mut Fragment> =
            self.0.iter_mut().filter(fits).filter(|fragment| turn(fragment) == least).collect();
        let at = chance.below(u32::try_from(left.len()).ok()?);
        let taken = left.get_mut(usize::try_from(at).ok()?)?;
        taken.used += 1;
        Some(taken.clone())
    }
}

/// Whether something that belongs to `wanted` can be said in the community `place`.
pub(super) fn is_in(place: &str, wanted: &str) -> bool {
    match wanted {
        "*" => true,
        "w" => matches!(place, "cwm-helyg" | "aberwennol" | "llannerch-uchaf"),
        "s" => matches!(place, "easterhaugh" | "kirkbrae" | "inverlarig"),
        "e" => is_in(place, "*") && !is_in(place, "w") && !is_in(place, "s"),
        "ch" => place == "cwm-helyg",
        start => place.starts_with(start),
    }
}
