//! A book out of DataFrames, with nothing on disk: the report is that of the same book in a folder.
//!
//! `cargo run --example in_memory`

use std::error::Error;

use estate_carbon::Book;
use estate_carbon::frame::polars::prelude::{DataFrame, df};

/// book.toml, as the file would have it.
const MANIFEST: &str = r#"
name = "Minimal demonstration estate"
period = { start = 2024-01-01, end = 2024-12-31 }
gwp = "AR5"
boundary = "estate"

[[estate]]
id = "DEMO"
name = { en = "Demonstration estate", th = "นิคมอุตสาหกรรมสาธิต" }
country = "TH"
"#;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let book = Book::builder().manifest(MANIFEST).sites(sites()?).activities(metered()?).activities(counted()?);
    let report = book.open()?.account()?.report().to_json();
    println!("{report}");

    let folder = Book::open("datasets/books/minimal")?.account()?.report().to_json();
    // The fingerprint names what a report was made of, and a frame is not the bytes of a file.
    let figures = |report: &str| report.lines().filter(|line| !line.contains("\"fingerprint\"")).collect::<String>();
    assert_eq!(figures(&report), figures(&folder));
    Ok(())
}

fn sites() -> Result<DataFrame, Box<dyn Error>> {
    Ok(df!(
        "site_id" => ["F1"],
        "name" => ["Demonstration factory"],
        "estate_id" => ["DEMO"],
        "role" => ["factory"],
        "sector" => ["2511"],
        "production" => [4_000.0],
        "production_unit" => ["t"],
        "employees" => [120],
    )?)
}

/// What meters and bills say.
fn metered() -> Result<DataFrame, Box<dyn Error>> {
    Ok(df!(
        "site_id" => ["F1", "F1"],
        "start" => ["2024-01-01", "2024-01-01"],
        "end" => ["2024-12-31", "2024-12-31"],
        "activity" => ["purchased_electricity/grid", "stationary_combustion/natural_gas"],
        "quantity" => [1_200, 8_000],
        "unit" => ["MWh", "GJ"],
        "basis" => [None, Some("net")],
    )?)
}

/// What was counted otherwise. A frame has the columns its rows need.
fn counted() -> Result<DataFrame, Box<dyn Error>> {
    let year = ("2024-01-01", "2024-12-31");
    Ok(df!(
        "site_id" => ["F1"; 4],
        "start" => [year.0, "2024-06-10", year.0, year.0],
        "end" => [year.1, "2024-06-10", year.1, year.1],
        "activity" => [
            "mobile_combustion/gas_diesel_oil", "fugitive_emissions/R-410A", "stationary_combustion/lpg",
            "c04/road_freight_hgv",
        ],
        "quantity" => [20_000.0, 12.0, 5_000.0, 250_000.0],
        "unit" => ["L", "kg", "kg", "t.km"],
    )?)
}
