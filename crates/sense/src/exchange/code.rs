//! Themes as REFI-QDA codes, and codes as themes.
//!
//! A code has one name and one description. The Welsh ones stand beneath the English description,
//! after a line that begins `[cy]`, so that other programs show them and none is lost.

use super::odd::{left_out, shortened, told};
use crate::theme::{self, DEFINITION_LIMIT, Draft, NAME_LIMIT, NotTheme, Theme, Tree};
use crate::{ThemeId, tally};
use interchange::refi::{Code, Codebook, Colour};
use kernel::ids::{ProgrammeId, Uuid};
use kernel::{Both, Db, Fault, Message, Tx, audit, folding};
use listen::voice::tidy;
use serde_json::json;
use std::collections::{HashMap, HashSet};

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
    fn under(parent: Option<ThemeId>, beneath: &mut Beneath<'_>) -> Vec<Code> {
        // Taken out, so that a loop of parents, which no verb makes, has an end.
        let children = beneath.remove(&parent).unwrap_or_default();
        let code = |theme: &Theme| {
            let (name, description) = one_language(&theme.name, &theme.definition);
            Code {
                guid: theme.id.into(),
                name,
                description,
                colour: rgb(theme.colour),
                is_codable: theme.is_live(),
                notes: Vec::new(),
                children: under(Some(theme.id), beneath),
            }
        };
        children.into_iter().map(code).collect()
    }
    let known: HashSet<ThemeId> = themes.iter().map(|theme| theme.id).collect();
    let mut beneath: Beneath<'_> = HashMap::new();
    for theme in themes {
        let parent = theme.parent_id.filter(|id| known.contains(id));
        beneath.entry(parent).or_default().push(theme);
    }
    under(None, &mut beneath)
}

/// The themes beneath each, in the order of the codebook.
type Beneath<'a> = HashMap<Option<ThemeId>, Vec<&'a Theme>>;

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
    /// What could not be kept as the file has it, in words.
    pub odd: Vec<Message>,
}

/// Takes a codebook's codes into a programme. A code is known by its guid, or else by its path:
/// its name under the theme that the code above it became. What is known is changed to the file's
/// words, colour and parent; two codes of one file never become one theme. Nothing ends.
///
/// # Errors
/// [`NotTheme`] says why not; nothing is changed then.
pub fn take_codebook(
    tx: &mut Tx<'_>,
    programme: ProgrammeId,
    codes: &[Code],
) -> Result<Taken, NotTheme> {
    let mut known = Known::of(theme::all(tx, programme)?);
    let mut tree = Tree::of(tx, programme)?;
    let mut taken = Taken::default();
    let mut taking = Taking { programme, known: &mut known, tree: &mut tree, taken: &mut taken };
    taking.take(tx, codes, None)?;
    tree.number(tx)?;
    let detail = json!({ "new": taken.new, "changed": taken.changed });
    audit::record(tx, "programme.codebook_imported", programme, &detail)?;
    Ok(taken)
}

/// A file's codes on their way into a programme.
struct Taking<'a> {
    programme: ProgrammeId,
    known: &'a mut Known,
    tree: &'a mut Tree,
    taken: &'a mut Taken,
}

