//! A ticket's rows as polars columns.
//!
//! In: the bytes or pages of a ticket. Out: a part, and which of its rows have the wrong shape.

use std::cell::OnceCell;

use polars::prelude::{IntoSeries, StringChunked};

use super::csv;
use super::open::{Payload, first_line};
use super::part::{Part, RowNumbers};
use super::queue::Ticket;
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;
use crate::table::{Table, lines_with_content, text};

/// A ticket's rows as columns.
pub(super) struct Decoded {
    pub(super) part: Part,
    /// Indices of rows of the wrong shape.
    pub(super) misshapen: Vec<usize>,
    /// Whether every row is a row of its own: no cell has swallowed the rows behind a quotation mark.
    pub(super) complete: bool,
    /// The lines of the rows, where a row may take several lines. They are found at the first call.
    lines: OnceCell<Vec<u64>>,
}

impl Decoded {
    fn new(part: Part) -> Self {
        Self { part, misshapen: Vec::new(), complete: true, lines: OnceCell::new() }
    }

    /// The line of text a row begins in; a Parquet file's record.
    pub(super) fn line_of(&self, ticket: &Ticket, index: usize) -> u64 {
        let number = self.part.numbers.of(index);
        match &ticket.payload {
            Payload::Csv(chunk, _) if !chunk.is_even() => {
                let read = || lines_with_content(&String::from_utf8_lossy(&chunk.bytes), chunk.beginning());
                self.lines.get_or_init(read).get(index).copied().unwrap_or(chunk.line)
            }
            Payload::Csv(chunk, _) => chunk.line + (number - chunk.row),
            Payload::Parquet(..) | Payload::Sheet(_) | Payload::Frame(_) => number,
        }
    }
}

/// Turns a ticket into polars columns, all that its table can have.
///
/// # Errors
/// As [`decode`].
pub(super) fn decode_all(ticket: &Ticket) -> Result<Decoded, Box<Diagnostic>> {
    let all: Vec<usize> = (0..ticket.schema.columns.len()).collect();
    decode(ticket, &all)
}

/// Turns the wanted columns of a ticket into polars columns.
///
/// # Errors
/// A diagnostic if the bytes are not text, or the pages are damaged.
pub(super) fn decode(ticket: &Ticket, wanted: &[usize]) -> Result<Decoded, Box<Diagnostic>> {
    let (schema, file) = (ticket.schema, ticket.file);
    match &ticket.payload {
        Payload::Csv(chunk, header) => {
            let content = std::str::from_utf8(&chunk.bytes).map_err(|error| {
                Box::new(text::not_utf8(&ticket.name, &chunk.bytes, error.valid_up_to(), chunk.line))
            })?;
            let parsed = csv::parse(schema, file, chunk, content, header, wanted)
                .map_err(|line| Box::new(never_closed(&ticket.name, line)))?;
            let (misshapen, complete) = (parsed.misshapen, parsed.complete);
            Ok(Decoded { misshapen, complete, ..Decoded::new(parsed.part) })
        }
        Payload::Parquet(path, run) => run
            .decode(schema, path, file, wanted)
            .map(Decoded::new)
            .map_err(|error| Box::new(undecodable(&ticket.name, &error.to_string()))),
        Payload::Sheet(table) => Ok(Decoded::new(sheet_part(ticket, table, wanted))),
        Payload::Frame(run) => Ok(Decoded::new(run.decode(schema, file, wanted))),
    }
}

/// The error of a file that could not be read, or not in full.
pub(super) fn undecodable(name: &str, error: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableTable,
        Place::file(name),
        format!("the file cannot be read to its end: {}", first_line(error)),
    )
    .with_help("write the file again; a download or copy may have stopped half-way")
}

fn never_closed(name: &str, line: u64) -> Diagnostic {
    Diagnostic::error(Code::LineTooLong, Place::file(name).at_line(line), "the quotation mark here is never closed")
        .with_help("remove it, or close the quotation; rows behind it cannot be told apart")
}

/// A sheet's rows as columns of text.
fn sheet_part(ticket: &Ticket, table: &Table, wanted: &[usize]) -> Part {
    let rows: Vec<_> = table.rows().collect();
    let numbers = rows.iter().map(|row| row.sheet_row()).collect();
    let mut part = Part::new(ticket.schema, ticket.file, RowNumbers::Each(numbers), rows.len());
    for column in wanted {
        let name = ticket.schema.columns.get(*column).map_or("", |column| column.name.as_str());
        if table.has(name) {
            let texts: StringChunked = rows.iter().map(|row| row.text(name)).collect();
            part.set(*column, texts.into_series());
        }
    }
    part
}
