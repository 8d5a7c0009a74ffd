//! clinker.csv: cement clinker by its oxides, a row per kiln.

use super::inputs::{RowInputs, all};
use super::process;
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::clinker::{Clinker, clinker};
use crate::table::typed::clinker::Row;

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let code = inputs.activity("clinker", "process_emissions/clinker", d).map(|(code, _)| code);
    let kiln = all!(row, d => Clinker {
        clinker,
        cao: inputs.number_or(row.cao, ("", ""), d),
        non_carbonate_cao: inputs.number_or(row.non_carbonate_cao, ("", ""), d),
        mgo: inputs.number_or(row.mgo, ("", ""), d),
        non_carbonate_mgo: inputs.number_or(row.non_carbonate_mgo, ("", ""), d),
        kiln_dust: process::kiln_dust(process::dust!(row), &mut inputs, d),
    });
    inputs.calculation(kiln?, clinker, d, process::co2(code?))
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
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,1000,kWh,0.65,0,0,1.02,,,
F1,2024-01-01,2024-12-31,1000,t,65,0,0,1.02,,,
F1,2024-01-01,2024-12-31,1000,t,0.65,0.7,0,1.02,,,
F1,2024-01-01,2024-12-31,1000,t,0.65,0,0,1.02,40,0.8,0.5
F1,2024-01-01,2024-12-31,1000,t,0.65,0,0,,40,,0.5
F1,2024-01-01,2024-12-31,,t,0.65,0,0,0.9,,,
";
        let (found, problems) = read(rows);
        assert_eq!(found, []);
        let parts =
            ["needs a mass", "`cao` is 65", "more than all of `cao`", "only one of them", "`dust_carbonate` is empty"];
        for part in parts.into_iter().chain(["`clinker` is empty", "`kiln_dust_factor` is 0.9"]) {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
