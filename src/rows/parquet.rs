//! Rows from Parquet, a run of rows at a time.
//!
//! In: a file. Out: its columns by name and type, then parts. Whether they are the right columns is checked elsewhere.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use polars::io::parquet::read::{FileMetadata, ParallelStrategy};
use polars::prelude::*;

use super::column_types::is_named;
use super::part::{Part, RowNumbers};
use crate::table::Schema;

/// Most rows taken at once; a larger row group is taken in several runs.
const RUN: usize = 1 << 19;

/// A Parquet file whose footer has been read.
pub(super) struct ParquetFile {
    /// Columns of the file by name, with their types.
    pub(super) columns: Vec<(String, DataType)>,
    runs: std::vec::IntoIter<Run>,
}

/// A run of rows to decode: part of one row group.
pub(super) struct Run {
    /// The footer with this row group alone, because polars goes through every group in the footer.
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
    /// The error of polars or the system, if the file is damaged or not Parquet.
    pub(super) fn open(path: &Path) -> PolarsResult<Self> {
        Self::open_in_runs(path, RUN)
    }

    fn open_in_runs(path: &Path, run: usize) -> PolarsResult<Self> {
        let file = File::open(path)?;
        guarded(|| {
            let mut reader = ParquetReader::new(file);
            let schema = reader.schema()?;
            let columns = schema.iter().map(|(name, field)| (name.to_string(), type_of(field))).collect();
            let metadata = reader.get_metadata()?;
            check_counts(metadata)?;
            let runs = runs(metadata, run);
            Ok(Self { columns, runs: runs.into_iter() })
        })
    }

    /// The next run of rows.
    pub(super) fn next(&mut self) -> Option<Run> {
        self.runs.next()
    }
}

/// The type of a column. Of types that no column of a table has, polars is not asked: it knows them only if it is built for them,
/// and a column of somebody's own may be of any.
fn type_of(field: &ArrowField) -> DataType {
    let inner = match &field.dtype {
        ArrowDataType::Dictionary(_, values, _) => values.as_ref(),
        dtype => dtype,
    };
    match inner {
        ArrowDataType::Null
        | ArrowDataType::Boolean
        | ArrowDataType::Int8
        | ArrowDataType::Int16
        | ArrowDataType::Int32
        | ArrowDataType::Int64
        | ArrowDataType::UInt8
        | ArrowDataType::UInt16
        | ArrowDataType::UInt32
        | ArrowDataType::UInt64
        | ArrowDataType::Float32
        | ArrowDataType::Float64
        | ArrowDataType::Decimal(..)
        | ArrowDataType::Decimal32(..)
        | ArrowDataType::Decimal64(..)
        | ArrowDataType::Decimal256(..)
        | ArrowDataType::Date32
        | ArrowDataType::Date64
        | ArrowDataType::Timestamp(..)
        | ArrowDataType::Time32(_)
        | ArrowDataType::Time64(_)
        | ArrowDataType::Duration(_)
        | ArrowDataType::Utf8
        | ArrowDataType::LargeUtf8
        | ArrowDataType::Utf8View => DataType::from_arrow_field(field),
        _ => DataType::Unknown(UnknownKind::Any),
    }
}

/// Whether the footer is consistent about the number of rows. Polars does not check this.
fn check_counts(metadata: &FileMetadata) -> PolarsResult<()> {
    let rows: usize = metadata.row_groups.iter().map(|group| group.num_rows()).sum();
    if rows == metadata.num_rows {
        return Ok(());
    }
    let message = format!("its footer counts {} rows and its row groups {rows}", metadata.num_rows);
    Err(PolarsError::ComputeError(message.into()))
}

fn runs(metadata: &FileMetadata, run: usize) -> Vec<Run> {
    let bare = FileMetadata { row_groups: Vec::new(), ..metadata.clone() };
    let (mut runs, mut first) = (Vec::new(), 0);
    for group in &metadata.row_groups {
        let rows = group.num_rows();
        let alone = Arc::new(FileMetadata { num_rows: rows, row_groups: vec![group.clone()], ..bare.clone() });
        let starts = (0..rows).step_by(run);
        runs.extend(starts.map(|at| Run { group: alone.clone(), slice: (at, run.min(rows - at)), first: first + at }));
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
    /// The error of polars or the system, if the file is damaged.
    pub(super) fn decode(
        &self,
        schema: &'static Schema,
        path: &Path,
        file: u32,
        wanted: &[usize],
    ) -> PolarsResult<Part> {
        let handle = File::open(path)?;
        guarded(|| {
            let mut reader = ParquetReader::new(handle);
            reader.set_metadata(self.group.clone());
            let found = reader.schema()?;
            let named = |column: &usize| Some((*column, schema.columns.get(*column)?.name.as_str()));
            let there =
                |(column, name)| Some((column, found.iter_names().find(|found| is_named(found, name))?.as_str()));
            let wanted: Vec<(usize, &str)> = wanted.iter().filter_map(named).filter_map(there).collect();
            let frame = reader
                .with_columns(Some(wanted.iter().map(|(_, name)| (*name).to_owned()).collect()))
                .with_slice(Some(self.slice))
                .read_parallel(ParallelStrategy::None)
                .finish()?;
            let mut part = Part::new(schema, file, RowNumbers::From(self.first as u64 + 1), frame.height());
            for (column, name) in wanted {
                part.set(column, frame.column(name)?.as_materialized_series().clone());
            }
            Ok(part)
        })
    }
}

/// A damaged file can make a decoder panic. Here such a file is reported as unreadable.
fn guarded<T>(decode: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(PolarsError::ComputeError("the file's pages are damaged".into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::part::ColumnKey;

    #[test]
    fn runs_of_any_length_hold_every_record_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rows.parquet");
        let mut frame = df!("site_id" => (0..20).map(|n| format!("S{n}")).collect::<Vec<_>>()).expect("a frame");
        let file = File::create(&path).expect("a file");
        ParquetWriter::new(file).with_row_group_size(Some(8)).finish(&mut frame).expect("written");
        let schema = Schema::of("activities");
        for length in [1, 2, 7, 8, 9, 20, 100] {
            let mut file = ParquetFile::open_in_runs(&path, length).expect("a Parquet file");
            let mut next = 1;
            while let Some(run) = file.next() {
                let part = run.decode(schema, &path, 0, &[0_usize.index()]).expect("decoded");
                assert_eq!(part.numbers.of(0), next, "{length}");
                assert!(part.height <= length && part.height > 0);
                assert!(run.holds(next) && !run.holds(next - 1));
                assert_eq!(part.cell(0_usize, 0), Some(format!("S{}", next - 1)));
                next += part.height as u64;
                assert!(run.end_row() == next && run.holds(next - 1) && !run.holds(next));
            }
            assert_eq!(next, 21, "{length}");
        }
    }

    #[test]
    fn blanks_around_a_name_are_no_part_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rows.parquet");
        let mut frame = df!("basis" => ["net"], " site_id " => ["S"]).expect("a frame");
        ParquetWriter::new(File::create(&path).expect("a file")).finish(&mut frame).expect("written");
        let schema = Schema::of("activities");
        let run = ParquetFile::open(&path).expect("a Parquet file").next().expect("rows");
        let all: Vec<usize> = (0..schema.columns.len()).collect();
        let part = run.decode(schema, &path, 0, &all).expect("decoded");
        assert_eq!(part.cell(0_usize, 0), Some("S".to_owned()));
    }
}
