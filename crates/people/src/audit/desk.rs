//! The audit log, newest first, and whether its chain holds: `/desk/audit`.

use askama::Template;
use kernel::access::{Verb, Within};
use kernel::audit::{self, Entry};
use kernel::ids::AccountId;
use kernel::{Fault, Message, Timestamp, accounts, mail};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use web::{Context, Form, Page, PageResult, Query};

/// How many entries stand on one page.
const PAGE: u32 = 50;

/// What stands behind the question mark.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Paging {
    before: String,
    check: String,
    sent: String,
}

/// A form with nothing in it.
#[derive(Deserialize)]
pub(crate) struct Asked {}

/// An entry in words.
struct Line {
    seq: i64,
    at: Timestamp,
    who: String,
    action: String,
    subject: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "audit/index.html")]
struct AuditPage {
    page: Page,
    lines: Vec<Line>,
    next: String,
    first: String,
    check: String,
}

/// `GET /desk/audit`: who changed what, for whom and when.
pub(crate) async fn index(ctx: Context, Query(paging): Query<Paging>) -> PageResult {
    ctx.require(Verb::ReadAudit, Within::SPACE)?;
    let before: Option<i64> = paging.before.parse().ok();
    let check = paging.check == "yes";
    let found = ctx.read(move |db| {
        let broken = if check { Some(audit::verify(db)?) } else { None };
        let names = accounts::all(db)?.into_iter().map(|account| (account.id, account.name));
        let names: HashMap<AccountId, String> = names.collect();
        Ok((audit::latest(db, before, PAGE + 1)?, names, broken))
    });
    let (mut entries, names, broken) = found.await?;
    let mut page = ctx.desk("audit-title");
    page = match broken {
        None => page,
        Some(None) => page.with_notice("success", &Message::new("audit-holds")),
        Some(Some(seq)) => {
            page.with_notice("alert", &Message::new("audit-broken").with("seq", seq.to_string()))
        }
    };
    if paging.sent == "yes" {
        page = page.with_notice("success", &Message::new("audit-letter-sent"));
    }
    let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = entries.len() > size;
    entries.truncate(size);
    let next = entries.last().filter(|_| more).map(|last| last.seq);
    let path = page.path("/desk/audit");
    ctx.html(&AuditPage {
        lines: entries.into_iter().map(|entry| line(&page, &names, entry)).collect(),
        next: next.map(|seq| format!("{path}?before={seq}")).unwrap_or_default(),
        first: before.map(|_| path.clone()).unwrap_or_default(),
        check: format!("{path}?check=yes"),
        page,
    })
}

/// `POST /desk/audit/letter`: sends whoever asks where the log ends now, to be kept outside.
pub(crate) async fn create(ctx: Context, Form(_): Form<Asked>) -> PageResult {
    ctx.require(Verb::ReadAudit, Within::SPACE)?;
    let (viewer, language) = (ctx.viewer()?.account, ctx.language);
    let sent = ctx.change(move |tx| {
        let account = accounts::find(tx, viewer)?.ok_or(Fault::Missing)?;
        audit::record(tx, "audit.letter", viewer, &json!({}))?;
        let end = audit::end(tx)?.ok_or(Fault::Missing)?;
        let subject = Message::new("audit-letter-subject").say(language);
        let body = Message::new("audit-letter")
            .with("name", account.name)
            .with("end", end.to_string())
            .say(language);
        mail::letter(&account.email, &subject, &body).post(tx)
    });
    sent.await?;
    ctx.see_other("/desk/audit?sent=yes")
}

fn line(page: &Page, names: &HashMap<AccountId, String>, entry: Entry) -> Line {
    let name = entry.actor_id.and_then(|id| names.get(&AccountId(id)));
    Line {
        seq: entry.seq,
        at: entry.at,
        who: name.cloned().unwrap_or_else(|| page.t(&format!("actor-{}", entry.actor_kind))),
        action: entry.action,
        subject: match entry.subject_id {
            // The end of an id tells things apart; its beginning is only the time.
            Some(id) => format!("{} …{}", entry.subject_kind, id.to_string().split_off(24)),
            None => entry.subject_kind,
        },
        detail: if entry.detail == "{}" { String::new() } else { entry.detail },
    }
}
