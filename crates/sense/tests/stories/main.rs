//! Stories of this room, through HTTP, on both databases.

mod blind;
mod coding;
mod exchange;
mod finding;
mod highlight;
mod roles;
mod theme;
mod valley;
