//! From source to a document and a list of what it uses. Nothing here knows of the database.

use super::Code;
use super::directive::{self, Attribute, Directive, Malformed};
use super::front;
use super::limits;
use super::markdown::Prose;
use super::parsed::{Claim, Parsed, Quote, Recommendation, Spot, ThemesAsked};
use super::place::{Place, Source};
use crate::edition::{Block, Inline, Themes, plain};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Directives that stand on their own, those that stand in a sentence, and what each may have.
const ATTRIBUTES: &[(&str, bool, &[&str])] = &[
    ("claim", false, &["findings"]),
    ("differs", false, &["claim"]),
    ("quote", true, &["highlight", "claim", "side"]),
    ("themes", true, &["title", "top", "note"]),
    ("recommendation", true, &["to", "rests-on"]),
    ("promise", true, &["number"]),
    ("callout", true, &["tone"]),
    ("short", true, &["claims"]),
];

/// Reads a source.
pub(crate) fn parse(text: &str) -> Parsed {
    let source = Source::new(text);
    let mut parser = Parser {
        parsed: Parsed::default(),
        section: String::new(),
        level: 0,
        anchors: BTreeSet::new(),
        tried: HashMap::new(),
        headings: 0,
        directives: 0,
        named: 0,
        full: BTreeSet::new(),
    };
    let start = front::read(&source, &mut parser.parsed.front, &mut parser.parsed.diagnostics);
    parser.parsed.document.kind.clone_from(&parser.parsed.front.kind);
    parser.body(&source, start);
    parser.finish()
}

pub(crate) struct Parser {
    pub(crate) parsed: Parsed,
    section: String,
    level: u8,
    anchors: BTreeSet<String>,
    /// For the words of each heading, the next number that an anchor may have.
    tried: HashMap<String, u32>,
    headings: usize,
    directives: usize,
    named: usize,
    /// What there was too much of, which is said once.
    full: BTreeSet<&'static str>,
}

impl Parser {
    /// Cuts the body into prose and the directives that stand on their own.
    fn body(&mut self, source: &Source, start: usize) {
        let mut prose_from = start;
        let mut fence: Option<String> = None;
        let mut skip_to = start;
        for (at, line) in source.lines() {
            if at < skip_to || at < start {
                continue;
            }
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            if indent > 3 {
                continue;
            }
            let marks: String = trimmed
                .chars()
                .take_while(|c| trimmed.starts_with(['`', '~']) && trimmed.starts_with(*c))
                .collect();
            if let Some(open) = &fence {
                if marks.len() >= open.len()
                    && marks.starts_with(open.as_str())
                    && trimmed.trim_end().len() == marks.len()
                {
                    fence = None;
                }
                continue;
            }
            if marks.len() >= 3 {
                fence = Some(marks);
                continue;
            }
            if !trimmed.starts_with("::") {
                continue;
            }
            let read = directive::read(source.text(), source.marks(), at + indent, 2);
            let Some(read) = read.filter(|_| self.takes_directive(source, at + indent)) else {
                continue;
            };
            self.prose(source, prose_from..at);
            let end = match read {
                Ok(directive) => {
                    let end = directive.range.end;
                    self.block(source, &directive);
                    end
                }
                Err((problem, end)) => {
                    self.malformed(source, &problem);
                    end
                }
            };
            let line_end = source.slice(end..source.text().len()).find('\n');
            let line_end = line_end.map_or(source.text().len(), |more| end + more);
            let rest = source.slice(end..line_end);
            if !rest.trim().is_empty() {
                let place = source.place(end..line_end);
                self.say(Code::Malformed, place, &[("what", rest.trim().to_owned())]);
            }
            prose_from = (line_end + 1).min(source.text().len());
            skip_to = line_end + 1;
        }
        self.prose(source, prose_from..source.text().len());
    }

    fn prose(&mut self, source: &Source, range: Range<usize>) {
        if !source.slice(range.clone()).trim().is_empty() {
            Prose::new(self, source, range).read();
        }
    }

