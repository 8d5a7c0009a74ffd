//! Gives tickets to threads, and their results to one consumer in the order of the files.
//!
//! In: a queue, and what to do with a ticket. Out: one result after the other, on the calling thread. At most two parts
//! for each thread are begun and not consumed. A part of a text has about 4 MB, a part of a frame or a Parquet file up
//! to 524,288 rows.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::drive::{joined, next, of_ticket};
use super::queue::{Queue, Ticket};

/// Parts for each thread that may be begun and not consumed.
const AHEAD: u64 = 2;

/// Results that wait for those before them.
struct Waiting<T> {
    results: BTreeMap<u64, Option<T>>,
    begun: u64,
    consumed: u64,
    /// Threads that may still make a result.
    running: usize,
    /// Whether the consumer has seen enough.
    stopped: bool,
}

struct Desk<T> {
    waiting: Mutex<Waiting<T>>,
    changed: Condvar,
}

impl<T> Desk<T> {
    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'d>(&self, guard: MutexGuard<'d, Waiting<T>>) -> MutexGuard<'d, Waiting<T>> {
        self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until another part may be begun; `false` if none should be.
    fn may_begin(&self, most: u64) -> bool {
        let mut waiting = self.lock();
        while !waiting.stopped && waiting.begun - waiting.consumed >= most {
            waiting = self.wait(waiting);
        }
        waiting.begun += 1;
        !waiting.stopped
    }

    fn put(&self, nth: u64, result: Option<T>) {
        self.lock().results.insert(nth, result);
        self.changed.notify_all();
    }

    /// The next result in order; `None` when there will be no more. The inner `None` stands for a part that failed.
    fn next(&self) -> Option<Option<T>> {
        let mut waiting = self.lock();
        loop {
            let next = waiting.consumed;
            if let Some(result) = waiting.results.remove(&next) {
                waiting.consumed += 1;
                self.changed.notify_all();
                return Some(result);
            }
            if waiting.running == 0 {
                return None;
            }
            waiting = self.wait(waiting);
        }
    }
}

/// Signals that a thread makes no more results, in whatever way it ends.
struct Leave<'d, T>(&'d Desk<T>);

impl<T> Drop for Leave<'_, T> {
    fn drop(&mut self) {
        self.0.lock().running -= 1;
        self.0.changed.notify_all();
    }
}

/// Signals that no more results are wanted, in whatever way the consumer ends, or that no more can come.
struct Stop<'d, T>(&'d Desk<T>);

impl<T> Drop for Stop<'_, T> {
    fn drop(&mut self) {
        self.0.lock().stopped = true;
        self.0.changed.notify_all();
    }
}

/// Gives tickets to the threads, and the results of `take` to `consume` in the order of the files, until `consume`
/// breaks off. `None` stands for a part that made a thread fail, which is reported as a problem of its file. Returns
/// the state of each thread.
pub(super) fn in_order<W: Send, T: Send>(
    queue: &Mutex<Queue<'_>>,
    threads: usize,
    make: impl Fn() -> W + Sync,
    take: impl Fn(&mut W, Ticket) -> T + Sync,
    mut consume: impl FnMut(Option<T>) -> ControlFlow<()>,
) -> Vec<W> {
    let threads = threads.max(1);
    let waiting = Waiting { results: BTreeMap::new(), begun: 0, consumed: 0, running: threads, stopped: false };
    let desk = Desk { waiting: Mutex::new(waiting), changed: Condvar::new() };
    let most = AHEAD * threads as u64;
    std::thread::scope(|scope| {
        let run = || {
            let _leave = Leave(&desk);
            let mut worker = make();
            while desk.may_begin(most) && work(queue, &desk, &mut worker, &take) {}
            worker
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        let stop = Stop(&desk);
        while let Some(result) = desk.next() {
            if consume(result).is_break() {
                break;
            }
        }
        drop(stop);
        joined(queue, running)
    })
}

/// Takes one ticket; `false` if there is none.
fn work<W, T>(queue: &Mutex<Queue<'_>>, desk: &Desk<T>, worker: &mut W, take: impl Fn(&mut W, Ticket) -> T) -> bool {
    let Ok(next) = next(queue) else {
        // The number of this ticket is used up. The others must not wait for its result.
        drop(Stop(desk));
        return false;
    };
    let Some(ticket) = next else { return false };
    let nth = ticket.nth;
    desk.put(nth, of_ticket(queue, ticket, |ticket| take(worker, ticket)));
    true
}
