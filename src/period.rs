//! Reporting periods, months, and the share of an interval that falls in each.
//!
//! Days and seconds are counted on the wall clock in which the datum was written, because an estate's year is its local
//! year. Nothing here reads the current date.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

use std::fmt;

use jiff::civil;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

const EPOCH: civil::Date = civil::date(1970, 1, 1);
const SECONDS_PER_DAY: i64 = 86_400;

/// Years that are written so in the Buddhist era and were or will be 1857 to 2157. A date in one of them is of that era.
const BUDDHIST_YEARS: std::ops::RangeInclusive<i16> = 2400..=2700;
/// The same as days from 1970: 2400-01-01 to 2700-12-31.
#[cfg(any(test, feature = "books"))]
pub(crate) const BUDDHIST_DAYS: std::ops::RangeInclusive<i64> = 157_054..=266_991;
/// Years by which the Buddhist era of Thailand is ahead of the common era.
pub(crate) const BUDDHIST_OFFSET: i16 = 543;

/// The year of the Buddhist era in the text of a date or a year, if it has one.
pub(crate) fn buddhist_year(text: &str) -> Option<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).find(|year| BUDDHIST_YEARS.contains(year))
}

impl Day {
    /// The day of that calendar date, if there is one (years −9999 to 9999).
    ///
    /// ```
    /// use estate_carbon::period::Day;
    /// assert_eq!(Day::from_ymd(2024, 2, 29).map(|d| d.to_string()), Some("2024-02-29".into()));
    /// assert_eq!(Day::from_ymd(2023, 2, 29), None);
    /// ```
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self::from_civil)
    }

    /// The day `days` after 1970-01-01; out-of-calendar counts give `None`.
    pub fn from_epoch_days(days: i32) -> Option<Self> {
        EPOCH.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(|_| Self(days))
    }

    /// Reads `YYYY-MM-DD`, and nothing else. A year from 2400 to 2700 is one of the Buddhist era, and no date of a book:
    /// 2567 is 2024.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| match i {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        let date = shape.then(|| text.parse::<civil::Date>().ok()).flatten();
        date.filter(|date| !BUDDHIST_YEARS.contains(&date.year())).map(Self::from_civil)
    }

    fn from_civil(date: civil::Date) -> Self {
        let days = (date - EPOCH).get_days();
        Self(days)
    }

    fn civil(self) -> civil::Date {
        EPOCH.saturating_add(jiff::Span::new().days(self.0))
    }

    /// Days since 1970-01-01.
    pub fn epoch_days(self) -> i32 {
        self.0
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.civil().year()
    }

    /// The month the day is in.
    pub fn month(self) -> Month {
        let date = self.civil();
        Month(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    fn start_second(self) -> i64 {
        i64::from(self.0) * SECONDS_PER_DAY
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.civil())
    }
}

/// A calendar month of a certain year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// Reads `2024-03`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == "2024-03".len()).then(|| Day::parse(&format!("{text}-01"))).flatten().map(Day::month)
    }

    /// The calendar year.
    pub fn year(self) -> i16 {
        self.0.div_euclid(12) as i16
    }

    /// January is 1.
    pub fn number(self) -> u8 {
        (self.0.rem_euclid(12) + 1) as u8
    }

    /// The first day.
    pub fn first_day(self) -> Day {
        Day::from_ymd(self.year(), self.number() as i8, 1).unwrap_or(Day(0))
    }

    /// How many months it is after another; negative before it.
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The month after.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// A reporting period: its first and its last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    start: Day,
    end: Day,
}

