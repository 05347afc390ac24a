//! What is odd in a file from another program, in words, and what was made of it.

use interchange::refi::{Odd, Oddities, Oddity};
use kernel::Message;
use kernel::ids::Uuid;

/// Each oddity with its place, and how many more there are.
pub(super) fn sentences(odd: &Oddities) -> Vec<Message> {
    let more =
        (odd.beyond() > 0).then(|| Message::new("exchange-odd-more").with("count", odd.beyond()));
    odd.found().iter().map(sentence).chain(more).collect()
}

fn sentence(oddity: &Oddity) -> Message {
    let key = match &oddity.odd {
        Odd::Missing(_) => "missing",
        Odd::Elsewhere(_) => "elsewhere",
        Odd::NoWords => "no-words",
        Odd::NotText => "not-text",
        Odd::Windows1252 => "windows-1252",
        Odd::Counted => "counted",
        Odd::Outside => "outside",
        Odd::PastTheEnd => "past-the-end",
        Odd::Empty => "empty",
        Odd::NoPlace => "no-place",
        Odd::UnknownCode => "unknown-code",
        Odd::NoCode => "no-code",
        Odd::NoName => "no-name",
        Odd::NoGuid => "no-guid",
        Odd::SameGuid(_) => "same-guid",
        Odd::BadValue(_) => "bad-value",
    };
    let message = Message::new(format!("exchange-odd-{key}"));
    let message = match &oddity.odd {
        Odd::Missing(name) | Odd::Elsewhere(name) => message.with("path", name.as_str()),
        Odd::BadValue(attribute) => message.with("attribute", *attribute),
        _ => message,
    };
    let called = match (&oddity.name, &oddity.guid) {
        (Some(name), Some(guid)) => format!("{name} ({guid})"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    message
        .with("file", if oddity.place.file.is_empty() { "–" } else { oddity.place.file.as_str() })
        .with("line", oddity.place.line)
        .with("element", oddity.element.as_str())
        .with("called", called)
}

/// What could not be kept as the file has it, of the thing with this guid and name.
pub(super) fn told(key: &'static str, guid: Uuid, name: &str, limit: usize) -> Message {
    Message::new(key).with("guid", guid.to_string()).with("name", name).with("limit", limit)
}

/// Names the thing with this guid, which is left out since it repeats what may not stand there, in the
/// place of all that was told of it: that would repeat its names.
pub(super) fn left_out(odd: &mut Vec<Message>, told_before: usize, key: &'static str, guid: Uuid) {
    odd.truncate(told_before);
    odd.push(told(key, guid, "", 0));
}

/// `text` in at most `limit` characters, with an ellipsis at its end; nothing where it is no longer.
pub(super) fn shortened(text: &str, limit: usize) -> Option<String> {
    text.char_indices().nth(limit)?;
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    Some(format!("{}…", kept.trim_end()))
}
