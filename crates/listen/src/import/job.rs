//! The import itself: one pass over the file, in batches, in one transaction.

use super::outcome::{NAMED, NotImported, Outcome, Refused};
use super::place;
use super::problem::{Kind, Problem};
use super::row::Reader;
use super::{Import, NotPlanned};
use crate::ids::VoiceId;
use crate::narrator;
use crate::voice::{Draft, Speaker, beside, store};
use interchange::table::{Problems, Row, Table};
use kernel::clock::day;
use kernel::ids::Uuid;
use kernel::permission::Permission;
use kernel::{Fault, Tx, audit, forgotten};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// How many voices are added at once.
const BATCH: usize = 500;

/// Brings in the voices of a table, all of them or none. `progress` is told how many rows were
/// read, every so often.
///
/// A row whose reference the campaign has already is skipped, also when its voice was taken back.
/// A row in which nothing was said, in which any cell says that consent was revoked, or which
/// repeats words that were taken back, is left out and named. Every other fault stops the whole import.
///
/// # Errors
/// [`NotImported`] says why not, with every bad row; then the transaction must not be kept, and
/// is not, when this is the last thing in it.
pub fn voices(
    tx: &mut Tx<'_>,
    file: impl Read,
    import: &Import,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome, NotImported> {
    import.check()?;
    let place = place::settle(tx, &import.place)?;
    let mut table = Table::open(file, import.options).map_err(|problems| {
        let mut found = Problems::up_to(NAMED);
        for problem in problems {
            found.push(of_table(problem));
        }
        NotImported::Rows(Box::new(Refused { read: 0, rejected: 0, problems: found }))
    })?;
    let reader = Reader::new(import, table.headers(), place, day(tx.now()))?;
    table.use_only(reader.used());
    let known = store::references(tx, place.0)?;
    let recognises = forgotten::any(tx)?;
    let mut job = Job {
        tx,
        reader,
        campaign: place.0,
        known,
        seen: HashMap::new(),
        waiting: Vec::new(),
        added: audit::Rows::new(),
        outcome: Outcome::new(),
        stopped: false,
        recognises,
    };
    for row in table {
        // Spreadsheets write rows of nothing for what was once there.
        if row.as_ref().is_ok_and(Row::is_blank) {
            continue;
        }
        job.outcome.read += 1;
        match row {
            Ok(row) => job.take(&row)?,
            Err(problem) => job.note(of_table(problem)),
        }
        if job.outcome.read.is_multiple_of(500) {
            progress(job.outcome.read);
        }
    }
    job.flush()?;
    progress(job.outcome.read);
    let Job { tx, outcome, stopped, added, .. } = job;
    if stopped {
        let Outcome { read, rejected, left_out, .. } = outcome;
        return Err(NotImported::Rows(Box::new(Refused { read, rejected, problems: left_out })));
    }
    if outcome.read == 0 {
        return Err(NotPlanned::NoRows.into());
    }
    if import.only_look {
        return Err(NotImported::OnlyLooked(Box::new(outcome)));
    }
    let detail = json!({
        "read": outcome.read, "created": outcome.created,
        "skipped": outcome.skipped, "rejected": outcome.rejected,
    });
    audit::record_rows(tx, "voice.import", place.0, &added, &detail)?;
    Ok(outcome)
}

fn of_table(problem: interchange::table::Problem) -> Problem {
    Problem { line: problem.line, column: problem.column, kind: Kind::Table(problem.kind) }
}

struct Job<'a, 't, 'i> {
    tx: &'a mut Tx<'t>,
    reader: Reader<'i>,
    campaign: crate::CampaignId,
    /// References that the campaign has, those of withdrawn voices as digests.
    known: HashSet<String>,
    /// References of this file, each with its line.
    seen: HashMap<String, u64>,
    waiting: Vec<(Draft, Permission)>,
    /// What was added, for the audit log: ids and numbers.
    added: audit::Rows,
    outcome: Outcome,
    stopped: bool,
    /// Whether anything was taken back at all.
    recognises: bool,
}

impl Job<'_, '_, '_> {
    fn note(&mut self, problem: Problem) {
        self.outcome.rejected += 1;
        self.stopped |= !problem.kind.leaves_out();
        self.outcome.left_out.push(problem);
    }

    fn take(&mut self, row: &Row) -> Result<(), Fault> {
        let reference = match self.reader.reference(row) {
            Ok(reference) => reference,
            Err(problem) => {
                // A person who took their agreement back need not have a reference.
                let revoked = self.reader.revoked(row, Kind::Revoked);
                self.note(revoked.unwrap_or(problem));
                return Ok(());
            }
        };
        if let Some(line) = self.seen.insert(reference.clone(), row.line) {
            let field = super::Field::Reference;
            let problem = self.reader.problem(row, &field, Kind::SameReference { line });
            self.note(problem);
            return Ok(());
        }
        let here = self.known.contains(&reference);
        let kind = if here { Kind::RevokedButHere } else { Kind::Revoked };
        if let Some(problem) = self.reader.revoked(row, kind) {
            self.note(problem);
            return Ok(());
        }
        if here || self.known.contains(&store::digest(self.campaign, &reference)) {
            self.outcome.skipped += 1;
            return Ok(());
        }
        match self.reader.draft(row, reference) {
            Ok((draft, _)) if self.taken_back(&draft)? => {
                let problem = self.reader.problem(row, &super::Field::Text, Kind::TakenBack);
                self.note(problem);
            }
            Ok(draft) if !self.stopped => self.waiting.push(draft),
            Ok(_) => {}
            Err(problem) => self.note(problem),
        }
        if self.waiting.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    /// Whether any of it was taken back.
    fn taken_back(&self, draft: &Draft) -> Result<bool, Fault> {
        if !self.recognises {
            return Ok(false);
        }
        for text in std::iter::once(&draft.words).chain(&draft.translation) {
            if forgotten::is_in(self.tx, text)? {
                return Ok(true);
            }
        }
        for (_, text, audience) in beside(draft) {
            if forgotten::is_kept_from(self.tx, text, audience)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Adds what waits, unless the import has been stopped already.
    fn flush(&mut self) -> Result<(), Fault> {
        let waiting = std::mem::take(&mut self.waiting);
        if self.stopped || waiting.is_empty() {
            return Ok(());
        }
        let numbers = store::free_numbers(self.tx, waiting.len())?;
        let mut rows = Vec::with_capacity(waiting.len());
        for ((draft, permission), number) in waiting.iter().zip(numbers) {
            let narrator = match &draft.speaker {
                Speaker::New(person) => Some(narrator::insert(self.tx, person)?),
                _ => None,
            };
            let id: VoiceId = self.tx.id();
            self.added.add(&[Uuid::from(id).as_bytes()]);
            rows.push(store::Row { id, number, narrator, permission: *permission, draft });
        }
        store::insert_many(self.tx, &rows)?;
        self.outcome.created += rows.len() as u64;
        Ok(())
    }
}
