//! How a calculation is posted: shared out to months, through a factor or as a mass of gas.

use crate::factor::Co2;
use crate::factor::resolve::Reason;
use crate::ledger::fixture::{Made, calculation, day, factor, moved, rows};
use crate::ledger::{Basis, Behind, Ledger, Refusal, Unresolved};
use crate::method::{Calculation, Outcome, Quantity};
use crate::period::Period;
use crate::quantity::{Amount, Gas, HeatBasis, Unit};
use crate::scope::Category;

fn period((from_month, from): (i8, i8), (to_month, to): (i8, i8)) -> Period {
    Period::new(day(2024, from_month, from), day(2024, to_month, to)).expect("in order")
}

fn process(kg: f64) -> Outcome {
    Outcome::of_gas("process_emissions/lime".into(), Category::ProcessEmissions, Gas::CO2, kg)
}

fn amount(number: f64, unit: &str) -> Amount {
    Amount::new(number, Unit::parse(unit).expect("a unit"))
}

fn burnt(quantity: Quantity) -> Outcome {
    Outcome::of_quantity("stationary_combustion/own".into(), Category::StationaryCombustion, quantity)
}

fn posted(calculations: impl IntoIterator<Item = Calculation>) -> Ledger {
    let ledger = Made::new(None).posted([], calculations);
    assert!(ledger.unresolved().is_empty(), "{:?}", ledger.unresolved());
    ledger
}

/// Month and kilograms of every entry.
fn by_month(ledger: &Ledger) -> Vec<(u8, f64)> {
    ledger.entries().iter().map(|entry| (ledger.posting(entry).unwrap().month.number(), entry.kg)).collect()
}

#[test]
fn a_mass_of_gas_is_posted_as_the_method_gives_it() {
    let ledger = posted([calculation("F2", period((5, 1), (5, 31)), vec![process(4_400.0)])]);
    let origin = "F2: origin:F2:process_emissions/lime > air:scope1:process_emissions, CO2";
    assert_eq!(moved(&ledger), [(origin.to_owned(), 4_400.0)]);
    let posting = &ledger.postings()[0];
    assert_eq!(posting.basis, Basis::Method { calculation: 0, result: 0, resolution: None });
    assert!(ledger.resolution(posting).is_none() && ledger.total(posting).is_none());
    assert_eq!(posting.quantity.to_bits(), 4_400_f64.to_bits());
}

#[test]
fn results_are_shared_out_to_months_by_days() {
    // 22 January to 20 March: 10, 29 and 20 days of 59.
    let ledger = posted([calculation("F1", period((1, 22), (3, 20)), vec![process(590.0)])]);
    let months = by_month(&ledger);
    assert_eq!(months.iter().map(|(month, _)| *month).collect::<Vec<_>>(), [1, 2, 3]);
    for ((_, kg), by_hand) in months.iter().zip([100.0, 290.0, 200.0]) {
        approx::assert_relative_eq!(*kg, by_hand, max_relative = 1e-15);
    }
    for (entry, (_, kg)) in ledger.entries().iter().zip(&months) {
        assert_eq!(ledger.posting(entry).unwrap().quantity.to_bits(), kg.to_bits());
    }
}

#[test]
fn a_quantity_is_shared_out_as_a_mass_is() {
    // 59 t of husk in 59 days: 10, 29 and 20 t × 1,200.
    let husk = Quantity::new("stationary_combustion/rice_husk".into(), amount(59.0, "t"));
    let ledger = posted([calculation("F1", period((1, 22), (3, 20)), vec![burnt(husk)])]);
    let co2 = ledger.entries().iter().filter(|entry| entry.gas == Gas::CO2_BIOGENIC);
    for (entry, tonnes) in co2.zip([10.0, 29.0, 20.0]) {
        approx::assert_relative_eq!(ledger.posting(entry).unwrap().quantity, tonnes, max_relative = 1e-15);
        approx::assert_relative_eq!(entry.kg, 1_200.0 * tonnes, max_relative = 1e-15);
    }
    assert_eq!(ledger.postings().len(), 3);
}

