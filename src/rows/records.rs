//! The rows of any table in the order of its files. This is for tables with consecutive rows, such as the hours of a
//! battery.
//!
//! In: a feed, and a function that makes a value of a good row. Out: the values, to one consumer, in order, and every
//! problem with its place. All threads decode; only the values wait for their turn.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::decode::{decode_all, undecodable};
use super::drive::threads;
use super::feed::Feed;
use super::misfits::by_schema;
use super::ordered::in_order;
use super::part::ColumnKey;
use super::progress::Watch;
use super::queue::{Queue, Ticket};
use super::record::{Reader, Record};
use super::tally::Tally;
use crate::activity::RowCounts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::table::{Row, Schema};

/// Why a row is refused although each of its cells is as the schema has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    column: usize,
    code: Code,
    message: String,
    help: String,
}

impl Refusal {
    /// A problem of a column's cell: what is wrong, and what to do.
    pub fn of(column: impl ColumnKey, code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { column: column.index(), code, message: message.into(), help: help.into() }
    }
}

/// The outcome of reading the rows of a table, apart from the values made of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// How many rows there were.
    pub rows: RowCounts,
    /// Every problem of rows and files.
    pub diagnostics: Diagnostics,
    /// False if rows were left unread or the consumer broke off. The counts and problems then cover only the parts that
    /// were read.
    pub complete: bool,
}

/// Reads every row of a table and hands over the values that `make` returns for the good rows, in the order of the
/// files.
///
/// A row is good if its cells fit the schema and `make` does not refuse it. Every other row is located and counted.
/// `make` runs on all threads, and a second time on a row that it refused. `take` gets the values of one part at a
/// time, on the calling thread, until it breaks off. At most two parts for each thread wait for their turn. After a
/// part that cannot be read nothing more is handed over, because the later rows would seem to follow the earlier ones
/// directly. The remaining rows are still checked. The same holds after a file that cannot be opened or read to its
/// end.
pub fn records<T: Send>(
    feed: &Feed,
    watch: Option<Watch<'_>>,
    make: impl Fn(&Record<'_>) -> Result<T, Refusal> + Sync,
    take: impl FnMut(Vec<T>) -> ControlFlow<()>,
) -> Outcome {
    records_on(threads(), feed, watch, make, take)
}

/// As [`records`], but hands over runs: consecutive values with the same id.
///
/// The runs of one id come in the order of the files. An id may come again, because its rows need not stand together,
/// and a long run comes in pieces where a part ends: a consumer must keep its state of an id between runs.
///
/// # Examples
/// ```
/// use std::collections::BTreeMap;
/// use estate_carbon::rows::{Feed, runs};
/// use estate_carbon::table::Schema;
///
/// // Columns are named by their place in the schema: fuel, region, then megajoules per kilogram.
/// let text = "fuel,region,net_mj_per_kg,source\nlpg,TH,47.3,a\nlpg,JP,50.8,b\ncoal,TH,26.4,a\nlpg,AU,49.6,c\n";
/// let feed = Feed::of_reader(Schema::of("fuels"), "fuels.csv", text.as_bytes())?;
/// let mut sums = BTreeMap::new();
/// let outcome = runs(
///     &feed,
///     None,
///     |row| Ok((row.text(0).unwrap_or_default().to_owned(), row.number(2).unwrap_or_default())),
///     |(fuel, _)| fuel.clone(),
///     |run| run.iter().for_each(|(fuel, energy)| *sums.entry(fuel.clone()).or_insert(0.0) += energy),
/// );
/// assert_eq!((outcome.rows.accepted, outcome.complete), (4, true));
/// assert_eq!(sums.get("coal"), Some(&26.4));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn runs<T: Send, K: PartialEq>(
    feed: &Feed,
    watch: Option<Watch<'_>>,
    make: impl Fn(&Record<'_>) -> Result<T, Refusal> + Sync,
    id: impl Fn(&T) -> K,
    mut take: impl FnMut(&[T]),
) -> Outcome {
    records(feed, watch, make, |values| {
        values.chunk_by(|one, next| id(one) == id(next)).for_each(&mut take);
        ControlFlow::Continue(())
    })
}

pub(super) fn records_on<T: Send>(
    threads: usize,
    feed: &Feed,
    watch: Option<Watch<'_>>,
    make: impl Fn(&Record<'_>) -> Result<T, Refusal> + Sync,
    mut take: impl FnMut(Vec<T>) -> ControlFlow<()>,
) -> Outcome {
    let queue = Mutex::new(Queue::new(feed, watch));
    let (mut broke_off, mut gap) = (false, false);
    let workers = in_order(
        &queue,
        threads,
        || Worker { reader: Reader::new(feed.schema()), tally: Tally::default() },
        |worker, ticket| worker.take(&ticket, &make),
        |values| {
            let Some(values) = values.flatten().filter(|_| !gap) else {
                gap = true;
                return ControlFlow::Continue(());
            };
            let flow = take(values);
            broke_off = flow.is_break();
            flow
        },
    );
    let mut tally = Tally::default();
    workers.into_iter().for_each(|worker| tally.merge(worker.tally));
    let cutting = queue.into_inner().unwrap_or_else(PoisonError::into_inner).into_outcome();
    let (rows, diagnostics, complete) = tally.finish(cutting, feed);
    Outcome { rows, diagnostics, complete: complete && !broke_off }
}

/// One thread's work.
struct Worker {
    reader: Reader,
    tally: Tally,
}

impl Worker {
    /// The values of the good rows of a ticket; `None` if the ticket cannot be read, or follows rows that could not be
    /// read.
    fn take<T>(&mut self, ticket: &Ticket, make: impl Fn(&Record<'_>) -> Result<T, Refusal>) -> Option<Vec<T>> {
        let decoded = match decode_all(ticket) {
            Ok(decoded) => decoded,
            Err(problem) => {
                self.tally.leave_unread(*problem);
                return None;
            }
        };
        let part = &decoded.part;
        let (columns, mut good) = match self.reader.read(part) {
            Ok(read) => read,
            Err(error) => {
                self.tally.leave_unread(undecodable(&ticket.name, &error.to_string()));
                return None;
            }
        };
        for row in &decoded.misshapen {
            good.get_mut(*row).into_iter().for_each(|good| *good = false);
        }
        let (mut values, mut rejected) = (Vec::with_capacity(part.height), Vec::new());
        for (index, good) in good.iter().enumerate() {
            match good.then(|| make(&Record::new(&columns, part, index))) {
                Some(Ok(value)) => values.push(value),
                Some(Err(_)) | None => rejected.push(index),
            }
        }
        self.tally.count(ticket, &decoded, &rejected, |row, d| {
            by_schema(row, d);
            // `make` refused the row before. It is called again to report the place.
            let index = part.numbers.index(row.sheet_row()).filter(|_| d.is_empty());
            if let Some(Err(refusal)) = index.map(|index| make(&Record::new(&columns, part, index))) {
                d.push(located(row, part.schema, &refusal));
            }
        });
        Some(values).filter(|_| decoded.complete && !ticket.follows_gap)
    }
}

fn located(row: Row<'_>, schema: &Schema, refusal: &Refusal) -> Diagnostic {
    let column = schema.columns.get(refusal.column).map_or("", |column| column.name.as_str());
    Diagnostic::error(refusal.code, row.place_of(column), refusal.message.clone()).with_help(refusal.help.clone())
}

#[cfg(test)]
mod tests;
