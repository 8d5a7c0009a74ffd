//! Reading the ledger: entries summed into statements, in their order.

use std::collections::{BTreeMap, BTreeSet};

use super::statement::{Cells, Elimination, SiteStatement, Statement};
use super::{Inventory, Valuation};
use crate::activity::Line;
use crate::estate::{Boundary, Estate, Site};
use crate::id::{EstateId, SiteId};
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
    let mut uncovered = BTreeSet::new();
    // The entries of a total stand together, those of the market-based book last.
    let mut open: Option<u32> = None;
    let site_of = |total: u32| ledger.totals().totals.get(total as usize).map(|t| t.site);
    for entry in ledger.entries() {
        if open.is_some_and(|total| total != entry.total) {
            uncovered.extend(open.take().and_then(site_of));
        }
        match entry.book {
            LedgerBook::LocationBased => open = Some(entry.total),
            LedgerBook::MarketBased => open = None,
            LedgerBook::Main => {}
        }
    }
    uncovered.extend(open.and_then(site_of));
    uncovered
}

/// Masses of one site while its entries pass, dense because a big book has a million of them.
#[derive(Default)]
struct Scratch {
    kg: Vec<f64>,
    touched: Vec<usize>,
    gases: usize,
    months: usize,
}

impl Scratch {
    fn new(months: usize) -> Self {
        let gases = Gas::count();
        Self {
            kg: vec![0.0; Category::all().count() * BOOKS.len() * gases * months],
            touched: Vec::new(),
            gases,
            months,
        }
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

/// What a mass counts towards: line, book and gas.
type Key = (Category, LedgerBook, Gas);

/// Which line a mass stands on, and whose emissions it repeats, if the seller is in the
/// same statement.
struct LineAt {
    category: usize,
    month: usize,
    seller: Option<SiteId>,
}

/// The parts of a ledger that one statement reads.
struct Reader<'a> {
    ledger: &'a Ledger,
    months: Vec<Month>,
    lines: Vec<LineAt>,
    categories: Vec<Category>,
    gases: Vec<Gas>,
    scratch: Scratch,
}

impl<'a> Reader<'a> {
    /// A reader of all lines; `seller` says whose emissions a line repeats.
    fn new(ledger: &'a Ledger, seller: impl Fn(&Line) -> Option<SiteId>) -> Self {
        let lines = &ledger.totals().lines;
        let mut months: Vec<Month> = lines.iter().map(|l| l.month).collect();
        months.sort_unstable();
        months.dedup();
        let at = |line: &Line| LineAt {
            category: line.category.index(),
            month: months.binary_search(&line.month).unwrap_or(0),
            seller: seller(line),
        };
        Self {
            ledger,
            lines: lines.iter().map(at).collect(),
            categories: Category::all().collect(),
            gases: Gas::all().collect(),
            scratch: Scratch::new(months.len().max(1)),
            months,
        }
    }

    fn line_of(&self, entry: &Entry) -> Option<&LineAt> {
        self.lines.get(self.ledger.total(entry)?.line as usize)
    }

    /// Whose emissions an entry of a site repeats; its own it cannot.
    fn seller_of(&self, entry: &Entry, site: &Site) -> Option<&SiteId> {
        self.line_of(entry)?.seller.as_ref().filter(|seller| **seller != site.id)
    }

    /// Sums what a site alone answers for, by cell and month, in that order.
    fn own(&mut self, entries: &[Entry], site: &Site, share: f64) -> Vec<(Key, Month, f64)> {
        let mut scratch = std::mem::take(&mut self.scratch);
        for entry in entries.iter().filter(|entry| self.seller_of(entry, site).is_none()) {
            let Some(line) = self.line_of(entry) else { continue };
            scratch.add(line.category, entry.book, entry.gas, line.month, entry.kg * share);
        }
        let mut sums = Vec::new();
        scratch.drain(|category, book, gas, month, kg| {
            let (Some(category), Some(gas)) = (self.categories.get(category), self.gases.get(gas)) else { return };
            sums.extend(self.months.get(month).map(|month| ((*category, book, *gas), *month, kg)));
        });
        self.scratch = scratch;
        sums
    }

