//! Cement, lime, glass, metals and acids by what a plant knows, through whole books.

use estate_carbon::Accounts;
use estate_carbon::quantity::Gas;

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nF1,Factory,E,factory\n";
/// A book has activity rows; this one is of Scope 2 and leaves Scope 1 to the method.
const ACTIVITIES: &str =
    "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-12-31,purchased_electricity/grid,1,MWh\n";

pub fn accounts(table: &str, header: &str, rows: &[&str]) -> Accounts {
    let rows: String = rows.iter().map(|row| format!("F1,2024-01-01,2024-12-31,{row}\n")).collect();
    let text = format!("site_id,start,end,{header}\n{rows}");
    let files = [("book.toml", MANIFEST), ("sites.csv", SITES), ("activities.csv", ACTIVITIES), (table, &*text)];
    Scratch::new(&files).accounts()
}

/// Tonnes of a gas in Scope 1.
fn tonnes(accounts: &Accounts, gas: Gas) -> f64 {
    let figure = accounts.headline().scope1().expect("scope 1");
    figure.by_gas().get(&gas).unwrap_or_else(|| panic!("no {gas}")).as_tonnes()
}

pub fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "found {found}, wanted {wanted}");
}

fn explains(accounts: &Accounts, file: &str, line: u64, parts: &[&str]) {
    let explained = accounts.explain_row(file, line).expect("the row").to_string();
    for part in parts {
        assert!(explained.contains(part), "{part}: {explained}");
    }
}

/// 1,000 t of clinker with 64.6 % CaO: 507 t CO2 before dust, 517.14 with IPCC's 1.02.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/unit/process_emissions_service/test_emission_calculator.py at e9b5245.
#[test]
fn clinker_by_its_lime() {
    let rows = ["1000,t,0.646,0,0,1", "1000,t,0.646,0,0,"];
    let accounts = accounts("clinker.csv", "clinker,unit,cao,non_carbonate_cao,mgo,kiln_dust_factor", &rows);
    near(tonnes(&accounts, Gas::CO2), 507.0 + 517.14, 0.5 + 0.5);
    let formula = "(CaO − CaO_n) × S_CaO + (MgO − MgO_n) × S_MgO";
    explains(&accounts, "clinker.csv", 2, &[formula, "(0.646 − 0) × 0.785", "M = m × EF × CF"]);
    explains(&accounts, "clinker.csv", 3, &["1.02", "p 2.12"]);
}

/// Limestone 85 % pure by analysis, a glass melt with 20 % cullet and quicklime by IPCC's defaults.
///
/// Source: IPCC, 2006 Guidelines, Vol. 3, Tables 2.1, 2.4 and 2.6; the sums by hand.
#[test]
fn carbonates_glass_and_lime_add_up() {
    let header = "activity,method,material,mass,unit,carbonate_fraction,cullet_share,hydrated_share,hydrate_water";
    let rows = [
        "process_emissions/limestone_use,carbonate,limestone,1000,t,0.85,,,",
        "process_emissions/glass.float,glass,glass_float,1000,t,,0.2,,",
        "process_emissions/lime.high_calcium,lime,lime_high_calcium,1000,t,,,0,0",
    ];
    let accounts = accounts("carbonates.csv", header, &rows);
    near(tonnes(&accounts, Gas::CO2), 373.753_5 + 168.0 + 760.665, 1e-6);
    explains(&accounts, "carbonates.csv", 2, &["M = m × w × EF × F", "1000 × 0.85 × 0.43971 × 1"]);
    explains(&accounts, "carbonates.csv", 3, &["1000 × 0.21 × (1 − 0.2)", "Table 2.6"]);
}

/// Blast furnace route, 600 t coke at 85 % C, 1,000 t steel at 0.5 % C: 505 t C, 1,851.67 t CO2; and an
/// electric furnace with 1,000 t scrap and 5 t electrodes: 9.95 t C.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/unit/process_emissions_service/test_material_balance.py at e9b5245.
#[test]
fn steel_by_its_carbon() {
    let header = "balance_id,activity,direction,material,mass,unit,carbon_fraction,biogenic_share";
    let rows = [
        "bof,process_emissions/bof_steel,in,coke,600,t,0.85,0",
        "bof,process_emissions/bof_steel,in,iron ore,1500,t,0,0",
        "bof,process_emissions/bof_steel,out,steel,1000,t,0.005,",
        "eaf,process_emissions/eaf_steel,in,scrap,1000,t,0.005,0",
        "eaf,process_emissions/eaf_steel,in,electrode,5,t,0.99,0",
    ];
    let accounts = accounts("carbon_balance.csv", header, &rows);
    near(tonnes(&accounts, Gas::CO2), 1_851.67 + 9.95 * 44.0 / 12.0, 0.005 + 0.005 * 44.0 / 12.0);
    // Any row of a balance leads to the whole of it.
    for line in [2, 4] {
        explains(&accounts, "carbon_balance.csv", line, &["600 × 0.85 + 1500 × 0", "C = C_in − C_out", "iron ore"]);
    }
}

