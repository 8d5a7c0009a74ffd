//! carbonates.csv: carbonates in use, glass and lime, by one of three methods.

use super::kiln_dust::kiln_dust;
use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::carbonate::{Carbonate, Glass, carbonate, glass};
use crate::method::lime::{Lime, lime};
use crate::table::typed::carbonates::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    row.value(row.material)?;
    match row.method.get()? {
        Method::Carbonate => calculate!(row, carbonate(Carbonate {
            mass, carbonate_fraction, co2_per_carbonate, calcined,
        }) => Reported::co2),
        Method::Glass => calculate!(row, glass(Glass { mass, co2_per_glass, cullet_share }) => Reported::co2),
        Method::Lime => {
            let analysis = (row.dust, row.dust_carbonate, row.dust_calcined);
            calculate!(row, lime(Lime {
                mass, cao, mgo, hydrated_share, hydrate_water,
                kiln_dust: kiln_dust(row, row.kiln_dust_factor, analysis),
            }) => Reported::co2)
        }
    }
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
    fn what_is_not_published_is_asked_for() {
        let (found, problems) =
            read("limestone_use,carbonate,marl,100,t,,,,,,,,,,\nglass.float,glass,glass_float,1000,t,,,,,,,,,,\n");
        assert_eq!(found, []);
        for part in ["no default is published for marl", "only a range is published: 0.1 to 0.25"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
