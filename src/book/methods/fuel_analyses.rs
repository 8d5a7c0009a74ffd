//! fuel_analyses.csv: CO2 of fuels by their carbon, the other gases by the factors of the fuel.

use super::{Calculation, ReportedAs, RowInputs, all};
use crate::id::FactorId;
use crate::method::fuel_analysis::{CarbonByEnergy, CarbonByMass, carbon_by_energy, carbon_by_mass};
use crate::method::{Change, Input, Inputs, MethodError, Outcome, Quantity, Worked};
use crate::quantity::{Amount, Energy, GasMasses, GrossEnergy, HeatBasis, Mass, NetEnergy};
use crate::table::cell::not_measured;
use crate::table::typed::fuel_analyses::Row;

/// Columns that only an energy takes, and those that only a mass takes.
const OF_ENERGY: [&str; 2] = ["basis", "carbon_kg_per_gj"];
const OF_MASS: [&str; 2] = ["moisture", "carbon_fraction"];

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let reported_as = row.reported_in(row.activity);
    let quantity = row.quantity.get()?;
    let other_way = "empty the cell, or give the quantity the other way";
    let (carbon, basis) = match (quantity.mass(), quantity.energy()) {
        (Some(mass), _) => {
            row.warn(&OF_ENERGY, "a mass of fuel", other_way);
            (by_mass(row, mass), None)
        }
        (None, Some(energy)) => {
            row.warn(&OF_MASS, "an energy of fuel", other_way);
            (by_energy(row, energy), row.basis.get())
        }
        // The declaration lets no other unit through; should it ever, the row is not lost without a word.
        (None, None) => {
            row.report(row.unit, not_measured(quantity.unit(), "a mass or an energy"));
            return None;
        }
    };
    let factor_id = row.factor_id.get().map(FactorId::from);
    let results = reported_as.map(|ReportedAs { code, category }| {
        move |(co2, amount): (GasMasses, Amount)| {
            let mut results = Outcome::of_gases(&code, category, &co2);
            let factor_id = factor_id.clone();
            let others = Quantity { basis, factor_id, ..Quantity::new(code.clone(), amount).without_co2() };
            results.push(Outcome::of_quantity(code.clone(), category, others));
            results
        }
    });
    row.calculation(carbon.map(|carbon| Burnt { quantity, carbon }), burnt, results)
}

fn by_mass(row: &mut RowInputs<'_, Row<'_>>, mass: Mass) -> Option<Carbon> {
    all!(row => CarbonByMass { mass: Some(mass), moisture, carbon_fraction, oxidation, biogenic_fraction })
        .map(Carbon::Mass)
}

fn by_energy(row: &mut RowInputs<'_, Row<'_>>, energy: Energy) -> Option<Carbon> {
    match row.value(row.basis) {
        Some(HeatBasis::Net) => of_carbon(row, NetEnergy(energy)).map(Carbon::Net),
        Some(HeatBasis::Gross) => of_carbon(row, GrossEnergy(energy)).map(Carbon::Gross),
        // What else the row lacks is reported with the basis.
        None => of_carbon(row, energy).and(None),
    }
}

fn of_carbon<E>(row: &mut RowInputs<'_, Row<'_>>, energy: E) -> Option<CarbonByEnergy<E>> {
    all!(row => CarbonByEnergy { energy: Some(energy), carbon_kg_per_gj, oxidation, biogenic_fraction })
}

/// Fuel of a row: its quantity burns, and the factors of the other gases apply to it as it was given.
#[derive(Clone)]
struct Burnt {
    quantity: Amount,
    carbon: Carbon,
}

/// The fuel's carbon, by mass or by energy on either basis.
#[derive(Clone)]
enum Carbon {
    Mass(CarbonByMass),
    Net(CarbonByEnergy<NetEnergy>),
    Gross(CarbonByEnergy<GrossEnergy>),
}

impl Inputs for Burnt {
    fn change(&mut self, change: Change<'_>) {
        self.quantity.change_as("quantity", change);
        // One number of the row: what burns follows it.
        let quantity = self.quantity;
        let mut others = |name, value| if name == "quantity" { value } else { change(name, value) };
        match &mut self.carbon {
            Carbon::Mass(fuel) => {
                fuel.change(&mut others);
                fuel.mass = quantity.mass().unwrap_or(fuel.mass);
            }
            Carbon::Net(fuel) => {
                fuel.change(&mut others);
                fuel.energy = quantity.energy().map_or(fuel.energy, NetEnergy);
            }
            Carbon::Gross(fuel) => {
                fuel.change(&mut others);
                fuel.energy = quantity.energy().map_or(fuel.energy, GrossEnergy);
            }
        }
    }
}

