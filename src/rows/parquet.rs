//! Activity rows from Parquet, a run of rows at a time.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::io::parquet::read::{FileMetadata, ParallelStrategy};
use polars::prelude::*;

use super::columns::{Column, Part, RowNumbers};

/// Most rows taken at once; a larger row group is taken in several runs.
const RUN: usize = 1 << 19;

/// A Parquet file whose footer has been read.
pub(super) struct ParquetFile {
    path: PathBuf,
    /// Columns of the file by name, with their types.
    pub(super) columns: Vec<(String, DataType)>,
    runs: std::vec::IntoIter<Run>,
}

/// A run of rows to decode: part of one row group.
pub(super) struct Run {
    /// The footer with this row group alone: polars walks over every group it is told of.
    group: Arc<FileMetadata>,
    /// The run's first row in the group, and its length.
    slice: (usize, usize),
    /// The run's first row in the file.
    first: usize,
}

impl ParquetFile {
    /// Reads the footer.
    ///
    /// # Errors
    /// What polars or the system says of a file that is damaged or no Parquet.
    pub(super) fn open(path: &Path) -> PolarsResult<Self> {
        let file = File::open(path)?;
        guarded(|| {
            let mut reader = ParquetReader::new(file);
            let schema = reader.schema()?;
            let columns =
                schema.iter().map(|(name, field)| (name.to_string(), DataType::from_arrow_field(field))).collect();
            let metadata = reader.get_metadata()?;
            check_counts(metadata)?;
            let runs = runs(metadata);
            Ok(Self { path: path.to_owned(), columns, runs: runs.into_iter() })
        })
    }

    /// The next run of rows, with the file it is in.
    pub(super) fn next(&mut self) -> Option<(PathBuf, Run)> {
        Some((self.path.clone(), self.runs.next()?))
    }
}

/// Whether the footer agrees with itself on the number of rows; polars does not ask.
fn check_counts(metadata: &FileMetadata) -> PolarsResult<()> {
    let rows: usize = metadata.row_groups.iter().map(|group| group.num_rows()).sum();
    if rows == metadata.num_rows {
        return Ok(());
    }
    let message = format!("its footer counts {} rows and its row groups {rows}", metadata.num_rows);
    Err(PolarsError::ComputeError(message.into()))
}

fn runs(metadata: &FileMetadata) -> Vec<Run> {
    let bare = FileMetadata { row_groups: Vec::new(), ..metadata.clone() };
    let (mut runs, mut first) = (Vec::new(), 0);
    for group in &metadata.row_groups {
        let rows = group.num_rows();
        let alone = Arc::new(FileMetadata { num_rows: rows, row_groups: vec![group.clone()], ..bare.clone() });
        let starts = (0..rows).step_by(RUN);
        runs.extend(starts.map(|at| Run { group: alone.clone(), slice: (at, RUN.min(rows - at)), first: first + at }));
        first += rows;
    }
    runs
}

impl Run {
    /// How much of the file the run takes, roughly.
    pub(super) fn compressed_bytes(&self) -> u64 {
        let group = self.group.row_groups.first().map_or(0, |g| g.compressed_size() as u64);
        group * self.slice.1 as u64 / self.group.num_rows.max(1) as u64
    }

    /// The number after its last record.
    pub(super) fn end_row(&self) -> u64 {
        (self.first + self.slice.1) as u64 + 1
    }

    /// Whether a record of that number, from 1, is in it.
    pub(super) fn holds(&self, row: u64) -> bool {
        (1..=self.slice.1 as u64).contains(&row.saturating_sub(self.first as u64))
    }

    /// Decodes the wanted columns the file has.
    ///
    /// # Errors
    /// What polars or the system says of a damaged file.
    pub(super) fn decode(&self, path: &Path, file: u32, wanted: &[Column]) -> PolarsResult<Part> {
        let handle = File::open(path)?;
        guarded(|| {
            let mut reader = ParquetReader::new(handle);
            reader.set_metadata(self.group.clone());
            let schema = reader.schema()?;
            let wanted: Vec<Column> = wanted.iter().copied().filter(|c| schema.contains(c.name())).collect();
            let names = wanted.iter().map(|c| c.name().to_owned()).collect();
            let frame = reader
                .with_columns(Some(names))
                .with_slice(Some(self.slice))
                .read_parallel(ParallelStrategy::None)
                .finish()?;
            let mut part = Part::new(file, RowNumbers::From(self.first as u64 + 1), frame.height());
            for column in wanted {
                part.set(column, frame.column(column.name())?.as_materialized_series().clone());
            }
            Ok(part)
        })
    }
}

/// A damaged file can make a decoder panic; here that is one more way of being unreadable.
fn guarded<T>(decode: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(PolarsError::ComputeError("the file's pages are damaged".into())))
}
