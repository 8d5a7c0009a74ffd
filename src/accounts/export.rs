//! The trail behind the accounts as files: the ledger, by totals or by rows, and the rows that were rejected.

use std::path::Path;

use super::Accounts;
use super::posted::Posted;
use crate::error::Error;
use crate::frame::{self, DataFrame, FrameFile, PolarsError, RowEmissions};
use crate::ledger::{Entry, Posting};
use crate::method::TableRow;
use crate::rows::{AcceptedRow, RowView, visit};

/// How fine an exported ledger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LedgerDetail {
    /// One line per entry, which is of a total.
    Totals,
    /// One line per activity row, gas and book, with the row's own emissions.
    Rows,
}

/// Lines of an exported file kept before they are written.
const BATCH: usize = 1 << 17;

/// What a table is built for, as its error says.
const LEDGER: &str = "writing the ledger";
const REJECTED: &str = "writing the rejected rows";
const LEDGER_FRAME: &str = "giving the ledger as a frame";
const INVENTORY_FRAME: &str = "giving the inventory as a frame";

fn failed(doing: &'static str, source: PolarsError) -> Error {
    Error::Frame { doing, source: Box::new(source) }
}

fn add(file: &mut FrameFile, doing: &'static str, frame: Result<DataFrame, PolarsError>) -> Result<(), Error> {
    file.write(&mut frame.map_err(|source| failed(doing, source))?)
}

