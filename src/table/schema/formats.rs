//! docs/FORMATS.md, written from the schemas and the unit table.

use std::fmt::Write as _;

use super::{Column, ColumnKind, Key, ManifestSchema, QuantityKind, Schema};
use crate::quantity::{Dimension, Unit};

const INTRODUCTION: &str = "\
# Formats

A book is a folder with `book.toml` and flat tables. This page is generated from `datasets/schemas`
and the program's unit table; change those, not this page.

- Tables are CSV (UTF-8, comma, a header row; a byte-order mark is fine) or the sheets of one `book.xlsx`,
  where the sheet has the table's name. The rows of `activities` and of every method's table may instead be spread over
  the files of a folder of that name: `refrigerants/T01.csv` (CSV; of activities Parquet too). A table stands in one of
  the three. In such a folder, subfolders are not read, and names that begin with `x_`, `.` or `~$` are passed over.
- Whatever else stands in the folder of a book is not read, and a warning names it; names that begin with `x_`, prose
  (`.md`, README) and what the program wrote are passed over. A folder of factors may hold `fuels.csv` beside `factors.csv`.
- The order of columns is free. An unknown column is an error; `note` and names that begin with `x_` are
  carried in every table and ignored.
- An empty cell means *absent*, never zero. Rows without any content are skipped.
- Dates are ISO 8601 (`2024-03-31`), in the common era: 2567 of the Buddhist era is 2024; both ends of a period of dates are included.
- Numbers have a dot for decimals and no thousands separators.
- Ids and units are case-sensitive.

Columns marked **required** must stand in the header and be filled in on every row.
";

/// The text of docs/FORMATS.md.
pub fn formats_markdown() -> String {
    let mut out = INTRODUCTION.to_owned();
    write_manifest(&mut out);
    for schema in Schema::all() {
        write_table(schema, &mut out);
    }
    write_units(&mut out);
    out
}

fn write_manifest(out: &mut String) {
    let schema = ManifestSchema::get();
    line(out, &format!("\n## {}\n\n{}", schema.title, schema.text));
    for section in schema.sections() {
        match section.name.as_str() {
            "" => {}
            name @ ("estate" | "absent") => line(out, &format!("\n### `[[{name}]]`")),
            name => line(out, &format!("\n### `{name}`")),
        }
        line(out, "\n| key | value | meaning |\n|---|---|---|");
        for key in &section.keys {
            line(out, &format!("| `{}` | {} | {} |", key.name, value_of_key(key), on_one_line(&key.text)));
        }
    }
}

fn value_of_key(key: &Key) -> String {
    let kind = match (key.kind.as_str(), key.choices.as_slice()) {
        ("choice", choices) => words(choices),
        (kind, _) => kind.to_owned(),
    };
    match (&key.default, key.required) {
        (_, true) => format!("**required**; {kind}"),
        (Some(default), _) => format!("{kind}; if absent: {default}"),
        (None, _) => kind,
    }
}

fn write_table(schema: &Schema, out: &mut String) {
    let presence = if schema.required { "required" } else { "optional" };
    line(out, &format!("\n## {}\n\n*{}, {presence}.* {}", schema.file_name(), schema.title, schema.text));
    line(out, "\n| column | value | meaning |\n|---|---|---|");
    for column in &schema.columns {
        line(out, &format!("| `{}` | {} | {} |", column.name, value_of_column(column), on_one_line(&column.text)));
    }
}

/// Which codes each method takes, where that is declared.
fn codes_of_methods(column: &Column) -> String {
    let of_one = |(method, codes): (&String, &Vec<String>)| format!("; `{method}` takes {}", words(codes));
    column.codes.iter().map(of_one).collect()
}

