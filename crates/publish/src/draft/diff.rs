//! What changed between two versions of a source, line by line.

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It stayed.
    Same,
    /// It went.
    Gone,
    /// It came.
    New,
}

/// More pairs of lines than this are not compared: all of the old went, all of the new came.
const MOST_PAIRS: usize = 4_000_000;

/// Every line of both, in order, with what became of it.
pub(crate) fn lines<'a>(old: &'a str, new: &'a str) -> Vec<(Change, &'a str)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail =
        old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let middle = |lines: &[&'a str]| -> Vec<&'a str> {
        lines.get(head..lines.len() - tail).unwrap_or_default().to_vec()
    };
    let mut changes: Vec<(Change, &str)> =
        old.iter().take(head).map(|line| (Change::Same, *line)).collect();
    changes.extend(between(&middle(&old), &middle(&new)));
    changes.extend(old.iter().skip(old.len() - tail).map(|line| (Change::Same, *line)));
    changes
}

/// The longest common run of lines, by the textbook table.
fn between<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Change, &'a str)> {
    let gone = |line: &&'a str| (Change::Gone, *line);
    let came = |line: &&'a str| (Change::New, *line);
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        return old.iter().map(gone).chain(new.iter().map(came)).collect();
    }
    let width = new.len() + 1;
    let mut table = vec![0_u32; (old.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let get = |table: &[u32], i: usize, j: usize| table.get(at(i, j)).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best = if a == b {
                get(&table, i + 1, j + 1) + 1
            } else {
                get(&table, i + 1, j).max(get(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(at(i, j)) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changes = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                changes.push((Change::Same, *a));
                (i, j) = (i + 1, j + 1);
            }
            (Some(a), b) if b.is_none() || get(&table, i + 1, j) >= get(&table, i, j + 1) => {
                changes.push((Change::Gone, *a));
                i += 1;
            }
            (_, Some(b)) => {
                changes.push((Change::New, *b));
                j += 1;
            }
            _ => return changes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_line_goes_and_comes() {
        let found = lines("a\nb\nc\nd", "a\nx\nc\nd\ne");
        let marks: String = found
            .iter()
            .map(|(change, line)| match change {
                Change::Same => format!(" {line}"),
                Change::Gone => format!("-{line}"),
                Change::New => format!("+{line}"),
            })
            .collect();
        assert_eq!(marks, " a-b+x c d+e");
    }

    proptest! {
        #[test]
        fn both_sides_can_be_read_from_the_changes(old in "[ab\n]{0,30}", new in "[ab\n]{0,30}") {
            let found = lines(&old, &new);
            let side = |left_out: Change| -> Vec<&str> {
                let kept = found.iter().filter(|(change, _)| *change != left_out);
                kept.map(|(_, line)| *line).collect()
            };
            prop_assert_eq!(side(Change::New), old.lines().collect::<Vec<_>>());
            prop_assert_eq!(side(Change::Gone), new.lines().collect::<Vec<_>>());
        }
    }
}
