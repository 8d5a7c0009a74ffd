//! Every figure that a report shows has a name, and `explain` answers to it with the same figure and its parts.

use std::collections::BTreeSet;

use estate_carbon::inventory::FigureId;
use estate_carbon::report::Format;
use estate_carbon::report::explain::{Absence, Step};
use estate_carbon::{Accounts, Book, Explanation, OpenOptions, Rejected};
use serde_json::Value;

use crate::books::accounts;
use crate::scratch::Scratch;

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

/// What the parts come to, less what is taken off, and how large these are together.
fn parts(explanation: &Explanation) -> (f64, f64) {
    let part = |step: &Step| match step {
        Step::Part { tonnes, .. } | Step::MoreParts { tonnes, .. } => *tonnes,
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

/// Two estates, boundaries with shares, trade inside and across them, purchases that nothing covers by market, biogenic
/// CO2 that is bought, a gas outside the basket, and ids that are words of the grammar or have its marks.
fn odd() -> Accounts {
    let manifest = "\
name = \"Odd\"
period = { start = 2024-01-01, end = 2024-12-31 }
gwp = \"AR6\"
boundary = [\"operational_control\", \"equity_share\"]
estate = [{ id = \"scope1\", name = \"One\", country = \"TH\" }, { id = \"B.2@x\", name = \"Two\", country = \"TH\" }]
absent = [{ category = \"c02\", status = \"not_occurring\", reason = \"none bought\" },
          { category = \"purchased_heat\", status = \"not_applicable\", reason = \"no heat network\" }]
";
    let sites = "site_id,name,estate_id,role,equity_share,operational_control\n\
        steam,Utility,scope1,utility,0.5,true\nF.1,One,scope1,factory,0.3,true\nนิคม,Two,B.2@x,factory,0.7,true\n\
        gas,Three,B.2@x,factory,0,false\nscope3,Four,B.2@x,factory,1,false\n";
    let factors = "factor_id,activity,region,unit,basis,gas,kg_per_unit,kind,publisher,document\n\
        gas,stationary_combustion/natural_gas,TH,GJ,net,CO2,56.1,,us,analysis\n\
        gas,stationary_combustion/natural_gas,TH,GJ,net,CH4_fossil,0.1,,us,analysis\n\
        gas,stationary_combustion/natural_gas,TH,GJ,net,CO2_biogenic,3,,us,analysis\n\
        st,purchased_steam/UTIL,TH,GJ,,CO2,66.3,supplier,us,boiler house\n\
        st,purchased_steam/UTIL,TH,GJ,,CO2_biogenic,6.3,supplier,us,boiler house\n\
        st,purchased_steam/UTIL,TH,GJ,,CH4_biogenic,0.3,supplier,us,boiler house\n";
    let rows = "site_id,start,end,activity,quantity,unit,basis,counterparty\n\
        steam,2024-01-01,2024-02-29,stationary_combustion/natural_gas,1000,GJ,net,\n\
        F.1,2024-01-01,2024-01-31,purchased_steam/UTIL,100,GJ,,steam\n\
        F.1,2024-02-01,2024-02-29,purchased_steam/UTIL,100,GJ,,steam\n\
        นิคม,2024-02-01,2024-02-29,purchased_steam/UTIL,100,GJ,,steam\n\
        gas,2024-02-01,2024-02-29,purchased_steam/UTIL,70,GJ,,steam\n\
        scope3,2024-02-01,2024-02-29,purchased_electricity/grid,100,MWh,,\n\
        scope3,2024-03-01,2024-03-31,c01/nothing,100,MWh,,\n\
        scope3,2024-06-01,2024-06-30,fugitive_emissions/HCFC-22,10,kg,,\n";
    let files = [("book.toml", manifest), ("sites.csv", sites), ("factors.csv", factors), ("activities.csv", rows)];
    let allow = OpenOptions::new().with_rejected(Rejected::Allow);
    let scratch = Scratch::new(&files);
    Book::open_with(scratch.path(), &allow).and_then(Book::account).expect("accounts")
}

/// The shipped books and an odd one.
fn all_books() -> Vec<(&'static str, Accounts)> {
    BOOKS.map(|book| (book, accounts(book))).into_iter().chain([("odd", odd())]).collect()
}

/// The reason of an absent figure is that of its parts: without activity there are none, and parts that are covered are
/// not said to lack a contract.
fn reason_agrees(explanation: &Explanation) -> bool {
    let parts = explanation.steps().iter().filter(|step| matches!(step, Step::Part { .. })).count();
    explanation.steps().iter().all(|step| match step {
        Step::Absent { why: Absence::NoActivity { .. } | Absence::Declared(_), .. } => parts == 0,
        Step::Absent { why: Absence::NoEliminations | Absence::NothingEliminated, .. } => parts == 0,
        Step::Absent { why: Absence::NotCovered { covered, .. }, .. } => parts == *covered,
        Step::Absent { why: Absence::OthersNotCovered { others }, .. } => parts > 0 && !others.is_empty(),
        _ => true,
    })
}

#[test]
fn every_figure_id_of_report_json_is_explained_with_its_value_and_its_parts() {
    for (book, accounts) in all_books() {
        let json: Value = serde_json::from_str(&accounts.report().to_json()).expect("JSON");
        let mut found = Vec::new();
        ids(&json, &mut found);
        assert!(found.len() > 100, "{book}: {}", found.len());
        for (id, value) in found {
            let explanation = explained(&accounts, &id);
            assert_eq!(amount(&explanation), value, "{book}: {id}");
            assert!(reason_agrees(&explanation), "{book}: {id}: {explanation}");
            if let Some(value) = value {
                let (sum, size) = parts(&explanation);
                assert!((sum - value).abs() <= 1e-12 * size, "{book}: {id}: {sum} and {value}");
            }
        }
    }
}

#[test]
fn every_row_of_report_csv_has_a_figure_id_that_is_explained() {
    for (book, accounts) in all_books() {
        let mut bytes = Vec::new();
        accounts.report().write_to(Format::Csv, &mut bytes).expect("written");
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let mut seen = BTreeSet::new();
        for row in reader.records().map(|row| row.expect("a row")) {
            let (value, id) = (row[5].parse::<f64>().ok(), row[8].to_owned());
            let explanation = explained(&accounts, &id);
            assert_eq!(amount(&explanation), value, "{book}: {id}");
            let said = explanation.steps().iter().find_map(|step| match step {
                Step::Absent { status, why: Absence::Declared(reason) } => Some((status.as_str(), reason.as_str())),
                Step::Absent { status, .. } => Some((status.as_str(), "")),
                _ => None,
            });
            assert_eq!(said.unwrap_or_default(), (&row[7], &row[9]), "{book}: {id}");
            assert!(seen.insert(id.clone()), "{book}: {id} names two rows");
        }
        assert!(seen.len() > 60, "{book}: {}", seen.len());
    }
}

#[test]
fn an_absent_figure_says_what_is_asked_and_what_is_missing() {
    let accounts = odd();
    let text = |id: &str| accounts.explain_figure(id).unwrap_or_else(|e| panic!("{id}: {e}")).to_string();
    for (id, part) in [
        ("book.scope2_market.purchased_electricity", "not reported: none of the purchases has a supplier's factor"),
        ("book.scope2_market.purchased_steam", "and others have none (scope3 purchased_electricity/grid)"),
        ("book.sum_of_sites.scope2_market", "not reported: only "),
        ("book.scope1.site:gas", "site gas has no such activity in this statement"),
        ("book.scope1@2024-05", "this statement has no such activity in 2024-05"),
        ("book.scope1.gas.SF6", "this statement has no SF6"),
        ("book.scope3.c01", "this statement has no such activity\n1 row of the book was rejected"),
        ("equity_share.eliminations.scope2_location.purchased_steam.site:steam.F%2E1", "eliminate nothing"),
        (
            "book.eliminations.scope2_location.purchased_steam.F%2E1.site:steam",
            "the buyer repeats nothing of the seller",
        ),
        ("book.scope2_location.purchased_heat", "not applicable: book.toml says why: no heat network"),
    ] {
        assert!(text(id).contains(part), "{id}: {part}\n{}", text(id));
    }
    let unknown = accounts.explain_figure("book.eliminations.scope2_location.purchased_steam.NOPE.F%2E1");
    assert!(unknown.is_err_and(|error| error.to_string().contains("`NOPE`")));
}

#[test]
fn the_share_of_a_site_is_the_last_step_of_a_gas_too() {
    let text = odd().explain_figure("equity_share.scope1.gas.CH4").expect("a figure").to_string();
    assert!(text.contains("100 kg CH4 × 0.5 share of the site = 50 kg CH4"), "{text}");
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
            let explanation = accounts.explain_factor(id).unwrap_or_else(|e| panic!("{book}: {id}: {e}"));
            let used = explanation
                .steps()
                .iter()
                .any(|step| matches!(step, Step::Used { totals, .. } if Some(*totals) == factor["lines"].as_u64()));
            assert!(used, "{book}: {id}: {explanation}");
        }
        assert!(accounts.explain_factor("no-such-factor").is_err());
    }
}
