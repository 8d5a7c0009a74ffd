//! What stands in the folder of a book and is not read: it is named, because nothing in it is counted.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Folder, MANIFEST, WORKBOOK, is_csv, names_in};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::place::Place;
use crate::table::{Schema, is_set_aside};

/// Endings of files that hold tables.
const SPREADSHEETS: [&str; 7] = ["csv", "tsv", "parquet", "xlsx", "xlsm", "xls", "ods"];
/// Endings of workbooks.
const WORKBOOKS: [&str; 4] = ["xlsx", "xlsm", "xls", "ods"];

/// Tables of the format that this version does not read yet.
pub(in crate::book) const NOT_YET_READ: [&str; 9] = [
    "instruments",
    "plants",
    "transfers",
    "co2_streams",
    "storage",
    "storage_intervals",
    "grid_intervals",
    "measures",
    "measure_lines",
];

/// What the program itself writes, which may lie in the folder of a book.
const WRITTEN: [&str; 6] = ["report.json", "report.md", "report.csv", "rejected.csv", "ledger.csv", "ledger.parquet"];

/// Other files that a warning names.
const NAMED: usize = 5;
/// Tables that have a warning of their own; more are among the others.
const TABLES: usize = 20;

/// Warns of every file, folder and sheet that is not read, but those set aside by their names: tables one by one, other
/// files in one line.
pub(super) fn report(folder: &Folder, d: &mut Diagnostics) {
    let mut others: Vec<String> = Vec::new();
    let mut tables = 0;
    for name in folder.names() {
        let path = folder.dir.join(&name);
        if is_set_aside(&name) || is_known(&name) || folder.is_read(&name) {
            continue;
        }
        match path.is_dir() {
            true if is_folder_read(folder, &name, &path) => {}
            true => match table_inside(&path) {
                Some(inside) => d.push(of_folder(&name, &path.join(inside))),
                None => others.push(format!("{name}/")),
            },
            false if is_spreadsheet(&name) && tables < TABLES => {
                tables += 1;
                d.push(of_file(&name, &path));
            }
            false => others.push(name),
        }
    }
    d.extend(of_others(&others));
    let Some(workbook) = &folder.workbook else { return };
    let is_table = |sheet: &str| Schema::all().iter().any(|schema| schema.table == sheet);
    for sheet in workbook.sheets().iter().filter(|sheet| !is_set_aside(sheet) && !is_table(sheet)) {
        let help = named_like(sheet).unwrap_or_else(|| "name the sheet as a table of the book".to_owned());
        d.push(not_read(&workbook.place_of(sheet), sheet, help));
    }
}

/// Whether a file is the manifest, a licence, or of the program's own making.
fn is_known(name: &str) -> bool {
    let small = name.to_lowercase();
    name == MANIFEST || small.starts_with("licen") || WRITTEN.contains(&small.as_str())
}

