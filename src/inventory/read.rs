//! Reading the ledger: what reaches the air, summed into statements.

use std::collections::{BTreeMap, BTreeSet};

use super::eliminations::Eliminated;
use super::figures::Figures;
use super::keyed::{Key, KeyedMasses};
use super::membership::{Known, Membership};
use super::own::Sums;
use super::statement::{SiteStatement, Statement};
use super::{Inventory, Valuation};
use crate::estate::{Boundary, Estate, Site};
use crate::id::{EstateId, SiteId};
use crate::ledger::{Entry, Ledger, Posting};
use crate::period::Month;
use crate::quantity::Gas;

/// What reading needs besides the ledger.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Reading<'a> {
    /// The sites in the order of their ids, as the ledger has them.
    pub sites: &'a [Site],
    /// Estates.
    pub estates: &'a [Estate],
    /// What the headline statement covers.
    pub boundary: Boundary,
    /// What further statements cover.
    pub further: &'a [Boundary],
    /// How masses are valued.
    pub valuation: Valuation,
}

impl<'a> Reading<'a> {
    /// What a headline needs, without further statements.
    pub fn new(sites: &'a [Site], estates: &'a [Estate], boundary: Boundary, valuation: Valuation) -> Self {
        Self { sites, estates, boundary, further: &[], valuation }
    }
}

/// A gas in a section of the scopes for which the GWP set has no potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unvalued {
    /// The gas.
    pub gas: Gas,
    /// Index of its first entry.
    pub entry: usize,
}

/// Reads statements out of a ledger: the headline, one for each further boundary of the book, then each estate whole,
/// then, for several estates, the whole book. No statement appears twice.
///
/// # Errors
/// Every gas for which the set has no potential, each once.
pub fn read(ledger: &Ledger, reading: Reading<'_>) -> Result<Inventory, Vec<Unvalued>> {
    let unvalued = unvalued(ledger, reading.valuation);
    if !unvalued.is_empty() {
        return Err(unvalued);
    }
    let known = Known::of(ledger);
    let mut sums = Sums::new(ledger);
    let mut statement = |(boundary, estate): Covered| {
        let members = Membership::new(reading.sites, boundary, estate.as_ref(), &known);
        Reader { ledger, valuation: reading.valuation, known: &known, members }.statement((boundary, estate), &mut sums)
    };
    let (first, others) = covered(reading);
    Ok(Inventory {
        valuation: reading.valuation,
        headline: statement(first),
        others: others.into_iter().map(statement).collect(),
    })
}

/// What a statement covers: a boundary, in an estate or in the whole book.
type Covered = (Boundary, Option<EstateId>);

/// What the headline covers, and the others in their order.
fn covered(reading: Reading<'_>) -> (Covered, Vec<Covered>) {
    // With only one estate, everything a boundary covers lies in it.
    let only = match reading.estates {
        [one] => Some(one.id.clone()),
        _ => None,
    };
    let headline = (reading.boundary, only.clone());
    let further = reading.further.iter().map(|boundary| (*boundary, only.clone()));
    let estates = reading.estates.iter().map(|estate| Some(estate.id.clone()));
    let whole_book = (reading.estates.len() > 1).then_some(None);
    let mut others: Vec<Covered> = Vec::new();
    for one in further.chain(estates.chain(whole_book).map(|estate| (Boundary::Estate, estate))) {
        if one != headline && !others.contains(&one) {
            others.push(one);
        }
    }
    (headline, others)
}

fn unvalued(ledger: &Ledger, valuation: Valuation) -> Vec<Unvalued> {
    let mut seen = BTreeSet::new();
    let mut missing = Vec::new();
    for (index, entry) in ledger.entries().iter().enumerate() {
        let Entry { gas, .. } = *entry;
        let counts = gas.family().in_scopes() && ledger.reaches(entry).is_some();
        if counts && seen.insert(gas) && valuation.gwp.gwp(gas).is_err() {
            missing.push(Unvalued { gas, entry: index });
        }
    }
    missing
}

