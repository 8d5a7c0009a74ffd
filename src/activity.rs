//! The chart of activities, and totals of activity per key.
//!
//! A [`Chart`] says what each code means; [`Totals`] are what `rows` hands over: one exact
//! quantity per site and [`Line`]. Everything after works on totals, never on rows.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod chart;
mod code;
mod dimension;
mod total;

pub use chart::{Activity, Chart, UnknownActivity};
pub use code::{category_of, fuel_of, released_gases};
pub use dimension::{DimensionSet, Dimensions, DimensionsId};
pub use total::{Line, Quality, RowCounts, RowRef, Total, Totals};
