//! `estate-carbon ledger`: the double-entry book as a table.

use super::arguments::Ledger;
use super::output::{Exit, Output, Stop};
use super::progress::open;
use crate::LedgerDetail;

pub(super) fn run(arguments: &Ledger, output: &mut Output<'_>) -> Result<Exit, Stop> {
    let extension = arguments.out.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if !["csv", "parquet"].contains(&extension) {
        let name = arguments.out.display();
        return Err(Stop::Usage(format!("cannot know the format of `{name}`: the name ends in .csv or .parquet")));
    }
    let accounts = open(&arguments.book, arguments.further.options(), output)?.account()?;
    output.diagnostics(accounts.diagnostics());
    let detail = if arguments.lines { LedgerDetail::Rows } else { LedgerDetail::Totals };
    accounts.write_ledger(&arguments.out, detail)?;
    output.line(arguments.out.display())?;
    Ok(Exit::Done)
}
