//! The query for which a factor is looked up.

use crate::activity::Stream;
use crate::factor::Co2;
use crate::period::Month;
use crate::quantity::{HeatBasis, Unit};
use crate::scope::Category;

/// The look-up of a quantity's factor: what the quantity is, how it is measured, and its month.
///
/// # Examples
/// Power of the Thai grid in March 2024, with the built-in factors:
/// ```
/// use estate_carbon::factor::resolve::{Choices, Query, resolve};
/// use estate_carbon::factor::{FactorSet, FuelTable};
/// use estate_carbon::{period::Day, quantity::Unit, scope::Category};
/// let month = Day::from_ymd(2024, 3, 1).ok_or("a day")?.month();
/// let power =
///     Query::new("purchased_electricity/grid", Category::PurchasedElectricity, Unit::parse("kWh")?, month);
/// let (factors, fuels) = (FactorSet::built_in(), FuelTable::built_in());
/// let found = resolve(power, Choices::new(factors, fuels, &["TH", "GLOBAL"]))?;
/// assert_eq!(found.factor.id.as_str(), "tgo-cfo-2026/grid/2022-2024");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Query<'a> {
    /// The code whose factors it takes.
    pub activity: &'a str,
    /// The category it is reported in.
    pub category: Category,
    /// The unit of the quantity.
    pub unit: Unit,
    /// The month it falls in.
    pub month: Month,
    /// The factor that a row names.
    pub factor_id: Option<&'a str>,
    /// Calorific basis of an energy quantity.
    pub basis: Option<HeatBasis>,
    /// Whether the factor's CO2 counts.
    pub co2: Co2,
    /// The region that a row names, where it is not the site's.
    pub region: Option<&'a str>,
}

impl<'a> Query<'a> {
    /// A quantity whose row names no factor and no region, which has no calorific basis, and whose CO2 counts.
    pub fn new(activity: &'a str, category: Category, unit: Unit, month: Month) -> Self {
        let co2 = Co2::Counted;
        Self { activity, category, unit, month, factor_id: None, basis: None, co2, region: None }
    }
}

impl Stream {
    /// The query for the factor of this stream.
    pub fn query(&self) -> Query<'_> {
        Query {
            activity: self.activity.as_str(),
            category: self.category,
            unit: self.unit,
            month: self.month,
            factor_id: self.factor_id.as_ref().map(|id| id.as_str()),
            basis: self.basis,
            co2: Co2::Counted,
            region: None,
        }
    }
}

/// What two queries must have in common to get the same factor for the same regions.
pub(crate) type QueryKey<'a> =
    (&'a str, Category, &'static str, Month, Option<&'a str>, Option<HeatBasis>, Co2, Option<&'a str>);

impl<'a> Query<'a> {
    /// The fields that decide the result.
    pub(crate) fn key(self) -> QueryKey<'a> {
        let Self { activity, category, unit, month, factor_id, basis, co2, region } = self;
        (activity, category, unit.symbol(), month, factor_id, basis, co2, region)
    }
}
