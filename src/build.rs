//! Writes the typed row of every table from its declaration in `datasets/schemas`.
//!
//! In: the schemas. Out: `tables.rs`, a module for each table with its row as a struct and its choices as enums, which
//! `src/table/typed.rs` includes; `schemas.rs`, the list of the declarations of methods' tables for
//! `src/table/schema.rs`, and the declarations themselves as the program reads them; `methods.rs`, what reads those
//! tables and calculates their rows for `src/book/methods.rs`. Rows of activity have no such struct: they are read by
//! columns, not one by one, and `activity_columns.rs` names these for `src/rows/activities/column.rs`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use toml::{Table, Value};

const SCHEMAS: &str = "datasets/schemas";

/// Tables that the core reads, which the program ships. The others come with books.
const SHIPPED: [&str; 4] = ["chart", "factors", "fuels", "parameters"];

/// The file of the table that is read by columns, and has no typed row.
const BY_COLUMNS: &str = "activities.toml";

/// Files that declare no table.
const NO_TABLES: [&str; 2] = ["book.toml", "new-book.toml"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SCHEMAS}");
    println!("cargo::rerun-if-changed=src/build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut files = Vec::new();
    for entry in fs::read_dir(SCHEMAS)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    let (mut rows, mut schemas, mut methods) = (String::new(), String::from("[\n"), String::from("[\n"));
    for file in files {
        let reported = |problem: &dyn Error| format!("{}: {problem}", file.display());
        let declaration = fs::read_to_string(&file)?;
        let schema: Table = declaration.parse().map_err(|e| reported(&e))?;
        let name = file.file_name().ok_or("a schema has no name")?;
        let read_by_the_program = out.join(name);
        fs::write(&read_by_the_program, without_keys_of_the_build(&declaration))?;
        let is_table_of_method = schema.get("method").and_then(Value::as_bool) == Some(true);
        if is_table_of_method {
            writeln!(schemas, "include_str!({read_by_the_program:?}),")?;
            methods += &reader(&schema).map_err(|e| reported(&*e))?;
        }
        if file.ends_with(BY_COLUMNS) {
            let names: Result<Vec<String>, _> = columns_of(&schema).map(variant).collect();
            let names = names.map_err(|e| reported(&*e))?.join(", ");
            fs::write(out.join("activity_columns.rs"), format!("columns! {{ {names} }}"))?;
        } else if !NO_TABLES.iter().any(|name| file.ends_with(name)) {
            module(&mut rows, &schema).map_err(|e| reported(&*e))?;
        }
    }
    schemas.push_str("]\n");
    methods.push_str("]\n");
    fs::write(out.join("tables.rs"), rows)?;
    fs::write(out.join("schemas.rs"), schemas)?;
    fs::write(out.join("methods.rs"), methods)?;
    Ok(())
}

/// Keys of declarations that only this build reads, each on a line of its own.
const OF_THE_BUILD: [&str; 5] = ["calculation", "code", "optional", "together", "type"];

/// A declaration as the program reads it: a schema has no field that nothing there looks at.
fn without_keys_of_the_build(declaration: &str) -> String {
    let key = |line: &str| line.split([' ', '.']).next().unwrap_or_default().to_owned();
    let is_of_the_build = |line: &str| OF_THE_BUILD.contains(&key(line).as_str());
    declaration.lines().filter(|line| !is_of_the_build(line)).flat_map(|line| [line, "\n"]).collect()
}

/// The module of one table.
fn module(code: &mut String, schema: &Table) -> Result<(), Box<dyn Error>> {
    let table = text(schema, "table")?;
    let (mut enums, mut fields, mut reads) = (String::new(), String::new(), String::new());
    let (mut places, mut found) = (String::new(), String::new());
    for column in columns_of(schema) {
        let name = text(column, "name")?;
        let holds = type_of(column)?;
        writeln!(fields, "/// {}\npub(crate) {name}: Cell<'t, {holds}>,", line(column, "text")?)?;
        writeln!(places, "{name}: Option<At>,")?;
        writeln!(found, "{name}: table.at(\"{name}\"),")?;
        writeln!(reads, "{name}: cells.read(columns.{name}, d),")?;
        if text(column, "kind")? == "choice" && !column.contains_key("type") {
            words(&mut enums, &holds, column)?;
        }
    }
    let mut groups = String::new();
    if schema.get("method").and_then(Value::as_bool) == Some(true) {
        write_groups(&mut groups, schema)?;
    }
    let title = line(schema, "title")?;
    let with_books = if SHIPPED.contains(&table) { "" } else { "#[cfg(feature = \"books\")]\n" };
    writeln!(
        code,
        "/// {title}.
{with_books}#[allow(dead_code, reason = \"some cells are read only to be checked\")]
pub(crate) mod {table} {{
use super::*;
{enums}
/// A row of {table}.csv.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {{
{fields}}}
/// Where the columns stand in one file of {table}.csv.
pub(crate) struct Columns {{
{places}}}
impl<'t> TypedRow<'t> for Row<'t> {{
const TABLE: &'static str = \"{table}\";
type Columns = Columns;
fn columns(table: &Table) -> Columns {{ Columns {{
{found}}} }}
fn read(cells: &mut Cells<'t>, columns: &Columns, d: &mut Diagnostics) -> Self {{ Self {{
{reads}}} }}
}}
{groups}
}}"
    )?;
    Ok(())
}

