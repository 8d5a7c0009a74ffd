//! investments.csv: the investor's part of an investee's emissions, revenue or cost.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::investment::{Denominator, Financed, Holding, attributed, equity_part};
use crate::table::typed::investments::{self, Method, Row};

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    let amount = row.amount(row.quantity, row.unit);
    match row.method.get()? {
        Method::Financed => calculate!(row, attributed(Financed {
            quantity: amount, outstanding, value, denominator: row.value(row.denominator).map(denominator),
        }) => Reported::amount),
        Method::Equity => calculate!(row, equity_part(Holding {
            quantity: amount, sector_share, equity_share,
        }) => Reported::amount),
    }
}

fn denominator(word: investments::Denominator) -> Denominator {
    match word {
        investments::Denominator::Evic => Denominator::Evic,
        investments::Denominator::EquityPlusDebt => Denominator::EquityPlusDebt,
        investments::Denominator::ProjectCost => Denominator::ProjectCost,
        investments::Denominator::PropertyValue => Denominator::PropertyValue,
        investments::Denominator::VehicleValue => Denominator::VehicleValue,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{calculations, gas, quantity};
    use crate::quantity::Gas;

    const HEADER: &str = "site_id,start,end,activity,factors_of,method,quantity,unit,gwp,outstanding,value,currency,denominator,sector_share,equity_share";

    /// GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), examples 15.1 (p. 142), 15.2 (p. 145)
    /// and 15.3 (p. 148).
    #[test]
    fn emissions_and_revenue_by_share() {
        let rows = "\
F1,2024-01-01,2024-12-31,c15/equity,,equity,120000,t,AR5,,,,,,0.4
F1,2024-01-01,2024-12-31,c15/equity,c01/spend.111140,equity,5500000,USD,,,,,,0.6,0.1
F1,2024-01-01,2024-12-31,c15/project_finance,,financed,30000,t,AR5,10000000,90000000,USD,project_cost,,
";
        let (found, problems) = calculations("investments", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let results: Vec<_> = found.iter().flat_map(|c| &c.results).collect();
        let [equity, revenue, project] = results.as_slice() else { panic!("three results") };
        let co2e = Gas::parse("CO2e:AR5").expect("a commodity");
        for (result, kg) in [(equity, 48_000_000.0), (project, 30e6 / 9.0)] {
            let (found_gas, found_kg) = gas(result);
            assert_eq!(found_gas, co2e);
            approx::assert_relative_eq!(found_kg, kg, max_relative = 1e-12);
        }
        let revenue = quantity(revenue);
        assert_eq!((revenue.takes.as_str(), revenue.amount.unit().symbol()), ("c01/spend.111140", "USD"));
        approx::assert_relative_eq!(revenue.amount.value(), 330_000.0, max_relative = 1e-12);
    }
}
