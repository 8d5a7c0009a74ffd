//! Rows of long tables, any number of them: the only reader that uses polars.
//!
//! In: rows as CSV, Parquet, a folder of either, a sheet, a frame or a reader. Out: for the activity rows
//! [`Totals`](crate::activity::Totals), every problem with its place, and the means to come back to single rows. Files
//! pass through in parts, so memory does not grow with rows; every kind of file becomes the same polars columns, so
//! there is one way to check a row. How a table is read does not depend on which table it is: a [`Feed`] knows the
//! schema, and the activities are one user.
//!
//! ```text
//! feed ─► queue ─► part ─► check ─► totals        good rows: codes, exact sums per key
//!           (one)    (each thread)    │
//!                                     └► problems    bad rows: cell by cell, located
//! ```

mod activities;
mod cells;
mod column_types;
mod csv;
mod decode;
mod drive;
mod encode;
mod exact;
mod feed;
mod findings;
mod frame;
mod locate;
mod misfits;
mod moment;
mod number;
mod open;
mod ordered;
mod ordinal;
mod parquet;
mod part;
mod progress;
mod queue;
mod record;
mod records;
mod sample;
mod tally;
mod whole;

pub use activities::{AcceptedRow, Reading, RowView, Rules, read, visit};
pub use feed::{Feed, find, find_table};
pub use locate::locate;
pub use part::ColumnKey;
pub use progress::{Progress, Watch};
pub use record::Record;
pub use records::{Outcome, Refusal, records, runs};
pub use sample::{SampleFormat, SampleSpec, sample};
pub(crate) use whole::table_of_frame;
