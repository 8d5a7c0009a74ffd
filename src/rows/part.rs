//! A run of rows as polars columns, whatever they were read from.
//!
//! In: columns as a reader of CSV, Parquet, sheets or frames made them. Out: single cells as text, and whole columns
//! for the code that checks rows. This module does not know what a cell means.

use polars::prelude::*;

use super::moment;
use crate::table::Schema;

/// A column of a table, by its place in the table's schema. An enum of a table's columns is one, and so is a number.
pub trait ColumnKey: Copy {
    /// The place of the column in its schema, from 0.
    fn index(self) -> usize;
}

impl ColumnKey for usize {
    fn index(self) -> usize {
        self
    }
}

/// The row numbers as the user counts them.
#[derive(Clone, Debug)]
pub(super) enum RowNumbers {
    /// The first row's number; the others follow.
    From(u64),
    /// Each row's number, where blank lines lie between.
    Each(Vec<u64>),
}

impl RowNumbers {
    pub(super) fn of(&self, index: usize) -> u64 {
        match self {
            Self::From(first) => first + index as u64,
            Self::Each(numbers) => numbers.get(index).copied().unwrap_or_default(),
        }
    }

    /// The index of the row with this number.
    pub(super) fn index(&self, number: u64) -> Option<usize> {
        match self {
            Self::From(first) => number.checked_sub(*first).map(|index| index as usize),
            Self::Each(numbers) => numbers.binary_search(&number).ok(),
        }
    }
}

/// A run of rows of one file, decoded to polars columns.
pub(super) struct Part {
    pub(super) schema: &'static Schema,
    /// Index into the feed's files.
    pub(super) file: u32,
    /// How the user counts the rows.
    pub(super) numbers: RowNumbers,
    /// How many rows there are.
    pub(super) height: usize,
    /// In the order of the schema; `None` where the file lacks the column.
    columns: Vec<Option<Series>>,
}

impl Part {
    pub(super) fn new(schema: &'static Schema, file: u32, numbers: RowNumbers, height: usize) -> Self {
        Self { schema, file, numbers, height, columns: vec![None; schema.columns.len()] }
    }

    pub(super) fn set(&mut self, column: impl ColumnKey, series: Series) {
        if let Some(slot) = self.columns.get_mut(column.index()) {
            *slot = Some(series);
        }
    }

    /// The column, if the table has it.
    pub(super) fn column(&self, column: impl ColumnKey) -> Option<&Series> {
        self.columns.get(column.index()).and_then(Option::as_ref)
    }

    /// The column as text; columns of other types are written out.
    pub(super) fn text(&self, column: impl ColumnKey) -> PolarsResult<Option<StringChunked>> {
        self.column(column)
            .map(|series| match series.str() {
                Ok(texts) => Ok(texts.clone()),
                Err(_) => series.cast(&DataType::String)?.str().cloned(),
            })
            .transpose()
    }

    /// The text of one cell, as a person would write it; `None` if it is empty.
    pub(super) fn cell(&self, column: impl ColumnKey, row: usize) -> Option<String> {
        cell_text(self.column(column)?, row)
    }

    /// The columns the file has, with their names.
    pub(super) fn present(&self) -> impl Iterator<Item = (usize, &'static str)> {
        let named = self.schema.columns.iter().map(|column| column.name.as_str()).enumerate();
        named.filter(|(index, _)| self.column(*index).is_some())
    }

    /// Whether the row is empty in every column. Spreadsheets leave such rows where rows were deleted.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        (0..self.columns.len()).all(|column| self.cell(column, row).is_none())
    }
}

/// The text of one cell, as a person would write it; `None` if it is empty. Numbers are written with the fewest digits
/// that give the same number back.
pub(super) fn cell_text(series: &Series, row: usize) -> Option<String> {
    let text = match series.get(row).ok()? {
        AnyValue::Null => return None,
        // polars writes a zone after the time, and cannot write times beyond the calendar.
        AnyValue::Date(_) | AnyValue::Datetime(..) | AnyValue::DatetimeOwned(..) => moment::text(series, row)?,
        // polars writes numbers as the program's settings for tables on a screen have it: with separators of thousands,
        // or six places at most.
        AnyValue::Decimal(number, _, scale) => decimal(number, scale),
        number if number.is_integer() => number.extract::<i128>()?.to_string(),
        AnyValue::Float64(number) => number.to_string(),
        AnyValue::Float32(number) => number.to_string(),
        // Categories would be written with quotation marks.
        value => value.get_str().map_or_else(|| value.to_string(), str::to_owned),
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A decimal of so many places, without zeros at the end.
fn decimal(number: i128, scale: usize) -> String {
    let digits = format!("{:0width$}", number.unsigned_abs(), width = scale + 1);
    let (whole, places) = digits.split_at(digits.len() - scale);
    let (sign, places) = (if number < 0 { "-" } else { "" }, places.trim_end_matches('0'));
    let point = if places.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{places}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_with_the_fewest_digits() {
        let cases = [
            (125, 2, "1.25"),
            (-5, 3, "-0.005"),
            (1200, 2, "12"),
            (7, 0, "7"),
            (0, 4, "0"),
            (-1_234_567, 1, "-123456.7"),
        ];
        for (number, scale, text) in cases {
            assert_eq!(decimal(number, scale), text);
        }
    }

    #[test]
    fn numbers_of_every_type_are_written_plainly() {
        let whole = Series::new("n".into(), [1_234_567_i64]);
        for dtype in [DataType::Int64, DataType::UInt32, DataType::Float64, DataType::Decimal(12, 2)] {
            let numbers = whole.cast(&dtype).expect("numbers");
            assert_eq!(cell_text(&numbers, 0).as_deref(), Some("1234567"), "{dtype}");
        }
    }
}
