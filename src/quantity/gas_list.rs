//! The list of gases with their potentials, read once from the tables of the three assessment reports.
//!
//! The list has the name, the family and the potentials of each gas; [`Gas`](super::Gas) is an index into it.

use std::sync::LazyLock;

use super::gwp_set::GwpSet;

/// The family of a gas. Only the first seven are in the Kyoto basket that the GHG Protocol
/// counts in the scopes; the others are reported outside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the families' own")]
#[non_exhaustive]
pub enum Family {
    Co2,
    Ch4,
    N2o,
    Hfc,
    Pfc,
    Sf6,
    Nf3,
    /// Published only as CO2e. It is counted as part of the basket, because its publishers do so.
    Co2e,
    /// CO2 from biomass: a figure of its own, outside the scopes.
    BiogenicCo2,
    /// HCFC, CFC, halons, HFO, HFE and others: outside the scopes.
    Other,
}

impl Family {
    /// Whether the GHG Protocol counts the family in the scopes.
    pub fn in_scopes(self) -> bool {
        !matches!(self, Self::BiogenicCo2 | Self::Other)
    }

    pub(super) fn parse(word: &str) -> Self {
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

/// One potential with its table of origin.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gwp {
    /// kg CO2e per kg of the gas, over 100 years.
    pub kg_co2e_per_kg: f64,
    /// The document and table it was read from.
    pub table: &'static str,
}

/// One gas of the list.
pub(super) struct Listed {
    pub(super) name: Box<str>,
    pub(super) family: Family,
    /// By set, in the order of [`GwpSet::ALL`].
    potentials: [Option<Gwp>; 3],
}

impl Listed {
    /// The potential in a set.
    pub(super) fn potential(&self, set: GwpSet) -> Option<Gwp> {
        let [ar4, ar5, ar6] = self.potentials;
        match set {
            GwpSet::Ar4 => ar4,
            GwpSet::Ar5 => ar5,
            GwpSet::Ar6 => ar6,
        }
    }
}

/// The gases that stand first, in this order; [`Gas`](super::Gas) has a constant for each.
const FIRST: [&str; 5] = ["CO2", "CO2_biogenic", "CH4_fossil", "CH4_biogenic", "N2O"];

/// The tables of the reports, oldest first as in [`GwpSet::ALL`].
const TABLES: [&str; 3] = [
    include_str!("../../datasets/gwp/ar4.csv"),
    include_str!("../../datasets/gwp/ar5.csv"),
    include_str!("../../datasets/gwp/ar6.csv"),
];

/// Gases in the order statements show them: carbon dioxide, methane, nitrous oxide, then as
/// the AR6 table and the earlier ones list them, then the CO2e commodities.
pub(super) static GASES: LazyLock<Vec<Listed>> = LazyLock::new(|| {
    let mut gases: Vec<Listed> = Vec::new();
    for (set, text) in GwpSet::ALL.into_iter().zip(TABLES).rev() {
        for row in rows(text) {
            add(&mut gases, set, row);
        }
    }
    gases.sort_by_key(|gas| FIRST.iter().position(|first| *first == &*gas.name).unwrap_or(FIRST.len()));
    // Its gases are not known, so it counts 1 in every set; reports carry the caveat.
    let published = Gwp { kg_co2e_per_kg: 1.0, table: "as published" };
    gases.extend(GwpSet::ALL.map(|set| Listed {
        name: set.co2e_name().into(),
        family: Family::Co2e,
        potentials: [Some(published); 3],
    }));
    gases
});

/// One row of a table: gas, family, potential, and the table it was published in.
struct Row {
    gas: String,
    family: String,
    gwp100: f64,
    table: &'static str,
}

/// The rows of a table. A unit test checks that every row is read.
fn rows(text: &'static str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| header.iter().position(|column| column == name);
    let [Some(gas), Some(family), Some(gwp100), Some(table)] = ["gas", "family", "gwp100", "table"].map(column) else {
        return Vec::new();
    };
    let row = |record: csv::StringRecord| {
        Some(Row {
            gas: record.get(gas)?.to_owned(),
            family: record.get(family)?.to_owned(),
            gwp100: record.get(gwp100)?.parse().ok()?,
            // The few names of tables are leaked, because the list that holds them lives as long as the program.
            table: String::leak(record.get(table)?.to_owned()),
        })
    };
    reader.records().filter_map(|record| row(record.ok()?)).collect()
}

fn add(gases: &mut Vec<Listed>, set: GwpSet, row: Row) {
    let potential = Some(Gwp { kg_co2e_per_kg: row.gwp100, table: row.table });
    let known = gases.iter().position(|gas| *gas.name == *row.gas);
    let at = known.unwrap_or_else(|| {
        let family = match row.gas.as_str() {
            "CO2_biogenic" => Family::BiogenicCo2,
            _ => Family::parse(&row.family),
        };
        gases.push(Listed { name: row.gas.as_str().into(), family, potentials: [None; 3] });
        gases.len() - 1
    });
    if let Some(slot) = gases.get_mut(at).and_then(|gas| gas.potentials.get_mut(set as usize)) {
        *slot = potential;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read_and_has_its_source() {
        for (set, text) in GwpSet::ALL.into_iter().zip(TABLES) {
            let rows = rows(text);
            assert_eq!(rows.len(), text.lines().count() - 1, "{set}");
            assert!(rows.iter().all(|row| !row.table.is_empty()), "{set}: a value without source");
            let listed = GASES.iter().filter(|gas| gas.family != Family::Co2e && gas.potential(set).is_some());
            assert_eq!(listed.count(), rows.len(), "{set}: a gas is there twice");
        }
    }
}
