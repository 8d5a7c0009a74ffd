//! The ledger read as statements: per site, estate and book; by category, gas and month.
//!
//! In: a [`Ledger`](crate::ledger::Ledger) and a GWP set. Out: [`Statement`]s. This is where kilograms of gas become
//! CO2e; another set re-values and re-posts nothing. Sums run in the order of the entries,
//! which is the order of sites and lines, whatever order the rows came in. There is no bare
//! total: a figure is of a scope, and Scope 2 names its method.

mod read;
mod statement;

pub use read::{Reading, Unvalued, read};
pub use statement::{Elimination, Figure, NotReported, SiteStatement, Statement};

use crate::quantity::{Co2e, CombustionMethane, Gas, GwpSet};
use crate::scope::Category;

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
    pub(crate) headline: Statement,
    pub(crate) others: Vec<Statement>,
}

impl Inventory {
    /// How the statements are valued.
    pub fn valuation(&self) -> Valuation {
        self.valuation
    }

    /// The worth of a mass on a line of the inventory.
    pub fn value(&self, category: Category, gas: Gas, kg: f64) -> Co2e {
        statement::co2e(category, gas, kg, self.valuation)
    }

    /// The statement of the boundary that the book names: of its estate, or, where there are
    /// several, of all of them.
    pub fn headline(&self) -> &Statement {
        &self.headline
    }

    /// The headline first, then one for each estate and one for the whole book, where there
    /// are several estates.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        std::iter::once(&self.headline).chain(&self.others)
    }
}
