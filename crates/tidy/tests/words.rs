//! Every word a person reads is a message, in both languages, with the same values.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Each message of a language: its values, and how often it stands.
fn messages(language: &str) -> BTreeMap<String, (BTreeSet<String>, u32)> {
    let mut found: BTreeMap<String, (BTreeSet<String>, u32)> = BTreeMap::new();
    for file in files(&root().join("locales").join(language), ".ftl") {
        let text = fs::read_to_string(&file).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let mut values = BTreeSet::new();
                if let Some(pattern) = &message.value {
                    collect(pattern, &mut values);
                }
                let found = found.entry(message.id.name.to_owned()).or_default();
                found.0.extend(values);
                found.1 += 1;
            }
        }
    }
    found
}

fn collect(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => inline_value(inline, values),
                Expression::Select { selector, variants } => {
                    inline_value(selector, values);
                    variants.iter().for_each(|variant| collect(&variant.value, values));
                }
            }
        }
    }
}

fn inline_value(inline: &InlineExpression<&str>, values: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        values.insert(id.name.to_owned());
    }
}

#[test]
fn every_message_stands_once_in_both_languages_with_the_same_values() {
    let (en, cy) = (messages("en"), messages("cy"));
    let mut wrong = Vec::new();
    for (key, (values, times)) in &en {
        if *times != 1 {
            wrong.push(format!("{key} stands {times} times in English"));
        }
        match cy.get(key) {
            None => wrong.push(format!("{key} is not in Welsh")),
            Some((welsh, _)) if welsh != values => {
                wrong.push(format!("{key}: {values:?} in English, {welsh:?} in Welsh"));
            }
            Some((_, times)) if *times != 1 => {
                wrong.push(format!("{key} stands {times} times in Welsh"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(
        cy.keys()
            .filter(|key| !en.contains_key(*key))
            .map(|key| format!("{key} is not in English")),
    );
    assert_eq!(wrong, Vec::<String>::new());
    assert!(en.len() > 100);
}

/// What is left of a template when tags, expressions and comments are taken out.
fn bare(template: &str) -> String {
    // The class of the main part is no word.
    let mut rest = template.to_owned();
    let class = "{% block main_class %}";
    while let Some(from) = rest.find(class) {
        let after = from + class.len();
        let length = rest[after..].find("{%").unwrap_or_default();
        rest.replace_range(from..after + length, " ");
    }
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<!--", "-->")] {
        while let Some(from) = rest.find(open) {
            let Some(length) = rest[from..].find(close) else { break };
            rest.replace_range(from..from + length + close.len(), " ");
        }
    }
    let mut text = String::new();
    let mut inside = false;
    for c in rest.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn no_template_holds_bare_words() {
    let mut wrong = Vec::new();
    for file in files(&root().join("crates"), ".html") {
        let template = fs::read_to_string(&file).unwrap();
        let text = bare(&template);
        let word = text.split(|c: char| !c.is_alphabetic()).find(|word| word.chars().count() > 1);
        if let Some(word) =
            word.filter(|word| !["CSV", "Ctrl", "Enter", "JSON", "aria"].contains(word))
        {
            wrong.push(format!("{}: {word}", file.display()));
        }
        for attribute in ["placeholder=\"", "title=\"", "aria-label=\"", "alt=\""] {
            for after in template.split(attribute).skip(1) {
                let value = after.split('"').next().unwrap_or_default();
                // Each language is called by its own name.
                let named = ["English", "Cymraeg"].contains(&value);
                let said = after.starts_with("{{") || value.starts_with("{%") || named;
                if !said && !value.is_empty() {
                    wrong.push(format!("{}: {attribute}{value}", file.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_template_holds_style_or_script_within() {
    let mut wrong = Vec::new();
    for file in files(&root().join("crates"), ".html") {
        let template = fs::read_to_string(&file).unwrap();
        let scripts = template.split("<script").skip(1).any(|script| !script.contains("src="));
        if scripts
            || template.contains(" style=\"")
            || template.contains("<style")
            || template.contains(" onclick=")
            || template.contains("javascript:")
        {
            wrong.push(file.display().to_string());
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_key_that_a_template_or_a_refusal_names_is_a_message() {
    let en = messages("en");
    let mut wrong = BTreeSet::new();
    for file in files(&root().join("crates"), ".html") {
        let template = fs::read_to_string(&file).unwrap();
        for call in ["page.t(\"", "page.t1(\"", "page.t2(\""] {
            for after in template.split(call).skip(1) {
                let key = after.split('"').next().unwrap_or_default();
                if !en.contains_key(key) {
                    wrong.insert(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    for file in files(&root().join("crates"), ".rs") {
        let source = fs::read_to_string(&file).unwrap();
        for call in ["Message::new(\"", ".page(\"", ".desk(\""] {
            for after in source.split(call).skip(1) {
                let key = after.split('"').next().unwrap_or_default();
                let path = key.starts_with('/') || key.contains('{');
                if !path && !key.is_empty() && !en.contains_key(key) {
                    wrong.insert(format!("{}: {key}", file.display()));
                }
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}
