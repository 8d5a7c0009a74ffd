//! Reading every row of activity once: parts to threads, threads to totals.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::check::{Checker, Good};
use super::duplicates::Duplicates;
use super::finish::Finish;
use super::merge::{OfThread, merge};
use super::problems::row_problems;
use super::rules::Rules;
use super::sums::Sums;
use crate::activity::{RowRef, Totals};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::{Interval, Period};
use crate::rows::decode::{decode_all, undecodable};
use crate::rows::drive::{drive, threads};
use crate::rows::feed::Feed;
use crate::rows::locate::locate;
use crate::rows::progress::Watch;
use crate::rows::queue::{Queue, Ticket};
use crate::rows::tally::Tally;
use crate::table::told::Told;

/// What reading the rows gave.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// Exact totals of the accepted rows.
    pub totals: Totals,
    /// Every problem of rows and files.
    pub diagnostics: Diagnostics,
    /// Whether every row was read. If a file could not be read to its end, its unread rows are in no count. The totals
    /// are then not those of the book, even if rejected rows are allowed.
    pub complete: bool,
}

/// Reads every row of a feed.
///
/// Good rows are added up, and the others are located and counted: read = accepted + rejected. There are as many
/// threads as the machine has, or `POLARS_MAX_THREADS`. Their number does not change the totals.
pub fn read(feed: &Feed, rules: &Rules<'_>, watch: Option<Watch<'_>>) -> Reading {
    read_on(threads(), feed, rules, watch)
}

pub(super) fn read_on(threads: usize, feed: &Feed, rules: &Rules<'_>, watch: Option<Watch<'_>>) -> Reading {
    let queue = Mutex::new(Queue::new(feed, watch));
    let duplicates = Duplicates::new(feed);
    let workers = drive(&queue, threads, || Worker::new(rules, &duplicates), Worker::take);
    let cutting = queue.into_inner().unwrap_or_else(PoisonError::into_inner).into_outcome();
    let (mut tally, mut of_threads) = (Tally::default(), Vec::new());
    for worker in workers {
        tally.merge(worker.tally);
        let (streams, words) = worker.checker.into_streams();
        of_threads.push(OfThread { streams, words, sums: worker.sums });
    }
    let begin = |streams| Finish::new(streams, &cutting.ordinals, rules.period);
    let finish = merge(of_threads, begin, |finish, sums| finish.add(sums));
    let Finish { dimensions, streams, totals, cut_rows, .. } = finish;
    let repeated = duplicates.find(feed, threads);
    let (rows, mut diagnostics, complete) = tally.finish(cutting, feed);
    diagnostics.extend(cut_at_edge(feed, cut_rows, rules.period));
    diagnostics.extend(repeated);
    let files = feed.names();
    let totals = Totals { files, dimensions, streams, totals, rows };
    Reading { totals, diagnostics, complete }
}

/// A warning for each interval that reaches beyond the period, at its first row.
fn cut_at_edge(feed: &Feed, cut: BTreeMap<Interval, (RowRef, u64)>, period: Period) -> Vec<Diagnostic> {
    let wanted: Vec<(RowRef, &str)> = cut.values().map(|(first, _)| (*first, "start")).collect();
    let places = locate(feed, &wanted);
    let warning =
        |(interval, (first, rows)): (Interval, (RowRef, u64))| {
            let place = places.get(&(first, "start"))?.clone();
            let days = (interval.first_day(), interval.last_day());
            let message = format!("{} to {} reaches beyond the period {period}", days.0, days.1);
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
    tally: Tally,
    duplicates: &'r Duplicates,
}

impl<'r> Worker<'r> {
    fn new(rules: &'r Rules<'r>, duplicates: &'r Duplicates) -> Self {
        let (checker, sums, tally) = (Checker::new(rules), Sums::default(), Tally::default());
        Self { rules, checker, sums, tally, duplicates }
    }

    fn take(&mut self, ticket: Ticket) {
        let decoded = match decode_all(&ticket) {
            Ok(decoded) => decoded,
            Err(problem) => return self.tally.leave_unread(*problem),
        };
        let part = &decoded.part;
        let sums = &mut self.sums;
        let accept = |good: &Good<'_>| sums.add(good, |index| ticket.ordinal_base + part.numbers.of(index));
        let rejected = match self.checker.part(part, &decoded.misshapen, accept) {
            Ok(rejected) => rejected,
            Err(error) => return self.tally.leave_unread(undecodable(&ticket.name, &error.to_string())),
        };
        self.duplicates.note(part);
        // Of each part anew: what is said of a word must not depend on the parts that a thread had before.
        let told = Told::default();
        self.tally.count(&ticket, &decoded, &rejected, |row, d| row_problems(row, self.rules, &told, d));
    }
}
