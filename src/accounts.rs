//! The façade: a book opened, accounted and reported. The only place that wires the rooms.
//!
//! ```text
//! Book::open ─► tables, rows, ledger, inventory ─► Accounts ─► Report
//! ```

mod assertion;
mod new;
mod open;
mod problem;
mod trail;

pub use new::{factors, factors_with, new_book, sample};
pub use open::{OpenOptions, Rejected};
pub use trail::{Explanation, Lines};

use std::path::Path;

use crate::activity::RowCounts;
use crate::book::Tables;
use crate::diagnostic::Diagnostics;
use crate::error::Error;
use crate::estate::Boundary;
use crate::factor::FactorSet;
use crate::inventory::{Inventory, Statement};
use crate::ledger::Ledger;
use crate::report::{Facts, Report, report};
use crate::rows::Source;

/// A book that was read: its tables understood, its rows totalled and posted.
///
/// # Examples
/// ```
/// use estate_carbon::{Book, scope::Scope2Method};
/// let book = Book::open("datasets/books/minimal")?;
/// let accounts = book.account()?;
/// let estate = accounts.headline();
/// assert!(estate.scope1()?.co2e().as_tonnes() > 0.0);
/// assert!(estate.scope2(Scope2Method::LocationBased)?.co2e().as_tonnes() > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Book {
    accounts: Accounts,
}

/// The accounts of a book: ledger, inventory and everything doubtful.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(crate) tables: Tables,
    pub(crate) source: Source,
    pub(crate) ledger: Ledger,
    pub(crate) inventory: Inventory,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) fingerprint: String,
    /// Languages of the report, by code; the first is primary.
    pub(crate) languages: Vec<&'static str>,
}

impl Book {
    /// Opens the book in a folder and reads all of it.
    ///
    /// # Errors
    /// [`Error::Rejected`] with every problem found, if any of them is an error.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_with(folder, &OpenOptions::new())
    }

    /// Opens a book with options: rejected rows allowed, progress told.
    ///
    /// # Errors
    /// [`Error::Rejected`] with every problem found, if an error is not allowed.
    pub fn open_with(folder: impl AsRef<Path>, options: &OpenOptions) -> Result<Self, Error> {
        open::open(folder.as_ref(), options).map(|accounts| Self { accounts })
    }

    /// Everything doubtful in the book; errors too, where they were allowed.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.accounts.diagnostics
    }

    /// Rows read, accepted and rejected.
    pub fn rows(&self) -> RowCounts {
        self.accounts.rows()
    }

    /// The accounts.
    ///
    /// # Errors
    /// None today; reading statements under options may fail in a later version.
    pub fn account(self) -> Result<Accounts, Error> {
        Ok(self.accounts)
    }
}

impl Accounts {
    /// The double-entry book, in kilograms of gas.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The ledger read as statements.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// The factors the book could choose from.
    pub fn factors(&self) -> &FactorSet {
        &self.tables.factors
    }

    /// Everything doubtful in the book.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Rows read, accepted and rejected.
    pub fn rows(&self) -> RowCounts {
        self.ledger.totals().rows
    }

    /// The statement of the boundary that book.toml names.
    pub fn headline(&self) -> &Statement {
        &self.inventory.headline
    }

    /// The first statement of a boundary, if the book has one.
    pub fn statement(&self, boundary: Boundary) -> Option<&Statement> {
        self.inventory.statements().find(|s| s.boundary == boundary)
    }

    /// The report.
    pub fn report(&self) -> Report {
        report(self.facts())
    }

    fn facts(&self) -> Facts<'_> {
        let manifest = &self.tables.manifest;
        Facts {
            name: &manifest.name,
            period: manifest.period,
            boundary: manifest.boundary,
            languages: &self.languages,
            estates: &manifest.estates,
            sites: &self.tables.sites,
            factors: &self.tables.factors,
            ledger: &self.ledger,
            inventory: &self.inventory,
            diagnostics: &self.diagnostics,
            fingerprint: &self.fingerprint,
            absent: &manifest.absent,
            market_fallback: manifest.scope2_market_fallback,
        }
    }
}
