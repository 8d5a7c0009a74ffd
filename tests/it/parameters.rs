//! The parameters of methods, `datasets/parameters/*.csv`: every row has one key, sane figures and a source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use estate_carbon::quantity::Gas;

const COLUMNS: [&str; 13] = [
    "method",
    "key",
    "item",
    "parameter",
    "value",
    "low",
    "high",
    "unit",
    "publisher",
    "document",
    "locator",
    "verified",
    "note",
];

/// Used or destroyed in making chips, but no gas of the books.
const NO_GAS_OF_THE_BOOKS: [&str; 3] = ["F2", "COF2", "C2F4"];

/// One row, its cells in the order of [`COLUMNS`], and where it stands.
struct Row {
    place: String,
    cells: csv::StringRecord,
}

impl Row {
    fn text(&self, column: &str) -> &str {
        let index = COLUMNS.iter().position(|name| *name == column).expect("a column");
        &self.cells[index]
    }

    fn number(&self, column: &str) -> Option<f64> {
        let text = self.text(column);
        let number = || text.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
        (!text.is_empty()).then(|| number().unwrap_or_else(|| panic!("{}: {column} is {text}", self.place)))
    }
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/parameters");
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "csv")).collect()
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for path in files() {
        let mut reader = csv::Reader::from_path(&path).expect("a table");
        assert_eq!(reader.headers().expect("a header"), &COLUMNS[..], "{}", path.display());
        for (index, record) in reader.records().enumerate() {
            rows.push(Row { place: format!("{}:{}", name(&path), index + 2), cells: record.expect("a row") });
        }
    }
    assert!(rows.len() > 300, "{} rows", rows.len());
    rows
}

#[test]
fn every_parameter_has_a_key_of_its_own_and_stands_in_the_file_of_its_method() {
    let mut keys = BTreeSet::new();
    for row in rows() {
        assert!(row.place.starts_with(&format!("{}:", row.text("method"))), "{}", row.place);
        let key = ["method", "key", "item", "parameter"].map(|column| row.text(column).to_owned());
        assert!(keys.insert(key.clone()), "{}: {key:?} is there twice", row.place);
        let words = [row.text("key"), row.text("item"), row.text("parameter")];
        assert!(words.iter().all(|word| !word.contains(char::is_whitespace)), "{}: {words:?}", row.place);
    }
}

#[test]
fn every_value_lies_in_its_range_and_a_share_between_nothing_and_all() {
    for row in rows() {
        let numbers: Vec<f64> = ["low", "value", "high"].iter().filter_map(|column| row.number(column)).collect();
        assert!(!numbers.is_empty(), "{} has no number", row.place);
        assert!(numbers.is_sorted(), "{}: {numbers:?}", row.place);
        assert!(row.number("low").is_some() == row.number("high").is_some(), "{} has half a range", row.place);
        if row.text("unit").starts_with("share") {
            assert!(numbers.iter().all(|number| *number <= 1.0), "{}: {numbers:?}", row.place);
        }
        assert!(!row.text("unit").is_empty(), "{}", row.place);
    }
}

#[test]
fn every_parameter_names_its_source_and_whether_it_was_read_there() {
    for row in rows() {
        for column in ["publisher", "document", "locator"] {
            assert!(!row.text(column).is_empty(), "{}: no {column}", row.place);
        }
        assert!(["yes", "secondary", "no"].contains(&row.text("verified")), "{}", row.place);
    }
}

#[test]
fn the_gases_of_the_parameters_are_gases_of_the_books() {
    let gases = rows().into_iter().filter(|row| ["semiconductor", "refrigerants"].contains(&row.text("method")));
    for row in gases.filter(|row| !row.text("item").is_empty()) {
        let item = row.text("item");
        assert!(Gas::parse(item).is_ok() || NO_GAS_OF_THE_BOOKS.contains(&item), "{}: {item}", row.place);
    }
}
