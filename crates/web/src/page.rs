//! The frame around a page: title, navigation, the other language, messages and problems.

use crate::{Context, assets};
use kernel::access::{Role, Verb, Viewer};
use kernel::clock::Date;
use kernel::languages::Arg;
use kernel::{Both, Language, Message, Refusal, Timestamp, languages};

/// A link in a menu.
pub struct NavItem {
    /// Where it goes.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether it leads to this page or the part it is in.
    pub current: bool,
}

/// A column of the footer.
pub struct FooterColumn {
    /// Its heading.
    pub heading: String,
    /// A paragraph, when it has one.
    pub text: Option<String>,
    /// Its links.
    pub links: Vec<NavItem>,
}

/// Who has signed in, as the header says it.
pub struct ViewerLine {
    /// Their name.
    pub name: String,
    /// Their first role, in words.
    pub role: String,
}

/// A line at the top of a page.
pub struct Notice {
    /// `success`, `warning` or `superseded`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// What is wrong with a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The id of the field, or `main` when it is about the whole.
    pub field: String,
    /// What is wrong and how to mend it.
    pub text: String,
}

/// One choice of a select, radios or checkboxes.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it says.
    pub text: String,
    /// What stands beneath it; may be empty.
    pub hint: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// A choice, chosen when its value is `chosen`.
    pub fn new(value: impl Into<String>, text: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        Self { selected: value == chosen, value, text: text.into(), hint: String::new() }
    }

    /// The same with words beneath it.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// One step of a breadcrumb.
pub struct Trail {
    /// Where it goes.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// The frame around a page. Templates call it `page`.
pub struct Page {
    /// The language.
    pub language: Language,
    /// The language's code.
    pub lang: &'static str,
    /// The other language's code.
    pub other_lang: &'static str,
    /// This page in the other language.
    pub other_path: String,
    /// The title, in the language.
    pub title: String,
    /// The space's name.
    pub space_name: String,
    /// Who runs it.
    pub space_strap: String,
    /// Whether it is a demonstration.
    pub demonstration: bool,
    /// The menu.
    pub nav: Vec<NavItem>,
    /// The footer.
    pub footer: Vec<FooterColumn>,
    /// Who has signed in.
    pub viewer: Option<ViewerLine>,
    /// A new form token.
    pub csrf: String,
    /// A line at the top.
    pub notice: Option<Notice>,
    /// What is wrong with the form.
    pub problems: Vec<Problem>,
    /// The site's public address.
    pub base: String,
    verbs: Option<Viewer>,
}

/// The public menu: message and path.
const PUBLIC: &[(&str, &str)] = &[
    ("web-nav-home", "/"),
    ("web-nav-promises", "/you-said-we-did"),
    ("web-nav-reports", "/reports"),
    ("web-nav-communities", "/communities"),
];

/// The back office's menu: message, path, and who sees it.
const DESK: &[(&str, &str, Verb)] = &[
    ("web-nav-programme", "/desk", Verb::SeeDesk),
    ("web-nav-voices", "/desk/voices", Verb::ReadVoice),
    ("web-nav-coding", "/desk/coding", Verb::CodeVoice),
    ("web-nav-findings", "/desk/findings", Verb::ReadFinding),
    ("web-nav-reports", "/desk/reports", Verb::ReadReport),
    ("web-nav-desk-promises", "/desk/promises", Verb::ManagePromise),
    ("web-nav-access", "/desk/people", Verb::ReadAccess),
    ("web-nav-safeguarding", "/desk/concerns", Verb::ReadConcern),
];

/// Pages that belong to another part of the back office's menu than their address says.
const ELSEWHERE: &[(&str, &str)] =
    &[("/desk/access", "/desk/people"), ("/desk/audit", "/desk/people")];

impl Page {
    fn new(context: &Context, title: &str) -> Self {
        let language = context.language;
        let facts = context.app.facts();
        let viewer = context.viewer.as_ref();
        let role = |viewer: &Viewer| {
            let first = viewer.roles.iter().map(|(role, _)| *role).min();
            first.map(|role: Role| languages::say(language, &format!("role-{role}")))
        };
        let uri = context.uri();
        let plain = language.plain(uri.path());
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Self {
            language,
            lang: language.word(),
            other_lang: language.other().word(),
            other_path: language.other().path(&plain) + &query,
            title: languages::say(language, title),
            space_name: facts.name.in_language(language).to_owned(),
            space_strap: facts.strap.in_language(language).to_owned(),
            demonstration: facts.demonstration,
            nav: Vec::new(),
            footer: Vec::new(),
            viewer: viewer.map(|viewer| ViewerLine {
                name: viewer.name.clone(),
                role: role(viewer).unwrap_or_default(),
            }),
            csrf: context.csrf(),
            notice: None,
            problems: Vec::new(),
            base: context.app.base().to_owned(),
            verbs: viewer.cloned(),
        }
    }

