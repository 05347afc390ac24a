//! The Polis server's own results, from `../shared/data/opinion-fixtures`: every folder there is
//! held against, figure for figure.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use opinion::{
    Agreed, Ballot, History, Moderation, Opinions, Position, Representative, Settings, Starts,
    Vote, Votes, opinions,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const CLOSE: f64 = 1e-9;
/// The server keeps one figure in single precision.
const CLOSE_IN_SINGLE: f64 = 1e-6;

/// A conversation with what the server made of it.
struct Fixture {
    name: String,
    votes: Votes,
    moderation: Moderation,
    /// The statements of the last vote.
    last: BTreeSet<u32>,
    server: Value,
}

fn fixtures() -> Vec<Fixture> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/opinion-fixtures");
    let Ok(folders) = std::fs::read_dir(folder) else {
        eprintln!("skipped: no shared data (opinion-fixtures)");
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
        .iter()
        .filter(|path| path.join("math-pca2.json").exists())
        .map(|path| read(path))
        .collect()
}

fn read(folder: &Path) -> Fixture {
    let json = |name: &str| -> Value {
        serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
    };
    let server = json("math-pca2.json");
    let known: BTreeSet<u64> = numbers(&server["tids"]).into_iter().collect();
    let ballots = json("votes.json");
    let time = server["lastVoteTimestamp"].as_f64().unwrap();
    let last = ballots.as_array().unwrap().iter();
    let last = last.filter(|vote| vote["modified"].as_f64().unwrap() >= time);
    let last = last.map(|vote| vote["statement_id"].as_u64().unwrap() as u32).collect();
    let mut ballots: Vec<Ballot> = ballots
        .as_array()
        .unwrap()
        .iter()
        .filter(|vote| known.contains(&vote["statement_id"].as_u64().unwrap()))
        .map(|vote| Ballot {
            participant: vote["participant_id"].as_u64().unwrap() as u32,
            statement: vote["statement_id"].as_u64().unwrap() as u32,
            vote: Vote::from_value(vote["vote"].as_i64().unwrap()).unwrap(),
        })
        .collect();
    ballots.extend(missing(&server, &ballots));
    let comments = json("comments.json");
    let metadata = comments
        .as_array()
        .unwrap()
        .iter()
        .filter(|comment| comment["is_meta"] == true)
        .map(|comment| comment["statement_id"].as_u64().unwrap() as u32)
        .chain(numbers(&server["meta-tids"]).into_iter().map(|id| id as u32))
        .collect();
    let rejected = numbers(&server["mod-out"]).into_iter().map(|id| id as u32).collect();
    Fixture {
        name: folder.file_name().unwrap().to_string_lossy().into_owned(),
        votes: Votes::new(ballots).unwrap(),
        moderation: Moderation { rejected, metadata },
        last,
        server,
    }
}

/// In one fixture the votes of one participant are missing from `votes.json`, whom the server
/// counted: what they voted follows from the centre with them and without them.
fn missing(server: &Value, ballots: &[Ballot]) -> Vec<Ballot> {
    let counts = server["user-vote-counts"].as_object().unwrap();
    let voted: BTreeSet<u32> = ballots.iter().map(|ballot| ballot.participant).collect();
    let absent: Vec<u32> =
        counts.keys().map(|id| id.parse().unwrap()).filter(|id| !voted.contains(id)).collect();
    let [participant] = absent[..] else {
        assert!(absent.is_empty(), "more than one participant's votes are missing");
        return Vec::new();
    };
    let out = numbers(&server["mod-out"]);
    let centre = floats(&server["pca"]["center"]);
    let mut found = Vec::new();
    for (statement, mean) in numbers(&server["tids"]).into_iter().zip(centre) {
        let of: Vec<i64> = ballots
            .iter()
            .filter(|one| u64::from(one.statement) == statement)
            .map(|one| one.vote as i64)
            .collect();
        let (sum, count) = (of.iter().sum::<i64>() as f64, of.len() as f64);
        // One more vote moves a mean, unless it is the mean.
        let vote = (-mean * (count + 1.0) - sum).round();
        if out.contains(&statement) || ((sum + vote) / (count + 1.0) + mean).abs() > 1e-9 {
            continue;
        }
        let vote = Vote::from_value(vote as i64).expect("one vote explains the difference");
        if (sum / count + mean).abs() > 1e-9 {
            found.push(Ballot { participant, statement: statement as u32, vote });
        }
    }
    assert_eq!(Some(found.len() as u64), counts[&participant.to_string()].as_u64());
    found
}

fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect()
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect()
}

/// The server's figures; it counts agreeing as -1, so that its centre is the negative of ours.
impl Fixture {
    fn base(&self) -> Vec<(Position, Vec<u32>)> {
        let base = &self.server["base-clusters"];
        let members = base["members"].as_array().unwrap().iter();
        let ids = members.map(|ids| {
            let mut ids: Vec<u32> = numbers(ids).into_iter().map(|id| id as u32).collect();
            ids.sort_unstable();
            ids
        });
        floats(&base["x"])
            .into_iter()
            .zip(floats(&base["y"]))
            .map(|(x, y)| [x, y])
            .zip(ids)
            .collect()
    }

    /// The number, the centre and the participants of each group.
    fn groups(&self) -> Vec<(usize, Position, BTreeSet<u32>)> {
        let ids = numbers(&self.server["base-clusters"]["id"]);
        let base = self.base();
        let groups = self.server["group-clusters"].as_array().unwrap().iter();
        groups
            .map(|group| {
                let centre = floats(&group["center"]);
                let members = numbers(&group["members"]);
                let base = ids.iter().zip(&base).filter(|(id, _)| members.contains(id));
                let people = base.flat_map(|(_, (_, members))| members).copied().collect();
                (group["id"].as_u64().unwrap() as usize, [centre[0], centre[1]], people)
            })
            .collect()
    }

    /// The server's figures for columns, in the order of ascending statements.
    fn columns(&self, figures: &Value) -> Vec<f64> {
        let by_id: BTreeMap<u64, f64> =
            numbers(&self.server["tids"]).into_iter().zip(floats(figures)).collect();
        by_id.into_values().collect()
    }

    /// Which way round our axes are to the server's, whose positions have the other sign.
    fn signs(&self, found: &Opinions) -> [f64; 2] {
        [0, 1].map(|axis| {
            let theirs = self.columns(&self.server["pca"]["comps"][axis]);
            let along: f64 =
                theirs.iter().zip(&found.components.axes[axis]).map(|(a, b)| a * b).sum();
            along.signum()
        })
    }

    /// What depends on the conversation's past: who was in, and where the clusters were.
    fn past(&self, signs: [f64; 2], base: bool) -> (Settings, History) {
        let turned = |at: Position| [-signs[0] * at[0], -signs[1] * at[1]];
        let starts = Starts {
            base: base.then(|| self.base().into_iter().map(|(at, _)| turned(at)).collect()),
            groups: Some(self.groups().into_iter().map(|(_, at, _)| turned(at)).collect()),
        };
        let settings = Settings { starts, smallest: 1, ..Settings::default() };
        let kept = numbers(&self.server["in-conv"]).into_iter().map(|id| id as u32).collect();
        (settings, History { kept, ..History::default() })
    }

    /// Ours, from the server's starting centres.
    fn found(&self) -> Opinions {
        let bare = opinions(&self.votes, &self.moderation, &Settings::default(), None);
        let (settings, past) = self.past(self.signs(&bare), true);
        opinions(&self.votes, &self.moderation, &settings, Some(&past))
    }
}

fn assert_close(name: &str, what: &str, ours: f64, theirs: f64) {
    let close = if what == "repness-test" { CLOSE_IN_SINGLE } else { CLOSE };
    assert!((ours - theirs).abs() <= close, "{name}: {what} is {ours}, the server has {theirs}");
}

