//! How a book is opened.

use std::path::PathBuf;
use std::sync::Arc;

use crate::rows::{Feed, Progress};

/// What becomes of a book with errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rejected {
    /// It gives no accounts.
    #[default]
    Refuse,
    /// The rows that can be accounted are; the others are counted and listed.
    Allow,
}

/// How a book is opened.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OpenOptions {
    pub(super) rejected: Rejected,
    pub(super) factors: Vec<PathBuf>,
    pub(super) activities: Option<Feed>,
    pub(super) progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

impl OpenOptions {
    /// Errors refuse the book; progress is not reported.
    pub fn new() -> Self {
        Self::default()
    }

    /// What becomes of a book with errors.
    pub fn with_rejected(mut self, rejected: Rejected) -> Self {
        self.rejected = rejected;
        self
    }

    /// Reads a folder of factors too: a set with its factors.csv, or a folder of sets. It comes
    /// after the book's own factors and before the built-in ones, and after folders given before.
    pub fn with_factors(mut self, folder: impl Into<PathBuf>) -> Self {
        self.factors.push(folder.into());
        self
    }

    /// Reads the activity rows from here, whatever the book's folder has of them: frames, readers and files, as
    /// [`Feed`] takes them.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::{Book, OpenOptions, rows::Feed, table::Schema};
    /// let rows = "site_id,start,end,activity,quantity,unit,basis\n\
    ///     F1,2024-01-01,2024-01-31,stationary_combustion/natural_gas,100,GJ,net\n";
    /// let feed = Feed::of_reader(Schema::of("activities"), "meters", rows.as_bytes())?;
    /// let book = Book::open_with("datasets/books/minimal", &OpenOptions::new().with_activities(feed))?;
    /// assert_eq!(book.rows().accepted, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_activities(mut self, rows: Feed) -> Self {
        self.activities = Some(rows);
        self
    }

    /// Who hears how far reading has come, from any thread.
    pub fn with_progress(mut self, watch: Arc<dyn Fn(Progress) + Send + Sync>) -> Self {
        self.progress = Some(watch);
        self
    }
}
