use super::super::fixture::{A, AR6, B, C, WASTE, X, book, coal, inventory, ledger, power, reading, steam, valued};
use super::*;
use crate::inventory::NotReported;
use crate::ledger::fixture::{Made, rows};
use crate::quantity::{CombustionMethane, GwpSet};
use crate::scope::{Category, LedgerBook, Scope, Scope2Method};

/// Kilograms of CO2e of Scope 1.
fn scope1(statement: &Statement) -> Result<f64, NotReported> {
    statement.scope1().map(|figure| figure.co2e().as_kilograms())
}

fn by_location(statement: &Statement) -> Result<f64, NotReported> {
    statement.scope2(Scope2Method::LocationBased).map(|figure| figure.co2e().as_kilograms())
}

/// Sites and shares of a statement.
fn shares(statement: &Statement) -> Vec<(&str, f64)> {
    statement.sites().iter().map(|site| (site.site.as_str(), site.share)).collect()
}

/// 10, 20, 40 and 80 t of coal.
fn burnt() -> [crate::ledger::fixture::Rows; 4] {
    [coal(A, 10.0), coal(B, 20.0), coal(C, 40.0), coal(X, 80.0)]
}

#[test]
fn an_estate_counts_every_site_inside_the_fence_whole() {
    let read = inventory(&book(), Boundary::Estate, burnt());
    assert_eq!(shares(read.headline()), [("A", 1.0), ("B", 1.0), ("C", 1.0)]);
    // 70 t × (1,000 + 10 × 29.8).
    assert_eq!(scope1(read.headline()), Ok(90_860.0));
}

#[test]
fn operational_control_counts_the_sites_it_is_held_over() {
    let read = inventory(&book(), Boundary::OperationalControl, burnt());
    assert_eq!(shares(read.headline()), [("A", 1.0)]);
    // 10 t × 1,298.
    assert_eq!(scope1(read.headline()), Ok(12_980.0));
}

#[test]
fn financial_control_counts_the_sites_it_is_held_over() {
    let read = inventory(&book(), Boundary::FinancialControl, burnt());
    assert_eq!(shares(read.headline()), [("B", 1.0)]);
    // 20 t × 1,298.
    assert_eq!(scope1(read.headline()), Ok(25_960.0));
}

#[test]
fn equity_counts_each_site_by_its_share() {
    let read = inventory(&book(), Boundary::EquityShare, burnt());
    assert_eq!(shares(read.headline()), [("A", 0.4), ("B", 0.75)]);
    // 0.4 × 10 t + 0.75 × 20 t = 19 t × 1,298.
    assert_eq!(scope1(read.headline()), Ok(24_662.0));
    let [a, b] = read.headline().sites() else { panic!("two sites") };
    assert_eq!(a.scope1().map(|f| f.co2e().as_kilograms()), Ok(4.0 * 1_298.0));
    assert_eq!(b.scope1().map(|f| f.co2e().as_kilograms()), Ok(15.0 * 1_298.0));
    // Masses by the share too: 19 t × 1,000 and × 10.
    let figure = read.headline().scope1().unwrap();
    assert_eq!(figure.by_gas()[&Gas::CO2].as_kilograms().to_bits(), 19_000_f64.to_bits());
    assert_eq!(figure.by_gas()[&Gas::CH4_FOSSIL].as_kilograms().to_bits(), 190_f64.to_bits());
}

#[test]
fn a_site_of_which_nothing_is_owned_is_no_member() {
    let mut book = book();
    book.sites[0].equity_share = Some(0.0);
    let read = inventory(&book, Boundary::EquityShare, burnt());
    assert_eq!(shares(read.headline()), [("B", 0.75)]);
}

/// Boundary and estate of every statement.
fn covers(inventory: &Inventory) -> Vec<(Boundary, Option<&str>)> {
    inventory.statements().map(|s| (s.boundary, s.estate.as_ref().map(EstateId::as_str))).collect()
}

