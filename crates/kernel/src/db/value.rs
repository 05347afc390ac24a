//! What a column can hold, and how our own types become one.

use crate::clock::{Date, Timestamp};
use uuid::Uuid;

/// What a column can hold on both databases.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false (an integer in SQLite).
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An identifier (16 bytes in SQLite).
    Id(Uuid),
}

/// A type that can be stored in a column.
pub trait ToValue {
    /// What is stored.
    fn to_value(&self) -> Value;
}

/// A type that can be read from a column.
pub trait FromValue: Sized {
    /// Reads it; nothing when the column holds something else.
    fn from_value(value: Value) -> Option<Self>;
}

macro_rules! plain {
    ($($ty:ty: $self:ident => $to:expr, $pattern:pat => $from:expr;)+) => {$(
        impl ToValue for $ty {
            fn to_value(&$self) -> Value { $to }
        }
        impl FromValue for $ty {
            fn from_value(value: Value) -> Option<Self> {
                match value { $pattern => $from, _ => None }
            }
        }
    )+};
}

plain! {
    bool: self => Value::Bool(*self),
        value @ (Value::Bool(_) | Value::Int(0 | 1)) => Some(matches!(value, Value::Bool(true) | Value::Int(1)));
    i64: self => Value::Int(*self), Value::Int(n) => Some(n);
    i32: self => Value::Int((*self).into()), Value::Int(n) => n.try_into().ok();
    u32: self => Value::Int((*self).into()), Value::Int(n) => n.try_into().ok();
    u64: self => Value::Int(i64::try_from(*self).unwrap_or(i64::MAX)), Value::Int(n) => n.try_into().ok();
    usize: self => Value::Int(i64::try_from(*self).unwrap_or(i64::MAX)), Value::Int(n) => n.try_into().ok();
    f64: self => Value::Real(*self), Value::Real(x) => Some(x);
    String: self => Value::Text(self.clone()), Value::Text(text) => Some(text);
    Vec<u8>: self => Value::Bytes(self.clone()), Value::Bytes(bytes) => Some(bytes);
    Timestamp: self => Value::Int(self.as_microsecond()), Value::Int(n) => Self::from_microsecond(n).ok();
    Date: self => Value::Text(self.to_string()), Value::Text(text) => text.parse().ok();
}

impl ToValue for Uuid {
    fn to_value(&self) -> Value {
        Value::Id(*self)
    }
}

impl FromValue for Uuid {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Id(id) => Some(id),
            Value::Bytes(bytes) => Self::from_slice(&bytes).ok(),
            _ => None,
        }
    }
}

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_owned())
    }
}

impl ToValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl FromValue for Value {
    fn from_value(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}

/// Defines an enum that is stored as a word:
/// `words! { /// Why. pub enum State { /// Finished. Done = "done", } }`.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word it is stored as.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one with this word, if there is one.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
        impl $crate::db::ToValue for $name {
            fn to_value(&self) -> $crate::db::Value {
                $crate::db::Value::Text(self.word().to_owned())
            }
        }
        impl $crate::db::FromValue for $name {
            fn from_value(value: $crate::db::Value) -> Option<Self> {
                match value {
                    $crate::db::Value::Text(text) => Self::from_word(&text),
                    _ => None,
                }
            }
        }
    };
}
