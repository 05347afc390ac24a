//! Themes as REFI-QDA codes, and codes as themes.
//!
//! A code has one name and one description. The Welsh ones stand beneath the English description,
//! after a line that begins `[cy]`, so that other programs show them and none is lost.

use crate::theme::{self, Draft, NotTheme, Theme};
use crate::{ThemeId, tally};
use interchange::refi::{Code, Codebook, Colour};
use kernel::ids::{ProgrammeId, Uuid};
use kernel::{Both, Db, Fault, Tx, audit, search};
use serde_json::json;
use std::collections::HashMap;

/// The twelve colours as pages show them: red, green, blue.
const COLOURS: [Colour; 12] = [
    Colour(0x1c, 0x5a, 0x99),
    Colour(0x8a, 0x24, 0x63),
    Colour(0x17, 0x69, 0x4a),
    Colour(0x8a, 0x52, 0x00),
    Colour(0x5b, 0x2a, 0x8c),
    Colour(0x57, 0x4c, 0x63),
    Colour(0x0b, 0x64, 0x70),
    Colour(0xa3, 0x3a, 0x12),
    Colour(0x56, 0x60, 0x0f),
    Colour(0x2b, 0x3a, 0x8c),
    Colour(0x9a, 0x1f, 0x8a),
    Colour(0x6b, 0x42, 0x26),
];

/// Who wrote a file.
pub(super) const ORIGIN: &str = concat!("Edefyn ", env!("CARGO_PKG_VERSION"));

fn rgb(colour: u32) -> Option<Colour> {
    COLOURS.get(usize::try_from(colour).ok()?.checked_sub(1)?).copied()
}

/// The one of the twelve that is nearest.
fn nearest(Colour(red, green, blue): Colour) -> u32 {
    let far = |(_, own): &(u32, &Colour)| {
        let apart = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        apart(own.0, red) + apart(own.1, green) + apart(own.2, blue)
    };
    (1..).zip(&COLOURS).min_by_key(far).map_or(1, |(colour, _)| colour)
}

/// A name and a description from the words of both languages.
fn one_language(name: &Both, definition: &Both) -> (String, Option<String>) {
    let english: Vec<String> = definition
        .en
        .lines()
        .map(|line| match line.trim_start_matches('\\').starts_with("[cy") {
            true => format!("\\{line}"),
            false => line.to_owned(),
        })
        .collect();
    let mut description = english.join("\n");
    if name.en.is_empty() || !name.cy.is_empty() || !definition.cy.is_empty() {
        if !description.is_empty() {
            description.push('\n');
        }
        description.push_str(&match name.en.is_empty() {
            true => "[cy only]".to_owned(),
            false => format!("[cy] {}", name.cy).trim_end().to_owned(),
        });
        if !definition.cy.is_empty() {
            description.push('\n');
            description.push_str(&definition.cy);
        }
    }
    let name = if name.en.is_empty() { &name.cy } else { &name.en };
    (name.clone(), (!description.is_empty()).then_some(description))
}

/// The words of both languages from a name and a description, and whether the file has Welsh.
fn both_languages(name: &str, description: &str) -> (Both, Both, bool) {
    let mut english = Vec::new();
    let mut lines = description.lines();
    let mut mark = None;
    for line in lines.by_ref() {
        if line.starts_with("[cy]") || line == "[cy only]" {
            mark = Some(line);
            break;
        }
        let kept = match line.trim_start_matches('\\').starts_with("[cy") {
            true => line.strip_prefix('\\').unwrap_or(line),
            false => line,
        };
        english.push(kept);
    }
    let welsh: Vec<&str> = lines.collect();
    let name = match mark {
        Some("[cy only]") => Both::new("", name),
        Some(line) => Both::new(name, line.trim_start_matches("[cy]").trim()),
        None => Both::new(name, ""),
    };
    (name, Both::new(english.join("\n"), welsh.join("\n")), mark.is_some())
}

/// A programme's themes as a tree of codes, those beneath each theme under it.
pub(super) fn codes(themes: &[Theme]) -> Vec<Code> {
    fn under(parent: Option<ThemeId>, depth: usize, themes: &[Theme]) -> Vec<Code> {
        let known = |id: ThemeId| themes.iter().any(|theme| theme.id == id);
        let here = |theme: &&Theme| theme.parent_id.filter(|id| known(*id)) == parent;
        let children = themes.iter().filter(here).filter(|_| depth <= themes.len());
        let code = |theme: &Theme| {
            let (name, description) = one_language(&theme.name, &theme.definition);
            Code {
                guid: theme.id.into(),
                name,
                description,
                colour: rgb(theme.colour),
                is_codable: theme.is_live(),
                notes: Vec::new(),
                children: under(Some(theme.id), depth + 1, themes),
            }
        };
        children.map(code).collect()
    }
    under(None, 0, themes)
}

