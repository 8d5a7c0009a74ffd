//! Energy bought inside the fence, of whom it is bought, and energy a site makes itself.

use estate_carbon::report::{Colour, Style};
use estate_carbon::scope::Scope2Method;
use estate_carbon::{Accounts, Book, Code, Diagnostics, Error};

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nA,Buyer,E,factory\nB,Seller,E,utility\nC,Neighbour,E,factory\n\
                     D,Other neighbour,E,factory\nX,Beyond the fence,E,outside\n";
const HEADER: &str = "site_id,start,end,activity,quantity,unit,counterparty,factor_id\n";
/// A seller's steam, 60 kg CO2/GJ.
const STEAM: &str = "factor_id,activity,region,valid_from,valid_to,unit,gas,kg_per_unit,kind,publisher,document\n\
                     s,purchased_steam/B,TH,2024-01-01,2024-12-31,GJ,CO2,60,supplier,B,statement\n";

/// Cold water, 200 kg CO2/GJ, and the same steam.
const COLD: &str = "factor_id,activity,region,valid_from,valid_to,unit,gas,kg_per_unit,kind,publisher,document\n\
                    cold,purchased_cooling/X,TH,2024-01-01,2024-12-31,GJ,CO2,200,supplier,X,statement\n";

fn book(rows: &[&str]) -> Scratch {
    book_with(STEAM, rows)
}

fn book_with(factors: &str, rows: &[&str]) -> Scratch {
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
        ("factors.csv", factors),
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
fn what_a_site_sells_of_a_carrier_is_made_of_what_it_has() {
    // 2,000 t of cold water and 475 t of power are bought, and 950 t of power are sold: nobody makes power of cold water.
    let bought = ["B,purchased_cooling/X,10000,GJ,,cold", "B,purchased_electricity/grid,1000,MWh,,"];
    let sold = |row: &'static str| book_with(COLD, &[bought[0], bought[1], row]);
    let power = sold("A,purchased_electricity/grid,2000,MWh,B,");
    let warnings = said(&power, Code::AboveTheSeller);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].contains("power, steam and heat, location-based, 950.0 t CO2e"), "{}", warnings[0]);
    assert!(warnings[0].contains("475.0 t CO2e of its own to make it of"), "{}", warnings[0]);
    // A chiller runs on power, and passes bought cold water on.
    let cold = sold("A,purchased_cooling/X,12000,GJ,B,cold");
    assert_eq!(said(&cold, Code::AboveTheSeller), [""; 0]);
    // A turbine runs on bought steam.
    let steam = "s,purchased_steam/X,TH,2024-01-01,2024-12-31,GJ,CO2,60,supplier,X,statement\n";
    let turbine = ["B,purchased_steam/X,10000,GJ,,s", "A,purchased_electricity/grid,1000,MWh,B,"];
    assert_eq!(said(&book_with(&format!("{COLD}{steam}"), &turbine), Code::AboveTheSeller), [""; 0]);
    // What leaks makes no power, and what is burnt is sold once: 427 t of power and 420 t of steam are not of 449 t.
    let leak = "B,fugitive_emissions/HFC-134a,1000,kg,,";
    let twice = [
        "B,stationary_combustion/natural_gas,8000,GJ,,",
        leak,
        "A,purchased_electricity/grid,900,MWh,B,",
        "A,purchased_steam/B,7000,GJ,B,",
    ];
    let twice = twice.map(|row| row.to_owned());
    assert_eq!(net(&book(&twice.each_ref().map(String::as_str))).len(), 1);
}

/// Warnings of sellers in a book whose energy of fuel is net.
fn net(book: &Scratch) -> Vec<String> {
    let rows = std::fs::read_to_string(book.path().join("activities.csv")).expect("there");
    let mut lines = rows.lines().map(str::to_owned).collect::<Vec<_>>();
    lines[0] += ",basis";
    for line in &mut lines[1..] {
        *line += if line.contains("natural_gas") { ",net" } else { "," };
    }
    book.write("activities.csv", &(lines.join("\n") + "\n"));
    said(book, Code::AboveTheSeller)
}

