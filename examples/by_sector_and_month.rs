//! The ledger as a DataFrame, grouped by sector and month: kilograms of each gas, which the inventory gives their worth.
//!
//! `cargo run --example by_sector_and_month`

use std::collections::BTreeMap;
use std::error::Error;

use estate_carbon::Book;
use estate_carbon::frame::polars::prelude::{ChunkCompareEq, DataFrame, PolarsResult, StringChunked};
use estate_carbon::quantity::Gas;
use estate_carbon::scope::Category;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let accounts = Book::open("datasets/books/eastern-seaboard")?.account()?;
    let ledger = accounts.ledger_frame()?;

    // Scope 1 is in one book, and no other site repeats it: every kilogram that reaches the air counts once.
    let (scope1, emitted) = (ledger.column("scope")?.u64()?.equal(1), ledger.column("book")?.is_not_null());
    let scope1 = ledger.filter(&(&scope1 & &emitted))?;
    let masses = kilograms(&scope1)?;
    println!("{masses}");

    // A potential is per gas, and for methane per line too: of kilograms without their line there is no worth.
    let mut tonnes = BTreeMap::<(&str, &str), f64>::new();
    let keys = text(&masses, "sector")?.iter().zip(text(&masses, "month")?.iter());
    let lines = text(&masses, "category")?.iter().zip(text(&masses, "gas")?.iter());
    for ((key, line), kg) in keys.zip(lines).zip(masses.column("kg_sum")?.f64()?.iter()) {
        let (Some(category), Some(gas), Some(kg)) = (line.0, line.1, kg) else { continue };
        let (category, gas): (Category, Gas) = (category.parse()?, gas.parse()?);
        // CO2 from biomass and gases outside the Kyoto basket are outside the scopes.
        if gas.family().in_scopes() {
            let co2e = accounts.inventory().value(category, gas, kg).as_tonnes();
            *tonnes.entry((key.0.unwrap_or("no sector"), key.1.unwrap_or_default())).or_default() += co2e;
        }
    }
    for ((sector, month), co2e) in &tonnes {
        println!("{sector} {month} {co2e:.3} t CO2e");
    }

    // The groups add up to the figure of the report.
    let (sum, figure) = (tonnes.values().sum::<f64>(), accounts.headline().scope1()?.co2e().as_tonnes());
    assert!((sum - figure).abs() <= 1e-12 * figure, "{sum} and {figure}");
    Ok(())
}

#[allow(deprecated, reason = "polars would have its lazy engine do this, which this crate does without")]
fn kilograms(rows: &DataFrame) -> PolarsResult<DataFrame> {
    rows.group_by_stable(["sector", "month", "category", "gas"])?.select(["kg"]).sum()
}

fn text<'f>(frame: &'f DataFrame, column: &str) -> PolarsResult<&'f StringChunked> {
    frame.column(column)?.str()
}
