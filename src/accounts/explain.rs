//! Why a figure or a row is what it is.

use std::fmt;

use super::Accounts;
use super::posted::Posted;
use crate::diagnostic::nearest;
use crate::error::Error;
use crate::ledger::{Basis, PostingId};
use crate::method::TableRow;
use crate::report::explain;
use crate::rows::{RowView, visit};

/// The chain behind a figure or a row, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation(String);

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Accounts {
    /// The chain behind a figure: `estate.scope1`, `estate.scope1.stationary_combustion`,
    /// `estate.scope2_location.SITE` …
    ///
    /// # Errors
    /// [`Error::NotFound`] for the part of the path that names nothing.
    pub fn explain_figure(&self, path: &str) -> Result<Explanation, Error> {
        explain::figure(self.facts(), path).map(Explanation).map_err(|e| Error::NotFound {
            what: e.what,
            name: e.name,
            hint: e.hint,
        })
    }

    /// The chain behind a row: quantity, conversion, factor and why, gases, CO2e.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such file or row.
    pub fn explain_row(&self, file: &str, line: u64) -> Result<Explanation, Error> {
        if let Some(text) = self.explain_calculation(file, line) {
            return Ok(Explanation(text));
        }
        let names = self.files_with_rows();
        if !names.contains(&file) {
            let hint = match nearest(file, names.iter().copied()) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => format!("; the rows are in {}", names.join(", ")),
            };
            return Err(Error::NotFound { what: "file with rows", name: file.to_owned(), hint });
        }
        let mut text = None;
        visit(&self.source, &self.rules(), self.ledger.totals(), |row| {
            let here = row.line == line && self.ledger.totals().file(row.row) == file;
            if here {
                text = Some(self.explain_view(&row));
            }
            !here
        });
        let not_found = || Error::NotFound { what: "row", name: format!("{file}:{line}"), hint: String::new() };
        text.map(Explanation).ok_or_else(not_found)
    }

    /// The files of activity rows, then the tables of methods, each once.
    fn files_with_rows(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.ledger.totals().files.iter().map(|name| &**name).collect();
        for calculation in self.ledger.calculations() {
            let name = calculation.place().map_or("", |place| place.file_name());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The chain behind a row of a method's table; `None` if no calculation rests on it.
    fn explain_calculation(&self, file: &str, line: u64) -> Option<String> {
        let here =
            |row: &&TableRow| row.place.file_name() == file && row.place.line().or(row.place.row()) == Some(line);
        let mut calculations = self.ledger.calculations().iter().zip(0..);
        let (index, row) = calculations.find_map(|(all, index)| Some((index, all.rows.iter().find(here)?)))?;
        let cells: String = row.cells.iter().map(|(column, text)| format!("  {column} = {text}\n")).collect();
        let made = |basis| matches!(basis, Basis::Method { calculation, .. } if calculation == index);
        let postings = self.ledger.entries().iter().filter_map(|entry| Some((entry, self.ledger.posting(entry)?)));
        let mut parts: Vec<(PostingId, f64)> = postings
            .filter(|(_, posting)| made(posting.basis))
            .map(|(entry, posting)| (entry.posting, posting.quantity))
            .collect();
        parts.dedup_by_key(|(posting, _)| *posting);
        Some(format!("{file}:{line}\n{cells}\n{}", explain::row(self.facts(), &parts)))
    }

    fn explain_view(&self, row: &RowView<'_>) -> String {
        let cells = RowView::columns().filter_map(|c| Some(format!("  {c} = {}\n", row.cell(c)?)));
        let mut text = format!("{}:{}\n", self.ledger.totals().file(row.row), row.line);
        text.extend(cells);
        let Some(accepted) = &row.accepted else {
            return text + "\nThe row was rejected and is in no figure; `estate-carbon check` says why.\n";
        };
        let posted = Posted::of(&self.ledger);
        let mut parts: Vec<(PostingId, f64)> = Vec::new();
        for (line, share) in accepted.lines {
            for entry in posted.entries(&self.ledger, accepted.site, *line) {
                let Some(posting) = self.ledger.posting(entry) else { continue };
                let part = self.ledger.part(posting);
                parts.push((entry.posting, accepted.quantity * share * part));
            }
        }
        parts.dedup_by_key(|(posting, _)| *posting);
        text.push('\n');
        if parts.is_empty() {
            return text + "The row could not be posted and is in no figure; `estate-carbon check` says why.\n";
        }
        text + &explain::row(self.facts(), &parts)
    }
}
