//! The command line: words in, text and an exit code out. No arithmetic happens here.
//!
//! Results go to stdout, problems to stderr. Exit codes: 0 done; 1 the book has errors;
//! 2 wrong usage; 3 a file could not be read or written.

mod arguments;
mod check;
mod explain;
mod factors;
mod ledger;
mod mistake;
mod new;
mod output;
mod progress;
mod report;
mod sample;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::report::{Colour, Style};
use arguments::{Arguments, Command, When};
use output::{Exit, Output, Stop};

/// Runs the program with these arguments, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut out = BufWriter::new(io::stdout());
    let terminal = Terminal {
        out: io::stdout().is_terminal(),
        err: io::stderr().is_terminal(),
        no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        columns: std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok()),
    };
    // Stderr is not locked: the progress bar writes to it from other threads.
    let run = || run_to(arguments, terminal, &mut out, &mut io::stderr()).code();
    ExitCode::from(mistake::guarded(run))
}

/// What is known of the two streams.
#[derive(Clone, Copy, Debug, Default)]
struct Terminal {
    out: bool,
    err: bool,
    no_color: bool,
    columns: Option<usize>,
}

impl Terminal {
    fn colour(self, when: When, is_terminal: bool) -> Colour {
        match when {
            When::Always => Colour::On,
            When::Auto if is_terminal && !self.no_color => Colour::On,
            When::Auto | When::Never => Colour::Off,
        }
    }
}

/// As [`run`], with the streams given, so that tests can read what was written.
fn run_to(
    arguments: impl IntoIterator<Item = OsString>,
    terminal: Terminal,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(reported) => return usage(&reported, terminal, out, err),
    };
    let mut output = Output {
        style: Style { colour: terminal.colour(arguments.color, terminal.out), width: terminal.columns.unwrap_or(80) },
        err_colour: terminal.colour(arguments.color, terminal.err),
        quiet: arguments.quiet,
        progress: terminal.err && !arguments.quiet,
        out,
        err,
    };
    let ran = command(&arguments.command, &mut output);
    // What the buffer holds counts as written only when it is.
    let flushed = output.out.flush().map_err(Stop::from);
    match ran.and_then(|exit| flushed.map(|()| exit)) {
        Ok(exit) => exit,
        Err(stop) => output.stopped(stop),
    }
}

fn command(command: &Command, output: &mut Output<'_>) -> Result<Exit, Stop> {
    match command {
        Command::New(arguments) => new::run(arguments, output),
        Command::Check(arguments) => check::run(arguments, output),
        Command::Report(arguments) => report::run(arguments, output),
        Command::Ledger(arguments) => ledger::run(arguments, output),
        Command::Explain(arguments) => explain::run(arguments, output),
        Command::Factors(arguments) => factors::run(arguments, output),
        Command::Sample(arguments) => sample::run(arguments, output),
    }
}

