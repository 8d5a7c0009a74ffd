//! Messages that a value chooses: a category, a status, a boundary, the rule of a factor.

use super::list::*;
use super::{Arg, Message};
use crate::factor::PropertyKind;
use crate::factor::resolve::{Reason, UsedProperty};
use crate::inventory::Section;
use crate::period::Day;
use crate::scope::{Category, LedgerBook, Scope, Status};

/// A name, or a text of the inputs, as it is.
pub(crate) fn plain(text: impl Into<Arg>) -> Message {
    Message::plain(text)
}

/// The title of a category.
pub(crate) fn category(category: Category) -> Message {
    Message::new(format!("category_{}", category.code()), Vec::new())
}

/// The words of a status.
pub(crate) fn status(status: Status) -> Message {
    Message::new(format!("status_{}", status.as_str()), Vec::new())
}

/// A scope.
pub(crate) fn scope(scope: Scope) -> Message {
    match scope {
        Scope::One => scope1(),
        Scope::Two => scope2(),
        Scope::Three => scope3(),
    }
}

/// Which method of Scope 2 a book is of; nothing for the book of Scopes 1 and 3.
pub(crate) fn book(book: LedgerBook) -> Message {
    match book {
        LedgerBook::Main => plain(""),
        LedgerBook::LocationBased => location_based(),
        LedgerBook::MarketBased => market_based(),
    }
}

/// A whole scope above a narrow column.
pub(crate) fn section_in_short(section: Section) -> Message {
    match section.book {
        LedgerBook::Main => scope(section.scope),
        LedgerBook::LocationBased => scope2_location_short(),
        LedgerBook::MarketBased => scope2_market_short(),
    }
}

/// A whole scope with what it is; of Scope 3, how many categories have a figure.
pub(crate) fn section_in_full(section: Section, reported: usize) -> Message {
    match section.scope {
        Scope::One => scope1_in_full(),
        Scope::Two => scope_and_book(section),
        Scope::Three => scope3_in_full(reported),
    }
}

/// The same on a screen.
pub(crate) fn section_on_screen(section: Section, reported: usize) -> Message {
    match section.scope {
        Scope::Three => scope3_on_screen(reported),
        _ => scope_and_book(section),
    }
}

fn scope_and_book(section: Section) -> Message {
    match section.book {
        LedgerBook::Main => scope(section.scope),
        LedgerBook::LocationBased => scope2_location_in_full(),
        LedgerBook::MarketBased => scope2_market_in_full(),
    }
}

/// A scope, its book and perhaps a category.
pub(crate) fn section_and_category(section: Section) -> Message {
    match section.category {
        None => scope_and_book(section),
        Some(of) => section_with_category(scope_and_book(section), category(of)),
    }
}

/// The estate, or the whole book.
pub(crate) fn whole(estate: Option<&str>) -> Message {
    estate.map_or_else(whole_book, estate_named)
}

/// A boundary by its word in book.toml.
pub(crate) fn boundary(word: &str) -> Message {
    match word {
        "estate" => boundary_estate(),
        "operational_control" => boundary_operational_control(),
        "financial_control" => boundary_financial_control(),
        "equity_share" => boundary_equity_share(),
        other => plain(other),
    }
}

/// The same with what it covers.
pub(crate) fn boundary_in_full(word: &str) -> Message {
    match word {
        "estate" => boundary_estate_in_full(),
        "operational_control" => boundary_operational_control_in_full(),
        "financial_control" => boundary_financial_control_in_full(),
        "equity_share" => boundary_equity_share_in_full(),
        other => plain(other),
    }
}

/// Which potential methane of combustion takes, by its word in book.toml.
pub(crate) fn combustion_methane(word: &str) -> Message {
    if word == "non_fossil" { methane_non_fossil() } else { methane_fossil() }
}

/// The days a factor is valid.
pub(crate) fn dates(from: Option<Day>, to: Option<Day>) -> Message {
    match (from, to) {
        (Some(from), Some(to)) => from_to(from.to_string(), to.to_string()),
        (Some(from), None) => from_day(from.to_string()),
        (None, Some(to)) => until_day(to.to_string()),
        (None, None) => no_dates(),
    }
}

/// A property of a fuel with its number, or the two calorific values of one analysis.
pub(crate) fn property_used(used: &UsedProperty) -> Message {
    let fuel = &*used.row.fuel;
    match used.values.as_slice() {
        [(property, net), (_, gross), ..] => {
            property_both_calorific_values(fuel, net.to_string(), gross.to_string(), property.unit())
        }
        [(property, value)] => {
            let (value, unit) = (value.to_string(), property.unit());
            match property.kind() {
                PropertyKind::NetCalorificValue => property_net_calorific_value(fuel, value, unit),
                PropertyKind::GrossCalorificValue => property_gross_calorific_value(fuel, value, unit),
                PropertyKind::Density => property_density(fuel, value, unit),
            }
        }
        [] => plain(fuel),
    }
}

/// The rule by which a factor was chosen.
pub(crate) fn reason(reason: &Reason) -> Message {
    match reason {
        Reason::NamedByRow => reason_named_by_row(),
        Reason::Own => reason_own(),
        Reason::Given(set) => reason_given(&**set),
        Reason::Region(region) => reason_region(&**region),
        Reason::Everywhere => reason_everywhere(),
        Reason::StandIn { country, origin } => reason_stand_in(&**country, &**origin),
        Reason::RowsRegion(region) => reason_rows_region(&**region),
        Reason::ByLocation(rule) => reason_by_location(self::reason(rule)),
    }
}
