//! Finding the files of a table in the folder of a book.

use std::path::{Path, PathBuf};

use super::{Content, Feed, Input, files_of, rows_of, sheet};
use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;
use crate::table::{Schema, is_set_aside};

/// Finds the activity rows of a book in its folder.
///
/// # Errors
/// A diagnostic if there is none, if there are two, or if the name is not a file.
pub fn find(book: &Path) -> Result<Feed, Box<Diagnostic>> {
    find_table(book, Schema::of("activities"))
}

/// Finds the rows of a long table of a book in its folder: one file, a folder of files, or a sheet.
///
/// # Errors
/// A diagnostic if there is none, if there are two, or if the name is not a file.
pub fn find_table(book: &Path, schema: &'static Schema) -> Result<Feed, Box<Diagnostic>> {
    let (table, rows) = (&schema.table, rows_of(schema));
    let names = [format!("{table}.csv"), format!("{table}.parquet"), table.clone(), "book.xlsx".to_owned()];
    let there = |name: &&String| book.join(name).exists() && is_source(book, name, schema);
    let found: Vec<&String> = names.iter().filter(there).collect();
    let problem = |code, name: &str, message: String| Box::new(Diagnostic::error(code, Place::file(name), message));
    match found.as_slice() {
        [] => Err(Box::new(
            problem(Code::MissingTable, &format!("{table}.csv"), format!("the book has no {rows}")).with_help(format!(
                "add {table}.csv, {table}.parquet, a folder {table}/ or a sheet `{table}` of book.xlsx"
            )),
        )),
        [one] => files(book, one, schema),
        [first, second, ..] => Err(Box::new(
            problem(Code::TwoTables, second, format!("the book has {rows} in `{first}` and in `{second}`"))
                .with_help(format!("keep one of the two, or put both files into a folder {table}/")),
        )),
    }
}

/// A workbook is a feed of rows only if it has the sheet.
fn is_source(book: &Path, name: &str, schema: &'static Schema) -> bool {
    name != "book.xlsx" || sheet(&book.join(name), schema).is_some()
}

fn files(book: &Path, name: &str, schema: &'static Schema) -> Result<Feed, Box<Diagnostic>> {
    let (path, table) = (book.join(name), &schema.table);
    let refuse = |message: &str, help: String| {
        Box::new(Diagnostic::error(Code::UnreadableFile, Place::file(name), message).with_help(help))
    };
    if name != table.as_str() {
        if !path.is_file() {
            return Err(refuse(
                "this is a folder, not a file",
                format!("a folder of {} is named `{table}`", files_of(schema)),
            ));
        }
        return Ok(Feed { inputs: input(path, name).into_iter().collect(), ..Feed::new(schema) });
    }
    let Ok(entries) = std::fs::read_dir(&path) else {
        return Err(refuse(
            "the folder cannot be read",
            format!("a single table is named {table}.csv or {table}.parquet"),
        ));
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !is_set_aside(name))
        .collect();
    names.sort();
    let (mut inputs, mut passed_over) = (Vec::new(), Vec::new());
    for entry in names {
        let full = format!("{name}/{entry}");
        let path = path.join(&entry);
        let is_file = path.is_file();
        match input(path, &full).filter(|input| !matches!(input.content, Content::Sheet(_)) && is_file) {
            Some(input) => inputs.push(input),
            None => passed_over.push(full),
        }
    }
    if inputs.is_empty() {
        let help = format!("put the {} into it", files_of(schema));
        return Err(refuse("the folder holds no .csv or .parquet file", help));
    }
    Ok(Feed { inputs, passed_over, ..Feed::new(schema) })
}

fn input(path: PathBuf, name: &str) -> Option<Input> {
    let bytes = std::fs::metadata(&path).map_or(0, |m| m.len());
    let content = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Content::CsvFile(path),
        "parquet" => Content::ParquetFile(path),
        "xlsx" => Content::Sheet(path),
        _ => return None,
    };
    Some(Input { name: name.into(), content, bytes })
}
