//! Worked examples that others published, put through a book and compared with what they print.
//!
//! Each test restates inputs, factors and answer, names the source, and writes a book of one
//! site that [`Book`](estate_carbon::Book) opens as it opens a user's. The tolerance is half of
//! the last printed digit ([`fixture::printed`]); where a publisher's figure is not ours, the
//! test asserts ours, says why, and shows that their own number gives their figure.
//!
//! Most are what another program asserts, which is no proof that it is right; those of the
//! California Air Resources Board and New Zealand's Ministry for the Environment are official.

mod energy;
mod fixture;
mod gwp;
mod mobile;
mod refrigerant;
mod stationary;
mod unit;

use std::collections::{BTreeMap, BTreeSet};

/// A published example: its area, its id in the collection, what it is of, and the test of it.
struct Example(&'static str, &'static str, &'static str, Option<&'static str>);

/// The name of a test, which the compiler has seen.
macro_rules! test {
    ($area:ident::$name:ident) => {{
        let _: fn() = $area::$name;
        Some(concat!(stringify!($area), "::", stringify!($name)))
    }};
}

/// Every example of these areas in the collection.
const EXAMPLES: &[Example] = &[
    Example(
        "stationary",
        "epa-a6-ng-mixed-units",
        "natural gas, 100 mmBtu + 100 therm + 100 scf",
        test!(stationary::natural_gas_in_three_units),
    ),
    Example(
        "stationary",
        "epa-a6-bituminous",
        "bituminous coal, 200 mmBtu + 200 short tons",
        test!(stationary::bituminous_coal_in_energy_and_short_tons),
    ),
    Example(
        "stationary",
        "epa-a6-anthracite",
        "anthracite, 200 mmBtu + 200 short tons",
        test!(stationary::anthracite_in_energy_and_short_tons),
    ),
    Example(
        "stationary",
        "epa-a6-residual6",
        "residual oil no. 6, 200 mmBtu + 200 US gallons",
        test!(stationary::residual_oil_in_energy_and_gallons),
    ),
    Example(
        "stationary",
        "thai-diesel-generator",
        "diesel generator, 5,000 L",
        test!(stationary::diesel_generator_in_litres),
    ),
    Example(
        "stationary",
        "hyperledger-therm",
        "natural gas, 100 therm taken as 283 m3",
        test!(stationary::a_therm_is_not_a_volume),
    ),
    Example(
        "stationary",
        "gl-sb253-multi",
        "200,000 therm gas + 10,000 gal diesel + 2,000 gal propane",
        test!(stationary::three_fuels_in_us_units),
    ),
    Example(
        "stationary",
        "carb-ng-wwtp-2005",
        "sewerage, natural gas, 52,693 scf",
        test!(stationary::sewerage_gas_on_gross_heat),
    ),
    Example(
        "stationary",
        "carb-assocgas-n2o-2018",
        "associated gas, 42.35 billion scf, N2O",
        test!(stationary::nitrous_oxide_of_associated_gas),
    ),
    Example(
        "stationary",
        "carb-cement-biomass-2004",
        "cement, biomass waste fuel, 25,862 short tons",
        test!(stationary::biogenic_co2_of_cement_kilns),
    ),
    Example(
        "stationary",
        "carb-wood-wet-n2o-2001",
        "wet wood, 406,697 short tons, N2O",
        test!(stationary::nitrous_oxide_of_wood),
    ),
    Example("mobile", "epa-a6-mobile-gasoline", "gasoline, 1,700 US gallons", test!(mobile::gasoline_by_fuel)),
    Example(
        "mobile",
        "epa-a6-mobile-hdv-1985",
        "heavy-duty gasoline truck 1985-86, 3,500 miles",
        test!(mobile::heavy_truck_by_distance),
    ),
    Example(
        "mobile",
        "epa-a6-mobile-bus-biodiesel",
        "biodiesel bus, 3,500 miles",
        test!(mobile::biodiesel_bus_by_distance),
    ),
    Example("gwp", "carbonos-L01", "diesel, 1,000 L, by gas under AR5", test!(gwp::diesel_by_gas_under_ar5)),
    Example(
        "gwp",
        "carbonos-L11",
        "pellets, 10 t, and waste to landfill, 1 t, AR5",
        test!(gwp::pellets_and_landfill_under_ar5),
    ),
    Example("gwp", "carbonos-L12", "pellets, 10 t, AR6", test!(gwp::pellets_under_ar6)),
    Example(
        "gwp",
        "gl-gwp-ch4-sf6",
        "10 t CH4, 1 kg SF6, 3.5 t N2O, AR6",
        test!(gwp::methane_sf6_and_nitrous_oxide_under_ar6),
    ),
    Example("gwp", "dotnet-ng-ar6", "natural gas, 1,000 kWh gross, AR6 and AR5", test!(gwp::one_book_under_two_sets)),
    Example(
        "unit",
        "gl-sb253-kwh",
        "natural gas, 1,000,000 kWh with a factor per therm",
        test!(unit::kilowatt_hours_to_therms),
    ),
    Example(
        "unit",
        "carbonos-L16",
        "diesel, 12 t with a factor per litre, 0.84 kg/L",
        test!(unit::tonnes_to_litres_by_density),
    ),
    Example(
        "unit",
        "mfe-ng-GJ-to-kWh",
        "natural gas, factor per GJ to per kWh",
        test!(unit::gigajoules_to_kilowatt_hours),
    ),
    Example(
        "energy",
        "carb-import-elec-ch4-2000",
        "imported electricity, 159,149,017 kWh, CH4",
        test!(energy::methane_of_imported_electricity),
    ),
    Example("energy", "epa-a6-elec-akgd", "100,000 kWh, subregion AKGD, pounds", test!(energy::factors_in_pounds)),
    Example(
        "energy",
        "epa-a6-elec-location-total",
        "3,700,000 kWh in 37 purchases, t CO2e",
        test!(energy::pounds_to_tonnes_of_co2e),
    ),
    Example("energy", "thai-util-kwh", "100 kWh, Thai grid; 12.345 L", test!(energy::thai_grid_and_litres)),
    Example("energy", "thai-grid-location", "2,850,000 kWh, Thai grid", test!(energy::thai_factory_by_location)),
    Example("energy", "hyperledger-elec-ca", "128 kWh, California 2019", test!(energy::californian_electricity)),
    Example(
        "energy",
        "carbonos-M05",
        "1,000 kWh, the supplier's instrument fails",
        test!(energy::failed_instrument_gives_way_to_the_residual_mix),
    ),
    Example(
        "energy",
        "carbonos-M04",
        "30,000 + 16,500 MWh, contract from 1 July",
        test!(energy::contract_counts_from_its_first_day),
    ),
    Example(
        "energy",
        "carbonos-M08",
        "1,000 kWh, half in the period, certificate for 400 kWh",
        test!(energy::purchase_across_the_edge_of_the_period),
    ),
    Example("energy", "thai-rec-market", "1,000,000 kWh, certificates for 400,000 kWh", None),
    Example(
        "energy",
        "epa-a6-steam-wood",
        "steam of a wood boiler, 1,000 mmBtu",
        test!(energy::steam_of_a_wood_boiler),
    ),
    Example(
        "refrigerant",
        "epa-a6-refrig-screen-r410a",
        "R-410A screening: 100 installed, 1 operated, 0.5 disposed of",
        test!(refrigerant::screening_of_r410a),
    ),
    Example(
        "refrigerant",
        "epa-a6-refrig-screen-chiller",
        "HFC-125 chiller screening: 100, 1, 0.5",
        test!(refrigerant::screening_of_a_chiller),
    ),
    Example(
        "refrigerant",
        "epa-a6-refrig-simplified",
        "HFC-143a simplified material balance, pounds",
        test!(refrigerant::material_balance_in_pounds),
    ),
    Example(
        "refrigerant",
        "epa-a6-fire-screen",
        "HFC-227ea fire suppression screening: capacity 1",
        test!(refrigerant::screening_of_fire_suppression),
    ),
    Example("refrigerant", "carbonos-L08", "R-410A, 10 kg, AR6", test!(refrigerant::blend_under_ar6)),
    Example(
        "refrigerant",
        "carbonos-L20",
        "HCFC-22, 85 kg, AR5, outside the scopes",
        test!(refrigerant::gas_outside_the_scopes),
    ),
];

