//! The problems of a row by the schema of its table alone.
//!
//! In: a row of located cells. Out: a problem for each cell that does not fit the description of its column.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::{Moment, buddhist_year};
use crate::table::{Column, ColumnKind, Row, cell};

/// Reports every cell that does not fit the schema.
pub(super) fn by_schema(row: Row<'_>, d: &mut Diagnostics) {
    for column in row.columns() {
        let name = column.name.as_str();
        match column.kind {
            ColumnKind::Number | ColumnKind::Whole => drop(row.number(name, d)),
            ColumnKind::Date => drop(row.date(name, d)),
            ColumnKind::Moment => drop(moment(row, column, d)),
            ColumnKind::Choice => drop(row.choice(name, d)),
            ColumnKind::Boolean => drop(row.boolean(name, d)),
            ColumnKind::Unit => drop(row.unit(name, d)),
            ColumnKind::Text | ColumnKind::Id | ColumnKind::Gas | ColumnKind::Activity => {
                if column.required {
                    let _ = row.required_text(name, d);
                }
            }
        }
    }
}

/// A date or date-time.
pub(super) fn moment(row: Row<'_>, column: &Column, d: &mut Diagnostics) -> Option<Moment> {
    let name = column.name.as_str();
    let text = if column.required { row.required_text(name, d) } else { row.text(name) }?;
    let moment = Moment::parse(text);
    if moment.is_none() {
        // The advice on dates fits; only the column takes times as well.
        let problem = cell::date(text).err();
        let (message, help) = match problem {
            Some(problem) if buddhist_year(text).is_some() => (problem.message, problem.help),
            problem => (format!("`{}` is not a date or date-time", cell::shown(text)), problem.and_then(|p| p.help)),
        };
        let found = Diagnostic::error(Code::NotADate, row.place_of(name), message);
        d.push(found.with_help(help.unwrap_or_default()));
    }
    moment
}
