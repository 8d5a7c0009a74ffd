use super::*;
use crate::activity::Quality;
use crate::ledger::HeldState;
use crate::ledger::fixture::{Made, calculation, day, rows, totals, year};
use crate::ledger::post;
use crate::method::TableRow;
use crate::period::Period;
use crate::place::Place;
use crate::scope::MarketFallback;
use approx::{assert_abs_diff_eq, assert_relative_eq};

const BURNT: &str = "air:scope1:stationary_combustion";

fn process(kg: f64) -> Outcome {
    Outcome::of_gas("process_emissions/lime".into(), Category::ProcessEmissions, Gas::CO2, kg)
}

fn husk(quantity: f64) -> crate::ledger::fixture::Rows {
    rows(0, "stationary_combustion/rice_husk", quantity, "t")
}

fn january_and_february() -> Period {
    Period::new(day(2024, 1, 1), day(2024, 2, 29)).expect("in order")
}

#[test]
fn for_every_gas_all_accounts_add_up_to_nothing() {
    let book = Made::new(Some(MarketFallback::Location));
    let reported = calculation("F2", year(), vec![process(1_234.5)]);
    let ledger = post(totals(), vec![reported], &book.context());
    let mut sums: BTreeMap<Gas, f64> = BTreeMap::new();
    for ((_, gas), kg) in ledger.balances() {
        *sums.entry(gas).or_default() += kg;
    }
    assert!(sums.len() >= 8, "{sums:?}");
    for (gas, sum) in sums {
        assert_abs_diff_eq!(sum, 0.0, epsilon = 1e-9);
        assert!(ledger.entries().iter().any(|entry| entry.gas == gas), "{gas}");
    }
}

#[test]
fn an_accounts_balance_is_what_came_in_less_what_went_out() {
    let ledger = Made::new(Some(MarketFallback::Location)).ledger();
    let balances = ledger.balances();
    for (id, account) in ledger.accounts() {
        for gas in Gas::all() {
            let moved = |account_of: fn(&Entry) -> AccountId| -> f64 {
                ledger.entries().iter().filter(|e| e.gas == gas && account_of(e) == id).map(|e| e.kg).sum()
            };
            let (came, went) = (moved(|entry| entry.to), moved(|entry| entry.from));
            let balance = balances.get(&(id, gas)).copied();
            assert_abs_diff_eq!(balance.unwrap_or(0.0), came - went, epsilon = 1e-9);
            let sign = if matches!(account, Account::Air { .. }) { 1.0 } else { -1.0 };
            assert!(balance.is_none_or(|kg| kg * sign > 0.0), "{account}: {gas}");
        }
    }
}

#[test]
fn balances_of_the_fixture_are_as_by_hand() {
    let reported = calculation("F2", year(), vec![process(1_234.5)]);
    let ledger = post(totals(), vec![reported], &Made::new(None).context());
    let balances: BTreeMap<(String, &str), f64> = ledger
        .balances()
        .into_iter()
        .map(|((id, gas), kg)| ((ledger.account(id).unwrap().to_string(), gas.name()), kg))
        .collect();
    // 1,000 MMBtu gross of 1.05505585262 GJ, 48 net of 53.3333 gross.
    let gas_tj = 1_000.0 * 1.055_055_852_62e-3 * 48.0 / 53.333_3;
    let by_hand = [
        // 10 kg of R-410A: half HFC-32, half HFC-125.
        ("origin:F1:fugitive_emissions/R-410A", "air:scope1:fugitive_emissions", "HFC-32", 5.0),
        ("origin:F1:fugitive_emissions/R-410A", "air:scope1:fugitive_emissions", "HFC-125", 5.0),
        ("origin:F1:stationary_combustion/natural_gas", BURNT, "CO2", gas_tj * 56_100.0),
        ("origin:F1:stationary_combustion/natural_gas", BURNT, "CH4_fossil", gas_tj),
        ("origin:F1:stationary_combustion/natural_gas", BURNT, "N2O", gas_tj * 0.1),
        // 2 t of rice husk.
        (
            "origin:UTIL:stationary_combustion/rice_husk",
            "air:biogenic_co2:stationary_combustion",
            "CO2_biogenic",
            2_400.0,
        ),
        ("origin:UTIL:stationary_combustion/rice_husk", BURNT, "CH4_biogenic", 0.72),
        ("origin:UTIL:stationary_combustion/rice_husk", BURNT, "N2O", 0.096),
        ("origin:F2:process_emissions/lime", "air:scope1:process_emissions", "CO2", 1_234.5),
        // 18,250 kWh and 1.5 MWh × 0.475, which nothing covers by market.
        ("origin:outside:purchased_electricity/grid", "air:scope2_location:purchased_electricity", "CO2", 9_381.25),
        // 100 GJ × 70: steam leaves its origin in both books.
        ("origin:UTIL:purchased_steam/UTIL", "air:scope2_location:purchased_steam", "CO2", 7_000.0),
        ("origin:UTIL:purchased_steam/UTIL", "air:scope2_market:purchased_steam", "CO2", 7_000.0),
        // 5,000 t.km × 0.1.
        ("origin:outside:c04/road_freight_hgv", "air:scope3:c04", "CO2e:AR5", 500.0),
    ];
    let mut wanted: BTreeMap<(String, &str), f64> = BTreeMap::new();
    for (from, to, gas, kg) in by_hand {
        *wanted.entry((from.to_owned(), gas)).or_default() -= kg;
        *wanted.entry((to.to_owned(), gas)).or_default() += kg;
    }
    assert_eq!(balances.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>());
    for (account, kg) in wanted {
        assert_relative_eq!(balances[&account], kg, max_relative = 1e-14);
    }
}

