//! Reads a short table from a frame, cell by cell, like the small tables of a book.
//!
//! In: a frame. Out: the table that a CSV file with the same cells would have given, with the frame's own rows and
//! columns as places.

use polars::prelude::{Column, DataFrame, Series};

use super::column_types::check_frame;
use super::part::cell_text;
use crate::diagnostic::Diagnostics;
use crate::table::{ColumnKind, Schema, Table};

/// What midnight adds to a day.
const MIDNIGHT: &str = "T00:00:00";

/// Reads a frame whole. Rows are counted from 1, as those of a Parquet file; columns as the frame has them.
pub(crate) fn table_of_frame(name: &str, frame: &DataFrame, schema: &'static Schema) -> (Table, Diagnostics) {
    let mut d = Diagnostics::default();
    let names: Vec<&str> = frame.columns().iter().map(|column| column.name().as_str()).collect();
    if !check_frame(name, frame, schema, &mut d) {
        return (Table::of_cells(name, schema, &names, std::iter::empty()), d);
    }
    // A column of the user's own may have any type, and is not read.
    let read: Vec<Cells<'_>> = frame.columns().iter().map(|column| Cells::of(column, schema)).collect();
    let rows = (0..frame.height()).map(|row| {
        let cells: Vec<String> = read.iter().map(|column| column.text(row)).collect();
        (row as u64 + 1, cells)
    });
    let table = Table::of_cells(name, schema, &names, rows.filter(|(_, cells)| cells.iter().any(|c| !c.is_empty())));
    table.report_no_rows(&mut d);
    (table, d)
}

