//! What a row is reported as, and what makes gases of its quantity: the columns that tables of
//! purchased energy and of the value chain have in common.

use std::sync::Arc;

use super::inputs::RowInputs;
use crate::id::{ActivityCode, FactorId};
use crate::method::{Outcome, Quantity};
use crate::quantity::{Amount, Gas, GasMass, GasMasses, HeatBasis, Mass, Unit};
use crate::scope::Category;
use crate::table::cell::not_measured;
use crate::table::typed::{Cell, Region, Reports};

/// A code and its category, under which a method's gases are reported.
pub(super) struct ReportedAs {
    pub(super) code: ActivityCode,
    pub(super) category: Category,
}

impl ReportedAs {
    /// Gases that a method gives.
    pub(super) fn gases(self) -> impl Fn(GasMasses) -> Vec<Outcome> + Send + Sync + 'static {
        move |masses| Outcome::of_gases(&self.code, self.category, &masses)
    }

    /// The mass of one gas.
    pub(super) fn gas(self, gas: Gas) -> impl Fn(Mass) -> Vec<Outcome> + Send + Sync + 'static {
        move |mass| vec![Outcome::of_gas(self.code.clone(), self.category, gas, GasMass::from(mass).as_kilograms())]
    }

    /// CO2 by itself.
    pub(super) fn co2(self) -> impl Fn(Mass) -> Vec<Outcome> + Send + Sync + 'static {
        self.gas(Gas::CO2)
    }
}

/// The code a row is reported under and where its emissions come from.
pub(super) struct Reported {
    reported_as: ReportedAs,
    emissions: Emissions,
}

/// What makes gases of a row's quantity.
enum Emissions {
    /// The quantity is CO2e that somebody reported, by this set of potentials.
    Reported(Gas),
    /// The factors of a code do.
    Factors { takes: ActivityCode, basis: Option<HeatBasis>, factor_id: Option<FactorId>, region: Option<Arc<str>> },
}

impl Reported {
    /// From `activity`, `factors_of`, `gwp`, `basis`, `factor_id` and `region`, as far as the table has them.
    pub(super) fn read<'t, R: Reports<'t>>(row: &mut RowInputs<'_, R>) -> Option<Self> {
        let cells = row.reported();
        let reported_as = row.reported_in(cells.activity);
        let factors_of = cells.factors_of.get().map(|_| row.reported_in(cells.factors_of));
        let reported_as = reported_as?;
        if let Some(set) = cells.gwp.get() {
            // CO2e that somebody reported takes no factor.
            if let Some(other) = [cells.factors_of, cells.factor_id].into_iter().find(|cell| cell.get().is_some()) {
                let advice = "leave one of the two empty";
                let other = format!("`{}` that factors apply to it", other.name());
                row.refuse("gwp", format!("`gwp` says the quantity is CO2e, and {other}: {advice}"));
                return None;
            }
            let gas = Gas::parse(&format!("CO2e:{}", set.as_str())).ok()?;
            return Some(Self { reported_as, emissions: Emissions::Reported(gas) });
        }
        let takes = match factors_of {
            Some(other) => other?.code,
            None => reported_as.code.clone(),
        };
        let emissions = Emissions::Factors {
            takes,
            basis: cells.basis.get(),
            factor_id: cells.factor_id.get().map(FactorId::from),
            region: cells.region.get().map(|Region(code)| Arc::from(code)),
        };
        Some(Self { reported_as, emissions })
    }

    /// A quantity in the unit of its row; kilograms, where it is CO2e that somebody reported.
    pub(super) fn quantity<R>(
        &self,
        (quantity, unit): (Cell<'_, Amount>, Cell<'_, Unit>),
        row: &mut RowInputs<'_, R>,
    ) -> Option<Amount> {
        let amount = row.value(quantity)?;
        let Emissions::Reported(_) = self.emissions else { return Some(amount) };
        let mass = amount.mass();
        if mass.is_none() {
            row.report(unit, not_measured(amount.unit(), "a mass"));
        }
        mass.map(Amount::from)
    }

    /// How an amount that a method gives is reported.
    pub(super) fn outcomes<A: Into<Amount>>(self) -> impl Fn(A) -> Vec<Outcome> + Send + Sync + 'static {
        move |amount| vec![self.outcome(amount.into())]
    }

    fn outcome(&self, amount: Amount) -> Outcome {
        let (activity, category) = (self.reported_as.code.clone(), self.reported_as.category);
        match &self.emissions {
            // Read as kilograms, and a part of it is in its unit.
            Emissions::Reported(gas) => Outcome::of_gas(activity, category, *gas, amount.value()),
            Emissions::Factors { takes, basis, factor_id, region } => {
                let (factor_id, region) = (factor_id.clone(), region.clone());
                let quantity = Quantity { basis: *basis, factor_id, region, ..Quantity::new(takes.clone(), amount) };
                Outcome::of_quantity(activity, category, quantity)
            }
        }
    }
}
