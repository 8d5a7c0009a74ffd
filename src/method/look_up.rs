//! From an activity to its emissions in one expression: the factor is looked up, and stays with the result.
//!
//! In: a code of the chart, a region, a day and a quantity. Out: masses of gas, with the factor and the reason it was
//! taken. The choice is that of [`resolve`], which books make too; nothing here chooses.

use std::sync::Arc;

use super::emissions;
use crate::activity::{UnknownActivity, category_of};
use crate::estate::regions_of;
use crate::factor::resolve::{Choices, Query, Reason, Resolution, ResolveError, resolve};
use crate::factor::{EmissionFactor, FactorSet, FuelTable};
use crate::period::Day;
use crate::quantity::{
    Amount, Co2e, Energy, Gas, GasMasses, GrossEnergy, GwpSet, HeatBasis, Length, Mass, NetEnergy, NoGwp, Volume,
    is_held,
};
use crate::scope::Category;
use crate::shipped;
use crate::table::cell;

impl FactorSet {
    /// Begins to look for the factor of an activity: a code of the chart, or one that the set has factors of.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::factor::FactorSet;
    /// use estate_carbon::period::Day;
    /// use estate_carbon::quantity::{Energy, GwpSet, NetEnergy, uom::si::energy::gigajoule};
    ///
    /// let (day, burnt) = (Day::parse("2024-03-15").ok_or("a day")?, NetEnergy(Energy::new::<gigajoule>(1_200.0)));
    /// let gas = FactorSet::built_in().find("stationary_combustion/natural_gas").in_region("TH").on(day)?.apply(burnt)?;
    /// assert_eq!(gas.co2e(GwpSet::Ar6)?.to_string(), "67.389 t CO2e");
    /// // Where the number comes from.
    /// assert_eq!(gas.factor().id.as_str(), "tgo-cfo-2022/stationary/natural_gas.mj");
    /// assert_eq!(gas.reason(), "it is published for the region, TH");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn find<'a>(&'a self, activity: &'a str) -> OfActivity<'a> {
        OfActivity { factors: self, activity, factor_id: None }
    }
}

/// A look-up that knows its activity; see [`FactorSet::find`].
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct OfActivity<'a> {
    factors: &'a FactorSet,
    activity: &'a str,
    factor_id: Option<&'a str>,
}

impl<'a> OfActivity<'a> {
    /// Takes the factor of this id, where two fit equally well or another than the preferred is wanted.
    pub fn by_id(mut self, factor_id: &'a str) -> Self {
        self.factor_id = Some(factor_id);
        self
    }

    /// Looks for a factor of this region, a country or a grid in one (`TH`, `AU-NSW`), then of the wider ones around it.
    pub fn in_region(self, region: &'a str) -> InRegion<'a> {
        InRegion { of: self, region }
    }
}

/// A look-up that knows its region too.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct InRegion<'a> {
    of: OfActivity<'a>,
    region: &'a str,
}

impl<'a> InRegion<'a> {
    /// Looks for a factor that is valid in the month of this day, or was last valid before it.
    ///
    /// # Errors
    /// [`LookUpError`] if the activity is not known or the region is no region code.
    pub fn on(self, day: Day) -> Result<OnDay<'a>, LookUpError> {
        let Self { of, region } = self;
        // As a cell of a table: without the blanks around it, in capitals.
        let region = cell::region(region.trim()).ok().filter(|region| !region.is_empty());
        let region = region.ok_or_else(|| LookUpError::Region(self.region.to_owned()))?;
        // A set may have codes of its own, as a book has.
        let own = || category_of(of.activity).filter(|_| of.factors.of_activity(of.activity).next().is_some());
        let category = shipped::chart().category(of.activity).or_else(|unknown| own().ok_or(unknown))?;
        Ok(OnDay { of, region, category, day })
    }
}

/// A look-up that lacks only the quantity.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct OnDay<'a> {
    of: OfActivity<'a>,
    region: &'a str,
    category: Category,
    day: Day,
}

impl OnDay<'_> {
    /// Chooses the factor for a quantity and multiplies: mass of a gas \[kg\] = quantity \[the factor's unit\] × the factor's
    /// mass of the gas \[kg per unit\], the quantity being converted to the factor's unit before. Of an energy purchased the factor is that of the location-based
    /// method. The built-in properties of fuels connect mass, volume and energy.
    ///
    /// # Errors
    /// [`LookUpError::Resolve`] if no factor fits, two fit equally well, or the quantity cannot be converted to the
    /// factor's unit: nothing is guessed. [`LookUpError::Quantity`] if the quantity, or what it comes to, is not finite or
    /// larger than the books hold ([`is_held`]).
    pub fn apply(self, quantity: impl Into<AmountOnBasis>) -> Result<Applied, LookUpError> {
        let AmountOnBasis { amount, basis } = quantity.into();
        let held = |number: f64| is_held(number).then_some(number).ok_or(LookUpError::Quantity(amount.value()));
        held(amount.value())?;
        let query = Query {
            factor_id: self.of.factor_id,
            basis,
            ..Query::new(self.of.activity, self.category, amount.unit(), self.day.month())
        };
        let regions = regions_of(self.region);
        let resolution = resolve(query, Choices::new(self.of.factors, FuelTable::built_in(), &regions))?;
        let converted = held(resolution.chain.apply(amount.value()))?;
        let masses: GasMasses = emissions(converted, &resolution.factor).collect();
        masses.iter().try_for_each(|(_, mass)| held(mass.as_kilograms()).map(drop))?;
        Ok(Applied { resolution, masses })
    }
}

