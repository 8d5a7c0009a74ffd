//! Entries, and the postings that say why each exists.

use super::AccountId;
use crate::activity::DimensionsId;
use crate::period::Month;
use crate::quantity::Gas;

/// One mass of one gas, moved from an account to another.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// Why it exists.
    pub posting: PostingId,
    /// The account it comes from.
    pub from: AccountId,
    /// The account it goes to.
    pub to: AccountId,
    /// The gas.
    pub gas: Gas,
    /// Its mass, kg; negative for a correction.
    pub kg: f64,
}

/// The number of a posting in its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostingId(pub(super) u32);

impl PostingId {
    /// A small number for dense tables.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of a resolution in its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResolutionId(pub(super) u32);

/// The reason why entries exist: the site, the month and the basis they rest on.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Posting {
    /// The site that reports it: an index into [`Ledger::sites`](super::Ledger::sites).
    pub site: u32,
    /// The month it falls in.
    pub month: Month,
    /// Meter, plant and counterparty, as [`Ledger::dimensions`](super::Ledger::dimensions) has them.
    pub dimensions: DimensionsId,
    /// What it rests on.
    pub basis: Basis,
    /// The part of the basis that is posted here, in the unit of the basis. It is all of a total, unless several
    /// factors share the total, or the month's part of a method's result.
    pub quantity: f64,
}

/// What a posting rests on. `explain` follows it back to the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Basis {
    /// A total of activity rows, through a factor.
    Activity {
        /// Index into the totals.
        total: u32,
        /// The factor, and why.
        resolution: ResolutionId,
    },
    /// A result of a calculation: through a factor, or the mass of a gas as the method gives it.
    Method {
        /// Index into the calculations.
        calculation: u32,
        /// Index into its results.
        result: u32,
        /// The factor, and why; `None` where the method gives the mass.
        resolution: Option<ResolutionId>,
    },
}

impl Posting {
    /// Whether another posting has the same quantity, as in the two books of Scope 2.
    pub fn is_same_quantity(&self, other: &Self) -> bool {
        let same = match (self.basis, other.basis) {
            (Basis::Activity { total: a, .. }, Basis::Activity { total: b, .. }) => a == b,
            (Basis::Method { calculation: a, result: x, .. }, Basis::Method { calculation: b, result: y, .. }) => {
                (a, x) == (b, y)
            }
            _ => false,
        };
        same && self.month == other.month
    }
}

impl Basis {
    /// The factor it goes through, if it goes through one.
    pub fn resolution(self) -> Option<ResolutionId> {
        match self {
            Self::Activity { resolution, .. } => Some(resolution),
            Self::Method { resolution, .. } => resolution,
        }
    }
}