/// Help and version are results; anything else clap says is wrong usage.
fn usage(reported: &clap::Error, terminal: Terminal, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let text = reported.render();
    let (to, is_terminal): (&mut dyn Write, bool) =
        if reported.use_stderr() { (err, terminal.err) } else { (out, terminal.out) };
    let coloured = terminal.colour(When::Auto, is_terminal) == Colour::On;
    // Whoever closed the stream does not want to read it.
    let _ = if coloured { write!(to, "{}", text.ansi()) } else { write!(to, "{text}") }.and_then(|()| to.flush());
    if reported.use_stderr() { Exit::Usage } else { Exit::Done }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Exit code, stdout, stderr.
    pub(super) fn ran(arguments: &[&str]) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let arguments = std::iter::once("estate-carbon").chain(arguments.iter().copied()).map(OsString::from);
        let exit = run_to(arguments, Terminal::default(), &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (exit.code(), text(out), text(err))
    }

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_is_a_result_and_wrong_usage_is_not() {
        let (code, out, err) = ran(&["--help"]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains("explain") && out.contains("Exit status"));
        let (code, out, err) = ran(&["reprot"]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("report"), "{err}");
        assert_eq!(ran(&[]).0, 2);
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_file_that_cannot_be_read_or_a_book_with_errors() {
        let (code, out, err) = ran(&["report", "/nowhere/at/all"]);
        assert!(matches!(code, 1 | 3), "{code}");
        assert!(out.is_empty() && err.starts_with("error"), "{err}");
    }

    #[test]
    fn a_closed_pipe_ends_the_program_quietly() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut err = Vec::new();
        let arguments = ["estate-carbon", "explain", "GHG303"].map(OsString::from);
        let exit = run_to(arguments, Terminal::default(), &mut Closed, &mut err);
        assert_eq!((exit.code(), err.len()), (0, 0));
        let arguments = ["estate-carbon", "--help"].map(OsString::from);
        assert_eq!(run_to(arguments, Terminal::default(), &mut Closed, &mut err).code(), 0);
    }

    #[test]
    fn colour_follows_the_flag_then_the_environment_then_the_stream() {
        let terminal = Terminal { out: true, ..Terminal::default() };
        assert_eq!(terminal.colour(When::Auto, true), Colour::On);
        assert_eq!(terminal.colour(When::Auto, false), Colour::Off);
        let no_color = Terminal { no_color: true, ..terminal };
        assert_eq!(no_color.colour(When::Auto, true), Colour::Off);
        assert_eq!(no_color.colour(When::Always, false), Colour::On);
        assert_eq!(terminal.colour(When::Never, true), Colour::Off);
    }

    const MINIMAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/books/minimal");

    #[test]
    fn a_shipped_book_is_checked_reported_and_explained() {
        assert_eq!(
            ran(&["check", MINIMAL]),
            (0, "6 rows read = 6 accepted + 0 rejected\nno problem found\n".to_owned(), String::new())
        );
        assert_eq!(ran(&["check", MINIMAL, "--json"]), (0, String::new(), String::new()));
        let (code, out, _) = ran(&["report", MINIMAL, "--color", "always"]);
        assert!(code == 0 && out.starts_with("\u{1b}[1mMinimal demonstration estate"), "{out}");
        let (code, out, _) = ran(&["explain", MINIMAL, "--figure", "estate.scope2_location"]);
        assert!(code == 0 && out.contains("kWh × 0.475 kg CO2e/kWh = 570,000 kg"), "{out}");
        assert_eq!(ran(&["explain", MINIMAL, "--figure", "estate.scope4"]).0, 2);
        assert_eq!(ran(&["explain", MINIMAL, "--row", "activities.csv:2"]).0, 0);
        assert_eq!(ran(&["report", MINIMAL, "--format", "json,md"]).0, 2);
        assert_eq!(ran(&["ledger", MINIMAL, "--out", "ledger.txt"]).0, 2);
    }

    #[test]
    fn reports_of_a_shipped_book_meet_the_schema_and_are_the_same_bytes_again() {
        let schema = serde_json::from_str(&crate::report::Report::json_schema()).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        for book in ["minimal", "eastern-seaboard", "methods"] {
            let folder = format!("{}/datasets/books/{book}", env!("CARGO_MANIFEST_DIR"));
            let (code, out, _) = ran(&["report", &folder, "--format", "json"]);
            let json = serde_json::from_str(&out).expect("JSON");
            assert!(code == 0 && validator.is_valid(&json), "{book}");
            assert_eq!(ran(&["report", &folder, "--format", "json"]).1, out, "{book}");
        }
    }

    #[test]
    fn files_are_written_into_the_folder_and_named_on_stdout() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path().join("out");
        let (code, out, err) = ran(&["report", MINIMAL, "--out", &dir.to_string_lossy()]);
        assert_eq!((code, err.as_str()), (0, ""));
        let written: Vec<&str> = out.lines().collect();
        assert_eq!(written.len(), 2, "{out}");
        assert!(written.iter().all(|path| std::path::Path::new(path).is_file()), "{out}");
        // A file stands where the folder should be.
        let (code, _, err) = ran(&["report", MINIMAL, "--out", written.first().expect("a path")]);
        assert_eq!(code, 3, "{err}");
    }
}
