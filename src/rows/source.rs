//! Where a book's activity rows are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Place;
use crate::table::{Schema, Table, Workbook};

/// The files activity rows are read from, in order. The default has none: a book may consist
/// of tables of methods alone.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub(super) files: Vec<SourceFile>,
    /// Entries of a folder of activity files that are none.
    passed_over: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    /// As the user would name it, relative to the book.
    pub(super) name: Arc<str>,
    pub(super) kind: Kind,
    pub(super) bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Csv,
    Parquet,
    Sheet,
}

impl Source {
    /// The files' names, as the user would name them.
    pub fn names(&self) -> Vec<Arc<str>> {
        self.files.iter().map(|f| f.name.clone()).collect()
    }

    /// Paths and names of the files, for the book's fingerprint.
    pub fn paths(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|f| (f.path.as_path(), &*f.name))
    }

    /// A warning for each entry of the folder that is not read.
    pub(super) fn unread(&self) -> impl Iterator<Item = Diagnostic> + '_ {
        self.passed_over.iter().map(|name| {
            Diagnostic::warning(Code::UnreadTable, Place::file(name.as_str()), format!("`{name}` is not read"))
                .with_help("activity files end in .csv or .parquet; unpack archives, save sheets as CSV, move other files away")
        })
    }

    pub(super) fn bytes(&self) -> u64 {
        self.files.iter().map(|f| f.bytes).sum()
    }
}

/// Finds the activity rows of a book in its folder.
///
/// # Errors
/// A diagnostic if there is none, if there are two, or if the name is not a file.
pub fn find(book: &Path) -> Result<Source, Box<Diagnostic>> {
    let names = ["activities.csv", "activities.parquet", "activities", "book.xlsx"];
    let found: Vec<&str> = names.into_iter().filter(|name| book.join(name).exists() && is_source(book, name)).collect();
    let problem = |code, name: &str, message: String| Box::new(Diagnostic::error(code, Place::file(name), message));
    match found.as_slice() {
        [] => Err(Box::new(
            problem(Code::MissingTable, "activities.csv", "the book has no activity rows".to_owned()).with_help(
                "add activities.csv, activities.parquet, a folder activities/ or a sheet `activities` of book.xlsx",
            ),
        )),
        [one] => files(book, one),
        [first, second, ..] => Err(Box::new(
            problem(
                Code::TwoActivityTables,
                second,
                format!("the book has activity rows in `{first}` and in `{second}`"),
            )
            .with_help("keep one of the two, or put both files into a folder activities/"),
        )),
    }
}

/// A workbook is a source of rows only if it has the sheet.
fn is_source(book: &Path, name: &str) -> bool {
    name != "book.xlsx" || sheet(&book.join(name)).is_some()
}

/// The sheet of activity rows, if the workbook can be read and has one. That it cannot be
/// read is reported by whoever reads its other sheets.
pub(super) fn sheet(path: &Path) -> Option<(Table, Diagnostics)> {
    let mut workbook = Workbook::open("book.xlsx", std::fs::read(path).ok()?).ok()?;
    workbook.read(Schema::of("activities"))
}

fn files(book: &Path, name: &str) -> Result<Source, Box<Diagnostic>> {
    let path = book.join(name);
    let refuse = |name: &str, message: &str, help: &str| {
        Box::new(Diagnostic::error(Code::UnreadableFile, Place::file(name), message).with_help(help))
    };
    if name != "activities" {
        if !path.is_file() {
            return Err(refuse(
                name,
                "this is a folder, not a file",
                "a folder of activity files is named `activities`",
            ));
        }
        return Ok(Source { files: file(path, name).into_iter().collect(), passed_over: Vec::new() });
    }
    let Ok(entries) = std::fs::read_dir(&path) else {
        return Err(refuse(
            name,
            "the folder cannot be read",
            "a single table is named activities.csv or activities.parquet",
        ));
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|n| !n.starts_with('.'))
        .collect();
    names.sort();
    let (mut files, mut passed_over) = (Vec::new(), Vec::new());
    for entry in names {
        let full = format!("{name}/{entry}");
        match file(path.join(&entry), &full).filter(|f| f.kind != Kind::Sheet && f.path.is_file()) {
            Some(file) => files.push(file),
            None => passed_over.push(full),
        }
    }
    if files.is_empty() {
        return Err(refuse(name, "the folder holds no .csv or .parquet file", "put the activity files into it"));
    }
    Ok(Source { files, passed_over })
}

fn file(path: PathBuf, name: &str) -> Option<SourceFile> {
    let kind = match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Kind::Csv,
        "parquet" => Kind::Parquet,
        "xlsx" => Kind::Sheet,
        _ => return None,
    };
    let bytes = std::fs::metadata(&path).map_or(0, |m| m.len());
    Some(SourceFile { path, name: name.into(), kind, bytes })
}
