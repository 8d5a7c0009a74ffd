//! The trail behind the accounts: the ledger as a file, by totals or by rows, the rows that
//! were rejected, and why a figure is what it is.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use super::Accounts;
use crate::diagnostic::nearest;
use crate::error::Error;
use crate::frame::{self, DataFrame, FrameFile, PolarsError, RowEmissions};
use crate::ledger::Entry;
use crate::method::{Calculation, TableRow, emissions};
use crate::report::explain;
use crate::rows::{AcceptedRow, RowView, Rules, visit};
use crate::source::Place;

/// How fine an exported ledger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One line per entry, which is of a total.
    Totals,
    /// One line per activity row, gas and book, with the row's own emissions.
    Rows,
}

/// The chain behind a figure or a row, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation(String);

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lines of an exported file kept before they are written.
const BATCH: usize = 1 << 17;

/// Entries of each total, found by site and line.
type Index = BTreeMap<(u32, u32), (u32, std::ops::Range<usize>)>;

impl Accounts {
    /// Writes the ledger to a file: Parquet if its name ends in `.parquet`, else CSV.
    ///
    /// # Errors
    /// [`Error::Write`] or [`Error::Frame`] with what the system or polars says.
    pub fn write_ledger(&self, path: impl AsRef<Path>, lines: Lines) -> Result<(), Error> {
        let path = path.as_ref();
        let mut file = FrameFile::create(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
        let write = |file: &mut FrameFile, frame: Result<DataFrame, PolarsError>| file.write(&mut frame?);
        let written = match lines {
            Lines::Totals if self.ledger.entries().is_empty() => {
                write(&mut file, frame::entries(&self.ledger, self.factors(), &[]))
            }
            Lines::Totals => self
                .ledger
                .entries()
                .chunks(BATCH)
                .try_for_each(|entries| write(&mut file, frame::entries(&self.ledger, self.factors(), entries))),
            Lines::Rows => self.rows_to(&mut file),
        };
        written
            .and_then(|()| file.finish())
            .map_err(|source| Error::Frame { doing: "writing the ledger", source: Box::new(source) })
    }

    fn rows_to(&self, file: &mut FrameFile) -> Result<(), PolarsError> {
        let index = self.index();
        let mut batch = RowEmissions::default();
        let mut result = Ok(());
        visit(&self.source, &self.rules(), self.ledger.totals(), |row| {
            let Some(accepted) = &row.accepted else { return true };
            self.row_entries(accepted, &index, |entry, kg| {
                batch.push(
                    &self.ledger,
                    self.factors(),
                    (self.ledger.totals().file(row.row), row.line),
                    |c| row.cell(c),
                    entry,
                    kg,
                );
            });
            if batch.len() >= BATCH {
                result = std::mem::take(&mut batch).into_frame().and_then(|mut frame| file.write(&mut frame));
            }
            result.is_ok()
        });
        result?;
        self.calculated(|entry, place| {
            let total = self.ledger.total(entry);
            let row = (place.file_name(), place.line().or(place.row()).unwrap_or_default());
            let quantity = total.map(|total| total.quantity.to_string());
            batch.push(
                &self.ledger,
                self.factors(),
                row,
                |c| quantity.clone().filter(|_| c == "quantity"),
                entry,
                entry.kg,
            );
        });
        batch.into_frame().and_then(|mut frame| file.write(&mut frame))
    }

    /// Entries that methods made, each with the first row of its table.
    fn calculated(&self, mut each: impl FnMut(&Entry, &Place)) {
        for entry in self.ledger.entries() {
            let calculation = self.ledger.line(entry).and_then(|line| self.ledger.calculation(line));
            if let Some(place) = calculation.and_then(Calculation::place) {
                each(entry, place);
            }
        }
    }

    /// A row's own emissions: its quantity through the chain and factor of each of its totals.
    fn row_entries(&self, row: &AcceptedRow<'_>, index: &Index, mut each: impl FnMut(&Entry, f64)) {
        for (line, share) in row.lines {
            let Some((_, entries)) = index.get(&(row.site, *line)) else { continue };
            for entry in self.ledger.entries().get(entries.clone()).unwrap_or_default() {
                let Some(resolution) = self.ledger.resolution(entry) else { continue };
                let Some(factor) = self.factors().at(resolution.factor) else { continue };
                let amount = resolution.chain.apply(row.quantity * share);
                let kg = emissions(amount, factor).find(|(gas, _)| *gas == entry.gas);
                each(entry, kg.map_or(0.0, |(_, mass)| mass.as_kilograms()));
            }
        }
    }

    /// Entries by the site and line of their total.
    fn index(&self) -> Index {
        let mut index = Index::new();
        for (at, entry) in self.ledger.entries().iter().enumerate() {
            let Some(total) = self.ledger.total(entry) else { continue };
            let slot = index.entry((total.site, total.line)).or_insert((entry.total, at..at));
            slot.1.end = at + 1;
        }
        index
    }

    /// Writes every rejected row as it stands in its table, with its file and line, as CSV,
    /// and says how many there are.
    ///
    /// # Errors
    /// [`Error::Write`] or [`Error::Frame`] with what the system or polars says.
    pub fn write_rejected(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let mut file = FrameFile::create(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
        let index = self.index();
        let posted = |row: &RowView<'_>| {
            // A row counts where its first month does.
            let known =
                |a: &AcceptedRow<'_>| a.lines.first().is_some_and(|(line, _)| index.contains_key(&(a.site, *line)));
            row.accepted.as_ref().is_some_and(known)
        };
        let mut rows = frame::RejectedRows::new(RowView::columns());
        let (mut count, mut result) = (0, Ok(()));
        visit(&self.source, &self.rules(), self.ledger.totals(), |row| {
            if !posted(&row) {
                rows.push(self.ledger.totals().file(row.row), row.line, |c| row.cell(c));
                count += 1;
            }
            if rows.len() >= BATCH {
                result = rows.take().and_then(|mut frame| file.write(&mut frame));
            }
            result.is_ok()
        });
        result
            .and_then(|()| rows.take())
            .and_then(|mut frame| file.write(&mut frame))
            .and_then(|()| file.finish())
            .map_err(|source| Error::Frame { doing: "writing the rejected rows", source: Box::new(source) })?;
        Ok(count)
    }

    /// The chain behind a row: quantity, conversion, factor and why, gases, CO2e.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such file or row.
    pub fn explain_row(&self, file: &str, line: u64) -> Result<Explanation, Error> {
        if let Some(text) = self.explain_calculation(file, line) {
            return Ok(Explanation(text));
        }
        // Tables of methods come behind the files of activity rows.
        let names = &self.ledger.totals().files;
        if !names.iter().any(|name| **name == *file) {
            let hint = match nearest(file, names.iter().map(|name| &**name)) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => format!("; the rows are in {}", names.join(", ")),
            };
            return Err(Error::NotFound { what: "file with rows", name: file.to_owned(), hint });
        }
        let index = self.index();
        let mut text = None;
        visit(&self.source, &self.rules(), self.ledger.totals(), |row| {
            let here = row.line == line && self.ledger.totals().file(row.row) == file;
            if here {
                text = Some(self.explain_view(&row, &index));
            }
            !here
        });
        let not_found = || Error::NotFound { what: "row", name: format!("{file}:{line}"), hint: String::new() };
        text.map(Explanation).ok_or_else(not_found)
    }