    /// Whether there may be one more of something; the first time that there may not, it is said.
    fn takes(&mut self, fits: bool, what: &'static str, most: usize, place: Place) -> bool {
        if !fits && self.full.insert(what) {
            self.parsed
                .diagnostics
                .push(Code::TooMuch.at(place, &[("what", what.into()), ("most", most.into())]));
        }
        fits
    }

    /// Whether one more directive is read, that stands at byte `at`.
    pub(crate) fn takes_directive(&mut self, source: &Source, at: usize) -> bool {
        self.directives += 1;
        let fits = self.directives <= limits::DIRECTIVES;
        self.takes(fits, "directives", limits::DIRECTIVES, source.place(at..at))
    }

    /// Whether there were more directives than are read.
    pub(crate) fn is_full(&self) -> bool {
        self.directives > limits::DIRECTIVES
    }

    /// Whether one more link is looked up.
    pub(crate) fn takes_link(&mut self, place: Place) -> bool {
        let fits = self.parsed.links.len() < limits::LINKS;
        self.takes(fits, "links", limits::LINKS, place)
    }

    pub(crate) fn say(&mut self, code: Code, place: Place, args: &[(&'static str, String)]) {
        let fits = self.parsed.diagnostics.len() < limits::DIAGNOSTICS;
        if !self.takes(fits, "problems", limits::DIAGNOSTICS, place) {
            return;
        }
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, short(value).into())).collect();
        self.parsed.diagnostics.push(code.at(place, &args));
    }

    pub(crate) fn malformed(&mut self, source: &Source, problem: &Malformed) {
        let (Malformed::NotClosed(range)
        | Malformed::NotAnAttribute(range)
        | Malformed::Twice(range)
        | Malformed::TooLong(range)) = problem;
        let what = source.slice(range.clone()).to_owned();
        self.say(Code::Malformed, source.place(range.clone()), &[("what", what)]);
    }

    /// Whether there is such a directive, of this kind, with these attributes.
    fn known(&mut self, source: &Source, directive: &Directive, block: bool) -> bool {
        let place = source.place(directive.range.clone());
        let known =
            ATTRIBUTES.iter().find(|(name, kind, _)| *name == directive.name && *kind == block);
        let Some((name, _, attributes)) = known else {
            self.say(Code::UnknownDirective, place, &[("name", directive.name.clone())]);
            return false;
        };
        for attribute in &directive.attributes {
            if !attributes.contains(&attribute.name.as_str()) {
                let place = source.place(attribute.range.clone());
                let args = [("name", attribute.name.clone()), ("directive", (*name).to_owned())];
                self.say(Code::UnknownAttribute, place, &args);
            }
        }
        true
    }

    fn missing(&mut self, source: &Source, directive: &Directive, name: &str) {
        let place = source.place(directive.range.clone());
        let args = [("name", name.to_owned()), ("directive", directive.name.clone())];
        self.say(Code::MissingAttribute, place, &args);
    }

    fn words(&mut self, source: &Source, directive: &Directive) -> String {
        let label = directive.label.clone().unwrap_or_default();
        if label.is_empty() {
            self.missing(source, directive, "[…]");
        }
        label
    }

    /// The key of a claim or a recommendation; a claim without one gets a place of its own.
    fn key(&mut self, source: &Source, directive: &Directive) -> String {
        match &directive.key {
            Some(key) => key.value.clone(),
            None => {
                let place = source.place(directive.range.clone());
                self.say(Code::NoKey, place, &[("directive", directive.name.clone())]);
                format!("?{}", directive.range.start)
            }
        }
    }

    /// A directive within a sentence.
    pub(crate) fn inline(&mut self, source: &Source, directive: &Directive) -> Inline {
        if !self.known(source, directive, false) {
            return Inline::Text { text: directive.label.clone().unwrap_or_default() };
        }
        let place = source.place(directive.range.clone());
        let text = self.words(source, directive);
        if directive.name == "differs" {
            let claim = directive.get("claim").map(|claim| spot(source, claim));
            if claim.is_none() {
                self.missing(source, directive, "claim");
            }
            let claim = claim.unwrap_or_default();
            self.parsed.differs.push(claim.clone());
            return Inline::Differs { claim: claim.word, text };
        }
        let key = self.key(source, directive);
        let findings = self.spots(source, directive.get("findings"));
        self.parsed.claims.push(Claim {
            key: key.clone(),
            sentence: text.clone(),
            findings,
            place,
            section: String::new(),
            excerpt: String::new(),
        });
        Inline::Claim { key, text }
    }

