//! report.csv: every figure as one row, for spreadsheets.

use std::io::{self, Write};

use super::Report;
use super::model::Status;
use super::table::{Kind, Table, TableValue};
use super::tables::figures::figures;

impl Report {
    /// Writes one row per figure; an absent figure has an empty value and its reason.
    pub(crate) fn write_csv(&self, out: impl Write) -> io::Result<()> {
        write(figures(self), out)
    }
}

/// What stands beside the value of a figure.
const OF_FIGURES: [&str; 4] = ["unit", "status", "figure_id", "reason"];

/// Writes a table: its keys, then its rows, unrounded. A column of figures is five: value, unit, status, name and the
/// book's reason.
fn write(table: Table<'_>, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let mut header: Vec<&str> = Vec::new();
    for column in &table.columns {
        header.push(column.key);
        if column.kind == Kind::Figure {
            header.extend(OF_FIGURES);
        }
    }
    writer.write_record(header).map_err(of_stream)?;
    for row in table.rows {
        let fields = table.columns.iter().zip(&row).flat_map(|(column, value)| fields(column.kind, value));
        writer.write_record(fields).map_err(of_stream)?;
    }
    writer.flush()
}

fn fields(kind: Kind, value: &TableValue<'_>) -> Vec<String> {
    match value {
        TableValue::Empty if kind == Kind::Figure => vec![String::new(); 1 + OF_FIGURES.len()],
        TableValue::Empty => vec![String::new()],
        TableValue::Text(text) => vec![text.to_string()],
        TableValue::Words(words) => vec![words.to_string()],
        TableValue::Count(number) => vec![number.to_string()],
        TableValue::Number(number) | TableValue::Share(number) => vec![number.to_string()],
        TableValue::Figure(figure) => vec![
            figure.value.map_or_else(|_| String::new(), |value| value.to_string()),
            figure.unit.to_owned(),
            figure.value.err().map_or("", Status::as_str).to_owned(),
            figure.id.to_string(),
            figure.reason.clone().unwrap_or_default(),
        ],
    }
}

/// What the stream said; the csv crate's own conversion hides that a pipe was closed.
fn of_stream(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::{fixture, report};

    #[test]
    fn an_absent_figure_is_an_empty_cell_with_its_reason() {
        let mut bytes = Vec::new();
        report(fixture::book().facts()).write_csv(&mut bytes).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        for line in [
            "estate,ESB,,,scope2_market,,tCO2e,not_reported,estate.scope2_market,",
            "estate,ESB,F2,,scope1,,tCO2e,not_reported,estate.scope1.F2,",
            "estate,ESB,,2024-04,scope3,0.5,tCO2e,,estate.scope3@2024-04,",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
    }
}
