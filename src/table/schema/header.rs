//! Whether the header row of a table has the columns it should have.

use std::collections::HashMap;

use super::{Column, Schema};
use crate::diagnostic::{Code, nearest};
use crate::table::shown::shown;

/// Where each column of a schema stands in a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeaderMap {
    positions: Vec<Option<usize>>,
    note: Option<usize>,
    width: usize,
}

impl HeaderMap {
    /// Which cell of a row holds the column, counted from 0.
    pub(crate) fn position(&self, schema: &Schema, name: &str) -> Option<usize> {
        let listed = schema.columns.iter().position(|column| column.name == name);
        match listed {
            Some(index) => self.positions.get(index).copied().flatten(),
            None if name == NOTE => self.note,
            None => None,
        }
    }

    /// How many columns have a name; what a spreadsheet adds after them is empty.
    pub(crate) fn width(&self) -> usize {
        self.width
    }
}

/// What is wrong with a header row, without a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeaderProblem {
    /// A required column is not there.
    Missing {
        /// The column.
        column: String,
        /// What it means.
        meaning: String,
    },
    /// A column the table does not have.
    Unknown {
        /// Which cell, counted from 0.
        index: usize,
        /// As found.
        name: String,
        /// The column that may be meant.
        suggestion: Option<String>,
    },
    /// A column named a second time.
    Repeated {
        /// Which cell, counted from 0.
        index: usize,
        /// The cell that has the name already.
        first: usize,
        /// The name.
        name: String,
    },
}

impl HeaderProblem {
    /// The code of the diagnostic.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Missing { .. } => Code::MissingColumn,
            Self::Unknown { .. } => Code::UnknownColumn,
            Self::Repeated { .. } => Code::RepeatedColumn,
        }
    }

    /// The cell of the header it is about, if it is about one.
    pub(crate) fn index(&self) -> Option<usize> {
        match self {
            Self::Missing { .. } => None,
            Self::Unknown { index, .. } | Self::Repeated { index, .. } => Some(*index),
        }
    }

    /// What is wrong, in one line.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Missing { column, .. } => format!("the column `{column}` is missing"),
            Self::Unknown { name, .. } if name.is_empty() => "a column has no name".to_owned(),
            Self::Unknown { name, .. } => format!("`{}` is not a column of this table", shown(name)),
            Self::Repeated { name, .. } => format!("the column `{}` is there twice", shown(name)),
        }
    }

    /// What to do.
    pub(crate) fn help(&self) -> String {
        match self {
            Self::Missing { column, meaning } => format!("add a column `{column}`: {meaning}"),
            Self::Unknown { suggestion: Some(suggestion), .. } => format!("did you mean `{suggestion}`?"),
            Self::Unknown { name, .. } if name.is_empty() => {
                "name the column in the header row, or remove it (pandas leaves it out with `index=False`)".to_owned()
            }
            Self::Unknown { name, .. } if name.starts_with("Unnamed: ") => {
                "remove the column: it holds row numbers of pandas, which leaves them out with `index=False`".to_owned()
            }
            Self::Unknown { name, .. } => {
                format!(
                    "write `x_{}` to carry a column of your own; docs/FORMATS.md lists the table's columns",
                    shown(name)
                )
            }
            Self::Repeated { name, .. } => {
                format!("remove or rename one of the two; `x_{}` carries a column of your own", shown(name))
            }
        }
    }
}

/// For how many unknown columns it is looked for which may be meant.
const SEARCHED: usize = 100;

/// The column every table may have.
const NOTE: &str = "note";

/// Whether a column is its owner's and is not read: by its name, or as the row numbers that pandas writes into Parquet.
fn is_own(name: &str) -> bool {
    name.starts_with("x_") || (name.starts_with("__index_level_") && name.ends_with("__"))
}

/// Finds the columns of a schema in a header row, or everything that is wrong with the row.
///
/// `note` and names that begin with `x_` are always allowed; unnamed columns at the end,
/// which spreadsheets leave behind, are not counted.
pub(crate) fn check_header(schema: &Schema, names: &[&str]) -> Result<HeaderMap, Vec<HeaderProblem>> {
    let width = names.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1);
    let names: Vec<&str> = names.iter().take(width).map(|name| name.trim()).collect();
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        first.entry(name).or_insert(index);
    }
    let position = |name: &str| first.get(name).copied();
    let mut problems = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let first = position(name).unwrap_or(index);
        if schema.column(name).is_none() && *name != NOTE && !is_own(name) {
            let absent = || schema.columns.iter().map(|c| c.name.as_str()).filter(|c| position(c).is_none());
            // A table has some dozens of columns; where hundreds are unknown, it is another table.
            let suggestion = (problems.len() < SEARCHED).then(|| nearest(name, absent())).flatten().map(str::to_owned);
            problems.push(HeaderProblem::Unknown { index, name: (*name).to_owned(), suggestion });
        } else if first < index {
            problems.push(HeaderProblem::Repeated { index, first, name: (*name).to_owned() });
        }
    }
    let missing = |column: &&Column| column.required && position(&column.name).is_none();
    for column in schema.columns.iter().filter(missing) {
        problems.push(HeaderProblem::Missing { column: column.name.clone(), meaning: column.text.clone() });
    }
    if problems.is_empty() {
        let positions = schema.columns.iter().map(|column| position(&column.name)).collect();
        Ok(HeaderMap { positions, note: position(NOTE), width })
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(names: &[&str]) -> Vec<HeaderProblem> {
        check_header(Schema::of("sites"), names).expect_err("problems")
    }

    #[test]
    fn order_is_free_and_own_columns_are_carried() {
        let schema = Schema::of("sites");
        let names = ["x_old_id", " role", "note", "estate_id", "name", "site_id", "", " "];
        let map = check_header(schema, &names).expect("a header");
        assert_eq!(map.position(schema, "site_id"), Some(5));
        assert_eq!(map.position(schema, "role"), Some(1));
        assert_eq!(map.position(schema, "note"), Some(2));
        assert_eq!(map.position(schema, "tenant"), None);
        assert_eq!(map.width(), 6);
    }

    #[test]
    fn everything_wrong_is_found_at_once() {
        let found = problems(&["site_id", "Name", "site_id", "colour", "role"]);
        let reported: Vec<String> = found.iter().map(|p| format!("{} {}", p.code(), p.message())).collect();
        assert_eq!(
            reported,
            [
                "GHG106 `Name` is not a column of this table",
                "GHG107 the column `site_id` is there twice",
                "GHG106 `colour` is not a column of this table",
                "GHG105 the column `name` is missing",
                "GHG105 the column `estate_id` is missing",
            ]
        );
        assert_eq!(found.first().map(HeaderProblem::help).as_deref(), Some("did you mean `name`?"));
    }

    #[test]
    fn an_unnamed_column_between_others_is_reported_apart() {
        let found = problems(&["site_id", "", "name", "estate_id", "role"]);
        assert_eq!(found.first().map(HeaderProblem::message).as_deref(), Some("a column has no name"));
    }
}
