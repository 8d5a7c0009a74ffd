//! Which grid factor one row of electricity takes in each country of the region, whole book.
//!
//! `cargo test --test it grids -- --nocapture` prints the table of docs/METHODS.md.

use estate_carbon::factor::EmissionFactor;
use estate_carbon::ledger::Entry;
use estate_carbon::scope::LedgerBook;
use estate_carbon::{Accounts, Book, Code, Diagnostic, Error};

use crate::scratch::Scratch;

/// Country, the grid where the country publishes only by grid, and the answers for two years.
const COUNTRIES: [(&str, &str, Answer, Answer); 13] = [
    (
        "TH",
        "TH",
        ("tgo-cfo-2026/grid/2022-2024", 0.4750, "average", "2024-12-31"),
        ("tgo-cfo-2022/grid/2016-2018", 0.4954, "average", "2018-12-31"),
    ),
    (
        "JP",
        "JP",
        ("moej-2026/grid/jp-fy2024", 0.423, "average", "2025-03-31"),
        ("moej-2020/grid/jp-fy2018", 0.488, "average", "2019-03-31"),
    ),
    (
        "VN",
        "VN",
        ("monre-2024/grid/vn-2023", 0.6592, "combined_margin", "2023-12-31"),
        ("monre-2024/grid/vn-2021", 0.7221, "combined_margin", "2021-12-31"),
    ),
    ("ID", "ID-JAMALI", JAMALI, JAMALI),
    (
        "MY",
        "MY-PENINSULAR",
        ("st-2024/grid/my-peninsular-2024", 0.74, "average", "2024-12-31"),
        ("st-2024/grid/my-peninsular-2021", 0.757, "average", "2021-12-31"),
    ),
    (
        "SG",
        "SG",
        ("ema-2025/grid/sg-2024", 0.402, "operating_margin", "2024-12-31"),
        ("ema-2025/grid/sg-2019", 0.4085, "operating_margin", "2019-12-31"),
    ),
    ("PH", "PH-LUZON-VISAYAS", LUZON, LUZON),
    (
        "AU",
        "AU",
        ("dcceew-nga-2024/grid/au-2024", 0.63, "average", "2024-12-31"),
        ("diser-nga-2021/grid/au-fy2019", 0.76, "average", "2019-06-30"),
    ),
    ("KH", "KH", KH, KH),
    ("LA", "LA", LA, LA),
    ("BN", "BN", BN, BN),
    (
        "CN",
        "CN",
        ("mee-nbs-2025/grid/cn-2023", 0.5306, "average", "2023-12-31"),
        ("mee-nbs-2025/grid/cn-2021", 0.5568, "average", "2021-12-31"),
    ),
    ("MM", "MM", MM, MM),
];

/// Factor, kg of its first gas per kWh, kind, last day of its data.
type Answer = (&'static str, f64, &'static str, &'static str);
const JAMALI: Answer = ("esdm-2019/grid/id-jamali-2019", 0.87, "combined_margin", "2019-12-31");
const LUZON: Answer = ("doe-2017/grid/ph-luzon-visayas-2015-2017", 0.7122, "operating_margin", "2017-12-31");
const KH: Answer = ("unfccc-ifi-2021/grid/kh-2021", 0.588, "combined_margin", "2021-12-31");
const LA: Answer = ("unfccc-ifi-2021/grid/la-2021", 0.555, "combined_margin", "2021-12-31");
const BN: Answer = ("unfccc-ifi-2021/grid/bn-2021", 0.407, "combined_margin", "2021-12-31");
const MM: Answer = ("unfccc-ifi-2021/grid/mm-2021", 0.407, "combined_margin", "2021-12-31");

/// Who publishes the factors of a country.
fn publisher(country: &str, factor_id: &str) -> &'static str {
    match country {
        "AU" if factor_id.starts_with("diser-") => {
            "Department of Industry, Science, Energy and Resources, Australia (DISER; its work is now with DCCEEW)"
        }
        "TH" => "Thailand Greenhouse Gas Management Organization (TGO)",
        "JP" => "Ministry of the Environment and Ministry of Economy, Trade and Industry, Japan",
        "VN" => "Viet Nam Ministry of Natural Resources and Environment, Department of Climate Change",
        "ID" => "Ministry of Energy and Mineral Resources of Indonesia, Directorate General of Electricity",
        "MY" => "Suruhanjaya Tenaga (Energy Commission, Malaysia)",
        "SG" => "Energy Market Authority of Singapore (EMA)",
        "PH" => "Department of Energy of the Philippines (DOE)",
        "AU" => "Department of Climate Change, Energy, the Environment and Water, Australia (DCCEEW)",
        "CN" => "Ministry of Ecology and Environment and National Bureau of Statistics, China",
        _ => "UNFCCC, IFI Technical Working Group",
    }
}

