//! What a measure takes of the ledger.

use crate::inventory::{Measure, Section};
use crate::quantity::{Family, Gas};
use crate::report::{Facts, kg_co2e};
use crate::scope::{Category, LedgerBook};

/// The section that a measure is of; `None` where it is of all sections.
pub(super) fn section_of(measure: &Measure) -> Option<Section> {
    match measure {
        Measure::Co2e(section) | Measure::Gas(section, _) | Measure::SumOfSites(section) => Some(*section),
        Measure::Elimination { category, book, .. } => Some(Section::of_category(*category, *book)),
        Measure::BiogenicCo2 | Measure::OutsideScopes(_) | Measure::Removals => None,
    }
}

/// Whether a section of the ledger may be in a measure. What stands outside the scopes counts once, by location.
pub(super) fn takes(measure: &Measure, category: Category, book: LedgerBook) -> bool {
    match section_of(measure) {
        Some(section) => section.takes(category, book),
        None => *measure != Measure::Removals && book != LedgerBook::MarketBased,
    }
}

/// What a mass of gas in a section adds to a measure, kg of CO2e or of the gas; `None` if it is not in it.
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
        Measure::Removals => None,
        Measure::Co2e(_) | Measure::SumOfSites(_) | Measure::Elimination { .. } => kg_co2e(facts, category, gas, kg),
    }
}

/// What a measure is in tonnes of: `CO2e`, or a gas.
pub(super) fn unit_of(measure: &Measure) -> &'static str {
    match measure {
        Measure::Gas(_, gas) | Measure::OutsideScopes(gas) => gas,
        Measure::BiogenicCo2 | Measure::Removals => "CO2",
        Measure::Co2e(_) | Measure::SumOfSites(_) | Measure::Elimination { .. } => "CO2e",
    }
}
