//! Reading every row once: parts to threads, threads to totals.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::check::{Accepted, Checker};
use super::columns::{Column, Part, RowNumbers};
use super::diagnose::{Findings, diagnose};
use super::duplicates::Duplicates;
use super::line::RawLine;
use super::locate::locate;
use super::moment::When;
use super::queue::{Ordinals, Payload, Queue, Ticket, first_line};
use super::source::Source;
use super::totals::{Sums, finish, is_cut, merge};
use super::{Rules, Watch, csv};
use crate::activity::{RowCounts, RowRef, Totals};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Interval;
use crate::source::Place;
use crate::table::{Table, text};

/// What reading the rows gave.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Exact totals of the accepted rows.
    pub totals: Totals,
    /// Everything wrong with rows and files.
    pub diagnostics: Diagnostics,
}

/// Reads every row of a source.
///
/// Good rows are totalled, the others located and counted: read = accepted + rejected.
/// Threads: the machine's, or `POLARS_MAX_THREADS`; their number leaves no trace in the totals.
pub fn read(source: &Source, rules: &Rules<'_>, watch: Option<Watch<'_>>) -> Reading {
    let queue = Mutex::new(Queue::new(source, watch));
    let duplicates = Duplicates::new(source);
    let workers = drive(&queue, || Worker::new(rules, &duplicates), Worker::take);
    let mut counts = RowCounts::default();
    let (mut findings, mut sums) = (Findings::default(), Vec::new());
    for worker in workers {
        counts.read += worker.read;
        counts.rejected += worker.rejected;
        findings.merge(worker.findings);
        sums.push((worker.checker.into_lines(), worker.sums));
    }
    let (lines, sums) = merge(sums);
    let (mut diagnostics, files, misshapen) = queue.into_inner().unwrap_or_else(PoisonError::into_inner).into_parts();
    counts.read += misshapen;
    counts.rejected += misshapen;
    counts.accepted = counts.read - counts.rejected;
    let names = source.names();
    diagnostics.extend(source.unread());
    diagnostics.extend(cut_rows(source, &lines, &sums, rules, &files));
    diagnostics.extend(findings.into_diagnostics(&names));
    diagnostics.extend(duplicates.find(source));
    let empty = names.first().filter(|_| counts.read == 0 && diagnostics.is_empty());
    if let Some(name) = empty {
        let place = Place::file(name.clone());
        diagnostics.push(
            Diagnostic::error(Code::NoRows, place, "the table has a header and no rows")
                .with_help("add a row below the header"),
        );
    }
    let (lines, totals) = finish(lines, &sums, &files, rules.period);
    Reading { totals: Totals { files: names, lines, totals, rows: counts }, diagnostics }
}

/// Gives tickets to as many threads as there are, until none is left. A thread that fails is
/// a problem of the file it was at: its rows would otherwise be missing in silence.
pub(super) fn drive<'q, W: Send>(
    queue: &Mutex<Queue<'q>>,
    make: impl Fn() -> W + Sync,
    take: impl Fn(&mut W, Ticket) + Sync,
) -> Vec<W> {
    let lock = || queue.lock().unwrap_or_else(PoisonError::into_inner);
    let run = || {
        let mut worker = make();
        loop {
            let next = catch_unwind(AssertUnwindSafe(|| lock().next()));
            let Ok(ticket) = next else {
                let place = lock().current();
                lock().problems.push(undecodable(&place, "its content makes the program fail"));
                return worker;
            };
            let Some(ticket) = ticket else { return worker };
            let name = ticket.name.clone();
            if catch_unwind(AssertUnwindSafe(|| take(&mut worker, ticket))).is_err() {
                lock().problems.push(undecodable(&name, "its content makes the program fail"));
            }
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads()).map(|_| scope.spawn(run)).collect();
        let joined: Vec<_> = threads.into_iter().map(|thread| thread.join()).collect();
        if joined.iter().any(Result::is_err) {
            let place = lock().current();
            lock().problems.push(undecodable(&place, "a thread of the program failed"));
        }
        joined.into_iter().filter_map(Result::ok).collect()
    })
}

/// The machine's threads, or as many as polars is told to use.
fn threads() -> usize {
    let told = std::env::var("POLARS_MAX_THREADS").ok().and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    told.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}

/// Rows that reach beyond the period, a warning for each interval at its first row.
fn cut_rows(source: &Source, lines: &[RawLine], sums: &Sums, rules: &Rules<'_>, files: &Ordinals) -> Vec<Diagnostic> {
    let mut cut: BTreeMap<Interval, (RowRef, u64)> = BTreeMap::new();
    for (line, (first, rows)) in lines.iter().zip(sums.rows_of_lines(lines.len())) {
        let When::Crossing(interval) = line.when else { continue };
        if is_cut(interval, rules.period) && rows > 0 {
            let first = files.row(first);
            let known = cut.entry(interval).or_insert((first, 0));
            *known = (known.0.min(first), known.1 + rows);
        }
    }
    let wanted: Vec<(RowRef, &str)> = cut.values().map(|(first, _)| (*first, "start")).collect();
    let places = locate(source, &wanted);
    let warning =
        |(interval, (first, rows)): (Interval, (RowRef, u64))| {
            let place = places.get(&(first, "start"))?.clone();
            let days = (interval.first_day(), interval.last_day());
            let message = format!("{} to {} reaches beyond the period {}", days.0, days.1, rules.period);
            Some(Diagnostic::warning(Code::CutAtPeriodEdge, place, message).with_rows(rows).with_help(
                "the share of its days inside is counted; check that the neighbouring year's book has the rest",
            ))
        };
    cut.into_iter().filter_map(warning).collect()
}

