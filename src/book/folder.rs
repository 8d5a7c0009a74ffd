//! The folder of a book: which file or sheet holds a table, and what was read of it.

mod unread;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Input;
use super::shelf::Shelf;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::place::Place;
use crate::table::{Schema, Table, Workbook, is_set_aside};

pub(super) use unread::NOT_YET_READ;

/// The file that makes a folder a book.
pub(super) const MANIFEST: &str = "book.toml";
/// The workbook whose sheets may be the tables.
const WORKBOOK: &str = "book.xlsx";

/// A book's folder, its workbook, and the hashes of what was read.
pub(super) struct Folder {
    dir: PathBuf,
    workbook: Option<Workbook>,
    /// The workbook is there and cannot be opened, so a table may be in it.
    sealed: bool,
    inputs: BTreeMap<String, blake3::Hash>,
}

impl Folder {
    /// Opens the folder and its workbook, if it has one.
    pub(super) fn open(dir: &Path, d: &mut Diagnostics) -> Self {
        let mut folder = Self { dir: dir.to_owned(), workbook: None, sealed: false, inputs: BTreeMap::new() };
        if let Some(bytes) = folder.file(WORKBOOK, d) {
            match Workbook::open(WORKBOOK, bytes) {
                Ok(workbook) => folder.workbook = Some(workbook),
                Err(problem) => {
                    folder.sealed = true;
                    d.push(*problem);
                }
            }
        }
        folder
    }

    /// Whether something has that name, readable or not.
    fn has(&self, name: &str) -> bool {
        self.dir.join(name).symlink_metadata().is_ok()
    }

    /// The content of a file; `None` if there is none or, after a report, it cannot be read.
    fn file(&mut self, name: &str, d: &mut Diagnostics) -> Option<Vec<u8>> {
        let bytes = content(&self.dir.join(name), name, d)?;
        self.inputs.insert(name.to_owned(), blake3::hash(&bytes));
        Some(bytes)
    }

    fn table_of_folder(&mut self, file: &str, schema: &'static Schema, d: &mut Diagnostics) -> Option<Table> {
        let bytes = self.file(file, d)?;
        let (table, found) = Table::read(file, &bytes, schema);
        d.extend(found);
        Some(table)
    }

    fn missing(&self, schema: &Schema) -> Diagnostic {
        let file = schema.file_name();
        let names = self.names();
        let help = match nearest(&file, names.iter().map(String::as_str)) {
            Some(name) => format!("rename `{name}` to `{file}`"),
            None => format!("add {file}: {}", schema.text),
        };
        let message = format!("the book has no {file}");
        Diagnostic::error(Code::MissingTable, Place::file(file), message).with_help(help)
    }

    /// The names in the folder, in order.
    fn names(&self) -> Vec<String> {
        names_in(&self.dir).unwrap_or_default()
    }

    /// Whether a name is another spelling of one that is there, where capitals do not matter to the system.
    fn is_same(&self, name: &str, known: &str) -> bool {
        name.to_lowercase() == known && self.has(known) && !self.names().iter().any(|there| there == known)
    }

    /// Whether a file is one of the book's: by its name, or, where capitals do not matter to the
    /// system, by having been opened under another spelling.
    fn is_read(&self, name: &str) -> bool {
        let small = name.to_lowercase();
        let readable =
            Schema::all().iter().map(Schema::file_name).chain([WORKBOOK.to_owned(), "activities.parquet".to_owned()]);
        readable.into_iter().any(|known| known == small && (name == known || self.has(&known)))
    }
}

