//! What a reader should know of the factors that rows took, as warnings at the first row of each kind.

mod marks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::activity::RowRef;
use crate::book::Tables;
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::Estate;
use crate::factor::resolve::{Reason, Resolution};
use crate::factor::{Co2, FuelProperties};
use crate::id::{ActivityCode, FactorId};
use crate::ledger::{Ledger, Posting, ResolutionId};
use crate::method::Calculation;
use crate::period::Day;
use crate::place::Place;
use crate::quantity::Dimension;
use crate::rows::{Feed, locate};
use crate::scope::Category;

pub(super) use marks::{losses_twice, other_prices};

/// Where a thing was found first, and in how many rows.
#[derive(Default)]
struct Found<'l> {
    rows: u64,
    first_row: Option<RowRef>,
    method: Option<&'l Place>,
}

/// What postings have in common that a warning is about, each at the first row that has it.
fn found<'l, K: Ord>(
    ledger: &'l Ledger,
    feed: &Feed,
    mut key: impl FnMut(&Posting, &Resolution) -> Option<K>,
) -> Vec<(K, Place, u64)> {
    let mut all: BTreeMap<K, Found<'l>> = BTreeMap::new();
    let mut last: Option<(&Posting, &FactorId)> = None;
    for posting in ledger.postings() {
        let (Some(resolution), Some(evidence)) = (ledger.resolution(posting), ledger.evidence(posting)) else {
            continue;
        };
        let Some(key) = key(posting, resolution) else { continue };
        let factor = &resolution.factor.id;
        // Of a purchase that both books value with one factor, the rows count once.
        let before = last.replace((posting, factor));
        if before.is_some_and(|(other, id)| *id == *factor && posting.is_same_quantity(other)) {
            continue;
        }
        let found = all.entry(key).or_default();
        found.rows += evidence.counted;
        let first = ledger.total(posting).map(|total| total.first);
        found.first_row = found.first_row.into_iter().chain(first).min();
        let of_method = ledger.calculation(posting).and_then(Calculation::place);
        found.method = found.method.into_iter().chain(of_method).min();
    }
    let wanted: Vec<(RowRef, &'static str)> =
        all.values().filter_map(|found| Some((found.first_row?, "activity"))).collect();
    let places = locate(feed, &wanted);
    let placed = |(key, found): (K, Found<'_>)| {
        let row = found.first_row.and_then(|row| places.get(&(row, "activity")));
        let place = row.or(found.method)?.clone();
        Some((key, place, found.rows.max(1)))
    };
    all.into_iter().filter_map(placed).collect()
}

/// A factor that was valid earlier only: its id, the last day it was valid, the year it was taken for, its publisher.
type Outdated = (FactorId, Day, i16, Arc<str>);

/// Factors of an earlier year.
pub(super) fn earlier_years(ledger: &Ledger, feed: &Feed) -> Vec<Diagnostic> {
    let outdated = |posting: &Posting, resolution: &Resolution| -> Option<Outdated> {
        let factor = &resolution.factor;
        Some((factor.id.clone(), resolution.outdated?, posting.month.year(), factor.provenance.publisher.clone()))
    };
    let warning = |((id, until, year, publisher), place, rows): (Outdated, Place, u64)| {
        let message = format!("`{id}` is valid until {until} and the rows are of {year}");
        let help = format!("when {publisher} publishes {year}, add that factor to factors.csv");
        Diagnostic::warning(Code::EarlierYear, place, message).with_rows(rows).with_help(help)
    };
    found(ledger, feed, outdated).into_iter().map(warning).collect()
}

/// A fuel in general, the country, and the codes of the grades that the country publishes.
type Wider = (ActivityCode, Arc<str>, Vec<ActivityCode>);

/// Fuels burnt at a place that took a factor for everywhere, although the site's country publishes factors of their
/// grades.
pub(super) fn wider_fuels(ledger: &Ledger, feed: &Feed, tables: &Tables) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(ResolutionId, usize), Option<Wider>> = BTreeMap::new();
    let wider = |posting: &Posting, resolution: &Resolution| -> Option<Wider> {
        if !matches!(resolution.reason, Reason::Everywhere | Reason::StandIn { .. }) {
            return None;
        }
        let site = tables.sites.get(posting.site as usize)?;
        let estate = tables.manifest.estates.iter().position(|estate| estate.id == site.estate)?;
        let find = || {
            let subject = ledger.subject(posting).filter(|s| s.category == Category::StationaryCombustion)?;
            let (code, country) = (subject.activity, &tables.manifest.estates.get(estate)?.country);
            let grades = tables.factors.grades(code.as_str(), country, posting.month);
            (!grades.is_empty()).then(|| (code.clone(), country.clone(), grades))
        };
        known.entry((posting.basis.resolution()?, estate)).or_insert_with(find).clone()
    };
    let warning = |((code, country, grades), place, rows): (Wider, Place, u64)| {
        let grades: Vec<&str> = grades.iter().map(ActivityCode::as_str).collect();
        let message = format!("`{code}` has no factor of {country}, which publishes factors of its grades");
        let help = format!("if the fuel is one of them, write `{}`", grades.join("` or `"));
        Diagnostic::warning(Code::WiderFuel, place, message).with_rows(rows).with_help(help)
    };
    found(ledger, feed, wider).into_iter().map(warning).collect()
}

