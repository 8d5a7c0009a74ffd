//! Energy bought inside the fence, of whom it is bought, and energy a site makes itself.

use estate_carbon::report::{Colour, Style};
use estate_carbon::scope::Scope2Method;
use estate_carbon::{Accounts, Book, Code, Diagnostics, Error};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nA,Buyer,E,factory\nB,Seller,E,utility\nC,Neighbour,E,factory\n\
                     X,Beyond the fence,E,outside\n";
const HEADER: &str = "site_id,start,end,activity,quantity,unit,counterparty,factor_id\n";
/// A seller's steam, 60 kg CO2/GJ.
const STEAM: &str = "factor_id,activity,region,valid_from,valid_to,unit,gas,kg_per_unit,kind,publisher,document\n\
                     s,purchased_steam/B,TH,2024-01-01,2024-12-31,GJ,CO2,60,supplier,B,statement\n";

fn book(rows: &[&str]) -> Scratch {
    let rows: String = rows
        .iter()
        .map(|row| row.split_once(',').map(|(site, rest)| format!("{site},2024-01-01,2024-12-31,{rest}\n")))
        .map(|row| row.expect("a site and the rest"))
        .collect();
    let manifest = MANIFEST.replacen("gwp =", "scope2_market_fallback = \"location\"\ngwp =", 1);
    let activities = format!("{HEADER}{rows}");
    Scratch::new(&[
        ("book.toml", &manifest),
        ("sites.csv", SITES),
        ("factors.csv", STEAM),
        ("activities.csv", &activities),
    ])
}

fn problems(book: &Scratch) -> Diagnostics {
    match Book::open(book.path()).and_then(Book::account) {
        Ok(accounts) => accounts.diagnostics().clone(),
        Err(Error::Rejected(found)) => found,
        Err(other) => panic!("{other}"),
    }
}

/// The message and help of every problem of a code.
fn said(book: &Scratch, code: Code) -> Vec<String> {
    let found = problems(book);
    let of_code = found.iter().filter(|problem| problem.code() == code);
    of_code.map(|p| format!("{}: {}; {}", p.place(), p.message(), p.help().unwrap_or_default())).collect()
}

fn location(accounts: &Accounts) -> f64 {
    accounts.headline().scope2(Scope2Method::LocationBased).expect("location-based").co2e().as_tonnes()
}

fn screen(accounts: &Accounts) -> String {
    accounts.report().to_terminal(Style::new(Colour::Off, 110))
}

fn caveat(accounts: &Accounts, code: &str) -> Option<String> {
    let report: serde_json::Value = serde_json::from_str(&accounts.report().to_json()).expect("JSON");
    let caveats = report["caveats"].as_array().expect("caveats").iter();
    caveats.filter(|c| c["code"] == code).find_map(|c| Some(c["text"].as_str()?.to_owned()))
}

#[test]
fn a_seller_that_emits_less_than_is_taken_off_is_told() {
    // 10,000 MWh at 0.475 kg/kWh are 4,750 t; a litre of diesel is 2.7 kg.
    let hollow = book(&["B,stationary_combustion/gas_diesel_oil,1,L,,", "A,purchased_electricity/grid,10000,MWh,B,"]);
    let warnings = said(&hollow, Code::AboveTheSeller);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for part in ["location-based, 4750 t CO2e", "market-based, 4750 t CO2e", "0.0027", "activities.csv:3"] {
        assert!(warnings[0].contains(part), "{part}: {}", warnings[0]);
    }
    let accounts = hollow.accounts();
    assert!(location(&accounts).abs() < 1e-9);
    let caveat = caveat(&accounts, "eliminated_between_sites").expect("a caveat");
    assert!(caveat.matches("4,750 t CO2e").count() == 2, "{caveat}");
    let line = screen(&accounts);
    let line = line.lines().find(|line| line.contains("Eliminated between sites")).expect("a line").to_owned();
    assert_eq!(line.matches("4,750").count(), 2, "{line}");
}

#[test]
fn two_buyers_of_one_seller_are_weighed_together() {
    // The seller buys 1,000 MWh of the grid and sells 600 twice.
    let sells = |each: u32| {
        let rows = [("B", 1_000, ""), ("A", each, "B"), ("C", each, "B")];
        let rows = rows.map(|(site, mwh, of)| format!("{site},purchased_electricity/grid,{mwh},MWh,{of},"));
        book(&rows.each_ref().map(String::as_str))
    };
    assert_eq!(said(&sells(600), Code::AboveTheSeller).len(), 1);
    // What it passes on whole is all its own: the sums meet.
    assert_eq!(said(&sells(500), Code::AboveTheSeller), [""; 0]);
    let accounts = sells(500).accounts();
    assert!((location(&accounts) - 475.0).abs() < 1e-6, "{}", location(&accounts));
}