/// One thread's work.
struct Worker<'r> {
    rules: &'r Rules<'r>,
    checker: Checker<'r>,
    sums: Sums,
    findings: Findings,
    duplicates: &'r Duplicates,
    read: u64,
    rejected: u64,
}

impl<'r> Worker<'r> {
    fn new(rules: &'r Rules<'r>, duplicates: &'r Duplicates) -> Self {
        Self {
            rules,
            checker: Checker::new(rules),
            sums: Sums::default(),
            findings: Findings::default(),
            duplicates,
            read: 0,
            rejected: 0,
        }
    }

    fn take(&mut self, ticket: Ticket) {
        let decoded = match decode(&ticket, &Column::ALL) {
            Ok(decoded) => decoded,
            Err(problem) => return self.findings.push(*problem),
        };
        let part = &decoded.part;
        let sums = &mut self.sums;
        let accept = |rows: &[Accepted]| sums.add(rows, |index| ticket.ordinal_base + part.numbers.of(index));
        let rejected = match self.checker.part(part, &decoded.misshapen, accept) {
            Ok(rejected) => rejected,
            Err(error) => return self.findings.push(undecodable(&ticket.name, &error.to_string())),
        };
        self.duplicates.note(part);
        self.read += part.height as u64;
        let described = diagnose(&ticket, &decoded, &rejected, self.rules, &mut self.findings);
        // A row that turns out to be blank, the leftovers of a spreadsheet, is no row.
        self.read -= described.blank;
        self.rejected += rejected.len() as u64 - described.blank;
    }
}

/// A ticket's rows as columns.
pub(super) struct Decoded {
    pub(super) part: Part,
    /// Indices of rows of the wrong shape.
    pub(super) misshapen: Vec<usize>,
    /// Lines of the rows, where a row may be several lines; found when first asked for.
    lines: OnceCell<Vec<u64>>,
}

impl Decoded {
    fn new(part: Part, misshapen: Vec<usize>) -> Self {
        Self { part, misshapen, lines: OnceCell::new() }
    }

    /// The line of text a row begins in; a Parquet file's record.
    pub(super) fn line_of(&self, ticket: &Ticket, index: usize) -> u64 {
        let number = self.part.numbers.of(index);
        match &ticket.payload {
            Payload::Csv(chunk, _) if !chunk.is_even() => {
                let read = || text::lines_with_content(&String::from_utf8_lossy(&chunk.bytes), chunk.beginning());
                self.lines.get_or_init(read).get(index).copied().unwrap_or(chunk.line)
            }
            Payload::Csv(chunk, _) => chunk.line + (number - chunk.row),
            Payload::Parquet(..) | Payload::Sheet(_) => number,
        }
    }
}

/// Turns a ticket into polars columns.
///
/// # Errors
/// A diagnostic if the bytes are not text, or the pages are damaged.
pub(super) fn decode(ticket: &Ticket, wanted: &[Column]) -> Result<Decoded, Box<Diagnostic>> {
    match &ticket.payload {
        Payload::Csv(chunk, header) => {
            let content = std::str::from_utf8(&chunk.bytes).map_err(|error| {
                Box::new(text::not_utf8(&ticket.name, &chunk.bytes, error.valid_up_to(), chunk.line))
            })?;
            let parsed = csv::parse(ticket.file, chunk, content, header);
            Ok(Decoded::new(parsed.part, parsed.misshapen))
        }
        Payload::Parquet(path, run) => run
            .decode(path, ticket.file, wanted)
            .map(|part| Decoded::new(part, Vec::new()))
            .map_err(|error| Box::new(undecodable(&ticket.name, &error.to_string()))),
        Payload::Sheet(table) => Ok(Decoded::new(sheet_part(ticket.file, table), Vec::new())),
    }
}

fn undecodable(name: &str, error: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableTable,
        Place::file(name),
        format!("the file cannot be read to its end: {}", first_line(error)),
    )
    .with_help("write the file again; a download or copy may have stopped half-way")
}

/// A sheet's rows as columns of text.
fn sheet_part(file: u32, table: &Table) -> Part {
    let rows: Vec<_> = table.rows().collect();
    let numbers = rows.iter().map(|row| row.sheet_row()).collect();
    let mut part = Part::new(file, RowNumbers::Each(numbers), rows.len());
    for column in Column::ALL.into_iter().filter(|c| table.has(c.name())) {
        let texts: polars::prelude::StringChunked = rows.iter().map(|row| row.text(column.name())).collect();
        part.set(column, polars::prelude::IntoSeries::into_series(texts));
    }
    part
}
