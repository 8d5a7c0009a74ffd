//! What to know before reading the figures: messages computed from the data.

mod captured;
mod combustion;
mod eliminated;
mod fuels;
mod stand_ins;
mod weight;

pub(crate) use eliminated::eliminated_on_screen;

use std::collections::BTreeMap;

use weight::Weight;

use super::Facts;
use super::factors_used::Used;
use super::message::{self, Arg, Message};
use super::model::{Caveat, StatementView};
use super::number::{share, shown};
use crate::diagnostic::{Code, Severity};
use crate::factor::EmissionFactor;
use crate::factor::resolve::Resolution;
use crate::inventory::{Figure, Statement};
use crate::ledger::Entry;
use crate::quantity::{Family, GwpSet};
use crate::scope::{MarketFallback, Scope2Method, Status};

/// Every caveat of a report, the gravest first.
pub(crate) fn caveats(facts: Facts<'_>, used: &[Used<'_>], statements: &[StatementView]) -> Vec<Caveat> {
    let verified = |word: &'static str| move |f: &EmissionFactor| &*f.provenance.verified == word;
    let left_out = |f: &EmissionFactor| &*f.provenance.set == "release" && !f.provenance.note.is_empty();
    let margin = |f: &EmissionFactor| stand_ins::is_margin(f.kind);
    let weight = Weight::new(facts);
    let of_factors = OfFactors { facts, weight: &weight, used };
    let all = [
        rejected_rows(facts),
        errors_allowed(facts),
        captured::without_fate(facts, &weight),
        eliminated::between_sites(statements),
        market_not_reported(facts, statements),
        market_by_location(facts),
        co2e_only_factors(facts, used),
        stand_ins::stand_ins(facts, &weight),
        of_factors.of_an_earlier_year(),
        combustion::gases_missing(facts, &weight),
        fuels::of_other_source(facts, &weight),
        fuels::defaults(facts, &weight),
        of_factors.said(message::secondary_factors, verified("secondary")),
        of_factors.said(message::unverified_factors, verified("no")),
        of_factors.said(message::margin_factors, margin),
        of_factors.said(message::gases_left_out, left_out),
        scope3_partial(statements),
        prorated_rows(facts),
        warnings(facts),
    ];
    let caveat = |text: Message| Caveat { code: text.id().to_owned(), text };
    all.into_iter().flatten().map(caveat).collect()
}

fn rejected_rows(facts: Facts<'_>) -> Option<Message> {
    let rows = facts.ledger.rows();
    let part = share(rows.rejected as f64, rows.read as f64).filter(|_| rows.rejected > 0)?;
    Some(message::rejected_rows(rows.rejected, rows.read, part))
}

/// Errors that reject no row (an assertion missed, an id used twice) and were allowed.
fn errors_allowed(facts: Facts<'_>) -> Option<Message> {
    let errors = facts.diagnostics.iter().filter(|d| d.severity() == Severity::Error);
    let mut codes: Vec<String> = errors.map(|d| format!("{} {}", d.code(), d.code().title())).collect();
    codes.sort();
    codes.dedup();
    (!codes.is_empty()).then(|| message::errors_allowed(facts.diagnostics.errors(), Arg::list(codes)))
}

/// Names the purchases for whose sake the headline has no market-based figure.
fn market_not_reported(facts: Facts<'_>, statements: &[StatementView]) -> Option<Message> {
    let headline = statements.first()?;
    let missing = headline.scope2.location_tco2e.is_some() && headline.scope2.market_tco2e.is_none();
    let why = match facts.market_fallback {
        Some(MarketFallback::ResidualMix) => message::no_residual_mix(),
        _ => message::no_fallback_named(),
    };
    missing.then(|| message::market_not_reported(why))
}

fn market_by_location(facts: Facts<'_>) -> Option<Message> {
    let taken = facts.ledger.by_location();
    let entries = facts.ledger.entries().iter().filter(|entry| taken.binary_search(&entry.posting).is_ok());
    let worth = |entry: &Entry| super::kg_co2e(facts, facts.ledger.reaches(entry)?.0, entry.gas, entry.kg);
    let kg: f64 = entries.filter_map(worth).sum();
    let postings = taken.iter().filter_map(|id| facts.ledger.posting_at(*id));
    let rows: u64 = postings.filter_map(|posting| facts.ledger.evidence(posting)).map(|e| e.counted).sum();
    (rows > 0).then(|| message::market_by_location(shown(kg / 1_000.0), rows))
}

