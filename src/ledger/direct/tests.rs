use super::super::fixture::{Made, calculation, factor, moved, rows, year};
use super::super::{Behind, Unresolved};
use super::*;
use crate::activity::RowRef;
use crate::factor::resolve::ResolveError;
use crate::method::{Outcome, Quantity};
use crate::quantity::Gas;
use crate::quantity::{Amount, HeatBasis, Unit};
use crate::scope::Category;

const COAL: &str = "stationary_combustion/coal";

/// A book with coal that emits 1,000 kg a tonne.
fn book() -> Made {
    Made::new(None).with_own([factor("coal", COAL, "TH", "t", &[("CO2", 1_000.0)])])
}

/// The first row that has a problem, and how many have it.
fn reported(unresolved: &Unresolved) -> (Behind, u64) {
    (unresolved.behind, unresolved.rows)
}

fn at(row: u64, stream: u32) -> Behind {
    Behind::Rows(RowRef { file: 0, row }, stream)
}

#[test]
fn rows_without_a_factor_are_refused_and_the_others_posted() {
    let given = [rows(0, COAL, 1.0, "t"), rows(0, "c05/landfill_mixed", 1.0, "t").times(3, 3)];
    let ledger = book().posted(given, []);
    assert_eq!(moved(&ledger).len(), 1);
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    assert!(matches!(&one.why, Refusal::Resolve(ResolveError::NoFactor { activity, year: 2024, .. })
        if activity == "c05/landfill_mixed"));
    assert_eq!(reported(one), (at(3, 1), 3));
}

#[test]
fn refused_rows_leave_the_accepted_and_enter_the_rejected() {
    let given = [rows(0, COAL, 1.0, "t").times(5, 5), rows(0, "c05/landfill_mixed", 1.0, "t").times(3, 2)];
    let rows = book().posted(given, []).rows();
    // Of the three rows one counts in an earlier month.
    assert_eq!((rows.read, rows.accepted, rows.rejected), (7, 5, 2));
}

#[test]
fn two_factors_that_fit_equally_well_are_refused() {
    let other = factor("lignite", COAL, "TH", "t", &[("CO2", 900.0)]);
    let coal = factor("coal", COAL, "TH", "t", &[("CO2", 1_000.0)]);
    let ledger = Made::new(None).with_own([coal, other]).posted([rows(0, COAL, 1.0, "t")], []);
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    assert!(matches!(&one.why, Refusal::Resolve(ResolveError::Tie { first, second, .. })
        if (first.as_str(), second.as_str()) == ("coal", "lignite")));
    assert!(ledger.entries().is_empty());
}

#[test]
fn a_unit_that_cannot_reach_the_factors_is_refused() {
    let ledger = book().posted([rows(0, COAL, 1.0, "THB")], []);
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    assert!(matches!(&one.why, Refusal::Resolve(ResolveError::CannotConvert { .. })));
}

#[test]
fn a_quantity_that_is_infinite_after_conversion_is_too_large() {
    // 1e99 kt are 1e102 t; the books hold less than 1e100.
    let ledger = book().posted([rows(0, COAL, 1e99, "kt"), rows(0, COAL, 1.0, "t")], []);
    assert_eq!(moved(&ledger).len(), 1);
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    assert_eq!((&one.why, reported(one)), (&Refusal::TooLarge, (at(2, 0), 1)));
}

#[test]
fn a_mass_of_gas_that_no_number_can_hold_is_too_large() {
    // 1e98 t × 1,000 kg per t are 1e101 kg.
    let ledger = book().posted([rows(0, COAL, 1e98, "t")], []);
    assert!(ledger.entries().is_empty(), "{:?}", moved(&ledger));
    assert_eq!(ledger.unresolved().iter().map(|u| &u.why).collect::<Vec<_>>(), [&Refusal::TooLarge]);
}

#[test]
fn a_gas_of_a_method_that_no_number_can_hold_is_too_large_and_rejects_no_row() {
    let gas = |kg| Outcome::of_gas("process_emissions/x".into(), Category::ProcessEmissions, Gas::CO2, kg);
    let ledger = book().posted([], [calculation("F1", year(), vec![gas(f64::INFINITY)])]);
    let [one] = ledger.unresolved() else { panic!("{:?}", ledger.unresolved()) };
    // The two rows of the calculation are counted in its first month alone.
    assert_eq!((&one.why, reported(one)), (&Refusal::TooLarge, (Behind::Calculation(0), 2)));
    assert_eq!(ledger.rows().rejected, 0);
    assert!(ledger.entries().is_empty() && ledger.postings().is_empty());
}

#[test]
fn the_same_problem_is_reported_once_at_its_first_row() {
    let waste = |quantity| rows(1, "c05/landfill_mixed", quantity, "t");
    let other = rows(1, "c05/landfill_food", 1.0, "t");
    let ledger = book().posted([waste(1.0).times(2, 2), other, waste(2.0).times(4, 4)], []);
    let all: Vec<_> = ledger.unresolved().iter().map(reported).collect();
    assert_eq!(all, [(at(2, 0), 6), (at(4, 1), 1)]);
}

#[test]
fn a_problem_of_a_later_month_alone_is_still_a_rows() {
    let ledger = book().posted([rows(0, "c05/landfill_mixed", 1.0, "t").times(1, 0)], []);
    assert_eq!(reported(&ledger.unresolved()[0]), (at(2, 0), 1));
    assert_eq!(ledger.rows().rejected, 0);
}

