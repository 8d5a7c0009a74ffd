//! incineration.csv: waste burnt on site, by its carbon and its plant.

use super::{Calculation, Reported, RowInputs, all, calculate};
use crate::method::fuel_analysis::CarbonByMass;
use crate::method::incineration::{Incineration, incineration};
use crate::table::typed::incineration::Row;

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let carbon = all!(row => CarbonByMass {
        mass: row.value(row.quantity), moisture, carbon_fraction, oxidation, biogenic_fraction,
    });
    calculate!(row, incineration(Incineration { waste: carbon, ch4_g_per_t, n2o_g_per_t }) => Reported::gases)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gases};
    use crate::quantity::Gas;
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,waste,plant,quantity,unit,moisture,n2o_g_per_t";

    /// IPCC 2006, Vol. 5, Tables 2.4, 5.2, 5.3 and 5.6: plastics, 2750 kg CO2 per t.
    #[test]
    fn published_values_stand_for_empty_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,plastics,continuous_stoker,100,t,,
F1,2024-01-01,2024-12-31,industrial_rubber,batch_stoker,1,t,,
";
        let (found, problems) = calculations("incineration", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let [plastics, rubber] = found.as_slice() else { panic!("two calculations") };
        let [(Gas::CO2, co2), (Gas::CH4_FOSSIL, ch4), (Gas::N2O, n2o)] = gases(plastics)[..] else {
            panic!("{:?}", plastics.results)
        };
        assert_relative_eq!(co2, 275_000.0, max_relative = 1e-12);
        assert_relative_eq!(ch4, 0.02, max_relative = 1e-9);
        assert_relative_eq!(n2o, 5.0, max_relative = 1e-9);
        let n2o = rubber.working.defaults.iter().find(|default| default.input == "n2o_g_per_t");
        assert_eq!(n2o.map(|default| default.value), Some(100.0), "industrial waste has its own");
    }

    #[test]
    fn what_is_not_published_is_asked_for() {
        let rows = "\
F1,2024-01-01,2024-12-31,hazardous,batch_stoker,1,t,,
F1,2024-01-01,2024-12-31,paper_cardboard,open_burning,1,kWh,,
";
        let (found, problems) = calculations("incineration", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in [
            "`moisture` is empty, and only a range is published: 0.1 to 0.9",
            "`carbon_fraction` is empty",
            "`n2o_g_per_t` is empty, and no default is published for open_burning, paper_cardboard",
            "needs a mass",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
