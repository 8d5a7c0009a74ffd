//! The shipped books against their expected figures, compared as numbers.

use estate_carbon::scope::{Scope2Method, Scope3Category};
use estate_carbon::{Accounts, Book};

/// A shipped book's folder.
pub fn folder(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/books").join(name)
}

pub fn accounts(name: &str) -> Accounts {
    let book = Book::open(folder(name)).unwrap_or_else(|error| match error {
        estate_carbon::Error::Rejected(problems) => panic!("{}", problems.render()),
        other => panic!("{other}"),
    });
    book.account().expect("accounts")
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
            other => panic!("no figure {other}"),
        }
    };
}

fn compare(name: &str) {
    let accounts = accounts(name);
    let headline = accounts.headline();
    let expected = std::fs::read_to_string(folder(name).join("expected/summary.csv")).expect("expected figures");
    let mut compared = 0;
    for line in expected.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [statement, name, value] = cells[..] else { panic!("three cells: {line}") };
        let found = match headline.sites().iter().find(|s| s.site.as_str() == statement) {
            Some(site) => figure!(site, name),
            None => figure!(headline, name),
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
fn categories_without_rows_are_not_reported_rather_than_zero() {
    let accounts = accounts("minimal");
    assert!(accounts.headline().scope3(Scope3Category::Franchises).is_err());
    assert!(accounts.headline().scope2(Scope2Method::MarketBased).is_err());
}
