//! What is wrong with a datum: as many problems as there are, each with a code, a place,
//! what was expected and what to do.
//!
//! A [`Diagnostic`] is about the user's data; an [`Error`](crate::Error) says why a call
//! stopped. Pure code returns small errors that name values; the loop that walks the
//! records turns them into diagnostics by adding the place. Nothing here does I/O.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

mod code;
mod list;
mod near;
mod render;

pub use code::Code;
pub use list::Diagnostics;
pub(crate) use near::{Sought, nearest, nearest_word, same_letters};

use crate::place::Place;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The figures would be wrong or incomplete: no report without `--allow-rejected`.
    Error,
    /// The figures stand; the report carries it as a caveat.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem of one datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    message: String,
    place: Place,
    label: Option<String>,
    related: Vec<(Place, String)>,
    help: Option<String>,
    rows: u64,
    /// How many problems it stands for that are not listed; 0, where it is a problem itself.
    unlisted: u64,
}

impl Diagnostic {
    /// A problem that makes figures wrong or incomplete.
    pub fn error(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            label: None,
            related: Vec::new(),
            help: None,
            rows: 1,
            unlisted: 0,
        }
    }

    /// So many more problems of a kind, the first of them at a place: there are too many to list each.
    pub(crate) fn unlisted(code: Code, severity: Severity, place: Place, count: u64) -> Self {
        let help = "correct those above, which may have the same cause, and check again";
        let one = Self::error(code, place, "more problems of this kind, from here on").with_help(help);
        Self { severity, unlisted: count, rows: count, ..one }
    }

    /// A problem that leaves the figures standing and that the report must carry.
    pub fn warning(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// What was found or expected, shown under the cell.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What to do about it.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place that matters, and why.
    pub fn with_related(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }

    /// How many rows have this problem, where it is shown once for all of them.
    pub fn with_rows(mut self, rows: u64) -> Self {
        self.rows = rows;
        self
    }

    /// The code, `GHG` and three digits.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Error or warning.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What was found or expected in the cell.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// What to do.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Other places that matter.
    pub fn related(&self) -> &[(Place, String)] {
        &self.related
    }

    /// How many rows have the problem.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many problems it is: one, or as many as it stands for.
    pub fn count(&self) -> u64 {
        self.unlisted.max(1)
    }
}
