//! Emission factors and fuel properties, with where they come from.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

#[cfg(test)]
pub(crate) mod fixture;
mod fuel;
pub(crate) mod read;
#[cfg(feature = "books")]
mod refused;
mod release;
pub mod resolve;
mod set;

pub(crate) use fuel::fuel_rows;
pub use fuel::{FuelProperties, FuelTable, Property, PropertyKind};
#[cfg(feature = "books")]
pub(crate) use refused::RefusedFactors;
pub use release::releases;
pub(crate) use set::SetRank;
pub use set::{FactorSet, Layer};

use std::sync::Arc;

use crate::estate::GLOBAL;
use crate::id::{ActivityCode, FactorId};
use crate::period::{Day, Month};
use crate::place::Place;
use crate::quantity::{Gas, HeatBasis, Unit};

/// The set of what the user of a book gives.
pub const OWN: &str = "book";

/// What an electricity (or other) factor is an average of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The average of supply or of a technology: what inventories use.
    Average,
    /// A grid's average less what was sold by contract.
    ResidualMix,
    /// Operating margin, combined with the build margin (CDM tool): for projects, and for
    /// inventories where a country publishes nothing else.
    CombinedMargin,
    /// Operating margin.
    OperatingMargin,
    /// Build margin.
    BuildMargin,
    /// One supplier's own.
    Supplier,
}

impl Kind {
    /// All kinds, in the order an inventory prefers them.
    pub const ALL: [Self; 6] = [
        Self::Average,
        Self::ResidualMix,
        Self::CombinedMargin,
        Self::OperatingMargin,
        Self::BuildMargin,
        Self::Supplier,
    ];

    /// The word in factors.csv.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Average => "average",
            Self::ResidualMix => "residual_mix",
            Self::CombinedMargin => "combined_margin",
            Self::OperatingMargin => "operating_margin",
            Self::BuildMargin => "build_margin",
            Self::Supplier => "supplier",
        }
    }

    /// Reads the word in factors.csv.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

crate::word::shown_as_words!(Kind);
crate::word::words!(Kind, "a kind of factor, such as `average` or `supplier`", as_str;);

/// Whether the CO2 of a factor counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Co2 {
    /// It does.
    #[default]
    Counted,
    /// A method gives the CO2 by itself; the factor is taken for the other gases.
    GivenByMethod,
    /// Only the CO2 counts; the other gases are those of another amount.
    Alone,
}

impl Co2 {
    /// Whether a gas of the factor counts.
    pub fn counts(self, gas: Gas) -> bool {
        let is_co2 = matches!(gas, Gas::CO2 | Gas::CO2_BIOGENIC);
        match self {
            Self::Counted => true,
            Self::GivenByMethod => !is_co2,
            Self::Alone => is_co2,
        }
    }
}

/// Mass of one gas per unit of activity.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct GasFactor {
    /// The gas.
    pub gas: Gas,
    /// kg per unit of the factor.
    pub kg_per_unit: f64,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
}

impl GasFactor {
    /// Kilograms of a gas per unit, without an interval.
    pub fn new(gas: Gas, kg_per_unit: f64) -> Self {
        Self { gas, kg_per_unit, low: None, high: None }
    }
}

/// Who published a factor, and where it stands.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Provenance {
    /// The set it belongs to: `ipcc-2006`, or `book` for the user's own.
    pub set: Arc<str>,
    /// Publisher.
    pub publisher: Arc<str>,
    /// Document and edition.
    pub document: Arc<str>,
    /// Table and page.
    pub locator: Arc<str>,
    /// Licence of the source.
    pub licence: Arc<str>,
    /// Whether the number was read at its publisher: `yes`, `secondary`, `no`; empty for the user's own.
    pub verified: Arc<str>,
    /// A remark.
    pub note: Arc<str>,
    /// Where the factor's first row stands.
    pub place: Place,
}

impl Provenance {
    /// A publisher's number, without licence, mark of verification and note. Its place is factors.csv as a whole.
    pub fn new(
        set: impl Into<Arc<str>>,
        publisher: impl Into<Arc<str>>,
        document: impl Into<Arc<str>>,
        locator: impl Into<Arc<str>>,
    ) -> Self {
        Self {
            set: set.into(),
            publisher: publisher.into(),
            document: document.into(),
            locator: locator.into(),
            licence: Arc::default(),
            verified: Arc::default(),
            note: Arc::default(),
            place: Place::file("factors.csv"),
        }
    }
}

/// How much of each gas one unit of an activity emits.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EmissionFactor {
    /// Its id.
    pub id: FactorId,
    /// The activity it is for.
    pub activity: ActivityCode,
    /// The region it holds in; `GLOBAL` holds everywhere.
    pub region: Arc<str>,
    /// The first day it is valid, if it says.
    pub valid_from: Option<Day>,
    /// The last day it is valid, if it says.
    pub valid_to: Option<Day>,
    /// The unit of activity it is per.
    pub unit: Unit,
    /// Calorific basis, where the unit is an energy of fuel.
    pub basis: Option<HeatBasis>,
    /// What it is an average of.
    pub kind: Kind,
    /// The country that it describes, where that is not its region.
    pub origin: Option<Arc<str>>,
    /// Whether losses of transmission and distribution are in it.
    pub includes_losses: bool,
    /// The year of the prices, where it is per an amount of money.
    pub price_year: Option<i16>,
    /// Gases in the order published.
    pub gases: Vec<GasFactor>,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl EmissionFactor {
    /// An average factor that is valid on every day and has no calorific basis.
    pub fn new(
        id: impl Into<FactorId>,
        activity: impl Into<ActivityCode>,
        region: impl Into<Arc<str>>,
        unit: Unit,
        gases: impl IntoIterator<Item = GasFactor>,
        provenance: Provenance,
    ) -> Self {
        Self {
            id: id.into(),
            activity: activity.into(),
            region: region.into(),
            valid_from: None,
            valid_to: None,
            unit,
            basis: None,
            kind: Kind::Average,
            origin: None,
            includes_losses: false,
            price_year: None,
            gases: gases.into_iter().collect(),
            provenance,
        }
    }

    /// The country it describes: its origin, or the country it is published for. `None` if it is of the world.
    pub fn describes(&self) -> Option<&str> {
        let region = Some(&*self.region).filter(|region| *region != GLOBAL);
        self.origin.as_deref().or_else(|| region?.split('-').next())
    }

    /// 0 if the factor was valid in the month, otherwise the number of months since it was last valid. `None` if its
    /// validity begins after the month.
    pub(crate) fn months_old(&self, month: Month) -> Option<i32> {
        if self.valid_from.is_some_and(|from| from.month() > month) {
            return None;
        }
        Some(self.valid_to.map_or(0, |to| month.since(to.month()).max(0)))
    }

    /// Whether the factor was valid on a day.
    pub fn is_valid_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}
