//! The activity rows: checked, added up, and visited again.
//!
//! In: parts of the activity table. Out: [`Totals`](crate::activity::Totals), every problem with its place, and the
//! means to come back to single rows. This module does not know how rows are read.
//!
//! ```text
//! part ─► check ─► sums ─► merge ─► finish        good rows: codes, exact sums per key
//!           │
//!           └────► problems                       bad rows: cell by cell, located
//! ```

mod calendar;
mod check;
mod column;
mod duplicates;
mod extra;
mod finish;
mod merge;
mod partial;
mod problems;
mod quality;
mod read;
mod rules;
mod stream;
mod sums;
mod visit;

pub use read::{Reading, read};
pub use rules::Rules;
pub use visit::{AcceptedRow, RowView, visit};

#[cfg(test)]
mod tests;
