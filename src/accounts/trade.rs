//! Energy that sites buy of each other, and of whom: what is taken off although nobody emitted it, what counts twice.

mod circle;
mod weighed;

use std::collections::{BTreeMap, BTreeSet};

use crate::activity::category_of;
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::{Boundary, Role, Site};
use crate::factor::resolve::GRID;
use crate::id::{ActivityCode, SiteId};
use crate::inventory::Inventory;
use crate::ledger::{Ledger, Posting};
use crate::scope::Scope;

use super::books::{Books, Finding};
use circle::hollow_circles;
use weighed::above;

/// What is to be known of the sellers inside the fence.
pub(super) fn warnings(books: &Books<'_>) -> Vec<Diagnostic> {
    let of_statements = books
        .inventory
        .into_iter()
        .flat_map(|inventory| above_the_seller(books, inventory).into_iter().chain(hollow_circles(books, inventory)));
    without_counterparty(books).into_iter().chain(of_themselves(books)).chain(of_statements).collect()
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
    let sold = |posting: &Posting| {
        let seller = ledger.dimensions_of(posting).counterparty.as_ref()?;
        let (seller, _) = sellers.get_key_value(seller).filter(|(seller, _)| ledger.site(posting) != Some(seller))?;
        (ledger.subject(posting)?.category.scope() != Scope::One).then_some(*seller)
    };
    let found = if sellers.is_empty() { Vec::new() } else { books.places("counterparty", sold) };
    let warning = |Finding { key: seller, place, rows, .. }: Finding<&SiteId>| {
        let parts = sellers.get(seller)?;
        let message = format!("more is taken off for `{seller}` than it emits: {}", parts.join("; "));
        let help = format!(
            "add what `{seller}` burns and buys, correct the quantity, or empty `counterparty` where it only passes \
             the energy on"
        );
        Some(Diagnostic::warning(Code::AboveTheSeller, place, message).with_rows(rows).with_help(help))
    };
    found.into_iter().filter_map(warning).collect()
}

/// Purchases of a site of itself, by the counterparty or by the code: what its plant makes is no purchase.
fn of_themselves(books: &Books<'_>) -> Vec<Diagnostic> {
    let ledger = books.ledger;
    let by_counterparty = |posting: &Posting| {
        let site = ledger.site(posting)?;
        (ledger.dimensions_of(posting).counterparty.as_ref() == Some(site)).then_some(site)
    };
    let by_code = |posting: &Posting| {
        let subject = ledger.subject(posting).filter(|subject| subject.category.scope() == Scope::Two)?;
        let site = ledger.site(posting).filter(|_| ledger.dimensions_of(posting).counterparty.is_none())?;
        let (_, item) = subject.activity.as_str().split_once('/')?;
        item.eq_ignore_ascii_case(site.as_str()).then_some(site)
    };
    let warning = |Finding { key: site, place, rows, worth }: Finding<&SiteId>| {
        let message = format!("`{site}` buys of itself{worth}");
        let help = "remove the row: what the site burns is its Scope 1, and power without a fuel is a row of \
                    `own_generation`; or name the seller";
        Diagnostic::warning(Code::OfItself, place, message).with_rows(rows).with_help(help)
    };
    let columns = [books.found("counterparty", by_counterparty), books.found("activity", by_code)];
    columns.into_iter().flatten().map(warning).collect()
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
    let warning = |Finding { key: (seller, code), place, rows, worth }: Finding<(&SiteId, &ActivityCode)>| {
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