    /// The chain behind a row of a method's table; `None` if no calculation rests on it.
    fn explain_calculation(&self, file: &str, line: u64) -> Option<String> {
        let here =
            |row: &&TableRow| row.place.file_name() == file && row.place.line().or(row.place.row()) == Some(line);
        let mut calculations = self.ledger.calculations().iter().enumerate();
        let (index, row) = calculations.find_map(|(index, all)| Some((index, all.rows.iter().find(here)?)))?;
        let cells: String = row.cells.iter().map(|(column, text)| format!("  {column} = {text}\n")).collect();
        let lines = &self.ledger.totals().lines;
        let made = |line: u32| lines.get(line as usize)?.derived.as_ref().map(|derived| derived.calculation as usize);
        let totals = self.ledger.totals().totals.iter().zip(0..);
        let parts: Vec<(u32, f64)> = totals
            .filter(|(total, _)| made(total.line) == Some(index))
            .map(|(total, position)| (position, total.quantity))
            .collect();
        Some(format!("{file}:{line}\n{cells}\n{}", explain::row(self.facts(), &parts)))
    }

    fn explain_view(&self, row: &RowView<'_>, index: &Index) -> String {
        let cells = RowView::columns().filter_map(|c| Some(format!("  {c} = {}\n", row.cell(c)?)));
        let mut text = format!("{}:{}\n", self.ledger.totals().file(row.row), row.line);
        text.extend(cells);
        let Some(accepted) = &row.accepted else {
            return text + "\nThe row was rejected and is in no figure; `estate-carbon check` says why.\n";
        };
        let parts: Vec<(u32, f64)> = accepted
            .lines
            .iter()
            .filter_map(|(line, share)| Some((index.get(&(accepted.site, *line))?.0, accepted.quantity * share)))
            .collect();
        text.push('\n');
        if parts.is_empty() {
            return text + "The row has no factor and is in no figure; `estate-carbon check` says why.\n";
        }
        text + &explain::row(self.facts(), &parts)
    }

    /// The chain behind a figure: `estate.scope1`, `estate.scope1.stationary_combustion`,
    /// `estate.scope2_location.SITE` …
    ///
    /// # Errors
    /// [`Error::NotFound`] for the part of the path that names nothing.
    pub fn explain_figure(&self, path: &str) -> Result<Explanation, Error> {
        explain::figure(self.facts(), path).map(Explanation).map_err(|e| Error::NotFound {
            what: e.what,
            name: e.name,
            hint: e.hint,
        })
    }

    fn rules(&self) -> Rules<'_> {
        Rules::new(&self.tables.sites, &self.tables.chart, self.tables.manifest.period)
    }
}
