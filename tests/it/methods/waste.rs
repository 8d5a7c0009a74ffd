//! Landfills, wastewater and electronics, through whole books.

use estate_carbon::quantity::Gas;
use estate_carbon::{Accounts, Book, Code, Error};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nF1,Factory,E,factory\n";
/// A book has activity rows; this one is of Scope 2 and leaves Scope 1 to the method.
const ACTIVITIES: &str =
    "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-12-31,purchased_electricity/grid,1,MWh\n";

fn book(tables: &[(&str, &str)]) -> Scratch {
    let files = [("book.toml", MANIFEST), ("sites.csv", SITES), ("activities.csv", ACTIVITIES)];
    Scratch::new(&[&files, tables].concat())
}

/// kg of a gas in Scope 1.
fn kg(accounts: &Accounts, gas: Gas) -> f64 {
    let figure = accounts.headline().scope1().expect("scope 1");
    figure.by_gas().get(&gas).unwrap_or_else(|| panic!("no {gas}")).as_kilograms()
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * wanted, "found {found}, wanted {wanted}");
}

fn explains(accounts: &Accounts, table: &str, line: u64, parts: &[&str]) {
    let explained = accounts.explain_row(table, line).expect("the row").to_string();
    for part in parts {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

/// Food waste of two years, everything else as published: the decay of 2024 is of 2022 and 2023 only.
#[test]
fn a_landfill_decays_over_the_years() {
    let landfills = "site_id,start,end,landfill_id,management,climate,cover\nF1,2024-01-01,2024-12-31,L1,managed_anaerobic,wet_tropical,covered\n";
    let deposits = "landfill_id,year,waste,matter,deposited,unit\nL1,2022,food,wet,100,t\nL1,2023,food,wet,100,t\nL1,2024,food,wet,9000,t\n";
    let recovery = "landfill_id,year,recovered,unit\nL1,2024,0.5,t\n";
    let scratch =
        book(&[("landfills.csv", landfills), ("landfill_deposits.csv", deposits), ("landfill_recovery.csv", recovery)]);
    let accounts = scratch.accounts();
    // DOC 0.15 (IPCC 2006, Vol. 5, Table 2.4), DOCf 0.7 (2019, Table 3.0), MCF 1 (Table 3.1), k 0.4 (Table 3.3)
    let carbon = 100_000.0 * 0.15 * 0.7 * ((-0.4_f64).exp() + 1.0) * (1.0 - (-0.4_f64).exp());
    let passing = carbon * 0.5 * 16.0 / 12.0 - 500.0;
    near(kg(&accounts, Gas::CH4_BIOGENIC), passing * 0.9);
    let co2 = carbon * 0.5 * 44.0 / 12.0 + passing * 0.1 * 44.0 / 16.0;
    near(accounts.headline().biogenic_co2().expect("CO2 of biomass").as_kilograms(), co2);
    let parts = ["Q = D × F × 16 / 12", "M = (Q − R) × (1 − OX)", "(1 − exp(−0.4))", "Table 3.3", "food"];
    explains(&accounts, "landfills.csv", 2, &parts);
    explains(&accounts, "landfill_deposits.csv", 3, &["D1 = A1 × (1 − exp(−k1))"]);
}

/// A fiscal year is of two calendar years, and half a landfill is not all of it.
#[test]
fn a_landfill_without_a_row_for_a_year_of_the_book_is_reported() {
    let manifest = MANIFEST.replace("start = 2024-01-01, end = 2024-12-31", "start = 2024-04-01, end = 2025-03-31");
    let row = |year| format!("F1,{year}-01-01,{year}-12-31,L1,managed_anaerobic,wet_tropical,covered\n");
    let reported = |rows: String| {
        let deposits = "landfill_id,year,waste,matter,deposited,unit\nL1,2022,food,wet,100,t\n";
        let header = "site_id,start,end,landfill_id,management,climate,cover\n";
        let scratch = book(&[("landfills.csv", &format!("{header}{rows}")), ("landfill_deposits.csv", deposits)]);
        scratch.write("book.toml", &manifest);
        scratch.write("activities.csv", &ACTIVITIES.replace("01-01", "04-01"));
        let accounts = scratch.accounts();
        accounts.diagnostics().iter().any(|d| d.message().contains("`L1` has no row for 2025"))
    };
    assert!(reported(row(2024)));
    assert!(!reported(row(2024) + &row(2025)));
}

/// California's refineries in 2018: 89 858 231 m³ with 450 g COD per m³, B 0.25, MCF 0.3, 3033 t of methane.
///
/// Source: California Air Resources Board, Documentation of California's Greenhouse Gas Inventory, 4D2, 2023.
#[test]
fn wastewater_of_refineries() {
    let table = "\
site_id,start,end,treatment,water,measure,load,unit,flow,flow_unit,concentration_kg_per_m3,mcf
F1,2024-01-01,2024-12-31,aerobic_plant_overloaded,industrial,COD,,,89858231,m3,0.45,0.3
F1,2024-01-01,2024-12-31,discharge_to_water,industrial,nitrogen,1000,kg,,,,
";
    let accounts = book(&[("wastewater.csv", table)]).accounts();
    let methane = kg(&accounts, Gas::CH4_BIOGENIC);
    assert!((methane / 1_000.0 - 3_033.0).abs() < 0.5, "{methane}");
    near(kg(&accounts, Gas::N2O), 1_000.0 * 0.005 * 44.0 / 28.0);
    explains(&accounts, "wastewater.csv", 2, &["TOW = V × c", "× 0.25 × 0.3", "Table 6.2"]);
    explains(&accounts, "wastewater.csv", 3, &["1000 × 0.005 × 44 / 28", "Table 6.8A"]);
}

/// 1000 kg of NF3 in remote cleaning by the 2019 Refinement, worked by hand in `method::electronics`.
#[test]
fn gases_of_chips_and_their_by_products() {
    let table = "\
site_id,start,end,process,gas,consumed,unit,abated,uptime
F1,2024-01-01,2024-12-31,semiconductor_remote_clean,NF3,1000,kg,1,0.9
";
    let accounts = book(&[("semiconductor.csv", table)]).accounts();
    let gas = |name| Gas::parse(name).expect("a gas");
    near(kg(&accounts, gas("NF3")), 2.61);
    near(kg(&accounts, gas("PFC-14")), 6.0894);
    explains(&accounts, "semiconductor.csv", 2, &["E = G × (1 − U) × (1 − a × u × d)", "Table 6.7", "PFC-14"]);
}

/// A tonne of nappies in a batch stoker: 0.4 dry, 0.7 carbon, a tenth of it fossil, 60 g CH4 and 60 g N2O.
#[test]
fn waste_burnt_parts_by_its_carbon() {
    let table = "site_id,start,end,waste,plant,quantity,unit\nF1,2024-01-01,2024-12-31,nappies,batch_stoker,1,t\n";
    let accounts = book(&[("incineration.csv", table)]).accounts();
    near(kg(&accounts, Gas::CO2), 280.0 * 0.1 * 44.0 / 12.0);
    near(accounts.headline().biogenic_co2().expect("CO2 of biomass").as_kilograms(), 280.0 * 0.9 * 44.0 / 12.0);
    near(kg(&accounts, Gas::N2O), 0.06);
    explains(
        &accounts,
        "incineration.csv",
        2,
        &["C = m × (1 − w) × c", "1000 × (1 − 0.6) × 0.7", "Table 2.4", "M_CH4"],
    );
}

#[test]
fn a_book_with_a_landfill_without_deposits_is_refused() {
    let landfills = "site_id,start,end,landfill_id,management,climate,cover\nF1,2024-01-01,2024-12-31,L1,managed_anaerobic,wet_tropical,covered\n";
    match Book::open(book(&[("landfills.csv", landfills)]).path()) {
        Err(Error::Rejected(problems)) => {
            assert_eq!(problems.iter().map(|d| d.code()).collect::<Vec<_>>(), [Code::MethodInput]);
        }
        _ => panic!("a landfill of nothing was accepted"),
    }
}
