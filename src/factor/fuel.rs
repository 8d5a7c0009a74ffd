//! Properties of fuels that connect mass, volume and energy.

mod property;
mod read;

pub use property::{Property, PropertyKind};
pub(crate) use read::read as fuel_rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::OWN;
use crate::place::Place;

/// What one source says of one fuel in one region.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FuelProperties {
    /// The fuel as in the chart of activities: `gas_diesel_oil`; of one use, `mobile_combustion/gas_diesel_oil`; of one
    /// grade, `residual_fuel_oil.grade_a`.
    pub fuel: Arc<str>,
    /// Where it holds; `GLOBAL` everywhere.
    pub region: Arc<str>,
    /// The set the numbers are of, as factors name theirs; `book` for the user's own.
    pub set: Arc<str>,
    /// Net calorific value, MJ/kg.
    pub net_mj_per_kg: Option<f64>,
    /// Gross calorific value, MJ/kg.
    pub gross_mj_per_kg: Option<f64>,
    /// Net calorific value of the liquid, MJ/L.
    pub net_mj_per_litre: Option<f64>,
    /// Gross calorific value of the liquid, MJ/L.
    pub gross_mj_per_litre: Option<f64>,
    /// Net calorific value of the gas, MJ per m³ at 0 °C and 101.325 kPa.
    pub net_mj_per_m3: Option<f64>,
    /// Gross calorific value of the gas, MJ per m³ at 0 °C and 101.325 kPa.
    pub gross_mj_per_m3: Option<f64>,
    /// Density of the liquid, kg/L.
    pub kg_per_litre: Option<f64>,
    /// Density of the gas, kg per m³ at 0 °C and 101.325 kPa.
    pub kg_per_m3: Option<f64>,
    /// Carbon, kg/kg.
    pub carbon_fraction: Option<f64>,
    /// Share of the carbon that is biogenic, 0 to 1.
    pub biogenic_fraction: Option<f64>,
    /// Source.
    pub source: Arc<str>,
    /// Where the row stands.
    pub place: Place,
}

impl FuelProperties {
    /// A fuel without known properties, of the book's own set. Its place is fuels.csv as a whole.
    pub fn new(fuel: impl Into<Arc<str>>, region: impl Into<Arc<str>>, source: impl Into<Arc<str>>) -> Self {
        Self {
            fuel: fuel.into(),
            region: region.into(),
            set: OWN.into(),
            net_mj_per_kg: None,
            gross_mj_per_kg: None,
            net_mj_per_litre: None,
            gross_mj_per_litre: None,
            net_mj_per_m3: None,
            gross_mj_per_m3: None,
            kg_per_litre: None,
            kg_per_m3: None,
            carbon_fraction: None,
            biogenic_fraction: None,
            source: source.into(),
            place: Place::file("fuels.csv"),
        }
    }

    /// Whether it is of the fuel that a code burns.
    pub fn is_of(&self, code: &str) -> bool {
        names_of(code).contains(&&*self.fuel)
    }

    /// Whether the user of the book gave it.
    pub fn is_own(&self) -> bool {
        &*self.set == OWN
    }
}

/// Fuel properties by preference: the book's own first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FuelTable {
    rows: Vec<Arc<FuelProperties>>,
    by_fuel: BTreeMap<Arc<str>, Vec<usize>>,
}

impl FuelTable {
    /// A table in which earlier rows win.
    pub fn new(rows: Vec<FuelProperties>) -> Self {
        let rows: Vec<Arc<FuelProperties>> = rows.into_iter().map(Arc::new).collect();
        let mut by_fuel: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            by_fuel.entry(row.fuel.clone()).or_default().push(index);
        }
        Self { rows, by_fuel }
    }

    /// The rows of what is burnt by a code, those that win first: the book's own, then those of the nearest region. In
    /// a region a row of one use or grade comes before one of the fuel.
    pub(crate) fn of_activity(&self, code: &str, regions: &[&str]) -> Vec<&Arc<FuelProperties>> {
        let names = names_of(code);
        let mut found: Vec<(bool, usize, usize, usize)> = Vec::new();
        for (name, text) in names.iter().enumerate() {
            for index in self.by_fuel.get(*text).into_iter().flatten() {
                let Some(row) = self.rows.get(*index) else { continue };
                let Some(region) = regions.iter().position(|region| **region == *row.region) else { continue };
                found.push((!row.is_own(), region, name, *index));
            }
        }
        found.sort_unstable();
        found.into_iter().filter_map(|(.., index)| self.rows.get(index)).collect()
    }

    /// Every row.
    pub fn iter(&self) -> impl Iterator<Item = &FuelProperties> {
        self.rows.iter().map(AsRef::as_ref)
    }
}

/// What the fuel of a code may be called in a table, the narrowest name first: the code, the use of the fuel, its
/// grade, the fuel. Empty if the code burns none.
fn names_of(code: &str) -> Vec<&str> {
    let Some(fuel) = crate::activity::fuel_of(code) else { return Vec::new() };
    let Some((group, item)) = code.split_once('/') else { return Vec::new() };
    // A supply, `c03/wtt.lpg`, is no use of the fuel.
    let use_of_fuel = item.starts_with(fuel).then(|| code.get(..group.len() + 1 + fuel.len())).flatten();
    let grade = item.find(fuel).and_then(|begin| item.get(begin..));
    let mut names: Vec<&str> = [Some(code), use_of_fuel, grade, Some(fuel)].into_iter().flatten().collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor::fixture::fuel;

    fn found(rows: Vec<FuelProperties>, code: &str, regions: &[&str]) -> Vec<String> {
        let table = FuelTable::new(rows);
        table.of_activity(code, regions).iter().map(|row| format!("{} {}", row.fuel, row.region)).collect()
    }

    #[test]
    fn a_fuel_has_names_from_the_narrowest_to_the_widest() {
        let code = "mobile_combustion/gas_diesel_oil.off_road";
        assert_eq!(
            names_of(code),
            [code, "mobile_combustion/gas_diesel_oil", "gas_diesel_oil.off_road", "gas_diesel_oil"]
        );
        assert_eq!(names_of("stationary_combustion/lpg"), ["stationary_combustion/lpg", "lpg"]);
        assert_eq!(names_of("c03/wtt.natural_gas"), ["c03/wtt.natural_gas", "natural_gas"]);
        assert_eq!(names_of("purchased_electricity/grid"), [""; 0]);
    }

    #[test]
    fn own_rows_win_then_near_ones_then_narrow_ones() {
        let own = FuelProperties { set: OWN.into(), ..fuel("oil", "GLOBAL") };
        let rows = vec![fuel("oil", "GLOBAL"), fuel("mobile_combustion/oil", "GLOBAL"), fuel("oil", "TH"), own];
        assert_eq!(
            found(rows.clone(), "mobile_combustion/oil.ship", &["TH", "GLOBAL"]),
            ["oil GLOBAL", "oil TH", "mobile_combustion/oil GLOBAL", "oil GLOBAL"]
        );
        assert_eq!(found(rows, "stationary_combustion/oil", &["VN", "GLOBAL"]), ["oil GLOBAL", "oil GLOBAL"]);
    }
}
