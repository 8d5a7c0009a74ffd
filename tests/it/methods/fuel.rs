//! Fuels by their carbon and gases by their composition, through whole books.

use estate_carbon::Accounts;
use estate_carbon::quantity::{Co2e, Gas};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nF1,Factory,E,factory\n";
/// A book has activity rows; this one is of Scope 2 and leaves Scope 1 to the method.
const ACTIVITIES: &str =
    "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-12-31,purchased_electricity/grid,1,MWh\n";

fn accounts(table: &str, text: &str) -> Accounts {
    let files = [("book.toml", MANIFEST), ("sites.csv", SITES), ("activities.csv", ACTIVITIES), (table, text)];
    Scratch::new(&files).accounts()
}

/// kg of a gas in Scope 1.
fn kg(accounts: &Accounts, gas: Gas) -> f64 {
    let figure = accounts.headline().scope1().expect("scope 1");
    figure.by_gas().get(&gas).unwrap_or_else(|| panic!("no {gas}")).as_kilograms()
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-6 * wanted, "found {found}, wanted {wanted}");
}

const ANALYSES: &str =
    "site_id,start,end,activity,quantity,unit,basis,moisture,carbon_fraction,carbon_kg_per_gj,biogenic_fraction";

/// US EPA's railcar, 90.89 t of coal with 21.11 × 26.05 kg C/t: 183.27 t CO2. The IPCC's net calorific
/// value, 25.8 MJ/kg, and factors, 10 kg CH4 and 1.5 kg N2O per TJ, give the other gases.
///
/// Source: US EPA, GHG Equivalencies, coal railcar, as quoted in public copies of 2018; IPCC, 2006
/// Guidelines, Vol. 2, Tables 1.2 and 2.3.
#[test]
fn coal_by_its_carbon_has_the_other_gases_of_its_factor() {
    let row = "F1,2024-01-01,2024-12-31,stationary_combustion/other_bituminous_coal,90.89,t,,0,0.5499155,,0";
    let accounts = accounts("fuel_analyses.csv", &format!("{ANALYSES}\n{row}\n"));
    near(kg(&accounts, Gas::CO2), 90_890.0 * 0.549_915_5 * 44.0 / 12.0);
    near(kg(&accounts, Gas::CH4_FOSSIL), 90.89 * 25.8 / 1_000.0 * 10.0);
    near(kg(&accounts, Gas::N2O), 90.89 * 25.8 / 1_000.0 * 1.5);
    let explained = accounts.explain_row("fuel_analyses.csv", 2).expect("the row").to_string();
    for part in ["C = m × (1 − w) × c", "90890 × (1 − 0) × 0.5499155", "oxidation 1", "Table 1.4", "F1"] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

/// Waste fuel of 40 % biomass: its CO2 of biomass is outside the scopes.
#[test]
fn a_mixed_fuel_is_parted_by_its_carbon() {
    let row = "F1,2024-01-01,2024-12-31,stationary_combustion/industrial_waste,100,TJ,net,,,25,0.4";
    let accounts = accounts("fuel_analyses.csv", &format!("{ANALYSES}\n{row}\n"));
    let co2 = 100_000.0 * 25.0 * 44.0 / 12.0;
    near(kg(&accounts, Gas::CO2), 0.6 * co2);
    near(accounts.headline().biogenic_co2().expect("CO2 of biomass").as_kilograms(), 0.4 * co2);
}

/// A flare over two months of the period, worked by hand in `method::gas_composition`, and a biogas
/// that is burnt whole: its CO2 is of biomass and no methane is left.
#[test]
fn flares_and_biogas_by_composition() {
    let header = "site_id,start,end,activity,quantity,unit,efficiency,biogenic_fraction,ch4,c2h6,co2";
    let flare = "F1,2024-01-01,2024-02-29,stationary_combustion/flare_gas,1000,Nm3,0.98,0,0.9,0.05,0.05";
    let biogas = "F1,2024-01-01,2024-12-31,stationary_combustion/other_biogas,1000,Nm3,1,1,0.6,,0.4";
    let accounts = accounts("gas_streams.csv", &format!("{header}\n{flare}\n{biogas}\n"));
    near(kg(&accounts, Gas::CO2), 2_022.389_872);
    near(kg(&accounts, Gas::CH4_FOSSIL), 12.883_228);
    let biogenic = accounts.headline().biogenic_co2().expect("CO2 of biomass");
    near(biogenic.as_kilograms(), 44.615_033_405 * 44.0095);
    // AR6: 29.8 for fossil methane.
    let scope1 = accounts.headline().scope1().expect("scope 1").co2e();
    near(scope1.as_kilograms(), Co2e::from_kilograms(2_022.389_872 + 29.8 * 12.883_228).as_kilograms());
    let explained = accounts.explain_row("gas_streams.csv", 2).expect("the row").to_string();
    for part in ["c = x_CH4 × 1 + x_C2H6 × 2", "0.9 × 1 + 0.05 × 2", "2024-02"] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

/// A meter of the fuel is compared with the fuel, not with the CO2 that the analysis gives beside it.
#[test]
fn an_analysis_states_its_fuel_once() {
    let row = "F1,2024-01-01,2024-12-31,stationary_combustion/other_bituminous_coal,90.89,t,,0,0.5499155,,0";
    let assertions = "assertion_id,what,start,end,value,unit,tolerance_pct\n\
                      A1,stationary_combustion/other_bituminous_coal,2024-01-01,2024-12-31,90.89,t,0.000001\n";
    let table = format!("{ANALYSES}\n{row}\n");
    let files = [
        ("book.toml", MANIFEST),
        ("sites.csv", SITES),
        ("activities.csv", ACTIVITIES),
        ("fuel_analyses.csv", &table),
        ("assertions.csv", assertions),
    ];
    let accounts = Scratch::new(&files).accounts();
    assert!(accounts.diagnostics().is_empty(), "{}", accounts.diagnostics().render());
}