/// CO2 of the carbon, and the quantity for the factors of the other gases.
fn burnt(fuel: &Burnt) -> Result<Worked<(GasMasses, Amount)>, MethodError> {
    let worked = match &fuel.carbon {
        Carbon::Mass(carbon) => carbon_by_mass(carbon),
        Carbon::Net(carbon) => carbon_by_energy(carbon),
        Carbon::Gross(carbon) => carbon_by_energy(carbon),
    };
    Ok(worked?.map(|co2| (co2, fuel.quantity)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, kilograms as kg, quantity};
    use super::*;
    use crate::factor::Co2;
    use crate::quantity::Gas;
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,activity,quantity,unit,basis,moisture,carbon_fraction,carbon_kg_per_gj,oxidation,biogenic_fraction,factor_id";
    const DAYS: &str = "F1,2024-01-01,2024-12-31";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        calculations("fuel_analyses", &format!("{HEADER}\n{rows}\n"))
    }

    /// US EPA's railcar of coal, worked in `method::fuel_analysis`: 183.27 t CO2.
    #[test]
    fn a_mass_gives_co2_and_takes_factors_for_the_rest() {
        let code = "stationary_combustion/other_bituminous_coal";
        let (found, problems) = read(&format!("{DAYS},{code},90.89,t,,0,0.5499155,,,0,own/coal"));
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [default] = one.working.defaults.as_slice() else { panic!("one default") };
        assert_eq!((default.input, default.value), ("oxidation", 1.0));
        assert!(default.source.contains("Table 1.4"), "{}", default.source);
        assert_relative_eq!(kg(one, Gas::CO2), 183_266.67, max_relative = 1e-7);
        let [_, others] = one.results.as_slice() else { panic!("CO2 and the other gases") };
        let others = quantity(others);
        assert_eq!((others.takes.as_str(), others.co2), (code, Co2::GivenByMethod));
        assert_eq!(others.factor_id.as_ref().map(|id| id.as_str()), Some("own/coal"));
        assert_eq!(others.amount.unit().to_string(), "t");
    }

    #[test]
    fn an_energy_keeps_its_basis() {
        let row = |basis: &str| format!("{DAYS},stationary_combustion/natural_gas,1,TJ,{basis},,,15.3,0.99,0.1,");
        let (found, problems) = read(&format!("{}\n{}", row("net"), row("gross")));
        assert_eq!(problems, "");
        let [net, gross] = found.as_slice() else { panic!("two calculations") };
        for (one, basis) in [(net, HeatBasis::Net), (gross, HeatBasis::Gross)] {
            assert_relative_eq!(kg(one, Gas::CO2), 56_100.0 * 0.99 * 0.9, max_relative = 1e-12);
            assert_relative_eq!(kg(one, Gas::CO2_BIOGENIC), 56_100.0 * 0.99 * 0.1, max_relative = 1e-12);
            assert_eq!(one.results.last().and_then(|others| quantity(others).basis), Some(basis));
            assert!(one.working.defaults.is_empty());
        }
    }

    /// The quantity is one number, and both what burns and what the factors apply to follow it.
    #[test]
    fn twice_the_fuel_gives_twice_of_all() {
        let rows = ["other_bituminous_coal,2,t,,0,0.55,,,0.1,", "natural_gas,2,TJ,gross,,,15.3,0.99,0.1,"];
        let (found, problems) = read(&rows.map(|row| format!("{DAYS},stationary_combustion/{row}")).join("\n"));
        assert_eq!(problems, "");
        for one in &found {
            let names: Vec<_> = one.again.numbers().into_iter().map(|(name, _)| name).collect();
            assert_eq!(names.iter().filter(|name| **name == "quantity").count(), 1, "{names:?}");
            let twice = |name, value| if name == "quantity" { 2.0 * value } else { value };
            let [fossil, biogenic, others] = &one.again.run(&mut { twice }).expect("in range")[..] else {
                panic!("three results")
            };
            for (result, gas) in [(fossil, Gas::CO2), (biogenic, Gas::CO2_BIOGENIC)] {
                let (found_gas, kg_of_twice) = super::super::tests::gas(result);
                assert_eq!(found_gas, gas);
                assert_relative_eq!(kg_of_twice, 2.0 * kg(one, gas), max_relative = 1e-12);
            }
            assert_relative_eq!(quantity(others).amount.value(), 4.0);
        }
    }

    #[test]
    fn cells_of_the_other_way_are_warned_of() {
        let rows = [
            "stationary_combustion/lignite,1,t,net,0,0.5,25.8,,0,",
            "stationary_combustion/natural_gas,1,GJ,net,0.1,0.7,15.3,,0,",
        ];
        let (found, problems) = read(&rows.map(|row| format!("{DAYS},{row}")).join("\n"));
        assert_eq!(found.len(), 2);
        for part in ["`basis` is", "`carbon_kg_per_gj` is", "`moisture` is", "`carbon_fraction` is"] {
            assert!(problems.contains(&format!("{part} filled in, and a")), "{part}: {problems}");
        }
    }
}
