//! The activity rows, any number of them: the only reader that uses polars.
//!
//! In: activities as CSV, Parquet, a folder of either, or a sheet. Out: [`Totals`](crate::activity::Totals), every
//! problem with its place, and the means to come back to single rows. Files pass through in
//! parts, so memory does not grow with rows; every kind of file becomes the same polars
//! columns, so there is one way to check a row.
//!
//! ```text
//! source ─► queue ─► part ─► check ─► totals        good rows: codes, exact sums per key
//!           (one)    (each thread)    │
//!                                     └► diagnose    bad rows: cell by cell, located
//! ```

mod check;
mod columns;
mod csv;
mod diagnose;
mod duplicates;
mod encode;
mod exact;
mod line;
mod locate;
mod moment;
mod optional;
mod parquet;
mod queue;
mod read;
mod revisit;
mod sample;
mod source;
mod totals;

pub use locate::locate;
pub use read::{Reading, read};
pub use revisit::{AcceptedRow, RowView, visit};
pub use sample::{SampleFormat, SampleSpec, sample};
pub use source::{Source, find};

use crate::activity::Chart;
use crate::estate::Site;
use crate::period::Period;

/// What a row is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The book's sites, in the order of their ids.
    pub sites: &'a [Site],
    /// The chart of activities with the book's own codes.
    pub chart: &'a Chart,
    /// The book's period.
    pub period: Period,
    some_sites_are_young: bool,
}

impl<'a> Rules<'a> {
    /// Rules of a book; `sites` in the order of their ids.
    pub fn new(sites: &'a [Site], chart: &'a Chart, period: Period) -> Self {
        Self { sites, chart, period, some_sites_are_young: sites.iter().any(|s| s.life.is_some()) }
    }
}

/// How far reading has come, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes taken up.
    pub done: u64,
    /// Bytes of all files.
    pub of: u64,
}

/// Told now and then how far reading has come, from any thread.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Sync);
