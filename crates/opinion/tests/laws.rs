//! What holds for every conversation: order and threads leave no trace, history changes nothing
//! but numbers, no vote makes it panic.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use opinion::{Ballot, History, Moderation, NotVotes, Opinions, Settings, Vote, Votes, opinions};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

fn any_vote() -> impl Strategy<Value = Vote> {
    prop_oneof![Just(Vote::Agree), Just(Vote::Pass), Just(Vote::Disagree)]
}

/// Any votes at all: few or many, all the same or all different, with gaps in the numbers.
fn any_ballots() -> impl Strategy<Value = Vec<Ballot>> {
    let shape = (1_u32..40, 1_u32..20, prop::option::of(any_vote()));
    shape.prop_flat_map(|(people, statements, same)| {
        let vote = match same {
            Some(vote) => Just(vote).boxed(),
            None => any_vote().boxed(),
        };
        let cell = prop::option::weighted(0.6, vote);
        prop::collection::vec(cell, (people * statements) as usize).prop_map(move |cells| {
            let ballot = |(at, vote): (usize, Option<Vote>)| {
                let at = at as u32;
                Some(Ballot {
                    participant: at / statements * 3,
                    statement: u32::MAX - at % statements * 7,
                    vote: vote?,
                })
            };
            cells.into_iter().enumerate().filter_map(ballot).collect()
        })
    })
}

