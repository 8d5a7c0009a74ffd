//! Real data: a year of quarter-hourly readings of a steel plant.

use std::fmt::Write as _;
use std::path::Path;

use estate_carbon::period::Day;
use estate_carbon::scope::{LedgerBook, Scope};

use crate::scratch::Scratch;

const MANIFEST: &str = "\
name = \"Gwangyang steel plant\"
period = { start = 2018-01-01, end = 2018-12-31 }
gwp = \"AR5\"
boundary = \"estate\"

[[estate]]
id = \"GY\"
name = \"Gwangyang\"
country = \"KR\"
";

const SITES: &str = "site_id,name,estate_id,role\nSTEEL,Steel plant,GY,factory\n";

/// The publisher's own factor is not stated; any will do for a test of readings.
const FACTORS: &str = "\
factor_id,activity,region,unit,gas,kg_per_unit,publisher,document
test/kr-grid,purchased_electricity/grid,KR,kWh,CO2,0.5,this test,a round number
";

/// The readings as activity rows. V. E. Sathishkumar, C. Shin, Y. Cho, "Steel Industry Energy
/// Consumption", UCI Machine Learning Repository, 2021, CC BY 4.0. `date` is day/month/year
/// and the end of the quarter-hour; the one that ends at midnight is dated the day it closes.
fn activities(published: &str) -> String {
    let mut text = "site_id,start,end,activity,quantity,unit\n".to_owned();
    for line in published.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(date), Some(kwh)) = (cells.next(), cells.next()) else { panic!("two cells: {line}") };
        let (day, clock) = date.split_once(' ').expect("a date and a time");
        let mut parts = day.split('/').map(|n| n.parse::<i16>().expect("a number"));
        let (d, m, y) = (parts.next().expect("day"), parts.next().expect("month"), parts.next().expect("year"));
        let day = Day::from_ymd(y, m as i8, d as i8).expect("a day");
        let (h, min) = clock.split_once(':').expect("hours and minutes");
        let ended: i32 = h.parse::<i32>().expect("hours") * 60 + min.parse::<i32>().expect("minutes");
        let ended = if ended == 0 { 24 * 60 } else { ended };
        let at = |minutes: i32| {
            let next = Day::from_epoch_days(day.epoch_days() + minutes / 1440).expect("a day");
            format!("{next}T{:02}:{:02}", minutes % 1440 / 60, minutes % 60)
        };
        let _ = writeln!(text, "STEEL,{},{},purchased_electricity/grid,{kwh},kWh", at(ended - 15), at(ended));
    }
    text
}

#[test]
fn a_year_of_quarter_hours_is_accounted_to_the_last_reading() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/steel_gwangyang_2018_15min.csv");
    let published = std::fs::read_to_string(&path).expect("the published readings");
    let book = Scratch::new(&[
        ("book.toml", MANIFEST),
        ("sites.csv", SITES),
        ("factors.csv", FACTORS),
        ("activities.csv", &activities(&published)),
    ]);
    let accounts = book.accounts();
    let rows = accounts.rows();
    assert_eq!((rows.read, rows.accepted, rows.rejected), (35_040, 35_040, 0));
    assert!(accounts.diagnostics().is_empty(), "{}", accounts.diagnostics().render());
    let totals = &accounts.ledger().totals().totals;
    assert_eq!(totals.len(), 12, "one total for each month");
    assert_eq!(totals.iter().map(|t| t.rows).sum::<u64>(), 35_040, "no reading is in two months");
    let kwh: f64 = totals.iter().map(|t| t.quantity).sum();
    assert!((kwh - 959_640.31).abs() < 1e-6, "{kwh}");
    let statement = accounts.headline();
    let months: Vec<_> = statement.months().collect();
    assert_eq!(months.len(), 12);
    let january = statement.in_month(months[0], Scope::Two, LedgerBook::LocationBased).expect("January");
    let by_hand: f64 = published
        .lines()
        .skip(1)
        .filter(|l| l.get(3..5) == Some("01"))
        .filter_map(|l| l.split(',').nth(1)?.parse::<f64>().ok())
        .sum();
    assert!((january.co2e().as_kilograms() - by_hand * 0.5).abs() < 1e-6);
}
