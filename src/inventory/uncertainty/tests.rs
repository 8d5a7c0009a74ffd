use super::super::fixture::{A, B, C, book, coal, ledger, reading, steam};
use super::*;
use crate::activity::Quality;
use crate::estate::Boundary;
use crate::inventory::read;
use crate::ledger::fixture::Rows;
use crate::scope::Scope;
use approx::assert_relative_eq;

/// Rows with a given error, which state an uncertainty for a given part of their quantity.
fn off(rows: Rows, error: f64, assessed: f64) -> Rows {
    rows.of_quality(Quality { error, assessed, ..Quality::default() })
}

/// Half the interval and what is assessed, of a scope of the headline or of one of its sites, t CO2e.
fn of(boundary: Boundary, rows: Vec<Rows>, scope: Scope, site: Option<&str>) -> Option<(f64, f64)> {
    let book = book();
    let ledger = ledger(&book, rows);
    let inventory = read(&ledger, reading(&book, boundary)).expect("every gas has a GWP");
    let statement = inventory.headline();
    let site = site.map(|id| statement.sites().iter().find(|s| s.site.as_str() == id).expect("a member"));
    let wanted = |category: Category, book| category.scope() == scope && book != LedgerBook::MarketBased;
    let found = inventory.activity_uncertainty(&ledger, (statement, site), wanted)?;
    Some((found.half_width.as_tonnes(), found.assessed.as_tonnes()))
}

fn scope1(rows: Vec<Rows>) -> Option<(f64, f64)> {
    of(Boundary::Estate, rows, Scope::One, None)
}

#[test]
fn ten_rows_of_one_meter_share_their_error() {
    // Ten rows of 10 t ± 5 % in ten months: 100 t ± 5 t, at 1.298 t CO2e a tonne.
    let rows = (1..=10).map(|month| off(coal(A, 10.0).in_month(month).read_from("scale"), 0.5, 10.0)).collect();
    let (half, assessed) = scope1(rows).expect("rows give an uncertainty");
    assert_relative_eq!(half, 5.0 * 1.298, max_relative = 1e-15);
    assert_relative_eq!(assessed, 100.0 * 1.298, max_relative = 1e-15);
}

#[test]
fn errors_of_two_meters_and_of_two_sites_are_squared() {
    // 3 t and 4 t, independent: 5 t.
    let meters = vec![off(coal(A, 30.0).read_from("east"), 3.0, 30.0), off(coal(A, 40.0).read_from("west"), 4.0, 40.0)];
    let sites = vec![off(coal(A, 30.0), 3.0, 30.0), off(coal(B, 40.0), 4.0, 40.0)];
    for rows in [meters, sites] {
        assert_relative_eq!(scope1(rows).expect("an uncertainty").0, 5.0 * 1.298, max_relative = 1e-15);
    }
}

#[test]
fn a_correction_takes_its_error_back() {
    let rows = vec![off(coal(A, 30.0), 3.0, 30.0), off(coal(A, -10.0).in_month(4), -1.0, -10.0)];
    assert_relative_eq!(scope1(rows).expect("an uncertainty").0, 2.0 * 1.298, max_relative = 1e-15);
    // If the quantity is taken back completely, the figure is zero and has no uncertainty.
    let rows = vec![off(coal(A, 30.0), 3.0, 30.0), off(coal(A, -30.0).in_month(4), -3.0, -30.0)];
    assert_eq!(scope1(rows), Some((0.0, 0.0)));
}

#[test]
fn what_gives_no_uncertainty_is_not_assessed() {
    assert_eq!(scope1(vec![coal(A, 30.0)]), None);
    // Rows with a stated uncertainty of zero are assessed.
    assert_eq!(scope1(vec![off(coal(A, 10.0), 0.0, 10.0), coal(B, 5.0)]), Some((0.0, 12.98)));
    let (half, assessed) = scope1(vec![off(coal(A, 10.0), 1.0, 10.0), coal(B, 5.0)]).expect("an uncertainty");
    assert_relative_eq!(half, 1.298, max_relative = 1e-15);
    assert_relative_eq!(assessed, 12.98, max_relative = 1e-15);
}

#[test]
fn a_site_bears_the_uncertainty_of_what_it_bought_and_the_statement_that_of_what_it_counts() {
    // C buys 100 GJ ± 10 GJ of B, which burns coal of its own: 70 kg a GJ.
    let rows = || vec![coal(B, 10.0), off(steam(C, 100.0), 10.0, 100.0)];
    let (half, assessed) = of(Boundary::Estate, rows(), Scope::Two, Some("C")).expect("an uncertainty");
    assert_relative_eq!(half, 0.7, max_relative = 1e-15);
    assert_relative_eq!(assessed, 7.0, max_relative = 1e-15);
    assert_eq!(of(Boundary::Estate, rows(), Scope::Two, None), None);
    assert_eq!(of(Boundary::Estate, rows(), Scope::Two, Some("B")), None);
}

#[test]
fn equity_takes_its_share_of_an_error() {
    // 0.4 of A's 10 t ± 1 t.
    let (half, assessed) =
        of(Boundary::EquityShare, vec![off(coal(A, 10.0), 1.0, 10.0)], Scope::One, None).expect("one");
    assert_relative_eq!(half, 0.4 * 1.298, max_relative = 1e-15);
    assert_relative_eq!(assessed, 4.0 * 1.298, max_relative = 1e-15);
}

#[test]
fn errors_whose_squares_no_number_can_hold_are_squared_all_the_same() {
    assert_relative_eq!(norm([3e200, -4e200].into_iter()), 5e200, max_relative = 1e-15);
    assert_relative_eq!(norm([3.0, -4.0].into_iter()), 5.0, max_relative = 1e-15);
    assert_eq!(norm([0.0, -0.0].into_iter()).to_bits(), 0);
}
