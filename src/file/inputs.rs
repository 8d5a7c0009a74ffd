//! What a book was read from, which is never written over.

use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::folder_of;

/// Files that were read and must stay as they are, each with the name its user knows it by.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    files: Vec<(PathBuf, String)>,
    /// The folder of the book, and what it reads there.
    book: Option<(PathBuf, Reads)>,
}

/// Whether a book reads a file, by its path in the folder of the book.
pub(crate) type Reads = fn(&Path) -> bool;

impl FromIterator<(PathBuf, String)> for Inputs {
    fn from_iter<T: IntoIterator<Item = (PathBuf, String)>>(inputs: T) -> Self {
        // A relative path would name another file once the program changes its working folder.
        let absolute = |(path, name): (PathBuf, String)| (std::path::absolute(&path).unwrap_or(path), name);
        Self { files: inputs.into_iter().map(absolute).collect(), book: None }
    }
}

impl Inputs {
    /// The same of a book in a folder, with what tells whether the book reads a file, by its path in the folder.
    pub(crate) fn in_book(mut self, folder: &Path, reads: Reads) -> Self {
        self.book = folder.canonicalize().ok().map(|folder| (folder, reads));
        self
    }

    /// Whether a file that is not there would be an input of the book, once it is written.
    pub(super) fn would_have(&self, path: &Path) -> bool {
        let Some((book, reads)) = &self.book else { return false };
        let (Ok(folder), Some(name)) = (folder_of(path).canonicalize(), path.file_name()) else { return false };
        folder.join(name).strip_prefix(book).is_ok_and(reads)
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
