//! Whether the columns of a Parquet file or a frame are those of the table, by name and by type.

use polars::prelude::{Column, DataFrame, DataType};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Place;
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

/// Checks names and types; `true` if the rows can be read.
pub(super) fn check_columns(
    file: &str,
    columns: &[(String, DataType)],
    schema: &'static Schema,
    d: &mut Diagnostics,
) -> bool {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let mut fine = check_names(file, &names, schema, d);
    for (name, dtype) in columns {
        let Some(column) = schema.column(name.trim()) else { continue };
        if let Some(expected) = expected_type(column.kind, dtype) {
            fine = false;
            let place = Place::file(file).in_field(name.as_str());
            let wrong = Diagnostic::error(Code::WrongColumnType, place, format!("`{name}` is of type {dtype}"));
            d.push(wrong.with_help(format!("write the column as {expected}")));
        }
    }
    fine
}

/// What a column should be, if its type will not do. Text does for every kind: its cells are read as those of CSV.
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
    let text = matches!(dtype, DataType::String | DataType::Null) || dtype.is_categorical();
    (!fits && !text).then_some(expected)
}