/// Fuel analyses whose factor has CO2 alone: the method gives the CO2, and the factor was to give the other gases.
pub(super) fn without_other_gases(ledger: &Ledger, feed: &Feed) -> Vec<Diagnostic> {
    let lacking = |posting: &Posting, resolution: &Resolution| -> Option<FactorId> {
        (ledger.subject(posting)?.co2 == Co2::GivenByMethod).then_some(())?;
        ledger.factor_without_combustion_gases(posting).map(|_| resolution.factor.id.clone())
    };
    let warning = |(id, place, rows): (FactorId, Place, u64)| {
        let message = format!("`{id}` has CO2 alone, so these rows count neither methane nor nitrous oxide");
        let help = "name a factor that has them in `factor_id`, or add their rows to the factor in factors.csv";
        Diagnostic::warning(Code::NoOtherGases, place, message).with_rows(rows).with_help(help)
    };
    found(ledger, feed, lacking).into_iter().map(warning).collect()
}

/// Rows of the book's fuels.csv by which nothing was converted.
pub(super) fn unused_properties(ledger: &Ledger, tables: &Tables) -> Vec<Diagnostic> {
    let own: Vec<&FuelProperties> = tables.fuels.iter().filter(|row| row.is_own()).collect();
    let mut burnt = Burnt::default();
    for posting in ledger.postings().iter().filter(|_| !own.is_empty()) {
        let (Some(resolution), Some(subject)) = (ledger.resolution(posting), ledger.subject(posting)) else { continue };
        burnt.places.extend(resolution.chain.properties.iter().map(|property| &property.row.place));
        let estate = tables.sites.get(posting.site as usize).map_or("", |site| site.estate.as_str());
        burnt.streams.insert((subject.activity.as_str(), estate, subject.unit.dimension() == Dimension::Energy));
    }
    let unused = own.into_iter().filter(|row| !burnt.places.contains(&row.place));
    let warning = |row: &FuelProperties| {
        let message = format!("no row of the book is converted by the properties of `{}`", row.fuel);
        let help = burnt.why_not(row, &tables.manifest.estates);
        Diagnostic::warning(Code::UnusedProperty, row.place.clone(), message).with_help(help)
    };
    unused.map(warning).collect()
}

/// What a ledger burns, and the properties it took.
#[derive(Default)]
struct Burnt<'l> {
    places: BTreeSet<&'l Place>,
    /// Codes and estates, and whether the quantity is an energy.
    streams: BTreeSet<(&'l str, &'l str, bool)>,
}

impl Burnt<'_> {
    /// What to do about a row that nothing was converted by.
    fn why_not(&self, row: &FuelProperties, estates: &[Estate]) -> &'static str {
        let holds = |id: &str| {
            estates.iter().filter(|estate| estate.id.as_str() == id).any(|e| e.regions().contains(&&*row.region))
        };
        let concerned = || self.streams.iter().filter(|(code, estate, _)| row.is_of(code) && holds(estate));
        match (concerned().next(), concerned().all(|(.., in_energy)| *in_energy)) {
            (None, _) => "no row burns this fuel in this region: correct the fuel or the region, or remove the row",
            (_, true) => {
                "the rows of this fuel are in energy, whose factor needs no property: the value changes nothing"
            }
            _ => {
                "the rows of this fuel reach their factor without it: give the calorific value per the unit of the rows \
                 (MJ/kg, MJ/L, MJ/Nm3), or the density beside it"
            }
        }
    }
}
