//! purchased_energy.csv: steam, heat and cooling by the fuel or the power behind them.

use super::inputs::{RowInputs, all};
use super::reported::Reported;
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::purchased_energy::{BoilerHeat, ChillerCooling, boiler_fuel, chiller_input};
use crate::table::typed::purchased_energy::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let reported = Reported::read(&mut inputs, d);
    match row.method.get()? {
        Method::Boiler => {
            let steam = all!(row, d => BoilerHeat { heat: row.energy.get(), boiler_efficiency, basis });
            let (reported, steam) = (reported?, steam?);
            let outcomes = reported.on(steam.basis).outcomes();
            inputs.calculation(steam, boiler_fuel, d, move |fuel| outcomes(fuel.energy))
        }
        Method::Chiller => {
            let chilled = all!(row, d => ChillerCooling { cooling: row.energy.get(), cop });
            inputs.calculation(chilled?, chiller_input, d, reported?.outcomes())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, quantity};
    use crate::quantity::{HeatBasis, Unit};

    const HEADER: &str = "site_id,start,end,activity,factors_of,method,energy,unit,boiler_efficiency,basis,cop";

    /// US EPA's worksheet for steam: 1,000 mmBtu at 74 % are 1,351.35 mmBtu of wood.
    #[test]
    fn fuel_of_steam_and_power_of_cooling() {
        let rows = "\
F1,2024-01-01,2024-12-31,purchased_steam/UTIL,stationary_combustion/wood_wood_waste,boiler,1000,MMBtu,0.74,gross,
F1,2024-01-01,2024-12-31,purchased_cooling/UTIL,purchased_electricity/grid,chiller,9000,MWh,,,4.5
";
        let (found, problems) = calculations("purchased_energy", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let results: Vec<_> = found.iter().flat_map(|c| &c.results).map(quantity).collect();
        let [wood, power] = results.as_slice() else { panic!("two results") };
        let in_unit =
            |amount: crate::quantity::Amount, unit| amount.to(Unit::parse(unit).expect("a unit")).expect("an energy");
        approx::assert_relative_eq!(in_unit(wood.amount, "MMBtu"), 1_000.0 / 0.74, max_relative = 1e-12);
        assert_eq!((wood.basis, power.basis), (Some(HeatBasis::Gross), None));
        approx::assert_relative_eq!(in_unit(power.amount, "MWh"), 2_000.0, max_relative = 1e-12);
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,purchased_steam/UTIL,,boiler,1000,MMBtu,0.74,gross,
F1,2024-01-01,2024-12-31,purchased_steam/UTIL,stationary_combustion/wood_wood_waste,boiler,1000,MMBtu,0.74,,
F1,2024-01-01,2024-12-31,purchased_steam/UTIL,stationary_combustion/wood_wood_waste,boiler,1000,MMBtu,1.05,gross,
F1,2024-01-01,2024-12-31,purchased_cooling/UTIL,purchased_electricity/grid,chiller,9000,t,,,
";
        let (found, problems) = calculations("purchased_energy", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in ["`factors_of` is empty", "`basis` is empty", "at most 1 on gross", "needs an energy"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
