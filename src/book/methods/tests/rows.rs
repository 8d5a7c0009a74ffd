//! What every table of a method makes of a row that is good but for one cell, by the declarations of the tables.

use super::sample::{Problem, Sample, code_of, dated_tables, method_tables};
use super::*;
use crate::diagnostic::{Code, Severity};
use crate::scope::Category;
use crate::table::{ColumnKind, QuantityKind};

fn error(column: &str, code: Code) -> Problem {
    (column.to_owned(), code, Severity::Error)
}

/// A unit that looks right and measures something else: gas at no known state, or gas where a mass is wanted.
#[test]
fn a_unit_of_a_neighbouring_kind_is_refused_at_its_cell() {
    let mut tried = 0;
    for schema in method_tables() {
        for column in &schema.columns {
            let Some((quantity, unit)) = column.quantity.zip(column.unit.as_deref()) else { continue };
            let near = match quantity {
                QuantityKind::Amount if column.of.is_empty() => continue,
                QuantityKind::GasVolume => "m3",
                QuantityKind::Volume => "t",
                QuantityKind::Length => "m3",
                QuantityKind::Mass | QuantityKind::Energy | QuantityKind::Amount => "Nm3",
            };
            tried += 1;
            let row = Sample::taking(column, schema).filled(&column.name).with(unit, near);
            let reported = row.problems();
            let of_unit: Vec<_> = reported.iter().filter(|(name, ..)| name == unit).collect();
            let wanted = error(unit, Code::CannotConvert);
            assert_eq!(of_unit, [&wanted], "{}: {}: {reported:?}", schema.table, column.name);
        }
    }
    assert!(tried > 30, "{tried}");
}

/// Each group of the chart by a code of it: those that a column declares are taken, the others refused.
#[test]
fn a_table_takes_codes_of_its_groups_and_no_others() {
    let mut wrong = Vec::new();
    for schema in method_tables() {
        for column in schema.columns.iter().filter(|column| column.kind == ColumnKind::Activity) {
            for group in Category::all().map(Category::code) {
                let reported = Sample::taking(column, schema).with(&column.name, &code_of(group)).problems();
                let is_taken = column.groups.is_empty() || column.groups.iter().any(|taken| taken == group);
                let refused = reported.contains(&error(&column.name, Code::MethodInput));
                if refused == is_taken {
                    wrong.push(format!("{}: {}: {group}: {reported:?}", schema.table, column.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_code_that_the_chart_lacks_is_refused_at_its_cell() {
    for schema in method_tables() {
        for column in schema.columns.iter().filter(|column| column.kind == ColumnKind::Activity) {
            let reported = Sample::taking(column, schema).with(&column.name, "mobile_combustion/diesel").problems();
            let of_code: Vec<_> = reported.iter().filter(|(name, ..)| *name == column.name).collect();
            let wanted = error(&column.name, Code::UnknownActivity);
            assert_eq!(of_code, [&wanted], "{}: {}", schema.table, column.name);
        }
    }
}

/// Site and time of a row. `O1` is outside the fence, `L1` joined in July.
#[test]
fn site_and_time_of_every_row_are_checked() {
    let wrong: [(&[(&str, &str)], Problem); 5] = [
        (&[("site_id", "F9")], error("site_id", Code::UnknownSite)),
        (&[("counterparty", "F9")], error("counterparty", Code::UnknownSite)),
        (&[("site_id", "O1")], error("site_id", Code::OutsideTheFence)),
        (&[("start", "2023-01-01"), ("end", "2023-12-31")], error("start", Code::OutsidePeriod)),
        (&[("site_id", "L1"), ("end", "2024-06-30")], error("site_id", Code::OutsideSiteLife)),
    ];
    for row in dated_tables().flat_map(Sample::each) {
        for (cells, wanted) in &wrong {
            let row = cells.iter().fold(row.clone(), |row, (name, text)| row.with(name, text));
            let (_, reported) = row.read();
            let of_cell: Vec<_> = reported.iter().filter(|(name, ..)| *name == wanted.0).collect();
            assert_eq!(of_cell, [wanted], "{} {}: {cells:?}", row.schema.table, row.kind);
        }
        let cut = ("start".to_owned(), Code::CutAtPeriodEdge, Severity::Warning);
        let reported = row.clone().with("start", "2023-12-31").problems();
        assert!(reported.contains(&cut), "{} {}: {reported:?}", row.schema.table, row.kind);
    }
}

/// A row of a site or a time that cannot be gives no calculation, whatever else is good in it.
#[test]
fn a_row_without_site_or_time_gives_no_calculation() {
    for row in dated_tables().flat_map(Sample::each) {
        for (name, text) in [("site_id", "F9"), ("site_id", "O1"), ("end", "2023-12-31")] {
            let (found, _) = row.clone().with(name, text).read();
            assert_eq!(found, [], "{} {}: {name} {text}", row.schema.table, row.kind);
        }
    }
}

/// What sources do not print for a technology, a paste or a process is asked for at the cell.
#[test]
fn what_is_not_published_for_a_key_is_asked_for() {
    let aluminium = |method: &str| Sample::each(Schema::of("aluminium")).into_iter().find(|row| row.kind == method);
    let paste = aluminium("soderberg_paste").expect("a method");
    let minutes = aluminium("effect_minutes").expect("a method");
    let volts = aluminium("overvoltage").expect("a method");
    let abated = Sample::each(Schema::of("abated_processes")).remove(0);
    let nitric = abated.clone().with("activity", "process_emissions/nitric_acid.single_high_pressure");
    let unpublished: [(Sample, &[&str]); 6] = [
        (minutes.clone(), &["slope", "c2f6_per_cf4"]),
        (paste.clone().with("technology", "cwpb"), &["binder", "cyclohexane_soluble_kg_per_t"]),
        (volts.clone().with("technology", "hss"), &["overvoltage_coefficient"]),
        (volts.with("technology", "pfpbl"), &["overvoltage_coefficient"]),
        (nitric.with("abatement", "thermal_destruction"), &["destruction", "utilisation"]),
        (abated.with("activity", "process_emissions/adipic_acid"), &["destruction", "utilisation"]),
    ];
    for (row, columns) in unpublished {
        let (found, reported) = row.read();
        let mut asked: Vec<_> =
            reported.iter().filter(|(_, code, _)| *code == Code::NoParameter).map(|(name, ..)| name.as_str()).collect();
        asked.sort_unstable();
        let mut columns = columns.to_vec();
        columns.sort_unstable();
        assert_eq!(asked, columns, "{row:?}: {reported:?}");
        assert_eq!(found, []);
    }
}
