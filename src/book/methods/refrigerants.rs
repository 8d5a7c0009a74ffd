//! refrigerants.csv: gas that escaped from equipment, by one of three methods.

use super::inputs::{RowInputs, all};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::id::ActivityCode;
use crate::method::refrigerant::{
    MassBalance, Screening, SimplifiedBalance, mass_balance, screening, simplified_material_balance,
};
use crate::method::{Calculation, Outcome};
use crate::period::Period;
use crate::quantity::{Blend, Gas, Mass};
use crate::scope::Category;
use crate::table::cell::CellProblem;
use crate::table::typed::Cell;
use crate::table::typed::refrigerants::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: Row<'_>, mut inputs: RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Calculation> {
    let code = code(row.gas, &inputs, d);
    match row.method.get()? {
        Method::MassBalance => {
            let year = all!(row, d => MassBalance {
                stock_start, stock_end, received, disbursed, capacity_start, capacity_end,
            });
            inputs.calculation(year?, mass_balance, d, escaped(code?))
        }
        Method::Simplified => {
            let year = all!(row, d => SimplifiedBalance {
                new_charge, new_capacity, recharge, disposed_capacity, recovered,
            });
            inputs.calculation(year?, simplified_material_balance, d, escaped(code?))
        }
        Method::Screening => {
            let equipment = read_screening(row, &mut inputs, d);
            inputs.calculation(equipment?, screening, d, escaped(code?))
        }
    }
}

/// A mass of a gas or blend, whose gases its factor gives.
fn escaped(code: ActivityCode) -> impl Fn(Mass) -> Vec<Outcome> + Send + Sync + 'static {
    move |mass| vec![Outcome::new(code.clone(), Category::FugitiveEmissions, mass)]
}

/// The code of the gas or blend.
fn code(gas: Cell<'_, &str>, inputs: &RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<ActivityCode> {
    let name = gas.get()?;
    let code = format!("fugitive_emissions/{name}");
    if crate::activity::released_gases(&code).is_some() {
        return Some(code.as_str().into());
    }
    // The chart knows the names of the trade, which a near spelling would turn into another gas.
    let meant = inputs.chart().category(&code).err().and_then(|unknown| unknown.suggestion);
    let meant = meant.as_deref().and_then(|code| code.strip_prefix("fugitive_emissions/"));
    let names = Gas::all().map(Gas::name).chain(Blend::names());
    let help = match meant.or_else(|| nearest(name, names)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a gas or a blend by its ASHRAE name: `R-410A`, `HFC-134a`, `SF6`".to_owned(),
    };
    gas.report(CellProblem::new(Code::UnknownGas, format!("`{name}` is no gas or blend"), help), d);
    None
}

fn read_screening(row: Row<'_>, inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<Screening> {
    let of = (inputs.key(row.equipment, d)?, row.gas.get().unwrap_or_default());
    all!(row, d => Screening {
        new_charge,
        install_rate: inputs.number_or(row.install_rate, of, d),
        operating_charge,
        leak_rate: inputs.number_or(row.leak_rate, of, d),
        years: inputs.period().map(Period::years),
        disposed_charge,
        remaining: inputs.number_or(row.remaining, of, d),
        recovery: inputs.number_or(row.recovery, of, d),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, quantity};
    use approx::assert_relative_eq;

    const HEADER: &str = "site_id,start,end,gas,method,unit,equipment,new_charge,install_rate,operating_charge,leak_rate,disposed_charge,remaining,recovery";

    #[test]
    fn screening_takes_published_rates_where_cells_are_empty() {
        let row = "F1,2024-01-01,2024-12-31,HFC-125,screening,kg,chillers,100,0.01,1,,0.5,1,0.95";
        let (found, problems) = calculations("refrigerants", &format!("{HEADER}\n{row}\n"));
        assert_eq!(problems, "");
        let [one] = found.as_slice() else { panic!("one calculation") };
        let [default] = one.working.defaults.as_slice() else { panic!("one default") };
        assert_eq!(default.input, "leak_rate");
        let [result] = one.results.as_slice() else { panic!("one result") };
        // A blend's composition is a factor with a source, so even a gas by itself takes one.
        assert_eq!(quantity(result).takes.as_str(), "fugitive_emissions/HFC-125");
        assert_relative_eq!(quantity(result).amount.value(), 1.0 + default.value + 0.025, max_relative = 1e-12);
    }

    #[test]
    fn names_of_the_trade_are_led_to_their_gas() {
        for (name, gas) in [("R-134a", "HFC-134a"), ("R-22", "HCFC-22")] {
            let row = format!("F1,2024-01-01,2024-12-31,{name},screening,kg,chillers,0,1,0,,0,1,0");
            let (_, problems) = calculations("refrigerants", &format!("{HEADER}\n{row}\n"));
            assert!(problems.contains(&format!("did you mean `{gas}`?")), "{problems}");
        }
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,R-999,screening,kWh,chillers,100,0.01,1,-1,0.5,1,0.95
F2,2023-01-01,2023-12-31,SF6,simplified,kg,,1,,,,,,
";
        let (found, problems) = calculations("refrigerants", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in ["`R-999` is no gas", "`leak_rate` is -1", "needs a mass", "no site `F2`", "outside the period"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
