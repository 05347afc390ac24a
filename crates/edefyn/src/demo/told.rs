//! Voices put together from pieces that were written by hand: one thing said in passing, a few
//! things in a row, or a short conversation.

use super::data::{file, rows};
use super::fragment::{Fragment, Pool};
use super::markup::Marked;
use super::person::{Person, one};
use super::place::Place;
use super::voice::{Fate, Planned};
use kernel::Chance;
use kernel::clock::Date;
use kernel::permission::{Closure, Permission, Rung};
use listen::voice::{How, Review};
use std::collections::BTreeSet;

/// How much each place speaks of each theme.
const THEMES: &[(&str, u32)] = &[
    ("warm", 27),
    ("getting", 21),
    ("neighbours", 17),
    ("young", 14),
    ("food", 10),
    ("heard", 9),
    ("carrying", 6),
    ("proud", 7),
];

/// Where people were when they spoke, in English and in Welsh.
const SETTINGS: &[(&str, &str)] = &[
    ("at home", "gartref"),
    ("at home", "gartref"),
    ("on the doorstep", "ar stepen y drws"),
    ("on the doorstep", "ar stepen y drws"),
    ("at the bus stop", "wrth y safle bws"),
    ("at {hall}", "yn y neuadd"),
    ("in the queue at {shop}", "yn y ciw"),
    ("on the phone", "ar y ffôn"),
    ("a card in the box", "cerdyn yn y blwch"),
];

/// The voices of all places that were not written whole, given those that were.
pub(super) fn all(places: &[Place], longer: &[Planned], chance: &mut Chance) -> Vec<Planned> {
    let mut teller = Teller {
        english: Pool::english().unsaid(longer),
        welsh: Pool::welsh().unsaid(longer),
        said: BTreeSet::new(),
        chance,
    };
    let mut all = Vec::new();
    for place in places {
        let here = |of: &&Planned| of.place == place.slug();
        let mut told = teller.others(place);
        let welsh = longer.iter().filter(here).filter(|of| of.language == "cy").count();
        let wanted = place.number("voices").saturating_sub(longer.iter().filter(here).count());
        let mut welsh = place.number("welsh").saturating_sub(welsh);
        while told.len() < wanted {
            let language = if welsh > 0 { "cy" } else { "en" };
            if let Some(of) = teller.tell(place, language) {
                welsh = welsh.saturating_sub(1);
                told.push(of);
            }
        }
        told.sort_by_key(|of| of.heard);
        for (number, of) in told.iter_mut().enumerate() {
            teller.settle(place, of, number + 101);
        }
        all.extend(told);
    }
    // One of them is being looked into.
    let last = all.iter_mut().rev().find(|of| of.permission.rung == Rung::Quote);
    if let Some(last) = last {
        last.fate = Fate::TakenDown;
    }
    all
}

struct Teller<'a> {
    english: Pool,
    welsh: Pool,
    /// Everything that was said whole: nobody says exactly the same.
    said: BTreeSet<String>,
    chance: &'a mut Chance,
}

