//! Quantities by meter, plant and counterparty; of methods that give masses of gas, those masses.

use std::collections::BTreeMap;

use super::Facts;
use super::model::DimensionView;
use crate::activity::{DimensionsId, Quality};
use crate::id::{ActivityCode, SiteId};
use crate::ledger::Posting;
use crate::quantity::Gas;

/// One line: site, activity, the gas where a method gives its mass, unit, and what the rows name.
type Key<'a> = (&'a SiteId, &'a ActivityCode, Option<Gas>, &'static str, DimensionsId);

#[derive(Default)]
struct Sum {
    quantity: f64,
    quality: Option<Quality>,
    rows: u64,
}

/// The sums over the period, by site, activity and unit. A purchase stands in two books and counts once.
pub(super) fn by_dimension(facts: Facts<'_>) -> Vec<DimensionView> {
    let ledger = facts.ledger;
    let mut sums: BTreeMap<Key<'_>, Sum> = BTreeMap::new();
    let mut last: Option<&Posting> = None;
    for posting in ledger.postings() {
        let again = last.replace(posting).is_some_and(|other| posting.is_same_quantity(other));
        if again || ledger.dimensions_of(posting).is_empty() {
            continue;
        }
        let (Some(site), Some(subject)) = (ledger.site(posting), ledger.subject(posting)) else { continue };
        let key = (site, subject.activity, subject.gas, subject.unit.symbol(), posting.dimensions);
        let sum = sums.entry(key).or_default();
        sum.quantity += posting.quantity;
        sum.rows += ledger.evidence(posting).map_or(0, |evidence| evidence.counted);
        if let Some(quality) = ledger.quality(posting) {
            sum.quality.get_or_insert_default().add(&quality);
        }
    }
    sums.into_iter().map(|(key, sum)| view(facts, key, sum)).collect()
}

fn view(facts: Facts<'_>, (site, activity, gas, unit, id): Key<'_>, sum: Sum) -> DimensionView {
    let named = facts.ledger.dimensions().get(id);
    let uncertainty = sum.quality.and_then(|quality| quality.uncertainty());
    DimensionView {
        site_id: site.to_string(),
        activity: activity.to_string(),
        meter_id: named.meter.as_ref().map(ToString::to_string),
        plant_id: named.plant.as_ref().map(ToString::to_string),
        counterparty: named.counterparty.as_ref().map(ToString::to_string),
        gas: gas.map(|gas| gas.name().to_owned()),
        quantity: without_dust(sum.quantity),
        unit: unit.to_owned(),
        quantity_error: uncertainty.map(|(error, _)| without_dust(error.abs())),
        quantity_assessed: uncertainty.map(|(_, assessed)| without_dust(assessed)),
        rows: sum.rows,
    }
}

/// A sum of months' parts to 15 digits: the last one or two come from adding the parts again.
fn without_dust(sum: f64) -> f64 {
    format!("{sum:.14e}").parse().unwrap_or(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn a_purchase_of_two_books_is_one_line_with_its_counterparty() {
        let book = fixture::book();
        let lines = by_dimension(book.facts());
        let [steam] = lines.as_slice() else { panic!("{lines:?}") };
        assert_eq!((steam.site_id.as_str(), steam.counterparty.as_deref()), ("F1", Some("UTIL")));
        assert_eq!((steam.quantity.to_bits(), steam.unit.as_str(), steam.rows), (100f64.to_bits(), "GJ", 1));
        assert_eq!((steam.meter_id.as_ref(), steam.quantity_error), (None, None));
    }
}
