//! Reading the ledger: entries summed into statements, in their order.

use std::collections::{BTreeMap, BTreeSet};

use super::statement::{Cells, Elimination, SiteStatement, Statement};
use super::{Inventory, Valuation};
use crate::estate::{Boundary, Estate, Site};
use crate::id::EstateId;
use crate::ledger::{Entry, Ledger};
use crate::period::Month;
use crate::quantity::Gas;
use crate::scope::{Category, LedgerBook, Scope};

/// What reading needs besides the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Sites, in the order the ledger counts them.
    pub sites: &'a [Site],
    /// Estates.
    pub estates: &'a [Estate],
    /// What the headline statement covers.
    pub boundary: Boundary,
    /// How masses are valued.
    pub valuation: Valuation,
}

/// A gas on a line of the scopes that the GWP set gives no potential for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unvalued {
    /// The gas.
    pub gas: Gas,
    /// Index of its first entry.
    pub entry: usize,
}

/// Reads statements out of a ledger: the headline by the book's boundary, then each estate
/// whole, then, for several estates, the whole book.
///
/// # Errors
/// Every gas the set cannot value, once.
pub fn read(ledger: &Ledger, reading: Reading<'_>) -> Result<Inventory, Vec<Unvalued>> {
    let unvalued = unvalued(ledger, reading.valuation);
    if !unvalued.is_empty() {
        return Err(unvalued);
    }
    let uncovered = uncovered_sites(ledger);
    let only = (reading.estates.len() == 1).then(|| reading.estates.first().map(|e| e.id.clone())).flatten();
    let headline = statement(ledger, reading, reading.boundary, only, &uncovered);
    let mut others: Vec<Statement> = Vec::new();
    let whole_book = (reading.estates.len() > 1).then_some(None);
    for estate in reading.estates.iter().map(|e| Some(e.id.clone())).chain(whole_book) {
        if headline.boundary != Boundary::Estate || headline.estate != estate {
            others.push(statement(ledger, reading, Boundary::Estate, estate, &uncovered));
        }
    }
    Ok(Inventory { valuation: reading.valuation, headline, others })
}

fn unvalued(ledger: &Ledger, valuation: Valuation) -> Vec<Unvalued> {
    let mut seen = BTreeSet::new();
    let mut missing = Vec::new();
    for (entry, Entry { gas, .. }) in ledger.entries().iter().enumerate() {
        if seen.insert(*gas) && gas.family().in_scopes() && valuation.gwp.gwp(*gas).is_err() {
            missing.push(Unvalued { gas: *gas, entry });
        }
    }
    missing
}

/// Sites with a purchase that stands in the location-based book and not in the market-based.
fn uncovered_sites(ledger: &Ledger) -> BTreeSet<u32> {
    let mut covered: BTreeMap<u32, (u32, bool)> = BTreeMap::new();
    for entry in ledger.entries() {
        let site = ledger.total(entry).map_or(0, |t| t.site);
        match entry.book {
            LedgerBook::LocationBased => drop(covered.entry(entry.total).or_insert((site, false))),
            LedgerBook::MarketBased => drop(covered.insert(entry.total, (site, true))),
            LedgerBook::Main => {}
        }
    }
    covered.into_values().filter(|(_, covered)| !covered).map(|(site, _)| site).collect()
}

/// Masses of one site while its entries pass, dense because a big book has a million of them.
struct Scratch {
    kg: Vec<f64>,
    touched: Vec<usize>,
    gases: usize,
    months: usize,
}

impl Scratch {
    fn new(months: usize) -> Self {
        let gases = Gas::count();
        Self { kg: vec![0.0; Category::all().count() * BOOKS.len() * gases * months], touched: Vec::new(), gases, months }
    }

    fn add(&mut self, category: usize, book: LedgerBook, gas: Gas, month: usize, kg: f64) {
        let at = ((category * BOOKS.len() + book as usize) * self.gases + gas.index()) * self.months + month;
        if let Some(sum) = self.kg.get_mut(at) {
            // A sum that happens to be zero is pushed twice at most; `drain` forgets the second.
            if *sum == 0.0 {
                self.touched.push(at);
            }
            *sum += kg;
        }
    }

    /// Hands out what was added, in the order of category, book, gas and month, and empties itself.
    fn drain(&mut self, mut each: impl FnMut(usize, LedgerBook, usize, usize, f64)) {
        self.touched.sort_unstable();
        self.touched.dedup();
        for at in self.touched.drain(..) {
            let Some(sum) = self.kg.get_mut(at) else { continue };
            let (rest, month) = (at / self.months, at % self.months);
            let (rest, gas) = (rest / self.gases, rest % self.gases);
            let Some(book) = BOOKS.get(rest % BOOKS.len()) else { continue };
            each(rest / BOOKS.len(), *book, gas, month, std::mem::take(sum));
        }
    }
}

