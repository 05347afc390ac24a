//! The people of the demonstration: how old they are, and how they are described.

use kernel::Chance;

/// Somebody who speaks.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// `y` under 20, `p` a parent, `a` 20 to 59, `o` 60 and over.
    kind: char,
    /// `f`, `m`, or `-` where it was not said.
    gender: char,
    /// Their age: a whole number under 20, otherwise the beginning of the decade.
    age: u32,
}

impl Person {
    /// Somebody who could speak of a theme.
    pub(super) fn who_speaks_of(theme: &str, chance: &mut Chance) -> Self {
        let kinds = match theme {
            "young" => "yyyyyyyppa",
            "warm" => "ooooooaappy",
            "getting" => "ooooooaapy",
            "food" => "aaapppppooy",
            _ => "aaaaooooppy",
        };
        let kind = one(&kinds.chars().collect::<Vec<_>>(), chance).unwrap_or('a');
        Self::of_kind(kind, chance)
    }

    /// Somebody of a kind.
    pub(super) fn of_kind(kind: char, chance: &mut Chance) -> Self {
        let gender = match kind {
            'y' => one(&['f', 'm', '-'], chance),
            'p' => one(&['f', 'f', 'f', 'm'], chance),
            _ => one(&['f', 'f', 'f', 'm', 'm'], chance),
        };
        let ages: &[u32] = match kind {
            'y' => &[12, 13, 14, 14, 15, 15, 16, 16, 17, 18],
            'p' => &[20, 30, 30, 30, 40],
            'o' => &[60, 60, 70, 70, 70, 80, 80, 90],
            _ => &[20, 30, 40, 40, 50, 50],
        };
        let age = one(ages, chance).unwrap_or(40);
        Self { kind, gender: gender.unwrap_or('-'), age }
    }

    /// Whether a piece for `who` fits them.
    pub(super) fn can_say(&self, who: &str) -> bool {
        let gendered = who.contains(['f', 'm']);
        // A parent can say what anyone of their age can.
        let grown = self.kind == 'p' && who.contains('a');
        let mut decades = who.chars().filter_map(|c| c.to_digit(10));
        (who.contains('*') || who.contains(self.kind) || grown)
            && decades.all(|decade| decade == self.age / 10)
            && (!gendered || who.contains(self.gender))
    }

    /// The person in a few words that don't give them away; for those who spoke Welsh, in both
    /// languages.
    pub(super) fn described(&self, language: &str) -> String {
        let age = self.age;
        let (english, welsh) = match (self.kind, self.gender) {
            ('y', 'f') => (format!("Girl, {age}"), format!("Merch, {age}")),
            ('y', 'm') => (format!("Boy, {age}"), format!("Bachgen, {age}")),
            ('y', _) => (format!("Young person, {age}"), format!("Person ifanc, {age}")),
            ('p', 'm') => (format!("Father, {age}s"), format!("Tad, {age}au")),
            ('p', _) => (format!("Mother, {age}s"), format!("Mam, {age}au")),
            (_, 'm') => (format!("Man, {age}s"), format!("Dyn, {age}au")),
            _ => (format!("Woman, {age}s"), format!("Menyw, {age}au")),
        };
        if language == "cy" { format!("{welsh} / {english}") } else { english }
    }

    /// The band of their age.
    pub(super) fn band(&self) -> String {
        if self.age < 20 { "under 20".into() } else { format!("{}s", self.age) }
    }

    /// A first name, for those who want to be named.
    pub(super) fn name(&self, welsh: bool, chance: &mut Chance) -> &'static str {
        let names: &[&str] = match (welsh, self.gender) {
            (true, 'm') => &["Arwel", "Dewi", "Elfed", "Gwilym", "Iolo", "Meirion", "Trefor"],
            (true, _) => &["Buddug", "Eluned", "Gwenda", "Heulwen", "Llinos", "Menna", "Nesta"],
            (false, 'm') => {
                &["Alan", "Clive", "Desmond", "Ernest", "Frank", "Ivor", "Stan", "Wilf"]
            }
            (false, _) => {
                &["Avril", "Brenda", "Doreen", "Hilary", "Jean", "Marian", "Rita", "Vera"]
            }
        };
        one(names, chance).unwrap_or("Jean")
    }
}

/// One of several, each as likely.
pub(super) fn one<T: Copy>(all: &[T], chance: &mut Chance) -> Option<T> {
    let at = chance.below(u32::try_from(all.len()).unwrap_or_default());
    all.get(usize::try_from(at).ok()?).copied()
}
