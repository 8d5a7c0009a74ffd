//! Which sites a statement covers, with what share, and which emissions two of them report.

use std::collections::HashMap;

use super::Statement;
use crate::estate::{Boundary, Site};
use crate::id::{EstateId, SiteId};
use crate::ledger::{Ledger, Posting};
use crate::scope::{Category, Scope};

/// Facts about the sites of a ledger that are the same for every statement.
pub(super) struct Known {
    /// Sites with emissions or purchases of their own. If a seller has none, nothing is counted twice.
    reports_own: Vec<bool>,
    /// Sites with a purchase for which the market-based method finds nothing.
    uncovered: Vec<bool>,
    /// The counterparty, by the number of the dimensions.
    counterparties: Vec<Option<u32>>,
}

impl Known {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let mut known = Self {
            reports_own: vec![false; ledger.sites().len()],
            uncovered: vec![false; ledger.sites().len()],
            counterparties: Vec::new(),
        };
        for entry in ledger.entries() {
            let own = ledger.reaches(entry).is_some_and(|(category, _)| category.scope() != Scope::Three);
            let site = ledger.posting(entry).filter(|_| own);
            mark(&mut known.reports_own, site);
        }
        for posting in ledger.uncovered() {
            mark(&mut known.uncovered, ledger.posting_at(*posting));
        }
        known.counterparties = counterparties(ledger);
        known
    }

    pub(super) fn is_uncovered(&self, site: u32) -> bool {
        self.uncovered.get(site as usize).copied().unwrap_or(false)
    }
}

/// The counterparty, by the number of the dimensions. Only sites that are named are looked up, because a book may have
/// a million sites.
fn counterparties(ledger: &Ledger) -> Vec<Option<u32>> {
    let named = || ledger.dimensions().iter().map(|(_, dimensions)| dimensions.counterparty.as_ref());
    let mut sites: HashMap<&SiteId, Option<u32>> = named().flatten().map(|id| (id, None)).collect();
    for (id, site) in ledger.sites().iter().zip(0..) {
        if let Some(found) = sites.get_mut(id) {
            found.get_or_insert(site);
        }
    }
    named().map(|id| sites.get(id?).copied().flatten()).collect()
}

fn mark(sites: &mut [bool], posting: Option<&Posting>) {
    if let Some(flag) = posting.and_then(|posting| sites.get_mut(posting.site as usize)) {
        *flag = true;
    }
}

/// The sites of one statement.
pub(super) struct Membership<'k> {
    boundary: Boundary,
    known: &'k Known,
    shares: Vec<Option<f64>>,
}

impl<'k> Membership<'k> {
    /// The sites of a boundary in an estate, or in the whole book.
    pub(super) fn new(sites: &[Site], boundary: Boundary, estate: Option<&EstateId>, known: &'k Known) -> Self {
        let share = |site: &Site| {
            let inside = estate.is_none_or(|id| site.estate == *id);
            boundary.share(site).filter(|share| inside && *share > 0.0)
        };
        Self { boundary, known, shares: sites.iter().map(share).collect() }
    }

    /// The sites that a statement of the ledger covers.
    pub(super) fn of(statement: &Statement, ledger: &Ledger, known: &'k Known) -> Self {
        // The statement has its sites in the order of the ledger.
        let mut members = statement.sites().iter().peekable();
        let share = |site: &SiteId| members.next_if(|member| member.site == *site).map(|member| member.share);
        Self { boundary: statement.boundary, known, shares: ledger.sites().iter().map(share).collect() }
    }

    /// The share of a site that counts; `None` if it is no member.
    pub(super) fn share(&self, site: u32) -> Option<f64> {
        self.shares.get(site as usize).copied().flatten()
    }

    /// Whether every purchase of its sites has a market-based figure.
    pub(super) fn is_covered(&self) -> bool {
        let mut members = (0..self.shares.len() as u32).filter(|site| self.share(*site).is_some());
        !members.any(|site| self.known.is_uncovered(site))
    }

    /// The member whose emissions a posting repeats. A site cannot repeat its own.
    pub(super) fn seller(&self, posting: &Posting, category: Category) -> Option<u32> {
        // Statements by a consolidation approach count shares of sites. Trade between the sites is not eliminated in
        // them.
        if self.boundary != Boundary::Estate || category.scope() == Scope::One {
            return None;
        }
        let seller = self.known.counterparties.get(posting.dimensions.index()).copied().flatten()?;
        let reports = self.known.reports_own.get(seller as usize).copied().unwrap_or(false);
        (seller != posting.site && reports && self.share(seller).is_some()).then_some(seller)
    }
}
