//! Opening a book: every stage, and every problem of every stage, in one go.

use std::path::{Path, PathBuf};

use super::books::Books;
use super::fingerprint::{fingerprint, hashing_failed};
use super::options::{OpenOptions, Rejected};
use super::{Book, assertion, own_fuel, problem, taken, trade};
use crate::activity::Totals;
use crate::book::{self, Handed, Tables, must_be_folder, read_handed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::error::Error;
use crate::file::Inputs;
use crate::inventory::{self, Inventory, Reading, Valuation};
use crate::ledger::{self, Context, Ledger};
use crate::place::Place;
use crate::rows::{self, Feed, Rules};
use crate::table::Schema;

/// The table that rows are handed over for.
const ACTIVITIES: &str = "activities";

/// What a book is read from.
pub(super) enum Origin<'a> {
    /// A folder of tables.
    Folder(&'a Path),
    /// Tables and activity rows that a program hands over.
    Memory(Handed, Feed),
}

/// Reads a book and checks its tables and rows. Where that finds errors, the later stages are gone through for theirs, so
/// that all are reported at once.
pub(super) fn open(origin: Origin<'_>, options: &OpenOptions) -> Result<Book, Error> {
    let folder = match origin {
        Origin::Folder(folder) => Some(folder),
        Origin::Memory(..) => None,
    };
    folder.map_or(Ok(()), must_be_folder)?;
    options.factors.iter().try_for_each(|folder| must_be_folder(folder))?;
    let Given { tables, feed, own, mut found } = given(origin, options)?;
    found.extend(own.iter().flat_map(Feed::names).map(|name| not_read(&name)));
    // With a broken table no row can be judged fairly, whatever is allowed.
    let sound = found.errors() == 0;
    let rules = Rules::new(&tables.sites, &tables.chart, tables.manifest.period);
    let (reading, fingerprint) = std::thread::scope(|scope| {
        let hashed = scope.spawn(|| fingerprint(&tables, &feed));
        let reading = rows::read(&feed, &rules, options.progress.as_deref().map(|w| w as rows::Watch<'_>));
        (reading, hashed.join())
    });
    // Without sites every row is refused for its site; the missing table says it once.
    let sites_told = tables.sites.is_empty();
    // So does a table of factors that could not be read, for the codes it may give.
    let codes_told = tables.refused.may_give_any();
    let is_told = |code| (sites_told && code == Code::UnknownSite) || (codes_told && code == Code::UnknownActivity);
    found.extend(reading.diagnostics.into_iter().filter(|problem| !is_told(problem.code())));
    let may_have_errors = options.rejected == Rejected::Allow && sound && reading.complete;
    let refused = found.errors() > 0 && !may_have_errors;
    let inputs = inputs(&tables, &feed, own.as_ref());
    let inputs = match folder {
        Some(folder) => inputs.in_book(folder, reads, folders(folder, &tables, options)),
        // Only what the program named has folders, which books of files would read as well.
        None => {
            let named = tables.manifest.factors.iter().map(|(name, _)| PathBuf::from(name));
            inputs.in_book(Path::new("."), |_| false, named.chain(options.factors.iter().cloned()).collect())
        }
    };
    if refused {
        let (_, _, found) = post(tables, &feed, reading.totals, found, false);
        return Err(Error::Rejected(found));
    }
    found.sort();
    Ok(Book {
        fingerprint: fingerprint.unwrap_or_else(|_| Err(hashing_failed(folder)))?,
        inputs,
        totals: reading.totals,
        found,
        may_have_errors,
        tables,
        feed,
    })
}

/// The small tables, where the rows are, and what is wrong so far.
struct Given {
    tables: Tables,
    feed: Feed,
    /// The book's own rows, where others stand in for them.
    own: Option<Feed>,
    found: Diagnostics,
}

fn given(origin: Origin<'_>, options: &OpenOptions) -> Result<Given, Error> {
    let ((tables, mut found), own) = match origin {
        // Rows that were handed over stand in for the book's own, which are not written over either.
        Origin::Folder(folder) => (book::read(folder, &options.factors), rows::find(folder)),
        Origin::Memory(handed, rows) => (read_handed(handed, &options.factors), some_rows(rows)),
    };
    let by_methods = tables.as_ref().is_some_and(|tables| tables.has_methods);
    // Tables of methods may do without activity rows; what was handed over in their place must be some all the same.
    let own = match own {
        Err(problem) if problem.code() == Code::MissingTable && by_methods => Ok(Feed::default()),
        found => found,
    };
    let (feed, own) = match options.activities.clone() {
        Some(rows) => (Ok(rows), own.ok()),
        None => (own, None),
    };
    let feed = feed.and_then(of_activities);
    match (tables, feed) {
        (Some(tables), Ok(feed)) => Ok(Given { tables, feed, own, found }),
        (_, feed) => {
            found.extend(feed.err().map(|problem| *problem));
            found.sort();
            Err(Error::Rejected(found))
        }
    }
}

/// The activity rows of a book in memory, which must have some or tables of methods.
fn some_rows(rows: Feed) -> Result<Feed, Box<Diagnostic>> {
    if !rows.names().is_empty() || rows.schema().table != ACTIVITIES {
        return Ok(rows);
    }
    let missing = Diagnostic::error(Code::MissingTable, Place::file("activities.csv"), "the book has no activity rows");
    Err(Box::new(missing.with_help("hand over the table `activities`, or tables of methods")))
}

/// A feed that was handed over, if it is of activity rows.
fn of_activities(feed: Feed) -> Result<Feed, Box<Diagnostic>> {
    let (schema, name) = match feed.stranger() {
        _ if feed.schema().table != ACTIVITIES => (feed.schema(), feed.names().first().cloned()),
        Some((schema, name)) => (*schema, Some(name.clone())),
        None => return Ok(feed),
    };
    let (table, name) = (&schema.table, name.unwrap_or_else(|| schema.file_name().into()));
    let message = format!("the rows handed over are of the table `{table}`");
    let help = "make the feed with the schema of `activities`";
    Err(Box::new(Diagnostic::error(Code::MissingTable, Place::file(name), message).with_help(help)))
}

/// Posts what a book's tables and rows come to and reads it as statements, `None` if a gas has no potential; and every
/// problem, those given among them, in order; `is_whole` if the book is accounted, not refused.
pub(super) fn post(
    mut tables: Tables,
    feed: &Feed,
    totals: Totals,
    mut found: Diagnostics,
    is_whole: bool,
) -> (Ledger, Option<(Inventory, Tables)>, Diagnostics) {
    let calculations = std::mem::take(&mut tables.calculations);
    let ledger = ledger::post(totals, calculations, &context(&tables));
    found.extend(problem::unresolved(&ledger, feed, &tables));
    found.extend(problem::absent_but_reported(&ledger, &tables.manifest.absent));
    let inventory = value(&tables, &ledger, &mut found);
    let books = Books { ledger: &ledger, feed, tables: &tables, inventory: inventory.as_ref() };
    found.extend(taken::warnings(&books));
    // What is missing cannot be told of a book whose rows were refused.
    if is_whole {
        found.extend(taken::unused_properties(&books));
        found.extend(trade::warnings(&books));
        found.extend(own_fuel::without_fuel(&books));
    }
    found.sort();
    (ledger, inventory.map(|inventory| (inventory, tables)), found)
}

fn context(tables: &Tables) -> Context<'_> {
    Context {
        sites: &tables.sites,
        estates: &tables.manifest.estates,
        factors: &tables.factors,
        fuels: &tables.fuels,
        period: tables.manifest.period,
        market_fallback: tables.manifest.scope2_market_fallback,
    }
}

/// What statements are read for.
pub(super) fn reading(tables: &Tables, valuation: Valuation) -> Reading<'_> {
    let manifest = &tables.manifest;
    Reading {
        sites: &tables.sites,
        estates: &manifest.estates,
        boundary: manifest.boundary,
        further: &manifest.further_boundaries,
        valuation,
    }
}

/// The statements, compared with what somebody else measured; `None` if a gas has no potential.
fn value(tables: &Tables, ledger: &Ledger, found: &mut Diagnostics) -> Option<Inventory> {
    let manifest = &tables.manifest;
    let valuation = Valuation { gwp: manifest.gwp, combustion_methane: manifest.combustion_methane };
    match inventory::read(ledger, reading(tables, valuation)) {
        Ok(inventory) => {
            found.extend(assertion::check(tables, ledger, &inventory));
            Some(inventory)
        }
        Err(unvalued) => {
            found.extend(problem::unvalued(&unvalued, ledger, manifest.gwp));
            None
        }
    }
}

/// Every file the book was read from, or would have been.
fn inputs(tables: &Tables, feed: &Feed, own: Option<&Feed>) -> Inputs {
    let small = tables.inputs.iter().filter_map(|input| Some((input.path.clone()?, input.name.clone())));
    let long = std::iter::once(feed).chain(own).flat_map(Feed::paths);
    small.chain(long.map(|(path, name)| (path.to_owned(), name.to_owned()))).collect()
}

fn not_read(name: &str) -> Diagnostic {
    let message = format!("`{name}` is not read: the activity rows were handed over by the program");
    Diagnostic::warning(Code::UnreadTable, Place::file(name), message)
        .with_help("nothing is to be done if they stand in for the file")
}

/// Whether a book reads a file of this name in its folder, in small letters: capitals do not matter on every system.
fn reads(name: &str) -> bool {
    let is_table = |table: &Schema| name == table.file_name() || name == format!("{}.parquet", table.table);
    ["book.toml", "book.xlsx"].contains(&name) || Schema::all().iter().any(is_table)
}

/// The folders that a book reads whole.
fn folders(folder: &Path, tables: &Tables, options: &OpenOptions) -> Vec<PathBuf> {
    let named = tables.manifest.factors.iter().map(|(name, _)| folder.join(name));
    let of_rows = Schema::all().iter().filter(|schema| schema.may_be_folder()).map(|schema| folder.join(&schema.table));
    named.chain(options.factors.iter().cloned()).chain(of_rows).collect()
}