fn is_spreadsheet(name: &str) -> bool {
    SPREADSHEETS.contains(&extension(name).as_str())
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// Whether a folder is read, or holds another book or what the program wrote. A folder of factors, or of folders of them, is
/// named in book.toml or by the program, under any name.
fn is_folder_read(folder: &Folder, name: &str, path: &Path) -> bool {
    let is_table =
        |schema: &Schema| schema.may_be_folder() && (schema.table == name || folder.is_same(name, &schema.table));
    let known = |path: &Path| {
        let files = ["factors.csv", "fuels.csv", "report.json", "report.csv", MANIFEST];
        files.iter().any(|file| path.join(file).is_file())
    };
    let is_known_below = || names_in(path).unwrap_or_default().iter().any(|name| known(&path.join(name)));
    Schema::all().iter().any(is_table) || known(path) || is_known_below()
}

/// The first spreadsheet in a folder or in a folder of it.
fn table_inside(path: &Path) -> Option<String> {
    let inside = names_in(path).unwrap_or_default();
    let below = inside.iter().flat_map(|entry| {
        let names = names_in(&path.join(entry)).unwrap_or_default();
        names.into_iter().map(move |name| format!("{entry}/{name}"))
    });
    let is_table = |name: &String| {
        let last = name.rsplit('/').next().unwrap_or_default();
        is_spreadsheet(last) && !is_set_aside(last)
    };
    inside.iter().cloned().chain(below).find(is_table)
}

fn not_read(place: &str, name: &str, help: String) -> Diagnostic {
    let (message, help) = match NOT_YET_READ.contains(&name) {
        true => (
            format!("this version of the program does not read the table `{name}`"),
            "nothing in it is counted; begin the name with `x_` to say that you know".to_owned(),
        ),
        false => (
            format!("`{name}` is not a table of the book, so nothing in it is counted"),
            format!("{help}; else begin the name with `x_`"),
        ),
    };
    Diagnostic::warning(Code::UnreadTable, Place::file(place), message).with_help(help)
}

/// A spreadsheet that is no file of the book.
fn of_file(name: &str, path: &Path) -> Diagnostic {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_workbook = WORKBOOKS.contains(&extension(name).as_str());
    let by_columns = || Some(into_table(looks_like(path)?));
    let help = match stem.eq_ignore_ascii_case("book") && is_workbook {
        true => Some(format!("a book reads one workbook, {WORKBOOK}: save it under that name")),
        false => by_columns().or_else(|| named_like(stem)),
    };
    let help = help.unwrap_or_else(|| match is_workbook {
        true => format!(
            "a book reads one workbook, {WORKBOOK}, whose sheets are named as its tables: move its sheets there"
        ),
        false => "put its rows into a table of the book".to_owned(),
    });
    not_read(name, stem, help)
}

/// Which table a name means.
fn named_like(name: &str) -> Option<String> {
    let small = name.to_lowercase();
    let tables = || Schema::all().iter().map(|schema| schema.table.as_str()).chain(NOT_YET_READ);
    let meant =
        tables().find(|table| small.contains(table.trim_end_matches('s'))).or_else(|| nearest(&small, tables()))?;
    Some(format!("if `{meant}` is meant, name it so ({meant}.csv, or a sheet `{meant}`)"))
}

fn into_table(schema: &Schema) -> String {
    let (table, file) = (&schema.table, schema.file_name());
    match schema.may_be_folder() {
        true => format!(
            "its columns are those of `{table}`: put its rows into {file}, or all files of them into a folder {table}/"
        ),
        false => format!("its columns are those of `{table}`: put its rows into {file}"),
    }
}

/// The table whose required columns the first line of a CSV file has.
fn looks_like(path: &Path) -> Option<&'static Schema> {
    let mut start = Vec::new();
    // A pipe of that name would never end.
    let is_file = path.metadata().is_ok_and(|of| of.is_file());
    (is_file && is_csv(path)).then(|| File::open(path).ok()?.take(4_096).read_to_end(&mut start).ok())??;
    let start = String::from_utf8_lossy(&start);
    let header: Vec<String> = start.lines().next()?.split([',', ';', '\t']).map(column).collect();
    let has = |name: &str| header.iter().any(|column| column == name);
    let required = |schema: &&Schema| {
        let mut required = schema.columns.iter().filter(|column| column.required).peekable();
        required.peek().is_some() && required.all(|column| has(&column.name))
    };
    let known = |schema: &&Schema| schema.columns.iter().filter(|column| has(&column.name)).count();
    Schema::all().iter().filter(required).max_by_key(known)
}

fn column(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\u{feff}').to_lowercase()
}

/// A folder that holds tables and is none.
fn of_folder(name: &str, inside: &Path) -> Diagnostic {
    let message = format!("the book does not read the folder `{name}/`, so nothing in it is counted");
    let small = name.trim().to_lowercase();
    let help = match Schema::all().iter().find(|schema| schema.table == small) {
        Some(schema) if schema.may_be_folder() => format!("name it {}/", schema.table),
        Some(schema) => format!("put its rows into {}", schema.file_name()),
        None => match looks_like(inside) {
            Some(schema) if schema.may_be_folder() => {
                format!("its files have the columns of `{0}`: put them directly into a folder {0}/", schema.table)
            }
            Some(schema) => into_table(schema),
            None => named_like(name).unwrap_or_else(|| "put its rows into tables of the book".to_owned()),
        },
    };
    let warning = Diagnostic::warning(Code::UnreadTable, Place::file(name), message);
    warning.with_help(format!("{help}; or begin its name with `x_`"))
}

/// Files that are no tables, in one line.
fn of_others(names: &[String]) -> Option<Diagnostic> {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(NAMED);
    let (shown, more) = (shown.join(", "), if more == 0 { String::new() } else { format!(" and {more} more") });
    let message = format!("not read, and so not counted: {shown}{more}");
    let help = "what such files say counts only in a table; papers may be kept in a folder that begins with `x_`";
    Some(Diagnostic::warning(Code::UnreadTable, Place::file(names.first()?.as_str()), message).with_help(help))
}