impl Taking<'_> {
    fn take(
        &mut self,
        tx: &mut Tx<'_>,
        codes: &[Code],
        parent: Option<ThemeId>,
    ) -> Result<(), NotTheme> {
        // Those known by their guids first, so that none of them is taken for one known by its name.
        let mut here = HashMap::new();
        for code in codes {
            if let Some(theme) = self.known.by_guid(tx, self.programme, code.guid)? {
                self.known.used.insert(theme.id);
                here.insert(code.guid, theme);
            }
        }
        for code in codes {
            let Some(id) = self.one(tx, code, parent, here.remove(&code.guid))? else {
                // Those beneath it stand where it would have stood.
                self.take(tx, &code.children, parent)?;
                continue;
            };
            self.known.used.insert(id);
            self.taken.themes.insert(code.guid, id);
            self.take(tx, &code.children, Some(id))?;
            // A heading in another program can hold themes here; one of ours had ended.
            if !code.is_codable
                && code.children.is_empty()
                && let Some(theme) = theme::find(tx, id)?.filter(Theme::is_live)
            {
                theme::end_in(tx, self.tree, &theme)?;
            }
        }
        Ok(())
    }

    /// Takes one code under `parent`; `theme` is the one that has its guid. Nothing when it is left
    /// out, since it repeats what may not stand there.
    fn one(
        &mut self,
        tx: &mut Tx<'_>,
        code: &Code,
        parent: Option<ThemeId>,
        theme: Option<Theme>,
    ) -> Result<Option<ThemeId>, NotTheme> {
        let told_before = self.taken.odd.len();
        let (name, definition, welsh) = kept(code, &mut self.taken.odd);
        let colour = code.colour.map(nearest);
        let Some(theme) = theme.or_else(|| self.known.by_path(parent, &name)) else {
            let fresh = theme::find(tx, code.guid.into())?.is_none();
            let id = if fresh { code.guid.into() } else { tx.id() };
            let draft = Draft { name, definition, colour, parent, position: None };
            let made = tx.attempt(|tx| theme::bring_in(tx, self.tree, id, &draft));
            if self.left_out(tx, made, code, told_before)? {
                return Ok(None);
            }
            self.taken.new += 1;
            return Ok(Some(id));
        };
        if !theme.is_live() {
            self.taken.same += 1;
            return Ok(Some(theme.id));
        }
        let kept = |new: String, old: &str| if welsh { new } else { old.to_owned() };
        let draft = Draft {
            name: Both::new(name.en, kept(name.cy, &theme.name.cy)),
            definition: Both::new(definition.en, kept(definition.cy, &theme.definition.cy)),
            colour: colour.or(Some(theme.colour)),
            parent,
            position: None,
        }
        .tidy()?;
        let same = draft.name == theme.name
            && draft.definition == theme.definition
            && draft.colour == Some(theme.colour)
            && draft.parent == theme.parent_id;
        let changed = !same && {
            let made = tx.attempt(|tx| theme::edit_from_file(tx, self.tree, &theme, &draft));
            !self.left_out(tx, made, code, told_before)?
        };
        *if changed { &mut self.taken.changed } else { &mut self.taken.same } += 1;
        Ok(Some(theme.id))
    }

    /// Whether what was `made` of a code was refused, since it repeats what may not stand there.
    fn left_out(
        &mut self,
        tx: &mut Tx<'_>,
        made: Result<(), NotTheme>,
        code: &Code,
        told_before: usize,
    ) -> Result<bool, NotTheme> {
        match made {
            Ok(()) => Ok(false),
            Err(NotTheme::Fault(Fault::Forgotten { .. })) => {
                let key = "exchange-odd-forgotten-theme";
                left_out(&mut self.taken.odd, told_before, key, code.guid);
                *self.tree = Tree::of(tx, self.programme)?;
                Ok(true)
            }
            Err(refusal) => Err(refusal),
        }
    }
}

/// A code's words as a theme can hold them. A name that is too long is shortened, and stands
/// whole before the definition.
fn kept(code: &Code, odd: &mut Vec<Message>) -> (Both, Both, bool) {
    let one_line = |text: &str| tidy(&text.replace(['\r', '\n', '\t'], " "));
    // A name may be missing; a theme has to have one.
    let called = match code.name.trim() {
        "" => code.guid.to_string(),
        name => name.to_owned(),
    };
    let (mut name, mut definition, welsh) =
        both_languages(&called, code.description.as_deref().unwrap_or_default());
    for (name, definition) in
        [(&mut name.en, &mut definition.en), (&mut name.cy, &mut definition.cy)]
    {
        *name = one_line(name);
        if let Some(short) = shortened(name, NAME_LIMIT) {
            *definition = format!("{name}\n{definition}");
            odd.push(told("exchange-odd-long-name", code.guid, &short, NAME_LIMIT));
            *name = short;
        }
        if let Some(short) = shortened(&tidy(definition), DEFINITION_LIMIT) {
            odd.push(told("exchange-odd-long-definition", code.guid, name, DEFINITION_LIMIT));
            *definition = short;
        }
    }
    (name, definition, welsh)
}

/// The themes of a programme by which codes are known.
struct Known {
    themes: HashMap<ThemeId, Theme>,
    /// By their wider themes and their folded names.
    paths: HashMap<(Option<ThemeId>, String), Vec<ThemeId>>,
    /// Those that codes of the file have become.
    used: HashSet<ThemeId>,
}

impl Known {
    fn of(themes: Vec<Theme>) -> Self {
        let mut paths: HashMap<_, Vec<ThemeId>> = HashMap::new();
        for theme in &themes {
            for name in names(&theme.name) {
                paths.entry((theme.parent_id, name)).or_default().push(theme.id);
            }
        }
        let themes = themes.into_iter().map(|theme| (theme.id, theme)).collect();
        Self { themes, paths, used: HashSet::new() }
    }

    /// The theme with this guid, also when it has ended.
    fn by_guid(&self, db: &Db, programme: ProgrammeId, guid: Uuid) -> Result<Option<Theme>, Fault> {
        match self.themes.get(&guid.into()) {
            Some(theme) => Ok(Some(theme.clone())),
            None => Ok(theme::find(db, guid.into())?
                .filter(|theme| theme.programme_id == programme && !theme.is_live())),
        }
    }

    /// The theme of this name under `parent` that no other code of the file has become.
    fn by_path(&self, parent: Option<ThemeId>, name: &Both) -> Option<Theme> {
        let named = names(name).filter_map(|name| self.paths.get(&(parent, name)));
        let free = named.flatten().find(|id| !self.used.contains(*id))?;
        self.themes.get(free).cloned()
    }
}

/// The names in both languages, folded.
fn names(name: &Both) -> impl Iterator<Item = String> {
    let names = [&name.en, &name.cy];
    names.into_iter().filter(|name| !name.is_empty()).map(|name| folding::fold(name))
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
