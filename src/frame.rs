//! Ledger and inventory as polars DataFrames, for programs that link the crate.
//!
//! In: a [`Ledger`] or an [`Inventory`](crate::inventory::Inventory), and the sites of its book. Out: a [`DataFrame`], or a file of one. The types are
//! those of the polars version this crate was built with, which is re-exported.

mod file;
mod inventory;
mod rows;
mod sites;

pub use file::FrameFile;
pub use inventory::inventory;
pub use polars;
use polars::prelude::*;
pub use polars::prelude::{DataFrame, PolarsError};
pub(crate) use rows::{RejectedRows, RowEmissions};

use crate::activity::Quality;
use crate::estate::{Estate, Site};
use crate::ledger::{Entry, Evidence, GIVEN_BY_METHOD, Ledger, Posting, Subject};
use sites::SiteColumns;
pub(crate) use sites::SiteFacts;

/// The ledger, one row per entry, in its order.
///
/// Columns: `site_id`, `month`, `activity`, `category`, `scope`, `book`, `from`, `to`, `gas`, `kg`, `quantity`,
/// `unit`, `factor_id`, `publisher`, `document`, `reason`, `rows`, `first_file`, `first_row`, `last_file`, `last_row`,
/// `plant_id`, `counterparty`, `meter_id`, and, as sums beside the quantity in its unit, `quantity_error` (Σ quantity ×
/// half its 95 % interval, relative), `quantity_assessed` (Σ quantity of rows that give an uncertainty) and
/// `quantity_grade_1` to `quantity_grade_5` (Σ quantity by `data_quality`); then `estate_id`, `country`, `role`, `tenant`
/// and `sector` of the site, null where sites.csv does not say. `sites` and `estates` may stand in any order: they are
/// found by their ids.
///
/// A `kg` may be summed over one `book` of Scope 2 only: `scope2_location` and `scope2_market` count the same purchases.
///
/// # Errors
/// What polars says when columns do not make a table.
pub fn ledger(ledger: &Ledger, sites: &[Site], estates: &[Estate]) -> PolarsResult<DataFrame> {
    entries(ledger, ledger.entries(), &SiteFacts::new(sites, estates))
}

/// Some entries of a ledger as [`ledger`] has them.
pub(crate) fn entries(ledger: &Ledger, entries: &[Entry], facts: &SiteFacts<'_>) -> PolarsResult<DataFrame> {
    let exported: Vec<Exported<'_>> = entries.iter().filter_map(|entry| Exported::of(ledger, entry)).collect();
    let mut of_sites = SiteColumns::new(facts);
    exported.iter().for_each(|one| of_sites.push(ledger.site(one.posting)));
    let text = |name: &str, of: &dyn Fn(&Exported<'_>) -> Option<String>| -> Column {
        let column: StringChunked = exported.iter().map(of).collect();
        column.with_name(name.into()).into_column()
    };
    let number = |name: &str, of: &dyn Fn(&Exported<'_>) -> Option<f64>| -> Column {
        let column: Float64Chunked = exported.iter().map(of).collect();
        column.with_name(name.into()).into_column()
    };
    let count = |name: &str, of: &dyn Fn(&Exported<'_>) -> Option<u64>| -> Column {
        let column: UInt64Chunked = exported.iter().map(of).collect();
        column.with_name(name.into()).into_column()
    };
    let mut columns = vec![
        text("site_id", &|l| ledger.site(l.posting).map(ToString::to_string)),
        text("month", &|l| Some(l.posting.month.to_string())),
        text("activity", &|l| Some(l.subject.activity.to_string())),
        text("category", &|l| Some(l.subject.category.to_string())),
        count("scope", &|l| Some(u64::from(l.subject.category.scope().number()))),
        text("book", &|l| Some(ledger.reaches(l.entry)?.1.as_str().to_owned())),
        text("from", &|l| ledger.from(l.entry).map(ToString::to_string)),
        text("to", &|l| ledger.to(l.entry).map(ToString::to_string)),
        text("gas", &|l| Some(l.entry.gas.to_string())),
        number("kg", &|l| Some(l.entry.kg)),
        number("quantity", &|l| Some(l.posting.quantity)),
        text("unit", &|l| Some(l.subject.unit.to_string())),
        text("factor_id", &|l| Some(ledger.resolution(l.posting)?.factor.id.to_string())),
        text("publisher", &|l| Some(ledger.resolution(l.posting)?.factor.provenance.publisher.to_string())),
        text("document", &|l| Some(ledger.resolution(l.posting)?.factor.provenance.document.to_string())),
        text("reason", &|l| Some(reason(ledger, l.posting))),
        count("rows", &|l| Some(l.evidence.rows)),
        text("first_file", &|l| Some(l.evidence.first.0.to_owned())),
        count("first_row", &|l| Some(l.evidence.first.1)),
        text("last_file", &|l| Some(l.evidence.last.0.to_owned())),
        count("last_row", &|l| Some(l.evidence.last.1)),
        text("plant_id", &|l| ledger.dimensions_of(l.posting).plant.as_ref().map(ToString::to_string)),
        text("counterparty", &|l| ledger.dimensions_of(l.posting).counterparty.as_ref().map(ToString::to_string)),
        text("meter_id", &|l| ledger.dimensions_of(l.posting).meter.as_ref().map(ToString::to_string)),
        number("quantity_error", &|l| Some(l.quality?.uncertainty()?.0)),
        number("quantity_assessed", &|l| Some(l.quality?.uncertainty()?.1)),
    ];
    columns.extend(
        (0..5).map(|grade| {
            number(&format!("quantity_grade_{}", grade + 1), &|l| l.quality?.grades()?.get(grade).copied())
        }),
    );
    columns.extend(of_sites.into_columns());
    DataFrame::new_infer_height(columns)
}

/// An entry with what is behind it.
struct Exported<'l> {
    entry: &'l Entry,
    posting: &'l Posting,
    subject: Subject<'l>,
    evidence: Evidence<'l>,
    quality: Option<Quality>,
}

impl<'l> Exported<'l> {
    fn of(ledger: &'l Ledger, entry: &'l Entry) -> Option<Self> {
        let posting = ledger.posting(entry)?;
        let (subject, evidence) = (ledger.subject(posting)?, ledger.evidence(posting)?);
        Some(Self { entry, posting, subject, evidence, quality: ledger.quality(posting) })
    }
}

/// Why the factor was taken; a method that gives the mass needs none.
fn reason(ledger: &Ledger, posting: &Posting) -> String {
    ledger.resolution(posting).map_or_else(|| GIVEN_BY_METHOD.to_owned(), |resolution| resolution.reason.text())
}
