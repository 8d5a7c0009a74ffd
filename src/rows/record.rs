//! Rows of any table, their cells as values.
//!
//! In: parts, and the schema that says what each column holds. Out: [`Record`]s of the rows that fit the schema, and
//! the indices of the others. Columns are read as a whole; a cell of a good row costs one look-up.

use polars::prelude::*;

use super::column_types::is_text;
use super::encode::{ABSENT, BAD, Encoder};
use super::moment::{Edge, MomentReader, Stamp};
use super::number;
use super::part::{ColumnKey, Part};
use crate::activity::RowRef;
use crate::period::Moment;
use crate::quantity::Unit;
use crate::table::{Column, ColumnKind, Schema, cell};

/// One row that fits the schema of its table: its required cells are filled, and its numbers, dates, units and words
/// are valid. Texts, ids, gases and activities are kept as they were written.
#[derive(Clone, Copy)]
pub struct Record<'p> {
    columns: &'p Columns,
    part: &'p Part,
    index: usize,
}

impl<'p> Record<'p> {
    pub(super) fn new(columns: &'p Columns, part: &'p Part, index: usize) -> Self {
        Self { columns, part, index }
    }

    /// Its file and number, as the trail counts.
    pub fn row(&self) -> RowRef {
        RowRef { file: self.part.file, row: self.part.numbers.of(self.index) }
    }

    /// The number in a cell; `None` if it is empty or the column holds no numbers.
    pub fn number(&self, column: impl ColumnKey) -> Option<f64> {
        match self.columns.get(column)? {
            Values::Numbers(numbers) => numbers.get(self.index).copied().filter(|number| !number.is_nan()),
            _ => None,
        }
    }

    /// The date or date-time in a cell; `None` if it is empty or the column holds none.
    pub fn moment(&self, column: impl ColumnKey) -> Option<Moment> {
        match self.columns.get(column)? {
            Values::Moments(stamps) => stamps.get(self.index)?.moment(),
            _ => None,
        }
    }

    /// The text in a cell without surrounding spaces; `None` if it is empty or the column holds no text.
    pub fn text(&self, column: impl ColumnKey) -> Option<&'p str> {
        match self.columns.get(column)? {
            Values::Texts(texts) => texts.get(self.index).map(str::trim).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The word in a cell of a column of choices or of `true` and `false`; `None` if it is empty.
    pub fn word(&self, column: impl ColumnKey) -> Option<&'static str> {
        let code = match self.columns.get(column)? {
            Values::Words(codes) => codes.get(self.index).filter(|code| **code != ABSENT),
            _ => None,
        };
        let code = (*code?).checked_sub(1)? as usize;
        words(self.columns.schema.columns.get(column.index())?).nth(code)
    }

    /// Whether a cell says `true`; `None` if it is empty.
    pub fn boolean(&self, column: impl ColumnKey) -> Option<bool> {
        self.word(column).map(|word| word == TRUE)
    }
}

const TRUE: &str = "true";
const FALSE: &str = "false";

