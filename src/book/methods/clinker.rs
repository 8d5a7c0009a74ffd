//! clinker.csv: cement clinker by its oxides, a row per kiln.

use super::kiln_dust::kiln_dust;
use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::clinker::{Clinker, clinker};
use crate::table::typed::clinker::Row;

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let analysis = (row.dust, row.dust_carbonate, row.dust_calcined);
    calculate!(row, clinker(Clinker {
        clinker, cao, non_carbonate_cao, mgo, non_carbonate_mgo,
        kiln_dust: kiln_dust(row, row.kiln_dust_factor, analysis),
    }) => Reported::co2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use crate::quantity::Gas;
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    const HEADER: &str =
        "site_id,start,end,clinker,unit,cao,non_carbonate_cao,mgo,kiln_dust_factor,dust,dust_carbonate,dust_calcined";

    fn read(rows: &str) -> (Vec<crate::method::Calculation>, String) {
        calculations("clinker", &format!("{HEADER}\n{rows}"))
    }

    #[test]
    fn empty_cells_take_the_published_defaults() {
        // IPCC 2006, Vol. 3, equation 2.4: 0.52 t CO2 per t of clinker.
        let (found, problems) = read("F1,2024-01-01,2024-12-31,1000,t,,,,,,,\n");
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [(Gas::CO2, co2)] = gases(one)[..] else { panic!("one result") };
        assert_abs_diff_eq!(co2 / 1e6, 0.52, epsilon = 0.005);
        let defaults: Vec<_> = one.working.defaults.iter().map(|default| default.input).collect();
        assert_eq!(defaults, ["cao", "non_carbonate_cao", "mgo", "non_carbonate_mgo", "kiln_dust_factor"]);
    }

    #[test]
    fn measured_dust_needs_no_factor() {
        let (found, problems) = read("F1,2024-01-01,2024-12-31,1000,t,0.646,0,0,,40,0.8,0.5\n");
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [(Gas::CO2, co2)] = gases(one)[..] else { panic!("one result") };
        let tonnes = 1_000.0 * 0.646 * 0.785 + 40.0 * 0.8 * 0.5 * 0.43971;
        assert_relative_eq!(co2, tonnes * 1_000.0, max_relative = 1e-12);
    }

    #[test]
    fn dust_has_a_factor_or_an_analysis() {
        let rows = "\
F1,2024-01-01,2024-12-31,1000,t,0.65,0,0,1.02,40,0.8,0.5
F1,2024-01-01,2024-12-31,1000,t,0.65,0,0,,40,,0.5
";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        for part in ["only one of them", "`dust_carbonate` is empty"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
