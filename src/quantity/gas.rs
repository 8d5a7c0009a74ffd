//! The commodities of the books: each gas by name, and CO2e where a factor was
//! published only as such.

use std::fmt;

use super::designation::gases_of;
use super::gas_list::{Family, GASES, Listed};
use super::gwp_set::GwpSet;
use crate::diagnostic::same_letters;

/// A gas the books are kept in.
///
/// Fossil and biogenic carbon dioxide are two gases, and so are fossil and biogenic methane,
/// because they are valued or shown apart. A factor published only as CO2e is a commodity of
/// its own, tagged with its GWP set: `CO2e:AR5`.
///
/// # Examples
/// ```
/// use estate_carbon::quantity::{Family, Gas};
/// let gas = Gas::parse("HFC-134a")?;
/// assert_eq!(gas.family(), Family::Hfc);
/// assert_eq!(Gas::parse("CO2e:AR5")?.to_string(), "CO2e:AR5");
/// assert!(Gas::parse("CO₂").is_err());
/// # Ok::<(), estate_carbon::quantity::UnknownGas>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gas(u16);

/// A gas name that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a gas this program knows")]
#[non_exhaustive]
pub struct UnknownGas {
    /// As found.
    pub name: String,
    /// The known name of the same letters in another case, or with other signs between them, or of the same number as a
    /// refrigerant (`R-134a`). A name that is only nearly the same is another gas.
    pub suggestion: Option<&'static str>,
}

impl Gas {
    /// Fossil carbon dioxide.
    pub const CO2: Self = Self(0);
    /// Carbon dioxide from biomass.
    pub const CO2_BIOGENIC: Self = Self(1);
    /// Methane of fossil origin.
    pub const CH4_FOSSIL: Self = Self(2);
    /// Methane of biogenic origin.
    pub const CH4_BIOGENIC: Self = Self(3);
    /// Nitrous oxide.
    pub const N2O: Self = Self(4);

    /// Every gas, in the order statements show them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..GASES.len()).map(|index| Self(index as u16))
    }

    /// The gas of that name.
    ///
    /// # Errors
    /// [`UnknownGas`], with the known name of the same letters.
    pub fn parse(name: &str) -> Result<Self, UnknownGas> {
        let name = name.trim();
        let known = GASES.iter().position(|g| *g.name == *name);
        known.map(|index| Self(index as u16)).ok_or_else(|| UnknownGas {
            name: name.to_owned(),
            suggestion: same_letters(name, GASES.iter().map(|g| &*g.name)).or_else(|| by_number(name)),
        })
    }

    /// The name, `HFC-134a`, as factors spell it.
    pub fn name(self) -> &'static str {
        self.listed().map_or("", |g| &*g.name)
    }

    /// The family.
    pub fn family(self) -> Family {
        self.listed().map_or(Family::Other, |g| g.family)
    }

    /// The name under which a report adds the gas up: both methanes are `CH4`.
    pub fn reported_name(self) -> &'static str {
        match self {
            Self::CH4_FOSSIL | Self::CH4_BIOGENIC => "CH4",
            _ => self.name(),
        }
    }

    /// The GWP set of a CO2e commodity.
    pub fn co2e_set(self) -> Option<GwpSet> {
        GwpSet::ALL.into_iter().find(|set| set.co2e_name() == self.name())
    }

    /// A small number for dense tables: its place in [`Gas::all`].
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its place in the list, with its potentials.
    pub(super) fn listed(self) -> Option<&'static Listed> {
        GASES.get(usize::from(self.0))
    }
}

/// The one gas of a refrigerant's number.
fn by_number(name: &str) -> Option<&'static str> {
    match gases_of(name).as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

impl std::str::FromStr for Gas {
    type Err = UnknownGas;

    fn from_str(name: &str) -> Result<Self, UnknownGas> {
        Self::parse(name)
    }
}

impl fmt::Display for Gas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constants_name_their_gases() {
        assert_eq!(Gas::CO2.name(), "CO2");
        assert_eq!(Gas::CO2_BIOGENIC.family(), Family::BiogenicCo2);
        assert_eq!(Gas::CH4_FOSSIL.name(), "CH4_fossil");
        assert_eq!(Gas::CH4_BIOGENIC.name(), "CH4_biogenic");
        assert_eq!(Gas::N2O.name(), "N2O");
        for gas in Gas::all() {
            assert_eq!(Gas::parse(gas.name()), Ok(gas));
        }
    }

    #[test]
    fn a_gas_is_suggested_by_its_letters_or_its_number_as_a_refrigerant() {
        let suggested = |name: &str| Gas::parse(name).expect_err(name).suggestion;
        assert_eq!((suggested("hfc134a"), suggested("R-134a")), (Some("HFC-134a"), Some("HFC-134a")));
        assert_eq!((suggested("R-744"), suggested("R-12")), (Some("CO2"), Some("CFC-12")));
        // Several gases, a blend, and what has no potential.
        assert_eq!((suggested("R-134"), suggested("R-404"), suggested("R-290")), (None, None, None));
    }

    #[test]
    fn families_decide_what_is_in_the_scopes() {
        for (name, inside) in
            [("SF6", true), ("HFC-32", true), ("HCFC-22", false), ("CFC-12", false), ("CO2e:AR5", true)]
        {
            assert_eq!(Gas::parse(name).map(|g| g.family().in_scopes()), Ok(inside), "{name}");
        }
    }
}
