//! Streams and sums as the ledger takes them: by month, rounded once.
//!
//! In: merged streams, then sums by site and stream. Out: streams and totals, and the rows that reach beyond the period. A
//! row across an edge counts in each month by its seconds in that month. The part outside the period does not count.
//! The share is taken of the sum, not of each row.

use std::collections::BTreeMap;

use super::calendar::When;
use super::extra::Extra;
use super::merge::{MergedStreams, Sum};
use super::stream::{StreamCodes, Words};
use crate::activity::{DimensionSet, Dimensions, DimensionsId, Quality, RowRef, Stream, Total};
use crate::period::{Interval, Month, Period};
use crate::rows::ordinal::Ordinals;

/// The streams by month, which are being filled with totals.
pub(super) struct Finish<'o> {
    files: &'o Ordinals,
    pub(super) dimensions: DimensionSet,
    pub(super) streams: Vec<Stream>,
    pub(super) totals: Vec<Total>,
    /// Where each merged stream's shares begin in `shares`, and where the last one's end.
    begins: Vec<usize>,
    /// Indices into `streams`, with the share of the quantity.
    shares: Vec<(u32, f64)>,
    /// The interval of each merged stream that reaches beyond the period.
    cut: BTreeMap<u32, Interval>,
    /// Intervals that reach beyond the period, each with its first row and its number of rows.
    pub(super) cut_rows: BTreeMap<Interval, (RowRef, u64)>,
}

impl<'o> Finish<'o> {
    /// The finished streams of merged streams. `files` turns ordinals into rows.
    pub(super) fn new(merged: MergedStreams, files: &'o Ordinals, period: Period) -> Self {
        let months = period.months();
        let whens: Vec<Vec<(u32, f64)>> =
            merged.words.whens.iter().map(|when| month_codes(*when, period, &months)).collect();
        let of_stream = |[activity, unit, when, extra]: &StreamCodes| {
            let (activity, unit, extra) = (*activity, *unit, *extra);
            let shares = whens.get(*when as usize).map(Vec::as_slice).unwrap_or_default();
            shares.iter().map(move |(month, share)| ([activity, unit, *month, extra], *share))
        };
        let mut finished: Vec<StreamCodes> =
            merged.streams.iter().flat_map(of_stream).map(|(stream, _)| stream).collect();
        finished.sort_unstable();
        finished.dedup();
        let (mut begins, mut shares) = (vec![0], Vec::with_capacity(finished.len()));
        for stream in &merged.streams {
            let target = |(stream, share)| (finished.binary_search(&stream).unwrap_or_default() as u32, share);
            shares.extend(of_stream(stream).map(target));
            begins.push(shares.len());
        }
        let interval = |codes: &StreamCodes| match merged.words.whens.get(codes[2] as usize) {
            Some(When::Crossing(interval)) if is_cut(*interval, period) => Some(*interval),
            _ => None,
        };
        let cut =
            merged.streams.iter().zip(0..).filter_map(|(codes, stream)| Some((stream, interval(codes)?))).collect();
        let (streams, dimensions) = streams_of(&finished, &merged.words, &months);
        Self { files, dimensions, streams, totals: Vec::new(), begins, shares, cut, cut_rows: BTreeMap::new() }
    }

