//! Factors of several publishers, in an order of preference.

use std::collections::BTreeMap;

use super::EmissionFactor;
use crate::id::{ActivityCode, FactorId};

/// The factors a book can choose from: its own first, then the built-in sets in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactorSet {
    factors: Vec<(u32, EmissionFactor)>,
    by_activity: BTreeMap<ActivityCode, Vec<usize>>,
    by_id: BTreeMap<FactorId, usize>,
}

impl FactorSet {
    /// No factors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the factors of one publisher; rank 0 is the book's own, a lower rank wins.
    /// Of two factors with one id the first added stays, so the book's own go first.
    pub fn add(&mut self, rank: u32, factors: impl IntoIterator<Item = EmissionFactor>) {
        for factor in factors {
            let index = self.factors.len();
            self.by_activity.entry(factor.activity.clone()).or_default().push(index);
            self.by_id.entry(factor.id.clone()).or_insert(index);
            self.factors.push((rank, factor));
        }
    }

    /// The factor of that id.
    pub fn get(&self, id: &str) -> Option<&EmissionFactor> {
        self.by_id.get(id).and_then(|index| self.at(*index))
    }

    /// The factor at an index that a resolution gave.
    pub fn at(&self, index: usize) -> Option<&EmissionFactor> {
        self.factors.get(index).map(|(_, factor)| factor)
    }

    /// The index of that id.
    pub(crate) fn index_of(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Factors of an activity: index, rank, factor.
    pub(crate) fn of_activity(&self, code: &str) -> impl Iterator<Item = (usize, u32, &EmissionFactor)> {
        let indices = self.by_activity.get(code).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|index| self.factors.get(*index).map(|(rank, factor)| (*index, *rank, factor)))
    }

    /// Every factor, the book's own first.
    pub fn iter(&self) -> impl Iterator<Item = &EmissionFactor> {
        self.factors.iter().map(|(_, factor)| factor)
    }

    /// Ids, for suggestions.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(FactorId::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.factors.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.factors.is_empty()
    }
}
