//! Combustion by factors that lack two of its three gases.

use super::{Ledger, Posting};
use crate::activity::category_of;
use crate::factor::{EmissionFactor, GasFactor};
use crate::quantity::Family;
use crate::scope::Category;

impl Ledger {
    /// The factor of burnt fuel that a posting takes, if it has neither methane nor nitrous oxide, though it has carbon or a
    /// method gave it that. A factor published as CO2e may hold all three.
    pub fn factor_without_combustion_gases(&self, posting: &Posting) -> Option<&EmissionFactor> {
        // Steam that is bought may be valued by the fuel of its boiler.
        let category = category_of(self.subject(posting)?.takes.as_str());
        let burnt = matches!(category, Some(Category::StationaryCombustion | Category::MobileCombustion));
        let factor = &self.resolution(posting).filter(|_| burnt)?.factor;
        let other = |of: &GasFactor| matches!(of.gas.family(), Family::Ch4 | Family::N2o | Family::Co2e);
        let carbon = |of: &GasFactor| of.kg_per_unit != 0.0;
        (!factor.gases.iter().any(other) && factor.gases.iter().any(carbon)).then_some(factor)
    }
}
