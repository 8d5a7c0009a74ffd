//! The columns of the activity table.

use crate::rows::part::ColumnKey;
use crate::table::Schema;

/// The columns, which the build script takes from the declaration.
macro_rules! columns {
    ($($column:ident),*) => {
        /// A column of the activity table, in the order of its schema.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(dead_code, reason = "some columns are only checked and carried")]
        pub(super) enum Column {
            $($column),*
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/activity_columns.rs"));

impl ColumnKey for Column {
    fn index(self) -> usize {
        self as usize
    }
}

/// The schema of the activity table.
pub(super) fn schema() -> &'static Schema {
    Schema::of("activities")
}
