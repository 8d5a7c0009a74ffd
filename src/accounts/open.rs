//! Opening a book: every stage, and every problem of every stage, in one go.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Accounts, assertion, problem};
use crate::book::{self, Tables};
use crate::diagnostic::Code;
use crate::error::Error;
use crate::inventory::{self, Inventory, Valuation};
use crate::ledger::{self, Ledger, Posting};
use crate::rows::{self, Progress, Rules, Source};

/// What becomes of a book with errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rejected {
    /// It gives no accounts.
    #[default]
    Refuse,
    /// The rows that can be accounted are; the others are counted and listed.
    Allow,
}

/// How a book is opened.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OpenOptions {
    rejected: Rejected,
    factors: Vec<PathBuf>,
    progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

impl OpenOptions {
    /// Errors refuse the book; nobody is told of progress.
    pub fn new() -> Self {
        Self::default()
    }

    /// What becomes of a book with errors.
    pub fn with_rejected(mut self, rejected: Rejected) -> Self {
        self.rejected = rejected;
        self
    }

    /// Reads a folder of factors too: a set with its factors.csv, or a folder of sets. It comes
    /// after the book's own factors and before the built-in ones, and after folders given before.
    pub fn with_factors(mut self, folder: impl Into<PathBuf>) -> Self {
        self.factors.push(folder.into());
        self
    }

    /// Who is told how far reading has come, from any thread.
    pub fn with_progress(mut self, watch: Arc<dyn Fn(Progress) + Send + Sync>) -> Self {
        self.progress = Some(watch);
        self
    }
}

pub(super) fn open(folder: &Path, options: &OpenOptions) -> Result<Accounts, Error> {
    must_be_folder(folder)?;
    options.factors.iter().try_for_each(|folder| must_be_folder(folder))?;
    let (tables, mut found) = book::read(folder, &options.factors);
    let by_methods = tables.as_ref().is_some_and(|tables| !tables.calculations.is_empty());
    let source = match rows::find(folder) {
        Err(problem) if problem.code() == Code::MissingTable && by_methods => Ok(Source::default()),
        found => found,
    };
    let (tables, source) = match (tables, source) {
        (Some(tables), Ok(source)) => (tables, source),
        (_, source) => {
            found.extend(source.err().map(|problem| *problem));
            found.sort();
            return Err(Error::Rejected(found));
        }
    };
    // With a broken table no row can be judged fairly, whatever is allowed.
    let mut broken = found.errors() > 0;
    let rules = Rules::new(&tables.sites, &tables.chart, tables.manifest.period);
    let (reading, fingerprint) = std::thread::scope(|scope| {
        let hashed = scope.spawn(|| fingerprint(&tables, &source));
        let reading = rows::read(&source, &rules, options.progress.as_deref().map(|w| w as rows::Watch<'_>));
        (reading, hashed.join())
    });
    broken |= reading.diagnostics.iter().any(|problem| leaves_rows_unread(problem.code()));
    // Without sites every row is refused for its site; the missing table says it once.
    let sites_told = tables.sites.is_empty();
    found.extend(reading.diagnostics.into_iter().filter(|problem| !sites_told || problem.code() != Code::UnknownSite));
    let (ledger, unresolved) = ledger::post(reading.totals, posting(&tables));
    found.extend(problem::unresolved(&unresolved, &ledger, &source, &tables));
    found.extend(problem::earlier_years(&ledger, &source, &tables));
    found.extend(problem::absent_but_reported(&ledger, &tables.manifest.absent));
    let inventory = value(&tables, &ledger).map_err(|unvalued| problem::unvalued(&unvalued, &ledger, &tables));
    match &inventory {
        Ok(inventory) => found.extend(assertion::check(&tables, &ledger, inventory)),
        Err(problems) => found.extend(problems.clone()),
    }
    found.sort();
    match inventory {
        Ok(inventory) if found.errors() == 0 || (options.rejected == Rejected::Allow && !broken) => {
            let fingerprint = fingerprint.unwrap_or_else(|_| Err(hashing_failed(folder)))?;
            let languages = tables.manifest.languages.iter().map(|l| l.as_str()).collect();
            Ok(Accounts { tables, source, ledger, inventory, diagnostics: found, fingerprint, languages })
        }
        _ => Err(Error::Rejected(found)),
    }
}

pub(super) fn must_be_folder(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Ok(());
    }
    let source = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder");
    Err(Error::Read { path: path.to_owned(), source })
}

/// Problems of a whole file: rows below are in no count, so no count can be given.
fn leaves_rows_unread(code: Code) -> bool {
    matches!(
        code,
        Code::UnreadableFile
            | Code::NotUtf8
            | Code::EmptyFile
            | Code::MissingColumn
            | Code::UnknownColumn
            | Code::RepeatedColumn
            | Code::UnreadableTable
            | Code::WrongColumnType
            | Code::LineTooLong
    )
}

fn posting(tables: &Tables) -> Posting<'_> {
    Posting {
        sites: &tables.sites,
        estates: &tables.manifest.estates,
        factors: &tables.factors,
        fuels: &tables.fuels,
        calculations: &tables.calculations,
        period: tables.manifest.period,
        market_fallback: tables.manifest.scope2_market_fallback,
    }
}

fn value(tables: &Tables, ledger: &Ledger) -> Result<Inventory, Vec<inventory::Unvalued>> {
    let manifest = &tables.manifest;
    let valuation = Valuation { gwp: manifest.gwp, combustion_methane: manifest.combustion_methane };
    let reading =
        inventory::Reading { sites: &tables.sites, estates: &manifest.estates, boundary: manifest.boundary, valuation };
    inventory::read(ledger, reading)
}

fn hashing_failed(folder: &Path) -> Error {
    let source = std::io::Error::other("the files could not be hashed");
    Error::Read { path: folder.to_owned(), source }
}

/// Names the inputs, the built-in sets and the program's version: the same for the same
/// inputs, whatever else.
fn fingerprint(tables: &Tables, source: &Source) -> Result<String, Error> {
    let mut all = blake3::Hasher::new();
    all.update(env!("CARGO_PKG_VERSION").as_bytes());
    all.update(book::shipped::fingerprint().as_bytes());
    for (name, hash) in &tables.inputs {
        all.update(name.as_bytes()).update(hash.as_bytes());
    }
    for (path, name) in source.paths() {
        let mut file = blake3::Hasher::new();
        // Read and not mapped: a mapped file counts as the program's memory, and may be large.
        let read = std::fs::File::open(path).and_then(|content| file.update_reader(content).map(drop));
        read.map_err(|source| Error::Read { path: path.to_owned(), source })?;
        all.update(name.as_bytes()).update(file.finalize().as_bytes());
    }
    Ok(format!("blake3:{}", all.finalize().to_hex()))
}
