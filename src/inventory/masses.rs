//! The masses behind the statements, month by month and site by site.

use super::Inventory;
use super::keyed::Key;
use super::membership::{Known, Membership};
use super::own::Sums;
use super::read::{Reader, by_site};
use crate::ledger::Ledger;
use crate::period::Month;
use crate::quantity::{Co2e, Gas};
use crate::scope::{Category, LedgerBook};

/// A mass of one gas in one section of a statement: of one site in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct StatementMass {
    /// Index of its statement in [`Inventory::statements`].
    pub statement: usize,
    /// The site, as an index into the ledger's sites.
    pub site: u32,
    /// The month.
    pub month: Month,
    /// The section.
    pub category: Category,
    /// The book it stands in.
    pub book: LedgerBook,
    /// The gas.
    pub gas: Gas,
    /// Kilograms, multiplied by the site's share.
    pub kg: f64,
    /// Its CO2e; `None` for CO2 from biomass and gases outside the Kyoto basket, which are outside the scopes.
    pub co2e: Option<Co2e>,
    /// Whether the statement leaves it out although the site reports it, because the seller reports it too.
    pub eliminated: bool,
    /// Whether it is in a figure of the statement: it is not eliminated, nor of the market-based book of a statement that
    /// has no figure of it because another site's purchase is not covered.
    pub in_statement: bool,
}

/// Hands out every mass of the statements of a ledger, statement by statement, site by site, in the order of category,
/// book, gas and month; eliminated masses follow the site's own.
///
/// The masses that are `in_statement` add up to the figures of the statement, and all masses of a site to those of the
/// site. Masses of the market-based book are handed out only of sites whose purchases are all covered, because a part
/// would look like the whole.
pub fn masses(ledger: &Ledger, inventory: &Inventory, mut each: impl FnMut(StatementMass)) {
    let known = Known::of(ledger);
    let mut sums = Sums::new(ledger);
    for (place, statement) in inventory.statements().enumerate() {
        let members = Membership::of(statement, ledger, &known);
        let reader = Reader { ledger, valuation: inventory.valuation(), known: &known, members };
        let mut hand_out = |site, eliminated: bool, (category, book, gas): Key, month, kg| {
            let by_market = book == LedgerBook::MarketBased;
            if !by_market || !known.is_uncovered(site) {
                let in_statement = !eliminated && (!by_market || statement.market_complete);
                let co2e = gas.family().in_scopes().then(|| inventory.value(category, gas, kg));
                each(StatementMass {
                    statement: place,
                    site,
                    month,
                    category,
                    book,
                    gas,
                    kg,
                    co2e,
                    eliminated,
                    in_statement,
                });
            }
        };
        for (site, entries) in by_site(ledger) {
            let Some(share) = reader.members.share(site) else { continue };
            for (key, posting, kg) in reader.own(entries) {
                sums.add(key, posting.month, kg * share);
            }
            sums.drain(|key, month, kg| hand_out(site, false, key, month, kg));
            for (_, key, posting, kg) in reader.repeated(entries) {
                sums.add(key, posting.month, kg);
            }
            sums.drain(|key, month, kg| hand_out(site, true, key, month, kg));
        }
    }
}
