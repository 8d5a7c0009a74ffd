//! Accumulation: one exact sum per site and line, in each thread, then merged.
//!
//! In: codes and quantities of accepted rows. Out: [`Totals`], in the order of sites and
//! lines. Sums are exact, so threads, parts and row order leave no trace in them.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::encode::Cache;
use super::exact::{ExactSum, pico};
use super::moment::When;
use crate::activity::{Line, RowRef, Total};
use crate::id::{ActivityCode, FactorId, PlantId, SiteId};
use crate::period::{Interval, Month, Period};
use crate::quantity::{HeatBasis, Unit};
use crate::scope::Category;

/// A line before its time is shared out to months.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RawLine {
    pub(super) activity: ActivityCode,
    pub(super) category: Category,
    pub(super) unit: Unit,
    pub(super) when: When,
    pub(super) extra: Extra,
}

/// What the optional columns say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Extra {
    pub(super) factor_id: Option<FactorId>,
    pub(super) basis: Option<HeatBasis>,
    pub(super) plant: Option<PlantId>,
    pub(super) counterparty: Option<SiteId>,
    pub(super) data_quality: Option<u8>,
    pub(super) uncertainty_pct: Option<f64>,
}

/// Orders lines and finds equal ones; built from everything a line says.
pub(super) type LineKey = (
    ActivityCode,
    &'static str,
    When,
    (Option<FactorId>, Option<HeatBasis>, Option<PlantId>, Option<SiteId>, Option<u8>, Option<u64>),
);

impl RawLine {
    pub(super) fn key(&self) -> LineKey {
        let e = &self.extra;
        // Uncertainties are not negative, so their bits order as they do.
        let rest = (e.factor_id.clone(), e.basis, e.plant.clone(), e.counterparty.clone(), e.data_quality, e.uncertainty_pct.map(f64::to_bits));
        (self.activity.clone(), self.unit.symbol(), self.when, rest)
    }

    pub(super) fn in_month(&self, month: Month) -> Self {
        Self { when: When::Month(month), ..self.clone() }
    }
}

/// The sum of one site's line, as far as a thread has seen it.
#[derive(Clone, Copy, Debug)]
struct Cell {
    pico: i128,
    rows: u64,
    first: RowRef,
    last: RowRef,
}

const NO_ROW: RowRef = RowRef { file: u32::MAX, row: u64::MAX };
const EMPTY: Cell = Cell { pico: 0, rows: 0, first: NO_ROW, last: RowRef { file: 0, row: 0 } };

/// Lines of one site stand in pages, so that many lines used by few sites cost little.
const PAGE: usize = 16;

/// The sums of one thread.
#[derive(Default)]
pub(super) struct Sums {
    /// By site, then page of lines.
    pages: Vec<Vec<Option<Box<[Cell; PAGE]>>>>,
    /// Quantities that are no short decimal, by site and line.
    binary: HashMap<(u32, u32), ExactSum>,
}

impl Sums {
    #[inline]
    pub(super) fn add(&mut self, site: u32, line: u32, quantity: f64, row: RowRef) {
        let whole = match pico(quantity) {
            Some(whole) => whole,
            None => {
                self.binary.entry((site, line)).or_default().add(quantity);
                0
            }
        };
        let Some(cell) = self.cell(site, line) else { return };
        cell.pico += whole;
        cell.rows += 1;
        // A thread sees the rows of a file in their order.
        if cell.rows == 1 {
            cell.first = row;
        }
        cell.last = row;
    }

    #[inline]
    fn cell(&mut self, site: u32, line: u32) -> Option<&mut Cell> {
        let (site, line) = (site as usize, line as usize);
        if self.pages.len() <= site {
            self.pages.resize_with(site + 1, Vec::new);
        }
        let pages = self.pages.get_mut(site)?;
        let page = line / PAGE;
        if pages.len() <= page {
            pages.resize_with(page + 1, || None);
        }
        pages.get_mut(page)?.get_or_insert_with(|| Box::new([EMPTY; PAGE])).get_mut(line % PAGE)
    }

    /// The first row of each line and how many there are, over all sites.
    pub(super) fn rows_of_lines(&self, lines: usize) -> Vec<(RowRef, u64)> {
        let mut found = vec![(NO_ROW, 0); lines];
        for pages in &self.pages {
            for (page, cells) in pages.iter().enumerate() {
                for (at, cell) in cells.iter().flat_map(|cells| cells.iter()).enumerate() {
                    if let Some((first, rows)) = found.get_mut(page * PAGE + at) {
                        *first = cell.first.min(*first);
                        *rows += cell.rows;
                    }
                }
            }
        }
        found
    }

    /// Moves the sums of another thread here; `lines` says what its line codes are here.
    pub(super) fn merge(&mut self, other: Self, lines: &[u32]) {
        for (site, pages) in other.pages.into_iter().enumerate() {
            for (page, cells) in pages.into_iter().enumerate() {
                let Some(cells) = cells else { continue };
                for (at, from) in cells.iter().enumerate().filter(|(_, cell)| cell.rows > 0) {
                    let Some(line) = lines.get(page * PAGE + at) else { continue };
                    let Some(cell) = self.cell(site as u32, *line) else { continue };
                    cell.pico += from.pico;
                    cell.rows += from.rows;
                    cell.first = cell.first.min(from.first);
                    cell.last = cell.last.max(from.last);
                }
            }
        }
        // Each key is merged by itself, so the map's order does not matter.
        #[allow(clippy::iter_over_hash_type, reason = "exact sums of separate keys")]
        for ((site, line), sum) in other.binary {
            let Some(line) = lines.get(line as usize) else { continue };
            self.binary.entry((site, *line)).or_default().merge(&sum);
        }
    }
}

