//! The single integration binary, so that polars is linked once.

#![allow(missing_docs)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod books;
mod chart;
mod cli;
mod diagnostics;
mod factor_folders;
mod grids;
mod layering;
mod methods;
mod parameters;
mod properties;
mod real_data;
mod resolution;
mod robustness;
mod scratch;
mod tidy;
mod worked_examples;
