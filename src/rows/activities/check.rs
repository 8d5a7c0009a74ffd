//! Accepts and rejects the rows of a part, by codes and not by cells.
//!
//! In: a decoded [`Part`]. Out: the rows that are good, by codes, and the indices of the
//! others, which [`super::problems`] then looks at cell by cell. A distinct text is judged
//! once; a good row costs a few look-ups.

use polars::prelude::*;

use super::calendar::{Calendar, When};
use super::column::Column;
use super::extra::{Extra, Extras};
use super::quality::{Mark, Marks};
use super::rules::Rules;
use super::stream::{StreamCodes, Streams, Words};
use crate::id::ActivityCode;
use crate::quantity::Unit;
use crate::rows::encode::{ABSENT, BAD, Encoder};
use crate::rows::moment::{Edge, MomentReader, Stamp};
use crate::rows::number;
use crate::rows::part::Part;
use crate::scope::Category;

/// One thread's view of the rows.
pub(super) struct Checker<'r> {
    rules: &'r Rules<'r>,
    sites: Encoder<u32>,
    activities: Encoder<(ActivityCode, Category)>,
    units: Encoder<Unit>,
    extras: Extras,
    starts: MomentReader,
    ends: MomentReader,
    calendar: Calendar,
    streams: Streams,
    codes: Codes,
    accepted: Vec<Accepted>,
}

/// How many rows are checked before they are handed on: few enough to stay in the processor's cache until then.
const AT_ONCE: usize = 1 << 11;

/// A good row: its site, its stream and its quantity.
#[derive(Clone, Copy)]
pub(super) struct Accepted {
    /// Its index in the part.
    pub(super) index: u32,
    /// Index of its site in the book.
    pub(super) site: u32,
    /// The code of its stream.
    pub(super) stream: u32,
    /// Its quantity, as written.
    pub(super) quantity: f64,
}

/// The good rows of a part, with the quality they state.
pub(super) struct Good<'c> {
    pub(super) rows: &'c [Accepted],
    marks: &'c Marks,
}

impl<'c> Good<'c> {
    #[cfg(test)]
    pub(super) fn new(rows: &'c [Accepted], marks: &'c Marks) -> Self {
        Self { rows, marks }
    }

    /// Whether any row may state its quality.
    pub(super) fn are_marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The quality that a good row states.
    pub(super) fn mark(&self, row: &Accepted) -> Mark {
        self.marks.of(row.index as usize).unwrap_or(Mark::NONE)
    }
}

/// The codes of one part's rows. They are kept between parts to save allocations.
#[derive(Default)]
struct Codes {
    site: Vec<u32>,
    activity: Vec<u32>,
    unit: Vec<u32>,
    extra: Vec<u32>,
    start: Vec<Stamp>,
    end: Vec<Stamp>,
    quantity: Vec<f64>,
    marks: Marks,
}

impl<'r> Checker<'r> {
    pub(super) fn new(rules: &'r Rules<'r>) -> Self {
        Self {
            rules,
            sites: Encoder::new(0),
            activities: Encoder::new(("".into(), Category::StationaryCombustion)),
            units: Encoder::new(Unit::KILOGRAM),
            extras: Extras::new(),
            starts: MomentReader::new(Edge::Start),
            ends: MomentReader::new(Edge::End),
            calendar: Calendar::new(rules.period),
            streams: Streams::new(),
            codes: Codes::default(),
            accepted: Vec::new(),
        }
    }

