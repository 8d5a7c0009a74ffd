//! What the tables of industrial processes have in common: the code, kiln dust, and CO2 as the result.

use super::inputs::{RowInputs, refuse};
use crate::diagnostic::Diagnostics;
use crate::id::ActivityCode;
use crate::method::clinker::KilnDust;
use crate::method::{MethodError, Outcome};
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Gas, Mass};
use crate::scope::Category;

/// The code the user reports the process under.
pub(super) fn code(inputs: &RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<ActivityCode> {
    let text = inputs.row.required_text("activity", d)?;
    let (code, category) = inputs.activity("activity", text, d)?;
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

/// The dust of a kiln: by its analysis if any cell of it is filled in, else by a factor.
pub(super) fn kiln_dust(inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<KilnDust> {
    let row = inputs.row;
    if ["dust", "dust_carbonate", "dust_calcined"].iter().all(|name| row.text(name).is_none()) {
        return inputs.number_or("kiln_dust_factor", ("", ""), d).map(KilnDust::Factor);
    }
    if row.text("kiln_dust_factor").is_some() {
        let what = "the dust has a factor and an analysis; only one of them can hold".to_owned();
        refuse(row, &MethodError::Contradiction { input: "kiln_dust_factor", what }, d);
        return None;
    }
    let dust = inputs.mass("dust", "unit", d);
    let (dust_carbonate, dust_calcined) = (inputs.number("dust_carbonate", d), inputs.number("dust_calcined", d));
    Some(KilnDust::Measured { dust: dust?, dust_carbonate: dust_carbonate?, dust_calcined: dust_calcined? })
}