    /// What a site reports of sellers in the same statement: the key and month of each entry.
    fn repeated<'e>(&self, entries: &'e [Entry], site: &Site) -> Vec<(SiteId, Key, Month, &'e Entry)> {
        let one = |entry: &'e Entry| {
            let seller = self.seller_of(entry, site)?.clone();
            let line = self.line_of(entry)?;
            let key = (*self.categories.get(line.category)?, entry.book, entry.gas);
            Some((seller, key, *self.months.get(line.month)?, entry))
        };
        entries.iter().filter_map(one).collect()
    }
}

/// Reads one statement. What a site buys of a seller in the same statement is the site's and
/// not the statement's: it is left out of the sums rather than taken off them, so that a line
/// bought wholly inside the fence comes to nothing exactly.
fn statement(
    ledger: &Ledger,
    reading: Reading<'_>,
    boundary: Boundary,
    estate: Option<EstateId>,
    uncovered: &BTreeSet<u32>,
) -> Statement {
    let share_of = |index: usize| {
        let site = reading.sites.get(index)?;
        let inside = estate.as_ref().is_none_or(|id| site.estate == *id);
        let share = boundary.share(site).filter(|share| inside && *share > 0.0)?;
        Some((site, share))
    };
    // A seller that reports nothing of its own has nothing that is counted twice.
    let own = |entry: &Entry| ledger.line(entry).is_some_and(|line| line.category.scope() != Scope::Three);
    let reporting = by_site(ledger).filter(|(_, entries)| entries.iter().any(own));
    let members: BTreeSet<&SiteId> =
        reporting.filter_map(|(index, _)| share_of(index as usize).map(|(site, _)| &site.id)).collect();
    // Organizational boundaries count shares of sites; their trade is consolidated elsewhere.
    let eliminates = |line: &Line| boundary == Boundary::Estate && line.category.scope() != Scope::One;
    let mut reader = Reader::new(ledger, |line| {
        line.counterparty.clone().filter(|seller| eliminates(line) && members.contains(seller))
    });
    let mut found = Statement {
        boundary,
        estate: estate.clone(),
        valuation: reading.valuation,
        cells: Cells::new(),
        months: BTreeMap::new(),
        sites: Vec::new(),
        eliminations: Vec::new(),
        market_complete: !uncovered.iter().any(|site| share_of(*site as usize).is_some()),
    };
    let mut eliminated: BTreeMap<(SiteId, SiteId, Category, LedgerBook), Cells> = BTreeMap::new();
    for (index, entries) in by_site(ledger) {
        let Some((site, share)) = share_of(index as usize) else { continue };
        let mut cells = Cells::new();
        for (key, month, kg) in reader.own(entries, site, share) {
            *cells.entry(key).or_default() += kg;
            *found.months.entry(month).or_default().entry(key).or_default() += kg;
        }
        for (key, kg) in &cells {
            *found.cells.entry(*key).or_default() += kg;
        }
        for (seller, key, month, entry) in reader.repeated(entries, site) {
            *cells.entry(key).or_default() += entry.kg;
            // The line was reported, if only by those who bought.
            found.cells.entry(key).or_default();
            found.months.entry(month).or_default().entry(key).or_default();
            let line = (seller, site.id.clone(), key.0, key.1);
            *eliminated.entry(line).or_default().entry(key).or_default() += entry.kg;
        }
        let market_complete = !uncovered.contains(&index);
        let (site, valuation) = (site.id.clone(), reading.valuation);
        found.sites.push(SiteStatement { site, share, cells, valuation, market_complete });
    }
    let valuation = reading.valuation;
    let elimination = |((from_site, to_site, category, book), cells)| Elimination {
        from_site,
        to_site,
        category,
        book,
        cells,
        valuation,
    };
    found.eliminations = eliminated.into_iter().map(elimination).collect();
    found
}

/// Entries site by site, in their order.
fn by_site(ledger: &Ledger) -> impl Iterator<Item = (u32, &[Entry])> {
    let mut rest = ledger.entries();
    std::iter::from_fn(move || {
        let site = ledger.total(rest.first()?)?.site;
        let end = rest.partition_point(|e| ledger.total(e).is_some_and(|t| t.site <= site));
        let (of_site, later) = rest.split_at(end.max(1));
        rest = later;
        Some((site, of_site))
    })
}
