//! Emissions that two sites of one statement both report.

use std::collections::BTreeMap;

use super::Valuation;
use super::figures::Figures;
use super::keyed::{Key, KeyedMasses};
use crate::id::SiteId;
use crate::quantity::Co2e;
use crate::scope::{Category, LedgerBook};

/// Emissions that a buyer reports and the statement leaves out, because the seller in the same statement reports them
/// too.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Elimination {
    /// The site whose own emissions the section repeats.
    pub from_site: SiteId,
    /// The site that reported the section.
    pub to_site: SiteId,
    /// The section.
    pub category: Category,
    /// The book it stands in.
    pub book: LedgerBook,
    pub(super) figures: Figures,
}

impl Elimination {
    /// What is taken off, in CO2e.
    pub fn co2e(&self) -> Co2e {
        self.figures.of(|_, _| true).map_or(Co2e::ZERO, |figure| figure.co2e())
    }

    /// What is taken off, also by gas.
    pub fn figures(&self) -> &Figures {
        &self.figures
    }
}

/// Masses that a statement leaves out, collected while it is read: by seller and buyer, section and book.
#[derive(Default)]
pub(super) struct Eliminated(BTreeMap<(u32, u32, Category, LedgerBook), KeyedMasses>);

impl Eliminated {
    /// Adds a mass that both the buyer and the seller report.
    pub(super) fn add(&mut self, (seller, buyer): (u32, u32), key: Key, kg: f64) {
        let (category, book, _) = key;
        self.0.entry((seller, buyer, category, book)).or_default().add(key, kg);
    }

    /// The eliminations, in the order of sellers, buyers and sections.
    pub(super) fn valued(self, sites: &[SiteId], valuation: Valuation) -> Vec<Elimination> {
        let site = |index: u32| sites.get(index as usize).cloned();
        let of_section = |((seller, buyer, category, book), masses)| {
            // Posted masses are taken off, whether or not the market-based book is complete.
            let figures = Figures::new(masses, valuation, true);
            Some(Elimination { from_site: site(seller)?, to_site: site(buyer)?, category, book, figures })
        };
        self.0.into_iter().filter_map(of_section).collect()
    }
}
