//! A diagnostic as a report and other programs read it.

use super::model::DiagnosticView;
use crate::diagnostic::Diagnostic;

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
