//! What to know before reading the figures: sentences computed from the data.

use std::collections::BTreeMap;

use super::Facts;
use super::factors_used::Used;
use super::model::{Caveat, StatementView};
use super::number::{count, counted, listed, share, shown};
use crate::diagnostic::{Code, Severity};
use crate::factor::Kind;
use crate::inventory::{Figure, Statement};
use crate::ledger::Entry;
use crate::quantity::{Family, GwpSet};
use crate::scope::{MarketFallback, Scope2Method, Status};

/// Every caveat of a report, the gravest first.
pub(crate) fn caveats(facts: Facts<'_>, used: &[Used<'_>], statements: &[StatementView]) -> Vec<Caveat> {
    let mut found = Vec::new();
    found.extend(rejected_rows(facts));
    found.extend(errors_allowed(facts));
    found.extend(market_not_reported(facts, statements));
    found.extend(market_by_location_factor(facts));
    found.extend(co2e_only(facts, used));
    found.extend(earlier_year(used));
    found.extend(of_factors(used, "secondary_factors", SECONDARY, |f| &*f.factor.provenance.verified == "secondary"));
    found.extend(of_factors(used, "unverified_factors", UNVERIFIED, |f| &*f.factor.provenance.verified == "no"));
    found.extend(of_factors(used, "margin_factors", MARGIN, |f| is_margin(f.factor.kind)));
    found.extend(of_factors(used, "gases_left_out", LEFT_OUT, |f| {
        &*f.factor.provenance.set == "release" && !f.factor.provenance.note.is_empty()
    }));
    found.extend(scope3_partial(statements));
    found.extend(prorated_rows(facts));
    found.extend(warnings(facts));
    found
}

fn caveat(code: &str, text: String) -> Caveat {
    Caveat { code: code.to_owned(), text }
}

fn rejected_rows(facts: Facts<'_>) -> Option<Caveat> {
    let rows = facts.ledger.rows();
    (rows.rejected > 0).then(|| {
        let share = share(rows.rejected as f64, rows.read as f64).map_or_else(String::new, |s| format!(" ({s})"));
        caveat(
            "rejected_rows",
            format!(
                "{} of {} rows {verb} rejected{share} and in no figure of this report: every total is incomplete.",
                count(rows.rejected),
                count(rows.read),
                verb = if rows.rejected == 1 { "is" } else { "are" },
            ),
        )
    })
}

/// Errors that reject no row (an assertion missed, an id used twice) and were allowed.
fn errors_allowed(facts: Facts<'_>) -> Option<Caveat> {
    let errors = facts.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
    let mut codes: Vec<String> = errors.map(|d| format!("{} {}", d.code(), d.code().title())).collect();
    codes.sort();
    codes.dedup();
    (!codes.is_empty()).then(|| {
        let errors = counted(facts.diagnostics.errors() as u64, "error");
        caveat("errors_allowed", format!("The book has {errors} and was reported all the same: {}.", listed(&codes)))
    })
}

/// Names the purchases for whose sake the headline has no market-based figure.
fn market_not_reported(facts: Facts<'_>, statements: &[StatementView]) -> Option<Caveat> {
    let headline = statements.first()?;
    let missing = headline.scope2.location_tco2e.is_some() && headline.scope2.market_tco2e.is_none();
    missing.then(|| {
        let why = match facts.market_fallback {
            Some(MarketFallback::ResidualMix) => "no residual mix is published for them",
            _ => "book.toml names no scope2_market_fallback",
        };
        caveat(
            "market_not_reported",
            format!(
                "Market-based Scope 2 is not reported: some purchases of energy have no supplier factor, and {why}. \
                 It is not equal to the location-based figure, and it is not zero."
            ),
        )
    })
}

fn market_by_location_factor(facts: Facts<'_>) -> Option<Caveat> {
    let taken = facts.ledger.by_location();
    let entries = facts.ledger.entries().iter().filter(|entry| taken.binary_search(&entry.posting).is_ok());
    let worth = |entry: &Entry| super::kg_co2e(facts, facts.ledger.reaches(entry)?.0, entry.gas, entry.kg);
    let kg: f64 = entries.filter_map(worth).sum();
    let postings = taken.iter().filter_map(|id| facts.ledger.posting_at(*id));
    let rows: u64 = postings.filter_map(|posting| facts.ledger.evidence(posting)).map(|e| e.counted).sum();
    (rows > 0).then(|| {
        caveat(
            "market_by_location",
            format!(
                "Market-based Scope 2 counts {} t CO2e ({}) of all sites by the location-based factor, \
                 because no supplier factor or residual mix covers them.",
                shown(kg / 1_000.0),
                counted(rows, "row"),
            ),
        )
    })
}

