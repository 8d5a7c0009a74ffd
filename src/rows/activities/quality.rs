//! The uncertainty and data quality that rows state: read as numbers, summed exactly.
//!
//! In: the columns `uncertainty_pct` and `data_quality`. Out: marks of rows, and their sums as [`Quality`]. Rows that
//! state neither are not touched.

use polars::prelude::PolarsResult;

use super::column::{Column, schema};
use crate::activity::Quality;
use crate::rows::exact::ExactSum;
use crate::rows::number;
use crate::rows::part::{ColumnKey, Part};

/// The quality that one row states for its quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mark {
    /// Half its 95 % interval, relative, in percent.
    pub(super) percent: Option<f64>,
    /// From 1 (metered, invoiced) to 5 (guess).
    pub(super) grade: Option<u8>,
}

impl Mark {
    pub(super) const NONE: Self = Self { percent: None, grade: None };
}

/// The two columns of a part. Both are empty lists if no row states anything.
#[derive(Default)]
pub(super) struct Marks {
    percents: Vec<f64>,
    grades: Vec<f64>,
}

impl Marks {
    /// Reads the columns of a part.
    ///
    /// # Errors
    /// The error of polars, if a column cannot be turned into numbers.
    pub(super) fn read(&mut self, part: &Part) -> PolarsResult<()> {
        for (column, numbers) in [(Column::UncertaintyPct, &mut self.percents), (Column::DataQuality, &mut self.grades)]
        {
            numbers.clear();
            if let Some(series) = part.column(column).filter(|series| series.null_count() < series.len()) {
                number::read(series, numbers)?;
                let described = schema().columns.get(column.index());
                let admits = |number: f64| described.is_none_or(|column| column.admits(number));
                let refused = numbers.iter_mut().filter(|number| !number.is_nan() && !admits(**number));
                refused.for_each(|number| *number = number::BAD);
            }
        }
        Ok(())
    }

    /// Whether no row states anything.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.percents.is_empty() && self.grades.is_empty()
    }

    /// The quality that a row states; `None` if it is not valid.
    #[inline]
    pub(super) fn of(&self, row: usize) -> Option<Mark> {
        let said = |numbers: &[f64]| numbers.get(row).copied().filter(|number| !number.is_nan());
        let percent = match said(&self.percents) {
            Some(number::BAD) => return None,
            percent => percent,
        };
        let grade = match said(&self.grades) {
            Some(number::BAD) => return None,
            grade => grade.map(|grade| grade as u8),
        };
        Some(Mark { percent, grade })
    }
}

/// Sums of marked rows, all of one site and stream.
#[derive(Clone, Debug, Default)]
pub(super) struct QualitySums {
    error: ExactSum,
    assessed: ExactSum,
    /// A sum for each grade that occurs; few do.
    grades: Vec<(u8, ExactSum)>,
}

impl QualitySums {
    /// Adds a row.
    pub(super) fn add(&mut self, quantity: f64, mark: Mark) {
        if let Some(percent) = mark.percent {
            self.error.add_percent(quantity, percent);
            self.assessed.add(quantity);
        }
        if let Some(grade) = mark.grade {
            self.of_grade(grade, |sum| sum.add(quantity));
        }
    }

    /// Adds the sums of other rows of the same key.
    pub(super) fn merge(&mut self, other: &Self) {
        self.error.merge(&other.error);
        self.assessed.merge(&other.assessed);
        for (grade, sum) in &other.grades {
            self.of_grade(*grade, |here| here.merge(sum));
        }
    }

    /// The sums, each rounded once.
    pub(super) fn value(&self) -> Quality {
        let mut quality = Quality { error: self.error.value(), assessed: self.assessed.value(), ..Quality::default() };
        for (grade, sum) in &self.grades {
            if let Some(slot) = quality.by_grade.get_mut(usize::from(*grade).saturating_sub(1)) {
                *slot = sum.value();
            }
        }
        quality
    }

    fn of_grade(&mut self, grade: u8, add: impl FnOnce(&mut ExactSum)) {
        let at = self.grades.partition_point(|(known, _)| *known < grade);
        if self.grades.get(at).is_none_or(|(known, _)| *known != grade) {
            self.grades.reserve_exact(1);
            self.grades.insert(at, (grade, ExactSum::default()));
        }
        if let Some((_, sum)) = self.grades.get_mut(at) {
            add(sum);
        }
    }
}
