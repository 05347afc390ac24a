//! Identifiers: version 7 UUIDs, each kind a type of its own, so that a voice's id can't be
//! given where an account's is asked for.

/// An id whose kind is known only at run time: for audit, links and search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnyId {
    /// What it is the id of, such as `voice`.
    pub kind: &'static str,
    /// The id itself.
    pub uuid: Uuid,
}

/// An identifier of one kind of thing.
pub trait Id: Copy + From<Uuid> + Into<Uuid> + Into<AnyId> {
    /// What it is the id of, such as `voice`.
    const KIND: &'static str;
}

/// Defines identifiers: `ids! { /// A voice. VoiceId = "voice"; }`.
#[macro_export]
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            $crate::ids::Serialize, $crate::ids::Deserialize)]
        #[serde(crate = "kernel::ids::serde", transparent)]
        pub struct $name(pub $crate::ids::Uuid);

        impl $crate::ids::Id for $name {
            const KIND: &'static str = $kind;
        }
        impl From<$crate::ids::Uuid> for $name {
            fn from(uuid: $crate::ids::Uuid) -> Self { Self(uuid) }
        }
        impl From<$name> for $crate::ids::Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl From<$name> for $crate::AnyId {
            fn from(id: $name) -> Self { Self { kind: $kind, uuid: id.0 } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::ids::NotAnId;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| $crate::ids::NotAnId)
            }
        }
        impl $crate::db::ToValue for $name {
            fn to_value(&self) -> $crate::db::Value { $crate::db::Value::Id(self.0) }
        }
        impl $crate::db::FromValue for $name {
            fn from_value(value: $crate::db::Value) -> Option<Self> {
                <$crate::ids::Uuid as $crate::db::FromValue>::from_value(value).map(Self)
            }
        }
    )+};
}

/// The text is not an identifier.
#[derive(Debug, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

pub use serde::{self, Deserialize, Serialize};
pub use uuid::Uuid;

extern crate self as kernel;

ids! {
    /// Someone who can sign in.
    AccountId = "account";
    /// One role that an account holds in one scope.
    RoleId = "role";
    /// A programme; its pages are in the room of places.
    ProgrammeId = "programme";
    /// A community; its pages are in the room of places.
    CommunityId = "community";
    /// A stored file.
    FileId = "file";
    /// A piece of work to be done later.
    JobId = "job";
}
