//! Columns of numbers, as numbers.

use polars::prelude::*;

use super::column_types::is_text;
use crate::quantity::is_held;

/// Stands for an empty cell. [`read`] gives no other NaN.
pub(super) const ABSENT: f64 = f64::NAN;

/// Stands for a cell that is not a number, or a number that the books cannot hold.
pub(super) const BAD: f64 = f64::INFINITY;

/// The cells of a column: a number that the books can hold, [`ABSENT`] or [`BAD`].
///
/// # Errors
/// The error of polars, if a column cannot be turned into numbers.
pub(super) fn read(series: &Series, numbers: &mut Vec<f64>) -> PolarsResult<()> {
    numbers.clear();
    match series.dtype() {
        DataType::String => numbers.extend(series.str()?.iter().map(of_text)),
        dtype if is_text(dtype) => {
            numbers.extend(series.cast(&DataType::String)?.str()?.iter().map(of_text));
        }
        // A 32-bit float that is written 0.1 means 0.1.
        DataType::Float32 => {
            let exact = |q: f32| q.to_string().parse().map_or(BAD, held);
            numbers.extend(series.f32()?.iter().map(|q| q.map_or(ABSENT, exact)));
        }
        DataType::Float64 => extend(series.f64()?, numbers),
        _ => extend(series.cast(&DataType::Float64)?.f64()?, numbers),
    }
    Ok(())
}

fn of_text(text: Option<&str>) -> f64 {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map_or(ABSENT, |text| text.parse().map_or(BAD, held))
}

#[inline]
fn held(number: f64) -> f64 {
    if is_held(number) { number } else { BAD }
}

fn extend(column: &Float64Chunked, numbers: &mut Vec<f64>) {
    for array in column.downcast_iter() {
        match array.validity().filter(|v| v.unset_bits() > 0) {
            None => numbers.extend(array.values().iter().map(|q| held(*q))),
            Some(_) => numbers.extend(array.iter().map(|q| q.map_or(ABSENT, |q| held(*q)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(series: Series) -> Vec<String> {
        let mut numbers = Vec::new();
        read(&series, &mut numbers).expect("numbers");
        numbers.iter().map(f64::to_string).collect()
    }

    #[test]
    fn cells_are_numbers_or_absent_or_bad() {
        let texts = Series::new("c".into(), [Some(" 1.5 "), Some(""), Some("x"), Some("NaN"), Some("1e100"), None]);
        assert_eq!(read_all(texts), ["1.5", "NaN", "inf", "inf", "inf", "NaN"]);
        assert_eq!(read_all(Series::new("c".into(), [Some(0.1_f32), None])), ["0.1", "NaN"]);
        assert_eq!(read_all(Series::new("c".into(), [Some(f64::NAN), Some(-2.0), None])), ["inf", "-2", "NaN"]);
        assert_eq!(read_all(Series::new("c".into(), [Some(7_i32), None])), ["7", "NaN"]);
    }
}
