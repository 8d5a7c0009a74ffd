//! What the tables of industrial processes have in common: the code, kiln dust, and CO2 as the result.

use super::inputs::{RowInputs, all, refuse};
use crate::diagnostic::Diagnostics;
use crate::id::ActivityCode;
use crate::method::clinker::KilnDust;
use crate::method::{MethodError, Outcome};
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Gas, Mass};
use crate::scope::Category;
use crate::table::typed::Cell;

/// The code the user reports the process under.
pub(super) fn code(activity: Cell<'_, &str>, inputs: &RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<ActivityCode> {
    let (code, category) = inputs.activity("activity", activity.get()?, d)?;
    if category == Category::ProcessEmissions {
        return Some(code);
    }
    let what = format!("`{code}` is no process; codes of processes begin with `process_emissions/`");
    refuse(inputs.row, &MethodError::Contradiction { input: "activity", what }, d);
    None
}

/// CO2 by itself, under a code.
pub(super) fn co2(code: ActivityCode) -> impl Fn(Mass) -> Vec<Outcome> + Send + Sync + 'static {
    move |mass| vec![Outcome::of_gas(code.clone(), Category::ProcessEmissions, Gas::CO2, mass.get::<kilogram>())]
}

/// The cells that give the dust of a kiln.
#[derive(Clone, Copy)]
pub(super) struct Dust<'t> {
    pub(super) kiln_dust_factor: Cell<'t, f64>,
    pub(super) dust: Cell<'t, Mass>,
    pub(super) dust_carbonate: Cell<'t, f64>,
    pub(super) dust_calcined: Cell<'t, f64>,
}

/// The dust of a kiln: by its analysis if any cell of it is filled in, else by a factor.
pub(super) fn kiln_dust(row: Dust<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<KilnDust> {
    if row.dust.is_empty() && row.dust_carbonate.is_empty() && row.dust_calcined.is_empty() {
        return inputs.number_or(row.kiln_dust_factor, ("", ""), d).map(KilnDust::Factor);
    }
    if row.kiln_dust_factor.get().is_some() {
        let what = "the dust has a factor and an analysis; only one of them can hold".to_owned();
        refuse(inputs.row, &MethodError::Contradiction { input: "kiln_dust_factor", what }, d);
        return None;
    }
    all!(row, d => KilnDust::Measured { dust, dust_carbonate, dust_calcined })
}

/// The cells of dust of a typed row.
macro_rules! dust {
    ($row:expr) => {
        $crate::book::methods::process::Dust {
            kiln_dust_factor: $row.kiln_dust_factor,
            dust: $row.dust,
            dust_carbonate: $row.dust_carbonate,
            dust_calcined: $row.dust_calcined,
        }
    };
}
pub(super) use dust;