/// What the program cannot do of them yet: the example's id, the part, and the reason. An
/// example that is here and has a test is tested but for this part.
const NOT_YET: &[(&str, &str, &str)] = &[
    (
        "carbonos-M04",
        "3,500,000 kWh of the contract unused",
        "a contract's quantity is a column of instruments.csv; the test covers its dates, the market and the location figure",
    ),
    (
        "carbonos-M08",
        "64.1 kg CO2e market-based",
        "a certificate for part of a purchase needs instruments.csv; the test covers the half in the period and the location figure",
    ),
    ("thai-rec-market", "273,660 kg CO2e market-based", "certificates for part of a purchase need instruments.csv"),
    (
        "epa-a6-refrig-screen-r410a",
        "released mass by the screening formula",
        "install, operate and dispose factors are issue 3; the test computes the mass, the book values it",
    ),
    (
        "epa-a6-refrig-screen-chiller",
        "released mass by the screening formula",
        "install, operate and dispose factors are issue 3; the test computes the mass, the book values it",
    ),
    (
        "epa-a6-refrig-simplified",
        "released mass by the material balance",
        "charges and recoveries are issue 3; the test computes the mass, the book values it",
    ),
    (
        "epa-a6-fire-screen",
        "released mass by the screening formula",
        "leak rates by type of equipment are issue 3; the test computes the mass, the book values it",
    ),
];

