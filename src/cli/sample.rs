//! `estate-carbon sample`: a synthetic book of any size.

use super::arguments::{Sample, Table};
use super::output::{Exit, Output, Stop};
use crate::rows::{SampleFormat, SampleSpec, sample};

pub(super) fn run(arguments: &Sample, output: &mut Output<'_>) -> Result<Exit, Stop> {
    let spec = SampleSpec {
        sites: arguments.sites,
        rows: arguments.rows,
        seed: arguments.seed,
        format: match arguments.format {
            Table::Csv => SampleFormat::Csv,
            Table::Parquet => SampleFormat::Parquet,
        },
    };
    sample(&arguments.dir, spec)?;
    output.line(arguments.dir.display())?;
    output.remark(&format!("Next: estate-carbon report {}", arguments.dir.display()));
    Ok(Exit::Done)
}
