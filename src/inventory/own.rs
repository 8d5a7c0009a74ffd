//! The emissions that a site reports: its entries, summed by cell and month.

use super::keyed::Key;
use crate::ledger::Ledger;
use crate::period::Month;
use crate::quantity::Gas;
use crate::scope::{Category, LedgerBook};

const BOOKS: [LedgerBook; 3] = [LedgerBook::Main, LedgerBook::LocationBased, LedgerBook::MarketBased];

/// Sums of one site while its entries are read. They are dense arrays, because a large book has a million sites to go
/// through.
pub(super) struct Sums {
    kg: Vec<f64>,
    /// Whether something was added at an index. The sum does not show it, because it may be zero.
    met: Vec<bool>,
    touched: Vec<usize>,
    months: Vec<Month>,
    categories: Vec<Category>,
    gases: Vec<Gas>,
}

impl Sums {
    /// Sums with room for every section, gas and month of a ledger.
    pub(super) fn new(ledger: &Ledger) -> Self {
        let mut months: Vec<Month> = ledger.postings().iter().map(|posting| posting.month).collect();
        months.sort_unstable();
        months.dedup();
        let (categories, gases): (Vec<_>, Vec<_>) = (Category::all().collect(), Gas::all().collect());
        let kg = vec![0.0; categories.len() * BOOKS.len() * gases.len() * months.len()];
        let met = vec![false; kg.len()];
        Self { kg, met, touched: Vec::new(), months, categories, gases }
    }

    /// Adds a mass.
    pub(super) fn add(&mut self, (category, book, gas): Key, month: Month, kg: f64) {
        let month = self.months.binary_search(&month).unwrap_or(0);
        let section = category.index() * BOOKS.len() + book as usize;
        let at = (section * self.gases.len() + gas.index()) * self.months.len() + month;
        if let (Some(sum), Some(met)) = (self.kg.get_mut(at), self.met.get_mut(at)) {
            if !std::mem::replace(met, true) {
                self.touched.push(at);
            }
            *sum += kg;
        }
    }

    /// Hands out the sums in the order of category, book, gas and month, and resets them.
    pub(super) fn drain(&mut self, mut each: impl FnMut(Key, Month, f64)) {
        self.touched.sort_unstable();
        for at in self.touched.drain(..) {
            let (Some(sum), Some(met)) = (self.kg.get_mut(at), self.met.get_mut(at)) else { continue };
            *met = false;
            let (rest, month) = (at / self.months.len(), at % self.months.len());
            let (rest, gas) = (rest / self.gases.len(), rest % self.gases.len());
            let (category, book) = (rest / BOOKS.len(), rest % BOOKS.len());
            let cell = (self.categories.get(category), BOOKS.get(book), self.gases.get(gas), self.months.get(month));
            if let (Some(category), Some(book), Some(gas), Some(month)) = cell {
                each((*category, *book, *gas), *month, std::mem::take(sum));
            }
        }
    }
}
