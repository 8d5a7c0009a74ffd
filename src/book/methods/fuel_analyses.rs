//! fuel_analyses.csv: CO2 of fuels by their carbon, the other gases by the factors of the fuel.

use super::inputs::{RowInputs, all};
use crate::diagnostic::{Code, Diagnostics};
use crate::id::{ActivityCode, FactorId};
use crate::method::fuel_analysis::{CarbonByEnergy, CarbonByMass, carbon_by_energy, carbon_by_mass};
use crate::method::{Calculation, Change, Input, Inputs, MethodError, Outcome, Quantity, Worked};
use crate::quantity::{Amount, GasMasses, GrossEnergy, HeatBasis, Mass, NetEnergy};
use crate::scope::Category;
use crate::table::cell::CellProblem;
use crate::table::typed::fuel_analyses::Row;

/// Columns that only an energy takes, and those that only a mass takes.
const OF_ENERGY: [&str; 2] = ["basis", "carbon_kg_per_gj"];
const OF_MASS: [&str; 2] = ["moisture", "carbon_fraction"];

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let fuel = fuel(row, &inputs, d);
    let oxidation = inputs.number_or(row.oxidation, ("", ""), d);
    let amount = row.quantity.get()?;
    let (way, others) = match amount.mass() {
        Some(_) => ("a mass of fuel", OF_ENERGY),
        None => ("an energy of fuel", OF_MASS),
    };
    for name in others {
        inputs.warn(name, way, "empty the cell, or give the quantity the other way", d);
    }
    let (carbon, basis) = match amount.mass() {
        Some(mass) => (by_mass(row, (mass, oxidation), d), None),
        None => {
            let energy = inputs.measured(amount, ("unit", amount.energy()), "a mass or an energy", d)?;
            let carbon = match row.basis.need(d)? {
                HeatBasis::Net => by_energy(row, (NetEnergy(energy), oxidation), d).map(Carbon::Net),
                HeatBasis::Gross => by_energy(row, (GrossEnergy(energy), oxidation), d).map(Carbon::Gross),
            };
            (carbon, row.basis.get())
        }
    };
    let ((code, category), carbon) = (fuel?, carbon?);
    let factor_id = row.factor_id.get().map(FactorId::from);
    inputs.calculation(Burnt { quantity: amount, carbon }, burnt, d, move |(co2, amount)| {
        let mut results = Outcome::of_gases(&code, category, &co2);
        let factor_id = factor_id.clone();
        let others = Quantity { basis, factor_id, ..Quantity::new(code.clone(), amount).without_co2() };
        results.push(Outcome::of_quantity(code.clone(), category, others));
        results
    })
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

/// The fuel's code, which must be one of combustion: other codes' factors are not of burning.
fn fuel(row: Row<'_>, inputs: &RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<(ActivityCode, Category)> {
    let (code, category) = inputs.activity("activity", row.activity.get()?, d)?;
    if matches!(category, Category::StationaryCombustion | Category::MobileCombustion) {
        return Some((code, category));
    }
    let message = format!("`{code}` is {}, and the method is for fuel burnt", category.title());
    let help = "write a code of `stationary_combustion` or `mobile_combustion`";
    row.activity.report(CellProblem::new(Code::MethodInput, message, help), d);
    None
}

fn by_mass(row: Row<'_>, (mass, oxidation): (Mass, Option<f64>), d: &mut Diagnostics) -> Option<Carbon> {
    let mass = Some(mass);
    let fuel = all!(row, d => CarbonByMass {
        mass: mass, moisture, carbon_fraction, oxidation: oxidation, biogenic_fraction,
    });
    fuel.map(Carbon::Mass)
}

fn by_energy<E>(row: Row<'_>, (energy, oxidation): (E, Option<f64>), d: &mut Diagnostics) -> Option<CarbonByEnergy<E>> {
    let energy = Some(energy);
    all!(row, d => CarbonByEnergy { energy: energy, carbon_kg_per_gj, oxidation: oxidation, biogenic_fraction })
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

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = [
            "purchased_electricity/grid,1,t,,0,0.5,,,0,",
            "stationary_combustion/lignite,1,t,,,0.5,,,0,",
            "stationary_combustion/lignite,1,t,,12,0.5,,,,",
            "stationary_combustion/natural_gas,1,Nm3,,0,0.5,,,0,",
            "stationary_combustion/natural_gas,1,GJ,,,,15.3,,0,",
            "stationary_combustion/natural_gas,1,GJ,net,,,,,0,",
        ];
        let (found, problems) = read(&rows.map(|row| format!("{DAYS},{row}")).join("\n"));
        assert_eq!(found, []);
        let parts = [
            "the method is for fuel burnt",
            "`moisture` is empty",
            "`moisture` is 12",
            "`biogenic_fraction` is empty",
            "needs a mass or an energy",
            "`basis` is empty",
            "`carbon_kg_per_gj` is empty",
        ];
        for part in parts {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
