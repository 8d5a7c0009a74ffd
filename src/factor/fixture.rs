//! Factors and fuels for tests, made without reading anything.

use super::{EmissionFactor, FuelProperties, GasFactor, Kind, Provenance};
use crate::period::Day;
use crate::quantity::{Gas, Unit};

/// A factor without dates, an average, of kilograms of gases per unit.
pub(crate) fn factor(id: &str, activity: &str, region: &str, unit: &str, gases: &[(&str, f64)]) -> EmissionFactor {
    let gas = |(name, kg): &(&str, f64)| GasFactor::new(Gas::parse(name).expect("a gas"), *kg);
    let mut provenance = Provenance::new("test", "Publisher", "Document 2022", "Table 1, p. 2");
    provenance.verified = "yes".into();
    let unit = Unit::parse(unit).expect("a unit");
    EmissionFactor::new(id, activity, region, unit, gases.iter().map(gas), provenance)
}

impl EmissionFactor {
    /// The same factor, valid from one day to another, `YYYY-MM-DD`. An empty text sets no limit.
    pub(crate) fn valid(mut self, from: &str, to: &str) -> Self {
        (self.valid_from, self.valid_to) = (Day::parse(from), Day::parse(to));
        self
    }

    /// The same of another kind.
    pub(crate) fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

/// A fuel without known properties.
pub(crate) fn fuel(name: &str, region: &str) -> FuelProperties {
    FuelProperties { set: "test".into(), ..FuelProperties::new(name, region, "IPCC 2006, Vol. 2, Table 1.2") }
}
