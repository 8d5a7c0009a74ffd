//! What a row is reported as, and what makes gases of its quantity: the columns that tables of
//! purchased energy and of the value chain have in common, or the code of its table.

use std::sync::Arc;

use super::inputs::RowInputs;
use crate::id::{ActivityCode, FactorId};
use crate::method::{Outcome, Quantity};
use crate::quantity::{Amount, Gas, GasMass, GasMasses, HeatBasis, Mass};
use crate::scope::Category;
use crate::table::typed::{Region, Reports};

/// The code a row is reported under, and where its emissions come from.
pub(super) struct Reported {
    code: ActivityCode,
    category: Category,
    /// Of a quantity that is CO2e somebody reported: the set of potentials, as a gas.
    pub(super) co2e: Option<Gas>,
    /// The code whose factors make gases of any other, and which of them.
    takes: ActivityCode,
    basis: Option<HeatBasis>,
    factor_id: Option<FactorId>,
    region: Option<Arc<str>>,
}

impl<'t, R: Reports<'t>> RowInputs<'_, R> {
    /// Reports the row as its table declares.
    pub(super) fn report_as_declared(&mut self) {
        self.reported = Reported::read(self);
    }
}

impl Reported {
    /// A code that its own factors make gases of.
    pub(super) fn new(code: &str, category: Category) -> Self {
        let code = ActivityCode::from(code);
        Self { takes: code.clone(), code, category, co2e: None, basis: None, factor_id: None, region: None }
    }

    /// From `activity`, `factors_of`, `gwp`, `basis`, `factor_id` and `region`, as far as the table has them.
    fn read<'t, R: Reports<'t>>(row: &mut RowInputs<'_, R>) -> Option<Self> {
        let Some(cells) = row.reported() else { return row.code(R::CODE?) };
        let reported = row.code_of(cells.activity);
        let factors_of = cells.factors_of.get().map(|_| row.code_of(cells.factors_of));
        let reported = reported?;
        if let Some(set) = cells.gwp.get() {
            // CO2e that somebody reported takes no factor.
            if let Some(other) = [cells.factors_of, cells.factor_id].into_iter().find(|cell| cell.get().is_some()) {
                let advice = "leave one of the two empty";
                let other = format!("`{}` that factors apply to it", other.name());
                row.refuse("gwp", format!("`gwp` says the quantity is CO2e, and {other}: {advice}"));
                return None;
            }
            return Some(Self { co2e: Some(Gas::parse(&format!("CO2e:{}", set.as_str())).ok()?), ..reported });
        }
        Some(Self {
            takes: factors_of.map_or_else(|| Some(reported.takes), |other| Some(other?.code))?,
            basis: cells.basis.get(),
            factor_id: cells.factor_id.get().map(FactorId::from),
            region: cells.region.get().map(|Region(code)| Arc::from(code)),
            ..reported
        })
    }

    /// Gases that a method gives.
    pub(super) fn of_gases(&self, masses: &GasMasses) -> Vec<Outcome> {
        Outcome::of_gases(&self.code, self.category, masses)
    }

    /// How they are reported.
    pub(super) fn gases<M: Into<GasMasses>>(self) -> impl Fn(M) -> Vec<Outcome> + Send + Sync + 'static {
        move |masses| self.of_gases(&masses.into())
    }

    /// How the mass of one gas is reported.
    pub(super) fn gas(self, gas: Gas) -> impl Fn(Mass) -> Vec<Outcome> + Send + Sync + 'static {
        move |mass| vec![Outcome::of_gas(self.code.clone(), self.category, gas, GasMass::from(mass).as_kilograms())]
    }

    /// CO2 by itself.
    pub(super) fn co2(self) -> impl Fn(Mass) -> Vec<Outcome> + Send + Sync + 'static {
        self.gas(Gas::CO2)
    }

    /// How an amount that a method gives is reported.
    pub(super) fn amount<A: Into<Amount>>(self) -> impl Fn(A) -> Vec<Outcome> + Send + Sync + 'static {
        move |amount| {
            let amount = amount.into();
            vec![match self.co2e {
                // Read as kilograms, and a part of it is in its unit.
                Some(gas) => Outcome::of_gas(self.code.clone(), self.category, gas, amount.value()),
                None => self.of_quantity(self.quantity(amount)),
            }]
        }
    }

    /// A quantity with the factors that apply to it.
    pub(super) fn quantity(&self, amount: Amount) -> Quantity {
        let (factor_id, region) = (self.factor_id.clone(), self.region.clone());
        Quantity { basis: self.basis, factor_id, region, ..Quantity::new(self.takes.clone(), amount) }
    }

    /// How it is reported.
    pub(super) fn of_quantity(&self, quantity: Quantity) -> Outcome {
        Outcome::of_quantity(self.code.clone(), self.category, quantity)
    }
}
