//! A book with nothing on disk: its tables come as frames, readers and texts.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use super::open::{self, Origin};
use super::{Book, OpenOptions};
use crate::book::Handed;
use crate::error::Error;
use crate::frame::DataFrame;
use crate::rows::{Feed, table_of_frame};
use crate::table::{Schema, Table};

/// The table that may be of any number of rows.
const ACTIVITIES: &str = "activities";

/// A book that is put together in memory, made by [`Book::builder`].
///
/// The same code reads and checks it as a folder's files: the text of book.toml, and tables of the columns that
/// docs/FORMATS.md lists. A frame's cells are read as the text that a CSV file would hold: numbers with the fewest digits
/// that give the same number back, days as ISO 8601 writes them, nulls as empty cells.
///
/// A table is called by the name that its file would have, as messages, reports and docs/FORMATS.md call it: `sites.csv`.
/// A problem of a frame names its row, counted from 1, and its column: `sites.csv (row 2, column `estate_id`)`; one of a
/// CSV text by line and character, `sites.csv:3:4`. The report is that of the same tables in a folder. Its fingerprint is
/// too, if every table is handed over as the text of its file; a frame is hashed by its cells, which are not the bytes of
/// a file.
#[derive(Clone, Default)]
#[must_use]
pub struct BookBuilder {
    manifests: Vec<Vec<u8>>,
    tables: Vec<(String, Content)>,
    activities: Feed,
    /// What could not be read of a reader, and why.
    unread: Option<(String, Arc<std::io::Error>)>,
}

#[derive(Clone)]
enum Content {
    Frame(DataFrame),
    Csv(Vec<u8>),
}

impl Book {
    /// Begins a book in memory: nothing of it need stand on a disk.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::{Book, Error, frame::polars::prelude::*, scope::Scope2Method};
    /// let manifest = r#"
    ///     name = "One estate"
    ///     period = { start = 2024-01-01, end = 2024-12-31 }
    ///     gwp = "AR6"
    ///     boundary = "estate"
    ///     estate = [{ id = "E", name = "Estate", country = "TH" }]
    /// "#;
    /// let sites = df!("site_id" => ["F1"], "name" => ["Plant"], "estate_id" => ["E"], "role" => ["factory"])?;
    /// let rows = df!(
    ///     "site_id" => ["F1", "F1"],
    ///     "start" => ["2024-01-01", "2024-02-01"],
    ///     "end" => ["2024-01-31", "2024-02-29"],
    ///     "activity" => ["purchased_electricity/grid", "purchased_electricity/grid"],
    ///     "quantity" => [52_000.0, 48_000.0],
    ///     "unit" => ["kWh", "kWh"],
    /// )?;
    /// let book = Book::builder().manifest(manifest).sites(sites.clone()).activities(rows.clone()).open()?;
    /// let power = book.account()?.headline().scope2(Scope2Method::LocationBased)?.co2e();
    /// // 100,000 kWh × 0.475 kg CO2e/kWh, by hand.
    /// assert!((power.as_tonnes() - 47.5).abs() < 1e-9);
    ///
    /// // Problems are reported as those of a folder: all of them, each at its cell.
    /// let Err(Error::Rejected(problems)) = Book::builder().manifest(manifest).sites(sites.head(Some(0))).open() else {
    ///     panic!("a book without a site and rows");
    /// };
    /// assert!(problems.render().contains("error[GHG109]: the table has a header and no rows\n  --> sites.csv\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn builder() -> BookBuilder {
        BookBuilder::default()
    }
}

impl BookBuilder {
    /// The text of book.toml, as the file would have it, once.
    pub fn manifest(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.manifests.push(text.into());
        self
    }

    /// The table `sites`.
    pub fn sites(self, frame: DataFrame) -> Self {
        self.table("sites", frame)
    }

    /// The table `factors`: the book's own, which win over all others.
    pub fn factors(self, frame: DataFrame) -> Self {
        self.table("factors", frame)
    }

