//! `estate-carbon check`: reads, resolves and posts, and prints every problem.

use super::arguments::Check;
use super::output::{Exit, Output, Stop};
use super::progress::open;
use crate::diagnostic::Diagnostics;
use crate::report::{DiagnosticView, count, counted};
use crate::{Error, Rejected};

pub(super) fn run(arguments: &Check, output: &mut Output<'_>) -> Result<Exit, Stop> {
    // Rejected rows do not end the check: problems of the later stages are shown as well.
    let options = arguments.further.options().with_rejected(Rejected::Allow);
    let accounts = match open(&arguments.book, options, output).and_then(|book| Ok(book.account()?)) {
        Ok(accounts) => accounts,
        Err(Stop::Book(Error::Rejected(all))) => {
            print(&all, arguments, output)?;
            return Ok(Exit::BookHasErrors);
        }
        Err(stop) => return Err(stop),
    };
    let all = accounts.diagnostics();
    print(all, arguments, output)?;
    if !arguments.json {
        let rows = accounts.rows();
        let read = counted(rows.read, "row");
        output.line(format_args!(
            "{read} read = {} accepted + {} rejected",
            count(rows.accepted),
            count(rows.rejected)
        ))?;
        if all.is_empty() {
            output.line("no problem found")?;
        }
    }
    Ok(if all.errors() > 0 { Exit::BookHasErrors } else { Exit::Done })
}

fn print(all: &Diagnostics, arguments: &Check, output: &mut Output<'_>) -> Result<(), Stop> {
    if !arguments.json {
        output.diagnostics(all);
        return Ok(());
    }
    for diagnostic in all {
        output.line(DiagnosticView::of(diagnostic).to_json_line())?;
    }
    Ok(())
}
