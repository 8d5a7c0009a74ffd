//! Which factor wins, how the quantity gets to its unit, and why.
//!
//! In: what is known of a line (activity, unit, basis, month, regions) and the sets. Out: a
//! [`Resolution`], or the reason there is none. Nothing is guessed: no factor is an error,
//! and so are two that fit equally well.

mod chain;
mod instead;

pub use chain::{Chain, UsedProperty};
pub use instead::Instead;

use std::sync::Arc;

use chain::chain;
use instead::instead;

use super::release::release_id;
use super::{EmissionFactor, FactorSet, FuelTable, Kind, Layer, SetRank};
use crate::activity::{Line, Takes};
use crate::estate::GLOBAL;
use crate::period::{Day, Month};
use crate::quantity::ConvertError;
use crate::scope::Scope;

/// The rule by which a factor was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The row names it.
    NamedByRow,
    /// The book's own factor.
    Own,
    /// A factor of the folder of this name.
    Given(Arc<str>),
    /// A built-in factor of this region.
    Region(Arc<str>),
    /// No factor of the region: one that holds everywhere.
    Everywhere,
    /// A built-in factor of the region that the row names, which is not the site's.
    RowsRegion(Arc<str>),
    /// A method gives the mass of the gas itself.
    Calculated,
}

impl Reason {
    /// The rule in words.
    pub fn text(&self) -> String {
        match self {
            Self::NamedByRow => "the rows name it in factor_id".to_owned(),
            Self::Own => "the book's own factors come first".to_owned(),
            Self::Given(set) => format!("the factor folder `{set}` comes before the built-in sets"),
            Self::Region(region) => format!("it is published for the site's region, {region}"),
            Self::Everywhere => "no nearer region has one for this quantity; it holds everywhere".to_owned(),
            Self::RowsRegion(region) => format!("it is published for the region the row names, {region}"),
            Self::Calculated => "the method gives the mass of the gas itself".to_owned(),
        }
    }
}

/// A factor chosen for a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// Its index in the [`FactorSet`].
    pub factor: usize,
    /// From the line's unit to the factor's.
    pub chain: Chain,
    /// Why this one.
    pub reason: Reason,
    /// The last day it was valid, where that is before the month of the line.
    pub outdated: Option<Day>,
}

impl Resolution {
    /// The last year the factor was valid, where that is before the month of the line.
    pub fn earlier_year(&self) -> Option<i16> {
        self.outdated.map(Day::year)
    }
}

/// Why a line has no factor.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// Nothing fits.
    #[error("no factor for `{activity}` in {regions} for {year}")]
    NoFactor {
        /// The activity.
        activity: String,
        /// The regions looked in.
        regions: String,
        /// The year.
        year: i16,
        /// What there is instead.
        instead: Instead,
    },
    /// Two fit equally well.
    #[error("`{first}` and `{second}` fit `{activity}` equally well")]
    Tie {
        /// The activity.
        activity: String,
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// The best factor measures something else.
    #[error("{source}")]
    CannotConvert {
        /// The two units.
        source: ConvertError,
        /// The factor's id.
        factor: String,
        /// The fuel whose properties could connect the two.
        fuel: Option<String>,
    },
    /// The row's factor_id is not known.
    #[error("there is no factor `{id}`")]
    UnknownFactorId {
        /// As found.
        id: String,
        /// The nearest id.
        suggestion: Option<String>,
    },
    /// The row's factor is for something else.
    #[error("factor `{id}` is for `{published}`, not for `{activity}`")]
    OtherActivity {
        /// The factor.
        id: String,
        /// What it was published for.
        published: String,
        /// What the row is.
        activity: String,
    },
    /// The method gives the CO2, and the factor has it among others in its CO2e.
    #[error("`{id}` is published only as CO2e, so its CO2 cannot be left out")]
    OnlyCo2e {
        /// The factor.
        id: String,
    },
    /// An energy of fuel without net or gross.
    #[error("`{unit}` of `{activity}` without `basis`: net or gross calorific value?")]
    BasisUnknown {
        /// The activity.
        activity: String,
        /// The unit.
        unit: &'static str,
    },
}

/// Where and when a line is, and what there is to choose from.
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    /// The book's factors and the built-in sets.
    pub factors: &'a FactorSet,
    /// The book's fuel properties and the built-in ones.
    pub fuels: &'a FuelTable,
    /// The site's regions, nearest first ([`Estate::regions`](crate::estate::Estate::regions)).
    pub regions: &'a [&'a str],
}

