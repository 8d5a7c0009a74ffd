//! Part of a long table, read as the whole of a short one is.
//!
//! A long table passes in parts; its header is understood once and each part is read with
//! it. Parts that hold no text (Parquet) come as cells.

use csv::StringRecord;

use super::schema::{HeaderMap, HeaderProblem, Schema, check_header};
use super::text::{self, Beginning};
use super::{Origin, Record, Table};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::place::Place;

/// The header of a long table.
pub(crate) struct Header {
    schema: &'static Schema,
    columns: HeaderMap,
    names: StringRecord,
    place: Place,
}

impl Header {
    /// Understands the header record of a CSV file, or reports what is wrong with it.
    pub(crate) fn read(file: &str, bytes: &[u8], schema: &'static Schema, d: &mut Diagnostics) -> Option<Self> {
        let (origin, records) = text::read(file, bytes, d);
        let mut table = Table::empty(schema, origin);
        let Some(names) = records.into_iter().next() else {
            if d.is_empty() {
                d.push(table.empty_file());
            }
            return None;
        };
        table.understand(&names, d).then_some(Self {
            schema,
            columns: table.header,
            names: names.cells,
            place: table.header_place,
        })
    }

    /// Which cell of a row holds a column, counted from 0.
    pub(crate) fn position(&self, column: &str) -> Option<usize> {
        self.columns.position(self.schema, column)
    }

    /// Whether a row has as many cells as the header, and none beyond the named columns.
    pub(crate) fn fits(&self, cells: usize, is_empty: impl Fn(usize) -> bool) -> bool {
        cells == self.names.len() && (self.columns.width()..cells).all(is_empty)
    }
}

/// Checks the column names of a table without text; `true` if they are as they should be.
pub(crate) fn check_names(file: &str, names: &[&str], schema: &'static Schema, d: &mut Diagnostics) -> bool {
    let problems = check_header(schema, names).err().unwrap_or_default();
    let problem = |p: &HeaderProblem| Diagnostic::error(p.code(), Place::file(file), p.message()).with_help(p.help());
    d.extend(problems.iter().map(problem));
    problems.is_empty()
}

/// Rows of a part of a file that have content, as a spreadsheet counts.
pub(crate) fn rows_with_content(text: &str, beginning: Beginning) -> Vec<u64> {
    with_content(text, beginning).map(|record| record.row).collect()
}

/// The line of text on which each row with content begins, in a part of a file.
pub(crate) fn lines_with_content(text: &str, beginning: Beginning) -> Vec<u64> {
    with_content(text, beginning).map(|record| record.line.unwrap_or(beginning.0)).collect()
}

fn with_content(text: &str, beginning: Beginning) -> impl Iterator<Item = Record> {
    text::records(text, beginning).into_iter().filter(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()))
}

impl Table {
    fn empty(schema: &'static Schema, origin: Origin) -> Self {
        let header_place = Place::file(origin.file.clone());
        Self { schema, header: HeaderMap::default(), header_place, origin, records: Vec::new() }
    }

    /// Rows of a part of a CSV file, those that `keep` wants by their row number. Rows of the
    /// wrong shape are reported; rows without content are left out.
    pub(crate) fn of_part(
        file: &str,
        header: &Header,
        text: &str,
        beginning: Beginning,
        keep: impl Fn(u64) -> bool,
        d: &mut Diagnostics,
    ) -> Self {
        let origin = Origin { file: file.into(), text: Some(text.to_owned()), columns_before: 0, is_frame: false };
        let mut table = Self::empty(header.schema, origin);
        table.header = header.columns.clone();
        table.header_place = header.place.clone();
        let names = Record { cells: header.names.clone(), offset: 0, line: None, row: 0, open: false };
        let records = text::records(text, beginning).into_iter().filter(|record| keep(record.row));
        table.records = records.filter(|record| table.has_good_shape(record, &names, d)).collect();
        table
    }

    /// Rows of cells that stand in no text, with their numbers.
    pub(crate) fn of_cells(
        file: &str,
        schema: &'static Schema,
        names: &[&str],
        rows: impl Iterator<Item = (u64, Vec<String>)>,
    ) -> Self {
        let mut table =
            Self::empty(schema, Origin { file: file.into(), text: None, columns_before: 0, is_frame: true });
        table.header = check_header(schema, names).unwrap_or_default();
        let record =
            |(row, cells): (u64, Vec<String>)| Record { cells: cells.into(), offset: 0, line: None, row, open: false };
        table.records = rows.map(record).collect();
        table
    }

    /// Whether its header could be understood; otherwise no row of it was read.
    pub(crate) fn is_understood(&self) -> bool {
        self.header.width() > 0
    }

    /// Whether the table has a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.header.position(self.schema, column).is_some()
    }
}
