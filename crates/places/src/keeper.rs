//! What this room holds of people's words: texts of programmes and communities, into which
//! somebody may have typed them.

use kernel::keeper::{Audience::Site, Column, Keeper, Table};

const TABLES: &[Table] = &[
    Table::of(
        "places_programme",
        "programme",
        &[
            Column::address("slug"),
            Column::typed("name_en", Site),
            Column::typed("name_cy", Site),
            Column::typed("goal_en", Site),
            Column::typed("goal_cy", Site),
            Column::free("starts_on", "day"),
            Column::free("ends_on", "day"),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-programme"),
    Table::of(
        "places_objective",
        "programme",
        &[
            Column::free("kind", "code"),
            Column::typed("text_en", Site),
            Column::typed("text_cy", Site),
        ],
    )
    .belonging("programme", "programme_id")
    .written("(select p.written_at from places_programme p where p.id = t.programme_id)")
    .told("taking-back-kind-programme"),
    Table::of(
        "places_community",
        "community",
        &[
            Column::address("slug"),
            Column::typed("name_en", Site),
            Column::typed("name_cy", Site),
            Column::free("nation", "code"),
            Column::free("joined_on", "day"),
            Column::free("boundary", "coordinates"),
        ],
    )
    .written("t.written_at")
    .told("taking-back-kind-community"),
];

kernel::keeper! { Keeper::of("places", 4, TABLES) }
