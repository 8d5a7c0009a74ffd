//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::OpenOptions;

/// Keeps the carbon books of industrial estates: activity rows in, an inventory with its
/// sources out.
#[derive(Debug, Parser)]
#[command(name = "estate-carbon", version, about, after_help = EXIT_STATUS, arg_required_else_help = true)]
pub(super) struct Arguments {
    /// Print results and errors only: no warnings, no progress.
    #[arg(long, global = true)]
    pub(super) quiet: bool,
    /// When to colour text.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    pub(super) color: When,
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 done; 1 the book has errors; 2 wrong usage; \
                           3 a file could not be read or written.";

/// When to colour text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write an empty book with every table's header, or a copy of an example.
    New(New),
    /// Read a book and print every problem; write nothing.
    Check(Check),
    /// Report a book: a summary, or files with --out.
    Report(Report),
    /// Write the ledger as CSV or Parquet.
    Ledger(Ledger),
    /// Explain a diagnostic (GHG303), or a row, a figure or a factor of a book.
    Explain(Explain),
    /// Look into the emission factors that come with the program.
    Factors(Factors),
    /// Write a synthetic, valid book of any size; replaces a sample, and no other book.
    Sample(Sample),
}

/// Further factors.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct FactorFolders {
    /// Read this folder of factors too, before the built-in sets; may be given again.
    #[arg(long = "factors", global = true, value_name = "DIR")]
    pub(super) folders: Vec<PathBuf>,
}

impl FactorFolders {
    /// How to open a book with them.
    pub(super) fn options(&self) -> OpenOptions {
        self.folders.iter().fold(OpenOptions::new(), OpenOptions::with_factors)
    }
}

#[derive(Args, Debug)]
pub(super) struct New {
    /// The folder to make.
    pub(super) dir: PathBuf,
    /// Copy this example instead.
    #[arg(long, value_name = "NAME")]
    pub(super) example: Option<String>,
    /// Write the headers of the tables of methods too.
    #[arg(long, conflicts_with = "example")]
    pub(super) all_tables: bool,
}

#[derive(Args, Debug)]
pub(super) struct Check {
    /// The book's folder.
    pub(super) book: PathBuf,
    /// One JSON object per problem, on stdout.
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) further: FactorFolders,
}

#[derive(Args, Debug)]
pub(super) struct Report {
    /// The book's folder.
    pub(super) book: PathBuf,
    /// Write files into this folder instead of printing.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// json, md, csv; several with --out [default with --out: json,md].
    #[arg(long, value_name = "FORMATS", value_delimiter = ',')]
    pub(super) format: Vec<String>,
    /// Language of the report; this version writes en.
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
    pub(super) lang: Vec<String>,
    /// Report the rows that are right, and say on the first page that others were rejected.
    #[arg(long)]
    pub(super) allow_rejected: bool,
    #[command(flatten)]
    pub(super) further: FactorFolders,
}

#[derive(Args, Debug)]
pub(super) struct Ledger {
    /// The book's folder.
    pub(super) book: PathBuf,
    /// The file to write: FILE.csv or FILE.parquet.
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// One line per activity row with its own emissions.
    #[arg(long)]
    pub(super) lines: bool,
    #[command(flatten)]
    pub(super) further: FactorFolders,
}

#[derive(Args, Debug)]
pub(super) struct Explain {
    /// A code such as GHG303 or mobile_combustion/diesel_b7, or a book's folder with --row, --figure or --factor.
    #[arg(value_name = "CODE|BOOK")]
    pub(super) what: String,
    /// A row by its file and line: activities.csv:17.
    #[arg(long, value_name = "FILE:LINE", conflicts_with = "figure")]
    pub(super) row: Option<String>,
    /// A figure by its name in report.json and report.csv: estate.scope1.stationary_combustion.SITE, estate.scope3@2024-03,
    /// estate.scope1.gas.CH4, estate.biogenic_co2 …
    #[arg(long, value_name = "FIGURE")]
    pub(super) figure: Option<String>,
    /// An emission factor by its id: what it is and what the book takes it for.
    #[arg(long, value_name = "FACTOR", conflicts_with_all = ["row", "figure"])]
    pub(super) factor: Option<String>,
    #[command(flatten)]
    pub(super) further: FactorFolders,
}

#[derive(Args, Debug)]
pub(super) struct Factors {
    #[command(subcommand)]
    pub(super) what: Option<FactorsCommand>,
    /// Only factors of this region: TH, GLOBAL.
    #[arg(long, global = true)]
    pub(super) region: Option<String>,
    /// Only factors valid in this year.
    #[arg(long, global = true)]
    pub(super) year: Option<i16>,
    /// One JSON object per factor.
    #[arg(long, global = true)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) further: FactorFolders,
}

#[derive(Debug, Subcommand)]
pub(super) enum FactorsCommand {
    /// Find factors whose id, activity, title, publisher, region or year has every word.
    Search {
        /// Words, in English, Thai or Japanese.
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Print one factor whole, with its source.
    Show {
        /// Its id.
        id: String,
    },
}

#[derive(Args, Debug)]
pub(super) struct Sample {
    /// The folder to make, or one that `sample` made before.
    pub(super) dir: PathBuf,
    /// How many sites.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) sites: u32,
    /// How many activity rows.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) rows: u64,
    /// The same seed gives the same bytes.
    #[arg(long)]
    pub(super) seed: u64,
    /// The kind of activity table.
    #[arg(long, value_enum, default_value_t = Table::Csv)]
    pub(super) format: Table,
}

/// The kind of a table's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Table {
    /// activities.csv
    Csv,
    /// activities.parquet
    Parquet,
}
