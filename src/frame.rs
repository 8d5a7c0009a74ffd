//! Ledger and inventory as polars DataFrames, for programs that link the crate.
//!
//! In: a [`Ledger`] or [`Inventory`]. Out: a [`DataFrame`], or a file of one. The types are
//! those of the polars version this crate was built with, which is re-exported.

mod file;
mod rows;

pub use file::FrameFile;
pub use polars;
use polars::prelude::*;
pub use polars::prelude::{DataFrame, PolarsError};
pub(crate) use rows::{RejectedRows, RowEmissions};

use crate::factor::FactorSet;
use crate::inventory::{Inventory, Statement};
use crate::ledger::{Entry, Ledger};
use crate::quantity::Co2e;
use crate::scope::{LedgerBook, Scope};

/// The ledger, one row per entry, in its order.
///
/// Columns: `site_id`, `month`, `activity`, `category`, `scope`, `book`, `from`, `to`, `gas`, `kg`, `quantity`,
/// `unit`, `factor_id`, `publisher`, `document`, `reason`, `rows`, `first_file`, `first_row`, `last_file`, `last_row`.
///
/// # Errors
/// What polars says when columns do not make a table.
pub fn ledger(ledger: &Ledger, factors: &FactorSet) -> PolarsResult<DataFrame> {
    entries(ledger, factors, ledger.entries())
}

/// Some entries of a ledger as [`ledger`] has them.
pub(crate) fn entries(ledger: &Ledger, factors: &FactorSet, entries: &[Entry]) -> PolarsResult<DataFrame> {
    let text = |name: &str, of: &dyn Fn(&Entry) -> Option<String>| -> Column {
        let column: StringChunked = entries.iter().map(of).collect();
        column.with_name(name.into()).into_column()
    };
    let number = |name: &str, of: &dyn Fn(&Entry) -> Option<f64>| -> Column {
        let column: Float64Chunked = entries.iter().map(of).collect();
        column.with_name(name.into()).into_column()
    };
    let count = |name: &str, of: &dyn Fn(&Entry) -> Option<u64>| -> Column {
        let column: UInt64Chunked = entries.iter().map(of).collect();
        column.with_name(name.into()).into_column()
    };
    let line = |e: &Entry| ledger.line(e);
    let total = |e: &Entry| ledger.total(e);
    let factor = |e: &Entry| factors.at(ledger.resolution(e)?.factor);
    let totals = ledger.totals();
    DataFrame::new_infer_height(vec![
        text("site_id", &|e| ledger.site(e).map(ToString::to_string)),
        text("month", &|e| Some(line(e)?.month.to_string())),
        text("activity", &|e| Some(line(e)?.activity.to_string())),
        text("category", &|e| Some(line(e)?.category.to_string())),
        count("scope", &|e| Some(u64::from(line(e)?.category.scope().number()))),
        text("book", &|e| Some(e.book.as_str().to_owned())),
        text("from", &|e| ledger.from(e).map(|a| a.to_string())),
        text("to", &|e| ledger.to(e).map(|a| a.to_string())),
        text("gas", &|e| Some(e.gas.to_string())),
        number("kg", &|e| Some(e.kg)),
        number("quantity", &|e| Some(total(e)?.quantity)),
        text("unit", &|e| Some(line(e)?.unit.to_string())),
        text("factor_id", &|e| Some(factor(e)?.id.to_string())),
        text("publisher", &|e| Some(factor(e)?.provenance.publisher.to_string())),
        text("document", &|e| Some(factor(e)?.provenance.document.to_string())),
        text("reason", &|e| Some(ledger.resolution(e)?.reason.text())),
        count("rows", &|e| Some(total(e)?.rows)),
        text("first_file", &|e| Some(totals.file(total(e)?.first).to_owned())),
        count("first_row", &|e| Some(total(e)?.first.row)),
        text("last_file", &|e| Some(totals.file(total(e)?.last).to_owned())),
        count("last_row", &|e| Some(total(e)?.last.row)),
    ])
}

/// The inventory, one row per statement, site, category and book; rows without a site are
/// the statement's own figures, after eliminations.
///
/// Columns: `boundary`, `estate_id` (empty for the whole book), `site_id`, `scope`, `category`, `book`, `tco2e`.
/// CO2 from biomass and gases outside the Kyoto basket are not in `tco2e`.
///
/// # Errors
/// What polars says when columns do not make a table.
pub fn inventory(inventory: &Inventory) -> PolarsResult<DataFrame> {
    let mut rows = Rows::default();
    for statement in inventory.statements() {
        rows.statement(statement);
    }
    rows.into_frame()
}

#[derive(Default)]
struct Rows {
    boundary: Vec<&'static str>,
    estate: Vec<Option<String>>,
    site: Vec<Option<String>>,
    scope: Vec<u32>,
    category: Vec<&'static str>,
    book: Vec<&'static str>,
    tco2e: Vec<f64>,
}

impl Rows {
    fn statement(&mut self, statement: &Statement) {
        for (category, book, co2e) in statement.by_category() {
            self.push(statement, None, (category.scope(), category.code(), book), co2e);
        }
        for site in statement.sites() {
            for (category, book, co2e) in site.by_category() {
                self.push(statement, Some(site.site.to_string()), (category.scope(), category.code(), book), co2e);
            }
        }
    }

    fn push(
        &mut self,
        statement: &Statement,
        site: Option<String>,
        line: (Scope, &'static str, LedgerBook),
        co2e: Co2e,
    ) {
        self.boundary.push(statement.boundary.as_str());
        self.estate.push(statement.estate.as_ref().map(ToString::to_string));
        self.site.push(site);
        self.scope.push(u32::from(line.0.number()));
        self.category.push(line.1);
        self.book.push(line.2.as_str());
        self.tco2e.push(co2e.as_tonnes());
    }

    fn into_frame(self) -> PolarsResult<DataFrame> {
        DataFrame::new_infer_height(vec![
            Column::new("boundary".into(), self.boundary),
            Column::new("estate_id".into(), self.estate),
            Column::new("site_id".into(), self.site),
            Column::new("scope".into(), self.scope),
            Column::new("category".into(), self.category),
            Column::new("book".into(), self.book),
            Column::new("tco2e".into(), self.tco2e),
        ])
    }
}