#[test]
fn sites_that_buy_the_grid_of_each_other_are_told() {
    let circle = book(&["A,purchased_electricity/grid,1000,MWh,B,", "B,purchased_electricity/grid,1000,MWh,A,"]);
    let warnings = said(&circle, Code::AboveTheSeller);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    for part in
        ["`A`, `B`", "location-based, 475.0 t CO2e in the largest sale", "0 t CO2e from elsewhere", "activities.csv:2"]
    {
        assert!(warnings[0].contains(part), "{part}: {}", warnings[0]);
    }
    // Of three, and with a neighbour that buys of one and sells nothing.
    let three = [("A", "B"), ("B", "C"), ("C", "A"), ("D", "A")];
    let three = three.map(|(to, of)| format!("{to},purchased_electricity/grid,1000,MWh,{of},"));
    let told = said(&book(&three.each_ref().map(String::as_str)), Code::AboveTheSeller);
    assert_eq!(told.iter().filter(|text| text.contains("`A`, `B`, `C` sell each other")).count(), 1, "{told:?}");
    // A boiler gives steam and takes power: there is enough in the circle.
    let fired = book(&[
        "B,stationary_combustion/gas_diesel_oil,500000,L,,",
        "A,purchased_steam/B,1000,GJ,B,",
        "B,purchased_electricity/grid,100,MWh,A,",
        "A,purchased_electricity/grid,300,MWh,,",
    ]);
    assert_eq!(problems(&fired).warnings(), 0, "{}", problems(&fired).render());
    // Energy may go round: of 1,123 t burnt 960 t go to a chiller as steam, and 200 t come back as cold water.
    let cold = "c,purchased_cooling/A,TH,2024-01-01,2024-12-31,GJ,CO2,100,supplier,A,statement\n";
    let round = [
        "B,stationary_combustion/natural_gas,20000,GJ,,",
        "A,purchased_steam/B,16000,GJ,B,",
        "B,purchased_cooling/A,2000,GJ,A,",
        "C,purchased_cooling/A,7000,GJ,A,",
    ];
    assert_eq!(net(&book_with(&format!("{STEAM}{cold}"), &round)), [""; 0]);
    // A sound circle beside a hollow one hides it no more than a leak does.
    let beside = [
        "A,purchased_electricity/grid,1000,MWh,B,",
        "B,purchased_electricity/grid,1000,MWh,A,",
        "A,fugitive_emissions/HFC-134a,1000,kg,,",
        "C,stationary_combustion/natural_gas,100000,GJ,,",
        "D,purchased_electricity/grid,1000,MWh,C,",
        "C,purchased_electricity/grid,10,MWh,D,",
        "D,purchased_electricity/grid,50,MWh,,",
    ];
    let told = net(&book(&beside));
    assert!(told.len() == 1 && told[0].contains("`A`, `B` sell each other"), "{told:?}");
}

#[test]
fn a_purchase_of_a_site_of_itself_is_told() {
    let boiler = "B,stationary_combustion/gas_diesel_oil,100000,L,,";
    for row in
        ["B,purchased_steam/B,1000,GJ,B,", "B,purchased_steam/B,1000,GJ,,", "B,purchased_electricity/grid,1,MWh,B,"]
    {
        assert_eq!(said(&book(&[boiler, row]), Code::OfItself).len(), 1, "{row}");
    }
    // Power of a word is refused, because nothing declares what it emits.
    assert_eq!(said(&book(&[boiler, "B,purchased_electricity/b,1,MWh,,"]), Code::UnknownSupplier).len(), 1);
    assert_eq!(said(&book(&[boiler, "A,purchased_steam/B,1000,GJ,B,"]), Code::OfItself), [""; 0]);
}

