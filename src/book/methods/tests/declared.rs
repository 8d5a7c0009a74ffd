//! What every table of a method reports of bad cells, by the declarations of the tables.

use super::sample::{Problem, method_tables};
use super::*;
use crate::diagnostic::{Code, Severity};
use crate::table::{Column, ColumnKind, QuantityKind};

/// A text that no cell of the column can hold; `None` where any text can stand.
fn bad_text(column: &Column) -> Option<&'static str> {
    match column.kind {
        ColumnKind::Number | ColumnKind::Date | ColumnKind::Choice | ColumnKind::Boolean | ColumnKind::Unit => {
            Some("wr0ng")
        }
        ColumnKind::Whole => Some("2.5"),
        ColumnKind::Moment | ColumnKind::Text | ColumnKind::Id | ColumnKind::Gas | ColumnKind::Activity => None,
    }
}

/// What may stand in a cell that has nothing wrong.
fn good_text(column: &Column) -> &'static str {
    match (column.name.as_str(), column.kind) {
        ("site_id" | "counterparty", _) => "F1",
        (_, ColumnKind::Gas) => "SF6",
        ("balance_id" | "landfill_id", _) => "b",
        ("activity", _) => "process_emissions/pig_iron",
        ("factors_of", _) => "stationary_combustion/natural_gas",
        _ => "",
    }
}

/// The problems of a row, each as its column, code and severity.
fn problems(schema: &'static Schema, text: impl Fn(&'static Column) -> &'static str) -> Vec<Problem> {
    let header: Vec<&str> = schema.columns.iter().map(|column| column.name.as_str()).collect();
    let row: Vec<&str> = schema.columns.iter().map(text).collect();
    let table = format!("{}\n{}\n", header.join(","), row.join(","));
    let (_, d) = read_tables(&[(schema.table.as_str(), &table)]);
    let column = |place: &crate::place::Place| place.field().unwrap_or_default().to_owned();
    d.iter().map(|problem| (column(problem.place()), problem.code(), problem.severity())).collect()
}

/// With every cell bad that can be, and the method misspelt, each is reported once and nothing is warned of.
#[test]
fn a_row_reports_each_of_its_bad_cells_once_whatever_its_method() {
    for schema in method_tables() {
        let choices = schema.column("method").map_or(&[][..], |column| &column.choices);
        let choices = choices.iter().map(|word| Some(word.as_str()));
        for method in choices.chain([None]) {
            let is_taken = |column: &Column| method.is_none_or(|method| column.is_taken_by(method));
            let reported = problems(schema, |column| match (column.name.as_str(), method) {
                ("method", Some(method)) => method,
                _ if !is_taken(column) => "",
                _ => bad_text(column).unwrap_or_else(|| good_text(column)),
            });
            for column in schema.columns.iter().filter(|column| is_taken(column) && bad_text(column).is_some()) {
                if column.name == "method" && method.is_some() {
                    continue;
                }
                let of_column: Vec<_> = reported.iter().filter(|(name, ..)| *name == column.name).collect();
                let one_error = matches!(of_column.as_slice(), [(_, _, Severity::Error)]);
                assert!(one_error, "{} {method:?}: {}: {of_column:?}", schema.table, column.name);
            }
            let warnings: Vec<_> = reported.iter().filter(|(_, code, _)| *code == Code::CellNotTaken).collect();
            assert!(warnings.is_empty(), "{} {method:?}: {warnings:?}", schema.table);
        }
    }
}

/// A cell that another method takes is warned of and not judged, under a method that is a word of the table.
#[test]
fn a_cell_of_another_method_is_warned_of_once() {
    for schema in method_tables() {
        let choices = schema.column("method").map_or(&[][..], |column| &column.choices);
        for method in choices {
            let is_taken = |column: &Column| column.is_taken_by(method);
            let reported = problems(schema, |column| match column.name.as_str() {
                "method" => method.as_str(),
                _ if is_taken(column) => good_text(column),
                _ => "wr0ng",
            });
            for column in schema.columns.iter().filter(|column| !is_taken(column)) {
                let of_column: Vec<_> = reported.iter().filter(|(name, ..)| *name == column.name).collect();
                let one_warning = matches!(of_column.as_slice(), [(_, Code::CellNotTaken, Severity::Warning)]);
                assert!(one_warning, "{} {method}: {}: {of_column:?}", schema.table, column.name);
            }
        }
    }
}

