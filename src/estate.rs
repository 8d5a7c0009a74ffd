//! Estates and their sites, as values.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod boundary;
#[cfg(test)]
pub(crate) mod fixture;

pub use boundary::Boundary;

use std::sync::Arc;

use crate::id::{EstateId, SiteId};
use crate::period::Period;
use crate::place::Place;

/// One industrial estate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estate {
    /// Its id in the book.
    pub id: EstateId,
    /// Its name, by language code (`en`, `th`, `ja`), in the order given.
    pub names: Vec<(String, String)>,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Arc<str>,
    /// Region code its electricity factors are looked up under.
    pub grid: Arc<str>,
    /// Wider regions whose factors it accepts, nearest first.
    pub wider_regions: Vec<Arc<str>>,
}

impl Estate {
    /// An estate that has its id as its name, its country as its grid, and no wider regions.
    pub fn new(id: impl Into<EstateId>, country: impl Into<Arc<str>>) -> Self {
        let country = country.into();
        Self { id: id.into(), names: Vec::new(), grid: country.clone(), country, wider_regions: Vec::new() }
    }

    /// The first name given.
    pub fn name(&self) -> &str {
        self.names.first().map_or(self.id.as_str(), |(_, name)| name)
    }

    /// Regions factors may come from, nearest first: grid, country, wider regions, the world.
    pub fn regions(&self) -> Vec<&str> {
        let mut regions = vec![&*self.grid];
        let wider = self.wider_regions.iter().map(|r| &**r);
        for region in std::iter::once(&*self.country).chain(wider).chain([GLOBAL]) {
            if !regions.contains(&region) {
                regions.push(region);
            }
        }
        regions
    }
}

/// Regions factors may come from for what happens in a region: `AU-NSW`, `AU`, the world.
pub fn regions_of(region: &str) -> Vec<&str> {
    let country = region.split_once('-').map(|(country, _)| country);
    let mut regions = vec![region];
    regions.extend(country.into_iter().chain([GLOBAL]).filter(|wider| *wider != region));
    regions
}

/// The region of factors that hold everywhere.
pub const GLOBAL: &str = "GLOBAL";

/// What a site is to the estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// Makes something.
    Factory,
    /// Sells energy, water or treatment inside the fence.
    Utility,
    /// Shared areas and offices.
    Common,
    /// A counterparty beyond the fence.
    Outside,
}

impl Role {
    /// Reads `factory`, `utility`, `common` or `outside`.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Factory, Self::Utility, Self::Common, Self::Outside].into_iter().find(|role| role.as_str() == text)
    }

    /// The word in sites.csv.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Factory => "factory",
            Self::Utility => "utility",
            Self::Common => "common",
            Self::Outside => "outside",
        }
    }
}

crate::word::shown_as_words!(Role);
crate::word::words!(Role, "a role: `factory`, `utility`, `common` or `outside`", as_str;);

/// One site of an estate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Site {
    /// Its id, unique in the book.
    pub id: SiteId,
    /// Its name.
    pub name: Arc<str>,
    /// The estate it belongs to.
    pub estate: EstateId,
    /// What it is to the estate.
    pub role: Role,
    /// ISIC or TSIC code.
    pub sector: Option<Arc<str>>,
    /// The legal entity that runs it.
    pub tenant: Option<Arc<str>>,
    /// Whether the reporting organization controls its operations.
    pub operational_control: Option<bool>,
    /// Whether the reporting organization controls its finances.
    pub financial_control: Option<bool>,
    /// The reporting organization's share, 0 to 1.
    pub equity_share: Option<f64>,
    /// The days it belonged to the estate, where that is not the whole period.
    pub life: Option<Period>,
    /// What it made in the period, with its unit.
    pub production: Option<(f64, Arc<str>)>,
    /// Value added in the period, with its currency.
    pub value_added: Option<(f64, Arc<str>)>,
    /// Floor area, m².
    pub floor_area_m2: Option<f64>,
    /// Number of employees.
    pub employees: Option<f64>,
    /// Where it stands in sites.csv.
    pub place: Place,
}

impl Site {
    /// A site that has its id as its name. Its place is sites.csv as a whole, and nothing else is known of it.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::estate::{Boundary, Role, Site};
    /// let mut cannery = Site::new("F1", "ESB", Role::Factory);
    /// cannery.equity_share = Some(0.4);
    /// assert_eq!(Boundary::EquityShare.share(&cannery), Some(0.4));
    /// ```
    pub fn new(id: impl Into<SiteId>, estate: impl Into<EstateId>, role: Role) -> Self {
        let id = id.into();
        Self {
            name: id.shared(),
            id,
            estate: estate.into(),
            role,
            sector: None,
            tenant: None,
            operational_control: None,
            financial_control: None,
            equity_share: None,
            life: None,
            production: None,
            value_added: None,
            floor_area_m2: None,
            employees: None,
            place: Place::file("sites.csv"),
        }
    }
}
