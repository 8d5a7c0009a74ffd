//! What a reader should know of the factors that rows took, as warnings at the first row of each kind.

mod marks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::books::{Books, Finding};
use crate::activity::category_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::Estate;
use crate::factor::resolve::{Reason, Resolution};
use crate::factor::{Co2, EmissionFactor, FuelProperties, Property};
use crate::id::{ActivityCode, FactorId};
use crate::ledger::{Basis, Posting, ResolutionId};
use crate::period::Day;
use crate::place::Place;
use crate::quantity::Dimension;
use crate::scope::Category;

/// What is to be known of the factors that rows took.
pub(super) fn warnings(books: &Books<'_>) -> Vec<Diagnostic> {
    let all = [earlier_years, wider_fuels, without_other_gases, marks::losses_twice, marks::other_prices];
    all.into_iter().flat_map(|of| of(books)).collect()
}

impl<'l> Books<'l> {
    /// What postings that took a factor have in common, each at the activity of its first row.
    fn found_of_factors<K: Ord>(
        &self,
        mut key: impl FnMut(&'l Posting, &'l Resolution) -> Option<K>,
    ) -> Vec<Finding<K>> {
        self.found("activity", |posting| key(posting, self.ledger.resolution(posting)?))
    }
}

/// A factor that was valid earlier only, the year it was taken for, and whether the rows name it.
type Outdated<'l> = (&'l FactorId, i16, bool);

/// Factors of an earlier year.
fn earlier_years(books: &Books<'_>) -> Vec<Diagnostic> {
    let mut factors: BTreeMap<&FactorId, (Day, &EmissionFactor)> = BTreeMap::new();
    let outdated = |posting, resolution| outdated(posting, resolution, &mut factors);
    let all = books.found_of_factors(outdated);
    let warning = |Finding { key: (id, year, is_named), place, rows, worth }: Finding<Outdated<'_>>| {
        let (until, factor) = factors.get(id)?;
        let source = &factor.provenance;
        let message = format!("`{id}` is valid until {until} and the rows are of {year}{worth}");
        let help = match is_named {
            true => format!("leave `factor_id` empty for the factor of {year}, or the last one before it"),
            false => format!("if {} publishes {year}, add that factor to factors.csv", source.publisher),
        };
        let warning = Diagnostic::warning(Code::EarlierYear, place, message).with_rows(rows).with_help(help);
        let note = source.note.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(if note.is_empty() { warning } else { warning.with_related(source.place.clone(), note) })
    };
    all.into_iter().filter_map(warning).collect()
}

fn outdated<'l>(
    posting: &Posting,
    resolution: &'l Resolution,
    factors: &mut BTreeMap<&'l FactorId, (Day, &'l EmissionFactor)>,
) -> Option<Outdated<'l>> {
    let factor = &*resolution.factor;
    factors.insert(&factor.id, (resolution.outdated?, factor));
    Some((&factor.id, posting.month.year(), resolution.reason.is_named()))
}

/// A fuel in general, the country, and the codes of the grades that the country publishes.
type Wider = (ActivityCode, Arc<str>, Vec<ActivityCode>);

/// Fuels burnt at a place that took a factor for everywhere, although the site's country publishes factors of their
/// grades.
fn wider_fuels(books: &Books<'_>) -> Vec<Diagnostic> {
    let tables = books.tables;
    let mut known: BTreeMap<(ResolutionId, usize), Option<usize>> = BTreeMap::new();
    let mut kinds: Vec<Wider> = Vec::new();
    let mut wider = |posting: &Posting, resolution: &Resolution| -> Option<usize> {
        if !matches!(resolution.reason, Reason::Everywhere | Reason::StandIn { .. }) {
            return None;
        }
        let site = tables.sites.get(posting.site as usize)?;
        let estate = tables.manifest.estates.iter().position(|estate| estate.id == site.estate)?;
        let find = || {
            let code = books.ledger.subject(posting)?.takes;
            let burnt = category_of(code.as_str()) == Some(Category::StationaryCombustion);
            let country = &tables.manifest.estates.get(estate).filter(|_| burnt)?.country;
            let grades = tables.factors.grades(code.as_str(), country, posting.month);
            let kind = (!grades.is_empty()).then(|| (code.clone(), country.clone(), grades))?;
            Some(kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            }))
        };
        *known.entry((posting.basis.resolution()?, estate)).or_insert_with(find)
    };
    let all = books.found_of_factors(&mut wider);
    let warning = |Finding { key, place, rows, worth }: Finding<usize>| {
        let (code, country, grades) = kinds.get(key)?;
        let grades: Vec<&str> = grades.iter().map(ActivityCode::as_str).collect();
        let message = format!("`{code}` has no factor of {country}, which publishes factors of its grades{worth}");
        let help = format!("if the fuel is one of them, write `{}`", grades.join("` or `"));
        Some(Diagnostic::warning(Code::WiderFuel, place, message).with_rows(rows).with_help(help))
    };
    all.into_iter().filter_map(warning).collect()
}

