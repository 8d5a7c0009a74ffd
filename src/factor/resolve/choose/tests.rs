//! The order of precedence, step by step: in each test the loser would win by every later step.

use super::super::super::fixture::{factor, fuel};
use super::*;
use crate::activity::category_of;
use crate::factor::{FactorSet, FuelProperties, FuelTable};
use crate::period::Day;
use crate::quantity::{HeatBasis, Unit};

const WASTE: &str = "c05/landfill_mixed";
const GAS: &str = "stationary_combustion/test_gas";

const OWN: Layer = Layer::Own;
const BUILT_IN: Layer = Layer::BuiltIn;

/// A quantity of March 2024.
fn query(activity: &'static str, unit: &str) -> Query<'static> {
    Query {
        activity,
        category: category_of(activity).expect("a group"),
        unit: Unit::parse(unit).expect("a unit"),
        month: Day::from_ymd(2024, 3, 1).expect("a day").month(),
        factor_id: None,
        basis: None,
        co2: Default::default(),
        region: None,
    }
}

/// A factor of a tonne of waste.
fn waste(id: &str, region: &str) -> EmissionFactor {
    factor(id, WASTE, region, "t", &[("CO2", 1.0)])
}

fn choose(
    query: Query<'_>,
    sets: impl IntoIterator<Item = (Layer, EmissionFactor)>,
) -> Result<Resolution, ResolveError> {
    let mut factors = FactorSet::new();
    sets.into_iter().for_each(|(layer, factor)| factors.add(layer, [factor]));
    let gas = FuelProperties { net_mj_per_kg: Some(40.0), gross_mj_per_kg: Some(50.0), ..fuel("test_gas", "GLOBAL") };
    let fuels = FuelTable::new(vec![gas]);
    resolve(query, Choices { factors: &factors, fuels: &fuels, regions: &["TH", "ASEAN", "GLOBAL"] })
}

/// The id of the factor that wins.
fn winner(query: Query<'_>, sets: impl IntoIterator<Item = (Layer, EmissionFactor)>) -> String {
    choose(query, sets).expect("one fits").factor.id.to_string()
}

#[test]
fn the_factor_a_row_names_comes_before_the_books_own() {
    let named = Query { factor_id: Some("built-in"), ..query(WASTE, "t") };
    // Its region is not even the site's.
    let sets = [(OWN, waste("own", "TH")), (BUILT_IN, waste("built-in", "JP"))];
    let found = choose(named, sets).unwrap();
    assert_eq!((found.factor.id.as_str(), found.reason), ("built-in", Reason::NamedByRow));
}

#[test]
fn the_books_own_come_before_those_of_folders() {
    let sets =
        [(Layer::Given(0), waste("given", "TH")), (OWN, waste("own", "GLOBAL").valid("2020-01-01", "2020-12-31"))];
    assert_eq!(winner(query(WASTE, "t"), sets), "own");
}

#[test]
fn folders_come_in_the_order_given() {
    let sets = [(Layer::Given(1), waste("second", "TH")), (Layer::Given(0), waste("first", "GLOBAL"))];
    assert_eq!(winner(query(WASTE, "t"), sets), "first");
}

#[test]
fn folders_come_before_what_is_built_in() {
    let sets = [(BUILT_IN, waste("built-in", "TH")), (Layer::Given(7), waste("given", "GLOBAL"))];
    assert_eq!(winner(query(WASTE, "t"), sets), "given");
}

#[test]
fn the_nearest_region_comes_before_the_kind() {
    let far = waste("far", "ASEAN");
    let near = waste("near", "TH").of_kind(Kind::OperatingMargin).valid("2020-01-01", "2020-12-31");
    assert_eq!(winner(query(WASTE, "t"), [(BUILT_IN, far), (BUILT_IN, near)]), "near");
    let sets = [(BUILT_IN, waste("anywhere", "GLOBAL")), (BUILT_IN, waste("wider", "ASEAN"))];
    assert_eq!(winner(query(WASTE, "t"), sets), "wider");
}

#[test]
fn the_kind_an_inventory_prefers_comes_before_the_time() {
    for (preferred, other) in [(Kind::Average, Kind::CombinedMargin), (Kind::CombinedMargin, Kind::OperatingMargin)] {
        let old = waste("old", "TH").of_kind(preferred).valid("2020-01-01", "2020-12-31");
        let sets = [(BUILT_IN, waste("new", "TH").of_kind(other)), (BUILT_IN, old)];
        assert_eq!(winner(query(WASTE, "t"), sets), "old");
    }
}

#[test]
fn the_time_comes_before_the_unit() {
    // Per GJ gross it needs the fuel's calorific values, per GJ net it does not.
    let gas = |id, basis, from, to| {
        let mut gas = factor(id, GAS, "TH", "GJ", &[("CO2", 1.0)]).valid(from, to);
        gas.basis = Some(basis);
        gas
    };
    let net = Query { basis: Some(HeatBasis::Net), ..query(GAS, "GJ") };
    let earlier = gas("earlier", HeatBasis::Net, "2022-01-01", "2024-02-29");
    let in_time = gas("in time", HeatBasis::Gross, "2024-03-01", "2024-12-31");
    assert_eq!(winner(net, [(BUILT_IN, earlier), (BUILT_IN, in_time)]), "in time");
}

#[test]
fn of_earlier_factors_the_latest_wins() {
    let of = |year: &str| waste(year, "TH").valid(&format!("{year}-01-01"), &format!("{year}-12-31"));
    assert_eq!(winner(query(WASTE, "t"), ["2020", "2022", "2021"].map(|year| (BUILT_IN, of(year)))), "2022");
}

#[test]
fn of_two_valid_in_a_month_the_one_of_its_first_day_wins() {
    let until = waste("until the 10th", "TH").valid("2023-01-01", "2024-03-10");
    let from = waste("from the 11th", "TH").valid("2024-03-11", "2024-12-31");
    for sets in [[&until, &from], [&from, &until]] {
        assert_eq!(winner(query(WASTE, "t"), sets.map(|factor| (BUILT_IN, factor.clone()))), "until the 10th");
    }
    // Alone, the other will do: it holds for most of the month.
    let found = choose(query(WASTE, "t"), [(BUILT_IN, from)]).unwrap();
    assert_eq!((found.factor.id.as_str(), found.outdated), ("from the 11th", None));
}

#[test]
fn a_unit_that_needs_less_of_the_fuel_wins_over_the_order_of_the_sets() {
    let gas = |id, unit, basis| {
        let mut gas = factor(id, GAS, "TH", unit, &[("CO2", 1.0)]);
        gas.basis = basis;
        gas
    };
    let plain = || (BUILT_IN, gas("plain", "TJ", Some(HeatBasis::Net)));
    let other_basis = || (BUILT_IN, gas("other basis", "GJ", Some(HeatBasis::Gross)));
    let by_property = || (BUILT_IN, gas("by property", "t", None));
    let net = Query { basis: Some(HeatBasis::Net), ..query(GAS, "GJ") };
    assert_eq!(winner(net, [by_property(), other_basis(), plain()]), "plain");
    assert_eq!(winner(net, [by_property(), other_basis()]), "other basis");
    assert_eq!(winner(net, [by_property()]), "by property");
}

#[test]
fn of_equals_the_set_added_first_wins() {
    let sets = [(BUILT_IN, waste("first", "TH")), (BUILT_IN, waste("second", "TH"))];
    assert_eq!(winner(query(WASTE, "t"), sets), "first");
}

#[test]
fn two_of_one_set_that_fit_equally_well_are_a_tie() {
    let mut factors = FactorSet::new();
    factors.add(BUILT_IN, [waste("one", "TH"), waste("other", "TH"), waste("far", "GLOBAL")]);
    let choices = Choices { factors: &factors, fuels: &FuelTable::default(), regions: &["TH", "GLOBAL"] };
    let tie = ResolveError::Tie { activity: WASTE.into(), first: "one".into(), second: "other".into() };
    assert_eq!(resolve(query(WASTE, "t"), choices), Err(tie));
}

#[test]
fn the_reason_says_which_rule_chose() {
    let reason = |layer, region, query| choose(query, [(layer, waste("any", region))]).unwrap().reason;
    let plain = query(WASTE, "t");
    assert_eq!(reason(OWN, "GLOBAL", plain), Reason::Own);
    assert_eq!(reason(Layer::Given(0), "TH", plain), Reason::Given("test".into()));
    assert_eq!(reason(BUILT_IN, "TH", plain), Reason::Region("TH".into()));
    assert_eq!(reason(BUILT_IN, "GLOBAL", plain), Reason::Everywhere);
    let of_region = Query { region: Some("TH"), ..plain };
    assert_eq!(reason(BUILT_IN, "TH", of_region), Reason::RowsRegion("TH".into()));
    assert_eq!(reason(BUILT_IN, "GLOBAL", of_region), Reason::Everywhere);
}

#[test]
fn a_factor_of_another_region_never_fits() {
    let refused = choose(query(WASTE, "t"), [(OWN, waste("own", "JP"))]).unwrap_err();
    let by_hand = ResolveError::NoFactor {
        activity: WASTE.into(),
        regions: "TH, ASEAN, GLOBAL".into(),
        year: 2024,
        instead: Instead::Nothing { country: "ASEAN, TH".into() },
    };
    assert_eq!(refused, by_hand);
}

#[test]
fn an_earlier_factor_is_reported_with_its_last_day_and_a_later_one_never_taken() {
    let old = choose(query(WASTE, "t"), [(OWN, waste("old", "TH").valid("2021-01-01", "2022-06-30"))]).unwrap();
    assert_eq!((old.outdated, old.earlier_year()), (Day::from_ymd(2022, 6, 30), Some(2022)));
    let current = choose(query(WASTE, "t"), [(OWN, waste("new", "TH").valid("2021-01-01", "2024-03-01"))]).unwrap();
    assert_eq!((current.outdated, current.earlier_year()), (None, None));
    let later = choose(query(WASTE, "t"), [(OWN, waste("later", "TH").valid("2024-04-01", ""))]).unwrap_err();
    assert!(matches!(later, ResolveError::NoFactor { instead: Instead::Later(from), .. }
        if from == [("TH".into(), 2024)]));
}

#[test]
fn an_own_factor_that_does_not_fit_is_not_passed_over() {
    // Without a density litres do not reach tonnes.
    let own = factor("own", GAS, "TH", "L", &[("CO2", 1.0)]);
    let built_in = || (BUILT_IN, factor("built-in", GAS, "TH", "t", &[("CO2", 1.0)]));
    let refused = choose(query(GAS, "t"), [built_in(), (OWN, own.clone())]).unwrap_err();
    assert!(matches!(refused, ResolveError::CannotConvert { factor, .. } if factor == "own"));
    // A factor of a folder is not passed over either; a built-in factor is.
    assert!(choose(query(GAS, "t"), [built_in(), (Layer::Given(0), own.clone())]).is_err());
    assert_eq!(winner(query(GAS, "t"), [(BUILT_IN, own.clone()), built_in()]), "built-in");
    // A factor that comes after one that fits does not matter.
    assert_eq!(winner(query(GAS, "t"), [(Layer::Given(1), own), (OWN, built_in().1)]), "built-in");
}

#[test]
fn where_nothing_fits_the_best_that_was_refused_is_reported() {
    let per_litre = |id, region| (BUILT_IN, factor(id, GAS, region, "L", &[("CO2", 1.0)]));
    let (far, near) = (|| per_litre("far", "GLOBAL"), || per_litre("near", "TH"));
    for sets in [[far(), near()], [near(), far()]] {
        let refused = choose(query(GAS, "t"), sets).unwrap_err();
        assert!(matches!(refused, ResolveError::CannotConvert { factor, .. } if factor == "near"));
    }
    // Of two equal factors the one added first is reported.
    let mut factors = FactorSet::new();
    factors.add(BUILT_IN, [near().1, per_litre("other", "TH").1]);
    let choices = Choices { factors: &factors, fuels: &FuelTable::default(), regions: &["TH"] };
    let refused = resolve(query(GAS, "t"), choices).unwrap_err();
    assert!(matches!(refused, ResolveError::CannotConvert { factor, .. } if factor == "near"));
}

#[test]
fn a_row_may_not_name_what_is_not_there() {
    let named = Query { factor_id: Some("landfil"), ..query(WASTE, "t") };
    let unknown = ResolveError::UnknownFactorId { id: "landfil".into(), suggestion: Some("landfill".into()) };
    assert_eq!(choose(named, [(OWN, waste("landfill", "TH"))]), Err(unknown));
}

#[test]
fn a_row_may_not_name_the_factor_of_another_activity() {
    let named = Query { factor_id: Some("coal"), ..query(WASTE, "t") };
    let coal = factor("coal", "stationary_combustion/coal", "TH", "t", &[("CO2", 1.0)]);
    let other = ResolveError::OtherActivity {
        id: "coal".into(),
        published: "stationary_combustion/coal".into(),
        activity: WASTE.into(),
    };
    assert_eq!(choose(named, [(OWN, coal)]), Err(other));
    // A factor of the grid is for electricity alone.
    let named = Query { factor_id: Some("grid"), ..query(WASTE, "t") };
    let grid = factor("grid", GRID, "TH", "t", &[("CO2", 1.0)]);
    assert!(matches!(choose(named, [(OWN, grid)]), Err(ResolveError::OtherActivity { .. })));
    let named = Query { factor_id: Some("wind"), ..query("purchased_electricity/solar", "kWh") };
    let wind = factor("wind", "purchased_electricity/wind", "TH", "kWh", &[("CO2", 1.0)]);
    assert!(matches!(choose(named, [(OWN, wind)]), Err(ResolveError::OtherActivity { .. })));
}

#[test]
fn the_factor_a_row_names_must_have_begun_and_may_be_of_an_earlier_year() {
    let named = Query { factor_id: Some("named"), ..query(WASTE, "t") };
    let take = |from, to| choose(named, [(OWN, waste("named", "TH").valid(from, to))]);
    let refused = take("2024-04-01", "").unwrap_err();
    assert!(matches!(refused, ResolveError::NoFactor { instead: Instead::Named { id, from }, .. }
        if (id.as_str(), from.as_str()) == ("named", "2024-04-01")));
    assert_eq!(take("2024-03-31", "").unwrap().outdated, None);
    assert_eq!(take("", "2024-03-01").unwrap().outdated, None);
    assert_eq!(take("", "2024-02-29").unwrap().outdated, Day::from_ymd(2024, 2, 29));
}

#[test]
fn a_resolution_taken_for_want_of_a_contract_says_so_and_keeps_the_rest() {
    let found = choose(query(WASTE, "t"), [(OWN, waste("own", "TH").valid("", "2023-12-31"))]).unwrap();
    let fallen = found.by_location();
    let is_by_location = |of: &Resolution| matches!(of.reason, Reason::ByLocation(_));
    assert!(!is_by_location(&found) && is_by_location(&fallen));
    assert_eq!(fallen.reason, Reason::ByLocation(Box::new(Reason::Own)));
    assert_eq!((&fallen.factor, &fallen.chain, fallen.outdated), (&found.factor, &found.chain, found.outdated));
}

const COAL: &str = "stationary_combustion/test_coal";

/// What wins for coal of 25 MJ/kg by the source of the first factor, and of another heat by the second's.
fn coal(query: Query<'_>, own: Option<f64>, near: EmissionFactor) -> (String, f64) {
    let per_energy =
        EmissionFactor { basis: Some(HeatBasis::Net), ..factor("far", COAL, "GLOBAL", "TJ", &[("CO2", 100_000.0)]) };
    let mut factors = FactorSet::new();
    factors.add(BUILT_IN, [near]);
    factors.add(BUILT_IN, [per_energy]);
    let heat = |set: &str, region, mj| FuelProperties {
        set: set.into(),
        net_mj_per_kg: Some(mj),
        ..fuel("test_coal", region)
    };
    let mut rows: Vec<FuelProperties> = own.map(|mj| heat(crate::factor::OWN, "GLOBAL", mj)).into_iter().collect();
    rows.extend([heat("test", "GLOBAL", 20.0), heat("near", "TH", 25.0)]);
    let fuels = FuelTable::new(rows);
    let found =
        resolve(query, Choices { factors: &factors, fuels: &fuels, regions: &["TH", "GLOBAL"] }).expect("one fits");
    let kg: f64 = found.factor.gases.iter().map(|gas| found.chain.apply(1_000.0) * gas.kg_per_unit).sum();
    (found.factor.id.to_string(), kg)
}

/// A factor per kilogram that was computed with 25 MJ/kg.
fn per_kg(set: &str) -> EmissionFactor {
    let mut factor = factor("near", COAL, "TH", "kg", &[("CO2", 2.4)]);
    factor.provenance.set = set.into();
    factor
}

#[test]
fn an_energy_reaches_a_factor_per_mass_by_the_value_inside_it() {
    let energy = Query { basis: Some(HeatBasis::Net), ..query(COAL, "GJ") };
    // 1,000 GJ / 25 MJ/kg × 2.4 kg, not / 20 MJ/kg.
    let (id, kg) = coal(energy, None, per_kg("near"));
    assert_eq!(id, "near");
    approx::assert_relative_eq!(kg, 96_000.0, max_relative = 1e-12);
    // The value of another source would lead to a factor that the energy reaches without one.
    assert_eq!(coal(energy, None, per_kg("unknown")).0, "far");
    assert_eq!(coal(energy, Some(30.0), per_kg("unknown")).0, "far");
}

#[test]
fn a_mass_of_measured_heat_counts_by_its_heat() {
    // 1,000 kg × 30 MJ/kg / 25 MJ/kg × 2.4 kg.
    let (id, kg) = coal(query(COAL, "kg"), Some(30.0), per_kg("near"));
    assert_eq!(id, "near");
    approx::assert_relative_eq!(kg, 2_880.0, max_relative = 1e-12);
    // Without the value inside the factor per mass, that per energy: 1,000 kg × 30 MJ/kg × 0.1 kg.
    let (id, kg) = coal(query(COAL, "kg"), Some(30.0), per_kg("unknown"));
    assert_eq!(id, "far");
    approx::assert_relative_eq!(kg, 3_000.0, max_relative = 1e-12);
    assert_eq!(coal(query(COAL, "kg"), None, per_kg("unknown")), ("near".to_owned(), 2_400.0));
}