#[test]
fn every_example_is_tested_or_says_why_not() {
    let ids: BTreeSet<&str> = EXAMPLES.iter().map(|Example(_, id, ..)| *id).collect();
    assert_eq!((EXAMPLES.len(), ids.len()), (39, 39), "39 examples, each once");
    let late: BTreeSet<&str> = NOT_YET.iter().map(|(id, ..)| *id).collect();
    assert_eq!(late.len(), NOT_YET.len(), "NOT_YET names each once");
    assert!(late.is_subset(&ids), "NOT_YET names examples only");
    for Example(area, id, of, test) in EXAMPLES {
        let partly = if test.is_some() && late.contains(id) { ", in part" } else { "" };
        println!("{area:<12} {id:<30} {of}: {}{partly}", test.unwrap_or("not yet"));
        assert!(test.is_some() || late.contains(id), "{id} is forgotten");
    }
    println!("\nnot yet:");
    for (id, part, reason) in NOT_YET {
        println!("{id:<30} {part}: {reason}");
    }
}

#[test]
fn the_list_is_the_collection() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/goldens/worked_examples.jsonl");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: {} is not here", file.display());
        return;
    };
    let mut listed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Example(area, id, ..) in EXAMPLES {
        listed.entry((*area).to_owned()).or_default().insert((*id).to_owned());
    }
    let mut collected: BTreeMap<String, BTreeSet<String>> =
        listed.keys().map(|area| (area.clone(), BTreeSet::new())).collect();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let example: serde_json::Value = serde_json::from_str(line).expect("one example a line");
        let word = |key: &str| example[key].as_str().unwrap_or_default();
        if let Some(ids) = collected.get_mut(word("area")) {
            ids.insert(word("id").to_owned());
        }
    }
    for (area, ids) in &collected {
        println!("{area}: {} examples", ids.len());
    }
    assert_eq!(listed, collected);
}
