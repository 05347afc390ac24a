//! What a campaign is and what must be true of it. Nothing here knows of HTTP or SQL.

use crate::ids::CampaignId;
use kernel::access::Within;
use kernel::clock::Date;
use kernel::ids::ProgrammeId;
use kernel::{Both, Timestamp};

kernel::words! {
    /// Why the law lets us keep what we are told (UK GDPR, Article 6). It is not the permission
    /// to use someone's words.
    pub enum LawfulBasis {
        /// A task in the public interest.
        PublicTask = "public_task",
        /// Legitimate interests, weighed against the person's.
        LegitimateInterests = "legitimate_interests",
        /// Consent, in the law's sense.
        Consent = "consent",
        /// Archiving in the public interest.
        Archiving = "archiving",
    }
}

kernel::record! {
    /// A listening campaign: one question, asked for a time.
    pub struct Campaign {
        /// Its id.
        pub id: CampaignId,
        /// Its name in addresses.
        pub slug: String,
        /// The programme it belongs to.
        pub programme_id: ProgrammeId,
        /// Its title.
        pub title: Both,
        /// The question that is asked.
        pub question: Both,
        /// The first day on which voices are written down.
        pub opens_on: Date,
        /// The last one, when it is known.
        pub closes_on: Option<Date>,
        /// Why the law lets us keep what we are told.
        pub lawful_basis: LawfulBasis,
        /// When it was closed by hand.
        pub closed_at: Option<Timestamp>,
    }
}

/// Where a campaign is in its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It opens later.
    Coming,
    /// Voices are written down.
    Open,
    /// It takes no more voices.
    Closed,
}

impl Phase {
    /// The word in messages: `coming`, `open` or `closed`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl Campaign {
    /// Where it is in its time on a day. The last day still counts.
    pub fn phase(&self, today: Date) -> Phase {
        if self.closed_at.is_some() || self.closes_on.is_some_and(|last| last < today) {
            Phase::Closed
        } else if today < self.opens_on {
            Phase::Coming
        } else {
            Phase::Open
        }
    }

    /// Where it lies, for the policies.
    pub fn within(&self) -> Within {
        Within::programme(self.programme_id)
    }
}

/// A campaign as somebody wrote it down, before it is checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The programme it belongs to; it stays there.
    pub programme: ProgrammeId,
    /// Its title; one language is enough when both use the same.
    pub title: Both,
    /// The question that is asked.
    pub question: Both,
    /// The first day.
    pub opens_on: Option<Date>,
    /// The last day, when it is known.
    pub closes_on: Option<Date>,
    /// Why the law lets us keep what we are told.
    pub lawful_basis: Option<LawfulBasis>,
}

/// A draft that holds.
pub(super) struct Checked {
    pub(super) programme: ProgrammeId,
    pub(super) title: Both,
    pub(super) question: Both,
    pub(super) opens_on: Date,
    pub(super) closes_on: Option<Date>,
    pub(super) lawful_basis: LawfulBasis,
}

kernel::refusal! {
    /// Why a campaign could not be opened or changed.
    pub enum NotCampaign {
        /// There is no such programme.
        NoProgramme => "campaign-no-programme" at "programme",
        /// It has no title.
        NoTitle => "campaign-no-title" at "title_en",
        /// The title is too long.
        LongTitle { most: usize } => "campaign-long-title" at "title_en",
        /// There is no question in English.
        NoQuestionEn => "campaign-no-question-en" at "question_en",
        /// There is no question in Welsh.
        NoQuestionCy => "campaign-no-question-cy" at "question_cy",
        /// The question is too long.
        LongQuestion { most: usize } => "campaign-long-question" at "question_en",
        /// The first day is missing or can't be read.
        NoOpening => "campaign-no-opening" at "opens_on",
        /// The last day can't be read.
        UnreadableClosing => "campaign-unreadable-closing" at "closes_on",
        /// It closes before it opens.
        ClosesFirst => "campaign-closes-first" at "closes_on",
        /// No lawful basis was chosen.
        NoBasis => "campaign-no-basis" at "lawful_basis",
    }
}

/// The most characters of a title and of a question.
const TITLE: usize = 120;
const QUESTION: usize = 500;

pub(super) fn check(draft: &Draft) -> Result<Checked, NotCampaign> {
    let trimmed = |both: &Both| Both::new(both.en.trim(), both.cy.trim());
    let longest = |both: &Both| both.en.chars().count().max(both.cy.chars().count());
    let (title, question) = (trimmed(&draft.title), trimmed(&draft.question));
    if title.en.is_empty() && title.cy.is_empty() {
        return Err(NotCampaign::NoTitle);
    }
    if longest(&title) > TITLE {
        return Err(NotCampaign::LongTitle { most: TITLE });
    }
    if question.en.is_empty() {
        return Err(NotCampaign::NoQuestionEn);
    }
    if question.cy.is_empty() {
        return Err(NotCampaign::NoQuestionCy);
    }
    if longest(&question) > QUESTION {
        return Err(NotCampaign::LongQuestion { most: QUESTION });
    }
    let opens_on = draft.opens_on.ok_or(NotCampaign::NoOpening)?;
    if draft.closes_on.is_some_and(|last| last < opens_on) {
        return Err(NotCampaign::ClosesFirst);
    }
    let lawful_basis = draft.lawful_basis.ok_or(NotCampaign::NoBasis)?;
    Ok(Checked {
        programme: draft.programme,
        title,
        question,
        opens_on,
        closes_on: draft.closes_on,
        lawful_basis,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ids::Uuid;

    #[test]
    fn a_campaign_takes_voices_from_its_first_day_through_its_last() {
        let day = |n: i8| Date::constant(2026, 11, n);
        let mut campaign = Campaign {
            id: Uuid::nil().into(),
            slug: "worry".into(),
            programme_id: Uuid::nil().into(),
            title: Both::default(),
            question: Both::default(),
            opens_on: day(10),
            closes_on: Some(day(20)),
            lawful_basis: LawfulBasis::PublicTask,
            closed_at: None,
        };
        assert_eq!(campaign.phase(day(9)), Phase::Coming);
        assert_eq!(campaign.phase(day(10)), Phase::Open);
        assert_eq!(campaign.phase(day(20)), Phase::Open);
        assert_eq!(campaign.phase(day(21)), Phase::Closed);
        campaign.closed_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(campaign.phase(day(15)), Phase::Closed);
    }
}
