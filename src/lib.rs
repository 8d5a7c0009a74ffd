//! estate-carbon
#![allow(dead_code)]
mod accounts;
pub mod activity;
pub mod book;
#[doc(hidden)]
pub mod cli;
mod diagnostic;
mod error;
pub mod estate;
pub mod factor;
pub mod frame;
pub mod id;
pub mod inventory;
pub mod ledger;
pub mod method;
pub mod period;
pub mod quantity;
pub mod report;
pub mod rows;
pub mod scope;
pub mod source;
pub mod table;
pub use accounts::{Accounts, Book, Explanation, Lines, OpenOptions, Rejected, factors, new_book, sample};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use error::Error;
pub use rows::{Progress, SampleFormat, SampleSpec};
