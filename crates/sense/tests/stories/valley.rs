//! Two communities of one programme, a second programme, a campaign, and people who speak.

use kernel::access::{Role, Scope};
use kernel::accounts;
use kernel::clock::Date;
use kernel::ids::{AccountId, CommunityId, ProgrammeId};
use kernel::permission::{Permission, Rung};
use kernel::testing::{NOON, TestSpace, act, act_by};
use kernel::{Actor, Both, Db, Fault, Refusal, Tx};
use listen::campaign::{self, LawfulBasis};
use listen::ids::{CampaignId, VoiceId};
use listen::voice;
use places::{community, programme};
use sense::theme::{self, Draft};
use sense::{ReadingId, ThemeId};
use web::testing::{Site, Visitor};

/// Everything there is at the beginning.
#[derive(Clone, Copy)]
pub struct Valley {
    pub programme: ProgrammeId,
    pub cwm: CommunityId,
    pub llan: CommunityId,
    pub campaign: CampaignId,
    pub elsewhere: ProgrammeId,
    pub far: CommunityId,
}

/// What the person in most stories says.
pub const WORDS: &str = "Mair: So what does a week look like?\n\
    P07: It’s two buses and then that hill. If the first one’s late you’ve lost the second.\n\
    P07: I cancelled, in the end. I told Siân Puw that.\n\
    Mair: And has anything changed?\n\
    P07: The minibus has. By Christmas we were saving seats.";

/// The stories' own way to change a space, which must not fail.
pub fn change<T: Send + 'static, E: Refusal + std::fmt::Debug>(
    test: &TestSpace,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> T {
    test.space.write_now(act(), work).expect("no fault").expect("no refusal")
}

/// The stories' own way to read a space.
pub fn read<T: Send + 'static>(
    test: &TestSpace,
    work: impl FnOnce(&Db) -> Result<T, Fault> + Send + 'static,
) -> T {
    test.space.read_now(work).expect("no fault")
}

impl Valley {
    pub fn on(test: &TestSpace) -> Self {
        let draft = |name: &str| programme::Draft {
            name: Both::new(name, name),
            ..programme::Draft::default()
        };
        let (first, second) = (draft("Helyg"), draft("Elsewhere"));
        let programme = change(test, move |tx| programme::create(tx, &first));
        // A moment later, so that the first stays the first.
        let later = act_by(Actor::Command, NOON + jiff::SignedDuration::from_secs(1), 200);
        let elsewhere = test
            .space
            .write_now(later, move |tx| programme::create(tx, &second))
            .expect("no fault")
            .expect("no refusal");
        let (cwm, llan, far) = change(test, move |tx| {
            let mut make = |programme, name: &str| {
                community::create(
                    tx,
                    &community::Draft {
                        programme,
                        name: Both::new(name, name),
                        nation: community::Nation::Wales,
                        joined_on: Date::constant(2025, 4, 1),
                    },
                )
            };
            let cwm = make(programme, "Cwm Helyg")?;
            let llan = make(programme, "Llan Helyg")?;
            Ok::<_, community::NotCommunity>((cwm, llan, make(elsewhere, "Far away")?))
        });
        let campaign = Self::campaign(test, programme, "Getting about");
        Self { programme, cwm, llan, campaign, elsewhere, far }
    }

    pub fn campaign(test: &TestSpace, programme: ProgrammeId, title: &'static str) -> CampaignId {
        change(test, move |tx| {
            campaign::create(
                tx,
                &campaign::Draft {
                    programme,
                    title: Both::new(title, title),
                    question: Both::new("How do you get about?", "Sut ydych chi’n teithio?"),
                    opens_on: Some(Date::constant(2025, 1, 1)),
                    closes_on: None,
                    lawful_basis: Some(LawfulBasis::PublicTask),
                },
            )
        })
    }

    /// Somebody of a community says something.
    pub fn voice(&self, test: &TestSpace, community: CommunityId, words: &str) -> VoiceId {
        let mut draft = voice::Draft::new(self.campaign, community, words);
        draft.title = "P07, at home".into();
        draft.described = "Woman, 70s".into();
        draft.permission = Some(Permission::only(Rung::Online));
        change(test, move |tx| voice::record(tx, draft))
    }

    /// A theme of the programme.
    pub fn theme(&self, test: &TestSpace, name: &'static str) -> ThemeId {
        let programme = self.programme;
        change(test, move |tx| {
            let name = Both::new(name, format!("{name} (cy)"));
            theme::create(tx, programme, &Draft::named(name, Both::default()))
        })
    }

    /// The nth person who signed in, from 0.
    pub fn person(test: &TestSpace, number: usize) -> AccountId {
        let email = format!("person{number}@example.org");
        read(test, move |db| accounts::by_email(db, &email)).expect("somebody signed in").id
    }

    /// Somebody reads and marks a voice: theme by theme, whole lines.
    pub fn marked(
        test: &TestSpace,
        voice: VoiceId,
        reader: AccountId,
        lines: &[(u32, ThemeId)],
        done: bool,
    ) -> ReadingId {
        let reading = change(test, move |tx| sense::reading::begin(tx, voice, reader));
        for (line, theme) in lines.iter().copied() {
            change(test, move |tx| {
                let today = kernel::clock::day(tx.now());
                let transcript = voice::transcript(tx, voice, today)?;
                let lines = transcript.expect("words").into_words().lines;
                let at = &lines[line as usize - 1];
                let span = sense::highlight::Span { line, start: at.start, end: at.end };
                sense::highlight::mark(tx, reading, span, &[theme])
            });
        }
        if done {
            change(test, move |tx| sense::reading::finish(tx, reading));
        }
        reading
    }
}

/// Two evaluators of the whole space.
pub fn two_readers<'a>(site: &'a Site<'a>) -> (Visitor<'a>, Visitor<'a>) {
    (site.signed_in(Role::Evaluator, Scope::Space), site.signed_in(Role::Evaluator, Scope::Space))
}
