//! What a fuel emits, whatever it is measured in, through whole books.

use estate_carbon::quantity::Gas;
use estate_carbon::{Accounts, Code};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\n";
const ROWS: &str = "site_id,start,end,activity,quantity,unit,basis\n";
const NCV: &str = "fuel,region,net_mj_per_kg,source\n";

/// A book of one quantity a site, in a country: code, quantity, unit, basis.
fn book(country: &str, quantities: &[(&str, f64, &str, &str)], fuels: Option<&str>) -> Scratch {
    let (mut sites, mut rows) = (SITES.to_owned(), ROWS.to_owned());
    for (number, (code, quantity, unit, basis)) in quantities.iter().enumerate() {
        sites += &format!("S{number:03},Site,E,factory\n");
        rows += &format!("S{number:03},2024-01-01,2024-12-31,{code},{quantity},{unit},{basis}\n");
    }
    let manifest = MANIFEST.replace("\"TH\"", &format!("\"{country}\"")).replace("AR6", "AR5");
    let scratch = Scratch::new(&[("book.toml", &manifest), ("sites.csv", &sites), ("activities.csv", &rows)]);
    if let Some(fuels) = fuels {
        scratch.write("fuels.csv", fuels);
    }
    scratch
}

/// Tonnes of fossil and of biogenic CO2 of each site.
fn co2(accounts: &Accounts) -> Vec<(f64, f64)> {
    let of = |site: &estate_carbon::inventory::SiteStatement| {
        let masses: Vec<(Gas, f64)> = site.scope1().map_or_else(
            |_| Vec::new(),
            |figure| figure.by_gas().iter().map(|(gas, mass)| (*gas, mass.as_tonnes())).collect(),
        );
        let fossil = masses.iter().filter(|(gas, _)| *gas == Gas::CO2).map(|(_, tonnes)| tonnes).sum();
        (fossil, site.biogenic_co2().map_or(0.0, |mass| mass.as_tonnes()))
    };
    accounts.headline().sites().iter().map(of).collect()
}

/// CO2 of one quantity, and the codes of what is said about it.
fn one(country: &str, quantity: (&str, f64, &str, &str), fuels: Option<&str>) -> (f64, Vec<Code>, String) {
    let accounts = book(country, &[quantity], fuels).accounts();
    let report = accounts.report();
    let codes = accounts.diagnostics().iter().map(estate_carbon::Diagnostic::code).collect();
    (co2(&accounts)[0].0, codes, report.to_json())
}

/// `1,000 GJ net = 37.9219 t` as quantities with units and bases.
fn amounts(cell: &str) -> Vec<(f64, String, String)> {
    let amount = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let quantity = words[0].replace(',', "").parse().expect("a number");
        (quantity, words[1].to_owned(), words.get(2).copied().unwrap_or_default().to_owned())
    };
    cell.split(" = ").map(amount).collect()
}