impl Period {
    /// A period from the first to the last day, both included; `None` if they are reversed.
    pub fn new(start: Day, end: Day) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The first day.
    pub fn start(self) -> Day {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Day {
        self.end
    }

    /// Whether every day of another period is in this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Its length in years: whole calendar years count 1, leap years too.
    pub fn years(self) -> f64 {
        let year = |year: i16| Some(Self { start: Day::from_ymd(year, 1, 1)?, end: Day::from_ymd(year, 12, 31)? });
        let share = |year: Self| {
            let inside = self.interval().intersection(year.interval())?;
            Some(inside.seconds() as f64 / year.interval().seconds() as f64)
        };
        (self.start.year()..=self.end.year()).filter_map(year).filter_map(share).sum()
    }

    /// The period as an interval of seconds.
    pub fn interval(self) -> Interval {
        Interval::of_days(self.start, self.end)
    }

    /// Every month the period touches, in order.
    pub fn months(self) -> Vec<Month> {
        let mut months = vec![self.start.month()];
        let last = self.end.month();
        while let Some(&month) = months.last()
            && month < last
        {
            months.push(month.next());
        }
        months
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.start, self.end)
    }
}

/// Time from one second of the wall clock to another. The end is excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    start: i64,
    end: i64,
}

impl Interval {
    /// From the beginning of the first day to the end of the last.
    pub fn of_days(first: Day, last: Day) -> Self {
        Self { start: first.start_second(), end: last.start_second() + SECONDS_PER_DAY }
    }

    /// Between two seconds counted from 1970-01-01 00:00 on the wall clock.
    pub fn of_seconds(start: i64, end: i64) -> Self {
        Self { start, end }
    }

    /// Whether the interval has no length or a negative one.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Length in seconds.
    pub fn seconds(self) -> i64 {
        self.end - self.start
    }

    /// The first day the interval touches.
    pub fn first_day(self) -> Day {
        Day(self.start.div_euclid(SECONDS_PER_DAY) as i32)
    }

    /// The last day the interval touches.
    pub fn last_day(self) -> Day {
        Day((self.end - 1).div_euclid(SECONDS_PER_DAY) as i32)
    }

    /// What both intervals cover.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let both = Self { start: self.start.max(other.start), end: self.end.min(other.end) };
        (!both.is_empty()).then_some(both)
    }

    /// Shares of this interval by month, within `period`: seconds in the month and
    /// seconds in all. The shares of an interval inside the period add up to its length.
    ///
    /// ```
    /// use estate_carbon::period::{Day, Interval, Period};
    /// let day = |text| Day::parse(text).ok_or("a date");
    /// let year = Period::new(day("2024-01-01")?, day("2024-12-31")?).ok_or("a period")?;
    /// let bill = Interval::of_days(day("2024-01-22")?, day("2024-02-10")?); // 10 + 10 days
    /// let shares = bill.months_within(year);
    /// assert_eq!(shares.len(), 2);
    /// assert_eq!(shares[0].1 * 2, bill.seconds());
    /// # Ok::<(), &str>(())
    /// ```
    pub fn months_within(self, period: Period) -> Vec<(Month, i64)> {
        let Some(inside) = self.intersection(period.interval()) else {
            return Vec::new();
        };
        let mut shares = Vec::new();
        let mut month = inside.first_day().month();
        let last = inside.last_day().month();
        while month <= last {
            let whole = Self { start: month.first_day().start_second(), end: month.next().first_day().start_second() };
            if let Some(part) = inside.intersection(whole) {
                shares.push((month, part.seconds()));
            }
            month = month.next();
        }
        shares
    }
}

/// A point in time as a table gives it: a day, or a second of the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A whole day.
    Day(Day),
    /// A second counted from 1970-01-01 00:00 on the wall clock.
    Second(i64),
}

impl Moment {
    /// Reads an ISO 8601 date, or date-time with or without a UTC offset. The wall clock
    /// counts as written: `2024-01-01T00:15+07:00` is a quarter past midnight of 1 January.
    ///
    /// ```
    /// use estate_carbon::period::Moment;
    /// assert_eq!(Moment::parse("2024-01-01T00:15+07:00"), Moment::parse("2024-01-01 00:15"));
    /// assert_eq!(Moment::parse("01/02/2024"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = Day::parse(text) {
            return Some(Self::Day(day));
        }
        // A date without a time is refused in any other format: 01/02/2024 has two readings.
        if text.len() < 16 || !text.is_ascii() {
            return None;
        }
        let (day, clock) = text.split_at(10);
        let day = Day::parse(day)?;
        let clock = clock.strip_prefix(['T', ' ', 't'])?;
        let offset = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
        let (clock, zone) = clock.split_at(offset);
        (zone.is_empty() || is_offset(zone)).then_some(())?;
        let time = clock.parse::<civil::Time>().ok();
        let seconds = match (time, clock) {
            (Some(time), _) => i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second()),
            // ISO 8601 lets a day end at 24:00.
            (None, "24:00" | "24:00:00") => SECONDS_PER_DAY,
            (None, _) => return None,
        };
        Some(Self::Second(day.start_second() + seconds))
    }
}

