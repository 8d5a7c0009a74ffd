//! Masses by section, book and gas, in that order.

use crate::quantity::Gas;
use crate::scope::{Category, LedgerBook};

/// What a mass counts towards: section, book and gas.
pub(super) type Key = (Category, LedgerBook, Gas);

/// Kilograms by [`Key`]. A sorted list, because a site has a handful of them and a book may have a million sites.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct KeyedMasses(Vec<(Key, f64)>);

impl KeyedMasses {
    /// Adds a mass. Its key then exists, even if its masses add up to zero.
    pub(super) fn add(&mut self, key: Key, kg: f64) {
        match self.0.last_mut() {
            Some((last, sum)) if *last == key => *sum += kg,
            Some((last, _)) if *last > key => match self.0.binary_search_by_key(&key, |(key, _)| *key) {
                Ok(at) => self.0.iter_mut().skip(at).take(1).for_each(|(_, sum)| *sum += kg),
                Err(at) => self.0.insert(at, (key, kg)),
            },
            _ => self.0.push((key, kg)),
        }
    }

    /// Makes sure that a key exists, without adding to it.
    pub(super) fn name(&mut self, key: Key) {
        self.add(key, 0.0);
    }

    /// Keys and masses, in the order of the keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, f64)> + '_ {
        self.0.iter().copied()
    }

    /// The same masses without spare capacity.
    pub(super) fn shrunk(mut self) -> Self {
        self.0.shrink_to_fit();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_in_order_and_add_up_whatever_comes_first() {
        let key = |book, gas| (Category::PurchasedSteam, book, gas);
        let (a, b) = (key(LedgerBook::LocationBased, Gas::CO2), key(LedgerBook::LocationBased, Gas::N2O));
        let c = key(LedgerBook::MarketBased, Gas::CO2);
        let mut masses = KeyedMasses::default();
        for (key, kg) in [(b, 1.0), (c, 2.0), (a, 4.0), (b, 8.0), (c, 16.0), (a, 32.0)] {
            masses.add(key, kg);
        }
        masses.name(key(LedgerBook::Main, Gas::CO2));
        let all: Vec<_> = masses.iter().collect();
        assert_eq!(all, [(key(LedgerBook::Main, Gas::CO2), 0.0), (a, 36.0), (b, 9.0), (c, 18.0)]);
    }
}
