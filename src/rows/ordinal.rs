//! One count over the rows of every file, so that the order of rows is the order of numbers.

use crate::activity::RowRef;

/// One count over the rows of every file, in their order: a file's rows are counted from
/// where the file before ended.
#[derive(Clone, Debug, Default)]
pub(super) struct Ordinals {
    /// What each file's row numbers are counted from.
    bases: Vec<u64>,
    next: u64,
}

impl Ordinals {
    /// The row that an ordinal stands for.
    pub(super) fn row(&self, ordinal: u64) -> RowRef {
        let file = self.bases.partition_point(|base| *base <= ordinal).saturating_sub(1);
        let base = self.bases.get(file).copied().unwrap_or_default();
        RowRef { file: file as u32, row: ordinal - base }
    }

    /// Begins the next file. Row numbers begin at 1 or later, so files never share an ordinal.
    pub(super) fn next_file(&mut self) {
        self.bases.push(self.next);
    }

    /// The number to which the row numbers of the file are added.
    pub(super) fn base(&self) -> u64 {
        self.bases.last().copied().unwrap_or_default()
    }

    /// Notes that the rows of the file reach below this number.
    pub(super) fn reach(&mut self, end_row: u64) {
        self.next = self.base() + end_row;
    }
}