/// The lines of one thread: codes for what rows say, apart from site and quantity.
pub(super) struct Lines {
    cache: Cache,
    by_codes: HashMap<u128, u32>,
    lines: Vec<RawLine>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { cache: Cache::new(), by_codes: HashMap::new(), lines: Vec::new() }
    }

    /// The code of a line made of the codes of its columns.
    #[inline]
    pub(super) fn code(&mut self, codes: [u32; 4], make: impl FnOnce() -> Option<RawLine>) -> u32 {
        let key = codes.iter().fold(0, |key, code| key << 32 | u128::from(*code));
        let Self { cache, by_codes, lines } = self;
        cache.get(key, || {
            *by_codes.entry(key).or_insert_with(|| {
                lines.extend(make());
                (lines.len().max(1) - 1) as u32
            })
        })
    }

    pub(super) fn get(&self, code: u32) -> Option<&RawLine> {
        self.lines.get(code as usize)
    }

    pub(super) fn into_lines(self) -> Vec<RawLine> {
        self.lines
    }
}

/// Brings the lines of every thread into one order and adds their sums.
pub(super) fn merge(threads: Vec<(Vec<RawLine>, Sums)>) -> (Vec<RawLine>, Sums) {
    let mut ordered: BTreeMap<LineKey, RawLine> = BTreeMap::new();
    for line in threads.iter().flat_map(|(lines, _)| lines) {
        ordered.entry(line.key()).or_insert_with(|| line.clone());
    }
    let codes: BTreeMap<&LineKey, u32> = ordered.keys().zip(0..).collect();
    let mut all = Sums::default();
    for (lines, sums) in threads {
        let here: Vec<u32> = lines.iter().map(|l| codes.get(&l.key()).copied().unwrap_or(0)).collect();
        all.merge(sums, &here);
    }
    drop(codes);
    (ordered.into_values().collect(), all)
}

/// Shares crossing lines out to their months and rounds every sum, once.
///
/// A row across an edge counts in each month by its seconds there, and what lies outside the
/// period does not count. The share is taken of the sum, not of each row.
pub(super) fn finish(lines: Vec<RawLine>, mut sums: Sums, period: Period) -> (Vec<Line>, Vec<Total>) {
    let shares: Vec<Vec<(Month, f64)>> = lines.iter().map(|line| shares(line.when, period)).collect();
    let mut ordered: BTreeMap<LineKey, RawLine> = BTreeMap::new();
    for (line, shares) in lines.iter().zip(&shares) {
        for (month, _) in shares {
            let line = line.in_month(*month);
            ordered.entry(line.key()).or_insert(line);
        }
    }
    let codes: BTreeMap<&LineKey, u32> = ordered.keys().zip(0..).collect();
    let target = |line: &RawLine, month: Month| codes.get(&line.in_month(month).key()).copied().unwrap_or(0);
    let targets: Vec<Vec<(u32, f64)>> = lines
        .iter()
        .zip(&shares)
        .map(|(line, shares)| shares.iter().map(|(month, share)| (target(line, *month), *share)).collect())
        .collect();
    let mut totals = Vec::new();
    for (site, pages) in std::mem::take(&mut sums.pages).into_iter().enumerate() {
        let mut of_site: BTreeMap<u32, Total> = BTreeMap::new();
        let cells = pages.iter().enumerate().flat_map(|(page, cells)| {
            cells.iter().flat_map(|c| c.iter()).enumerate().map(move |(at, cell)| (page * PAGE + at, cell))
        });
        for (line, cell) in cells.filter(|(_, cell)| cell.rows > 0) {
            let mut sum = ExactSum::default();
            sum.add_pico(cell.pico);
            if let Some(binary) = sums.binary.get(&(site as u32, line as u32)) {
                sum.merge(binary);
            }
            let quantity = sum.value();
            for (nth, (target, share)) in targets.get(line).into_iter().flatten().enumerate() {
                let counted = if nth == 0 { cell.rows } else { 0 };
                add(&mut of_site, site as u32, *target, quantity * share, cell, counted);
            }
        }
        totals.extend(of_site.into_values());
    }
    let finished = ordered.values().filter_map(finished_line).collect();
    (finished, totals)
}

fn add(of_site: &mut BTreeMap<u32, Total>, site: u32, line: u32, quantity: f64, cell: &Cell, counted: u64) {
    let total = of_site.entry(line).or_insert(Total {
        site,
        line,
        quantity: 0.0,
        rows: 0,
        counted: 0,
        first: cell.first,
        last: cell.last,
    });
    total.quantity += quantity;
    total.rows += cell.rows;
    total.counted += counted;
    total.first = total.first.min(cell.first);
    total.last = total.last.max(cell.last);
}

/// Months and shares of a line's time; a month is itself, whole.
pub(super) fn shares(when: When, period: Period) -> Vec<(Month, f64)> {
    match when {
        When::Month(month) => vec![(month, 1.0)],
        When::Crossing(interval) => {
            let whole = interval.seconds() as f64;
            interval.months_within(period).into_iter().map(|(month, seconds)| (month, seconds as f64 / whole)).collect()
        }
    }
}

/// Whether part of an interval lies outside the period.
pub(super) fn is_cut(interval: Interval, period: Period) -> bool {
    interval.intersection(period.interval()) != Some(interval)
}

fn finished_line(line: &RawLine) -> Option<Line> {
    let When::Month(month) = line.when else { return None };
    let extra = line.extra.clone();
    Some(Line {
        activity: line.activity.clone(),
        category: line.category,
        unit: line.unit,
        month,
        factor_id: extra.factor_id,
        basis: extra.basis,
        plant: extra.plant,
        counterparty: extra.counterparty,
        data_quality: extra.data_quality,
        uncertainty_pct: extra.uncertainty_pct,
    })
}
