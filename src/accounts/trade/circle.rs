//! Sites that buy of each other in a circle, so that each takes off what the other never emitted.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graphmap::DiGraphMap;

use super::weighed::{METHODS, exceeds, makes_energy, own, shown};
use crate::accounts::books::{Books, Finding};
use crate::diagnostic::{Code, Diagnostic};
use crate::estate::Boundary;
use crate::id::SiteId;
use crate::inventory::{Inventory, SiteStatement, Statement};
use crate::ledger::Posting;
use crate::quantity::Co2e;
use crate::scope::LedgerBook;

/// The sites of a circle.
type Circle<'s> = BTreeSet<&'s SiteId>;

/// Circles of sites that take off more of each other than they have from elsewhere, each once, by the first statement
/// that does.
pub(super) fn hollow_circles(books: &Books<'_>, inventory: &Inventory) -> Vec<Diagnostic> {
    let mut circles: BTreeMap<Circle<'_>, Vec<String>> = BTreeMap::new();
    for statement in inventory.statements().filter(|statement| statement.boundary() == Boundary::Estate) {
        for (circle, parts) in hollow(statement) {
            circles.entry(circle).or_insert(parts);
        }
    }
    let circles: Vec<(Circle<'_>, Vec<String>)> = circles.into_iter().collect();
    let members = circles.iter().zip(0..).flat_map(|((circle, _), at)| circle.iter().map(move |site| (*site, at)));
    let members: BTreeMap<&SiteId, usize> = members.collect();
    let inside = |posting: &Posting| {
        let seller = books.ledger.dimensions_of(posting).counterparty.as_ref()?;
        let circle = members.get(seller)?;
        (members.get(books.ledger.site(posting)?) == Some(circle)).then_some(*circle)
    };
    let found = if circles.is_empty() { Vec::new() } else { books.places("counterparty", inside) };
    let warning = |Finding { key, place, rows, .. }: Finding<usize>| {
        let (circle, parts) = circles.get(key)?;
        let names = circle.iter().map(|site| format!("`{site}`")).collect::<Vec<_>>().join(", ");
        let message = format!("{names} sell each other more than they have from elsewhere: {}", parts.join("; "));
        let help = "empty `counterparty` in the rows of what comes from the grid or another seller outside the estate";
        Some(Diagnostic::warning(Code::AboveTheSeller, place, message).with_rows(rows).with_help(help))
    };
    found.into_iter().filter_map(warning).collect()
}

/// What the sites of a circle take off of each other: all of it, and the largest flow.
#[derive(Clone, Copy, Default)]
struct Flows {
    all: Co2e,
    largest: Co2e,
}

/// The hollow circles of a statement, with both figures by method. Energy may go round more than once, so it is the largest
/// of the flows that must come from elsewhere.
fn hollow(statement: &Statement) -> BTreeMap<Circle<'_>, Vec<String>> {
    let places: BTreeMap<&SiteId, usize> = statement.sites().iter().map(SiteStatement::site).zip(0..).collect();
    let mut hollow: BTreeMap<Circle<'_>, Vec<String>> = BTreeMap::new();
    for (book, method) in METHODS {
        for (circle, flows) in circles(statement, book, &places) {
            let sites = || circle.iter().filter_map(|at| statement.sites().get(*at));
            let Some(own) = sites().map(|site| own(site, book, makes_energy)).sum::<Option<Co2e>>() else { continue };
            let elsewhere = Co2e::from_tonnes((own.as_tonnes() - flows.all.as_tonnes()).max(0.0));
            if exceeds(flows.largest, elsewhere) {
                let (largest, elsewhere) = (shown(flows.largest), shown(elsewhere));
                let words = format!("{}, {largest} in the largest sale, {elsewhere} from elsewhere", method.as_str());
                hollow.entry(sites().map(SiteStatement::site).collect()).or_default().push(words);
            }
        }
    }
    hollow
}

/// The circles of a statement by one method: sites by their places, each of which sells to every other, if by way of others.
fn circles(statement: &Statement, book: LedgerBook, places: &BTreeMap<&SiteId, usize>) -> Vec<(Vec<usize>, Flows)> {
    let mut sales: DiGraphMap<usize, Co2e> = DiGraphMap::new();
    for elimination in statement.eliminations().iter().filter(|elimination| elimination.book == book) {
        let ends = places.get(&elimination.from_site).zip(places.get(&elimination.to_site));
        let Some((seller, buyer)) = ends else { continue };
        let before = sales.edge_weight(*seller, *buyer).copied().unwrap_or_default();
        sales.add_edge(*seller, *buyer, before + elimination.co2e());
    }
    let several = kosaraju_scc(&sales).into_iter().filter(|sites| sites.len() > 1);
    let mut circles: Vec<(Vec<usize>, Flows)> = several.map(|sites| (sites, Flows::default())).collect();
    let members =
        circles.iter().zip(0..).flat_map(|((sites, _), circle)| sites.iter().map(move |site| (*site, circle)));
    let members: BTreeMap<usize, usize> = members.collect();
    for (seller, buyer, co2e) in sales.all_edges() {
        let circle = members.get(&seller).filter(|circle| members.get(&buyer) == Some(circle));
        let Some((_, flows)) = circle.and_then(|circle| circles.get_mut(*circle)) else { continue };
        flows.all += *co2e;
        flows.largest = if *co2e > flows.largest { *co2e } else { flows.largest };
    }
    circles
}
