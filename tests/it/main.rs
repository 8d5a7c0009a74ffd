//! The single integration binary, so that polars is linked once. What needs books or the program stands behind
//! their features; the rest is of the core.

#![allow(missing_docs)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

#[cfg(feature = "books")]
mod books;
mod chart;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "reports")]
mod diagnostics;
#[cfg(feature = "reports")]
mod eras;
#[cfg(feature = "reports")]
mod examples;
#[cfg(feature = "cli")]
mod factor_folders;
#[cfg(feature = "reports")]
mod figures;
#[cfg(feature = "reports")]
mod fuels;
#[cfg(feature = "books")]
mod grids;
#[cfg(feature = "reports")]
mod in_memory;
mod layering;
mod linked;
#[cfg(feature = "reports")]
mod methods;
mod open_types;
mod parameters;
#[cfg(feature = "cli")]
mod properties;
#[cfg(feature = "books")]
mod real_data;
#[cfg(feature = "books")]
mod resolution;
#[cfg(feature = "cli")]
mod robustness;
#[cfg(feature = "reports")]
mod scratch;
mod tidy;
#[cfg(feature = "reports")]
mod trade;
#[cfg(feature = "reports")]
mod two_answers;
#[cfg(feature = "reports")]
mod worked_examples;
