//! Opens the inputs of a feed, and takes one part after another from them.
//!
//! In: a file, a text or a frame. Out: payloads, once the header or the columns are known to be those of the table.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use polars::prelude::DataType;

use super::column_types::{check_columns, check_frame};
use super::csv::{Chunk, Chunks, Stop};
use super::feed::{Content, Input, sheet};
use super::frame::{FrameRun, FrameRuns};
use super::parquet::{ParquetFile, Run};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;
use crate::table::{Header, Schema, Table};

/// Rows to decode.
pub(super) enum Payload {
    Csv(Chunk, Arc<Header>),
    Parquet(Arc<Path>, Run),
    Sheet(Table),
    Frame(FrameRun),
}

impl Payload {
    /// The number after its last row.
    pub(super) fn end_row(&self) -> u64 {
        match self {
            Self::Csv(chunk, _) => chunk.end_row(),
            Self::Parquet(_, run) => run.end_row(),
            Self::Sheet(table) => table.rows().last().map_or(0, |row| row.sheet_row() + 1),
            Self::Frame(run) => run.end_row(),
        }
    }

    /// Whether a row of that number may be in the part.
    pub(super) fn holds(&self, row: u64) -> bool {
        match self {
            Self::Csv(chunk, _) => chunk.holds(row),
            Self::Parquet(_, run) => run.holds(row),
            Self::Sheet(_) => true,
            Self::Frame(run) => run.holds(row),
        }
    }
}

/// An opened input, and its problems.
pub(super) struct Opened {
    /// `None` if nothing of it can be read.
    pub(super) open: Option<Open>,
    pub(super) problems: Diagnostics,
    /// Rows of a sheet that could not be read by columns; each is among the problems.
    pub(super) misshapen: u64,
}

/// An input from which parts are taken.
pub(super) struct Open {
    name: Arc<str>,
    kind: OpenKind,
}

enum OpenKind {
    Csv(Chunks, Arc<Header>),
    Parquet(Arc<Path>, ParquetFile),
    Sheet(Option<Table>),
    Frame(FrameRuns),
}

/// Opens an input of a table.
pub(super) fn open(input: &Input, schema: &'static Schema) -> Opened {
    let (mut problems, mut misshapen) = (Diagnostics::default(), 0);
    let name = &*input.name;
    let kind = match &input.content {
        Content::CsvFile(path) => match File::open(path) {
            Ok(file) => open_csv(name, Box::new(file), schema, &mut problems),
            Err(error) => {
                problems.push(unreadable(name, &error));
                None
            }
        },
        Content::CsvText(text) => open_csv(name, Box::new(Cursor::new(text.clone())), schema, &mut problems),
        Content::ParquetFile(path) => open_parquet(name, path, schema, &mut problems),
        Content::Sheet(path) => {
            let (kind, bad) = open_sheet(path, schema, &mut problems);
            misshapen = bad;
            kind
        }
        Content::Frame(frame) => {
            let runs = FrameRuns::new(frame.clone());
            check_frame(name, frame, schema, &mut problems).then_some(OpenKind::Frame(runs))
        }
    };
    Opened { open: kind.map(|kind| Open { name: input.name.clone(), kind }), problems, misshapen }
}

impl Open {
    /// The next payload, and how many bytes of the input it covers.
    pub(super) fn next(&mut self) -> Result<Option<(Payload, u64)>, Box<Diagnostic>> {
        match &mut self.kind {
            OpenKind::Csv(chunks, header) => match chunks.next() {
                Ok(chunk) => Ok(chunk.map(|chunk| {
                    let bytes = chunk.bytes.len() as u64;
                    (Payload::Csv(chunk, header.clone()), bytes)
                })),
                Err(stop) => Err(Box::new(stopped(&self.name, stop))),
            },
            OpenKind::Parquet(path, file) => Ok(file.next().map(|run| {
                let bytes = run.compressed_bytes();
                (Payload::Parquet(path.clone(), run), bytes)
            })),
            OpenKind::Sheet(table) => Ok(table.take().map(|table| (Payload::Sheet(table), 0))),
            OpenKind::Frame(runs) => Ok(runs.next().map(|run| {
                let bytes = run.bytes();
                (Payload::Frame(run), bytes)
            })),
        }
    }
}

fn stopped(name: &str, stop: Stop) -> Diagnostic {
    match stop {
        Stop::Io(error) => unreadable(name, &error),
        Stop::LineTooLong(line) => Diagnostic::error(
            Code::LineTooLong,
            Place::file(name).at_line(line),
            "the row that begins here is longer than 16 MB",
        )
        .with_help("look for a quotation mark in this row that is never closed"),
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, Place::file(name), format!("the file cannot be read: {error}"))
        .with_help("check that it is a file and that you may read it")
}

fn open_csv(
    name: &str,
    text: Box<dyn Read + Send>,
    schema: &'static Schema,
    problems: &mut Diagnostics,
) -> Option<OpenKind> {
    let mut chunks = Chunks::new(text);
    let header = match chunks.header() {
        Ok(bytes) => Header::read(name, &bytes, schema, problems)?,
        Err(stop) => {
            problems.push(stopped(name, stop));
            return None;
        }
    };
    Some(OpenKind::Csv(chunks, Arc::new(header)))
}

fn open_parquet(name: &str, path: &Path, schema: &'static Schema, problems: &mut Diagnostics) -> Option<OpenKind> {
    let opened = match ParquetFile::open(path) {
        Ok(opened) => opened,
        Err(error) => {
            let message = format!("the Parquet file cannot be read: {}", first_line(&error.to_string()));
            problems.push(
                Diagnostic::error(Code::UnreadableTable, Place::file(name), message)
                    .with_help("write the file again; it may be cut short or of another kind"),
            );
            return None;
        }
    };
    // What is in a column is not known yet; one of a type was meant to have something.
    let has_content = |index: usize| opened.columns.get(index).is_some_and(|(_, dtype)| *dtype != DataType::Null);
    let fine = check_columns(name, &opened.columns, has_content, schema, problems);
    fine.then(|| OpenKind::Parquet(path.into(), opened))
}

/// The sheet, and how many of its rows have the wrong shape.
fn open_sheet(path: &Path, schema: &'static Schema, problems: &mut Diagnostics) -> (Option<OpenKind>, u64) {
    let Some((table, found)) = sheet(path, schema) else { return (None, 0) };
    let of_shape = |p: &&Diagnostic| matches!(p.code(), Code::WrongCellCount | Code::RepeatedHeader);
    let misshapen = found.iter().filter(of_shape).map(Diagnostic::count).sum();
    problems.extend(found);
    (table.is_understood().then_some(OpenKind::Sheet(Some(table))), misshapen)
}

/// The first line of a library's error.
pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
