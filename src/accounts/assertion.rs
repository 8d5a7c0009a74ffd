//! Figures that somebody else measured, compared with the books.

use crate::activity::{Line, Total};
use crate::book::{AssertedUnit, Assertion, Tables};
use crate::diagnostic::{Code, Diagnostic};
use crate::inventory::Inventory;
use crate::ledger::{Entry, Ledger};
use crate::period::Period;
use crate::quantity::Co2e;
use crate::scope::{Category, LedgerBook, Scope};

/// What an assertion is about.
enum What<'a> {
    /// An activity code or a group of the chart.
    Activity(&'a str),
    /// A line of the statement.
    Statement(Scope, LedgerBook),
}

/// Checks every assertion of a book.
pub(super) fn check(tables: &Tables, ledger: &Ledger, inventory: &Inventory) -> Vec<Diagnostic> {
    tables.assertions.iter().filter_map(|assertion| check_one(assertion, tables, ledger, inventory)).collect()
}

fn check_one(assertion: &Assertion, tables: &Tables, ledger: &Ledger, inventory: &Inventory) -> Option<Diagnostic> {
    let unknown = |message: String, help: &str| {
        Some(Diagnostic::error(Code::AssertionUnknown, assertion.place.clone(), message).with_help(help))
    };
    let Some(what) = what(&assertion.what, tables) else {
        return unknown(
            format!("`{}` is neither an activity, a group nor a statement line", assertion.what),
            "`what` is an activity code, a group of the chart, or scope1, scope2_location, scope2_market, scope3",
        );
    };
    let months = assertion.interval.months();
    let whole = assertion.interval.start() == months.first().map_or(assertion.interval.start(), |m| m.first_day());
    if !whole || !ends_a_month(assertion.interval) {
        return unknown(
            format!("the assertion covers {}, which is not whole months", assertion.interval),
            "the books are kept by month: state the figure from the first day of a month to the last of one",
        );
    }
    let of_site = |total: &Total| {
        let site = tables.sites.get(total.site as usize).map(|s| &s.id);
        assertion.site.is_none() || site == assertion.site.as_ref()
    };
    let in_time = |line: &Line| months.contains(&line.month);
    let found = match (assertion.unit, &what) {
        (AssertedUnit::Activity(_), What::Statement(..)) => {
            return unknown(format!("`{}` is emissions, not a quantity", assertion.what), "state it in `tCO2e`");
        }
        (AssertedUnit::Activity(unit), What::Activity(code)) => {
            let mut sum = 0.0;
            for total in &ledger.totals().totals {
                let Some(line) = ledger.totals().line(total).filter(|l| in_time(l) && of_site(total) && is_of(l, code))
                else {
                    continue;
                };
                match line.unit.conversion_to(unit) {
                    Ok(conversion) => sum += conversion.apply(total.quantity),
                    Err(error) => {
                        return unknown(
                            format!("`{code}` has rows in {}: {error}", line.unit),
                            "state the figure in a unit the rows convert to",
                        );
                    }
                }
            }
            sum
        }
        (AssertedUnit::TonnesCo2e, What::Statement(scope, book)) if assertion.site.is_none() => {
            let headline = inventory.headline();
            let figures = months.iter().filter_map(|month| headline.in_month(*month, *scope, *book));
            match figures.map(|figure| figure.co2e()).reduce(|a, b| a + b) {
                Some(co2e) => co2e.as_tonnes(),
                None => {
                    return unknown(
                        format!("`{}` is not reported", assertion.what),
                        "remove the assertion, or report the figure",
                    );
                }
            }
        }
        (AssertedUnit::TonnesCo2e, what) => {
            let counts = |entry: &&Entry| {
                let (Some(line), Some(total)) = (ledger.line(entry), ledger.total(entry)) else { return false };
                in_time(line) && of_site(total) && is_entry_of(entry, line, what)
            };
            let worth = |entry: &Entry| Some(inventory.value(ledger.line(entry)?.category, entry.gas, entry.kg));
            let co2e: Co2e = ledger.entries().iter().filter(counts).filter_map(worth).sum();
            co2e.as_tonnes()
        }
    };
    let difference = (found - assertion.value).abs();
    (difference > assertion.tolerance_pct / 100.0 * assertion.value.abs()).then(|| {
        let message = format!(
            "`{}` should be {} {} and the books have {found} {}",
            assertion.what, assertion.value, assertion.unit, assertion.unit
        );
        Diagnostic::error(Code::AssertionMissed, assertion.place.clone(), message)
            .with_label(format!("off by {difference}, {} % allowed", assertion.tolerance_pct))
            .with_help("look for rows that are missing, doubled or in the wrong unit")
    })
}

fn ends_a_month(interval: Period) -> bool {
    let next = interval.end().month().next().first_day();
    interval.end().epoch_days() + 1 == next.epoch_days()
}

fn what<'a>(text: &'a str, tables: &Tables) -> Option<What<'a>> {
    Some(match text {
        "scope1" => What::Statement(Scope::One, LedgerBook::Main),
        "scope2_location" => What::Statement(Scope::Two, LedgerBook::LocationBased),
        "scope2_market" => What::Statement(Scope::Two, LedgerBook::MarketBased),
        "scope3" => What::Statement(Scope::Three, LedgerBook::Main),
        code if Category::from_code(code).is_some() || tables.chart.category(code).is_ok() => What::Activity(code),
        _ => return None,
    })
}

fn is_of(line: &Line, code: &str) -> bool {
    line.activity.as_str() == code || line.category.code() == code
}

/// Emissions of an activity that is a purchase are asserted by location.
fn is_entry_of(entry: &Entry, line: &Line, what: &What<'_>) -> bool {
    if !entry.gas.family().in_scopes() {
        return false;
    }
    match what {
        What::Activity(code) => is_of(line, code) && entry.book != LedgerBook::MarketBased,
        What::Statement(scope, book) => line.category.scope() == *scope && entry.book == *book,
    }
}
