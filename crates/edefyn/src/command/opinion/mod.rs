//! `edefyn opinion`: who thinks alike in a conversation, what sets them apart, what all agree on.

mod counts;

use super::{Outcome, say};
use clap::{Args, Subcommand};
use counts::Counts;
use disclosure::Threshold;
use interchange::polis::{self, Ballots, Comment, Kind, Sign};
use interchange::table::Problems;
use kernel::{Language, Message};
use opinion::{Ballot, Moderation, Opinions, Settings, Vote, Votes, opinions};
use paper::chart::{OpinionMap, Width, opinion_map, standalone};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::File;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum Opinion {
    /// Find opinion groups in a Polis export
    #[command(after_help = "\
Example:
  edefyn opinion groups export --svg groups.svg

The folder holds comments.csv with votes.csv or, where that is missing, participants-votes.csv.
Of votes that were changed the last one counts. Which sign means \"agree\" is told by the tallies in
comments.csv. Rejected statements and statements about the participants themselves move nobody.

How many groups there are is decided by how well they stand apart, among those numbers of groups
for which every group is large enough. Where a few people stand so far apart from all others that
no grouping is, they are left out, and that is said. The same votes always give the same groups.

A count of people under --smallest is never told, nor one from which it could be worked out: [c]
stands for it, and null in JSON. With --json come positions and members, which are about single
people: for the office, never for publication.")]
    Groups(Groups),
}

#[derive(Args)]
pub(super) struct Groups {
    /// The folder of the export
    folder: PathBuf,
    /// So many groups, however well they stand apart
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(2..=5))]
    groups: Option<u8>,
    /// No group of fewer people than this is formed and no smaller count told; never fewer than 3
    #[arg(long, value_name = "NUMBER", default_value_t = 5, value_parser = clap::value_parser!(u64).range(3..))]
    smallest: u64,
    /// Leave out statements that no moderator has accepted
    #[arg(long)]
    strict: bool,
    /// Draw the groups into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// The language of the words
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = say::language)]
    language: Language,
    /// Print one line of JSON
    #[arg(long)]
    json: bool,
}

impl Opinion {
    pub(super) fn run(&self) -> Outcome {
        match self {
            Self::Groups(groups) => groups.run(),
        }
    }
}

impl Groups {
    fn run(&self) -> Outcome {
        let comments = self.read("comments.csv", |file| polis::comments(file, say::NAMED))?;
        let [list, matrix] = ["votes.csv", "participants-votes.csv"];
        let ballots = if self.folder.join(list).exists() {
            self.read(list, |file| polis::votes(file, &comments, say::NAMED))?
        } else if self.folder.join(matrix).exists() {
            self.read(matrix, |file| polis::participants_votes(file, &comments, say::NAMED))?
        } else {
            let folder = self.folder.display();
            return Err(format!("{folder} has neither {list} nor {matrix}").into());
        };
        let sign = ballots.sign(&comments);
        let votes = votes(&ballots, sign)?;
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let settings = Settings {
            threads,
            smallest: self.smallest,
            k: self.groups.map(usize::from),
            ..Settings::default()
        };
        let found = opinions(&votes, &self.moderation(&comments), &settings, None);
        let texts = comments.into_iter().map(|comment| (comment.id, comment.text)).collect();
        let threshold = Threshold::new(self.smallest)
            .map_err(|_| Message::new("disclose-too-low").say(self.language))?;
        let counts = Counts::of(&found, threshold);
        let replaced = ballots.replaced;
        let told = Told { found: &found, counts, texts, replaced, sign, asked: self };
        if let Some(path) = &self.svg {
            std::fs::write(path, told.picture())
                .map_err(|error| format!("{} can't be written: {error}", path.display()))?;
        }
        if self.json {
            say::json(&told.json())?;
        } else {
            print!("{}", told.text());
        }
        Ok(())
    }

