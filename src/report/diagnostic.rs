//! A diagnostic as a report and other programs read it.

use schemars::JsonSchema;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// What the report says of the book's problems: each by its words, without the lines it
/// stands on, which would change with the order of the rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, JsonSchema)]
pub struct ProblemView {
    /// `GHG` and three digits.
    pub(crate) code: String,
    /// error or warning.
    pub(crate) severity: String,
    /// The table: `activities` for whatever file or sheet the rows came from.
    pub(crate) table: String,
    /// The name of the table's column.
    pub(crate) column: Option<String>,
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Option<String>,
    /// How many rows have the problem.
    pub(crate) rows: u64,
}

/// One problem of the book with its place, as JSON.
#[derive(Clone, Debug, PartialEq, serde::Serialize, JsonSchema)]
pub struct DiagnosticView {
    /// `GHG` and three digits.
    pub(crate) code: String,
    /// error or warning.
    pub(crate) severity: String,
    pub(crate) message: String,
    pub(crate) file: String,
    /// The line of text, from 1; `null` where the file has none.
    pub(crate) line: Option<u64>,
    /// The spreadsheet cell, such as D17.
    pub(crate) cell: Option<String>,
    /// The name of the table's column.
    pub(crate) column: Option<String>,
    /// What to do.
    pub(crate) help: Option<String>,
    /// How many rows have the problem.
    pub(crate) rows: u64,
}

impl DiagnosticView {
    /// What a diagnostic says, without the excerpt.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let place = diagnostic.place();
        Self {
            code: diagnostic.code().to_string(),
            severity: diagnostic.severity().as_str().to_owned(),
            message: diagnostic.message().to_owned(),
            file: place.file_name().to_owned(),
            line: place.line(),
            cell: place.cell(),
            column: place.field().map(str::to_owned),
            help: diagnostic.help().map(str::to_owned),
            rows: diagnostic.rows(),
        }
    }

    /// One line of JSON, without the line's end.
    pub fn to_json_line(&self) -> String {
        super::write::json_text(|out| serde_json::to_writer(out, self))
    }
}

/// The problems of a book, those of the same words together, in the order of their codes.
pub(super) fn problems(diagnostics: &Diagnostics) -> Vec<ProblemView> {
    let mut problems: Vec<ProblemView> = diagnostics.iter().map(problem).collect();
    problems.sort();
    problems.dedup_by(|more, known| {
        let same = (&more.code, &more.table, &more.column, &more.message)
            == (&known.code, &known.table, &known.column, &known.message);
        if same {
            known.rows += more.rows;
        }
        same
    });
    problems
}

fn problem(diagnostic: &Diagnostic) -> ProblemView {
    let place = diagnostic.place();
    ProblemView {
        code: diagnostic.code().to_string(),
        severity: diagnostic.severity().as_str().to_owned(),
        table: table_of(place.file_name()).to_owned(),
        column: place.field().map(str::to_owned),
        message: diagnostic.message().to_owned(),
        help: diagnostic.help().map(str::to_owned),
        rows: diagnostic.rows(),
    }
}

/// `activities` of activities.csv, activities/part-1.parquet and `book.xlsx [sheet activities]`.
fn table_of(file: &str) -> &str {
    let sheet = file.split_once("[sheet ").map(|(_, rest)| rest.trim_end_matches(']'));
    sheet.unwrap_or_else(|| file.split(['.', '/']).next().unwrap_or(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::place::Place;

    #[test]
    fn a_diagnostic_is_one_line_of_json() {
        let place = Place::file("activities.csv").at_line(17).at_cell(4, 17).in_field("unit");
        let line = DiagnosticView::of(&Diagnostic::error(Code::CannotConvert, place, "a\nb")).to_json_line();
        assert_eq!(
            line,
            r#"{"code":"GHG303","severity":"error","message":"a\nb","file":"activities.csv","line":17,"cell":"D17","column":"unit","help":null,"rows":1}"#
        );
    }
}
