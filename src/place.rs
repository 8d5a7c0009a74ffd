//! Where a datum stands: file, line, column and spreadsheet cell.
//!
//! The code that reads a table makes a [`Place`], which travels with every value and [`Diagnostic`](crate::Diagnostic),
//! so that a problem found three stages later still points at the cell a person can open. Nothing here reads a file.

#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

use std::fmt;
use std::num::{NonZeroU32, NonZeroU64};
use std::sync::Arc;

/// The place of a datum in the user's input.
///
/// # Examples
/// ```
/// use estate_carbon::place::Place;
/// let place = Place::file("activities.csv").at_line(17).at_cell(4, 17).in_field("unit");
/// assert_eq!(place.to_string(), "activities.csv:17 (cell D17, column `unit`)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    file: Arc<str>,
    line: Option<NonZeroU64>,
    column: Option<NonZeroU32>,
    cell: Option<(NonZeroU32, u64)>,
    /// A row of a frame, which has no cells as a spreadsheet has.
    frame_row: Option<NonZeroU64>,
    field: Option<Arc<str>>,
    /// Boxed, because a book may keep a million places and shows few of them.
    excerpt: Option<Box<Excerpt>>,
}

/// The line of text a place points into, and the part of it that the place marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Excerpt {
    text: Box<str>,
    width: u32,
}

/// Longest excerpt kept of a line, in characters: a line may be megabytes long.
const EXCERPT_MAX: usize = 160;

impl Place {
    /// A whole file or folder, named as the user would name it (relative to the book).
    pub fn file(name: impl Into<Arc<str>>) -> Self {
        Self { file: name.into(), line: None, column: None, cell: None, frame_row: None, field: None, excerpt: None }
    }

    /// The same file at a line of text, counted from 1; 0 names none.
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = NonZeroU64::new(line);
        self
    }

    /// The same line at a character, counted from 1; 0 names none.
    pub fn at_column(mut self, column: u32) -> Self {
        self.column = NonZeroU32::new(column);
        self
    }

    /// The spreadsheet cell: column and row as a spreadsheet counts them, from 1; column 0 names none.
    pub fn at_cell(mut self, column: u32, row: u64) -> Self {
        self.cell = NonZeroU32::new(column).map(|column| (column, row));
        self
    }

    /// The row of a frame, from 1; 0 names none. No header stands above it, so it is not the row of a spreadsheet.
    pub fn at_frame_row(mut self, row: u64) -> Self {
        self.frame_row = NonZeroU64::new(row);
        self
    }

    /// The name of the table's column.
    pub fn in_field(mut self, field: impl Into<Arc<str>>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The text of the line, and how many of its characters the place marks.
    pub fn with_excerpt(mut self, text: &str, width: u32) -> Self {
        let first = text.split(['\r', '\n']).next().unwrap_or_default();
        let mut text: String = first.chars().take(EXCERPT_MAX).collect();
        if first.chars().nth(EXCERPT_MAX).is_some() {
            text.push('…');
        }
        self.excerpt = Some(Box::new(Excerpt { text: text.into(), width }));
        self
    }

    /// The file's name.
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// The line of text, counted from 1.
    pub fn line(&self) -> Option<u64> {
        self.line.map(NonZeroU64::get)
    }

    /// The character in the line, counted from 1.
    pub fn column(&self) -> Option<u32> {
        self.column.map(NonZeroU32::get)
    }

    /// The spreadsheet cell, such as `D17`.
    pub fn cell(&self) -> Option<String> {
        self.cell.map(|(column, row)| format!("{}{row}", column_letters(column.get())))
    }

    /// The row as a spreadsheet counts, or of a frame, where that is known, else the line of text.
    pub fn row(&self) -> Option<u64> {
        self.cell.map(|(_, row)| row).or(self.frame_row.map(NonZeroU64::get)).or(self.line())
    }

    /// The table's column.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The line of text and the number of characters that the place marks, where they are known.
    pub fn excerpt(&self) -> Option<(&str, u32)> {
        self.excerpt.as_ref().map(|e| (&*e.text, e.width))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if let Some(row) = self.frame_row {
            return match &self.field {
                Some(field) => write!(f, " (row {row}, column `{field}`)"),
                None => write!(f, " (row {row})"),
            };
        }
        match (self.cell(), &self.field) {
            (Some(cell), Some(field)) => write!(f, " (cell {cell}, column `{field}`)"),
            (Some(cell), None) => write!(f, " (cell {cell})"),
            (None, Some(field)) => write!(f, " (`{field}`)"),
            (None, None) => Ok(()),
        }
    }
}

/// The letters a spreadsheet gives a column counted from 1: `A`, `Z`, `AA`.
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_columns_are_lettered_as_spreadsheets_do() {
        for (number, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(column_letters(number), letters);
        }
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        let place = Place::file("f").with_excerpt(&"x".repeat(1_000_000), 1);
        let (text, _) = place.excerpt().expect("just set");
        assert_eq!(text.chars().count(), EXCERPT_MAX + 1);
        let place = Place::file("f").with_excerpt("a,\"b\nc\"", 1);
        assert_eq!(place.excerpt().map(|e| e.0), Some("a,\"b"));
    }
}
