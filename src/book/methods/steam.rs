//! steam.csv: steam bought by mass, by its heat above the feed water.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::steam::{Steam, steam_heat};
use crate::table::typed::steam::Row;

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    calculate!(row, steam_heat(Steam {
        mass,
        pressure_bar: Some(row.pressure_bar.get()),
        temperature_c: Some(row.temperature_c.get()),
        dryness,
        feed_water_c,
    }) => Reported::amount)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{amounts, calculations};

    const HEADER: &str = "site_id,start,end,activity,mass,unit,pressure_bar,temperature_c,feed_water_c";

    #[test]
    fn a_mass_of_steam_is_an_energy_and_no_steam_is_reported_at_its_cell() {
        let row = |cells: &str| format!("F1,2024-01-01,2024-12-31,purchased_steam/UTIL,{cells},80\n");
        let (found, problems) =
            calculations("steam", &format!("{HEADER}\n{}{}", row("1000,t,10,"), row("2,kt,40,400")));
        assert_eq!(problems, "");
        let [(saturated, "J"), (superheated, "J")] = amounts(&found)[..] else { panic!("two energies") };
        approx::assert_relative_eq!(saturated, 2_441.413e9, max_relative = 1e-6);
        approx::assert_relative_eq!(superheated, 2e6 * (3_214.374 - 338.017) * 1e3, max_relative = 1e-4);
        let (found, problems) = calculations("steam", &format!("{HEADER}\n{}{}", row("1,t,10,150"), row("1,GJ,,")));
        assert_eq!(found, []);
        for part in ["and vapour from 179.89 °C", "`GJ` is an energy, and the method needs a mass"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
