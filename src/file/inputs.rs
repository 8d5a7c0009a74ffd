//! The files that a book was read from. They are never overwritten.

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

/// The folders that a book reads. A file that is written there may become an input.
#[derive(Clone, Debug)]
struct Book {
    folder: PathBuf,
    /// Whether it reads a file of this name in its folder.
    reads: fn(&str) -> bool,
    /// Folders that it reads as a whole.
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
    /// These inputs, with the folder of their book. `reads` says whether the book reads a file of a given name in its
    /// folder. `folders` are the folders that the book reads as a whole, wherever they are.
    pub(crate) fn in_book(mut self, folder: &Path, reads: fn(&str) -> bool, folders: Vec<PathBuf>) -> Self {
        self.book = Some(Book { folder: folder.to_owned(), reads, folders });
        self
    }

    /// Whether a file that does not exist yet would be an input of the book once it is written.
    pub(super) fn would_have(&self, path: &Path) -> bool {
        let Some(book) = &self.book else { return false };
        let folder = followed(folder_of(path));
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().to_lowercase());
        folder == followed(&book.folder) && (book.reads)(&name)
            || book.folders.iter().any(|whole| folder.starts_with(followed(whole)))
    }

    /// The name of the input that is this file. The files are compared, not the spellings of their paths: `..`,
    /// capitals and hard links give one file many names.
    pub(super) fn find(&self, path: &Path) -> io::Result<Option<&str>> {
        // Without inputs there is nothing to compare, so the file need not be readable.
        if self.files.is_empty() {
            return Ok(None);
        }
        let file = Handle::from_path(path)?;
        for (input, name) in &self.files {
            // A pipe is never the same as a file, and opening one would wait for its writer.
            if input.is_file() && Handle::from_path(input)? == file {
                return Ok(Some(name));
            }
        }
        Ok(None)
    }
}

/// The path of a folder with its links resolved. A folder that does not exist keeps its path as spelt.
fn followed(folder: &Path) -> PathBuf {
    folder.canonicalize().or_else(|_| std::path::absolute(folder)).unwrap_or_else(|_| folder.to_owned())
}
