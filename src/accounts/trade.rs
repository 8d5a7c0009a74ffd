//! Energy that sites buy of each other, and of whom: what is taken off although nobody emitted it, what counts twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::activity::category_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::{Boundary, Role, Site};
use crate::factor::resolve::GRID;
use crate::id::{ActivityCode, SiteId};
use crate::inventory::{Inventory, SiteStatement, Statement};
use crate::ledger::{Ledger, Posting};
use crate::quantity::Co2e;
use crate::scope::{Category, LedgerBook, Scope};

use super::circle::hollow_circles;
use super::common::{Books, Common, in_tonnes};

/// What is to be known of the sellers inside the fence.
pub(super) fn warnings(books: &Books<'_>) -> Vec<Diagnostic> {
    let of_statements = books
        .inventory
        .into_iter()
        .flat_map(|inventory| above_the_seller(books, inventory).into_iter().chain(hollow_circles(books, inventory)));
    without_counterparty(books).into_iter().chain(of_statements).collect()
}

/// Sellers of whom more is taken off than they have of their own, each once, by the first statement that does.
fn above_the_seller(books: &Books<'_>, inventory: &Inventory) -> Vec<Diagnostic> {
    let ledger = books.ledger;
    let mut sellers: BTreeMap<&SiteId, Vec<String>> = BTreeMap::new();
    for statement in inventory.statements().filter(|statement| statement.boundary() == Boundary::Estate) {
        for (seller, parts) in above(statement) {
            sellers.entry(seller).or_insert(parts);
        }
    }
    if sellers.is_empty() {
        return Vec::new();
    }
    let sold = |posting: &Posting| {
        let seller = ledger.dimensions_of(posting).counterparty.as_ref()?;
        let (seller, parts) = sellers.get_key_value(seller)?;
        let taken_off =
            ledger.subject(posting)?.category.scope() != Scope::One && ledger.site(posting) != Some(*seller);
        taken_off.then_some((*seller, parts))
    };
    let warning = |Common { key: (seller, parts), place, rows, .. }: Common<(&SiteId, &Vec<String>)>| {
        let message = format!("more is taken off for `{seller}` than it emits: {}", parts.join("; "));
        let help = format!(
            "add what `{seller}` burns and buys, correct the quantity, or empty `counterparty` where it only passes \
             the energy on"
        );
        Diagnostic::warning(Code::AboveTheSeller, place, message).with_rows(rows).with_help(help)
    };
    books.found("counterparty", sold).into_iter().map(warning).collect()
}

/// What one seller's buyers report of one category, in one book.
type Sold<'s> = (&'s SiteId, LedgerBook, Category);

/// The sellers of a statement of whom more is taken off than they have, with both figures: of all they sell, or else of
/// one carrier.
fn above(statement: &Statement) -> BTreeMap<&SiteId, Vec<String>> {
    let mut sold: BTreeMap<Sold<'_>, Co2e> = BTreeMap::new();
    for elimination in statement.eliminations() {
        let key = (&elimination.from_site, elimination.book, elimination.category);
        *sold.entry(key).or_default() += elimination.co2e();
    }
    let sellers: BTreeSet<&SiteId> = sold.keys().map(|(seller, ..)| *seller).collect();
    let sites = statement.sites().iter().filter(|site| sellers.contains(site.site()));
    let sites: BTreeMap<&SiteId, &SiteStatement> = sites.map(|site| (site.site(), site)).collect();
    let mut found: BTreeMap<&SiteId, Vec<String>> = BTreeMap::new();
    for (seller, site) in sites {
        for book in [LedgerBook::LocationBased, LedgerBook::MarketBased] {
            let of_seller = |(of, in_book, _): &Sold<'_>| *of == seller && [book, LedgerBook::Main].contains(in_book);
            let sold = || sold.iter().filter(|(key, _)| of_seller(key));
            let by_method = sold().any(|((_, in_book, _), _)| *in_book == book);
            // What Scope 3 repeats is taken off beside either, and alone it is judged once.
            if !by_method && book == LedgerBook::MarketBased {
                continue;
            }
            let name = if by_method { in_words(book) } else { "Scope 3" };
            let all = sold().fold(Co2e::ZERO, |sum, (_, co2e)| sum + *co2e);
            let parts = match own(site, book, None).filter(|own| exceeds(all, *own)) {
                Some(own) => vec![both(name, all, own, "Scope 1 and 2")],
                // In all there is enough, and perhaps not of each.
                None => sold().filter_map(|((.., sold), co2e)| of_carrier(site, book, *sold, *co2e)).collect(),
            };
            if !parts.is_empty() {
                found.entry(seller).or_default().extend(parts);
            }
        }
    }
    found
}