    /// Activity rows. May be called again: the rows are those of all frames, called `activities.csv`, `activities/2` …
    pub fn activities(self, frame: DataFrame) -> Self {
        let name = self.next_name();
        self.activities_from(Feed::of_frame(Schema::of(ACTIVITIES), name, frame))
    }

    /// What the next rows are called, as files of a folder `activities` would be.
    fn next_name(&self) -> String {
        match self.activities.names().len() {
            0 => Schema::of(ACTIVITIES).file_name(),
            before => format!("{ACTIVITIES}/{}", before + 1),
        }
    }

    /// Activity rows from files, readers and frames, beside those handed over before.
    pub fn activities_from(mut self, rows: Feed) -> Self {
        // A feed of another table is refused by whoever opens the book, as one in the options is.
        self.activities = match self.activities.names().is_empty() {
            true => rows,
            false => self.activities.and(rows),
        };
        self
    }

    /// Any table of a book, by its name in docs/FORMATS.md, once.
    pub fn table(mut self, name: &str, frame: DataFrame) -> Self {
        if name == ACTIVITIES {
            return self.activities(frame);
        }
        self.tables.push((name.to_owned(), Content::Frame(frame)));
        self
    }

    /// Any table of a book as CSV, by its name in docs/FORMATS.md. The reader is read to its end now; that it fails is
    /// reported by [`BookBuilder::open`].
    pub fn table_from(mut self, name: &str, mut reader: impl Read) -> Self {
        let mut text = Vec::new();
        if let Err(error) = reader.read_to_end(&mut text) {
            self.unread.get_or_insert_with(|| (name.to_owned(), Arc::new(error)));
            return self;
        }
        if name == ACTIVITIES {
            let name = self.next_name();
            return self.activities_from(Feed::of_text(Schema::of(ACTIVITIES), name, text));
        }
        self.tables.push((name.to_owned(), Content::Csv(text)));
        self
    }

    /// Reads the book and checks it.
    ///
    /// # Errors
    /// As [`Book::open`]; [`Error::Read`] with what a reader said.
    pub fn open(self) -> Result<Book, Error> {
        self.open_with(&OpenOptions::new())
    }

    /// Reads the book and checks it, with options: rejected rows allowed, further factors, progress reported.
    ///
    /// # Errors
    /// As [`Book::open_with`]; [`Error::Read`] with what a reader said.
    pub fn open_with(self, options: &OpenOptions) -> Result<Book, Error> {
        let Self { manifests, tables, activities, unread } = self;
        if let Some((name, error)) = unread {
            let source = std::io::Error::new(error.kind(), error);
            return Err(Error::Read { path: PathBuf::from(name), source });
        }
        let mut handed = Handed::default();
        for text in manifests {
            handed.set_manifest(text);
        }
        for (name, content) in tables {
            add(&mut handed, name, content)?;
        }
        open::open(Origin::Memory(handed, activities), options)
    }
}

/// Reads a table that was handed over.
fn add(handed: &mut Handed, name: String, content: Content) -> Result<(), Error> {
    let Some(schema) = Schema::all().iter().find(|schema| schema.table == name) else {
        handed.add_unknown(name);
        return Ok(());
    };
    match content {
        Content::Csv(text) => handed.add(schema, Table::read(&schema.file_name(), &text, schema), blake3::hash(&text)),
        Content::Frame(frame) => {
            let read = table_of_frame(&schema.file_name(), &frame, schema);
            // A frame that was refused is in no report, so its content needs no name.
            let hash = match read.1.errors() {
                0 => Feed::of_frame(schema, name.as_str(), frame).digest().map(|(_, hash)| hash).next().transpose(),
                _ => Ok(None),
            };
            let hash = hash.map_err(|source| Error::Read { path: PathBuf::from(name), source })?;
            handed.add(schema, read, hash.unwrap_or_default());
        }
    }
    Ok(())
}
