//! The commodities of the books: each gas by name, and CO2e where a factor was
//! published only as such.

use std::fmt;
use std::sync::LazyLock;

use super::gwp::GwpSet;

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

/// The family of a gas. Only the first seven are in the Kyoto basket that the GHG Protocol
/// counts in the scopes; the others are reported outside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the families' own")]
pub enum Family {
    Co2,
    Ch4,
    N2o,
    Hfc,
    Pfc,
    Sf6,
    Nf3,
    /// Published only as CO2e; counted as in the basket, because its publishers do.
    Co2e,
    /// CO2 from biomass: its own line, outside the scopes.
    BiogenicCo2,
    /// HCFC, CFC, halons, HFO, HFE and others: outside the scopes.
    Other,
}

impl Family {
    /// Whether the GHG Protocol counts the family in the scopes.
    pub fn in_scopes(self) -> bool {
        !matches!(self, Self::BiogenicCo2 | Self::Other)
    }

    fn parse(word: &str) -> Self {
        match word {
            "CO2" => Self::Co2,
            "CH4" => Self::Ch4,
            "N2O" => Self::N2o,
            "HFC" => Self::Hfc,
            "PFC" => Self::Pfc,
            "SF6" => Self::Sf6,
            "NF3" => Self::Nf3,
            _ => Self::Other,
        }
    }
}

/// A gas name that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a gas this program knows")]
pub struct UnknownGas {
    /// As found.
    pub name: String,
    /// The nearest known name, if any is near.
    pub suggestion: Option<&'static str>,
}

struct Record {
    name: &'static str,
    family: Family,
}

/// Gases in the order statements show them: carbon dioxide, methane, nitrous oxide, then as
/// the AR6 table and the earlier ones list them, then the CO2e commodities.
static GASES: LazyLock<Vec<Record>> = LazyLock::new(|| {
    let mut gases: Vec<Record> = Vec::new();
    let first = ["CO2", "CO2_biogenic", "CH4_fossil", "CH4_biogenic", "N2O"];
    let rows = GwpSet::ALL.iter().rev().flat_map(|set| set.rows());
    let mut known: Vec<(&'static str, &'static str)> = rows.map(|row| (row.gas, row.family)).collect();
    known.sort_by_key(|(name, _)| first.iter().position(|f| f == name).unwrap_or(first.len()));
    for (name, family) in known {
        if gases.iter().all(|g| g.name != name) {
            let family = match name {
                "CO2_biogenic" => Family::BiogenicCo2,
                _ => Family::parse(family),
            };
            gases.push(Record { name, family });
        }
    }
    for set in GwpSet::ALL {
        gases.push(Record { name: set.co2e_name(), family: Family::Co2e });
    }
    gases
});

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
    /// [`UnknownGas`], with the nearest known name.
    pub fn parse(name: &str) -> Result<Self, UnknownGas> {
        let name = name.trim();
        GASES.iter().position(|g| g.name == name).map(|index| Self(index as u16)).ok_or_else(|| UnknownGas {
            name: name.to_owned(),
            suggestion: crate::diagnostic::nearest(name, GASES.iter().map(|g| g.name)),
        })
    }

    /// The name, `HFC-134a`, as factors spell it.
    pub fn name(self) -> &'static str {
        self.record().map_or("", |g| g.name)
    }

    /// The family.
    pub fn family(self) -> Family {
        self.record().map_or(Family::Other, |g| g.family)
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

    /// A small number for dense tables: below [`Gas::count`].
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// How many gases there are.
    pub(crate) fn count() -> usize {
        GASES.len()
    }

    fn record(self) -> Option<&'static Record> {
        GASES.get(usize::from(self.0))
    }
}

impl fmt::Display for Gas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A refrigerant blend and its composition by mass.
///
/// ```
/// use estate_carbon::quantity::Blend;
/// let blend = Blend::find("R-410A").ok_or("known")?;
/// assert_eq!(blend.components().len(), 2);
/// assert_eq!(blend.components()[0].0.name(), "HFC-125");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Blend {
    name: &'static str,
    components: Vec<(Gas, f64)>,
    unvalued: Vec<&'static str>,
}

/// ANSI/ASHRAE 34-2019 nominal compositions; datasets/gwp/source.toml has the sources.
const BLENDS: &str = include_str!("../../datasets/gwp/blends.csv");

impl Blend {
    /// The blend of that ASHRAE 34 designation.
    pub fn find(name: &str) -> Option<Self> {
        let mut blend = None;
        for line in BLENDS.lines().skip(1) {
            let mut cells = line.split(',');
            let (Some(id), Some(component), Some(percent)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            if id != name {
                continue;
            }
            let blend = blend.get_or_insert(Self { name: id, components: Vec::new(), unvalued: Vec::new() });
            match (Gas::parse(component), percent.parse::<f64>()) {
                (Ok(gas), Ok(percent)) => blend.components.push((gas, percent / 100.0)),
                _ => blend.unvalued.push(component),
            }
        }
        blend
    }

    /// The names of every blend.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let mut last = "";
        BLENDS.lines().skip(1).filter_map(move |line| {
            let name = line.split(',').next()?;
            (std::mem::replace(&mut last, name) != name).then_some(name)
        })
    }

    /// The designation.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The gases with their shares of the mass (0 to 1).
    pub fn components(&self) -> &[(Gas, f64)] {
        &self.components
    }

    /// Components that no GWP table lists (hydrocarbons and the like); their mass is not counted.
    pub fn unvalued(&self) -> &[&'static str] {
        &self.unvalued
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
    fn families_decide_what_is_in_the_scopes() {
        for (name, inside) in
            [("SF6", true), ("HFC-32", true), ("HCFC-22", false), ("CFC-12", false), ("CO2e:AR5", true)]
        {
            assert_eq!(Gas::parse(name).map(|g| g.family().in_scopes()), Ok(inside), "{name}");
        }
    }

    #[test]
    fn blends_are_whole() {
        for name in Blend::names() {
            let blend = Blend::find(name).expect("listed");
            let known: f64 = blend.components().iter().map(|c| c.1).sum();
            let whole = (known - 1.0).abs() < 1e-9;
            assert!(whole || !blend.unvalued().is_empty(), "{name}: {known}");
        }
    }
}