#[test]
fn what_falls_outside_the_books_period_is_cut_off() {
    // 22 December to 10 January: 10 of 20 days are in the year.
    let over_new_year = Period::new(day(2023, 12, 22), day(2024, 1, 10)).unwrap();
    let ledger = posted([calculation("F1", over_new_year, vec![process(200.0)])]);
    assert_eq!(by_month(&ledger), [(1, 100.0)]);
    // And the other way round.
    let over_new_year = Period::new(day(2024, 12, 22), day(2025, 1, 10)).unwrap();
    assert_eq!(by_month(&posted([calculation("F1", over_new_year, vec![process(200.0)])])), [(12, 100.0)]);
    let before = Period::new(day(2023, 12, 1), day(2023, 12, 31)).unwrap();
    assert!(posted([calculation("F1", before, vec![process(200.0)])]).postings().is_empty());
}

#[test]
fn a_quantity_of_a_method_goes_through_the_factor_of_the_code_it_takes() {
    let quantity = Quantity::new("stationary_combustion/rice_husk".into(), amount(2.0, "t"));
    let ledger = posted([calculation("F1", period((3, 1), (3, 31)), vec![burnt(quantity)])]);
    // 2 t × 1,200, 0.36 and 0.048, under the code it is reported under.
    let origin = "F1: origin:F1:stationary_combustion/own > air";
    let by_hand = [
        (format!("{origin}:biogenic_co2:stationary_combustion, CO2_biogenic"), 2_400.0),
        (format!("{origin}:scope1:stationary_combustion, CH4_biogenic"), 0.72),
        (format!("{origin}:scope1:stationary_combustion, N2O"), 0.096),
    ];
    assert_eq!(moved(&ledger), by_hand);
    let posting = &ledger.postings()[0];
    assert_eq!(ledger.resolution(posting).unwrap().factor.id.as_str(), "husk");
    assert_eq!(ledger.subject(posting).unwrap().activity.as_str(), "stationary_combustion/own");
}

#[test]
fn where_the_method_gives_the_co2_that_of_the_factor_is_left_out() {
    for (code, gases) in [
        ("stationary_combustion/rice_husk", &[Gas::CH4_BIOGENIC, Gas::N2O]),
        ("stationary_combustion/natural_gas", &[Gas::CH4_FOSSIL, Gas::N2O]),
    ] {
        let unit = if code.ends_with("husk") { "t" } else { "TJ" };
        let mut quantity = Quantity::new(code.into(), amount(2.0, unit));
        (quantity.co2, quantity.basis) = (Co2::GivenByMethod, Some(HeatBasis::Net));
        let ledger = posted([calculation("F1", period((3, 1), (3, 31)), vec![burnt(quantity)])]);
        assert_eq!(ledger.entries().iter().map(|entry| entry.gas).collect::<Vec<_>>(), gases, "{code}");
        assert_eq!(ledger.subject(&ledger.postings()[0]).unwrap().co2, Co2::GivenByMethod);
    }
}

#[test]
fn a_method_names_the_basis_the_factor_and_the_region() {
    let take = |quantity: Quantity| {
        let far = factor("far", "stationary_combustion/natural_gas", "AU", "GJ", &[("CO2", 7.0)]);
        let named = factor("named", "stationary_combustion/natural_gas", "XX", "GJ", &[("CO2", 9.0)]);
        let mut book = Made::new(None);
        book.factors.add(crate::factor::Layer::BuiltIn, [far, named]);
        let ledger = book.posted([], [calculation("F1", period((3, 1), (3, 31)), vec![burnt(quantity)])]);
        assert!(ledger.unresolved().is_empty(), "{:?}", ledger.unresolved());
        (ledger.resolution(&ledger.postings()[0]).unwrap().reason.clone(), ledger.entries()[0].kg)
    };
    let gas = || Quantity::new("stationary_combustion/natural_gas".into(), amount(2.0, "GJ"));
    let net = Quantity { basis: Some(HeatBasis::Net), ..gas() };
    // 0.002 TJ × 56,100.
    assert_eq!(take(net.clone()), (Reason::Everywhere, 112.2));
    let gross = take(Quantity { basis: Some(HeatBasis::Gross), ..gas() }).1;
    approx::assert_relative_eq!(gross, 112.2 * 48.0 / 53.3333, max_relative = 1e-15);
    assert_eq!(
        take(Quantity { region: Some("AU-NSW".into()), ..net.clone() }),
        (Reason::RowsRegion("AU".into()), 14.0)
    );
    assert_eq!(take(Quantity { factor_id: Some("named".into()), ..net }), (Reason::NamedByRow, 18.0));
}