/// A quantity as it was measured: an energy of fuel says on which calorific value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmountOnBasis {
    amount: Amount,
    basis: Option<HeatBasis>,
}

impl From<NetEnergy> for AmountOnBasis {
    fn from(energy: NetEnergy) -> Self {
        Self { amount: energy.0.into(), basis: Some(HeatBasis::Net) }
    }
}

impl From<GrossEnergy> for AmountOnBasis {
    fn from(energy: GrossEnergy) -> Self {
        Self { amount: energy.0.into(), basis: Some(HeatBasis::Gross) }
    }
}

macro_rules! without_basis {
    ($($quantity:ty),*) => {
        $(impl From<$quantity> for AmountOnBasis {
            fn from(quantity: $quantity) -> Self {
                Self { amount: quantity.into(), basis: None }
            }
        })*
    };
}

without_basis!(Amount, Energy, Mass, Volume, Length);

/// What a quantity emits by a factor that was looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    resolution: Resolution,
    masses: GasMasses,
}

impl Applied {
    /// The mass of each gas.
    pub fn masses(&self) -> &GasMasses {
        &self.masses
    }

    /// The sum in CO2e, of the gases that the GHG Protocol counts in the scopes, as a book has it: Σ mass of a gas \[kg\] ×
    /// its potential \[kg CO2e per kg\]. CO2 from biomass and gases outside the Kyoto basket are among
    /// [`Applied::masses`] and not in the sum.
    ///
    /// # Errors
    /// [`NoGwp`] if the set gives no potential for one of the gases in the scopes, or the factor was published only as CO2e of another
    /// set. (A book counts the latter as it was published, and its report says so; here nobody would.)
    pub fn co2e(&self, set: GwpSet) -> Result<Co2e, NoGwp> {
        let of_another = |gas: &Gas| gas.co2e_set().is_some_and(|published| published != set);
        let counted: GasMasses = self.masses.iter().filter(|(gas, _)| gas.family().in_scopes()).collect();
        match counted.iter().map(|(gas, _)| gas).find(of_another) {
            Some(gas) => Err(NoGwp { set, gas }),
            None => counted.co2e(set),
        }
    }

    /// The factor, with its publisher and document.
    pub fn factor(&self) -> &Arc<EmissionFactor> {
        &self.resolution.factor
    }

    /// Why it was taken, in words. Those of a book ([`Reason::text`]) speak of sites and rows, and here there are none.
    pub fn reason(&self) -> String {
        match &self.resolution.reason {
            Reason::NamedByRow => "it was asked for by its id".to_owned(),
            Reason::Own => "the set's own factors come first".to_owned(),
            Reason::Region(region) => format!("it is published for the region, {region}"),
            other => other.text(),
        }
    }

    /// The whole choice: how the quantity was converted, and whether the factor is of an earlier year
    /// ([`Resolution::earlier_year`]).
    pub fn resolution(&self) -> &Resolution {
        &self.resolution
    }
}

