//! What posting needs besides the totals and the calculations.

use crate::estate::{Estate, Site};
use crate::factor::{FactorSet, FuelTable};
use crate::period::Period;
use crate::scope::MarketFallback;

/// What posting needs besides the totals and the calculations.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Context<'a> {
    /// The sites in the order of their ids. Totals name a site by its place in this order.
    pub sites: &'a [Site],
    /// Estates, whose regions decide which factors fit.
    pub estates: &'a [Estate],
    /// Factors to choose from.
    pub factors: &'a FactorSet,
    /// Fuel properties to convert with.
    pub fuels: &'a FuelTable,
    /// The book's period. What lies outside it is cut off from calculations as from rows.
    pub period: Period,
    /// What the market-based method takes for a purchase that no contract or residual mix covers.
    pub market_fallback: Option<MarketFallback>,
}

impl<'a> Context<'a> {
    /// What posting needs of a book that names no fallback for the market-based method.
    pub fn new(
        sites: &'a [Site],
        estates: &'a [Estate],
        factors: &'a FactorSet,
        fuels: &'a FuelTable,
        period: Period,
    ) -> Self {
        Self { sites, estates, factors, fuels, period, market_fallback: None }
    }
}
