//! The hashes of a book's rows, for its fingerprint.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use polars::prelude::{Column, CsvWriter, DataFrame, SerWriter};

use super::{Content, Feed};
use crate::rows::column_types::column_of;
use crate::table::Schema;

/// Rows of a frame written at once.
const ROWS: usize = 1 << 16;

impl Feed {
    /// The name and the hash of each file, text and frame, in order.
    ///
    /// A file or a text is hashed as it stands, byte by byte. A frame is hashed as CSV with the table's columns in
    /// the order of the schema, so that only what is read counts.
    ///
    /// Each hash is an error if a file cannot be read, or if polars cannot write a frame as CSV.
    pub fn digest(&self) -> impl Iterator<Item = (Arc<str>, io::Result<[u8; 32]>)> {
        let hash = move |content: &Content| match content {
            Content::CsvFile(path) | Content::ParquetFile(path) | Content::Sheet(path) => of_file(path),
            Content::CsvText(text) => Ok(blake3::hash(text)),
            Content::Frame(frame) => of_frame(frame, self.schema),
        };
        self.inputs.iter().map(move |input| (input.name.clone(), hash(&input.content).map(Into::into)))
    }
}

fn of_file(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    // The file is read and not mapped, because a mapped file counts as memory of the program and may be large.
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize())
}

fn of_frame(frame: &DataFrame, schema: &Schema) -> io::Result<blake3::Hash> {
    // Every table may have a note, and some methods read it.
    let note = Some("note").filter(|note| schema.column(note).is_none());
    let names = schema.columns.iter().map(|column| column.name.as_str()).chain(note);
    let read = names.filter_map(|name| Some((name, column_of(frame, name)?.clone())));
    let (names, columns): (Vec<&str>, Vec<Column>) = read.unzip();
    let frame = DataFrame::new(frame.height(), columns).map_err(io::Error::other)?;
    let mut hasher = blake3::Hasher::new();
    hasher.write_all(names.join(",").as_bytes())?;
    hasher.write_all(b"\n")?;
    for start in (0..frame.height()).step_by(ROWS) {
        let mut rows = frame.slice(start as i64, ROWS);
        let written = CsvWriter::new(&mut hasher).include_header(false).with_separator(b',').finish(&mut rows);
        written.map_err(io::Error::other)?;
    }
    Ok(hasher.finalize())
}