/// The themes of a programme that are in use, as a codebook.
///
/// # Errors
/// The database's.
pub fn write_codebook(db: &Db, programme: ProgrammeId) -> Result<Codebook, Fault> {
    let themes = theme::all(db, programme)?;
    Ok(Codebook { origin: Some(ORIGIN.into()), codes: codes(&themes) })
}

/// What a file's codes became.
#[derive(Debug, Default)]
pub struct Taken {
    /// How many themes are new.
    pub new: u32,
    /// How many that were there have new words, colour or parent.
    pub changed: u32,
    /// How many stayed as they are.
    pub same: u32,
    /// The theme that each code became, by its guid.
    pub themes: HashMap<Uuid, ThemeId>,
}

/// Takes a codebook's codes into a programme. A code that is known by its guid or its name is
/// that theme; its words, colour and parent are changed to the file's. Nothing ends.
///
/// # Errors
/// [`NotTheme`] says why not; nothing is changed then.
pub fn take_codebook(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    codes: &[Code],
) -> Result<Taken, NotTheme> {
    let mut taken = Taken::default();
    take(tx, programme, codes, None, &mut taken)?;
    let detail = json!({ "new": taken.new, "changed": taken.changed });
    audit::record(tx, "programme.codebook_imported", programme, &detail)?;
    Ok(taken)
}

fn take(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    codes: &[Code],
    parent: Option<ThemeId>,
    taken: &mut Taken,
) -> Result<(), NotTheme> {
    for code in codes {
        let (name, definition, welsh) =
            both_languages(&code.name, code.description.as_deref().unwrap_or_default());
        let colour = code.colour.map(nearest);
        let id = match known(tx, programme, code.guid, &name)? {
            Some(theme) if theme.is_live() => {
                let kept = |new: String, old: &str| if welsh { new } else { old.to_owned() };
                let draft = Draft {
                    name: Both::new(name.en, kept(name.cy, &theme.name.cy)),
                    definition: Both::new(definition.en, kept(definition.cy, &theme.definition.cy)),
                    colour: colour.or(Some(theme.colour)),
                    parent,
                    position: Some(theme.position),
                }
                .tidy()?;
                let same = draft.name == theme.name
                    && draft.definition == theme.definition
                    && draft.colour == Some(theme.colour)
                    && draft.parent == theme.parent_id;
                if same {
                    taken.same += 1;
                } else {
                    theme::edit(tx, theme.id, &draft)?;
                    taken.changed += 1;
                }
                theme.id
            }
            Some(theme) => {
                taken.same += 1;
                theme.id
            }
            None => {
                let fresh = theme::find(tx, code.guid.into())?.is_none();
                let id = if fresh { code.guid.into() } else { tx.id() };
                let draft = Draft { name, definition, colour, parent, position: None };
                theme::bring_in(tx, id, programme, &draft)?;
                taken.new += 1;
                id
            }
        };
        taken.themes.insert(code.guid, id);
        take(tx, programme, &code.children, Some(id), taken)?;
        if !code.is_codable && theme::find(tx, id)?.is_some_and(|theme| theme.is_live()) {
            // A heading in another program can hold themes here; one of ours had ended.
            if code.children.is_empty() {
                theme::end(tx, id)?;
            }
        }
    }
    Ok(())
}

fn known(db: &Db, programme: ProgrammeId, guid: Uuid, name: &Both) -> Result<Option<Theme>, Fault> {
    let own = theme::find(db, guid.into())?.filter(|theme| theme.programme_id == programme);
    if own.is_some() {
        return Ok(own);
    }
    let same = |a: &str, b: &str| !a.is_empty() && search::fold(a) == search::fold(b);
    let themes = theme::all(db, programme)?;
    Ok(themes
        .into_iter()
        .find(|theme| same(&theme.name.en, &name.en) || same(&theme.name.cy, &name.cy)))
}

/// Counts again for every theme that was touched.
pub(super) fn count_again(tx: &mut Tx<'_>, taken: &Taken) -> Result<(), Fault> {
    for theme in taken.themes.values() {
        tally::refresh(tx, *theme)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_colour_of_ours_stays_itself_and_another_goes_to_the_nearest() {
        for colour in 1..=12 {
            assert_eq!(nearest(rgb(colour).unwrap()), colour);
        }
        assert_eq!(nearest(Colour(0, 0x5a, 0xff)), 1);
    }

    proptest! {
        #[test]
        fn both_languages_come_back(
            en in "[a-z]{0,6}", cy in "[a-zŵ]{0,6}",
            english in "([a-z\\\\]|\\[cy\\]|\\[cy only\\]|\n){0,12}",
            welsh in "([a-zŷ]|\\[cy\\]|\n){0,12}",
        ) {
            prop_assume!(!en.is_empty() || !cy.is_empty());
            let name = Both::new(en, cy);
            let definition = Both::new(english.trim(), welsh.trim());
            let (one, description) = one_language(&name, &definition);
            let (again, defined, _) = both_languages(&one, &description.unwrap_or_default());
            prop_assert_eq!(again, name);
            prop_assert_eq!(defined, definition);
        }
    }
}
