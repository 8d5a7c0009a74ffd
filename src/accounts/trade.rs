//! Energy that sites buy of each other, and of whom: what is taken off although nobody emitted it, what counts twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::activity::RowRef;
use crate::book::Tables;
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::{Boundary, Role, Site};
use crate::factor::resolve::GRID;
use crate::id::{ActivityCode, SiteId};
use crate::inventory::{Elimination, Inventory, SiteStatement, Statement};
use crate::ledger::{Ledger, Posting};
use crate::method::Calculation;
use crate::place::Place;
use crate::quantity::Co2e;
use crate::rows::{Feed, locate};
use crate::scope::{LedgerBook, Scope};

/// The first row of some postings, how many rows they have, and the column to look at.
struct First<'l> {
    row: Option<RowRef>,
    method: Option<&'l Place>,
    rows: u64,
}

/// The place of what some postings have in common, in a column of activity rows.
pub(super) fn at_first<'l>(
    ledger: &'l Ledger,
    feed: &Feed,
    column: &'static str,
    postings: impl Iterator<Item = &'l Posting>,
) -> Option<(Place, u64)> {
    let mut first = First { row: None, method: None, rows: 0 };
    let mut last: Option<&Posting> = None;
    for posting in postings {
        // A purchase stands in two books, and its rows count once.
        if last.replace(posting).is_some_and(|other| posting.is_same_quantity(other)) {
            continue;
        }
        first.rows += ledger.evidence(posting).map_or(0, |evidence| evidence.counted);
        first.row = first.row.into_iter().chain(ledger.total(posting).map(|total| total.first)).min();
        let of_method = ledger.calculation(posting).and_then(Calculation::place);
        first.method = first.method.into_iter().chain(of_method).min();
    }
    let wanted = first.row.map(|row| (row, column));
    let places = locate(feed, wanted.as_slice());
    let place = wanted.and_then(|cell| places.get(&cell)).or(first.method)?;
    Some((place.clone(), first.rows.max(1)))
}

/// Sellers of whom more is taken off than their own Scope 1 and 2, each once.
pub(super) fn above_the_seller(ledger: &Ledger, feed: &Feed, inventory: &Inventory) -> Vec<Diagnostic> {
    let mut told: BTreeSet<&SiteId> = BTreeSet::new();
    let mut warnings = Vec::new();
    for statement in inventory.statements().filter(|statement| statement.boundary() == Boundary::Estate) {
        for (seller, parts) in above(statement) {
            if !told.insert(seller) {
                continue;
            }
            let from = |posting: &&Posting| {
                let counterparty = ledger.dimensions_of(posting).counterparty.as_ref();
                counterparty == Some(seller) && ledger.site(posting) != Some(seller)
            };
            let Some((place, rows)) = at_first(ledger, feed, "counterparty", ledger.postings().iter().filter(from))
            else {
                continue;
            };
            let message = format!("more is taken off for `{seller}` than it emits: {}", parts.join("; "));
            let help = format!(
                "add what `{seller}` burns and buys, correct the quantity, or empty `counterparty` where it only passes \
                 the energy on"
            );
            warnings.push(Diagnostic::warning(Code::AboveTheSeller, place, message).with_rows(rows).with_help(help));
        }
    }
    warnings
}

/// The sellers of a statement of whom more is taken off than they emit, with both figures by method of Scope 2.
fn above(statement: &Statement) -> BTreeMap<&SiteId, Vec<String>> {
    let mut taken: BTreeMap<(&SiteId, LedgerBook), Co2e> = BTreeMap::new();
    for elimination in statement.eliminations() {
        *taken.entry(of_seller(elimination)).or_default() += elimination.co2e();
    }
    let sellers: BTreeSet<&SiteId> = taken.keys().map(|(seller, _)| *seller).collect();
    let sites = statement.sites().iter().filter(|site| sellers.contains(site.site()));
    let sites: BTreeMap<&SiteId, &SiteStatement> = sites.map(|site| (site.site(), site)).collect();
    let mut found: BTreeMap<&SiteId, Vec<String>> = BTreeMap::new();
    for ((seller, book), taken) in taken {
        let Some(own) = sites.get(seller).and_then(|site| own(site, book)) else { continue };
        // Sums of a site and of its buyers miss each other by a few units in the last place.
        if taken.as_tonnes() > own.as_tonnes() * (1.0 + 1e-9) {
            let by = match book {
                LedgerBook::Main => "Scope 3",
                LedgerBook::LocationBased => "location-based",
                LedgerBook::MarketBased => "market-based",
            };
            let [taken, own] = [taken, own].map(|figure| in_tonnes(figure.as_tonnes()));
            let words = format!("{by}, {taken} t CO2e of its buyers, {own} t CO2e of its own Scope 1 and 2");
            found.entry(seller).or_default().push(words);
        }
    }
    found
}

