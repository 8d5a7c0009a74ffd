//! Every figure that a report shows has a name, and `explain` answers to it with the same figure and its parts.

use std::collections::BTreeSet;

use estate_carbon::inventory::FigureId;
use estate_carbon::report::Format;
use estate_carbon::report::explain::Step;
use estate_carbon::{Accounts, Explanation};
use serde_json::Value;

use crate::books::accounts;

const BOOKS: [&str; 3] = ["minimal", "eastern-seaboard", "methods"];

fn explained(accounts: &Accounts, id: &str) -> Explanation {
    let parsed: FigureId = id.parse().unwrap_or_else(|e| panic!("{id}: {e}"));
    assert_eq!(parsed.to_string(), id, "a name is written as it is read");
    let found = accounts.explain_figure(id).unwrap_or_else(|e| panic!("{id}: {e}"));
    let Some(Step::Figure { id: heading, .. }) = found.steps().first() else { panic!("{id}: {found}") };
    assert_eq!(heading.to_string(), id);
    found
}

/// The figure in tonnes; `None` where the explanation gives a reason for its absence.
fn amount(explanation: &Explanation) -> Option<f64> {
    let found = explanation.steps().iter().find_map(|step| match step {
        Step::Amount { tonnes, .. } => Some(Some(*tonnes)),
        Step::Absent { .. } => Some(None),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("neither a figure nor a reason: {explanation}"))
}

/// What the lines come to, less what is taken off, and how large these are together.
fn parts(explanation: &Explanation) -> (f64, f64) {
    let part = |step: &Step| match step {
        Step::Line { tonnes, .. } | Step::MoreLines { tonnes, .. } => *tonnes,
        Step::Eliminated { tonnes, .. } | Step::MoreEliminated { tonnes, .. } => -tonnes,
        _ => 0.0,
    };
    let parts = explanation.steps().iter().map(part);
    (parts.clone().sum(), parts.map(f64::abs).sum())
}

/// Names of figures in a report, each with the value beside it, if it is a number.
fn ids(value: &Value, found: &mut Vec<(String, Option<f64>)>) {
    for (key, inner) in value.as_object().into_iter().flatten() {
        match (inner, key.strip_suffix("_figure_id")) {
            (Value::String(id), Some(figure)) => found.push((id.clone(), value[figure].as_f64())),
            (Value::String(id), None) if key == "figure_id" => found.push((id.clone(), value["value"].as_f64())),
            (Value::Object(names), None) if key.starts_with("figure_id_") => {
                let figures = match key.as_str() {
                    "figure_id_by_category" => &value["by_category_tco2e"],
                    "figure_id_by_gas" => &value["by_gas_t"],
                    "figure_id_by_gas_outside_scopes" => &value["outside_scopes_t"],
                    other => panic!("{other} is of no figures that are known here"),
                };
                let named =
                    |(name, id): (&String, &Value)| (id.as_str().expect("a name").to_owned(), figures[name].as_f64());
                found.extend(names.iter().map(named));
            }
            _ => ids(inner, found),
        }
    }
    value.as_array().into_iter().flatten().for_each(|inner| ids(inner, found));
}

#[test]
fn every_figure_id_of_report_json_is_explained_with_its_value_and_its_parts() {
    for book in BOOKS {
        let accounts = accounts(book);
        let json: Value = serde_json::from_str(&accounts.report().to_json()).expect("JSON");
        let mut found = Vec::new();
        ids(&json, &mut found);
        assert!(found.len() > 100, "{book}: {}", found.len());
        for (id, value) in found {
            let explanation = explained(&accounts, &id);
            assert_eq!(amount(&explanation), value, "{book}: {id}");
            if let Some(value) = value {
                let (sum, size) = parts(&explanation);
                assert!((sum - value).abs() <= 1e-12 * size, "{book}: {id}: {sum} and {value}");
            }
        }
    }
}

#[test]
fn every_row_of_report_csv_has_a_figure_id_that_is_explained() {
    for book in BOOKS {
        let accounts = accounts(book);
        let mut bytes = Vec::new();
        accounts.report().write_to(Format::Csv, &mut bytes).expect("written");
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let mut seen = BTreeSet::new();
        for row in reader.records().map(|row| row.expect("a row")) {
            let (value, status, id) = (row[5].parse::<f64>().ok(), &row[7], row[8].to_owned());
            let explanation = explained(&accounts, &id);
            assert_eq!(amount(&explanation), value, "{book}: {id}");
            let said = explanation.steps().iter().find_map(|step| match step {
                Step::Absent { status, .. } => Some(status.as_str()),
                _ => None,
            });
            assert_eq!(said.unwrap_or_default(), status, "{book}: {id}");
            assert!(seen.insert(id.clone()), "{book}: {id} names two rows");
        }
        assert!(seen.len() > 60, "{book}: {}", seen.len());
    }
}

#[test]
fn every_factor_of_a_report_is_explained_by_its_id() {
    for book in BOOKS {
        let accounts = accounts(book);
        let json: Value = serde_json::from_str(&accounts.report().to_json()).expect("JSON");
        let factors = json["factors_used"].as_array().expect("a list");
        assert!(!factors.is_empty());
        for factor in factors {
            let id = factor["factor_id"].as_str().expect("an id");
            // A release of a gas by a method is a factor that no set has.
            if factor["set"] == "release" {
                continue;
            }
            let explanation = accounts.explain_factor(id).unwrap_or_else(|e| panic!("{book}: {id}: {e}"));
            let used = explanation
                .steps()
                .iter()
                .any(|step| matches!(step, Step::Used { lines, .. } if Some(*lines) == factor["lines"].as_u64()));
            assert!(used, "{book}: {id}: {explanation}");
        }
        assert!(accounts.explain_factor("no-such-factor").is_err());
    }
}
