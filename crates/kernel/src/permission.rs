//! The permission gate. A person's words leave the room that holds them only as [`Allowed`], for
//! one stated use at one moment, and only [`allow`] makes one. The use is part of its type, so
//! that what was let out for the team can't stand where the public reads.

use crate::clock::Date;
use std::marker::PhantomData;

crate::words! {
    /// How far words may go. Each rung includes those before it.
    pub enum Rung {
        /// Counted, and read by the team.
        Count = "count",
        /// Words in reports, name changed.
        Quote = "quote",
        /// Words on the public site, name changed.
        Online = "online",
        /// Own name.
        Named = "named",
    }
}

/// Everything a person agreed to about one voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// How far the words may go.
    pub rung: Rung,
    /// The recording may be heard.
    pub sound: bool,
    /// It may be deposited in an archive.
    pub archive: bool,
    /// They want to be told what happened.
    pub contact: bool,
}

impl Permission {
    /// A rung with nothing else agreed.
    pub const fn only(rung: Rung) -> Self {
        Self { rung, sound: false, archive: false, contact: false }
    }
}

/// Not to be shown until a day; without a day it never lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closure {
    /// Open.
    Open,
    /// Closed up to this day; open again on it.
    Until(Date),
    /// Closed for good.
    ForGood,
}

/// Where a voice stands: all that decides whether its words may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the person agreed to.
    pub permission: Permission,
    /// Whether it is closed.
    pub closure: Closure,
    /// Whether a person has reviewed it and found nothing that may hurt someone.
    pub cleared: bool,
    /// Whether it is hidden while it is looked into.
    pub taken_down: bool,
    /// Whether its person has taken it back.
    pub withdrawn: bool,
}

/// What the words are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Read by the team, behind a sign-in.
    Team,
    /// Quoted in a report, on its pages and in its files.
    Report,
    /// Shown on the public site outside a report: threads, home, feeds, the API.
    Site,
    /// Shown with the person's own name.
    Name,
    /// Deposited in an archive.
    Archive,
    /// Read whole, hidden names too: by those who look into it, and by the person themselves.
    Whole,
}

/// A [`Use`] as a type: see [`purpose`].
pub trait Purpose:
    sealed::Sealed + Copy + std::fmt::Debug + PartialEq + Send + Sync + 'static
{
    /// The use.
    const USE: Use;
}

/// A purpose in which everybody reads the words.
pub trait Public: Purpose {}

/// A purpose for which the day makes no difference: a closure keeps the public from reading, and
/// nobody else.
pub trait AnyDay: Purpose {}

mod sealed {
    pub trait Sealed {}
}

/// The uses as types, so that words that were let out for one are never taken for words that were
/// let out for another.
pub mod purpose {
    use super::{AnyDay, Public, Purpose, Use, sealed::Sealed};

    macro_rules! purposes {
        ($($(#[$doc:meta])* $name:ident;)+) => {$(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct $name;
            impl Sealed for $name {}
            impl Purpose for $name {
                const USE: Use = Use::$name;
            }
        )+};
    }

    purposes! {
        /// [`Use::Team`].
        Team;
        /// [`Use::Report`].
        Report;
        /// [`Use::Site`].
        Site;
        /// [`Use::Name`].
        Name;
        /// [`Use::Archive`].
        Archive;
        /// [`Use::Whole`].
        Whole;
    }

    impl Public for Report {}
    impl Public for Site {}
    impl AnyDay for Team {}
    impl AnyDay for Whole {}
}

/// Why words may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAllowed {
    /// The person has taken them back.
    Withdrawn,
    /// They are hidden while they are looked into.
    TakenDown,
    /// They are closed, until the day if one is set.
    Closed(Option<Date>),
    /// Nobody has reviewed them yet, or the review held them back.
    NotCleared,
    /// The person did not agree to this use.
    Beyond,
}

/// Words that may be used as was asked, and only so: `P` says for what.
///
/// ```compile_fail
/// use kernel::permission::{Allowed, purpose};
/// fn show(_: &Allowed<String, purpose::Site>) {}
/// fn for_the_team(words: &Allowed<String, purpose::Team>) {
///     show(words);
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Allowed<T, P: Purpose> {
    words: T,
    named: bool,
    purpose: PhantomData<P>,
}

impl<T, P: Purpose> Allowed<T, P> {
    /// The words.
    pub fn words(&self) -> &T {
        &self.words
    }

    /// The words, given up.
    pub fn into_words(self) -> T {
        self.words
    }

    /// Whether the person's own name may stand beside them.
    pub fn named(&self) -> bool {
        self.named
    }
}