    /// A directive that stands on its own.
    fn block(&mut self, source: &Source, directive: &Directive) {
        if !self.known(source, directive, true) {
            return;
        }
        let place = source.place(directive.range.clone());
        match directive.name.as_str() {
            "quote" => self.quote(source, directive, place),
            "themes" => self.themes(source, directive, place),
            "recommendation" => {
                let text = self.words(source, directive);
                let key = self.key(source, directive);
                let to = directive.get("to").map(|to| to.value.trim().to_owned());
                let asked = Recommendation {
                    key,
                    to: to.unwrap_or_default(),
                    text,
                    rests_on: self.spots(source, directive.get("rests-on")),
                    place,
                };
                self.push(Block::Recommendation {
                    key: asked.key.clone(),
                    to: asked.to.clone(),
                    text: asked.text.clone(),
                    rests_on: asked.rests_on.iter().map(|spot| spot.word.clone()).collect(),
                });
                self.parsed.recommendations.push(asked);
            }
            "promise" => match directive.get("number") {
                Some(number) => {
                    let spot = spot(source, number);
                    let number = spot.word.parse().unwrap_or(0);
                    self.parsed.promises.push(spot);
                    self.push(Block::Promise { number });
                }
                None => self.missing(source, directive, "number"),
            },
            "short" => {
                let claims = self.spots(source, directive.get("claims"));
                if claims.is_empty() {
                    self.missing(source, directive, "claims");
                }
                let keys = claims.iter().map(|claim| claim.word.clone()).collect();
                self.parsed.short.extend(claims);
                self.push(Block::Short { claims: keys });
            }
            _ => {
                let label = self.words(source, directive);
                let warning = directive.get("tone").is_some_and(|tone| tone.value == "warning");
                let text = vec![Inline::Text { text: label }];
                self.push(Block::Callout { warning, text });
            }
        }
    }

    fn quote(&mut self, source: &Source, directive: &Directive, place: Place) {
        let Some(highlight) = directive.get("highlight").map(|id| spot(source, id)) else {
            self.missing(source, directive, "highlight");
            return;
        };
        let side = directive.get("side");
        if let Some(side) = side.filter(|side| !matches!(side.value.as_str(), "for" | "against")) {
            let args = [("name", side.value.clone()), ("directive", "quote".to_owned())];
            self.say(Code::UnknownAttribute, source.place(side.range.clone()), &args);
        }
        let position = u32::try_from(self.parsed.quotes.len()).unwrap_or(u32::MAX);
        self.parsed.quotes.push(Quote {
            highlight,
            claim: directive.get("claim").map(|claim| spot(source, claim)),
            against: side.is_some_and(|side| side.value == "against"),
            place,
        });
        self.push(Block::Quote { position });
    }

    fn themes(&mut self, source: &Source, directive: &Directive, place: Place) {
        let value =
            |name| directive.get(name).map(|a| a.value.trim().to_owned()).unwrap_or_default();
        let title = value("title");
        if title.is_empty() {
            self.missing(source, directive, "title");
        }
        let top = value("top").parse().unwrap_or(6).clamp(1, 40);
        let block = self.parsed.document.blocks.len();
        self.parsed.themes.push(ThemesAsked { block, top, place });
        self.push(Block::Themes(Themes { title, note: value("note"), rows: Vec::new() }));
    }

    /// The words of an attribute that holds several, each with the attribute's place.
    fn spots(&mut self, source: &Source, attribute: Option<&Attribute>) -> Vec<Spot> {
        let Some(attribute) = attribute else { return Vec::new() };
        let place = source.place(attribute.range.clone());
        let words = attribute.value.split([' ', ',']).filter(|word| !word.is_empty());
        let mut spots = Vec::new();
        for word in words {
            self.named += 1;
            if !self.takes(self.named <= limits::NAMED, "names", limits::NAMED, place) {
                break;
            }
            spots.push(Spot { word: word.to_owned(), place });
        }
        spots
    }

