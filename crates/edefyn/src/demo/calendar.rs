//! When everything happens, and who does it.

use super::data::{entries, file, rows};
use super::valley::Valley;
use super::voice::{Fate, Planned};
use super::{concluding, ground, listening, promising, publishing, reading};
use kernel::clock::Date;
use kernel::{Actor, Chance, Fault, Timestamp, Tx};
use std::collections::BTreeMap;

/// Something that happens.
pub(super) enum Event {
    /// The programme, its places and its people are written down.
    Ground,
    /// Voices are written down in one place.
    Heard(Vec<usize>),
    /// Names are hidden, and somebody looks for what may hurt.
    Looked(Vec<usize>),
    /// A reader marks voices.
    Read(&'static str, Vec<usize>),
    /// Findings are written, and what was marked since is cited.
    Concluded,
    /// Findings are checked.
    Checked,
    /// A promise takes a step, the first of which makes it.
    Promised(String, usize),
    /// Promises are tied to what they answer.
    Tied,
    /// A report is published as its next version.
    Published(&'static str, u32),
    /// A named body replies.
    Replied(usize),
    /// What becomes of one voice.
    Fated(usize),
}

/// Something that happens at a moment.
pub(super) struct Entry {
    pub(super) at: Timestamp,
    pub(super) event: Event,
}

impl Event {
    /// What is being made, in a word for whoever waits.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Ground => "places",
            Self::Heard(_) | Self::Looked(_) | Self::Fated(_) => "voices",
            Self::Read(..) => "readings",
            Self::Concluded | Self::Checked => "findings",
            Self::Promised(..) | Self::Tied => "promises",
            Self::Published(..) | Self::Replied(_) => "reports",
        }
    }

    /// Does it.
    pub(super) fn happen(
        &self,
        tx: &mut Tx<'_>,
        valley: &mut Valley,
        chance: &mut Chance,
    ) -> Result<(), Fault> {
        match self {
            Self::Ground => ground::lay(tx, valley),
            Self::Heard(which) => listening::hear(tx, valley, which),
            Self::Looked(which) => listening::look(tx, valley, which),
            Self::Read(reader, which) => reading::read(tx, valley, reader, which, chance),
            Self::Concluded => concluding::conclude(tx, valley),
            Self::Checked => concluding::check(tx, valley),
            Self::Promised(promise, step) => promising::step(tx, valley, promise, *step),
            Self::Tied => promising::tie(tx, valley),
            Self::Published(report, version) => publishing::publish(tx, valley, report, *version),
            Self::Replied(row) => publishing::reply(tx, valley, *row),
            Self::Fated(at) => listening::fate(tx, valley, *at),
        }
    }
}

impl Valley {
    /// Who does it.
    pub(super) fn actor(&self, event: &Event) -> Actor {
        let account = |name: &str| {
            self.accounts.get(name).map_or(Actor::Command, |account| Actor::Account(*account))
        };
        let worker = |at: &usize| {
            let place = self.planned.get(*at).map(|of| of.place.as_str()).unwrap_or_default();
            self.workers.get(place).map_or(Actor::Command, |account| Actor::Account(*account))
        };
        match event {
            Event::Ground => Actor::Command,
            Event::Heard(which) => which.first().map_or(Actor::Command, worker),
            Event::Looked(_) => account("Huw Prydderch"),
            Event::Read(reader, _) => account(reader),
            Event::Concluded | Event::Checked | Event::Published(..) => account("Mair Pugh"),
            Event::Promised(..) | Event::Tied | Event::Replied(_) => account("Elin Vaughan"),
            Event::Fated(at) => match self.planned.get(*at).map(|of| of.fate) {
                Some(Fate::Worry) => worker(at),
                Some(Fate::TakenDown) => account("Elin Vaughan"),
                _ => Actor::Narrator,
            },
        }
    }
}

