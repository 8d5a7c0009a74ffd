//! The small tables of a book: book.toml, sites, factors, fuels and assertions.
//!
//! In: a folder, or tables that were handed over. Out: [`Tables`], and every problem found at its cell. The activity rows,
//! which may be of any number, are read elsewhere. One file per table, all over one reader of
//! cells; the schemas say what the columns are. The tables of methods are handed to
//! [`crate::method`], which calculates; nothing here does.

mod assertions;
pub mod examples;
mod factor_folders;
mod folder;
mod handed;
mod manifest;
mod methods;
mod new;
mod shelf;
mod sites;

pub use assertions::{AssertedUnit, Assertion};
pub(crate) use handed::{Handed, read_handed};
pub use manifest::{Allocation, BaseYear, Language, Manifest};
pub use new::{Beginning, new_book};

use std::path::{Path, PathBuf};

use self::factor_folders::Given;
use self::folder::Folder;
use self::shelf::Shelf;
use crate::activity::Chart;
use crate::diagnostic::Diagnostics;
use crate::error::Error;
use crate::estate::Site;
use crate::factor::{self, EmissionFactor, FactorSet, FuelProperties, FuelTable, Layer, RefusedFactors};
use crate::method::Calculation;
use crate::shipped;
use crate::table::told::Told;
use crate::table::{Schema, Table};

/// Everything a book says apart from its activity rows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tables {
    /// book.toml.
    pub manifest: Manifest,
    /// The sites, in the order of their ids.
    pub sites: Vec<Site>,
    /// The shipped chart and the codes of the book's own factors and of its factor folders.
    pub chart: Chart,
    /// The book's own factors, those of its factor folders, then the shipped sets in their order.
    pub factors: FactorSet,
    /// The book's own fuel properties, then the shipped ones.
    pub fuels: FuelTable,
    /// What methods with tables of their own came to, by method and row.
    pub calculations: Vec<Calculation>,
    /// Whether there is a table of a method, whatever could be read of it.
    pub(crate) has_methods: bool,
    /// Factors that were refused: of the book and of the factor folders.
    pub(crate) refused: RefusedFactors,
    /// Figures to compare the books with, in the order of their ids.
    pub assertions: Vec<Assertion>,
    /// Each file that was read: the book's in the order of the names, then the factor folders' in
    /// the order they win.
    pub inputs: Vec<Input>,
}

/// A file that was read, or a table that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Input {
    /// As its user knows it: from the book's folder, or from the factor folder's name.
    pub name: String,
    /// Where it is; `None` if it was handed over.
    pub path: Option<PathBuf>,
    /// The hash of its content.
    pub hash: blake3::Hash,
}

/// Reads the small tables of the book in a folder, and further folders of factors before those
/// that book.toml names.
///
/// Reads on after a problem, so that all of them are reported at once; `None` only if book.toml
/// is missing or cannot be understood. Where there are errors the tables may hold stand-ins
/// for what could not be read: they are for finding more problems, not for a report.
pub fn read(dir: &Path, factor_folders: &[PathBuf]) -> (Option<Tables>, Diagnostics) {
    let mut d = Diagnostics::default();
    let folder = Folder::open(dir, &mut d);
    read_shelf(folder, factor_folders, d)
}

fn read_shelf(mut shelf: impl Shelf, factor_folders: &[PathBuf], mut d: Diagnostics) -> (Option<Tables>, Diagnostics) {
    let manifest = shelf.manifest(&mut d).and_then(|bytes| Manifest::read(folder::MANIFEST, &bytes, &mut d));
    let sites = read_sites(&mut shelf, manifest.as_ref(), &mut d);
    let (own_factors, mut refused) = read_factors(&mut shelf, &mut d);
    let mut given = factor_folders::read(factor_folders, shelf.folder(), manifest.as_ref(), &mut d);
    refused.extend(std::mem::take(&mut given.refused));
    let chart = chart_with(own_factors.iter().chain(given.folders.iter().flatten().flatten()), &refused);
    let mut fuels = read_fuels(&mut shelf, &chart, &mut d);
    fuels.extend(given.fuels(&chart, &mut d));
    let (calculations, has_methods) = read_methods(&mut shelf, manifest.as_ref(), sites.as_deref(), &chart, &mut d);
    let assertions = read_assertions(&mut shelf, sites.as_deref(), &mut d);
    shelf.report_unread(&mut d);
    d.sort();
    let Given { folders, inputs, .. } = given;
    let tables = manifest.map(|manifest| Tables {
        manifest,
        sites: sites.unwrap_or_default(),
        chart,
        factors: all_factors(own_factors, folders),
        fuels: fuels_with(fuels),
        calculations,
        has_methods,
        refused,
        assertions,
        inputs: shelf.take_inputs().into_iter().chain(inputs).collect(),
    });
    (tables, d)
}