    /// What `read` makes of a file of the folder; its faults are named on standard error.
    fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(File) -> Result<T, Problems<Kind>>,
    ) -> Result<T, Box<dyn std::error::Error>> {
        let file = say::open(&self.folder.join(name))?;
        read(file).map_err(|problems| {
            let said = |kind: &Kind| fault(*kind, self.language);
            say::refused(Path::new(name), &problems, self.language, said).into()
        })
    }

    fn moderation(&self, comments: &[Comment]) -> Moderation {
        let rejected =
            |comment: &&Comment| comment.moderated < 0 || (self.strict && comment.moderated == 0);
        Moderation {
            rejected: comments.iter().filter(rejected).map(|comment| comment.id).collect(),
            metadata: comments
                .iter()
                .filter(|comment| comment.metadata)
                .map(|comment| comment.id)
                .collect(),
        }
    }
}

fn votes(ballots: &Ballots, sign: Sign) -> Result<Votes, opinion::NotVotes> {
    let ballots = ballots.votes.iter().filter_map(|cast| {
        let value = i64::from(if sign == Sign::Agree { cast.value } else { -cast.value });
        let vote = Vote::from_value(value)?;
        Some(Ballot { participant: cast.participant, statement: cast.statement, vote })
    });
    Votes::new(ballots.collect())
}

fn fault(kind: Kind, language: Language) -> String {
    let message = match kind {
        Kind::Table(kind) => return say::table_fault(kind, language),
        Kind::NoColumn(column) => Message::new("opinion-no-column").with("column", column),
        Kind::NotNumber => Message::new("opinion-not-number"),
        Kind::NotVote => Message::new("opinion-not-vote"),
        Kind::NotModerated => Message::new("opinion-not-moderated"),
        Kind::UnknownStatement => Message::new("opinion-unknown-statement"),
        Kind::Again { line } => Message::new("opinion-again").with("line", line),
    };
    message.say(language)
}

/// What is told of a conversation.
struct Told<'a> {
    found: &'a Opinions,
    counts: Counts,
    texts: HashMap<u32, String>,
    replaced: u64,
    sign: Sign,
    asked: &'a Groups,
}

