//! The JSON Schema of report.json, generated from the types.

use schemars::generate::SchemaSettings;

use super::Report;
use super::write::json_text;

impl Report {
    /// The JSON Schema (2020-12) that every written report meets; docs/report.schema.json.
    pub fn json_schema() -> String {
        // What a reader sees: a key that may be null is there all the same.
        let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let schema = generator.into_root_schema_for::<Self>();
        let mut text = json_text(|out| serde_json::to_writer_pretty(out, &schema));
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{fixture, report};

    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/report.schema.json");

    #[test]
    fn the_schema_in_docs_is_current() {
        let written = std::fs::read_to_string(PATH).unwrap_or_default();
        let current = written == Report::json_schema();
        assert!(current, "regenerate with: cargo test --lib write_report_schema -- --ignored");
    }

    #[test]
    #[ignore = "writes docs/report.schema.json"]
    fn write_report_schema() {
        std::fs::write(PATH, Report::json_schema()).expect("docs is there");
    }

    #[test]
    fn a_report_meets_its_schema_and_a_zero_for_a_status_does_not() {
        let schema = serde_json::from_str(&Report::json_schema()).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let mut json: serde_json::Value =
            serde_json::from_str(&report(fixture::book().facts()).to_json()).expect("JSON");
        let problems: Vec<String> =
            validator.iter_errors(&json).map(|e| format!("{e} at {}", e.instance_path())).collect();
        assert!(problems.is_empty(), "{problems:?}");
        let scope2 = json.pointer_mut("/statements/0/scope2").and_then(|v| v.as_object_mut()).expect("there");
        scope2.remove("market_tco2e");
        assert!(!validator.is_valid(&json), "a figure may be null but not missing");
    }

    /// Keys that are null because there is nothing to name, not because a figure is absent.
    const NAMES: [&str; 17] = [
        "origin",
        "price_year",
        "estate_id",
        "country",
        "carrier",
        "valid_from",
        "valid_to",
        "title",
        "basis",
        "line",
        "cell",
        "column",
        "help",
        "meter_id",
        "plant_id",
        "counterparty",
        "gas",
    ];

    #[test]
    fn every_figure_that_is_null_has_its_reason_beside_it() {
        fn walk(value: &serde_json::Value, nulls: &mut usize) {
            for (key, inner) in value.as_object().into_iter().flatten() {
                if inner.is_null() && !NAMES.contains(&key.as_str()) {
                    *nulls += 1;
                    let status = value.get(format!("{key}_status"));
                    assert!(status.is_some_and(serde_json::Value::is_string), "{key} in {value}");
                }
                walk(inner, nulls);
            }
            value.as_array().into_iter().flatten().for_each(|v| walk(v, nulls));
        }
        let mut nulls = 0;
        let json = report(fixture::book().facts()).to_json();
        walk(&serde_json::from_str(&json).expect("JSON"), &mut nulls);
        assert!(nulls > 10, "{nulls}");
    }
}