    pub(crate) fn public(context: &Context, title: &str) -> Self {
        let mut page = Self::new(context, title);
        let plain = page.language.plain(context.uri().path());
        page.nav = PUBLIC.iter().map(|(key, path)| page.item(key, path, &plain)).collect();
        page.footer = page.columns(context, &plain);
        page
    }

    pub(crate) fn desk(context: &Context, title: &str) -> Self {
        let mut page = Self::new(context, title);
        let plain = page.language.plain(context.uri().path());
        let moved = ELSEWHERE.iter().find(|(path, _)| leads_to(path, &plain));
        let here = moved.map_or(plain.as_str(), |(_, part)| part);
        let longest = DESK
            .iter()
            .map(|(_, path, _)| *path)
            .filter(|path| leads_to(path, here))
            .max_by_key(|path| path.len());
        page.nav = DESK
            .iter()
            .filter(|(_, _, verb)| page.may(*verb))
            .map(|(key, path, _)| NavItem {
                href: page.path(path),
                text: page.t(key),
                current: longest == Some(*path),
            })
            .collect();
        page
    }

    fn item(&self, key: &str, path: &str, plain: &str) -> NavItem {
        NavItem { href: self.path(path), text: self.t(key), current: leads_to(path, plain) }
    }

    fn columns(&self, context: &Context, plain: &str) -> Vec<FooterColumn> {
        let help = context.app.facts().help.in_language(self.language).to_owned();
        let danger = self.t("web-footer-danger");
        let links = |items: &[(&str, &str)]| {
            items.iter().map(|(key, path)| self.item(key, path, plain)).collect()
        };
        let desk =
            if self.viewer.is_some() { ("web-desk", "/desk") } else { ("web-sign-in", "/sign-in") };
        vec![
            FooterColumn {
                heading: self.t("web-footer-worried"),
                text: Some(if help.is_empty() { danger } else { help }),
                links: links(&[("web-footer-help", "/help")]),
            },
            FooterColumn {
                heading: self.t("web-footer-words"),
                text: None,
                links: links(&[
                    ("web-footer-take-back", "/thread"),
                    ("web-footer-privacy", "/privacy"),
                    ("web-footer-subscription", "/subscription"),
                ]),
            },
            FooterColumn {
                heading: self.t("web-footer-using"),
                text: None,
                links: links(&[("web-footer-accessibility", "/accessibility")]),
            },
            FooterColumn {
                heading: self.t("web-footer-about"),
                text: None,
                links: links(&[
                    ("web-footer-who", "/about"),
                    ("web-footer-open", "/about/data"),
                    desk,
                ]),
            },
        ]
    }

