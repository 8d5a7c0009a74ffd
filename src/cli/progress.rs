//! A progress bar on a terminal, for whatever takes longer than a second.

use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::{Output, Stop};
use crate::rows::Progress;
use crate::{Book, OpenOptions};

/// Work that is done within this time needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Clears the bar when the work ends, however it ends.
struct Bar(ProgressBar);

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Opens a book, with a bar where a person is watching.
pub(super) fn open(path: &std::path::Path, options: OpenOptions, output: &Output<'_>) -> Result<Book, Stop> {
    if !output.progress {
        return Ok(Book::open_with(path, &options)?);
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("reading {bar:40} {percent} % of {total_bytes}, {eta} to go") {
        bar.set_style(style);
    }
    let clear = Bar(bar.clone());
    let start = Instant::now();
    let options = options.with_progress(Arc::new(move |progress: Progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
        if bar.is_hidden() && start.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }));
    let book = Book::open_with(path, &options);
    drop(clear);
    Ok(book?)
}
