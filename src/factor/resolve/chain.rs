//! The conversion of a quantity to a factor's unit, by units and by properties of the fuel.

use std::sync::Arc;

use super::{Choices, Query, ResolveError};
use crate::activity::fuel_of;
use crate::factor::{Co2, EmissionFactor, FuelProperties};
use crate::quantity::{ConvertError, Dimension, HeatBasis};

/// How a quantity is converted to the factor's unit: `quantity × multiply ÷ divide`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    multiply: f64,
    divide: f64,
    /// The properties that were needed, in words, with their sources.
    pub properties: Vec<UsedProperty>,
}

/// A fuel property a conversion needed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UsedProperty {
    /// `net calorific value 43 MJ/kg`.
    pub text: String,
    /// Where the number comes from.
    pub source: Arc<str>,
}

impl Chain {
    /// The quantity in the factor's unit.
    pub fn apply(&self, quantity: f64) -> f64 {
        quantity * self.multiply / self.divide
    }

    /// Units of the factor per unit of the quantity.
    pub fn factor(&self) -> f64 {
        self.multiply / self.divide
    }
}

/// The conversion from the quantity's unit to the factor's, by the fuel's properties where needed.
pub(super) fn chain(query: Query<'_>, factor: &EmissionFactor, choices: Choices<'_>) -> Result<Chain, ResolveError> {
    if query.co2 == Co2::GivenByMethod && factor.gases.iter().any(|g| g.gas.co2e_set().is_some()) {
        return Err(ResolveError::OnlyCo2e { id: factor.id.to_string() });
    }
    let (from, to) = (query.unit, factor.unit);
    let fuel = fuel_of(query.activity);
    let basis_differs = from.dimension() == Dimension::Energy
        && to.dimension() == Dimension::Energy
        && factor.basis.is_some()
        && query.basis != factor.basis;
    if let (Ok(plain), false) = (from.conversion_to(to), basis_differs) {
        return Ok(chain_of(plain.factor_parts(), Vec::new()));
    }
    let refuse = || {
        let source = ConvertError { from, to };
        ResolveError::CannotConvert { source, factor: factor.id.to_string(), fuel: fuel.map(str::to_owned) }
    };
    if (basis_differs || fuel.is_some()) && from.dimension() == Dimension::Energy && query.basis.is_none() {
        return Err(ResolveError::BasisUnknown { activity: query.activity.to_owned(), unit: from.symbol() });
    }
    let fuel = fuel.ok_or_else(refuse)?;
    if from.dimension() == to.dimension() {
        return other_basis(query, factor, fuel, choices).ok_or_else(refuse);
    }
    let mut properties = Vec::new();
    let into_kg = kg_per_coherent(from.dimension(), query.basis, fuel, choices, &mut properties).ok_or_else(refuse)?;
    let out_of_kg = kg_per_coherent(to.dimension(), factor.basis, fuel, choices, &mut properties).ok_or_else(refuse)?;
    let multiply = from.to_coherent(1.0) * into_kg;
    Ok(chain_of((multiply, to.to_coherent(1.0) * out_of_kg), properties))
}

/// From one calorific basis to the other, by two values of one analysis.
fn other_basis(query: Query<'_>, factor: &EmissionFactor, fuel: &str, choices: Choices<'_>) -> Option<Chain> {
    let both = |p: &FuelProperties| p.net_mj_per_kg.zip(p.gross_mj_per_kg).map(|_| 1.0);
    let (_, row) = choices.fuels.find(fuel, choices.regions, both)?;
    let (net, gross) = row.net_mj_per_kg.zip(row.gross_mj_per_kg)?;
    let (multiply, divide) = query.unit.conversion_to(factor.unit).ok()?.factor_parts();
    let property = UsedProperty {
        text: format!("calorific values of {fuel}: net {net} MJ/kg, gross {gross} MJ/kg"),
        source: row.source.clone(),
    };
    let (multiply, divide) = match query.basis? {
        HeatBasis::Gross => (multiply * net, divide * gross),
        HeatBasis::Net => (multiply * gross, divide * net),
    };
    Some(chain_of((multiply, divide), vec![property]))
}

fn chain_of((multiply, divide): (f64, f64), properties: Vec<UsedProperty>) -> Chain {
    Chain { multiply, divide, properties }
}

/// kg of fuel per coherent unit of a dimension. Every conversion by fuel properties goes through it.
fn kg_per_coherent(
    dimension: Dimension,
    basis: Option<HeatBasis>,
    fuel: &str,
    choices: Choices<'_>,
    used: &mut Vec<UsedProperty>,
) -> Option<f64> {
    let mut look = |name: &str, unit: &str, property: fn(&FuelProperties) -> Option<f64>| {
        let (value, row) = choices.fuels.find(fuel, choices.regions, property)?;
        used.push(UsedProperty { text: format!("{name} of {fuel} {value} {unit}"), source: row.source.clone() });
        Some(value)
    };
    match dimension {
        Dimension::Mass => Some(1.0),
        Dimension::Volume => Some(1_000.0 * look("density", "kg/L", |p| p.kg_per_litre)?),
        Dimension::GasVolume => look("density", "kg/Nm3", |p| p.kg_per_m3),
        Dimension::Energy => {
            let mj_per_kg = match basis? {
                HeatBasis::Net => look("net calorific value", "MJ/kg", |p| p.net_mj_per_kg)?,
                HeatBasis::Gross => look("gross calorific value", "MJ/kg", |p| p.gross_mj_per_kg)?,
            };
            Some(1e-6 / mj_per_kg)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
