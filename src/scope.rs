//! The standard's lists as enums: scopes, Scope 2 methods, Scope 3 categories, inventory
//! categories, the carriers of purchased energy, and why a figure is absent.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod absent;

pub use absent::{Absent, Status};

use std::fmt;

use crate::word::{shown_as_words, words};

/// A scope of the GHG Protocol Corporate Standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Direct emissions from sources the site owns or controls.
    One,
    /// Indirect emissions from purchased electricity, steam, heat and cooling.
    Two,
    /// All other indirect emissions of the value chain.
    Three,
}

impl Scope {
    /// 1, 2 or 3.
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scope {}", self.number())
    }
}

/// The two ways the GHG Protocol Scope 2 Guidance counts purchased energy. They are two
/// books of the same purchases and are never added to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope2Method {
    /// Average emissions of the grid where the energy is used.
    LocationBased,
    /// Emissions of the energy bought by contract.
    MarketBased,
}

impl Scope2Method {
    /// The guidance's words: `location-based` or `market-based`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LocationBased => "location-based",
            Self::MarketBased => "market-based",
        }
    }

    /// Reads the guidance's words.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::LocationBased, Self::MarketBased].into_iter().find(|method| method.as_str() == text)
    }
}

/// What the market-based method takes where no instrument or supplier factor covers a
/// purchase (`scope2_market_fallback` in book.toml).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarketFallback {
    /// The residual mix; where none is published, market-based Scope 2 is not reported.
    ResidualMix,
    /// The location-based factor, as the last step of the Scope 2 Guidance's hierarchy.
    Location,
    /// Nothing: it is an error of the book.
    Error,
}

impl MarketFallback {
    /// The word in book.toml.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ResidualMix => "residual_mix",
            Self::Location => "location",
            Self::Error => "error",
        }
    }

    /// Reads the word in book.toml.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::ResidualMix, Self::Location, Self::Error].into_iter().find(|fallback| fallback.as_str() == word)
    }
}

/// Which of the books an entry stands in. Scope 2 has two, which are never added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LedgerBook {
    /// Scopes 1 and 3.
    Main,
    /// Scope 2, location-based.
    LocationBased,
    /// Scope 2, market-based.
    MarketBased,
}

impl LedgerBook {
    /// Reads the name in exported ledgers.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Main, Self::LocationBased, Self::MarketBased].into_iter().find(|book| book.as_str() == name)
    }

    /// The name in exported ledgers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::LocationBased => "scope2_location",
            Self::MarketBased => "scope2_market",
        }
    }
}

/// A section of the inventory below its scope: the group of the chart of activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the codes are the standard's own words")]
pub enum Category {
    StationaryCombustion,
    MobileCombustion,
    ProcessEmissions,
    FugitiveEmissions,
    WastewaterTreatment,
    WasteTreatment,
    PurchasedElectricity,
    PurchasedSteam,
    PurchasedHeat,
    PurchasedCooling,
    /// One of the fifteen Scope 3 categories.
    ValueChain(Scope3Category),
    /// Energy that a site makes and uses itself: no purchase. It has a quantity and no emissions, so it is in no
    /// statement and not in [`Category::all`]; what it burns is Scope 1 in a row of its own.
    OwnGeneration,
}

/// The fifteen categories of the GHG Protocol Scope 3 Standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the standard's own titles")]
pub enum Scope3Category {
    PurchasedGoodsAndServices,
    CapitalGoods,
    FuelAndEnergyRelatedActivities,
    UpstreamTransportationAndDistribution,
    WasteGeneratedInOperations,
    BusinessTravel,
    EmployeeCommuting,
    UpstreamLeasedAssets,
    DownstreamTransportationAndDistribution,
    ProcessingOfSoldProducts,
    UseOfSoldProducts,
    EndOfLifeTreatmentOfSoldProducts,
    DownstreamLeasedAssets,
    Franchises,
    Investments,
}

impl Scope3Category {
    /// The category of a code, `c01` … `c15`.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }

    /// All fifteen, in the standard's order.
    pub const ALL: [Self; 15] = [
        Self::PurchasedGoodsAndServices,
        Self::CapitalGoods,
        Self::FuelAndEnergyRelatedActivities,
        Self::UpstreamTransportationAndDistribution,
        Self::WasteGeneratedInOperations,
        Self::BusinessTravel,
        Self::EmployeeCommuting,
        Self::UpstreamLeasedAssets,
        Self::DownstreamTransportationAndDistribution,
        Self::ProcessingOfSoldProducts,
        Self::UseOfSoldProducts,
        Self::EndOfLifeTreatmentOfSoldProducts,
        Self::DownstreamLeasedAssets,
        Self::Franchises,
        Self::Investments,
    ];