/// Two camps that differ in most, with some noise: a conversation as they are.
fn camps(people: u32, statements: u32, seed: u64) -> Vec<Ballot> {
    let mixed = |one: u32, other: u32, salt: u64| {
        let mut bits = (u64::from(one) << 32 | u64::from(other)) ^ (seed << 7 | salt);
        for _ in 0..3 {
            bits = (bits ^ (bits >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        }
        (bits >> 33) % 100
    };
    let pairs = (0..people).flat_map(|one| (0..statements).map(move |other| (one, other)));
    pairs
        .filter(|(one, other)| mixed(*one, *other, 1) < 80)
        .map(|(participant, statement)| {
            let sides = (participant % 2 == 0) == (statement % 3 == 0);
            let vote = match mixed(participant, statement, 2) {
                0..10 => Vote::Pass,
                10..30 => Vote::Disagree,
                _ if sides => Vote::Agree,
                _ => Vote::Disagree,
            };
            Ballot { participant, statement, vote }
        })
        .collect()
}

fn found(ballots: Vec<Ballot>, threads: usize, last: Option<&History>) -> Opinions {
    let settings = Settings { threads: NonZeroUsize::new(threads).unwrap(), ..Settings::default() };
    opinions(&Votes::new(ballots).unwrap(), &Moderation::default(), &settings, last)
}

/// Everything, to the last bit.
fn bytes(found: &Opinions) -> String {
    format!("{found:?}")
}

/// The groups as sets of people, whatever their numbers.
fn partition(found: &Opinions) -> BTreeSet<Vec<u32>> {
    found.groups.iter().map(|group| group.members.clone()).collect()
}

fn assert_finite(found: &Opinions) {
    let positions = found.participants.iter().flat_map(|one| one.position);
    let statements = found
        .statements
        .iter()
        .flat_map(|one| [one.position[0], one.position[1], one.extremity, one.priority]);
    assert!(positions.chain(statements).chain(found.components.centre.clone()).all(f64::is_finite));
    assert!(found.silhouettes.iter().all(|one| (-1.0..=1.0).contains(&one.value)));
    assert!(found.components.centre.iter().all(|mean| (-1.0..=1.0).contains(mean)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_votes_make_it_panic_and_every_figure_is_a_number(
        ballots in any_ballots(),
        out in prop::collection::btree_set(0_u32..20, 0..6),
        k in prop::option::of(0_usize..9),
    ) {
        let statements = |id: &u32| u32::MAX - id * 7;
        let moderation = Moderation {
            rejected: out.iter().map(statements).collect(),
            metadata: out.iter().take(2).map(statements).collect(),
        };
        let settings = Settings { k, smallest: 3, ..Settings::default() };
        let votes = Votes::new(ballots).unwrap();
        let found = opinions(&votes, &moderation, &settings, None);
        assert_finite(&found);
        let again = opinions(&votes, &moderation, &settings, Some(&found.history));
        assert_finite(&again);
        for group in &found.groups {
            prop_assert!(group.members.len() >= 3);
        }
    }

    #[test]
    fn the_order_of_votes_leaves_no_trace(ballots in any_ballots(), by in any::<u64>()) {
        let mut other = ballots.clone();
        other.sort_by_key(|one| (u64::from(one.participant) ^ by).wrapping_mul(u64::from(one.statement) | 1));
        prop_assert_eq!(bytes(&found(ballots, 1, None)), bytes(&found(other, 1, None)));
    }

    #[test]
    fn casting_votes_one_by_one_gives_the_matrix_of_all(ballots in any_ballots()) {
        let mut votes = Votes::default();
        for ballot in ballots.iter().rev() {
            // First the other way, so that it is changed and not only put in.
            votes.cast(Ballot { vote: Vote::Pass, ..*ballot });
            votes.cast(*ballot);
        }
        prop_assert_eq!(votes, Votes::new(ballots).unwrap());
    }

    #[test]
    fn turning_every_vote_round_turns_positions_and_nothing_else(seed in 0_u64..500) {
        let ballots = camps(40, 20, seed);
        let turned = ballots.iter().map(|ballot| Ballot {
            vote: Vote::from_value(-(ballot.vote as i64)).unwrap(),
            ..*ballot
        });
        let (one, other) = (found(ballots.clone(), 1, None), found(turned.collect(), 1, None));
        prop_assert_eq!(partition(&one), partition(&other));
        for (one, other) in one.statements.iter().zip(&other.statements) {
            prop_assert_eq!(one.tally.agree, other.tally.disagree);
            prop_assert_eq!(one.tally.pass(), other.tally.pass());
        }
    }

    #[test]
    fn one_more_vote_gives_what_a_look_from_scratch_gives(seed in 0_u64..200, at in any::<prop::sample::Index>()) {
        let mut ballots = camps(60, 20, seed);
        let late = ballots.swap_remove(at.index(ballots.len()));
        let before = found(ballots.clone(), 1, None);
        let mut votes = Votes::new(ballots.clone()).unwrap();
        votes.cast(late);
        let live = opinions(&votes, &Moderation::default(), &Settings::default(), Some(&before.history));
        ballots.push(late);
        let scratch = found(ballots, 1, None);
        for axis in [0, 1] {
            let sign = live.participants.iter().zip(&scratch.participants)
                .map(|(live, scratch)| live.position[axis] * scratch.position[axis]).sum::<f64>().signum();
            for (live, scratch) in live.participants.iter().zip(&scratch.participants) {
                let apart = live.position[axis] - sign * scratch.position[axis];
                prop_assert!(apart.abs() < 1e-8, "{} apart", apart);
            }
        }
        prop_assert_eq!(live.silhouettes.len(), scratch.silhouettes.len());
        prop_assert!(live.components.passes <= scratch.components.passes);
        if live.groups.len() == scratch.groups.len() {
            prop_assert_eq!(partition(&live), partition(&scratch));
        }
    }
}

/// Three camps that have no statement in common: their directions stay exact whatever happens
/// elsewhere, so that nothing seems wrong with the axes of the first two.
#[test]
fn new_votes_that_make_a_third_direction_the_longest_are_not_missed() {
    let block = |from: u32, to: u32, block: u32| {
        let people = from..to;
        people.flat_map(move |one| {
            (0..10).map(move |other| Ballot {
                participant: one,
                statement: block * 10 + other,
                vote: if one % 2 == 0 { Vote::Agree } else { Vote::Disagree },
            })
        })
    };
    let before: Vec<Ballot> =
        block(0, 40, 0).chain(block(40, 70, 1)).chain(block(70, 90, 2)).collect();
    let last = found(before.clone(), 1, None);
    assert!((last.components.spread[1] - 300.0).abs() < 1e-9, "the second of three");
    let after: Vec<Ballot> = before.into_iter().chain(block(90, 150, 2)).collect();
    let live = found(after.clone(), 1, Some(&last.history));
    for (live, scratch) in
        live.components.spread.iter().zip(found(after, 1, None).components.spread)
    {
        assert!((live - scratch).abs() < 1e-9, "{live} {scratch}");
    }
}

#[test]
fn statements_that_are_all_rejected_are_still_told() {
    let votes = Votes::new(camps(20, 3, 1)).unwrap();
    let moderation = Moderation { rejected: (0..3).collect(), ..Moderation::default() };
    let found = opinions(&votes, &moderation, &Settings::default(), None);
    assert_eq!(found.statements.len(), 3);
    assert!(found.statements.iter().all(|one| one.left_out && one.tally.seen > 0));
    assert!(found.participants.iter().all(|one| one.position == [0.0; 2]));
    assert_eq!(found.groups, []);
}

#[test]
fn a_great_many_statements_with_few_votes_each_end_in_bounded_time() {
    let ballots = (0..800_u32).flat_map(|participant| {
        (0..3).map(move |next| Ballot {
            participant,
            statement: participant + next,
            vote: if (participant / 3 + next) % 2 == 0 { Vote::Agree } else { Vote::Disagree },
        })
    });
    let found = found(ballots.collect(), 1, None);
    assert!(found.components.passes <= 200, "{}", found.components.passes);
    assert_finite(&found);
}

#[test]
fn starts_and_history_that_are_no_numbers_are_passed_over() {
    let ballots = camps(60, 20, 1);
    let mut last = found(ballots.clone(), 1, None).history;
    last.components.axes[0].fill(f64::NAN);
    assert_finite(&found(ballots.clone(), 1, Some(&last)));
    let bad = [f64::NAN, 1.0];
    let starts = opinion::Starts { base: None, groups: Some(vec![bad, [3.0, 0.0], [-3.0, 0.0]]) };
    let settings = Settings { starts, k: Some(2), ..Settings::default() };
    let votes = Votes::new(ballots).unwrap();
    let found = opinions(&votes, &Moderation::default(), &settings, None);
    assert_eq!(found.groups.len(), 2);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let ballots = camps(7_000, 15, 3);
    let alone = bytes(&found(ballots.clone(), 1, None));
    for threads in [2, 3, 8] {
        assert!(bytes(&found(ballots.clone(), threads, None)) == alone, "{threads} threads");
    }
}

#[test]
fn two_camps_are_two_groups_with_their_statements() {
    let found = found(camps(60, 20, 1), 1, None);
    let camps: BTreeSet<Vec<u32>> =
        [0, 1].map(|odd| (0..60).filter(|one| one % 2 == odd).collect()).into();
    assert_eq!(partition(&found), camps);
    for group in &found.groups {
        let even = group.members[0] == 0;
        let agrees = |one: &&opinion::Representative| one.side == Vote::Agree;
        let agreed: Vec<_> = group.representative.iter().filter(agrees).collect();
        assert!(!agreed.is_empty());
        assert!(agreed.iter().all(|one| (one.statement % 3 == 0) == even), "{agreed:?}");
    }
    assert!(!found.divisive.is_empty());
}

#[test]
fn groups_under_the_threshold_are_never_formed() {
    // Three people who oppose everything, and thirty who agree.
    let ballots = (0..33).flat_map(|participant| {
        (0..9).map(move |statement| {
            let lone = participant < 3;
            let vote = if lone {
                Vote::Disagree
            } else if (participant + statement) % 4 == 0 {
                Vote::Pass
            } else {
                Vote::Agree
            };
            Ballot { participant, statement, vote }
        })
    });
    let ballots: Vec<Ballot> = ballots.collect();
    for smallest in [3, 4, 5, 17] {
        let settings = Settings { smallest, ..Settings::default() };
        let votes = Votes::new(ballots.clone()).unwrap();
        let found = opinions(&votes, &Moderation::default(), &settings, None);
        let sizes: Vec<u64> = found.groups.iter().map(|group| group.members.len() as u64).collect();
        assert!(sizes.iter().all(|size| *size >= smallest), "{smallest}: {sizes:?}");
        assert_eq!(smallest == 3, sizes.contains(&3), "{smallest}: {sizes:?}");
    }
}

#[test]
fn one_person_far_out_does_not_silence_the_groups_of_all_others() {
    // One opposes everything; thirty agree, and differ in what they pass.
    let ballots = (0..31).flat_map(|participant| {
        (0..12).map(move |statement| {
            let vote = match participant {
                0 => Vote::Disagree,
                _ if (participant % 2 == 0) == (statement % 2 == 0) => Vote::Pass,
                _ => Vote::Agree,
            };
            Ballot { participant, statement, vote }
        })
    });
    let ballots: Vec<Ballot> = ballots.collect();
    let all = found(ballots.clone(), 1, None);
    let halves: BTreeSet<Vec<u32>> =
        [0, 1].map(|odd| (1..31).filter(|one| one % 2 == odd).collect()).into();
    assert_eq!((partition(&all), all.apart.as_slice()), (halves, &[0][..]));
    assert_eq!(all.participants[0].group, None);
    // They count among everybody all the same, and in what is shown next.
    assert!(all.statements.iter().all(|one| one.tally.seen == 31 && one.tally.disagree == 1));
    let mut other = ballots.clone();
    other.reverse();
    assert_eq!(bytes(&found(other, 3, None)), bytes(&all));
    let again = found(ballots.clone(), 1, Some(&all.history));
    assert_eq!((partition(&again), &again.apart), (partition(&all), &all.apart));
    // Asked for two groups, the same; and where nobody stands apart, nobody is left out.
    let votes = Votes::new(ballots.clone()).unwrap();
    let settings = Settings { k: Some(2), ..Settings::default() };
    assert_eq!(opinions(&votes, &Moderation::default(), &settings, None).apart, [0]);
    let without = ballots.into_iter().filter(|one| one.participant > 0).collect();
    let without = found(without, 1, None);
    assert_eq!((partition(&without), without.apart.len()), (partition(&all), 0));
}

#[test]
fn a_fifth_of_all_is_not_left_out_as_standing_apart() {
    // Twelve agree, and four oppose everything: too many to be left out, too few to be a group.
    let ballots = (0..16).flat_map(|participant| {
        (0..9).map(move |statement| Ballot {
            participant,
            statement,
            vote: if participant < 4 { Vote::Disagree } else { Vote::Agree },
        })
    });
    let found = found(ballots.collect(), 1, None);
    assert_eq!((found.groups.len(), found.apart.len()), (0, 0));
}

#[test]
fn those_who_voted_little_are_left_out_until_they_are_let_in() {
    let mut ballots = camps(40, 20, 2);
    ballots.retain(|ballot| ballot.participant != 7 || ballot.statement < 4);
    let bare = found(ballots.clone(), 1, None);
    let seven = |found: &Opinions| found.participants.iter().find(|one| one.id == 7).unwrap().group;
    assert_eq!(seven(&bare), None);
    let past = History { kept: [7].into(), ..History::default() };
    assert!(seven(&found(ballots, 1, Some(&past))).is_some());
}

#[test]
fn rejected_statements_move_nobody_and_stand_for_nobody() {
    let ballots = camps(60, 20, 4);
    let without: Vec<Ballot> = ballots.iter().filter(|one| one.statement != 3).copied().collect();
    let votes = Votes::new(ballots).unwrap();
    let moderation = Moderation { rejected: [3].into(), ..Moderation::default() };
    let found = opinions(&votes, &moderation, &Settings::default(), None);
    let bare =
        opinions(&Votes::new(without).unwrap(), &Moderation::default(), &Settings::default(), None);
    assert_eq!(partition(&found), partition(&bare));
    let named =
        found.groups.iter().flat_map(|group| &group.representative).any(|one| one.statement == 3);
    assert!(!named && found.consensus.agree.iter().all(|one| one.statement != 3));
    assert!(found.statements[3].left_out && found.statements[3].tally.seen > 0);
}

#[test]
fn groups_keep_their_numbers() {
    let mut ballots = camps(60, 20, 5);
    let before = found(ballots.clone(), 1, None);
    // The smaller group grows until it would come first by size.
    ballots.extend(
        camps(140, 20, 5)
            .into_iter()
            .filter(|one| one.participant >= 60 && one.participant % 2 == 1),
    );
    let after = found(ballots, 1, Some(&before.history));
    for (one, group) in &before.history.groups {
        assert_eq!(after.history.groups.get(one), Some(group));
    }
    let sizes: Vec<usize> = after.groups.iter().map(|group| group.members.len()).collect();
    assert_eq!(after.groups.iter().map(|group| group.id).collect::<Vec<_>>(), [0, 1]);
    assert!(sizes.contains(&30) && sizes.iter().sum::<usize>() == 100, "{sizes:?}");
}

#[test]
fn a_second_vote_on_the_same_statement_is_refused() {
    let ballot = Ballot { participant: 4, statement: 9, vote: Vote::Agree };
    let twice = Votes::new(vec![ballot, Ballot { vote: Vote::Pass, ..ballot }]);
    assert_eq!(twice, Err(NotVotes::Twice { participant: 4, statement: 9 }));
}

#[test]
fn nobody_one_person_and_one_statement_are_answered() {
    let one = |participant, statement| Ballot { participant, statement, vote: Vote::Agree };
    let cases = [
        vec![],
        vec![one(0, 0)],
        (0..50).map(|who| one(who, 0)).collect(),
        (0..50).map(|what| one(0, what)).collect(),
    ];
    for ballots in cases {
        let found = found(ballots, 2, None);
        assert_finite(&found);
        assert_eq!(found.groups, []);
    }
}
