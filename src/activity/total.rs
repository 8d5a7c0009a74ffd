//! Totals: exact quantities per site and stream, and the rows behind them.

use std::sync::Arc;

use super::dimension::{DimensionSet, Dimensions, DimensionsId};
use crate::id::{ActivityCode, FactorId};
use crate::period::Month;
use crate::quantity::{HeatBasis, Unit};
use crate::scope::Category;

/// What the rows of a total have in common besides their site. Rows of the same stream are added.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Stream {
    /// The code of the chart.
    pub activity: ActivityCode,
    /// The category the chart gives it.
    pub category: Category,
    /// The unit of the quantity, as found.
    pub unit: Unit,
    /// The month the quantity falls in.
    pub month: Month,
    /// The factor the rows name.
    pub factor_id: Option<FactorId>,
    /// Calorific basis of an energy quantity.
    pub basis: Option<HeatBasis>,
    /// Meter, plant and counterparty, as [`Totals::dimensions`] has them.
    pub dimensions: DimensionsId,
}

impl Stream {
    /// A stream whose rows name no factor, no basis and no dimensions.
    pub fn new(activity: impl Into<ActivityCode>, category: Category, unit: Unit, month: Month) -> Self {
        let dimensions = DimensionsId::default();
        Self { activity: activity.into(), category, unit, month, factor_id: None, basis: None, dimensions }
    }
}

/// A row of the activity tables: its file, and its number in the file as the user counts. That is the row of a
/// spreadsheet, where the header is row 1, or the record of a Parquet file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct RowRef {
    /// Index into [`Totals::files`].
    pub file: u32,
    /// The row.
    pub row: u64,
}

impl RowRef {
    /// A row of a file.
    pub fn new(file: u32, row: u64) -> Self {
        Self { file, row }
    }
}

/// The uncertainty and data quality that rows state for their quantities, as sums beside the quantity.
///
/// The sums use the signed quantities of the rows, so splitting a row changes nothing. They do not tell streams apart: a
/// million different uncertainties are still one total.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Quality {
    /// Σ q·u: each quantity times half its 95 % interval, relative, 0.05 for 5 %; in the stream's unit.
    ///
    /// Rows of one site, activity and meter share one error, so their products are added as they are. The sum is
    /// squared only when it is combined with the sums of other sites, activities and meters.
    pub error: f64,
    /// Σ q of the rows that give an uncertainty.
    pub assessed: f64,
    /// Σ q of the rows of each grade, from 1 (metered, invoiced) to 5 (guess).
    pub by_grade: [f64; 5],
}

impl Quality {
    /// Σ q·u and Σ q of the rows that give an uncertainty; `None` if none does, or if both sums are zero.
    pub fn uncertainty(&self) -> Option<(f64, f64)> {
        Some((self.error, self.assessed)).filter(|given| *given != (0.0, 0.0))
    }

    /// Σ q by grade; `None` if no row gives one, or if all sums are zero.
    pub fn grades(&self) -> Option<[f64; 5]> {
        self.by_grade.iter().any(|sum| *sum != 0.0).then_some(self.by_grade)
    }

    /// The share of these sums that belongs to a share of the quantity.
    pub fn share(&self, share: f64) -> Self {
        Self {
            error: self.error * share,
            assessed: self.assessed * share,
            by_grade: self.by_grade.map(|quantity| quantity * share),
        }
    }

    /// Adds the sums of other rows of the same stream.
    pub fn add(&mut self, more: &Self) {
        self.error += more.error;
        self.assessed += more.assessed;
        self.by_grade.iter_mut().zip(more.by_grade).for_each(|(sum, quantity)| *sum += quantity);
    }
}

/// One exact quantity of one stream at one site, and the rows it came from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Total {
    /// Index into the book's sites.
    pub site: u32,
    /// Index into [`Totals::streams`].
    pub stream: u32,
    /// The sum of the quantities, in the stream's unit.
    pub quantity: f64,
    /// Uncertainty and quality of the quantity; `None` if no row states either.
    pub quality: Option<Box<Quality>>,
    /// How many rows it is the sum of.
    pub rows: u64,
    /// How many of these rows no earlier month has counted. Over all totals they add up to the accepted rows.
    pub counted: u64,
    /// The first of them.
    pub first: RowRef,
    /// The last of them.
    pub last: RowRef,
}

impl Total {
    /// A quantity without uncertainty and quality, from rows that no other total counts.
    pub fn new(site: u32, stream: u32, quantity: f64, rows: u64, (first, last): (RowRef, RowRef)) -> Self {
        Self { site, stream, quantity, quality: None, rows, counted: rows, first, last }
    }
}

/// Rows read, accepted and rejected: read = accepted + rejected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RowCounts {
    /// Rows of the activity tables.
    pub read: u64,
    /// Rows that are in the totals.
    pub accepted: u64,
    /// Rows that are not.
    pub rejected: u64,
}

impl RowCounts {
    /// The counts of so many accepted and rejected rows.
    pub fn new(accepted: u64, rejected: u64) -> Self {
        Self { read: accepted + rejected, accepted, rejected }
    }
}

/// Everything the activity rows add up to.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Totals {
    /// The files the rows came from, as the user would name them.
    pub files: Vec<Arc<str>>,
    /// Every combination of meter, plant and counterparty that the rows name.
    pub dimensions: DimensionSet,
    /// Distinct streams, in the order of activity, unit, month and the rest.
    pub streams: Vec<Stream>,
    /// Totals, by site and then stream.
    pub totals: Vec<Total>,
    /// How many rows there were.
    pub rows: RowCounts,
}

impl Totals {
    /// The stream of a total.
    pub fn stream(&self, total: &Total) -> Option<&Stream> {
        self.streams.get(total.stream as usize)
    }

    /// Meter, plant and counterparty of a stream.
    pub fn dimensions_of(&self, stream: &Stream) -> &Dimensions {
        self.dimensions.get(stream.dimensions)
    }

    /// The name of a file.
    pub fn file(&self, row: RowRef) -> &str {
        self.files.get(row.file as usize).map_or("", |f| f)
    }
}
