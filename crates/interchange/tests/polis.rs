//! Polis exports: what is read, every fault with its place, and the three real ones.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use interchange::polis::{Ballots, Cast, Comment, Kind, Sign, comments, participants_votes, votes};
use interchange::table::{self, Problem, Problems};
use proptest::prelude::*;
use std::fs::File;
use std::path::PathBuf;

const MOST: usize = 100;

const COMMENTS: &str = "\
timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta
1,7,0,2,1,1,\"Buses first, then roads\",false
2,9,0,0,2,-1,Close the hall,false
3,12,0,1,0,0,I live here,true
";

fn read_comments() -> Vec<Comment> {
    comments(COMMENTS.as_bytes(), MOST).unwrap()
}

fn cast(participant: u32, statement: u32, value: i8) -> Cast {
    Cast { participant, statement, value }
}

/// The line, the column and the kind of each fault.
fn faults<T: std::fmt::Debug>(read: Result<T, Problems<Kind>>) -> Vec<(u64, Option<String>, Kind)> {
    let problems = read.unwrap_err();
    problems
        .found()
        .iter()
        .map(|Problem { line, column, kind }| (*line, column.clone(), *kind))
        .collect()
}

#[test]
fn statements_come_with_their_moderation_and_tallies() {
    let read = read_comments();
    let wanted = Comment {
        id: 7,
        text: "Buses first, then roads".into(),
        tally: Some((2, 1)),
        moderated: 1,
        metadata: false,
    };
    assert_eq!(read[0], wanted);
    assert_eq!((read[1].moderated, read[2].moderated, read[2].metadata), (-1, 0, true));
}

#[test]
fn the_last_vote_by_time_counts_and_those_before_it_are_counted() {
    let file = "timestamp,comment-id,voter-id,vote\n5,7,1,-1\n4,7,1,1\n6,9,0,0\n5,7,2,1\n5,7,2,0\n";
    let read = votes(file.as_bytes(), &read_comments(), MOST).unwrap();
    let wanted = Ballots { votes: vec![cast(0, 9, 0), cast(1, 7, -1), cast(2, 7, 0)], replaced: 2 };
    assert_eq!(read, wanted);
}

#[test]
fn a_matrix_says_the_same_as_a_list() {
    let matrix = "participant,group-id,12,7,9\n3,,1,,-1\n1,0,,0,\n";
    let list = "comment-id,voter-id,vote\n9,3,-1\n7,1,0\n12,3,1\n";
    let read = participants_votes(matrix.as_bytes(), &read_comments(), MOST).unwrap();
    assert_eq!(read, votes(list.as_bytes(), &read_comments(), MOST).unwrap());
    assert_eq!(read.votes, [cast(1, 7, 0), cast(3, 9, -1), cast(3, 12, 1)]);
}

#[test]
fn the_tallies_tell_which_way_round_the_votes_are() {
    let as_now = "comment-id,voter-id,vote\n7,1,1\n7,2,1\n7,3,-1\n9,1,-1\n9,2,-1\n";
    let before = "comment-id,voter-id,vote\n7,1,-1\n7,2,-1\n7,3,1\n9,1,1\n9,2,1\n";
    let sign =
        |file: &str| votes(file.as_bytes(), &read_comments(), MOST).unwrap().sign(&read_comments());
    assert_eq!((sign(as_now), sign(before)), (Sign::Agree, Sign::Disagree));
}

#[test]
fn every_fault_is_named_with_its_line_and_column() {
    let column = |name: &str| Some(name.to_owned());
    let bad =
        "timestamp,comment-id,voter-id,vote\n1,7,1,2\n1,8,1,1\n1,7,x,1\nnow,7,1,1\n1,7\n1,7,1,1\n";
    assert_eq!(
        faults(votes(bad.as_bytes(), &read_comments(), MOST)),
        [
            (2, column("vote"), Kind::NotVote),
            (3, column("comment-id"), Kind::UnknownStatement),
            (4, column("voter-id"), Kind::NotNumber),
            (5, column("timestamp"), Kind::NotNumber),
            (6, None, Kind::Table(table::Kind::Ragged { found: 2, expected: 4 })),
        ]
    );
    let bad = "comment-id,comment-body,moderated\n1,a,1\n1,b,yes\n-4,c,0\n";
    assert_eq!(
        faults(comments(bad.as_bytes(), MOST)),
        [
            (3, column("comment-id"), Kind::Again { line: 2 }),
            (3, column("moderated"), Kind::NotModerated),
            (4, column("comment-id"), Kind::NotNumber),
        ]
    );
    let bad = "participant,7,07,99\n1,1,,\n1,,3,\n";
    assert_eq!(
        faults(participants_votes(bad.as_bytes(), &read_comments(), MOST)),
        [
            (1, column("99"), Kind::UnknownStatement),
            (1, column("07"), Kind::Again { line: 1 }),
            (3, column("participant"), Kind::Again { line: 2 }),
            (3, column("07"), Kind::NotVote),
        ]
    );
}

#[test]
fn missing_columns_are_all_named() {
    let kinds: Vec<Kind> = faults(votes("a,b\n1,2\n".as_bytes(), &[], MOST))
        .into_iter()
        .map(|fault| fault.2)
        .collect();
    let wanted = ["comment-id", "voter-id", "vote"].map(Kind::NoColumn);
    assert_eq!(kinds, wanted);
}

fn real(folder: &str, file: &str) -> Option<File> {
    let shared = "../../../shared/data/polis";
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), shared, folder, file].iter().collect();
    let file = File::open(path).ok();
    if file.is_none() {
        println!("skipped: no shared data (polis/{folder})");
    }
    file
}

#[test]
fn the_real_conversations_are_read_whole_and_the_right_way_round() {
    let known = [
        ("american-assembly.bowling-green", false, 896, 225_524, 0),
        ("scoop-hivemind.biodiversity", true, 316, 29_719, 83),
        ("london.youth.policing", true, 39, 638, 2),
    ];
    for (folder, has_list, statements, count, replaced) in known {
        let Some(file) = real(folder, "comments.csv") else { return };
        let comments = comments(file, MOST).unwrap();
        assert_eq!(comments.len(), statements, "{folder}");
        let matrix = real(folder, "participants-votes.csv").unwrap();
        let matrix = participants_votes(matrix, &comments, MOST).unwrap();
        assert_eq!((matrix.votes.len(), matrix.sign(&comments)), (count, Sign::Agree), "{folder}");
        if has_list {
            let list = votes(real(folder, "votes.csv").unwrap(), &comments, MOST).unwrap();
            assert_eq!((list.votes, list.replaced), (matrix.votes, replaced), "{folder}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        table in "(timestamp,)?comment-id,voter-id,vote\n([0-9,\\-\n\"x]{0,120})",
        matrix in "participant,7,9,12\n([0-9,\\-\n\"x]{0,120})",
        list in "comment-id,comment-body,moderated,agrees,disagrees\n([0-9,\\-\n\"x]{0,120})",
    ) {
        for file in [bytes.as_slice(), table.as_bytes(), matrix.as_bytes(), list.as_bytes()] {
            let known = comments(file, 3).unwrap_or_else(|_| read_comments());
            if let Ok(read) = votes(file, &known, 3) {
                read.sign(&known);
            }
            let _ = participants_votes(file, &known, 3);
        }
    }
}
