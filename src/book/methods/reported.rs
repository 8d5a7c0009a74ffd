//! What a row is reported as, and what makes gases of its quantity: the columns that tables of
//! purchased energy and of the value chain have in common.

use std::sync::Arc;

use super::inputs::{RowInputs, refuse};
use crate::diagnostic::Diagnostics;
use crate::id::{ActivityCode, FactorId};
use crate::method::{MethodError, Outcome, Quantity};
use crate::quantity::{Amount, Gas, GwpSet, HeatBasis};
use crate::scope::Category;
use crate::table::typed::{Cell, Region};

/// The code a row is reported under and where its emissions come from.
pub(super) struct Reported {
    activity: ActivityCode,
    category: Category,
    emissions: Emissions,
}

/// What makes gases of a row's quantity.
enum Emissions {
    /// The quantity is CO2e that somebody reported, by this set of potentials.
    Reported(Gas),
    /// Factors do.
    Factors(Factors),
}

/// The factors that apply to a quantity.
struct Factors {
    takes: ActivityCode,
    basis: Option<HeatBasis>,
    factor_id: Option<FactorId>,
    region: Option<Arc<str>>,
}

impl Reported {
    /// From `activity`, `factors_of`, `gwp`, `basis`, `factor_id` and `region`, as far as the table has them.
    pub(super) fn read(inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Self> {
        let mut text = |name| inputs.cell::<&str>(name, d).get();
        let (activity, factors_of) = (text("activity"), text("factors_of"));
        let factor_id = text("factor_id").map(FactorId::from);
        let basis = inputs.cell::<HeatBasis>("basis", d).get();
        let gwp = inputs.cell::<GwpSet>("gwp", d).get();
        let region = inputs.cell::<Region<'_>>("region", d).get().map(|Region(code)| Arc::from(code));
        let reported = activity.and_then(|code| inputs.activity("activity", code, d));
        let factors_of = factors_of.map(|code| inputs.activity("factors_of", code, d));
        let (activity, category) = reported?;
        let takes = match (gwp, factors_of) {
            (Some(_), Some(_)) => return two_sources(inputs, "factors_of", d),
            (Some(_), None) if factor_id.is_some() => return two_sources(inputs, "factor_id", d),
            (Some(set), None) => {
                let gas = Gas::parse(&format!("CO2e:{}", set.as_str())).ok()?;
                return Some(Self { activity, category, emissions: Emissions::Reported(gas) });
            }
            (None, Some(code)) => code?.0,
            (None, None) => activity.clone(),
        };
        let emissions = Emissions::Factors(Factors { takes, basis, factor_id, region });
        Some(Self { activity, category, emissions })
    }

    /// The inventory line of its code.
    pub(super) fn category(&self) -> Category {
        self.category
    }

    /// A quantity in the unit of its row; kilograms, where it is CO2e that somebody reported.
    pub(super) fn quantity(
        &self,
        cell: Cell<'_, Amount>,
        inputs: &RowInputs<'_, '_>,
        d: &mut Diagnostics,
    ) -> Option<Amount> {
        let amount = cell.need(d)?;
        match self.emissions {
            Emissions::Reported(_) => inputs.measured(amount, ("unit", amount.mass()), "a mass", d).map(Amount::from),
            Emissions::Factors(_) => Some(amount),
        }
    }

    /// How an amount that a method gives is reported.
    pub(super) fn outcomes<A: Into<Amount>>(self) -> impl Fn(A) -> Vec<Outcome> + Send + Sync + 'static {
        move |amount| vec![self.outcome(amount.into())]
    }

    /// The same for an energy of fuel on the basis the method takes.
    pub(super) fn on(mut self, basis: HeatBasis) -> Self {
        if let Emissions::Factors(factors) = &mut self.emissions {
            factors.basis = Some(basis);
        }
        self
    }

    fn outcome(&self, amount: Amount) -> Outcome {
        let (activity, category) = (self.activity.clone(), self.category);
        match &self.emissions {
            // Read as kilograms, and a part of it is in its unit.
            Emissions::Reported(gas) => Outcome::of_gas(activity, category, *gas, amount.value()),
            Emissions::Factors(factors) => Outcome::of_quantity(activity, category, factors.applied_to(amount)),
        }
    }
}

impl Factors {
    fn applied_to(&self, amount: Amount) -> Quantity {
        let Self { takes, basis, factor_id, region } = self;
        let (takes, factor_id, region) = (takes.clone(), factor_id.clone(), region.clone());
        Quantity { basis: *basis, factor_id, region, ..Quantity::new(takes, amount) }
    }
}

/// CO2e that somebody reported takes no factor.
fn two_sources(inputs: &RowInputs<'_, '_>, other: &str, d: &mut Diagnostics) -> Option<Reported> {
    let what =
        format!("`gwp` says the quantity is CO2e, and `{other}` that factors apply to it: leave one of the two empty");
    refuse(inputs.row, &MethodError::Contradiction { input: "gwp", what }, d);
    None
}
