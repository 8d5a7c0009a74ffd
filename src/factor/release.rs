//! Factors of releases: a kilogram of refrigerant leaked is a kilogram of its gases.

use std::sync::Arc;

use super::{EmissionFactor, GasFactor, Kind, Provenance};
use crate::activity::released_gases;
use crate::estate::GLOBAL;
use crate::id::ActivityCode;
use crate::quantity::{Blend, Gas, Unit};
use crate::source::Place;

/// The id of the factor of a gas or blend that is released.
fn release_id(name: &str) -> String {
    format!("release/{name}")
}

/// One factor for each gas and blend that can leak: the shares of its mass.
pub fn releases() -> Vec<EmissionFactor> {
    let gases = Gas::all().filter(|gas| gas.co2e_set().is_none()).map(Gas::name);
    let leak = |name: &str| {
        let code = format!("fugitive_emissions/{name}");
        Some(release(name, code.as_str().into(), released_gases(&code)?))
    };
    gases.chain(["CH4"]).chain(Blend::names()).filter_map(leak).collect()
}

fn release(name: &str, activity: ActivityCode, gases: Vec<(Gas, f64)>) -> EmissionFactor {
    let of_gas = |(gas, share)| GasFactor { gas, kg_per_unit: share, low: None, high: None };
    EmissionFactor {
        id: release_id(name).as_str().into(),
        activity,
        region: GLOBAL.into(),
        valid_from: None,
        valid_to: None,
        unit: Unit::KILOGRAM,
        basis: None,
        kind: Kind::Average,
        gases: gases.into_iter().map(of_gas).collect(),
        provenance: provenance(Blend::find(name)),
    }
}

fn provenance(blend: Option<&Blend>) -> Provenance {
    let (publisher, document, locator): (&str, &str, &str) = match blend {
        Some(_) => (
            "ANSI/ASHRAE",
            "Standard 34-2019, Designation and Safety Classification of Refrigerants",
            "nominal composition by mass",
        ),
        None => ("by definition", "the mass released is the mass emitted", ""),
    };
    let note = blend.map(|b| b.unvalued().join(", ")).filter(|u| !u.is_empty());
    Provenance {
        set: "release".into(),
        publisher: publisher.into(),
        document: document.into(),
        locator: locator.into(),
        licence: Arc::default(),
        verified: "yes".into(),
        note: note.map_or_else(Arc::default, |u| format!("{u}: without GWP, not counted").into()),
        place: Place::file("datasets/gwp/blends.csv"),
    }
}