#[test]
fn further_boundaries_follow_the_headline_and_none_is_there_twice() {
    let book = book();
    let ledger = ledger(&book, burnt());
    let further = [Boundary::OperationalControl, Boundary::EquityShare, Boundary::OperationalControl];
    let read = read(&ledger, Reading { further: &further, ..reading(&book, Boundary::EquityShare) }).unwrap();
    let estate = Some("ESB");
    let by_hand = [(Boundary::EquityShare, estate), (Boundary::OperationalControl, estate), (Boundary::Estate, estate)];
    assert_eq!(covers(&read), by_hand);
    let figures: Vec<_> = read.statements().map(scope1).collect();
    assert_eq!(figures, [Ok(24_662.0), Ok(12_980.0), Ok(90_860.0)]);
}

#[test]
fn one_estate_has_one_statement() {
    assert_eq!(covers(&inventory(&book(), Boundary::Estate, burnt())), [(Boundary::Estate, Some("ESB"))]);
}

/// The same book, with B and X in an estate of their own.
fn two_estates() -> Made {
    let mut book = book();
    let mut other = book.estates[0].clone();
    other.id = "MTP".into();
    book.estates.push(other);
    (book.sites[1].estate, book.sites[3].estate) = ("MTP".into(), "MTP".into());
    book
}

#[test]
fn several_estates_have_a_statement_each_and_the_headline_is_of_all() {
    let read = inventory(&two_estates(), Boundary::Estate, burnt());
    let by_hand = [(Boundary::Estate, None), (Boundary::Estate, Some("ESB")), (Boundary::Estate, Some("MTP"))];
    assert_eq!(covers(&read), by_hand);
    // 70, 10 + 40 and 20 t × 1,298.
    let figures: Vec<_> = read.statements().map(scope1).collect();
    assert_eq!(figures, [Ok(90_860.0), Ok(64_900.0), Ok(25_960.0)]);
}

#[test]
fn an_organization_over_several_estates_has_the_whole_book_beside_its_own() {
    let read = inventory(&two_estates(), Boundary::EquityShare, burnt());
    let by_hand = [
        (Boundary::EquityShare, None),
        (Boundary::Estate, Some("ESB")),
        (Boundary::Estate, Some("MTP")),
        (Boundary::Estate, None),
    ];
    assert_eq!(covers(&read), by_hand);
}

#[test]
fn what_one_site_sells_another_is_in_the_estate_once() {
    // B burns 5 t, and sells A 100 GJ: 7,000 kg in A's Scope 2.
    let read = inventory(&book(), Boundary::Estate, [steam(A, 100.0), coal(B, 5.0)]);
    let estate = read.headline();
    assert_eq!(scope1(estate), Ok(6_490.0));
    for book in [LedgerBook::LocationBased, LedgerBook::MarketBased] {
        // The section was reported, and is exactly zero.
        let section = estate.category(Category::PurchasedSteam, book).unwrap();
        assert_eq!(section.co2e().as_kilograms().to_bits(), 0);
        assert_eq!(estate.sum_of_sites(Scope::Two, book).map(Co2eOf::kg), Some(7_000.0));
    }
    let sections: Vec<_> = estate
        .eliminations()
        .iter()
        .map(|e| (e.from_site.as_str(), e.to_site.as_str(), e.category, e.book, e.co2e().as_kilograms()))
        .collect();
    let by_hand = [LedgerBook::LocationBased, LedgerBook::MarketBased]
        .map(|book| ("B", "A", Category::PurchasedSteam, book, 7_000.0));
    assert_eq!(sections, by_hand);
    // The site still reports it.
    let a = &estate.sites()[0];
    assert_eq!(a.scope2(Scope2Method::LocationBased).map(|f| f.co2e().as_kilograms()), Ok(7_000.0));
}

/// Kilograms of a CO2e, where a closure would be longer.
trait Co2eOf {
    fn kg(self) -> f64;
}

impl Co2eOf for crate::quantity::Co2e {
    fn kg(self) -> f64 {
        self.as_kilograms()
    }
}

