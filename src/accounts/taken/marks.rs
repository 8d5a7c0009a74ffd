//! What a factor holds besides its number: losses of the grid, and the year of its prices.

use std::sync::Arc;

use crate::accounts::common::{Books, Common};
use crate::diagnostic::{Code, Diagnostic};
use crate::factor::resolve::Resolution;
use crate::id::FactorId;
use crate::ledger::Posting;
use crate::method::Calculation;
use crate::quantity::Dimension;

/// Losses that are added by a factor that holds them: by the rate of a method, or under a code of losses.
pub(super) fn losses_twice(books: &Books<'_>) -> Vec<Diagnostic> {
    let ledger = books.ledger;
    let twice = |posting: &Posting, resolution: &Resolution| -> Option<FactorId> {
        let by_rate = || ledger.calculation(posting).is_some_and(loses);
        let by_code = || ledger.subject(posting).is_some_and(|subject| is_of_losses(subject.activity.as_str()));
        (resolution.factor.includes_losses && (by_rate() || by_code())).then(|| resolution.factor.id.clone())
    };
    let warning = |Common { key: id, place, rows, worth }: Common<FactorId>| {
        let message = format!("`{id}` holds the losses of the grid, and these rows add them again{worth}");
        let help = "remove the rows: the losses are in the figure of the purchase";
        Diagnostic::warning(Code::LossesTwice, place, message).with_rows(rows).with_help(help)
    };
    books.found_of_factors(twice).into_iter().map(warning).collect()
}

/// Whether a code is of losses on the way: `c03/electricity_transmission_losses`.
fn is_of_losses(code: &str) -> bool {
    code.starts_with("c03/") && code.ends_with("_losses")
}

/// Whether a calculation adds losses: a rate of none adds nothing.
fn loses(calculation: &Calculation) -> bool {
    calculation.again.numbers().into_iter().any(|(name, rate)| name == "loss_rate" && rate > 0.0)
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
    let warning = |Common { key: (set, currency, of, year), place, rows, worth }: Common<Prices>| {
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
