//! Refusals: why a verb would not, in words for the person who asked.

use crate::{Fault, Message};

/// An error of a verb: either a sentence for the person, or our own fault.
pub trait Refusal: From<Fault> + Send + 'static {
    /// Tells a refusal from a fault.
    ///
    /// # Errors
    /// The fault, when it was ours.
    fn or_fault(self) -> Result<Self, Fault>;

    /// The sentence for the person.
    fn message(&self) -> Message;

    /// The form field that the refusal is about, when it is about one.
    fn field(&self) -> Option<&str>;
}

/// Defines the refusals of a verb, each with its message key and, after `at`, its form field.
///
/// ```
/// kernel::refusal! {
///     /// Why a place could not be booked.
///     pub enum NotBooked {
///         /// It has begun.
///         AlreadyBegun => "not-booked-already-begun",
///         /// The name is too long.
///         TooLong { limit: usize } => "not-booked-too-long" at "name",
///     }
/// }
/// ```
#[macro_export]
macro_rules! refusal {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$vdoc:meta])* $variant:ident $({ $($arg:ident : $ty:ty),+ $(,)? })?
            => $key:literal $(at $field:literal)?,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {
            $($(#[$vdoc])* $variant $({ $(
                #[allow(missing_docs)] $arg: $ty
            ),+ })?,)+
            /// Our own fault.
            Fault($crate::Fault),
        }
        impl From<$crate::Fault> for $name {
            fn from(fault: $crate::Fault) -> Self { Self::Fault(fault) }
        }
        impl $crate::Refusal for $name {
            fn or_fault(self) -> Result<Self, $crate::Fault> {
                match self {
                    Self::Fault(fault) if !fault.is_for_them() => Err(fault),
                    refusal => Ok(refusal),
                }
            }
            fn message(&self) -> $crate::Message {
                match self {
                    $(Self::$variant $({ $($arg),+ })? => $crate::Message::new($key)
                        $($(.with(stringify!($arg), $arg.to_owned()))+)?,)+
                    Self::Fault(fault) => fault.message(),
                }
            }
            fn field(&self) -> Option<&str> {
                #[allow(unused_variables)]
                match self {
                    $(Self::$variant $({ $($arg),+ })? => {
                        None::<&'static str>$(.or(Some($field)))?
                    })+
                    Self::Fault(fault) => fault.field(),
                }
            }
        }
    };
}
