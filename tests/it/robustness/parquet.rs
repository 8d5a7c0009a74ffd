//! Parquet files that are cut, bent or of odd types.

use estate_carbon::{Book, Code, Diagnostics, Error, OpenOptions, Rejected};
use polars::prelude::*;

use super::{codes, with_rows};
use crate::diagnostics::{Spoilt, parquet_sample, project};

/// A book with the sites of the synthetic one and these bytes as its rows.
fn with_parquet(bytes: &[u8]) -> Spoilt {
    let book = Spoilt::minimal();
    book.without("activities.csv").with("activities.parquet", bytes);
    book.with(
        "sites.csv",
        "site_id,name,estate_id,role\nF1,A,DEMO,factory\nS000000,A,DEMO,factory\nS000001,B,DEMO,factory\nS000002,C,DEMO,factory\n",
    );
    book
}

fn frame_as_book(mut frame: DataFrame) -> Spoilt {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("written");
    with_parquet(&bytes)
}

#[test]
fn a_whole_file_is_read_and_one_cut_short_is_reported() {
    let whole = parquet_sample(5_000);
    assert_eq!(codes(&with_parquet(&whole).diagnostics()).len(), 0);
    let half = whole.len() / 2;
    for length in [0, 1, 4, 8, 11, 12, half, whole.len() * 99 / 100, whole.len() - 1] {
        let found = with_parquet(&whole[..length]).diagnostics();
        assert_eq!(codes(&found).into_iter().collect::<Vec<_>>(), [Code::UnreadableTable], "cut at {length}");
    }
    // The end is there and the middle is not: the footer points beyond what it should.
    let holed = [&whole[..half], &whole[half + 100..]].concat();
    assert!(codes(&with_parquet(&holed).diagnostics()).contains(&Code::UnreadableTable));
}

#[test]
fn bytes_bent_anywhere_are_reported_or_read_and_nothing_is_lost() {
    let whole = parquet_sample(2_000);
    let mut bent = 0;
    for nth in 0..60 {
        let mut bytes = whole.clone();
        let at = 4 + nth * (bytes.len() - 5) / 60;
        bytes[at] ^= [0xff, 0x01, 0x80][nth % 3];
        let book = with_parquet(&bytes);
        let found: Diagnostics = book.diagnostics();
        bent += usize::from(!codes(&found).is_empty());
        match Book::open_with(book.path(), &OpenOptions::new().with_rejected(Rejected::Allow)) {
            Ok(book) => {
                let rows = book.rows();
                assert_eq!(rows.read, rows.accepted + rows.rejected, "byte {at}");
                // Either every row was read, or it is said that the file could not be.
                let reported = found.iter().any(|d| d.code() == Code::UnreadableTable);
                assert!(rows.read == 2_000 || reported, "byte {at}: {} rows and not a word", rows.read);
            }
            Err(Error::Rejected(found)) => assert!(found.errors() > 0),
            Err(other) => panic!("{other}"),
        }
    }
    assert!(bent > 10, "only {bent} of 60 were noticed");
}

fn row() -> DataFrame {
    df!(
        "site_id" => ["F1", "F1"],
        "start" => ["2024-01-01", "2024-01-01"],
        "end" => ["2024-12-31", "2024-12-31"],
        "activity" => ["purchased_electricity/grid", "purchased_electricity/grid"],
        "quantity" => [12.0, 12.0],
        "unit" => ["MWh", "MWx"],
    )
    .expect("a frame")
}

fn with_column(name: &str, series: Series) -> DataFrame {
    let mut frame = row();
    frame.with_column(series.with_name(name.into()).into()).expect("a column");
    frame
}

#[test]
fn moments_beyond_the_calendar_are_reported() {
    let days = |days: [i32; 2]| Series::new("d".into(), days).cast(&DataType::Date).expect("dates");
    for bad in [i32::MAX, i32::MIN, 3_000_000, -1_000_000] {
        let found = frame_as_book(with_column("end", days([bad, bad]))).diagnostics();
        assert_eq!(codes(&found).into_iter().collect::<Vec<_>>(), [Code::NotADate, Code::UnknownUnit], "{bad} days");
    }
    for unit in [TimeUnit::Milliseconds, TimeUnit::Microseconds, TimeUnit::Nanoseconds] {
        for bad in [i64::MAX, i64::MIN + 1] {
            let times = |at| Series::new("t".into(), [at, at]).cast(&DataType::Datetime(unit, None)).expect("times");
            let mut frame = with_column("start", times(bad));
            frame.with_column(times(0).with_name("end".into()).into()).expect("a column");
            let book = frame_as_book(frame);
            let found = book.diagnostics();
            assert!(codes(&found).contains(&Code::UnknownUnit), "{bad} {unit:?}: {}", found.render());
            let counted = Book::open_with(book.path(), &OpenOptions::new().with_rejected(Rejected::Allow))
                .expect("a book")
                .rows();
            assert_eq!((counted.read, counted.accepted), (2, 0));
        }
    }
}