fn value_of_column(column: &Column) -> String {
    let kind = match column.kind {
        ColumnKind::Text => "text".to_owned(),
        ColumnKind::Id => "id".to_owned(),
        ColumnKind::Number if column.range().is_empty() => number(column),
        ColumnKind::Number => format!("{}, {}", number(column), column.range()),
        ColumnKind::Whole => column.range(),
        ColumnKind::Date => "date".to_owned(),
        ColumnKind::Moment => "date or date-time".to_owned(),
        ColumnKind::Choice => words(&column.choices),
        ColumnKind::Boolean => "`true` or `false`".to_owned(),
        ColumnKind::Unit => "unit".to_owned(),
        ColumnKind::Gas => "gas".to_owned(),
        ColumnKind::Activity if column.groups.is_empty() => "activity code".to_owned(),
        ColumnKind::Activity => format!("activity code of {}{}", words(&column.groups), codes_of_methods(column)),
    };
    let kind = match (column.empty, &column.published) {
        (Some(empty), _) => format!("{kind}; empty is {empty}"),
        (None, Some(of)) => format!("{kind}; empty is what is published{}", published_for(of)),
        (None, None) => kind,
    };
    match (column.required, column.methods.as_slice()) {
        (true, _) => format!("**required**; {kind}"),
        (false, []) => kind,
        (false, methods) => format!("{kind}; for {}", words(methods)),
    }
}

/// The columns by which a published number is chosen, as the end of a sentence.
fn published_for(columns: &[String; 2]) -> String {
    let named: Vec<String> = columns.iter().filter(|name| !name.is_empty()).cloned().collect();
    if named.is_empty() { String::new() } else { format!(" for {}", words(&named)) }
}

/// What a column's numbers are, with the column of their unit.
fn number(column: &Column) -> String {
    let of = match (column.quantity, column.of.as_slice()) {
        (Some(QuantityKind::Amount), []) | (None, _) => "number".to_owned(),
        (Some(QuantityKind::Amount), some) => some.iter().map(|one| noun(*one)).collect::<Vec<_>>().join(" or "),
        (Some(one), _) => noun(one).to_owned(),
    };
    match &column.unit {
        Some(unit) => format!("{of} in `{unit}`"),
        None => of,
    }
}

fn noun(measured: QuantityKind) -> &'static str {
    measured.phrase().trim_start_matches("an ").trim_start_matches("a ")
}

fn words(choices: &[String]) -> String {
    let quoted: Vec<String> = choices.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

fn write_units(out: &mut String) {
    line(
        out,
        "\n## Units\n\nA unit may be written in any width (`ｋＷｈ`, `㎥`), with blanks, full stops, hyphens or a plural `s`, in any case where \
         no other unit has the same letters, and after a word for 1,000, 10,000 or 1,000,000 (`千kWh`, `万m3`, `ล้านบีทียู`, `million \
         litres`) where the list has the multiple. What has two readings (`MT`, `ton`, `gal`, `MBtu`, `ml`, `MSCM`, `หน่วย`) is refused on \
         purpose, and so are powers (`kW`) and rates (`m3/h`): the message names each reading with its size. `Nm3` is at 0 °C and `Sm3` at 15 °C, both at 101.325 kPa; `scf` is at 60 °F and 14.696 psia.",
    );
    let units: Vec<Unit> = Unit::symbols().filter_map(|symbol| Unit::parse(symbol).ok()).collect();
    let mut dimensions: Vec<Dimension> = Vec::new();
    for unit in &units {
        if !dimensions.iter().any(|dimension| dimension.code() == unit.dimension().code()) {
            dimensions.push(unit.dimension());
        }
    }
    for dimension in dimensions {
        line(out, &format!("\n### `{}`: {}\n", dimension.code(), dimension.phrase()));
        line(out, "| unit | also read |\n|---|---|");
        for unit in units.iter().filter(|unit| unit.dimension().code() == dimension.code()) {
            let spellings: Vec<String> = Unit::spellings(unit.symbol()).map(str::to_owned).collect();
            line(out, &format!("| `{}` | {} |", unit.symbol(), words(&spellings)));
        }
    }
}

/// Text that stands in a cell of a Markdown table.
fn on_one_line(text: &str) -> String {
    text.replace('|', "\\|")
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the page is a file of the project")]
mod tests {
    use super::*;

    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/FORMATS.md");

    #[test]
    fn the_page_is_up_to_date() {
        let written = std::fs::read_to_string(PATH).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            written == formats_markdown(),
            "docs/FORMATS.md is out of date: cargo test --lib write_formats -- --ignored"
        );
    }

    #[test]
    #[ignore = "writes docs/FORMATS.md; run it after a change of datasets/schemas or of the units"]
    fn write_formats() {
        std::fs::write(PATH, formats_markdown()).expect("docs/ can be written");
    }
}