#[test]
fn every_amount_in_the_papers_of_one_fuel_emits_the_same() {
    let page = include_str!("../../docs/METHODS.md");
    let table = page.split("### One fuel, whatever it is measured in").nth(1).expect("the section");
    let rows = table.lines().take_while(|line| !line.starts_with("## "));
    let rows = rows.filter(|line| line.starts_with("| ") && !line.starts_with("| Country"));
    let mut seen = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let code = format!("stationary_combustion/{}", cells[2].trim_matches('`'));
        let stated = |cell: &str| if cell.is_empty() { 0.0 } else { cell.parse::<f64>().expect("tonnes") };
        let expected = (stated(cells[4]), stated(cells[5]));
        for country in cells[1].split(", ") {
            let amounts = amounts(cells[3]);
            let quantities: Vec<_> =
                amounts.iter().map(|(q, unit, basis)| (code.as_str(), *q, unit.as_str(), basis.as_str())).collect();
            for ((fossil, biogenic), amount) in co2(&book(country, &quantities, None).accounts()).iter().zip(&amounts) {
                for (found, expected) in [(fossil, expected.0), (biogenic, expected.1)] {
                    assert!((found - expected).abs() <= 0.005 * expected, "{country} {code} {amount:?}: {found}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 150, "{seen}");
}

#[test]
fn a_measured_calorific_value_counts_in_energy_and_in_mass() {
    let coal = "stationary_combustion/sub_bituminous_coal";
    let by_hand = 1_000.0 * 15.5 * 96.1e-3;
    for region in ["TH", ""] {
        let own = format!("{NCV}sub_bituminous_coal,{region},15.5,Laboratory\n");
        let (mass, said, report) = one("TH", (coal, 1_000.0, "t", ""), Some(&own));
        approx::assert_relative_eq!(mass, by_hand, max_relative = 1e-9);
        assert_eq!(said, []);
        assert!(!report.contains("fuel_properties"), "measured, so no caveat");
        let (energy, said, _) = one("TH", (coal, 15_500.0, "GJ", "net"), Some(&own));
        approx::assert_relative_eq!(energy, by_hand, max_relative = 1e-9);
        assert_eq!(said, [Code::UnusedProperty]);
    }
    let own = format!("{NCV}sub_bituminous_coal,,15.5,Laboratory\n");
    approx::assert_relative_eq!(one("VN", (coal, 1_000.0, "t", ""), Some(&own)).0, by_hand, max_relative = 1e-9);
    // Of another fuel or country, it changes nothing and is reported.
    let elsewhere = format!("{NCV}sub_bituminous_coal,JP,15.5,Laboratory\nlignite,,9,Laboratory\n");
    let (mass, said, _) = one("TH", (coal, 1_000.0, "t", ""), Some(&elsewhere));
    approx::assert_relative_eq!(mass, 2_534.157, max_relative = 1e-9);
    assert_eq!(said, [Code::UnusedProperty; 2]);
}

#[test]
fn a_default_or_foreign_property_is_a_caveat_with_tonnes() {
    let (_, _, report) = one("VN", ("stationary_combustion/other_bituminous_coal", 1_000.0, "t", ""), None);
    assert!(report.contains("\"fuel_properties_default\""), "{report}");
    assert!(
        report.contains("Scope 1 2,459 t CO2e (100 %), by net calorific value of other_bituminous_coal 25.8 MJ/kg")
    );
    let (litre, _, report) = one("VN", ("mobile_combustion/gas_diesel_oil", 1_000.0, "L", ""), None);
    assert!((2.58..2.741).contains(&litre), "{litre}");
    assert!(report.contains("\"fuel_properties_of_other_source\""));
    assert!(report.contains("density of mobile_combustion/gas_diesel_oil 0.830565 kg/L (desnz-2025)"));
    // A national factor per litre, and an energy by the value inside it, need no property of another source.
    for quantity in [(1_000.0, "L", ""), (36.42, "GJ", "net")] {
        let (_, _, report) = one("TH", ("mobile_combustion/gas_diesel_oil", quantity.0, quantity.1, quantity.2), None);
        assert!(!report.contains("fuel_properties"));
    }
}

#[test]
fn a_fuel_in_general_names_the_grades_its_country_publishes() {
    let said = |code: &str, unit: &str| one("TH", (code, 1_000.0, unit, ""), None).1;
    assert_eq!(said("stationary_combustion/residual_fuel_oil", "L"), [Code::WiderFuel]);
    assert_eq!(said("stationary_combustion/residual_fuel_oil.grade_a", "L"), []);
    // The country publishes the fuel itself, though per litre.
    assert_eq!(said("mobile_combustion/gas_diesel_oil", "kg"), []);
}

/// Country, code, amount, unit, basis, what the book's fuels.csv has, and the tonnes of fossil CO2 by hand.
type Case = (&'static str, &'static str, f64, &'static str, &'static str, &'static str, f64);

/// The columns of fuels.csv in the cases.
const FUELS: &str = "fuel,region,net_mj_per_kg,gross_mj_per_kg,net_mj_per_m3,gross_mj_per_m3,net_mj_per_litre,kg_per_litre,kg_per_m3,source";

const CASES: [Case; 17] = [
    // Gross is below net by the ratio of the bases, whichever unit the factor is per.
    ("TH", "residual_fuel_oil.grade_a", 1_000.0, "GJ", "gross", "", 0.95 * 77.4),
    ("TH", "sub_bituminous_coal", 1_000.0, "GJ", "gross", "", 0.95 * 96.1),
    ("TH", "natural_gas", 1_000.0, "GJ", "gross", "", 0.9 * 56.1),
    // A density beside a measured calorific value does not hide it.
    ("TH", "residual_fuel_oil.grade_a", 1.0, "t", "", "residual_fuel_oil.grade_a,,40,,,,,0.95,", 40.0 * 0.0774),
    (
        "TH",
        "residual_fuel_oil.grade_a",
        1_000.0,
        "L",
        "",
        "residual_fuel_oil.grade_a,,40,,,,,0.95,",
        0.95 * 40.0 * 0.0774,
    ),
    ("TH", "residual_fuel_oil.grade_a", 1_000.0, "L", "", "residual_fuel_oil,,,,,,40,,", 40.0 * 0.0774),
    // A measured gross value counts by the ratio of the bases.
    ("TH", "sub_bituminous_coal", 1_000.0, "t", "", "sub_bituminous_coal,,,20,,,,,", 20.0 * 0.95 * 96.1),
    ("VN", "sub_bituminous_coal", 1_000.0, "t", "", "sub_bituminous_coal,,,20,,,,,", 20.0 * 0.95 * 96.1),
    ("VN", "bagasse", 1_000.0, "t", "", "bagasse,,,20,,,,,", 0.0),
    // The two values of the book's own analysis come before the ratio of another one.
    ("VN", "natural_gas", 1_000.0, "GJ", "gross", "natural_gas,,,,33,37.5,,,", 33.0 / 37.5 * 56.1),
    ("TH", "natural_gas", 1_000.0, "GJ", "gross", "natural_gas,,,,33,37.5,,,", 33.0 / 37.5 * 56.1),
    ("TH", "natural_gas", 1_000.0, "Nm3", "", "natural_gas,,,,33,,,,", 33.0 * 0.0561),
    ("TH", "natural_gas", 1_000.0, "Nm3", "", "natural_gas,,44,,,,,,0.8", 0.8 * 44.0 * 0.0561),
    // A measured calorific value that only a density of another source reaches does not pass over the national factor.
    ("TH", "gas_diesel_oil", 1_000.0, "L", "", "gas_diesel_oil,,42,,,,,,", 2.698_722),
    ("TH", "gas_diesel_oil", 1_000.0, "L", "", "gas_diesel_oil,,42,,,,,0.84,", 0.84 * 42.0 * 0.0741),
    ("VN", "gas_diesel_oil", 1_000.0, "L", "", "gas_diesel_oil,,42,,,,,,", 0.87 * 42.0 * 0.0741),
    // A row of the country's comes before one of the world's.
    ("TH", "sub_bituminous_coal", 1_000.0, "t", "", "sub_bituminous_coal,TH,15.5,,,,,,", 15.5 * 96.1),
];

#[test]
fn measured_properties_count_by_hand() {
    for (country, fuel, amount, unit, basis, own, by_hand) in CASES {
        let rows = format!("{FUELS}\n{own},Laboratory\n");
        let fuels = (!own.is_empty()).then_some(rows.as_str());
        let code = format!("stationary_combustion/{fuel}");
        let (found, ..) = one(country, (&code, amount, unit, basis), fuels);
        // The tables print gross values to four decimals.
        assert!(
            (found - by_hand).abs() <= 1e-5 * by_hand,
            "{country} {fuel} {amount} {unit} {own}: {found}, {by_hand}"
        );
    }
}

#[test]
fn a_factor_of_another_country_that_a_row_names_brings_the_value_inside_it() {
    let scratch = book("VN", &[("stationary_combustion/sub_bituminous_coal", 1_000.0, "GJ", "net")], None);
    let rows = "site_id,start,end,activity,quantity,unit,basis,factor_id\nS000,2024-01-01,2024-12-31,stationary_combustion/sub_bituminous_coal,1000,GJ,net,tgo-cfo-2022/stationary/sub_bituminous_coal.kg\n";
    scratch.write("activities.csv", rows);
    approx::assert_relative_eq!(co2(&scratch.accounts())[0].0, 96.1, max_relative = 1e-9);
}

#[test]
fn a_supply_of_fuel_has_one_factor_beside_measured_values() {
    let own =
        format!("{FUELS}\ngas_diesel_oil,,42,45,,,36,0.84,,Laboratory\nnatural_gas,,44.1,48.9,,,,,0.8,Laboratory\n");
    for (code, unit) in
        [("c03/wtt.gas_diesel_oil", "L"), ("c03/wtt.gas_diesel_oil", "t"), ("c03/wtt.natural_gas", "Nm3")]
    {
        let accounts = book("TH", &[(code, 1_000.0, unit, "")], Some(&own)).accounts();
        assert!(accounts.headline().scope3_reported().is_ok(), "{code} {unit}");
    }
}

#[test]
fn the_tonnes_of_a_caveat_are_never_more_than_the_figure() {
    let scratch = book("VN", &[], None);
    scratch.write("sites.csv", &format!("{SITES}A,Buyer,E,factory\nB,Seller,E,utility\n"));
    let rows = "site_id,start,end,activity,quantity,unit,basis,counterparty\n\
                A,2024-01-01,2024-12-31,c03/wtt.lpg,1000,L,,B\n\
                A,2024-01-01,2024-12-31,c03/wtt.lpg,10,L,,\n\
                B,2024-01-01,2024-12-31,stationary_combustion/lpg,1000,L,,\n";
    scratch.write("activities.csv", rows);
    let report = scratch.accounts().report().to_json();
    let shares = report.split("t CO2e (").skip(1).filter_map(|rest| rest.split(" %").next()?.parse::<f64>().ok());
    assert!(shares.clone().count() > 0 && shares.clone().all(|share| share <= 100.0), "{report}");
}

/// Japan's list has carbon dioxide alone, and the report says how much rests on it.
#[test]
fn combustion_without_two_of_its_gases_is_a_caveat_with_tonnes() {
    let coal = "stationary_combustion/other_bituminous_coal";
    let (_, said, report) = one("JP", (coal, 1_000.0, "t", ""), None);
    assert_eq!(said, []);
    assert!(report.contains("\"combustion_gases_missing\""), "{report}");
    assert!(report.contains("carbon dioxide alone: Scope 1 2,326 t CO2e (100 %)"), "{report}");
    assert!(report.contains("moej-shk-2023/stationary/other_bituminous_coal.kg"));
    for country in ["TH", "VN"] {
        assert!(!one(country, (coal, 1_000.0, "t", ""), None).2.contains("combustion_gases_missing"), "{country}");
    }
}

/// The CO2 is by the laboratory; what lacks the other gases is passed over for what has them.
#[test]
fn a_fuel_analysis_takes_the_factor_that_has_the_other_gases() {
    let scratch = book("JP", &[], None);
    scratch.write("sites.csv", &format!("{SITES}S,Site,E,factory\n"));
    let header = "site_id,start,end,activity,quantity,unit,basis,carbon_kg_per_gj,biogenic_fraction\n";
    let row = |code: &str| format!("S,2024-01-01,2024-12-31,stationary_combustion/{code},1,TJ,net,25.8,0\n");
    std::fs::remove_file(scratch.path().join("activities.csv")).expect("removed");
    scratch.write("fuel_analyses.csv", &format!("{header}{}", row("other_bituminous_coal")));
    let accounts = scratch.accounts();
    assert!(accounts.diagnostics().is_empty(), "{}", accounts.diagnostics().render());
    let figure = accounts.headline().scope1().expect("scope 1");
    // IPCC 2006, Vol. 2, Table 2.3: 10 kg CH4 and 1.5 kg N2O per TJ.
    for (gas, kg) in [(Gas::CO2, 94_600.0), (Gas::CH4_FOSSIL, 10.0), (Gas::N2O, 1.5)] {
        approx::assert_relative_eq!(figure.by_gas()[&gas].as_kilograms(), kg, max_relative = 1e-9);
    }
    assert!(!accounts.report().to_json().contains("combustion_gases_missing"));
    // A heavy oil has the list's factor only.
    scratch.write("fuel_analyses.csv", &format!("{header}{}", row("heavy_oil_a")));
    let accounts = scratch.accounts();
    let codes: Vec<Code> = accounts.diagnostics().iter().map(estate_carbon::Diagnostic::code).collect();
    assert_eq!(codes, [Code::NoOtherGases]);
    let report = accounts.report().to_json();
    for part in ["carbon dioxide alone: Scope 1 94.6", "(100 %)", "moej-shk-2023/stationary/heavy_oil_a.l"] {
        assert!(report.contains(part), "{part}: {report}");
    }
}

#[test]
fn biomass_by_a_factor_of_its_carbon_alone_says_what_is_missing() {
    let scratch = book("TH", &[("stationary_combustion/wood_wood_waste", 1_000.0, "t", "")], None);
    scratch.write(
        "factors.csv",
        "factor_id,activity,region,unit,basis,gas,kg_per_unit,publisher\n\
         w,stationary_combustion/wood_wood_waste,TH,GJ,net,CO2_biogenic,110,Plant\n",
    );
    let report: serde_json::Value = serde_json::from_str(&scratch.accounts().report().to_json()).expect("JSON");
    let caveat = |code: &str| {
        let caveats = report["caveats"].as_array().expect("caveats").iter();
        caveats.filter(|c| c["code"] == code).find_map(|c| c["text"].as_str()).unwrap_or_default().to_owned()
    };
    // 1,000 t × 15.99 GJ/t, TGO's value, × 110 kg.
    let tonnes = "CO2 of biomass 1,759 t";
    for code in ["combustion_gases_missing", "fuel_properties_of_other_source"] {
        assert!(caveat(code).contains(tonnes), "{code}: {}", caveat(code));
    }
}

#[test]
fn steam_valued_by_a_fuel_without_its_other_gases_says_so() {
    let scratch = book("JP", &[("purchased_electricity/grid", 1.0, "MWh", "")], None);
    scratch.write(
        "purchased_energy.csv",
        "site_id,start,end,activity,factors_of,method,energy,unit,boiler_efficiency,basis\n\
         S000,2024-01-01,2024-12-31,purchased_steam/x,stationary_combustion/heavy_oil_a,boiler,1000,GJ,0.8,gross\n",
    );
    let report = scratch.accounts().report().to_json();
    assert!(report.contains("Combustion by factors of carbon dioxide alone: Scope 2"), "{report}");
}

#[test]
fn carbon_in_fuels_csv_changes_no_factor_and_says_so() {
    let fuels = "fuel,region,net_mj_per_kg,carbon_fraction,source\nsub_bituminous_coal,TH,15.5,0.5,laboratory\n";
    let coal = ("stationary_combustion/sub_bituminous_coal", 1_000.0, "t", "");
    let (tonnes, codes, report) = one("TH", coal, Some(fuels));
    approx::assert_relative_eq!(tonnes, 1_489.55, max_relative = 1e-9);
    assert_eq!(codes, [Code::UnusedProperty]);
    assert!(report.contains("fuel_analyses.csv"), "{report}");
    // None of biomass, as a laboratory writes it, is no carbon.
    let fuels = fuels.replace("carbon_fraction", "biogenic_fraction").replace("15.5,0.5", "15.5,0");
    assert_eq!(one("TH", coal, Some(&fuels)).1, []);
}
