//! What a reader should know of the factors that rows took, as warnings at the first row of each kind.

mod marks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::activity::{RowRef, fuel_of};
use crate::book::Tables;
use crate::diagnostic::{Code, Diagnostic};
use crate::factor::resolve::{Reason, Resolution};
use crate::factor::{FuelProperties, FuelTable};
use crate::id::{ActivityCode, FactorId};
use crate::ledger::{Ledger, Posting};
use crate::method::Calculation;
use crate::period::Day;
use crate::place::Place;
use crate::quantity::Dimension;
use crate::rows::{Feed, locate};

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
    key: impl Fn(&Posting, &Resolution) -> Option<K>,
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

/// Fuels that took a factor for everywhere, although the site's country publishes factors of their grades.
pub(super) fn wider_fuels(ledger: &Ledger, feed: &Feed, tables: &Tables) -> Vec<Diagnostic> {
    let wider = |posting: &Posting, resolution: &Resolution| -> Option<Wider> {
        let code = ledger.subject(posting)?.activity;
        fuel_of(code.as_str()).filter(|_| matches!(resolution.reason, Reason::Everywhere | Reason::StandIn { .. }))?;
        let site = tables.sites.get(posting.site as usize)?;
        let country = &tables.manifest.estates.iter().find(|estate| estate.id == site.estate)?.country;
        let grades = tables.factors.grades(code.as_str(), country);
        (!grades.is_empty()).then(|| (code.clone(), country.clone(), grades))
    };
    let warning = |((code, country, grades), place, rows): (Wider, Place, u64)| {
        let grades: Vec<&str> = grades.iter().map(ActivityCode::as_str).collect();
        let message = format!("`{code}` has no factor of {country}, which publishes factors of its grades");
        let help = format!("if the fuel is one of them, write `{}`", grades.join("` or `"));
        Diagnostic::warning(Code::WiderFuel, place, message).with_rows(rows).with_help(help)
    };
    found(ledger, feed, wider).into_iter().map(warning).collect()
}

/// Rows of the book's fuels.csv by which nothing was converted.
pub(super) fn unused_properties(ledger: &Ledger, fuels: &FuelTable) -> Vec<Diagnostic> {
    let own: Vec<&FuelProperties> = fuels.iter().filter(|row| row.is_own()).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let mut used: BTreeSet<&Place> = BTreeSet::new();
    let mut in_energy: BTreeSet<&str> = BTreeSet::new();
    for posting in ledger.postings() {
        let (Some(resolution), Some(subject)) = (ledger.resolution(posting), ledger.subject(posting)) else { continue };
        used.extend(resolution.chain.properties.iter().map(|property| &property.row.place));
        if subject.unit.dimension() == Dimension::Energy {
            in_energy.extend(fuel_of(subject.activity.as_str()));
        }
    }
    let warning = |row: &FuelProperties| {
        let message = format!("no row of the book is converted by the properties of `{}`", row.fuel);
        let why = match in_energy.contains(&*row.fuel) {
            true => "its rows are in energy, and their factor is per energy: the measured value changes nothing",
            false => "correct the fuel or its region, or remove the row",
        };
        Diagnostic::warning(Code::UnusedProperty, row.place.clone(), message).with_help(why)
    };
    own.into_iter().filter(|row| !used.contains(&row.place)).map(warning).collect()
}
