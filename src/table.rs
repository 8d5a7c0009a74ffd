//! Tables read cell by cell, so that every problem has its place.
//!
//! In: the bytes of a CSV file, or a sheet of a workbook. Out: a `Table` whose `Row`s
//! give values by column and report what is wrong with a cell at the cell. A bad cell hides
//! neither the other bad cells of its row nor the rows below.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub(crate) mod cell;
#[cfg(feature = "books")]
mod part;
#[cfg(feature = "books")]
pub(crate) mod rules;
mod schema;
#[cfg(feature = "books")]
mod sheet;
mod shown;
pub(crate) mod text;
#[cfg(feature = "books")]
pub(crate) mod told;
#[cfg_attr(
    not(feature = "books"),
    allow(dead_code, unused_imports, reason = "without books only shipped tables are read")
)]
pub(crate) mod typed;

#[cfg(feature = "books")]
pub(crate) use part::{Header, check_names, lines_with_content, rows_with_content};
pub use schema::{Column, ColumnKind, QuantityKind, Schema, empty_table, formats_markdown, manifest_template};
#[cfg(feature = "books")]
pub(crate) use schema::{Key, ManifestSchema};
#[cfg(feature = "books")]
pub(crate) use sheet::Workbook;

use csv::StringRecord;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
#[cfg(any(feature = "books", test))]
use crate::period::Day;
use crate::place::Place;
#[cfg(feature = "books")]
use crate::quantity::Unit;
use cell::CellProblem;
use schema::{HeaderMap, HeaderProblem, check_header};
use text::Origin;

/// Whether the name of a file in a table's folder says that it is not meant for the book: its owner's `x_`, or the mark of
/// a hidden file or of one that a program has open.
#[cfg(feature = "books")]
pub(crate) fn is_set_aside(name: &str) -> bool {
    let small = name.to_lowercase();
    let is_prose = small.ends_with(".md") || small.starts_with("readme");
    let is_of_the_system = ["thumbs.db", "desktop.ini"].contains(&small.as_str());
    name.starts_with('.') || name.starts_with("~$") || small.starts_with("x_") || is_prose || is_of_the_system
}

/// A table as read: cells of text, each with its place.
pub(crate) struct Table {
    schema: &'static Schema,
    header: HeaderMap,
    header_place: Place,
    origin: Origin,
    records: Vec<Record>,
}

/// One row of cells and where it begins.
struct Record {
    cells: StringRecord,
    /// Byte offset in the text; 0 for a sheet.
    offset: usize,
    /// Line of text, from 1; `None` for a sheet.
    line: Option<u64>,
    /// Row as a spreadsheet counts, from 1.
    row: u64,
    /// Whether its last cell begins with a quotation mark that is never closed.
    open: bool,
}

impl Table {
    /// Reads a CSV file that the user knows under `file`.
    pub(crate) fn read(file: &str, bytes: &[u8], schema: &'static Schema) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let (origin, records) = text::read(file, bytes, &mut diagnostics);
        let table = Self::of_records(schema, origin, records, &mut diagnostics);
        (table, diagnostics)
    }

    /// Checks the header, which is the first record, and the shape of every row below it.
    /// A header problem ends the table: without column names no cell means anything.
    fn of_records(schema: &'static Schema, origin: Origin, records: Vec<Record>, d: &mut Diagnostics) -> Self {
        let place = Place::file(origin.file.clone());
        let mut records = records.into_iter();
        let mut table = Self { schema, header: HeaderMap::default(), header_place: place, origin, records: Vec::new() };
        let Some(names) = records.next() else {
            if d.is_empty() {
                d.push(table.empty_file());
            }
            return table;
        };
        if !table.understand(&names, d) {
            return table;
        }
        table.records = records.filter(|record| table.has_good_shape(record, &names, d)).collect();
        table.report_no_rows(d);
        table
    }

    /// Finds the columns in the header record, or reports what is wrong with it.
    fn understand(&mut self, names: &Record, d: &mut Diagnostics) -> bool {
        self.header_place = self.origin.row(names);
        if names.open {
            d.push(self.never_closed(names));
            return false;
        }
        match check_header(self.schema, &names.cells.iter().collect::<Vec<_>>()) {
            Ok(header) => self.header = header,
            Err(problems) => {
                for problem in problems {
                    if !d.only_count(&self.origin.file, problem.code()) {
                        d.push(self.header_diagnostic(&problem, names));
                    }
                }
                return false;
            }
        }
        true
    }

