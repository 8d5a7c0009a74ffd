//! A small book for the tests of this room, made without reading anything.

use super::Facts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::estate::Boundary;
use crate::inventory::{Inventory, Reading, Valuation, read};
use crate::ledger::Ledger;
use crate::ledger::fixture::{self, Rows, year};
use crate::method::Calculation;
use crate::place::Place;
use crate::quantity::{CombustionMethane, GwpSet};
use crate::scope::MarketFallback;

/// A book and everything a report is made from.
pub(crate) struct Made {
    book: fixture::Made,
    ledger: Ledger,
    inventory: Inventory,
    diagnostics: Diagnostics,
}

impl Made {
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            name: "Demonstration | estate",
            period: year(),
            boundary: Boundary::Estate,
            languages: &["en", "th"],
            estates: &self.book.estates,
            sites: &self.book.sites,
            ledger: &self.ledger,
            inventory: &self.inventory,
            diagnostics: &self.diagnostics,
            fingerprint: "blake3:00",
            absent: &[],
            market_fallback: self.book.fallback,
        }
    }
}

/// Two factories and a utility company; market-based Scope 2 not covered.
pub(crate) fn book() -> Made {
    book_with(None)
}

pub(crate) fn book_with(fallback: Option<MarketFallback>) -> Made {
    let book = fixture::Made::new(fallback);
    let ledger = book.ledger();
    of(book, ledger)
}

/// The same factors with rows and calculations of a test's own, none of which is refused.
pub(crate) fn book_of(
    book: fixture::Made,
    rows: impl IntoIterator<Item = Rows>,
    calculations: impl IntoIterator<Item = Calculation>,
) -> Made {
    let ledger = book.posted(rows, calculations);
    assert!(ledger.unresolved().is_empty(), "{:?}", ledger.unresolved());
    of(book, ledger)
}

fn of(book: fixture::Made, ledger: Ledger) -> Made {
    let valuation = Valuation { gwp: GwpSet::Ar6, combustion_methane: CombustionMethane::NonFossil };
    let (sites, estates) = (&book.sites, &book.estates);
    let reading = Reading { sites, estates, boundary: Boundary::Estate, further: &[], valuation };
    let inventory = read(&ledger, reading).expect("every gas has a GWP");
    Made { inventory, ledger, diagnostics: diagnostics(), book }
}

fn diagnostics() -> Diagnostics {
    let mut all = Diagnostics::default();
    let at = |line| Place::file("activities.csv").at_line(line).at_cell(4, line).in_field("unit");
    all.push(Diagnostic::error(Code::UnknownUnit, at(9), "`tonn` is not a unit").with_help("write `t`").with_rows(2));
    all.push(Diagnostic::warning(Code::CutAtPeriodEdge, at(12), "reaches into 2025").with_rows(3));
    all
}