/// Chooses the factor of a line, for the location-based method where it is a purchase.
///
/// The order of precedence: the row's `factor_id`; the book's own factors; those of the folders
/// it was given, in their order; the nearest region; kinds an inventory prefers; valid in the
/// month, else the nearest earlier year; a unit that needs no fuel property; the order of the sets.
///
/// # Errors
/// [`ResolveError`] if there is none, two tie, or units do not meet.
pub fn resolve(line: &Line, choices: Choices<'_>) -> Result<Resolution, ResolveError> {
    if let Some(Takes::Gas(gas)) = line.derived.as_ref().map(|derived| &derived.takes) {
        let known = named(line, &release_id(gas.name()), choices)?;
        return Ok(Resolution { reason: Reason::Calculated, ..known });
    }
    let code = line.takes().as_str();
    let of_grid = code.starts_with(ELECTRICITY);
    if let Some(id) = &line.factor_id {
        // By location, a supplier's electricity is electricity of the grid.
        let by_contract = of_grid && matches!(kind_of(id.as_str(), choices), Some(Kind::Supplier | Kind::ResidualMix));
        if !by_contract {
            return named(line, id.as_str(), choices);
        }
    }
    let average = |f: &EmissionFactor| matches!(f.kind, Kind::Average | Kind::CombinedMargin | Kind::OperatingMargin);
    match line.category.scope() {
        Scope::Two if of_grid => best(line, GRID, average, choices),
        // A contract is of the purchases made under it, not of losses or of what others use.
        _ if code == GRID => best(line, GRID, average, choices),
        // Steam, heat and cooling have no grid: the supplier's own factor serves both methods.
        _ => best(line, code, |f| average(f) || f.kind == Kind::Supplier, choices),
    }
}

/// Codes of purchased electricity begin so.
const ELECTRICITY: &str = "purchased_electricity/";

fn kind_of(id: &str, choices: Choices<'_>) -> Option<Kind> {
    choices.factors.get(id).map(|f| f.kind)
}

/// The activity whose factors are the averages of a grid.
pub const GRID: &str = "purchased_electricity/grid";

/// Chooses the market-based factor of a purchase: the supplier's own, else the residual mix;
/// `None` if there is neither. Steam, heat and cooling take the supplier's either way.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_market(line: &Line, choices: Choices<'_>) -> Option<Result<Resolution, ResolveError>> {
    let code = line.takes().as_str();
    if matches!(line.derived.as_ref().map(|derived| &derived.takes), Some(Takes::Gas(_))) {
        // The mass of steam or heat serves both; of electricity it says nothing of a contract.
        return (!code.starts_with(ELECTRICITY)).then(|| resolve(line, choices));
    }
    if let Some(id) = &line.factor_id {
        // What a row names holds for both methods, but an average of the grid is no contract.
        let of_contract = matches!(kind_of(id.as_str(), choices), Some(Kind::Supplier | Kind::ResidualMix));
        if of_contract || !code.starts_with(ELECTRICITY) {
            return Some(named(line, id.as_str(), choices));
        }
    }
    let found = |code: &str, kind: Kind| match best(line, code, |f| f.kind == kind, choices) {
        Err(ResolveError::NoFactor { .. }) => None,
        other => Some(other),
    };
    let own = || found(code, Kind::Supplier).or_else(|| found(code, Kind::Average).filter(|_| code != GRID));
    let residual = || found(GRID, Kind::ResidualMix).filter(|_| code.starts_with(ELECTRICITY));
    own().or_else(residual)
}

fn named(line: &Line, id: &str, choices: Choices<'_>) -> Result<Resolution, ResolveError> {
    let found = choices.factors.index_of(id).and_then(|i| choices.factors.at(i).map(|f| (i, f)));
    let Some((index, factor)) = found else {
        return Err(ResolveError::UnknownFactorId {
            id: id.to_owned(),
            suggestion: crate::diagnostic::nearest(id, choices.factors.ids()).map(str::to_owned),
        });
    };
    let of_grid = factor.activity.as_str() == GRID && line.takes().as_str().starts_with(ELECTRICITY);
    let given = matches!(line.derived.as_ref().map(|derived| &derived.takes), Some(Takes::Gas(_)));
    if factor.activity != *line.takes() && !of_grid && !given {
        return Err(ResolveError::OtherActivity {
            id: id.to_owned(),
            published: factor.activity.to_string(),
            activity: line.takes().to_string(),
        });
    }
    let Some(months) = months_old(factor, line.month) else {
        let from = factor.valid_from.map(|day| day.to_string()).unwrap_or_default();
        return Err(no_factor(line, Instead::Named { id: id.to_owned(), from }, choices));
    };
    Ok(Resolution {
        factor: index,
        chain: chain(line, factor, choices)?,
        reason: Reason::NamedByRow,
        outdated: (months > 0).then_some(factor.valid_to).flatten(),
    })
}

