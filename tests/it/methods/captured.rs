//! Captured CO2 that leaves a carbon balance without a fate.

use estate_carbon::Accounts;
use estate_carbon::quantity::Gas;

use super::process::{accounts, near};

const HEADER: &str = "balance_id,activity,direction,material,mass,unit,carbon_fraction,biogenic_share";
const WASTE: &str = "B1,process_emissions/methanol,in,waste,2000,t,0.5,0.6";
const METHANOL: &str = "B1,process_emissions/methanol,out,methanol,800,t,0.375,";

fn caveat(accounts: &Accounts) -> Option<String> {
    let json = accounts.report().to_json();
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let caveats = report["caveats"].as_array().expect("caveats").iter();
    caveats.filter(|c| c["code"] == "captured_co2").find_map(|c| Some(c["text"].as_str()?.to_owned()))
}

fn co2(accounts: &Accounts) -> [f64; 2] {
    let fossil = accounts.headline().scope1().expect("scope 1").by_gas().get(&Gas::CO2).map_or(0.0, |m| m.as_tonnes());
    [fossil, accounts.headline().biogenic_co2().map_or(0.0, |mass| mass.as_tonnes())]
}

/// 2,000 t of waste with 1,000 t of carbon, 40 % of it fossil: 300 t C leave in methanol, 500 t as captured CO2, 200 t
/// at the stack. Without a fate 700 t C are released: 1,026.7 t of fossil CO2, where 293.3 t were counted.
///
/// Source: quintel/etsource, issue 3444, and IAMconsortium/common-definitions, issue 49, on captured CO2 without a
/// fate; IPCC, 2006 Guidelines, Vol. 3, ch. 1, section 1.2.2; the sums by hand.
#[test]
fn captured_carbon_without_a_fate_stays_in_scope_1() {
    let captured = "B1,process_emissions/methanol,out,co2,1833.333333,t,0.272727273,";
    let book = accounts("carbon_balance.csv", HEADER, &[WASTE, METHANOL, captured]);
    let [fossil, biogenic] = co2(&book);
    near(fossil, 1_026.67, 0.005);
    near(biogenic, 1_540.0, 0.005);
    // 500 t C: 1,833.3 t CO2, of which 733.3 t fossil.
    let said = caveat(&book).expect("a caveat");
    for part in ["1,833 t of captured CO2", "(carbon_balance.csv:4)", "Scope 1 733.3 t CO2e (71.4 %)", "1,100 t"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let explained = book.explain_row("carbon_balance.csv", 4).expect("the row").to_string();
    assert!(explained.contains("F = C_CO2 / C"), "{explained}");
}

/// The default carbon of `co2` says the same as the number; half of it is half of the caveat.
#[test]
fn captured_carbon_is_known_by_its_name() {
    let captured = "B1,process_emissions/methanol,out,co2,916.6666665,t,,";
    let book = accounts("carbon_balance.csv", HEADER, &[WASTE, METHANOL, captured]);
    near(co2(&book)[0], 1_026.67, 0.005);
    let said = caveat(&book).expect("a caveat");
    assert!(said.contains("916.7 t of captured CO2") && said.contains("366.7 t CO2e"), "{said}");
}

/// Products take their carbon off, urea among them, and nothing is said.
#[test]
fn products_take_their_carbon_off_without_a_word() {
    let urea = "B1,process_emissions/methanol,out,urea,1000,t,,";
    let book = accounts("carbon_balance.csv", HEADER, &[WASTE, METHANOL, urea]);
    near(co2(&book)[0], 500.0 * 0.4 * 44.0 / 12.0, 1e-6);
    assert_eq!(caveat(&book), None);
}