impl Accounts {
    /// The ledger as a DataFrame, one row per entry, with its site's estate, country, tenant and sector: the columns of
    /// [`frame::ledger`].
    ///
    /// # Errors
    /// [`Error::Frame`] with what polars says.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::Book;
    /// let accounts = Book::open("datasets/books/minimal")?.account()?;
    /// let ledger = accounts.ledger_frame()?;
    /// assert_eq!(ledger.height(), accounts.ledger().entries().len());
    /// assert!(ledger.column("sector").is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ledger_frame(&self) -> Result<DataFrame, Error> {
        frame::entries(&self.ledger, self.ledger.entries(), &self.site_facts())
            .map_err(|source| failed(LEDGER_FRAME, source))
    }

    /// The inventory as a DataFrame, one row per statement, site, month, category, book and gas, with the site's estate,
    /// country, tenant and sector: the columns of [`frame::inventory`], which says what to sum.
    ///
    /// # Errors
    /// [`Error::Frame`] with what polars says.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::{Book, frame::polars::prelude::*};
    /// let accounts = Book::open("datasets/books/minimal")?.account()?;
    /// let inventory = accounts.inventory_frame()?;
    /// let headline = inventory.column("statement")?.u32()?.equal(0);
    /// let scope1 = inventory.column("scope")?.u32()?.equal(1);
    /// let rows = inventory.filter(&(&headline & &scope1))?;
    /// let sum = rows.column("tco2e")?.f64()?.sum().ok_or("no figure")?;
    /// assert!((sum - accounts.headline().scope1()?.co2e().as_tonnes()).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn inventory_frame(&self) -> Result<DataFrame, Error> {
        let estates = &self.tables.manifest.estates;
        let made = frame::inventory(&self.ledger, &self.inventory, &self.tables.sites, estates);
        made.map_err(|source| failed(INVENTORY_FRAME, source))
    }

    fn site_facts(&self) -> frame::SiteFacts<'_> {
        frame::SiteFacts::new(&self.tables.sites, &self.tables.manifest.estates)
    }

    /// Writes the ledger to a file: Parquet if its name ends in `.parquet`, else CSV. A file of that name is
    /// replaced, unless it is one of the book's.
    ///
    /// # Errors
    /// [`Error::Write`] if the path is one of the book's files, a link or no file, or with what the system says;
    /// [`Error::Frame`] with what polars says.
    pub fn write_ledger(&self, path: impl AsRef<Path>, detail: LedgerDetail) -> Result<(), Error> {
        let mut file = FrameFile::create_beside(path.as_ref(), &self.inputs)?;
        match detail {
            LedgerDetail::Totals => self.totals_to(&mut file)?,
            LedgerDetail::Rows => self.rows_to(&mut file)?,
        }
        file.finish()
    }

    fn totals_to(&self, file: &mut FrameFile) -> Result<(), Error> {
        let facts = self.site_facts();
        let mut write = |entries: &[Entry]| add(file, LEDGER, frame::entries(&self.ledger, entries, &facts));
        match self.ledger.entries() {
            // No entries are no chunk, and still a table with its header.
            [] => write(&[]),
            entries => entries.chunks(BATCH).try_for_each(write),
        }
    }

    fn rows_to(&self, file: &mut FrameFile) -> Result<(), Error> {
        let posted = Posted::of(&self.ledger);
        let mut batch = RowEmissions::default();
        let mut result = Ok(());
        visit(&self.feed, &self.rules(), self.ledger.totals(), |row| {
            let Some(accepted) = &row.accepted else { return true };
            let place = (self.ledger.totals().file(row.row), row.line);
            self.row_entries(accepted, &posted, |entry, kg| {
                batch.push(&self.ledger, place, |column| row.cell(column), entry, kg);
            });
            if batch.len() >= BATCH {
                result = add(file, LEDGER, std::mem::take(&mut batch).into_frame());
            }
            result.is_ok()
        });
        result?;
        self.calculated(|entry, posting, row| {
            let place = (row.place.file_name(), row.place.line().or(row.place.row()).unwrap_or_default());
            let cell = |name: &str| match name {
                "quantity" => Some(posting.quantity.to_string()),
                _ => row.cells.iter().find(|(column, _)| *column == name).map(|(_, text)| text.clone()),
            };
            batch.push(&self.ledger, place, cell, entry, entry.kg);
        });
        add(file, LEDGER, batch.into_frame())
    }

    /// Entries that methods made, each with the first row of its table.
    fn calculated(&self, mut each: impl FnMut(&Entry, &Posting, &TableRow)) {
        for entry in self.ledger.entries() {
            let Some(posting) = self.ledger.posting(entry) else { continue };
            if let Some(row) = self.ledger.calculation(posting).and_then(|calculation| calculation.rows.first()) {
                each(entry, posting, row);
            }
        }
    }

    /// A row's own emissions: its quantity through the chain and factor of each of its totals.
    fn row_entries(&self, row: &AcceptedRow<'_>, posted: &Posted, mut each: impl FnMut(&Entry, f64)) {
        for (stream, share) in row.streams {
            for entry in posted.entries(&self.ledger, row.site, *stream) {
                let Some(posting) = self.ledger.posting(entry) else { continue };
                let part = row.quantity * share * self.ledger.part(posting);
                each(entry, self.ledger.kilograms(entry, part));
            }
        }
    }

    /// Writes every rejected row as it stands in its table, with its file and line, as CSV,
    /// and says how many there are. A file of that name is replaced, unless it is one of the book's.
    ///
    /// # Errors
    /// [`Error::Write`] if the path is one of the book's files, a link or no file, or with what the system says;
    /// [`Error::Frame`] with what polars says.
    pub fn write_rejected(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let mut file = FrameFile::create_beside(path.as_ref(), &self.inputs)?;
        let posted = Posted::of(&self.ledger);
        let is_posted = |row: &RowView<'_>| {
            // A row counts where its first month does.
            let known = |a: &AcceptedRow<'_>| {
                a.streams.first().is_some_and(|(stream, _)| posted.has(&self.ledger, a.site, *stream))
            };
            row.accepted.as_ref().is_some_and(known)
        };
        let mut rows = frame::RejectedRows::new(RowView::columns());
        let (mut count, mut result) = (0, Ok(()));
        visit(&self.feed, &self.rules(), self.ledger.totals(), |row| {
            if !is_posted(&row) {
                rows.push(self.ledger.totals().file(row.row), row.line, |c| row.cell(c));
                count += 1;
            }
            if rows.len() >= BATCH {
                result = add(&mut file, REJECTED, rows.take());
            }
            result.is_ok()
        });
        result?;
        add(&mut file, REJECTED, rows.take())?;
        file.finish()?;
        Ok(count)
    }
}