#[test]
fn the_components_and_the_centre_are_the_servers() {
    for fixture in fixtures() {
        let found = fixture.found();
        let signs = fixture.signs(&found);
        let pca = &fixture.server["pca"];
        for (ours, theirs) in found.components.centre.iter().zip(fixture.columns(&pca["center"])) {
            assert_close(&fixture.name, "centre", -ours, theirs);
        }
        for axis in [0, 1] {
            let theirs = fixture.columns(&pca["comps"][axis]);
            assert_eq!(theirs.len(), found.components.axes[axis].len());
            for (ours, theirs) in found.components.axes[axis].iter().zip(theirs) {
                assert_close(&fixture.name, "component", signs[axis] * ours, theirs);
            }
        }
    }
}

#[test]
fn statements_have_the_servers_projections_extremities_and_priorities() {
    for fixture in fixtures() {
        let found = fixture.found();
        let signs = fixture.signs(&found);
        let pca = &fixture.server["pca"];
        let projections = [0, 1].map(|axis| fixture.columns(&pca["comment-projection"][axis]));
        let extremities = fixture.columns(&pca["comment-extremity"]);
        let priorities = fixture.server["comment-priorities"].as_object().unwrap();
        let consensus = fixture.server["group-aware-consensus"].as_object().unwrap();
        // A server that takes every statement for metadata has but one priority to tell.
        let informed = priorities.values().any(|priority| priority.as_f64() != Some(49.0));
        for (column, statement) in found.statements.iter().enumerate() {
            for axis in [0, 1] {
                let ours = -signs[axis] * statement.position[axis];
                assert_close(&fixture.name, "projection", ours, projections[axis][column]);
            }
            assert_close(&fixture.name, "extremity", statement.extremity, extremities[column]);
            let id = statement.id.to_string();
            // The server reckons priorities with the groups' votes of the time before, so it may
            // not have counted the very last vote.
            let theirs = priorities[&id].as_f64().unwrap();
            let behind = fixture.last.contains(&statement.id);
            if informed && !(behind && (statement.priority - theirs).abs() > CLOSE) {
                assert_close(&fixture.name, "priority", statement.priority, theirs);
            }
            let ours = statement.group_consensus.unwrap();
            assert_close(&fixture.name, "consensus", ours, consensus[&id].as_f64().unwrap());
        }
        if !informed {
            let metadata = fixture.votes.statements().iter().copied().collect();
            let moderation = Moderation { metadata, ..fixture.moderation.clone() };
            let all = opinions(&fixture.votes, &moderation, &Settings::default(), None);
            assert!(all.statements.iter().all(|statement| statement.priority == 49.0));
        }
    }
}

/// The server stops when its centres have all but come to rest, and tells only where they ended.
/// So starting from those, a participant may find another centre nearer than the one that the
/// server last counted them to. Where nobody does, every base cluster is the server's.
#[test]
fn participants_stand_where_the_server_puts_them_and_in_the_same_base_clusters() {
    for fixture in fixtures() {
        let found = fixture.found();
        let signs = fixture.signs(&found);
        let theirs = fixture.base();
        let of: BTreeMap<u32, Position> = found
            .participants
            .iter()
            .map(|one| (one.id, [0, 1].map(|axis| -signs[axis] * one.position[axis])))
            .collect();
        let mut restless = 0;
        for (centre, members) in &theirs {
            for axis in [0, 1] {
                let mean =
                    members.iter().map(|id| of[id][axis]).sum::<f64>() / members.len() as f64;
                assert_close(&fixture.name, "position", mean, centre[axis]);
            }
            restless += members
                .iter()
                .filter(|id| {
                    let away = |at: &Position| (at[0] - of[id][0]).hypot(at[1] - of[id][1]);
                    theirs.iter().any(|(other, _)| away(other) < away(centre))
                })
                .count();
        }
        let ours: BTreeSet<Vec<u32>> = found
            .base
            .iter()
            .map(|base| base.members.iter().map(|row| found.participants[*row].id).collect())
            .collect();
        let same = theirs.iter().filter(|(_, members)| ours.contains(members)).count();
        println!("{}: {same} of {} base clusters the same", fixture.name, theirs.len());
        assert!(same == theirs.len() || restless > 0, "{}: {same}", fixture.name);
    }
}