    /// Adds a block, and tells the claims that stand in it what stands around them.
    pub(crate) fn push(&mut self, block: Block) {
        let fits = self.parsed.document.blocks.len() < limits::BLOCKS;
        if !self.takes(fits, "blocks", limits::BLOCKS, Place::TOP) {
            return;
        }
        match &block {
            Block::Paragraph { text } | Block::Callout { text, .. } => self.surround(text),
            Block::List { items, .. } => items.iter().for_each(|item| self.surround(item)),
            _ => {}
        }
        self.parsed.document.blocks.push(block);
    }

    fn surround(&mut self, runs: &[Inline]) {
        let excerpt: String = plain(runs).chars().take(limits::EXCERPT).collect();
        for run in runs {
            if let Inline::Claim { key, .. } = run {
                let claim = self.parsed.claims.iter_mut().rev().find(|claim| claim.key == *key);
                if let Some(claim) = claim {
                    claim.excerpt.clone_from(&excerpt);
                    claim.section.clone_from(&self.section);
                }
            }
        }
    }

    /// Adds a heading; those of the first level begin a section.
    pub(crate) fn heading(&mut self, level: u8, text: String) {
        self.headings += 1;
        let fits = self.headings <= limits::HEADINGS;
        if text.is_empty() || !self.takes(fits, "headings", limits::HEADINGS, Place::TOP) {
            return;
        }
        // A heading that skips a level would lose those who hear the page.
        let level = level.saturating_sub(1).clamp(1, 4).min(self.level + 1);
        self.level = level;
        let folded = kernel::folding::fold(&text);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let base = if words.is_empty() { "section".to_owned() } else { words.join("-") };
        let anchor = self.anchor(base);
        if level == 1 {
            self.section.clone_from(&text);
        }
        self.push(Block::Heading { level, text, anchor });
    }

    /// An anchor that no heading has yet: the words, or the words and the next number.
    fn anchor(&mut self, base: String) -> String {
        let number = self.tried.entry(base.clone()).or_insert(1);
        loop {
            let anchor = if *number == 1 { base.clone() } else { format!("{base}-{number}") };
            *number += 1;
            if self.anchors.insert(anchor.clone()) {
                return anchor;
            }
        }
    }

    /// What can be told from the source alone: keys that stand twice or nowhere.
    fn finish(mut self) -> Parsed {
        let mut keys = BTreeSet::new();
        let claims: Vec<_> =
            self.parsed.claims.iter().map(|claim| (claim.key.clone(), claim.place)).collect();
        for (key, place) in &claims {
            if !keys.insert(key.clone()) {
                self.say(Code::DuplicateKey, *place, &[("key", key.clone())]);
            }
        }
        let mut asked = BTreeSet::new();
        let recommendations: Vec<_> =
            self.parsed.recommendations.iter().map(|r| (r.key.clone(), r.place)).collect();
        for (key, place) in recommendations {
            if !asked.insert(key.clone()) {
                self.say(Code::DuplicateKey, place, &[("key", key)]);
            }
        }
        let named: Vec<Spot> = self
            .parsed
            .differs
            .iter()
            .chain(&self.parsed.short)
            .chain(self.parsed.quotes.iter().filter_map(|quote| quote.claim.as_ref()))
            .chain(self.parsed.recommendations.iter().flat_map(|asked| &asked.rests_on))
            .filter(|spot| !spot.word.is_empty() && !keys.contains(&spot.word))
            .cloned()
            .collect();
        for spot in named {
            self.say(Code::UnknownClaim, spot.place, &[("key", spot.word)]);
        }
        self.parsed
    }
}

/// At most a line of something that is repeated in a diagnostic.
fn short(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

fn spot(source: &Source, attribute: &Attribute) -> Spot {
    Spot { word: attribute.value.trim().to_owned(), place: source.place(attribute.range.clone()) }
}
