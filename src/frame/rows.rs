//! Frames of single rows: a row's own emissions, and rows that were rejected.

use polars::prelude::*;

use crate::ledger::{Entry, Ledger};

/// Columns of an activity row that an exported row carries.
const CARRIED: [&str; 10] = [
    "activity_id",
    "start",
    "end",
    "quantity",
    "evidence",
    "plant_id",
    "counterparty",
    "meter_id",
    "data_quality",
    "uncertainty_pct",
];

/// The rows of a ledger by rows of activity, before they become a frame.
#[derive(Default)]
pub(crate) struct RowEmissions {
    file: Vec<String>,
    line: Vec<u64>,
    carried: [Vec<Option<String>>; CARRIED.len()],
    texts: [Vec<Option<String>>; TEXTS.len()],
    kg: Vec<f64>,
}

/// What the ledger adds to a row.
const TEXTS: [&str; 8] = ["site_id", "month", "activity", "unit", "book", "to", "gas", "factor_id"];

impl RowEmissions {
    pub(crate) fn len(&self) -> usize {
        self.kg.len()
    }

    /// Adds one gas of one row; `cell` reads the row's own columns.
    pub(crate) fn push(
        &mut self,
        ledger: &Ledger,
        (file, line): (&str, u64),
        cell: impl Fn(&str) -> Option<String>,
        entry: &Entry,
        kg: f64,
    ) {
        let Some((posting, (_, book))) = ledger.posting(entry).zip(ledger.reaches(entry)) else { return };
        let Some(subject) = ledger.subject(posting) else { return };
        let texts = [
            ledger.site(posting).map(ToString::to_string),
            Some(posting.month.to_string()),
            Some(subject.activity.to_string()),
            Some(subject.unit.to_string()),
            Some(book.as_str().to_owned()),
            ledger.to(entry).map(ToString::to_string),
            Some(entry.gas.to_string()),
            ledger.resolution(posting).map(|resolution| resolution.factor.id.to_string()),
        ];
        self.file.push(file.to_owned());
        self.line.push(line);
        self.kg.push(kg);
        for (column, name) in self.carried.iter_mut().zip(CARRIED) {
            column.push(cell(name));
        }
        for (column, text) in self.texts.iter_mut().zip(texts) {
            column.push(text);
        }
    }

    pub(crate) fn into_frame(self) -> PolarsResult<DataFrame> {
        let mut columns = vec![Column::new("file".into(), self.file), Column::new("line".into(), self.line)];
        columns.extend(CARRIED.iter().zip(self.carried).map(|(name, cells)| Column::new((*name).into(), cells)));
        columns.extend(TEXTS.iter().zip(self.texts).map(|(name, cells)| Column::new((*name).into(), cells)));
        columns.push(Column::new("kg".into(), self.kg));
        DataFrame::new_infer_height(columns)
    }
}

/// Rejected rows, before they become a frame.
pub(crate) struct RejectedRows {
    file: Vec<String>,
    line: Vec<u64>,
    cells: Vec<(&'static str, Vec<Option<String>>)>,
}

impl RejectedRows {
    /// None yet, of these columns.
    pub(crate) fn new(columns: impl Iterator<Item = &'static str>) -> Self {
        Self { file: Vec::new(), line: Vec::new(), cells: columns.map(|name| (name, Vec::new())).collect() }
    }

    /// As many as there were, as a frame; then none.
    pub(crate) fn take(&mut self) -> PolarsResult<DataFrame> {
        let mut columns = vec![
            Column::new("file".into(), std::mem::take(&mut self.file)),
            Column::new("line".into(), std::mem::take(&mut self.line)),
        ];
        columns.extend(self.cells.iter_mut().map(|(name, cells)| Column::new((*name).into(), std::mem::take(cells))));
        DataFrame::new_infer_height(columns)
    }

    pub(crate) fn len(&self) -> usize {
        self.line.len()
    }

    /// Adds a row; `cell` reads its columns.
    pub(crate) fn push(&mut self, file: &str, line: u64, cell: impl Fn(&str) -> Option<String>) {
        self.file.push(file.to_owned());
        self.line.push(line);
        for (name, cells) in &mut self.cells {
            cells.push(cell(name));
        }
    }
}
