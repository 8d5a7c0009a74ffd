//! What the program says of its own mistakes.
//!
//! A decoder that fails on a damaged file is caught and the file reported; what Rust prints of it besides would only alarm. A
//! mistake that nobody catches ends the program with one line.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::{Mutex, PoisonError};

/// The exit code of a program that has failed, as Rust has it.
const FAILED: u8 = 101;

/// Where the last mistake was, and what it was.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs the program, quiet about mistakes that are caught. One that is not is told in a line.
pub(super) fn guarded(program: impl FnOnce() -> u8) -> u8 {
    set_hook(Box::new(note));
    catch_unwind(AssertUnwindSafe(program)).unwrap_or_else(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        eprintln!(
            "error: this is a mistake of the program, not of the book: {last}; please report it with the command"
        );
        FAILED
    })
}

fn note(mistake: &PanicHookInfo<'_>) {
    let what = mistake.payload_as_str().unwrap_or("no message");
    let place = mistake.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = format!("{what}{place}");
}