/// What of the headline rests on factors whose gases are not known.
fn co2e_only_factors(facts: Facts<'_>, used: &[Used<'_>]) -> Option<Message> {
    let parts = co2e_parts(facts.inventory.headline());
    let mut ids: Vec<String> = used.iter().filter(|u| is_co2e_only(u)).map(|u| u.factor.id.to_string()).collect();
    let mut sets: Vec<_> = used.iter().flat_map(|u| &u.factor.gases).filter_map(|g| g.gas.co2e_set()).collect();
    for (table, set) in reported_as_co2e(facts) {
        sets.push(set);
        if !ids.iter().any(|id| id == table) {
            ids.push(table.to_owned());
        }
    }
    if parts.is_empty() || ids.is_empty() {
        return None;
    }
    let book = facts.inventory.valuation().gwp;
    sets.sort_unstable();
    sets.dedup();
    let names: Vec<&str> = sets.iter().map(|s| s.as_str()).collect();
    let consequence = match sets.iter().all(|set| *set == book) {
        true => message::co2e_of_own_set(book.as_str()),
        false => message::co2e_of_other_sets(names.join(", "), book.as_str()),
    };
    Some(message::co2e_only_factors(Arg::clauses(parts), consequence, Arg::list(ids)))
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

fn co2e_parts(statement: &Statement) -> Vec<Message> {
    let of = |name: Message, figure: Option<Figure>| {
        let figure = figure?;
        let known_only_as_co2e = figure.by_gas().iter().filter(|(gas, _)| gas.family() == Family::Co2e);
        let tonnes: f64 = known_only_as_co2e.map(|(_, mass)| mass.as_tonnes()).sum();
        let share = share(tonnes, figure.co2e().as_tonnes())?;
        (tonnes != 0.0).then(|| message::co2e_part(name, shown(tonnes), share))
    };
    [
        of(message::scope1(), statement.scope1().ok()),
        of(message::location_based_scope2(), statement.scope2(Scope2Method::LocationBased).ok()),
        of(message::market_based_scope2(), statement.scope2(Scope2Method::MarketBased).ok()),
        of(message::scope3(), statement.scope3_reported().ok()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Caveats of the factors that the headline rests on.
struct OfFactors<'a> {
    facts: Facts<'a>,
    weight: &'a Weight<'a>,
    used: &'a [Used<'a>],
}

impl OfFactors<'_> {
    /// Factors of one kind, with what rests on them.
    fn said(&self, caveat: fn(Arg, Arg, Arg) -> Message, wanted: impl Fn(&EmissionFactor) -> bool) -> Option<Message> {
        let ids: Vec<String> = self.used.iter().filter(|u| wanted(u.factor)).map(|u| u.factor.id.to_string()).collect();
        let parts = || self.parts(|resolution| wanted(&resolution.factor));
        (!ids.is_empty()).then(|| caveat(ids.len().into(), parts(), Arg::list(ids.clone())))
    }

    fn of_an_earlier_year(&self) -> Option<Message> {
        let of = |used: &Used<'_>| {
            let (valid, first, last) = (used.earlier_year?, used.later_years.first()?, used.later_years.last()?);
            let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
            Some(message::factor_of_earlier_year(used.factor.id.as_str(), valid, years))
        };
        let factors: Vec<Message> = self.used.iter().filter_map(of).collect();
        let parts = || self.parts(|resolution| resolution.earlier_year().is_some());
        (!factors.is_empty()).then(|| message::earlier_year_factors(factors.len(), parts(), Arg::list(factors.clone())))
    }

    /// What of the headline rests on factors found so; statements beside it may rest on them where it does not.
    fn parts(&self, wanted: impl Fn(&Resolution) -> bool) -> Arg {
        let parts = self.weight.of(|posting| self.facts.ledger.resolution(posting).is_some_and(&wanted));
        if parts.is_empty() { message::nothing_of_the_headline().into() } else { Arg::clauses(parts) }
    }
}

/// Which of the fifteen categories have a figure and why the others have none.
fn scope3_partial(statements: &[StatementView]) -> Option<Message> {
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
        [] => message::scope3_no_figure(),
        _ => message::scope3_figures(runs(&figures)),
    }];
    said.extend(absent.iter().map(|(status, codes)| message::scope3_absent(message::status(*status), runs(codes))));
    Some(message::scope3_partial(Arg::clauses(said)))
}

/// Codes in the order of the categories, three and more in a row as a range: `c01, c03 to c07`.
fn runs(codes: &[&str]) -> Arg {
    let number = |code: &str| code.trim_start_matches('c').parse::<u8>().unwrap_or_default();
    let next = |a: &&str, b: &&str| number(a) + 1 == number(b);
    let words = codes.chunk_by(next).map(|run| match run {
        [first, _, .., last] => message::from_to(*first, *last),
        short => message::plain(short.join(", ")),
    });
    Arg::row(words.collect())
}

fn prorated_rows(facts: Facts<'_>) -> Option<Message> {
    let cut = facts.diagnostics.iter().filter(|d| d.code() == Code::CutAtPeriodEdge);
    let rows: u64 = cut.map(crate::diagnostic::Diagnostic::rows).sum();
    (rows > 0).then(|| message::prorated_rows(rows))
}

fn warnings(facts: Facts<'_>) -> Option<Message> {
    let count = facts.diagnostics.warnings();
    (count > 0).then(|| message::warnings(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{fixture, report};

    fn texts(book: &fixture::Made) -> Vec<(String, String)> {
        report(book.facts()).caveats.into_iter().map(|c| (c.code, c.text.to_string())).collect()
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
                "eliminated_between_sites",
                "market_not_reported",
                "co2e_only_factors",
                "earlier_year_factors",
                "fuel_properties_default",
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
        assert!(found[4].1.contains("Scope 3"), "{}", found[4].1);
        assert!(found[5].1.contains("grid-2022 (of 2022, for 2024)"), "{}", found[5].1);
    }

    #[test]
    fn the_fifteen_categories_are_named_one_way_or_another() {
        let text = message::scope3_figures(runs(&["c01", "c03", "c04", "c05", "c14", "c15"])).to_string();
        assert!(text.ends_with("c01, c03 to c05, c14, c15"), "{text}");
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