/// Charcoal's CO2 is of biomass, outside the scopes.
#[test]
fn charcoal_is_kept_apart() {
    let header = "balance_id,activity,direction,material,mass,unit,carbon_fraction,biogenic_share";
    let rows = [
        "a,process_emissions/pig_iron,in,charcoal,30,t,0.9,1",
        "a,process_emissions/pig_iron,in,coke,70,t,0.9,0",
        "a,process_emissions/pig_iron,out,pig iron,100,t,0.04,",
    ];
    let accounts = accounts("carbon_balance.csv", header, &rows);
    let co2 = (90.0 - 4.0) * 44.0 / 12.0;
    near(tonnes(&accounts, Gas::CO2), 0.7 * co2, 1e-9);
    near(accounts.headline().biogenic_co2().expect("CO2 of biomass").as_tonnes(), 0.3 * co2, 1e-9);
}

/// A prebake potline of 100,000 t: anodes by their analysis, anode effects by IPCC's slope.
///
/// Source: IPCC, 2006 Guidelines, Vol. 3, ch. 4, equations 4.21 and 4.26, Table 4.16; the products by hand.
#[test]
fn aluminium_by_anodes_and_their_effects() {
    let header = "method,technology,aluminium,unit,net_anode_consumption,anode_sulphur,anode_ash,anode_effect_minutes";
    let rows = ["prebaked_anodes,,100000,t,0.42,0.02,0.004,", "effect_minutes,cwpb,100000,t,,,,0.1"];
    let accounts = accounts("aluminium.csv", header, &rows);
    near(tonnes(&accounts, Gas::CO2), 150_304.0, 1e-6);
    let [cf4, c2f6] = ["PFC-14", "PFC-116"].map(|name| Gas::parse(name).expect("a gas"));
    near(tonnes(&accounts, cf4), 1.43, 1e-9);
    near(tonnes(&accounts, c2f6), 0.173_03, 1e-9);
    explains(&accounts, "aluminium.csv", 2, &["NAC × MP × (1 − S − A) × 44 / 12", "0.42 × 100000"]);
    explains(&accounts, "aluminium.csv", 3, &["M_CF4 = S × AEM × MP", "0.143 × 0.1 × 100000", "Table 4.16"]);
}

/// 1,000 t of adipic acid at 300 kg N2O/t: 300 t without abatement, 0.04455 of it with thermal
/// destruction by IPCC's Table 3.4. The factor is the built-in one.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/unit/process_emissions_service/test_emission_calculator.py at e9b5245 (300 t).
#[test]
fn acid_with_and_without_abatement() {
    let header = "activity,abatement,product,unit,destruction,utilisation";
    let acid = "process_emissions/adipic_acid";
    let open = accounts("abated_processes.csv", header, &[&format!("{acid},,1000,t,0,0")]);
    near(tonnes(&open, Gas::N2O), 300.0, 0.05);
    let treated = accounts("abated_processes.csv", header, &[&format!("{acid},thermal_destruction,1000,t,,")]);
    near(tonnes(&treated, Gas::N2O), 300.0 * 0.044_55, 1e-9);
    explains(&treated, "abated_processes.csv", 2, &["1000 × (1 − 0.985 × 0.97)", "ipcc-2006/process/adipic_acid"]);
}

/// A factor with CO2 beside its nitrous oxide: what destroys the one does not destroy the other.
#[test]
fn abatement_leaves_the_co2() {
    let factors = "factor_id,activity,region,unit,gas,kg_per_unit,publisher\n\
                   own/acid,process_emissions/nitric_acid,TH,t,CO2,100,Plant\n\
                   own/acid,process_emissions/nitric_acid,TH,t,N2O,9,Plant\n";
    let header = "site_id,start,end,activity,product,unit,destruction,utilisation,factor_id";
    let row = "F1,2024-01-01,2024-12-31,process_emissions/nitric_acid,1000,t,0.9,1,own/acid";
    let table = format!("{header}\n{row}\n");
    let accounts = Scratch::new(&[
        ("book.toml", MANIFEST),
        ("sites.csv", SITES),
        ("factors.csv", factors),
        ("abated_processes.csv", &table),
    ])
    .accounts();
    near(tonnes(&accounts, Gas::CO2), 100.0, 1e-9);
    near(tonnes(&accounts, Gas::N2O), 0.9, 1e-9);
    explains(&accounts, "abated_processes.csv", 2, &["P_eff = P × (1 − DF × ASUF)", "1000 × (1 − 0.9 × 1)"]);
}

/// The product counts once, whatever its factor holds, where a meter of it is compared.
#[test]
fn an_abated_process_states_its_product_once() {
    let header = "site_id,start,end,activity,product,unit,destruction,utilisation,factor_id";
    let row = "F1,2024-01-01,2024-12-31,process_emissions/adipic_acid,1000,t,0.9,1,";
    let assertions = "assertion_id,what,start,end,value,unit,tolerance_pct\n\
                      A1,process_emissions/adipic_acid,2024-01-01,2024-12-31,1000,t,0.000001\n";
    let accounts = Scratch::new(&[
        ("book.toml", MANIFEST),
        ("sites.csv", SITES),
        ("abated_processes.csv", &format!("{header}\n{row}\n")),
        ("assertions.csv", assertions),
    ])
    .accounts();
    assert!(accounts.diagnostics().is_empty(), "{}", accounts.diagnostics().render());
    near(tonnes(&accounts, Gas::N2O), 30.0, 1e-9);
}