/// A book of one row: 1,000 kWh of one July.
fn one_row(country: &str, grid: &str, year: i16) -> Result<Accounts, Vec<Diagnostic>> {
    let manifest = format!(
        "name = \"One row\"\nperiod = {{ start = {year}-01-01, end = {year}-12-31 }}\ngwp = \"AR5\"\nboundary = \"estate\"\n\n\
         [[estate]]\nid = \"E\"\nname = \"Estate\"\ncountry = \"{country}\"\ngrid = \"{grid}\"\n"
    );
    let row = format!(
        "site_id,start,end,activity,quantity,unit\nF1,{year}-07-01,{year}-07-31,purchased_electricity/grid,1000,kWh\n"
    );
    let sites = "site_id,name,estate_id,role\nF1,Factory,E,factory\n";
    let scratch = Scratch::new(&[("book.toml", &manifest), ("sites.csv", sites), ("activities.csv", &row)]);
    match Book::open(scratch.path()).and_then(Book::account) {
        Ok(accounts) => Ok(accounts),
        Err(Error::Rejected(found)) => Err(found.iter().cloned().collect()),
        Err(other) => panic!("{country} {year}: {other}"),
    }
}

/// The factor the row took, location-based.
fn taken(accounts: &Accounts) -> &EmissionFactor {
    let ledger = accounts.ledger();
    let by_location = |entry: &&Entry| ledger.reaches(entry).is_some_and(|(_, book)| book == LedgerBook::LocationBased);
    let posting = ledger.entries().iter().find(by_location).and_then(|entry| ledger.posting(entry)).expect("posted");
    &ledger.resolution(posting).expect("resolved").factor
}

/// The help of the one error, which must be that there is no factor.
fn refused(country: &str, grid: &str, year: i16) -> String {
    let found = one_row(country, grid, year).expect_err("no factor");
    assert_eq!(found.iter().map(Diagnostic::code).collect::<Vec<_>>(), [Code::NoFactor], "{grid} {year}");
    found[0].help().expect("a help").to_owned()
}

fn check(country: &str, grid: &str, year: i16, answer: Answer) {
    let (id, kg, kind, until) = answer;
    let accounts = one_row(country, grid, year).unwrap_or_else(|found| panic!("{grid} {year}: {found:?}"));
    let factor = taken(&accounts);
    let valid_to = factor.valid_to.map(|day| day.to_string()).unwrap_or_default();
    let (gas, from) = (&factor.gases[0], &factor.provenance);
    println!(
        "| {grid} | {year} | `{}` | {} | {} | {} | {} | {} |",
        factor.id,
        gas.kg_per_unit,
        factor.kind.as_str(),
        factor.valid_from.map(|day| day.to_string()).unwrap_or_default() + " to " + &valid_to,
        from.publisher,
        from.verified
    );
    assert_eq!((factor.id.as_str(), gas.kg_per_unit, factor.kind.as_str(), &*valid_to), (id, kg, kind, until));
    assert_eq!(&*from.publisher, publisher(country, id), "{grid}");
    let without_tonnes = |message| str::rsplit_once(message, ": ").filter(|(_, tonnes)| tonnes.ends_with(" t CO2e"));
    let said = |d| Some((Diagnostic::code(d), without_tonnes(Diagnostic::message(d))?.0));
    let reported: Vec<(Code, &str)> = accounts.diagnostics().iter().filter_map(said).collect();
    assert_eq!(reported.len(), accounts.diagnostics().iter().count(), "each says its tonnes");
    let earlier = format!("`{id}` is valid until {until} and the rows are of {year}");
    let expected = [(Code::EarlierYear, &*earlier)];
    let late = until < &*format!("{year}-07-01");
    assert_eq!(reported, expected[usize::from(!late)..], "{grid} {year}");
}