/// What is taken off of one carrier, if it is more than the seller has to make it of.
fn of_carrier(site: &SiteStatement, book: LedgerBook, sold: Category, co2e: Co2e) -> Option<String> {
    let carrier = sold.carrier()?;
    let own = own(site, book, Some(sold)).filter(|own| exceeds(co2e, *own))?;
    Some(both(&format!("{carrier}, {}", in_words(book)), co2e, own, "to make it of"))
}

/// Sums of a site and of its buyers miss each other by a few units in the last place.
pub(super) fn exceeds(taken: Co2e, own: Co2e) -> bool {
    taken.as_tonnes() > own.as_tonnes() * (1.0 + 1e-9)
}

pub(super) fn in_words(book: LedgerBook) -> &'static str {
    match book {
        LedgerBook::Main => "main",
        LedgerBook::LocationBased => "location-based",
        LedgerBook::MarketBased => "market-based",
    }
}

pub(super) fn both(what: &str, taken: Co2e, own: Co2e, of: &str) -> String {
    let [taken, own] = [taken, own].map(|figure| in_tonnes(figure.as_tonnes()));
    format!("{what}, {taken} t CO2e of its buyers, {own} t CO2e of its own {of}")
}

/// Scope 1 of a site and what it buys, by one method; `None` if the method values no figure of its purchases. Of a
/// carrier it is what the carrier can be made of: fuel and process heat, the carrier itself, and those before it in the
/// order of power, steam, heat and cooling. A chiller runs on power; nobody makes power of cold water or of a leak.
pub(super) fn own(site: &SiteStatement, book: LedgerBook, sold: Option<Category>) -> Option<Co2e> {
    let has_purchases = site.in_book(Scope::Two, LedgerBook::LocationBased).is_some();
    if has_purchases && site.in_book(Scope::Two, book).is_none() {
        return None;
    }
    let is_own = |(category, of, _): &(Category, LedgerBook, Co2e)| match category.scope() {
        Scope::One => sold.is_none() || !matches!(category, Category::FugitiveEmissions | Category::MobileCombustion),
        Scope::Two => *of == book && sold.is_none_or(|sold| *category <= sold),
        Scope::Three => false,
    };
    let own = site.by_category().into_iter().filter(is_own);
    Some(own.fold(Co2e::ZERO, |sum, (.., co2e)| sum + co2e))
}

/// Purchases of energy under the code of another site of the book that has emissions of its own, without a counterparty.
fn without_counterparty(books: &Books<'_>) -> Vec<Diagnostic> {
    let mut named = BTreeMap::new();
    let mut all = books.found("activity", |posting| named_seller(books, posting, &mut named));
    if all.is_empty() {
        return Vec::new();
    }
    let reports = reporting(books.ledger);
    all.retain(|common| reports.contains(common.key.0));
    let warning = |Common { key: (seller, code), place, rows, worth }: Common<(&SiteId, &ActivityCode)>| {
        let message =
            format!("`{code}` is bought of `{seller}`, whose own emissions are counted too: it counts twice{worth}");
        let help = format!("write `{seller}` in `counterparty`, so that it is taken off statements of both sites");
        Diagnostic::warning(Code::NoCounterparty, place, message).with_rows(rows).with_help(help)
    };
    all.into_iter().map(warning).collect()
}

/// The site of the book that a purchase is named after, where the row names no counterparty. A code is
/// looked for among the sites once: there may be a million.
fn named_seller<'l>(
    books: &Books<'l>,
    posting: &Posting,
    named: &mut BTreeMap<&'l ActivityCode, Option<&'l Site>>,
) -> Option<(&'l SiteId, &'l ActivityCode)> {
    let subject = books.ledger.subject(posting).filter(|subject| subject.category.scope() != Scope::One)?;
    // What a site passes on to others may be valued by what it buys.
    let code = subject.takes;
    let is_bought = || category_of(code.as_str()).is_some_and(|category| category.scope() == Scope::Two);
    if code.as_str() == GRID || books.ledger.dimensions_of(posting).counterparty.is_some() || !is_bought() {
        return None;
    }
    let sites = &books.tables.sites;
    let buyer = sites.get(posting.site as usize)?;
    let seller = (*named.entry(code).or_insert_with(|| site_in(code, sites)))?;
    (seller.id != buyer.id && seller.role != Role::Outside).then_some((&seller.id, code))
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
