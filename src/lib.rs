//! estate-carbon
#![allow(dead_code)]
pub mod activity;
mod diagnostic;
mod error;
pub mod estate;
pub mod factor;
pub mod id;
pub mod inventory;
pub mod ledger;
pub mod method;
pub mod period;
pub mod quantity;
pub mod scope;
pub mod source;
pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use error::Error;
