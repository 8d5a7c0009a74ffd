//! Checks rejected rows cell by cell, and keeps their problems few and in order.
//!
//! In: the rejected rows of a part, and a table's own check of a row. Out: diagnostics. Problems in the same words
//! become one diagnostic at the first row, with the number of rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cells::each_row;
use super::decode::Decoded;
use super::open::Payload;
use super::queue::Ticket;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;
use crate::table::Row;

/// How many rows of the first part are checked cell by cell. Further rejected rows are only counted.
const LOOKED_AT: u64 = 50_000;

/// How many rejected rows of a part are checked cell by cell. The more rows lie before the part, the fewer are checked.
/// So all parts of a long table together keep little, and the rows that are shown do not depend on threads.
fn room(rows_before: u64) -> usize {
    (LOOKED_AT * LOOKED_AT / (LOOKED_AT + rows_before)) as usize
}

/// The problems found. Problems in the same words are one.
#[derive(Default)]
pub(super) struct Findings {
    by_words: BTreeMap<(Code, String, String), Diagnostic>,
    others: Vec<Diagnostic>,
    not_described: BTreeMap<u32, u64>,
}

impl Findings {
    /// Adds a problem of a file as a whole.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.others.push(diagnostic);
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let words = (diagnostic.code(), diagnostic.place().file_name().to_owned(), diagnostic.message().to_owned());
        match self.by_words.remove(&words) {
            None => self.by_words.insert(words, diagnostic),
            Some(known) => {
                let rows = known.rows() + diagnostic.rows();
                let first = if diagnostic.place() < known.place() { diagnostic } else { known };
                self.by_words.insert(words, first.with_rows(rows))
            }
        };
    }

    /// Adds what another thread found.
    pub(super) fn merge(&mut self, other: Self) {
        for diagnostic in other.by_words.into_values() {
            self.add(diagnostic);
        }
        self.others.extend(other.others);
        for (file, rows) in other.not_described {
            *self.not_described.entry(file).or_default() += rows;
        }
    }

    /// All of them, with a line for rows that were counted without being looked at.
    pub(super) fn into_diagnostics(self, names: &[Arc<str>]) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.by_words.into_values().chain(self.others).collect();
        all.extend(self.not_described.into_iter().map(|(file, rows)| {
            let place = Place::file(names.get(file as usize).cloned().unwrap_or_default());
            Diagnostic::error(
                Code::NotDescribed,
                place,
                format!("{rows} more rows were rejected and not looked at one by one"),
            )
            .with_rows(rows)
            .with_help("correct the problems above first; rejected.csv (with --allow-rejected) has every row")
        }));
        all
    }

    /// Finds what is wrong with the rejected rows of a part by `check`, which reports every problem of a row.
    ///
    /// Returns how many of the rows are blank, the leftovers of a spreadsheet, and so no rows.
    pub(super) fn describe(
        &mut self,
        ticket: &Ticket,
        decoded: &Decoded,
        rejected: &[usize],
        check: impl Fn(Row<'_>, &mut Diagnostics),
    ) -> u64 {
        if rejected.is_empty() {
            return 0;
        }
        let part = &decoded.part;
        let full: Vec<usize> = match &ticket.payload {
            Payload::Parquet(..) | Payload::Frame(_) => {
                rejected.iter().copied().filter(|index| !part.is_blank(*index)).collect()
            }
            // Blank rows of a text or a sheet never become rows of a part.
            Payload::Csv(..) | Payload::Sheet(_) => rejected.to_vec(),
        };
        let room = room(ticket.ordinal_base + part.numbers.of(0));
        let (look, rest) = full.split_at(room.min(full.len()));
        let numbers: BTreeSet<u64> = look.iter().map(|index| part.numbers.of(*index)).collect();
        let mut undescribed = rest.len() as u64;
        let mut problems = Diagnostics::default();
        each_row(
            ticket,
            || Some(part),
            &numbers,
            &mut problems,
            |row, problems| {
                let mut of_row = Diagnostics::default();
                check(row, &mut of_row);
                // A rejected row without a problem is a mistake of this program. Even then the row is reported.
                undescribed += u64::from(of_row.is_empty());
                problems.extend(of_row);
            },
        );
        if undescribed > 0 {
            *self.not_described.entry(ticket.file).or_default() += undescribed;
        }
        problems.into_iter().for_each(|problem| self.add(problem));
        (rejected.len() - full.len()) as u64
    }
}
