//! What posting needs besides the totals and the calculations.

use crate::estate::{Estate, Site};
use crate::factor::{FactorSet, FuelTable};
use crate::period::Period;
use crate::scope::MarketFallback;

/// What posting needs besides the totals and the calculations.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Sites, in the order the totals count them, which is that of their ids.
    pub sites: &'a [Site],
    /// Estates, whose regions decide which factors fit.
    pub estates: &'a [Estate],
    /// Factors to choose from.
    pub factors: &'a FactorSet,
    /// Fuel properties to convert with.
    pub fuels: &'a FuelTable,
    /// The book's period, which cuts calculations as it cuts rows.
    pub period: Period,
    /// What the market-based method takes where nothing covers a purchase.
    pub market_fallback: Option<MarketFallback>,
}
