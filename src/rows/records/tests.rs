//! A table that no book has, read as tables of meters will be read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use polars::prelude::*;

use super::*;
use crate::activity::RowRef;
use crate::period::Moment;
use crate::rows::progress::Progress;
use crate::table::Schema;

/// Intervals of a meter.
static INTERVALS: LazyLock<Schema> = LazyLock::new(|| {
    toml::from_str(
        r#"
        table = "intervals"
        title = "Intervals"
        required = false
        text = "Readings of meters."
        [[column]]
        name = "id"
        kind = "id"
        required = true
        text = "A meter."
        [[column]]
        name = "start"
        kind = "moment"
        required = true
        text = "When the interval begins."
        [[column]]
        name = "minutes"
        kind = "number"
        required = true
        above = 0
        text = "Its length."
        [[column]]
        name = "mwh"
        kind = "number"
        text = "Energy."
        [[column]]
        name = "from"
        kind = "choice"
        choices = ["grid", "solar"]
        text = "Where it came from."
        [[column]]
        name = "estimated"
        kind = "boolean"
        text = "Whether it was read."
        "#,
    )
    .expect("a schema")
});

#[derive(Clone, Copy)]
enum Of {
    Id,
    Start,
    Minutes,
    Mwh,
    From,
    Estimated,
}

