//! Columns of dates and date-times as seconds of the wall clock.
//!
//! In: a column of dates, times or text. Out: stamps. Whether a stamp falls in a month or period is decided elsewhere.

use polars::prelude::*;

use crate::period::{BUDDHIST_DAYS, Day, Interval, Moment};

/// Which end of a row's period a column gives: a day's start is its first second, its end
/// the first second after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// A second of the wall clock, and whether it was written as a whole day. Both are packed into one number, so that a
/// million stamps are one array. [`Stamp::BAD`] is not a stamp.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp(i64);

/// Days from 1970 that have a date, from -9999-01-01 to 9999-12-31; a Parquet file can hold others.
const CALENDAR: std::ops::RangeInclusive<i64> = -4_371_587..=2_932_896;

/// Whether a day, counted from 1970, is a date of a book.
fn is_dated(day: i64) -> bool {
    CALENDAR.contains(&day) && !BUDDHIST_DAYS.contains(&day)
}

impl Stamp {
    pub(super) const BAD: Self = Self(i64::MIN);

    fn of(moment: Moment, edge: Edge) -> Self {
        match moment {
            Moment::Day(day) => Self::of_day(i64::from(day.epoch_days()), edge),
            Moment::Second(second) => Self::of_second(second),
        }
    }

    fn of_day(epoch_days: i64, edge: Edge) -> Self {
        if !is_dated(epoch_days) {
            return Self::BAD;
        }
        let day = if edge == Edge::End { epoch_days + 1 } else { epoch_days };
        Self(day * 86_400 * 2 + 1)
    }

    fn of_second(second: i64) -> Self {
        if !is_dated(second.div_euclid(86_400)) {
            return Self::BAD;
        }
        Self(second * 2)
    }

    /// The moment of a stamp that was read as a start.
    pub(super) fn moment(self) -> Option<Moment> {
        match self {
            Self::BAD => None,
            _ if self.is_day() => {
                let day = i32::try_from(self.second().div_euclid(86_400)).ok()?;
                Day::from_epoch_days(day).map(Moment::Day)
            }
            _ => Some(Moment::Second(self.second())),
        }
    }

    /// A pair of stamps as a number of `bits` bits, for a table of them.
    #[inline]
    pub(super) fn fold(self, end: Self, bits: u32) -> usize {
        let folded = (self.0 as u64) ^ (end.0 as u64).rotate_left(32);
        // The multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, section 6.4).
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
    }

    pub(super) fn second(self) -> i64 {
        self.0 >> 1
    }

    pub(super) fn is_day(self) -> bool {
        self.0 & 1 == 1
    }
}

/// The time from one moment to another, `None` if one is a day and the other is not.
pub(super) fn interval(start: Moment, end: Moment) -> Option<Interval> {
    let (start, end) = (Stamp::of(start, Edge::Start), Stamp::of(end, Edge::End));
    (start.is_day() == end.is_day()).then(|| Interval::of_seconds(start.second(), end.second()))
}

/// Reads a column of dates, date-times or text into stamps.
pub(super) struct MomentReader {
    edge: Edge,
    last: (u128, Stamp),
    known: Vec<(u128, Stamp)>,
}

const KNOWN: usize = 1 << 12;

impl MomentReader {
    pub(super) fn new(edge: Edge) -> Self {
        Self { edge, last: (u128::MAX, Stamp::BAD), known: vec![(u128::MAX, Stamp::BAD); KNOWN] }
    }

    /// Stamps of a column; a cell that is no date becomes [`Stamp::BAD`].
    pub(super) fn read(&mut self, column: &Series, stamps: &mut Vec<Stamp>) -> PolarsResult<()> {
        stamps.clear();
        stamps.reserve(column.len());
        let edge = self.edge;
        match column.dtype() {
            DataType::Date => {
                extend(column.date()?.physical(), stamps, |day| Stamp::of_day(i64::from(day), edge));
            }
            DataType::Datetime(unit, zone) => {
                let local = wall_clock(column.datetime()?, zone.is_some())?;
                let per_second = per_second(*unit);
                extend(&local, stamps, |time| Stamp::of_second(time.div_euclid(per_second)));
            }
            _ => self.read_texts(&column.cast(&DataType::String)?, stamps)?,
        }
        Ok(())
    }