#[test]
fn the_sum_of_the_sites_less_the_eliminations_is_the_statement() {
    let bought = [steam(A, 100.0), power(A, 64.0), coal(B, 5.0), steam(C, 30.0).in_month(4), steam(C, 2.0)];
    let read = inventory(&book(), Boundary::Estate, bought);
    let estate = read.headline();
    let sites = estate.sum_of_sites(Scope::Two, LedgerBook::LocationBased).unwrap().kg();
    let eliminated: Vec<(&str, f64)> = estate
        .eliminations()
        .iter()
        .filter(|e| e.book == LedgerBook::LocationBased)
        .map(|e| (e.to_site.as_str(), e.co2e().kg()))
        .collect();
    // 132 GJ × 70 and 64 kWh × 0.5; 100 and 32 GJ of it are B's.
    assert_eq!(sites.to_bits(), 9_272_f64.to_bits());
    assert_eq!(eliminated, [("A", 7_000.0), ("C", 2_240.0)]);
    assert_eq!(by_location(estate), Ok(32.0));
}

#[test]
fn a_seller_without_emissions_of_its_own_is_repeated_by_nobody() {
    let read = inventory(&book(), Boundary::Estate, [steam(A, 100.0)]);
    assert!(read.headline().eliminations().is_empty());
    assert_eq!(by_location(read.headline()), Ok(7_000.0));
}

#[test]
fn a_seller_with_a_value_chain_alone_is_repeated_by_nobody() {
    let read = inventory(&book(), Boundary::Estate, [steam(A, 100.0), rows(B, WASTE, 1.0, "t")]);
    assert!(read.headline().eliminations().is_empty());
    assert_eq!(by_location(read.headline()), Ok(7_000.0));
}

#[test]
fn a_seller_that_only_buys_its_energy_is_repeated() {
    let read = inventory(&book(), Boundary::Estate, [steam(A, 100.0), power(B, 10.0)]);
    // B's 10 kWh × 0.5 stay.
    assert_eq!(by_location(read.headline()), Ok(5.0));
}

#[test]
fn a_seller_beyond_the_fence_is_repeated_by_nobody() {
    let bought = rows(A, "purchased_steam/B", 100.0, "GJ").sold_by("X");
    let read = inventory(&book(), Boundary::Estate, [bought, coal(X, 5.0)]);
    assert!(read.headline().eliminations().is_empty());
    assert_eq!(by_location(read.headline()), Ok(7_000.0));
}

#[test]
fn a_seller_of_another_estate_is_repeated_in_the_whole_book_alone() {
    let read = inventory(&two_estates(), Boundary::Estate, [steam(A, 100.0), coal(B, 5.0)]);
    let figures: Vec<_> = read.statements().map(by_location).collect();
    let what = "location-based Scope 2".to_owned();
    assert_eq!(figures, [Ok(0.0), Ok(7_000.0), Err(NotReported { what })]);
    assert_eq!(read.statements().map(|s| s.eliminations().len()).collect::<Vec<_>>(), [2, 0, 0]);
}

#[test]
fn a_site_cannot_repeat_itself() {
    let read = inventory(&book(), Boundary::Estate, [steam(B, 100.0), coal(B, 5.0)]);
    assert!(read.headline().eliminations().is_empty());
    assert_eq!(by_location(read.headline()), Ok(7_000.0));
}

#[test]
fn what_a_site_burns_is_its_own_whoever_is_named() {
    let read = inventory(&book(), Boundary::Estate, [coal(A, 10.0).sold_by("B"), coal(B, 5.0)]);
    assert!(read.headline().eliminations().is_empty());
    assert_eq!(scope1(read.headline()), Ok(15.0 * 1_298.0));
}

#[test]
fn a_value_chain_section_with_a_site_of_the_estate_is_in_the_estate_once() {
    // A's waste is burnt at B: 3 t × 20 kg, which B reports as its own.
    let treated = rows(A, WASTE, 3.0, "t").sold_by("B");
    let read = inventory(&book(), Boundary::Estate, [treated, rows(A, WASTE, 1.0, "t"), coal(B, 5.0)]);
    let category = Category::parse("c05").unwrap();
    let section = read.headline().category(category, LedgerBook::Main).unwrap();
    assert_eq!(section.co2e().kg().to_bits(), 20_f64.to_bits());
    let [one] = read.headline().eliminations() else { panic!("one section") };
    assert_eq!((one.category, one.book, one.co2e().kg()), (category, LedgerBook::Main, 60.0));
}

