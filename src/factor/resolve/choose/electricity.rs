//! Purchases of energy: the grid by the location-based method, the contract by the market-based method.

use super::super::super::fixture::factor;
use super::*;
use crate::factor::{FactorSet, FuelTable};
use crate::period::Day;
use crate::quantity::Unit;
use crate::scope::Category;

const SOLAR: &str = "purchased_electricity/solar";
const STEAM: &str = "purchased_steam/UTIL";

fn query(activity: &'static str, factor_id: Option<&'static str>) -> Query<'static> {
    Query {
        activity,
        category: crate::activity::category_of(activity).expect("a group"),
        unit: Unit::parse("kWh").expect("a unit"),
        month: Day::from_ymd(2024, 3, 1).expect("a day").month(),
        factor_id,
        basis: None,
        co2: Default::default(),
        region: None,
    }
}

fn per_kwh(id: &str, activity: &str, kind: Kind) -> EmissionFactor {
    factor(id, activity, "TH", "kWh", &[("CO2", 1.0)]).of_kind(kind)
}

/// Every kind of factor of the grid, a contract for solar power, a supplier's steam and an average of it.
fn factors() -> Vec<EmissionFactor> {
    vec![
        per_kwh("grid", GRID, Kind::Average),
        per_kwh("residual", GRID, Kind::ResidualMix),
        per_kwh("combined", GRID, Kind::CombinedMargin),
        per_kwh("operating", GRID, Kind::OperatingMargin),
        per_kwh("build", GRID, Kind::BuildMargin),
        per_kwh("ppa", SOLAR, Kind::Supplier),
        per_kwh("steam", STEAM, Kind::Supplier),
        per_kwh("steam-average", "purchased_steam/other", Kind::Average),
    ]
}

/// The factor that a method chooses from all but some; `None` where the market-based method finds none.
fn chosen(
    query: Query<'_>,
    without: &[&str],
    ask: impl Fn(Query<'_>, Choices<'_>) -> Option<Result<Resolution, ResolveError>>,
) -> Option<Result<String, ResolveError>> {
    let mut set = FactorSet::new();
    set.add(Layer::BuiltIn, factors().into_iter().filter(|factor| !without.contains(&factor.id.as_str())));
    let fuels = FuelTable::default();
    let found = ask(query, Choices { factors: &set, fuels: &fuels, regions: &["TH", "GLOBAL"] })?;
    Some(found.map(|resolution| resolution.factor.id.to_string()))
}

fn by_location(query: Query<'_>, without: &[&str]) -> Result<String, ResolveError> {
    chosen(query, without, |query, choices| Some(resolve(query, choices))).expect("an answer")
}

/// `-` where nothing covers the purchase.
fn by_market(query: Query<'_>, without: &[&str]) -> String {
    chosen(query, without, resolve_market).map_or_else(|| "-".to_owned(), |found| found.expect("no error"))
}

#[test]
fn by_location_all_electricity_is_of_the_grid() {
    for code in [GRID, SOLAR] {
        assert_eq!(by_location(query(code, None), &[]), Ok("grid".into()), "{code}");
        assert_eq!(by_location(query(code, None), &["grid"]), Ok("combined".into()), "{code}");
        assert_eq!(by_location(query(code, None), &["grid", "combined"]), Ok("operating".into()), "{code}");
    }
}

#[test]
fn a_residual_mix_or_a_build_margin_is_no_average_of_the_grid() {
    let without = ["grid", "combined", "operating"];
    let refused = by_location(query(GRID, None), &without).unwrap_err();
    assert!(matches!(refused, ResolveError::NoFactor { .. }));
}

#[test]
fn by_location_the_contract_that_a_row_names_is_of_the_grid() {
    for named in ["ppa", "residual"] {
        assert_eq!(by_location(query(SOLAR, Some(named)), &[]), Ok("grid".into()), "{named}");
    }
    // An average that the row names is taken.
    assert_eq!(by_location(query(SOLAR, Some("combined")), &[]), Ok("combined".into()));
    assert_eq!(by_location(query(GRID, Some("build")), &[]), Ok("build".into()));
}

