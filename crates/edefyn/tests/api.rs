//! The description of the API, held against the routes, a validator, and what they answer.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use edefyn::press::HousePress;
use edefyn::{demo, openapi, routes};
use kernel::testing::sqlite;
use publish::Press;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use web::testing::Site;

#[test]
fn the_description_names_every_route_of_the_api_and_no_other() {
    let document: Value = serde_json::from_str(openapi::DOCUMENT).unwrap();
    let described: BTreeSet<String> =
        document["paths"].as_object().unwrap().keys().cloned().collect();
    let mut served = BTreeSet::new();
    let rooms = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut waiting = vec![rooms];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && name != "tests" {
                waiting.push(path);
            } else if name.ends_with(".rs") {
                let source = std::fs::read_to_string(path).unwrap();
                for after in source.split(".plain(\"/api/v1").skip(1) {
                    served.insert(format!("/api/v1{}", after.split('"').next().unwrap()));
                }
            }
        }
    }
    assert_eq!(described, served);
}

/// Checks, by an independent validator, that the document is OpenAPI 3.1 and that answers hold
/// to their schemas.
const CHECK: &str = r#"
import json, sys
from openapi_spec_validator import validate
from jsonschema import Draft202012Validator
document = json.load(open(sys.argv[1]))
validate(document)
for path, answer in json.load(open(sys.argv[2])):
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = dict(schema, components=document["components"])
    Draft202012Validator(schema).validate(answer)
print("held", len(json.load(open(sys.argv[2]))))
"#;

#[test]
fn what_the_demonstration_answers_is_as_described() {
    let test = sqlite();
    let press: Arc<dyn Press> = Arc::new(HousePress::of(env!("CARGO_BIN_EXE_edefyn"), &["press"]));
    demo::make(&test.space, &mut |_, _, _| {}).unwrap();
    let site = Site::on(&test, routes::routes(press));
    let mut visitor = site.visitor();
    let mut answers = Vec::new();
    let mut ask = |path: &str, address: &str| -> Value {
        let answer = visitor.get(address);
        assert_eq!(answer.status, 200, "{address}");
        let value: Value = serde_json::from_str(&answer.text).unwrap();
        answers.push((path.to_owned(), value.clone()));
        value
    };
    let reports = ask("/api/v1/reports", "/api/v1/reports");
    let slug = reports["reports"][0]["slug"].as_str().unwrap().to_owned();
    let report = ask("/api/v1/reports/{slug}", &format!("/api/v1/reports/{slug}"));
    for claim in report["claims"].as_array().unwrap() {
        ask("/api/v1/threads/{number}", &format!("/api/v1/threads/{}", claim["thread"]));
    }
    ask("/api/v1/promises", "/api/v1/promises");
    ask("/api/v1/recommendations", "/api/v1/recommendations");
    assert_eq!(visitor.get("/api/v1/reports/none").status, 404);
    assert_eq!(visitor.get("/api/openapi.json").status, 200);
    assert!(answers.len() > 8);

    let Ok(python) = std::env::var("EDEFYN_ORACLES") else {
        eprintln!("skipped: EDEFYN_ORACLES names no interpreter");
        return;
    };
    let document = test.folder().join("openapi.json");
    let answered = test.folder().join("answers.json");
    std::fs::write(&document, openapi::DOCUMENT).unwrap();
    std::fs::write(&answered, serde_json::to_string(&answers).unwrap()).unwrap();
    let held =
        Command::new(python).args(["-c", CHECK]).args([&document, &answered]).output().unwrap();
    assert!(held.status.success(), "{}", String::from_utf8_lossy(&held.stderr));
}