    /// The name by which the user knows what it was read from.
    #[cfg(feature = "books")]
    pub(crate) fn file_name(&self) -> &str {
        &self.origin.file
    }

    /// The rows in the order of the file.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { table: self, record })
    }

    fn empty_file(&self) -> Diagnostic {
        let names: Vec<&str> = self.schema.columns.iter().filter(|c| c.required).map(|c| c.name.as_str()).collect();
        Diagnostic::error(Code::EmptyFile, Place::file(self.origin.file.clone()), "the table is empty")
            .with_help(format!("begin with a header row; the required columns are {}", names.join(", ")))
    }

    /// Reports that it has no rows, if a book needs some.
    pub(crate) fn report_no_rows(&self, d: &mut Diagnostics) {
        if self.records.is_empty() && self.schema.required && d.is_empty() {
            let place = Place::file(self.origin.file.clone());
            let none = Diagnostic::error(Code::NoRows, place, "the table has a header and no rows");
            d.push(none.with_help("add a row below the header"));
        }
    }

    fn header_diagnostic(&self, problem: &HeaderProblem, names: &Record) -> Diagnostic {
        let place = match problem.index() {
            Some(index) => self.origin.cell(names, index),
            None => self.origin.row(names),
        };
        let diagnostic = Diagnostic::error(problem.code(), place, problem.message()).with_help(problem.help());
        match problem {
            HeaderProblem::Repeated { first, .. } => {
                diagnostic.with_related(self.origin.cell(names, *first), "the first one is here")
            }
            _ => diagnostic,
        }
    }

    /// Whether a row can be read by columns. Rows without content are skipped, as they are
    /// what a spreadsheet leaves of deleted rows.
    fn has_good_shape(&self, record: &Record, names: &Record, d: &mut Diagnostics) -> bool {
        if record.cells.iter().all(|cell| cell.trim().is_empty()) {
            return false;
        }
        let row = || self.origin.row(record);
        if record.cells.as_slice().len() > LONGEST_ROW {
            let long = Diagnostic::error(Code::LineTooLong, row(), "the row is longer than 16 MB");
            d.push(long.with_help("look for a quotation mark in this line that is never closed"));
            return false;
        }
        if record.open {
            d.push(self.never_closed(record));
            return false;
        }
        let stray = record.cells.iter().skip(self.header.width()).any(|cell| !cell.trim().is_empty());
        if record.cells.len() != names.cells.len() || stray {
            d.push(self.wrong_count(record, names));
            return false;
        }
        let repeated = record.cells.iter().zip(&names.cells).all(|(cell, name)| cell.trim() == name.trim());
        if repeated {
            let message = "the row repeats the header";
            d.push(Diagnostic::error(Code::RepeatedHeader, row(), message).with_help("remove the row"));
        }
        !repeated
    }

    fn never_closed(&self, record: &Record) -> Diagnostic {
        let message = "a quotation mark in this row is never closed, so the rest of the table is in one cell";
        Diagnostic::error(Code::LineTooLong, self.origin.row(record), message)
            .with_help("close the quotation mark, or, if the file was cut short, write it again")
    }

    fn wrong_count(&self, record: &Record, names: &Record) -> Diagnostic {
        let width = self.header.width();
        let found = record.cells.len().max(1);
        let message = if found == names.cells.len() {
            "a cell stands under no column name".to_owned()
        } else {
            format!("the row has {found} cells and the header {width}")
        };
        let breaks = record.cells.iter().any(|cell| cell.contains(['\n', '\r']));
        let help = if breaks {
            "a cell of this row runs over several lines; look for a quotation mark that is never closed"
        } else if found > width {
            "put a text that contains a comma into quotation marks, and write numbers without thousands separators"
        } else {
            "add the missing cells; an absent value is an empty cell with its comma"
        };
        let place = self.origin.row(record);
        Diagnostic::error(Code::WrongCellCount, place, message)
            .with_related(self.header_place.clone(), "the header is here")
            .with_help(help)
    }
}

/// No row of a table is this long, in bytes, unless a quotation mark was never closed.
pub(crate) const LONGEST_ROW: usize = 16 << 20;

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    record: &'t Record,
}