/// What reads a method's table, for the list of those; nothing, if its rows are parts of another's calculations.
fn reader(schema: &Table) -> Result<String, Box<dyn Error>> {
    let table = text(schema, "table")?;
    let is = |key: &str| schema.get(key).and_then(Value::as_bool) == Some(true);
    let read_row = calculation(schema)?.unwrap_or_else(|| format!("{table}::read_row"));
    Ok(match (is("part"), is("together")) {
        (true, _) => String::new(),
        (false, true) => format!("{table}::read,\n"),
        (false, false) => format!("|tables, context, d| tables.each(context, d, {read_row}),\n"),
    })
}

/// The reader of rows of a table whose methods take the numbers of a row as they are, if its declaration names their functions:
/// `calculation`, or one for each method.
fn calculation(schema: &Table) -> Result<Option<String>, Box<dyn Error>> {
    let table = text(schema, "table")?;
    let body = match schema.get("calculation") {
        Some(Value::String(signature)) => call(schema, signature, None)?,
        Some(Value::Table(by_method)) => {
            let mut arms = String::new();
            for (method, signature) in by_method {
                let signature = signature.as_str().ok_or("a calculation is no text")?;
                let call = call(schema, signature, Some(method))?;
                writeln!(arms, "typed::{table}::Method::{} => {call},", camel(method))?;
            }
            format!("match row.method.get()? {{ {arms} }}")
        }
        _ => return Ok(None),
    };
    Ok(Some(format!("|row: &mut RowInputs<'_, typed::{table}::Row<'_>>| {body}")))
}

/// The call of `file::function(Inputs) -> result`, whose inputs are the numbers that the method takes.
fn call(schema: &Table, signature: &str, method: Option<&str>) -> Result<String, Box<dyn Error>> {
    let parts = || {
        let (call, result) = signature.split_once(") -> ")?;
        let (path, inputs) = call.split_once('(')?;
        let (file, function) = path.split_once("::")?;
        Some([file, function, inputs, result])
    };
    let [file, function, inputs, result] = parts().ok_or("a calculation is `file::function(Inputs) -> result`")?;
    let mut fields = String::new();
    for column in columns_of(schema) {
        let methods = column.get("methods").and_then(Value::as_array);
        let is_taken = methods.is_none_or(|all| all.iter().any(|one| one.as_str() == method));
        if is_taken && text(column, "kind")? == "number" {
            let name = text(column, "name")?;
            let is_optional = column.get("optional").and_then(Value::as_bool) == Some(true);
            fields += &if is_optional { format!("{name}: Some(row.{name}.get()), ") } else { format!("{name}, ") };
        }
    }
    Ok(format!(
        "{{ use crate::method::{file}::{{{inputs}, {function}}};
calculate!(row, {function}({inputs} {{ {fields} }}) => Reported::{result}) }}"
    ))
}

/// Columns that say what a row is reported as and what makes gases of it, beside its `activity`.
const REPORTED: [&str; 5] = ["factors_of", "basis", "gwp", "factor_id", "region"];

