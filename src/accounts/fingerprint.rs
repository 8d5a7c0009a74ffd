//! The name of what a report was made from.

use std::path::{Path, PathBuf};

use crate::book::Tables;
use crate::error::Error;
use crate::rows::Feed;

pub(super) fn hashing_failed(folder: Option<&Path>) -> Error {
    let source = std::io::Error::other("the activity rows could not be hashed");
    Error::Read { path: folder.unwrap_or(Path::new("activities")).to_owned(), source }
}

/// Names the inputs, the built-in sets and the program's version: the same for the same
/// inputs, whatever else.
pub(super) fn fingerprint(tables: &Tables, feed: &Feed) -> Result<String, Error> {
    let mut all = blake3::Hasher::new();
    all.update(env!("CARGO_PKG_VERSION").as_bytes());
    // Each table is hashed by itself, so that no text can move from one into the next unseen.
    for bytes in crate::shipped::tables() {
        all.update(blake3::hash(bytes).as_bytes());
    }
    for input in &tables.inputs {
        all.update(input.name.as_bytes()).update(input.hash.as_bytes());
    }
    for (name, hash) in feed.digest() {
        let hash = hash.map_err(|source| Error::Read { path: PathBuf::from(&*name), source })?;
        all.update(name.as_bytes()).update(&hash);
    }
    Ok(format!("blake3:{}", all.finalize().to_hex()))
}
