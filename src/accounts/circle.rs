//! Sites that buy of each other in a circle, so that each takes off what the other never emitted.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::estate::Boundary;
use crate::id::SiteId;
use crate::inventory::{Inventory, SiteStatement, Statement};
use crate::ledger::Posting;
use crate::quantity::Co2e;
use crate::scope::LedgerBook;

use super::common::{Books, Common};
use super::trade::{both, exceeds, in_words, own};

/// Circles of sites that take off more of each other than they have from elsewhere, each once, by the first statement
/// that does.
pub(super) fn hollow_circles(books: &Books<'_>, inventory: &Inventory) -> Vec<Diagnostic> {
    let ledger = books.ledger;
    let mut circles: BTreeMap<BTreeSet<&SiteId>, Vec<String>> = BTreeMap::new();
    for statement in inventory.statements().filter(|statement| statement.boundary() == Boundary::Estate) {
        for (circle, parts) in hollow(statement) {
            circles.entry(circle).or_insert(parts);
        }
    }
    let warning = |(circle, parts): (&BTreeSet<&SiteId>, &Vec<String>)| {
        let inside = |posting: &Posting| {
            let seller = ledger.dimensions_of(posting).counterparty.as_ref()?;
            (circle.contains(seller) && circle.contains(ledger.site(posting)?)).then_some(())
        };
        let Common { place, rows, .. } = books.found("counterparty", inside).into_iter().next()?;
        let names = circle.iter().map(|site| format!("`{site}`")).collect::<Vec<_>>().join(", ");
        let message = format!("{names} buy of each other more than they have from elsewhere: {}", parts.join("; "));
        let help = "empty `counterparty` in the rows of what comes from the grid or another seller outside the estate";
        Some(Diagnostic::warning(Code::AboveTheSeller, place, message).with_rows(rows).with_help(help))
    };
    circles.iter().filter_map(warning).collect()
}

/// What buyers report again of sellers, in one book.
type Flows<'s> = BTreeMap<(&'s SiteId, &'s SiteId), Co2e>;

/// The hollow circle of a statement, with both figures by method.
fn hollow(statement: &Statement) -> BTreeMap<BTreeSet<&SiteId>, Vec<String>> {
    let mut hollow: BTreeMap<BTreeSet<&SiteId>, Vec<String>> = BTreeMap::new();
    for book in [LedgerBook::LocationBased, LedgerBook::MarketBased] {
        let mut flows = Flows::new();
        for elimination in statement.eliminations().iter().filter(|elimination| elimination.book == book) {
            *flows.entry((&elimination.from_site, &elimination.to_site)).or_default() += elimination.co2e();
        }
        let flows = of_circles(flows);
        let circle: BTreeSet<&SiteId> = flows.keys().map(|(seller, _)| *seller).collect();
        let inside = flows.values().fold(Co2e::ZERO, |sum, co2e| sum + *co2e);
        let members = statement.sites().iter().filter(|site| circle.contains(site.site()));
        let of_site = |site: &SiteStatement| own(site, book, None);
        let Some(all) = members.map(of_site).try_fold(Co2e::ZERO, |sum, own| Some(sum + own?)) else { continue };
        let from_elsewhere = Co2e::from_tonnes((all.as_tonnes() - inside.as_tonnes()).max(0.0));
        if exceeds(inside, from_elsewhere) {
            hollow.entry(circle).or_default().push(both(in_words(book), inside, from_elsewhere, "from elsewhere"));
        }
    }
    hollow
}

/// The flows that are part of a circle, or lie between two: a seller that buys of nobody and a buyer that sells to nobody
/// are in none.
fn of_circles(mut flows: Flows<'_>) -> Flows<'_> {
    loop {
        let sellers: BTreeSet<&SiteId> = flows.keys().map(|(seller, _)| *seller).collect();
        let buyers: BTreeSet<&SiteId> = flows.keys().map(|(_, buyer)| *buyer).collect();
        let before = flows.len();
        flows.retain(|(seller, buyer), _| buyers.contains(seller) && sellers.contains(buyer));
        if flows.len() == before {
            return flows;
        }
    }
}
