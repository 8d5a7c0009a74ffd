//! Files that are damaged, odd or hostile: each gives a clear error or the right figures,
//! and none a panic.

mod bytes;
mod many;
mod once;
mod parquet;
mod places;

use std::collections::BTreeSet;

use estate_carbon::{Code, Diagnostics};

use crate::diagnostics::Spoilt;

const HEADER: &str = "activity_id,site_id,start,end,activity,quantity,unit,note\n";
const GRID: &str = "F1,2024-01-01,2024-12-31,purchased_electricity/grid,12,MWh,";

/// The minimal book with these activity rows.
fn with_rows(bytes: impl AsRef<[u8]>) -> Spoilt {
    let book = Spoilt::minimal();
    book.with("activities.csv", bytes);
    book
}

/// What is wrong, in short: code and place.
fn reported(found: &Diagnostics) -> Vec<String> {
    found.iter().map(|d| format!("{} {}", d.code(), d.place())).collect()
}

/// Errors are clear: each has a message of a readable length, a place in a file and advice.
fn assert_clear(found: &Diagnostics) {
    for problem in found {
        assert!(!problem.place().file_name().is_empty(), "{problem}");
        assert!(problem.message().chars().count() < 400, "{} characters", problem.message().len());
        assert!(problem.help().is_some_and(|help| !help.is_empty()), "{problem}");
    }
    let text = found.render();
    assert!(text.lines().all(|line| line.chars().count() < 1_000), "a line as long as the file's");
}

fn codes(found: &Diagnostics) -> BTreeSet<Code> {
    assert_clear(found);
    found.iter().map(|d| d.code()).collect()
}