    /// `c01` … `c15`.
    pub fn code(self) -> &'static str {
        const CODES: [&str; 15] =
            ["c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10", "c11", "c12", "c13", "c14", "c15"];
        CODES.get(self as usize).copied().unwrap_or_default()
    }

    /// The standard's title.
    pub fn title(self) -> &'static str {
        const TITLES: [&str; 15] = [
            "Purchased goods and services",
            "Capital goods",
            "Fuel- and energy-related activities",
            "Upstream transportation and distribution",
            "Waste generated in operations",
            "Business travel",
            "Employee commuting",
            "Upstream leased assets",
            "Downstream transportation and distribution",
            "Processing of sold products",
            "Use of sold products",
            "End-of-life treatment of sold products",
            "Downstream leased assets",
            "Franchises",
            "Investments",
        ];
        TITLES.get(self as usize).copied().unwrap_or_default()
    }
}

impl Category {
    /// Every category with emissions, in the order statements show them.
    pub fn all() -> impl Iterator<Item = Self> {
        [
            Self::StationaryCombustion,
            Self::MobileCombustion,
            Self::ProcessEmissions,
            Self::FugitiveEmissions,
            Self::WastewaterTreatment,
            Self::WasteTreatment,
            Self::PurchasedElectricity,
            Self::PurchasedSteam,
            Self::PurchasedHeat,
            Self::PurchasedCooling,
        ]
        .into_iter()
        .chain(Scope3Category::ALL.into_iter().map(Self::ValueChain))
    }

    /// The scope the category belongs to; own generation counts to the site's own sources.
    pub fn scope(self) -> Scope {
        match self {
            Self::ValueChain(_) => Scope::Three,
            Self::PurchasedElectricity | Self::PurchasedSteam | Self::PurchasedHeat | Self::PurchasedCooling => {
                Scope::Two
            }
            _ => Scope::One,
        }
    }

    /// The group of the chart of activities: `stationary_combustion`, `c04` …
    pub fn code(self) -> &'static str {
        match self {
            Self::StationaryCombustion => "stationary_combustion",
            Self::MobileCombustion => "mobile_combustion",
            Self::ProcessEmissions => "process_emissions",
            Self::FugitiveEmissions => "fugitive_emissions",
            Self::WastewaterTreatment => "wastewater_treatment",
            Self::WasteTreatment => "waste_treatment",
            Self::PurchasedElectricity => "purchased_electricity",
            Self::PurchasedSteam => "purchased_steam",
            Self::PurchasedHeat => "purchased_heat",
            Self::PurchasedCooling => "purchased_cooling",
            Self::ValueChain(category) => category.code(),
            Self::OwnGeneration => "own_generation",
        }
    }

    /// Every group of the chart of activities: the categories with emissions, then own generation.
    pub fn groups() -> impl Iterator<Item = Self> {
        Self::all().chain([Self::OwnGeneration])
    }

    /// The group of that code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::groups().find(|category| category.code() == code)
    }

    /// The category of that code, if it has emissions.
    pub fn with_emissions(code: &str) -> Option<Self> {
        Self::all().find(|category| category.code() == code)
    }

    /// A small number for dense tables: the place in [`Category::groups`].
    pub(crate) fn index(self) -> usize {
        Self::groups().position(|c| c == self).unwrap_or(0)
    }

    /// A title for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::StationaryCombustion => "Stationary combustion",
            Self::MobileCombustion => "Mobile combustion",
            Self::ProcessEmissions => "Process emissions",
            Self::FugitiveEmissions => "Fugitive emissions",
            Self::WastewaterTreatment => "Wastewater treatment",
            Self::WasteTreatment => "Waste treatment",
            Self::PurchasedElectricity => "Purchased electricity",
            Self::PurchasedSteam => "Purchased steam",
            Self::PurchasedHeat => "Purchased heat",
            Self::PurchasedCooling => "Purchased cooling",
            Self::ValueChain(category) => category.title(),
            Self::OwnGeneration => "Own generation",
        }
    }

    /// What a Scope 2 purchase carries (`electricity`, `steam` …); `None` elsewhere.
    pub fn carrier(self) -> Option<&'static str> {
        match self {
            Self::PurchasedElectricity => Some("electricity"),
            Self::PurchasedSteam => Some("steam"),
            Self::PurchasedHeat => Some("heat"),
            Self::PurchasedCooling => Some("cooling"),
            _ => None,
        }
    }
}

shown_as_words!(Scope2Method, MarketFallback, LedgerBook, Status);
words! {
    Scope2Method, "a method of Scope 2: `location-based` or `market-based`", as_str;
    MarketFallback, "a fallback of the market-based method: `residual_mix`, `location` or `error`", as_str;
    LedgerBook, "a book of the ledger: `main`, `scope2_location` or `scope2_market`", as_str;
    Category, "a category, such as `stationary_combustion` or `c04`", code;
    Scope3Category, "a category of Scope 3, `c01` to `c15`", code;
}

// That a status is serialised is said where reports are.
words!(@read Status, "a status of an absent figure, such as `not_occurring`");

impl fmt::Display for Scope3Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_category() {
        assert_eq!(Category::all().count(), 25);
        for category in Category::all() {
            assert_eq!(Category::parse(category.code()), Some(category));
        }
        assert_eq!(Category::parse("c16"), None);
        assert_eq!(Category::parse("own_generation"), Some(Category::OwnGeneration));
        assert_eq!(Category::with_emissions("own_generation"), None);
        assert!(Category::groups().enumerate().all(|(at, category)| category.index() == at));
    }
}