#[test]
fn losses_of_the_grid_take_its_average_in_scope_3_too() {
    let lost = Query { category: Category::parse("c03").unwrap(), ..query(GRID, None) };
    assert_eq!(by_location(lost, &[]), Ok("grid".into()));
    // Never the supplier's, which comes after averages of kinds that are eligible.
    let mut set = FactorSet::new();
    set.add(Layer::BuiltIn, [per_kwh("own", GRID, Kind::Supplier)]);
    let choices = Choices { factors: &set, fuels: &FuelTable::default(), regions: &["TH"] };
    assert!(matches!(resolve(lost, choices), Err(ResolveError::NoFactor { .. })));
}

#[test]
fn steam_takes_its_suppliers_factor_by_both_methods() {
    assert_eq!(by_location(query(STEAM, None), &[]), Ok("steam".into()));
    assert_eq!(by_market(query(STEAM, None), &[]), "steam");
    // Never the residual mix of the grid.
    assert_eq!(by_market(query(STEAM, None), &["steam"]), "-");
}

#[test]
fn steam_of_which_there_is_only_an_average_takes_it_by_both_methods() {
    let other = query("purchased_steam/other", None);
    assert_eq!(by_location(other, &[]), Ok("steam-average".into()));
    assert_eq!(by_market(other, &[]), "steam-average");
}

#[test]
fn by_market_the_supplier_comes_before_the_residual_mix() {
    assert_eq!(by_market(query(SOLAR, None), &[]), "ppa");
    assert_eq!(by_market(query(SOLAR, None), &["ppa"]), "residual");
    assert_eq!(by_market(query(GRID, None), &[]), "residual");
}

#[test]
fn by_market_the_average_of_the_grid_is_no_contract() {
    assert_eq!(by_market(query(GRID, None), &["residual"]), "-");
    assert_eq!(by_market(query(SOLAR, None), &["residual", "ppa"]), "-");
    // Not where a row names it either.
    assert_eq!(by_market(query(GRID, Some("grid")), &["residual"]), "-");
    assert_eq!(by_market(query(GRID, Some("grid")), &[]), "residual");
}

#[test]
fn by_market_the_average_of_a_product_of_its_own_covers_it() {
    let mut set = FactorSet::new();
    set.add(Layer::Own, [per_kwh("solar", SOLAR, Kind::Average)]);
    let choices = Choices { factors: &set, fuels: &FuelTable::default(), regions: &["TH"] };
    let found = resolve_market(query(SOLAR, None), choices).unwrap().unwrap();
    assert_eq!(found.factor.id.as_str(), "solar");
}

#[test]
fn by_market_the_contract_that_a_row_names_is_taken() {
    assert_eq!(by_market(query(GRID, Some("residual")), &[]), "residual");
    assert_eq!(by_market(query(SOLAR, Some("ppa")), &[]), "ppa");
    assert_eq!(by_market(query(STEAM, Some("steam")), &[]), "steam");
    let other = query("purchased_steam/other", Some("steam-average"));
    assert_eq!(by_market(other, &[]), "steam-average");
}

#[test]
fn by_market_what_a_row_of_steam_names_must_be_there() {
    let named = chosen(query(STEAM, Some("nowhere")), &[], resolve_market).unwrap();
    assert!(matches!(named, Err(ResolveError::UnknownFactorId { .. })));
}

#[test]
fn by_market_a_contract_that_does_not_fit_is_an_error_and_not_passed_over() {
    let mut set = FactorSet::new();
    set.add(Layer::Own, [factor("ppa", SOLAR, "TH", "t", &[("CO2", 1.0)]).of_kind(Kind::Supplier)]);
    set.add(Layer::BuiltIn, [per_kwh("residual", GRID, Kind::ResidualMix)]);
    let choices = Choices { factors: &set, fuels: &FuelTable::default(), regions: &["TH"] };
    let found = resolve_market(query(SOLAR, None), choices).unwrap();
    assert!(matches!(found, Err(ResolveError::CannotConvert { factor, .. }) if factor == "ppa"));
}