#[test]
fn each_country_gives_its_own_factor_of_the_nearest_earlier_year() {
    for (country, grid, of_2024, of_2021) in COUNTRIES {
        check(country, grid, 2024, of_2024);
        check(country, grid, 2021, of_2021);
    }
}

#[test]
fn no_year_and_no_grid_takes_another_countrys_factor() {
    for (country, ..) in COUNTRIES {
        for year in [2012, 2019, 2026] {
            for grid in [country, &format!("{country}-NOWHERE")] {
                match one_row(country, grid, year) {
                    Ok(accounts) => {
                        let region = &taken(&accounts).region;
                        assert_eq!(region.split('-').next(), Some(country), "{grid} {year}");
                    }
                    Err(_) => only_of(country, &refused(country, grid, year)),
                }
            }
        }
    }
}

/// A help names no region of another country.
fn only_of(country: &str, help: &str) {
    let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    for word in words {
        let named = word.split('-').next().unwrap_or(word);
        let foreign = COUNTRIES.iter().any(|(other, ..)| *other == named && named != country);
        assert!(!foreign, "{country}: {help}");
    }
}

#[test]
fn a_country_that_publishes_by_grid_names_its_grids() {
    let grids = |country: &str| refused(country, country, 2024);
    assert_eq!(grids("MY"), "the publisher gives MY-PENINSULAR, MY-SABAH, MY-SARAWAK: set `grid` in book.toml");
    assert_eq!(grids("PH"), "the publisher gives PH-LUZON-VISAYAS, PH-MINDANAO: set `grid` in book.toml");
    assert_eq!(
        grids("ID"),
        "the publisher gives ID-BANGKA, ID-BARITO, ID-BATAM, ID-DARUBA, ID-JAMALI, ID-KHATULISTIWA, ID-LOMBOK, \
         ID-MAHAKAM, ID-PALAPAS, ID-SORONG, ID-SULUTGO, ID-SUMATERA: set `grid` in book.toml"
    );
    for grid in ["MY-SABAH", "MY-SARAWAK", "PH-MINDANAO", "ID-SUMATERA", "ID-BATAM"] {
        let accounts = one_row(&grid[..2], grid, 2024).expect("accounts");
        assert_eq!(&*taken(&accounts).region, grid);
    }
}

#[test]
fn a_factor_that_begins_later_is_named_and_not_taken() {
    let later = |from: &str| {
        format!(
            "it is published for {from}, and a later year is never taken; add a factor with its source to factors.csv"
        )
    };
    assert_eq!(refused("JP", "JP", 2010), later("JP from 2011"));
    assert_eq!(refused("AU", "AU-NSW", 2009), later("AU from 2010, AU-NSW from 2010"));
    assert_eq!(refused("CN", "CN", 2020), later("CN from 2021"));
    let by_grid = later("MY-PENINSULAR from 2017, MY-SABAH from 2017, MY-SARAWAK from 2017");
    assert_eq!(refused("MY", "MY", 2016), by_grid);
}

#[test]
fn a_country_without_any_factor_hears_that_none_is_published() {
    assert_eq!(
        refused("LK", "LK", 2024),
        "none is published for LK in the built-in sets; add a factor with its source to factors.csv; \
         `estate-carbon factors search` looks through them"
    );
}

#[test]
fn japans_year_begins_in_april() {
    let factor = |start: &str, end: &str| {
        let row =
            format!("site_id,start,end,activity,quantity,unit\nF1,{start},{end},purchased_electricity/grid,1,kWh\n");
        let manifest = crate::scratch::MANIFEST.replace("\"TH\"", "\"JP\"");
        let sites = "site_id,name,estate_id,role\nF1,Factory,E,factory\n";
        let scratch = Scratch::new(&[("book.toml", &manifest), ("sites.csv", sites), ("activities.csv", &row)]);
        taken(&scratch.accounts()).id.to_string()
    };
    assert_eq!(factor("2024-03-01", "2024-03-31"), "moej-2025/grid/jp-fy2023");
    assert_eq!(factor("2024-04-01", "2024-04-30"), "moej-2026/grid/jp-fy2024");
}