fn of_seller(elimination: &Elimination) -> (&SiteId, LedgerBook) {
    (&elimination.from_site, elimination.book)
}

/// Scope 1 and Scope 2 of a site by one method; `None` if the method values no figure of its purchases. What Scope 3
/// repeats is measured by location.
fn own(site: &SiteStatement, book: LedgerBook) -> Option<Co2e> {
    let of = |scope, book| site.in_book(scope, book).map(|figure| figure.co2e());
    let location = of(Scope::Two, LedgerBook::LocationBased);
    let bought = match (book, location) {
        (_, None) => Co2e::ZERO,
        (LedgerBook::MarketBased, Some(_)) => of(Scope::Two, LedgerBook::MarketBased)?,
        (_, Some(location)) => location,
    };
    Some(of(Scope::One, LedgerBook::Main).unwrap_or(Co2e::ZERO) + bought)
}

/// A figure in four digits, or whole.
fn in_tonnes(tonnes: f64) -> String {
    if tonnes == 0.0 {
        return "0".to_owned();
    }
    let decimals = 3 - tonnes.abs().log10().floor() as i32;
    format!("{tonnes:.0$}", decimals.clamp(0, 9) as usize)
}

/// Purchases of energy under the code of a site of the same estate that has emissions of its own, without a counterparty.
pub(super) fn without_counterparty(ledger: &Ledger, feed: &Feed, tables: &Tables) -> Vec<Diagnostic> {
    let mut found: BTreeMap<(&SiteId, &ActivityCode), Vec<&Posting>> = BTreeMap::new();
    let mut named = BTreeMap::new();
    for posting in ledger.postings() {
        if let Some(key) = named_seller(ledger, tables, posting, &mut named) {
            found.entry(key).or_default().push(posting);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let reports = reporting(ledger);
    found.retain(|(seller, _), _| reports.contains(seller));
    let warning = |((seller, code), postings): ((&SiteId, &ActivityCode), Vec<&Posting>)| {
        let (place, rows) = at_first(ledger, feed, "activity", postings.into_iter())?;
        let message =
            format!("`{code}` is bought of `{seller}`, whose own emissions are in the estate too: it counts twice");
        let help = format!("write `{seller}` in `counterparty`, so that it is taken off the statement of the estate");
        Some(Diagnostic::warning(Code::NoCounterparty, place, message).with_rows(rows).with_help(help))
    };
    found.into_iter().filter_map(warning).collect()
}

/// The site of the buyer's own estate that a purchase is named after, where the row names no counterparty. A code is
/// looked for among the sites once: there may be a million.
fn named_seller<'t>(
    ledger: &'t Ledger,
    tables: &'t Tables,
    posting: &Posting,
    named: &mut BTreeMap<&'t ActivityCode, Option<&'t Site>>,
) -> Option<(&'t SiteId, &'t ActivityCode)> {
    let subject = ledger.subject(posting)?;
    if subject.category.scope() != Scope::Two
        || subject.activity.as_str() == GRID
        || ledger.dimensions_of(posting).counterparty.is_some()
    {
        return None;
    }
    let buyer = tables.sites.get(posting.site as usize)?;
    let seller = (*named.entry(subject.activity).or_insert_with(|| site_in(subject.activity, &tables.sites)))?;
    let same = seller.estate == buyer.estate && seller.id != buyer.id && seller.role != Role::Outside;
    same.then_some((&seller.id, subject.activity))
}

/// The site that a code of purchased energy names after its stroke: `purchased_steam/UTIL`.
fn site_in<'t>(code: &ActivityCode, sites: &'t [Site]) -> Option<&'t Site> {
    let (_, item) = code.as_str().split_once('/')?;
    sites.iter().find(|site| site.id.as_str().eq_ignore_ascii_case(item))
}

/// Sites with a Scope 1 or Scope 2 of their own.
fn reporting(ledger: &Ledger) -> BTreeSet<&SiteId> {
    let own = |entry: &&crate::ledger::Entry| ledger.reaches(entry).is_some_and(|(c, _)| c.scope() != Scope::Three);
    let entries = ledger.entries().iter().filter(own);
    entries.filter_map(|entry| ledger.site(ledger.posting(entry)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tonnes_have_four_digits() {
        let shown = [4_750.0, 12_345.6, 0.002_708, 0.0, 27.081].map(in_tonnes);
        assert_eq!(shown, ["4750", "12346", "0.002708", "0", "27.08"]);
    }
}