    fn read_texts(&mut self, column: &Series, stamps: &mut Vec<Stamp>) -> PolarsResult<()> {
        let edge = self.edge;
        let parse =
            |text: Option<&str>| text.and_then(|t| Moment::parse(t.trim())).map_or(Stamp::BAD, |m| Stamp::of(m, edge));
        for (array, chunk) in column.str()?.downcast_iter().zip(column.chunks()) {
            let validity = chunk.validity();
            for (row, view) in array.views().iter().enumerate() {
                if validity.is_some_and(|v| !v.get(row).unwrap_or(false)) {
                    stamps.push(Stamp::BAD);
                    continue;
                }
                // A date is ten bytes and so its own view; a date-time is a place in a buffer.
                if !view.is_inline() {
                    stamps.push(parse(array.get(row)));
                    continue;
                }
                let key = view.as_u128();
                if key != self.last.0 {
                    let slot = ((key as u64 ^ (key >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize;
                    let stamp = match self.known.get_mut(slot) {
                        Some((known, stamp)) if *known == key => *stamp,
                        Some(entry) => {
                            *entry = (key, parse(array.get(row)));
                            entry.1
                        }
                        None => Stamp::BAD,
                    };
                    self.last = (key, stamp);
                }
                stamps.push(self.last.1);
            }
        }
        Ok(())
    }
}

/// Adds the stamp of each cell, [`Stamp::BAD`] for an empty one. Most columns have no empty cell.
fn extend<T: PolarsNumericType>(column: &ChunkedArray<T>, stamps: &mut Vec<Stamp>, of: impl Fn(T::Native) -> Stamp) {
    for array in column.downcast_iter() {
        match array.validity().filter(|v| v.unset_bits() > 0) {
            None => stamps.extend(array.values().iter().map(|cell| of(*cell))),
            Some(_) => stamps.extend(array.iter().map(|cell| cell.map_or(Stamp::BAD, |cell| of(*cell)))),
        }
    }
}

fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Nanoseconds => 1_000_000_000,
        TimeUnit::Microseconds => 1_000_000,
        TimeUnit::Milliseconds => 1_000,
    }
}

/// With a zone the column holds UTC; the books keep the wall clock.
fn wall_clock(times: &DatetimeChunked, has_zone: bool) -> PolarsResult<Int64Chunked> {
    if !has_zone {
        return Ok(times.physical().clone());
    }
    let ambiguous = StringChunked::from_slice("ambiguous".into(), &["earliest"]);
    Ok(replace_time_zone(times, None, &ambiguous, NonExistent::Raise)?.physical().clone())
}

/// A date or date-time of a column as a table of text would have it. A value beyond the calendar is written as its
/// stored number.
pub(super) fn text(column: &Series, row: usize) -> Option<String> {
    let one = column.slice(i64::try_from(row).ok()?, 1);
    let day = |days: i64| i32::try_from(days).ok().and_then(Day::from_epoch_days);
    if let DataType::Datetime(unit, zone) = one.dtype() {
        let second = wall_clock(one.datetime().ok()?, zone.is_some()).ok()?.get(0)?.div_euclid(per_second(*unit));
        let clock = second.rem_euclid(86_400);
        // Of other zones the offset differs from day to day, and is not applied; UTC may be a slip, and so is shown.
        let is_utc = zone.as_ref().is_some_and(|zone| ["UTC", "Etc/UTC", "+00:00"].contains(&zone.as_str()));
        let time =
            format!("{:02}:{:02}:{:02}{}", clock / 3_600, clock / 60 % 60, clock % 60, if is_utc { "Z" } else { "" });
        return Some(
            day(second.div_euclid(86_400)).map_or(format!("second {second} of 1970"), |day| format!("{day}T{time}")),
        );
    }
    let days = one.date().ok()?.physical().get(0)?;
    Some(day(i64::from(days)).map_or(format!("day {days} of 1970"), |day| day.to_string()))
}

/// What a column of texts holds.
#[cfg(test)]
pub(super) fn stamps(edge: Edge, texts: &[&str]) -> Vec<Stamp> {
    let mut found = Vec::new();
    let series = Series::new("c".into(), texts);
    MomentReader::new(edge).read(&series, &mut found).expect("text");
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_dates_and_times_read_as_their_text_does() {
        let dates = Series::new("c".into(), ["2024-03-31"]).cast(&DataType::Date).expect("a date");
        let mut found = Vec::new();
        MomentReader::new(Edge::End).read(&dates, &mut found).expect("dates");
        assert_eq!(found, stamps(Edge::End, &["2024-03-31"]));
        let times = Series::new("c".into(), [1_711_843_200_000i64])
            .cast(&DataType::Datetime(TimeUnit::Milliseconds, None))
            .expect("a time");
        MomentReader::new(Edge::Start).read(&times, &mut found).expect("times");
        assert_eq!(found, stamps(Edge::Start, &["2024-03-31T00:00"]));
    }
}
