//! What this room holds of people's words: what it quotes, and every sentence into which somebody
//! may have typed them.

use crate::taking_back;
use kernel::keeper::{
    Audience::{Report, Site},
    Column, Keeper, Table, json_without,
};

/// When the edition of a row was first published with its text.
const EDITION: &str = "(select e.written_at from publish_edition e where e.id = t.edition_id)";

const TABLES: &[Table] = &[
    Table::of("publish_report", "report", &[Column::address("slug")])
        .written("t.created_at")
        .told("taking-back-kind-draft"),
    Table::of(
        "publish_draft",
        "report",
        &[Column::free("language", "code"), Column::typed("source", Report)],
    )
    .belonging("report", "report_id")
    .written("t.saved_at")
    .told("taking-back-kind-draft"),
    Table::of(
        "publish_publication",
        "",
        &[Column::free("superseded_why", "code"), Column::free("digest", "digest")],
    ),
    Table::of(
        "publish_edition",
        "edition",
        &[
            Column::free("language", "code"),
            Column::typed("title", Report),
            Column::typed("subtitle", Report),
            Column::made("document", Report, json_without),
            Column::free("pdf_path", "ids"),
            Column::free("pdf_digest", "digest"),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-publication"),
    Table::of(
        "publish_reason",
        "edition",
        &[Column::free("code", "code"), Column::typed("reason", Report)],
    )
    .keyed(&["edition_id", "position"])
    .belonging("edition", "edition_id")
    .written(EDITION)
    .told("taking-back-kind-publication"),
    Table::of("publish_claim", "claim", &[Column::address("key")]).told("taking-back-kind-claim"),
    Table::of(
        "publish_line",
        "edition",
        &[
            Column::typed("section", Report),
            Column::typed("sentence", Report),
            Column::typed("excerpt", Report),
            Column::free("confidence", "code"),
            Column::free("state", "code"),
        ],
    )
    .belonging("edition", "edition_id")
    .written(EDITION)
    .told("taking-back-kind-publication"),
    Table::bare("publish_support"),
    Table::of(
        "publish_quote",
        "edition",
        &[
            Column::free("side", "code"),
            Column::free("language", "code"),
            Column::own("words"),
            Column::own("translation"),
            Column::typed("described", Report),
            Column::free("rung", "code"),
        ],
    )
    .belonging("edition", "edition_id")
    .told("taking-back-kind-publication"),
    Table::of(
        "publish_recommendation",
        "recommendation",
        &[
            Column::address("key"),
            Column::typed("body_en", Site),
            Column::typed("body_cy", Site),
            Column::typed("text_en", Site),
            Column::typed("text_cy", Site),
            Column::free("asked_on", "day"),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-recommendation"),
    Table::of(
        "publish_response",
        "recommendation",
        &[
            Column::free("received_on", "day"),
            Column::free("stance", "code"),
            Column::typed("text_en", Site),
            Column::typed("text_cy", Site),
        ],
    )
    .belonging("recommendation", "recommendation_id")
    .written("t.recorded_at")
    .told("taking-back-kind-recommendation"),
    Table::of(
        "publish_promise",
        "promise",
        &[
            Column::typed("title_en", Site),
            Column::typed("title_cy", Site),
            Column::typed("said_en", Site),
            Column::typed("said_cy", Site),
            Column::typed("who_en", Site),
            Column::typed("who_cy", Site),
            Column::free("state", "code"),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-promise"),
    Table::of(
        "publish_promise_step",
        "promise",
        &[
            Column::free("on_date", "day"),
            Column::free("state", "code"),
            Column::typed("text_en", Site),
            Column::typed("text_cy", Site),
        ],
    )
    .belonging("promise", "promise_id")
    .written("t.recorded_at")
    .told("taking-back-kind-promise"),
    Table::of(
        "publish_subscriber",
        "",
        &[
            Column::free("email", "address, which its owner takes away or erasing them does"),
            Column::free("language", "code"),
            Column::free("digest", "digest"),
        ],
    ),
    Table::of("publish_notice", "", &[Column::free("kind", "code")]),
    Table::of("publish_told", "", &[Column::free("about", "code")]),
    Table::of("publish_visit", "", &[Column::free("digest", "digest")]),
];

kernel::keeper! {
    Keeper {
        rests: taking_back::rests,
        turn: taking_back::turn,
        export: taking_back::export,
        erase: taking_back::leave,
        ..Keeper::of("publish", 8, TABLES)
    }
}
