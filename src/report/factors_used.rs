//! The factors that the entries of a ledger rest on, and why each was chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use super::message::{self, Message};
use super::model::{FactorUsed, FactorView};
use super::write::json_text;
use crate::factor::EmissionFactor;
use crate::factor::resolve::{Reason, Resolution};
use crate::id::FactorId;
use crate::ledger::Posting;

/// A rule, and the year of the total with the earlier year of the factor, where they differ.
pub(crate) type Why<'a> = (&'a Reason, Option<(i16, i16)>);

/// What a ledger took one factor for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Used<'a> {
    pub(crate) factor: &'a EmissionFactor,
    /// By their words in English, whose order is that of the report.
    reasons: BTreeMap<String, Why<'a>>,
    pub(crate) totals: u64,
    pub(crate) rows: u64,
    last: Option<&'a Posting>,
    /// The years it was taken for although it was published for an earlier one.
    pub(crate) later_years: BTreeSet<i16>,
    /// The year it was valid, where that is earlier.
    pub(crate) earlier_year: Option<i16>,
}

/// Every factor that something was posted through, by id and set.
pub(crate) fn used<'a>(facts: Facts<'a>) -> Vec<Used<'a>> {
    let mut found: BTreeMap<(&FactorId, &str), Used<'a>> = BTreeMap::new();
    let mut reasons = BTreeSet::new();
    for posting in facts.ledger.postings() {
        let (Some(resolution), Some(evidence)) = (facts.ledger.resolution(posting), facts.ledger.evidence(posting))
        else {
            continue;
        };
        let factor = &resolution.factor;
        let used = found.entry((&factor.id, &factor.provenance.set)).or_insert_with(|| Used::new(factor));
        // Of two quantities that share the gases of a factor one is counted.
        if facts.ledger.states(posting) {
            used.take(posting, evidence.counted);
        }
        let year = posting.month.year();
        if reasons.insert((posting.basis.resolution(), year)) {
            used.note(resolution, year);
        }
    }
    found.into_values().collect()
}

impl<'a> Used<'a> {
    fn new(factor: &'a EmissionFactor) -> Self {
        Self {
            factor,
            reasons: BTreeMap::new(),
            totals: 0,
            rows: 0,
            last: None,
            later_years: BTreeSet::new(),
            earlier_year: None,
        }
    }

    fn note(&mut self, resolution: &'a Resolution, year: i16) {
        if let Some(earlier) = resolution.earlier_year() {
            self.later_years.insert(year);
            self.earlier_year = Some(earlier);
        }
        let earlier = resolution.earlier_year().map(|earlier| (year, earlier));
        let why = (&resolution.reason, earlier);
        self.reasons.insert(in_words(why).to_string(), why);
    }

    /// Why it was chosen: each rule, with the year of the total and that of the factor where they differ.
    pub(crate) fn why(&self) -> impl Iterator<Item = Why<'a>> + '_ {
        self.reasons.values().copied()
    }

    /// Counts a quantity once, though both books of Scope 2 may have taken the factor for it.
    fn take(&mut self, posting: &'a Posting, rows: u64) {
        if !self.last.replace(posting).is_some_and(|last| posting.is_same_quantity(last)) {
            self.totals += 1;
            self.rows += rows;
        }
    }
}

fn in_words((reason, earlier): Why<'_>) -> Message {
    let reason = message::reason(reason);
    match earlier {
        None => reason,
        Some((year, earlier)) => message::reason_of_earlier_year(reason, year, earlier),
    }
}

pub(crate) fn view(used: &Used<'_>) -> FactorUsed {
    FactorUsed {
        factor: FactorView::of(used.factor),
        reasons: used.why().map(in_words).collect(),
        totals: used.totals,
        rows: used.rows,
    }
}

impl FactorView {
    /// A factor as a report and other programs read it.
    pub fn of(factor: &EmissionFactor) -> Self {
        let EmissionFactor { id, activity, region, valid_from, valid_to, unit, basis, kind, gases, provenance, .. } =
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
            origin: factor.origin.as_deref().map(str::to_owned),
            includes_losses: factor.includes_losses,
            price_year: factor.price_year,
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
    pub(crate) fn validity(&self) -> Option<Message> {
        match (self.valid_from.as_deref(), self.valid_to.as_deref()) {
            (Some(from), Some(to)) => Some(message::from_to(from, to)),
            (Some(from), None) => Some(message::from_day(from)),
            (None, Some(to)) => Some(message::until_day(to)),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn factors_come_by_id_with_reasons_totals_and_rows() {
        let book = fixture::book();
        let used: Vec<FactorUsed> = used(book.facts()).iter().map(view).collect();
        assert!(used.is_sorted_by(|a, b| a.factor.factor_id < b.factor.factor_id));
        let grid = used.iter().find(|u| u.factor.factor_id == "grid-2022").expect("used");
        assert_eq!((grid.totals, grid.rows), (2, 5));
        let reasons: Vec<String> = grid.reasons.iter().map(ToString::to_string).collect();
        assert_eq!(
            reasons,
            ["it is published for the site's region, TH; none is published for 2024, the nearest earlier year is 2022"]
        );
        let own = used.iter().find(|u| u.factor.factor_id == "own-steam").expect("used");
        assert_eq!(own.factor.verified, "not_assessed");
    }
}
