//! Cells that a row needs although its table does not require them.
//!
//! As a rule they are the numbers that its declaration gives no default for, and those whose default is not published.
//! Rows of which that is not so, by a rule of their reader or method, are listed in `needs.txt`: each line is a kind of
//! row and what it reports when every cell that may be empty is, as `column code`. A line that changes is to be read
//! against docs/METHODS.md before it is committed.

#![allow(clippy::disallowed_methods, reason = "the list is a file of the project, and so are the declarations")]

use super::sample::{Sample, dated_tables};
use crate::diagnostic::Code;
use crate::table::{ColumnKind, Schema};

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// What a row reports, as `column code`.
fn asked(row: &Sample) -> (usize, Vec<String>) {
    let (found, reported) = row.read();
    (found.len(), reported.iter().map(|(name, code, _)| format!("{name} {code}")).collect())
}

/// What it should report by its declaration, if published defaults are missing of those columns.
fn declared(row: &Sample, asked: &[String]) -> Vec<String> {
    let optional = optional_inputs(row.schema);
    let columns = row.schema.columns.iter().filter(|column| column.is_taken_by(row.kind) && !column.required);
    let numbers = columns.filter(|column| column.kind == ColumnKind::Number);
    let needed = numbers.filter(|column| column.empty.is_none() && !optional.contains(&column.name));
    let reports = needed.map(|column| match column.published {
        Some(_) => format!("{} {}", column.name, Code::NoParameter),
        None => format!("{} {}", column.name, Code::EmptyCell),
    });
    let unpublished = Code::NoParameter.to_string();
    reports.filter(|report| !report.ends_with(&unpublished) || asked.contains(report)).collect()
}

/// The inputs that a declared calculation can do without, and the uncertainty that every row may have.
fn optional_inputs(schema: &Schema) -> Vec<String> {
    let path = format!("{PROJECT}/datasets/schemas/{}.toml", schema.table);
    let declaration = std::fs::read_to_string(path).expect("a declaration");
    let declaration: toml::Table = declaration.parse().expect("TOML");
    let columns = declaration["column"].as_array().expect("columns").iter();
    let optional = columns.filter(|column| column.get("optional").and_then(toml::Value::as_bool) == Some(true));
    let names = optional.filter_map(|column| Some(column.get("name")?.as_str()?.to_owned()));
    names.chain(["uncertainty_pct".to_owned()]).collect()
}

#[test]
fn a_row_reports_the_cells_it_needs_and_no_others() {
    let listed = std::fs::read_to_string(format!("{PROJECT}/src/book/methods/tests/needs.txt")).unwrap_or_default();
    let mut found = String::new();
    for row in dated_tables().flat_map(Sample::each) {
        let (calculations, mut asked) = asked(&row);
        let result = match (calculations, asked.is_empty()) {
            (0, false) => asked.join(", "),
            (1, true) => "a calculation".to_owned(),
            (calculations, _) => format!("{calculations} calculations, and reported: {asked:?}"),
        };
        let mut declared = declared(&row, &asked);
        asked.sort();
        declared.sort();
        if asked != declared || calculations != usize::from(asked.is_empty()) {
            let name = [row.schema.table.as_str(), row.kind].join(" ");
            found += &format!("{}: {result}\n", name.trim_end());
        }
    }
    assert!(found == listed.replace("\r\n", "\n"), "{found}");
}
