//! The short name of a thing in its address, made from its English name and kept for good.

use kernel::languages::SLUGS;
use kernel::{Db, Fault, folding};

/// The most characters of a slug before its number.
const MOST: usize = 60;

/// A slug for `name` that no row of `table` has yet: `Cwm Helyg` is `cwm-helyg`, and the second
/// of that name `cwm-helyg-2`. `table` must have a column `slug`.
///
/// # Errors
/// The database's.
pub fn free_slug(db: &Db, table: &'static str, name: &str) -> Result<String, Fault> {
    let stem = stem(name);
    let sql = format!("select slug from {table} where slug = $1 or slug like $2");
    let taken: Vec<String> = db.all(&sql, &[&stem, &format!("{stem}-%")])?;
    let is_word = |slug: &str| SLUGS.iter().any(|(en, cy)| *en == slug || *cy == slug);
    let numbered = (2..).map(|n| format!("{stem}-{n}"));
    // A word of our own addresses would be translated when the page is read in Welsh.
    let free = std::iter::once(stem.clone())
        .chain(numbered)
        .find(|slug| !taken.contains(slug) && !is_word(slug));
    Ok(free.unwrap_or(stem))
}

/// `name` in small Latin letters and digits with hyphens between; `place` when nothing is left.
fn stem(name: &str) -> String {
    let folded = folding::latin(name);
    let words = folded.split('-').filter(|word| !word.is_empty());
    let mut stem = String::new();
    for word in words {
        if stem.len() + word.len() > MOST {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.push_str(word);
    }
    if stem.is_empty() { "place".into() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_name_becomes_small_letters_and_hyphens() {
        let cases = [
            ("Cwm Helyg", "cwm-helyg"),
            ("Tŷ Dŵr, y Bala!", "ty-dwr-y-bala"),
            ("  St. Mary’s  ", "st-mary-s"),
            ("Ελλάδα", "place"),
            ("x' or 1=1 --", "x-or-1-1"),
        ];
        for (name, slug) in cases {
            assert_eq!(stem(name), slug);
        }
    }

    #[test]
    fn a_long_name_ends_after_a_whole_word() {
        let name = "neighbourhood ".repeat(20);
        assert_eq!(stem(&name), "neighbourhood-neighbourhood-neighbourhood-neighbourhood");
    }
}
