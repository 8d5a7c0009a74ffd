//! The shipped books against their expected figures, compared as numbers.

use estate_carbon::inventory::Statement;
use estate_carbon::rows::Feed;
use estate_carbon::scope::{Category, LedgerBook, Scope, Scope2Method, Scope3Category};
use estate_carbon::table::Schema;
use estate_carbon::{Accounts, Book, Error, LedgerDetail, OpenOptions};

use crate::scratch::{MANIFEST, Scratch};

/// A shipped book's folder.
pub fn folder(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/books").join(name)
}

pub fn accounts(name: &str) -> Accounts {
    Book::open(folder(name)).and_then(Book::account).unwrap_or_else(|error| match error {
        estate_carbon::Error::Rejected(problems) => panic!("{}", problems.render()),
        other => panic!("{other}"),
    })
}

/// A figure of a statement or a site, in tonnes; `None` if it was not reported.
macro_rules! figure {
    ($of:expr, $name:expr) => {
        match $name {
            "scope1" => $of.scope1().ok().map(|f| f.co2e().as_tonnes()),
            "scope2_location" => $of.scope2(Scope2Method::LocationBased).ok().map(|f| f.co2e().as_tonnes()),
            "scope2_market" => $of.scope2(Scope2Method::MarketBased).ok().map(|f| f.co2e().as_tonnes()),
            "scope3" => $of.scope3_reported().ok().map(|f| f.co2e().as_tonnes()),
            "biogenic_co2" => $of.biogenic_co2().map(|m| m.as_tonnes()),
            other => {
                let section = Category::all().flat_map(sections_of).find(|(name, ..)| name == other);
                let (_, category, book) = section.unwrap_or_else(|| panic!("no figure {other}"));
                $of.category(category, book).ok().map(|f| f.co2e().as_tonnes())
            }
        }
    };
}

/// The sections of a category by their names in report.csv, with the books they stand in.
fn sections_of(category: Category) -> Vec<(String, Category, LedgerBook)> {
    let code = category.carrier().unwrap_or_else(|| category.code());
    let books: &[(&str, LedgerBook)] = match category.scope() {
        Scope::One => &[("scope1", LedgerBook::Main)],
        Scope::Two => &[("scope2_location", LedgerBook::LocationBased), ("scope2_market", LedgerBook::MarketBased)],
        Scope::Three => &[("scope3", LedgerBook::Main)],
    };
    books.iter().map(|(scope, book)| (format!("{scope}.{code}"), category, *book)).collect()
}

fn compare(name: &str) {
    let accounts = accounts(name);
    let headline = accounts.headline();
    let expected = std::fs::read_to_string(folder(name).join("expected/summary.csv")).expect("expected figures");
    let mut compared = 0;
    for line in expected.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [statement, name, value] = cells[..] else { panic!("three cells: {line}") };
        let whole = |e: &&Statement| e.estate().is_some_and(|id| id.as_str() == statement);
        let found = match headline.sites().iter().find(|s| s.site().as_str() == statement) {
            Some(site) => figure!(site, name),
            None => figure!(accounts.inventory().statements().find(whole).unwrap_or(headline), name),
        };
        let wanted: f64 = if value.is_empty() { 0.0 } else { value.parse().expect("a number") };
        let found = found.unwrap_or(0.0);
        assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{line}: found {found}");
        compared += 1;
    }
    assert!(compared > 0, "nothing was compared");
}

#[test]
fn eastern_seaboard_gives_the_figures_of_its_note() {
    compare("eastern-seaboard");
}

#[test]
fn methods_gives_the_figures_of_its_note() {
    compare("methods");
    // What the sums by hand do not know of would be compared with nothing.
    let expected = std::fs::read_to_string(folder("methods").join("expected/summary.csv")).expect("expected figures");
    let known = |statement: &str, line: &str| expected.contains(&format!("\n{statement},{line},"));
    let accounts = accounts("methods");
    let sites = accounts.headline().sites().iter().map(|site| (site.site().as_str(), site.by_category()));
    for (statement, lines) in sites.chain([("book", accounts.headline().by_category())]) {
        for (category, book, _) in lines {
            let (line, ..) = sections_of(category).into_iter().find(|(.., of)| *of == book).expect("a line");
            assert!(known(statement, &line), "{statement} has {line}, and summary.csv has not");
        }
    }
}

