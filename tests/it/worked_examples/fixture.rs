//! A book of one site, written as a user writes it and opened by the real path.

use std::fs;

use estate_carbon::inventory::Figure;
use estate_carbon::quantity::Gas;
use estate_carbon::scope::{Scope2Method, Scope3Category};
use estate_carbon::{Accounts, Book, Error};

/// MJ per million Btu (international table): ISO 80000-5.
pub const MJ_PER_MMBTU: f64 = 1_055.055_852_62;
/// kg per avoirdupois pound: NIST Special Publication 811 (2008), App. B.8.
pub const KG_PER_LB: f64 = 0.453_592_37;
/// kg per US short ton: 2,000 lb.
pub const KG_PER_SHORT_TON: f64 = 2_000.0 * KG_PER_LB;
/// L per US gallon: 231 cubic inches.
pub const L_PER_GAL_US: f64 = 3.785_411_784;
/// m³ at 0 °C and 101.325 kPa per standard cubic foot, 60 °F and 14.696 psi: ideal gas.
pub const NM3_PER_SCF: f64 = 0.028_316_846_592 * (273.15 / (519.67 / 1.8)) * (14.696 * 6_894.757_293_168 / 101_325.0);

/// The tables of a book. Lines are the CSV lines below the headers; cells missing at the end of
/// a line are empty.
pub struct Tables {
    gwp: &'static str,
    country: &'static str,
    manifest: String,
    activities: String,
    factors: String,
    fuels: String,
    others: Vec<(&'static str, String)>,
}

const ACTIVITIES: &str = "activity,quantity,unit,basis,factor_id,start,end,site_id";
const FACTORS: &str = "factor_id,activity,unit,basis,gas,kg_per_unit,kind,valid_from,publisher";
const FUELS: &str = "fuel,gross_mj_per_kg,kg_per_litre,kg_per_m3,source";

/// A book of the year 2024, of an estate in the United States, valued with a set of potentials.
pub fn book(gwp: &'static str) -> Tables {
    let [manifest, activities, factors, fuels] = std::array::from_fn(|_| String::new());
    Tables { gwp, country: "US", manifest, activities, factors, fuels, others: Vec::new() }
}

impl Tables {
    /// A line of book.toml.
    pub fn manifest(mut self, line: &str) -> Self {
        self.manifest += &format!("{line}\n");
        self
    }

    /// The country of the estate, whose factors it takes.
    pub fn country(self, country: &'static str) -> Self {
        Self { country, ..self }
    }

    /// A row of January: `activity,quantity,unit,basis,factor_id`.
    pub fn row(self, line: &str) -> Self {
        self.row_in("2024-01-01", "2024-01-31", line)
    }

    /// A row of other days.
    pub fn row_in(mut self, start: &str, end: &str, line: &str) -> Self {
        self.activities += &format!("{},{start},{end},F1\n", padded(line, 5));
        self
    }

    /// A gas of a factor: `factor_id,activity,unit,basis,gas,kg_per_unit,kind,valid_from`.
    pub fn factor(mut self, line: &str) -> Self {
        self.factors += &format!("{},as published with the example\n", padded(line, 8));
        self
    }

    /// A row, `quantity,unit`, and a factor of the book's own for it that gives kg CO2e per unit.
    /// The code serves as the factor's id, so each code is used once.
    pub fn valued(self, activity: &str, amount: &str, kg_co2e: f64) -> Self {
        let unit = amount.split_once(',').expect("a quantity and its unit").1;
        self.row(&format!("{activity},{amount}")).per(activity, unit, kg_co2e)
    }

    /// That factor alone, for a table of a method.
    pub fn per(self, activity: &str, unit: &str, kg_co2e: f64) -> Self {
        let factor = format!("{activity},{activity},{unit},,CO2e:{},{kg_co2e}", self.gwp);
        self.factor(&factor)
    }

    /// A fuel's properties: `fuel,gross_mj_per_kg,kg_per_litre,kg_per_m3`.
    pub fn fuel(mut self, line: &str) -> Self {
        self.fuels += &format!("{},as published with the example\n", padded(line, 4));
        self
    }

    /// Any other table, with its header.
    pub fn table(mut self, file: &'static str, text: impl Into<String>) -> Self {
        self.others.push((file, text.into()));
        self
    }

    /// A method's table of calculations over the year. Header and rows are without site and days,
    /// and cells missing at the end of a row are empty.
    pub fn yearly(self, file: &'static str, header: &str, rows: &[&str]) -> Self {
        let cells = header.split(',').count();
        let rows: String =
            rows.iter().map(|row| format!("F1,2024-01-01,2024-12-31,{}\n", padded(row, cells))).collect();
        self.table(file, format!("site_id,start,end,{header}\n{rows}"))
    }

