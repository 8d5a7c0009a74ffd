//! Tickets to threads, in whatever order they come.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::decode::undecodable;
use super::queue::{Queue, Ticket};

/// Gives tickets to the threads until none is left, and returns what each thread made of them. A thread that fails is
/// a problem of the file it was at: its rows would otherwise be missing in silence.
pub(super) fn drive<'q, W: Send>(
    queue: &Mutex<Queue<'q>>,
    threads: usize,
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
                lock().leave_unread(undecodable(&place, FAILS));
                return worker;
            };
            let Some(ticket) = ticket else { return worker };
            let name = ticket.name.clone();
            if catch_unwind(AssertUnwindSafe(|| take(&mut worker, ticket))).is_err() {
                lock().leave_unread(undecodable(&name, FAILS));
            }
        }
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(run)).collect();
        let joined: Vec<_> = running.into_iter().map(|thread| thread.join()).collect();
        if joined.iter().any(Result::is_err) {
            let place = lock().current();
            lock().leave_unread(undecodable(&place, "a thread of the program failed"));
        }
        joined.into_iter().filter_map(Result::ok).collect()
    })
}

/// What is said of a file whose content makes a decoder panic.
pub(super) const FAILS: &str = "its content makes the program fail";

/// The machine's threads, or as many as polars is told to use.
pub(super) fn threads() -> usize {
    let told = std::env::var("POLARS_MAX_THREADS").ok().and_then(|n| n.parse().ok()).filter(|n| *n > 0);
    told.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1)
}
