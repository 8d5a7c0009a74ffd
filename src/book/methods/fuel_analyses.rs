//! fuel_analyses.csv: CO2 of fuels by their carbon, the other gases by the factors of the fuel.

use super::inputs::{Inputs, doubt};
use super::{Context, MethodTables};
use crate::activity::Takes;
use crate::diagnostic::{Code, Diagnostics};
use crate::id::ActivityCode;
use crate::method::fuel_analysis::{CarbonByEnergy, CarbonByMass, carbon_by_energy, carbon_by_mass};
use crate::method::{Calculation, MethodError, Outcome, Worked};
use crate::quantity::{Energy, GasMasses, GrossEnergy, HeatBasis, Mass, NetEnergy};
use crate::scope::Category;
use crate::table::Row;
use crate::table::cell::CellProblem;

const TABLE: &str = "fuel_analyses";

/// Columns that only an energy takes, and those that only a mass takes.
const OF_ENERGY: [&str; 2] = ["basis", "carbon_kg_per_gj"];
const OF_MASS: [&str; 2] = ["moisture", "carbon_fraction"];

/// Reads the table: each row is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    tables.each(TABLE, context, d, read_row)
}

fn read_row(row: Row<'_>, context: Context<'_>, d: &mut Diagnostics) -> Option<Calculation> {
    let mut inputs = Inputs::new(TABLE, row, context, d);
    let fuel = fuel(&inputs, d);
    let shares = Shares {
        oxidation: inputs.number_or("oxidation", ("", ""), d),
        biogenic_fraction: inputs.number("biogenic_fraction", d),
    };
    let amount = inputs.amount("quantity", "unit", d)?;
    let (way, others) = match amount.mass() {
        Some(_) => ("a mass of fuel", OF_ENERGY),
        None => ("an energy of fuel", OF_MASS),
    };
    for name in others {
        doubt(row, name, way, "empty the cell, or give the quantity the other way", d);
    }
    let (worked, basis) = match amount.mass() {
        Some(mass) => (by_mass(&inputs, mass, shares, d), None),
        None => {
            let energy = inputs.measured(amount, amount.energy(), "unit", "a mass or an energy", d)?;
            row.required_text("basis", d)?;
            let basis = HeatBasis::parse(row.choice("basis", d)?)?;
            (by_energy(&inputs, energy, basis, shares, d), Some(basis))
        }
    };
    let ((code, category), worked) = (fuel?, worked?);
    let factor_id = row.text("factor_id").map(Into::into);
    let others = Outcome { basis, factor_id, ..Outcome::new(code.clone(), category, amount) };
    let others = others.with_takes(Takes::FactorsWithoutCo2(code.clone()));
    inputs.calculation(worked, d, |co2| {
        let mut results = Outcome::of_gases(&code, category, &co2);
        results.push(others);
        results
    })
}

/// The fuel's code, which must be one of combustion: other codes' factors are not of burning.
fn fuel(inputs: &Inputs<'_, '_>, d: &mut Diagnostics) -> Option<(ActivityCode, Category)> {
    let code = inputs.row.required_text("activity", d)?;
    let (code, category) = inputs.activity("activity", code, d)?;
    if matches!(category, Category::StationaryCombustion | Category::MobileCombustion) {
        return Some((code, category));
    }
    let message = format!("`{code}` is {}, and the method is for fuel burnt", category.title());
    let help = "write a code of `stationary_combustion` or `mobile_combustion`";
    inputs.row.report("activity", CellProblem::new(Code::MethodInput, message, help), d);
    None
}

/// What both ways need of the carbon, once known.
#[derive(Clone, Copy)]
struct Shares {
    oxidation: Option<f64>,
    biogenic_fraction: Option<f64>,
}

type Co2 = Option<Result<Worked<GasMasses>, MethodError>>;

fn by_mass(inputs: &Inputs<'_, '_>, mass: Mass, shares: Shares, d: &mut Diagnostics) -> Co2 {
    let (moisture, carbon_fraction) = (inputs.number("moisture", d), inputs.number("carbon_fraction", d));
    Some(carbon_by_mass(&CarbonByMass {
        mass,
        moisture: moisture?,
        carbon_fraction: carbon_fraction?,
        oxidation: shares.oxidation?,
        biogenic_fraction: shares.biogenic_fraction?,
    }))
}

fn by_energy(inputs: &Inputs<'_, '_>, energy: Energy, basis: HeatBasis, shares: Shares, d: &mut Diagnostics) -> Co2 {
    let carbon_kg_per_gj = inputs.number("carbon_kg_per_gj", d)?;
    let (oxidation, biogenic_fraction) = (shares.oxidation?, shares.biogenic_fraction?);
    Some(match basis {
        HeatBasis::Net => {
            let energy = NetEnergy(energy);
            carbon_by_energy(&CarbonByEnergy { energy, carbon_kg_per_gj, oxidation, biogenic_fraction })
        }
        HeatBasis::Gross => {
            let energy = GrossEnergy(energy);
            carbon_by_energy(&CarbonByEnergy { energy, carbon_kg_per_gj, oxidation, biogenic_fraction })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::calculations;
    use super::*;
    use crate::quantity::Gas;
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,activity,quantity,unit,basis,moisture,carbon_fraction,carbon_kg_per_gj,oxidation,biogenic_fraction,factor_id";
    const DAYS: &str = "F1,2024-01-01,2024-12-31";

    fn read(rows: &str) -> (Vec<Calculation>, String) {
        calculations(TABLE, &format!("{HEADER}\n{rows}\n"))
    }

    fn kg(calculation: &Calculation, gas: Gas) -> f64 {
        let of = |result: &&Outcome| result.takes == Takes::Gas(gas);
        calculation.results.iter().find(of).map_or(f64::NAN, |result| result.amount.value())
    }

    /// US EPA's railcar of coal, worked in `method::fuel_analysis`: 183.27 t CO2.
    #[test]
    fn a_mass_gives_co2_and_takes_factors_for_the_rest() {
        let row = "stationary_combustion/other_bituminous_coal,90.89,t,,0,0.5499155,,,0,own/coal";
        let (found, problems) = read(&format!("{DAYS},{row}"));
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [default] = one.working.defaults.as_slice() else { panic!("one default") };
        assert_eq!((default.input, default.value), ("oxidation", 1.0));
        assert!(default.source.contains("Table 1.4"), "{}", default.source);
        assert_relative_eq!(kg(one, Gas::CO2), 183_266.67, max_relative = 1e-7);
        let [_, others] = one.results.as_slice() else { panic!("CO2 and the other gases") };
        assert!(matches!(others.takes, Takes::FactorsWithoutCo2(_)));
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
            assert_eq!(one.results.last().and_then(|others| others.basis), Some(basis));
            assert!(one.working.defaults.is_empty());
        }
    }

    #[test]
    fn cells_of_the_other_way_are_doubted() {
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
    fn problems_are_told_at_their_cells() {
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
