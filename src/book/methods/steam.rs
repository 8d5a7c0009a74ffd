//! steam.csv: steam bought by mass, by its heat above the feed water.

use super::inputs::{RowInputs, all};
use super::reported::Reported;
use crate::diagnostic::{Code, Diagnostics};
use crate::method::Calculation;
use crate::method::steam::{Steam, steam_heat};
use crate::scope::Category;
use crate::table::cell::CellProblem;
use crate::table::typed::steam::Row;

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let reported = Reported::read(&mut inputs, d).filter(|reported| is_heat(row, reported, d));
    let steam = all!(row, d => Steam {
        mass,
        pressure_bar: Some(row.pressure_bar.get()),
        temperature_c: Some(row.temperature_c.get()),
        dryness: inputs.number_unless_empty(row.dryness, d),
        feed_water_c,
    });
    inputs.calculation(steam?, steam_heat, d, reported?.outcomes())
}

/// Whether the row is reported as steam or heat that was bought.
fn is_heat(row: Row<'_>, reported: &Reported, d: &mut Diagnostics) -> bool {
    let category = reported.category();
    let is_heat = matches!(category, Category::PurchasedSteam | Category::PurchasedHeat);
    if !is_heat {
        let message = format!("steam is reported as {}", category.title());
        let help = "write a code of `purchased_steam` or `purchased_heat`, with the supplier's name";
        row.activity.report(CellProblem::new(Code::MethodInput, message, help), d);
    }
    is_heat
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
        let (_, power) = calculations(
            "steam",
            &format!("{HEADER}\n{}", row("1,t,10,").replace("purchased_steam/UTIL", "purchased_electricity/grid")),
        );
        assert!(power.contains("steam is reported as Purchased electricity"), "{power}");
        for part in ["and vapour from 179.89 °C", "`GJ` is an energy, and the method needs a mass"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
