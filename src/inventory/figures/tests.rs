use super::super::fixture::{
    A, AR6, B, C, WASTE, book, book_with, coal, inventory, ledger_with, power, reading, steam,
};
use super::super::{SiteStatement, Statement, read};
use super::*;
use crate::estate::Boundary;
use crate::ledger::fixture::{calculation, factor, rows, year};
use crate::method::Outcome;
use crate::scope::MarketFallback;

fn kg(figure: Result<Figure, NotReported>) -> Option<f64> {
    Some(figure.ok()?.co2e().as_kilograms())
}

fn by_market(figures: &Figures) -> Option<f64> {
    kg(figures.scope2(Scope2Method::MarketBased))
}

fn by_location(figures: &Figures) -> Option<f64> {
    kg(figures.scope2(Scope2Method::LocationBased))
}

/// Site A buys 10 kWh that nothing covers. B buys 100 GJ of steam, which its supplier's factor covers.
fn bought(boundary: Boundary) -> Statement {
    inventory(&book(), boundary, [power(A, 10.0), steam(A, 1.0), steam(C, 100.0), coal(C, 1.0)]).headline().clone()
}

#[test]
fn a_statement_with_a_purchase_that_nothing_covers_has_no_figure_by_market() {
    let estate = bought(Boundary::Estate);
    assert_eq!(by_location(&estate), Some(5.0 + 70.0 + 7_000.0));
    assert_eq!(by_market(&estate), None);
    let refused = estate.scope2(Scope2Method::MarketBased).unwrap_err();
    assert_eq!(refused.to_string(), "market-based Scope 2 was not reported");
    assert_eq!(estate.sum_of_sites(Scope::Two, LedgerBook::MarketBased), None);
    assert_eq!(
        estate.sum_of_sites(Scope::Two, LedgerBook::LocationBased).map(|co2e| co2e.as_kilograms()),
        Some(7_075.0)
    );
    assert!(estate.category(Category::PurchasedSteam, LedgerBook::MarketBased).is_err());
    let march = estate.months().next().unwrap();
    assert!(estate.in_month(march, Scope::Two, LedgerBook::MarketBased).is_none());
    assert!(estate.in_month(march, Scope::Two, LedgerBook::LocationBased).is_some());
}

#[test]
fn a_site_has_its_figure_by_market_where_its_own_purchases_are_covered() {
    let estate = bought(Boundary::Estate);
    let [a, c]: &[SiteStatement; 2] = estate.sites().try_into().unwrap();
    assert_eq!((by_market(a), by_location(a)), (None, Some(75.0)));
    assert_eq!((by_market(c), by_location(c)), (Some(7_000.0), Some(7_000.0)));
}

#[test]
fn a_statement_is_complete_where_its_own_members_are() {
    let mut book = book();
    (book.sites[0].operational_control, book.sites[2].operational_control) = (Some(false), Some(true));
    let given = [power(A, 10.0), steam(C, 100.0)];
    let control = inventory(&book, Boundary::OperationalControl, given).headline().clone();
    assert_eq!(by_market(&control), Some(7_000.0));
    assert_eq!(
        control.sum_of_sites(Scope::Two, LedgerBook::MarketBased).map(|co2e| co2e.as_kilograms()),
        Some(7_000.0)
    );
}

#[test]
fn a_fallback_to_the_location_makes_the_statement_complete() {
    let read = inventory(&book_with(Some(MarketFallback::Location)), Boundary::Estate, [power(A, 10.0)]);
    assert_eq!((by_market(read.headline()), by_location(read.headline())), (Some(5.0), Some(5.0)));
}

#[test]
fn sections_stand_in_the_order_of_statements_with_the_book_they_are_in() {
    let given = [rows(A, WASTE, 1.0, "t"), steam(A, 1.0), coal(B, 1.0), power(B, 10.0)];
    let book = book_with(Some(MarketFallback::Location));
    let estate = inventory(&book, Boundary::Estate, given).headline().clone();
    let sections: Vec<_> =
        estate.by_category().into_iter().map(|(c, book, co2e)| (c.code(), book, co2e.as_kilograms())).collect();
    let (main, location, market) = (LedgerBook::Main, LedgerBook::LocationBased, LedgerBook::MarketBased);
    let by_hand = [
        ("stationary_combustion", main, 1_298.0),
        ("purchased_electricity", location, 5.0),
        ("purchased_electricity", market, 5.0),
        // B's steam is B's own coal.
        ("purchased_steam", location, 0.0),
        ("purchased_steam", market, 0.0),
        ("c05", main, 20.0),
    ];
    assert_eq!(sections, by_hand);
}

#[test]
fn an_incomplete_market_based_book_has_no_sections() {
    let books: Vec<LedgerBook> = bought(Boundary::Estate).by_category().into_iter().map(|(_, book, _)| book).collect();
    assert_eq!(books, [LedgerBook::Main, LedgerBook::LocationBased, LedgerBook::LocationBased]);
}

