//! Refrigerant blends, and what they are made of.

use std::sync::LazyLock;

#[cfg(feature = "books")]
use super::designation::unvalued_refrigerant;
use super::designation::{blends_of, gases_of};
use super::gas::Gas;

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
    name: String,
    components: Vec<(Gas, f64)>,
    unvalued: Vec<String>,
}

/// Nominal compositions of ANSI/ASHRAE 34; datasets/gwp/source.toml has the editions and sources.
const TABLE: &str = include_str!("../../datasets/gwp/blends.csv");

/// The blends in the order of the table. A row of the table is a blend, a component and its percentage.
static BLENDS: LazyLock<Vec<Blend>> = LazyLock::new(|| {
    let mut blends: Vec<Blend> = Vec::new();
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    for record in reader.records().filter_map(Result::ok) {
        let (Some(name), Some(component), Some(percent)) = (record.get(0), record.get(1), record.get(2)) else {
            continue;
        };
        if blends.last().is_none_or(|blend| blend.name != name) {
            blends.push(Blend { name: name.to_owned(), components: Vec::new(), unvalued: Vec::new() });
        }
        let Some(blend) = blends.last_mut() else { continue };
        match (Gas::parse(component), percent.parse::<f64>()) {
            (Ok(gas), Ok(percent)) => blend.components.push((gas, percent / 100.0)),
            _ => blend.unvalued.push(component.to_owned()),
        }
    }
    blends
});

impl Blend {
    /// The blend of that ASHRAE 34 designation.
    pub fn find(name: &str) -> Option<&'static Self> {
        BLENDS.iter().find(|blend| blend.name == name)
    }

    /// The names of every blend.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BLENDS.iter().map(|blend| blend.name.as_str())
    }

    /// The designation.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The gases with their shares of the mass (0 to 1).
    pub fn components(&self) -> &[(Gas, f64)] {
        &self.components
    }

    /// Components that no GWP table lists (hydrocarbons and the like); their mass is not counted.
    pub fn unvalued(&self) -> &[String] {
        &self.unvalued
    }
}

/// The gases and blends that the number of a refrigerant may mean: `R-134a`, `Freon 22`, `R-410`.
pub(crate) fn designated(name: &str) -> Vec<&'static str> {
    gases_of(name).into_iter().chain(blends_of(name, Blend::names())).collect()
}

