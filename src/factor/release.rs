//! Factors of releases: a kilogram of refrigerant leaked is a kilogram of its gases.

use std::sync::Arc;

use super::{EmissionFactor, GasFactor, Provenance};
use crate::activity::released_gases;
use crate::estate::GLOBAL;
use crate::id::ActivityCode;
use crate::place::Place;
use crate::quantity::{Blend, Gas, Unit};

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
    let gases = gases.into_iter().map(|(gas, share)| GasFactor::new(gas, share));
    let provenance = provenance(Blend::find(name));
    EmissionFactor::new(release_id(name).as_str(), activity, GLOBAL, Unit::KILOGRAM, gases, provenance)
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
        verified: "yes".into(),
        note: note.map_or_else(Arc::default, |u| format!("{u}: without GWP, not counted").into()),
        place: Place::file("datasets/gwp/blends.csv"),
        ..Provenance::new("release", publisher, document, locator)
    }
}
