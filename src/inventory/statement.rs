//! One statement: masses of gas by category and book, and what they are worth in CO2e.

use std::collections::BTreeMap;

use super::Valuation;
use crate::estate::Boundary;
use crate::id::{EstateId, SiteId};
use crate::period::Month;
use crate::quantity::{Co2e, CombustionMethane, Family, Gas, GasMass};
use crate::scope::{Category, LedgerBook, Scope, Scope2Method, Scope3Category};

/// A figure that a statement does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} was not reported")]
pub struct NotReported {
    /// `market-based Scope 2`, `Scope 3 category c02` …
    pub what: String,
}

/// Masses by line, book and gas.
pub(crate) type Cells = BTreeMap<(Category, LedgerBook, Gas), f64>;

/// A line of an inventory with its gases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    co2e: Co2e,
    by_gas: BTreeMap<Gas, GasMass>,
}

impl Figure {
    /// The figure in CO2e: the gases the GHG Protocol counts in the scopes. CO2 from biomass
    /// and gases outside the Kyoto basket are not in it.
    pub fn co2e(&self) -> Co2e {
        self.co2e
    }

    /// The mass of each gas in the figure.
    pub fn by_gas(&self) -> &BTreeMap<Gas, GasMass> {
        &self.by_gas
    }
}

/// What a line of the ledger moves from the seller's account to nobody's, because the
/// seller is in the same statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Elimination {
    /// The site whose own emissions the line repeats.
    pub from_site: SiteId,
    /// The site that reported the line.
    pub to_site: SiteId,
    /// The line.
    pub category: Category,
    /// The book it stands in.
    pub book: LedgerBook,
    pub(crate) cells: Cells,
    pub(crate) valuation: Valuation,
}

/// One site's part of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteStatement {
    /// The site.
    pub site: SiteId,
    /// The share of it that the statement counts, 0 to 1.
    pub share: f64,
    pub(crate) cells: Cells,
    pub(crate) valuation: Valuation,
    pub(crate) market_complete: bool,
}

/// The inventory of an estate, an organization's boundary, or the whole book.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it covers.
    pub boundary: Boundary,
    /// The estate, or `None` for the whole book.
    pub estate: Option<EstateId>,
    pub(crate) valuation: Valuation,
    pub(crate) cells: Cells,
    pub(crate) months: BTreeMap<Month, Cells>,
    pub(crate) sites: Vec<SiteStatement>,
    pub(crate) eliminations: Vec<Elimination>,
    pub(crate) market_complete: bool,
}

/// Reads figures out of cells: the one place where a mass is given its worth.
pub(crate) fn figure(
    cells: &Cells,
    valuation: Valuation,
    wanted: impl Fn(Category, LedgerBook) -> bool,
) -> Option<Figure> {
    let mut found = None;
    for ((category, book, gas), kg) in cells {
        if !wanted(*category, *book) {
            continue;
        }
        let figure: &mut Figure = found.get_or_insert_default();
        if gas.family().in_scopes() {
            figure.co2e += co2e(*category, *gas, *kg, valuation);
            *figure.by_gas.entry(*gas).or_default() += GasMass::from_kilograms(*kg);
        }
    }
    found
}

/// The worth of a mass on a line. Gases without potential are found and reported by
/// [`super::read`] before any statement is handed out.
pub(crate) fn co2e(category: Category, gas: Gas, kg: f64, valuation: Valuation) -> Co2e {
    let burnt = matches!(category, Category::StationaryCombustion | Category::MobileCombustion);
    let methane = if burnt { valuation.combustion_methane } else { CombustionMethane::Fossil };
    let gwp = valuation.gwp.gwp_of_combustion(gas, methane);
    Co2e::from_kilograms(gwp.map_or(0.0, |g| kg * g.kg_co2e_per_kg))
}

/// CO2 from biomass in some cells, whatever the scope; Scope 2 once, by location.
fn biogenic(cells: &Cells) -> Option<GasMass> {
    outside(cells, |gas| gas.family() == Family::BiogenicCo2).into_values().reduce(|a, b| a + b)
}

/// Masses outside the scopes, by gas.
fn outside(cells: &Cells, wanted: impl Fn(Gas) -> bool) -> BTreeMap<Gas, GasMass> {
    let mut masses: BTreeMap<Gas, GasMass> = BTreeMap::new();
    for ((_, book, gas), kg) in cells {
        if *book != LedgerBook::MarketBased && wanted(*gas) {
            *masses.entry(*gas).or_default() += GasMass::from_kilograms(*kg);
        }
    }
    masses
}

fn book_of(method: Scope2Method) -> LedgerBook {
    match method {
        Scope2Method::LocationBased => LedgerBook::LocationBased,
        Scope2Method::MarketBased => LedgerBook::MarketBased,
    }
}

