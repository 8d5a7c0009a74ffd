//! Why a call stopped.

use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::inventory::NotReported;

/// Why a call stopped. Problems in the user's data are in [`Error::Rejected`], all of them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}", path = path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The book has errors; every one is in the collection.
    #[error("{}", .0.headline())]
    Rejected(Diagnostics),
    /// A figure the statement does not have.
    #[error(transparent)]
    NotReported(#[from] NotReported),
    /// Something asked for by name does not exist.
    #[error("there is no {what} `{name}`{hint}")]
    NotFound {
        /// What sort of thing.
        what: &'static str,
        /// The name asked for.
        name: String,
        /// A suggestion, or nothing.
        hint: String,
    },
    /// A table operation failed.
    #[error("cannot build a table while {doing}")]
    Frame {
        /// What was being done.
        doing: &'static str,
        /// What the table library said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
