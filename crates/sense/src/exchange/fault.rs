//! What is wrong with a file from another program, in words for the person who brought it.

use interchange::refi::{Fault, NotRead};
use kernel::Message;

/// What is wrong, and where.
pub(super) fn sentence(problem: &NotRead) -> Message {
    let megabytes = |bytes: u64| bytes >> 20;
    let message = match &problem.fault {
        Fault::Unreadable(_) | Fault::NotAnArchive => Message::new("exchange-not-an-archive"),
        Fault::TooLarge { limit } => {
            Message::new("exchange-too-large").with("limit", megabytes(*limit))
        }
        Fault::TooManyFiles { limit } => {
            Message::new("exchange-too-many-files").with("limit", *limit)
        }
        Fault::UnsafeName(_) | Fault::SameName(_) => Message::new("exchange-unsafe"),
        Fault::Locked(_) => Message::new("exchange-locked"),
        Fault::Missing(name) => Message::new("exchange-missing").with("name", name.clone()),
        Fault::NotText => Message::new("exchange-not-text"),
        Fault::NotXml | Fault::Entity(_) => Message::new("exchange-not-xml"),
        Fault::DocType => Message::new("exchange-doctype"),
        Fault::TooDeep { limit } => Message::new("exchange-too-deep").with("limit", *limit),
        Fault::OtherDocument(_) => Message::new("exchange-other-document"),
    };
    let place = problem.place.as_ref();
    message.with("line", place.map_or(0, |place| place.line))
}
