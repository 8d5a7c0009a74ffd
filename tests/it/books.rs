//! The shipped books against their expected figures, compared as numbers.

mod sums;

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

/// A figure of a site, of an estate or, by any other name, of the headline, in tonnes.
fn figure_of(accounts: &Accounts, place: &str, line: &str) -> Option<f64> {
    let headline = accounts.headline();
    if let Some(site) = headline.sites().iter().find(|site| site.site().as_str() == place) {
        return figure!(site, line);
    }
    let whole = |one: &&Statement| one.estate().is_some_and(|id| id.as_str() == place);
    figure!(accounts.inventory().statements().find(whole).unwrap_or(headline), line)
}

#[test]
fn eastern_seaboard_gives_the_figures_of_its_note() {
    let accounts = accounts("eastern-seaboard");
    let expected = folder("eastern-seaboard").join("x_expected/summary.csv");
    let expected = std::fs::read_to_string(expected).expect("expected figures");
    let mut compared = 0;
    for line in expected.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [statement, name, value] = cells[..] else { panic!("three cells: {line}") };
        let wanted: f64 = if value.is_empty() { 0.0 } else { value.parse().expect("a number") };
        let found = figure_of(&accounts, statement, name).unwrap_or(0.0);
        assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{line}: found {found}");
        compared += 1;
    }
    assert!(compared > 0, "nothing was compared");
}

#[test]
fn methods_gives_the_figures_of_its_note() {
    let accounts = accounts("methods");
    let estates = || accounts.inventory().statements().filter_map(|one| Some((one.estate()?.as_str(), one)));
    let estate_of = estates().flat_map(|(id, one)| one.sites().iter().map(move |site| (site.site().as_str(), id)));
    let sums = sums::of_note(&note_of_methods(), &estate_of.collect());
    for ((place, line), sum) in &sums {
        let found = figure_of(&accounts, place, line).unwrap_or_else(|| panic!("{place} has no {line}"));
        assert!((found - sum.tonnes).abs() <= sum.rounding, "{place}, {line}: {found}, by hand {}", sum.tonnes);
    }
    // What the sums by hand do not know of would be compared with nothing.
    let headline = accounts.headline();
    let sites = headline.sites().iter().map(|site| (site.site().as_str(), site.by_category()));
    let estates = estates().map(|(id, one)| (id, one.by_category()));
    for (place, lines) in sites.chain(estates).chain([("book", headline.by_category())]) {
        for (category, book, _) in lines {
            let (line, ..) = sections_of(category).into_iter().find(|(.., of)| *of == book).expect("a line");
            assert!(sums.contains_key(&(place.to_owned(), line.clone())), "{place} has {line}, and the note has not");
        }
    }
}

/// The section of the note of the book `methods` with the formulas of its rows.
const FORMULAS: &str = "## What `explain` says of a row";

/// A row of every table, with what `explain` says of it: lines of the note, `| table:row | ` and code.
fn formulas(note: &str) -> Vec<(&str, u64, Vec<&str>)> {
    let (_, section) = note.split_once(FORMULAS).expect("the note has formulas");
    let lines = section.lines().skip(1).take_while(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.strip_prefix("| ")).skip(1);
    rows.map(|row| of_line(row).unwrap_or_else(|| panic!("no row of a table and its formula: {row}"))).collect()
}

fn of_line(line: &str) -> Option<(&str, u64, Vec<&str>)> {
    let (row, said) = line.split_once(" | ")?;
    let (table, number) = row.split_once(':')?;
    let parts: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    Some((table, number.parse().ok()?, parts)).filter(|(.., parts)| !parts.is_empty())
}

fn note_of_methods() -> String {
    std::fs::read_to_string(folder("methods").join("NOTE.md")).expect("a note")
}

#[test]
fn methods_explains_a_row_of_every_table_by_its_formula() {
    let accounts = accounts("methods");
    for (table, line, parts) in formulas(&note_of_methods()) {
        let explained = accounts.explain_row(&format!("{table}.csv"), line).expect("the row").to_string();
        for part in parts {
            assert!(explained.contains(part), "{table}.csv:{line}: {part}: {explained}");
        }
    }
}

#[test]
fn methods_uses_every_table_of_a_method_and_accounts_for_all_of_scope_3() {
    let note = note_of_methods();
    for table in Schema::all().iter().filter(|schema| schema.method) {
        assert!(formulas(&note).iter().any(|(name, ..)| *name == table.table), "no row of {}.csv", table.table);
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
