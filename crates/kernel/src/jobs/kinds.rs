//! The kinds of work that rooms declare, and doing one piece of it.

use super::{EMPTY_LOG, Every, FORGET_OLD, Job, forget_old};
use crate::files::Files;
use crate::{Act, Fault, Space};
use jiff::civil::time;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What work is done with.
#[derive(Clone)]
pub struct Working {
    /// The space.
    pub space: Space,
    /// Its files.
    pub files: Files,
    /// The site's public address, without a slash at the end.
    pub base: String,
    /// Who does it, when, and by what chance.
    pub act: Act,
}

type Do = Box<dyn Fn(&Working, &Job) -> Result<(), Fault> + Send + Sync>;

/// The kinds of work that are known, each with what does it and when it comes by itself.
///
/// ```
/// use kernel::jobs::{Every, Kinds};
/// let kinds = Kinds::new()
///     .job("count-again", |working, _| working.space.empty_log())
///     .scheduled("sweep", Every::Night(jiff::civil::time(2, 0, 0, 0)), |_, _| Ok(()));
/// assert!(kinds.knows("sweep"));
/// ```
#[derive(Default)]
pub struct Kinds(BTreeMap<&'static str, (Do, Option<Every>)>);

impl Kinds {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The kinds of the house itself.
    pub fn of_the_house() -> Self {
        Self::new().job(EMPTY_LOG, |working, _| working.space.empty_log()).scheduled(
            FORGET_OLD,
            Every::Night(time(3, 30, 0, 0)),
            |working, _| {
                working.space.change_now(working.act.clone(), |tx| {
                    crate::forgotten::sweep(tx)?;
                    forget_old(tx)
                })
            },
        )
    }

    /// One more kind, which is asked for.
    pub fn job(
        self,
        kind: &'static str,
        work: impl Fn(&Working, &Job) -> Result<(), Fault> + Send + Sync + 'static,
    ) -> Self {
        self.with(kind, None, work)
    }

    /// One more kind, which comes by the clock, with no payload.
    pub fn scheduled(
        self,
        kind: &'static str,
        every: Every,
        work: impl Fn(&Working, &Job) -> Result<(), Fault> + Send + Sync + 'static,
    ) -> Self {
        self.with(kind, Some(every), work)
    }

    fn with(
        mut self,
        kind: &'static str,
        every: Option<Every>,
        work: impl Fn(&Working, &Job) -> Result<(), Fault> + Send + Sync + 'static,
    ) -> Self {
        self.0.insert(kind, (Box::new(work), every));
        self
    }

    /// These and another room's.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Whether `kind` is among them.
    pub fn knows(&self, kind: &str) -> bool {
        self.0.contains_key(kind)
    }

    /// Those that come by the clock.
    pub fn scheduled_kinds(&self) -> impl Iterator<Item = (&'static str, Every)> {
        self.0.iter().filter_map(|(kind, (_, every))| Some((*kind, (*every)?)))
    }

    /// Does one piece of work.
    ///
    /// # Errors
    /// What the work met; it is then to be tried again. [`Fault::Panicked`] when it panicked,
    /// [`Fault::UnknownWork`] for a kind that is not known.
    pub fn work(&self, working: &Working, job: &Job) -> Result<(), Fault> {
        let (work, _) = self.0.get(job.kind.as_str()).ok_or(Fault::UnknownWork)?;
        catch_unwind(AssertUnwindSafe(|| work(working, job))).unwrap_or(Err(Fault::Panicked))
    }
}
