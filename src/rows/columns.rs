//! The columns of the activity table, and a part of it decoded.

use polars::prelude::*;

use super::moment;

/// A column of the activity table that the accounts read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    SiteId,
    Start,
    End,
    Activity,
    Quantity,
    Unit,
    ActivityId,
    FactorId,
    Basis,
    PlantId,
    Counterparty,
    DataQuality,
    UncertaintyPct,
    Evidence,
    Note,
}

impl Column {
    pub(super) const ALL: [Self; 15] = [
        Self::SiteId,
        Self::Start,
        Self::End,
        Self::Activity,
        Self::Quantity,
        Self::Unit,
        Self::ActivityId,
        Self::FactorId,
        Self::Basis,
        Self::PlantId,
        Self::Counterparty,
        Self::DataQuality,
        Self::UncertaintyPct,
        Self::Evidence,
        Self::Note,
    ];

    /// The name in the header row.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SiteId => "site_id",
            Self::Start => "start",
            Self::End => "end",
            Self::Activity => "activity",
            Self::Quantity => "quantity",
            Self::Unit => "unit",
            Self::ActivityId => "activity_id",
            Self::FactorId => "factor_id",
            Self::Basis => "basis",
            Self::PlantId => "plant_id",
            Self::Counterparty => "counterparty",
            Self::DataQuality => "data_quality",
            Self::UncertaintyPct => "uncertainty_pct",
            Self::Evidence => "evidence",
            Self::Note => "note",
        }
    }
}

/// What the numbers of rows look like to the user.
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
}

/// A run of rows of one file, decoded to polars columns.
pub(super) struct Part {
    /// Index into the source's files.
    pub(super) file: u32,
    /// How the user counts the rows.
    pub(super) numbers: RowNumbers,
    /// How many rows there are.
    pub(super) height: usize,
    columns: [Option<Series>; Column::ALL.len()],
}

impl Part {
    pub(super) fn new(file: u32, numbers: RowNumbers, height: usize) -> Self {
        Self { file, numbers, height, columns: Default::default() }
    }

    pub(super) fn set(&mut self, column: Column, series: Series) {
        if let Some(slot) = self.columns.get_mut(column as usize) {
            *slot = Some(series);
        }
    }

    /// The column, if the table has it.
    pub(super) fn column(&self, column: Column) -> Option<&Series> {
        self.columns.get(column as usize).and_then(Option::as_ref)
    }

    /// The column as text; columns of other types are written out.
    pub(super) fn text(&self, column: Column) -> PolarsResult<Option<StringChunked>> {
        self.column(column)
            .map(|series| match series.str() {
                Ok(texts) => Ok(texts.clone()),
                Err(_) => series.cast(&DataType::String)?.str().cloned(),
            })
            .transpose()
    }

    /// The text of one cell, as a person would write it; `None` if it is empty.
    pub(super) fn cell(&self, column: Column, row: usize) -> Option<String> {
        let series = self.column(column)?;
        let text = match series.get(row).ok()? {
            AnyValue::Null => return None,
            // polars writes a zone after the time, and cannot write what is beyond the calendar.
            AnyValue::Date(_) | AnyValue::Datetime(..) | AnyValue::DatetimeOwned(..) => moment::text(series, row)?,
            // Categories would be written with quotation marks.
            value => value.get_str().map_or_else(|| value.to_string(), str::to_owned),
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether no column has anything in the row: what a spreadsheet leaves of deleted rows.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        Column::ALL.into_iter().all(|column| self.cell(column, row).is_none())
    }
}
