//! What sites.csv and book.toml say of a site, as columns of a frame.

use std::collections::HashMap;

use polars::prelude::Column;

use crate::estate::{Estate, Site};
use crate::id::SiteId;

/// The columns, in their order.
const NAMES: [&str; 5] = ["estate_id", "country", "role", "tenant", "sector"];

/// What the columns hold of one site.
type Values<'s> = [Option<&'s str>; NAMES.len()];

/// What is said of each site, by its id: callers have their sites in any order, or not all of them.
#[derive(Default)]
pub(crate) struct SiteFacts<'s>(HashMap<&'s SiteId, Values<'s>>);

impl<'s> SiteFacts<'s> {
    /// Of sites and their estates, each in any order.
    pub(crate) fn new(sites: &'s [Site], estates: &'s [Estate]) -> Self {
        let countries: HashMap<_, &str> = estates.iter().map(|estate| (&estate.id, &*estate.country)).collect();
        let values = |site: &'s Site| {
            [
                Some(site.estate.as_str()),
                countries.get(&site.estate).copied(),
                Some(site.role.as_str()),
                site.tenant.as_deref(),
                site.sector.as_deref(),
            ]
        };
        Self(sites.iter().map(|site| (&site.id, values(site))).collect())
    }
}

/// Columns of sites that grow row by row.
pub(super) struct SiteColumns<'f, 's> {
    facts: &'f SiteFacts<'s>,
    columns: [Vec<Option<&'s str>>; NAMES.len()],
}

impl<'f, 's> SiteColumns<'f, 's> {
    /// None yet.
    pub(super) fn new(facts: &'f SiteFacts<'s>) -> Self {
        Self { facts, columns: Default::default() }
    }

    /// Adds the site of a row; nulls for one of which nothing is said.
    pub(super) fn push(&mut self, site: Option<&SiteId>) {
        let values = site.and_then(|site| self.facts.0.get(site)).copied().unwrap_or_default();
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value);
        }
    }

    pub(super) fn into_columns(self) -> impl Iterator<Item = Column> {
        NAMES.into_iter().zip(self.columns).map(|(name, values)| Column::new(name.into(), values))
    }
}
