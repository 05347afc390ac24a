//! The readers' part of a project: whose reading a mark or a note goes into, and what it becomes there.

use super::{Heard, NotBrought, Work};
use crate::HighlightId;
use crate::exchange::odd::{left_out, shortened, told};
use crate::highlight::{self, Span};
use crate::reading::{self, Reading, store};
use interchange::refi::{Note, Selection};
use kernel::ids::{AccountId, Uuid};
use kernel::{Fault, Tx, accounts, audit};
use listen::voice;
use serde_json::json;
use std::collections::hash_map::Entry;

impl Work<'_> {
    /// The account that a file's reader is here.
    pub(super) fn reader(&mut self, tx: &Tx<'_>, user: Option<Uuid>) -> Result<AccountId, Fault> {
        if let Some(known) = self.readers.get(&user) {
            return Ok(*known);
        }
        let account = match user {
            Some(user) => accounts::find(tx, user.into())?.map(|account| account.id),
            None => None,
        };
        let reader = account.unwrap_or(self.me);
        self.readers.insert(user, reader);
        Ok(reader)
    }

    /// The reading into which `reader`'s marks go; nothing when they may not.
    pub(super) fn reading(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        reader: AccountId,
    ) -> Result<Option<Reading>, Fault> {
        if let Some(reading) = heard.readings.get(&reader) {
            return Ok(Some(reading.clone()));
        }
        if !heard.new && reader != self.me {
            return Ok(None);
        }
        let reading = match store::of(tx, heard.id, reader)? {
            Some(reading) if reading.is_finished() => return Ok(None),
            Some(reading) => reading,
            None => {
                let brought = heard.progress.get(&reader).map(|(id, _)| *id);
                let free = match brought {
                    Some(id) => store::find(tx, id)?.is_none(),
                    None => false,
                };
                let id = brought.filter(|_| free).unwrap_or_else(|| tx.id());
                let lines = u32::try_from(heard.lines.len()).unwrap_or(u32::MAX);
                voice::fix(tx, heard.id)?;
                store::insert(tx, id, heard.id, reader, lines, false)?;
                let detail = json!({ "voice": heard.id, "reader": reader });
                audit::record(tx, "reading.imported", id, &detail)?;
                reading::find(tx, id)?.ok_or(Fault::Missing)?
            }
        };
        heard.readings.insert(reader, reading.clone());
        Ok(Some(reading))
    }

    pub(super) fn selection(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        selection: &Selection,
    ) -> Result<(), NotBrought> {
        let alone = selection.codings.len() == 1;
        for coding in &selection.codings {
            let guid = alone.then_some(selection.guid);
            let user = coding.created.user.or(selection.created.user);
            let part = (selection.start, selection.end, guid);
            self.mark(tx, heard, part, coding.code, user)?;
            for note in &coding.notes {
                self.note_at(tx, heard, *note, selection)?;
            }
        }
        for note in &selection.notes {
            self.note_at(tx, heard, *note, selection)?;
        }
        Ok(())
    }

    /// Marks a part of the text: one highlight on each line that it touches.
    pub(super) fn mark(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        (start, end, guid): (u64, u64, Option<Uuid>),
        code: Uuid,
        user: Option<Uuid>,
    ) -> Result<(), NotBrought> {
        let reader = self.reader(tx, user)?;
        let Some(theme) = self.themes.get(&code).copied() else { return Ok(()) };
        let Some(reading) = self.reading(tx, heard, reader)? else {
            self.brought.left += 1;
            return Ok(());
        };
        let (start, end) = (heard.tidied.place(start), heard.tidied.place(end));
        // The lines stand in order, so those before the part need not be looked at one by one.
        let first = heard.lines.partition_point(|line| line.end <= start);
        let spans: Vec<Span> = heard
            .lines
            .iter()
            .skip(first)
            .take_while(|line| line.start < end)
            .map(|line| Span {
                line: u32::try_from(line.number).unwrap_or(u32::MAX),
                start: line.start.max(start),
                end: line.end.min(end),
            })
            .filter(|span| span.start < span.end)
            .collect();
        let guid = guid.filter(|_| spans.len() == 1);
        let there = match heard.marked.entry(reading.id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(there) => {
                let own = highlight::of_reading(tx, reading.id)?;
                there.insert(own.iter().map(|own| (own.theme_id, own.span())).collect())
            }
        };
        for span in spans {
            if !there.insert((theme, span)) {
                self.brought.left += 1;
                continue;
            }
            let id: HighlightId = match guid.map(HighlightId::from) {
                Some(id) if highlight::find(tx, id)?.is_none() => id,
                _ => tx.id(),
            };
            highlight::store::insert_as(tx, id, &reading, theme, span)?;
            store::reach(tx, reading.id, span.line)?;
            self.brought.highlights += 1;
        }
        Ok(())
    }

    fn note_at(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        note: Uuid,
        selection: &Selection,
    ) -> Result<(), NotBrought> {
        let Some(note) = self.notes.get(&note).copied() else { return Ok(()) };
        let at = heard.tidied.place(selection.start);
        let line = heard.lines.partition_point(|line| line.end <= at);
        let line = heard.lines.get(line).map_or(1, |line| line.number);
        let reader = self.reader(tx, note.created.user.or(selection.created.user))?;
        self.memo(tx, heard, reader, note, u32::try_from(line).unwrap_or(1))
    }

    /// Adds a note to self at a line, beneath what is there.
    pub(super) fn memo(
        &mut self,
        tx: &mut Tx<'_>,
        heard: &mut Heard,
        reader: AccountId,
        note: &Note,
        line: u32,
    ) -> Result<(), NotBrought> {
        let (words, told_before) = (voice::tidy(&note.text), self.brought.odd.len());
        let Some(reading) = self.reading(tx, heard, reader)? else {
            self.brought.left += 1;
            return Ok(());
        };
        let before = store::memo(tx, reading.id, line)?.map(|memo| memo.body);
        let body = match before {
            Some(before) if before.contains(&words) => {
                self.brought.left += 1;
                return Ok(());
            }
            Some(before) => format!("{before}\n{words}"),
            None => words,
        };
        let body = match shortened(&body, reading::MEMO_LIMIT) {
            Some(short) => {
                let name = note.name.as_deref().unwrap_or_default();
                let limit = reading::MEMO_LIMIT;
                self.brought.odd.push(told("exchange-odd-long-note", note.guid, name, limit));
                short
            }
            None => body,
        };
        match store::set_memo(tx, reading.id, line, &body) {
            Ok(()) => self.brought.memos += 1,
            Err(Fault::Forgotten { .. }) => {
                let key = "exchange-odd-forgotten-note";
                left_out(&mut self.brought.odd, told_before, key, note.guid);
            }
            Err(fault) => return Err(fault.into()),
        }
        Ok(())
    }
}
