//! Parts of the feed handed out to threads, one after the other.
//!
//! Only the cutting into chunks of text and runs of row groups happens here, under a lock. The threads do the decoding.

use std::sync::Arc;

use super::feed::{Feed, Input};
use super::open::{Open, Payload, open};
use super::ordinal::Ordinals;
use super::progress::{Progress, Watch};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::table::Schema;

/// The feed as a queue of tickets.
pub(super) struct Queue<'s> {
    schema: &'static Schema,
    inputs: std::iter::Enumerate<std::slice::Iter<'s, Input>>,
    /// What is being cut, with its index and name.
    current: Option<(u32, Arc<str>, Open)>,
    handed_out: u64,
    done: u64,
    of: u64,
    watch: Option<Watch<'s>>,
    outcome: Cutting,
}

/// The result of cutting a feed to its end, apart from the parts.
#[derive(Default)]
pub(super) struct Cutting {
    /// The problems that kept files from being read.
    pub(super) problems: Diagnostics,
    /// How the rows of all files are counted.
    pub(super) ordinals: Ordinals,
    /// Rows of sheets that could not be read by columns; each is among the problems.
    pub(super) misshapen: u64,
    /// Whether rows were left unread. Their number is then unknown.
    pub(super) unread: bool,
}

/// A part to decode.
pub(super) struct Ticket {
    pub(super) schema: &'static Schema,
    /// Its place among all parts, from 0.
    pub(super) nth: u64,
    pub(super) file: u32,
    pub(super) name: Arc<str>,
    /// The number to which its row numbers are added, for one count over all files.
    pub(super) ordinal_base: u64,
    /// Whether rows before it were left unread.
    pub(super) follows_gap: bool,
    pub(super) payload: Payload,
}

impl<'s> Queue<'s> {
    pub(super) fn new(feed: &'s Feed, watch: Option<Watch<'s>>) -> Self {
        Self {
            schema: feed.schema(),
            inputs: feed.inputs.iter().enumerate(),
            current: None,
            handed_out: 0,
            done: 0,
            of: feed.bytes(),
            watch,
            outcome: Cutting::default(),
        }
    }

    /// The outcome, when every part was handed out.
    pub(super) fn into_outcome(self) -> Cutting {
        self.outcome
    }

    /// The name of the file that is being cut.
    pub(super) fn current(&self) -> Arc<str> {
        self.current.as_ref().map(|(_, name, _)| name.clone()).unwrap_or_default()
    }

    /// Notes a problem that left rows unread.
    pub(super) fn leave_unread(&mut self, problem: Diagnostic) {
        self.outcome.problems.push(problem);
        self.outcome.unread = true;
    }

    /// The next part; `None` when every file was cut to its end.
    pub(super) fn next(&mut self) -> Option<Ticket> {
        loop {
            if let Some((file, name, open)) = &mut self.current {
                match open.next() {
                    Ok(Some((payload, bytes))) => {
                        let (file, name) = (*file, name.clone());
                        return Some(self.ticket(file, name, payload, bytes));
                    }
                    Ok(None) => {}
                    Err(problem) => self.leave_unread(*problem),
                }
                // A second call would report a broken file again.
                self.current = None;
            }
            let (index, input) = self.inputs.next()?;
            self.outcome.ordinals.next_file();
            let opened = open(input, self.schema);
            self.outcome.problems.extend(opened.problems);
            self.outcome.misshapen += opened.misshapen;
            self.outcome.unread |= opened.open.is_none();
            self.current = opened.open.map(|open| (index as u32, input.name.clone(), open));
        }
    }

    fn ticket(&mut self, file: u32, name: Arc<str>, payload: Payload, bytes: u64) -> Ticket {
        let ordinals = &mut self.outcome.ordinals;
        ordinals.reach(payload.end_row());
        let nth = self.handed_out;
        self.handed_out += 1;
        self.done += bytes;
        if let Some(watch) = self.watch {
            watch(Progress { done: self.done.min(self.of), of: self.of });
        }
        let (ordinal_base, follows_gap) = (self.outcome.ordinals.base(), self.outcome.unread);
        Ticket { schema: self.schema, nth, file, name, ordinal_base, follows_gap, payload }
    }
}