/// What of the headline rests on factors whose gases are not known.
fn co2e_only(facts: Facts<'_>, used: &[Used<'_>]) -> Option<Caveat> {
    let statement = facts.inventory.headline();
    let parts: Vec<String> = co2e_parts(statement);
    let mut ids: Vec<&str> = used.iter().filter(|u| is_co2e_only(u)).map(|u| u.factor.id.as_str()).collect();
    let mut sets: Vec<_> = used.iter().flat_map(|u| &u.factor.gases).filter_map(|g| g.gas.co2e_set()).collect();
    for (table, set) in reported_as_co2e(facts) {
        sets.push(set);
        if !ids.contains(&table) {
            ids.push(table);
        }
    }
    if parts.is_empty() || ids.is_empty() {
        return None;
    }
    let book = facts.inventory.valuation().gwp;
    sets.sort_unstable();
    sets.dedup();
    let names: Vec<&str> = sets.iter().map(|s| s.as_str()).collect();
    let consequence = if sets.iter().all(|set| *set == book) {
        format!("They hold for {book} only: another GWP set cannot be applied to them.")
    } else {
        format!(
            "They were published under {} and stand as published; they cannot be re-valued to {book}.",
            names.join(", ")
        )
    };
    let text = format!(
        "Some figures rest on factors published only as CO2e, whose gases are not known: {}. {consequence} Factors and tables of such figures: {}.",
        parts.join("; "),
        listed(&ids)
    );
    Some(caveat("co2e_only_factors", text))
}

/// Tables of methods whose rows are CO2e that somebody else reports, with its set.
fn reported_as_co2e<'a>(facts: Facts<'a>) -> impl Iterator<Item = (&'a str, GwpSet)> {
    facts.ledger.postings().iter().filter_map(move |posting| {
        let set = facts.ledger.subject(posting)?.gas?.co2e_set()?;
        Some((facts.ledger.calculation(posting)?.place()?.file_name(), set))
    })
}

fn is_co2e_only(used: &Used<'_>) -> bool {
    used.factor.gases.iter().any(|g| g.gas.family() == Family::Co2e)
}

