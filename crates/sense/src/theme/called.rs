//! What themes are called in a list of them, where two may have one name.

use super::Theme;
use crate::ids::ThemeId;
use kernel::{Both, Language};
use std::collections::HashMap;

/// Each theme with what it is called in a list of these, in their order: its name, after those of
/// the wider themes that it belongs to (`Transport / Cost`) where another of them has the same.
pub fn called(themes: &[Theme]) -> Vec<(ThemeId, Both)> {
    let known: HashMap<ThemeId, &Theme> = themes.iter().map(|theme| (theme.id, theme)).collect();
    let mut alike: HashMap<(Language, &str), usize> = HashMap::new();
    for theme in themes {
        for &language in Language::ALL {
            *alike.entry((language, theme.name.in_language(language))).or_default() += 1;
        }
    }
    let shared = |theme: &Theme| {
        let name = |language| (language, theme.name.in_language(language));
        Language::ALL.iter().any(|&language| alike.get(&name(language)) > Some(&1))
    };
    let call = |theme: &Theme| if shared(theme) { path(&known, theme) } else { theme.name.clone() };
    themes.iter().map(|theme| (theme.id, call(theme))).collect()
}

/// The names of a theme and of all those above it that are known, the widest first.
fn path(known: &HashMap<ThemeId, &Theme>, theme: &Theme) -> Both {
    let wider = |theme: &&Theme| known.get(&theme.parent_id?).copied();
    let mut way: Vec<&Theme> =
        std::iter::successors(Some(theme), wider).take(known.len()).collect();
    way.reverse();
    let joined = |language| {
        let names = way.iter().map(|theme| theme.name.in_language(language));
        names.collect::<Vec<_>>().join(" / ")
    };
    Both::new(joined(Language::En), joined(Language::Cy))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CodebookId;
    use kernel::Timestamp;
    use kernel::ids::{ProgrammeId, Uuid};

    fn theme(id: u128, parent: Option<u128>, name: Both) -> Theme {
        Theme {
            id: ThemeId(Uuid::from_u128(id)),
            codebook_id: CodebookId(Uuid::nil()),
            programme_id: ProgrammeId(Uuid::nil()),
            parent_id: parent.map(|id| ThemeId(Uuid::from_u128(id))),
            merged_into: None,
            name,
            definition: Both::default(),
            colour: 1,
            position: 0,
            created_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
        }
    }

    #[test]
    fn themes_of_one_name_are_told_apart_by_the_wider_ones() {
        let both = |name| Both::new(name, "");
        let themes = [
            theme(1, None, both("Transport")),
            theme(2, Some(1), both("Cost")),
            theme(3, Some(2), both("Cost")),
            theme(4, None, Both::new("Food", "Bwyd")),
            theme(5, Some(4), Both::new("Price", "Cost")),
        ];
        let called: Vec<Both> = called(&themes).into_iter().map(|(_, name)| name).collect();
        let expected = [
            Both::new("Transport", ""),
            Both::new("Transport / Cost", "Transport / Cost"),
            Both::new("Transport / Cost / Cost", "Transport / Cost / Cost"),
            Both::new("Food", "Bwyd"),
            Both::new("Food / Price", "Bwyd / Cost"),
        ];
        assert_eq!(called, expected);
    }

    #[test]
    fn two_that_belong_to_each_other_end() {
        let name = || Both::new("Cost", "Cost");
        let themes = [theme(1, Some(2), name()), theme(2, Some(1), name())];
        assert_eq!(called(&themes)[0].1.en, "Cost / Cost");
    }
}
