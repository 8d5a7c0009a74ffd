//! What the small tables of a book are read from.

use std::path::Path;

use super::Input;
use crate::diagnostic::Diagnostics;
use crate::table::{Schema, Table};

/// A folder, or tables that a program hands over. What is missing, and what is there twice or unread, is reported by it;
/// what stands in the tables is read by one code, wherever they come from.
pub(super) trait Shelf {
    /// The text of book.toml; `None` after a report.
    fn manifest(&mut self, d: &mut Diagnostics) -> Option<Vec<u8>>;

    /// The folder that paths of book.toml are seen from, if there is one.
    fn folder(&self) -> Option<&Path>;

    /// The table of a schema; `None` if there is none, which is reported if the book needs it.
    fn table(&mut self, schema: &'static Schema, d: &mut Diagnostics) -> Option<Table>;

    /// A table whose rows may be spread over files.
    fn tables(&mut self, schema: &'static Schema, d: &mut Diagnostics) -> Vec<Table>;

    /// Reports what looks like a table of the book and is not read.
    fn report_unread(&self, d: &mut Diagnostics);

    /// Each input that was read, in the order of the names.
    fn take_inputs(&mut self) -> Vec<Input>;
}
