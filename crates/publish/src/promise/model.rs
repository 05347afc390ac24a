//! What a promise is: something that somebody said they would do, and how it stands.

use crate::ids::{PromiseId, StepId};
use kernel::clock::Date;
use kernel::db::{FromRow, Row};
use kernel::ids::{CommunityId, ProgrammeId};
use kernel::{AnyId, Both, Fault, Timestamp};

kernel::words! {
    /// How a promise stands.
    pub enum State {
        /// It was done.
        Done = "done",
        /// Somebody is doing it.
        UnderWay = "under_way",
        /// It can't be done, and the step says why.
        NotPossible = "not_possible",
        /// Nothing is settled; people are still being listened to.
        StillListening = "still_listening",
    }
}

impl State {
    /// The kind of tag that shows it, as the components name them.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under-way",
            Self::NotPossible => "not-possible",
            Self::StillListening => "listening",
        }
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "promise-state-done",
            Self::UnderWay => "promise-state-under-way",
            Self::NotPossible => "promise-state-not-possible",
            Self::StillListening => "promise-state-still-listening",
        }
    }

    /// The key of what stands over the right-hand side of the list: "We did", "We tried".
    pub fn heading_key(self) -> &'static str {
        match self {
            Self::Done | Self::UnderWay => "promise-we-did",
            Self::NotPossible => "promise-we-tried",
            Self::StillListening => "promise-we-listen",
        }
    }
}

/// Something that somebody said they would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// Its public number, from 1.
    pub number: i64,
    /// The programme it belongs to.
    pub programme: ProgrammeId,
    /// The community it is for, when it is for one.
    pub community: Option<CommunityId>,
    /// What was promised, in a few words.
    pub title: Both,
    /// What people said, in the team's words; a person's own stand beside it when they may.
    pub said: Both,
    /// Who promised it.
    pub who: Both,
    /// How it stands: the state of its latest step.
    pub state: State,
    /// When it was written down.
    pub created_at: Timestamp,
}

impl Promise {
    /// The columns it is read from, in order.
    pub const COLUMNS: &str = "id, number, programme_id, community_id, title_en, title_cy, \
         said_en, said_cy, who_en, who_cy, state, created_at";
}

impl FromRow for Promise {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            number: row.take()?,
            programme: row.take()?,
            community: row.take()?,
            title: Both::from_row(row)?,
            said: Both::from_row(row)?,
            who: Both::from_row(row)?,
            state: row.take()?,
            created_at: row.take()?,
        })
    }
}

/// One dated change of how a promise stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The promise.
    pub promise: PromiseId,
    /// The day on which it happened.
    pub on: Date,
    /// How the promise stood from then.
    pub state: State,
    /// What happened.
    pub text: Both,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

impl Step {
    /// The columns it is read from, in order.
    pub const COLUMNS: &str = "id, promise_id, on_date, state, text_en, text_cy, recorded_at";
}

impl FromRow for Step {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            promise: row.take()?,
            on: row.take()?,
            state: row.take()?,
            text: Both::from_row(row)?,
            recorded_at: row.take()?,
        })
    }
}

/// What is written about a promise.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The programme it belongs to.
    pub programme: ProgrammeId,
    /// The community it is for, when it is for one.
    pub community: Option<CommunityId>,
    /// What is promised, in a few words.
    pub title: Both,
    /// What people said, in the team's words.
    pub said: Both,
    /// Who promises it.
    pub who: Both,
    /// The themes, findings and claims that it answers.
    pub answers: Vec<AnyId>,
    /// The highlight whose words stand beside it, where its person allows that.
    pub quotes: Option<AnyId>,
}

/// What is written about a step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepDraft {
    /// The day on which it happened.
    pub on: Date,
    /// How the promise stands from then.
    pub state: State,
    /// What happened, or why it is not possible.
    pub text: Both,
}

/// Which promises are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that stand so.
    pub state: Option<State>,
    /// Only those for this community.
    pub community: Option<CommunityId>,
    /// Only those with a smaller number: where the page before ended.
    pub before: Option<i64>,
}

kernel::refusal! {
    /// Why a promise could not be written down.
    pub enum NotPromised {
        /// It says nothing, or not in both languages.
        NoTitle => "promise-no-title" at "title_en",
        /// What people said is missing.
        NoSaid => "promise-no-said" at "said_en",
        /// Nobody is named.
        NoWho => "promise-no-who" at "who_en",
        /// A text is longer than it may be.
        TooLong { most: usize } => "promise-too-long" at "title_en",
        /// The step says nothing, or not in both languages.
        NoText => "promise-no-text" at "text_en",
        /// The step lies in the future.
        InFuture => "promise-in-future" at "on",
        /// Something that it is to answer or to quote is not there, or not for them to see.
        Beyond => "promise-beyond",
        /// There is no such promise.
        NoSuchPromise => "promise-none",
    }
}

/// How long a promise's title and the name of who promised may be, in characters.
pub const TITLE: usize = 160;
/// How long what was said and what happened may be, in characters.
pub const TEXT: usize = 2000;

fn both(text: &Both) -> bool {
    !text.en.trim().is_empty() && !text.cy.trim().is_empty()
}

fn longest(text: &Both) -> usize {
    text.en.chars().count().max(text.cy.chars().count())
}

impl Draft {
    /// Whether it may be written down.
    ///
    /// # Errors
    /// [`NotPromised`] says why not.
    pub fn check(&self) -> Result<(), NotPromised> {
        if !both(&self.title) {
            return Err(NotPromised::NoTitle);
        }
        if !both(&self.said) {
            return Err(NotPromised::NoSaid);
        }
        if !both(&self.who) {
            return Err(NotPromised::NoWho);
        }
        if longest(&self.title) > TITLE || longest(&self.who) > TITLE {
            return Err(NotPromised::TooLong { most: TITLE });
        }
        if longest(&self.said) > TEXT {
            return Err(NotPromised::TooLong { most: TEXT });
        }
        Ok(())
    }
}

impl StepDraft {
    /// Whether it may be written down on `today`.
    ///
    /// # Errors
    /// [`NotPromised`] says why not.
    pub fn check(&self, today: Date) -> Result<(), NotPromised> {
        if !both(&self.text) {
            return Err(NotPromised::NoText);
        }
        if longest(&self.text) > TEXT {
            return Err(NotPromised::TooLong { most: TEXT });
        }
        if self.on > today {
            return Err(NotPromised::InFuture);
        }
        Ok(())
    }
}

/// How a promise stands after these steps: the latest by day, and on one day the one written
/// down last. Nothing when there are none.
pub fn standing(steps: &[Step]) -> Option<State> {
    steps.iter().max_by_key(|step| (step.on, step.recorded_at, step.id)).map(|step| step.state)
}
