//! Global warming potentials over 100 years, by assessment report.

use std::fmt;
use std::sync::LazyLock;

use super::gas::{Family, Gas};

/// A set of global warming potentials, chosen when an inventory is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GwpSet {
    /// IPCC Fourth Assessment Report (2007), Table 2.14.
    Ar4,
    /// IPCC Fifth Assessment Report (2013), Table 8.A.1, without climate-carbon feedback.
    Ar5,
    /// IPCC Sixth Assessment Report (2021), Tables 7.15 and 7.SM.7.
    Ar6,
}

/// Which GWP methane from burning fossil fuel takes, where a set has two.
///
/// The CO2 factor of a fuel counts all its carbon as oxidised, so the CO2 that methane turns
/// into is in it already; the GHG Protocol (2024) therefore takes the non-fossil value for
/// combustion. Others take the fossil value throughout. The choice is the book's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CombustionMethane {
    /// The fossil value, as for leaks.
    #[default]
    Fossil,
    /// The non-fossil value.
    NonFossil,
}

/// One potential with its table of origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gwp {
    /// kg CO2e per kg of the gas, over 100 years.
    pub kg_co2e_per_kg: f64,
    /// The document and table it stands in.
    pub table: &'static str,
}

/// A gas the set has no potential for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{set} gives no GWP for {gas}")]
pub struct NoGwp {
    /// The set.
    pub set: GwpSet,
    /// The gas.
    pub gas: Gas,
}

/// One row of a GWP table as read.
pub(super) struct Row {
    pub(super) gas: &'static str,
    pub(super) family: &'static str,
    gwp100: f64,
    table: &'static str,
}

const AR4: &str = include_str!("../../datasets/gwp/ar4.csv");
const AR5: &str = include_str!("../../datasets/gwp/ar5.csv");
const AR6: &str = include_str!("../../datasets/gwp/ar6.csv");

static ROWS: LazyLock<[Vec<Row>; 3]> = LazyLock::new(|| [AR4, AR5, AR6].map(read));

/// The columns are gas, name, formula, cas, family, gwp100, table, note; no cell of these
/// files holds a comma, which a test watches.
fn read(text: &'static str) -> Vec<Row> {
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let [gas, _, _, _, family, gwp100, table, ..] = cells.as_slice() else {
                return None;
            };
            Some(Row { gas, family, gwp100: gwp100.parse().ok()?, table })
        })
        .collect()
}

/// Potentials by set and gas, dense, so that valuing a million entries costs a look-up each.
static BY_GAS: LazyLock<[Vec<Option<Gwp>>; 3]> = LazyLock::new(|| {
    GwpSet::ALL.map(|set| {
        let mut table = vec![None; Gas::count()];
        for row in set.rows() {
            let slot = Gas::parse(row.gas).ok().and_then(|gas| table.get_mut(gas.index()));
            if let Some(slot) = slot {
                *slot = Some(Gwp { kg_co2e_per_kg: row.gwp100, table: row.table });
            }
        }
        table
    })
});

impl GwpSet {
    /// The three sets, oldest first.
    pub const ALL: [Self; 3] = [Self::Ar4, Self::Ar5, Self::Ar6];

    /// `AR4`, `AR5`, `AR6`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ar4 => "AR4",
            Self::Ar5 => "AR5",
            Self::Ar6 => "AR6",
        }
    }

    /// Reads `AR4`, `AR5` or `AR6`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.as_str() == text)
    }

    pub(super) fn rows(self) -> &'static [Row] {
        let [ar4, ar5, ar6] = &*ROWS;
        match self {
            Self::Ar4 => ar4,
            Self::Ar5 => ar5,
            Self::Ar6 => ar6,
        }
    }

    pub(super) fn co2e_name(self) -> &'static str {
        match self {
            Self::Ar4 => "CO2e:AR4",
            Self::Ar5 => "CO2e:AR5",
            Self::Ar6 => "CO2e:AR6",
        }
    }

    /// The potential of a gas in this set.
    ///
    /// CO2 from biomass counts 0: it is reported as a mass on its own line. CO2e of any set
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
        if gas.family() == Family::Co2e {
            return Ok(Gwp { kg_co2e_per_kg: 1.0, table: "as published" });
        }
        let [ar4, ar5, ar6] = &*BY_GAS;
        let table = match self {
            Self::Ar4 => ar4,
            Self::Ar5 => ar5,
            Self::Ar6 => ar6,
        };
        table.get(gas.index()).copied().flatten().ok_or(NoGwp { set: self, gas })
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

impl fmt::Display for GwpSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        for (set, text) in GwpSet::ALL.into_iter().zip([AR4, AR5, AR6]) {
            assert!(text.lines().all(|line| line.split(',').count() == 8), "{set}: a comma in a cell");
            assert_eq!(set.rows().len(), text.lines().count() - 1, "{set}");
            assert!(set.rows().iter().all(|row| !row.table.is_empty()), "{set}: a value without source");
        }
    }

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
    }

    #[test]
    fn methane_of_combustion_follows_the_choice() {
        let value = |methane| GwpSet::Ar6.gwp_of_combustion(Gas::CH4_FOSSIL, methane).map(|g| g.kg_co2e_per_kg);
        assert_eq!(value(CombustionMethane::Fossil), Ok(29.8));
        assert_eq!(value(CombustionMethane::NonFossil), Ok(27.0));
    }
}