impl Told<'_> {
    fn text_of(&self, statement: u32) -> &str {
        self.texts.get(&statement).map_or("", String::as_str)
    }

    /// The place of a statement.
    fn place(&self, statement: u32) -> usize {
        let found = self.found.statements.binary_search_by_key(&statement, |one| one.id);
        found.unwrap_or(usize::MAX)
    }

    /// What a group voted on a statement, as far as it may be told.
    fn of_group(&self, group: usize, statement: u32) -> counts::Told {
        let at = self.found.groups.iter().position(|one| one.id == group);
        at.map(|at| self.counts.group(self.place(statement), at)).unwrap_or_default()
    }

    /// A share of a group, where the votes that it follows from may be told.
    fn share(&self, group: usize, statement: u32, share: f64) -> Option<f64> {
        let told = self.of_group(group, statement);
        told.is_whole().then_some(share)
    }

    fn votes(&self) -> u64 {
        self.found.statements.iter().map(|statement| statement.tally.seen).sum()
    }

    fn json(&self) -> Value {
        let found = self.found;
        let silhouettes: serde_json::Map<String, Value> = found
            .silhouettes
            .iter()
            .map(|silhouette| (silhouette.k.to_string(), silhouette.value.into()))
            .collect();
        let too_small: Vec<usize> = found
            .silhouettes
            .iter()
            .filter(|silhouette| !silhouette.large_enough)
            .map(|silhouette| silhouette.k)
            .collect();
        json!({
            "participants": found.participants.len(),
            "statements": found.statements.len(),
            "votes": self.votes(),
            "votes_replaced": self.replaced,
            "signs_turned": self.sign == Sign::Disagree,
            "k": (!found.groups.is_empty()).then_some(found.groups.len()),
            "silhouettes": silhouettes,
            "smallest": self.asked.smallest,
            "too_small": too_small,
            "groups": found.groups.iter().map(|group| self.group(group)).collect::<Vec<_>>(),
            "consensus": {
                "agree": self.agreed(Vote::Agree, &found.consensus.agree),
                "disagree": self.agreed(Vote::Disagree, &found.consensus.disagree),
            },
            "divisive": found.divisive.iter().map(|divisive| json!({
                "statement": divisive.statement,
                "text": self.text_of(divisive.statement),
                "agrees": {
                    "group": divisive.agrees,
                    "share": self.share(divisive.agrees, divisive.statement, divisive.agree_share),
                },
                "disagrees": {
                    "group": divisive.disagrees,
                    "share":
                        self.share(divisive.disagrees, divisive.statement, divisive.disagree_share),
                },
            })).collect::<Vec<_>>(),
            "apart": found.apart,
            "positions": found.participants.iter().map(|one| json!({
                "participant": one.id,
                "votes": one.votes,
                "x": one.position[0],
                "y": one.position[1],
                "group": one.group,
            })).collect::<Vec<_>>(),
            "components": {
                "statements": found.components.statements,
                "centre": self.centre(),
                "axes": found.components.axes,
                "spread": found.components.spread,
                "residual": found.components.residual,
            },
            "statement_figures": found.statements.iter().enumerate().map(|(place, statement)| {
                let told = self.counts.everybody(place);
                json!({
                    "statement": statement.id,
                    "left_out": statement.left_out,
                    "agree": told.agree,
                    "disagree": told.disagree,
                    "pass": told.pass,
                    "x": statement.position[0],
                    "y": statement.position[1],
                    "extremity": statement.extremity,
                    "priority": told.is_whole().then_some(statement.priority),
                    "group_consensus": self.group_consensus(place, statement),
                })
            }).collect::<Vec<_>>(),
        })
    }

    /// The mean votes, where the counts that give them may be told.
    fn centre(&self) -> Vec<Option<f64>> {
        let of = |id: &u32| self.counts.everybody(self.place(*id)).is_whole();
        let components = &self.found.components;
        let means = components.statements.iter().zip(&components.centre);
        means.map(|(id, mean)| of(id).then_some(*mean)).collect()
    }

    fn group_consensus(&self, place: usize, statement: &opinion::Statement) -> Option<f64> {
        let mut groups = 0..self.found.groups.len();
        let whole = groups.all(|group| self.counts.group(place, group).is_whole());
        statement.group_consensus.filter(|_| whole)
    }

    fn group(&self, group: &opinion::Group) -> Value {
        let representative: Vec<Value> = group
            .representative
            .iter()
            .map(|one| {
                let told = self.of_group(group.id, one.statement);
                let figure = |figure: f64| told.is_whole().then_some(figure);
                json!({
                    "statement": one.statement,
                    "text": self.text_of(one.statement),
                    "side": word(one.said),
                    "method_side": word(one.side),
                    "successes": told.side(one.said),
                    "trials": told.seen,
                    "share": figure(one.share),
                    "share_test": figure(one.share_test),
                    "representativeness": figure(one.ratio),
                    "representativeness_test": figure(one.ratio_test),
                    "best_agree": one.best_agree,
                })
            })
            .collect();
        json!({
            "id": group.id,
            "size": group.members.len(),
            "members": group.members,
            "centre": group.centre,
            "representative": representative,
        })
    }

    fn agreed(&self, side: Vote, agreed: &[opinion::Agreed]) -> Vec<Value> {
        let one = |agreed: &opinion::Agreed| {
            let told = self.counts.everybody(self.place(agreed.statement));
            let figure = |figure: f64| told.is_whole().then_some(figure);
            json!({
                "statement": agreed.statement,
                "text": self.text_of(agreed.statement),
                "successes": told.side(side),
                "trials": told.seen,
                "share": figure(agreed.share),
                "share_test": figure(agreed.share_test),
            })
        };
        agreed.iter().map(one).collect()
    }

    fn text(&self) -> String {
        let mut lines = self.counts();
        for group in &self.found.groups {
            lines.extend([String::new(), self.say(named("opinion-group", group))]);
            let one = |one: &opinion::Representative| {
                self.counted(one.said, one.statement, self.of_group(group.id, one.statement))
            };
            lines.extend(group.representative.iter().map(one));
        }
        let consensus = &self.found.consensus;
        let both = [
            ("opinion-most-agree", Vote::Agree, &consensus.agree),
            ("opinion-most-disagree", Vote::Disagree, &consensus.disagree),
        ];
        for (title, side, all) in both.into_iter().filter(|(.., all)| !all.is_empty()) {
            lines.extend([String::new(), self.say(Message::new(title))]);
            let one = |one: &opinion::Agreed| {
                let told = self.counts.everybody(self.place(one.statement));
                self.counted(side, one.statement, told)
            };
            lines.extend(all.iter().map(one));
        }
        if !self.found.divisive.is_empty() {
            lines.extend([String::new(), self.say(Message::new("opinion-divides"))]);
        }
        for one in &self.found.divisive {
            let message = Message::new("opinion-divided")
                .with("agrees", letter(one.agrees))
                .with("disagrees", letter(one.disagrees));
            lines.push(self.say(message.with("text", say::plain(self.text_of(one.statement)))));
        }
        if lines.iter().any(|line| line.contains(MARK)) {
            let message = Message::new("opinion-hidden").with("threshold", self.asked.smallest);
            lines.extend([String::new(), self.say(message)]);
        }
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn counts(&self) -> Vec<String> {
        let found = self.found;
        let in_groups = found.participants.iter().filter(|one| one.group.is_some()).count();
        let counts = Message::new("opinion-counts")
            .with("participants", figure(self.counts.people))
            .with("statements", found.statements.len())
            .with("votes", self.votes())
            .with("replaced", self.replaced);
        let turned = (self.sign == Sign::Disagree).then(|| Message::new("opinion-turned"));
        let silhouette = found.silhouettes.iter().find(|one| one.k == found.groups.len());
        let groups = match silhouette {
            Some(silhouette) => Message::new("opinion-groups")
                .with("groups", found.groups.len())
                .with("people", in_groups)
                .with("silhouette", format!("{:.2}", silhouette.value)),
            None if found.silhouettes.is_empty() => Message::new("opinion-no-division"),
            None => Message::new("opinion-no-groups").with("smallest", self.asked.smallest),
        };
        let apart = (!found.apart.is_empty()).then(|| Message::new("opinion-apart"));
        [Some(counts), turned, Some(groups), apart]
            .into_iter()
            .flatten()
            .map(|line| self.say(line))
            .collect()
    }

    fn say(&self, message: Message) -> String {
        message.say(self.asked.language)
    }

    fn counted(&self, side: Vote, statement: u32, told: counts::Told) -> String {
        let key = if side == Vote::Agree { "opinion-agreed" } else { "opinion-disagreed" };
        let counted = Message::new(key)
            .with("successes", figure(told.side(side)))
            .with("trials", figure(told.seen))
            .with("text", say::plain(self.text_of(statement)));
        self.say(counted)
    }

    fn picture(&self) -> String {
        let place = |id: usize| self.found.groups.iter().position(|group| group.id == id);
        let map = OpinionMap {
            people: self
                .found
                .participants
                .iter()
                .map(|one| (one.position, one.group.and_then(place)))
                .collect(),
            groups: self
                .found
                .groups
                .iter()
                .map(|group| named("opinion-label", group).say(self.asked.language))
                .collect(),
        };
        let title = Message::new("opinion-map").say(self.asked.language);
        standalone(&opinion_map(&map, Width::Wide), &title)
    }
}

/// What stands for a hidden count.
const MARK: &str = "[c]";

/// A count, or the mark where it is not told.
fn figure(count: Option<u64>) -> String {
    count.map_or_else(|| MARK.to_owned(), |count| count.to_string())
}

fn word(side: Vote) -> &'static str {
    if side == Vote::Agree { "agree" } else { "disagree" }
}

/// A group by its letter and its size.
fn named(key: &'static str, group: &opinion::Group) -> Message {
    Message::new(key).with("group", letter(group.id)).with("people", group.members.len())
}

/// The letter of a group: A is number 0.
fn letter(id: usize) -> String {
    let letter =
        u8::try_from(id).ok().and_then(|id| b'A'.checked_add(id)).filter(|letter| *letter <= b'Z');
    letter.map_or_else(|| id.to_string(), |letter| char::from(letter).to_string())
}
