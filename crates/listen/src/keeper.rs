//! What this room holds of people's words: everything that they said, the texts around it, and
//! the names of those who spoke.

use crate::ids::VoiceId;
use crate::voice::store;
use kernel::ids::Uuid;
use kernel::keeper::{
    Audience::{Report, Site, Team},
    Column, Holds, Keeper, Table, Touched, Turn,
};
use kernel::{Db, Fault, Tx};

/// Why a concern is not touched by anything that happens to a voice.
const DUTY: &str = "safeguarding records are kept under a duty of their own";

const TABLES: &[Table] = &[
    Table::of(
        "listen_campaign",
        "campaign",
        &[
            Column::address("slug"),
            Column::typed("title_en", Site),
            Column::typed("title_cy", Site),
            Column::typed("question_en", Site),
            Column::typed("question_cy", Site),
            Column::free("opens_on", "day"),
            Column::free("closes_on", "day"),
            Column::free("lawful_basis", "code"),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-campaign"),
    // A wording is never changed; there is a new version instead.
    Table::of(
        "listen_wording",
        "wording",
        &[
            Column::free("kind", "code"),
            Column::typed("text_en", Site),
            Column::typed("text_cy", Site),
        ],
    )
    .written("t.created_at")
    .told("taking-back-kind-wording"),
    Table::of(
        "listen_narrator",
        "narrator",
        &[
            Column::own("pseudonym"),
            Column::own("name"),
            Column::own("email"),
            Column::own("phone"),
        ],
    ),
    Table::of(
        "listen_voice",
        "voice",
        &[
            Column::free("number", "code"),
            Column::own("reference"),
            Column::typed("title", Team),
            Column::typed("described", Report),
            Column::free("language", "code"),
            Column::own("words"),
            Column::own("translation"),
            Column::own("shown"),
            Column::own("shown_translation"),
            Column::own("heard_on"),
            Column::free("entered_how", "code"),
            Column::typed("entered_for", Team),
            Column::free("rung", "code"),
            Column::free("closed_until", "day"),
            Column::free("review", "code"),
        ],
    )
    .told("taking-back-kind-voice-text"),
    Table::of("listen_tag", "voice", &[Column::typed("name", Team), Column::typed("value", Team)])
        .keyed(&["voice_id", "name"])
        .belonging("voice", "voice_id")
        .told("taking-back-kind-voice-text"),
    Table::of(
        "listen_agreement",
        "",
        &[Column::free("made_on", "day"), Column::free("how", "code")],
    ),
    Table::of(
        "listen_permission",
        "",
        &[Column::free("rung", "code"), Column::free("actor_kind", "code")],
    ),
    Table::of("listen_redaction", "", &[Column::free("part", "code")]),
    Table::of(
        "listen_withdrawal",
        "voice",
        &[
            Column::free("kind", "code"),
            Column::free("asked_by", "code"),
            Column::typed("reason", Team),
        ],
    )
    .belonging("voice", "voice_id")
    .told("taking-back-kind-voice-text"),
    Table::of(
        "listen_concern",
        "",
        &[
            Column { name: "account", holds: Holds::Walled(DUTY) },
            Column { name: "outcome", holds: Holds::Walled(DUTY) },
        ],
    ),
];

kernel::keeper! {
    Keeper { rests, turn, ..Keeper::of("listen", 6, TABLES) }
}

fn rests(_: &Db, voice: Uuid, touched: &mut Touched) -> Result<(), Fault> {
    touched.add(VoiceId(voice));
    Ok(())
}

/// A voice is found by its title, description and tags too.
fn turn(tx: &mut Tx<'_>, _: &Turn<'_>, touched: &mut Touched) -> Result<(), Fault> {
    for voice in touched.of::<VoiceId>() {
        store::show_again(tx, voice)?;
    }
    Ok(())
}