#[test]
fn every_participant_is_in_the_servers_group() {
    for fixture in fixtures() {
        let found = fixture.found();
        let theirs = fixture.groups();
        assert_eq!(found.groups.len(), theirs.len(), "{}", fixture.name);
        for (ours, (_, _, members)) in found.groups.iter().zip(theirs) {
            let ours: BTreeSet<u32> = ours.members.iter().copied().collect();
            assert_eq!(ours, members, "{}", fixture.name);
        }
    }
}

#[test]
fn representative_statements_are_the_servers_in_its_order() {
    for fixture in fixtures() {
        let found = fixture.found();
        for (ours, (id, _, _)) in found.groups.iter().zip(fixture.groups()) {
            let theirs = fixture.server["repness"][id.to_string()].as_array().unwrap();
            assert_eq!(ours.representative.len(), theirs.len(), "{}", fixture.name);
            for (ours, theirs) in ours.representative.iter().zip(theirs) {
                same_representative(&fixture.name, ours, theirs);
            }
        }
    }
}

fn same_representative(name: &str, ours: &Representative, theirs: &Value) {
    let side = if ours.side == Vote::Agree { "agree" } else { "disagree" };
    assert_eq!(Some(u64::from(ours.statement)), theirs["tid"].as_u64(), "{name}");
    assert_eq!(Some(side), theirs["repful-for"].as_str(), "{name}");
    assert_eq!(Some(ours.successes), theirs["n-success"].as_u64(), "{name}");
    assert_eq!(Some(ours.trials), theirs["n-trials"].as_u64(), "{name}");
    assert_eq!(ours.best_agree, theirs["best-agree"] == true, "{name}");
    let figures = [
        (ours.share, "p-success"),
        (ours.share_test, "p-test"),
        (ours.ratio, "repness"),
        (ours.ratio_test, "repness-test"),
    ];
    for (figure, key) in figures {
        assert_close(name, key, figure, theirs[key].as_f64().unwrap());
    }
}

#[test]
fn consensus_is_the_servers_in_its_order() {
    for fixture in fixtures() {
        let found = fixture.found();
        for (ours, key) in
            [(&found.consensus.agree, "agree"), (&found.consensus.disagree, "disagree")]
        {
            let theirs = fixture.server["consensus"][key].as_array().unwrap();
            assert_eq!(ours.len(), theirs.len(), "{}: {key}", fixture.name);
            for (ours, theirs) in ours.iter().zip(theirs) {
                let Agreed { statement, successes, trials, share, share_test } = ours;
                assert_eq!(Some(u64::from(*statement)), theirs["tid"].as_u64(), "{}", fixture.name);
                assert_eq!(Some(*successes), theirs["n-success"].as_u64(), "{}", fixture.name);
                assert_eq!(Some(*trials), theirs["n-trials"].as_u64(), "{}", fixture.name);
                assert_close(&fixture.name, "share", *share, theirs["p-success"].as_f64().unwrap());
                assert_close(
                    &fixture.name,
                    "test",
                    *share_test,
                    theirs["p-test"].as_f64().unwrap(),
                );
            }
        }
    }
}

/// What can't be known from the fixture is where the server's base clusters began, so without its
/// centres ours are other clusters of the same people. What that does to the groups is told here.
#[test]
fn without_the_servers_base_clusters_the_same_people_are_in_groups() {
    for fixture in fixtures() {
        let bare = opinions(&fixture.votes, &fixture.moderation, &Settings::default(), None);
        let (settings, past) = fixture.past(fixture.signs(&bare), false);
        let found = opinions(&fixture.votes, &fixture.moderation, &settings, Some(&past));
        let theirs: BTreeMap<u32, usize> = fixture
            .groups()
            .into_iter()
            .enumerate()
            .flat_map(|(at, (_, _, people))| people.into_iter().map(move |one| (one, at)))
            .collect();
        let same =
            theirs.iter().filter(|(id, group)| found.history.groups.get(id) == Some(group)).count();
        println!("{}: {same} of {} in the same group", fixture.name, theirs.len());
        assert!(found.history.groups.keys().eq(theirs.keys()), "{}", fixture.name);
        // Where base clusters are single people, there is nothing that could differ.
        let single = fixture.base().iter().all(|(_, members)| members.len() == 1);
        assert!(!single || same == theirs.len(), "{}: {same}", fixture.name);
    }
}
