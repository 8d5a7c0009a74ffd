//! The double-entry book: kg of each gas, from an origin to a fate.
//!
//! In: totals per key, calculations of methods, sites, factors. Out: entries in the order of the sites, and
//! what could not be posted. An entry moves one mass `from` an account `to` an account,
//! so it balances by construction. No GWP is applied here: the books are in kilograms.
//!
//! Posting has phases, each a function of the ledger so far (`PHASES` in `ledger/phase.rs`):
//!
//! ```text
//! direct ─► purchases ─► network ─► deliveries ─► fates
//! what       over the     plants     inside the    of captured
//! burns and  fence, by    and        fence         gas
//! leaks      both methods busbars
//! ```

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod account;
mod combustion;
mod context;
mod direct;
#[cfg(test)]
pub(crate) mod fixture;
mod item;
mod phase;
mod posting;
mod purchases;
mod read;
mod refused;
mod resolver;
mod writer;

pub use account::{Account, AccountId, HeldState};
pub use context::Context;
pub use phase::post;
pub use posting::{Basis, Entry, Posting, PostingId, ResolutionId};
pub use read::{Evidence, Stated, Subject};
pub use refused::{Behind, Refusal, Unresolved};

use account::AccountSet;

use crate::activity::{DimensionSet, RowCounts, Totals};
use crate::factor::resolve::Resolution;
use crate::id::SiteId;
use crate::method::Calculation;
use crate::period::Period;

/// What stands in place of a factor and its reason where a method gives the mass of the gas.
pub const GIVEN_BY_METHOD: &str = "the method gives the mass of the gas itself";

/// Every entry of a book, with what leads from each to its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    totals: Totals,
    calculations: Vec<Calculation>,
    sites: Vec<SiteId>,
    period: Period,
    rows: RowCounts,
    accounts: AccountSet,
    resolutions: Vec<Resolution>,
    postings: Vec<Posting>,
    entries: Vec<Entry>,
    uncovered: Vec<PostingId>,
    by_location: Vec<PostingId>,
    unresolved: Vec<Unresolved>,
}

impl Ledger {
    /// Entries, by site; those of a posting stand together, gas by gas.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Why entries exist, in the order they were made.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// The totals that the rows amount to, as they were handed in; their dimensions include those of methods.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What the methods with tables of their own came to.
    pub fn calculations(&self) -> &[Calculation] {
        &self.calculations
    }

    /// Rows read, accepted and rejected; rows that could not be posted are rejected too.
    pub fn rows(&self) -> RowCounts {
        self.rows
    }

    /// Every combination of meter, plant and counterparty that rows and calculations name, posted or refused; the first
    /// names nothing.
    pub fn dimensions(&self) -> &DimensionSet {
        &self.totals.dimensions
    }

    /// The sites, in the order postings count them.
    pub fn sites(&self) -> &[SiteId] {
        &self.sites
    }

    /// The days that the books cover.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The accounts that entries move masses between, in the order they were opened.
    pub fn accounts(&self) -> impl Iterator<Item = (AccountId, &Account)> {
        self.accounts.iter()
    }

    /// What could not be posted, each problem once, in the order of the rows.
    pub fn unresolved(&self) -> &[Unresolved] {
        &self.unresolved
    }

    /// Purchases of the location-based book that the market-based method finds nothing for.
    pub fn uncovered(&self) -> &[PostingId] {
        &self.uncovered
    }

    /// Postings of the market-based book that take the location-based factor, because nothing covers the purchase, in the
    /// order they were made.
    pub fn by_location(&self) -> &[PostingId] {
        &self.by_location
    }
}
