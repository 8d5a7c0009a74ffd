use super::super::fixture::{Made, Rows, calculation, factor, moved, rows, year};
use super::super::{Behind, Posting};
use super::*;
use crate::activity::RowRef;
use crate::factor::resolve::Reason;
use crate::factor::{EmissionFactor, Kind};
use crate::method::{Calculation, Outcome};
use crate::period::Period;
use crate::scope::Category;

const GRID: &str = "purchased_electricity/grid";

fn power(kwh: f64) -> Rows {
    rows(0, GRID, kwh, "kWh")
}

/// 0.5 kg a kWh of the grid, 0.8 of what its contracts leave, 0.1 of the supplier's own.
fn of_kind(kind: Kind) -> EmissionFactor {
    let (id, kg) = match kind {
        Kind::ResidualMix => ("residual", 0.8),
        Kind::Supplier => ("supplier", 0.1),
        _ => ("grid", 0.5),
    };
    factor(id, GRID, "TH", "kWh", &[("CO2", kg)]).of_kind(kind)
}

fn book(fallback: Option<MarketFallback>, kinds: &[Kind]) -> Made {
    Made::new(fallback).with_own(kinds.iter().map(|kind| of_kind(*kind)))
}

/// Kilograms by book.
fn by_book(ledger: &Ledger) -> Vec<(LedgerBook, f64)> {
    ledger.entries().iter().map(|entry| (ledger.reaches(entry).expect("air").1, entry.kg)).collect()
}

fn quantities(ledger: &Ledger, ids: &[PostingId]) -> Vec<f64> {
    ids.iter().map(|id| ledger.posting_at(*id).expect("posted").quantity).collect()
}

use LedgerBook::{LocationBased, MarketBased};

#[test]
fn without_contract_and_fallback_a_purchase_is_in_the_location_based_book_alone() {
    let ledger = book(None, &[Kind::Average]).posted([power(10.0), power(20.0)], []);
    assert_eq!(by_book(&ledger), [(LocationBased, 5.0), (LocationBased, 10.0)]);
    assert_eq!(quantities(&ledger, ledger.uncovered()), [10.0, 20.0]);
    assert!(ledger.by_location().is_empty() && ledger.unresolved().is_empty());
}

#[test]
fn a_residual_mix_covers_a_purchase_whatever_the_fallback() {
    for fallback in
        [None, Some(MarketFallback::ResidualMix), Some(MarketFallback::Location), Some(MarketFallback::Error)]
    {
        let ledger = book(fallback, &[Kind::Average, Kind::ResidualMix]).posted([power(10.0)], []);
        assert_eq!(by_book(&ledger), [(LocationBased, 5.0), (MarketBased, 8.0)], "{fallback:?}");
        assert!(ledger.uncovered().is_empty() && ledger.by_location().is_empty(), "{fallback:?}");
    }
}

#[test]
fn the_fallback_to_a_residual_mix_that_is_not_published_leaves_the_purchase_uncovered() {
    let ledger = book(Some(MarketFallback::ResidualMix), &[Kind::Average]).posted([power(10.0)], []);
    assert_eq!(by_book(&ledger), [(LocationBased, 5.0)]);
    assert_eq!(quantities(&ledger, ledger.uncovered()), [10.0]);
}

#[test]
fn a_suppliers_factor_covers_before_the_residual_mix() {
    let kinds = [Kind::Average, Kind::ResidualMix, Kind::Supplier];
    let ledger = book(None, &kinds).posted([power(10.0)], []);
    assert_eq!(by_book(&ledger), [(LocationBased, 5.0), (MarketBased, 1.0)]);
    let reasons: Vec<_> = ledger.postings().iter().map(|p| &ledger.resolution(p).unwrap().reason).collect();
    assert_eq!(reasons, [&Reason::Own, &Reason::Own]);
}

#[test]
fn the_fallback_to_the_location_takes_the_same_mass_in_both_books_and_says_so() {
    let ledger = book(Some(MarketFallback::Location), &[Kind::Average]).posted([power(10.0)], []);
    assert_eq!(by_book(&ledger), [(LocationBased, 5.0), (MarketBased, 5.0)]);
    assert!(ledger.uncovered().is_empty());
    let [fallen] = ledger.by_location() else { panic!("one posting") };
    let posting = ledger.posting_at(*fallen).unwrap();
    let reason = &ledger.resolution(posting).unwrap().reason;
    assert_eq!(reason, &Reason::ByLocation(Box::new(Reason::Own)));
    // It is the market-based one of the two.
    let of_posting = ledger.entries().iter().find(|entry| entry.posting == *fallen).unwrap();
    assert_eq!(ledger.reaches(of_posting), Some((Category::PurchasedElectricity, MarketBased)));
    let other = ledger.postings().iter().find(|p| *p != posting).unwrap();
    assert_eq!(ledger.resolution(other).unwrap().reason, Reason::Own);
}

#[test]
fn where_the_book_calls_it_an_error_a_purchase_that_nothing_covers_is_out_of_both_books() {
    let ledger = book(Some(MarketFallback::Error), &[Kind::Average]).posted([power(10.0).times(3, 3)], []);
    assert!(ledger.entries().is_empty() && ledger.postings().is_empty(), "{:?}", moved(&ledger));
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    assert_eq!((&one.why, one.rows), (&Refusal::MarketNotCovered, 3));
    assert_eq!(one.behind, Behind::Rows(RowRef { file: 0, row: 2 }, 0));
    assert_eq!((ledger.rows().accepted, ledger.rows().rejected), (0, 3));
}