    /// The same page with a title that is data rather than a message.
    pub fn title_text(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// The same page after a refusal: the problem is listed, and the window's title says so.
    pub fn refused(self, refusal: &impl Refusal) -> Self {
        let field = refusal.field().unwrap_or("main");
        self.with_problem(field, &refusal.message())
    }

    /// The same page with a problem of a field (`main` for the whole form).
    pub fn with_problem(mut self, field: &str, message: &Message) -> Self {
        let text = message.say(self.language);
        self.problems.push(Problem { field: field.to_owned(), text });
        self
    }

    /// The same page with a line at the top: `success`, `warning` or `superseded`.
    pub fn with_notice(mut self, kind: &'static str, message: &Message) -> Self {
        self.notice = Some(Notice { kind, text: message.say(self.language) });
        self
    }

    /// What is wrong with a field; empty when nothing is.
    pub fn problem(&self, field: &str) -> &str {
        let found = self.problems.iter().find(|problem| problem.field == field);
        found.map_or("", |problem| problem.text.as_str())
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        languages::say(self.language, key)
    }

    /// A message with one value.
    pub fn t1(&self, key: &str, name: &'static str, value: impl ToArg) -> String {
        Message::new(key.to_owned()).with(name, value.to_arg()).say(self.language)
    }

    /// A message with two values.
    pub fn t2(
        &self,
        key: &str,
        first: (&'static str, impl ToArg),
        second: (&'static str, impl ToArg),
    ) -> String {
        Message::new(key.to_owned())
            .with(first.0, first.1.to_arg())
            .with(second.0, second.1.to_arg())
            .say(self.language)
    }

    /// A message that has its values.
    pub fn say(&self, message: &Message) -> String {
        message.say(self.language)
    }

    /// The text of this language.
    pub fn both<'a>(&self, both: &'a Both) -> &'a str {
        both.in_language(self.language)
    }

    /// The address of a page in this language.
    pub fn path(&self, path: impl AsRef<str>) -> String {
        self.language.path(path.as_ref())
    }

    /// The address of an asset.
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Whether the viewer may do `verb` anywhere: for showing a link or not.
    pub fn may(&self, verb: Verb) -> bool {
        self.verbs.as_ref().is_some_and(|viewer| !viewer.reach(verb).is_nowhere())
    }

    /// A day in words: 9 September 2025.
    pub fn date(&self, date: &Date) -> String {
        let month = self.t(&format!("month-{}", date.month()));
        format!("{} {month} {}", date.day(), date.year())
    }

    /// A moment in words: 9 September 2025, 14:05.
    pub fn moment(&self, moment: &Timestamp) -> String {
        let day = kernel::clock::day(*moment);
        let zone = kernel::clock::london(*moment);
        format!("{}, {:02}:{:02}", self.date(&day), zone.hour(), zone.minute())
    }

    /// A number with a comma at each thousand, as both languages write it.
    pub fn number(&self, number: impl ToString) -> String {
        languages::grouped(&number.to_string())
    }
}

fn leads_to(path: &str, plain: &str) -> bool {
    plain == path || (path != "/" && plain.starts_with(&format!("{path}/")))
}

/// A value that a template gives to a message, as it is or by reference.
pub trait ToArg {
    /// The value.
    fn to_arg(&self) -> Arg;
}

macro_rules! args {
    ($($ty:ty: $self:ident => $arg:expr;)+) => {$(
        impl ToArg for $ty {
            fn to_arg(&$self) -> Arg { $arg }
        }
    )+};
}

args! {
    str: self => Arg::Text(self.to_owned());
    String: self => Arg::Text(self.clone());
    i64: self => Arg::Number(*self);
    i32: self => Arg::Number((*self).into());
    u32: self => Arg::Number((*self).into());
    u64: self => Arg::Number(i64::try_from(*self).unwrap_or(i64::MAX));
    usize: self => Arg::Number(i64::try_from(*self).unwrap_or(i64::MAX));
}

impl<T: ToArg + ?Sized> ToArg for &T {
    fn to_arg(&self) -> Arg {
        (**self).to_arg()
    }
}
