//! What a row is reported as, and what makes gases of its quantity: the columns that tables of
//! purchased energy and of the value chain have in common.

use std::sync::Arc;

use super::inputs::{Inputs, refuse};
use crate::activity::Takes;
use crate::diagnostic::Diagnostics;
use crate::id::{ActivityCode, FactorId};
use crate::method::{MethodError, Outcome};
use crate::quantity::{Amount, Gas, HeatBasis};
use crate::scope::Category;

/// The code a row is reported under and where its emissions come from.
pub(super) struct Reported {
    activity: ActivityCode,
    category: Category,
    takes: Takes,
    basis: Option<HeatBasis>,
    factor_id: Option<FactorId>,
    region: Option<Arc<str>>,
}

impl Reported {
    /// From `activity`, `factors_of`, `gwp`, `basis`, `factor_id` and `region`, as far as the table has them.
    pub(super) fn read(inputs: &Inputs<'_, '_>, d: &mut Diagnostics) -> Option<Self> {
        let row = inputs.row;
        let reported = row.required_text("activity", d).and_then(|code| inputs.activity("activity", code, d));
        let factors_of = row.text("factors_of").map(|code| inputs.activity("factors_of", code, d));
        let region = row.text("region").and_then(|_| row.region("region", d)).map(Arc::from);
        let basis = row.choice("basis", d).and_then(HeatBasis::parse);
        let gwp = row.choice("gwp", d).and_then(|set| Gas::parse(&format!("CO2e:{set}")).ok());
        let factor_id = row.text("factor_id").map(FactorId::from);
        let (activity, category) = reported?;
        let takes = match (gwp, factors_of) {
            (Some(_), Some(_)) => return two_sources(inputs, "factors_of", d),
            (Some(_), None) if factor_id.is_some() => return two_sources(inputs, "factor_id", d),
            (Some(gas), None) => Takes::Gas(gas),
            (None, Some(code)) => Takes::Factors(code?.0),
            (None, None) => Takes::Factors(activity.clone()),
        };
        Some(Self { activity, category, takes, basis, factor_id, region })
    }

    /// A quantity in the unit of another column; kilograms, where it is CO2e that somebody reported.
    pub(super) fn quantity(
        &self,
        inputs: &Inputs<'_, '_>,
        [name, unit]: [&'static str; 2],
        d: &mut Diagnostics,
    ) -> Option<Amount> {
        match self.takes {
            Takes::Gas(_) => inputs.mass(name, unit, d).map(Amount::from),
            Takes::Factors(_) | Takes::FactorsWithoutCo2(_) => inputs.amount(name, unit, d),
        }
    }

    /// The result of a row.
    pub(super) fn outcome(self, amount: impl Into<Amount>) -> Vec<Outcome> {
        let Self { activity, category, takes, basis, factor_id, region } = self;
        vec![Outcome { activity, category, amount: amount.into(), takes, basis, factor_id, region }]
    }

    /// The same for an energy of fuel on the basis the method gives.
    pub(super) fn on(self, basis: HeatBasis) -> Self {
        Self { basis: Some(basis), ..self }
    }
}

/// CO2e that somebody reported takes no factor.
fn two_sources(inputs: &Inputs<'_, '_>, other: &str, d: &mut Diagnostics) -> Option<Reported> {
    let what =
        format!("`gwp` says the quantity is CO2e, and `{other}` that factors apply to it: leave one of the two empty");
    refuse(inputs.row, &MethodError::Contradiction { input: "gwp", what }, d);
    None
}
