//! Why a figure or a row is what it is.

use super::Accounts;
use super::posted::Posted;
use crate::diagnostic::nearest;
use crate::error::Error;
use crate::inventory::{FigureId, UnknownFigure};
use crate::ledger::{Basis, PostingId};
use crate::method::TableRow;
use crate::report::explain::{self, Explanation, Step};
use crate::rows::{RowView, visit};
use crate::scope::Category;

impl Accounts {
    /// The chain behind a figure, by its [`FigureId`]: `estate.scope1`, `estate.scope2_location.SITE` …, as report.json
    /// and report.csv name it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the part of the name that names nothing.
    ///
    /// # Examples
    /// ```
    /// use estate_carbon::{Book, report::explain::Step};
    /// let accounts = Book::open("datasets/books/minimal")?.account()?;
    /// let why = accounts.explain_figure("scope1")?;
    /// assert!(why.steps().iter().any(|step| matches!(step, Step::Factor(_))));
    /// println!("{why}");
    /// # Ok::<(), estate_carbon::Error>(())
    /// ```
    pub fn explain_figure(&self, name: &str) -> Result<Explanation, Error> {
        let id: FigureId = name.parse().map_err(not_found)?;
        explain::figure(self.facts(), &id).map_err(not_found)
    }

    /// What a factor is, where it comes from, and what the book took it for.
    ///
    /// # Errors
    /// [`Error::NotFound`] if neither the book nor a built-in set has a factor of that id.
    pub fn explain_factor(&self, id: &str) -> Result<Explanation, Error> {
        explain::factor(self.facts(), &self.tables.factors, id).map_err(not_found)
    }

    /// The chain behind a row: quantity, conversion, factor and why, gases, CO2e.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such file or row.
    pub fn explain_row(&self, file: &str, line: u64) -> Result<Explanation, Error> {
        if let Some(steps) = self.explain_calculation(file, line) {
            return Ok(Explanation::new(steps));
        }
        let names = self.files_with_rows();
        if !names.contains(&file) {
            let hint = match nearest(file, names.iter().copied()) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => format!("; the rows are in {}", names.join(", ")),
            };
            return Err(Error::NotFound { what: "file with rows", name: file.to_owned(), hint });
        }
        let mut steps = None;
        visit(&self.feed, &self.rules(), self.ledger.totals(), |row| {
            let here = row.line == line && self.ledger.totals().file(row.row) == file;
            if here {
                steps = Some(self.explain_view(&row));
            }
            !here
        });
        let not_found = || Error::NotFound { what: "row", name: format!("{file}:{line}"), hint: String::new() };
        steps.map(Explanation::new).ok_or_else(not_found)
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
    fn explain_calculation(&self, file: &str, line: u64) -> Option<Vec<Step>> {
        let here =
            |row: &&TableRow| row.place.file_name() == file && row.place.line().or(row.place.row()) == Some(line);
        let mut calculations = self.ledger.calculations().iter().zip(0..);
        let (index, row) = calculations.find_map(|(all, index)| Some((index, all.rows.iter().find(here)?)))?;
        let made = |basis| matches!(basis, Basis::Method { calculation, .. } if calculation == index);
        let postings = self.ledger.entries().iter().filter_map(|entry| Some((entry, self.ledger.posting(entry)?)));
        let mut parts: Vec<(PostingId, f64)> = postings
            .filter(|(_, posting)| made(posting.basis))
            .map(|(entry, posting)| (entry.posting, posting.quantity))
            .collect();
        parts.dedup_by_key(|(posting, _)| *posting);
        let cells = row.cells.iter().map(|(column, text)| ((*column).to_owned(), text.clone())).collect();
        let behind = explain::row(self.facts(), &parts);
        let mut steps = vec![Step::Row { file: file.to_owned(), row: line, cells }];
        steps.extend(behind.is_empty().then_some(Step::NothingPosted));
        steps.extend(behind);
        Some(steps)
    }

    fn explain_view(&self, row: &RowView<'_>) -> Vec<Step> {
        let cells = RowView::columns().filter_map(|column| Some((column.to_owned(), row.cell(column)?))).collect();
        let file = self.ledger.totals().file(row.row).to_owned();
        let mut steps = vec![Step::Row { file, row: row.line, cells }];
        let Some(accepted) = &row.accepted else {
            steps.push(Step::RowRejected);
            return steps;
        };
        let posted = Posted::of(&self.ledger);
        let mut parts: Vec<(PostingId, f64)> = Vec::new();
        for (stream, share) in accepted.streams {
            for entry in posted.entries(&self.ledger, accepted.site, *stream) {
                let Some(posting) = self.ledger.posting(entry) else { continue };
                let part = self.ledger.part(posting);
                parts.push((entry.posting, accepted.quantity * share * part));
            }
        }
        parts.dedup_by_key(|(posting, _)| *posting);
        let behind = explain::row(self.facts(), &parts);
        let streams =
            accepted.streams.iter().filter_map(|(stream, _)| self.ledger.totals().streams.get(*stream as usize));
        let own = streams.into_iter().any(|stream| stream.category == Category::OwnGeneration);
        let why = if own { Step::OwnGeneration } else { Step::RowNotPosted };
        steps.extend(behind.is_empty().then_some(why));
        steps.extend(behind);
        steps
    }
}

fn not_found(unknown: UnknownFigure) -> Error {
    let UnknownFigure { what, name, hint } = unknown;
    Error::NotFound { what, name, hint }
}
