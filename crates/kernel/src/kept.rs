//! What the core holds of people's words: letters that wait, what the space says of itself, and
//! the names of accounts. Everything else in its tables is codes, digests and ids.

use crate::keeper::{Audience, Column, Keeper, Person, Table};
use crate::{Db, Fault, Tx};
use serde_json::{Value, json};

const TABLES: &[Table] = &[
    Table::of(
        "kernel_setting",
        "setting",
        &[Column::free("name", "code"), Column::typed("value", Audience::Site)],
    )
    .keyed(&["name"])
    .belonging("setting", "name")
    .told("taking-back-kind-setting"),
    Table::of("kernel_number", "", &[Column::free("name", "code")]),
    Table::of(
        "kernel_account",
        "account",
        &[
            Column::free("email", "address of a colleague"),
            Column::typed("name", Audience::Team),
            Column::free("language", "code"),
            Column::free("password_hash", "digest"),
        ],
    )
    .written("t.created_at")
    .told("taking-back-kind-account"),
    Table::of("kernel_session", "", &[Column::free("digest", "digest")]),
    Table::of("kernel_sign_in_link", "", &[Column::free("digest", "digest")]),
    Table::of("kernel_attempt", "", &[Column::free("gate", "code"), Column::free("key", "digest")]),
    Table::of(
        "kernel_role",
        "",
        &[Column::free("role", "code"), Column::free("scope_kind", "code")],
    ),
    // It only grows, so nothing of a person may ever get into it.
    Table::of(
        "kernel_audit",
        "",
        &[
            Column::free("actor_kind", "code"),
            Column::free("action", "code"),
            Column::free("subject_kind", "code"),
            Column::free("detail", "ids, codes and numbers"),
            Column::free("previous", "digest"),
            Column::free("digest", "digest"),
        ],
    ),
    Table::of(
        "kernel_link",
        "",
        &[
            Column::free("from_kind", "code"),
            Column::free("relation", "code"),
            Column::free("to_kind", "code"),
        ],
    ),
    Table::of(
        "kernel_job",
        "",
        &[
            Column::free("kind", "code"),
            Column::free("payload", "ids and codes"),
            Column::free("reason", "words of a fault, never of a person"),
        ],
    ),
    Table::of("kernel_gone", "", &[Column::free("kind", "code")]),
    Table::of(
        "kernel_forgotten",
        "",
        &[Column::free("digest", "keyed digest"), Column::free("kind", "code")],
    ),
    Table::of(
        "kernel_unnamed",
        "",
        &[Column::free("kind", "code"), Column::free("digest", "keyed digest")],
    ),
    Table::of("kernel_moved", "", &[Column::free("kind", "code")]),
    Table::bare("kernel_writer"),
    Table::of("kernel_schedule", "", &[Column::free("kind", "code")]),
    Table::of(
        "kernel_mail",
        "letter",
        &[
            Column::free("recipient", "address, which goes with its person"),
            Column::free("ending", "link"),
            Column::free("reason", "words of a fault, never of a person"),
            Column::typed("subject", Audience::Site),
            Column::typed("body", Audience::Site),
        ],
    )
    .told("taking-back-kind-letter"),
    Table::of(
        "kernel_file",
        "",
        &[
            Column::free("path", "ids"),
            Column::free("media_type", "code"),
            Column::free("digest", "digest"),
        ],
    ),
    // Made of what is shown of a voice, and made again or removed with it.
    Table::of("kernel_search", "", &[Column::free("kind", "code"), Column::own("body")]),
];

/// The core's own keeper.
pub(crate) static KEEPER: Keeper = Keeper { export, erase, ..Keeper::of("kernel", 2, TABLES) };

/// The letters to a person that wait to be sent.
fn export(db: &Db, person: &Person) -> Result<Value, Fault> {
    let Some(email) = &person.email else { return Ok(Value::Null) };
    let letters: Vec<(String, String)> = db.all(
        "select subject, body from kernel_mail where recipient = $1 order by created_at, id",
        &[email],
    )?;
    if letters.is_empty() {
        return Ok(Value::Null);
    }
    let letter = |(subject, body): (String, String)| json!({ "subject": subject, "body": body });
    Ok(json!({ "letters_waiting": letters.into_iter().map(letter).collect::<Vec<_>>() }))
}

fn erase(tx: &mut Tx<'_>, person: &Person) -> Result<(), Fault> {
    if let Some(email) = &person.email {
        tx.run("delete from kernel_mail where recipient = $1", &[email])?;
    }
    Ok(())
}
