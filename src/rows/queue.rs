//! Parts of the source handed out to threads, one after the other.
//!
//! Only the cutting happens here, under a lock: chunks of text and runs of row groups.
//! Decoding is the threads' own work.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use polars::prelude::DataType;

use super::columns::Column;
use super::csv::{Chunk, Chunks, Stop};
use super::parquet::{ParquetFile, Run};
use super::source::{Kind, Source, SourceFile};
use super::{Progress, Watch};
use crate::activity::RowRef;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Place;
use crate::table::{Header, Schema, Table, check_names};

/// The source as a queue of tickets.
pub(super) struct Queue<'s> {
    files: std::iter::Enumerate<std::slice::Iter<'s, SourceFile>>,
    open: Option<Open>,
    done: u64,
    of: u64,
    watch: Option<Watch<'s>>,
    /// What kept files from being read.
    pub(super) problems: Diagnostics,
    ordinals: Ordinals,
    /// Rows of sheets that could not be read by columns; each is among the problems.
    misshapen: u64,
}

/// One count over the rows of every file, in their order: a file's rows are counted from
/// where the file before ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Ordinals {
    /// What each file's row numbers are counted from.
    bases: Vec<u64>,
    next: u64,
}

impl Ordinals {
    /// The row of an ordinal.
    pub(super) fn row(&self, ordinal: u64) -> RowRef {
        let file = self.bases.partition_point(|base| *base <= ordinal).saturating_sub(1);
        let base = self.bases.get(file).copied().unwrap_or_default();
        RowRef { file: file as u32, row: ordinal - base }
    }

    fn base(&self) -> u64 {
        self.bases.last().copied().unwrap_or_default()
    }
}

struct Open {
    file: u32,
    name: Arc<str>,
    kind: OpenKind,
}

enum OpenKind {
    Csv(Chunks, Arc<Header>),
    Parquet(ParquetFile),
    Sheet(Option<Table>),
}

/// A part to decode.
pub(super) struct Ticket {
    pub(super) file: u32,
    pub(super) name: Arc<str>,
    /// What its row numbers are added to for one count over all files.
    pub(super) ordinal_base: u64,
    pub(super) payload: Payload,
}

pub(super) enum Payload {
    Csv(Chunk, Arc<Header>),
    Parquet(PathBuf, Run),
    Sheet(Table),
}

impl<'s> Queue<'s> {
    pub(super) fn new(source: &'s Source, watch: Option<Watch<'s>>) -> Self {
        Self {
            files: source.files.iter().enumerate(),
            open: None,
            done: 0,
            of: source.bytes(),
            watch,
            problems: Diagnostics::default(),
            ordinals: Ordinals::default(),
            misshapen: 0,
        }
    }

    /// What kept files from being read, how their rows were counted, and how many rows of
    /// sheets had the wrong shape.
    pub(super) fn into_parts(self) -> (Diagnostics, Ordinals, u64) {
        (self.problems, self.ordinals, self.misshapen)
    }

    /// The name of the file that is being cut.
    pub(super) fn current(&self) -> Arc<str> {
        self.open.as_ref().map(|open| open.name.clone()).unwrap_or_default()
    }

    /// The next part, or none when every file is through.
    pub(super) fn next(&mut self) -> Option<Ticket> {
        loop {
            if let Some(open) = &mut self.open {
                match open.next() {
                    Ok(Some((payload, bytes))) => {
                        self.ordinals.next = self.ordinals.base() + payload.end_row();
                        let ordinal_base = self.ordinals.base();
                        let ticket = Ticket { file: open.file, name: open.name.clone(), ordinal_base, payload };
                        self.done += bytes;
                        if let Some(watch) = self.watch {
                            watch(Progress { done: self.done.min(self.of), of: self.of });
                        }
                        return Some(ticket);
                    }
                    Ok(None) => {}
                    Err(problem) => self.problems.push(*problem),
                }
                // Asked again, a broken file would be told again.
                self.open = None;
            }
            let (index, file) = self.files.next()?;
            // Row numbers begin at 1 or later, so files never share an ordinal.
            self.ordinals.bases.push(self.ordinals.next);
            self.open = self.open(index as u32, file);
        }
    }

