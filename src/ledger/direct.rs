//! The first phase: what sites burn, leak and process (Scope 1), and their value chain (Scope 3).

use super::Ledger;
use super::context::Context;
use super::item::{Amount, Item};
use super::refused::Refusal;
use super::resolver::Resolver;
use super::writer::{Writer, held, masses};
use crate::factor::resolve::ResolveError;
use crate::quantity::Unit;
use crate::scope::{Category, LedgerBook, Scope};

/// Posts everything except purchases of energy.
pub(super) fn direct(mut ledger: Ledger, context: &Context<'_>) -> Ledger {
    ledger.write(context, |scope| scope != Scope::Two, post);
    ledger
}

/// Posts one item, or returns the reason why it cannot be posted.
fn post<'a>(item: &Item<'a>, estate: u32, resolver: &mut Resolver<'a>, writer: &mut Writer<'_>) -> Result<(), Refusal> {
    if item.category == Category::OwnGeneration {
        return own_generation(&item.amount);
    }
    match item.amount {
        Amount::Gas(kg, gas) => {
            held(kg)?;
            writer.enter(item, None, LedgerBook::Main, resolver.sites(), std::iter::once((gas, kg)));
        }
        Amount::Quantity(quantity, query) => {
            // What is passed on or lost may be valued by what it was bought as.
            if query.factor_id.is_none() {
                resolver.refuse_undeclared(item.site, query.activity)?;
            }
            let id = resolver.direct(estate, query)?;
            let Some(resolution) = resolver.resolution(id) else { return Ok(()) };
            let masses = masses(quantity, query.co2, resolution)?;
            writer.enter(item, Some(id), LedgerBook::Main, resolver.sites(), masses);
        }
    }
    Ok(())
}

/// Own generation is counted by its quantity alone, which is an energy; nothing reaches the air.
fn own_generation(amount: &Amount<'_>) -> Result<(), Refusal> {
    let (Amount::Quantity(_, query), Ok(to)) = (amount, Unit::parse("MWh")) else { return Ok(()) };
    query.unit.conversion_to(to).map(|_| ()).map_err(|source| {
        Refusal::Resolve(ResolveError::CannotConvert {
            source,
            factor: query.activity.to_owned(),
            fuel: None,
            basis: None,
        })
    })
}

#[cfg(test)]
mod tests;
