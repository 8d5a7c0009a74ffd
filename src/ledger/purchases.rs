//! The second phase: energy bought over the fence (Scope 2), by location and by market.

use super::context::Context;
use super::item::{Amount, Item};
use super::refused::Refusal;
use super::resolver::{Market, Resolver};
use super::writer::{Writer, held, masses};
use super::{Ledger, PostingId};
use crate::factor::resolve::{ELECTRICITY, Query};
use crate::quantity::Gas;
use crate::scope::{LedgerBook, MarketFallback, Scope};

/// Posts purchases of energy to both books. A purchase that cannot be posted to one book is posted to neither.
pub(super) fn purchases(mut ledger: Ledger, context: &Context<'_>) -> Ledger {
    let fallback = context.market_fallback;
    let mut found = Found::default();
    ledger.write(
        context,
        |scope| scope == Scope::Two,
        |item, estate, resolver, writer| match item.amount {
            Amount::Gas(kg, gas) => found.of_gas(item, (gas, kg), fallback, (resolver, writer)),
            Amount::Quantity(quantity, query) => {
                found.through_factors(item, (estate, quantity, query), (resolver, writer))
            }
        },
    );
    ledger.uncovered.extend(found.uncovered);
    ledger.by_location.extend(found.by_location);
    ledger
}

/// Purchases that no contract or residual mix covers, collected during posting.
#[derive(Default)]
struct Found {
    uncovered: Vec<PostingId>,
    by_location: Vec<PostingId>,
}

impl Found {
    /// A purchase with a given mass of gas: from the supplier, or from an allocation.
    fn of_gas(
        &mut self,
        item: &Item<'_>,
        (gas, kg): (Gas, f64),
        fallback: Option<MarketFallback>,
        (resolver, writer): (&mut Resolver<'_>, &mut Writer<'_>),
    ) -> Result<(), Refusal> {
        held(kg)?;
        // A given mass for steam or heat serves both methods. For electricity it does not prove a contract.
        let covered = !item.activity.as_str().starts_with(ELECTRICITY);
        if !covered && fallback == Some(MarketFallback::Error) {
            return Err(Refusal::MarketNotCovered);
        }
        let mut enter = |book| writer.enter(item, None, book, resolver.sites(), std::iter::once((gas, kg)));
        let location = enter(LedgerBook::LocationBased);
        if covered || fallback == Some(MarketFallback::Location) {
            let market = enter(LedgerBook::MarketBased);
            self.by_location.extend(market.filter(|_| !covered));
        } else {
            self.uncovered.extend(location);
        }
        Ok(())
    }

    /// A purchase through the factors of both methods.
    fn through_factors<'a>(
        &mut self,
        item: &Item<'a>,
        (estate, quantity, query): (u32, f64, Query<'a>),
        (resolver, writer): (&mut Resolver<'a>, &mut Writer<'_>),
    ) -> Result<(), Refusal> {
        // A site is no supplier of its own.
        let buyer = resolver.sites().get(item.site as usize).map(|site| &site.id);
        let of_another = item.named.counterparty.as_ref().is_some_and(|seller| Some(seller) != buyer);
        if !of_another && query.factor_id.is_none() {
            resolver.refuse_undeclared(item.site, query.activity)?;
        }
        let purchase = resolver.purchase(estate, query)?;
        let market = match purchase.market {
            Market::Covered(market) | Market::ByLocation(market) => Some(market),
            Market::NotCovered => None,
        };
        let Some(by_location) = resolver.resolution(purchase.location) else { return Ok(()) };
        // A mass too large for one book is posted to neither. So both masses are calculated before either is posted.
        let of_location = masses(quantity, query.co2, by_location)?;
        let by_market = market.and_then(|id| Some((id, resolver.resolution(id)?)));
        let of_market = by_market.map(|(id, found)| Ok((id, masses(quantity, query.co2, found)?))).transpose()?;
        let (sites, book) = (resolver.sites(), LedgerBook::LocationBased);
        let location = writer.enter(item, Some(purchase.location), book, sites, of_location);
        let Some((id, of_market)) = of_market else {
            self.uncovered.extend(location);
            return Ok(());
        };
        let posted = writer.enter(item, Some(id), LedgerBook::MarketBased, sites, of_market);
        self.by_location.extend(posted.filter(|_| matches!(purchase.market, Market::ByLocation(_))));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
