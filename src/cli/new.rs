//! `estate-carbon new`: an empty book, or a copy of an example.

use super::arguments::New;
use super::output::{Exit, Output, Stop};
use crate::book::{Beginning, new_book};

pub(super) fn run(arguments: &New, output: &mut Output<'_>) -> Result<Exit, Stop> {
    let beginning = match (&arguments.example, arguments.all_tables) {
        (Some(name), _) => Beginning::Example(name),
        (None, true) => Beginning::AllTables,
        (None, false) => Beginning::CoreTables,
    };
    for path in new_book(&arguments.dir, beginning)? {
        output.line(path.display())?;
    }
    let dir = arguments.dir.display();
    let fill_in = format!("Next: fill in book.toml, sites.csv and activities.csv, then: estate-carbon check {dir}");
    output.remark(&match beginning {
        Beginning::Example(_) => format!("Next: estate-carbon report {dir}"),
        Beginning::AllTables => fill_in,
        Beginning::CoreTables => {
            format!("These are the core tables; `--all-tables` adds those of methods, which docs/FORMATS.md explains.\n{fill_in}")
        }
    });
    Ok(Exit::Done)
}
