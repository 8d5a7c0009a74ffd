//! The phases of posting, in their order.

use std::collections::HashSet;

use super::Ledger;
use super::account::AccountSet;
use super::context::Context;
use super::direct::direct;
use super::purchases::purchases;
use super::refused::{Behind, Refusal, Refused, Unresolved};
use crate::activity::Totals;
use crate::id::SiteId;
use crate::method::Calculation;

/// A phase of posting. It takes the ledger so far and returns it with the phase's own postings.
pub(super) type Phase = fn(Ledger, &Context<'_>) -> Ledger;

/// The phases in their order, by name. The last three post nothing yet: plants and transfers, deliveries inside the
/// fence and the fates of captured gas will be posted here.
pub(super) const PHASES: [(&str, Phase); 5] = [
    ("direct", direct),
    ("purchases", purchases),
    ("network", nothing_yet),
    ("deliveries", nothing_yet),
    ("fates", nothing_yet),
];

fn nothing_yet(ledger: Ledger, _: &Context<'_>) -> Ledger {
    ledger
}

/// Posts every total and every calculation, phase by phase. What cannot be posted is in
/// [`Ledger::unresolved`], each problem once.
pub fn post(totals: Totals, calculations: Vec<Calculation>, context: &Context<'_>) -> Ledger {
    let open = Ledger::open(totals, calculations, context);
    PHASES.iter().fold(open, |ledger, (_, phase)| phase(ledger, context)).closed()
}

impl Ledger {
    /// A ledger without entries.
    fn open(mut totals: Totals, calculations: Vec<Calculation>, context: &Context<'_>) -> Self {
        for calculation in &calculations {
            totals.dimensions.intern(&calculation.dimensions);
        }
        let sites: Vec<SiteId> = context.sites.iter().map(|site| site.id.clone()).collect();
        Self {
            rows: totals.rows,
            totals,
            unresolved: of_unknown_sites(&calculations, &sites),
            calculations,
            sites,
            period: context.period,
            accounts: AccountSet::default(),
            resolutions: Vec::new(),
            postings: Vec::new(),
            entries: Vec::new(),
            uncovered: Vec::new(),
            by_location: Vec::new(),
        }
    }

    /// The finished ledger. Its entries are sorted by site; within a site they keep the order in which they were made.
    fn closed(mut self) -> Self {
        let Self { entries, postings, .. } = &mut self;
        // The entries are nearly sorted: rows come by site in every phase, and calculations, which come in the order of
        // their tables, are few.
        entries.sort_by_key(|entry| postings.get(entry.posting.index()).map(|posting| posting.site));
        entries.shrink_to_fit();
        self.postings.shrink_to_fit();
        self.accounts.close();
        self
    }
}

/// Calculations of sites that are not in the book. They are refused here, because no phase reaches them.
fn of_unknown_sites(calculations: &[Calculation], sites: &[SiteId]) -> Vec<Unresolved> {
    let known: HashSet<&SiteId> = if calculations.is_empty() { HashSet::new() } else { sites.iter().collect() };
    let mut refused = Refused::default();
    for (calculation, index) in calculations.iter().zip(0..).filter(|(c, _)| !known.contains(&c.site)) {
        let rows = calculation.rows.len() as u64;
        refused.add(Refusal::UnknownSite(calculation.site.clone()), Behind::Calculation(index), rows);
    }
    refused.into_unresolved()
}

#[cfg(test)]
mod tests;
