//! abated_processes.csv: product whose gas is partly destroyed; a factor applies to the rest. Nothing destroys CO2,
//! so the CO2 of the factor applies to all of the product.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::abated_process::{AbatedProcess, abated_process};
use crate::method::{MethodError, Outcome, Worked};
use crate::quantity::Amount;
use crate::table::typed::abated_processes::Row;

/// Codes whose published factors count abatement already: IPCC 2006, Vol. 3, ch. 3, Table 3.6 (80 %
/// destruction); the factors of nitric acid with abatement say so in their names.
const ABATED: [&str; 2] = ["process_emissions/glyoxal", "process_emissions/glyoxylic_acid"];

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    refuse_abated(row);
    let process = row.activity.get().and_then(|code| code.rsplit('/').next()).unwrap_or_default();
    let of = [process, row.abatement.get().unwrap_or_default()];
    calculate!(row, left(AbatedProcess {
        product,
        destruction: row.number_or(row.destruction, of),
        utilisation: row.number_or(row.utilisation, of),
    }) => by_gas)
}

/// The product whose gas is not destroyed, and all of it.
fn left(plant: &AbatedProcess) -> Result<Worked<(Amount, Amount)>, MethodError> {
    Ok(abated_process(plant)?.map(|left| (left, plant.product)))
}

/// CO2 of all of the product, the other gases of what is not destroyed.
fn by_gas(reported: Reported) -> impl Fn((Amount, Amount)) -> Vec<Outcome> + Send + Sync + 'static {
    move |(left, product)| {
        let others = reported.quantity(left).without_co2();
        let co2 = reported.quantity(product).co2_alone();
        [others, co2].map(|quantity| reported.of_quantity(quantity)).into()
    }
}

/// Refuses a code whose factors would take the abatement off twice.
fn refuse_abated(row: &mut RowInputs<'_, Row<'_>>) {
    let Some(code) = row.activity.get().filter(|_| row.reported.is_some() && row.factor_id.is_empty()) else { return };
    if ABATED.contains(&code) || code.ends_with("with_abatement") {
        let advice = "name one for the process without it in `factor_id`";
        row.refuse("activity", format!("the factor of `{code}` counts abatement already; {advice}"));
        row.reported = None;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, quantity};
    use crate::factor::Co2;
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
            let [others, co2] = calculation.results.as_slice() else { panic!("the other gases, and CO2") };
            assert_relative_eq!(quantity(others).amount.value(), left, max_relative = 1e-12);
            assert_eq!((quantity(others).co2, quantity(co2).co2), (Co2::GivenByMethod, Co2::Alone));
            assert!([100.0, 1_000.0].contains(&quantity(co2).amount.value()), "all of the product");
        }
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn abatement_is_taken_off_once() {
        let rows = "glyoxal,,100,t,0.8,1,\nnitric_acid.single_pressure_with_abatement,,100,t,0.8,1,\n";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        assert_eq!(problems.matches("counts abatement already").count(), 2, "{problems}");
    }
}
