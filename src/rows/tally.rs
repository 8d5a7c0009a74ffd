//! Counts and problems of the rows of a table, whatever the table.
//!
//! In: parts with their rejected rows. Out: the number of rows, their problems, and whether all were read.

use super::decode::Decoded;
use super::feed::Feed;
use super::findings::Findings;
use super::queue::{Cutting, Ticket};
use crate::activity::RowCounts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::place::Place;
use crate::table::Row;

/// What one thread has counted and found.
#[derive(Default)]
pub(super) struct Tally {
    read: u64,
    rejected: u64,
    unread: bool,
    findings: Findings,
}

impl Tally {
    /// Counts a part's rows. `check` reports every problem of a rejected row.
    pub(super) fn count(
        &mut self,
        ticket: &Ticket,
        decoded: &Decoded,
        rejected: &[usize],
        check: impl Fn(Row<'_>, &mut Diagnostics),
    ) {
        self.unread |= !decoded.complete;
        let blank = self.findings.describe(ticket, decoded, rejected, check);
        // A row that turns out to be blank is not counted. Spreadsheets leave such rows behind.
        self.read += decoded.part.height as u64 - blank;
        self.rejected += rejected.len() as u64 - blank;
    }

    /// Notes a problem that left a part unread.
    pub(super) fn leave_unread(&mut self, problem: Diagnostic) {
        self.unread = true;
        self.findings.push(problem);
    }

    /// Adds what another thread counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.read += other.read;
        self.rejected += other.rejected;
        self.unread |= other.unread;
        self.findings.merge(other.findings);
    }

    /// The counts, every problem, and whether every row was read.
    pub(super) fn finish(self, cutting: Cutting, feed: &Feed) -> (RowCounts, Diagnostics, bool) {
        let (read, rejected) = (self.read + cutting.misshapen, self.rejected + cutting.misshapen);
        let names = feed.names();
        let mut diagnostics = cutting.problems;
        diagnostics.extend(feed.unread());
        diagnostics.extend(self.findings.into_diagnostics(&names));
        if let Some(name) = names.first().filter(|_| read == 0 && diagnostics.errors() == 0) {
            let place = Place::file(name.clone());
            diagnostics.push(
                Diagnostic::error(Code::NoRows, place, "the table has a header and no rows")
                    .with_help("add a row below the header"),
            );
        }
        // Threads come in any order.
        diagnostics.sort();
        let rows = RowCounts { read, rejected, accepted: read - rejected };
        (rows, diagnostics, !(cutting.unread || self.unread))
    }
}
