//! What postings have in common, where it is found first, in how many rows, and how much rests on it.

use std::collections::BTreeMap;

use crate::activity::RowRef;
use crate::book::Tables;
use crate::inventory::Inventory;
use crate::ledger::{Basis, Entry, Ledger, Posting, PostingId};
use crate::method::Calculation;
use crate::place::Place;
use crate::rows::{Feed, locate};
use crate::scope::LedgerBook;

/// A posted book, as warnings look at it.
pub(super) struct Books<'l> {
    pub(super) ledger: &'l Ledger,
    pub(super) feed: &'l Feed,
    pub(super) tables: &'l Tables,
    /// `None` if a gas has no potential.
    pub(super) inventory: Option<&'l Inventory>,
}

/// What some postings have in common.
pub(super) struct Common<K> {
    pub(super) key: K,
    /// The first of their rows.
    pub(super) place: Place,
    pub(super) rows: u64,
    /// What they come to, ready to stand after a sentence: `: 4750 t CO2e`; empty if that is nothing.
    pub(super) worth: String,
}

#[derive(Default)]
struct Found<'l> {
    rows: u64,
    first_row: Option<RowRef>,
    method: Option<&'l Place>,
    last: Option<&'l Posting>,
    /// kg CO2e by the market-based method, and of everything else.
    kg: [f64; 2],
}

impl<'l> Books<'l> {
    /// Postings by what they have in common, each at a column of the first row that has it.
    pub(super) fn found<K: Ord>(
        &self,
        column: &'static str,
        mut key: impl FnMut(&'l Posting) -> Option<K>,
    ) -> Vec<Common<K>> {
        let mut all: BTreeMap<K, Found<'l>> = BTreeMap::new();
        for posting in self.ledger.postings() {
            if let Some(key) = key(posting) {
                all.entry(key).or_default().add(self.ledger, posting);
            }
        }
        if all.is_empty() {
            return Vec::new();
        }
        self.weigh(&mut all, key);
        let wanted: Vec<(RowRef, &'static str)> =
            all.values().filter_map(|found| Some((found.first_row?, column))).collect();
        let places = locate(self.feed, &wanted);
        let placed = |(key, found): (K, Found<'_>)| {
            let row = found.first_row.and_then(|row| places.get(&(row, column)));
            let place = row.or(found.method)?.clone();
            Some(Common { key, place, rows: found.rows.max(1), worth: found.worth() })
        };
        all.into_iter().filter_map(placed).collect()
    }

    fn weigh<K: Ord>(&self, all: &mut BTreeMap<K, Found<'l>>, mut key: impl FnMut(&'l Posting) -> Option<K>) {
        let Some(inventory) = self.inventory else { return };
        let mut last: Option<(PostingId, Option<K>)> = None;
        let in_scopes = |entry: &&Entry| entry.gas.family().in_scopes();
        for entry in self.ledger.entries().iter().filter(in_scopes) {
            let (Some(posting), Some((category, book))) = (self.ledger.posting(entry), self.ledger.reaches(entry))
            else {
                continue;
            };
            // The gases of a posting come one after the other.
            if last.as_ref().is_none_or(|(id, _)| *id != entry.posting) {
                last = Some((entry.posting, key(posting)));
            }
            let Some(found) = last.as_ref().and_then(|(_, key)| all.get_mut(key.as_ref()?)) else { continue };
            let [market, others] = &mut found.kg;
            let sum = if book == LedgerBook::MarketBased { market } else { others };
            *sum += inventory.value(category, entry.gas, entry.kg).as_kilograms();
        }
    }
}

impl<'l> Found<'l> {
    fn add(&mut self, ledger: &'l Ledger, posting: &'l Posting) {
        // A purchase stands in two books, and a row of a method may have several results: it counts once.
        let of_one_row = |other: &Posting| match (posting.basis, other.basis) {
            (Basis::Method { calculation: a, .. }, Basis::Method { calculation: b, .. }) => {
                a == b && posting.month == other.month
            }
            _ => posting.is_same_quantity(other),
        };
        if self.last.replace(posting).is_some_and(of_one_row) {
            return;
        }
        self.rows += ledger.evidence(posting).map_or(0, |evidence| evidence.counted);
        let first = ledger.total(posting).map(|total| total.first);
        self.first_row = self.first_row.into_iter().chain(first).min();
        let of_method = ledger.calculation(posting).and_then(Calculation::place);
        self.method = self.method.into_iter().chain(of_method).min();
    }

    /// The two books of Scope 2 are of the same purchases, so one of them is shown.
    fn worth(&self) -> String {
        let [market, others] = self.kg;
        match if others == 0.0 { market } else { others } {
            0.0 => String::new(),
            kg => format!(": {} t CO2e", in_tonnes(kg / 1_000.0)),
        }
    }
}

/// A figure in four digits, or whole.
pub(super) fn in_tonnes(tonnes: f64) -> String {
    if tonnes == 0.0 {
        return "0".to_owned();
    }
    let decimals = 3 - tonnes.abs().log10().floor() as i32;
    format!("{tonnes:.0$}", decimals.clamp(0, 9) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tonnes_have_four_digits() {
        let shown = [4_750.0, 12_345.6, 0.002_708, 0.0, 27.081].map(in_tonnes);
        assert_eq!(shown, ["4750", "12346", "0.002708", "0", "27.08"]);
    }
}
