//! estate-carbon
#![allow(dead_code)]
mod accounts;
pub mod activity;
pub mod book;
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
pub use accounts::{Accounts, Book, Explanation, Lines, OpenOptions, Rejected};
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use error::Error;
