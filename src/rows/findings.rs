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
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::place::Place;
use crate::table::Row;

/// How many rows of the first part are checked cell by cell. Further rejected rows are only counted.
const LOOKED_AT: u64 = 50_000;

/// How many rejected rows of a part are checked cell by cell. The more rows lie before the part, the fewer are checked.
/// So all parts of a long table together keep little, and the rows that are shown do not depend on threads.
fn room(rows_before: u64) -> usize {
    (LOOKED_AT * LOOKED_AT / (LOOKED_AT + rows_before)) as usize
}

/// How many problems of one kind in words of their own are kept of the first part; of later ones, fewer in the same way.
const KEPT: u64 = 1_000;

/// How many of one kind are kept of a part.
fn kept(rows_before: u64) -> usize {
    (KEPT * LOOKED_AT / (LOOKED_AT + rows_before)) as usize
}

/// The problems found. Problems in the same words are one.
#[derive(Default)]
pub(super) struct Findings {
    by_words: BTreeMap<(Code, String, String), Diagnostic>,
    /// Further problems in other words, by kind and file: where the first of them stands and how many they are.
    unlisted: BTreeMap<(Severity, Code, String), (Place, u64)>,
    others: Vec<Diagnostic>,
    not_described: BTreeMap<u32, u64>,
}

impl Findings {
    /// Adds a problem of a file as a whole.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.others.push(diagnostic);
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let words = words(&diagnostic);
        match self.by_words.remove(&words) {
            None => self.by_words.insert(words, diagnostic),
            Some(known) => {
                let rows = known.rows() + diagnostic.rows();
                let first = if diagnostic.place() < known.place() { diagnostic } else { known };
                self.by_words.insert(words, first.with_rows(rows))
            }
        };
    }

    fn leave_out(&mut self, kind: (Severity, Code, String), place: Place, count: u64) {
        match self.unlisted.get_mut(&kind) {
            None => drop(self.unlisted.insert(kind, (place, count))),
            Some((first, known)) => {
                *known += count;
                if place < *first {
                    *first = place;
                }
            }
        }
    }

    /// Adds what another thread found.
    pub(super) fn merge(&mut self, other: Self) {
        for diagnostic in other.by_words.into_values() {
            self.add(diagnostic);
        }
        for (kind, (place, count)) in other.unlisted {
            self.leave_out(kind, place, count);
        }
        self.others.extend(other.others);
        for (file, rows) in other.not_described {
            *self.not_described.entry(file).or_default() += rows;
        }
    }

    /// All of them, with a line for rows that were counted without being looked at.
    pub(super) fn into_diagnostics(self, names: &[Arc<str>]) -> Vec<Diagnostic> {
        let mut listed: Vec<Diagnostic> = self.by_words.into_values().collect();
        // The first are listed, whatever their words.
        listed.sort_by(|a, b| (a.place(), a.code(), a.message()).cmp(&(b.place(), b.code(), b.message())));
        let unlisted = self
            .unlisted
            .into_iter()
            .map(|((severity, code, _), (place, count))| Diagnostic::unlisted(code, severity, place, count));
        let mut all: Vec<Diagnostic> = listed.into_iter().chain(unlisted).chain(self.others).collect();
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
        let before = ticket.ordinal_base + part.numbers.of(0);
        let (look, rest) = full.split_at(room(before).min(full.len()));
        let numbers: BTreeSet<u64> = look.iter().map(|index| part.numbers.of(*index)).collect();
        let mut undescribed = rest.len() as u64;
        let mut of_part = OfPart { kept: kept(before), ..OfPart::default() };
        let mut misshapen = Diagnostics::default();
        each_row(
            ticket,
            || Some(part),
            &numbers,
            &mut misshapen,
            |row, _| {
                let mut of_row = Diagnostics::default();
                check(row, &mut of_row);
                // A rejected row without a problem is a mistake of this program. Even then the row is reported.
                undescribed += u64::from(of_row.is_empty());
                of_row.into_iter().for_each(|problem| of_part.add(problem));
            },
        );
        misshapen.into_iter().for_each(|problem| of_part.add(problem));
        self.merge(of_part.found);
        if undescribed > 0 {
            *self.not_described.entry(ticket.file).or_default() += undescribed;
        }
        (rejected.len() - full.len()) as u64
    }
}

/// The words by which problems are the same.
fn words(diagnostic: &Diagnostic) -> (Code, String, String) {
    (diagnostic.code(), diagnostic.place().file_name().to_owned(), diagnostic.message().to_owned())
}

/// What is found in one part. It depends on the part alone, whichever thread has it and whatever that had before.
#[derive(Default)]
struct OfPart {
    found: Findings,
    /// How many of one kind are kept.
    kept: usize,
    of_kind: BTreeMap<(Severity, Code), usize>,
}

impl OfPart {
    fn add(&mut self, problem: Diagnostic) {
        let kind = (problem.severity(), problem.code());
        let of_kind = self.of_kind.entry(kind).or_default();
        if problem.count() == 1 && (*of_kind < self.kept || self.found.by_words.contains_key(&words(&problem))) {
            let before = self.found.by_words.len();
            self.found.add(problem);
            *of_kind += self.found.by_words.len() - before;
        } else {
            let file = problem.place().file_name().to_owned();
            self.found.leave_out((kind.0, kind.1, file), problem.place().clone(), problem.count());
        }
    }
}
