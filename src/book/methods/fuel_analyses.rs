//! fuel_analyses.csv: CO2 of fuels by their carbon, the other gases by the factors of the fuel.

use super::{Calculation, Reported, RowInputs, all, calculate};
use crate::method::fuel_analysis::{CarbonByEnergy, CarbonByMass, carbon_by_energy, carbon_by_mass};
use crate::method::{Change, FuelEnergy, Input, Inputs, MethodError, Outcome, Quantity, Worked, inputs};
use crate::quantity::{Amount, GasMasses, GrossEnergy, HeatBasis, NetEnergy};
use crate::table::cell::not_measured;
use crate::table::typed::fuel_analyses::Row;

/// Columns that only an energy takes, and those that only a mass takes.
const OF_ENERGY: [&str; 2] = ["basis", "carbon_kg_per_gj"];
const OF_MASS: [&str; 2] = ["moisture", "carbon_fraction"];

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let quantity = row.quantity.get()?;
    let other_way = "empty the cell, or give the quantity the other way";
    let carbon = if quantity.mass().is_some() {
        row.warn(&OF_ENERGY, "a mass of fuel", other_way);
        all!(row => Carbon::OfMass { moisture, carbon_fraction })
    } else if quantity.energy().is_some() {
        row.warn(&OF_MASS, "an energy of fuel", other_way);
        all!(row => Carbon::OfEnergy { basis, carbon_kg_per_gj })
    } else {
        // The declaration lets no other unit through; should it ever, the row is not lost without a word.
        row.report(row.unit, not_measured(quantity.unit(), "a mass or an energy"));
        return None;
    };
    calculate!(row, burnt(Fuel { quantity, carbon: carbon, oxidation, biogenic_fraction }) => co2_and_others)
}

/// Fuel of a row: its quantity burns, and the factors of the other gases apply to it as it was given.
#[derive(Clone, Copy)]
struct Fuel {
    quantity: Amount,
    carbon: Carbon,
    oxidation: f64,
    biogenic_fraction: f64,
}

inputs!(Fuel: quantity, oxidation, biogenic_fraction; carbon);

/// The fuel's carbon, by mass or by energy on either basis.
#[derive(Clone, Copy)]
enum Carbon {
    OfMass { moisture: f64, carbon_fraction: f64 },
    OfEnergy { basis: HeatBasis, carbon_kg_per_gj: f64 },
}

impl Inputs for Carbon {
    fn change(&mut self, change: Change<'_>) {
        match self {
            Self::OfMass { moisture, carbon_fraction } => {
                moisture.change_as("moisture", change);
                carbon_fraction.change_as("carbon_fraction", change);
            }
            Self::OfEnergy { carbon_kg_per_gj, .. } => carbon_kg_per_gj.change_as("carbon_kg_per_gj", change),
        }
    }
}

/// The carbon was read by what the quantity measures, so this is for a caller that changes one of the two.
fn not_of(quantity: Amount, wanted: &str) -> MethodError {
    MethodError::Contradiction { input: "quantity", what: format!("`{}` is not {wanted}", quantity.unit()) }
}

/// CO2 of the carbon, and the quantity for the factors of the other gases.
fn burnt(fuel: &Fuel) -> Result<Worked<(GasMasses, Amount)>, MethodError> {
    let Fuel { quantity, carbon, oxidation, biogenic_fraction } = *fuel;
    let worked = match carbon {
        Carbon::OfMass { moisture, carbon_fraction } => {
            let mass = quantity.mass().ok_or_else(|| not_of(quantity, "a mass"))?;
            carbon_by_mass(&CarbonByMass { mass, moisture, carbon_fraction, oxidation, biogenic_fraction })
        }
        Carbon::OfEnergy { basis, carbon_kg_per_gj } => {
            let energy = quantity.energy().ok_or_else(|| not_of(quantity, "an energy"))?;
            match basis {
                HeatBasis::Net => by_energy(fuel, NetEnergy(energy), carbon_kg_per_gj),
                HeatBasis::Gross => by_energy(fuel, GrossEnergy(energy), carbon_kg_per_gj),
            }
        }
    };
    Ok(worked?.map(|co2| (co2, quantity)))
}

fn by_energy<E: FuelEnergy + Copy>(
    fuel: &Fuel,
    energy: E,
    carbon_kg_per_gj: f64,
) -> Result<Worked<GasMasses>, MethodError> {
    let Fuel { oxidation, biogenic_fraction, .. } = *fuel;
    carbon_by_energy(&CarbonByEnergy { energy, carbon_kg_per_gj, oxidation, biogenic_fraction })
}

/// CO2 as it is, and factors for the other gases.
fn co2_and_others(reported: Reported) -> impl Fn((GasMasses, Amount)) -> Vec<Outcome> + Send + Sync + 'static {
    move |(co2, amount)| {
        let others = reported.quantity(amount).without_co2();
        // A mass of fuel has no calorific value; the cell is warned of.
        let basis = others.basis.filter(|_| amount.energy().is_some());
        let others = reported.of_quantity(Quantity { basis, ..others });
        reported.of_gases(&co2).into_iter().chain([others]).collect()
    }
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