/// The sites; `None` if there is no such table or its header cannot be read.
fn read_sites(shelf: &mut dyn Shelf, manifest: Option<&Manifest>, d: &mut Diagnostics) -> Option<Vec<Site>> {
    let table = shelf.table(Schema::of("sites"), d)?;
    let sites = sites::read(&table, manifest, d);
    (!sites.is_empty()).then_some(sites)
}

fn read_factors(shelf: &mut dyn Shelf, d: &mut Diagnostics) -> (Vec<EmissionFactor>, RefusedFactors) {
    let mut refused = RefusedFactors::default();
    let Some(table) = shelf.table(Schema::of("factors"), d) else { return (Vec::new(), refused) };
    let factors = factor::read::read(&table, factor::OWN, d);
    refused.add(&table, &factors);
    (factors, refused)
}

fn read_fuels(shelf: &mut dyn Shelf, chart: &Chart, d: &mut Diagnostics) -> Vec<FuelProperties> {
    let table = shelf.table(Schema::of("fuels"), d);
    table.map(|table| factor::fuel_rows(&table, factor::OWN, Some(chart), d)).unwrap_or_default()
}

/// Without book.toml there is no period to share results out in, and nothing to say about it.
fn read_methods(
    shelf: &mut dyn Shelf,
    manifest: Option<&Manifest>,
    sites: Option<&[Site]>,
    chart: &Chart,
    d: &mut Diagnostics,
) -> (Vec<Calculation>, bool) {
    let Some(manifest) = manifest else { return (Vec::new(), false) };
    let told = Told::default();
    let context = methods::Context { sites: sites.unwrap_or_default(), period: manifest.period, chart, told: &told };
    methods::read(shelf, context, d)
}

fn read_assertions(shelf: &mut dyn Shelf, sites: Option<&[Site]>, d: &mut Diagnostics) -> Vec<Assertion> {
    let table: Option<Table> = shelf.table(Schema::of("assertions"), d);
    table.map(|table| assertions::read(&table, sites, d)).unwrap_or_default()
}

/// The shipped chart and the codes the book adds by giving factors for them, good or refused.
fn chart_with<'f>(own: impl Iterator<Item = &'f EmissionFactor>, refused: &RefusedFactors) -> Chart {
    let mut chart = shipped::chart().clone();
    for factor in own {
        // A code of no known group was reported with its factor, which is then not here.
        let _ = chart.add(factor.activity.as_str(), factor.unit.dimension());
    }
    refused.codes().for_each(|code| chart.add_of_refused(code));
    chart
}

/// The factors of these folders and the built-in ones, in the order of preference, without a book.
///
/// # Errors
/// [`Error::Read`] if there is no such folder, [`Error::Rejected`] with every problem in them.
pub fn factors_with(folders: &[PathBuf]) -> Result<FactorSet, Error> {
    folders.iter().try_for_each(|folder| must_be_folder(folder))?;
    let mut d = Diagnostics::default();
    let given = factor_folders::read(folders, None, None, &mut d);
    d.sort();
    if d.errors() > 0 { Err(Error::Rejected(d)) } else { Ok(all_factors(Vec::new(), given.folders)) }
}

/// Refuses a path that is no folder.
pub(crate) fn must_be_folder(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Ok(());
    }
    let source = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder");
    Err(Error::Read { path: path.to_owned(), source })
}

fn all_factors(own: Vec<EmissionFactor>, folders: Vec<Vec<Vec<EmissionFactor>>>) -> FactorSet {
    let mut all = FactorSet::new();
    all.add(Layer::Own, own);
    for (place, sets) in folders.into_iter().enumerate() {
        sets.into_iter().for_each(|set| all.add(Layer::Given(place), set));
    }
    shipped::add_to(&mut all);
    all
}

fn fuels_with(given: Vec<FuelProperties>) -> FuelTable {
    FuelTable::new(given.into_iter().chain(shipped::fuels().iter().cloned()).collect())
}

#[cfg(test)]
mod tests;
