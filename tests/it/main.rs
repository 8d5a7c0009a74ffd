//! The single integration binary, so that polars is linked once.
mod books;