    /// Adds the sums of a few sites. They come by site and stream, after the sums of all earlier sites.
    pub(super) fn add(&mut self, sums: &[Sum<'_>]) {
        let begin = self.totals.len();
        for sum in sums {
            self.note_cut(sum);
            let stream = sum.stream as usize;
            let (from, to) = (self.begins.get(stream).copied(), self.begins.get(stream + 1).copied());
            let shares = self.shares.get(from.unwrap_or_default()..to.unwrap_or_default()).unwrap_or_default();
            let (first, last) = (self.files.row(sum.partial.first), self.files.row(sum.partial.last));
            let (quantity, quality) = (sum.quantity(), sum.quality.map(|sums| sums.value()));
            for (nth, (target, share)) in shares.iter().enumerate() {
                self.totals.push(Total {
                    site: sum.site,
                    stream: *target,
                    quantity: quantity * share,
                    quality: quality.map(|quality| Box::new(quality.share(*share))),
                    rows: sum.partial.rows,
                    counted: if nth == 0 { sum.partial.rows } else { 0 },
                    first,
                    last,
                });
            }
        }
        self.add_up(begin);
    }

    /// Combines the totals of one site and stream, from `begin` on, into one.
    fn add_up(&mut self, begin: usize) {
        let mut new = self.totals.split_off(begin);
        // A stable sort, so that shares of one month are added in the order of their streams.
        new.sort_by_key(|total| (total.site, total.stream));
        new.dedup_by(|more, total| {
            let same = (more.site, more.stream) == (total.site, total.stream);
            if same {
                add(total, more);
            }
            same
        });
        self.totals.append(&mut new);
    }

    fn note_cut(&mut self, sum: &Sum<'_>) {
        let Some(interval) = self.cut.get(&sum.stream) else { return };
        let first = self.files.row(sum.partial.first);
        let known = self.cut_rows.entry(*interval).or_insert((first, 0));
        *known = (known.0.min(first), known.1 + sum.partial.rows);
    }
}

fn add(total: &mut Total, more: &mut Total) {
    total.quantity += more.quantity;
    total.rows += more.rows;
    total.counted += more.counted;
    total.first = total.first.min(more.first);
    total.last = total.last.max(more.last);
    total.quality = match (total.quality.take(), more.quality.take()) {
        (Some(mut quality), Some(more)) => {
            Quality::add(&mut quality, &more);
            Some(quality)
        }
        (quality, more) => quality.or(more),
    };
}

/// Streams of one month each, as the ledger takes them. Dimensions are numbered in the order in which the streams first
/// name them.
fn streams_of(finished: &[StreamCodes], words: &Words, months: &[Month]) -> (Vec<Stream>, DimensionSet) {
    let mut set = DimensionSet::new();
    let mut known: Vec<Option<DimensionsId>> = vec![None; words.extras.len()];
    let stream = |[activity, unit, month, extra]: &StreamCodes| {
        let (activity, category) = words.activities.get(*activity as usize)?;
        let (slot, extra) = (known.get_mut(*extra as usize)?, words.extras.get(*extra as usize)?);
        Some(Stream {
            activity: activity.clone(),
            category: *category,
            unit: *words.units.get(*unit as usize)?,
            month: *months.get(*month as usize)?,
            factor_id: extra.factor_id.clone(),
            basis: extra.basis,
            dimensions: *slot.get_or_insert_with(|| set.intern(&dimensions(extra))),
        })
    };
    (finished.iter().filter_map(stream).collect(), set)
}

fn dimensions(extra: &Extra) -> Dimensions {
    Dimensions { plant: extra.plant.clone(), counterparty: extra.counterparty.clone(), meter: extra.meter.clone() }
}

/// The months of a stream's time, with their shares. A stream of one month has that month with a share of 1.
pub(super) fn shares(when: When, period: Period) -> Vec<(Month, f64)> {
    match when {
        When::Month(month) => vec![(month, 1.0)],
        When::Crossing(interval) => {
            let whole = interval.seconds() as f64;
            interval.months_within(period).into_iter().map(|(month, seconds)| (month, seconds as f64 / whole)).collect()
        }
    }
}

fn month_codes(when: When, period: Period, months: &[Month]) -> Vec<(u32, f64)> {
    let code = |month| months.binary_search(&month).ok().map(|code| code as u32);
    shares(when, period).into_iter().filter_map(|(month, share)| Some((code(month)?, share))).collect()
}

/// Whether part of an interval lies outside the period.
fn is_cut(interval: Interval, period: Period) -> bool {
    interval.intersection(period.interval()) != Some(interval)
}
