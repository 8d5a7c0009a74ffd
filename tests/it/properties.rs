//! What holds for every book: totals agree by every route, and nothing but the content
//! leaves a trace in the figures.

use std::fmt::Write as _;

use estate_carbon::Accounts;
use estate_carbon::estate::Boundary;
use estate_carbon::frame::polars::prelude::*;
use estate_carbon::quantity::{CombustionMethane, Family};
use estate_carbon::scope::{Category, LedgerBook, Scope, Scope2Method};
use proptest::prelude::*;

use crate::scratch::{MANIFEST, Scratch};

const SITES: &str = "site_id,name,estate_id,role\nF1,One,E,factory\nF2,Two,E,factory\nUTIL,Utility,E,utility\n";

/// Activities with shipped factors, and units they are counted in.
const ACTIVITIES: [(&str, &str, &str); 9] = [
    ("stationary_combustion/natural_gas", "scf", ""),
    ("stationary_combustion/natural_gas", "MJ", "net"),
    ("stationary_combustion/wood_wood_waste", "TJ", "net"),
    ("mobile_combustion/gas_diesel_oil", "L", ""),
    ("fugitive_emissions/R-410A", "kg", ""),
    ("fugitive_emissions/HCFC-22", "kg", ""),
    ("purchased_electricity/grid", "MWh", ""),
    ("c04/road_freight_hgv", "t.km", ""),
    ("c05/wastewater_treatment", "m3", ""),
];

#[derive(Clone, Debug)]
struct Row {
    site: &'static str,
    start: String,
    end: String,
    activity: usize,
    /// In thousandths.
    quantity: u64,
    counterparty: bool,
}

fn row() -> impl Strategy<Value = Row> {
    let site = prop_oneof![Just("F1"), Just("F2"), Just("UTIL")];
    // Periods of all sorts: days, months, across months, across the year's edges.
    let days = (0i32..366, 1i32..70);
    (site, days, 0..ACTIVITIES.len(), 0u64..2_000_000_000, any::<bool>()).prop_map(
        |(site, (first, length), activity, quantity, counterparty)| {
            let day = |n: i32| estate_carbon::period::Day::from_epoch_days(19_723 + n).expect("a day of 2024");
            Row {
                site,
                start: day(first).to_string(),
                end: day(first + length - 1).to_string(),
                activity,
                quantity,
                counterparty,
            }
        },
    )
}

fn csv(rows: &[Row]) -> String {
    let mut text = "site_id,start,end,activity,quantity,unit,basis,counterparty\n".to_owned();
    for row in rows {
        let (activity, unit, basis) = ACTIVITIES[row.activity];
        let bought = row.counterparty && activity.starts_with("c0");
        let counterparty = if bought && row.site != "UTIL" { "UTIL" } else { "" };
        let _ = writeln!(
            text,
            "{},{},{},{activity},{}.{:03},{unit},{basis},{counterparty}",
            row.site,
            row.start,
            row.end,
            row.quantity / 1000,
            row.quantity % 1000
        );
    }
    text
}

fn book(rows: &[Row]) -> Scratch {
    Scratch::new(&[("book.toml", MANIFEST), ("sites.csv", SITES), ("activities.csv", &csv(rows))])
}

