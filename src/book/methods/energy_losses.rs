//! energy_losses.csv: energy lost on its way through a grid or a pipe.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::purchased_energy::{Delivered, consumption_losses, gross_up_losses};
use crate::table::typed::energy_losses::{Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    // Factors of losses are per energy consumed and have the rate in them: they would count it twice.
    if let Some(code) = row.factors_of.get().filter(|code| code.starts_with("c03/") && code.contains("losses")) {
        let what = "are per energy consumed and have the losses in them; name those of generation";
        row.refuse("factors_of", format!("factors of `{code}` {what}"));
        return None;
    }
    let losses = match row.method.get()? {
        Method::OfConsumed => consumption_losses,
        Method::OfSent => gross_up_losses,
    };
    calculate!(row, losses(Delivered { energy, loss_rate }) => Reported::amount)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, quantity};
    use crate::quantity::Unit;

    const HEADER: &str = "site_id,start,end,activity,factors_of,method,energy,unit,loss_rate";

    /// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), example 3.1 (p. 46) and Table 3.2 (p. 40).
    #[test]
    fn the_rate_is_of_what_the_method_says() {
        let rows = "\
F1,2024-01-01,2024-12-31,c03/electricity_transmission_losses,purchased_electricity/grid,of_consumed,500000,kWh,0.1
F1,2024-01-01,2024-12-31,c03/electricity_transmission_losses,purchased_electricity/grid,of_sent,90000,kWh,0.1
";
        let (found, problems) = calculations("energy_losses", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let kwh = Unit::parse("kWh").expect("a unit");
        let lost = found.iter().flat_map(|c| &c.results).map(|r| quantity(r).amount.to(kwh).expect("an energy"));
        let lost: Vec<f64> = lost.collect();
        let [of_consumed, of_sent] = lost.as_slice() else { panic!("two results") };
        approx::assert_relative_eq!(*of_consumed, 50_000.0, max_relative = 1e-12);
        approx::assert_relative_eq!(*of_sent, 10_000.0, max_relative = 1e-12);
    }

    #[test]
    fn factors_of_losses_would_count_them_twice() {
        let losses = "c03/electricity_transmission_losses";
        let row = format!("F1,2024-01-01,2024-12-31,{losses},{losses},of_sent,1,kWh,0.1");
        let (found, problems) = calculations("energy_losses", &format!("{HEADER}\n{row}\n"));
        assert_eq!(found, []);
        assert!(problems.contains("have the losses in them"), "{problems}");
    }
}
