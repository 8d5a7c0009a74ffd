//! Choosing among the factors of an activity.

use std::sync::Arc;

use super::chain::{Chain, Trust, chain};
use super::instead::{Instead, instead};
use super::stand_in::stands_in;
use super::{Choices, Query, Reason, Resolution, ResolveError};
use crate::estate::GLOBAL;
use crate::factor::{Co2, EmissionFactor, Kind, Layer, SetRank};
use crate::quantity::{Dimension, HeatBasis};
use crate::scope::Scope;

/// Chooses the factor of a stream. For a purchase of energy it is the factor of the location-based method.
///
/// The order of precedence: the row's `factor_id`; the book's own factors; those of the folders
/// it was given, in their order; the nearest region; kinds an inventory prefers; valid in the
/// month, else the nearest earlier year; a unit that needs no fuel property; the order of the sets.
/// Where a method gives the CO2 by itself, a factor that has other gases comes before one of CO2 alone.
/// Before the nearest region comes how far factor and fuel properties belong together: a factor per energy by the
/// book's own calorific value, then what needs no property of another source, then the rest.
///
/// # Errors
/// [`ResolveError`] if there is none, two tie, or units do not meet.
pub fn resolve(query: Query<'_>, choices: Choices<'_>) -> Result<Resolution, ResolveError> {
    let code = query.activity;
    let of_grid = code.starts_with(ELECTRICITY);
    if let Some(id) = query.factor_id {
        // By location, a supplier's electricity is electricity of the grid.
        let by_contract = of_grid && matches!(kind_of(id, choices), Some(Kind::Supplier | Kind::ResidualMix));
        if !by_contract {
            return named(query, id, choices);
        }
    }
    let average = |f: &EmissionFactor| matches!(f.kind, Kind::Average | Kind::CombinedMargin | Kind::OperatingMargin);
    match query.category.scope() {
        Scope::Two if of_grid => best(query, GRID, average, choices),
        // A contract covers the purchases made under it. It covers neither losses nor energy that others use.
        _ if code == GRID => best(query, GRID, average, choices),
        // Steam, heat and cooling have no grid: the supplier's own factor serves both methods.
        _ => best(query, code, |f| average(f) || f.kind == Kind::Supplier, choices),
    }
}

/// The beginning of codes of purchased electricity.
pub(crate) const ELECTRICITY: &str = "purchased_electricity/";

fn kind_of(id: &str, choices: Choices<'_>) -> Option<Kind> {
    choices.factors.get(id).map(|f| f.kind)
}

/// The activity whose factors are the averages of a grid.
pub const GRID: &str = "purchased_electricity/grid";

/// Chooses the market-based factor of a purchase: the supplier's own, else the residual mix; `None` if there is
/// neither. For steam, heat and cooling both methods take the supplier's factor.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_market(query: Query<'_>, choices: Choices<'_>) -> Option<Result<Resolution, ResolveError>> {
    let code = query.activity;
    if let Some(id) = query.factor_id {
        // A factor that a row names holds for both methods, except that an average of the grid is not a contract.
        let of_contract = matches!(kind_of(id, choices), Some(Kind::Supplier | Kind::ResidualMix));
        if of_contract || !code.starts_with(ELECTRICITY) {
            return Some(named(query, id, choices));
        }
    }
    let found = |code: &str, kind: Kind| match best(query, code, |f| f.kind == kind, choices) {
        Err(ResolveError::NoFactor { .. }) => None,
        other => Some(other),
    };
    let own = || found(code, Kind::Supplier).or_else(|| found(code, Kind::Average).filter(|_| code != GRID));
    let residual = || found(GRID, Kind::ResidualMix).filter(|_| code.starts_with(ELECTRICITY));
    own().or_else(residual)
}

fn named(query: Query<'_>, id: &str, choices: Choices<'_>) -> Result<Resolution, ResolveError> {
    let Some(factor) = choices.factors.get(id) else {
        return Err(ResolveError::UnknownFactorId {
            id: id.to_owned(),
            suggestion: crate::diagnostic::nearest(id, choices.factors.ids()).map(str::to_owned),
        });
    };
    let of_grid = factor.activity.as_str() == GRID && query.activity.starts_with(ELECTRICITY);
    if factor.activity.as_str() != query.activity && !of_grid {
        return Err(ResolveError::OtherActivity {
            id: id.to_owned(),
            published: factor.activity.to_string(),
            activity: query.activity.to_owned(),
        });
    }
    let Some(months) = factor.months_old(query.month) else {
        let from = factor.valid_from.map(|day| day.to_string()).unwrap_or_default();
        return Err(no_factor(query, Instead::Named { id: id.to_owned(), from }, choices));
    };
    Ok(Resolution {
        chain: chain(query, factor, choices)?,
        reason: Reason::NamedByRow,
        outdated: (months > 0).then_some(factor.valid_to).flatten(),
        stands_in: stands_in(factor, choices.regions),
        factor: factor.clone(),
    })
}

