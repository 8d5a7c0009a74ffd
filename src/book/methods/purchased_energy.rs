//! purchased_energy.csv: steam, heat and cooling by the fuel or the power behind them.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::purchased_energy::{BoilerHeat, ChillerCooling, boiler_fuel, chiller_input};
use crate::table::typed::purchased_energy::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    match row.method.get()? {
        // The factors are of the fuel, which is on the basis of the efficiency.
        Method::Boiler => calculate!(row, boiler_fuel(BoilerHeat {
            heat: row.value(row.energy), boiler_efficiency, basis,
        }) => Reported::amount),
        Method::Chiller => calculate!(row, chiller_input(ChillerCooling {
            cooling: row.value(row.energy), cop,
        }) => Reported::amount),
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
}
