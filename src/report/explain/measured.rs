//! What a measure takes of the ledger.

use crate::inventory::Measure;
use crate::quantity::{Family, Gas};
use crate::report::{Facts, kg_co2e};
use crate::scope::{Category, LedgerBook};

/// Whether a line of the ledger may be in a measure.
pub(super) fn takes(measure: &Measure, category: Category, book: LedgerBook) -> bool {
    match measure {
        Measure::Line(line) | Measure::Gas(line, _) | Measure::SumOfSites(line) | Measure::Elimination { line, .. } => {
            line.takes(category, book)
        }
        // What stands outside the scopes counts once, by location.
        Measure::BiogenicCo2 | Measure::OutsideScopes(_) => book != LedgerBook::MarketBased,
        _ => false,
    }
}

/// What a mass of gas on a line adds to a measure, kg of CO2e or of the gas; `None` if it is not in it.
pub(super) fn kilograms(
    facts: Facts<'_>,
    measure: &Measure,
    (category, book): (Category, LedgerBook),
    gas: Gas,
    kg: f64,
) -> Option<f64> {
    let family = gas.family();
    let counts = |wanted: bool| (wanted && takes(measure, category, book)).then_some(kg);
    match measure {
        Measure::Gas(_, name) => counts(family.in_scopes() && gas.reported_name() == *name),
        Measure::BiogenicCo2 => counts(family == Family::BiogenicCo2),
        Measure::OutsideScopes(name) => counts(family == Family::Other && gas.reported_name() == *name),
        _ => kg_co2e(facts, category, gas, kg),
    }
}

/// What a measure is in tonnes of: `CO2e`, or a gas.
pub(super) fn unit_of(measure: &Measure) -> &'static str {
    match measure {
        Measure::Gas(_, gas) | Measure::OutsideScopes(gas) => gas,
        Measure::BiogenicCo2 | Measure::Removals => "CO2",
        _ => "CO2e",
    }
}