#[test]
fn a_misspelt_supplier_is_named_in_every_table() {
    let book = book(&["A,purchased_electricity/grid,1000,MWh,,"]);
    book.write(
        "allocations.csv",
        "site_id,start,end,activity,factors_of,quantity,unit,own,total,share_unit\n\
         A,2024-01-01,2024-12-31,c08/leased_assets,purchased_electricity/gird,60,MWh,1,1,m2\n",
    );
    let told = said(&book, Code::UnknownSupplier);
    assert!(told.len() == 1 && told[0].contains("did you mean `purchased_electricity/grid`?"), "{told:?}");
}

#[test]
fn tonnes_of_a_warning_are_those_that_the_headline_counts() {
    let sites = "site_id,name,estate_id,role,equity_share\nA,Half,E,factory,0.5\nB,None,E,factory,0\n";
    let factors = "factor_id,activity,region,valid_from,valid_to,unit,gas,kg_per_unit,publisher\n\
                   o,c01/x,TH,2020-01-01,2020-12-31,t,CO2,1000,us\n";
    let rows = "A,2024-01-01,2024-12-31,c01/x,1200,t,,\nB,2024-01-01,2024-12-31,c01/x,1200,t,,\n";
    let manifest = MANIFEST.replace("\"estate\"", "\"equity_share\"");
    let book = Scratch::new(&[
        ("book.toml", &manifest),
        ("sites.csv", sites),
        ("factors.csv", factors),
        ("activities.csv", &format!("{HEADER}{rows}")),
    ]);
    let told = said(&book, Code::EarlierYear);
    assert!(told.len() == 1 && told[0].contains(": 600.0 t CO2e"), "{told:?}");
    // One purchase, one warning, though the market-based method takes the factor by location.
    let named = self::book(&["A,purchased_electricity/grid,1200,MWh,,tgo-cfo-2022/grid/2016-2018"]);
    let told = said(&named, Code::EarlierYear);
    assert!(told.len() == 1 && told[0].contains("leave `factor_id` empty"), "{told:?}");
}

#[test]
fn gases_and_biomass_outside_the_scopes_are_on_the_screen() {
    let leak = book(&["A,fugitive_emissions/HCFC-22,10,kg,,", "A,stationary_combustion/bagasse,1000,t,,"]);
    let screen = screen(&leak.accounts());
    let line = screen.lines().find(|line| line.contains("Outside the scopes, t:")).expect("a line");
    assert!(line.contains("HCFC-22 0.0100") && line.contains("CO2 of biomass"), "{screen}");
}

#[test]
fn a_supplier_that_nobody_declares_is_in_no_figure_when_errors_are_allowed() {
    let rows = ["A,purchased_electricity/gird,100,MWh,,", "A,purchased_electricity/grid,100,MWh,,"];
    let options = estate_carbon::OpenOptions::new().with_rejected(estate_carbon::Rejected::Allow);
    let accounts = Book::open_with(book(&rows).path(), &options).and_then(Book::account).expect("allowed");
    assert!((location(&accounts) - 47.5).abs() < 1e-9, "{}", location(&accounts));
    assert!(caveat(&accounts, "rejected_rows").expect("said").starts_with("1 of 2 rows is rejected"));
}