/// A row that is wrong in one cell is reported to be wrong in that cell and no other, whatever
/// the types of the others.
#[test]
fn a_bad_cell_puts_no_blame_on_columns_of_other_types() {
    let day = 1_704_067_200_000_i64;
    let times = |zone: Option<&str>, at: i64| {
        let zone = zone.map(|zone| TimeZone::opt_try_new(Some(zone)).expect("a zone").expect("a zone"));
        Series::new("t".into(), [at, at]).cast(&DataType::Datetime(TimeUnit::Milliseconds, zone)).expect("times")
    };
    for zone in [None, Some("UTC"), Some("Asia/Bangkok"), Some("America/New_York")] {
        let mut frame = with_column("start", times(zone, day));
        frame.with_column(times(zone, day + 86_400_000).with_name("end".into()).into()).expect("a column");
        let found = frame_as_book(frame).diagnostics();
        assert!(codes(&found).contains(&Code::UnknownUnit), "{zone:?}");
        assert!(!codes(&found).contains(&Code::NotADate), "{zone:?}: {}", found.render());
    }
    let columns = [
        with_column("data_quality", Series::new("q".into(), [1_i64, 2])),
        with_column("data_quality", Series::new("q".into(), [1.0, 2.0])),
        with_column("quantity", Series::new("q".into(), [12_i32, 12])),
        with_column("quantity", Series::new("q".into(), [12.5_f32, 0.1])),
        with_column("uncertainty_pct", Series::new("q".into(), [0.1_f32, 5.0])),
        with_column("note", Series::new_null("n".into(), 2)),
        with_column("activity_id", Series::new("n".into(), [1_i64, 2])),
    ];
    for frame in columns {
        let found = frame_as_book(frame).diagnostics();
        assert_eq!(codes(&found).into_iter().collect::<Vec<_>>(), [Code::UnknownUnit], "{}", found.render());
    }
}

#[test]
fn columns_of_any_type_stand_beside_those_of_the_table() {
    let bytes = std::fs::read(project("tests/data/odd-types.parquet")).expect("a file");
    let book = with_parquet(&bytes);
    let accounts = Book::open(book.path()).expect("a book");
    assert_eq!((accounts.rows().read, accounts.rows().accepted), (3, 3));
    assert_eq!(codes(&book.diagnostics()).len(), 0);
}

#[test]
fn a_decoder_that_fails_says_nothing_of_its_own() {
    let book = with_parquet(&std::fs::read(project("tests/data/bent.parquet")).expect("a file"));
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_estate-carbon"));
    let run = program.arg("check").arg(book.path()).output().expect("run");
    let told = String::from_utf8(run.stderr).expect("UTF-8");
    assert_eq!(run.status.code(), Some(1), "{told}");
    assert!(told.contains("GHG131") && !told.contains("panicked"), "{told}");
}

#[test]
fn numbers_of_every_size_are_quantities() {
    let narrow = |dtype: DataType| Series::new("q".into(), [12_i64, 100]).cast(&dtype).expect("numbers");
    for dtype in
        [DataType::Int8, DataType::UInt8, DataType::Int16, DataType::UInt16, DataType::UInt32, DataType::UInt64]
    {
        let found = frame_as_book(with_column("quantity", narrow(dtype))).diagnostics();
        assert_eq!(codes(&found).into_iter().collect::<Vec<_>>(), [Code::UnknownUnit], "{}", found.render());
    }
}

#[test]
fn times_in_utc_outside_the_period_say_so() {
    let zone = TimeZone::opt_try_new(Some("UTC")).expect("a zone").expect("a zone");
    let times = |at: i64| {
        let utc = DataType::Datetime(TimeUnit::Microseconds, Some(zone.clone()));
        Series::new("t".into(), [at, at]).cast(&utc).expect("times")
    };
    // The last hour of 2023 and the first of 2024.
    let mut frame = with_column("start", times(1_704_063_600_000_000));
    frame.with_column(times(1_704_067_200_000_000).with_name("end".into()).into()).expect("a column");
    let found = frame_as_book(frame).diagnostics();
    let outside = found.iter().find(|d| d.code() == Code::OutsidePeriod).expect("outside the period");
    assert!(outside.message().contains("2023-12-31T23:00:00Z"), "{outside}");
    assert!(outside.help().is_some_and(|help| help.contains("offsets are not applied")), "{outside}");
    let text = "site_id,start,end,activity,quantity,unit\n\
                F1,2023-12-31T17:00+00:00,2023-12-31T18:00+00:00,purchased_electricity/grid,5,kWh\n";
    let found = with_rows(text).diagnostics();
    assert!(found.iter().all(|d| d.help().is_some_and(|help| help.contains("offsets are not applied"))));
}

#[test]
fn rows_without_any_content_are_no_rows() {
    let mut empty = row();
    for name in ["site_id", "start", "end", "activity", "quantity", "unit"] {
        let dtype = empty.column(name).expect("a column").dtype().clone();
        let nulls = Series::full_null(name.into(), 2, &dtype);
        empty.with_column(nulls.into()).expect("a column");
    }
    let frame = row().head(Some(1)).vstack(&empty).expect("three rows");
    let book = Book::open(frame_as_book(frame).path()).expect("a book");
    assert_eq!(book.rows().read, 1);
}
