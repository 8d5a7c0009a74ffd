//! The first phase: what sites burn, leak and process (Scope 1), and their value chain (Scope 3).

use super::context::Context;
use super::item::{Amount, Item, items};
use super::refused::Refusal;
use super::resolver::Resolver;
use super::writer::Writer;
use super::{Ledger, Unresolved};
use crate::factor::Co2;
use crate::factor::resolve::Resolution;
use crate::method::emissions;
use crate::quantity::Gas;
use crate::scope::{LedgerBook, Scope};

/// Posts what is no purchase of energy.
pub(super) fn direct(mut ledger: Ledger, context: &Context<'_>) -> Ledger {
    ledger.write(context, |scope| scope != Scope::Two, post);
    ledger
}

/// Posts one item, or takes note of why it cannot be.
fn post<'a>(item: &Item<'a>, estate: u32, resolver: &mut Resolver<'a>, writer: &mut Writer<'_>) -> Result<(), Refusal> {
    match item.amount {
        Amount::Gas(kg, gas) => {
            finite(kg)?;
            writer.enter(item, None, LedgerBook::Main, resolver.sites(), std::iter::once((gas, kg)));
        }
        Amount::Quantity(quantity, query) => {
            let id = resolver.direct(estate, query)?;
            let Some(resolution) = resolver.resolution(id) else { return Ok(()) };
            let masses = masses(quantity, query.co2, resolution)?;
            writer.enter(item, Some(id), LedgerBook::Main, resolver.sites(), masses);
        }
    }
    Ok(())
}

/// The masses of the gases that count, of a quantity through its factor.
pub(super) fn masses(
    quantity: f64,
    co2: Co2,
    resolution: &Resolution,
) -> Result<impl Iterator<Item = (Gas, f64)>, Refusal> {
    let amount = finite(resolution.chain.apply(quantity))?;
    let all = move || emissions(amount, &resolution.factor).map(|(gas, mass)| (gas, mass.as_kilograms()));
    all().try_for_each(|(_, kg)| finite(kg).map(|_| ()))?;
    Ok(all().filter(move |(gas, _)| co2.counts(*gas)))
}

/// A number that a figure can hold.
pub(super) fn finite(number: f64) -> Result<f64, Refusal> {
    if number.is_finite() { Ok(number) } else { Err(Refusal::TooLarge) }
}

impl Ledger {
    /// Goes through what there is to post of some scopes, each with the estate of its site, and keeps what is refused.
    pub(super) fn write(
        &mut self,
        context: &Context<'_>,
        wanted: fn(Scope) -> bool,
        mut post: impl for<'a> FnMut(&Item<'a>, u32, &mut Resolver<'a>, &mut Writer<'_>) -> Result<(), Refusal>,
    ) {
        let mut resolver = Resolver::new(context, &mut self.resolutions);
        let mut writer = Writer::new(&mut self.postings, &mut self.entries, &mut self.accounts);
        let all = items(&self.totals, &self.calculations, &self.totals.dimensions, &self.sites, self.period, wanted);
        for item in all {
            let estate = resolver.estate(item.site).ok_or(Refusal::NoEstate);
            let posted = estate.and_then(|estate| post(&item, estate, &mut resolver, &mut writer));
            if let Err(why) = posted {
                writer.refuse(why, item.behind, item.counted);
            }
        }
        let (mut refused, rejected) = writer.into_refused();
        self.rows.accepted -= rejected;
        self.rows.rejected += rejected;
        // What an earlier phase was refused for too is one problem.
        for Unresolved { why, behind, rows } in std::mem::take(&mut self.unresolved) {
            refused.add(why, behind, rows);
        }
        self.unresolved = refused.into_unresolved();
    }
}

#[cfg(test)]
mod tests;
