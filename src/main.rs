//! The program: arguments in, exit code out.

use std::process::ExitCode;

/// Columns come and go by the megabyte; this allocator keeps their pages where the system's
/// gives them back and faults them in again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    estate_carbon::cli::run(std::env::args_os())
}
