//! `estate-carbon new`: an empty book, or a copy of an example.

use super::arguments::New;
use super::output::{Exit, Output, Stop};

pub(super) fn run(arguments: &New, output: &mut Output<'_>) -> Result<Exit, Stop> {
    for path in crate::new_book(&arguments.dir, arguments.example.as_deref())? {
        output.line(path.display())?;
    }
    let dir = arguments.dir.display();
    output.remark(&match arguments.example {
        Some(_) => format!("Next: estate-carbon report {dir}"),
        None => format!("Next: fill in book.toml, sites.csv and activities.csv, then: estate-carbon check {dir}"),
    });
    Ok(Exit::Done)
}