#[test]
fn organizational_boundaries_eliminate_nothing() {
    let bought = [steam(A, 100.0), coal(B, 5.0)];
    let read = inventory(&book(), Boundary::EquityShare, bought);
    assert!(read.headline().eliminations().is_empty());
    // 0.4 × 7,000.
    assert_eq!(by_location(read.headline()), Ok(2_800.0));
}

#[test]
fn a_section_bought_inside_the_fence_is_there_in_its_month() {
    let read = inventory(&book(), Boundary::Estate, [steam(A, 100.0).in_month(7), coal(B, 5.0)]);
    let estate = read.headline();
    let months: Vec<u8> = estate.months().map(Month::number).collect();
    assert_eq!(months, [3, 7]);
    let july = estate.months().nth(1).unwrap();
    let section = estate.in_month(july, Scope::Two, LedgerBook::LocationBased).unwrap();
    assert_eq!(section.co2e().kg().to_bits(), 0);
}

#[test]
fn months_have_their_own_figures() {
    let burnt = [coal(A, 1.0).in_month(1), coal(A, 2.0).in_month(5), coal(B, 4.0).in_month(5)];
    let read = inventory(&book(), Boundary::Estate, burnt);
    let estate = read.headline();
    let months: Vec<(String, f64)> = estate
        .months()
        .map(|m| (m.to_string(), estate.in_month(m, Scope::One, LedgerBook::Main).unwrap().co2e().kg()))
        .collect();
    assert_eq!(months, [("2024-01".to_owned(), 1_298.0), ("2024-05".to_owned(), 6.0 * 1_298.0)]);
    let january = estate.months().next().unwrap();
    assert!(estate.in_month(january, Scope::Two, LedgerBook::LocationBased).is_none());
    assert!(estate.in_month(january.next(), Scope::One, LedgerBook::Main).is_none());
}

#[test]
fn a_months_figures_take_the_share_of_the_site() {
    let read = inventory(&book(), Boundary::EquityShare, [coal(A, 10.0).in_month(5)]);
    let may = read.headline().months().next().unwrap();
    let figure = read.headline().in_month(may, Scope::One, LedgerBook::Main).unwrap();
    assert_eq!(figure.co2e().kg().to_bits(), (4.0_f64 * 1_298.0).to_bits());
}

#[test]
fn corrections_that_bring_a_mass_to_zero_leave_the_section_reported() {
    let read = inventory(&book(), Boundary::Estate, [coal(A, 10.0), coal(A, -10.0)]);
    assert_eq!(scope1(read.headline()), Ok(0.0));
    let gases = read.headline().scope1().unwrap();
    assert_eq!(gases.by_gas().keys().copied().collect::<Vec<_>>(), [Gas::CO2, Gas::CH4_FOSSIL]);
}

#[test]
fn what_follows_a_correction_to_zero_is_counted_once() {
    let read = inventory(&book(), Boundary::Estate, [coal(A, 10.0), coal(A, -10.0), coal(A, 3.0)]);
    assert_eq!(scope1(read.headline()), Ok(3.0 * 1_298.0));
}

#[test]
fn corrections_may_be_more_than_what_they_correct() {
    let read = inventory(&book(), Boundary::Estate, [coal(A, 10.0), coal(A, -12.0)]);
    assert_eq!(scope1(read.headline()), Ok(-2.0 * 1_298.0));
}

#[test]
fn methane_of_combustion_takes_the_value_the_book_says_and_that_of_leaks_does_not() {
    let of = |combustion_methane| {
        let given =
            [coal(A, 1.0), rows(A, "mobile_combustion/cng", 1.0, "t"), rows(A, "fugitive_emissions/CH4", 1.0, "kg")];
        let mobile = crate::ledger::fixture::factor("cng", "mobile_combustion/cng", "TH", "t", &[("CH4_fossil", 2.0)]);
        let read = valued(&book().with_own([mobile]), given, Valuation { combustion_methane, ..AR6 }).unwrap();
        let sections = read.headline().by_category().into_iter();
        sections.map(|(category, _, co2e)| (category, co2e.kg())).collect::<Vec<_>>()
    };
    let sections = [Category::StationaryCombustion, Category::MobileCombustion, Category::FugitiveEmissions];
    let by_hand = |kg: [f64; 3]| sections.into_iter().zip(kg).collect::<Vec<_>>();
    // 1,000 + 10 × 29.8 or 27; 2 × 29.8 or 27; 29.8 always.
    assert_eq!(of(CombustionMethane::Fossil), by_hand([1_298.0, 59.6, 29.8]));
    assert_eq!(of(CombustionMethane::NonFossil), by_hand([1_270.0, 54.0, 29.8]));
}

