//! Quantities by meter, plant and counterparty; of methods that give masses of gas, those masses.

use std::collections::BTreeMap;

use super::Facts;
use super::model::DimensionView;
use crate::activity::DimensionsId;
use crate::id::{ActivityCode, SiteId};
use crate::ledger::Posting;
use crate::quantity::{Gas, HeatBasis};

/// One row of the table: site, activity, the gas where a method gives its mass, unit, calorific basis, and what the rows name.
type Key<'a> = (&'a SiteId, &'a ActivityCode, Option<Gas>, &'static str, Option<HeatBasis>, DimensionsId);

#[derive(Default)]
struct Sum {
    quantity: Months,
    /// Σ quantity × half its interval and Σ quantity, of the rows that give an uncertainty.
    uncertainty: Option<(Months, Months)>,
    rows: u64,
}

/// A sum of what months come to.
#[derive(Default)]
struct Months {
    sum: f64,
    size: f64,
    number: u64,
}

impl Months {
    fn add(&mut self, month: f64) {
        self.sum += month;
        self.size += month.abs();
        self.number += 1;
    }

    /// One month as it is; of several, what corrections leave is nothing if adding alone accounts for it, and 15 digits
    /// else: the last one or two come from adding.
    fn shown(&self) -> f64 {
        match self.number {
            0 | 1 => self.sum,
            _ if self.sum.abs() <= 1e-15 * self.size => 0.0,
            _ => format!("{:.14e}", self.sum).parse().unwrap_or(self.sum),
        }
    }
}

/// The sums over the period, by site, activity and unit. A purchase stands in two books and counts once.
pub(super) fn by_dimension(facts: Facts<'_>) -> Vec<DimensionView> {
    let ledger = facts.ledger;
    let mut sums: BTreeMap<Key<'_>, Sum> = BTreeMap::new();
    let mut last: Option<&Posting> = None;
    for posting in ledger.postings() {
        let again = last.replace(posting).is_some_and(|other| posting.is_same_quantity(other));
        if again || !ledger.states(posting) || ledger.dimensions_of(posting).is_empty() {
            continue;
        }
        let (Some(site), Some(subject)) = (ledger.site(posting), ledger.subject(posting)) else { continue };
        let key = (site, subject.activity, subject.gas, subject.unit.symbol(), subject.basis, posting.dimensions);
        let sum = sums.entry(key).or_default();
        sum.quantity.add(posting.quantity);
        sum.rows += ledger.evidence(posting).map_or(0, |evidence| evidence.counted);
        if let Some((error, assessed)) = ledger.quality(posting).and_then(|quality| quality.uncertainty()) {
            let (errors, quantities) = sum.uncertainty.get_or_insert_default();
            errors.add(error);
            quantities.add(assessed);
        }
    }
    sums.into_iter().map(|(key, sum)| view(facts, key, sum)).collect()
}

fn view(facts: Facts<'_>, (site, activity, gas, unit, basis, id): Key<'_>, sum: Sum) -> DimensionView {
    let named = facts.ledger.dimensions().get(id);
    DimensionView {
        site_id: site.to_string(),
        activity: activity.to_string(),
        meter_id: named.meter.as_ref().map(ToString::to_string),
        plant_id: named.plant.as_ref().map(ToString::to_string),
        counterparty: named.counterparty.as_ref().map(ToString::to_string),
        gas: gas.map(|gas| gas.name().to_owned()),
        quantity: sum.quantity.shown(),
        unit: unit.to_owned(),
        basis: basis.map(|basis| basis.as_str().to_owned()),
        quantity_error: sum.uncertainty.as_ref().map(|(errors, _)| errors.shown().abs()),
        quantity_assessed: sum.uncertainty.as_ref().map(|(_, quantities)| quantities.shown()),
        rows: sum.rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::fixture::{Made, calculation, rows, year};
    use crate::method::Outcome;
    use crate::report::fixture;
    use crate::scope::Category;

    #[test]
    fn a_purchase_of_two_books_is_one_row_with_its_counterparty() {
        let book = fixture::book();
        let rows = by_dimension(book.facts());
        let [steam] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!((steam.site_id.as_str(), steam.counterparty.as_deref()), ("F1", Some("UTIL")));
        assert_eq!((steam.quantity.to_bits(), steam.unit.as_str(), steam.rows), (100f64.to_bits(), "GJ", 1));
        assert_eq!((steam.meter_id.as_ref(), steam.quantity_error), (None, None));
    }

    #[test]
    fn net_and_gross_two_meters_and_a_method_are_rows_of_their_own() {
        const GAS: &str = "stationary_combustion/natural_gas";
        let gas = |quantity, basis| rows(0, GAS, quantity, "GJ").on(basis).read_from("M1");
        let lime = Outcome::of_gas("process_emissions/lime".into(), Category::ProcessEmissions, Gas::CO2, 12.0);
        let mut kiln = calculation("F1", year(), vec![lime]);
        kiln.dimensions.plant = Some("KILN".into());
        let rows = [
            gas(100.0, HeatBasis::Net),
            gas(50.0, HeatBasis::Gross),
            gas(25.0, HeatBasis::Gross).in_month(4),
            rows(0, GAS, 9_007_199_254_740_991.0, "GJ").on(HeatBasis::Net).read_from("M2"),
        ];
        let book = fixture::book_of(Made::new(None), rows, [kiln]);
        let reported: Vec<_> = by_dimension(book.facts())
            .into_iter()
            .map(|d| (d.meter_id.or(d.plant_id).unwrap_or_default(), d.quantity, d.unit, d.basis.or(d.gas)))
            .collect();
        let row =
            |id: &str, quantity, unit: &str, of: &str| (id.to_owned(), quantity, unit.to_owned(), Some(of.to_owned()));
        assert_eq!(
            reported,
            [
                row("KILN", 12.0, "kg", "CO2"),
                row("M1", 100.0, "GJ", "net"),
                row("M2", 9_007_199_254_740_991.0, "GJ", "net"),
                row("M1", 75.0, "GJ", "gross"),
            ]
        );
    }

    #[test]
    fn what_is_taken_back_in_another_month_leaves_nothing() {
        let read =
            |tonnes, month| rows(0, "stationary_combustion/rice_husk", tonnes, "t").read_from("M").in_month(month);
        let book = fixture::book_of(Made::new(None), [read(0.1, 1), read(0.2, 2), read(-0.3, 3)], []);
        let rows = by_dimension(book.facts());
        assert_eq!(rows.iter().map(|row| row.quantity).collect::<Vec<_>>(), [0.0]);
        let book = fixture::book_of(Made::new(None), [read(0.1, 1), read(0.2, 2)], []);
        assert_eq!(by_dimension(book.facts())[0].quantity.to_bits(), 0.3f64.to_bits());
    }
}
