//! What a method came to: masses of gas, and quantities that emission factors apply to.

use std::sync::Arc;

use crate::factor::Co2;
use crate::id::{ActivityCode, FactorId};
use crate::quantity::{Amount, Gas, GasMasses, HeatBasis};
use crate::scope::Category;

/// One result of a calculation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// The code it is reported under.
    pub activity: ActivityCode,
    /// The category of that code.
    pub category: Category,
    /// What came out.
    pub kind: OutcomeKind,
}

/// What a result is: the mass of a gas, or a quantity that emission factors apply to.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OutcomeKind {
    /// The method gives the mass of the gas, which is posted as it is.
    Gas {
        /// The gas.
        gas: Gas,
        /// Its mass, kg.
        kg: f64,
    },
    /// A quantity of activity.
    Quantity(Quantity),
}

/// A quantity that a method calculated, and the factors that apply to it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// How much.
    pub amount: Amount,
    /// The code whose factors it takes, which may differ from the one it is reported under.
    pub takes: ActivityCode,
    /// Whether the CO2 of those factors counts; a method that gives the CO2 itself leaves it out.
    pub co2: Co2,
    /// Calorific basis, where the amount is an energy of fuel.
    pub basis: Option<HeatBasis>,
    /// The factor the row names.
    pub factor_id: Option<FactorId>,
    /// The region of the factors, where it is not the site's.
    pub region: Option<Arc<str>>,
}

impl Outcome {
    /// A quantity that takes the factors of its own code.
    pub fn new(activity: ActivityCode, category: Category, amount: impl Into<Amount>) -> Self {
        let quantity = Quantity::new(activity.clone(), amount);
        Self { activity, category, kind: OutcomeKind::Quantity(quantity) }
    }

    /// A quantity with the factors that apply to it.
    pub fn of_quantity(activity: ActivityCode, category: Category, quantity: Quantity) -> Self {
        Self { activity, category, kind: OutcomeKind::Quantity(quantity) }
    }

    /// The masses of gases that a method gives by itself, one result each.
    pub fn of_gases(activity: &ActivityCode, category: Category, masses: &GasMasses) -> Vec<Self> {
        masses.iter().map(|(gas, mass)| Self::of_gas(activity.clone(), category, gas, mass.as_kilograms())).collect()
    }

    /// Kilograms of one gas.
    pub fn of_gas(activity: ActivityCode, category: Category, gas: Gas, kg: f64) -> Self {
        Self { activity, category, kind: OutcomeKind::Gas { gas, kg } }
    }

    /// The quantity, if it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.kind {
            OutcomeKind::Quantity(quantity) => Some(quantity),
            OutcomeKind::Gas { .. } => None,
        }
    }
}

impl Quantity {
    /// A quantity that takes the factors of a code, CO2 and all.
    pub fn new(takes: ActivityCode, amount: impl Into<Amount>) -> Self {
        Self { amount: amount.into(), takes, co2: Co2::Counted, basis: None, factor_id: None, region: None }
    }

    /// The same, of which the method gives the CO2 by itself: its factors count for the other gases.
    pub fn without_co2(self) -> Self {
        Self { co2: Co2::GivenByMethod, ..self }
    }

    /// The same for the CO2 of its factors alone: their other gases are those of another quantity.
    pub fn co2_alone(self) -> Self {
        Self { co2: Co2::Alone, ..self }
    }
}