impl Shelf for Folder {
    fn manifest(&mut self, d: &mut Diagnostics) -> Option<Vec<u8>> {
        let bytes = self.file(MANIFEST, d);
        if bytes.is_none() && !self.has(MANIFEST) {
            let message = format!("there is no book.toml in {}", self.dir.display());
            let help = "name the folder of a book; `estate-carbon new DIR` writes an empty one";
            d.push(Diagnostic::error(Code::MissingTable, Place::file(MANIFEST), message).with_help(help));
        }
        bytes
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.dir)
    }

    /// From its file or its sheet.
    fn table(&mut self, schema: &'static Schema, d: &mut Diagnostics) -> Option<Table> {
        let file = schema.file_name();
        let sheet = self.workbook.as_mut().and_then(|workbook| workbook.read(schema));
        let bytes = self.file(&file, d);
        let (table, found) = match (bytes, sheet) {
            (Some(bytes), None) => Table::read(&file, &bytes, schema),
            (None, Some(sheet)) => sheet,
            (Some(bytes), Some(_)) => {
                d.push(two_sources(schema, &file, &format!("a sheet of {WORKBOOK}")));
                Table::read(&file, &bytes, schema)
            }
            (None, None) => {
                if schema.required && !self.sealed && !self.has(&file) {
                    d.push(self.missing(schema));
                }
                return None;
            }
        };
        d.extend(found);
        Some(table)
    }

    /// Its file or sheet, or the CSV files of a folder of its name, in the order of their names. Of a folder, names that
    /// begin with `x_` or as hidden files do are passed over.
    fn tables(&mut self, schema: &'static Schema, d: &mut Diagnostics) -> Vec<Table> {
        let whole = self.table(schema, d);
        let folder = self.dir.join(&schema.table);
        if !folder.is_dir() {
            return whole.into_iter().collect();
        }
        let names = match names_in(&folder) {
            Ok(names) => names.into_iter().filter(|name| !is_set_aside(name)),
            Err(error) => {
                let message = format!("the folder {}/ cannot be read: {error}", schema.table);
                let unread = Diagnostic::error(Code::UnreadableFile, Place::file(schema.table.as_str()), message);
                d.push(unread.with_help("check that you may read it"));
                return Vec::new();
            }
        };
        let (files, others): (Vec<String>, Vec<String>) =
            names.map(|name| format!("{}/{name}", schema.table)).partition(|name| is_csv(&self.dir.join(name)));
        match (files.as_slice(), whole) {
            ([], whole) => {
                d.extend(others.iter().map(|name| unread_entry(&self.dir.join(name), name, &schema.table)));
                let message = format!("the folder `{}/` holds no CSV file, so nothing in it is counted", schema.table);
                let warning = Diagnostic::warning(Code::UnreadTable, Place::file(schema.table.as_str()), message);
                d.push(
                    warning
                        .with_help(format!("put the CSV files of the table `{}` into it, or rename it", schema.table)),
                );
                whole.into_iter().collect()
            }
            (_, Some(whole)) => {
                d.push(two_sources(schema, whole.file_name(), &format!("the folder {}/", schema.table)));
                vec![whole]
            }
            (files, None) => {
                d.extend(others.iter().map(|name| unread_entry(&self.dir.join(name), name, &schema.table)));
                files.iter().filter_map(|file| self.table_of_folder(file, schema, d)).collect()
            }
        }
    }

    fn report_unread(&self, d: &mut Diagnostics) {
        unread::report(self, d);
    }

    fn take_inputs(&mut self) -> Vec<Input> {
        let inputs = std::mem::take(&mut self.inputs).into_iter();
        inputs.map(|(name, hash)| Input { path: Some(self.dir.join(&name)), name, hash }).collect()
    }
}

/// The names in a folder, in order.
fn names_in(dir: &Path) -> std::io::Result<Vec<String>> {
    let names = fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<std::io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

fn is_csv(path: &Path) -> bool {
    !path.is_dir() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// A warning about something in the folder of a table that is no CSV file.
fn unread_entry(path: &Path, name: &str, table: &str) -> Diagnostic {
    let (what, help) = if path.is_dir() {
        ("a folder", format!("put its files directly into {table}/"))
    } else {
        ("no CSV file", format!("save it as CSV, or move it out of {table}/"))
    };
    let message = format!("`{name}` is {what}, so nothing in it is counted");
    Diagnostic::warning(Code::UnreadTable, Place::file(name), message).with_help(help)
}

fn two_sources(schema: &Schema, place: &str, other: &str) -> Diagnostic {
    let message = format!("the table `{}` is there twice: {place} and {other}", schema.table);
    let help = "keep one of the two, and rename the other or move it away";
    Diagnostic::error(Code::TwoTables, Place::file(place), message).with_help(help)
}

/// The content of a file, which problems call by the name given; `None` if there is none or,
/// after a report, it cannot be read.
pub(super) fn content(path: &Path, name: &str, d: &mut Diagnostics) -> Option<Vec<u8>> {
    let (message, help) = match fs::read(path) {
        Ok(bytes) => return Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() => return None,
        Err(_) if path.is_dir() => (
            format!("{name} is a folder, not a file"),
            "put the table itself there; a folder of activity rows or of a method's rows is named without `.csv`",
        ),
        // Of a book that is itself no folder, the missing book.toml is reported.
        Err(error) if error.kind() == ErrorKind::NotADirectory => return None,
        Err(error) => (
            format!("{name} cannot be read: {error}"),
            "check that the file is not open elsewhere and that you may read it",
        ),
    };
    d.push(Diagnostic::error(Code::UnreadableFile, Place::file(name), message).with_help(help));
    None
}
