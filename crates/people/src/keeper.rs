//! What this room holds of people's words: texts of organisations, into which somebody may have
//! typed them.

use kernel::keeper::{Audience::Site, Column, Keeper, Table};

const TABLES: &[Table] = &[
    Table::of(
        "people_organisation",
        "organisation",
        &[
            Column::address("slug"),
            Column::typed("name_en", Site),
            Column::typed("name_cy", Site),
            Column::typed("identifier", Site),
            Column::typed("legal_form", Site),
            Column::typed("website", Site),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-organisation"),
    Table::of(
        "people_host",
        "",
        &[Column::free("started_on", "day"), Column::free("ended_on", "day")],
    ),
    Table::of("people_lead", "", &[Column::free("scope_kind", "code")]),
    Table::of(
        "people_worker",
        "",
        &[Column::free("started_on", "day"), Column::free("ended_on", "day")],
    ),
];

kernel::keeper! { Keeper::of("people", 5, TABLES) }
