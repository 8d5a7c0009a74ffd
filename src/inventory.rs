//! The ledger read as statements: per site, estate and book; by category, gas and month.
//!
//! In: a [`Ledger`](crate::ledger::Ledger) and a GWP set. Out: [`Statement`]s. This is where kilograms of gas become
//! CO2e; another set re-values and re-posts nothing. Sums run in the order of the entries,
//! which is that of sites, phases and sections, whatever order the rows came in. There is no bare
//! total: a figure is of a scope, and Scope 2 names its method.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod eliminations;
mod figure_id;
mod figures;
#[cfg(test)]
mod fixture;
mod keyed;
mod lookup;
mod masses;
mod membership;
mod own;
mod read;
mod statement;
mod uncertainty;

pub use eliminations::Elimination;
pub use figure_id::{FigureId, Measure, Section, StatementName, UnknownFigure};
pub use figures::{Figure, Figures, NotReported};
pub use lookup::{Amount, Found};
pub use masses::{StatementMass, masses};
pub use read::{Reading, Unvalued, read};
pub use statement::{SiteStatement, Statement};
pub use uncertainty::ActivityUncertainty;

use crate::quantity::{Co2e, CombustionMethane, Gas, Gwp, GwpSet};
use crate::scope::Category;

/// How masses of gas are valued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Valuation {
    /// The set of potentials.
    pub gwp: GwpSet,
    /// Which potential methane from burning fossil fuel takes.
    pub combustion_methane: CombustionMethane,
}

impl Valuation {
    /// A set of potentials, and the one that methane from burning fossil fuel takes.
    pub fn new(gwp: GwpSet, combustion_methane: CombustionMethane) -> Self {
        Self { gwp, combustion_methane }
    }
}

/// Every statement of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct Inventory {
    valuation: Valuation,
    headline: Statement,
    others: Vec<Statement>,
}

impl Inventory {
    /// How the statements are valued.
    pub fn valuation(&self) -> Valuation {
        self.valuation
    }

    /// The worth of a mass in a section of the inventory.
    pub fn value(&self, category: Category, gas: Gas, kg: f64) -> Co2e {
        figures::co2e(category, gas, kg, self.valuation)
    }

    /// The potential behind [`Inventory::value`], with its table; `None` if the set has none for the gas.
    pub fn potential(&self, category: Category, gas: Gas) -> Option<Gwp> {
        figures::potential(category, gas, self.valuation)
    }

    /// The statement of the boundary that the book names first: of its estate, or, where there are
    /// several, of all of them.
    pub fn headline(&self) -> &Statement {
        &self.headline
    }

    /// The headline first, then the further boundaries that the book names, then one for each estate and, where there
    /// are several, one for the whole book; none twice.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        std::iter::once(&self.headline).chain(&self.others)
    }
}