/// What to write in place of a word that is no gas or blend, or how it is to be dealt with; `near` is a name like it.
#[cfg(feature = "books")]
pub(crate) fn meant_refrigerant(name: &str, near: Option<String>) -> String {
    match (near, designated(name).as_slice(), unvalued_refrigerant(name)) {
        (Some(near), ..) => format!("did you mean `{near}`?"),
        (None, numbered @ [_, ..], _) => format!("did you mean `{}`?", numbered.join("` or `")),
        (None, [], Some(what)) => {
            format!("it is {what}, which has no potential in the GWP tables and is in no scope: leave the row out")
        }
        (None, [], None) => "write a gas or a blend by its ASHRAE name: `R-410A`, `HFC-134a`, `SF6`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::GwpSet;
    use crate::quantity::designation::{FAMILIES, unvalued_refrigerant};

    /// The rows of the table: blend, component, percentage of the mass.
    fn rows() -> impl Iterator<Item = (&'static str, &'static str, f64)> {
        TABLE.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[0], cells[1], cells[2].parse().expect("a percentage"))
        })
    }

    #[test]
    fn blends_are_whole() {
        for name in Blend::names() {
            let whole: f64 = rows().filter(|row| row.0 == name).map(|row| row.2).sum();
            assert!((whole - 100.0).abs() < 1e-9, "{name}: {whole}");
            let blend = Blend::find(name).expect("listed");
            let known: f64 = blend.components().iter().map(|c| c.1).sum();
            assert!(((known - 1.0).abs() < 1e-9) == blend.unvalued().is_empty(), "{name}: {known}");
        }
    }

    #[test]
    fn a_component_is_a_gas_or_one_of_the_unvalued() {
        let unvalued = [
            "R-1130(E) (trans-1;2-dichloroethene)",
            "R-1132(E) (trans-1;2-difluoroethene)",
            "R-1270 (propene)",
            "R-13I1 (trifluoroiodomethane)",
            "R-170 (ethane)",
            "R-290 (propane)",
            "R-600 (n-butane)",
            "R-600a (isobutane)",
            "R-601 (n-pentane)",
            "R-601a (isopentane)",
            "R-E170 (dimethyl ether)",
        ];
        for (blend, component, _) in rows() {
            assert!(Gas::parse(component).is_ok() || unvalued.contains(&component), "{blend}: {component}");
        }
    }

    /// AR4 and AR5 values of blends as public lists of refrigerants print them, whole numbers there.
    #[test]
    fn potentials_of_blends_are_those_that_lists_print() {
        let of = |name: &str, set: GwpSet| -> f64 {
            let blend = Blend::find(name).expect("listed");
            blend.components().iter().map(|(gas, share)| share * set.gwp(*gas).expect("valued").kg_co2e_per_kg).sum()
        };
        let ar4 = [
            ("R-404A", 3_922.0),
            ("R-407D", 1_627.0),
            ("R-407E", 1_552.0),
            ("R-407F", 1_825.0),
            ("R-410A", 2_088.0),
            ("R-413A", 2_053.0),
            ("R-417A", 2_346.0),
            ("R-422A", 3_143.0),
            ("R-422D", 2_729.0),
            ("R-437A", 1_805.0),
        ];
        let ar5 = [("R-407B", 2_547.0), ("R-407D", 1_487.0), ("R-410B", 2_048.0), ("R-508A", 11_607.0)];
        for (set, listed) in [(GwpSet::Ar4, &ar4[..]), (GwpSet::Ar5, &ar5[..])] {
            for (name, printed) in listed {
                let calculated = of(name, set);
                assert!((calculated - printed).abs() <= 0.55, "{set} {name}: {calculated}");
            }
        }
    }

    #[test]
    fn every_row_of_the_table_is_a_part_of_a_blend() {
        let parts: usize = BLENDS.iter().map(|blend| blend.components.len() + blend.unvalued.len()).sum();
        assert_eq!(parts, TABLE.lines().count() - 1);
        let mut names: Vec<&str> = Blend::names().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), BLENDS.len(), "the rows of a blend stand together");
    }

    #[test]
    fn a_number_is_the_gas_of_that_number() {
        for (typed, gas) in [
            ("R-12", "CFC-12"),
            ("R12", "CFC-12"),
            ("Ｒ－１２", "CFC-12"),
            ("r 12", "CFC-12"),
            ("Freon 12", "CFC-12"),
            ("R-11", "CFC-11"),
            ("R-13", "CFC-13"),
            ("R-115", "CFC-115"),
            ("R-22", "HCFC-22"),
            ("冷媒R22", "HCFC-22"),
            ("R-123", "HCFC-123"),
            ("R-141b", "HCFC-141b"),
            ("R-32", "HFC-32"),
            ("R-134a", "HFC-134a"),
            ("r134A", "HFC-134a"),
            ("R-227ea", "HFC-227ea"),
            ("R-1234yf", "HFO-1234yf"),
            ("R-1234ze(E)", "HFO-1234ze(E)"),
            ("R-116", "PFC-116"),
            ("R-C318", "PFC-c-318"),
            ("R-744", "CO2"),
            ("R-13B1", "Halon-1301"),
        ] {
            assert_eq!(designated(typed), [gas], "{typed}");
        }
    }

    #[test]
    fn a_number_of_several_is_all_of_them() {
        assert_eq!(designated("R-410"), ["R-410A", "R-410B"]);
        assert_eq!(designated("R-404"), ["R-404A"]);
        assert_eq!(designated("R-134"), ["HFC-134", "HFC-134a"]);
        assert_eq!(designated("R-1234ze"), ["HFO-1234ze(E)", "HFO-1234ze(Z)"]);
        assert_eq!(designated("R-50"), ["CH4_fossil", "CH4_biogenic"]);
        for (typed, what) in [("R-290", "propane"), ("R600a", "isobutane"), ("R-717", "ammonia")] {
            assert_eq!((designated(typed), unvalued_refrigerant(typed)), (Vec::new(), Some(what)), "{typed}");
        }
    }

    #[test]
    fn every_halocarbon_is_found_by_its_number() {
        for name in Gas::all().map(Gas::name).chain(Blend::names()) {
            let Some(number) = FAMILIES.iter().chain(&["R-"]).find_map(|family| name.strip_prefix(family)) else {
                continue;
            };
            if number != "c-318" {
                assert!(designated(&format!("R-{number}")).contains(&name), "{name}");
            }
        }
        for none in
            ["", "R", "12", "R-999", "R-482A", "roof", "gas", "gas_diesel_oil", "refrigerant", "r-4", "fuel", "R-4000"]
        {
            assert!(designated(none).is_empty() && unvalued_refrigerant(none).is_none(), "{none}");
        }
    }
}
