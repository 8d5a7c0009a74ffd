//! Which factor a row takes, and what an estate does not count twice, through whole books.

use estate_carbon::scope::{LedgerBook, Scope, Scope2Method, Scope3Category};
use estate_carbon::{Book, Code, Error};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nF1,Factory,E,factory\nUTIL,Utility,E,utility\n";
const ROWS: &str = "site_id,start,end,activity,quantity,unit,basis,factor_id,counterparty\n";
const FACTORS: &str = "factor_id,activity,region,valid_from,unit,basis,gas,kg_per_unit,kind,publisher,document\n";

fn book(factors: &[&str], rows: &[&str]) -> Scratch {
    Scratch::new(&[
        ("book.toml", MANIFEST),
        ("sites.csv", SITES),
        ("factors.csv", &(FACTORS.to_owned() + &factors.join("\n") + "\n")),
        ("activities.csv", &(ROWS.to_owned() + &rows.join("\n") + "\n")),
    ])
}

/// The codes of the errors a book is refused for.
fn refused(scratch: &Scratch) -> Vec<Code> {
    match Book::open(scratch.path()).and_then(Book::account) {
        Err(Error::Rejected(problems)) => problems.iter().map(|d| d.code()).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

#[test]
fn an_own_factor_that_does_not_fit_is_not_passed_over() {
    let own = "own,stationary_combustion/natural_gas,TH,,m3,,CO2,2,,us,analysis";
    let row = "F1,2024-01-01,2024-01-31,stationary_combustion/natural_gas,100,GJ,net,,";
    assert_eq!(refused(&book(&[own], &[row])), [Code::CannotConvert]);
    assert_eq!(refused(&book(&[], &[row])), []);
}

#[test]
fn a_suppliers_electricity_is_of_the_grid_by_location() {
    let own = [
        "grid,purchased_electricity/grid,TH,,kWh,,CO2,0.5,,us,grid",
        "ppa,purchased_electricity/solar,TH,,kWh,,CO2,0,supplier,us,contract",
    ];
    for factor_id in ["", "ppa"] {
        let row = format!("F1,2024-01-01,2024-01-31,purchased_electricity/solar,1000,kWh,,{factor_id},");
        let accounts = book(&own, &[&row]).accounts();
        let tonnes = |method| accounts.headline().scope2(method).map(|f| f.co2e().as_tonnes());
        assert_eq!(tonnes(Scope2Method::LocationBased), Ok(0.5), "{factor_id}");
        assert_eq!(tonnes(Scope2Method::MarketBased), Ok(0.0), "{factor_id}");
    }
}

#[test]
fn losses_of_the_grid_do_not_take_the_contract_of_a_purchase() {
    // The book's own contract comes before the built-in grid, wherever contracts may be taken.
    let own = ["ppa,purchased_electricity/grid,TH,,kWh,,CO2,0,supplier,us,contract"];
    let bought = "F1,2024-01-01,2024-01-31,purchased_electricity/grid,1000,kWh,,,";
    let scratch = book(&own, &[bought]);
    scratch.write(
        "energy_losses.csv",
        "site_id,start,end,activity,factors_of,method,energy,unit,loss_rate\n\
         F1,2024-01-01,2024-01-31,c03/electricity_transmission_losses,purchased_electricity/grid,of_consumed,1000,kWh,0.1\n",
    );
    let accounts = scratch.accounts();
    let of = |method| accounts.headline().scope2(method).map(|f| f.co2e().as_tonnes());
    let by_location = of(Scope2Method::LocationBased).expect("the grid of Thailand");
    assert!(by_location > 0.4, "{by_location}");
    assert_eq!(of(Scope2Method::MarketBased), Ok(0.0));
    let losses = accounts.headline().scope3(Scope3Category::FuelAndEnergyRelatedActivities);
    let lost = losses.expect("losses").co2e().as_tonnes();
    assert!((lost - by_location * 0.1).abs() < 1e-9, "{lost}");
}

#[test]
fn steam_of_which_the_supplier_reports_the_co2e_is_the_same_by_both_methods() {
    let scratch = book(&[], &["F1,2024-01-01,2024-01-31,fugitive_emissions/HFC-32,0,kg,,,"]);
    scratch.write(
        "allocations.csv",
        "site_id,start,end,activity,quantity,unit,gwp,own,total,share_unit\n\
         F1,2024-01-01,2024-01-31,purchased_steam/UTIL,10,t,AR5,1,4,t\n",
    );
    let accounts = scratch.accounts();
    for method in [Scope2Method::LocationBased, Scope2Method::MarketBased] {
        let tonnes = accounts.headline().scope2(method).map(|f| f.co2e().as_tonnes());
        assert_eq!(tonnes, Ok(2.5), "{method:?}");
    }
}

#[test]
fn a_factor_a_row_names_must_have_been_valid() {
    let own = "late,c05/landfill_mixed,TH,2024-07-01,t,,CO2,10,,us,contract";
    let row = |month: &str| format!("F1,2024-{month}-01,2024-{month}-28,c05/landfill_mixed,1,t,,late,");
    assert_eq!(refused(&book(&[own], &[&row("01")])), [Code::NoFactor]);
    assert_eq!(refused(&book(&[own], &[&row("08")])), []);
}

#[test]
fn a_factor_never_comes_from_a_later_year_and_an_earlier_one_is_reported() {
    let own = |from: &str| format!("own,c05/landfill_own,TH,{from},t,,CO2,10,,us,contract");
    let row = "F1,2024-01-01,2024-01-31,c05/landfill_own,1,t,,,";
    assert_eq!(refused(&book(&[&own("2025-01-01")], &[row])), [Code::NoFactor]);
    let scratch = book(&[], &[row]);
    scratch.write(
        "factors.csv",
        "factor_id,activity,region,valid_from,valid_to,unit,gas,kg_per_unit,publisher,document\n\
         own,c05/landfill_own,TH,2021-01-01,2021-12-31,t,CO2,10,us,contract\n",
    );
    let accounts = scratch.accounts();
    let reported: Vec<_> = accounts.diagnostics().iter().map(|d| (d.code(), d.message().to_owned())).collect();
    // 1 t × 10 kg.
    let said = "`own` is valid until 2021-12-31 and the rows are of 2024: 0.01000 t CO2e";
    assert_eq!(reported, [(Code::EarlierYear, said.to_owned())]);
}

#[test]
fn steam_bought_inside_the_fence_is_the_estates_once() {
    let own = [
        "gas,stationary_combustion/natural_gas,TH,,GJ,net,CO2,56.1,,us,analysis",
        "steam,purchased_steam/UTIL,TH,,GJ,,CO2,66.3,supplier,us,boiler house",
    ];
    let burnt = "UTIL,2024-01-01,2024-01-31,stationary_combustion/natural_gas,1000,GJ,net,,";
    let bought = "F1,2024-01-01,2024-01-31,purchased_steam/UTIL,333.3,GJ,,,UTIL";
    let accounts = book(&own, &[burnt, bought]).accounts();
    let estate = accounts.headline();
    let location = estate.scope2(Scope2Method::LocationBased).expect("reported").co2e();
    assert_eq!(location.as_kilograms().to_bits(), 0, "nothing, exactly: {location}");
    let sites = estate.sum_of_sites(Scope::Two, LedgerBook::LocationBased).expect("a sum");
    let eliminated: f64 = estate
        .eliminations()
        .iter()
        .filter(|e| e.book == LedgerBook::LocationBased)
        .map(|e| e.co2e().as_kilograms())
        .sum();
    assert!((sites.as_kilograms() - eliminated).abs() < 1e-9);
    assert!((estate.scope1().expect("reported").co2e().as_kilograms() - 56_100.0).abs() < 1e-9);

    // A seller that reports nothing leaves nothing to count twice.
    let silent = book(&own, &[bought]).accounts();
    assert!(silent.headline().eliminations().is_empty());
    assert!(silent.headline().scope2(Scope2Method::LocationBased).expect("reported").co2e().as_kilograms() > 22_000.0);
}

/// What is wrong with a book of one assertion.
fn refused_with(own: &[&str], rows: &[&str], assertion: &str) -> Vec<Code> {
    let scratch = book(own, rows);
    let header = "assertion_id,site_id,what,start,end,value,unit,tolerance_pct\n";
    scratch.write("assertions.csv", &format!("{header}{assertion}\n"));
    refused(&scratch)
}

#[test]
fn assertions_read_the_statement_after_eliminations() {
    let own = [
        "gas,stationary_combustion/natural_gas,TH,,GJ,net,CO2,56.1,,us,analysis",
        "steam,purchased_steam/UTIL,TH,,GJ,,CO2,66.3,supplier,us,boiler house",
    ];
    let rows = [
        "UTIL,2024-01-01,2024-01-31,stationary_combustion/natural_gas,1000,GJ,net,,",
        "F1,2024-01-01,2024-01-31,purchased_steam/UTIL,100,GJ,,,UTIL",
    ];
    let asserted = |line: &str| refused_with(&own, &rows, line);
    assert_eq!(asserted("a,,scope2_location,2024-01-01,2024-12-31,0,tCO2e,0.1"), [], "the estate bought it of itself");
    assert_eq!(asserted("a,F1,scope2_location,2024-01-01,2024-12-31,6.63,tCO2e,0.1"), []);
    assert_eq!(asserted("a,F1,scope2_location,2024-01-01,2024-12-31,7,tCO2e,0.1"), [Code::AssertionMissed]);
    assert_eq!(asserted("a,,purchased_steam,2024-01-01,2024-01-31,100,GJ,0.1"), []);
    assert_eq!(asserted("a,,scope3,2024-01-01,2024-01-31,1,tCO2e,0.1"), [Code::AssertionUnknown], "not reported");
    for absent in [
        "a,,purchased_steam,2024-02-01,2024-02-29,0,GJ,0.1",
        "a,UTIL,purchased_steam,2024-01-01,2024-01-31,0,GJ,0.1",
        "a,,purchased_heating,2024-01-01,2024-12-31,0,tCO2e,0.1",
        "a,,stationary_combustion/lpg,2024-01-01,2024-12-31,0,kg,0.1",
    ] {
        assert_eq!(asserted(absent), [Code::AssertionUnknown], "no row is not a quantity of zero: {absent}");
    }
}

#[test]
fn assertions_name_figures_as_the_report_does() {
    let own = [
        "gas,stationary_combustion/natural_gas,TH,,GJ,net,CO2,56.1,,us,analysis",
        "steam,purchased_steam/UTIL,TH,,GJ,,CO2,66.3,supplier,us,boiler house",
    ];
    let rows = [
        "UTIL,2024-01-01,2024-01-31,stationary_combustion/natural_gas,1000,GJ,net,,",
        "UTIL,2024-02-01,2024-02-29,stationary_combustion/natural_gas,500,GJ,net,,",
        "F1,2024-01-01,2024-01-31,purchased_steam/UTIL,100,GJ,,,UTIL",
    ];
    let asserted = |line: &str| refused_with(&own, &rows, line);
    let year = "2024-01-01,2024-12-31";
    let met = [
        format!("a,,estate.scope1.stationary_combustion.UTIL,{year},84.15,tCO2e,0.1"),
        format!("a,UTIL,estate.scope1.stationary_combustion,{year},84.15,tCO2e,0.1"),
        "a,,estate.scope1.stationary_combustion,2024-02-01,2024-02-29,28.05,tCO2e,0.1".to_owned(),
        "a,,scope1@2024-01,2024-01-01,2024-01-31,56.1,tCO2e,0.1".to_owned(),
        format!("a,,scope1.gas.CO2,{year},84150,kg,0.1"),
        format!("a,,estate.sum_of_sites.scope2_location,{year},6.63,tCO2e,0.1"),
        format!("a,,estate.eliminations.scope2_location.purchased_steam.UTIL.F1,{year},6.63,tCO2e,0.1"),
    ];
    for line in met {
        assert_eq!(asserted(&line), [], "{line}");
    }
    for (line, code) in [
        (format!("a,,estate.scope1.stationary_combustion,{year},80,tCO2e,0.1"), Code::AssertionMissed),
        (format!("a,,estate.scope1.stationary_combustion.F9,{year},80,tCO2e,0.1"), Code::AssertionUnknown),
        (format!("a,F1,estate.scope1.UTIL,{year},84.15,tCO2e,0.1"), Code::AssertionUnknown),
        (format!("a,,scope1.gas.CO2,{year},84.15,tCO2e,0.1"), Code::AssertionUnknown),
        (format!("a,,scope1.gas.CO2,{year},84.15,kWh,0.1"), Code::AssertionUnknown),
        (format!("a,,scope1@2024-01,{year},56.1,tCO2e,0.1"), Code::AssertionUnknown),
        ("a,,estate.scope1.UTIL,2024-02-01,2024-02-29,28.05,tCO2e,0.1".to_owned(), Code::AssertionUnknown),
        (format!("a,,scope2,{year},6.63,tCO2e,0.1"), Code::AssertionUnknown),
        ("a,,scope1,2023-01-01,2024-12-31,84.15,tCO2e,0.1".to_owned(), Code::AssertionUnknown),
        (format!("a,F1,scope1,{year},0,tCO2e,0.1"), Code::AssertionUnknown),
        ("a,,estate.sum_of_sites.scope1,2024-01-01,2024-06-30,84.15,tCO2e,0.1".to_owned(), Code::AssertionUnknown),
    ] {
        assert_eq!(asserted(&line), [code], "{line}");
    }
}