#[test]
fn another_set_of_potentials_changes_no_mass() {
    let read = |gwp| valued(&book(), burnt(), Valuation { gwp, ..AR6 }).unwrap();
    let figures = GwpSet::ALL.map(|gwp| read(gwp).headline().scope1().unwrap());
    let [ar4, ar5, ar6] = &figures;
    assert_eq!(ar4.by_gas(), ar6.by_gas());
    assert_eq!(ar5.by_gas(), ar6.by_gas());
    // 70 t × (1,000 + 10 × 25, 30, 29.8).
    let kg: Vec<f64> = figures.iter().map(|figure| figure.co2e().kg()).collect();
    assert_eq!(kg, [87_500.0, 91_000.0, 90_860.0]);
}

#[test]
fn gases_without_a_potential_are_reported_once_each_at_their_first_entry() {
    // AR4 has neither HFC-41 nor HFC-161; R-22 is outside the scopes anyway.
    let leak = |site, code| rows(site, code, 1.0, "kg");
    let given = [
        coal(A, 1.0),
        leak(A, "fugitive_emissions/HFC-41"),
        leak(A, "fugitive_emissions/HCFC-22"),
        leak(B, "fugitive_emissions/HFC-41"),
        leak(B, "fugitive_emissions/HFC-161"),
    ];
    let missing = valued(&book(), given.clone(), Valuation { gwp: GwpSet::Ar4, ..AR6 }).unwrap_err();
    let reported: Vec<(&str, usize)> = missing.iter().map(|unvalued| (unvalued.gas.name(), unvalued.entry)).collect();
    // Entries: CO2 and methane of the coal, then one for each leak.
    assert_eq!(reported, [("HFC-41", 2), ("HFC-161", 5)]);
    assert!(valued(&book(), given, AR6).is_ok());
}

#[test]
fn a_gas_outside_the_scopes_needs_no_potential() {
    let unknown = Gas::all().find(|gas| !gas.family().in_scopes() && GwpSet::Ar4.gwp(*gas).is_err()).unwrap();
    let leak = crate::ledger::fixture::factor("leak", "process_emissions/x", "TH", "kg", &[(unknown.name(), 1.0)]);
    let given = [rows(A, "process_emissions/x", 2.0, "kg")];
    let read = valued(&book().with_own([leak]), given, Valuation { gwp: GwpSet::Ar4, ..AR6 }).unwrap();
    assert_eq!(read.headline().outside_scopes()[&unknown].as_kilograms().to_bits(), 2_f64.to_bits());
    assert_eq!(scope1(read.headline()), Ok(0.0));
}

#[test]
fn sites_without_entries_are_in_no_statement() {
    let read = inventory(&book(), Boundary::Estate, [coal(C, 1.0)]);
    assert_eq!(shares(read.headline()), [("C", 1.0)]);
    assert_eq!(read.headline().estate.as_ref().map(EstateId::as_str), Some("ESB"));
}

#[test]
fn a_book_of_nothing_reports_nothing() {
    let read = inventory(&book(), Boundary::Estate, []);
    let estate = read.headline();
    assert!(scope1(estate).is_err() && by_location(estate).is_err() && estate.scope3_reported().is_err());
    assert!(estate.sites().is_empty() && estate.months().next().is_none() && estate.by_category().is_empty());
}

#[test]
fn sellers_are_found_whatever_the_order_of_the_sites() {
    let mut book = book();
    book.sites.reverse();
    // X, C, B, A: now A is the last.
    let read = inventory(&book, Boundary::Estate, [coal(2, 10.0), steam(3, 100.0)]);
    let [one, _] = read.headline().eliminations() else { panic!("one in each book") };
    assert_eq!((one.from_site.as_str(), one.to_site.as_str()), ("B", "A"));
    assert_eq!(by_location(read.headline()), Ok(0.0));
}
