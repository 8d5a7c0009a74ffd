//! Rows in, totals and problems out.

#![allow(clippy::float_cmp, reason = "the sums are exact")]

use polars::prelude::*;

use super::column::schema;
use super::read::{Reading, read_on};
use super::rules::Rules;
use super::visit::visit;
use crate::activity::{Quality, Stream, Total};
use crate::diagnostic::Code;
use crate::estate::Site;
use crate::estate::fixture::site;
use crate::period::{Day, Period};
use crate::rows::feed::Feed;
use crate::shipped;

const HEADER: &str = "site_id,start,end,activity,quantity,unit";

fn sites(count: u32) -> Vec<Site> {
    (0..count).map(|nth| site(&format!("S{nth:04}"))).collect()
}

fn year() -> Period {
    let day = |text| Day::parse(text).expect("a date");
    Period::new(day("2024-01-01"), day("2024-12-31")).expect("a period")
}

fn feed(text: &str) -> Feed {
    Feed::of_reader(schema(), "activities.csv", text.as_bytes()).expect("bytes")
}

fn read(feed: &Feed, threads: usize) -> Reading {
    let sites = sites(200);
    read_on(threads, feed, &Rules::new(&sites, shipped::chart(), year()), None)
}

/// Rows below a header with more columns; each `row` without its leading site, dates and activity.
fn electricity(columns: &str, rows: &[&str]) -> Reading {
    let rows: String =
        rows.iter().map(|row| format!("S0001,2024-01-01,2024-01-31,c05/landfill_mixed,{row}\n")).collect();
    read(&feed(&format!("{HEADER}{columns}\n{rows}")), 1)
}

fn only(reading: &Reading) -> (&Stream, &Total) {
    assert!(reading.diagnostics.is_empty(), "{}", reading.diagnostics.render());
    match (reading.totals.streams.as_slice(), reading.totals.totals.as_slice()) {
        ([stream], [total]) => (stream, total),
        (streams, totals) => panic!("{streams:?} {totals:?}"),
    }
}

fn quality(reading: &Reading) -> Quality {
    only(reading).1.quality.as_deref().copied().expect("quality")
}

fn codes(reading: &Reading) -> Vec<Code> {
    let mut codes: Vec<Code> = reading.diagnostics.iter().map(|d| d.code()).collect();
    codes.sort();
    codes
}

const MARKED: &str = ",data_quality,uncertainty_pct,note";

#[test]
fn rows_of_one_meter_share_one_error_and_corrections_take_it_away() {
    let ten = electricity(MARKED, &["10,t,,5,"; 10]);
    assert_eq!(quality(&ten), Quality { error: 5.0, assessed: 100.0, by_grade: [0.0; 5] });
    let corrected = electricity(MARKED, &["10,t,,5,", "10,t,,5,", "-10,t,,5,wrong meter"]);
    assert_eq!(quality(&corrected), Quality { error: 0.5, assessed: 10.0, by_grade: [0.0; 5] });
    let whole = electricity(MARKED, &["0.3,t,1,7.3,"]);
    let split = electricity(MARKED, &["0.1,t,1,7.3,", "0.2,t,1,7.3,"]);
    assert_eq!(quality(&whole), quality(&split));
    assert_eq!(quality(&whole), Quality { error: 0.0219, assessed: 0.3, by_grade: [0.3, 0.0, 0.0, 0.0, 0.0] });
}

#[test]
fn grades_are_sums_of_quantities_and_rows_that_say_nothing_are_in_none() {
    let reading = electricity(MARKED, &["10,t,1,,", "5,t,4,,", "2,t,4.0,2,", "1,t,,,"]);
    assert_eq!(quality(&reading), Quality { error: 0.04, assessed: 2.0, by_grade: [10.0, 0.0, 0.0, 7.0, 0.0] });
    assert_eq!(only(&reading).1.quantity, 18.0);
    assert_eq!(only(&electricity(MARKED, &["10,t,,,", "5,t, , ,"])).1.quality, None);
    assert_eq!(only(&electricity("", &["10,t"])).1.quality, None);
}

#[test]
fn a_row_with_an_impossible_mark_is_rejected_at_its_cell() {
    let reading = electricity(
        MARKED,
        &["10,t,0,,", "10,t,6,,", "10,t,1.5,,", "10,t,x,,", "10,t,,-1,", "10,t,,NaN,", "10,t,,inf,", "1,t,,0,"],
    );
    assert_eq!(reading.totals.rows.rejected, 7);
    assert_eq!(
        codes(&reading),
        [
            Code::NotANumber,
            Code::NotFinite,
            Code::NotFinite,
            Code::OutOfRange,
            Code::OutOfRange,
            Code::OutOfRange,
            Code::OutOfRange,
        ]
    );
    assert!(reading.complete);
    let places: Vec<String> = reading.diagnostics.iter().map(|d| d.place().to_string()).collect();
    assert!(places.contains(&"activities.csv:6:54 (cell H6, column `uncertainty_pct`)".to_owned()), "{places:?}");
}

