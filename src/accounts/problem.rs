//! What the later stages refuse or warn of, as diagnostics at the rows they are about.

use super::supplier;
use crate::activity::{RowRef, serves};
use crate::book::Tables;
use crate::diagnostic::{Code, Diagnostic};
use crate::factor::resolve::{Instead, ResolveError};
use crate::inventory::Unvalued;
use crate::ledger::{Behind, Ledger, Refusal, Unresolved};
use crate::place::Place;
use crate::quantity::{Dimension, GwpSet, HeatBasis, Unit};
use crate::rows::{Feed, locate};
use crate::scope::Absent;

/// What could not be posted, each at its first row.
pub(super) fn unresolved(ledger: &Ledger, feed: &Feed, tables: &Tables) -> Vec<Diagnostic> {
    let wanted: Vec<(RowRef, &'static str)> = ledger.unresolved().iter().filter_map(first_cell).collect();
    let places = locate(feed, &wanted);
    let problem = |u: &Unresolved| {
        let (place, unit) = match u.behind {
            Behind::Calculation(index) => {
                let calculation = ledger.calculations().get(index as usize);
                (calculation.and_then(|c| c.place().cloned()), None)
            }
            Behind::Rows(first, stream) => {
                let place = first_cell(u).and_then(|cell| places.get(&cell).cloned());
                let file = || Place::file(ledger.totals().file(first)).at_line(first.row);
                let stream = ledger.totals().streams.get(stream as usize);
                (Some(place.unwrap_or_else(file)), stream.map(|stream| stream.unit))
            }
        };
        Some(refusal(&u.why, place.unwrap_or_else(|| Place::file("")), unit, tables)?.with_rows(u.rows))
    };
    ledger.unresolved().iter().filter_map(problem).collect()
}

/// The cell of the first activity row that is to be corrected.
fn first_cell(unresolved: &Unresolved) -> Option<(RowRef, &'static str)> {
    match unresolved.behind {
        Behind::Rows(first, _) => Some((first, column(&unresolved.why)?)),
        Behind::Calculation(_) => None,
    }
}

/// The column that is to be corrected; `None` where it is none of the row's.
fn column(why: &Refusal) -> Option<&'static str> {
    Some(match why {
        Refusal::Resolve(ResolveError::CannotConvert { .. }) => "unit",
        Refusal::Resolve(ResolveError::UnknownFactorId { .. } | ResolveError::OtherActivity { .. }) => "factor_id",
        Refusal::Resolve(ResolveError::BasisUnknown { .. }) => "basis",
        Refusal::TooLarge => "quantity",
        Refusal::UnknownSite(_) => "site_id",
        Refusal::NoEstate => return None,
        Refusal::Resolve(_) | Refusal::UnknownSupplier(_) | Refusal::MarketNotCovered => "activity",
    })
}

/// What is wrong and what to do; `None` where another table has reported it.
fn refusal(why: &Refusal, place: Place, unit: Option<Unit>, tables: &Tables) -> Option<Diagnostic> {
    let (code, message, help) = match why {
        // A factor that was given and refused was reported where it stands, and refuses the book.
        Refusal::Resolve(ResolveError::NoFactor { activity, .. }) if tables.refused.may_give(activity) => return None,
        Refusal::Resolve(ResolveError::UnknownFactorId { id, .. }) if tables.refused.may_have(id) => return None,
        Refusal::Resolve(error) => return Some(of_factor(error, &place, unit, tables)),
        Refusal::UnknownSite(site) => {
            let help = "add it to sites.csv, or correct the id";
            (Code::UnknownSite, format!("`{site}` is not in sites.csv"), help)
        }
        // That an estate is unknown was reported at sites.csv, and refuses the book.
        Refusal::NoEstate => return None,
        Refusal::TooLarge => {
            let help = "look for a quantity or a unit that is wrong by many powers of ten";
            let message = "the quantities of these rows, or the gas they come to, are larger than any figure of a book";
            (Code::NotFinite, message.to_owned(), help)
        }
        // Its factor was given and refused, which was reported where it stands.
        Refusal::UnknownSupplier(code) if tables.refused.may_give(code.as_str()) => return None,
        Refusal::UnknownSupplier(code) => {
            let message = format!("`{code}` names no supplier that the book declares");
            return Some(
                Diagnostic::error(Code::UnknownSupplier, place, message).with_help(supplier::help(code, tables)),
            );
        }
        Refusal::MarketNotCovered => {
            let help = "add a supplier factor to factors.csv, or choose another scope2_market_fallback in book.toml";
            let message = "no instrument, supplier factor or residual mix covers the purchase";
            (Code::MarketNotCovered, message.to_owned(), help)
        }
    };
    Some(Diagnostic::error(code, place, message).with_help(help))
}