macro_rules! figures {
    ($name:ident) => {
        impl $name {
            /// A scope's figure; Scope 2 by its method through [`Self::scope2`].
            ///
            /// # Errors
            /// [`NotReported`] if there is no Scope 1 activity.
            pub fn scope1(&self) -> Result<Figure, NotReported> {
                figure(&self.cells, self.valuation, |category, _| category.scope() == Scope::One)
                    .ok_or_else(|| NotReported { what: "Scope 1".to_owned() })
            }

            /// Scope 2 by one method.
            ///
            /// # Errors
            /// [`NotReported`] if no energy was purchased, or a purchase is not covered by the method.
            pub fn scope2(&self, method: Scope2Method) -> Result<Figure, NotReported> {
                let complete = method == Scope2Method::LocationBased || self.market_complete;
                figure(&self.cells, self.valuation, |_, book| book == book_of(method))
                    .filter(|_| complete)
                    .ok_or_else(|| NotReported { what: format!("{method} Scope 2") })
            }

            /// One category of Scope 3.
            ///
            /// # Errors
            /// [`NotReported`] if the category has no activity.
            pub fn scope3(&self, category: Scope3Category) -> Result<Figure, NotReported> {
                self.category(Category::ValueChain(category), LedgerBook::Main)
            }

            /// Scope 3, the categories that were reported.
            ///
            /// # Errors
            /// [`NotReported`] if none was.
            pub fn scope3_reported(&self) -> Result<Figure, NotReported> {
                figure(&self.cells, self.valuation, |category, _| category.scope() == Scope::Three)
                    .ok_or_else(|| NotReported { what: "Scope 3".to_owned() })
            }

            /// One line of the inventory in one book.
            ///
            /// # Errors
            /// [`NotReported`] if the line has no activity.
            pub fn category(&self, category: Category, book: LedgerBook) -> Result<Figure, NotReported> {
                let complete = book != LedgerBook::MarketBased || self.market_complete;
                figure(&self.cells, self.valuation, |c, b| c == category && b == book)
                    .filter(|_| complete)
                    .ok_or_else(|| NotReported { what: format!("`{category}`") })
            }

            /// Every line that has a figure, in order, with the book it stands in.
            pub fn by_category(&self) -> Vec<(Category, LedgerBook, Co2e)> {
                let mut lines: Vec<(Category, LedgerBook)> = self.cells.keys().map(|(c, b, _)| (*c, *b)).collect();
                lines.dedup();
                let value = |(category, book)| Some((category, book, self.category(category, book).ok()?.co2e()));
                lines.into_iter().filter_map(value).collect()
            }

            /// CO2 from biomass, outside the scopes; `None` if nothing biogenic was reported.
            pub fn biogenic_co2(&self) -> Option<GasMass> {
                biogenic(&self.cells)
            }

            /// Gases outside the Kyoto basket (HCFC, CFC, HFO …), outside the scopes.
            pub fn outside_scopes(&self) -> BTreeMap<Gas, GasMass> {
                outside(&self.cells, |gas| gas.family() == Family::Other)
            }
        }
    };
}

figures!(Statement);
figures!(SiteStatement);

impl Statement {
    /// The sites it covers, in the order of their ids, each with the share that counts.
    pub fn sites(&self) -> &[SiteStatement] {
        &self.sites
    }

    /// What the sites report twice: sum of sites − eliminations = the statement.
    pub fn eliminations(&self) -> &[Elimination] {
        &self.eliminations
    }

    /// The months with activity.
    pub fn months(&self) -> impl Iterator<Item = Month> + '_ {
        self.months.keys().copied()
    }

    /// A scope's figure in one month, by book.
    pub fn in_month(&self, month: Month, scope: Scope, book: LedgerBook) -> Option<Figure> {
        let complete = book != LedgerBook::MarketBased || self.market_complete;
        let cells = self.months.get(&month)?;
        figure(cells, self.valuation, |c, b| c.scope() == scope && b == book).filter(|_| complete)
    }

    /// The sum of the sites' figures before eliminations, by scope and book.
    pub fn sum_of_sites(&self, scope: Scope, book: LedgerBook) -> Option<Co2e> {
        let complete = book != LedgerBook::MarketBased || self.market_complete;
        self.sites
            .iter()
            .filter_map(|s| figure(&s.cells, s.valuation, |c, b| c.scope() == scope && b == book))
            .map(|f| f.co2e())
            .reduce(|a, b| a + b)
            .filter(|_| complete)
    }
}

impl Elimination {
    /// What is taken off, in CO2e.
    pub fn co2e(&self) -> Co2e {
        figure(&self.cells, self.valuation, |_, _| true).map_or(Co2e::ZERO, |f| f.co2e())
    }
}
