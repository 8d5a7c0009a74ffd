//! abated_processes.csv: product whose gas is partly destroyed; a factor applies to the rest.

use super::inputs::{RowInputs, all, refuse};
use super::process;
use crate::diagnostic::Diagnostics;
use crate::id::ActivityCode;
use crate::method::abated_process::{AbatedProcess, abated_process};
use crate::method::{Calculation, MethodError, Outcome, Quantity};
use crate::scope::Category;
use crate::table::typed::abated_processes::Row;

/// Codes whose published factors count abatement already: IPCC 2006, Vol. 3, ch. 3, Table 3.6 (80 %
/// destruction); the factors of nitric acid with abatement say so in their names.
const ABATED: [&str; 2] = ["process_emissions/glyoxal", "process_emissions/glyoxylic_acid"];

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let code = process::code(row.activity, &inputs, d).and_then(|code| unabated(row, code, &inputs, d));
    let process = row.activity.get().and_then(|code| code.rsplit('/').next()).unwrap_or_default();
    let of = (process, row.abatement.get().unwrap_or_default());
    let in_mass = |amount| inputs.measured(amount, ("unit", amount.mass()), "a mass", d).map(|_| amount);
    let product = row.product.get().and_then(in_mass);
    let plant = all!(row, d => AbatedProcess {
        product: product,
        destruction: inputs.number_or(row.destruction, of, d),
        utilisation: inputs.number_or(row.utilisation, of, d),
    });
    let (code, factor_id) = (code?, row.factor_id.get().map(Into::into));
    inputs.calculation(plant?, abated_process, d, move |amount| {
        let quantity = Quantity { factor_id: factor_id.clone(), ..Quantity::new(code.clone(), amount) };
        vec![Outcome::of_quantity(code.clone(), Category::ProcessEmissions, quantity)]
    })
}

/// The code, unless its factors would take the abatement off twice.
fn unabated(row: Row<'_>, code: ActivityCode, inputs: &RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<ActivityCode> {
    let counted = ABATED.contains(&code.as_str()) || code.as_str().ends_with("with_abatement");
    if !counted || !row.factor_id.is_empty() {
        return Some(code);
    }
    let what =
        format!("the factor of `{code}` counts abatement already; name one for the process without it in `factor_id`");
    refuse(inputs.row, &MethodError::Contradiction { input: "activity", what }, d);
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, quantity};
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,activity,abatement,product,unit,destruction,utilisation,factor_id";

    fn read(rows: &str) -> (Vec<crate::method::Calculation>, String) {
        let dated = rows.lines().map(|row| format!("F1,2024-01-01,2024-12-31,process_emissions/{row}\n"));
        calculations("abated_processes", &format!("{HEADER}\n{}", dated.collect::<String>()))
    }

    #[test]
    fn the_factor_applies_to_what_is_not_destroyed() {
        let rows = "\
adipic_acid,thermal_destruction,1000,t,,,
nitric_acid.single_high_pressure,,1000,t,0.8,0.9,own
glyoxal,,100,t,0.8,1,mine
";
        let (found, problems) = read(rows);
        assert_eq!(problems, "");
        // IPCC 2006, Vol. 3, Table 3.4: destruction 0.985, utilisation 0.97.
        for (calculation, left) in found.iter().zip([1_000.0 * (1.0 - 0.985 * 0.97), 280.0, 20.0]) {
            let [result] = calculation.results.as_slice() else { panic!("one result") };
            assert_relative_eq!(quantity(result).amount.value(), left, max_relative = 1e-12);
        }
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
nitric_acid,tertiary,1000,t,,0.9,
glyoxal,,100,t,0.8,1,
nitric_acid.single_pressure_with_abatement,,100,t,0.8,1,
adipic_acid,thermal_destruction,1000,kWh,,,
adipic_acid,thermal_destruction,1000,t,98.5,,
";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        let parts = ["no default is published for nitric_acid, tertiary", "needs a mass", "`destruction` is 98.5"];
        for part in parts {
            assert!(problems.contains(part), "{part}: {problems}");
        }
        assert_eq!(problems.matches("counts abatement already").count(), 2, "{problems}");
    }
}
