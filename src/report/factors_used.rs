//! The factors that the entries of a ledger rest on, and why each was chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use super::model::{FactorUsed, FactorView};
use super::write::json_text;
use crate::factor::EmissionFactor;
use crate::factor::resolve::Resolution;
use crate::scope::LedgerBook;

/// What a ledger took one factor for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Used<'a> {
    pub(crate) factor: &'a EmissionFactor,
    reasons: BTreeSet<String>,
    lines: u64,
    rows: u64,
    last_total: Option<u32>,
    /// The years it was taken for although it was published for an earlier one.
    pub(crate) later_years: BTreeSet<i16>,
    /// The year it was valid, where that is earlier.
    pub(crate) earlier_year: Option<i16>,
}

/// Every factor an entry rests on, by id.
pub(crate) fn used<'a>(facts: Facts<'a>) -> Vec<Used<'a>> {
    let mut found: BTreeMap<usize, Used<'a>> = BTreeMap::new();
    // Entries of one total and factor follow each other, gas by gas: look once at each.
    let mut last = None;
    let mut reasons = BTreeSet::new();
    for entry in facts.ledger.entries() {
        if last.replace((entry.total, entry.resolution)) == Some((entry.total, entry.resolution)) {
            continue;
        }
        let (Some(total), Some(line), Some(resolution)) =
            (facts.ledger.total(entry), facts.ledger.line(entry), facts.ledger.resolution(entry))
        else {
            continue;
        };
        let Some(factor) = facts.factors.at(resolution.factor) else { continue };
        let used = found.entry(resolution.factor).or_insert_with(|| Used::new(factor));
        used.take(entry.total, total.counted);
        let year = line.month.year();
        if reasons.insert((entry.resolution, year)) {
            used.explain(resolution, year);
        }
    }
    let mut used: Vec<Used<'a>> = found.into_values().collect();
    used.sort_by(|a, b| a.factor.id.cmp(&b.factor.id));
    used
}

impl<'a> Used<'a> {
    fn new(factor: &'a EmissionFactor) -> Self {
        Self {
            factor,
            reasons: BTreeSet::new(),
            lines: 0,
            rows: 0,
            last_total: None,
            later_years: BTreeSet::new(),
            earlier_year: None,
        }
    }

    fn explain(&mut self, resolution: &Resolution, year: i16) {
        let mut reason = resolution.reason.text();
        if let Some(earlier) = resolution.earlier_year() {
            self.later_years.insert(year);
            self.earlier_year = Some(earlier);
            reason = format!("{reason}; none is published for {year}, the nearest earlier year is {earlier}");
        }
        self.reasons.insert(reason);
    }

    /// Counts a total once, though both books of Scope 2 may have taken the factor for it.
    fn take(&mut self, total: u32, rows: u64) {
        if self.last_total.replace(total) != Some(total) {
            self.lines += 1;
            self.rows += rows;
        }
    }
}

/// The totals and rows whose market-based figure is the location-based one, for want of a
/// supplier's factor or a residual mix; with the indices of their entries.
pub(crate) fn market_by_location<'a>(facts: Facts<'a>) -> impl Iterator<Item = &'a crate::ledger::Entry> {
    let mut by_location: Option<(u32, u32)> = None;
    facts.ledger.entries().iter().filter(move |entry| match entry.book {
        LedgerBook::LocationBased => {
            by_location = Some((entry.total, entry.resolution));
            false
        }
        LedgerBook::MarketBased => by_location == Some((entry.total, entry.resolution)),
        LedgerBook::Main => false,
    })
}

pub(crate) fn view(used: &Used<'_>) -> FactorUsed {
    FactorUsed {
        factor: FactorView::of(used.factor),
        reasons: used.reasons.iter().cloned().collect(),
        lines: used.lines,
        rows: used.rows,
    }
}

impl FactorView {
    /// A factor as a report and other programs read it.
    pub fn of(factor: &EmissionFactor) -> Self {
        let EmissionFactor { id, activity, region, valid_from, valid_to, unit, basis, kind, gases, provenance } =
            factor;
        Self {
            factor_id: id.to_string(),
            activity: activity.to_string(),
            region: region.to_string(),
            valid_from: valid_from.map(|day| day.to_string()),
            valid_to: valid_to.map(|day| day.to_string()),
            unit: unit.symbol().to_owned(),
            basis: basis.map(|b| b.as_str().to_owned()),
            kind: kind.as_str().to_owned(),
            kg_per_unit: gases.iter().map(|g| (g.gas.name().to_owned(), g.kg_per_unit)).collect(),
            set: provenance.set.to_string(),
            publisher: provenance.publisher.to_string(),
            document: provenance.document.to_string(),
            locator: provenance.locator.to_string(),
            licence: provenance.licence.to_string(),
            verified: match &*provenance.verified {
                "" => "not_assessed".to_owned(),
                verified => verified.to_owned(),
            },
            note: provenance.note.to_string(),
        }
    }

    /// One line of JSON, without the line's end.
    pub fn to_json_line(&self) -> String {
        json_text(|out| serde_json::to_writer(out, self))
    }

    /// `2022-01-01 to 2024-12-31`; `None` if the publisher sets no dates.
    pub(crate) fn validity(&self) -> Option<String> {
        match (&self.valid_from, &self.valid_to) {
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(format!("from {from}")),
            (None, Some(to)) => Some(format!("until {to}")),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn factors_come_by_id_with_reasons_lines_and_rows() {
        let book = fixture::book();
        let used: Vec<FactorUsed> = used(book.facts()).iter().map(view).collect();
        assert!(used.is_sorted_by(|a, b| a.factor.factor_id < b.factor.factor_id));
        let grid = used.iter().find(|u| u.factor.factor_id == "grid-2022").expect("used");
        assert_eq!((grid.lines, grid.rows), (2, 5));
        assert_eq!(
            grid.reasons,
            ["it is published for the site's region, TH; none is published for 2024, the nearest earlier year is 2022"]
        );
        let own = used.iter().find(|u| u.factor.factor_id == "own-steam").expect("used");
        assert_eq!(own.factor.verified, "not_assessed");
    }

    #[test]
    fn location_stands_in_for_market_only_where_the_book_says_so() {
        let book = fixture::book();
        assert_eq!(market_by_location(book.facts()).count(), 0);
        let book = fixture::book_with(Some(crate::scope::MarketFallback::Location));
        assert_eq!(market_by_location(book.facts()).count(), 2);
    }
}
