//! Places in a text, as programs count them, in code points.
//!
//! The standard counts code points and ends one past the last. Programs also count UTF-16 units,
//! count a line end of two characters once, count the byte-order mark, or end with the last
//! character itself. None says so. By custom a mark is named by its first words, so the names
//! tell, save the shortest, which any place may fit: the way of counting under which most names
//! fit their words is taken, and the standard's where no other fits better.

/// A marked part as the file has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) name: Option<&'a str>,
}

/// A way of counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counting {
    /// Characters beyond the first 65,536 are counted twice.
    utf16: bool,
    /// CR LF is counted once.
    one_line_end: bool,
    /// The byte-order mark is counted.
    mark: bool,
    /// The end is the last character itself.
    inclusive: bool,
}

/// How many names are looked at, of at least how many letters, and in how long a text.
const MOST_NAMES: usize = 500;
const SHORTEST: usize = 4;
const LONGEST: usize = 4_000_000;

impl Counting {
    /// Whether it is the standard's.
    pub(super) fn is_standard(self) -> bool {
        self == Self::default()
    }

    /// The code points of `text` at which parts begin and end; beyond its length where they lie
    /// outside.
    pub(super) fn read(self, text: &str, parts: &[Raw<'_>]) -> Vec<(u64, u64)> {
        if self.is_standard() {
            return parts.iter().map(|part| (part.start, part.end)).collect();
        }
        let places = Places::new(text, self);
        parts.iter().map(|part| places.of(part)).collect()
    }

    /// The way in which `parts` of `text` are counted; `marked` when its file begins with a
    /// byte-order mark.
    pub(super) fn of(text: &str, parts: &[Raw<'_>], marked: bool) -> Self {
        let standard = Self::default();
        if text.len() > LONGEST || parts.is_empty() {
            return standard;
        }
        let either = |is: bool| if is { [false, true].as_slice() } else { &[false] };
        let astral = text.chars().any(|c| c.len_utf16() > 1);
        let two = text.contains("\r\n");
        let mut best = (standard, standard.fits(text, parts));
        let named = parts.iter().any(|part| part.name.is_some_and(|name| !name.trim().is_empty()));
        for utf16 in either(astral) {
            for one_line_end in either(two && named) {
                for mark in either(marked && named) {
                    for inclusive in either(named) {
                        let way = Self {
                            utf16: *utf16,
                            one_line_end: *one_line_end,
                            mark: *mark,
                            inclusive: *inclusive,
                        };
                        let fits = way.fits(text, parts);
                        if fits > best.1 {
                            best = (way, fits);
                        }
                    }
                }
            }
        }
        best.0
    }

    /// How well this way fits: by names, then by how many parts lie inside the text.
    fn fits(self, text: &str, parts: &[Raw<'_>]) -> (usize, usize) {
        let places = Places::new(text, self);
        let mut names = 0;
        for part in parts.iter().filter(|part| part.name.is_some()).take(MOST_NAMES) {
            let (start, end) = places.of(part);
            let words = match (places.byte(start), places.byte(end)) {
                (Some(start), Some(end)) => text.get(start..end).unwrap_or_default(),
                _ => continue,
            };
            names += alike(part.name.unwrap_or_default(), words);
        }
        // Whoever counts otherwise than the standard without names to show for it counts UTF-16.
        let inside = parts.iter().filter(|part| places.of(part).1 <= places.length).count();
        (names, inside)
    }
}

/// 2 when the name is the words, 1 when it is their beginning, without regard to blanks.
fn alike(name: &str, words: &str) -> usize {
    let name = name.trim().trim_end_matches(['…', '.']);
    let mut words = words.chars().filter(|c| !c.is_whitespace());
    let letters = name.chars().filter(|c| !c.is_whitespace());
    if letters.clone().count() < SHORTEST
        || !letters.into_iter().all(|letter| words.next() == Some(letter))
    {
        return 0;
    }
    let rest_is_stops = words.all(|c| c == '.' || c == '…');
    if rest_is_stops { 2 } else { 1 }
}

/// The code points of a text by their places in one way of counting.
struct Places {
    /// The place, and the byte, of each code point; at the end those of the end.
    at: Vec<(u64, usize)>,
    length: u64,
    inclusive: bool,
}

impl Places {
    fn new(text: &str, way: Counting) -> Self {
        let mut place = u64::from(way.mark);
        let mut at = Vec::with_capacity(text.len());
        let mut before = None;
        for (byte, c) in text.char_indices() {
            if way.one_line_end && c == '\n' && before == Some('\r') {
                place = place.saturating_sub(1);
            }
            at.push((place, byte));
            place += if way.utf16 { c.len_utf16() as u64 } else { 1 };
            before = Some(c);
        }
        at.push((place, text.len()));
        let length = (at.len() as u64).saturating_sub(1);
        Self { at, length, inclusive: way.inclusive }
    }

    fn of(&self, part: &Raw<'_>) -> (u64, u64) {
        let end = part.end.saturating_add(u64::from(self.inclusive));
        (self.code_point(part.start), self.code_point(end))
    }

    fn code_point(&self, place: u64) -> u64 {
        match self.at.last() {
            Some((last, _)) if place > *last => self.length.saturating_add(place - last),
            _ => self.at.partition_point(|(at, _)| *at < place) as u64,
        }
    }

    fn byte(&self, code_point: u64) -> Option<usize> {
        self.at.get(usize::try_from(code_point).ok()?).map(|(_, byte)| *byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "Tŷ dŵr 🌊🌊 first.\r\nThen the bus 🚌 went.\r\nNobody came, nobody left.\r\n";

    /// Where `words` are, as a program that counts in `way` would say.
    fn said(words: &'static str, way: Counting) -> (u64, u64) {
        let places = Places::new(TEXT, way);
        let start = TEXT.find(words).unwrap();
        let at = |byte| places.at.iter().find(|(_, at)| *at == byte).unwrap().0;
        (at(start), at(start + words.len()) - u64::from(way.inclusive))
    }

    #[test]
    fn each_way_of_counting_is_known_by_the_names() {
        let names = ["ŵr 🌊🌊 f", "he bus 🚌 went", "obody left"];
        for bits in 0..16_u8 {
            let way = Counting {
                utf16: bits & 1 > 0,
                one_line_end: bits & 2 > 0,
                mark: bits & 4 > 0,
                inclusive: bits & 8 > 0,
            };
            let parts: Vec<Raw<'_>> = names
                .iter()
                .map(|name| {
                    let (start, end) = said(name, way);
                    Raw { start, end, name: Some(name) }
                })
                .collect();
            assert_eq!(Counting::of(TEXT, &parts, true), way);
            let places = Places::new(TEXT, way);
            for part in &parts {
                let (start, end) = places.of(part);
                let words: String = TEXT.chars().take(end as usize).skip(start as usize).collect();
                assert_eq!(Some(words.as_str()), part.name);
            }
        }
    }

    #[test]
    fn without_names_only_a_part_beyond_the_end_tells() {
        let length = TEXT.chars().count() as u64;
        let part = |start, end| Raw { start, end, name: None };
        assert!(Counting::of(TEXT, &[part(0, length)], true).is_standard());
        let utf16 = Counting { utf16: true, ..Counting::default() };
        assert_eq!(Counting::of(TEXT, &[part(0, 5), part(9, length + 2)], true), utf16);
        // Names that somebody chose say nothing, and those of a letter or two fit by chance.
        for name in ["Important", "d"] {
            let named = Raw { start: 2, end: 3, name: Some(name) };
            assert!(Counting::of(TEXT, &[named], true).is_standard());
        }
    }

    proptest! {
        #[test]
        fn no_part_of_any_text_breaks_it(
            text in "[a🌊\r\n]{0,12}",
            parts in prop::collection::vec((0_u64..20, any::<u64>(), "[a🌊…. ]{0,3}"), 0..4),
            marked in any::<bool>(),
        ) {
            let parts: Vec<Raw<'_>> = parts
                .iter()
                .map(|(start, end, name)| Raw { start: *start, end: *end, name: Some(name) })
                .collect();
            let way = Counting::of(&text, &parts, marked);
            let places = Places::new(&text, way);
            for part in &parts {
                let (start, end) = places.of(part);
                prop_assert!(part.start > part.end || start <= end);
            }
        }
    }
}
