//! From a row back to what was posted of it: the entries of a total, found by site and stream.

use crate::ledger::{Basis, Entry, Ledger};

/// The entries of each total of a ledger.
pub(super) struct Posted {
    /// Total and entry, by their places, in that order.
    entries: Vec<(u32, u32)>,
}

impl Posted {
    pub(super) fn of(ledger: &Ledger) -> Self {
        let total = |entry: &Entry| match ledger.posting(entry)?.basis {
            Basis::Activity { total, .. } => Some(total),
            _ => None,
        };
        let all = ledger.entries().iter().zip(0..);
        let mut entries: Vec<(u32, u32)> = all.filter_map(|(entry, at)| Some((total(entry)?, at))).collect();
        entries.sort_unstable();
        Self { entries }
    }

    /// The entries of a site's stream.
    pub(super) fn entries<'l>(&self, ledger: &'l Ledger, site: u32, stream: u32) -> impl Iterator<Item = &'l Entry> {
        let totals = &ledger.totals().totals;
        let total = totals.binary_search_by_key(&(site, stream), |total| (total.site, total.stream)).ok();
        let of_total = total.map_or(&[][..], |total| {
            let total = total as u32;
            let begin = self.entries.partition_point(|(of, _)| *of < total);
            let rest = self.entries.get(begin..).unwrap_or_default();
            rest.get(..rest.partition_point(|(of, _)| *of == total)).unwrap_or_default()
        });
        of_total.iter().filter_map(|(_, entry)| ledger.entries().get(*entry as usize))
    }

    /// Whether a site's stream was posted.
    pub(super) fn has(&self, ledger: &Ledger, site: u32, stream: u32) -> bool {
        self.entries(ledger, site, stream).next().is_some()
    }
}