/// A row of every table, with its formula in the numbers of the row.
const FORMULAS: &[(&str, u64, &[&str])] = &[
    ("abated_processes", 2, &["P_eff = P × (1 − DF × ASUF)", "90000 × (1 − 0.9 × 0.96) = 12,240 t"]),
    ("allocations", 2, &["A = Q × own / (total × occupancy)", "1850 × 640 / (9200 × 0.8)"]),
    ("aluminium", 2, &["0.43 × 12000 × (1 − 0.02 − 0.004) × 44 / 12 = 18,465.92 t"]),
    ("aluminium", 3, &["M_CF4 = S × AEM × MP", "0.143 × 0.6 × 12000 = 1,029.6 kg", "1029.6 × 0.121"]),
    ("carbon_balance", 6, &["6200 × 0.83 + 800 × 0.91 + 58000 × 0.04 + 1900 × 0.12 = 8,422 t", "8422 − 1768"]),
    ("carbonates", 2, &["M = m × w × EF × F", "6000 × 0.95 × 0.43971 × 1 = 2,506.347 t"]),
    ("carbonates", 3, &["21000 × 0.21 × (1 − 0.55) = 1,984.5 t"]),
    ("carbonates", 4, &["40000 × 0.74575 × 1.02 × 0.9625 = 29,285.6025 t"]),
    ("clinker", 2, &["M = m × EF × CF", "820000 × 0.528336 × 1.02 = 441,900.2304 t"]),
    ("clinker", 3, &["310000 × 0.51025 + 3100 × 0.85 × 0.4 × 0.43971 = 158,640.9543 t"]),
    ("energy_losses", 2, &["L = E × r / (1 − r)", " × 0.06 / (1 − 0.06)"]),
    ("energy_losses", 3, &["L = E × r", "14000 × 0.02 = 280 MWh"]),
    ("freight", 2, &["F = m × d", "820000 × 140 = 114,800,000 t.km"]),
    ("freight", 4, &["S = V × t", "3600 × 120 = 432,000 m3.day"]),
    ("freight", 5, &["A = B × own / total", "14720 × 9 / 14"]),
    ("fuel_analyses", 2, &["C = m × (1 − w) × c", " × (1 − 0.22) × 0.68"]),
    ("fuel_analyses", 3, &["C = Q × k", "300000 × 25 = 7,500,000 kg", "27500000 × 0.35"]),
    ("gas_streams", 2, &["0.55 × 1 + 0.12 × 2 + 0.08 × 3 = 1.03", "(0.04 + 0.98 × 1.03) × 44.0095"]),
    ("gas_streams", 3, &["(0 + 0.98 × 0.5) × 44.0095", "(1 − 0.98) × 0.5 × 16.04246"]),
    ("incineration", 2, &["1400000 × (1 − 0.15) × 0.5059", "1400000 × 100 / 1000000 = 140 kg"]),
    ("incineration", 3, &["260000 × (1 − 0) × 0.75 = 195,000 kg"]),
    ("investments", 2, &["f = outstanding / value", "180000000 / 4500000000 = 0.04"]),
    ("investments", 3, &["A = Q × p × s", "5500000 × 0.8 × 0.2 = 880,000 USD"]),
    ("landfill_deposits", 2, &["30000000 × 0.15 × 0.7 × 1 = 3,150,000 kg", " × (1 − exp(−0.4)) = 2,514,025.968 kg"]),
    ("landfill_recovery", 2, &["(1936514.655 − 858900) × (1 − 0.1) = 969,853.1892 kg"]),
    ("landfills", 2, &["2904771.982 × 0.5 × 16 / 12 = 1,936,514.655 kg"]),
    ("purchased_energy", 2, &["F = H / eta", "84000 / 0.78 = 107,692.3077 GJ"]),
    ("purchased_energy", 3, &["W = Q / COP", "31000 / 4.8 = 6,458.333333 MWh"]),
    ("refrigerants", 2, &["(420 − 310) + 500 − 60 − (3900 − 3800) = 450 kg"]),
    ("refrigerants", 3, &["(24 − 22.5) + 11 + (18 − 15) = 15.5 kg"]),
    ("refrigerants", 4, &["40 × 0.01 + 650 × 0.15 × 1 + 30 × 1 × (1 − 0) = 127.9 kg"]),
    ("scope3_products", 2, &["Q = m × p × q", "820000 × 0.6 × 11 = 5,412,000 kWh"]),
    ("scope3_products", 4, &["4200 × 15000 × 0.3 × 0.75 = 14,175,000 kWh", "monre-2024/grid/vn-2023"]),
    ("scope3_products", 5, &["A = Q × own / final", "9180000000 × 0.04 / 42"]),
    ("scope3_products", 6, &["M = N × C × x", "6000 × 0.06 × 1 = 360 kg"]),
    ("scope3_products", 7, &["W = m × p", " × 0.3 = "]),
    ("semiconductor", 2, &["1620 × (1 − 0.98) × (1 − 0.9 × 0.95 × 0.95) = 6.0831 kg", "1620 × 0.034"]),
    ("semiconductor", 3, &["216 × (1 − 0.8) × (1 − 0 × 0 × 0) = 43.2 kg"]),
    ("spend", 2, &["S_f = S / (1 + v) × x × I_f / I_s × b", "96300000 / (1 + 0.07) × 0.028 × 100 / 106 × 1"]),
    (
        "steam",
        2,
        &["of saturated steam, 10 bar, 0.97 of it vapour", "26000 × (2716.686437 − 335.7068196) = 61,905,470.05 MJ"],
    ),
    ("travel", 2, &["D = n × k × d", "85 × 2 × 3400 = 578,000 p.km"]),
    ("travel", 3, &["D = n / o × k × d", "24 / 2 × 12 × 190 = 27,360 km"]),
    ("travel", 4, &["D = n × p × d × 2 × a × w", "2600 × 0.7 × 14 × 2 × 5.5 × 49"]),
    ("travel", 5, &["D = n × p / o × d × 2 × a × w", "410 × 0.35 / 1.3 × 16 × 2 × 6 × 49"]),
    ("wastewater", 2, &["180000000 / 1000 × 6.3 × 2.9 = 3,288,600 kg", "(3288600 − 0) × 0.25 × 0.8"]),
    ("wastewater", 3, &["3400 × 40 / 1000 × 366 × 1 = 49,776 kg"]),
    ("wastewater", 4, &["14000 × 0.005 × 44 / 28 = 110 kg"]),
];

