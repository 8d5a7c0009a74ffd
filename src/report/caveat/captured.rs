//! Captured CO2 that has no fate and so counts as released.

use super::weight::Weight;
use crate::inventory::Section;
use crate::method::carbon_balance::is_co2;
use crate::method::{Calculation, TableRow};
use crate::place::Place;
use crate::quantity::Gas;
use crate::report::Facts;
use crate::report::message::{self, Arg, Message};
use crate::report::number::shown;
use crate::scope::Scope;

/// What was captured and is in the headline all the same, in tonnes, with the rows that say so.
pub(super) fn without_fate(facts: Facts<'_>, weight: &Weight<'_>) -> Option<Message> {
    if !facts.ledger.calculations().iter().any(|calculation| calculation.working.captured > 0.0) {
        return None;
    }
    let (mut fossil, mut biogenic) = (0.0, 0.0);
    let mut rows: Vec<String> = Vec::new();
    let headline = facts.inventory.headline();
    facts.inventory.each_counted(facts.ledger, headline, |posting, entry, _, _, share| {
        let Some(calculation) = facts.ledger.calculation(posting).filter(|c| c.working.captured > 0.0) else { return };
        let tonnes = entry.kg * share * calculation.working.captured / 1_000.0;
        match entry.gas {
            Gas::CO2_BIOGENIC => biogenic += tonnes,
            _ => fossil += tonnes,
        }
        rows.extend(said_by(calculation));
    });
    if fossil + biogenic <= 0.0 {
        return None;
    }
    rows.sort();
    rows.dedup();
    let scope1 = Section::FOUR.into_iter().find(|section| section.scope == Scope::One);
    let of_scope1 = scope1.filter(|_| fossil > 0.0).map(|section| weight.part(section, fossil));
    let outside = (biogenic > 0.0).then(|| message::captured_of_biomass(shown(biogenic)));
    let parts = of_scope1.into_iter().chain(outside).collect();
    Some(message::captured_co2(shown(fossil + biogenic), Arg::list(rows), Arg::clauses(parts)))
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
