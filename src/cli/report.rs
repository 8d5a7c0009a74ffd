//! `estate-carbon report`: one screen, one format on stdout, or files.

use std::path::Path;

use super::arguments::Report as Arguments;
use super::output::{Exit, Output, Stop};
use super::progress::open;
use crate::file::may_write;
use crate::report::{Format, counted};
use crate::{Accounts, Rejected};

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted<'a> {
    Screen,
    Stdout(Format),
    Files(&'a Path, Vec<Format>),
}

pub(super) fn run(arguments: &Arguments, output: &mut Output<'_>) -> Result<Exit, Stop> {
    // Wrong words are reported before the book is read, which may take a while.
    let wanted = wanted(arguments).map_err(Stop::Usage)?;
    let mut options = arguments.further.options();
    if arguments.allow_rejected {
        options = options.with_rejected(Rejected::Allow);
    }
    let accounts = open(&arguments.book, options, output)?.account()?;
    output.diagnostics(accounts.diagnostics());
    match wanted {
        Wanted::Screen => write!(output.out, "{}", accounts.report().to_terminal(output.style))?,
        Wanted::Stdout(format) => accounts.report().write_to(format, &mut *output.out)?,
        Wanted::Files(folder, formats) => return files(&accounts, folder, &formats, output),
    }
    if accounts.rows().rejected > 0 {
        output.remark("note: with --out DIR the rejected rows are written to rejected.csv");
    }
    Ok(Exit::Done)
}

/// The report's files, and beside them the rows that were left out.
fn files(accounts: &Accounts, folder: &Path, formats: &[Format], output: &mut Output<'_>) -> Result<Exit, Stop> {
    let path = folder.join("rejected.csv");
    let rejected = accounts.rows().rejected > 0;
    if rejected {
        // Told before a report made earlier is replaced.
        may_write(&path, &accounts.inputs)?;
    }
    for path in accounts.write_report(folder, formats)? {
        output.line(path.display())?;
    }
    if rejected {
        let written = accounts.write_rejected(&path)?;
        output.line(path.display())?;
        output.remark(&format!("note: {} rejected, written to {}", counted(written, "row"), path.display()));
    } else if path.exists() {
        output.remark(&format!("note: {} is of an earlier report; this one rejects no row", path.display()));
    }
    Ok(Exit::Done)
}

fn wanted(arguments: &Arguments) -> Result<Wanted<'_>, String> {
    languages(&arguments.lang)?;
    let formats: Vec<Format> = arguments.format.iter().map(|name| format(name)).collect::<Result<_, _>>()?;
    match (&arguments.out, formats.as_slice()) {
        (Some(folder), []) => Ok(Wanted::Files(folder, vec![Format::Json, Format::Markdown])),
        (Some(folder), _) => Ok(Wanted::Files(folder, formats)),
        (None, []) => Ok(Wanted::Screen),
        (None, [one]) => Ok(Wanted::Stdout(*one)),
        (None, _) => Err("several formats need a folder: add --out DIR".to_owned()),
    }
}

fn format(name: &str) -> Result<Format, String> {
    const LATER: [&str; 3] = ["html", "xlsx", "parquet"];
    Format::parse(name).ok_or_else(|| {
        if LATER.contains(&name) {
            format!("this version writes reports as json, md and csv; {name} comes with a later version")
        } else {
            format!("there is no report format `{name}`; this version writes json, md and csv")
        }
    })
}

fn languages(names: &[String]) -> Result<(), String> {
    match names.iter().find(|name| *name != "en") {
        None => Ok(()),
        Some(name) if ["th", "ja"].contains(&name.as_str()) => {
            Err(format!("this version writes reports in en; {name} comes with a later version"))
        }
        Some(name) => Err(format!("there is no report language `{name}`; this version writes en")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::arguments::FactorFolders;
    use super::*;

    fn asked(out: Option<&str>, formats: &[&str], lang: &[&str]) -> Arguments {
        let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Arguments {
            book: "book".into(),
            out: out.map(Into::into),
            format: owned(formats),
            lang: owned(lang),
            allow_rejected: false,
            further: FactorFolders::default(),
        }
    }

    #[test]
    fn without_a_folder_there_is_one_screen_or_one_format() {
        assert_eq!(wanted(&asked(None, &[], &["en"])), Ok(Wanted::Screen));
        assert_eq!(wanted(&asked(None, &["json"], &[])), Ok(Wanted::Stdout(Format::Json)));
        assert!(wanted(&asked(None, &["json", "md"], &[])).is_err());
    }

    #[test]
    fn with_a_folder_json_and_markdown_are_written_unless_others_are_named() {
        let default = asked(Some("out"), &[], &[]);
        assert_eq!(wanted(&default), Ok(Wanted::Files(Path::new("out"), vec![Format::Json, Format::Markdown])));
        let named = asked(Some("out"), &["csv"], &[]);
        assert_eq!(wanted(&named), Ok(Wanted::Files(Path::new("out"), vec![Format::Csv])));
    }

    #[test]
    fn what_comes_later_is_said_and_not_taken_for_a_misspelling() {
        for later in ["html", "xlsx", "parquet"] {
            let reported = wanted(&asked(Some("out"), &[later], &[])).expect_err(later);
            assert!(reported.contains("comes with a later version"), "{reported}");
        }
        assert!(wanted(&asked(None, &["pdf"], &[])).expect_err("pdf").contains("json, md and csv"));
        assert!(wanted(&asked(None, &[], &["th"])).expect_err("th").contains("later version"));
    }
}
