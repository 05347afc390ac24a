//! Real tables, attacked: worry by age and sex, deprivation by decile, votes by statement.

use crate::published::Published;
use disclosure::{Cell, Dimension, Entry, Rules, Table, Threshold, Why};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn shared(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    if !path.exists() {
        eprintln!("skipped: no shared data ({file})");
    }
    path.exists().then_some(path)
}

/// The records of a file, with the cells of the columns asked for.
fn records(file: &str, columns: &[&str]) -> Option<Vec<Vec<String>>> {
    let mut reader = csv::Reader::from_path(shared(file)?).unwrap();
    let headers = reader.headers().unwrap().clone();
    let find = |name: &&str| headers.iter().position(|header| header == *name).unwrap();
    let at: Vec<usize> = columns.iter().map(find).collect();
    let cells = |record: csv::StringRecord| at.iter().map(|at| record[*at].to_owned()).collect();
    Some(reader.records().map(|record| cells(record.unwrap())).collect())
}

/// Counts records by the leaf that each column falls into, protects, and attacks every hidden cell;
/// gives how many were hidden for themselves and to protect others.
#[track_caller]
fn check(rules: Rules, ways: &[Dimension], leaves: &[Vec<usize>]) -> (usize, usize) {
    let mut counted: BTreeMap<&[usize], u64> = BTreeMap::new();
    leaves.iter().for_each(|leaves| *counted.entry(leaves).or_default() += 1);
    let mut places: Vec<Vec<usize>> = vec![Vec::new()];
    for way in ways {
        let with = |place: &Vec<usize>| {
            let place = place.clone();
            (0..way.leaves().len()).map(move |leaf| [place.as_slice(), &[leaf]].concat())
        };
        places = places.iter().flat_map(with).collect();
    }
    let count = |place: &Vec<usize>| counted.get(place.as_slice()).copied().unwrap_or(0);
    let entries: Vec<Entry> = places.iter().map(|place| Entry::Count(count(place))).collect();
    let table = Table::counts(rules, ways.to_vec(), &entries).unwrap();
    let shown = table.protect().unwrap();
    let asked = (rules.threshold.people() - 2) as f64;
    let narrow = Published::table(ways, &shown.cells, 1).narrow(asked);
    assert!(narrow.is_empty(), "{narrow:?}");
    let hidden = |wanted: bool| {
        let is =
            |cell: &&Cell| matches!(cell, Cell::Hidden { why } if (*why == Why::Small) == wanted);
        shown.cells.iter().filter(is).count()
    };
    let primary: Vec<Option<Why>> = shown
        .cells
        .iter()
        .map(|cell| (*cell == Cell::Hidden { why: Why::Small }).then_some(Why::Small))
        .collect();
    let bare = Published::table(ways, &table.cells(&primary), 1).narrow(asked);
    assert!(hidden(false) == 0 || !bare.is_empty(), "hidden for nothing");
    (hidden(true), hidden(false))
}

fn band(text: &str, width: usize, most: usize) -> usize {
    let number = text.parse::<f64>().unwrap_or(0.0) as usize;
    (number / width).min(most)
}

#[test]
fn worry_by_age_sex_and_a_year_is_safe() {
    let columns = ["age_wave1", "Sex_wave1", "worry_wave1", "worry_wave2"];
    let Some(records) = records("worry/rwwd_two_waves_no_ids.csv", &columns) else { return };
    let sex = |text: &str| usize::from(text == "Male") + 2 * usize::from(text == "Female");
    let leaves: Vec<Vec<usize>> = records
        .iter()
        .map(|of| vec![band(&of[0], 10, 7), sex(&of[1]), band(&of[2], 3, 3)])
        .collect();
    let rules = Rules::new(Threshold::OUTCOMES);
    let three = [Dimension::flat(8), Dimension::flat(3), Dimension::flat(4)];
    let (primary, secondary) = check(rules, &three, &leaves);
    assert!(primary > 0 && secondary > 0, "{primary} {secondary}");
    let change: Vec<Vec<usize>> =
        records.iter().map(|of| vec![band(&of[2], 1, 9), band(&of[3], 1, 9)]).collect();
    let (primary, secondary) = check(rules, &[Dimension::flat(10), Dimension::flat(10)], &change);
    assert!(primary > 0 && secondary > 0, "{primary} {secondary}");
}

#[test]
fn deprivation_by_area_in_its_hierarchy_and_decile_is_safe() {
    let columns = ["lsoa11_code", "IMD_decile"];
    let Some(records) = records("deprivation/imd2019_wales_lsoa11.csv", &columns) else { return };
    // Codes run through the country, so stretches of a hundred, in stretches of five hundred.
    let number = |code: &str| code[1..].parse::<usize>().unwrap() - 1_000_001;
    let last = records.iter().map(|of| number(&of[0])).max().unwrap();
    let (larger, smaller) = (last / 500 + 1, last / 100 + 1);
    let mut parents = vec![0; larger];
    parents.extend((0..smaller).map(|stretch| 1 + stretch / 5));
    let ways = [Dimension::tree(&parents).unwrap(), Dimension::flat(10)];
    let leaves: Vec<Vec<usize>> =
        records.iter().map(|of| vec![number(&of[0]) / 100, band(&of[1], 1, 10) - 1]).collect();
    let (primary, secondary) = check(Rules::new(Threshold::COUNTS), &ways, &leaves);
    assert!(primary > 0 && secondary > 0, "{primary} {secondary}");
}

#[test]
fn votes_by_statement_are_safe() {
    let columns = ["comment-id", "vote"];
    let file = "polis/london.youth.policing/votes.csv";
    let Some(records) = records(file, &columns) else { return };
    let leaves: Vec<Vec<usize>> = records
        .iter()
        .map(|of| vec![of[0].parse().unwrap(), (of[1].parse::<i64>().unwrap() + 1) as usize])
        .collect();
    let statements = leaves.iter().map(|of| of[0]).max().unwrap() + 1;
    let ways = [Dimension::flat(statements), Dimension::flat(3)];
    let (primary, _) = check(Rules::new(Threshold::COUNTS), &ways, &leaves);
    assert!(primary > 0);
}