/// The words a column takes.
fn words(column: &'static Column) -> impl Iterator<Item = &'static str> {
    let (booleans, choices): (&[&str], &[String]) = match column.kind {
        ColumnKind::Boolean => (&[TRUE, FALSE], &[]),
        _ => (&[], &column.choices),
    };
    booleans.iter().copied().chain(choices.iter().map(String::as_str))
}

/// The columns of one part as values.
pub(super) struct Columns {
    schema: &'static Schema,
    values: Vec<Values>,
}

/// A column's cells by row.
enum Values {
    /// The file lacks the column, or the column is empty.
    None,
    Numbers(Vec<f64>),
    Moments(Vec<Stamp>),
    Texts(StringChunked),
    /// 1 for the first of the column's words; [`ABSENT`] for an empty cell.
    Words(Vec<u32>),
}

impl Columns {
    fn get(&self, column: impl ColumnKey) -> Option<&Values> {
        self.values.get(column.index())
    }
}

/// Reads the columns of a table, part after part, on one thread.
pub(super) struct Reader {
    schema: &'static Schema,
    columns: Vec<ColumnReader>,
}

enum ColumnReader {
    Numbers,
    Moments(MomentReader),
    Texts,
    /// Words by their number from 1.
    Words(Encoder<u32>),
    Units(Encoder<()>),
}

impl Reader {
    pub(super) fn new(schema: &'static Schema) -> Self {
        let reader = |column: &Column| match column.kind {
            ColumnKind::Number | ColumnKind::Whole => ColumnReader::Numbers,
            ColumnKind::Date | ColumnKind::Moment => ColumnReader::Moments(MomentReader::new(Edge::Start)),
            ColumnKind::Choice | ColumnKind::Boolean => ColumnReader::Words(Encoder::new(ABSENT)),
            ColumnKind::Unit => ColumnReader::Units(Encoder::new(())),
            ColumnKind::Text | ColumnKind::Id | ColumnKind::Gas | ColumnKind::Activity => ColumnReader::Texts,
        };
        Self { schema, columns: schema.columns.iter().map(reader).collect() }
    }

    /// The part's columns as values, and for each row whether it fits the schema.
    ///
    /// # Errors
    /// The error of polars, if a column cannot be turned into numbers or text.
    pub(super) fn read(&mut self, part: &Part) -> PolarsResult<(Columns, Vec<bool>)> {
        let mut good = vec![true; part.height];
        let mut values = Vec::with_capacity(self.columns.len());
        for ((index, column), reader) in self.schema.columns.iter().enumerate().zip(&mut self.columns) {
            values.push(match part.column(index).filter(|series| series.null_count() < series.len()) {
                Some(_) => reader.read(column, part, index, &mut good)?,
                None => {
                    if column.required {
                        good.fill(false);
                    }
                    Values::None
                }
            });
        }
        Ok((Columns { schema: self.schema, values }, good))
    }
}

impl ColumnReader {
    /// A column's cells. Marks the rows with a cell that does not fit the description of the column.
    fn read(&mut self, column: &'static Column, part: &Part, index: usize, good: &mut [bool]) -> PolarsResult<Values> {
        match self {
            Self::Numbers => numbers(column, part, index, good),
            Self::Moments(reader) => moments(reader, column, part, index, good),
            Self::Texts => texts(column, part, index, good),
            Self::Words(encoder) => {
                let codes = encode(encoder, part, index, column.required, |text| code_of(text, column))?;
                keep(good, codes.iter().map(|code| code & BAD == 0));
                Ok(Values::Words(codes.iter().map(|code| encoder.value(*code).copied().unwrap_or(ABSENT)).collect()))
            }
            Self::Units(encoder) => {
                let known = |symbol: &str| Unit::parse(symbol).ok().map(drop);
                let codes = encode(encoder, part, index, column.required, known)?;
                keep(good, codes.iter().map(|code| code & BAD == 0));
                Ok(Values::Texts(part.text(index)?.unwrap_or_default()))
            }
        }
    }
}

fn numbers(column: &Column, part: &Part, index: usize, good: &mut [bool]) -> PolarsResult<Values> {
    let mut numbers = Vec::new();
    part.column(index).map(|series| number::read(series, &mut numbers)).transpose()?;
    let fits = |n: &f64| if n.is_nan() { !column.required } else { *n < number::BAD && column.admits(*n) };
    keep(good, numbers.iter().map(fits));
    Ok(Values::Numbers(numbers))
}

fn moments(
    reader: &mut MomentReader,
    column: &Column,
    part: &Part,
    index: usize,
    good: &mut [bool],
) -> PolarsResult<Values> {
    let mut stamps = Vec::new();
    part.column(index).map(|series| reader.read(series, &mut stamps)).transpose()?;
    let is_date = column.kind == ColumnKind::Date;
    let fits = |(stamp, empty): (&Stamp, bool)| {
        if *stamp == Stamp::BAD { empty && !column.required } else { !is_date || stamp.is_day() }
    };
    keep(good, stamps.iter().zip(empty(part, index)?).map(fits));
    Ok(Values::Moments(stamps))
}

fn texts(column: &Column, part: &Part, index: usize, good: &mut [bool]) -> PolarsResult<Values> {
    if column.required {
        keep(good, empty(part, index)?.into_iter().map(|empty| !empty));
    }
    Ok(Values::Texts(part.text(index)?.unwrap_or_default()))
}

/// The number of a word, from 1; `None` if the column does not take it.
fn code_of(text: &str, column: &'static Column) -> Option<u32> {
    let word = match column.kind {
        ColumnKind::Boolean if cell::boolean(text, column).ok()? => TRUE,
        ColumnKind::Boolean => FALSE,
        _ => cell::choice(text, column).ok()?,
    };
    words(column).zip(1..).find(|(known, _)| *known == word).map(|(_, code)| code)
}

fn encode<T>(
    encoder: &mut Encoder<T>,
    part: &Part,
    index: usize,
    required: bool,
    meaning: impl FnMut(&str) -> Option<T>,
) -> PolarsResult<Vec<u32>> {
    let mut codes = Vec::new();
    let texts = part.text(index)?.unwrap_or_default();
    encoder.encode(&texts, if required { BAD } else { ABSENT }, meaning, &mut codes);
    Ok(codes)
}

fn keep(good: &mut [bool], fits: impl Iterator<Item = bool>) {
    good.iter_mut().zip(fits).for_each(|(good, fits)| *good &= fits);
}

/// Which cells of a column are empty.
fn empty(part: &Part, index: usize) -> PolarsResult<Vec<bool>> {
    let Some(series) = part.column(index) else { return Ok(Vec::new()) };
    // Categories may be empty texts. Cells of a type other than text and category are empty if they are null.
    if is_text(series.dtype()) {
        let texts = part.text(index)?.unwrap_or_default();
        return Ok(texts.iter().map(|text| text.is_none_or(|text| text.trim().is_empty())).collect());
    }
    Ok(series.is_null().iter().map(|null| null.unwrap_or(true)).collect())
}