    /// Hands the good rows of a part to `accept`, a few thousand at a time, and returns the indices of the others.
    /// Rows in `skip` (of the wrong shape) are among the others.
    ///
    /// # Errors
    /// The error of polars, if a column cannot be turned into text.
    pub(super) fn part(
        &mut self,
        part: &Part,
        skip: &[usize],
        mut accept: impl FnMut(&Good<'_>),
    ) -> PolarsResult<Vec<usize>> {
        self.encode(part)?;
        let mut rejected = Vec::new();
        let mut accepted = std::mem::take(&mut self.accepted);
        let mut skip = skip.iter().copied().peekable();
        for start in (0..part.height).step_by(AT_ONCE) {
            accepted.clear();
            for index in start..part.height.min(start + AT_ONCE) {
                let skipped = skip.next_if_eq(&index).is_some();
                match self.row(part, index).filter(|_| !skipped) {
                    Some(row) => accepted.push(row),
                    None => rejected.push(index),
                }
            }
            accept(&Good { rows: &accepted, marks: &self.codes.marks });
        }
        self.accepted = accepted;
        Ok(rejected)
    }

    /// The meaning of a stream code: activity, unit, time and optional columns.
    pub(super) fn stream(&self, code: u32) -> Option<(&ActivityCode, Unit, When, Extra)> {
        let [activity, unit, when, extra] = self.streams.get(code)?;
        let (activity, _) = self.activities.value(activity)?;
        Some((activity, *self.units.value(unit)?, self.calendar.when(when)?, self.extras.value(extra)))
    }

    fn encode(&mut self, part: &Part) -> PolarsResult<()> {
        let Self { rules, codes, .. } = self;
        let height = part.height;
        let texts = |column| Ok::<_, PolarsError>(part.text(column)?.unwrap_or_default());
        self.sites.encode(&texts(Column::SiteId)?, BAD, |id| rules.site_index(id), &mut codes.site);
        let activity = |code: &str| Some((code.into(), rules.chart.known(code)?));
        self.activities.encode(&texts(Column::Activity)?, BAD, activity, &mut codes.activity);
        self.units.encode(&texts(Column::Unit)?, BAD, |symbol| Unit::parse(symbol).ok(), &mut codes.unit);
        self.extras.encode(part, rules, &mut codes.extra)?;
        for (column, reader, stamps) in
            [(Column::Start, &mut self.starts, &mut codes.start), (Column::End, &mut self.ends, &mut codes.end)]
        {
            match part.column(column) {
                Some(series) => reader.read(series, stamps)?,
                None => stamps.clear(),
            }
        }
        match part.column(Column::Quantity) {
            Some(series) => number::read(series, &mut codes.quantity)?,
            None => codes.quantity.clear(),
        }
        codes.marks.read(part)?;
        // If the part lacks a column, all its rows lack the cell.
        codes.site.resize(height, BAD);
        codes.activity.resize(height, BAD);
        codes.unit.resize(height, BAD);
        codes.extra.resize(height, ABSENT);
        codes.start.resize(height, Stamp::BAD);
        codes.end.resize(height, Stamp::BAD);
        codes.quantity.resize(height, f64::NAN);
        Ok(())
    }

    /// Judges one row.
    #[inline]
    fn row(&mut self, part: &Part, index: usize) -> Option<Accepted> {
        let Self { codes, calendar, .. } = self;
        let at = |codes: &[u32]| codes.get(index).copied().unwrap_or(BAD);
        let stamp = |stamps: &[Stamp]| stamps.get(index).copied().unwrap_or(Stamp::BAD);
        let (start, end) = (stamp(&codes.start), stamp(&codes.end));
        let when = calendar.code(start, end);
        let (site, activity, unit, extra) = (at(&codes.site), at(&codes.activity), at(&codes.unit), at(&codes.extra));
        let quantity = codes.quantity.get(index).copied().unwrap_or(f64::NAN);
        if (site | activity | unit | extra | when) & BAD != 0 || !quantity.is_finite() {
            return None;
        }
        if quantity < 0.0 && part.cell(Column::Note, index).is_none() {
            return None;
        }
        let site = self.sites.value(site).copied()?;
        if !self.rules.is_alive(site, start.second(), end.second()) {
            return None;
        }
        if !self.codes.marks.is_empty() && self.codes.marks.of(index).is_none() {
            return None;
        }
        let stream = self.streams.code([activity, unit, when, extra]);
        (stream != BAD).then_some(Accepted { index: index as u32, site, stream, quantity })
    }

    /// The streams that occurred, in the order of their codes, and the meaning of the codes they are made of.
    pub(super) fn into_streams(self) -> (Vec<StreamCodes>, Words) {
        let words = Words {
            activities: self.activities.into_values(),
            units: self.units.into_values(),
            whens: self.calendar.into_whens(),
            extras: self.extras.into_values(),
        };
        (self.streams.into_streams(), words)
    }
}