#[test]
fn only_what_goes_to_the_air_reaches_a_category() {
    let mut ledger = Made::new(None).posted([husk(1.0)], []);
    let held = ledger.accounts.intern(Account::Held { owner: "F1".into(), state: HeldState::Captured });
    let entry = Entry { to: held, ..ledger.entries[0] };
    assert_eq!(ledger.reaches(&ledger.entries[0]), Some((Category::StationaryCombustion, LedgerBook::Main)));
    assert_eq!(ledger.reaches(&entry), None);
    assert_eq!(ledger.account(held), ledger.to(&entry));
}

#[test]
fn the_evidence_of_rows_is_the_file_and_the_first_and_last_row() {
    let ledger = Made::new(None).posted([husk(1.0).times(3, 3), husk(2.0).in_month(4).times(4, 1)], []);
    let evidence: Vec<_> = ledger.postings().iter().map(|posting| ledger.evidence(posting).unwrap()).collect();
    let file = "activities.csv";
    let by_hand = [
        Evidence { rows: 3, counted: 3, first: (file, 2), last: (file, 4) },
        Evidence { rows: 4, counted: 1, first: (file, 5), last: (file, 8) },
    ];
    assert_eq!(evidence, by_hand);
}

#[test]
fn the_rows_of_a_calculation_count_in_the_first_of_its_months() {
    let ledger = Made::new(None).posted([], [calculation("F1", january_and_february(), vec![process(1.0)])]);
    let evidence: Vec<_> = ledger.postings().iter().map(|posting| ledger.evidence(posting).unwrap()).collect();
    // The fixture's calculation rests on rows 5 and 3.
    let (first, last) = (("given.csv", 3), ("given.csv", 5));
    let by_hand = [2, 0].map(|counted| Evidence { rows: 2, counted, first, last });
    assert_eq!(evidence, by_hand);
}

#[test]
fn the_evidence_of_a_calculation_names_rows_that_exist_where_it_rests_on_two_tables() {
    let mut reported = calculation("F1", year(), vec![process(1.0)]);
    let row = |file: &str, row| TableRow { place: Place::file(file).at_line(row), cells: Vec::new() };
    reported.rows = vec![row("landfills.csv", 2), row("landfill_deposits.csv", 2), row("landfill_deposits.csv", 40)];
    let ledger = Made::new(None).posted([], [reported]);
    let evidence = ledger.evidence(&ledger.postings()[0]).unwrap();
    assert_eq!((evidence.first, evidence.last), (("landfill_deposits.csv", 2), ("landfills.csv", 2)));
}

#[test]
fn the_rows_of_a_calculation_that_began_before_the_book_count_in_the_books_first_month() {
    let period = Period::new(day(2023, 12, 1), day(2024, 2, 29)).unwrap();
    let ledger = Made::new(None).posted([], [calculation("F1", period, vec![process(1.0)])]);
    let counted: Vec<_> = ledger.postings().iter().map(|posting| ledger.evidence(posting).unwrap().counted).collect();
    assert_eq!(counted, [2, 0]);
}

#[test]
fn the_quality_of_rows_is_the_sums_they_came_with() {
    let quality = Quality { error: 0.5, assessed: 10.0, by_grade: [4.0, 0.0, 6.0, 0.0, 0.0] };
    let ledger = Made::new(None).posted([husk(10.0).of_quality(quality), husk(1.0).in_month(4)], []);
    let reported: Vec<_> = ledger.postings().iter().map(|posting| ledger.quality(posting)).collect();
    assert_eq!(reported, [Some(quality), None]);
}

#[test]
fn a_part_of_a_total_has_its_part_of_the_quality() {
    let quality = Quality { error: 0.5, assessed: 10.0, by_grade: [4.0, 0.0, 6.0, 0.0, 0.0] };
    let ledger = Made::new(None).posted([husk(10.0).of_quality(quality)], []);
    let quarter = Posting { quantity: 2.5, ..ledger.postings()[0] };
    let by_hand = Quality { error: 0.125, assessed: 2.5, by_grade: [1.0, 0.0, 1.5, 0.0, 0.0] };
    assert_eq!(ledger.quality(&quarter), Some(by_hand));
}

