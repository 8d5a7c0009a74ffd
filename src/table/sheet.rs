//! Sheets of `book.xlsx` as tables.

use std::io::Cursor;

use calamine::{Data, DataType, ExcelDateTime, Range, Reader, Xlsx};

use super::schema::Schema;
use super::{Origin, Record, Table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;

/// The workbook of a book, its sheets named like the tables they hold.
pub(crate) struct Workbook {
    file: String,
    sheets: Vec<String>,
    workbook: Xlsx<Cursor<Vec<u8>>>,
}

impl Workbook {
    /// Opens a workbook that the user knows under `file`.
    pub(crate) fn open(file: &str, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        match Xlsx::new(Cursor::new(bytes)) {
            Ok(workbook) => Ok(Self { file: file.to_owned(), sheets: workbook.sheet_names(), workbook }),
            Err(error) => Err(Box::new(unreadable(Place::file(file), &error))),
        }
    }

    /// The names of the sheets.
    pub(crate) fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// What a sheet is called in diagnostics.
    pub(crate) fn place_of(&self, sheet: &str) -> String {
        format!("{} [sheet {sheet}]", self.file)
    }

    /// Reads the sheet of the schema's table; `None` if there is no such sheet.
    pub(crate) fn read(&mut self, schema: &'static Schema) -> Option<(Table, Diagnostics)> {
        let sheet = self.sheets.iter().find(|sheet| **sheet == schema.table)?.clone();
        let file = self.place_of(&sheet);
        let mut diagnostics = Diagnostics::default();
        let range = self.workbook.worksheet_range(&sheet).unwrap_or_else(|error| {
            diagnostics.push(unreadable(Place::file(file.as_str()), &error));
            Range::empty()
        });
        let (_, columns_before) = range.start().unwrap_or_default();
        let origin = Origin { file: file.into(), text: None, columns_before, is_frame: false };
        let table = Table::of_records(schema, origin, records(&range), &mut diagnostics);
        Some((table, diagnostics))
    }
}

fn unreadable(place: Place, error: &calamine::XlsxError) -> Diagnostic {
    Diagnostic::error(Code::UnreadableTable, place, format!("the workbook cannot be read: {error}"))
        .with_help("open it in a spreadsheet program and save it again as .xlsx, without a password")
}

/// The rows of a sheet from the first that has content; the rows of a range are equally wide.
fn records(range: &Range<Data>) -> Vec<Record> {
    let (first, _) = range.start().unwrap_or_default();
    let rows = range.rows().zip(u64::from(first) + 1..);
    rows.skip_while(|(cells, _)| cells.iter().all(DataType::is_empty))
        .map(|(cells, row)| Record {
            cells: cells.iter().map(text_of).collect::<Vec<_>>().into(),
            offset: 0,
            line: None,
            row,
            open: false,
        })
        .collect()
}

/// A cell as it would stand in a CSV file: ISO dates, and numbers with the fewest digits that
/// give the same number back.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(moment) => text_of_moment(moment),
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        Data::Error(error) => error.to_string(),
    }
}

fn text_of_moment(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn cells_become_the_text_a_csv_file_would_hold() {
        let moment = |serial| Data::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        for (cell, text) in [
            (Data::Float(18_250.0), "18250"),
            (Data::Float(0.1), "0.1"),
            (Data::Bool(true), "true"),
            (moment(45_382.0), "2024-03-31"),
            (moment(45_382.25), "2024-03-31T06:00:00"),
            (Data::DateTimeIso("2024-03-31T00:00:00".into()), "2024-03-31"),
            (Data::Empty, ""),
        ] {
            assert_eq!(text_of(&cell), text);
        }
    }

    #[test]
    fn a_sheet_may_begin_anywhere_and_keeps_its_cells() {
        let words = [["site_id", "name"], ["F1", "Plant"]];
        let mut range = Range::new((2, 1), (3, 2));
        for (row, cells) in (2_u32..).zip(words) {
            for (column, word) in (1_u32..).zip(cells) {
                range.set_value((row, column), Data::String(word.into()));
            }
        }
        let rows: Vec<u64> = records(&range).iter().map(|record| record.row).collect();
        assert_eq!(rows, [3, 4]);
        let origin = Origin { file: "book.xlsx [sheet sites]".into(), text: None, columns_before: 1, is_frame: false };
        let mut d = Diagnostics::default();
        Table::of_records(Schema::of("sites"), origin, records(&range), &mut d);
        let place = d.iter().next().map(|d| d.place().to_string());
        assert_eq!(place.as_deref(), Some("book.xlsx [sheet sites] (cell B3)"));
    }

    #[test]
    fn what_is_not_a_workbook_is_reported() {
        let refused = Workbook::open("book.xlsx", b"not a zip".to_vec()).err().expect("refused");
        assert_eq!(refused.code(), Code::UnreadableTable);
    }
}
