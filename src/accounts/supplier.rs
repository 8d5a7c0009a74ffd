//! Electricity of suppliers that nothing in the book declares.

use std::collections::BTreeMap;

use crate::book::Tables;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::factor::resolve::ELECTRICITY;
use crate::id::ActivityCode;
use crate::ledger::{Basis, Ledger, Posting};
use crate::method::OutcomeKind;
use crate::rows::Feed;

use super::trade::at_first;

/// Words for what a roof makes; the others that are no supplier are misspelt.
const OF_ONES_OWN: [&str; 7] = ["solar", "wind", "hydro", "biomass", "biogas", "waste_heat", "fossil_fuel"];

/// Purchases of electricity under a word that is no supplier's: they would be charged at the grid's average.
pub(super) fn undeclared(ledger: &Ledger, feed: &Feed, tables: &Tables) -> Vec<Diagnostic> {
    let mut found: BTreeMap<&ActivityCode, Vec<&Posting>> = BTreeMap::new();
    // A book has few codes, and may have a million sites to look for in them.
    let mut known: BTreeMap<&ActivityCode, bool> = BTreeMap::new();
    for posting in ledger.postings() {
        let Some(subject) = ledger.subject(posting).filter(|subject| subject.gas.is_none()) else { continue };
        let named = ledger.dimensions_of(posting).counterparty.is_some();
        let code = subject.activity;
        let undeclared = *known.entry(code).or_insert_with(|| is_undeclared(code, tables));
        if !named && undeclared && !names_a_factor(ledger, posting) {
            found.entry(subject.activity).or_default().push(posting);
        }
    }
    let problem = |(code, postings): (&ActivityCode, Vec<&Posting>)| {
        let (place, rows) = at_first(ledger, feed, "activity", postings.into_iter())?;
        let message = format!("`{code}` names no supplier that the book declares");
        Some(Diagnostic::error(Code::UnknownSupplier, place, message).with_rows(rows).with_help(help(code, tables)))
    };
    found.into_iter().filter_map(problem).collect()
}

/// Whether a code is of purchased electricity, not in the chart (which has the codes of every factor) and no site's.
fn is_undeclared(code: &ActivityCode, tables: &Tables) -> bool {
    let Some(item) = code.as_str().strip_prefix(ELECTRICITY) else { return false };
    let is_site = || tables.sites.iter().any(|site| site.id.as_str().eq_ignore_ascii_case(item));
    tables.chart.get(code.as_str()).is_none()
        && tables.factors.of_activity(code.as_str()).next().is_none()
        && !is_site()
}

/// Whether the rows name a factor, or the code whose factors they take, which declares what is bought.
fn names_a_factor(ledger: &Ledger, posting: &Posting) -> bool {
    if let Basis::Method { calculation, result, .. } = posting.basis {
        let calculation = ledger.calculations().get(calculation as usize);
        let outcome = calculation.and_then(|calculation| calculation.results.get(result as usize));
        return outcome.is_some_and(|outcome| match &outcome.kind {
            OutcomeKind::Quantity(quantity) => quantity.factor_id.is_some() || quantity.takes != outcome.activity,
            OutcomeKind::Gas { .. } => true,
        });
    }
    let stream = ledger.total(posting).and_then(|total| ledger.totals().stream(total));
    stream.is_some_and(|stream| stream.query().factor_id.is_some())
}

/// Whether a word is a source or begins with it as a word: `solar_ppa`, and not `windsor`.
fn is_of(word: &str, source: &str) -> bool {
    word.strip_prefix(source).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

fn help(code: &ActivityCode, tables: &Tables) -> String {
    let item = code.as_str().strip_prefix(ELECTRICITY).unwrap_or_default();
    let known: Vec<&str> = tables.chart.iter().filter_map(|a| a.code.as_str().strip_prefix(ELECTRICITY)).collect();
    let known: Vec<&str> = known.into_iter().filter(|item| *item != "*").collect();
    let word = item.to_lowercase();
    if let Some(source) = OF_ONES_OWN.into_iter().find(|source| is_of(&word, source)) {
        return format!(
            "if your own plant makes it, write `own_generation/{source}`; if it is bought, add the supplier's factor of \
             `{code}` to factors.csv, or the seller in `counterparty`"
        );
    }
    let meant = nearest(item, known.iter().copied()).map(|near| format!("did you mean `{ELECTRICITY}{near}`? "));
    let known: Vec<String> = known.iter().map(|item| format!("`{item}`")).collect();
    format!(
        "{}known are {}; another supplier is declared by a factor of its code in factors.csv, or as a site with role \
         `outside`",
        meant.unwrap_or_default(),
        known.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_whole_word() {
        for word in ["wind", "wind_farm", "wind-2", "wind2"] {
            assert!(is_of(word, "wind"), "{word}");
        }
        assert!(!is_of("windsor_power", "wind"));
        assert!(!is_of("northwind", "wind"));
    }
}
