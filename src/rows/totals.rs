//! Accumulation: one exact sum per site and line, in each thread, then merged.
//!
//! In: codes and quantities of accepted rows. Out: [`Totals`], in the order of sites and
//! lines. Sums are exact, so threads, parts and row order leave no trace in them.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::check::Accepted;
use super::exact::{ExactSum, micro};
use super::line::{LineKey, RawLine, finished_line};
use super::moment::When;
use super::queue::Ordinals;
use crate::activity::{Line, Total};
use crate::period::{Interval, Month, Period};

/// The sum of one site's line, as far as a thread has seen it. Thirty-two bytes, because
/// adding to one in memory is what reading rows in random order waits for.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// Sum of the quantities that are whole millionths, in millionths.
    micro: i64,
    rows: u64,
    /// Ordinals of the first and last row.
    first: u64,
    last: u64,
}

const EMPTY: Cell = Cell { micro: 0, rows: 0, first: u64::MAX, last: 0 };

/// Lines of one site stand in pages, so that many lines used by few sites cost little.
const PAGE: usize = 64;

/// Sites of a bundle: few enough that their cells fit the cache of one processor.
const SITES: usize = 48;

/// Rows of a bundle when it is added: enough that a cell, once fetched, is used again.
const FULL: usize = 1 << 14;

/// No page yet.
const NONE: u32 = u32::MAX;

/// A row on its way to its cell.
#[derive(Clone, Copy)]
struct Parcel {
    slot: u32,
    micro: i64,
    ordinal: u64,
}

/// The sums of one thread.
#[derive(Default)]
pub(super) struct Sums {
    /// Which page holds the lines of a site: by site, then group of [`PAGE`] lines.
    directory: Vec<u32>,
    /// Groups of lines each site has room for.
    groups: usize,
    /// Pages of cells, one after the other.
    cells: Vec<Cell>,
    /// What does not fit a cell: quantities that are not whole millionths, and sums that
    /// would overflow.
    wide: HashMap<(u32, u32), ExactSum>,
    /// Cells whose sum went round 2⁶⁴, and whether upwards.
    overflows: Vec<(u32, bool)>,
    /// Rows on their way to the cells, kept to spare allocations.
    bundles: Vec<Vec<Parcel>>,
}

impl Sums {
    /// Adds the rows of a part; `ordinal` says what a row's index in the part counts as.
    ///
    /// The rows are dealt out to bundles of neighbouring sites, and a bundle is added when it
    /// is full: its cells stay in the processor's cache meanwhile, whatever order the rows
    /// came in.
    pub(super) fn add(&mut self, rows: &[Accepted], ordinal: impl Fn(usize) -> u64) {
        let mut bundles = std::mem::take(&mut self.bundles);
        for row in rows {
            let slot = self.slot(row.site, row.line);
            let micro = micro(row.quantity).unwrap_or_else(|| {
                self.wide.entry((row.site, row.line)).or_default().add(row.quantity);
                0
            });
            let bundle = row.site as usize / SITES;
            if bundle >= bundles.len() {
                bundles.resize_with(bundle + 1, Vec::new);
            }
            let Some(bundle) = bundles.get_mut(bundle) else { continue };
            bundle.push(Parcel { slot, micro, ordinal: ordinal(row.index as usize) });
            if bundle.len() == FULL {
                bundle.drain(..).for_each(|parcel| self.deliver(parcel));
            }
        }
        self.bundles = bundles;
    }

    /// Adds what is still in bundles.
    fn deliver_all(&mut self) {
        for bundle in std::mem::take(&mut self.bundles) {
            bundle.into_iter().for_each(|parcel| self.deliver(parcel));
        }
    }

    /// Adds a parcel to its cell. Nothing else happens here: the less there is to do, the
    /// more cells the processor fetches at a time.
    #[inline]
    fn deliver(&mut self, parcel: Parcel) {
        let Some(cell) = self.cells.get_mut(parcel.slot as usize) else { return };
        let (sum, over) = cell.micro.overflowing_add(parcel.micro);
        cell.micro = sum;
        cell.rows += 1;
        cell.first = cell.first.min(parcel.ordinal);
        cell.last = cell.last.max(parcel.ordinal);
        if over {
            self.overflows.push((parcel.slot, parcel.micro > 0));
        }
    }

    /// The index of the cell of a site's line.
    #[inline]
    fn slot(&mut self, site: u32, line: u32) -> u32 {
        let (site, line) = (site as usize, line as usize);
        let group = line / PAGE;
        if group >= self.groups {
            // Doubling, because every site is moved.
            self.widen((group + 1).next_power_of_two());
        }
        let at = site * self.groups + group;
        if at >= self.directory.len() {
            self.directory.resize((site + 1) * self.groups, NONE);
        }
        let page = match self.directory.get_mut(at) {
            Some(page) if *page == NONE => {
                *page = (self.cells.len() / PAGE) as u32;
                self.cells.resize(self.cells.len() + PAGE, EMPTY);
                *page
            }
            Some(page) => *page,
            None => 0,
        };
        page * PAGE as u32 + (line % PAGE) as u32
    }

    /// Makes room for more lines of every site.
    fn widen(&mut self, groups: usize) {
        let sites = self.directory.chunks(self.groups.max(1));
        let wider = sites.flat_map(|pages| pages.iter().copied().chain(std::iter::repeat(NONE)).take(groups));
        self.directory = wider.collect();
        self.groups = groups;
    }

