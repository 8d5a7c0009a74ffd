//! Gives tickets to threads, in any order, and handles threads that fail.
//!
//! A thread that fails is reported as a problem of the file it was reading. Otherwise its rows would be missing without
//! notice.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::ScopedJoinHandle;

use super::decode::undecodable;
use super::queue::{Queue, Ticket};

/// The message for a file whose content makes a decoder panic.
const FAILS: &str = "its content makes the program fail";

/// Gives tickets to the threads until none is left, and returns what each thread made of them.
pub(super) fn drive<W: Send>(
    queue: &Mutex<Queue<'_>>,
    threads: usize,
    make: impl Fn() -> W + Sync,
    take: impl Fn(&mut W, Ticket) + Sync,
) -> Vec<W> {
    let run = || {
        let mut worker = make();
        while let Ok(Some(ticket)) = next(queue) {
            of_ticket(queue, ticket, |ticket| take(&mut worker, ticket));
        }
        worker
    };
    std::thread::scope(|scope| {
        let running = (0..threads.max(1)).map(|_| scope.spawn(run)).collect();
        joined(queue, running)
    })
}

/// Notes that cutting failed.
pub(super) struct Failed;

/// The next ticket, if there is one.
pub(super) fn next(queue: &Mutex<Queue<'_>>) -> Result<Option<Ticket>, Failed> {
    catch_unwind(AssertUnwindSafe(|| lock(queue).next())).map_err(|_| {
        let mut queue = lock(queue);
        let name = queue.current();
        queue.leave_unread(undecodable(&name, FAILS));
        Failed
    })
}

/// The result of a ticket; `None` if the thread failed, which is noted.
pub(super) fn of_ticket<T>(queue: &Mutex<Queue<'_>>, ticket: Ticket, take: impl FnOnce(Ticket) -> T) -> Option<T> {
    let name = ticket.name.clone();
    let made = catch_unwind(AssertUnwindSafe(|| take(ticket)));
    if made.is_err() {
        lock(queue).leave_unread(undecodable(&name, FAILS));
    }
    made.ok()
}

/// The states of the threads, when all have ended.
pub(super) fn joined<W>(queue: &Mutex<Queue<'_>>, running: Vec<ScopedJoinHandle<'_, W>>) -> Vec<W> {
    let joined: Vec<_> = running.into_iter().map(ScopedJoinHandle::join).collect();
    if joined.iter().any(Result::is_err) {
        let mut queue = lock(queue);
        let name = queue.current();
        queue.leave_unread(undecodable(&name, "a thread of the program failed"));
    }
    joined.into_iter().filter_map(Result::ok).collect()
}

fn lock<'m, 'q>(queue: &'m Mutex<Queue<'q>>) -> MutexGuard<'m, Queue<'q>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As many threads as the machine has, or as polars is set to use.
pub(super) fn threads() -> usize {
    let reported = std::env::var("POLARS_MAX_THREADS").ok().and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    reported.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}
