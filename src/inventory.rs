//! The ledger read as statements: per site, estate and book; by category, gas and month.
//!
//! In: a [`Ledger`] and a GWP set. Out: [`Statement`]s. This is where kilograms of gas become
//! CO2e; another set re-values and re-posts nothing. Sums run in the order of the entries,
//! which is the order of sites and lines, whatever order the rows came in. There is no bare
//! total: a figure is of a scope, and Scope 2 names its method.

mod read;
mod statement;

pub use read::{Reading, Unvalued, read};
pub use statement::{Elimination, Figure, NotReported, SiteStatement, Statement};

use crate::quantity::{CombustionMethane, GwpSet};

/// How masses of gas are valued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Valuation {
    /// The set of potentials.
    pub gwp: GwpSet,
    /// Which potential methane from burning fossil fuel takes.
    pub combustion_methane: CombustionMethane,
}

/// Every statement of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct Inventory {
    pub(crate) valuation: Valuation,
    pub(crate) statements: Vec<Statement>,
}

impl Inventory {
    /// How the statements are valued.
    pub fn valuation(&self) -> Valuation {
        self.valuation
    }

    /// The headline first, then one for each estate and one for the whole book, where there
    /// are several estates.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }
}