    /// Brings sums that went round back: what they lack goes to the wide sums.
    fn settle(&mut self) {
        let mut places: HashMap<u32, (u32, u32)> = HashMap::new();
        let wrapped: hashbrown::HashSet<u32> = self.overflows.iter().map(|(slot, _)| *slot).collect();
        if wrapped.is_empty() {
            return;
        }
        for (at, page) in self.directory.iter().enumerate().filter(|(_, page)| **page != NONE) {
            let (site, group) = (at / self.groups, at % self.groups);
            for nth in 0..PAGE {
                let slot = page * PAGE as u32 + nth as u32;
                if wrapped.contains(&slot) {
                    places.insert(slot, (site as u32, (group * PAGE + nth) as u32));
                }
            }
        }
        for (slot, upwards) in std::mem::take(&mut self.overflows) {
            let Some(key) = places.get(&slot) else { continue };
            self.wide.entry(*key).or_default().add_rounds(if upwards { 1 } else { -1 });
        }
    }

    /// Every cell with rows in it: site, line and cell, by site and line.
    fn filled(&self) -> impl Iterator<Item = (u32, u32, &Cell)> {
        let pages = self.directory.iter().enumerate().filter(|(_, page)| **page != NONE);
        pages.flat_map(|(at, page)| {
            let (site, group) = (at / self.groups, at % self.groups);
            let cells = self.cells.iter().skip(*page as usize * PAGE).take(PAGE);
            let placed = cells.enumerate().map(move |(nth, cell)| (site as u32, (group * PAGE + nth) as u32, cell));
            placed.filter(|(_, _, cell)| cell.rows > 0)
        })
    }

    /// The ordinal of the first row of each line and how many there are, over all sites.
    pub(super) fn rows_of_lines(&self, lines: usize) -> Vec<(u64, u64)> {
        let mut found = vec![(u64::MAX, 0); lines];
        for (_, line, cell) in self.filled() {
            if let Some((first, rows)) = found.get_mut(line as usize) {
                *first = cell.first.min(*first);
                *rows += cell.rows;
            }
        }
        found
    }

    /// Moves the sums of another thread here; `lines` says what its line codes are here.
    fn merge(&mut self, other: &Self, lines: &[u32]) {
        for (site, line, from) in other.filled() {
            let Some(line) = lines.get(line as usize) else { continue };
            let slot = self.slot(site, *line);
            let Some(cell) = self.cells.get_mut(slot as usize) else { continue };
            match cell.micro.checked_add(from.micro) {
                Some(sum) => cell.micro = sum,
                None => self.wide.entry((site, *line)).or_default().add_micro(from.micro),
            }
            cell.rows += from.rows;
            cell.first = cell.first.min(from.first);
            cell.last = cell.last.max(from.last);
        }
        // Each key is merged by itself, so the map's order does not matter.
        #[allow(clippy::iter_over_hash_type, reason = "exact sums of separate keys")]
        for ((site, line), sum) in &other.wide {
            let Some(line) = lines.get(*line as usize) else { continue };
            self.wide.entry((*site, *line)).or_default().merge(sum);
        }
    }

    /// A cell's sum, rounded once.
    fn value(&self, site: u32, line: u32, cell: &Cell) -> f64 {
        let mut sum = self.wide.get(&(site, line)).cloned().unwrap_or_default();
        sum.add_micro(cell.micro);
        sum.value()
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
    for (lines, mut sums) in threads {
        sums.deliver_all();
        sums.settle();
        let here: Vec<u32> = lines.iter().map(|l| codes.get(&l.key()).copied().unwrap_or(0)).collect();
        all.merge(&sums, &here);
    }
    drop(codes);
    (ordered.into_values().collect(), all)
}

/// Shares crossing lines out to their months and rounds every sum, once.
///
/// A row across an edge counts in each month by its seconds there, and what lies outside the
/// period does not count. The share is taken of the sum, not of each row.
pub(super) fn finish(lines: Vec<RawLine>, sums: &Sums, files: &Ordinals, period: Period) -> (Vec<Line>, Vec<Total>) {
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
    let mut totals: Vec<Total> = Vec::new();
    for (site, line, cell) in sums.filled() {
        let quantity = sums.value(site, line, cell);
        for (nth, (target, share)) in targets.get(line as usize).into_iter().flatten().enumerate() {
            let (first, last) = (files.row(cell.first), files.row(cell.last));
            let counted = if nth == 0 { cell.rows } else { 0 };
            totals.push(Total {
                site,
                line: *target,
                quantity: quantity * share,
                rows: cell.rows,
                counted,
                first,
                last,
            });
        }
    }
    // A stable sort, so that shares of one month are added in the order of their lines.
    totals.sort_by_key(|total| (total.site, total.line));
    totals.dedup_by(|more, total| {
        let same = (more.site, more.line) == (total.site, total.line);
        if same {
            add(total, more);
        }
        same
    });
    let finished = ordered.values().filter_map(finished_line).collect();
    (finished, totals)
}

fn add(total: &mut Total, more: &Total) {
    total.quantity += more.quantity;
    total.rows += more.rows;
    total.counted += more.counted;
    total.first = total.first.min(more.first);
    total.last = total.last.max(more.last);
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
