//! Rows from a frame, a run of rows at a time.
//!
//! In: a frame. Out: its columns by name and type, then parts. Nothing is copied: a part shares the frame's memory.

use polars::prelude::*;

use super::column_types::column_of;
use super::part::{Part, RowNumbers};
use crate::table::Schema;

/// Most rows taken at once.
const RUN: usize = 1 << 19;

/// A frame being cut into runs.
pub(super) struct FrameRuns {
    frame: DataFrame,
    next: usize,
    run: usize,
}

/// A run of rows of a frame.
pub(super) struct FrameRun {
    frame: DataFrame,
    /// The run's first row in the frame.
    first: usize,
}

impl FrameRuns {
    pub(super) fn new(frame: DataFrame) -> Self {
        Self::of_size(frame, RUN)
    }

    fn of_size(frame: DataFrame, run: usize) -> Self {
        Self { frame, next: 0, run }
    }

    /// The next run of rows.
    pub(super) fn next(&mut self) -> Option<FrameRun> {
        let first = self.next;
        if first >= self.frame.height() {
            return None;
        }
        self.next = first + self.run;
        Some(FrameRun { frame: self.frame.slice(first as i64, self.run), first })
    }
}

impl FrameRun {
    /// How much memory the run takes, roughly.
    pub(super) fn bytes(&self) -> u64 {
        self.frame.estimated_size() as u64
    }

    /// The number after its last row.
    pub(super) fn end_row(&self) -> u64 {
        (self.first + self.frame.height()) as u64 + 1
    }

    /// Whether a row of that number, from 1, is in it.
    pub(super) fn holds(&self, row: u64) -> bool {
        (1..=self.frame.height() as u64).contains(&row.saturating_sub(self.first as u64))
    }

    /// The wanted columns the frame has.
    pub(super) fn decode(&self, schema: &'static Schema, file: u32, wanted: &[usize]) -> Part {
        let mut part = Part::new(schema, file, RowNumbers::From(self.first as u64 + 1), self.frame.height());
        for column in wanted {
            let name = schema.columns.get(*column).map_or("", |column| column.name.as_str());
            if let Some(found) = column_of(&self.frame, name) {
                part.set(*column, found.as_materialized_series().clone());
            }
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_any_length_hold_every_row_once() {
        let frame = df!("site_id" => (0..20).map(|n| format!("S{n}")).collect::<Vec<_>>()).expect("a frame");
        for length in [1, 7, 10, 19, 20, 21] {
            let mut runs = FrameRuns::of_size(frame.clone(), length);
            let mut next = 1;
            while let Some(run) = runs.next() {
                let part = run.decode(Schema::of("activities"), 0, &[0]);
                assert_eq!((part.numbers.of(0), part.cell(0_usize, 0)), (next, Some(format!("S{}", next - 1))));
                assert!(run.holds(next) && !run.holds(next - 1));
                next += part.height as u64;
                assert!(run.end_row() == next && run.holds(next - 1) && !run.holds(next));
            }
            assert_eq!(next, 21, "{length}");
        }
    }

    #[test]
    fn blanks_around_a_name_are_no_part_of_it() {
        let frame = df!(" site_id " => ["S"]).expect("a frame");
        let run = FrameRuns::new(frame).next().expect("rows");
        assert_eq!(run.decode(Schema::of("activities"), 0, &[0]).cell(0_usize, 0), Some("S".to_owned()));
    }
}
