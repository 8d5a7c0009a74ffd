//! DataFrames written to a file, one after the other.

use std::fs::File;
use std::io;
use std::path::Path;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::*;

use crate::error::Error;
use crate::file::{Draft, Inputs};

/// A CSV or Parquet file being written, frame by frame, beside its final name; it takes the
/// name when it is finished, and is removed if it never is.
pub struct FrameFile {
    // Before the draft, so that its handle on the file is closed first.
    sink: Sink,
    draft: Draft,
}

enum Sink {
    Csv { begun: bool },
    Parquet(Option<Box<BatchedWriter<File>>>),
}

impl FrameFile {
    /// Begins a file; `.parquet` is Parquet, anything else CSV. A file of that name is replaced at the end.
    ///
    /// # Errors
    /// [`Error::Write`] if the path is a link, a folder or a device, or with what the system says.
    pub fn create(path: &Path) -> Result<Self, Error> {
        Self::create_beside(path, &Inputs::default())
    }

    /// As [`FrameFile::create`]; refuses to replace an input.
    pub(crate) fn create_beside(path: &Path, inputs: &Inputs) -> Result<Self, Error> {
        let parquet = path.extension().is_some_and(|e| e == "parquet");
        let sink = if parquet { Sink::Parquet(None) } else { Sink::Csv { begun: false } };
        Ok(Self { sink, draft: Draft::replacing(path, inputs)? })
    }

    /// Adds rows. All frames have the same columns.
    ///
    /// # Errors
    /// [`Error::Write`] with what polars or the system says.
    pub fn write(&mut self, frame: &mut DataFrame) -> Result<(), Error> {
        let draft = &mut self.draft;
        let written = match &mut self.sink {
            Sink::Csv { begun } => {
                let header = !std::mem::replace(begun, true);
                CsvWriter::new(&mut *draft).include_header(header).finish(frame)
            }
            Sink::Parquet(Some(writer)) => writer.write_batch(frame),
            Sink::Parquet(writer) => ParquetWriter::new(draft.handle()?)
                .batched(frame.schema())
                .and_then(|begun| writer.insert(Box::new(begun)).write_batch(frame)),
        };
        written.map_err(|said| draft.failed(in_words(&said)))
    }

    /// Ends the file and gives it its name.
    ///
    /// # Errors
    /// [`Error::Write`] with what polars or the system says.
    pub fn finish(self) -> Result<(), Error> {
        let Self { sink, draft } = self;
        if let Sink::Parquet(Some(writer)) = sink {
            writer.finish().map_err(|said| draft.failed(in_words(&said)))?;
        }
        draft.finish()
    }
}

/// What polars says, once: polars' own error would be followed by its cause, which says the same.
fn in_words(said: &PolarsError) -> io::Error {
    io::Error::other(said.to_string())
}
