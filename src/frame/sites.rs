//! What sites.csv and book.toml say of a site, as columns of a frame.

use polars::prelude::Column;

use crate::estate::{Estate, Site};

/// The columns, in their order.
const NAMES: [&str; 5] = ["estate_id", "country", "role", "tenant", "sector"];

/// Columns of sites that grow row by row.
#[derive(Default)]
pub(super) struct SiteColumns<'s> {
    sites: &'s [Site],
    estates: &'s [Estate],
    columns: [Vec<Option<&'s str>>; NAMES.len()],
}

impl<'s> SiteColumns<'s> {
    /// None yet. Sites stand in the order that the ledger counts them in, which is that of their ids.
    pub(super) fn new(sites: &'s [Site], estates: &'s [Estate]) -> Self {
        Self { sites, estates, ..Self::default() }
    }

    /// Adds the site of a row, as the ledger counts sites.
    pub(super) fn push(&mut self, site: Option<u32>) {
        let site = site.and_then(|site| self.sites.get(site as usize));
        let estate = site.and_then(|site| self.estates.iter().find(|estate| estate.id == site.estate));
        let cells = [
            site.map(|site| site.estate.as_str()),
            estate.map(|estate| &*estate.country),
            site.map(|site| site.role.as_str()),
            site.and_then(|site| site.tenant.as_deref()),
            site.and_then(|site| site.sector.as_deref()),
        ];
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    pub(super) fn into_columns(self) -> impl Iterator<Item = Column> {
        NAMES.into_iter().zip(self.columns).map(|(name, cells)| Column::new(name.into(), cells))
    }
}
