//! Where text goes, and how a command ends.

use std::error::Error as _;
use std::io::{self, Write};

use crate::Error;
use crate::diagnostic::{Diagnostics, Severity};
use crate::report::{Colour, Style};

/// The two streams and how to write to them.
pub(super) struct Output<'a> {
    /// Results.
    pub(super) out: &'a mut dyn Write,
    /// Problems.
    pub(super) err: &'a mut dyn Write,
    /// How results stand.
    pub(super) style: Style,
    /// Whether problems are coloured.
    pub(super) err_colour: Colour,
    /// No warnings.
    pub(super) quiet: bool,
    /// Whether a progress bar may show.
    pub(super) progress: bool,
}

/// How a command ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    Done,
    BookHasErrors,
    Usage,
    FileFailed,
}

impl Exit {
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::BookHasErrors => 1,
            Self::Usage => 2,
            Self::FileFailed => 3,
        }
    }
}

/// Why a command stopped.
pub(super) enum Stop {
    /// The library says so.
    Book(Error),
    /// The arguments do not make sense together.
    Usage(String),
    /// A stream could not be written.
    Stream(io::Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Book(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl Output<'_> {
    /// A line of result.
    pub(super) fn line(&mut self, text: impl std::fmt::Display) -> Result<(), Stop> {
        Ok(writeln!(self.out, "{text}")?)
    }

    /// A remark that is neither a result nor a problem; `--quiet` silences it.
    pub(super) fn remark(&mut self, text: &str) {
        if !self.quiet {
            self.tell(text);
        }
    }

    /// Every problem with its place; with `--quiet` errors only.
    pub(super) fn diagnostics(&mut self, all: &Diagnostics) {
        let text = if self.quiet {
            let mut errors = Diagnostics::default();
            errors.extend(all.iter().filter(|d| d.severity() == Severity::Error).cloned());
            errors.render()
        } else {
            all.render()
        };
        let text = self.highlighted(&text);
        // If nobody reads problems, there is nobody to tell.
        let _ = self.err.write_all(text.as_bytes());
    }

    /// Says why a command stopped, and with which code.
    pub(super) fn stopped(&mut self, stop: Stop) -> Exit {
        match stop {
            Stop::Usage(text) => {
                self.error(&text);
                Exit::Usage
            }
            // The reader has seen enough: `estate-carbon report … | head`.
            Stop::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Stop::Stream(error) => {
                self.error(&format!("cannot write the result: {error}"));
                Exit::FileFailed
            }
            Stop::Book(Error::Rejected(all)) => {
                self.diagnostics(&all);
                Exit::BookHasErrors
            }
            Stop::Book(error) => {
                self.error(&with_causes(&error));
                match error {
                    Error::NotFound { .. } => Exit::Usage,
                    Error::NotReported(_) => Exit::BookHasErrors,
                    _ => Exit::FileFailed,
                }
            }
        }
    }

    fn error(&mut self, text: &str) {
        let text = self.highlighted(&format!("error: {text}"));
        self.tell(&text);
    }

    fn tell(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }

    /// The first word of each problem in colour.
    fn highlighted(&self, text: &str) -> String {
        if self.err_colour == Colour::Off {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let code = match line {
                l if l.starts_with("error") => "1;31",
                l if l.starts_with("warning") => "1;33",
                _ => "",
            };
            match line.split_once(':').filter(|_| !code.is_empty()) {
                Some((head, rest)) => out.push_str(&format!("\u{1b}[{code}m{head}\u{1b}[0m:{rest}")),
                None => out.push_str(line),
            }
        }
        out
    }
}

/// An error and what caused it, on one line.
fn with_causes(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text.push_str(&format!(": {source}"));
        cause = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::place::Place;

    fn written(quiet: bool, colour: Colour, tell: impl FnOnce(&mut Output<'_>)) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        tell(&mut Output {
            out: &mut out,
            err: &mut err,
            style: Style { colour, width: 80 },
            err_colour: colour,
            quiet,
            progress: false,
        });
        String::from_utf8(err).expect("UTF-8")
    }

    fn problems() -> Diagnostics {
        let mut all = Diagnostics::default();
        all.push(Diagnostic::warning(Code::EarlierYear, Place::file("a.csv"), "old"));
        all.push(Diagnostic::error(Code::UnknownUnit, Place::file("a.csv"), "`x` is no unit"));
        all
    }

    #[test]
    fn quiet_hides_warnings_and_never_errors() {
        let text = written(true, Colour::Off, |output| output.diagnostics(&problems()));
        assert!(text.contains("error[GHG126]") && !text.contains("warning"), "{text}");
        let text = written(false, Colour::Off, |output| output.diagnostics(&problems()));
        assert!(text.contains("warning[GHG304]"), "{text}");
    }

    #[test]
    fn colour_marks_the_head_of_a_problem_only() {
        let text = written(false, Colour::On, |output| output.diagnostics(&problems()));
        assert!(text.contains("\u{1b}[1;31merror[GHG126]\u{1b}[0m: `x` is no unit\n  --> a.csv\n"), "{text}");
    }

    #[test]
    fn an_error_reports_its_cause_and_has_its_code() {
        let read = |kind: io::ErrorKind| Stop::Book(Error::Read { path: "b".into(), source: kind.into() });
        let mut exit = Exit::Done;
        let text = written(true, Colour::Off, |output| exit = output.stopped(read(io::ErrorKind::NotFound)));
        assert_eq!(text, "error: cannot read b: entity not found\n");
        assert_eq!(exit, Exit::FileFailed);
        let text =
            written(false, Colour::Off, |output| exit = output.stopped(Stop::Stream(io::ErrorKind::BrokenPipe.into())));
        assert_eq!((text.as_str(), exit), ("", Exit::Done));
    }
}
