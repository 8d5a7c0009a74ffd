//! Folders of factors that a book takes besides its own table and the built-in sets.
//!
//! A folder is a set, with its factors.csv and, if it has one, its fuels.csv, or holds folders that are sets. Both
//! are read by the code that reads the book's own tables.

use std::path::{Path, PathBuf};

use super::{Input, Manifest, folder};
use crate::activity::Chart;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::factor::{self, EmissionFactor, FuelProperties, RefusedFactors};
use crate::place::Place;
use crate::table::{Schema, Table};

/// The sets of every folder, and the files they were read from.
#[derive(Default)]
pub(super) struct Given {
    /// The sets of each folder, those that win first.
    pub(super) folders: Vec<Vec<Vec<EmissionFactor>>>,
    /// The tables of fuel properties of the sets, each with the set's name, in their order.
    /// Factors that were refused.
    pub(super) refused: RefusedFactors,
    fuels: Vec<(String, Table)>,
    /// Names begin with the folder's, so that its place on a disk is in no fingerprint.
    pub(super) inputs: Vec<Input>,
}

/// Reads the folders the call names, then those of book.toml, each in the order given. The latter are seen from the
/// book's folder, which a book in memory does not have: it
/// can name them from the root.
pub(super) fn read(called: &[PathBuf], book: Option<&Path>, manifest: Option<&Manifest>, d: &mut Diagnostics) -> Given {
    let mut given = Given::default();
    for path in called {
        given.add(path, &path.to_string_lossy(), d);
    }
    for (name, place) in manifest.map_or(&[][..], |manifest| &manifest.factors) {
        // A path from the root is seen from everywhere.
        let whole = Some(Path::new(name)).filter(|path| path.is_absolute()).map(Path::to_owned);
        let (message, help) = match whole.or_else(|| book.map(|book| book.join(name))) {
            Some(path) if path.is_dir() => {
                given.add(&path, name, d);
                continue;
            }
            Some(_) => (
                format!("there is no folder `{name}`"),
                "`factors` names folders that hold factors.csv, as seen from the book's folder",
            ),
            None => (
                format!("`{name}` is seen from the book's folder, and the book has none"),
                "name the folder in the options the book is opened with, or hand its factors over as the table `factors`",
            ),
        };
        d.push(Diagnostic::error(Code::ManifestValue, place.clone(), message).with_help(help));
    }
    given
}

impl Given {
    /// The fuel properties of the sets. They are read after the factors, whose codes are in the chart by then.
    pub(super) fn fuels(&self, chart: &Chart, d: &mut Diagnostics) -> Vec<FuelProperties> {
        self.fuels.iter().flat_map(|(set, table)| factor::fuel_rows(table, set, Some(chart), d)).collect()
    }

    /// Reads one folder; `shown` is how its user calls it.
    fn add(&mut self, path: &Path, shown: &str, d: &mut Diagnostics) {
        let shown = shown.trim_end_matches(['/', '\\']);
        let name = name_of(path, shown);
        if let Some(set) = self.set(path, shown, &name, &name, d) {
            self.folders.push(vec![set]);
            return;
        }
        let sets = inner_folders(path);
        if sets.is_empty() {
            d.push(no_table(shown, "give a folder with a factors.csv, or one that holds such folders"));
        }
        let mut folder = Vec::new();
        for set in sets {
            let (inner, input) = (format!("{shown}/{set}"), format!("{name}/{set}"));
            match self.set(&path.join(&set), &inner, &set, &input, d) {
                Some(factors) => folder.push(factors),
                None => d.push(no_table(&inner, "add it, or begin the folder's name with `x_` if it is no factor set")),
            }
        }
        self.folders.push(folder);
    }

    /// The factors of one set; `None` if the folder has no factors.csv. Its fuel properties are kept beside them.
    fn set(
        &mut self,
        path: &Path,
        shown: &str,
        set: &str,
        input: &str,
        d: &mut Diagnostics,
    ) -> Option<Vec<EmissionFactor>> {
        let factors = self.table(Schema::of("factors"), path, (shown, input), d)?;
        if set == factor::OWN {
            let message = format!("`{shown}` has the name of the book's own set");
            d.push(Diagnostic::error(Code::RepeatedId, Place::file(shown), message).with_help("rename the folder"));
        }
        if let Some(Some(fuels)) = self.table(Schema::of("fuels"), path, (shown, input), d) {
            self.fuels.push((set.to_owned(), fuels));
        }
        let Some(table) = factors else { return Some(Vec::new()) };
        let factors = factor::read::read(&table, set, d);
        self.refused.add(&table, &factors);
        Some(factors)
    }

    /// A table of a set; `None` if the folder has none, `Some(None)` if it could not be read.
    fn table(
        &mut self,
        schema: &'static Schema,
        path: &Path,
        (shown, input): (&str, &str),
        d: &mut Diagnostics,
    ) -> Option<Option<Table>> {
        let file = schema.file_name();
        let path = path.join(&file);
        if path.symlink_metadata().is_err() {
            return None;
        }
        let shown = format!("{shown}/{file}");
        let Some(bytes) = folder::content(&path, &shown, d) else { return Some(None) };
        self.inputs.push(Input { name: format!("{input}/{file}"), path: Some(path), hash: blake3::hash(&bytes) });
        let (table, found) = Table::read(&shown, &bytes, schema);
        d.extend(found);
        Some(Some(table))
    }
}

/// The folder's own name, also where it is given as `.` or `..`.
fn name_of(path: &Path, shown: &str) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    whole.file_name().map_or_else(|| shown.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The folders in a folder that may be sets, in the order of their names.
fn inner_folders(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.') && !name.starts_with("x_")).collect();
    names.sort();
    names
}

fn no_table(folder: &str, help: &str) -> Diagnostic {
    let message = format!("the factor folder `{folder}` has no factors.csv");
    Diagnostic::error(Code::MissingTable, Place::file(folder), message).with_help(help)
}
