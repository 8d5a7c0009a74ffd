//! What a factor holds besides its number: losses of the grid, and the year of its prices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::accounts::books::{Books, Finding};
use crate::diagnostic::{Code, Diagnostic};
use crate::factor::resolve::Resolution;
use crate::id::{ActivityCode, FactorId};
use crate::ledger::Posting;
use crate::method::Calculation;
use crate::quantity::Dimension;

/// Losses of the grid that are added although its factor holds them: by that factor again, or by one of losses at a site
/// that buys of the grid.
pub(super) fn losses_twice(books: &Books<'_>) -> Vec<Diagnostic> {
    let ledger = books.ledger;
    let holds_losses = |posting: &&Posting| ledger.resolution(posting).is_some_and(|r| r.factor.includes_losses);
    let buyers: BTreeSet<u32> = ledger.postings().iter().filter(holds_losses).map(|posting| posting.site).collect();
    if buyers.is_empty() {
        return Vec::new();
    }
    let mut of_losses: BTreeMap<&ActivityCode, bool> = BTreeMap::new();
    let twice = |posting: &Posting, resolution: &'_ Resolution| -> Option<FactorId> {
        let code = ledger.subject(posting).filter(|_| buyers.contains(&posting.site))?.activity;
        // A rate of none adds nothing.
        let adds = posting.quantity != 0.0 && ledger.calculation(posting).is_none_or(|c| rate(c) != Some(0.0));
        let is_of_losses = *of_losses.entry(code).or_insert_with(|| is_of_losses(code.as_str()));
        // Those of a supplier, whose factor has none, are counted once.
        let factor = &resolution.factor;
        let again = factor.includes_losses || self::is_of_losses(factor.activity.as_str());
        (adds && is_of_losses && again).then(|| factor.id.clone())
    };
    let warning = |Finding { key: id, place, rows, worth }: Finding<FactorId>| {
        let message = format!("the factor of the grid holds its losses, and `{id}` adds them again{worth}");
        let help = "remove the rows: the losses are in the figure of the purchase";
        Diagnostic::warning(Code::LossesTwice, place, message).with_rows(rows).with_help(help)
    };
    books.found_of_factors(twice).into_iter().map(warning).collect()
}

/// Whether a code is of losses of power on the way: `c03/electricity_transmission_losses`.
fn is_of_losses(code: &str) -> bool {
    code.starts_with("c03/electricity_") && code.ends_with("_losses")
}

/// The rate by which a calculation adds losses.
fn rate(calculation: &Calculation) -> Option<f64> {
    calculation.again.numbers().into_iter().find(|(name, _)| *name == "loss_rate").map(|(_, rate)| rate)
}

/// A set, its currency, the year of its prices, and the year of the money.
type Prices = (Arc<str>, &'static str, i16, i16);

/// Money of one year valued by factors per money of another.
pub(super) fn other_prices(books: &Books<'_>) -> Vec<Diagnostic> {
    let prices = |posting: &Posting, resolution: &Resolution| -> Option<Prices> {
        let factor = &resolution.factor;
        let (of, year) = (factor.price_year?, posting.month.year());
        let as_it_is = books.ledger.calculation(posting).is_none_or(|c| !filled(c, "price_index_spend"));
        let money = matches!(factor.unit.dimension(), Dimension::Money(_));
        (money && as_it_is && of != year).then(|| (factor.provenance.set.clone(), factor.unit.symbol(), of, year))
    };
    let warning = |Finding { key: (set, currency, of, year), place, rows, worth }: Finding<Prices>| {
        let message = format!("the factors of `{set}` are per {currency} of {of}, and the money is of {year}{worth}");
        let help = format!(
            "give the amounts in spend.csv with `price_index_spend` and `price_index_factor`, which bring them to prices of {of}; amounts that were deflated by hand may stay"
        );
        Diagnostic::warning(Code::OtherPrices, place, message).with_rows(rows).with_help(help)
    };
    books.found_of_factors(prices).into_iter().map(warning).collect()
}

/// Whether a calculation's row fills in a column.
fn filled(calculation: &Calculation, column: &str) -> bool {
    calculation.rows.iter().flat_map(|row| &row.cells).any(|(name, _)| *name == column)
}
