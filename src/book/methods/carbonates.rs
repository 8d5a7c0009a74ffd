//! carbonates.csv: carbonates in use, glass and lime, by one of three methods.

use super::inputs::{RowInputs, all};
use super::process;
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::carbonate::{Carbonate, Glass, carbonate, glass};
use crate::method::lime::{Lime, lime};
use crate::table::typed::carbonates::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let code = process::code(row.activity, &inputs, d);
    match row.method.get()? {
        Method::Carbonate => {
            let used = read_carbonate(row, &mut inputs, d);
            inputs.calculation(used?, carbonate, d, process::co2(code?))
        }
        Method::Glass => {
            let melted = read_glass(row, &mut inputs, d);
            inputs.calculation(melted?, glass, d, process::co2(code?))
        }
        Method::Lime => {
            let kiln = read_lime(row, &mut inputs, d);
            inputs.calculation(kiln?, lime, d, process::co2(code?))
        }
    }
}

fn read_carbonate(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Carbonate> {
    let of = (row.material.need(d)?, "");
    all!(row, d => Carbonate {
        mass,
        carbonate_fraction: inputs.number_or(row.carbonate_fraction, of, d),
        co2_per_carbonate: inputs.number_or(row.co2_per_carbonate, of, d),
        calcined: inputs.number_or(row.calcined, ("", ""), d),
    })
}

fn read_glass(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Glass> {
    let of = (row.material.need(d)?, "");
    all!(row, d => Glass {
        mass,
        co2_per_glass: inputs.number_or(row.co2_per_glass, of, d),
        cullet_share: inputs.number_or(row.cullet_share, of, d),
    })
}

fn read_lime(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Lime> {
    let of = (row.material.need(d)?, "");
    all!(row, d => Lime {
        mass,
        cao: inputs.number_or(row.cao, of, d),
        mgo: inputs.number_or(row.mgo, of, d),
        hydrated_share,
        hydrate_water,
        kiln_dust: process::kiln_dust(process::dust!(row), inputs, d),
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
    fn problems_are_reported_at_their_cells() {
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