/// Why a look-up came to nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LookUpError {
    /// The activity is in neither the chart nor the set.
    #[error(transparent)]
    Activity(#[from] UnknownActivity),
    /// The region is not written as one.
    #[error("`{0}` is not a region code, such as `TH` or `AU-NSW`")]
    Region(String),
    /// No factor was chosen.
    #[error("{}", in_words(.0))]
    Resolve(#[from] ResolveError),
    /// The quantity, or what it comes to, is not finite, or larger than anything that is accounted.
    #[error("the quantity {0:e}, or the gas it comes to, is larger than any figure, or no number")]
    Quantity(f64),
}

/// Why no factor was chosen, with what can be done about it here: a caller has no row to correct.
fn in_words(error: &ResolveError) -> String {
    match error {
        ResolveError::BasisUnknown { activity, unit } => {
            format!("`{unit}` of `{activity}`: net or gross calorific value? Give it as `NetEnergy` or `GrossEnergy`")
        }
        ResolveError::Tie { .. } => format!("{error}: name one with `by_id`"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Unit;

    fn apply(activity: &str, region: &str, value: f64, unit: &str) -> Result<Applied, LookUpError> {
        let day = Day::from_ymd(2024, 3, 15).expect("a day");
        let amount = Amount::new(value, Unit::parse(unit).expect("a unit"));
        FactorSet::built_in().find(activity).in_region(region).on(day)?.apply(amount)
    }

    #[test]
    fn a_look_up_gives_the_factor_that_a_book_takes() {
        let power = apply("purchased_electricity/grid", "TH", 2.0, "MWh").expect("a factor");
        assert_eq!(power.factor().id.as_str(), "tgo-cfo-2026/grid/2022-2024");
        assert!((power.co2e(GwpSet::Ar5).expect("AR5").as_kilograms() - 950.0).abs() < 1e-9);
        assert!(power.co2e(GwpSet::Ar6).is_err(), "published as CO2e under AR5 only");
        assert_eq!(power.resolution().earlier_year(), None);
    }

    #[test]
    fn what_is_ambiguous_or_does_not_fit_is_refused() {
        let refused = |activity, region, unit| apply(activity, region, 1.0, unit).expect_err(activity);
        let typo = refused("stationary_combustion/natural_gass", "TH", "GJ");
        assert!(matches!(&typo, LookUpError::Activity(unknown) if unknown.only().is_some()), "{typo}");
        assert!(matches!(refused("stationary_combustion/natural_gas", "Thailand", "GJ"), LookUpError::Region(_)));
        let energy = refused("stationary_combustion/natural_gas", "TH", "GJ");
        assert!(matches!(energy, LookUpError::Resolve(ResolveError::BasisUnknown { .. })), "{energy}");
        let mass = refused("purchased_electricity/grid", "TH", "t");
        assert!(matches!(mass, LookUpError::Resolve(ResolveError::CannotConvert { .. })), "{mass}");
        let nowhere = refused("purchased_electricity/grid", "XX", "kWh");
        assert!(matches!(nowhere, LookUpError::Resolve(ResolveError::NoFactor { .. })), "{nowhere}");
    }

    #[test]
    fn a_look_up_counts_what_a_book_counts() {
        let leak = apply("fugitive_emissions/HCFC-22", "TH", 2.0, "kg").expect("a factor");
        assert_eq!(leak.masses().iter().map(|(_, mass)| mass.as_kilograms()).collect::<Vec<_>>(), [2.0]);
        assert_eq!(leak.co2e(GwpSet::Ar6).map(Co2e::as_kilograms), Ok(0.0), "it is outside the scopes");
    }

    #[test]
    fn quantities_that_are_no_figure_are_refused() {
        for quantity in [f64::NAN, f64::INFINITY, -1e100, 1e99] {
            let refused = apply("stationary_combustion/lpg", "TH", quantity, "kt").expect_err("no figure");
            assert!(matches!(refused, LookUpError::Quantity(_)), "{refused}");
        }
    }

    #[test]
    fn regions_are_read_as_cells_are_and_no_site_or_row_is_spoken_of() {
        assert!(apply("purchased_electricity/grid", " TH ", 1.0, "kWh").is_ok());
        for none in ["", " ", "th"] {
            let refused = apply("purchased_electricity/grid", none, 1.0, "kWh").expect_err("no region");
            assert!(matches!(&refused, LookUpError::Region(region) if region == none), "{refused}");
        }
        let day = Day::from_ymd(2024, 3, 15).expect("a day");
        let power = FactorSet::built_in().find("purchased_electricity/grid").by_id("tgo-cfo-2026/grid/2022-2024");
        let power = power.in_region("TH").on(day).and_then(|on| on.apply(Energy::default())).expect("a factor");
        let said = [
            power.reason(),
            apply("purchased_electricity/grid", "TH", 1.0, "kWh").expect("a factor").reason(),
            apply("stationary_combustion/natural_gas", "TH", 1.0, "GJ").expect_err("no basis").to_string(),
        ];
        for said in said {
            assert!(!said.contains("site") && !said.contains("row") && !said.contains("`basis`"), "{said}");
        }
    }

    #[test]
    fn a_factor_can_be_named() {
        let day = Day::from_ymd(2024, 3, 15).expect("a day");
        let of = |id| FactorSet::built_in().find("purchased_electricity/grid").by_id(id).in_region("TH").on(day);
        let energy = Amount::new(1.0, Unit::parse("kWh").expect("a unit"));
        let named = of("monre-2024/grid/vn-2023").and_then(|on| on.apply(energy)).expect("a factor");
        assert_eq!(&*named.factor().region, "VN");
        let unknown = of("no/such").and_then(|on| on.apply(energy));
        assert!(matches!(unknown, Err(LookUpError::Resolve(ResolveError::UnknownFactorId { .. }))));
    }
}