    /// Writes the book into a folder of its own and opens it.
    pub fn try_open(&self) -> Result<Accounts, Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("written");
        write(
            "book.toml",
            format!(
                "name = \"Worked example\"\nperiod = {{ start = 2024-01-01, end = 2024-12-31 }}\ngwp = \"{}\"\nboundary = \"estate\"\n{}\
                 [[estate]]\nid = \"E\"\nname = \"Estate\"\ncountry = \"{}\"\n",
                self.gwp, self.manifest, self.country
            ),
        );
        write("sites.csv", "site_id,name,estate_id,role\nF1,Factory,E,factory\n".to_owned());
        for (name, header, lines) in [
            ("activities.csv", ACTIVITIES, &self.activities),
            ("factors.csv", FACTORS, &self.factors),
            ("fuels.csv", FUELS, &self.fuels),
        ] {
            if !lines.is_empty() {
                write(name, format!("{header}\n{lines}"));
            }
        }
        for (name, text) in &self.others {
            write(name, text.clone());
        }
        Book::open(folder.path())?.account()
    }

    /// As [`Tables::try_open`], of a book without errors.
    pub fn open(&self) -> Accounts {
        self.try_open().unwrap_or_else(|error| match error {
            Error::Rejected(problems) => panic!("{}", problems.render()),
            other => panic!("{other}"),
        })
    }
}

/// A line with empty cells added at its end.
fn padded(line: &str, cells: usize) -> String {
    let found = line.split(',').count();
    assert!(found <= cells, "{found} cells, {cells} columns: {line}");
    format!("{line}{}", ",".repeat(cells - found))
}

pub fn scope1(accounts: &Accounts) -> Figure {
    accounts.headline().scope1().expect("scope 1")
}

pub fn location(accounts: &Accounts) -> Figure {
    accounts.headline().scope2(Scope2Method::LocationBased).expect("scope 2 by location")
}

pub fn market(accounts: &Accounts) -> Figure {
    accounts.headline().scope2(Scope2Method::MarketBased).expect("scope 2 by market")
}

pub fn scope3(accounts: &Accounts, category: Scope3Category) -> Figure {
    accounts.headline().scope3(category).expect("the category")
}

/// kg CO2e of a figure.
pub fn co2e(figure: &Figure) -> f64 {
    figure.co2e().as_kilograms()
}

/// kg of a gas in a figure.
pub fn kg(figure: &Figure, gas: &str) -> f64 {
    let gas = Gas::parse(gas).expect("a gas");
    figure.by_gas().get(&gas).unwrap_or_else(|| panic!("no {gas} in the figure")).as_kilograms()
}

/// What the last bits of an f64 may differ by after a dozen operations, relative; it only
/// counts where a source prints all sixteen digits.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// Asserts that a number is the printed one, to half of the last printed digit.
#[track_caller]
pub fn printed(found: f64, as_printed: &str) {
    let half_digit = half_of_last_digit(as_printed);
    within(found, as_printed, half_digit);
}

/// Asserts that a number is the printed one, to a tolerance the test gives the reason for.
#[track_caller]
pub fn within(found: f64, as_printed: &str, tolerance: f64) {
    let wanted: f64 = as_printed.parse().expect("a printed number");
    let allowed = tolerance + ROUNDING * wanted.abs();
    assert!((found - wanted).abs() <= allowed, "found {found}, printed {as_printed}, allowed {allowed:e}");
}

/// Half of the last digit of a number as printed: `0.05` for `2660.0`.
pub fn half_of_last_digit(as_printed: &str) -> f64 {
    let decimals = as_printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    0.5 * 10_f64.powi(-i32::try_from(decimals).expect("few digits"))
}

#[test]
fn another_table_reaches_the_book() {
    let tables = book("AR5").valued("c01/goods", "1,kg", 1.0);
    assert!(tables.try_open().is_ok());
    let refused = tables.table("assertions.csv", "assertion_id,what\nA,nonsense\n").try_open();
    let Err(Error::Rejected(problems)) = refused else { panic!("the table was not read") };
    assert!(problems.render().contains("assertions.csv"), "{}", problems.render());
}

#[test]
fn the_tolerance_is_half_of_the_last_digit() {
    printed(2_660.04, "2660.0");
    printed(1_019.757, "1020");
    assert!(std::panic::catch_unwind(|| printed(2_660.2, "2660.0")).is_err());
    assert!(std::panic::catch_unwind(|| printed(0.19, "0.2000")).is_err());
}

#[test]
fn a_standard_cubic_foot_is_what_gas_tables_say() {
    // GPA 2172: 379.482 scf per lb-mole; CODATA: 22.413 97 Nm3 per kmol.
    within(379.482 * NM3_PER_SCF / KG_PER_LB, "22.41397", 22.413_97e-5);
}
