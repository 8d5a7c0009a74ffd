//! Where the rows of one table are: files, texts and frames, in order.
//!
//! Nothing is decoded here. A feed can be read any number of times, because the rows with problems are read again to
//! locate them.

mod digest;
mod find;

pub use find::{find, find_table};

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::DataFrame;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;
use crate::table::{Schema, Table, Workbook};

/// What the rows of a table are read from, in order. The default has no activity rows: a book may consist
/// of tables of methods alone.
///
/// # Examples
/// ```
/// use estate_carbon::rows::Feed;
/// use estate_carbon::table::Schema;
/// let text = "site_id,start,end,activity,quantity,unit\n";
/// let feed = Feed::of_reader(Schema::of("activities"), "meters", text.as_bytes())?;
/// assert_eq!(feed.names().len(), 1);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Feed {
    schema: &'static Schema,
    pub(super) inputs: Vec<Input>,
    /// Entries of a folder of files that are not files of the table.
    passed_over: Vec<String>,
    /// A feed of another table that was added: whoever reads the rows has to refuse it.
    stranger: Option<(&'static Schema, Arc<str>)>,
}

/// One thing that rows are read from.
#[derive(Clone)]
pub(super) struct Input {
    /// Its name as the user would write it, relative to the book.
    pub(super) name: Arc<str>,
    pub(super) content: Content,
    pub(super) bytes: u64,
}

#[derive(Clone)]
pub(super) enum Content {
    CsvFile(PathBuf),
    /// CSV that was handed over, kept because problems are located by reading again.
    CsvText(Arc<[u8]>),
    ParquetFile(PathBuf),
    /// A workbook with a sheet of the table's name.
    Sheet(PathBuf),
    Frame(DataFrame),
}

impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").field("table", &self.schema.table).field("names", &self.names()).finish()
    }
}

impl Default for Feed {
    fn default() -> Self {
        Self::new(Schema::of("activities"))
    }
}

impl Feed {
    /// A feed of a table's rows without any rows.
    pub fn new(schema: &'static Schema) -> Self {
        Self { schema, inputs: Vec::new(), passed_over: Vec::new(), stranger: None }
    }

    /// Files of a table, in this order: CSV, or Parquet where the name ends in `.parquet`. Each comes with the name
    /// its user knows it by.
    pub fn of_files(schema: &'static Schema, files: impl IntoIterator<Item = (PathBuf, String)>) -> Self {
        let inputs = files.into_iter().map(|(path, name)| {
            let is_parquet = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("parquet"));
            let bytes = std::fs::metadata(&path).map_or(0, |m| m.len());
            let content = if is_parquet { Content::ParquetFile(path) } else { Content::CsvFile(path) };
            Input { name: name.into(), content, bytes }
        });
        Self { inputs: inputs.collect(), ..Self::new(schema) }
    }

    /// A frame with the table's columns. Its rows are counted from 1, as the records of a Parquet file.
    pub fn of_frame(schema: &'static Schema, name: impl Into<Arc<str>>, frame: DataFrame) -> Self {
        let bytes = frame.estimated_size() as u64;
        let input = Input { name: name.into(), content: Content::Frame(frame), bytes };
        Self { inputs: vec![input], ..Self::new(schema) }
    }

    /// CSV from a reader, read to its end now and kept.
    ///
    /// # Errors
    /// The error of the reader.
    pub fn of_reader(schema: &'static Schema, name: impl Into<Arc<str>>, mut reader: impl Read) -> io::Result<Self> {
        let mut text = Vec::new();
        reader.read_to_end(&mut text)?;
        Ok(Self::of_text(schema, name, text))
    }

    /// CSV that was read already, kept.
    pub fn of_text(schema: &'static Schema, name: impl Into<Arc<str>>, text: impl Into<Arc<[u8]>>) -> Self {
        let text = text.into();
        let input = Input { name: name.into(), bytes: text.len() as u64, content: Content::CsvText(text) };
        Self { inputs: vec![input], ..Self::new(schema) }
    }

    /// These rows, followed by those of another feed of the same table. Opening a book with rows of another table is
    /// refused.
    pub fn and(mut self, other: Self) -> Self {
        let name = other.inputs.first().map_or_else(|| other.schema.file_name().into(), |input| input.name.clone());
        let added = (other.schema.table != self.schema.table).then_some((other.schema, name));
        self.stranger = self.stranger.or(other.stranger).or(added);
        self.inputs.extend(other.inputs);
        self.passed_over.extend(other.passed_over);
        self
    }

    /// The table whose rows they are.
    pub fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// The table of a feed that was added and is of another, with the name of its first input.
    pub(crate) fn stranger(&self) -> Option<&(&'static Schema, Arc<str>)> {
        self.stranger.as_ref()
    }

    /// The names of files and frames, as the user would name them.
    pub fn names(&self) -> Vec<Arc<str>> {
        self.inputs.iter().map(|input| input.name.clone()).collect()
    }

    /// Each file with the name its user knows it by.
    pub fn paths(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.inputs.iter().filter_map(|input| match &input.content {
            Content::CsvFile(path) | Content::ParquetFile(path) | Content::Sheet(path) => {
                Some((path.as_path(), &*input.name))
            }
            Content::CsvText(_) | Content::Frame(_) => None,
        })
    }

    /// A warning for each entry of the folder that is not read.
    pub(super) fn unread(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        self.passed_over.iter().map(|name| {
            Diagnostic::warning(Code::UnreadTable, Place::file(name.as_str()), format!("`{name}` is not read"))
                .with_help(format!(
                    "{} end in .csv or .parquet; unpack archives, save sheets as CSV, move other files away",
                    files_of(self.schema)
                ))
        })
    }

    pub(super) fn bytes(&self) -> u64 {
        self.inputs.iter().map(|input| input.bytes).sum()
    }
}

/// What the rows of a table are called in messages.
fn rows_of(schema: &Schema) -> String {
    if schema.table == "activities" { "activity rows".to_owned() } else { format!("rows of {}", schema.table) }
}

/// What the files of a table are called in messages.
fn files_of(schema: &Schema) -> String {
    if schema.table == "activities" { "activity files".to_owned() } else { format!("files of {}", schema.table) }
}

/// The sheet of a table, if the workbook can be read and has one. The code that reads its other sheets reports a
/// workbook that cannot be read.
pub(super) fn sheet(path: &std::path::Path, schema: &'static Schema) -> Option<(Table, Diagnostics)> {
    let mut workbook = Workbook::open("book.xlsx", std::fs::read(path).ok()?).ok()?;
    workbook.read(schema)
}