const BOOKS: [LedgerBook; 3] = [LedgerBook::Main, LedgerBook::LocationBased, LedgerBook::MarketBased];

fn statement(
    ledger: &Ledger,
    reading: Reading<'_>,
    boundary: Boundary,
    estate: Option<EstateId>,
    uncovered: &BTreeSet<u32>,
) -> Statement {
    let share_of = |index: u32| {
        let site = reading.sites.get(index as usize)?;
        let inside = estate.as_ref().is_none_or(|id| site.estate == *id);
        let share = boundary.share(site).filter(|share| inside && *share > 0.0)?;
        Some((site, share))
    };
    let mut months: Vec<Month> = ledger.totals().lines.iter().map(|l| l.month).collect();
    months.sort_unstable();
    months.dedup();
    let categories: Vec<Category> = Category::all().collect();
    let gases: Vec<Gas> = Gas::all().collect();
    let lines: Vec<(usize, usize)> = ledger
        .totals()
        .lines
        .iter()
        .map(|l| (l.category.index(), months.binary_search(&l.month).unwrap_or(0)))
        .collect();
    let mut found = Statement {
        boundary,
        estate: estate.clone(),
        valuation: reading.valuation,
        cells: Cells::new(),
        months: BTreeMap::new(),
        sites: Vec::new(),
        eliminations: Vec::new(),
        market_complete: !uncovered.iter().any(|site| share_of(*site).is_some()),
    };
    let mut scratch = Scratch::new(months.len().max(1));
    let mut by_month: Vec<Cells> = months.iter().map(|_| Cells::new()).collect();
    let mut rest = ledger.entries();
    while let Some(site_index) = rest.first().and_then(|e| ledger.total(e)).map(|t| t.site) {
        let end = rest.partition_point(|e| ledger.total(e).is_some_and(|t| t.site <= site_index));
        let (of_site, later) = rest.split_at(end.max(1));
        rest = later;
        let Some((site, share)) = share_of(site_index) else { continue };
        for entry in of_site {
            let Some(total) = ledger.total(entry) else { continue };
            let Some((category, month)) = lines.get(total.line as usize) else { continue };
            scratch.add(*category, entry.book, entry.gas, *month, entry.kg * share);
        }
        let mut cells = Cells::new();
        scratch.drain(|category, book, gas, month, kg| {
            let (Some(category), Some(gas)) = (categories.get(category), gases.get(gas)) else { return };
            let key = (*category, book, *gas);
            *cells.entry(key).or_default() += kg;
            if let Some(in_month) = by_month.get_mut(month) {
                *in_month.entry(key).or_default() += kg;
            }
        });
        for (key, kg) in &cells {
            *found.cells.entry(*key).or_default() += kg;
        }
        found.sites.push(SiteStatement {
            site: site.id.clone(),
            share,
            cells,
            valuation: reading.valuation,
            market_complete: !uncovered.contains(&site_index),
        });
    }
    found.months = months.into_iter().zip(by_month).filter(|(_, cells)| !cells.is_empty()).collect();
    if boundary == Boundary::Estate {
        eliminate(ledger, &mut found, |index| share_of(index).map(|(site, _)| site));
    }
    found
}

/// Takes off what a site reports of a counterparty whose own emissions are in the statement.
fn eliminate<'a>(ledger: &Ledger, statement: &mut Statement, member: impl Fn(u32) -> Option<&'a Site>) {
    let inside: BTreeSet<_> = (0..ledger.sites.len() as u32).filter_map(&member).map(|s| s.id.clone()).collect();
    let mut found: BTreeMap<_, Cells> = BTreeMap::new();
    for entry in ledger.entries() {
        let (Some(total), Some(line)) = (ledger.total(entry), ledger.line(entry)) else { continue };
        let (Some(from), Some(to)) = (&line.counterparty, member(total.site)) else { continue };
        if line.category.scope() == Scope::One || !inside.contains(from) || *from == to.id {
            continue;
        }
        let key = (from.clone(), to.id.clone(), line.category, entry.book);
        *found.entry(key).or_default().entry((line.category, entry.book, entry.gas)).or_default() += entry.kg;
        if let Some(cell) = statement.cells.get_mut(&(line.category, entry.book, entry.gas)) {
            *cell -= entry.kg;
        }
        let month = statement.months.get_mut(&line.month);
        if let Some(cell) = month.and_then(|cells| cells.get_mut(&(line.category, entry.book, entry.gas))) {
            *cell -= entry.kg;
        }
    }
    let valuation = statement.valuation;
    statement.eliminations = found
        .into_iter()
        .map(|((from_site, to_site, category, book), cells)| Elimination { from_site, to_site, category, book, cells, valuation })
        .collect();
}
