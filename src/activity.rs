//! The chart of activities, and totals of activity per key.
//!
//! A [`Chart`] says what each code means; [`Totals`] are what `rows` hands over: one exact
//! quantity per site and [`Stream`]. Everything after works on totals, never on rows.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod chart;
mod code;
mod dimension;
mod serves;
mod total;

pub use chart::{Activity, Chart, UnknownActivity};
pub use code::{category_of, fuel_of, released_gases};
pub use dimension::{DimensionSet, Dimensions, DimensionsId};
pub(crate) use serves::serves;
pub use total::{Quality, RowCounts, RowRef, Stream, Total, Totals};