#[test]
fn a_crossing_row_shares_its_error_by_time() {
    let text = format!("{HEADER}{MARKED}\nS0001,2024-01-22,2024-02-10,c05/landfill_mixed,20,t,2,10,\n");
    let reading = read(&feed(&text), 1);
    let shares: Vec<(f64, Quality)> =
        reading.totals.totals.iter().map(|t| (t.quantity, *t.quality.as_deref().expect("quality"))).collect();
    let half = Quality { error: 1.0, assessed: 10.0, by_grade: [0.0, 10.0, 0.0, 0.0, 0.0] };
    assert_eq!(shares, [(10.0, half), (10.0, half)]);
    assert_eq!(reading.totals.totals.iter().map(|t| t.counted).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn meters_plants_and_counterparties_keep_streams_apart() {
    let columns = ",meter_id,plant_id,counterparty";
    let reading =
        electricity(columns, &["1,t,M2,,", "2,t,M1,,", "4,t,M2,,", "8,t,,,", "16,t,M1,P,S0002", "32,t,M1,,S0002"]);
    let totals = &reading.totals;
    let reported: Vec<String> = totals
        .totals
        .iter()
        .map(|total| {
            let named = totals.dimensions_of(totals.stream(total).expect("a stream"));
            let text = |id: Option<&str>| id.unwrap_or("-").to_owned();
            let (meter, plant) = (named.meter.as_ref(), named.plant.as_ref());
            let other = named.counterparty.as_ref();
            [text(meter.map(|m| m.as_str())), text(plant.map(|p| p.as_str())), text(other.map(|s| s.as_str()))]
                .join(" ")
                + &format!(" {}", total.quantity)
        })
        .collect();
    assert_eq!(reported, ["- - - 8", "M1 - - 2", "M2 - - 5", "M1 - S0002 32", "M1 P S0002 16"]);
    assert_eq!(totals.dimensions.len(), 5);
    assert_eq!(totals.streams.iter().map(|l| l.dimensions.index()).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
}

/// Rows of many sites, meters, months and marks, in an order of their own.
fn many() -> String {
    let row = |n: u64| {
        let n = n * 7_919 % 3_001;
        let (month, quantity) = (n % 12 + 1, (n * 37) as f64 / if n.is_multiple_of(5) { 7.0 } else { 4.0 });
        let end = if n.is_multiple_of(11) && month < 12 {
            format!("2024-{:02}-03", month + 1)
        } else {
            format!("2024-{month:02}-28")
        };
        let mark = ["", "3", "", "12.5", "0.123456789"][(n % 5) as usize];
        let meter = if n.is_multiple_of(3) { format!("M{}", n % 40) } else { String::new() };
        format!("S{:04},2024-{month:02}-01,{end},c05/landfill_mixed,{quantity},t,{meter},{mark}\n", n % 199)
    };
    (0..3_001).map(row).collect()
}

#[test]
fn neither_threads_nor_order_nor_format_leave_a_trace() {
    let header = format!("{HEADER},meter_id,uncertainty_pct\n");
    let rows = many();
    let one = read(&feed(&format!("{header}{rows}")), 1);
    assert_eq!(one.totals.rows.accepted, 3_001);
    let halves = rows.split_at(rows.find("\nS0100").expect("a row") + 1);
    let two = feed(&format!("{header}{}", halves.0)).and(feed(&format!("{header}{}", halves.1)));
    let whole = |reading: &Reading| {
        let totals = reading.totals.totals.iter();
        let figures = totals.map(|t| (t.site, t.stream, t.quantity.to_bits(), t.quality.clone(), t.rows, t.counted));
        (reading.totals.streams.clone(), reading.totals.dimensions.clone(), figures.collect::<Vec<_>>())
    };
    for threads in [1, 2, 7] {
        assert_eq!(whole(&read(&two, threads)), whole(&one), "{threads}");
    }
    let backwards: String = rows.lines().rev().map(|row| format!("{row}\n")).collect();
    assert_eq!(whole(&read(&feed(&format!("{header}{backwards}")), 2)), whole(&one));
    let csv = CsvReader::new(std::io::Cursor::new(format!("{header}{rows}"))).finish().expect("a frame");
    let frame = read(&Feed::of_frame(schema(), "frame", csv), 2);
    assert!(frame.diagnostics.is_empty(), "{}", frame.diagnostics.render());
    assert_eq!(whole(&frame), whole(&one));
}

#[test]
fn a_frames_problems_have_its_name_and_row_and_its_columns_are_checked() {
    let frame = df!("site_id" => ["S0001", "nobody"], "start" => ["2024-01-01"; 2], "end" => ["2024-01-31"; 2],
        "activity" => ["c05/landfill_mixed"; 2], "quantity" => [1.5, 2.0], "unit" => ["t"; 2])
    .expect("a frame");
    let reading = read(&Feed::of_frame(schema(), "rows", frame.clone()), 1);
    let places: Vec<String> = reading.diagnostics.iter().map(|d| d.place().to_string()).collect();
    assert_eq!((places.len(), reading.totals.rows.accepted), (1, 1));
    assert!(places[0].starts_with("rows (row 2"), "{places:?}");
    let wrong = df!("site_id" => [true], "colour" => ["red"]).expect("a frame");
    let reading = read(&Feed::of_frame(schema(), "rows", wrong), 1);
    assert!(!reading.complete);
    for code in [Code::WrongColumnType, Code::UnknownColumn, Code::MissingColumn] {
        assert!(codes(&reading).contains(&code), "{code}");
    }
}

#[test]
fn what_was_not_read_makes_a_reading_incomplete() {
    let row = "S0001,2024-01-01,2024-01-31,c05/landfill_mixed,1,t\n";
    let complete = |text: &str| read(&feed(text), 1).complete;
    assert!(complete(&format!("{HEADER}\n{row}")));
    assert!(complete(&format!("{HEADER}\n")), "no row is left unread");
    assert!(complete(&format!("{HEADER}\n{row}S9,,,,,\nS0001,too,short\n")), "rejected rows are read");
    assert!(!complete(""), "no header");
    assert!(!complete(&format!("site_id,start\n{row}")), "columns are missing");
    assert!(!complete(&format!("{HEADER}\n{row}\"S0001,{row}{row}")), "a quotation mark swallows rows");
    let bad = [format!("{HEADER}\n{row}").as_bytes(), b"\xff\xfe,\n"].concat();
    let feed = Feed::of_reader(schema(), "activities.csv", bad.as_slice()).expect("bytes");
    assert!(!read(&feed, 1).complete, "not UTF-8");
    let missing = Feed::of_files(schema(), [("no/such/file.csv".into(), "file.csv".to_owned())]);
    assert!(!read(&missing, 1).complete);
    let missing = Feed::of_files(schema(), [("no/such/file.parquet".into(), "file.parquet".to_owned())]);
    assert!(!read(&missing, 1).complete);
}

#[test]
fn visiting_rows_gives_the_streams_their_quantities_went_to() {
    let feed = feed(&format!("{HEADER},meter_id,uncertainty_pct\n{}S9,,,,,,,\n", many()));
    let sites = sites(200);
    let rules = Rules::new(&sites, shipped::chart(), year());
    let reading = read_on(2, &feed, &rules, None);
    let (mut rows, mut rejected, mut marked) = (0, 0, 0);
    let mut sums = vec![0.0; reading.totals.streams.len()];
    visit(&feed, &rules, &reading.totals, |row| {
        rows += 1;
        match &row.accepted {
            None => rejected += 1,
            Some(accepted) => {
                marked += u64::from(accepted.uncertainty_pct.is_some());
                assert_eq!(accepted.uncertainty_pct.is_some(), row.cell("uncertainty_pct").is_some());
                assert!((1..=2).contains(&accepted.streams.len()));
                for (stream, share) in accepted.streams {
                    sums[*stream as usize] += accepted.quantity * share;
                }
            }
        }
        true
    });
    assert_eq!((rows, rejected), (3_002, 1));
    assert!(marked > 1_000);
    for (stream, sum) in sums.iter().enumerate() {
        let totals = reading.totals.totals.iter().filter(|total| total.stream as usize == stream);
        let total: f64 = totals.map(|total| total.quantity).sum();
        assert!((total - sum).abs() <= 1e-9 * sum.abs(), "{total} {sum}");
    }
}

#[test]
fn which_repeated_ids_are_reported_does_not_depend_on_threads() {
    let file = |n: u32| {
        let row = |k| format!("M-{},S0001,2024-01-01,2024-01-31,c05/landfill_mixed,{},t\n", k % 2, n * 10_000 + k);
        feed(&(format!("activity_id,{HEADER}\n") + &(0..5_000).map(row).collect::<String>()))
    };
    let many = (0..6).map(file).reduce(Feed::and).expect("some");
    let reported = |threads| -> Vec<String> {
        let reading = read(&many, threads);
        assert_eq!(reading.totals.rows.accepted, 30_000);
        reading.diagnostics.iter().map(|d| format!("{} {} {}", d.code(), d.place(), d.message())).collect()
    };
    let one = reported(1);
    assert!(one.iter().any(|text| text.contains("so many rows share an activity_id")), "{}", one.len());
    assert!(one == reported(7));
}
