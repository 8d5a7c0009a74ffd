//! A diagnostic as a report and other programs read it.

use super::model::{DiagnosticView, Doubt};
use crate::diagnostic::{Diagnostic, Diagnostics};

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
pub(super) fn doubts(diagnostics: &Diagnostics) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = diagnostics.iter().map(doubt).collect();
    doubts.sort();
    doubts.dedup_by(|more, known| {
        let same = (&more.code, &more.table, &more.column, &more.message)
            == (&known.code, &known.table, &known.column, &known.message);
        if same {
            known.rows += more.rows;
        }
        same
    });
    doubts
}

fn doubt(diagnostic: &Diagnostic) -> Doubt {
    let place = diagnostic.place();
    Doubt {
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
    use crate::source::Place;

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