#[test]
fn each_result_is_posted_to_its_own_scope() {
    let freight = Outcome::new("c04/road_freight_hgv".into(), Category::parse("c04").unwrap(), amount(10.0, "t.km"));
    let ledger = posted([calculation("F1", period((3, 1), (3, 31)), vec![process(1.0), freight])]);
    let by_hand = [
        ("F1: origin:F1:process_emissions/lime > air:scope1:process_emissions, CO2".to_owned(), 1.0),
        // 10 t.km × 0.1.
        ("F1: origin:outside:c04/road_freight_hgv > air:scope3:c04, CO2e:AR5".to_owned(), 1.0),
    ];
    assert_eq!(moved(&ledger), by_hand);
    let results: Vec<Basis> = ledger.postings().iter().map(|posting| posting.basis).collect();
    assert!(matches!(results[0], Basis::Method { calculation: 0, result: 0, .. }));
    assert!(matches!(results[1], Basis::Method { calculation: 0, result: 1, .. }));
}

#[test]
fn a_calculation_of_no_site_is_refused_and_reported_once() {
    let of = |site: &str| calculation(site, period((3, 1), (4, 30)), vec![process(9.0)]);
    let ledger = Made::new(None).posted([], [of("F1"), of("nowhere")]);
    let refused = Unresolved { why: Refusal::UnknownSite("nowhere".into()), behind: Behind::Calculation(1), rows: 2 };
    assert_eq!(ledger.unresolved(), [refused]);
    assert_eq!(ledger.postings().len(), 2);
}

#[test]
fn a_site_of_no_estate_is_refused() {
    let mut book = Made::new(None);
    book.sites[0].estate = "elsewhere".into();
    let of_f1 = calculation("F1", period((3, 1), (3, 31)), vec![process(9.0)]);
    let ledger = book.posted([rows(0, "stationary_combustion/own", 5.0, "t").times(4, 4)], [of_f1]);
    let whys: Vec<_> = ledger.unresolved().iter().map(|u| (u.why.clone(), u.rows)).collect();
    assert_eq!(whys, [(Refusal::NoEstate, 6)]);
    assert_eq!((ledger.rows().accepted, ledger.rows().rejected), (0, 4));
    assert!(ledger.postings().is_empty());
}

#[test]
fn calculations_are_posted_at_their_sites() {
    let of = |site: &str, kg| calculation(site, period((3, 1), (3, 31)), vec![process(kg)]);
    let ledger = posted([of("UTIL", 3.0), of("F1", 1.0), of("F2", 2.0)]);
    let sites: Vec<(&str, f64)> = ledger
        .entries()
        .iter()
        .map(|entry| (ledger.site(ledger.posting(entry).unwrap()).unwrap().as_str(), entry.kg))
        .collect();
    assert_eq!(sites, [("F1", 1.0), ("F2", 2.0), ("UTIL", 3.0)]);
    let reported = ledger.calculation(ledger.posting(&ledger.entries()[0]).unwrap()).unwrap();
    assert_eq!(reported.site.as_str(), "F1");
}

#[test]
fn rows_of_a_calculation_that_is_refused_count_once() {
    // Two rows, refused in three months, for the same reason in each month's own words.
    let lost = burnt(Quantity::new("stationary_combustion/unknown".into(), amount(2.0, "t")));
    let ledger = Made::new(None).posted([], [calculation("F1", period((1, 1), (3, 31)), vec![lost])]);
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    assert_eq!(one.rows, 2);
}

#[test]
fn parts_of_a_result_are_the_same_quantity_only_in_their_month() {
    let ledger = posted([calculation("F1", period((1, 1), (2, 29)), vec![process(1.0), process(2.0)])]);
    let [jan, jan_other, feb, _] = ledger.postings() else { panic!("two months of two results") };
    assert!(jan.is_same_quantity(jan));
    assert!(!jan.is_same_quantity(feb), "another month");
    assert!(!jan.is_same_quantity(jan_other), "another result");
}
