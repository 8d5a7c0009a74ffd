//! DataFrames written to a file, one after the other.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use polars::prelude::*;

/// A CSV or Parquet file being written, frame by frame, beside its final name; it takes the
/// name when it is finished, so that a killed run leaves no half file.
pub struct FrameFile {
    path: PathBuf,
    partial: PathBuf,
    sink: Sink,
}

enum Sink {
    Csv { out: BufWriter<File>, begun: bool },
    Parquet { file: Option<File>, writer: Option<Box<polars::io::parquet::write::BatchedWriter<File>>> },
}

impl FrameFile {
    /// Begins a file; `.parquet` is Parquet, anything else CSV.
    ///
    /// # Errors
    /// What the system says when it cannot be made.
    pub fn create(path: &Path) -> std::io::Result<Self> {
        let mut partial = path.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let file = File::create(&partial)?;
        let sink = if path.extension().is_some_and(|e| e == "parquet") {
            Sink::Parquet { file: Some(file), writer: None }
        } else {
            Sink::Csv { out: BufWriter::new(file), begun: false }
        };
        Ok(Self { path: path.to_owned(), partial, sink })
    }

    /// Adds rows. All frames have the same columns.
    ///
    /// # Errors
    /// What polars or the system says.
    pub fn write(&mut self, frame: &mut DataFrame) -> PolarsResult<()> {
        match &mut self.sink {
            Sink::Csv { out, begun } => {
                CsvWriter::new(out).include_header(!std::mem::replace(begun, true)).finish(frame)
            }
            Sink::Parquet { file, writer } => {
                if let Some(file) = file.take() {
                    *writer = Some(Box::new(ParquetWriter::new(file).batched(frame.schema())?));
                }
                writer.as_mut().map_or(Ok(()), |w| w.write_batch(frame))
            }
        }
    }

    /// Ends the file and gives it its name.
    ///
    /// # Errors
    /// What polars or the system says.
    pub fn finish(self) -> PolarsResult<()> {
        match self.sink {
            Sink::Csv { mut out, .. } => out.flush()?,
            Sink::Parquet { writer: Some(writer), .. } => drop(writer.finish()?),
            Sink::Parquet { writer: None, .. } => {}
        }
        Ok(std::fs::rename(self.partial, self.path)?)
    }
}