/// Sum of the ledger's entries in the scopes, by scope and book, in kg CO2e.
fn ledger_sum(accounts: &Accounts, scope: Scope, book: LedgerBook) -> f64 {
    let valuation = accounts.inventory().valuation();
    accounts
        .ledger()
        .entries()
        .iter()
        .filter(|e| e.gas.family().in_scopes())
        .filter_map(|e| {
            let (category, of) = accounts.ledger().reaches(e)?;
            let burnt = matches!(category, Category::StationaryCombustion | Category::MobileCombustion);
            let methane = if burnt { valuation.combustion_methane } else { CombustionMethane::Fossil };
            let gwp = valuation.gwp.gwp_of_combustion(e.gas, methane).ok()?.kg_co2e_per_kg;
            (category.scope() == scope && of == book).then_some(e.kg * gwp)
        })
        .sum()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn totals_agree_by_every_route(rows in proptest::collection::vec(row(), 1..40)) {
        let accounts = book(&rows).accounts();
        let statement = accounts.statement(Boundary::Estate).expect("an estate's statement");
        for (scope, book) in [
            (Scope::One, LedgerBook::Main),
            (Scope::Two, LedgerBook::LocationBased),
            (Scope::Three, LedgerBook::Main),
        ] {
            let trail = ledger_sum(&accounts, scope, book);
            let sites = statement.sum_of_sites(scope, book).map_or(0.0, |c| c.as_kilograms());
            prop_assert!(close(trail, sites), "sites {sites}, trail {trail}");
            let figure = match scope {
                Scope::One => statement.scope1(),
                Scope::Two => statement.scope2(Scope2Method::LocationBased),
                Scope::Three => statement.scope3_reported(),
            };
            let Ok(figure) = figure else {
                prop_assert!(trail == 0.0);
                continue;
            };
            let eliminated: f64 = statement.eliminations().iter().filter(|e| e.category.scope() == scope).map(|e| e.co2e().as_kilograms()).sum();
            let off = (figure.co2e().as_kilograms() - (sites - eliminated)).abs();
            prop_assert!(off <= 1e-9 * sites.max(1.0), "estate = sites − eliminations");
            let by_category: f64 = statement
                .by_category()
                .iter()
                .filter(|(category, b, _)| category.scope() == scope && *b == book)
                .map(|(_, _, co2e)| co2e.as_kilograms())
                .sum();
            prop_assert!(close(figure.co2e().as_kilograms(), by_category));
            let gwp = accounts.inventory().valuation().gwp;
            let by_gas: f64 = figure
                .by_gas()
                .iter()
                .map(|(gas, mass)| mass.as_kilograms() * gwp.gwp(*gas).expect("valued").kg_co2e_per_kg)
                .sum();
            prop_assert!(close(figure.co2e().as_kilograms(), by_gas), "the default values combustion methane as fossil");
            let by_month: f64 = statement.months().filter_map(|m| statement.in_month(m, scope, book)).map(|f| f.co2e().as_kilograms()).sum();
            prop_assert!(close(figure.co2e().as_kilograms(), by_month));
        }
        let biogenic: f64 = accounts.ledger().entries().iter().filter(|e| e.gas.family() == Family::BiogenicCo2).map(|e| e.kg).sum();
        prop_assert!(close(biogenic, statement.biogenic_co2().map_or(0.0, |m| m.as_kilograms())));
        let rows = accounts.rows();
        prop_assert_eq!(rows.read, rows.accepted + rows.rejected);
    }

    #[test]
    fn row_order_and_splitting_rows_leave_no_trace(
        rows in proptest::collection::vec(row(), 1..30),
        seed in any::<u64>(),
    ) {
        let plain = book(&rows).report();
        let mut shuffled = rows.clone();
        for (n, swap) in (1..shuffled.len()).rev().zip(0..) {
            shuffled.swap(n, (seed.rotate_left(swap) % (n as u64 + 1)) as usize);
        }
        prop_assert_eq!(&plain, &book(&shuffled).report());
        let halves: Vec<Row> = rows
            .iter()
            .flat_map(|row| {
                let half = row.quantity / 3;
                [Row { quantity: half, ..row.clone() }, Row { quantity: row.quantity - half, ..row.clone() }]
            })
            .collect();
        // Everything but the number of rows.
        let counts = |json: &str| json.lines().filter(|l| !l.contains("row") && !l.contains("\"read\"") && !l.contains("\"accepted\"")).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(counts(&plain), counts(&book(&halves).report()));
    }

    #[test]
    fn scaling_quantities_scales_figures(rows in proptest::collection::vec(row(), 1..20)) {
        let tenfold: Vec<Row> = rows.iter().map(|row| Row { quantity: row.quantity * 10, ..row.clone() }).collect();
        let (once, ten) = (book(&rows).accounts(), book(&tenfold).accounts());
        for (a, b) in once.ledger().entries().iter().zip(ten.ledger().entries()) {
            prop_assert!(close(a.kg * 10.0, b.kg));
        }
    }

    #[test]
    fn another_gwp_set_changes_no_mass(rows in proptest::collection::vec(row(), 1..20)) {
        let six = book(&rows);
        let five = book(&rows);
        five.write("book.toml", &MANIFEST.replace("AR6", "AR5"));
        let (six, five) = (six.accounts(), five.accounts());
        prop_assert_eq!(six.ledger().entries(), five.ledger().entries());
    }
}

/// Rows enough for several parts, threads and row groups.
fn many_rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for n in 0..6_000u64 {
        let site = ["F1", "F2", "UTIL"][(n % 3) as usize];
        let month = n % 12 + 1;
        rows.push(Row {
            site,
            start: format!("2024-{month:02}-03"),
            end: format!("2024-{month:02}-{:02}", 4 + n % 20),
            activity: (n % ACTIVITIES.len() as u64) as usize,
            quantity: n * 7_919 % 1_000_003,
            counterparty: n % 5 == 0,
        });
    }
    rows
}

#[test]
fn csv_and_parquet_give_the_same_bytes() {
    let rows = many_rows();
    let from_csv = book(&rows);
    let from_parquet = Scratch::new(&[("book.toml", MANIFEST), ("sites.csv", SITES)]);
    let path = from_csv.path().join("activities.csv");
    let options = CsvReadOptions::default().with_has_header(true);
    let text = options.try_into_reader_with_file_path(Some(path)).expect("a file").finish().expect("a table");
    let mut typed = text.clone();
    for column in ["start", "end"] {
        let dates = text.column(column).expect("there").cast(&DataType::Date).expect("dates");
        typed.with_column(dates).expect("replaced");
    }
    let file = std::fs::File::create(from_parquet.path().join("activities.parquet")).expect("made");
    ParquetWriter::new(file).with_row_group_size(Some(700)).finish(&mut typed).expect("written");
    assert_eq!(from_csv.report(), from_parquet.report());
}

#[test]
fn a_folder_of_files_is_one_table() {
    let rows = many_rows();
    let one = book(&rows);
    let many = Scratch::new(&[("book.toml", MANIFEST), ("sites.csv", SITES)]);
    std::fs::create_dir(many.path().join("activities")).expect("a folder");
    for (n, rows) in rows.chunks(1_300).enumerate() {
        many.write(&format!("activities/part-{n}.csv"), &csv(rows));
    }
    assert_eq!(one.report(), many.report());
}

#[test]
fn the_number_of_threads_leaves_no_trace() {
    let scratch = book(&many_rows());
    let report = |threads: &str| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_estate-carbon"))
            .args(["report", "--format", "json"])
            .arg(scratch.path())
            .env("POLARS_MAX_THREADS", threads)
            .output()
            .expect("the program runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        run.stdout
    };
    let one = report("1");
    assert!(one.len() > 1_000);
    assert_eq!(one, report("2"));
    assert_eq!(one, report("7"));
}
