//! One statement: what it covers, its figures, and the figures of its sites.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::eliminations::Elimination;
use super::figures::{Figure, Figures};
use crate::estate::Boundary;
use crate::id::{EstateId, SiteId};
use crate::period::Month;
use crate::quantity::Co2e;
use crate::scope::{LedgerBook, Scope};

/// The inventory of an estate, an organizational boundary, or the whole book. It dereferences to its [`Figures`].
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub(crate) boundary: Boundary,
    pub(crate) estate: Option<EstateId>,
    pub(super) figures: Figures,
    pub(super) months: BTreeMap<Month, Figures>,
    pub(super) sites: Vec<SiteStatement>,
    pub(super) eliminations: Vec<Elimination>,
    pub(super) market_complete: bool,
}

/// One site's part of a statement. It dereferences to its [`Figures`].
#[derive(Clone, Debug, PartialEq)]
pub struct SiteStatement {
    pub(crate) site: SiteId,
    pub(crate) share: f64,
    pub(super) figures: Figures,
}

impl Deref for Statement {
    type Target = Figures;

    fn deref(&self) -> &Figures {
        &self.figures
    }
}

impl Deref for SiteStatement {
    type Target = Figures;

    fn deref(&self) -> &Figures {
        &self.figures
    }
}

impl SiteStatement {
    /// The site.
    pub fn site(&self) -> &SiteId {
        &self.site
    }

    /// The share of the site that the statement counts, 0 to 1.
    pub fn share(&self) -> f64 {
        self.share
    }
}

impl Statement {
    /// What it covers.
    pub fn boundary(&self) -> Boundary {
        self.boundary
    }

    /// The estate it is of, or `None` for the whole book.
    pub fn estate(&self) -> Option<&EstateId> {
        self.estate.as_ref()
    }

    /// The sites it covers, in the order of their ids, each with the share that counts.
    pub fn sites(&self) -> &[SiteStatement] {
        &self.sites
    }

    /// What two sites both report: sum of sites − eliminations = the statement.
    pub fn eliminations(&self) -> &[Elimination] {
        &self.eliminations
    }

    /// The months with activity.
    pub fn months(&self) -> impl Iterator<Item = Month> + '_ {
        self.months.keys().copied()
    }

    /// A scope's figure in one month, by book.
    pub fn in_month(&self, month: Month, scope: Scope, book: LedgerBook) -> Option<Figure> {
        self.months.get(&month)?.in_book(scope, book)
    }

    /// The sum of the sites' figures before eliminations, by scope and book.
    pub fn sum_of_sites(&self, scope: Scope, book: LedgerBook) -> Option<Co2e> {
        let complete = book != LedgerBook::MarketBased || self.market_complete;
        let figures = self.sites.iter().filter_map(|site| site.in_book(scope, book));
        figures.map(|figure| figure.co2e()).reduce(|a, b| a + b).filter(|_| complete)
    }
}