/// Writes the calendar, in order.
pub(super) fn write(planned: &[Planned], chance: &mut Chance) -> Vec<Entry> {
    let mut calendar = Calendar(Vec::new());
    calendar.add(2025, 4, 28, 9, Event::Ground);
    calendar.voices(planned);
    calendar.readings(planned, chance);
    for promise in entries(file!("promises.txt")) {
        for (number, step) in promise.all("step").enumerate() {
            let day = step.split('|').next().and_then(|day| day.trim().parse().ok());
            calendar.on(day, 15, Event::Promised(promise.head.clone(), number));
        }
    }
    for (number, row) in rows(file!("replies.txt")).enumerate() {
        let day = row.get(2).and_then(|day| day.parse().ok());
        calendar.on(day, 16, Event::Replied(number));
    }
    for (year, month, day) in [(2026, 3, 12), (2026, 6, 22), (2026, 10, 8)] {
        calendar.add(year, month, day, 10, Event::Concluded);
        calendar.add(year, month, day, 14, Event::Tied);
    }
    calendar.add(2026, 3, 24, 9, Event::Published("year", 1));
    calendar.add(2026, 6, 30, 9, Event::Published("places", 1));
    calendar.add(2026, 10, 20, 17, Event::Checked);
    calendar.add(2026, 11, 3, 9, Event::Published("year", 2));
    calendar.add(2026, 11, 10, 9, Event::Published("places", 2));
    calendar.0.sort_by_key(|entry| entry.at);
    calendar.0
}

struct Calendar(Vec<Entry>);

impl Calendar {
    fn add(&mut self, year: i16, month: i8, day: i8, hour: i8, event: Event) {
        self.on(Date::new(year, month, day).ok(), hour, event);
    }

    fn on(&mut self, day: Option<Date>, hour: i8, event: Event) {
        let moment = day.and_then(|day| day.at(hour, 0, 0, 0).in_tz("UTC").ok());
        self.0.extend(moment.map(|moment| Entry { at: moment.timestamp(), event }));
    }

    /// Voices, a place and a week at a time, and what becomes of some of them.
    fn voices(&mut self, planned: &[Planned]) {
        let mut weeks: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, of) in planned.iter().enumerate() {
            let week = of.heard.iso_week_date();
            // A week that two months share is written down in two parts, so that whoever looks at
            // the end of a month finds all of it.
            let month = of.heard.month();
            let key = (week.year(), week.week(), month, of.place.as_str(), of.campaign());
            weeks.entry(key).or_default().push(at);
            let fated = match of.fate {
                Fate::Kept => None,
                Fate::Worry => of.heard.checked_add(jiff::Span::new().days(7)).ok(),
                Fate::TakenBack => Date::new(2026, 5, 6).ok(),
                Fate::TakenDown => Date::new(2026, 11, 17).ok(),
                Fate::FurtherLater => of.heard.checked_add(jiff::Span::new().days(16)).ok(),
            };
            if let Some(day) = fated {
                self.on(Some(day), 19, Event::Fated(at));
            }
        }
        for which in weeks.into_values() {
            let last = which.iter().filter_map(|at| planned.get(*at)).map(|of| of.heard).max();
            self.on(last, 17, Event::Heard(which));
        }
    }

    /// On the first of each month somebody looks at what was heard, then both readers read.
    fn readings(&mut self, planned: &[Planned], chance: &mut Chance) {
        let share = reading::Share::of(planned, chance);
        let mut from = Date::constant(2025, 5, 1);
        while from < Date::constant(2026, 11, 1) {
            let next = from.saturating_add(jiff::Span::new().months(1));
            let heard =
                |at: &usize| planned.get(*at).is_some_and(|of| of.heard >= from && of.heard < next);
            let all = (0..planned.len()).filter(heard).collect();
            self.on(Some(next), 10, Event::Looked(all));
            for (hour, reader, which) in
                [(18, "Mair Pugh", &share.first), (20, "Siân Tegid", &share.second)]
            {
                let which = which.iter().copied().filter(heard).collect();
                self.on(Some(next), hour, Event::Read(reader, which));
            }
            from = next;
        }
    }
}
