//! A book for the tests of this room: four sites that burn coal and buy from each other.

use super::{Inventory, Reading, Unvalued, Valuation, read};
use crate::estate::{Boundary, Role};
use crate::ledger::Ledger;
use crate::ledger::fixture::{self, Made, Rows, factor, rows};
use crate::method::Calculation;
use crate::quantity::{CombustionMethane, GwpSet};
use crate::scope::MarketFallback;

/// A tonne of it emits 1,000 kg of CO2 and 10 kg of fossil methane: under AR6 1,298 kg CO2e, or 1,270 with the
/// value for methane of combustion.
pub(super) const COAL: &str = "stationary_combustion/coal";
/// 0.5 kg a kWh; nothing covers it by market.
pub(super) const GRID: &str = "purchased_electricity/grid";
/// 70 kg a GJ, by both methods.
pub(super) const STEAM: &str = "purchased_steam/B";
/// 20 kg a tonne.
pub(super) const WASTE: &str = "c05/incineration";

/// The sites by their places.
pub(super) const A: u32 = 0;
pub(super) const B: u32 = 1;
pub(super) const C: u32 = 2;
pub(super) const X: u32 = 3;

/// Factory A: operational control, 0.4 of the equity; utility B: financial control, 0.75; C, with no control or equity
/// stated; X outside the fence. `fallback` says what a purchase takes for which the market-based method finds nothing.
pub(super) fn book_with(fallback: Option<MarketFallback>) -> Made {
    let mut book = Made::new(fallback).with_own([
        factor("coal", COAL, "TH", "t", &[("CO2", 1_000.0), ("CH4_fossil", 10.0)]),
        factor("grid", GRID, "TH", "kWh", &[("CO2", 0.5)]),
        factor("steam", STEAM, "TH", "GJ", &[("CO2", 70.0)]),
        factor("waste", WASTE, "TH", "t", &[("CO2", 20.0)]),
    ]);
    book.sites = ["A", "B", "C", "X"].map(|id| fixture::site(id, id)).to_vec();
    let [a, b, _, x] = book.sites.as_mut_slice() else { panic!("four sites") };
    (a.operational_control, a.financial_control, a.equity_share) = (Some(true), Some(false), Some(0.4));
    (b.operational_control, b.financial_control, b.equity_share) = (Some(false), Some(true), Some(0.75));
    (x.operational_control, x.financial_control, x.equity_share) = (Some(true), Some(true), Some(1.0));
    (b.role, x.role) = (Role::Utility, Role::Outside);
    book
}

/// Without a fallback.
pub(super) fn book() -> Made {
    book_with(None)
}

pub(super) fn coal(site: u32, tonnes: f64) -> Rows {
    rows(site, COAL, tonnes, "t")
}

pub(super) fn steam(site: u32, gigajoules: f64) -> Rows {
    rows(site, STEAM, gigajoules, "GJ").sold_by("B")
}

pub(super) fn power(site: u32, kwh: f64) -> Rows {
    rows(site, GRID, kwh, "kWh")
}

/// AR6, methane of combustion with the fossil value.
pub(super) const AR6: Valuation = Valuation { gwp: GwpSet::Ar6, combustion_methane: CombustionMethane::Fossil };

pub(super) fn reading(book: &Made, boundary: Boundary) -> Reading<'_> {
    Reading { sites: &book.sites, estates: &book.estates, boundary, further: &[], valuation: AR6 }
}

pub(super) fn ledger(book: &Made, rows: impl IntoIterator<Item = Rows>) -> Ledger {
    ledger_with(book, rows, [])
}

pub(super) fn ledger_with(
    book: &Made,
    rows: impl IntoIterator<Item = Rows>,
    calculations: impl IntoIterator<Item = Calculation>,
) -> Ledger {
    let ledger = book.posted(rows, calculations);
    assert!(ledger.unresolved().is_empty(), "{:?}", ledger.unresolved());
    ledger
}

/// The inventory of rows under a boundary.
pub(super) fn inventory(book: &Made, boundary: Boundary, rows: impl IntoIterator<Item = Rows>) -> Inventory {
    read(&ledger(book, rows), reading(book, boundary)).expect("every gas has a GWP")
}

/// The inventory of the estate under a valuation.
pub(super) fn valued(
    book: &Made,
    rows: impl IntoIterator<Item = Rows>,
    valuation: Valuation,
) -> Result<Inventory, Vec<Unvalued>> {
    read(&ledger(book, rows), Reading { valuation, ..reading(book, Boundary::Estate) })
}
