//! The façade: a book opened, accounted and reported. The only place that wires the rooms.
//!
//! ```text
//! Book::open     ─► tables, rows ─► Book ─► account ─► ledger, inventory ─► Accounts ─► Report
//! Book::builder  ─┘
//! ```

mod assertion;
mod books;
mod builder;
#[cfg(feature = "reports")]
mod explain;
mod export;
mod fingerprint;
mod open;
mod options;
mod own_fuel;
mod posted;
mod problem;
#[cfg(feature = "reports")]
mod reported;
mod supplier;
mod taken;
mod trade;

pub use builder::BookBuilder;
pub use export::LedgerDetail;
pub use options::{OpenOptions, Rejected};

use std::path::Path;
use std::sync::Arc;

use crate::activity::{RowCounts, Totals};
use crate::book::Tables;
use crate::diagnostic::Diagnostics;
use crate::error::Error;
use crate::estate::Boundary;
use crate::factor::FactorSet;
use crate::file::Inputs;
use crate::inventory::{self, Inventory, Statement, Valuation};
use crate::ledger::Ledger;
use crate::quantity::GwpSet;
use crate::rows::{Feed, Rules};

/// A book that was read: its tables understood and its rows totalled. It is posted by [`Book::account`].
///
/// # Examples
/// ```
/// use estate_carbon::{Book, scope::Scope2Method};
/// let book = Book::open("datasets/books/minimal")?;
/// assert_eq!(book.rows().accepted, 6);
/// let accounts = book.account()?;
/// let estate = accounts.headline();
/// assert!(estate.scope1()?.co2e().as_tonnes() > 0.0);
/// assert!(estate.scope2(Scope2Method::LocationBased)?.co2e().as_tonnes() > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Book {
    tables: Tables,
    feed: Feed,
    inputs: Inputs,
    totals: Totals,
    /// What reading found.
    found: Diagnostics,
    /// Whether accounts are made although there are errors: they are allowed, and none is of a kind that would make
    /// every figure unreliable.
    may_have_errors: bool,
    fingerprint: String,
}

/// The accounts of a book: ledger, inventory and every problem found.
#[derive(Clone, Debug)]
pub struct Accounts {
    pub(crate) tables: Arc<Tables>,
    pub(crate) feed: Arc<Feed>,
    /// The files the accounts were made from, none of which is written over.
    pub(crate) inputs: Inputs,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) inventory: Inventory,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) fingerprint: String,
    /// Languages of the report, by code; the first is primary.
    pub(crate) languages: Vec<&'static str>,
}

impl Book {
    /// Opens the book in a folder: reads its tables and every row, and checks them.
    ///
    /// # Errors
    /// [`Error::Rejected`] if a table or a row has an error. It then has every problem of the book, those that
    /// [`Book::account`] would find among them, so that all can be mended at once. [`Error::Read`] if there is no such
    /// folder, or a file cannot be hashed.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_with(folder, &OpenOptions::new())
    }

    /// Opens a book with options: rejected rows allowed, further factors, progress reported.
    ///
    /// # Errors
    /// As [`Book::open`], if an error is not allowed.
    pub fn open_with(folder: impl AsRef<Path>, options: &OpenOptions) -> Result<Self, Error> {
        open::open(open::Origin::Folder(folder.as_ref()), options)
    }

    /// Every problem found in tables and rows; errors too, where they were allowed.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// Rows read, accepted and rejected, as they were read. A row that no factor is found for is accepted here and
    /// rejected by [`Book::account`].
    pub fn rows(&self) -> RowCounts {
        self.totals.rows
    }

    /// Posts the book, values it and compares what was asserted.
    ///
    /// # Errors
    /// [`Error::Rejected`] with every problem of the book, those of reading among them, if one is an error and errors
    /// are not allowed, or if a gas has no potential.
    pub fn account(self) -> Result<Accounts, Error> {
        let Self { tables, feed, inputs, totals, found, may_have_errors, fingerprint } = self;
        let (ledger, read, found) = open::post(tables, &feed, totals, found, true);
        let allowed = found.errors() == 0 || may_have_errors;
        let Some((inventory, tables)) = read.filter(|_| allowed) else { return Err(Error::Rejected(found)) };
        Ok(Accounts {
            fingerprint,
            languages: tables.manifest.languages.iter().map(|l| l.as_str()).collect(),
            inputs,
            ledger: Arc::new(ledger),
            inventory,
            diagnostics: found,
            tables: Arc::new(tables),
            feed: Arc::new(feed),
        })
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

    /// Every problem found in the book.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Rows read, accepted and rejected.
    pub fn rows(&self) -> RowCounts {
        self.ledger.rows()
    }

    /// The statement of the boundary that book.toml names.
    pub fn headline(&self) -> &Statement {
        self.inventory.headline()
    }

    /// The first statement of a boundary, if the book has one.
    pub fn statement(&self, boundary: Boundary) -> Option<&Statement> {
        self.inventory.statements().find(|s| s.boundary == boundary)
    }

    /// The same accounts valued with other potentials. The books are kept in gases: nothing is posted anew.
    ///
    /// Every problem stays as it was reported, figures asserted in assertions.csv too, which are compared under
    /// the book's own set.
    ///
    /// # Errors
    /// [`Error::Rejected`] with every gas that the set gives no potential for, at its factor.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::{Book, quantity::GwpSet};
    /// let accounts = Book::open("datasets/books/minimal")?.account()?;
    /// let in_ar6 = accounts.revalued(GwpSet::Ar6)?;
    /// assert_eq!(in_ar6.ledger().entries(), accounts.ledger().entries());
    /// assert_ne!(in_ar6.headline().scope1()?.co2e(), accounts.headline().scope1()?.co2e());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn revalued(&self, gwp: GwpSet) -> Result<Self, Error> {
        let valuation = Valuation { gwp, ..self.inventory.valuation() };
        match inventory::read(&self.ledger, open::reading(&self.tables, valuation)) {
            // Named one by one: the old inventory may be large, and is not copied.
            Ok(inventory) => Ok(Self {
                tables: self.tables.clone(),
                feed: self.feed.clone(),
                inputs: self.inputs.clone(),
                ledger: self.ledger.clone(),
                inventory,
                diagnostics: self.diagnostics.clone(),
                fingerprint: self.fingerprint.clone(),
                languages: self.languages.clone(),
            }),
            Err(unvalued) => {
                let mut problems = Diagnostics::default();
                problems.extend(problem::unvalued(&unvalued, &self.ledger, gwp));
                problems.sort();
                Err(Error::Rejected(problems))
            }
        }
    }

    fn rules(&self) -> Rules<'_> {
        Rules::new(&self.tables.sites, &self.tables.chart, self.tables.manifest.period)
    }
}