impl Teller<'_> {
    fn percent(&mut self, part: u32) -> bool {
        self.chance.below(100) < part
    }

    fn theme(&mut self) -> &'static str {
        let mut left = self.chance.below(THEMES.iter().map(|(_, part)| part).sum());
        for (theme, part) in THEMES {
            if left < *part {
                return theme;
            }
            left -= part;
        }
        "warm"
    }

    /// A voice in English or Welsh.
    fn tell(&mut self, place: &Place, language: &str) -> Option<Planned> {
        // Those who spoke Welsh often spoke of the language.
        let theme = if language == "cy" && self.percent(14) { "heard" } else { self.theme() };
        let person = Person::who_speaks_of(theme, self.chance);
        let many = match self.chance.below(100) {
            0..=33 => 1,
            34..=63 => 2,
            64..=81 => 3,
            82..=91 => 4,
            92..=97 => 6,
            _ => 9,
        };
        let pieces = self.pieces(theme, &person, place, language, many);
        let mut words = Marked::default();
        let mut translation = Marked::default();
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 {
                words.add("\n");
                translation.add("\n");
            }
            if pieces.len() > 4 {
                self.ask(&piece.theme, number, place, language, &mut words, &mut translation);
            } else if number == 0 && pieces.len() > 1 && self.percent(40) {
                self.aside("opening", &person, place, language, &mut words, &mut translation);
                words.add(" ");
                translation.add(" ");
            }
            words.add_marked(&place.say(&piece.words), &piece.theme, &piece.topic);
            translation.add(&piece.translation);
        }
        if pieces.len() > 1 && self.percent(25) {
            words.add("\n");
            translation.add("\n");
            if pieces.len() > 4 {
                words.add("P000: ");
                translation.add("P000: ");
            }
            self.aside("ending", &person, place, language, &mut words, &mut translation);
        }
        let translation = (language == "cy").then_some(translation);
        let new = !pieces.is_empty() && self.said.insert(words.text.clone());
        new.then(|| self.planned(place, &person, language, words, translation))
    }

    fn pieces(
        &mut self,
        theme: &str,
        person: &Person,
        place: &Place,
        language: &str,
        many: usize,
    ) -> Vec<Fragment> {
        let mut told: Vec<String> = Vec::new();
        let mut pieces = Vec::new();
        for number in 0..many {
            let theme = if number == 0 || self.percent(45) { theme } else { self.theme() };
            let pool = if language == "cy" { &mut self.welsh } else { &mut self.english };
            if let Some(piece) = pool.take(theme, person, place.slug(), &told, self.chance) {
                told.push(piece.words.clone());
                pieces.push(piece);
            }
        }
        pieces
    }

    /// The listener's question before a piece of a conversation, and who answers.
    fn ask(
        &mut self,
        theme: &str,
        number: usize,
        place: &Place,
        language: &str,
        words: &mut Marked,
        translation: &mut Marked,
    ) {
        let fits = |row: &Vec<&str>| {
            let of = row.get(1).copied().unwrap_or_default();
            row.first() == Some(&language) && (of == "*" || of == theme)
        };
        let mut questions: Vec<Vec<&str>> = rows(file!("questions.txt")).filter(fits).collect();
        // The campaign's own question comes first, and nothing is asked twice.
        let first = questions.drain(..1).next().unwrap_or_default();
        questions.retain(|row| row.get(2).is_some_and(|asked| !words.text.contains(asked)));
        let row = match number {
            0 => first,
            _ => {
                let below = u32::try_from(questions.len()).unwrap_or_default();
                let at = usize::try_from(self.chance.below(below)).unwrap_or_default();
                questions.get(at).cloned().unwrap_or(first)
            }
        };
        let cell = |at: usize| row.get(at).copied().unwrap_or_default();
        let worker = place.get("worker");
        words.add(&format!("{worker}: {}\nP000: ", cell(2)));
        translation.add(&format!("{worker}: {}\nP000: ", cell(3)));
    }

    fn aside(
        &mut self,
        kind: &str,
        person: &Person,
        place: &Place,
        language: &str,
        words: &mut Marked,
        translation: &mut Marked,
    ) {
        let pool = if language == "cy" { &mut self.welsh } else { &mut self.english };
        if let Some(piece) = pool.take(kind, person, place.slug(), &[], self.chance) {
            words.add(&piece.words);
            translation.add(&piece.translation);
        }
    }

    /// The voices in other languages that were heard in a place.
    fn others(&mut self, place: &Place) -> Vec<Planned> {
        let here = |row: &Vec<&str>| {
            let code = row.get(4).copied().unwrap_or_default();
            super::fragment::is_in(place.slug(), code)
        };
        let mut others = Vec::new();
        for row in rows(file!("fragments.other.txt")).filter(here) {
            let cell = |at: usize| row.get(at).copied().unwrap_or_default();
            let mut person = Person::of_kind(cell(2).chars().next().unwrap_or('a'), self.chance);
            while !person.can_say(cell(2)) {
                person = Person::of_kind(cell(2).chars().next().unwrap_or('a'), self.chance);
            }
            let mut words = Marked::default();
            words.add_marked(cell(5), cell(1), cell(3));
            let translation = Some(Marked::read(cell(6))).filter(|t| !t.text.is_empty());
            others.push(self.planned(place, &person, cell(0), words, translation));
        }
        others
    }

    fn planned(
        &mut self,
        place: &Place,
        person: &Person,
        language: &str,
        words: Marked,
        translation: Option<Marked>,
    ) -> Planned {
        let rung = match self.chance.below(100) {
            0..=27 => Rung::Count,
            28..=56 => Rung::Quote,
            57..=93 => Rung::Online,
            _ if person.band() == "under 20" => Rung::Quote,
            _ => Rung::Named,
        };
        let contact = self.percent(35);
        let name = (rung == Rung::Named).then(|| person.name(language == "cy", self.chance));
        let spoken = (name.is_some() || contact).then(|| listen::voice::Person {
            name: name.map(str::to_owned),
            ..listen::voice::Person::default()
        });
        let heard = self.day(place);
        Planned {
            place: place.slug().to_owned(),
            title: String::new(),
            described: person.described(language),
            band: person.band(),
            young: person.band() == "under 20",
            language: language.to_owned(),
            words,
            translation,
            heard,
            how: How::Typed,
            permission: Permission { rung, sound: false, archive: self.percent(12), contact },
            person: spoken,
            closure: self.closure(),
            review: self.review(heard),
            fate: if self.percent(2) { Fate::FurtherLater } else { Fate::Kept },
            longer: false,
        }
    }

    /// A weekday on which somebody listened there.
    fn day(&mut self, place: &Place) -> Date {
        let joined: Date = place.get("joined").parse().unwrap_or(Date::constant(2025, 5, 1));
        let first = joined.saturating_add(jiff::Span::new().days(9));
        let last = Date::constant(2026, 10, 29);
        let days = first.until(last).map_or(1, |span| span.get_days());
        let ahead = self.chance.below(u32::try_from(days).unwrap_or(1));
        let day = first.saturating_add(jiff::Span::new().days(i64::from(ahead)));
        // Nobody listens over New Year, or at weekends.
        let day = if day.month() == 1 && day.day() < 8 {
            day.saturating_add(jiff::Span::new().days(9))
        } else {
            day
        };
        match day.weekday() {
            jiff::civil::Weekday::Saturday => day.saturating_sub(jiff::Span::new().days(1)),
            jiff::civil::Weekday::Sunday => day.saturating_sub(jiff::Span::new().days(3)),
            _ => day,
        }
    }

    fn closure(&mut self) -> Closure {
        match self.chance.below(200) {
            0 => Closure::ForGood,
            1..=3 => Closure::Until(Date::constant(2027, 6, 30)),
            4..=6 => Closure::Until(Date::constant(2028, 4, 30)),
            _ => Closure::Open,
        }
    }

    fn review(&mut self, heard: Date) -> Review {
        let looked_at = if heard < Date::constant(2026, 9, 1) { 92 } else { 48 };
        match self.percent(looked_at) {
            true if self.percent(4) => Review::Held,
            true => Review::Cleared,
            false => Review::Waiting,
        }
    }

    /// Gives a voice its number in its place, and says how it came in.
    fn settle(&mut self, place: &Place, of: &mut Planned, number: usize) {
        let (english, welsh) = one(SETTINGS, self.chance).unwrap_or(("at home", "gartref"));
        let conversation = of.words.text.contains("P000: ");
        let (english, welsh) = if conversation { ("at home", "gartref") } else { (english, welsh) };
        of.how = match english {
            "on the phone" => How::Phone,
            "a card in the box" => How::Paper,
            _ => How::Typed,
        };
        let name = format!("P{number}");
        let setting = if of.language == "cy" { welsh.to_owned() } else { place.say(english) };
        of.title = format!("{name}, {setting}");
        // The number has as many letters as its place in the words, so that no mark moves.
        let called = &name;
        of.words.text = of.words.text.replace("P000: ", &format!("{called}: "));
        if let Some(translation) = &mut of.translation {
            translation.text = translation.text.replace("P000: ", &format!("{called}: "));
        }
        if let Some(person) = &mut of.person {
            person.pseudonym = name;
            person.email =
                of.permission.contact.then(|| format!("p{number}.{}@example.org", of.place));
        }
    }
}
