//! Tables of magnitudes, attacked with linear programming.

use crate::published::Published;
use disclosure::{Asked, Dimension, Dominance, Magnitude, MagnitudeRules, Table, Threshold};
use proptest::prelude::*;

/// Whether every hidden magnitude stays as open as its rule asks, but for the rounding of the
/// attacker.
fn is_open(table: &Table, published: &Published) -> Result<(), String> {
    for (place, figure) in table.system().figures().iter().enumerate() {
        if published.shown[place].is_some() {
            continue;
        }
        let (low, high) = published.bounds(place);
        let value = figure.value as f64;
        let Asked { below, above, across } = figure.asked;
        let near = 1e-6 * (1.0 + value);
        if value - low < below as f64 - near
            || high - value < above as f64 - near
            || high - low < across as f64 - near
        {
            return Err(format!("{low} to {high} in {place}: {figure:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_attacker_comes_nearer_to_a_magnitude_than_its_rule_allows(
        amounts in prop::collection::vec(prop::collection::vec(0_u64..5_000, 0..6), 12),
        percent in 5_u8..40,
        shares in any::<bool>(),
    ) {
        let dominance = match shares {
            true => Dominance::Shares { contributors: 2, percent: 100 - percent },
            false => Dominance::Percent(percent),
        };
        let threshold = Threshold::new(3).unwrap();
        let rules = MagnitudeRules { threshold, dominance, range_percent: 10 };
        let ways = vec![Dimension::flat(4), Dimension::flat(3)];
        let magnitudes: Vec<Magnitude> = amounts
            .iter()
            .map(|of| Magnitude {
                total: of.iter().sum(),
                contributors: of.len() as u64,
                largest: of.clone(),
            })
            .collect();
        let table = Table::magnitudes(rules, ways.clone(), &magnitudes).unwrap();
        let shown = table.protect().unwrap();
        let published = Published::table(&ways, &shown.cells, 0);
        prop_assert_eq!(is_open(&table, &published), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_attacker_comes_near_to_a_magnitude_of_three_ways_however_large(
        amounts in prop::collection::vec(prop::collection::vec(0_u64..1 << 16, 0..5), 12),
        digits in 0_u32..42,
        odd in 0_u64..1_000,
        range_percent in prop_oneof![Just(100_u8), 1_u8..100],
    ) {
        let dominance = Dominance::Percent(10);
        let rules = MagnitudeRules { threshold: Threshold::new(3).unwrap(), dominance, range_percent };
        let ways = vec![Dimension::flat(2), Dimension::flat(3), Dimension::flat(2)];
        let magnitudes: Vec<Magnitude> = amounts
            .iter()
            .map(|of| {
                let largest: Vec<u64> = of.iter().map(|amount| (amount << digits) + odd).collect();
                let (total, contributors) = (largest.iter().sum(), largest.len() as u64);
                Magnitude { total, contributors, largest }
            })
            .collect();
        let table = Table::magnitudes(rules, ways.clone(), &magnitudes).unwrap();
        let shown = table.protect();
        prop_assert!(shown.is_ok(), "{shown:?}");
        let published = Published::table(&ways, &shown.unwrap().cells, 0);
        prop_assert_eq!(is_open(&table, &published), Ok(()));
    }
}

#[test]
fn a_large_magnitude_of_three_ways_may_move_all_the_way_to_nothing() {
    let rules = MagnitudeRules {
        threshold: Threshold::new(3).unwrap(),
        dominance: Dominance::Percent(10),
        range_percent: 100,
    };
    for one in [1_048_577_u64, (1 << 41) + 1, (1 << 58) - 3] {
        let other = Magnitude { total: 8 * (one / 2), contributors: 8, largest: vec![one / 2; 8] };
        let alone = Magnitude { total: one, contributors: 1, largest: vec![one] };
        let mut magnitudes = vec![other; 8];
        magnitudes[0] = alone;
        let ways = vec![Dimension::flat(2), Dimension::flat(2), Dimension::flat(2)];
        let table = Table::magnitudes(rules, ways.clone(), &magnitudes).unwrap();
        let shown = table.protect();
        assert!(shown.is_ok(), "{one}: {shown:?}");
        let published = Published::table(&ways, &shown.unwrap().cells, 0);
        assert_eq!(is_open(&table, &published), Ok(()));
    }
}