/// `Z`, `+07`, `+07:00` or `+0700`.
fn is_offset(zone: &str) -> bool {
    let Some(digits) = zone.strip_prefix(['+', '-']) else {
        return matches!(zone, "Z" | "z");
    };
    let digits: String = digits.chars().filter(|&c| c != ':').collect();
    matches!(digits.len(), 2 | 4)
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.get(..2).and_then(|h| h.parse::<u8>().ok()) <= Some(14)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a date")
    }

    #[test]
    fn dates_are_iso_8601_and_nothing_else() {
        for bad in ["2024-1-1", "01/01/2024", "20240101", "2024-13-01", "", "2024-02-30"] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
        assert_eq!(day("1970-01-01").epoch_days(), 0);
        assert_eq!(day("2024-12-31").month().to_string(), "2024-12");
        assert_eq!(Day::from_epoch_days(i32::MAX), None);
    }

    #[test]
    fn years_of_the_buddhist_era_are_no_years_of_a_book() {
        for (edge, day) in [(2400, 1), (2700, 12)] {
            let date = format!("{edge}-{day:02}-{:02}", if day == 1 { 1 } else { 31 });
            assert_eq!((Day::parse(&date), Moment::parse(&format!("{date}T00:15"))), (None, None));
            let days = civil_days(&date);
            assert!([*BUDDHIST_DAYS.start(), *BUDDHIST_DAYS.end()].contains(&days), "{date}: {days}");
        }
        assert!(Day::parse("2399-12-31").is_some() && Day::parse("2701-01-01").is_some());
        let years = ["2567-02-29", "31/03/2567", "2563", "2567-03", "2024-01-01", "12567"].map(buddhist_year);
        assert_eq!(years, [Some(2567), Some(2567), Some(2563), Some(2567), None, None]);
    }

    fn civil_days(date: &str) -> i64 {
        let date: civil::Date = date.parse().expect("a date");
        i64::from((date - EPOCH).get_days())
    }

    #[test]
    fn date_times_need_a_clock_and_may_have_an_offset() {
        for good in ["2018-01-01T00:15", "2018-01-01 00:15:00", "2018-01-01T00:15:00Z", "2018-01-01T00:15+0700"] {
            assert_eq!(Moment::parse(good), Some(Moment::Second(17_532 * SECONDS_PER_DAY + 900)), "{good}");
        }
        for bad in ["2018-01-01T25:00", "2018-01-01T00:15+99:00", "2018-01-01x00:15", "2018-01-01T"] {
            assert_eq!(Moment::parse(bad), None, "{bad}");
        }
        assert_eq!(Moment::parse("2018-01-01T24:00"), Moment::parse("2018-01-02T00:00"));
    }

    #[test]
    fn shares_by_month_stop_at_the_edges_of_the_period() {
        let year = Period::new(day("2024-01-01"), day("2024-12-31")).expect("a period");
        let bill = Interval::of_days(day("2023-12-22"), day("2024-01-10"));
        let shares = bill.months_within(year);
        assert_eq!(shares, [(day("2024-01-01").month(), 10 * SECONDS_PER_DAY)]);
        assert_eq!(year.months().len(), 12);
        let whole: i64 = year.interval().months_within(year).iter().map(|s| s.1).sum();
        assert_eq!(whole, 366 * SECONDS_PER_DAY);
    }
}
