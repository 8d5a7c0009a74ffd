//! refrigerants.csv: gas that escaped from equipment, by one of three methods.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::diagnostic::{Code, same_letters};
use crate::method::refrigerant::{
    MassBalance, Screening, SimplifiedBalance, mass_balance, screening, simplified_material_balance,
};
use crate::period::Period;
use crate::quantity::{Blend, Gas, Mass, meant_refrigerant};
use crate::table::cell::CellProblem;
use crate::table::typed::refrigerants::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    row.reported = code(row).and_then(|code| row.code(&code));
    match row.method.get()? {
        Method::MassBalance => calculate!(row, mass_balance(MassBalance {
            stock_start, stock_end, received, disbursed, capacity_start, capacity_end,
        }) => Reported::amount),
        Method::Simplified => calculate!(row, simplified_material_balance(SimplifiedBalance {
            new_charge, new_capacity, recharge, disposed_capacity, recovered,
        }) => Reported::amount),
        Method::Screening => {
            // Rates of equipment that no source has would each be asked for, where the word is a slip.
            if !row.is_key(row.equipment) {
                return None;
            }
            calculate!(row, screening(Screening {
                new_charge,
                install_rate: install_rate(row), operating_charge, leak_rate,
                years: row.period.map(Period::years),
                disposed_charge, remaining, recovery,
            }) => Reported::amount)
        }
    }
}

/// The share lost while installing. Where nothing was installed none is needed, published or not.
fn install_rate(row: &mut RowInputs<'_, Row<'_>>) -> Option<f64> {
    let of = [row.equipment.get().unwrap_or_default(), row.gas.get().unwrap_or_default()];
    let none_installed = row.new_charge.get().is_some_and(|charge| charge == Mass::default());
    let is_asked_for = row.install_rate.is_empty() && !row.is_published("install_rate", of);
    if is_asked_for && none_installed {
        return Some(row.stands_for("install_rate", 0.0));
    }
    row.value(row.install_rate)
}

/// The code of the gas or blend: a factor gives its gases.
fn code(row: &mut RowInputs<'_, Row<'_>>) -> Option<String> {
    let name = row.gas.get()?;
    let code = format!("fugitive_emissions/{name}");
    if crate::activity::released_gases(&code).is_some() {
        return Some(code);
    }
    row.unknown_word(
        (row.gas, Code::UnknownGas),
        |row| {
            // The chart knows the names of the trade, which a near spelling would turn into another gas; numbers are ASHRAE's.
            let meant = row.suggestion(&code);
            let meant = meant.as_deref().and_then(|code| code.strip_prefix("fugitive_emissions/"));
            let names = Gas::all().map(Gas::name).chain(Blend::names());
            meant.or_else(|| same_letters(name, names)).map(str::to_owned)
        },
        |near| {
            CellProblem::new(Code::UnknownGas, format!("`{name}` is no gas or blend"), meant_refrigerant(name, near))
        },
    );
    None
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
        for (name, gas) in [
            ("R-134a", "did you mean `HFC-134a`?"),
            ("R-22", "did you mean `HCFC-22`?"),
            ("R-12", "did you mean `CFC-12`?"),
            ("R-410", "did you mean `R-410A` or `R-410B`?"),
            ("R-290", "it is propane"),
            ("R-999", "no gas"),
        ] {
            let row = format!("F1,2024-01-01,2024-12-31,{name},screening,kg,chillers,0,1,0,,0,1,0");
            let (_, problems) = calculations("refrigerants", &format!("{HEADER}\n{row}\n"));
            assert!(problems.contains(gas), "{problems}");
        }
    }
}