/// A quantity that has no factor, or cannot reach one.
fn of_factor(error: &ResolveError, place: &Place, unit: Option<Unit>, tables: &Tables) -> Diagnostic {
    let make = |code, help: String| Diagnostic::error(code, place.clone(), error.to_string()).with_help(help);
    match error {
        ResolveError::NoFactor { activity, instead, .. } => {
            make(Code::NoFactor, without_factor(activity, instead, tables))
        }
        ResolveError::Tie { first, second, .. } => make(
            Code::FactorTie,
            format!("name `{first}` or `{second}` in the row's factor_id, or narrow one in factors.csv"),
        ),
        ResolveError::CannotConvert { source, factor, fuel, basis } => {
            let help = match fuel {
                Some(_) if source.from.dimension() == Dimension::Volume && source.to.dimension() != Dimension::Volume => {
                    "for a gas, write at which state it was metered: `Nm3` (0 °C), `Sm3` (15 °C) or `scf` (60 °F); for a \
                     liquid, give its density in fuels.csv"
                        .to_owned()
                }
                Some(fuel) if *basis == Some(HeatBasis::Gross) => format!(
                    "{fuel} has no gross calorific value beside a net one, so gross cannot be turned into net: give gross_mj_per_kg and \
                     net_mj_per_kg of it in fuels.csv, or the quantity on the net basis"
                ),
                Some(fuel) => format!("give {fuel} a calorific value or density in fuels.csv, or choose a factor per {}", source.from),
                None if is_money(source.from) && is_money(source.to) => {
                    let of = tables.factors.get(factor).and_then(|f| f.price_year);
                    let of = of.map(|year| format!(" of {year}")).unwrap_or_default();
                    format!(
                        "give the amount in spend.csv, which brings it to {}{of} by its `exchange_rate` and price indices",
                        source.to
                    )
                }
                None => format!("give the quantity as {}, as `{factor}` takes it, or choose another factor", source.to.dimension().phrase()),
            };
            let label = format!("{}; the factor is per {}", source.from.dimension().phrase(), source.to);
            let at = tables.factors.get(factor).map(|f| f.provenance.place.clone());
            let made = make(Code::CannotConvert, help).with_label(label);
            match at {
                Some(at) => made.with_related(at, format!("the factor `{factor}` is per {}", source.to)),
                None => made,
            }
        }
        ResolveError::UnknownFactorId { suggestion, .. } => make(
            Code::UnknownFactorId,
            match suggestion {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`estate-carbon factors search` finds ids; the book's own are in factors.csv".to_owned(),
            },
        ),
        ResolveError::OtherActivity { published, .. } => {
            make(Code::FactorOfOtherActivity, format!("correct the factor_id, or the activity to `{published}`"))
        }
        ResolveError::OnlyCo2e { .. } => make(
            Code::OnlyCo2e,
            "the method counts CO2 and the other gases apart: name a factor that gives its gases one by one".to_owned(),
        ),
        ResolveError::BasisUnknown { .. } => make(Code::BasisUnknown, say_basis(unit)),
    }
}

/// Where to find the basis: the row of a method has no unit that is metered.
fn say_basis(unit: Option<Unit>) -> String {
    let of_unit = unit.map(|unit| format!(" of the {unit}")).unwrap_or_default();
    format!("fill in `basis`: `net` or `gross`; the bill or meter{of_unit} says which")
}

fn is_money(unit: Unit) -> bool {
    matches!(unit.dimension(), Dimension::Money(_))
}

/// What to do where there is no factor.
fn without_factor(activity: &str, instead: &Instead, tables: &Tables) -> String {
    let add = "add a factor with its source to factors.csv";
    let is_british = || tables.factors.of_activity(activity).any(|(_, factor)| &*factor.region == "GB");
    if let (Instead::Nothing { country }, Some(help)) = (instead, serves(activity).filter(|_| is_british())) {
        return format!("the British value is not offered in {country}, where it would mean something else; {help}");
    }
    match instead {
        Instead::Grids(regions) => format!("the publisher gives {}: set `grid` in book.toml", regions.join(", ")),
        Instead::Later(regions) => {
            let from: Vec<String> = regions.iter().map(|(region, year)| format!("{region} from {year}")).collect();
            format!("it is published for {}, and a later year is never taken; {add}", from.join(", "))
        }
        Instead::Named { id, from } => format!("the row names `{id}`, which begins on {from}; name another or {add}"),
        Instead::Nothing { country } => format!(
            "none is published for {country} in the built-in sets; {add}; `estate-carbon factors search` looks through them"
        ),
    }
}

/// Categories that book.toml leaves out and the book reports.
pub(super) fn absent_but_reported(ledger: &Ledger, absent: &[Absent]) -> Vec<Diagnostic> {
    let of_rows = || ledger.totals().streams.iter().map(|stream| stream.category);
    let of_methods = || ledger.calculations().iter().flat_map(|c| &c.results).map(|outcome| outcome.category);
    let reported =
        absent.iter().filter(|absent| of_rows().chain(of_methods()).any(|category| category == absent.category));
    let warn = |absent: &Absent| {
        let (code, words) = (absent.category.code(), absent.status.words());
        let message = format!("`{code}` is said to be {words}, and the book has activity of it");
        Diagnostic::warning(Code::AbsentButReported, absent.place.clone(), message)
            .with_help("the figure is reported; remove the entry, or the rows")
    };
    reported.map(warn).collect()
}

/// Gases of the scopes that the GWP set does not list, at the factor or the method that gives them.
pub(super) fn unvalued(unvalued: &[Unvalued], ledger: &Ledger, gwp: GwpSet) -> Vec<Diagnostic> {
    let problem = |u: &Unvalued| {
        let posting = ledger.posting(ledger.entries().get(u.entry)?)?;
        let factor = ledger.resolution(posting).map(|resolution| resolution.factor.provenance.place.clone());
        let place = factor.or_else(|| ledger.calculation(posting)?.place().cloned())?;
        let message = format!("{gwp} gives no GWP for {}", u.gas);
        Some(
            Diagnostic::error(Code::NoGwp, place, message)
                .with_help("choose a later GWP set in book.toml, or give the factor as CO2e with its own set"),
        )
    };
    unvalued.iter().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_basis_is_asked_for_with_the_unit_where_there_is_one() {
        assert!(say_basis(Some(Unit::JOULE)).ends_with("; the bill or meter of the J says which"));
        assert!(say_basis(None).ends_with("; the bill or meter says which"));
    }
}
