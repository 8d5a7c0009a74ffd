//! The formats of a report, and its files.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Report;
use crate::error::Error;
use crate::file::{Draft, Inputs, make_folder, may_write};

/// The formats this version writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// report.json: everything, for programs.
    Json,
    /// report.md: for people.
    Markdown,
    /// report.csv: every figure as one row.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Json, Self::Markdown, Self::Csv];

    /// The name on the command line, which is the file's extension too.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Csv => "csv",
        }
    }

    /// Reads `json`, `md` or `csv`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// The file it is written to.
    pub fn file_name(self) -> String {
        format!("report.{}", self.as_str())
    }
}

impl Report {
    /// The report as JSON text with a line's end.
    pub fn to_json(&self) -> String {
        let mut text = json_text(|out| serde_json::to_writer_pretty(out, self));
        text.push('\n');
        text
    }

    /// Writes one format, in a stream where the format allows.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_to(&self, format: Format, mut out: impl Write) -> io::Result<()> {
        match format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut out, self)?;
                out.write_all(b"\n")?;
            }
            Format::Markdown => out.write_all(self.to_markdown().as_bytes())?,
            Format::Csv => self.write_csv(&mut out)?,
        }
        out.flush()
    }

    /// Writes `report.json`, `report.md` … into a folder, which is made if it is not there,
    /// and gives back their paths. A report knows no book: [`crate::Accounts::write_report`] also keeps a book's
    /// files from being replaced.
    ///
    /// # Errors
    /// [`Error::Write`] with the path that failed. None takes its name before all are whole.
    pub fn write(&self, folder: impl AsRef<Path>, formats: &[Format]) -> Result<Vec<PathBuf>, Error> {
        self.write_beside(folder.as_ref(), formats, &Inputs::default())
    }

    /// As [`Report::write`]; refuses to replace an input.
    pub(crate) fn write_beside(
        &self,
        folder: &Path,
        formats: &[Format],
        inputs: &Inputs,
    ) -> Result<Vec<PathBuf>, Error> {
        let mut wanted: Vec<(Format, PathBuf)> = Vec::new();
        for format in formats {
            if wanted.iter().all(|(earlier, _)| earlier != format) {
                wanted.push((*format, folder.join(format.file_name())));
            }
        }
        wanted.iter().try_for_each(|(_, path)| may_write(path, inputs))?;
        make_folder(folder)?;
        let begun = wanted.iter().map(|(format, path)| Ok((*format, Draft::replacing(path, inputs)?)));
        let mut drafts: Vec<(Format, Draft)> = begun.collect::<Result<_, Error>>()?;
        for (format, draft) in &mut drafts {
            let ended = self.write_to(*format, &mut *draft);
            ended.map_err(|source| draft.failed(source))?;
        }
        // All are whole before the first takes its name, so that the files of one report belong together.
        drafts.into_iter().try_for_each(|(_, draft)| draft.finish())?;
        Ok(wanted.into_iter().map(|(_, path)| path).collect())
    }
}

/// JSON as text. The views hold strings, numbers and lists, none of which JSON refuses; if
/// one ever did, the text would say so in place of the report, and its reader would stop.
pub(super) fn json_text(write: impl FnOnce(&mut Vec<u8>) -> serde_json::Result<()>) -> String {
    let mut bytes = Vec::new();
    match write(&mut bytes) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_else(|e| format!("cannot write JSON: {e}")),
        Err(error) => format!("cannot write JSON: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{fixture, report};
    use std::fs;

    #[test]
    fn every_format_is_written_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("new/out");
        let report = report(fixture::book().facts());
        let written = report.write(&out, &Format::ALL).expect("written");
        assert_eq!(written.len(), 3);
        let mut names: Vec<_> = fs::read_dir(&out).expect("there").map(|e| e.expect("an entry").file_name()).collect();
        names.sort();
        assert_eq!(names, ["report.csv", "report.json", "report.md"]);
        assert_eq!(fs::read_to_string(out.join("report.json")).expect("there"), report.to_json());
    }
}
