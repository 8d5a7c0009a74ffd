//! New books: empty, or a copy of an example.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::examples;
use crate::error::Error;
use crate::file::{Draft, make_folder};
use crate::table::{Schema, empty_table, manifest_template};

/// What a new book begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Beginning<'a> {
    /// book.toml and the header of every table but those of methods, which are many and each for one trade.
    #[default]
    CoreTables,
    /// The headers of all tables.
    AllTables,
    /// A copy of the shipped example of this name.
    Example(&'a str),
}

/// Writes a new book, and gives back the files written. No file that exists is overwritten.
///
/// # Errors
/// [`Error::NotFound`] if there is no such example, [`Error::Write`] if a file exists or
/// cannot be written.
///
/// # Examples
/// ```
/// use estate_carbon::{Book, book::{Beginning, new_book}};
/// let folder = tempfile::tempdir()?;
/// new_book(&folder.path().join("mine"), Beginning::Example("minimal"))?;
/// assert_eq!(Book::open(folder.path().join("mine"))?.rows().accepted, 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn new_book(folder: &Path, beginning: Beginning<'_>) -> Result<Vec<PathBuf>, Error> {
    let files: Vec<(String, Vec<u8>)> = match beginning {
        Beginning::CoreTables => empty(|schema| !schema.method),
        Beginning::AllTables => empty(|_| true),
        Beginning::Example(name) => shipped_example(name)?,
    };
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    for folder in paths.iter().filter_map(|path| path.parent()) {
        make_folder(folder)?;
    }
    // All are drafted before one takes its name, so that a file that exists already leaves the folder as it was.
    let mut drafts = Vec::new();
    for ((_, content), path) in files.iter().zip(&paths) {
        let mut draft = Draft::new_file(path)?;
        draft.write_all(content).map_err(|source| draft.failed(source))?;
        drafts.push(draft);
    }
    drafts.into_iter().try_for_each(Draft::finish)?;
    Ok(paths)
}

/// book.toml and the headers of the tables wanted.
fn empty(wanted: fn(&Schema) -> bool) -> Vec<(String, Vec<u8>)> {
    let tables = Schema::all()
        .iter()
        .filter(|schema| wanted(schema))
        .map(|schema| (schema.file_name(), empty_table(&schema.table).into_bytes()));
    std::iter::once(("book.toml".to_owned(), manifest_template().as_bytes().to_vec())).chain(tables).collect()
}

fn shipped_example(name: &str) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let examples = examples::examples();
    let names: Vec<&str> = examples.iter().map(|e| e.name).collect();
    let hint = format!("; there is {}", names.join(" and "));
    let example = examples.into_iter().find(|e| e.name == name);
    let example = example.ok_or_else(|| Error::NotFound { what: "example", name: name.to_owned(), hint })?;
    Ok(example.files.into_iter().map(|(name, content)| (name, content.to_vec())).collect())
}