impl<'t> Row<'t> {
    /// Its number, as a spreadsheet counts rows.
    #[cfg(feature = "books")]
    pub(crate) fn sheet_row(self) -> u64 {
        self.record.row
    }

    /// The columns its table can have.
    #[cfg(feature = "books")]
    pub(crate) fn columns(self) -> &'static [Column] {
        &self.table.schema.columns
    }

    /// The place of the row.
    pub(crate) fn place(self) -> Place {
        self.table.origin.row(self.record)
    }

    /// The place of a column's cell; of the row, where the table lacks the column.
    pub(crate) fn place_of(self, name: &str) -> Place {
        let field = self.table.schema.shared_name(name);
        match self.table.header.position(self.table.schema, name) {
            Some(index) => self.table.origin.cell(self.record, index).in_field(field),
            None => self.place().in_field(field),
        }
    }

    /// The text of a cell without surrounding spaces; `None` if it is empty or there is no such column.
    pub(crate) fn text(self, name: &str) -> Option<&'t str> {
        self.cell(self.table.header.position(self.table.schema, name))
    }

    /// The same by its place in the row, for who has found it before.
    fn cell(self, index: Option<usize>) -> Option<&'t str> {
        self.record.cells.get(index?).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// The text of a cell that must not be empty.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn required_text(self, name: &str, d: &mut Diagnostics) -> Option<&'t str> {
        let text = self.text(name);
        if text.is_none() {
            self.report_empty(name, d);
        }
        text
    }

    /// Reports that a cell is empty and must not be.
    pub(crate) fn report_empty(self, name: &str, d: &mut Diagnostics) {
        if self.only_counts(Code::EmptyCell, d) {
            return;
        }
        let empty = Diagnostic::error(Code::EmptyCell, self.place_of(name), format!("`{name}` is empty"));
        d.push(empty.with_help(self.meaning(name)));
    }

    /// A number within the column's range.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn number(self, name: &str, d: &mut Diagnostics) -> Option<f64> {
        self.value(name, d, cell::number)
    }

    /// A date.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn date(self, name: &str, d: &mut Diagnostics) -> Option<Day> {
        self.value(name, d, |text, _| cell::date(text))
    }

    /// One of the column's words.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn choice(self, name: &str, d: &mut Diagnostics) -> Option<&'static str> {
        self.value(name, d, cell::choice)
    }

    /// `true` or `false`.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn boolean(self, name: &str, d: &mut Diagnostics) -> Option<bool> {
        self.value(name, d, cell::boolean)
    }

    /// A unit.
    #[cfg(feature = "books")]
    pub(crate) fn unit(self, name: &str, d: &mut Diagnostics) -> Option<Unit> {
        self.value(name, d, |text, _| cell::unit(text))
    }

    /// The value of a cell: `None` if it is empty, which a required column reports, or bad.
    #[cfg(any(feature = "books", test))]
    fn value<T>(
        self,
        name: &str,
        d: &mut Diagnostics,
        parse: impl Fn(&str, &'static Column) -> Result<T, CellProblem>,
    ) -> Option<T> {
        let column = self.table.schema.column(name)?;
        let text = if column.required { self.required_text(name, d) } else { self.text(name) }?;
        self.checked(name, parse(text, column), d)
    }

    /// What a check of a cell gave, its problem reported at the cell.
    #[cfg(any(feature = "books", test))]
    pub(crate) fn checked<T>(self, name: &str, result: Result<T, CellProblem>, d: &mut Diagnostics) -> Option<T> {
        result.map_err(|problem| self.report(name, problem, d)).ok()
    }

    /// Reports a problem of a cell at the cell.
    pub(crate) fn report(self, name: &str, problem: CellProblem, d: &mut Diagnostics) {
        if self.only_counts(problem.code, d) {
            return;
        }
        let diagnostic = Diagnostic::error(problem.code, self.place_of(name), problem.message);
        d.push(match problem.help {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        });
    }

    /// Counts an error of a kind of which so many are listed that one more is not: `false` if it is to be worded.
    pub(crate) fn only_counts(self, code: Code, d: &mut Diagnostics) -> bool {
        d.only_count(&self.table.origin.file, code)
    }

    fn meaning(self, name: &str) -> String {
        match self.table.schema.column(name) {
            Some(column) => format!("fill in `{name}`: {}", column.text),
            None => format!("fill in `{name}`"),
        }
    }
}

#[cfg(test)]
mod tests;