#[test]
fn a_purchase_whose_contract_does_not_fit_is_out_of_both_books() {
    // The supplier's factor is per tonne: kilowatt-hours do not reach it.
    let steam = factor("contract", "purchased_electricity/solar", "TH", "t", &[("CO2", 1.0)]).of_kind(Kind::Supplier);
    let ledger =
        book(None, &[Kind::Average]).with_own([steam]).posted([rows(0, "purchased_electricity/solar", 1.0, "kWh")], []);
    assert!(ledger.entries().is_empty(), "{:?}", moved(&ledger));
    assert_eq!(ledger.unresolved().len(), 1);
}

#[test]
fn a_purchase_too_large_for_one_book_is_out_of_both() {
    // 1e98 MWh are 1e101 kWh by location, and fit a contract per GWh.
    let per_gwh = factor("contract", GRID, "TH", "GWh", &[("CO2", 1.0)]).of_kind(Kind::Supplier);
    let huge = rows(0, GRID, 1e98, "MWh");
    let ledger = book(None, &[Kind::Average]).with_own([per_gwh]).posted([huge.clone()], []);
    assert!(ledger.entries().is_empty(), "{:?}", moved(&ledger));
    assert_eq!(ledger.unresolved().iter().map(|u| &u.why).collect::<Vec<_>>(), [&Refusal::TooLarge]);

    // 1e93 GWh are 1e99 kWh by location, and 3.6e105 J by the contract.
    let per_joule = factor("contract", GRID, "TH", "J", &[("CO2", 1.0)]).of_kind(Kind::Supplier);
    let ledger = book(None, &[Kind::Average]).with_own([per_joule]).posted([rows(0, GRID, 1e93, "GWh")], []);
    assert!(ledger.entries().is_empty(), "{:?}", moved(&ledger));
    assert_eq!(ledger.unresolved().iter().map(|u| &u.why).collect::<Vec<_>>(), [&Refusal::TooLarge]);
}

#[test]
fn steam_takes_its_suppliers_factor_in_both_books() {
    let ledger = Made::new(Some(MarketFallback::Error)).posted([rows(0, "purchased_steam/UTIL", 10.0, "GJ")], []);
    // 10 GJ × 70.
    assert_eq!(by_book(&ledger), [(LocationBased, 700.0), (MarketBased, 700.0)]);
    assert!(ledger.by_location().is_empty());
}

/// 90 kg of CO2e that a supplier states for a delivery in January.
fn reported(code: &str, category: Category) -> Calculation {
    let january = Period::new(year().start(), crate::ledger::fixture::day(2024, 1, 31)).unwrap();
    let co2e = Gas::parse("CO2e:AR5").expect("a gas");
    calculation("F1", january, vec![Outcome::of_gas(code.into(), category, co2e, 90.0)])
}

#[test]
fn co2e_that_a_supplier_reports_of_steam_is_in_both_books_whatever_the_fallback() {
    for fallback in [None, Some(MarketFallback::Location), Some(MarketFallback::Error)] {
        let ledger = book(fallback, &[]).posted([], [reported("purchased_steam/UTIL", Category::PurchasedSteam)]);
        assert_eq!(by_book(&ledger), [(LocationBased, 90.0), (MarketBased, 90.0)], "{fallback:?}");
        assert!(ledger.uncovered().is_empty() && ledger.by_location().is_empty(), "{fallback:?}");
        assert!(ledger.postings().iter().all(|p| ledger.resolution(p).is_none()));
    }
}

#[test]
fn co2e_that_a_supplier_reports_of_electricity_is_no_contract() {
    let electricity = || reported("purchased_electricity/UTIL", Category::PurchasedElectricity);
    for fallback in [None, Some(MarketFallback::ResidualMix)] {
        let ledger = book(fallback, &[]).posted([], [electricity()]);
        assert_eq!(by_book(&ledger), [(LocationBased, 90.0)], "{fallback:?}");
        assert_eq!(quantities(&ledger, ledger.uncovered()), [90.0], "{fallback:?}");
    }

    let ledger = book(Some(MarketFallback::Location), &[]).posted([], [electricity()]);
    assert_eq!(by_book(&ledger), [(LocationBased, 90.0), (MarketBased, 90.0)]);
    assert!(ledger.uncovered().is_empty());
    assert_eq!(ledger.by_location(), [ledger.entries()[1].posting]);

    let ledger = book(Some(MarketFallback::Error), &[]).posted([], [electricity()]);
    assert!(ledger.entries().is_empty());
    assert_eq!(ledger.unresolved()[0].why, Refusal::MarketNotCovered);
    assert_eq!(ledger.unresolved()[0].behind, Behind::Calculation(0));
    assert_eq!(ledger.rows().rejected, 0);
}

#[test]
fn an_infinite_mass_that_a_supplier_reports_is_refused() {
    let mut steam = reported("purchased_steam/UTIL", Category::PurchasedSteam);
    steam.results = vec![Outcome::of_gas("purchased_steam/UTIL".into(), Category::PurchasedSteam, Gas::CO2, f64::NAN)];
    let ledger = book(None, &[]).posted([], [steam]);
    assert!(ledger.entries().is_empty());
    assert_eq!(ledger.unresolved()[0].why, Refusal::TooLarge);
}

#[test]
fn the_two_books_of_a_purchase_are_of_the_same_quantity() {
    let ledger = book(Some(MarketFallback::Location), &[Kind::Average]).posted([power(10.0), power(20.0)], []);
    let [a, b, c, d]: [Posting; 4] = ledger.postings().try_into().expect("two books each");
    assert!(a.is_same_quantity(&b) && c.is_same_quantity(&d));
    assert!(!a.is_same_quantity(&c) && !b.is_same_quantity(&d));
}
