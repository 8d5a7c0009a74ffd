//! Captured CO2 that has no fate and so counts as released.

use super::weight::Weight;
use crate::ledger::Posting;
use crate::method::carbon_balance::is_co2;
use crate::method::{Calculation, TableRow};
use crate::place::Place;
use crate::report::Facts;
use crate::report::message::{self, Arg, Message};
use crate::report::number::shown;

/// What was captured and is in the headline all the same, in tonnes, with the rows that say so.
pub(super) fn without_fate(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    let of = |posting: &Posting| facts.ledger.calculation(posting).filter(|c| c.working.captured > 0.0);
    let kg = weight.kilograms(|posting| of(posting).map_or(0.0, |calculation| calculation.working.captured));
    let parts = weight.parts(kg);
    if parts.is_empty() {
        return None;
    }
    let mut rows: Vec<String> = weight.postings().filter_map(of).flat_map(said_by).collect();
    rows.sort();
    rows.dedup();
    Some(message::captured_co2(shown(kg.iter().sum::<f64>() / 1_000.0), Arg::list(rows), Arg::clauses(parts)))
}

/// The rows of a calculation in which CO2 comes out.
fn said_by(calculation: &Calculation) -> impl Iterator<Item = String> {
    calculation.rows.iter().filter(|row| is_of_co2(row)).map(|row| in_short(&row.place))
}

/// File and line, or file and row.
fn in_short(place: &Place) -> String {
    let line = place.line().or(place.row());
    line.map_or_else(|| place.file_name().to_owned(), |line| format!("{}:{line}", place.file_name()))
}

fn is_of_co2(row: &TableRow) -> bool {
    let cell = |name| row.cells.iter().find(|(column, _)| *column == name).map(|(_, text)| text.as_str());
    let carbon = cell("carbon_fraction").and_then(|text| text.parse().ok());
    cell("direction") == Some("out") && cell("material").is_some_and(|material| is_co2(material, carbon))
}