/// Whether words that stand so may be put to a use on a day.
///
/// # Errors
/// [`NotAllowed`] says why not; the first reason in the order of its variants.
pub fn check(standing: &Standing, wanted: Use, today: Date) -> Result<(), NotAllowed> {
    if standing.withdrawn {
        return Err(NotAllowed::Withdrawn);
    }
    if wanted == Use::Whole {
        return Ok(());
    }
    if standing.taken_down {
        return Err(NotAllowed::TakenDown);
    }
    if wanted == Use::Team {
        return Ok(());
    }
    match standing.closure {
        Closure::ForGood => return Err(NotAllowed::Closed(None)),
        Closure::Until(day) if today < day => return Err(NotAllowed::Closed(Some(day))),
        _ => {}
    }
    let agreed = match wanted {
        Use::Team | Use::Whole => true,
        Use::Report => standing.permission.rung >= Rung::Quote,
        Use::Site => standing.permission.rung >= Rung::Online,
        Use::Name => standing.permission.rung >= Rung::Named,
        Use::Archive => standing.permission.archive,
    };
    if !agreed {
        return Err(NotAllowed::Beyond);
    }
    if !standing.cleared {
        return Err(NotAllowed::NotCleared);
    }
    Ok(())
}

/// Lets words out for one use on one day. `words` is called only when they may go.
///
/// # Errors
/// [`NotAllowed`] says why not.
pub fn allow<T, P: Purpose>(
    standing: &Standing,
    _: P,
    today: Date,
    words: impl FnOnce() -> T,
) -> Result<Allowed<T, P>, NotAllowed> {
    check(standing, P::USE, today)?;
    let named = check(standing, Use::Name, today).is_ok();
    Ok(Allowed { words: words(), named, purpose: PhantomData })
}

/// Lets words out for a use for which the day makes no difference. No name may stand beside them.
///
/// # Errors
/// [`NotAllowed`] says why not.
pub fn allow_any_day<T, P: AnyDay>(
    standing: &Standing,
    _: P,
    words: impl FnOnce() -> T,
) -> Result<Allowed<T, P>, NotAllowed> {
    check(standing, P::USE, Date::MAX)?;
    Ok(Allowed { words: words(), named: false, purpose: PhantomData })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_standing() -> impl Strategy<Value = Standing> {
        let rung = prop::sample::select(Rung::ALL.to_vec());
        let day = (0i16..4000).prop_map(|n| Date::constant(2020, 1, 1) + jiff::Span::new().days(n));
        let closure =
            prop_oneof![Just(Closure::Open), Just(Closure::ForGood), day.prop_map(Closure::Until)];
        (rung, any::<[bool; 6]>(), closure).prop_map(|(rung, flags, closure)| Standing {
            permission: Permission { rung, sound: flags[0], archive: flags[1], contact: flags[2] },
            closure,
            cleared: flags[3],
            taken_down: flags[4],
            withdrawn: flags[5],
        })
    }

    const TODAY: Date = Date::constant(2026, 11, 22);

    proptest! {
        #[test]
        fn a_lower_rung_never_lets_more_out(standing in any_standing()) {
            for wanted in [Use::Report, Use::Site, Use::Name] {
                let mut higher = standing;
                higher.permission.rung = Rung::Named;
                if check(&standing, wanted, TODAY).is_ok() {
                    prop_assert!(check(&higher, wanted, TODAY).is_ok());
                }
            }
        }

        #[test]
        fn nothing_taken_back_or_taken_down_is_ever_used(standing in any_standing()) {
            for wanted in [Use::Team, Use::Report, Use::Site, Use::Name, Use::Archive] {
                if standing.withdrawn || standing.taken_down {
                    prop_assert!(check(&standing, wanted, TODAY).is_err());
                }
            }
        }

        #[test]
        fn what_the_public_sees_was_agreed_cleared_and_open(standing in any_standing()) {
            if let Ok(words) = allow(&standing, purpose::Site, TODAY, || "words") {
                prop_assert!(standing.permission.rung >= Rung::Online && standing.cleared);
                prop_assert!(!matches!(standing.closure, Closure::ForGood));
                prop_assert_eq!(words.named(), standing.permission.rung == Rung::Named);
            }
        }

        #[test]
        fn a_closure_lapses_on_its_day_and_not_before(standing in any_standing()) {
            let mut closed = standing;
            closed.closure = Closure::Until(TODAY);
            let open = Standing { closure: Closure::Open, ..standing };
            prop_assert_eq!(
                check(&closed, Use::Report, TODAY).is_ok(),
                check(&open, Use::Report, TODAY).is_ok()
            );
            let before = TODAY.yesterday().unwrap();
            prop_assert!(check(&closed, Use::Report, before).is_err());
        }
    }
}
