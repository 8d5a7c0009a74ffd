//! Whether the columns of a Parquet file or a frame are those of the table, by name and by type.

use polars::prelude::{Column, DataFrame, DataType, Series};

use super::part::cell_text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;
use crate::table::{ColumnKind, Schema, check_names};

/// Whether a column found is the table's of a name. Blanks around a name are no part of it, as in the header of a CSV file:
/// whoever looks a column up asks here, so that none is checked under one name and sought under another.
pub(super) fn is_named(found: &str, name: &str) -> bool {
    found.trim() == name
}

/// The column of a frame that is the table's of a name.
pub(super) fn column_of<'f>(frame: &'f DataFrame, name: &str) -> Option<&'f Column> {
    frame.columns().iter().find(|column| is_named(column.name(), name))
}

/// Checks the columns of a frame as [`check_columns`] does.
pub(super) fn check_frame(file: &str, frame: &DataFrame, schema: &'static Schema, d: &mut Diagnostics) -> bool {
    let columns = frame.columns();
    let named: Vec<_> = columns.iter().map(|column| (column.name().to_string(), column.dtype().clone())).collect();
    let is_filled = |series: &Series| (0..series.len()).any(|row| cell_text(series, row).is_some());
    let has_content = |index: usize| columns.get(index).is_some_and(|c| is_filled(c.as_materialized_series()));
    check_columns(file, &named, has_content, schema, d)
}

/// Checks names and types; `true` if the rows can be read. Columns without a name may follow the others
/// if they are empty: `has_content` says whether a column is not, by its place.
pub(super) fn check_columns(
    file: &str,
    columns: &[(String, DataType)],
    has_content: impl Fn(usize) -> bool,
    schema: &'static Schema,
    d: &mut Diagnostics,
) -> bool {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut fine = check_names(file, &names, schema, d);
    if fine && names.iter().enumerate().any(|(index, name)| name.trim().is_empty() && has_content(index)) {
        let unnamed =
            Diagnostic::error(Code::UnknownColumn, Place::file(file), "a column has no name and is not empty");
        d.push(unnamed.with_help("name the column, or remove it"));
        return false;
    }
    for (name, dtype) in columns {
        let Some(column) = schema.column(name.trim()) else { continue };
        if let Some(expected) = expected_type(column.kind, dtype) {
            fine = false;
            let place = Place::file(file).in_field(name.as_str());
            let message = match dtype {
                DataType::Unknown(_) => format!("`{name}` is of a type that no column of a table has"),
                dtype => format!("`{name}` is of type {dtype}"),
            };
            let wrong = Diagnostic::error(Code::WrongColumnType, place, message);
            d.push(wrong.with_help(format!("write the column as {expected}")));
        }
    }
    fine
}

/// Whether a column's cells are texts, of any texts or of a list.
pub(super) fn is_text(dtype: &DataType) -> bool {
    matches!(dtype, DataType::String | DataType::Categorical(..) | DataType::Enum(..))
}

/// The type a column should have, if its own does not fit. Text fits every kind: its cells are read as those of CSV.
fn expected_type(kind: ColumnKind, dtype: &DataType) -> Option<&'static str> {
    let number = || dtype.is_primitive_numeric() || dtype.is_decimal();
    let (fits, expected) = match kind {
        ColumnKind::Number | ColumnKind::Whole => (number(), "numbers"),
        ColumnKind::Date | ColumnKind::Moment => {
            (matches!(dtype, DataType::Date | DataType::Datetime(..)), "dates or timestamps")
        }
        ColumnKind::Boolean => (dtype.is_bool(), "true or false"),
        ColumnKind::Text
        | ColumnKind::Id
        | ColumnKind::Choice
        | ColumnKind::Unit
        | ColumnKind::Gas
        | ColumnKind::Activity => (dtype.is_primitive_numeric(), "text"),
    };
    (!fits && !is_text(dtype) && *dtype != DataType::Null).then_some(expected)
}