/// How a row gives cells by what they are: its plain numbers, and the cells it is reported by, as far as it has them.
fn write_groups(code: &mut String, schema: &Table) -> Result<(), Box<dyn Error>> {
    let columns: Vec<&Table> = columns_of(schema).collect();
    let names: Result<Vec<&str>, _> = columns.iter().map(|column| text(column, "name")).collect();
    let names = names?;
    let mut numbers = Vec::new();
    for (column, name) in columns.iter().zip(&names) {
        if type_of(column)? == "f64" {
            numbers.push(format!("self.{name}"));
        }
    }
    writeln!(
        code,
        "impl<'t> Row<'t> {{
/// Its numbers without a unit of their own, in the order of the columns.
pub(crate) fn numbers(self) -> [Cell<'t, f64>; {}] {{ [{}] }}
}}",
        numbers.len(),
        numbers.join(", ")
    )?;
    let reports = match schema.get("code").and_then(Value::as_str) {
        Some(code) => format!("const CODE: Option<&'static str> = Some({code:?});"),
        None if names.contains(&"activity") => reported_cells(&names),
        None => String::new(),
    };
    writeln!(code, "impl<'t> Reports<'t> for Row<'t> {{\n{reports}\n}}")?;
    Ok(())
}

/// The cells that a row is reported by, those absent that its table lacks.
fn reported_cells(names: &[&str]) -> String {
    let cell = |name: &&str| match names.contains(name) {
        true => format!("{name}: self.{name},\n"),
        false => format!("{name}: self.activity.absent(),\n"),
    };
    let cells: String = REPORTED.iter().map(cell).collect();
    format!(
        "fn reported(&self) -> Option<Reported<'t>> {{ Some(Reported {{
activity: self.activity,
{cells}}}) }}"
    )
}

/// What a cell of a column holds, as a type.
fn type_of(column: &Table) -> Result<String, Box<dyn Error>> {
    if let Some(named) = column.get("type").and_then(Value::as_str) {
        return Ok(named.to_owned());
    }
    let of_quantity = column.get("quantity").and_then(Value::as_str);
    Ok(match (text(column, "kind")?, of_quantity) {
        ("number", None) => "f64".to_owned(),
        ("number", Some(quantity)) => camel(quantity),
        ("whole", None) => "i32".to_owned(),
        ("date", None) => "Day".to_owned(),
        ("boolean", None) => "bool".to_owned(),
        ("unit", None) => "Unit".to_owned(),
        ("choice", None) => variant(column)?,
        ("text" | "id" | "gas" | "activity" | "moment", None) => "&'t str".to_owned(),
        (kind, _) => return Err(format!("a column of kind {kind} has no type").into()),
    })
}

/// An enum of the words of a choice.
fn words(code: &mut String, name: &str, column: &Table) -> Result<(), Box<dyn Error>> {
    let choices = column.get("choices").and_then(Value::as_array).ok_or("a choice has no choices")?;
    let choices: Option<Vec<&str>> = choices.iter().map(Value::as_str).collect();
    let choices = choices.ok_or("a choice is no text")?;
    let variants: String = choices.iter().map(|word| format!("/// `{word}`\n{},\n", camel(word))).collect();
    let all: String = choices.iter().map(|word| format!("Self::{}, ", camel(word))).collect();
    let arms: String = choices.iter().map(|word| format!("Self::{} => \"{word}\",\n", camel(word))).collect();
    writeln!(
        code,
        "/// {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum {name} {{
{variants}}}
impl Word for {name} {{
const ALL: &'static [Self] = &[{all}];
fn as_str(self) -> &'static str {{ match self {{
{arms}}} }}
}}",
        line(column, "text")?
    )?;
    Ok(())
}

/// The name of a column as one of an enum.
fn variant(column: &Table) -> Result<String, Box<dyn Error>> {
    Ok(camel(text(column, "name")?))
}

fn columns_of(schema: &Table) -> impl Iterator<Item = &Table> {
    schema.get("column").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn text<'t>(table: &'t Table, key: &str) -> Result<&'t str, Box<dyn Error>> {
    Ok(table.get(key).and_then(Value::as_str).ok_or_else(|| format!("`{key}` is missing"))?)
}

/// A text that must stand on one line.
fn line(table: &Table, key: &str) -> Result<String, Box<dyn Error>> {
    Ok(text(table, key)?.replace('\n', " "))
}

/// `mass_balance` as `MassBalance`. A word that begins with a digit takes a letter before it.
fn camel(word: &str) -> String {
    let parts = word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let joined: String = parts
        .map(|part| {
            part.chars()
                .take(1)
                .map(|c| c.to_ascii_uppercase())
                .chain(part.chars().skip(1).map(|c| c.to_ascii_lowercase()))
                .collect::<String>()
        })
        .collect();
    if joined.starts_with(|c: char| c.is_ascii_digit()) { format!("N{joined}") } else { joined }
}