#[test]
fn each_scope_has_its_own_figure_and_what_is_not_reported_is_an_error() {
    let estate = inventory(&book(), Boundary::Estate, [rows(A, WASTE, 2.0, "t")]).headline().clone();
    assert_eq!(kg(estate.scope3_reported()), Some(40.0));
    assert_eq!(kg(estate.scope3(Scope3Category::WasteGeneratedInOperations)), Some(40.0));
    let said = [
        estate.scope1().unwrap_err().what,
        estate.scope2(Scope2Method::LocationBased).unwrap_err().what,
        estate.scope3(Scope3Category::CapitalGoods).unwrap_err().what,
    ];
    assert_eq!(said, ["Scope 1", "location-based Scope 2", "`c02`"]);
    let estate = inventory(&book(), Boundary::Estate, [coal(A, 1.0)]).headline().clone();
    assert_eq!(estate.scope3_reported().unwrap_err().what, "Scope 3");
}

#[test]
fn scope_3_is_the_sum_of_the_categories_reported() {
    let commuting = factor("bus", "c07/bus", "TH", "p.km", &[("CO2", 0.25)]);
    let given = [rows(A, WASTE, 2.0, "t"), rows(A, "c07/bus", 8.0, "p.km")];
    let estate = inventory(&book().with_own([commuting]), Boundary::Estate, given).headline().clone();
    // 2 t × 20 and 8 p.km × 0.25.
    assert_eq!(kg(estate.scope3_reported()), Some(42.0));
    assert_eq!(kg(estate.scope3(Scope3Category::EmployeeCommuting)), Some(2.0));
}

#[test]
fn co2_from_biomass_stands_beside_the_scopes() {
    let given = [rows(A, "stationary_combustion/rice_husk", 2.0, "t"), coal(B, 1.0)];
    let estate = inventory(&book(), Boundary::Estate, given).headline().clone();
    // 2 t × 1,200.
    assert_eq!(estate.biogenic_co2().map(GasMass::as_kilograms), Some(2_400.0));
    let figure = estate.scope1().unwrap();
    assert!(!figure.by_gas().contains_key(&Gas::CO2_BIOGENIC));
    // 2 t × (0.36 × 27 + 0.048 × 273) and the coal.
    approx::assert_relative_eq!(
        figure.co2e().as_kilograms(),
        2.0 * (0.36 * 27.0 + 0.048 * 273.0) + 1_298.0,
        max_relative = 1e-14
    );
    let coal_alone = inventory(&book(), Boundary::Estate, [coal(B, 1.0)]).headline().clone();
    assert_eq!(coal_alone.biogenic_co2(), None);
}

#[test]
fn co2_from_biomass_of_a_purchase_counts_once() {
    let chips = factor("chips", "purchased_heat/B", "TH", "GJ", &[("CO2_biogenic", 100.0)]);
    let estate = inventory(&book().with_own([chips]), Boundary::Estate, [rows(A, "purchased_heat/B", 3.0, "GJ")])
        .headline()
        .clone();
    assert_eq!(estate.biogenic_co2().map(GasMass::as_kilograms), Some(300.0));
    assert_eq!((by_location(&estate), by_market(&estate)), (Some(0.0), Some(0.0)));
}

#[test]
fn gases_outside_the_kyoto_basket_are_masses_without_worth() {
    let given = [rows(A, "fugitive_emissions/HCFC-22", 5.0, "kg"), rows(B, "fugitive_emissions/HCFC-22", 2.0, "kg")];
    let estate = inventory(&book(), Boundary::Estate, given).headline().clone();
    let r22 = Gas::parse("HCFC-22").unwrap();
    assert_eq!(
        estate.outside_scopes().into_iter().map(|(g, m)| (g, m.as_kilograms())).collect::<Vec<_>>(),
        [(r22, 7.0)]
    );
    assert_eq!(kg(estate.scope1()), Some(0.0));
    assert!(estate.scope1().unwrap().by_gas().is_empty());
    let biomass = inventory(&book(), Boundary::Estate, [rows(A, "stationary_combustion/rice_husk", 2.0, "t")]);
    assert!(biomass.headline().outside_scopes().is_empty());
}

#[test]
fn what_a_method_gives_is_summed_with_what_rows_do() {
    let book = book();
    let process = Outcome::of_gas("process_emissions/x".into(), Category::ProcessEmissions, Gas::N2O, 2.0);
    let ledger = ledger_with(&book, [coal(A, 1.0)], [calculation("A", year(), vec![process])]);
    let read = read(&ledger, reading(&book, Boundary::Estate)).unwrap();
    // 1,298 and 2 × 273.
    approx::assert_relative_eq!(kg(read.headline().scope1()).unwrap(), 1_844.0, max_relative = 1e-14);
    assert_eq!(read.headline().months().count(), 12);
}

#[test]
fn the_worth_of_a_mass_is_that_of_the_inventorys_valuation() {
    let read = inventory(&book(), Boundary::Estate, [coal(A, 1.0)]);
    assert_eq!(read.valuation(), AR6);
    let worth = |gas, kg| read.value(Category::FugitiveEmissions, gas, kg).as_kilograms();
    assert_eq!((worth(Gas::CH4_FOSSIL, 10.0), worth(Gas::CO2_BIOGENIC, 10.0)), (298.0, 0.0));
}