/// What decides between candidates, best first. The region's rank is 0 for the nearest.
/// Of two factors valid in a month the one of its first day wins.
type Rank = (Layer, usize, Kind, i32, bool, Way, SetRank);

/// How far a quantity is from a factor's unit, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// Units alone.
    Plain,
    /// From one calorific basis to the other.
    OtherBasis,
    /// By a calorific value or density of the fuel.
    ByProperty,
}

fn best(
    line: &Line,
    code: &str,
    eligible: impl Fn(&EmissionFactor) -> bool,
    choices: Choices<'_>,
) -> Result<Resolution, ResolveError> {
    let mut fits: Vec<(Rank, usize, Chain)> = Vec::new();
    let mut refused: Option<(Rank, ResolveError)> = None;
    for (index, set_rank, factor) in choices.factors.of_activity(code).filter(|(_, _, f)| eligible(f)) {
        let Some(region) = choices.regions.iter().position(|r| **r == *factor.region) else { continue };
        let Some(months) = months_old(factor, line.month) else { continue };
        let late = months == 0 && !factor.is_valid_on(line.month.first_day());
        let mut rank = (set_rank.0, region, factor.kind, months, late, Way::Plain, set_rank);
        match chain(line, factor, choices) {
            Ok(chain) => {
                rank.5 = way(line, factor, &chain);
                fits.push((rank, index, chain));
            }
            Err(error) if refused.as_ref().is_none_or(|(r, _)| rank < *r) => refused = Some((rank, error)),
            Err(_) => {}
        }
    }
    fits.sort_by_key(|fit| (fit.0, fit.1));
    let mut fits = fits.into_iter();
    let (rank, index, chain) = match (fits.next(), refused) {
        // The user's own factor comes first; that it does not fit must not go unnoticed.
        (Some((rank, ..)), Some((better, error))) if better.0 < rank.0 => return Err(error),
        (Some(fit), _) => fit,
        (None, Some((_, error))) => return Err(error),
        (None, None) => {
            let others = choices.factors.of_activity(code).map(|(_, _, f)| f).filter(|f| eligible(f));
            return Err(no_factor(line, instead(others, line.month, choices.regions), choices));
        }
    };
    let id_of = |index: usize| choices.factors.at(index).map(|f| f.id.to_string()).unwrap_or_default();
    if let Some((_, second, _)) = fits.next().filter(|(other, _, _)| *other == rank) {
        return Err(ResolveError::Tie { activity: code.to_owned(), first: id_of(index), second: id_of(second) });
    }
    let factor = choices.factors.at(index);
    let region = factor.map(|f| f.region.clone()).unwrap_or_default();
    let set = || factor.map(|f| f.provenance.set.clone()).unwrap_or_default();
    Ok(Resolution {
        factor: index,
        chain,
        reason: match (rank.0, &*region) {
            (Layer::Own, _) => Reason::Own,
            (Layer::Given(_), _) => Reason::Given(set()),
            (Layer::BuiltIn, GLOBAL) => Reason::Everywhere,
            (Layer::BuiltIn, _) if line.derived.as_ref().is_some_and(|d| d.region.is_some()) => {
                Reason::RowsRegion(region)
            }
            (Layer::BuiltIn, _) => Reason::Region(region),
        },
        outdated: factor.and_then(|f| f.valid_to).filter(|_| rank.3 > 0),
    })
}

fn way(line: &Line, factor: &EmissionFactor, chain: &Chain) -> Way {
    if chain.properties.is_empty() {
        Way::Plain
    } else if line.unit.dimension() == factor.unit.dimension() {
        Way::OtherBasis
    } else {
        Way::ByProperty
    }
}

/// 0 if the factor was valid in the month, else how many months before it last was; `None`
/// if it only came later.
fn months_old(factor: &EmissionFactor, month: Month) -> Option<i32> {
    if factor.valid_from.is_some_and(|from| from.month() > month) {
        return None;
    }
    Some(factor.valid_to.map_or(0, |to| month.since(to.month()).max(0)))
}

fn no_factor(line: &Line, instead: Instead, choices: Choices<'_>) -> ResolveError {
    ResolveError::NoFactor {
        activity: line.takes().to_string(),
        regions: choices.regions.join(", "),
        year: line.month.year(),
        instead,
    }
}