/// Fuel analyses whose factor has CO2 alone: the method gives the CO2, and the factor was to give the other gases.
fn without_other_gases(books: &Books<'_>) -> Vec<Diagnostic> {
    let ledger = books.ledger;
    // The posting through such a factor has no gas, and what it lacks is weighed by the CO2 beside it.
    let mut analyses: BTreeMap<u32, FactorId> = BTreeMap::new();
    for posting in ledger.postings() {
        let by_method = ledger.subject(posting).is_some_and(|subject| subject.co2 == Co2::GivenByMethod);
        if let (Basis::Method { calculation, .. }, true) = (posting.basis, by_method) {
            let factor = ledger.factor_without_combustion_gases(posting);
            analyses.extend(factor.map(|factor| (calculation, factor.id.clone())));
        }
    }
    let lacking = |posting: &Posting| match posting.basis {
        Basis::Method { calculation, .. } => analyses.get(&calculation),
        Basis::Activity { .. } => None,
    };
    let warning = |Finding { key: id, place, rows, worth }: Finding<&FactorId>| {
        let message = format!("`{id}` has CO2 alone, so these rows count neither methane nor nitrous oxide{worth}");
        let help = "name a factor that has them in `factor_id`, or add their rows to the factor in factors.csv";
        Diagnostic::warning(Code::NoOtherGases, place, message).with_rows(rows).with_help(help)
    };
    books.found("activity", lacking).into_iter().map(warning).collect()
}

/// Rows of the book's fuels.csv by which nothing was converted, and shares in them that no factor asks for.
pub(super) fn unused_properties(books: &Books<'_>) -> Vec<Diagnostic> {
    let (ledger, tables) = (books.ledger, books.tables);
    let own: Vec<&FuelProperties> = tables.fuels.iter().filter(|row| row.is_own()).collect();
    let mut burnt = Burnt::default();
    for posting in ledger.postings().iter().filter(|_| !own.is_empty()) {
        let (Some(resolution), Some(subject)) = (ledger.resolution(posting), ledger.subject(posting)) else { continue };
        burnt.places.extend(resolution.chain.properties.iter().map(|property| &property.row.place));
        let estate = tables.sites.get(posting.site as usize).map_or("", |site| site.estate.as_str());
        if subject.co2 == Co2::GivenByMethod {
            burnt.analysed.insert(subject.takes.as_str());
        }
        burnt.streams.insert((subject.takes.as_str(), estate, subject.unit.dimension() == Dimension::Energy));
    }
    let warning = |row: &&FuelProperties| {
        let is_used = burnt.places.contains(&row.place);
        let (message, help) = match () {
            () if states_carbon(row) && (is_used || !converts(row)) => (
                format!("the carbon of `{}` changes no figure: factors have their own", row.fuel),
                "give the fuel in fuel_analyses.csv, which counts CO2 by its carbon",
            ),
            () if is_used || !converts(row) => return None,
            () => (
                format!("no row of the book is converted by the properties of `{}`", row.fuel),
                burnt.why_not(row, &tables.manifest.estates),
            ),
        };
        // A laboratory's row may be kept beside the analyses it was made for.
        let is_analysed = burnt.analysed.iter().any(|code| row.is_of(code));
        let warning = || Diagnostic::warning(Code::UnusedProperty, row.place.clone(), message).with_help(help);
        (!is_analysed).then(warning)
    };
    own.iter().filter_map(warning).collect()
}

/// Whether a row says how much carbon the fuel has, or how much of it is of biomass.
fn states_carbon(row: &FuelProperties) -> bool {
    row.carbon_fraction.is_some() || row.biogenic_fraction.is_some_and(|share| share > 0.0)
}

/// Whether something can be converted by a row.
fn converts(row: &FuelProperties) -> bool {
    Property::ALL.into_iter().any(|property| property.of(row).is_some())
}

/// What a ledger burns, and the properties it took.
#[derive(Default)]
struct Burnt<'l> {
    places: BTreeSet<&'l Place>,
    /// Codes of fuels whose CO2 a method gives.
    analysed: BTreeSet<&'l str>,
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