#[test]
fn problems_stand_in_the_order_of_the_rows_those_of_methods_last() {
    let gas = Outcome::of_gas("process_emissions/x".into(), Category::ProcessEmissions, Gas::CO2, f64::INFINITY);
    // The purchase is refused in a later phase, and is the first row.
    let given = [rows(0, "purchased_heat/UTIL", 1.0, "GJ"), rows(0, "c05/landfill_mixed", 1.0, "t")];
    let ledger = book().posted(given, [calculation("F1", year(), vec![gas])]);
    let all: Vec<_> = ledger.unresolved().iter().map(|u| u.behind).collect();
    assert_eq!(all, [at(2, 0), at(3, 1), Behind::Calculation(0)]);
}

#[test]
fn a_problem_of_two_phases_is_reported_once() {
    // Losses of a grid without a factor, and power bought from it; then masses of both scopes that are too large for a
    // number.
    let losses = |amount| {
        let takes =
            Quantity::new("purchased_electricity/grid".into(), Amount::new(amount, Unit::parse("MWh").unwrap()));
        let scope3 = Category::parse("c03").expect("a category");
        calculation("F2", year(), vec![Outcome::of_quantity("c03/electricity_losses".into(), scope3, takes)])
    };
    let bought = rows(0, "purchased_electricity/grid", 1e98, "MWh").times(4, 4);
    let mut book = book();
    book.estates[0].grid = "MY".into();
    book.estates[0].country = "MY".into();
    let [one] = book.posted([bought.clone()], [losses(1.0)]).unresolved().to_vec().try_into().expect("one problem");
    assert!(matches!(&one.why, Refusal::Resolve(ResolveError::NoFactor { .. })));
    // The rows, and the two of the calculation.
    assert_eq!(reported(&one), (at(2, 0), 6));
    // 12e98 MWh are 1e98 and more in each month, and 1e101 kWh.
    let [one] = self::book().posted([bought], [losses(12e98)]).unresolved().to_vec().try_into().expect("one problem");
    assert_eq!((&one.why, reported(&one)), (&Refusal::TooLarge, (at(2, 0), 6)));
}

#[test]
fn what_a_site_of_no_estate_reports_has_no_regions_and_is_not_posted() {
    let mut book = book();
    book.sites[0].estate = "elsewhere".into();
    let ledger = book.posted([rows(0, COAL, 1.0, "t"), rows(1, COAL, 1.0, "t")], []);
    assert_eq!(ledger.entries().len(), 1);
    assert_eq!(ledger.site(&ledger.postings()[0]).unwrap().as_str(), "F2");
}

#[test]
fn rows_of_two_estates_take_the_factors_of_their_own_regions() {
    let mut book = Made::new(None);
    let mut other = book.estates[0].clone();
    (other.id, other.country, other.grid) = ("KUL".into(), "MY".into(), "MY".into());
    book.estates.push(other);
    book.sites[1].estate = "KUL".into();
    let [th, my] = [("TH", 1.0), ("MY", 2.0)].map(|(region, kg)| factor(region, COAL, region, "t", &[("CO2", kg)]));
    let ledger = book.with_own([th, my]).posted([rows(0, COAL, 1.0, "t"), rows(1, COAL, 1.0, "t")], []);
    let kg: Vec<f64> = ledger.entries().iter().map(|entry| entry.kg).collect();
    assert_eq!(kg, [1.0, 2.0]);
}

#[test]
fn one_question_has_one_answer_however_many_ask() {
    let meters = ["M-1", "M-2"].map(|meter| rows(0, COAL, 1.0, "t").read_from(meter));
    let ledger = book().posted(meters, []);
    let [one, other] = ledger.postings() else { panic!("two postings") };
    assert_eq!(one.basis.resolution(), other.basis.resolution());
    assert_ne!(one.dimensions, other.dimensions);
    // In another month it is another query.
    let months = [3, 4].map(|month| rows(0, COAL, 1.0, "t").in_month(month));
    let ledger = book().posted(months, []);
    let [one, other] = ledger.postings() else { panic!("two postings") };
    assert_ne!(one.basis.resolution(), other.basis.resolution());
}

#[test]
fn rows_that_name_a_factor_take_it_and_others_of_the_month_do_not() {
    let waste_coal = factor("waste-coal", COAL, "JP", "t", &[("CO2", 700.0)]);
    let book = book().with_own([waste_coal]);
    let ledger = book.posted([rows(0, COAL, 2.0, "t").with_factor("waste-coal"), rows(0, COAL, 2.0, "t")], []);
    assert_eq!(ledger.entries().iter().map(|entry| entry.kg).collect::<Vec<_>>(), [1_400.0, 2_000.0]);
}

#[test]
fn each_part_of_a_question_makes_it_another_question() {
    let book = Made::new(None).with_own([factor("coal", COAL, "TH", "t", &[("CO2", 1_000.0)])]);
    // The same number, in tonnes and kilotonnes.
    let ledger = book.posted([rows(0, COAL, 2.0, "t"), rows(0, COAL, 2.0, "kt")], []);
    assert_eq!(ledger.entries().iter().map(|entry| entry.kg).collect::<Vec<_>>(), [2_000.0, 2_000_000.0]);
    // Of the two bases of an energy, and of two activities.
    let gas = |basis| rows(0, "stationary_combustion/natural_gas", 1.0, "TJ").on(basis);
    let ledger = book.posted([gas(HeatBasis::Net), gas(HeatBasis::Gross), rows(0, COAL, 1.0, "t")], []);
    let co2: Vec<f64> = ledger.entries().iter().filter(|e| e.gas == Gas::CO2).map(|e| e.kg).collect();
    approx::assert_relative_eq!(co2[1], 56_100.0 * 48.0 / 53.3333, max_relative = 1e-15);
    assert_eq!((co2.first(), co2.last()), (Some(&56_100.0), Some(&1_000.0)));
}
