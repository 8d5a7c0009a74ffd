//! Factors and fuels for tests, made without reading anything.

use super::{EmissionFactor, FuelProperties, GasFactor, Kind, Provenance};
use crate::period::Day;
use crate::quantity::{Gas, Unit};
use crate::source::Place;

/// A factor without dates, an average, of kilograms of gases per unit.
pub(crate) fn factor(id: &str, activity: &str, region: &str, unit: &str, gases: &[(&str, f64)]) -> EmissionFactor {
    let gas = |(name, kg_per_unit): &(&str, f64)| GasFactor {
        gas: Gas::parse(name).expect("a gas"),
        kg_per_unit: *kg_per_unit,
        low: None,
        high: None,
    };
    EmissionFactor {
        id: id.into(),
        activity: activity.into(),
        region: region.into(),
        valid_from: None,
        valid_to: None,
        unit: Unit::parse(unit).expect("a unit"),
        basis: None,
        kind: Kind::Average,
        gases: gases.iter().map(gas).collect(),
        provenance: Provenance {
            set: "test".into(),
            publisher: "Publisher".into(),
            document: "Document 2022".into(),
            locator: "Table 1, p. 2".into(),
            licence: "".into(),
            verified: "yes".into(),
            note: "".into(),
            place: Place::file("factors.csv"),
        },
    }
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
    FuelProperties {
        fuel: name.into(),
        region: region.into(),
        set: "test".into(),
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
        source: "IPCC 2006, Vol. 2, Table 1.2".into(),
        place: Place::file("fuels.csv"),
    }
}
