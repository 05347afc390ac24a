//! The front matter of a source: lines of `name: value` between two lines of `---`.

use super::place::{Place, Source};
use super::{Code, Diagnostic, limits};

/// What the front matter says. All but the title may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// The title.
    pub title: String,
    /// A sentence under it.
    pub subtitle: String,
    /// What kind of report it is: "Learning report".
    pub kind: String,
    /// The slug of the community it is about.
    pub community: String,
    /// The slug of the programme it is about, for a report that is checked from a file.
    pub programme: String,
    /// Where the community or programme is named.
    pub(crate) place: Place,
}

/// Reads the front matter into `front`, and gives the byte at which the body starts.
pub(crate) fn read(source: &Source, front: &mut Front, diagnostics: &mut Vec<Diagnostic>) -> usize {
    let mut lines = source.lines();
    let mut start = 0;
    if lines.next().is_some_and(|(_, line)| line.trim_end() == "---") {
        start = source.text().len();
        for (at, line) in lines {
            if line.trim_end() == "---" {
                start = (at + line.len() + 1).min(source.text().len());
                break;
            }
            let full = diagnostics.len() >= limits::DIAGNOSTICS;
            if !line.trim().is_empty() && !field(source, at, line, front) && !full {
                let place = source.place(at..at + line.len());
                let what: String = line.trim().chars().take(80).collect();
                diagnostics.push(Code::FrontMatter.at(place, &[("what", what.into())]));
            }
        }
    }
    if front.title.is_empty() {
        diagnostics.push(Code::NoTitle.at(source.place(0..0), &[]));
    }
    start
}

fn field(source: &Source, at: usize, line: &str, front: &mut Front) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let value = value.trim();
    let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let value = quoted.unwrap_or(value).to_owned();
    match name.trim() {
        "title" => front.title = value,
        "subtitle" => front.subtitle = value,
        "kind" => front.kind = value,
        "community" | "programme" => {
            front.place = source.place(at..at + line.len());
            match name.trim() {
                "community" => front.community = value,
                _ => front.programme = value,
            }
        }
        _ => return false,
    }
    true
}
