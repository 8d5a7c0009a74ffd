//! carbonates.csv: carbonates in use, glass and lime, by one of three methods.

use super::inputs::RowInputs;
use super::{Context, MethodTables, process};
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::carbonate::{Carbonate, Glass, carbonate, glass};
use crate::method::lime::{Lime, lime};
use crate::quantity::Mass;
use crate::table::Row;

const TABLE: &str = "carbonates";

/// Reads the table: each row is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    tables.each(TABLE, context, d, read_row)
}

fn read_row(row: Row<'_>, context: Context<'_>, d: &mut Diagnostics) -> Option<Calculation> {
    let mut inputs = RowInputs::new(TABLE, row, context, d);
    let code = process::code(&inputs, d);
    let mass = inputs.mass("mass", "unit", d);
    match row.choice("method", d)? {
        "carbonate" => {
            let used = read_carbonate(&mut inputs, mass, d);
            inputs.calculation(used?, carbonate, d, process::co2(code?))
        }
        "glass" => {
            let melted = read_glass(&mut inputs, mass, d);
            inputs.calculation(melted?, glass, d, process::co2(code?))
        }
        _ => {
            let kiln = read_lime(&mut inputs, mass, d);
            inputs.calculation(kiln?, lime, d, process::co2(code?))
        }
    }
}

fn read_carbonate(inputs: &mut RowInputs<'_, '_>, mass: Option<Mass>, d: &mut Diagnostics) -> Option<Carbonate> {
    let material = inputs.row.required_text("material", d)?;
    let carbonate_fraction = inputs.number_or("carbonate_fraction", (material, ""), d);
    let co2_per_carbonate = inputs.number_or("co2_per_carbonate", (material, ""), d);
    let calcined = inputs.number_or("calcined", ("", ""), d);
    Some(Carbonate {
        mass: mass?,
        carbonate_fraction: carbonate_fraction?,
        co2_per_carbonate: co2_per_carbonate?,
        calcined: calcined?,
    })
}

fn read_glass(inputs: &mut RowInputs<'_, '_>, mass: Option<Mass>, d: &mut Diagnostics) -> Option<Glass> {
    let kind = inputs.row.required_text("material", d)?;
    let co2_per_glass = inputs.number_or("co2_per_glass", (kind, ""), d);
    let cullet_share = inputs.number_or("cullet_share", (kind, ""), d);
    Some(Glass { mass: mass?, co2_per_glass: co2_per_glass?, cullet_share: cullet_share? })
}

fn read_lime(inputs: &mut RowInputs<'_, '_>, mass: Option<Mass>, d: &mut Diagnostics) -> Option<Lime> {
    let kind = inputs.row.required_text("material", d)?;
    let (cao, mgo) = (inputs.number_or("cao", (kind, ""), d), inputs.number_or("mgo", (kind, ""), d));
    let (hydrated_share, hydrate_water) = (inputs.number("hydrated_share", d), inputs.number("hydrate_water", d));
    let kiln_dust = process::kiln_dust(inputs, d);
    Some(Lime {
        mass: mass?,
        cao: cao?,
        mgo: mgo?,
        hydrated_share: hydrated_share?,
        hydrate_water: hydrate_water?,
        kiln_dust: kiln_dust?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use crate::method::Calculation;
    use crate::quantity::Gas;
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,activity,method,material,mass,unit,carbonate_fraction,co2_per_carbonate,calcined,\
                          co2_per_glass,cullet_share,cao,mgo,hydrated_share,hydrate_water,kiln_dust_factor";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        let dated = rows.lines().map(|row| format!("F1,2024-01-01,2024-12-31,process_emissions/{row}\n"));
        calculations("carbonates", &format!("{HEADER}\n{}", dated.collect::<String>()))
    }

    fn tonnes(calculation: &Calculation) -> f64 {
        let [(Gas::CO2, kg)] = gases(calculation)[..] else { panic!("one result") };
        kg / 1_000.0
    }

    #[test]
    fn each_method_takes_its_own_columns_and_defaults() {
        let rows = "\
limestone_use,carbonate,limestone,100,t,,,,,,,,,,
glass,carbonate,soda_ash,10,t,0.99,,0.9,,,,,,,
glass.float,glass,glass_float,1000,t,,,,,0.2,,,,,
glass,glass,glass,1000,t,,,,,,,,,,
lime,lime,lime_high_calcium,100,t,,,,,,,,0,0,
lime,lime,own,100,t,,,,,,0.9,0.02,0.5,0.24,1
ceramics,carbonate,clay,1000,t,,,,,,,,,,
";
        let (found, problems) = read(rows);
        assert_eq!(problems, "");
        // IPCC 2006, Vol. 3, Table 2.1, p. 2.34, equation 2.13 and Tables 2.4 and 2.6.
        let expected = [
            100.0 * 0.95 * 0.43971,
            10.0 * 0.99 * 0.41492 * 0.9,
            1_000.0 * 0.21 * 0.8,
            1_000.0 * 0.20 * 0.5,
            100.0 * 0.95 * 0.785 * 1.02,
            100.0 * (0.9 * 0.785 + 0.02 * 1.092) * 0.88,
            1_000.0 * 0.10 * 0.4453,
        ];
        assert_eq!(found.len(), expected.len());
        for (calculation, expected) in found.iter().zip(expected) {
            assert_relative_eq!(tonnes(calculation), expected, max_relative = 1e-9);
        }
        let [stone, soda, ..] = found.as_slice() else { panic!("seven calculations") };
        assert_eq!((stone.working.defaults.len(), soda.working.defaults.len()), (3, 1));
    }

    #[test]
    fn problems_are_told_at_their_cells() {
        let rows = "\
limestone_use,carbonate,marl,100,t,,,,,,,,,,
glass.float,glass,glass_float,1000,t,,,,,,,,,,
lime,lime,lime_high_calcium,100,t,,,,,,,,,,
nothing,carbonate,limestone,100,t,,,,,,,,,,
lime,burning,limestone,100,t,,,,,,,,,,
lime,lime,own,100,t,,,,,,0.9,0.2,0,0,
";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        let parts = [
            "`carbonate_fraction` is empty, and no default is published for marl",
            "only a range is published: 0.1 to 0.25",
        ];
        for part in parts.into_iter().chain(["`hydrated_share` is empty", "nothing", "burning", "more than the whole"])
        {
            assert!(problems.contains(part), "{part}: {problems}");
        }
        let (found, problems) = calculations(
            "carbonates",
            &format!(
                "{HEADER}\nF1,2024-01-01,2024-12-31,stationary_combustion/gas_diesel_oil,carbonate,limestone,1,t,,,,,,,,,,\n"
            ),
        );
        assert_eq!(found, []);
        assert!(problems.contains("is no process"), "{problems}");
    }
}
