//! What a book was read from, which is never written over.

use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::folder_of;

/// Files that were read and must stay as they are, each with the name its user knows it by.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    files: Vec<(PathBuf, String)>,
    book: Option<Book>,
}

/// Where a book reads what is there.
#[derive(Clone, Debug)]
struct Book {
    folder: PathBuf,
    /// Whether it reads a file of this name in its folder.
    reads: fn(&str) -> bool,
    /// Folders that it reads whole.
    folders: Vec<PathBuf>,
}

impl FromIterator<(PathBuf, String)> for Inputs {
    fn from_iter<T: IntoIterator<Item = (PathBuf, String)>>(inputs: T) -> Self {
        // A relative path would name another file once the program changes its working folder.
        let absolute = |(path, name): (PathBuf, String)| (std::path::absolute(&path).unwrap_or(path), name);
        Self { files: inputs.into_iter().map(absolute).collect(), book: None }
    }
}

impl Inputs {
    /// The same of a book in a folder: `reads` says whether it reads a file of a name there, and `folders` are those it
    /// reads whole, wherever they are.
    pub(crate) fn in_book(mut self, folder: &Path, reads: fn(&str) -> bool, folders: Vec<PathBuf>) -> Self {
        self.book = Some(Book { folder: folder.to_owned(), reads, folders });
        self
    }

    /// Whether a file that is not there would be an input of the book, once it is written.
    pub(super) fn would_have(&self, path: &Path) -> bool {
        let Some(book) = &self.book else { return false };
        let folder = followed(folder_of(path));
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().to_lowercase());
        folder == followed(&book.folder) && (book.reads)(&name)
            || book.folders.iter().any(|whole| folder.starts_with(followed(whole)))
    }

    /// The name of the input that is this very file. Files are compared and not spellings: `..`, capitals and hard
    /// links give one file many names.
    pub(super) fn find(&self, path: &Path) -> io::Result<Option<&str>> {
        // Who has no inputs need not be able to read the file.
        if self.files.is_empty() {
            return Ok(None);
        }
        let file = Handle::from_path(path)?;
        for (input, name) in &self.files {
            // A pipe is never the same as a file, and to open one would wait for its writer.
            if input.is_file() && Handle::from_path(input)? == file {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
}

/// A folder without links on the way; one that is not there as it is spelt.
fn followed(folder: &Path) -> PathBuf {
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}