impl ColumnKey for Of {
    fn index(self) -> usize {
        self as usize
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Interval {
    row: RowRef,
    id: String,
    start: Option<Moment>,
    minutes: Option<f64>,
    mwh: Option<f64>,
    from: Option<&'static str>,
    estimated: Option<bool>,
}

fn interval(row: &Record<'_>) -> Result<Interval, Refusal> {
    if row.number(Of::Mwh).is_some_and(|mwh| mwh > 1e6) {
        return Err(Refusal::of(Of::Mwh, Code::OutOfRange, "no meter reads that much", "write MWh"));
    }
    Ok(Interval {
        row: row.row(),
        id: row.text(Of::Id).unwrap_or_default().to_owned(),
        start: row.moment(Of::Start),
        minutes: row.number(Of::Minutes),
        mwh: row.number(Of::Mwh),
        from: row.word(Of::From),
        estimated: row.boolean(Of::Estimated),
    })
}

fn read(feed: &Feed, threads: usize) -> (Vec<Interval>, Outcome) {
    let mut all = Vec::new();
    let outcome = records_on(threads, feed, None, interval, |values| {
        all.extend(values);
        ControlFlow::Continue(())
    });
    (all, outcome)
}

fn of_text(text: &str) -> Feed {
    Feed::of_reader(&INTERVALS, "intervals.csv", text.as_bytes()).expect("bytes")
}

const HEADER: &str = "id,start,minutes,mwh,from,estimated\n";

/// Rows whose ids take turns.
fn rows(from: u32, to: u32) -> String {
    let mut text = String::from(HEADER);
    for n in from..to {
        let (hour, minute) = (n / 4 % 24, n % 4 * 15);
        writeln!(
            text,
            "M{},2024-01-01T{hour:02}:{minute:02},15,{}.5,{},",
            n / 10 % 7,
            n,
            ["grid", "solar", ""][(n % 3) as usize]
        )
        .expect("a string");
    }
    text
}

fn frame(text: &str) -> DataFrame {
    let frame = CsvReader::new(std::io::Cursor::new(text.to_owned())).finish().expect("a frame");
    let starts: Vec<String> =
        frame.column("start").expect("there").str().expect("text").iter().flatten().map(str::to_owned).collect();
    let seconds: Vec<i64> = starts
        .iter()
        .filter_map(|s| Moment::parse(s))
        .map(|m| match m {
            Moment::Second(second) => second * 1_000,
            Moment::Day(_) => panic!("a day"),
        })
        .collect();
    let starts =
        Series::new("start".into(), seconds).cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).expect("times");
    let mut frame = frame;
    frame.with_column(starts.into()).expect("as long");
    frame
}

#[test]
fn a_table_of_its_own_reads_alike_from_text_parquet_and_a_frame() {
    let text = rows(0, 300);
    let (from_text, outcome) = read(&of_text(&text), 2);
    assert!(outcome.diagnostics.is_empty(), "{}", outcome.diagnostics.render());
    assert_eq!((outcome.rows.accepted, outcome.complete, from_text.len()), (300, true, 300));
    let second = &from_text[1];
    assert_eq!(second.start, Moment::parse("2024-01-01T00:15"));
    assert_eq!((second.mwh, second.from, second.estimated), (Some(1.5), Some("solar"), None));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("intervals.parquet");
    let mut frame = frame(&text);
    ParquetWriter::new(std::fs::File::create(&path).expect("a file")).finish(&mut frame).expect("written");
    let file = Feed::of_files(&INTERVALS, [(path, "intervals.parquet".to_owned())]);
    let bare = |rows: Vec<Interval>| -> Vec<Interval> {
        rows.into_iter().map(|row| Interval { row: RowRef { file: 0, row: 0 }, ..row }).collect()
    };
    for feed in [file, Feed::of_frame(&INTERVALS, "frame", frame)] {
        let (read, outcome) = read(&feed, 2);
        assert!(outcome.diagnostics.is_empty(), "{}", outcome.diagnostics.render());
        assert_eq!(read[0].row, RowRef { file: 0, row: 1 });
        assert_eq!(bare(read), bare(from_text.clone()));
    }
}

#[test]
fn bad_cells_of_any_table_are_located_and_the_other_rows_are_handed_over() {
    let text = format!(
        "{HEADER}M1,2024-01-01T00:00,15,1,grid,TRUE\n\
         M1,yesterday,0,1,wind,tRuE\n\
         ,2024-01-01,15,x,,\n\
         M1,2024-01-01,15\n\
         M1,2024-01-01,15,2e6,,\n\
         M1,2024-01-01,15,,,false\n"
    );
    let (read, outcome) = read(&of_text(&text), 1);
    assert_eq!((outcome.rows.read, outcome.rows.rejected, outcome.complete), (6, 4, true));
    assert_eq!(read.iter().map(|row| row.estimated).collect::<Vec<_>>(), [Some(true), Some(false)]);
    let mut reported: Vec<String> = outcome.diagnostics.iter().map(|d| format!("{} {}", d.code(), d.place())).collect();
    reported.sort();
    assert_eq!(
        reported,
        [
            "GHG108 intervals.csv:5",
            "GHG113 intervals.csv:4:1 (cell A4, column `id`)",
            "GHG114 intervals.csv:4:16 (cell D4, column `mwh`)",
            "GHG117 intervals.csv:3:4 (cell B3, column `start`)",
            "GHG120 intervals.csv:3:18 (cell E3, column `from`)",
            "GHG120 intervals.csv:3:23 (cell F3, column `estimated`)",
            "GHG121 intervals.csv:3:14 (cell C3, column `minutes`)",
            "GHG121 intervals.csv:6:18 (cell D6, column `mwh`)",
        ]
    );
}

/// Many small files, so that there are many parts.
fn many_parts() -> Feed {
    (0..60).map(|n| of_text(&rows(n * 40, n * 40 + 40))).reduce(Feed::and).expect("some")
}

#[test]
fn values_come_in_the_order_of_the_files_whatever_the_threads() {
    let feed = many_parts();
    let (one, _) = read(&feed, 1);
    assert!(one.is_sorted_by_key(|interval| interval.row));
    for threads in [2, 7] {
        // Threads that finish late must not be overtaken.
        let slow = |row: &Record<'_>| {
            if row.row().row == 2 && row.row().file.is_multiple_of(3) {
                std::thread::sleep(std::time::Duration::from_millis(3));
            }
            interval(row)
        };
        let mut all = Vec::new();
        let outcome = records_on(threads, &feed, None, slow, |values| {
            all.extend(values);
            ControlFlow::Continue(())
        });
        assert_eq!(outcome.rows.accepted, 2_400);
        assert_eq!(all, one);
    }
}

#[test]
fn no_more_than_a_few_parts_are_ahead_of_the_consumer() {
    for threads in [1, 2, 7] {
        let (made, mut most, mut taken) = (AtomicU64::new(0), 0, 0);
        let feed = many_parts();
        let make = |row: &Record<'_>| {
            made.fetch_add(1, Ordering::SeqCst);
            interval(row)
        };
        records_on(threads, &feed, None, make, |values| {
            taken += values.len() as u64;
            std::thread::sleep(std::time::Duration::from_micros(300));
            most = most.max(made.load(Ordering::SeqCst) - taken);
            ControlFlow::Continue(())
        });
        assert_eq!(taken, 2_400);
        assert!(most <= 2 * threads as u64 * 40, "{most} rows ahead with {threads} threads");
    }
}