#[test]
fn steam_of_a_site_in_another_estate_counts_twice_in_the_book() {
    let sites = "site_id,name,estate_id,role\nA,Buyer,E,factory\nB,Seller,F,utility\n";
    let manifest = format!("{MANIFEST}\n[[estate]]\nid = \"F\"\nname = \"Far\"\ncountry = \"TH\"\n");
    let manifest = manifest.replacen("gwp =", "scope2_market_fallback = \"location\"\ngwp =", 1);
    let rows = "B,2024-01-01,2024-12-31,stationary_combustion/gas_diesel_oil,100000,L,,\n\
                A,2024-01-01,2024-12-31,purchased_steam/B,1000,GJ,,\n";
    let book = Scratch::new(&[
        ("book.toml", &manifest),
        ("sites.csv", sites),
        ("factors.csv", STEAM),
        ("activities.csv", &format!("{HEADER}{rows}")),
    ]);
    assert_eq!(said(&book, Code::NoCounterparty).len(), 1, "{}", problems(&book).render());
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

#[test]
fn own_power_of_a_fuel_that_nobody_burns_is_told() {
    for (source, code) in
        [("biogas", "landfill_gas"), ("biomass", "wood_wood_waste"), ("fossil_fuel", "gas_diesel_oil")]
    {
        let wrong = if source == "fossil_fuel" { "bagasse" } else { "gas_diesel_oil" };
        let power = format!("A,own_generation/{source},1000,MWh,,");
        let alone = book(&[&power, "B,stationary_combustion/gas_diesel_oil,1,t,,"]);
        let told = said(&alone, Code::NoFuel);
        assert_eq!(told.len(), 1, "{source}: {told:?}");
        let burnt = format!("A,stationary_combustion/{code},1,t,,");
        assert_eq!(said(&book(&[&power, &burnt]), Code::NoFuel), [""; 0], "{source}");
        let other = [format!("A,stationary_combustion/{wrong},1,t,,"), "A,process_emissions/clinker,1,t,,".to_owned()];
        assert_eq!(said(&book(&[&power, &other[0], &other[1]]), Code::NoFuel).len(), 1, "{source}");
    }
    assert_eq!(said(&book(&["A,own_generation/solar,1000,MWh,,"]), Code::NoFuel), [""; 0]);
}

#[test]
fn a_site_is_no_supplier_of_its_own() {
    let own = said(&book(&["A,purchased_electricity/solar,1000,MWh,A,"]), Code::UnknownSupplier);
    assert!(own.concat().contains("`own_generation/solar`"), "{own:?}");
}

#[test]
fn what_a_seller_sells_of_two_scopes_is_weighed_together() {
    // 40,000 L of diesel are 108 t. Steam of 72 t fits, and so do 60 t of a product; both together do not.
    let boiler = "B,stationary_combustion/gas_diesel_oil,40000,L,,";
    let steam = "A,purchased_steam/B,1200,GJ,B,";
    let product = "A,c01/tolling,60,t,B,";
    let factors = format!("{STEAM}p,c01/tolling,TH,2024-01-01,2024-12-31,t,CO2,1000,average,B,statement\n");
    for (rows, told) in [(vec![boiler, steam], 0), (vec![boiler, product], 0), (vec![boiler, steam, product], 1)] {
        let warnings = said(&book_with(&factors, &rows), Code::AboveTheSeller);
        assert_eq!(warnings.len(), told, "{rows:?}: {warnings:?}");
        assert!(told == 0 || warnings[0].contains("132.0 t CO2e"), "{warnings:?}");
    }
}

#[test]
fn losses_that_another_table_adds_to_a_factor_with_losses_are_told_with_their_tonnes() {
    let book = book(&["A,purchased_electricity/grid,1000,MWh,,"]);
    book.write(
        "allocations.csv",
        "site_id,start,end,activity,factors_of,quantity,unit,own,total,share_unit\n\
         A,2024-01-01,2024-12-31,c03/electricity_transmission_losses,purchased_electricity/grid,60,MWh,1,1,m2\n",
    );
    let own = "l,c03/electricity_transmission_losses,TH,2024-01-01,2024-12-31,MWh,CO2,30,average,us,statement\n";
    let by_own = book_with(
        &format!("{STEAM}{own}"),
        &["A,purchased_electricity/grid,1000,MWh,,", "A,c03/electricity_transmission_losses,1000,MWh,,"],
    );
    assert!(said(&by_own, Code::LossesTwice).concat().contains(": 30.00 t CO2e"), "{}", problems(&by_own).render());
    let told = said(&book, Code::LossesTwice);
    assert!(told.len() == 1 && told[0].contains(": 28.50 t CO2e"), "{told:?} {}", problems(&book).render());
}
