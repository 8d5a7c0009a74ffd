//! The conversion of a quantity to a factor's unit, by units and by properties of the fuel.

mod path;

use std::sync::Arc;

use super::{Choices, Query, ResolveError};
use crate::activity::fuel_of;
use crate::factor::{Co2, EmissionFactor, FuelProperties, OWN, Property, PropertyKind};
use crate::quantity::{ConvertError, Dimension};
use path::Measure;

/// How a quantity is converted to the factor's unit: `quantity × multiply ÷ divide`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Chain {
    multiply: f64,
    divide: f64,
    /// The properties that were needed.
    pub properties: Vec<UsedProperty>,
}

/// A property of a fuel that a conversion needed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UsedProperty {
    /// The property with its value; between the two calorific bases the net and the gross value of one analysis.
    pub values: Vec<(Property, f64)>,
    /// The row that gives it.
    pub row: Arc<FuelProperties>,
    /// Whose number it is, seen from the factor.
    pub standing: Standing,
}

/// Whose number a property is, seen from the factor it is used with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// Of the factor's own source, which computed its factor per mass or volume with it: it cancels out.
    Inherent,
    /// The book's own.
    Own,
    /// A default of the factor's own source.
    SameSource,
    /// Of another source than the factor.
    OtherSource,
}

/// How far the parts of a chain belong together, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Trust {
    /// By the book's own calorific value and no number of another source: a factor per energy, or one per mass or
    /// volume for fuel of another heat.
    Measured,
    /// No property, or none of another source than the factor.
    OneSource,
    /// A property of another source than the factor.
    Mixed,
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

    /// How far its parts belong together.
    pub(super) fn trust(&self) -> Trust {
        let is = |standing| move |used: &UsedProperty| used.standing == standing;
        if self.properties.iter().any(is(Standing::OtherSource)) {
            Trust::Mixed
        } else if self.properties.iter().any(|used| used.standing == Standing::Own && used.is_calorific()) {
            Trust::Measured
        } else {
            Trust::OneSource
        }
    }
}

impl UsedProperty {
    /// Whether it makes an amount of fuel an energy; the two values between net and gross do not.
    fn is_calorific(&self) -> bool {
        matches!(self.values.as_slice(), [(property, _)] if property.kind() != PropertyKind::Density)
    }
}

/// The conversion from the quantity's unit to the factor's, by the fuel's properties where needed.
pub(super) fn chain(query: Query<'_>, factor: &EmissionFactor, choices: Choices<'_>) -> Result<Chain, ResolveError> {
    if query.co2 != Co2::Counted && factor.gases.iter().any(|g| g.gas.co2e_set().is_some()) {
        return Err(ResolveError::OnlyCo2e { id: factor.id.to_string() });
    }
    let (from, to) = (query.unit, factor.unit);
    let fuel = fuel_of(query.activity);
    let basis_differs = from.dimension() == Dimension::Energy
        && to.dimension() == Dimension::Energy
        && factor.basis.is_some()
        && query.basis != factor.basis;
    let set = &*factor.provenance.set;
    let mut rows = choices.fuels.of_activity(query.activity, choices.regions);
    // What a factor was computed with goes where the factor goes: a row may name one of another country.
    let inside = choices.fuels.of_activity(query.activity, &[&*factor.region]).into_iter();
    rows.extend(inside.filter(|row| *row.set == *set && !choices.regions.contains(&&*row.region)));
    let scaled = |path: path::Path| Chain {
        multiply: from.to_coherent(1.0) * path.multiply,
        divide: to.to_coherent(1.0) * path.divide,
        properties: path.properties,
    };
    if let (Ok(plain), false) = (from.conversion_to(to), basis_differs) {
        // A factor of the book's own is for the book's own fuel.
        let measure = Measure::of(to.dimension(), None).filter(|_| set != OWN);
        let own = measure.and_then(|measure| path::by_own_heat(&rows, set, measure));
        let (multiply, divide) = plain.factor_parts();
        return Ok(own.map_or(Chain { multiply, divide, properties: Vec::new() }, scaled));
    }
    if (basis_differs || fuel.is_some()) && from.dimension() == Dimension::Energy && query.basis.is_none() {
        return Err(ResolveError::BasisUnknown { activity: query.activity.to_owned(), unit: from.symbol() });
    }
    let refuse = || {
        let source = ConvertError { from, to };
        ResolveError::CannotConvert {
            source,
            factor: factor.id.to_string(),
            fuel: fuel.map(str::to_owned),
            basis: query.basis,
        }
    };
    let measure = |dimension, basis| Measure::of(dimension, basis);
    let ends = measure(from.dimension(), query.basis).zip(measure(to.dimension(), factor.basis));
    let (start, end) = ends.filter(|_| fuel.is_some()).ok_or_else(refuse)?;
    path::shortest(&rows, set, start, end).map(scaled).ok_or_else(refuse)
}

#[cfg(test)]
mod tests;
