//! Global warming potentials over 100 years, by assessment report.

use super::gas::Gas;
use super::gas_list::Gwp;
use super::gwp_set::GwpSet;

/// Which GWP applies to methane from burning fossil fuel, where a set has two.
///
/// The CO2 factor of a fuel counts all its carbon as oxidised, so it already includes the CO2 that the methane turns
/// into. The GHG Protocol (2024) therefore takes the non-fossil value for combustion. Others take the fossil value
/// throughout. The book makes the choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CombustionMethane {
    /// The fossil value, as for leaks.
    #[default]
    Fossil,
    /// The non-fossil value.
    NonFossil,
}

impl CombustionMethane {
    /// The word in book.toml: `fossil` or `non_fossil`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fossil => "fossil",
            Self::NonFossil => "non_fossil",
        }
    }

    /// Reads the word in book.toml.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Fossil, Self::NonFossil].into_iter().find(|methane| methane.as_str() == word)
    }
}

crate::word::shown_as_words!(CombustionMethane);

/// A gas the set has no potential for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{set} gives no GWP for {gas}")]
#[non_exhaustive]
pub struct NoGwp {
    /// The set.
    pub set: GwpSet,
    /// The gas.
    pub gas: Gas,
}

impl GwpSet {
    /// The potential of a gas in this set.
    ///
    /// CO2 from biomass counts 0: it is reported as a mass by itself. CO2e of any set
    /// counts 1, because its gases are not known; reports carry the caveat.
    ///
    /// # Errors
    /// [`NoGwp`] if the report does not list the gas.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::quantity::{Gas, GwpSet};
    /// assert_eq!(GwpSet::Ar6.gwp(Gas::CH4_FOSSIL)?.kg_co2e_per_kg, 29.8);
    /// assert_eq!(GwpSet::Ar6.gwp(Gas::CH4_BIOGENIC)?.kg_co2e_per_kg, 27.0);
    /// assert_eq!(GwpSet::Ar6.gwp(Gas::parse("SF6")?)?.kg_co2e_per_kg, 24_300.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn gwp(self, gas: Gas) -> Result<Gwp, NoGwp> {
        gas.listed().and_then(|listed| listed.potential(self)).ok_or(NoGwp { set: self, gas })
    }

    /// The potential of a gas that came out of burning something, under the book's choice
    /// for the methane of fossil fuels.
    ///
    /// # Errors
    /// As [`GwpSet::gwp`].
    pub fn gwp_of_combustion(self, gas: Gas, methane: CombustionMethane) -> Result<Gwp, NoGwp> {
        match (gas, methane) {
            (Gas::CH4_FOSSIL, CombustionMethane::NonFossil) => self.gwp(Gas::CH4_BIOGENIC),
            _ => self.gwp(gas),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_differ_where_the_reports_do() {
        let of = |set: GwpSet, gas: &str| {
            let gas = Gas::parse(gas).expect("a gas");
            set.gwp(gas).map(|g| g.kg_co2e_per_kg)
        };
        assert_eq!(of(GwpSet::Ar4, "CH4_fossil"), Ok(25.0));
        assert_eq!(of(GwpSet::Ar4, "N2O"), Ok(298.0));
        assert_eq!(of(GwpSet::Ar5, "N2O"), Ok(265.0));
        assert_eq!(of(GwpSet::Ar6, "N2O"), Ok(273.0));
        assert_eq!(of(GwpSet::Ar5, "SF6"), Ok(23_500.0));
        assert_eq!(of(GwpSet::Ar6, "CO2_biogenic"), Ok(0.0));
        assert_eq!(GwpSet::ALL.map(|set| of(set, "CFC-13")), [Ok(14_400.0), Ok(13_900.0), Ok(16_200.0)]);
    }

    #[test]
    fn methane_of_combustion_follows_the_choice() {
        let value = |methane| GwpSet::Ar6.gwp_of_combustion(Gas::CH4_FOSSIL, methane).map(|g| g.kg_co2e_per_kg);
        assert_eq!(value(CombustionMethane::Fossil), Ok(29.8));
        assert_eq!(value(CombustionMethane::NonFossil), Ok(27.0));
    }
}
