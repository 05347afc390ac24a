//! What a named body replied to a recommendation, and how long there has been no reply.

use crate::ids::{RecommendationId, ResponseId};
use kernel::clock::Date;
use kernel::db::{FromRow, Row};
use kernel::{Both, Fault, Timestamp};

kernel::words! {
    /// What the body made of a recommendation.
    pub enum Stance {
        /// It will do it.
        Agreed = "agreed",
        /// It is looking into it.
        Looking = "looking",
        /// It won't, or can't.
        Refused = "refused",
        /// It has done it.
        Done = "done",
    }
}

impl Stance {
    /// The kind of tag that shows it, as the components name them.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Agreed => "under-way",
            Self::Looking => "listening",
            Self::Refused => "not-possible",
        }
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Agreed => "recommendation-stance-agreed",
            Self::Looking => "recommendation-stance-looking",
            Self::Refused => "recommendation-stance-refused",
            Self::Done => "recommendation-stance-done",
        }
    }
}

/// A dated reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// What it replies to.
    pub recommendation: RecommendationId,
    /// The day on which it came.
    pub received_on: Date,
    /// What the body made of it.
    pub stance: Stance,
    /// What it said.
    pub text: Both,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

impl Response {
    /// The columns it is read from, in order.
    pub const COLUMNS: &str =
        "id, recommendation_id, received_on, stance, text_en, text_cy, recorded_at";
}

impl FromRow for Response {
    fn from_row(row: &mut Row<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: row.take()?,
            recommendation: row.take()?,
            received_on: row.take()?,
            stance: row.take()?,
            text: Both::from_row(row)?,
            recorded_at: row.take()?,
        })
    }
}

/// What is written about a reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The day on which it came.
    pub received_on: Date,
    /// What the body made of it.
    pub stance: Stance,
    /// What it said.
    pub text: Both,
}

kernel::refusal! {
    /// Why a reply could not be written down.
    pub enum NotRecorded {
        /// There is no such recommendation.
        NoSuchRecommendation => "recommendation-none",
        /// It says nothing, or not in both languages.
        NoText => "recommendation-no-text" at "text_en",
        /// It is longer than it may be.
        TooLong { most: usize } => "recommendation-too-long" at "text_en",
        /// The day lies in the future, or before the body was asked.
        WrongDay => "recommendation-wrong-day" at "received_on",
    }
}

/// How long a reply may be, in characters.
pub const TEXT: usize = 4000;

impl Draft {
    /// Whether it may be written down on `today` for something asked on `asked_on`.
    ///
    /// # Errors
    /// [`NotRecorded`] says why not.
    pub fn check(&self, asked_on: Date, today: Date) -> Result<(), NotRecorded> {
        if self.text.en.trim().is_empty() || self.text.cy.trim().is_empty() {
            return Err(NotRecorded::NoText);
        }
        if self.text.en.chars().count().max(self.text.cy.chars().count()) > TEXT {
            return Err(NotRecorded::TooLong { most: TEXT });
        }
        if self.received_on > today || self.received_on < asked_on {
            return Err(NotRecorded::WrongDay);
        }
        Ok(())
    }
}

/// How many whole days there has been no reply to something asked on `asked_on`; 0 on the day
/// itself.
pub fn days_without(asked_on: Date, today: Date) -> u32 {
    let days = today.since(asked_on).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reply_is_counted_in_days_across_a_leap_year() {
        let check = |asked: [i16; 3], today: [i16; 3], days| {
            let date = |[y, m, d]: [i16; 3]| {
                Date::new(y, i8::try_from(m).unwrap(), i8::try_from(d).unwrap()).unwrap()
            };
            assert_eq!(days_without(date(asked), date(today)), days);
        };
        check([2026, 8, 20], [2026, 11, 22], 94);
        check([2028, 2, 28], [2028, 3, 1], 2);
        check([2026, 11, 22], [2026, 11, 22], 0);
        check([2026, 11, 23], [2026, 11, 22], 0);
    }

    #[test]
    fn a_reply_from_before_the_question_is_refused() {
        let draft = Draft {
            received_on: Date::constant(2026, 3, 1),
            stance: Stance::Agreed,
            text: Both::new("Yes.", "Ie."),
        };
        let (asked, today) = (Date::constant(2026, 3, 2), Date::constant(2026, 11, 22));
        assert!(matches!(draft.check(asked, today), Err(NotRecorded::WrongDay)));
        assert!(draft.check(draft.received_on, today).is_ok());
    }
}
