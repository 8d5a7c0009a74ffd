//! What could not be posted, and why.

use std::collections::BTreeMap;

use crate::activity::RowRef;
use crate::factor::resolve::ResolveError;
use crate::id::{ActivityCode, SiteId};

/// Something that could not be posted, and how many rows have the same problem.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Unresolved {
    /// Why.
    pub why: Refusal,
    /// The first that has the problem.
    pub behind: Behind,
    /// How many rows.
    pub rows: u64,
}

/// The origin of something that could not be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Behind {
    /// Activity rows, of which this is the first, and their stream.
    Rows(RowRef, u32),
    /// A calculation of a method.
    Calculation(u32),
}

/// Why something could not be posted.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// The book has no such site.
    UnknownSite(SiteId),
    /// Its site belongs to no estate of the book, and so has no region to look for factors in.
    NoEstate,
    /// It has no factor, or cannot reach one.
    Resolve(ResolveError),
    /// A purchase of electricity under a code that names no supplier the book declares.
    UnknownSupplier(ActivityCode),
    /// The market-based method finds no factor, and the book makes that an error.
    MarketNotCovered,
    /// The quantities, or the gas they come to, add up to [more than the books hold](crate::quantity::TOO_LARGE).
    TooLarge,
}

/// Refusals collected during posting. Refusals in the same words are one.
#[derive(Default)]
pub(super) struct Refused {
    by_words: BTreeMap<String, Unresolved>,
}

impl Refused {
    /// Adds a refusal of a number of rows.
    pub(super) fn add(&mut self, why: Refusal, behind: Behind, rows: u64) {
        let known = self.by_words.entry(format!("{why:?}")).or_insert_with(|| Unresolved { why, behind, rows: 0 });
        // A row across months is counted in its first month. A problem of a later month alone still concerns one row.
        known.rows = (known.rows + rows).max(1);
        known.behind = known.behind.min(behind);
    }

    /// All of them, in the order of the rows, those of methods last.
    pub(super) fn into_unresolved(self) -> Vec<Unresolved> {
        let mut all: Vec<Unresolved> = self.by_words.into_values().collect();
        all.sort_by_key(|unresolved| unresolved.behind);
        all
    }
}
