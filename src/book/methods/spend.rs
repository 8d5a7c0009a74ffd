//! spend.csv: money brought to the currency, year and prices of a spend-based factor.

use super::inputs::RowInputs;
use super::reported::Reported;
use super::{Context, MethodTables};
use crate::diagnostic::Diagnostics;
use crate::method::Calculation;
use crate::method::spend::{Spend, in_factor_money};
use crate::table::Row;

const TABLE: &str = "spend";

/// Reads the table: each row is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    tables.each(TABLE, context, d, read_row)
}

fn read_row(row: Row<'_>, context: Context<'_>, d: &mut Diagnostics) -> Option<Calculation> {
    let mut inputs = RowInputs::new(TABLE, row, context, d);
    let reported = Reported::read(&inputs, d);
    let spend = inputs.amount("spend", "currency", d);
    let vat_rate = inputs.number_unless_empty("vat_rate", 0.0, d);
    let (factor_currency, exchange_rate) = (row.unit("factor_currency", d), inputs.number("exchange_rate", d));
    let indices = price_indices(&mut inputs, d);
    let price_ratio = inputs.number_unless_empty("price_ratio", 1.0, d);
    let (price_index_spend, price_index_factor) = indices?;
    let spend = Spend {
        spend: spend?,
        vat_rate: vat_rate?,
        factor_currency: factor_currency?,
        exchange_rate: exchange_rate?,
        price_index_spend,
        price_index_factor,
        price_ratio: price_ratio?,
    };
    inputs.calculation(spend, in_factor_money, d, reported?.outcomes())
}

/// Both indices, or none where the factor is of the year of the spend: one alone says nothing.
fn price_indices(inputs: &mut RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<(f64, f64)> {
    let names = ["price_index_spend", "price_index_factor"];
    let none = names.iter().all(|name| inputs.row.text(name).is_none());
    let [spend, factor] = names.map(|name| match none {
        true => inputs.number_unless_empty(name, 1.0, d),
        false => inputs.number(name, d),
    });
    spend.zip(factor)
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
    fn problems_are_told_at_their_cells() {
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
