//! A posted book as warnings look at it: what postings have in common, where it is found first, in how many rows, and how
//! much of the headline rests on it.

use std::collections::BTreeMap;

use crate::activity::RowRef;
use crate::book::Tables;
use crate::inventory::Inventory;
use crate::ledger::{Basis, Ledger, Posting, PostingId};
use crate::method::Calculation;
use crate::place::Place;
use crate::quantity::Gas;
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
pub(super) struct Finding<K> {
    pub(super) key: K,
    /// The first of their rows.
    pub(super) place: Place,
    pub(super) rows: u64,
    /// What they come to in the headline, ready to stand after a sentence: `: 4750 t CO2e`; empty if that is nothing.
    pub(super) worth: String,
}

#[derive(Default)]
struct Found<'l> {
    rows: u64,
    first_row: Option<RowRef>,
    method: Option<&'l Place>,
    last: Option<&'l Posting>,
    worth: Worth,
}

/// kg CO2e in each book, and kg of CO2 of biomass.
#[derive(Default)]
struct Worth {
    main: f64,
    location: f64,
    market: f64,
    of_biomass: f64,
}

impl<'l> Books<'l> {
    /// Postings by what they have in common, each at a column of the first row that has it, weighed.
    pub(super) fn found<K: Ord>(
        &self,
        column: &'static str,
        mut key: impl FnMut(&'l Posting) -> Option<K>,
    ) -> Vec<Finding<K>> {
        let mut all = self.grouped(&mut key);
        if !all.is_empty() {
            self.weigh(&mut all, key);
        }
        self.placed(column, all)
    }

    /// The same without what they come to.
    pub(super) fn places<K: Ord>(
        &self,
        column: &'static str,
        key: impl FnMut(&'l Posting) -> Option<K>,
    ) -> Vec<Finding<K>> {
        self.placed(column, self.grouped(key))
    }

    fn grouped<K: Ord>(&self, mut key: impl FnMut(&'l Posting) -> Option<K>) -> BTreeMap<K, Found<'l>> {
        let mut all: BTreeMap<K, Found<'l>> = BTreeMap::new();
        for posting in self.ledger.postings() {
            if let Some(key) = key(posting) {
                all.entry(key).or_default().add(self.ledger, posting);
            }
        }
        all
    }

    fn placed<K: Ord>(&self, column: &'static str, all: BTreeMap<K, Found<'l>>) -> Vec<Finding<K>> {
        let wanted: Vec<(RowRef, &'static str)> =
            all.values().filter_map(|found| Some((found.first_row?, column))).collect();
        let places = locate(self.feed, &wanted);
        let placed = |(key, found): (K, Found<'_>)| {
            let row = found.first_row.and_then(|row| places.get(&(row, column)));
            let place = row.or(found.method)?.clone();
            Some(Finding { key, place, rows: found.rows.max(1), worth: found.worth.in_words() })
        };
        all.into_iter().filter_map(placed).collect()
    }

    /// What of the headline the postings of each key are: shares of sites count, and what is eliminated does not.
    fn weigh<K: Ord>(&self, all: &mut BTreeMap<K, Found<'l>>, mut key: impl FnMut(&'l Posting) -> Option<K>) {
        let Some(inventory) = self.inventory else { return };
        let mut last: Option<(PostingId, Option<K>)> = None;
        inventory.each_counted(self.ledger, inventory.headline(), |posting, entry, category, book, share| {
            // The gases of a posting come one after the other.
            if last.as_ref().is_none_or(|(id, _)| *id != entry.posting) {
                last = Some((entry.posting, key(posting)));
            }
            let Some(found) = last.as_ref().and_then(|(_, key)| all.get_mut(key.as_ref()?)) else { return };
            let worth = &mut found.worth;
            let sum = match book {
                _ if entry.gas == Gas::CO2_BIOGENIC && book != LedgerBook::MarketBased => &mut worth.of_biomass,
                _ if !entry.gas.family().in_scopes() => return,
                LedgerBook::Main => &mut worth.main,
                LedgerBook::LocationBased => &mut worth.location,
                LedgerBook::MarketBased => &mut worth.market,
            };
            let kg = match entry.gas {
                Gas::CO2_BIOGENIC => entry.kg,
                gas => inventory.value(category, gas, entry.kg).as_kilograms(),
            };
            *sum += share * kg;
        });
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
}

impl Worth {
    /// Ready to stand after a sentence. The two books of Scope 2 are of the same purchases, so one of them counts.
    fn in_words(&self) -> String {
        let kg = self.main + if self.location == 0.0 { self.market } else { self.location };
        let of_scopes = (kg != 0.0).then(|| format!("{} t CO2e", in_tonnes(kg / 1_000.0)));
        let of_biomass = self.of_biomass / 1_000.0;
        let outside = (of_biomass != 0.0).then(|| format!("{} t CO2 of biomass", in_tonnes(of_biomass)));
        let parts: Vec<String> = of_scopes.into_iter().chain(outside).collect();
        if parts.is_empty() { String::new() } else { format!(": {}", parts.join(" and ")) }
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
