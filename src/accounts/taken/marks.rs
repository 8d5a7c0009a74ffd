//! What a factor holds besides its number: losses of the grid, and the year of its prices.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::found;
use crate::diagnostic::{Code, Diagnostic};
use crate::factor::resolve::Resolution;
use crate::id::FactorId;
use crate::inventory::Inventory;
use crate::ledger::{Ledger, Posting};
use crate::method::Calculation;
use crate::place::Place;
use crate::quantity::Dimension;
use crate::rows::Feed;

/// Losses that a method adds by a factor that holds them.
pub(crate) fn losses_twice(ledger: &Ledger, feed: &Feed) -> Vec<Diagnostic> {
    let twice = |posting: &Posting, resolution: &Resolution| -> Option<(FactorId, Place)> {
        let calculation = ledger.calculation(posting).filter(|_| resolution.factor.includes_losses)?;
        let place = calculation.place().filter(|_| filled(calculation, "loss_rate"))?;
        Some((resolution.factor.id.clone(), place.clone()))
    };
    let warning = |((id, _), place, rows): ((FactorId, Place), Place, u64)| {
        let message = format!("`{id}` holds the losses of the grid, and this row adds them again");
        let help = "remove the row: the losses are in the figure of the purchase";
        Diagnostic::warning(Code::LossesTwice, place, message).with_rows(rows).with_help(help)
    };
    found(ledger, feed, twice).into_iter().map(warning).collect()
}

/// A set, its currency, the year of its prices, and the year of the money.
type Prices = (Arc<str>, &'static str, i16, i16);

/// Money of one year valued by factors per money of another.
pub(crate) fn other_prices(ledger: &Ledger, feed: &Feed, inventory: &Inventory) -> Vec<Diagnostic> {
    let prices = |posting: &Posting, resolution: &Resolution| -> Option<Prices> {
        let factor = &resolution.factor;
        let (of, year) = (factor.price_year?, posting.month.year());
        let as_it_is = ledger.calculation(posting).is_none_or(|c| !filled(c, "price_index_spend"));
        let money = matches!(factor.unit.dimension(), Dimension::Money(_));
        (money && as_it_is && of != year).then(|| (factor.provenance.set.clone(), factor.unit.symbol(), of, year))
    };
    let kg = weighed(ledger, inventory, prices);
    let warning = |(key, place, rows): (Prices, Place, u64)| {
        let tonnes = tonnes(kg.get(&key).copied().unwrap_or_default());
        let (set, currency, of, year) = key;
        let message =
            format!("the factors of `{set}` are per {currency} of {of}, and the money is of {year}: {tonnes} t CO2e");
        let help = format!(
            "give the amounts in spend.csv with `price_index_spend` and `price_index_factor`, which bring them to prices of {of}; amounts that were deflated by hand may stay"
        );
        Diagnostic::warning(Code::OtherPrices, place, message).with_rows(rows).with_help(help)
    };
    found(ledger, feed, prices).into_iter().map(warning).collect()
}

/// Whether a calculation's row fills in a column.
fn filled(calculation: &Calculation, column: &str) -> bool {
    calculation.rows.iter().flat_map(|row| &row.cells).any(|(name, _)| *name == column)
}

/// kg CO2e of the postings of each key.
fn weighed<K: Ord>(
    ledger: &Ledger,
    inventory: &Inventory,
    key: impl Fn(&Posting, &Resolution) -> Option<K>,
) -> BTreeMap<K, f64> {
    let mut kg = BTreeMap::new();
    for entry in ledger.entries().iter().filter(|entry| entry.gas.family().in_scopes()) {
        let Some(posting) = ledger.posting(entry) else { continue };
        let key = ledger.resolution(posting).and_then(|resolution| key(posting, resolution));
        if let (Some(key), Some((category, _))) = (key, ledger.reaches(entry)) {
            *kg.entry(key).or_insert(0.0) += inventory.value(category, entry.gas, entry.kg).as_kilograms();
        }
    }
    kg
}

/// Tonnes as a message shows them: whole from a hundred on, else to three digits.
fn tonnes(kg: f64) -> String {
    let tonnes = kg / 1_000.0;
    if tonnes.abs() >= 100.0 { format!("{tonnes:.0}") } else { format!("{tonnes:.3}") }
}