#[test]
fn steam_of_a_site_without_counterparty_counts_twice_and_is_told() {
    let boiler = "B,stationary_combustion/gas_diesel_oil,100000,L,,";
    let twice = book(&[boiler, "A,purchased_steam/B,1000,GJ,,"]);
    let warnings = said(&twice, Code::NoCounterparty);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].contains("write `B` in `counterparty`"), "{}", warnings[0]);
    assert!((location(&twice.accounts()) - 60.0).abs() < 1e-9);
    let once = book(&[boiler, "A,purchased_steam/B,1000,GJ,B,"]);
    assert_eq!(problems(&once).warnings(), 0, "{}", problems(&once).render());
    assert!(location(&once.accounts()).abs() < 1e-9);
    // A seller without emissions of its own: nothing counts twice.
    assert_eq!(said(&book(&["A,purchased_steam/B,1000,GJ,,"]), Code::NoCounterparty), [""; 0]);
}

#[test]
fn a_word_that_is_no_supplier_is_refused_with_what_is_known() {
    let refused = |row: &str| said(&book(&[row]), Code::UnknownSupplier).concat();
    let help = refused("A,purchased_electricity/gird,100,MWh,,");
    assert!(help.contains("did you mean `purchased_electricity/grid`?"), "{help}");
    let help = refused("A,purchased_electricity/solar,100,MWh,,");
    assert!(help.contains("`own_generation/solar`") && help.contains("factors.csv"), "{help}");
    for declared in [
        "A,purchased_electricity/grid,100,MWh,,",
        "A,purchased_electricity/X,100,MWh,,",
        "A,purchased_electricity/spp,100,MWh,X,",
        "A,purchased_electricity/solar,100,MWh,,tgo-cfo-2022/grid/2016-2018",
    ] {
        assert_eq!(refused(declared), "", "{declared}");
    }
    let with_factor = book(&["A,purchased_electricity/ppa,100,MWh,,"]);
    with_factor
        .write("factors.csv", &STEAM.replace("purchased_steam/B", "purchased_electricity/ppa").replace("GJ", "kWh"));
    assert_eq!(problems(&with_factor).errors(), 0, "{}", problems(&with_factor).render());
}

#[test]
fn own_generation_is_shown_and_in_no_scope() {
    let grid = "A,purchased_electricity/grid,900,MWh,,";
    let bare = book(&[grid]).accounts();
    let roof = book(&[
        grid,
        "A,own_generation/solar,120,MWh,,",
        "A,own_generation/solar,360,GJ,,",
        "C,own_generation/wind,5,MWh,,",
    ]);
    let accounts = roof.accounts();
    assert_eq!(location(&accounts).to_bits(), location(&bare).to_bits());
    assert!(accounts.headline().scope1().is_err());
    assert_eq!(
        (accounts.report().to_markdown().matches("own\\_generation/solar").count(), problems(&roof).warnings()),
        (1, 0)
    );
    let report: serde_json::Value = serde_json::from_str(&accounts.report().to_json()).expect("JSON");
    let made = &report["own_generation"];
    assert_eq!((made[0]["site_id"].as_str(), made[0]["mwh"].as_f64()), (Some("A"), Some(220.0)), "{made}");
    assert_eq!((made[1]["activity"].as_str(), made[1]["mwh"].as_f64()), (Some("own_generation/wind"), Some(5.0)));
    assert!(screen(&accounts).contains("Own generation, in no scope: 225.0 MWh"), "{}", screen(&accounts));
    let explained = accounts.explain_row("activities.csv", 3).expect("the row").to_string();
    assert!(explained.contains("own generation: no purchase, no Scope 2"), "{explained}");
    let without: serde_json::Value = serde_json::from_str(&bare.report().to_json()).expect("JSON");
    assert!(without.get("own_generation").is_none());
    // A word that is no source is refused by the chart.
    assert_eq!(said(&book(&["A,own_generation/moon,1,MWh,,"]), Code::UnknownActivity).len(), 1);
    // What is no energy would be in no table.
    for unit in ["kg", "m2", "THB"] {
        let refused = said(&book(&[&format!("A,own_generation/solar,500,{unit},,")]), Code::CannotConvert);
        assert_eq!(refused.len(), 1, "{unit}");
        assert!(refused[0].contains("give the quantity as an energy"), "{refused:?}");
    }
}