/// The cells of one column of a frame.
enum Cells<'f> {
    Carried,
    Texts(&'f Series),
    Dates(&'f Series),
}

impl<'f> Cells<'f> {
    fn of(column: &'f Column, schema: &Schema) -> Self {
        let series = column.as_materialized_series();
        let name = column.name().trim();
        match schema.column(name).map(|known| known.kind) {
            None if name != "note" => Self::Carried,
            Some(ColumnKind::Date) => Self::Dates(series),
            _ => Self::Texts(series),
        }
    }

    fn text(&self, row: usize) -> String {
        match self {
            Self::Carried => String::new(),
            Self::Texts(series) => cell_text(series, row).unwrap_or_default(),
            // Many programs have no type for a day, and give its midnight instead.
            Self::Dates(series) => {
                let text = cell_text(series, row).unwrap_or_default();
                text.strip_suffix(MIDNIGHT).map_or_else(|| text.clone(), str::to_owned)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::{DataType, NamedFrom, TimeUnit, df};

    use super::*;

    #[test]
    fn cells_are_the_text_a_csv_file_would_hold_and_places_are_the_frames() {
        let day = Series::new("start".into(), [Some(19_723), None, Some(19_724)]).cast(&DataType::Date).expect("days");
        let frame = df!(
            "x_own" => [1_i64, 2, 3],
            "site_id" => ["F1", " ", "F2"],
            "name" => ["One, of two", "", "Two"],
            "estate_id" => ["E", "", "E"],
            "role" => ["factory", "", "plant"],
            "equity_share" => [Some(0.1), None, Some(1.0)],
            "floor_area_m2" => [Some(1_234_567.890_123_4), None, Some(18_250.0)],
            "employees" => [Some(0.1_f32), None, Some(3e7)]
        );
        let mut frame = frame.expect("a frame");
        frame.with_column(day.into()).expect("a column");
        let (table, mut d) = table_of_frame("sites", &frame, Schema::of("sites"));
        assert!(d.is_empty(), "{}", d.render());
        let rows: Vec<_> = table.rows().collect();
        let texts = |name: &str| rows.iter().map(|row| row.text(name)).collect::<Vec<_>>();
        assert_eq!(texts("name"), [Some("One, of two"), Some("Two")]);
        assert_eq!(texts("equity_share"), [Some("0.1"), Some("1")]);
        assert_eq!(texts("floor_area_m2"), [Some("1234567.8901234"), Some("18250")]);
        assert_eq!(texts("employees"), [Some("0.1"), Some("30000000")]);
        assert_eq!(texts("start"), [Some("2024-01-01"), Some("2024-01-02")]);
        assert_eq!(rows.last().map(|row| row.choice("role", &mut d)), Some(None));
        let place = d.iter().next().map(|problem| problem.place().to_string());
        assert_eq!(place.as_deref(), Some("sites (row 3, column `role`)"));
    }

    #[test]
    fn midnights_are_days_and_other_types_are_refused() {
        let midnight = Series::new("start".into(), [1_704_067_200_000_i64]);
        let midnight = midnight.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).expect("times");
        let mut frame =
            df!("site_id" => ["F1"], "name" => ["One"], "estate_id" => ["E"], "role" => ["common"]).expect("a frame");
        frame.with_column(midnight.into()).expect("a column");
        let (table, _) = table_of_frame("sites", &frame, Schema::of("sites"));
        assert_eq!(table.rows().next().and_then(|row| row.text("start")), Some("2024-01-01"));
        let frame = df!("site_id" => [1_i64], "nmae" => ["One"], "estate_id" => ["E"], "role" => ["common"]);
        let (table, d) = table_of_frame("sites", &frame.expect("a frame"), Schema::of("sites"));
        assert_eq!(table.rows().count(), 0);
        let codes: Vec<String> = d.iter().map(|problem| problem.code().to_string()).collect();
        assert_eq!(codes, ["GHG106", "GHG105"], "{}", d.render());
        let (_, d) = table_of_frame("sites", &DataFrame::empty(), Schema::of("sites"));
        assert_eq!(d.errors(), 4, "{}", d.render());
    }

    #[test]
    fn blanks_around_a_name_are_no_part_of_it() {
        let frame = |employees: &str| {
            let cells = df!("site_id" => ["F1"], " name " => ["One"], "estate_id" => ["E"], "role" => ["factory"]);
            let mut frame = cells.expect("a frame");
            frame.with_column(Series::new("employees ".into(), [employees]).into()).expect("a column");
            frame
        };
        let (table, d) = table_of_frame("sites", &frame("12"), Schema::of("sites"));
        assert!(d.is_empty(), "{}", d.render());
        let row = table.rows().next().expect("a row");
        assert_eq!((row.text("name"), row.text("employees")), (Some("One"), Some("12")));
        let hash = |employees| {
            let feed = crate::rows::Feed::of_frame(Schema::of("sites"), "sites", frame(employees));
            feed.digest().map(|(_, hash)| hash.expect("a hash")).collect::<Vec<_>>()
        };
        assert_ne!(hash("12"), hash("13"), "what is read is in the fingerprint");
        let wrong = df!("site_id" => ["F1"], "name" => ["One"], "estate_id" => ["E"], "role " => [true]);
        let (_, d) = table_of_frame("sites", &wrong.expect("a frame"), Schema::of("sites"));
        assert_eq!(d.iter().map(|d| d.code().to_string()).collect::<Vec<_>>(), ["GHG132"], "{}", d.render());
    }

    #[test]
    fn every_type_that_programs_give_their_columns_is_read() {
        use polars::prelude::{Categories, FrozenCategories, TimeZone};
        let texts = |name: &str, text: &str| Series::new(name.into(), [text]);
        let list = FrozenCategories::new(["factory", "common"]).expect("a list");
        let zone = TimeZone::opt_try_new(Some("Asia/Bangkok")).expect("a zone");
        // Midnight in Bangkok.
        let start = Series::new("start".into(), [1_704_042_000_000_i64]);
        let columns = [
            texts("site_id", "F1").cast(&DataType::from_categories(Categories::global())),
            texts("name", "One").cast(&DataType::from_categories(Categories::global())),
            Ok(texts("estate_id", "E")),
            texts("role", "factory").cast(&DataType::from_frozen_categories(list)),
            Series::new("floor_area_m2".into(), [18_250.5]).cast(&DataType::Decimal(12, 3)),
            start.cast(&DataType::Datetime(TimeUnit::Milliseconds, zone)),
        ];
        let frame = DataFrame::new(1, columns.map(|column| column.expect("a column").into()).into()).expect("a frame");
        let (table, d) = table_of_frame("sites", &frame, Schema::of("sites"));
        assert!(d.is_empty(), "{}", d.render());
        let row = table.rows().next().expect("a row");
        let read = ["site_id", "role", "floor_area_m2", "start"].map(|name| row.text(name));
        assert_eq!(read, [Some("F1"), Some("factory"), Some("18250.5"), Some("2024-01-01")]);
        let feed = crate::rows::Feed::of_frame(Schema::of("sites"), "sites", frame);
        assert!(feed.digest().all(|(_, hash)| hash.is_ok()), "a frame of any types has a fingerprint");
    }

    #[test]
    fn a_column_without_a_name_is_refused_if_it_is_not_empty() {
        let frame = |cell: Option<&str>| {
            let cells =
                df!("site_id" => ["F1"], "name" => ["One"], "estate_id" => ["E"], "role" => ["factory"], "" => [cell]);
            cells.expect("a frame")
        };
        for empty in [None, Some(" ")] {
            let (table, d) = table_of_frame("sites", &frame(empty), Schema::of("sites"));
            assert!(d.is_empty() && table.rows().count() == 1, "{}", d.render());
        }
        let (table, d) = table_of_frame("sites", &frame(Some("12")), Schema::of("sites"));
        assert_eq!(d.iter().map(|d| d.code().to_string()).collect::<Vec<_>>(), ["GHG106"], "{}", d.render());
        assert_eq!(table.rows().count(), 0);
    }

    #[test]
    fn a_note_is_in_the_fingerprint() {
        let hash = |note: &str| {
            let frame = df!("site_id" => ["F1"], "note" => [note], "x_own" => [note]).expect("a frame");
            let feed = crate::rows::Feed::of_frame(Schema::of("sites"), "sites", frame);
            feed.digest().map(|(_, hash)| hash.expect("a hash")).collect::<Vec<_>>()
        };
        assert_ne!(hash("metered"), hash("estimated"));
    }
}
