//! Carbon accounts of industrial estates and their factories.
//!
//! estate-carbon reads a *book*: a folder of tables that say what the sites of an estate burnt, bought and
//! moved. It totals the activity rows, chooses an emission factor for each total and keeps the reason, posts every
//! kilogram of gas to a double-entry *ledger*, and reads the ledger as *statements* of Scope 1, 2 and 3.
//!
//! ```text
//! book ──► rows ──► resolve ──► ledger ──► inventory ──► report
//! tables   totals   factor,     kg of     by scope,     JSON, Markdown, CSV,
//! of the   per key  unit, why   each gas, site, gas,    terminal, DataFrame
//! estate   (exact)              from→to   then CO2e
//! ```
//!
//! # A single calculation
//!
//! Quantities are uom quantities, so a mass cannot be taken for an energy, nor a gross calorific
//! value for a net one. Needs no feature.
//!
//! ```
//! use estate_carbon::method::{CombustionFactor, combustion};
//! use estate_carbon::quantity::{Energy, Gas, GwpSet, Mass, NetEnergy};
//! use estate_carbon::quantity::uom::si::{energy::{gigajoule, terajoule}, mass::kilogram};
//!
//! let per_terajoule = NetEnergy(Energy::new::<terajoule>(1.0));
//! let natural_gas = CombustionFactor::per_net(per_terajoule, [
//!     (Gas::CO2, Mass::new::<kilogram>(56_100.0)), // IPCC 2006, Vol. 2, Table 2.3
//!     (Gas::CH4_FOSSIL, Mass::new::<kilogram>(1.0)),
//!     (Gas::N2O, Mass::new::<kilogram>(0.1)),
//! ]);
//! let burnt = NetEnergy(Energy::new::<gigajoule>(1_200.0));
//! let gases = combustion(burnt, &natural_gas)?;
//! assert_eq!(gases.co2e(GwpSet::Ar6)?.to_string(), "67.389 t CO2e");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A factor, looked up
//!
//! The built-in factors, by activity, region and day. The result keeps its factor: publisher, document, and why it was
//! taken. What is ambiguous, or measured in what the factor does not fit, is an error. Needs no feature.
//!
//! ```
//! use estate_carbon::factor::FactorSet;
//! use estate_carbon::period::Day;
//! use estate_carbon::quantity::{Energy, GwpSet, NetEnergy, uom::si::energy::gigajoule};
//!
//! let (day, burnt) = (Day::parse("2024-03-15").ok_or("a day")?, NetEnergy(Energy::new::<gigajoule>(1_200.0)));
//! let gas = FactorSet::built_in().find("stationary_combustion/natural_gas").in_region("TH").on(day)?.apply(burnt)?;
//! println!("{} by {}", gas.co2e(GwpSet::Ar6)?, gas.factor().provenance.document);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # A book
//!
//! Needs the feature `reports`.
//!
//! ```
//! # #[cfg(feature = "reports")]
//! # fn main() -> Result<(), estate_carbon::Error> {
//! use estate_carbon::{Book, scope::{Scope2Method, Scope3Category}};
//!
//! let accounts = Book::open("datasets/books/eastern-seaboard")?.account()?;
//! let estate = accounts.headline();
//! println!("Scope 1: {:.1}", estate.scope1()?.co2e());
//! println!("Scope 2, location-based: {:.1}", estate.scope2(Scope2Method::LocationBased)?.co2e());
//! // What was not reported is an error, never zero.
//! assert!(estate.scope3(Scope3Category::Franchises).is_err());
//! // Why a figure is what it is, down to the rows.
//! println!("{}", accounts.explain_figure("estate.scope1.stationary_combustion.FOD3")?);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "reports"))]
//! # fn main() {}
//! ```
//!
//! A book with problems is refused with all of them, each at its cell: [`Error::Rejected`].
//!
//! # A book in memory, DataFrames in and out
//!
//! Needs the feature `books`. Tables come as polars DataFrames or as CSV, and nothing stands on a disk; the same checks
//! are made. The folder `examples/` has the whole of it: a report out of frames, what a web service does with an upload,
//! and the inventory by sector and month.
//!
//! ```
//! # #[cfg(feature = "books")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use estate_carbon::{Book, frame::polars::prelude::*};
//!
//! let manifest = r#"
//!     name = "One estate"
//!     period = { start = 2024-01-01, end = 2024-12-31 }
//!     gwp = "AR6"
//!     boundary = "estate"
//!     estate = [{ id = "E", name = "Estate", country = "TH" }]
//! "#;
//! let sites = "site_id,name,estate_id,role\nF1,Cannery,E,factory\n";
//! let fuel = df!(
//!     "site_id" => ["F1"], "start" => ["2024-01-01"], "end" => ["2024-12-31"],
//!     "activity" => ["mobile_combustion/gas_diesel_oil"], "quantity" => [20_000.0], "unit" => ["L"],
//! )?;
//! let book = Book::builder().manifest(manifest).table_from("sites", sites.as_bytes()).activities(fuel);
//! let accounts = book.open()?.account()?;
//! let inventory: DataFrame = accounts.inventory_frame()?; // by statement, site, month, category, book and gas
//! // What to sum: one statement, and of that what counts there.
//! let headline = inventory.column("statement")?.u32()?.equal(0);
//! let scope1 = inventory.column("scope")?.u32()?.equal(1);
//! let counts = inventory.column("in_statement")?.bool()?;
//! let tonnes = inventory.filter(&(&(&headline & &scope1) & counts))?.column("tco2e")?.f64()?.sum().ok_or("no figure")?;
//! // 20,000 L × (2.698722 kg CO2 + 0.000142038 kg CH4 × 29.8 + 0.000142038 kg N2O × 273) per litre, by hand.
//! assert!((tonnes - 54.834_622_128).abs() < 1e-9);
//! assert!((tonnes - accounts.headline().scope1()?.co2e().as_tonnes()).abs() < 1e-9);
//! assert_eq!(accounts.ledger_frame()?.height(), accounts.ledger().entries().len());
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "books"))]
//! # fn main() {}
//! ```
//!
//! # Features
//!
//! | feature | adds | needs |
//! |---|---|---|
//! | none | quantities, gases, the chart, factors and which one wins, methods, ledger, inventory, and the built-in data they need | uom, jiff, csv, toml, serde |
//! | `books` | [`Book`] and [`Accounts`]: tables and workbooks, rows of any number, DataFrames | polars, calamine |
//! | `reports` | [`report`]: JSON, Markdown, CSV, the terminal, and why each figure is what it is | `books` |
//! | `cli` | the program `estate-carbon` | `reports`, clap |
//!
//! All are on by default. `estate-carbon = { version = "0.1", default-features = false }` is the core alone,
//! which compiles in a fraction of the time.
//!
//! # Where things are
//!
//! | room | what it holds |
//! |---|---|
//! | [`Book`], [`Accounts`] | the façade: open, account, report, explain |
//! | [`quantity`], [`scope`], [`period`], [`word`] | units, gases and GWP sets; the standards' lists; time |
//! | [`activity`], [`factor`], [`estate`] | the chart of activities, factors and which one wins, estates and boundaries |
//! | [`method`] | calculations as pure functions |
//! | [`ledger`], [`inventory`] | kilograms from origin to fate; the statements read out of them |
//! | [`table`], [`book`], [`rows`] | cells with places; the small tables; activity rows of any number |
//! | [`report`], [`frame`] | what comes out |
//!
//! The formats are in `docs/FORMATS.md`, the methods and their sources in `docs/METHODS.md`.

#[cfg(feature = "books")]
mod accounts;
pub mod activity;
#[cfg(feature = "books")]
pub mod book;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod diagnostic;
mod error;
pub mod estate;
pub mod factor;
#[cfg(feature = "books")]
mod file;
#[cfg(feature = "books")]
pub mod frame;
pub mod id;
pub mod inventory;
pub mod ledger;
pub mod method;
pub mod period;
pub mod place;
pub mod quantity;
#[cfg(feature = "reports")]
pub mod report;
#[cfg(feature = "books")]
pub mod rows;
pub mod scope;
pub mod shipped;
pub mod table;
pub mod word;

#[cfg(feature = "books")]
pub use accounts::{Accounts, Book, BookBuilder, LedgerDetail, OpenOptions, Rejected};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use error::Error;
#[cfg(feature = "reports")]
pub use report::explain::Explanation;
#[cfg(feature = "books")]
pub use rows::Progress;