    fn open(&mut self, index: u32, file: &SourceFile) -> Option<Open> {
        let kind = match file.kind {
            Kind::Csv => open_csv(file, &mut self.problems),
            Kind::Parquet => open_parquet(file, &mut self.problems),
            Kind::Sheet => {
                let table = super::source::sheet(&file.path);
                table.map(|(table, problems)| {
                    let of_shape = |p: &&Diagnostic| matches!(p.code(), Code::WrongCellCount | Code::RepeatedHeader);
                    self.misshapen += problems.iter().filter(of_shape).count() as u64;
                    self.problems.extend(problems);
                    OpenKind::Sheet(Some(table))
                })
            }
        }?;
        Some(Open { file: index, name: file.name.clone(), kind })
    }
}

impl Open {
    /// The next payload and how many bytes of the file it stands for.
    fn next(&mut self) -> Result<Option<(Payload, u64)>, Box<Diagnostic>> {
        match &mut self.kind {
            OpenKind::Csv(chunks, header) => match chunks.next() {
                Ok(chunk) => Ok(chunk.map(|chunk| {
                    let bytes = chunk.bytes.len() as u64;
                    (Payload::Csv(chunk, header.clone()), bytes)
                })),
                Err(stop) => Err(Box::new(stopped(&self.name, stop))),
            },
            OpenKind::Parquet(file) => Ok(file.next().map(|(path, run)| {
                let bytes = run.compressed_bytes();
                (Payload::Parquet(path, run), bytes)
            })),
            OpenKind::Sheet(table) => Ok(table.take().map(|table| (Payload::Sheet(table), 0))),
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

fn open_csv(file: &SourceFile, problems: &mut Diagnostics) -> Option<OpenKind> {
    let mut chunks = match File::open(&file.path) {
        Ok(handle) => Chunks::new(handle),
        Err(error) => {
            problems.push(unreadable(&file.name, &error));
            return None;
        }
    };
    let header = match chunks.header() {
        Ok(bytes) => Header::read(&file.name, &bytes, Schema::of("activities"), problems)?,
        Err(stop) => {
            problems.push(stopped(&file.name, stop));
            return None;
        }
    };
    Some(OpenKind::Csv(chunks, Arc::new(header)))
}

fn open_parquet(file: &SourceFile, problems: &mut Diagnostics) -> Option<OpenKind> {
    let place = || Place::file(file.name.clone());
    let opened = match ParquetFile::open(&file.path) {
        Ok(opened) => opened,
        Err(error) => {
            let message = format!("the Parquet file cannot be read: {}", first_line(&error.to_string()));
            problems.push(
                Diagnostic::error(Code::UnreadableTable, place(), message)
                    .with_help("write the file again; it may be cut short or of another kind"),
            );
            return None;
        }
    };
    let names: Vec<&str> = opened.columns.iter().map(|(name, _)| name.as_str()).collect();
    let fine = check_names(&file.name, &names, Schema::of("activities"), problems);
    let mut typed = true;
    for (name, dtype) in &opened.columns {
        if let Some(expected) = expected_type(name, dtype) {
            typed = false;
            problems.push(
                Diagnostic::error(
                    Code::WrongColumnType,
                    place().in_field(name.as_str()),
                    format!("`{name}` is of type {dtype}"),
                )
                .with_help(format!("write the column as {expected}")),
            );
        }
    }
    (fine && typed).then_some(OpenKind::Parquet(opened))
}

/// What a column should be, if its type will not do.
fn expected_type(name: &str, dtype: &DataType) -> Option<&'static str> {
    let column = Column::ALL.into_iter().find(|c| c.name() == name)?;
    let text = matches!(dtype, DataType::String | DataType::Null);
    match column {
        Column::Quantity => (!(text || dtype.is_primitive_numeric() || dtype.is_decimal())).then_some("numbers"),
        Column::Start | Column::End => {
            (!(text || matches!(dtype, DataType::Date | DataType::Datetime(..)))).then_some("dates or timestamps")
        }
        _ => (!(text || dtype.is_primitive_numeric() || dtype.is_categorical())).then_some("text"),
    }
}

pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