#[test]
fn a_consumer_may_break_off_and_a_part_that_fails_is_reported() {
    for threads in [1, 2, 7] {
        let mut parts = 0;
        let outcome = records_on(threads, &many_parts(), None, interval, |_| {
            parts += 1;
            if parts == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((parts, outcome.complete), (5, false));
        let fails = |row: &Record<'_>| {
            assert!(row.row() != RowRef { file: 30, row: 7 }, "a mistake of the caller");
            interval(row)
        };
        let mut rows = 0;
        let outcome = records_on(threads, &many_parts(), None, fails, |values| {
            rows += values.len();
            ControlFlow::Continue(())
        });
        // 30 files of 40 rows come before the gap; what follows would seem to follow them.
        assert_eq!((rows, outcome.complete), (1_200, false));
        assert_eq!(outcome.diagnostics.errors(), 1);
    }
}

#[test]
fn nothing_is_handed_over_behind_rows_that_could_not_be_read() {
    let good = || of_text(&rows(0, 40));
    let folder = tempfile::tempdir().expect("a folder");
    let gone = Feed::of_files(&INTERVALS, [(folder.path().join("gone.csv"), "gone.csv".to_owned())]);
    let mut long = rows(0, 40);
    long.push_str("M1,\"");
    long.push_str(&"x".repeat(17 << 20));
    let swallowing = rows(0, 40).replacen("M1,", "\"M1,", 1);
    let alone = rows(0, 40) + "\"\n";
    let every: &[usize] = &[1, 2, 7];
    for (broken, before, of_threads) in [
        (gone, 0, every),
        (of_text("no,such,columns\n1,2,3\n"), 0, every),
        (of_text(&swallowing), 0, every),
        (of_text(&alone), 0, every),
        (of_text(&long), 40, &[2]),
    ] {
        for threads in of_threads {
            let (read, outcome) = read(&good().and(broken.clone()).and(good()), *threads);
            assert_eq!((read.len(), outcome.complete), (40 + before, false), "{}", outcome.diagnostics.render());
            assert!(outcome.diagnostics.errors() > 0);
        }
    }
}

#[test]
fn a_quotation_mark_alone_at_the_end_is_reported_at_its_line() {
    for (end, line) in [("\"\n", 6), ("\"", 6), ("\r\n\"\r\n", 7), ("\"\n\n\n", 6)] {
        let (read, outcome) = read(&of_text(&(rows(0, 4) + end)), 1);
        let reported: Vec<String> = outcome.diagnostics.iter().map(|d| format!("{} {}", d.code(), d.place())).collect();
        assert_eq!((read.len(), reported), (0, vec![format!("GHG133 intervals.csv:{line}")]), "{end:?}");
    }
}

#[test]
fn a_watch_that_fails_ends_the_reading_and_is_reported() {
    for threads in [1, 2, 7] {
        let watch = |progress: Progress| assert!(progress.done < progress.of / 4, "a mistake of the caller");
        let mut taken = 0;
        let outcome = records_on(threads, &many_parts(), Some(&watch), interval, |values| {
            taken += values.len();
            ControlFlow::Continue(())
        });
        assert!(!outcome.complete && taken < 1_200, "{taken}");
        assert!(outcome.diagnostics.errors() > 0);
    }
}

#[test]
fn runs_of_an_id_come_in_the_order_of_the_files_though_others_lie_between() {
    let mut by_id: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut runs_seen = 0;
    let outcome = runs(
        &many_parts(),
        None,
        interval,
        |interval| interval.id.clone(),
        |run| {
            runs_seen += 1;
            assert!(run.iter().all(|interval| interval.id == run[0].id));
            by_id.entry(run[0].id.clone()).or_default().extend(run.iter().filter_map(|interval| interval.mwh));
        },
    );
    assert_eq!((outcome.rows.accepted, by_id.len(), runs_seen), (2_400, 7, 240));
    assert!(by_id.values().all(|readings| readings.is_sorted()));
    assert_eq!(by_id.values().map(Vec::len).sum::<usize>(), 2_400);
}

#[test]
fn a_digest_covers_texts_and_frames_and_nothing_else() {
    let text = rows(0, 50);
    let hash = |feed: &Feed| -> Vec<_> { feed.digest().map(|(name, hash)| (name, hash.expect("a digest"))).collect() };
    let of_frame = |frame: DataFrame| hash(&Feed::of_frame(&INTERVALS, "frame", frame));
    assert_eq!(hash(&of_text(&text)), [("intervals.csv".into(), blake3::hash(text.as_bytes()).into())]);
    let whole = frame(&text);
    let (upper, lower) = (whole.slice(0, 20), whole.slice(20, 30));
    assert_eq!(of_frame(whole.clone()), of_frame(upper.vstack(&lower).expect("alike")), "in two chunks");
    let mut more = whole.clone();
    more.with_column(Series::new("x_note".into(), vec!["own"; 50]).into()).expect("as long");
    assert_eq!(of_frame(whole.clone()), of_frame(more), "a column that is not read");
    let other = frame(&text.replace("17.5", "17.25"));
    assert_ne!(of_frame(whole), of_frame(other));
}