/// A required cell that is empty is reported once.
#[test]
fn an_empty_row_reports_each_required_cell_once() {
    for schema in method_tables() {
        let reported = problems(schema, |column| if !column.required { "x" } else { "" });
        for column in schema.columns.iter().filter(|column| column.required) {
            let of_column = reported.iter().filter(|(name, code, _)| *name == column.name && *code == Code::EmptyCell);
            assert_eq!(of_column.count(), 1, "{}: {}", schema.table, column.name);
        }
    }
}

/// The problems of a row whose cells are good but one.
fn problems_of_one(schema: &'static Schema, name: &str, text: &'static str) -> Vec<Problem> {
    let column = schema.column(name);
    let unit = column.and_then(|column| column.unit.as_deref());
    let method = column.and_then(|column| column.methods.first());
    problems(schema, |column| match column.name.as_str() {
        of if of == name => text,
        "method" => method.or(column.choices.first()).map_or("", String::as_str),
        of if Some(of) == unit => "THB",
        _ => good_text(column),
    })
}

#[test]
fn a_number_out_of_its_range_is_refused() {
    let (mut low, mut high) = (0, 0);
    for schema in method_tables() {
        for column in schema.columns.iter().filter(|column| column.kind == ColumnKind::Number) {
            for (count, text) in [(&mut low, "-300"), (&mut high, "1e9")] {
                if column.admits(text.parse().expect("a number")) {
                    continue;
                }
                *count += 1;
                let wanted = (column.name.clone(), Code::OutOfRange, Severity::Error);
                let reported = problems_of_one(schema, &column.name, text);
                assert!(reported.contains(&wanted), "{} {text}: {reported:?}", schema.table);
            }
        }
    }
    assert!(low > 100 && high > 50, "{low} {high}");
}

/// Money measures nothing that a method needs in another unit.
#[test]
fn a_unit_that_measures_something_else_is_refused() {
    for schema in method_tables() {
        let measured =
            schema.columns.iter().filter_map(|column| Some((column, column.quantity?, column.unit.as_ref()?)));
        for (column, quantity, unit) in measured {
            let fits = quantity == QuantityKind::Amount && column.of.is_empty();
            let reported = problems_of_one(schema, &column.name, "1");
            let refused = reported.contains(&(unit.clone(), Code::CannotConvert, Severity::Error));
            assert!(refused || fits, "{}: {}: {reported:?}", schema.table, column.name);
        }
    }
}

#[test]
fn a_code_of_a_group_that_the_table_is_not_for_is_refused() {
    for schema in method_tables() {
        let columns = schema.columns.iter().filter(|column| !column.groups.is_empty());
        for column in columns {
            let reported = problems_of_one(schema, &column.name, "c06/car");
            let wanted = (column.name.clone(), Code::MethodInput, Severity::Error);
            assert!(reported.contains(&wanted), "{}: {reported:?}", schema.table);
        }
    }
}

const CARBONATES: &str =
    "site_id,start,end,activity,method,material,mass,unit,cullet_share,hydrated_share,hydrate_water";

#[test]
fn a_method_is_for_its_own_activities() {
    let rows = [
        ("glass.float", "lime", "lime_high_calcium", "write `carbonate` or `glass`"),
        ("lime", "glass", "glass_float", "write `carbonate` or `lime`"),
        ("nitric_acid.single_high_pressure", "carbonate", "limestone", "correct the activity: `carbonate` takes"),
        ("limestone_use", "lime", "lime_high_calcium", "write `carbonate`, or"),
    ];
    for (activity, method, material, help) in rows {
        let row = format!("F1,2024-01-01,2024-12-31,process_emissions/{activity},{method},{material},1,t,0,0,0");
        let (found, problems) = calculations("carbonates", &format!("{CARBONATES}\n{row}\n"));
        assert_eq!(found, [], "{activity}");
        let message = format!("the method `{method}` is not for `process_emissions/{activity}`");
        assert!(problems.contains(&message) && problems.contains(help), "{problems}");
    }
}
