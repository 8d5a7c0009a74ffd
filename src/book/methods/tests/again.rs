//! Every calculation runs again: with the same numbers to the same results, with others to others.

use std::path::Path;

use super::*;
use crate::table::ColumnKind;

/// Numbers that are no column, with the table and the reason.
const NO_COLUMN: [(&str, &str, &str); 2] = [
    ("refrigerants", "years", "the time between start and end"),
    ("wastewater", "days", "the days between start and end"),
];

/// Numbers that say how good a datum is.
const OF_THE_DATUM: [&str; 2] = ["data_quality", "uncertainty_pct"];

/// Numbers of a row that are no input of its method, by table.
const NOT_RUN: [(&str, &str); 3] =
    [("landfills", "year"), ("landfill_deposits", "year"), ("landfill_recovery", "year")];

/// The table of a row, by its file.
fn schema_of(file: &str) -> &'static Schema {
    let of_file = |schema: &&Schema| schema.file_name() == file;
    Schema::all().iter().find(of_file).unwrap_or_else(|| panic!("{file} is no table"))
}

/// The table a calculation belongs to.
fn table_of(calculation: &Calculation) -> &'static str {
    let place = calculation.place().expect("a calculation has rows");
    &schema_of(place.file_name()).table
}

/// Whether a table is a method's own or a part of it: landfills.csv has landfill_deposits.csv.
fn is_read_with(schema: &Schema, table: &str) -> bool {
    let part = schema.table.strip_prefix(table.trim_end_matches('s'));
    schema.table == table || (schema.part && part.is_some_and(|rest| rest.starts_with('_')))
}

/// A calculation gives its own results again, bit for bit, and names its numbers as columns do.
pub(in super::super) fn runs_again(calculation: &Calculation) {
    let table = table_of(calculation);
    let results = calculation.again.run(&mut |_, value| value).unwrap_or_else(|e| panic!("{table}: {e}"));
    assert_eq!(results, calculation.results, "{table}");
    let bits = |results: &[Outcome]| results.iter().map(number).map(f64::to_bits).collect::<Vec<_>>();
    assert_eq!(bits(&results), bits(&calculation.results), "{table}");
    for (name, value) in calculation.again.numbers() {
        assert!(value.is_finite(), "{table}: {name}");
        let mut tables = Schema::all().iter().filter(|schema| is_read_with(schema, table));
        let is_column = tables.any(|schema| schema.column(name).is_some());
        let is_excused = NO_COLUMN.iter().any(|(of, no_column, _)| (*of, *no_column) == (table, name));
        assert!(is_column != is_excused, "{table}: `{name}` is no column, or no exception any more");
    }
}

/// Every number of the rows of a calculation is one that it may be run again with.
fn names_its_numbers(calculation: &Calculation) {
    let table = table_of(calculation);
    let numbers: Vec<&str> = calculation.again.numbers().into_iter().map(|(name, _)| name).collect();
    for (row, (name, _)) in calculation.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell))) {
        let schema = schema_of(row.place.file_name());
        let kind = schema.column(name).map(|column| column.kind);
        let is_number = matches!(kind, Some(ColumnKind::Number | ColumnKind::Whole)) && !OF_THE_DATUM.contains(name);
        let is_excused = NOT_RUN.iter().any(|(of, column)| (*of, *column) == (schema.table.as_str(), *name));
        assert!(!is_number || is_excused || numbers.contains(name), "{table}: `{name}` is not named with `inputs!`");
    }
}

fn number(result: &Outcome) -> f64 {
    match &result.kind {
        OutcomeKind::Gas { kg, .. } => *kg,
        OutcomeKind::Quantity(quantity) => quantity.amount.value(),
    }
}

/// The results with the number at one place of [`Again::numbers`](crate::method::Again::numbers) a little higher, or
/// a little lower where it cannot be.
fn with_changed(calculation: &Calculation, place: usize) -> Option<Vec<Outcome>> {
    let change = |by: f64| {
        let mut index = 0;
        let results = calculation.again.run(&mut |_, value| {
            index += 1;
            if index == place + 1 { value + by * value.abs().max(1e-3) } else { value }
        });
        results.ok()
    };
    change(1e-3).or_else(|| change(-1e-3))
}

/// Numbers that change no result, with the table and the reason.
const CHANGES_NOTHING: [(&str, &str, &str); 3] =
    [("gas_streams", "h2", "no carbon"), ("gas_streams", "n2", "no carbon"), ("gas_streams", "inert", "no carbon")];

/// The example book has a row of every table, and of every number one that changes a result.
#[test]
fn every_table_runs_again_and_heeds_its_numbers() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/books/methods");
    let (tables, d) = crate::book::read(&dir, &[]);
    let calculations = tables.unwrap_or_else(|| panic!("{}", d.render())).calculations;
    let mut heeded: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for calculation in &calculations {
        runs_again(calculation);
        names_its_numbers(calculation);
        for (place, (name, _)) in calculation.again.numbers().into_iter().enumerate() {
            let results = with_changed(calculation, place);
            let changes = results.is_some_and(|results| results != calculation.results);
            *heeded.entry((table_of(calculation), name)).or_default() |= changes;
        }
    }
    let idle: Vec<_> = heeded.iter().filter(|(_, heeded)| !**heeded).map(|(number, _)| *number).collect();
    let mut expected = CHANGES_NOTHING.map(|(table, name, _)| (table, name));
    expected.sort_unstable();
    assert_eq!(idle, expected);
    for schema in Schema::all().iter().filter(|schema| schema.method && !schema.part) {
        let is_seen = heeded.keys().any(|(table, _)| *table == schema.table);
        assert!(is_seen, "{} has no row in the example book, or no number", schema.table);
    }
}
