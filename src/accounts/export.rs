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
pub enum Lines {
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

fn add(file: &mut FrameFile, doing: &'static str, frame: Result<DataFrame, PolarsError>) -> Result<(), Error> {
    file.write(&mut frame.map_err(|source| Error::Frame { doing, source: Box::new(source) })?)
}

impl Accounts {
    /// Writes the ledger to a file: Parquet if its name ends in `.parquet`, else CSV. A file of that name is
    /// replaced, unless it is one of the book's.
    ///
    /// # Errors
    /// [`Error::Write`] if the path is one of the book's files, a link or no file, or with what the system says;
    /// [`Error::Frame`] with what polars says.
    pub fn write_ledger(&self, path: impl AsRef<Path>, lines: Lines) -> Result<(), Error> {
        let mut file = FrameFile::create_beside(path.as_ref(), &self.inputs)?;
        match lines {
            Lines::Totals => self.totals_to(&mut file)?,
            Lines::Rows => self.rows_to(&mut file)?,
        }
        file.finish()
    }

    fn totals_to(&self, file: &mut FrameFile) -> Result<(), Error> {
        let mut write = |entries| add(file, LEDGER, frame::entries(&self.ledger, entries));
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
        visit(&self.source, &self.rules(), self.ledger.totals(), |row| {
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
        for (line, share) in row.lines {
            for entry in posted.entries(&self.ledger, row.site, *line) {
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
            let known =
                |a: &AcceptedRow<'_>| a.lines.first().is_some_and(|(line, _)| posted.has(&self.ledger, a.site, *line));
            row.accepted.as_ref().is_some_and(known)
        };
        let mut rows = frame::RejectedRows::new(RowView::columns());
        let (mut count, mut result) = (0, Ok(()));
        visit(&self.source, &self.rules(), self.ledger.totals(), |row| {
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
