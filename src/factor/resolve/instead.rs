//! The factors that exist where none fits a stream. They are reported to the user and never used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::stand_in::country;
use crate::estate::GLOBAL;
use crate::factor::EmissionFactor;
use crate::period::{Day, Month};

/// What the sets offer for a stream without a factor. Other countries are never offered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Instead {
    /// Other regions of the country have one; the book may name one of them as its `grid`.
    Grids(Vec<Arc<str>>),
    /// It begins after the month of the stream: regions with their first year.
    Later(Vec<(Arc<str>, i16)>),
    /// The factor the row names begins after the month of the stream.
    Named {
        /// The factor.
        id: String,
        /// Its first day.
        from: String,
    },
    /// Nothing for the country.
    Nothing {
        /// The country, or the wider regions too, as the book names them.
        country: String,
    },
}

/// What the factors of an activity have for the countries that a book looks in.
pub(super) fn instead<'a>(
    factors: impl Iterator<Item = &'a EmissionFactor>,
    month: Month,
    regions: &[&str],
) -> Instead {
    let countries: BTreeSet<&str> = regions.iter().filter(|r| **r != GLOBAL).map(|r| country(r)).collect();
    let mut by_then = BTreeSet::new();
    let mut later: BTreeMap<Arc<str>, i16> = BTreeMap::new();
    for factor in factors {
        let region = &factor.region;
        if !regions.contains(&&**region) && !countries.contains(country(region)) {
            continue;
        }
        if factor.months_old(month).is_some() {
            by_then.insert(region.clone());
        } else if let Some(year) = factor.valid_from.map(Day::year) {
            let first = later.entry(region.clone()).or_insert(year);
            *first = year.min(*first);
        }
    }
    // If a region of the book has a factor only from a later date, those of its neighbours do not help.
    if later.keys().any(|region| regions.contains(&&**region)) {
        later.retain(|region, _| regions.contains(&&**region));
    }
    if !by_then.is_empty() {
        Instead::Grids(by_then.into_iter().collect())
    } else if !later.is_empty() {
        Instead::Later(later.into_iter().collect())
    } else {
        Instead::Nothing { country: Vec::from_iter(countries).join(", ") }
    }
}

#[cfg(test)]
mod tests;
