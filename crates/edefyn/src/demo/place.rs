//! The ten communities: their names, hosts and outlines, and what people there call things.

use super::data::{Entry, entries, file};
use kernel::Both;

/// One community.
#[derive(Clone, Debug)]
pub(super) struct Place {
    entry: Entry,
}

impl Place {
    /// All of them, in the order they joined.
    pub(super) fn all() -> Vec<Self> {
        entries(file!("places.txt")).into_iter().map(|entry| Self { entry }).collect()
    }

    /// Its name in addresses.
    pub(super) fn slug(&self) -> &str {
        &self.entry.head
    }

    /// Its name.
    pub(super) fn name(&self) -> Both {
        self.entry.both("")
    }

    /// The name of its host.
    pub(super) fn host(&self) -> Both {
        Both::new(self.entry.get("host"), self.entry.get("host-cy"))
    }

    /// A field as it is written.
    pub(super) fn get(&self, name: &str) -> &str {
        self.entry.get(name)
    }

    /// A field that is a number.
    pub(super) fn number(&self, name: &str) -> usize {
        self.get(name).parse().unwrap_or_default()
    }

    /// `words` with `{hall}` and the like as people there say it.
    pub(super) fn say(&self, words: &str) -> String {
        ["hall", "shop", "bus", "road", "town"].iter().fold(words.to_owned(), |words, slot| {
            let said = words.replace(&format!("{{{slot}}}"), self.get(slot));
            if words.starts_with('{') { capital(&said) } else { said }
        })
    }

    /// Its outline as GeoJSON.
    pub(super) fn outline(&self) -> String {
        let mut ring: Vec<Vec<f64>> = self
            .get("outline")
            .split(' ')
            .map(|point| point.split(',').filter_map(|part| part.parse().ok()).collect())
            .collect();
        ring.extend(ring.first().cloned());
        serde_json::json!({ "type": "Polygon", "coordinates": [ring] }).to_string()
    }
}

/// `words` with a capital at the beginning.
fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