#[test]
fn methods_explains_a_row_of_every_table_by_its_formula() {
    let accounts = accounts("methods");
    for (table, line, parts) in FORMULAS {
        let explained = accounts.explain_row(&format!("{table}.csv"), *line).expect("the row").to_string();
        for part in *parts {
            assert!(explained.contains(part), "{table}.csv:{line}: {part}: {explained}");
        }
    }
}

#[test]
fn methods_uses_every_table_of_a_method_and_accounts_for_all_of_scope_3() {
    let tables = estate_carbon::table::Schema::all().iter().filter(|schema| schema.method);
    for table in tables {
        assert!(FORMULAS.iter().any(|(name, ..)| *name == table.table), "no row of {}.csv", table.table);
    }
    let accounts = accounts("methods");
    let json = accounts.report().to_json();
    for category in Category::all().filter(|category| category.scope() == Scope::Three) {
        let reported = accounts.headline().category(category, LedgerBook::Main).is_ok();
        let declared = ["c13", "c14"].contains(&category.code());
        assert!(reported != declared, "{category}");
    }
    assert!(json.contains("included_elsewhere") && json.contains("not_occurring"));
}

#[test]
fn categories_without_rows_are_not_reported_rather_than_zero() {
    let accounts = accounts("minimal");
    assert!(accounts.headline().scope3(Scope3Category::Franchises).is_err());
    assert!(accounts.headline().scope2(Scope2Method::MarketBased).is_err());
}

#[test]
fn a_book_without_rows_is_refused_whatever_else_is_said_of_it() {
    let book =
        Scratch::new(&[("book.toml", MANIFEST), ("sites.csv", "site_id,name,estate_id,role\nF1,One,E,factory\n")]);
    std::fs::create_dir(book.path().join("activities")).expect("made");
    book.write("activities/jan.csv", "site_id,start,end,activity,quantity,unit\n");
    book.write("activities/notes.txt", "to do");
    let Err(Error::Rejected(problems)) = Book::open(book.path()) else { panic!("accounts of nothing") };
    let reported: Vec<String> = problems.iter().map(|p| p.code().to_string()).collect();
    assert_eq!(reported, ["GHG109", "GHG140"], "{}", problems.render());
}

#[test]
fn rows_that_are_handed_over_stand_in_for_the_books_own_which_stay_as_they_are() {
    let rows =
        "site_id,start,end,activity,quantity,unit\nF1,2024-01-01,2024-01-31,purchased_electricity/grid,100,kWh\n";
    let book = Scratch::new(&[
        ("book.toml", MANIFEST),
        ("sites.csv", "site_id,name,estate_id,role\nF1,One,E,factory\n"),
        ("activities.csv", rows),
    ]);
    let handed = rows.replace("100", "200");
    let source = Feed::of_reader(Schema::of("activities"), "meters", handed.as_bytes()).expect("bytes");
    let accounts = Book::open_with(book.path(), &OpenOptions::new().with_activities(source)).expect("a book");
    let said = accounts.diagnostics().render();
    assert!(said.contains("`activities.csv` is not read"), "{said}");
    let accounts = accounts.account().expect("accounts");
    let refused =
        accounts.write_ledger(book.path().join("activities.csv"), LedgerDetail::Totals).expect_err("an input");
    assert!(refused.to_string().contains("activities.csv"), "{refused}");
    assert_eq!(std::fs::read_to_string(book.path().join("activities.csv")).expect("there"), rows);
}
