//! The double-entry book: kg of each gas, from an origin to a fate.
//!
//! In: totals per key, calculations of methods, sites, factors. Out: entries in the order of site, line and gas, and
//! the lines that have no factor. An entry moves one mass `from` an account `to` an account,
//! so it balances by construction. No GWP is applied here: the books are in kilograms.

mod account;
mod derive;
mod post;

pub use account::Account;
pub use post::{Posting, Refusal, Unresolved, post};

use crate::activity::{Line, Total, Totals};
use crate::factor::resolve::Resolution;
use crate::id::SiteId;
use crate::method::Calculation;
use crate::quantity::Gas;
use crate::scope::{Category, LedgerBook};

/// One mass of one gas, from an origin to the air.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Index into [`Totals::totals`]: the activity behind it.
    pub total: u32,
    /// Index into [`Ledger::resolution`]: the factor, and why.
    pub resolution: u32,
    /// The gas.
    pub gas: Gas,
    /// The book it stands in.
    pub book: LedgerBook,
    /// Its mass, kg.
    pub kg: f64,
}

/// Every entry of a book, with what it takes to explain each.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub(crate) totals: Totals,
    pub(crate) sites: Vec<SiteId>,
    pub(crate) calculations: Vec<Calculation>,
    pub(crate) resolutions: Vec<Resolution>,
    pub(crate) entries: Vec<Entry>,
}

impl Ledger {
    /// Entries, by site, line, book and gas.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The totals the entries were made from.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The total behind an entry.
    pub fn total(&self, entry: &Entry) -> Option<&Total> {
        self.totals.totals.get(entry.total as usize)
    }

    /// The line behind an entry.
    pub fn line(&self, entry: &Entry) -> Option<&Line> {
        self.totals.line(self.total(entry)?)
    }

    /// The site of an entry.
    pub fn site(&self, entry: &Entry) -> Option<&SiteId> {
        self.sites.get(self.total(entry)?.site as usize)
    }

    /// What the methods with tables of their own came to.
    pub fn calculations(&self) -> &[Calculation] {
        &self.calculations
    }

    /// The calculation behind a line, if a method made it.
    pub fn calculation(&self, line: &Line) -> Option<&Calculation> {
        self.calculations.get(line.derived.as_ref()?.calculation as usize)
    }

    /// The factor of an entry, and why.
    pub fn resolution(&self, entry: &Entry) -> Option<&Resolution> {
        self.resolutions.get(entry.resolution as usize)
    }

    /// The account an entry's mass comes from.
    pub fn from(&self, entry: &Entry) -> Option<Account> {
        let line = self.line(entry)?;
        let own = line.category.scope() == crate::scope::Scope::One;
        let site = if own { self.site(entry).cloned() } else { line.counterparty.clone() };
        Some(Account::Origin { site, activity: line.activity.clone() })
    }

    /// The account it goes to.
    pub fn to(&self, entry: &Entry) -> Option<Account> {
        let category: Category = self.line(entry)?.category;
        Some(Account::Air { category, book: entry.book, family: entry.gas.family() })
    }
}
