//! Words in a text that lies in JSON: within each of its sentences, and going on from one to the
//! next.

use super::Words;
use crate::Fault;
use serde_json::Value;

/// A JSON text without words; nothing when it repeats none. For [`super::Shape::Made`].
///
/// # Errors
/// When it is not JSON.
pub fn json_without(words: &dyn Words, text: &str) -> Result<Option<String>, Fault> {
    let mut value: Value = serde_json::from_str(text)?;
    let within = words.take_out_of(&mut value);
    let changed = across(words, &mut value) | within;
    Ok(if changed { Some(serde_json::to_string(&value)?) } else { None })
}

/// Takes words out of a document where they go on in the next paragraph, item or run.
fn across(words: &dyn Words, document: &mut Value) -> bool {
    let mut texts = Vec::new();
    gather(document, &mut texts);
    let mut gaps = vec!["\n".to_owned(); texts.len()];
    let mut pieces: Vec<&mut String> = Vec::new();
    for ((text, begins), gap) in texts.into_iter().zip(&mut gaps) {
        if begins {
            pieces.push(gap);
        }
        pieces.push(text);
    }
    words.take_out(&mut pieces)
}

/// Every text of a document in reading order, with whether it begins a new block or item.
fn gather<'a>(value: &'a mut Value, texts: &mut Vec<(&'a mut String, bool)>) {
    match value {
        Value::Array(all) => {
            let runs = all.iter().any(|one| one.get("run").is_some());
            for (n, one) in all.iter_mut().enumerate() {
                let before = texts.len();
                gather(one, texts);
                if let Some((_, begins)) = texts.get_mut(before) {
                    *begins = !runs || n == 0;
                }
            }
        }
        Value::Object(all) => {
            for (name, one) in all.iter_mut() {
                let nested = matches!(name.as_str(), "blocks" | "text" | "items");
                match (name == "text", one) {
                    (true, Value::String(text)) => texts.push((text, true)),
                    (_, other) if nested && !other.is_string() => gather(other, texts),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_gathered_in_reading_order_with_their_blocks() {
        let run = |text: &str| json!({ "run": "text", "text": text });
        let mut value = json!({ "kind": "Report", "blocks": [
            { "block": "heading", "level": 1, "text": "One", "anchor": "one" },
            { "block": "paragraph", "text": [run("t"), run("wo")] },
            { "block": "list", "items": [[run("three")], [run("four")]] },
        ]});
        let mut texts = Vec::new();
        gather(&mut value, &mut texts);
        let told: Vec<(&str, bool)> =
            texts.iter().map(|(text, begins)| (text.as_str(), *begins)).collect();
        let wanted = [("One", true), ("t", true), ("wo", false), ("three", true), ("four", true)];
        assert_eq!(told, wanted);
    }
}
