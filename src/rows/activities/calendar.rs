//! The month each row belongs to.
//!
//! In: the stamps of `start` and `end`. Out: a code for a month of the period, or for an interval across an edge.

use hashbrown::HashMap;

use crate::period::{Day, Interval, Month, Period};
use crate::rows::encode::BAD;
use crate::rows::moment::Stamp;

/// Gives each row the code of its time: a month of the book's period, or an interval that
/// crosses the edge of a month or of the period.
pub(super) struct Calendar {
    period: Period,
    first_day: i64,
    /// Month of each day of the period, as an index into `months`.
    month_of_day: Vec<u32>,
    months: Vec<Month>,
    crossing: Vec<Interval>,
    known: HashMap<Interval, u32>,
    /// The codes of recent pairs of stamps. A table has few pairs, and rows of one month mostly have the same one.
    recent: Vec<(Stamp, Stamp, u32)>,
}

/// Slots of [`Calendar::recent`], as a power of two.
const RECENT: u32 = 8;

/// The meaning of a code of a [`Calendar`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum When {
    /// Entirely within a month of the period.
    Month(Month),
    /// Across an edge. Each month gets its share.
    Crossing(Interval),
}

impl Calendar {
    pub(super) fn new(period: Period) -> Self {
        let months = period.months();
        let (first, last) = (period.start().epoch_days(), period.end().epoch_days());
        let month_of = |day: i32| {
            let month = Day::from_epoch_days(day).map(Day::month);
            month.and_then(|m| months.binary_search(&m).ok()).unwrap_or(0) as u32
        };
        Self {
            period,
            first_day: i64::from(first),
            month_of_day: (first..=last).map(month_of).collect(),
            months,
            crossing: Vec::new(),
            known: HashMap::new(),
            recent: vec![(Stamp::BAD, Stamp::BAD, BAD); 1 << RECENT],
        }
    }

    /// The code of a row's time; [`BAD`] if the row has no valid dates or lies outside the period.
    #[inline]
    pub(super) fn code(&mut self, start: Stamp, end: Stamp) -> u32 {
        let slot = start.fold(end, RECENT);
        if let Some((known_start, known_end, code)) = self.recent.get(slot)
            && (*known_start, *known_end) == (start, end)
        {
            return *code;
        }
        let code = self.judge(start, end);
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = (start, end, code);
        }
        code
    }

    fn judge(&mut self, start: Stamp, end: Stamp) -> u32 {
        if start == Stamp::BAD || end == Stamp::BAD || start.is_day() != end.is_day() || end.second() <= start.second()
        {
            return BAD;
        }
        let first = start.second().div_euclid(86_400) - self.first_day;
        let last = (end.second() - 1).div_euclid(86_400) - self.first_day;
        let month = |day: i64| usize::try_from(day).ok().and_then(|day| self.month_of_day.get(day)).copied();
        match (month(first), month(last)) {
            (Some(a), Some(b)) if a == b => a,
            _ => self.cross(Interval::of_seconds(start.second(), end.second())),
        }
    }

    fn cross(&mut self, interval: Interval) -> u32 {
        if interval.intersection(self.period.interval()).is_none() {
            return BAD;
        }
        let Self { crossing, known, months, .. } = self;
        *known.entry(interval).or_insert_with(|| {
            crossing.push(interval);
            (months.len() + crossing.len() - 1) as u32
        })
    }

    /// The meaning of a code that is not bad.
    pub(super) fn when(&self, code: u32) -> Option<When> {
        let code = code as usize;
        match self.months.get(code) {
            Some(month) => Some(When::Month(*month)),
            None => self.crossing.get(code - self.months.len()).map(|i| When::Crossing(*i)),
        }
    }

    /// The meaning of every code, in the order of the codes.
    pub(super) fn into_whens(self) -> Vec<When> {
        let months = self.months.into_iter().map(When::Month);
        months.chain(self.crossing.into_iter().map(When::Crossing)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::moment::{Edge, stamps};

    fn calendar() -> Calendar {
        let day = |t| Day::parse(t).expect("a date");
        Calendar::new(Period::new(day("2024-01-01"), day("2024-12-31")).expect("a period"))
    }

    fn code(start: &str, end: &str) -> Option<When> {
        let mut calendar = calendar();
        let (start, end) = (stamps(Edge::Start, &[start]), stamps(Edge::End, &[end]));
        let code = calendar.code(start[0], end[0]);
        calendar.when(code).filter(|_| code != BAD)
    }

    #[test]
    fn rows_within_a_month_are_of_the_month_to_its_last_second() {
        let january = Some(When::Month(Day::parse("2024-01-01").expect("a date").month()));
        assert_eq!(code("2024-01-01", "2024-01-31"), january);
        assert_eq!(code("2024-01-31T23:45", "2024-02-01T00:00"), january);
        assert!(matches!(code("2024-01-31T23:45", "2024-02-01T00:15"), Some(When::Crossing(_))));
        assert!(matches!(code("2023-12-22", "2024-01-21"), Some(When::Crossing(_))));
    }

    #[test]
    fn rows_that_cannot_be_dated_are_bad() {
        for (start, end) in [
            ("2024-01-02", "2024-01-01"),
            ("2023-01-01", "2023-01-31"),
            ("2024-01-01", "2024-01-01T00:15"),
            ("01/01/2024", "2024-01-31"),
            ("", ""),
        ] {
            assert_eq!(code(start, end), None, "{start} {end}");
        }
    }
}
