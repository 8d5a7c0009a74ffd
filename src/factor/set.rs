//! Factors of several publishers, in an order of preference.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::EmissionFactor;
use crate::id::{ActivityCode, FactorId};
use crate::period::Month;

/// Where factors come from. An earlier layer wins over a later one, whatever their regions and years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// The book's own.
    Own,
    /// Of the factor folder given at this place, counted from 0.
    Given(usize),
    /// Built in.
    BuiltIn,
}

/// The place of a set among all: its layer, and when it was added.
pub(crate) type SetRank = (Layer, usize);

/// The factors a book can choose from: its own first, then those of the folders it was given,
/// then the built-in sets in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactorSet {
    factors: Vec<(SetRank, Arc<EmissionFactor>)>,
    sets: usize,
    by_activity: BTreeMap<ActivityCode, Vec<usize>>,
    by_id: BTreeMap<FactorId, usize>,
}

impl FactorSet {
    /// No factors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the factors of one publisher; within a layer the set added first wins. If two factors have the same id, the
    /// one added first stays; so the book's own are added first.
    pub fn add(&mut self, layer: Layer, factors: impl IntoIterator<Item = impl Into<Arc<EmissionFactor>>>) {
        let rank = (layer, self.sets);
        self.sets += 1;
        for factor in factors.into_iter().map(Into::into) {
            let index = self.factors.len();
            self.by_activity.entry(factor.activity.clone()).or_default().push(index);
            self.by_id.entry(factor.id.clone()).or_insert(index);
            self.factors.push((rank, factor));
        }
    }

    /// The factor of that id.
    pub fn get(&self, id: &str) -> Option<&Arc<EmissionFactor>> {
        self.by_id.get(id).and_then(|index| self.factors.get(*index)).map(|(_, factor)| factor)
    }

    /// Factors of an activity with their ranks, in the order they were added.
    pub(crate) fn of_activity(&self, code: &str) -> impl Iterator<Item = (SetRank, &Arc<EmissionFactor>)> {
        let indices = self.by_activity.get(code).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|index| self.factors.get(*index).map(|(rank, factor)| (*rank, factor)))
    }

    /// The codes of a fuel's grades that have a factor of a region in a month, where the fuel itself has none:
    /// `residual_fuel_oil.grade_a` of `residual_fuel_oil`.
    #[cfg_attr(not(feature = "reports"), allow(dead_code, reason = "the accounts warn by it"))]
    pub(crate) fn grades(&self, code: &str, region: &str, month: Month) -> Vec<ActivityCode> {
        let begin = format!("{code}.");
        let fits = |factor: &EmissionFactor| *factor.region == *region && factor.months_old(month).is_some();
        let of_region = |index: &usize| self.factors.get(*index).is_some_and(|(_, factor)| fits(factor));
        if self.by_activity.get(code).is_some_and(|factors| factors.iter().any(of_region)) {
            return Vec::new();
        }
        let later = self.by_activity.range::<str, _>((Bound::Included(begin.as_str()), Bound::Unbounded));
        let grades = later.take_while(|(other, _)| other.as_str().starts_with(&begin));
        grades.filter(|(_, factors)| factors.iter().any(of_region)).map(|(other, _)| other.clone()).collect()
    }

    /// Every factor, the book's own first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<EmissionFactor>> {
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