#[test]
fn the_percent_and_grade_of_a_calculation_hold_for_its_quantity() {
    let mut reported = calculation("F1", january_and_february(), vec![process(600.0)]);
    (reported.uncertainty_pct, reported.data_quality) = (Some(5.0), Some(3));
    let ledger = Made::new(None).posted([], [reported]);
    // 31 and 29 of 60 days: 310 and 290 kg, 5 % of each, all of grade 3.
    for (posting, kg) in ledger.postings().iter().zip([310.0, 290.0]) {
        let quality = ledger.quality(posting).unwrap();
        assert_abs_diff_eq!(quality.error, kg * 0.05, epsilon = 1e-12);
        assert_abs_diff_eq!(quality.assessed, kg, epsilon = 1e-12);
        let of_grade_3 = Quality { by_grade: [0.0, 0.0, posting.quantity, 0.0, 0.0], ..quality };
        assert_eq!(quality, of_grade_3);
    }
}

#[test]
fn a_calculation_may_say_one_of_the_two_or_nothing() {
    let january = || Period::new(day(2024, 1, 1), day(2024, 1, 31)).unwrap();
    let quality = |percent, grade| {
        let mut reported = calculation("F1", january(), vec![process(100.0)]);
        (reported.uncertainty_pct, reported.data_quality) = (percent, grade);
        let ledger = Made::new(None).posted([], [reported]);
        ledger.quality(&ledger.postings()[0])
    };
    assert_eq!(quality(None, None), None);
    let percent = Quality { error: 10.0, assessed: 100.0, by_grade: [0.0; 5] };
    assert_eq!(quality(Some(10.0), None), Some(percent));
    let metered = Quality { error: 0.0, assessed: 0.0, by_grade: [100.0, 0.0, 0.0, 0.0, 0.0] };
    assert_eq!(quality(None, Some(1)), Some(metered));
    let guess = Quality { by_grade: [0.0, 0.0, 0.0, 0.0, 100.0], ..metered };
    assert_eq!(quality(None, Some(5)), Some(guess));
}

#[test]
fn what_a_posting_is_of_is_read_from_its_rows_or_its_result() {
    let reported = calculation("F1", year(), vec![process(1.0)]);
    let burnt = rows(0, "stationary_combustion/natural_gas", 1.0, "MMBtu").on(HeatBasis::Gross);
    let ledger = Made::new(None).posted([burnt], [reported]);
    let (of_rows, of_method) = (&ledger.postings()[0], &ledger.postings()[1]);
    let subject = ledger.subject(of_rows).unwrap();
    assert_eq!(subject.activity.as_str(), "stationary_combustion/natural_gas");
    assert_eq!((subject.unit.symbol(), subject.basis), ("MMBtu", Some(HeatBasis::Gross)));
    let subject = ledger.subject(of_method).unwrap();
    assert_eq!((subject.activity.as_str(), subject.unit.symbol()), ("process_emissions/lime", "kg"));
    assert_eq!((subject.category, subject.co2), (Category::ProcessEmissions, Co2::Counted));
    assert!(ledger.total(of_rows).is_some() && ledger.calculation(of_rows).is_none());
    assert!(ledger.total(of_method).is_none() && ledger.calculation(of_method).is_some());
}

#[test]
fn every_quantity_is_stated_once_whether_posted_or_refused() {
    let power = rows(0, "purchased_electricity/grid", 3.0, "MWh");
    let lost = rows(1, "c05/landfill_mixed", 5.0, "t");
    let reported = calculation("UTIL", january_and_february(), vec![process(600.0)]);
    let ledger = Made::new(Some(MarketFallback::Location)).posted([power, husk(2.0), lost], [reported]);
    assert_eq!(ledger.unresolved().len(), 1, "there is no factor of the waste");
    let stated: Vec<_> = ledger
        .quantities()
        .map(|s| (s.site.unwrap().as_str(), s.activity.as_str(), s.month.number(), s.unit.symbol()))
        .collect();
    let by_hand = [
        // In two books, and one quantity.
        ("F1", "purchased_electricity/grid", 3, "MWh"),
        ("F1", "stationary_combustion/rice_husk", 3, "t"),
        ("F2", "c05/landfill_mixed", 3, "t"),
        ("UTIL", "process_emissions/lime", 1, "kg"),
        ("UTIL", "process_emissions/lime", 2, "kg"),
    ];
    assert_eq!(stated, by_hand);
    // 31 and 29 of 60 days.
    for (stated, quantity) in ledger.quantities().zip([3.0, 2.0, 5.0, 310.0, 290.0]) {
        assert_abs_diff_eq!(stated.quantity, quantity, epsilon = 1e-12);
    }
    let scopes: Vec<u8> = ledger.quantities().map(|s| s.category.scope().number()).collect();
    assert_eq!(scopes, [2, 1, 3, 1, 1]);
}
