//! Conversions by hand. A kilogram of the test fuel is 40 MJ net and 50 MJ gross, a litre is 0.8 kg, and a cubic metre
//! of gas is 0.5 kg.

use super::super::super::fixture::{factor, fuel};
use super::*;
use crate::factor::{FactorSet, FuelTable};
use crate::period::Day;
use crate::quantity::HeatBasis;
use crate::quantity::Unit;
use HeatBasis::{Gross, Net};
use approx::assert_relative_eq;

const FUEL: &str = "stationary_combustion/test_fuel";

fn unit(symbol: &str) -> Unit {
    Unit::parse(symbol).expect("a unit")
}

fn query(activity: &'static str, symbol: &str, basis: Option<HeatBasis>) -> Query<'static> {
    Query {
        activity,
        category: crate::activity::category_of(activity).expect("a group"),
        unit: unit(symbol),
        month: Day::from_ymd(2024, 3, 1).expect("a day").month(),
        factor_id: None,
        basis,
        co2: Co2::Counted,
        region: None,
    }
}

fn per(symbol: &str, basis: Option<HeatBasis>) -> EmissionFactor {
    let mut per = factor("per", FUEL, "TH", symbol, &[("CO2", 1.0)]);
    per.basis = basis;
    per
}

fn known() -> FuelProperties {
    FuelProperties {
        net_mj_per_kg: Some(40.0),
        gross_mj_per_kg: Some(50.0),
        kg_per_litre: Some(0.8),
        kg_per_m3: Some(0.5),
        ..fuel("test_fuel", "GLOBAL")
    }
}

fn of(query: Query<'_>, factor: &EmissionFactor, fuels: &[FuelProperties]) -> Result<Chain, ResolveError> {
    let (factors, fuels) = (FactorSet::new(), FuelTable::new(fuels.to_vec()));
    chain(query, factor, Choices { factors: &factors, fuels: &fuels, regions: &["TH", "GLOBAL"] })
}

/// The properties a chain needed.
fn said(chain: &Chain) -> Vec<String> {
    let one = |(property, value): &(Property, f64)| format!("{:?} {value} {}", property.kind(), property.unit());
    chain.properties.iter().map(|used| used.values.iter().map(one).collect::<Vec<_>>().join(", ")).collect()
}

/// How many units of the factor one unit of the quantity equals.
fn converted((from, of_quantity): (&str, Option<HeatBasis>), (to, of_factor): (&str, Option<HeatBasis>)) -> f64 {
    let chain = of(query(FUEL, from, of_quantity), &per(to, of_factor), &[known()]).expect("a way");
    assert_relative_eq!(chain.apply(3.0), 3.0 * chain.factor(), max_relative = 1e-15);
    chain.factor()
}

#[test]
fn units_of_one_dimension_need_no_property() {
    for (from, to, by_hand) in [("MWh", "GJ", 3.6), ("GJ", "TJ", 0.001), ("TJ", "GJ", 1_000.0)] {
        let chain = of(query(FUEL, from, Some(Net)), &per(to, Some(Net)), &[]).unwrap();
        assert_relative_eq!(chain.factor(), by_hand, max_relative = 1e-15);
        assert!(chain.properties.is_empty());
    }
    assert_relative_eq!(converted(("kt", None), ("t", None)), 1_000.0);
    // A factor that states no basis accepts any.
    assert_relative_eq!(converted(("GJ", Some(Gross)), ("MJ", None)), 1_000.0);
    assert_relative_eq!(converted(("GJ", None), ("MJ", None)), 1_000.0);
}

#[test]
fn gross_becomes_net_by_the_two_values_of_one_row() {
    assert_relative_eq!(converted(("GJ", Some(Gross)), ("GJ", Some(Net))), 0.8, max_relative = 1e-15);
    assert_relative_eq!(converted(("GJ", Some(Net)), ("GJ", Some(Gross))), 1.25, max_relative = 1e-15);
    assert_relative_eq!(converted(("MWh", Some(Gross)), ("TJ", Some(Net))), 0.002_88, max_relative = 1e-15);
    let chain = of(query(FUEL, "GJ", Some(Gross)), &per("GJ", Some(Net)), &[known()]).unwrap();
    assert_eq!(said(&chain), ["NetCalorificValue 40 MJ/kg, GrossCalorificValue 50 MJ/kg"]);
    assert_eq!(&*chain.properties[0].row.source, "IPCC 2006, Vol. 2, Table 1.2");
}

#[test]
fn a_mass_becomes_an_energy_by_the_calorific_value_of_its_basis() {
    // 1,000 kg × 40 or 50 MJ.
    assert_relative_eq!(converted(("t", None), ("TJ", Some(Net))), 0.04, max_relative = 1e-15);
    assert_relative_eq!(converted(("t", None), ("TJ", Some(Gross))), 0.05, max_relative = 1e-15);
    // 1 MJ is 1/40 or 1/50 kg.
    assert_relative_eq!(converted(("GJ", Some(Net)), ("t", None)), 0.025, max_relative = 1e-15);
    assert_relative_eq!(converted(("GJ", Some(Gross)), ("t", None)), 0.02, max_relative = 1e-15);
}

#[test]
fn a_volume_goes_by_its_density_and_the_calorific_value() {
    // 0.8 kg × 40 MJ.
    assert_relative_eq!(converted(("L", None), ("MJ", Some(Net))), 32.0, max_relative = 1e-15);
    // 1 GJ is 25 kg, 31.25 L.
    assert_relative_eq!(converted(("GJ", Some(Net)), ("kL", None)), 0.031_25, max_relative = 1e-15);
    assert_relative_eq!(converted(("kL", None), ("t", None)), 0.8, max_relative = 1e-15);
    assert_relative_eq!(converted(("t", None), ("L", None)), 1_250.0, max_relative = 1e-15);
    let chain = of(query(FUEL, "L", None), &per("MJ", Some(Net)), &[known()]).unwrap();
    assert_eq!(said(&chain), ["Density 0.8 kg/L", "NetCalorificValue 40 MJ/kg"]);
}

#[test]
fn a_volume_of_gas_goes_by_the_density_of_the_gas() {
    // 0.5 kg × 50 MJ.
    assert_relative_eq!(converted(("Nm3", None), ("MJ", Some(Gross))), 25.0, max_relative = 1e-15);
    assert_relative_eq!(converted(("kNm3", None), ("t", None)), 0.5, max_relative = 1e-15);
    // 1,055.055 852 62 MJ / 50 / 0.5.
    assert_relative_eq!(converted(("MMBtu", Some(Gross)), ("Nm3", None)), 42.202_234_104_8, max_relative = 1e-14);
    let chain = of(query(FUEL, "Nm3", None), &per("MJ", Some(Gross)), &[known()]).unwrap();
    assert_eq!(said(&chain), ["Density 0.5 kg/Nm3", "GrossCalorificValue 50 MJ/kg"]);
}

#[test]
fn a_property_that_is_missing_is_an_error_that_names_the_fuel() {
    type Without = fn(&mut FuelProperties);
    type UnitOnBasis = (&'static str, Option<HeatBasis>);
    let cases: [(Without, UnitOnBasis, UnitOnBasis); 6] = [
        (|p| p.net_mj_per_kg = None, ("t", None), ("GJ", Some(Net))),
        (|p| p.gross_mj_per_kg = None, ("GJ", Some(Gross)), ("t", None)),
        (|p| p.kg_per_litre = None, ("L", None), ("t", None)),
        (|p| p.kg_per_m3 = None, ("t", None), ("Nm3", None)),
        (|p| p.net_mj_per_kg = None, ("GJ", Some(Gross)), ("GJ", Some(Net))),
        (|p| p.gross_mj_per_kg = None, ("GJ", Some(Net)), ("GJ", Some(Gross))),
    ];
    for (without, (from, of_quantity), (to, of_factor)) in cases {
        let mut fuel = known();
        without(&mut fuel);
        let refused = of(query(FUEL, from, of_quantity), &per(to, of_factor), &[fuel]).unwrap_err();
        let source = ConvertError { from: unit(from), to: unit(to) };
        let fuel = Some("test_fuel".to_owned());
        assert_eq!(
            refused,
            ResolveError::CannotConvert { source, factor: "per".into(), fuel, basis: of_quantity },
            "{from} {to}"
        );
    }
}

#[test]
fn the_two_calorific_values_are_never_of_two_analyses() {
    let net = FuelProperties { gross_mj_per_kg: None, ..known() };
    let gross = FuelProperties { net_mj_per_kg: None, ..known() };
    let both = FuelProperties { net_mj_per_kg: Some(30.0), gross_mj_per_kg: Some(40.0), ..known() };
    let (quantity, factor) = (query(FUEL, "GJ", Some(Gross)), per("GJ", Some(Net)));
    assert!(of(quantity, &factor, &[net.clone(), gross.clone()]).is_err());
    let chain = of(quantity, &factor, &[net, gross, both]).unwrap();
    assert_relative_eq!(chain.factor(), 0.75, max_relative = 1e-15);
}

#[test]
fn an_energy_of_fuel_without_net_or_gross_is_refused() {
    let unknown = ResolveError::BasisUnknown { activity: FUEL.into(), unit: "GJ" };
    assert_eq!(of(query(FUEL, "GJ", None), &per("GJ", Some(Net)), &[known()]), Err(unknown.clone()));
    assert_eq!(of(query(FUEL, "GJ", None), &per("t", None), &[known()]), Err(unknown));
    // A mass cannot be converted to a factor per energy that states no basis.
    let refused = of(query(FUEL, "t", None), &per("GJ", None), &[known()]).unwrap_err();
    assert!(matches!(refused, ResolveError::CannotConvert { .. }));
}

#[test]
fn what_is_no_fuel_has_no_way_between_dimensions() {
    const STEAM: &str = "purchased_steam/UTIL";
    let refused = of(query(STEAM, "GJ", None), &per("t", None), &[known()]).unwrap_err();
    assert!(matches!(refused, ResolveError::CannotConvert { fuel: None, .. }), "{refused}");
    let refused = of(query(STEAM, "GJ", Some(Gross)), &per("GJ", Some(Net)), &[known()]).unwrap_err();
    assert!(matches!(refused, ResolveError::CannotConvert { fuel: None, .. }), "{refused}");
    // The factor needs the basis, even if the quantity is not of a fuel.
    let refused = of(query(STEAM, "GJ", None), &per("GJ", Some(Net)), &[known()]).unwrap_err();
    assert!(matches!(refused, ResolveError::BasisUnknown { .. }), "{refused}");
}

#[test]
fn a_dimension_that_no_property_connects_is_refused() {
    for (from, to) in [("THB", "t"), ("t", "THB"), ("THB", "USD"), ("km", "L")] {
        let refused = of(query(FUEL, from, None), &per(to, None), &[known()]).unwrap_err();
        assert!(matches!(refused, ResolveError::CannotConvert { .. }), "{from} {to}");
    }
}

#[test]
fn the_nearest_region_gives_the_property() {
    let near = FuelProperties { net_mj_per_kg: Some(42.0), kg_per_litre: None, ..fuel("test_fuel", "TH") };
    let other = FuelProperties { net_mj_per_kg: Some(1.0), ..fuel("another", "TH") };
    let far = FuelProperties { net_mj_per_kg: Some(2.0), ..fuel("test_fuel", "JP") };
    let chain = of(query(FUEL, "L", None), &per("MJ", Some(Net)), &[other, far, known(), near]).unwrap();
    // The density that holds everywhere, 0.8 kg, and the calorific value of TH.
    assert_relative_eq!(chain.factor(), 33.6, max_relative = 1e-15);
}

#[test]
fn where_the_method_gives_the_co2_a_factor_of_co2e_alone_is_refused() {
    let given = Query { co2: Co2::GivenByMethod, ..query(FUEL, "t", None) };
    let only_co2e = factor("per", FUEL, "TH", "t", &[("N2O", 1.0), ("CO2e:AR5", 3.0)]);
    assert_eq!(of(given, &only_co2e, &[]), Err(ResolveError::OnlyCo2e { id: "per".into() }));
    assert!(of(given, &per("t", None), &[]).is_ok());
    assert!(of(query(FUEL, "t", None), &only_co2e, &[]).is_ok());
}