/// Reads one statement.
pub(super) struct Reader<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) valuation: Valuation,
    pub(super) known: &'a Known,
    pub(super) members: Membership<'a>,
}

/// A statement while sites are added to it.
#[derive(Default)]
struct Draft {
    masses: KeyedMasses,
    months: BTreeMap<Month, KeyedMasses>,
    sites: Vec<SiteStatement>,
    eliminated: Eliminated,
}

impl Reader<'_> {
    /// Sums are taken in the order of sites. A purchase from a seller in the same statement counts for the site but not
    /// for the statement. It is left out of the sums and not subtracted from them, so that a section bought wholly inside
    /// the fence is exactly zero.
    fn statement(&self, (boundary, estate): Covered, sums: &mut Sums) -> Statement {
        let mut draft = Draft::default();
        for (site, entries) in by_site(self.ledger) {
            if let (Some(share), Some(id)) = (self.members.share(site), self.ledger.sites().get(site as usize)) {
                self.add_site((site, id, share), entries, sums, &mut draft);
            }
        }
        let complete = self.members.is_covered();
        let figures = |masses: KeyedMasses| Figures::new(masses, self.valuation, complete);
        Statement {
            boundary,
            estate,
            figures: figures(draft.masses),
            months: draft.months.into_iter().map(|(month, masses)| (month, figures(masses))).collect(),
            sites: draft.sites,
            eliminations: draft.eliminated.valued(self.ledger.sites(), self.valuation),
            market_complete: complete,
        }
    }

    /// Adds the emissions of one site, and those that sellers in the same statement report too.
    fn add_site(&self, (site, id, share): (u32, &SiteId, f64), entries: &[Entry], sums: &mut Sums, draft: &mut Draft) {
        for (key, posting, kg) in self.own(entries) {
            sums.add(key, posting.month, kg * share);
        }
        let mut masses = KeyedMasses::default();
        sums.drain(|key, month, kg| {
            masses.add(key, kg);
            draft.months.entry(month).or_default().add(key, kg);
        });
        masses.iter().for_each(|(key, kg)| draft.masses.add(key, kg));
        for (seller, key, posting, kg) in self.repeated(entries) {
            masses.add(key, kg);
            // The section was reported, even if only by buyers.
            draft.masses.name(key);
            draft.months.entry(posting.month).or_default().name(key);
            draft.eliminated.add((seller, site), key, kg);
        }
        let figures = Figures::new(masses.shrunk(), self.valuation, !self.known.is_uncovered(site));
        draft.sites.push(SiteStatement { site: id.clone(), share, figures });
    }

    /// Entries that reach the air, with their seller in the statement.
    fn reaching(&self, entries: &[Entry]) -> impl Iterator<Item = (Option<u32>, Key, &Posting, f64)> {
        entries.iter().filter_map(|entry| {
            let (category, book) = self.ledger.reaches(entry)?;
            let posting = self.ledger.posting(entry)?;
            Some((self.members.seller(posting, category), (category, book, entry.gas), posting, entry.kg))
        })
    }

    /// Masses that a site reports and no other site of the statement does.
    pub(super) fn own(&self, entries: &[Entry]) -> impl Iterator<Item = (Key, &Posting, f64)> {
        self.reaching(entries).filter_map(|(seller, key, posting, kg)| seller.is_none().then_some((key, posting, kg)))
    }

    /// Masses that a site reports and its seller in the statement reports too.
    pub(super) fn repeated(&self, entries: &[Entry]) -> impl Iterator<Item = (u32, Key, &Posting, f64)> {
        self.reaching(entries).filter_map(|(seller, key, posting, kg)| Some((seller?, key, posting, kg)))
    }
}

/// Entries site by site, in their order.
pub(super) fn by_site(ledger: &Ledger) -> impl Iterator<Item = (u32, &[Entry])> {
    let site_of = |entry: &Entry| ledger.posting(entry).map(|posting| posting.site);
    ledger
        .entries()
        .chunk_by(move |a, b| site_of(a) == site_of(b))
        .filter_map(move |of_site| Some((of_site.first().and_then(site_of)?, of_site)))
}

#[cfg(test)]
mod tests;
