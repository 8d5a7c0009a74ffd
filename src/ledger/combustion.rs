//! Combustion by factors that lack two of its three gases.

use super::{Ledger, Posting};
use crate::factor::{EmissionFactor, GasFactor};
use crate::quantity::Family;
use crate::scope::Category;

impl Ledger {
    /// The factor of a posting of burnt fuel, if it has neither methane nor nitrous oxide, though it has carbon or a
    /// method gave it that. A factor published as CO2e may hold all three.
    pub fn factor_without_combustion_gases(&self, posting: &Posting) -> Option<&EmissionFactor> {
        let category = self.subject(posting)?.category;
        let burnt = matches!(category, Category::StationaryCombustion | Category::MobileCombustion);
        let factor = &self.resolution(posting).filter(|_| burnt)?.factor;
        let other = |of: &GasFactor| matches!(of.gas.family(), Family::Ch4 | Family::N2o | Family::Co2e);
        let carbon = |of: &GasFactor| of.kg_per_unit != 0.0;
        (!factor.gases.iter().any(other) && factor.gases.iter().any(carbon)).then_some(factor)
    }
}
