//! Parts of an answer (RFC 9110 section 14): a reader of a long document asks for what it shows, and
//! a download that broke off goes on where it ended.

use http::{HeaderMap, header};
use std::ops::Range;

/// What a request asks of an answer of some length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// These bytes of it.
    Some(Range<u64>),
    /// Bytes that it does not have.
    Beyond,
}

/// Which part of an answer of `size` bytes, with the entity tag `tag`, a request asks for. Several
/// parts at once, other units, and a range that can't be read are answered with all of it, as the
/// standard allows; so is one that goes with another version (`If-Range`).
pub fn part(headers: &HeaderMap, size: u64, tag: &str) -> Part {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(asked) = text(header::RANGE).and_then(|range| range.trim().strip_prefix("bytes="))
    else {
        return Part::Whole;
    };
    // A weak tag, or a date, does not prove that the bytes are the same.
    if text(header::IF_RANGE).is_some_and(|held| held.trim() != tag) {
        return Part::Whole;
    }
    let Some((first, last)) = asked.trim().split_once('-') else { return Part::Whole };
    let number = |digits: &str| -> Option<u64> {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().unwrap_or(u64::MAX))
    };
    let (begin, end) = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => (first, last.saturating_add(1).min(size)),
        (Some(first), None) if last.is_empty() => (first, size),
        (None, Some(0)) if first.is_empty() => return Part::Beyond,
        (None, Some(last)) if first.is_empty() => (size.saturating_sub(last), size),
        _ => return Part::Whole,
    };
    if begin < size { Part::Some(begin..end) } else { Part::Beyond }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};
    use http::HeaderMap;

    fn asked(range: &str, held: Option<&str>) -> Part {
        let mut headers = HeaderMap::new();
        headers.insert("range", range.parse().unwrap());
        if let Some(held) = held {
            headers.insert("if-range", held.parse().unwrap());
        }
        part(&headers, 10, "\"tag\"")
    }

    #[test]
    fn a_range_is_read_as_the_standard_has_it() {
        for (range, wanted) in [
            ("bytes=0-0", Part::Some(0..1)),
            ("bytes=0-4", Part::Some(0..5)),
            ("bytes=5-", Part::Some(5..10)),
            ("bytes=9-99", Part::Some(9..10)),
            ("bytes=-3", Part::Some(7..10)),
            ("bytes=-99", Part::Some(0..10)),
            ("bytes=0-99999999999999999999999", Part::Some(0..10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=10-12", Part::Beyond),
            ("bytes=-0", Part::Beyond),
            ("bytes=4-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=1-2", Part::Whole),
        ] {
            assert_eq!(asked(range, None), wanted, "{range}");
        }
        assert_eq!(part(&HeaderMap::new(), 10, ""), Part::Whole);
        assert_eq!(part(&HeaderMap::new(), 0, ""), Part::Whole);
    }

    #[test]
    fn a_part_of_another_version_is_never_given() {
        assert_eq!(asked("bytes=0-4", Some("\"tag\"")), Part::Some(0..5));
        for held in ["\"other\"", "W/\"tag\"", "Sun, 22 Nov 2026 12:00:00 GMT"] {
            assert_eq!(asked("bytes=0-4", Some(held)), Part::Whole, "{held}");
        }
    }
}
