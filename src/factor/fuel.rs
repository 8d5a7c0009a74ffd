//! Properties of fuels that connect mass, volume and energy.

mod read;

pub(crate) use read::read as fuel_rows;

use std::sync::Arc;

use crate::place::Place;

/// What is known of one fuel in one region.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FuelProperties {
    /// The fuel, as in the chart of activities.
    pub fuel: Arc<str>,
    /// Where it holds; `GLOBAL` everywhere.
    pub region: Arc<str>,
    /// Net calorific value, MJ/kg.
    pub net_mj_per_kg: Option<f64>,
    /// Gross calorific value, MJ/kg.
    pub gross_mj_per_kg: Option<f64>,
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
    /// A fuel without known properties. Its place is fuels.csv as a whole.
    pub fn new(fuel: impl Into<Arc<str>>, region: impl Into<Arc<str>>, source: impl Into<Arc<str>>) -> Self {
        Self {
            fuel: fuel.into(),
            region: region.into(),
            net_mj_per_kg: None,
            gross_mj_per_kg: None,
            kg_per_litre: None,
            kg_per_m3: None,
            carbon_fraction: None,
            biogenic_fraction: None,
            source: source.into(),
            place: Place::file("fuels.csv"),
        }
    }
}

/// Fuel properties by preference: the book's own first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FuelTable(Vec<FuelProperties>);

impl FuelTable {
    /// A table in which earlier rows win.
    pub fn new(rows: Vec<FuelProperties>) -> Self {
        Self(rows)
    }

    /// A property of a fuel and the row that gives it. The nearest region comes first, and in each region the book's
    /// own row. A row that lacks the property does not hide a row that has it.
    pub fn find<'a>(
        &'a self,
        fuel: &str,
        regions: &[&str],
        property: impl Fn(&FuelProperties) -> Option<f64>,
    ) -> Option<(f64, &'a FuelProperties)> {
        regions.iter().find_map(|region| {
            self.0
                .iter()
                .filter(|row| &*row.fuel == fuel && &*row.region == *region)
                .find_map(|row| Some((property(row)?, row)))
        })
    }

    /// Every row.
    pub fn iter(&self) -> impl Iterator<Item = &FuelProperties> {
        self.0.iter()
    }
}
