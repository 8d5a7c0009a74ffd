//! The inventory as a DataFrame, grouped by sector and month. What to sum is said by `frame::inventory`.
//!
//! `cargo run --example by_sector_and_month`

use std::error::Error;

use estate_carbon::Book;
use estate_carbon::frame::polars::prelude::{
    BooleanChunked, ChunkAgg, ChunkCompareEq, DataFrame, PolarsResult, SortMultipleOptions,
};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let accounts = Book::open("datasets/books/eastern-seaboard")?.account()?;
    let inventory = accounts.inventory_frame()?;

    let scope1 = inventory.filter(&scope1_of_the_headline(&inventory)?)?;
    let by_sector = by_sector_and_month(&scope1)?;
    println!("{by_sector}");

    // The groups add up to the figure of the report.
    let sum = by_sector.column("tco2e_sum")?.f64()?.sum().unwrap_or_default();
    let figure = accounts.headline().scope1()?.co2e().as_tonnes();
    assert!((sum - figure).abs() <= 1e-12 * figure, "{sum} and {figure}");
    Ok(())
}

#[allow(deprecated, reason = "polars would have its lazy engine do this, which this crate does without")]
fn by_sector_and_month(rows: &DataFrame) -> PolarsResult<DataFrame> {
    let sums = rows.group_by(["sector", "month"])?.select(["tco2e"]).sum()?;
    sums.sort(["sector", "month"], SortMultipleOptions::default())
}

/// One statement and one scope, without what the statement leaves out because two sites report it.
fn scope1_of_the_headline(inventory: &DataFrame) -> PolarsResult<BooleanChunked> {
    let headline = inventory.column("statement")?.u32()?.equal(0);
    let scope1 = inventory.column("scope")?.u32()?.equal(1);
    let counted = !inventory.column("eliminated")?.bool()?;
    Ok(&(&headline & &scope1) & &counted)
}
