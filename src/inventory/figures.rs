//! Figures made of masses of gas. This is the only place where a mass of gas becomes CO2e.

use std::collections::BTreeMap;

use super::Valuation;
use super::keyed::KeyedMasses;
use crate::quantity::{Co2e, CombustionMethane, Family, Gas, GasMass, Gwp};
use crate::scope::{Category, LedgerBook, Scope, Scope2Method, Scope3Category};

/// A figure that a statement does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} was not reported")]
#[non_exhaustive]
pub struct NotReported {
    /// `market-based Scope 2`, `Scope 3 category c02` …
    pub what: String,
}

/// A section of an inventory with its gases.
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

/// The figures of a statement, or of one site's part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    masses: KeyedMasses,
    valuation: Valuation,
    market_complete: bool,
}

impl Figures {
    /// Figures of masses. Without a complete market-based book Scope 2 has no market-based figure.
    pub(super) fn new(masses: KeyedMasses, valuation: Valuation, market_complete: bool) -> Self {
        Self { masses, valuation, market_complete }
    }

    /// A figure of the wanted sections and books. The market-based book has figures only if it is complete.
    pub(super) fn of(&self, wanted: impl Fn(Category, LedgerBook) -> bool) -> Option<Figure> {
        let complete = |book| book != LedgerBook::MarketBased || self.market_complete;
        figure(&self.masses, self.valuation, |category, book| complete(book) && wanted(category, book))
    }

    /// A scope's figure in one book.
    pub fn in_book(&self, scope: Scope, book: LedgerBook) -> Option<Figure> {
        self.of(|c, b| c.scope() == scope && b == book)
    }

    /// Scope 1.
    ///
    /// # Errors
    /// [`NotReported`] if there is no Scope 1 activity.
    pub fn scope1(&self) -> Result<Figure, NotReported> {
        self.in_book(Scope::One, LedgerBook::Main).ok_or_else(|| NotReported { what: "Scope 1".to_owned() })
    }

    /// Scope 2 by one method.
    ///
    /// # Errors
    /// [`NotReported`] if no energy was purchased, or a purchase is not covered by the method.
    pub fn scope2(&self, method: Scope2Method) -> Result<Figure, NotReported> {
        let figure = self.in_book(Scope::Two, book_of(method));
        figure.ok_or_else(|| NotReported { what: format!("{method} Scope 2") })
    }

    /// One category of Scope 3.
    ///
    /// # Errors
    /// [`NotReported`] if the category has no activity.
    pub fn scope3(&self, category: Scope3Category) -> Result<Figure, NotReported> {
        self.category(Category::ValueChain(category), LedgerBook::Main)
    }

    /// Scope 3: the sum of the categories that were reported.
    ///
    /// # Errors
    /// [`NotReported`] if no category was.
    pub fn scope3_reported(&self) -> Result<Figure, NotReported> {
        self.in_book(Scope::Three, LedgerBook::Main).ok_or_else(|| NotReported { what: "Scope 3".to_owned() })
    }

    /// One section of the inventory in one book.
    ///
    /// # Errors
    /// [`NotReported`] if the section has no activity.
    pub fn category(&self, category: Category, book: LedgerBook) -> Result<Figure, NotReported> {
        let figure = self.of(|c, b| c == category && b == book);
        figure.ok_or_else(|| NotReported { what: format!("`{category}`") })
    }

    /// Every section that has a figure, in order, with the book it stands in.
    pub fn by_category(&self) -> Vec<(Category, LedgerBook, Co2e)> {
        let mut sections: Vec<(Category, LedgerBook)> = self.masses.iter().map(|((c, b, _), _)| (c, b)).collect();
        sections.dedup();
        let value = |(category, book)| Some((category, book, self.category(category, book).ok()?.co2e()));
        sections.into_iter().filter_map(value).collect()
    }

    /// CO2 from biomass, outside the scopes; `None` if nothing biogenic was reported.
    pub fn biogenic_co2(&self) -> Option<GasMass> {
        biogenic(&self.masses)
    }

    /// Gases outside the Kyoto basket (HCFC, CFC, HFO …), outside the scopes.
    pub fn outside_scopes(&self) -> BTreeMap<Gas, GasMass> {
        outside(&self.masses, |gas| gas.family() == Family::Other)
    }
}

/// Reads a figure out of masses.
fn figure(masses: &KeyedMasses, valuation: Valuation, wanted: impl Fn(Category, LedgerBook) -> bool) -> Option<Figure> {
    let mut found = None;
    for ((category, book, gas), kg) in masses.iter() {
        if !wanted(category, book) {
            continue;
        }
        let figure: &mut Figure = found.get_or_insert_default();
        if gas.family().in_scopes() {
            figure.co2e += co2e(category, gas, kg, valuation);
            *figure.by_gas.entry(gas).or_default() += GasMass::from_kilograms(kg);
        }
    }
    found
}

/// The CO2e of a mass in a section. [`super::read()`] finds and reports gases without a potential before it returns any
/// statement.
pub(super) fn co2e(category: Category, gas: Gas, kg: f64, valuation: Valuation) -> Co2e {
    Co2e::from_kilograms(potential(category, gas, valuation).map_or(0.0, |gwp| kg * gwp.kg_co2e_per_kg))
}

/// The potential of a gas in a section; `None` if the set has none.
pub(super) fn potential(category: Category, gas: Gas, valuation: Valuation) -> Option<Gwp> {
    let burnt = matches!(category, Category::StationaryCombustion | Category::MobileCombustion);
    let methane = if burnt { valuation.combustion_methane } else { CombustionMethane::Fossil };
    valuation.gwp.gwp_of_combustion(gas, methane).ok()
}

/// CO2 from biomass in some masses, in any scope. Scope 2 is counted once, by the location-based method.
fn biogenic(masses: &KeyedMasses) -> Option<GasMass> {
    outside(masses, |gas| gas.family() == Family::BiogenicCo2).into_values().reduce(|a, b| a + b)
}

/// Masses outside the scopes, by gas.
fn outside(all: &KeyedMasses, wanted: impl Fn(Gas) -> bool) -> BTreeMap<Gas, GasMass> {
    let mut masses: BTreeMap<Gas, GasMass> = BTreeMap::new();
    for ((_, book, gas), kg) in all.iter() {
        if book != LedgerBook::MarketBased && wanted(gas) {
            *masses.entry(gas).or_default() += GasMass::from_kilograms(kg);
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

#[cfg(test)]
mod tests;
