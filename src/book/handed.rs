//! The small tables of a book that a program hands over, so that nothing need stand on a disk.

use std::path::Path;

use super::folder::{MANIFEST, NOT_YET_READ};
use super::shelf::Shelf;
use super::{Input, Tables};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::place::Place;
use crate::table::{Schema, Table};

/// book.toml and tables, in memory.
#[derive(Default)]
pub(crate) struct Handed {
    manifest: Option<Vec<u8>>,
    /// Whether there is another text of book.toml.
    has_two: bool,
    tables: Vec<HandedTable>,
    /// Names under which something was handed over that is no table of a book.
    unknown: Vec<String>,
    inputs: Vec<Input>,
}

/// One table as its reader left it.
struct HandedTable {
    schema: &'static Schema,
    table: Table,
    found: Diagnostics,
    input: Input,
}

impl Handed {
    /// Sets the text of book.toml.
    pub(crate) fn set_manifest(&mut self, text: Vec<u8>) {
        self.has_two |= self.manifest.replace(text).is_some();
    }

    /// Adds a table: what its reader found wrong with it, and the hash of its content.
    pub(crate) fn add(
        &mut self,
        schema: &'static Schema,
        (table, found): (Table, Diagnostics),
        hash: impl Into<blake3::Hash>,
    ) {
        let input = Input { name: table.file_name().to_owned(), path: None, hash: hash.into() };
        self.tables.push(HandedTable { schema, table, found, input });
    }

    /// Notes that something was handed over under a name that no table has.
    pub(crate) fn add_unknown(&mut self, name: String) {
        self.unknown.push(name);
    }
}

impl Shelf for Handed {
    fn manifest(&mut self, d: &mut Diagnostics) -> Option<Vec<u8>> {
        let Some(text) = self.manifest.take() else {
            let missing = Diagnostic::error(Code::MissingTable, Place::file(MANIFEST), "the book has no book.toml");
            d.push(missing.with_help("hand over its text, as a file of that name would have it"));
            return None;
        };
        if self.has_two {
            let twice = Diagnostic::error(Code::TwoTables, Place::file(MANIFEST), "book.toml is handed over twice");
            d.push(twice.with_help("hand it over once"));
        }
        self.inputs.push(Input { name: MANIFEST.to_owned(), path: None, hash: blake3::hash(&text) });
        Some(text)
    }

    fn folder(&self) -> Option<&Path> {
        None
    }

    fn table(&mut self, schema: &'static Schema, d: &mut Diagnostics) -> Option<Table> {
        let of_schema = self.tables.extract_if(.., |handed| handed.schema.table == schema.table);
        let mut found = of_schema.collect::<Vec<_>>().into_iter();
        let Some(first) = found.next() else {
            if schema.required {
                let message = format!("the book has no table `{}`", schema.table);
                let missing = Diagnostic::error(Code::MissingTable, Place::file(schema.file_name()), message);
                d.push(missing.with_help(format!("hand it over: {}", schema.text)));
            }
            return None;
        };
        for second in found {
            let message = format!("the table `{}` is handed over twice", schema.table);
            let twice = Diagnostic::error(Code::TwoTables, Place::file(second.input.name), message);
            d.push(twice.with_help("hand it over once, with the rows of both if both are meant"));
        }
        d.extend(first.found);
        self.inputs.push(first.input);
        Some(first.table)
    }

    fn tables(&mut self, schema: &'static Schema, d: &mut Diagnostics) -> Vec<Table> {
        self.table(schema, d).into_iter().collect()
    }

    fn report_unread(&self, d: &mut Diagnostics) {
        for name in &self.unknown {
            let not_yet = NOT_YET_READ.contains(&name.as_str());
            let message = match not_yet {
                true => format!("this version of the program does not read the table `{name}`"),
                false => format!("`{name}` is not a table of a book"),
            };
            let help = match nearest(name, Schema::all().iter().map(|schema| schema.table.as_str())) {
                Some(meant) if !not_yet => format!("did you mean `{meant}`?"),
                _ => "hand over the tables that docs/FORMATS.md lists, by their names there".to_owned(),
            };
            d.push(Diagnostic::error(Code::UnreadTable, Place::file(name.as_str()), message).with_help(help));
        }
    }

    fn take_inputs(&mut self) -> Vec<Input> {
        let mut inputs = std::mem::take(&mut self.inputs);
        inputs.sort_by(|a, b| a.name.cmp(&b.name));
        inputs
    }
}

/// Reads the small tables of a book that was handed over, as [`super::read`] does those of a folder.
pub(crate) fn read_handed(handed: Handed, factor_folders: &[std::path::PathBuf]) -> (Option<Tables>, Diagnostics) {
    super::read_shelf(handed, factor_folders, Diagnostics::default())
}