/// The criteria that decide between candidates, in the order of their weight. The nearest region has rank 0. Of two
/// factors valid in a month, the one valid on its first day wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    layer: Layer,
    /// Where a method gives the CO2: whether the factor has no other gas, for which it would be taken.
    co2_only: bool,
    trust: Trust,
    region: usize,
    kind: Kind,
    months: i32,
    late: bool,
    way: Way,
    set: SetRank,
    /// Of two built-in factors of one set and one thing, the one that is nearer to energy, net before gross: their
    /// numbers are one.
    per: Option<(Dimension, Option<HeatBasis>)>,
}

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

/// A factor that fits, and how well.
struct Fit<'a> {
    rank: Rank,
    factor: &'a Arc<EmissionFactor>,
    chain: Chain,
}

/// The best factor of a code among those eligible.
fn best(
    query: Query<'_>,
    code: &str,
    eligible: impl Fn(&EmissionFactor) -> bool,
    choices: Choices<'_>,
) -> Result<Resolution, ResolveError> {
    let candidates = || choices.factors.of_activity(code).filter(|(_, factor)| eligible(factor));
    let mut fits: Vec<Fit<'_>> = Vec::new();
    let mut refused: Option<(Rank, ResolveError)> = None;
    for (set, factor) in candidates() {
        let Some(mut rank) = rank(query, set, factor, choices) else { continue };
        match chain(query, factor, choices) {
            Ok(chain) => {
                (rank.way, rank.trust) = (way(query, factor, &chain), chain.trust());
                fits.push(Fit { rank, factor, chain });
            }
            Err(error) if refused.as_ref().is_none_or(|(r, _)| rank < *r) => refused = Some((rank, error)),
            Err(_) => {}
        }
    }
    // Of two that fit equally well the one added first is reported first.
    fits.sort_by_key(|fit| fit.rank);
    let mut fits = fits.into_iter();
    let best = match (fits.next(), refused) {
        // A factor that the user gave has precedence. If it does not fit, that is reported and no other factor is
        // taken.
        (Some(fit), Some((better, error))) if better.layer < fit.rank.layer => return Err(error),
        (Some(fit), _) => fit,
        (None, Some((_, error))) => return Err(error),
        (None, None) => {
            let others = candidates().map(|(_, factor)| &**factor);
            return Err(no_factor(query, instead(others, query.month, choices.regions), choices));
        }
    };
    if let Some(second) = fits.next().filter(|other| other.rank == best.rank) {
        let id = |fit: &Fit<'_>| fit.factor.id.to_string();
        return Err(ResolveError::Tie { activity: code.to_owned(), first: id(&best), second: id(&second) });
    }
    Ok(best.resolution(query, choices))
}

/// How well a factor fits, apart from its unit; `None` if it is for another region or a later time.
fn rank(query: Query<'_>, set: SetRank, factor: &EmissionFactor, choices: Choices<'_>) -> Option<Rank> {
    let region = choices.regions.iter().position(|r| **r == *factor.region)?;
    let months = factor.months_old(query.month)?;
    let late = months == 0 && !factor.is_valid_on(query.month.first_day());
    let per = (set.0 == Layer::BuiltIn).then(|| (factor.unit.dimension(), factor.basis));
    let (trust, way) = (Trust::OneSource, Way::Plain);
    let co2_only = query.co2 == Co2::GivenByMethod && factor.gases.iter().all(|of| !query.co2.counts(of.gas));
    Some(Rank { layer: set.0, co2_only, trust, region, kind: factor.kind, months, late, way, set, per })
}

impl Fit<'_> {
    fn resolution(self, query: Query<'_>, choices: Choices<'_>) -> Resolution {
        let factor = self.factor.clone();
        let region = factor.region.clone();
        let stands_in = stands_in(&factor, choices.regions);
        Resolution {
            chain: self.chain,
            reason: match (self.rank.layer, &*region) {
                (Layer::Own, _) => Reason::Own,
                (Layer::Given(_), _) => Reason::Given(factor.provenance.set.clone()),
                (Layer::BuiltIn, GLOBAL) => match (&stands_in, factor.describes()) {
                    (Some(country), Some(origin)) => {
                        Reason::StandIn { country: country.clone(), origin: origin.into() }
                    }
                    _ => Reason::Everywhere,
                },
                (Layer::BuiltIn, _) if query.region.is_some() => Reason::RowsRegion(region),
                (Layer::BuiltIn, _) => Reason::Region(region),
            },
            outdated: factor.valid_to.filter(|_| self.rank.months > 0),
            stands_in,
            factor,
        }
    }
}

fn way(query: Query<'_>, factor: &EmissionFactor, chain: &Chain) -> Way {
    if chain.properties.is_empty() {
        Way::Plain
    } else if query.unit.dimension() == factor.unit.dimension() {
        Way::OtherBasis
    } else {
        Way::ByProperty
    }
}

fn no_factor(query: Query<'_>, instead: Instead, choices: Choices<'_>) -> ResolveError {
    ResolveError::NoFactor {
        activity: query.activity.to_owned(),
        regions: choices.regions.join(", "),
        year: query.month.year(),
        instead,
    }
}

#[cfg(test)]
mod electricity;
#[cfg(test)]
mod tests;