fn co2e_parts(statement: &Statement) -> Vec<String> {
    let of = |name: &str, figure: Option<Figure>| {
        let figure = figure?;
        let known_only_as_co2e = figure.by_gas().iter().filter(|(gas, _)| gas.family() == Family::Co2e);
        let tonnes: f64 = known_only_as_co2e.map(|(_, mass)| mass.as_tonnes()).sum();
        let share = share(tonnes, figure.co2e().as_tonnes())?;
        (tonnes != 0.0).then(|| format!("{name} {} t CO2e ({share})", shown(tonnes)))
    };
    [
        of("Scope 1", statement.scope1().ok()),
        of("location-based Scope 2", statement.scope2(Scope2Method::LocationBased).ok()),
        of("market-based Scope 2", statement.scope2(Scope2Method::MarketBased).ok()),
        of("Scope 3", statement.scope3_reported().ok()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn earlier_year(used: &[Used<'_>]) -> Option<Caveat> {
    let mut factors = Vec::new();
    for used in used {
        let (Some(valid), Some(first), Some(last)) =
            (used.earlier_year, used.later_years.first(), used.later_years.last())
        else {
            continue;
        };
        let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
        factors.push(format!("{} (of {valid}, for {years})", used.factor.id));
    }
    let number = counted(factors.len() as u64, "factor");
    (!factors.is_empty()).then(|| {
        caveat(
            "earlier_year_factors",
            format!("{number} of an earlier year: none is published for the period. {}.", listed(&factors)),
        )
    })
}

const SECONDARY: &str = "copied from a second publication, not read at the publisher: check before assurance";
const UNVERIFIED: &str = "read at no publisher: arithmetic on known constants, check before assurance";
const MARGIN: &str =
    "a margin of the grid (CDM tool), not the average that inventories ask for, because no average is published";
const LEFT_OUT: &str = "a refrigerant blend with components that have no GWP; their mass is not counted";

fn is_margin(kind: Kind) -> bool {
    matches!(kind, Kind::CombinedMargin | Kind::OperatingMargin | Kind::BuildMargin)
}

fn of_factors(used: &[Used<'_>], code: &str, what: &str, wanted: impl Fn(&Used<'_>) -> bool) -> Option<Caveat> {
    let ids: Vec<&str> = used.iter().filter(|u| wanted(u)).map(|u| u.factor.id.as_str()).collect();
    let (number, verb) = (counted(ids.len() as u64, "factor"), if ids.len() == 1 { "is" } else { "are each" });
    (!ids.is_empty()).then(|| caveat(code, format!("{number} {verb} {what}. {}.", listed(&ids))))
}

/// Which of the fifteen categories have a figure and why the others have none.
fn scope3_partial(statements: &[StatementView]) -> Option<Caveat> {
    let scope3 = &statements.first()?.scope3;
    let figures: Vec<&str> = scope3.by_category_tco2e.iter().map(|(code, _)| code).collect();
    let mut absent: BTreeMap<Status, Vec<&str>> = BTreeMap::new();
    for (code, status) in scope3.status_by_category.iter() {
        absent.entry(*status).or_default().push(code);
    }
    if absent.is_empty() {
        return None;
    }
    let mut said = vec![match figures.as_slice() {
        [] => "Scope 3 has no figure".to_owned(),
        _ => format!("Scope 3 is partial: figures for {}", runs(&figures)),
    }];
    said.extend(absent.iter().map(|(status, codes)| format!("{}: {}", status.words(), runs(codes))));
    Some(caveat("scope3_partial", format!("{}. None of these is zero.", said.join("; "))))
}

/// Codes in the order of the categories, three and more in a row as a range: `c01, c03 to c07`.
fn runs(codes: &[&str]) -> String {
    let number = |code: &str| code.trim_start_matches('c').parse::<u8>().unwrap_or_default();
    let next = |a: &&str, b: &&str| number(a) + 1 == number(b);
    let words = codes.chunk_by(next).map(|run| match run {
        [first, _, .., last] => format!("{first} to {last}"),
        short => short.join(", "),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn prorated_rows(facts: Facts<'_>) -> Option<Caveat> {
    let cut = facts.diagnostics.iter().filter(|d| d.code() == Code::CutAtPeriodEdge);
    let rows: u64 = cut.map(crate::diagnostic::Diagnostic::rows).sum();
    (rows > 0).then(|| {
        caveat(
            "prorated_rows",
            format!("Of {} reaching beyond the period, the share of time inside it is counted.", counted(rows, "row")),
        )
    })
}

fn warnings(facts: Facts<'_>) -> Option<Caveat> {
    let count = facts.diagnostics.warnings() as u64;
    (count > 0).then(|| {
        let text =
            format!("The book was accepted with {}; `estate-carbon check` shows each.", counted(count, "warning"));
        caveat("warnings", text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{fixture, report};

    fn texts(book: &fixture::Made) -> Vec<(String, String)> {
        report(book.facts()).caveats.into_iter().map(|c| (c.code, c.text)).collect()
    }

    #[test]
    fn the_caveats_of_the_fixture_are_all_there_rejected_rows_first() {
        let found = texts(&fixture::book());
        let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "rejected_rows",
                "errors_allowed",
                "market_not_reported",
                "co2e_only_factors",
                "earlier_year_factors",
                "secondary_factors",
                "unverified_factors",
                "scope3_partial",
                "prorated_rows",
                "warnings"
            ]
        );
        assert_eq!(
            found[0].1,
            "2 of 22 rows are rejected (9.1 %) and in no figure of this report: every total is incomplete."
        );
        assert!(found[3].1.contains("Scope 3"), "{}", found[3].1);
        assert!(found[4].1.contains("grid-2022 (of 2022, for 2024)"), "{}", found[4].1);
    }

    #[test]
    fn the_fifteen_categories_are_named_one_way_or_another() {
        assert_eq!(runs(&["c01", "c03", "c04", "c05", "c14", "c15"]), "c01, c03 to c05, c14, c15");
        let found = texts(&fixture::book());
        let (_, text) = found.iter().find(|(code, _)| code == "scope3_partial").expect("there");
        assert_eq!(
            text,
            "Scope 3 is partial: figures for c04; not reported: c01 to c03, c05 to c15. None of these is zero."
        );
    }

    #[test]
    fn a_market_figure_by_location_says_so_with_its_weight() {
        let found = texts(&fixture::book_with(Some(MarketFallback::Location)));
        let (_, text) = found.iter().find(|(code, _)| code == "market_by_location").expect("there");
        assert!(text.contains("(5 rows)"), "{text}");
    }
}
