//! The single integration binary, so that polars is linked once.
mod books;
mod properties;
mod real_data;
mod scratch;
mod diagnostics;
mod worked_examples;
mod robustness;
mod layering;
mod tidy;
mod cli;
