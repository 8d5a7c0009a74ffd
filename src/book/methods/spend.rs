//! spend.csv: money brought to the currency, year and prices of a spend-based factor.

use super::{Calculation, Reported, RowInputs, calculate};
use crate::method::spend::{Spend, in_factor_money};
use crate::table::typed::Cell;
use crate::table::typed::spend::Row;

/// A row's calculation.
pub(super) fn read_row(row: &mut RowInputs<'_, Row<'_>>) -> Option<Calculation> {
    calculate!(row, in_factor_money(Spend {
        spend, vat_rate, factor_currency, exchange_rate,
        price_index_spend: index(row, row.price_index_spend),
        price_index_factor: index(row, row.price_index_factor),
        price_ratio,
    }) => Reported::amount)
}

/// Both indices, or none where the factor is of the year of the spend: one alone says nothing.
fn index(row: &mut RowInputs<'_, Row<'_>>, cell: Cell<'_, f64>) -> Option<f64> {
    let same_year = row.price_index_spend.is_empty() && row.price_index_factor.is_empty();
    if same_year { Some(row.stands_for(cell.name(), 1.0)) } else { row.value(cell) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{amounts, calculations};

    const HEADER: &str = "site_id,start,end,activity,spend,currency,vat_rate,factor_currency,exchange_rate,price_index_spend,price_index_factor,price_ratio";

    /// 1070000 / 1.07 × 0.03 × 100 / 125 = 24,000 USD; money of the factor's own kind stays as it is.
    #[test]
    fn money_is_brought_to_the_factors() {
        let rows = "\
F1,2024-01-01,2024-12-31,c01/spend.111140,1070000,THB,0.07,USD,0.03,125,100,
F1,2024-01-01,2024-12-31,c01/spend.111140,5000,USD,,USD,1,,,
";
        let (found, problems) = calculations("spend", &format!("{HEADER}\n{rows}"));
        assert_eq!(problems, "");
        let [(baht, "USD"), (dollars, "USD")] = amounts(&found)[..] else { panic!("two results in USD") };
        approx::assert_relative_eq!(baht, 24_000.0, max_relative = 1e-12);
        approx::assert_relative_eq!(dollars, 5_000.0);
    }

    #[test]
    fn problems_are_reported_at_their_cells() {
        let rows = "\
F1,2024-01-01,2024-12-31,c01/spend.111140,5000,USD,7,USD,1,,,
F1,2024-01-01,2024-12-31,c01/spend.111140,5000,USD,,USD,1,125,,
F1,2024-01-01,2024-12-31,c01/spend.111140,5000,USD,,USD,0.03,,,
F1,2024-01-01,2024-12-31,c01/spend.111140,5000,kWh,,USD,1,,,
";
        let (found, problems) = calculations("spend", &format!("{HEADER}\n{rows}"));
        assert_eq!(found, []);
        for part in ["`vat_rate` is 7", "`price_index_factor` is empty", "it can only be 1", "which is no currency"] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
    }
}
