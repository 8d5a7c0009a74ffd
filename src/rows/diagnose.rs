//! Looking at a rejected row cell by cell, and saying what is wrong with each.
//!
//! The same cells are judged here by the same rules as in [`super::check`]; here they are
//! also located. Problems of the same words are one, at its first row, with their number.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::columns::{Column, Part};
use super::queue::{Payload, Ticket};
use super::read::Decoded;
use super::{Rules, moment};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::Role;
use crate::period::{Interval, Moment};
use crate::source::Place;
use crate::table::{Row, Schema, Table, cell};

/// Rows looked at cell by cell in the first part; beyond, rejected rows are only counted.
const LOOKED_AT: u64 = 50_000;

/// How many rejected rows of a part are looked at: fewer the more rows lie before it, so that
/// all parts of a long table together keep little, and which rows are shown does not depend
/// on threads.
fn room(rows_before: u64) -> usize {
    (LOOKED_AT * LOOKED_AT / (LOOKED_AT + rows_before)) as usize
}

/// Problems found, each kind of words once.
#[derive(Default)]
pub(super) struct Findings {
    by_words: BTreeMap<(Code, String, String), Diagnostic>,
    others: Vec<Diagnostic>,
    not_described: BTreeMap<u32, u64>,
}

/// What became of the rejected rows of a part.
pub(super) struct Described {
    /// Rows without any content.
    pub(super) blank: u64,
}

impl Findings {
    /// Adds a problem of a file as a whole.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.others.push(diagnostic);
    }

    fn add(&mut self, diagnostic: Diagnostic) {
        let words = (diagnostic.code(), diagnostic.place().file_name().to_owned(), diagnostic.message().to_owned());
        match self.by_words.remove(&words) {
            None => self.by_words.insert(words, diagnostic),
            Some(known) => {
                let rows = known.rows() + diagnostic.rows();
                let first = if diagnostic.place() < known.place() { diagnostic } else { known };
                self.by_words.insert(words, first.with_rows(rows))
            }
        };
    }

    /// Adds what another thread found.
    pub(super) fn merge(&mut self, other: Self) {
        for diagnostic in other.by_words.into_values() {
            self.add(diagnostic);
        }
        self.others.extend(other.others);
        for (file, rows) in other.not_described {
            *self.not_described.entry(file).or_default() += rows;
        }
    }

    /// All of them, with a line for rows that were counted without being looked at.
    pub(super) fn into_diagnostics(self, names: &[Arc<str>]) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.by_words.into_values().chain(self.others).collect();
        all.extend(self.not_described.into_iter().map(|(file, rows)| {
            let place = Place::file(names.get(file as usize).cloned().unwrap_or_default());
            Diagnostic::error(
                Code::NotDescribed,
                place,
                format!("{rows} more rows were rejected and not looked at one by one"),
            )
            .with_rows(rows)
            .with_help("correct the problems above first; rejected.csv (with --allow-rejected) has every row")
        }));
        all
    }
}

/// Finds what is wrong with the rejected rows of a part.
pub(super) fn diagnose(
    ticket: &Ticket,
    decoded: &Decoded,
    rejected: &[usize],
    rules: &Rules<'_>,
    findings: &mut Findings,
) -> Described {
    let mut described = Described { blank: 0 };
    if rejected.is_empty() {
        return described;
    }
    let part = &decoded.part;
    let full: Vec<usize> = match &ticket.payload {
        Payload::Parquet(..) => rejected.iter().copied().filter(|index| !part.is_blank(*index)).collect(),
        // Blank rows of a text or a sheet never become rows of a part.
        Payload::Csv(..) | Payload::Sheet(_) => rejected.to_vec(),
    };
    described.blank = (rejected.len() - full.len()) as u64;
    let room = room(ticket.ordinal_base + part.numbers.of(0));
    let (look, rest) = full.split_at(room.min(full.len()));
    let mut unexplained = rest.len() as u64;
    let mut problems = Diagnostics::default();
    let numbers: BTreeSet<u64> = look.iter().map(|index| part.numbers.of(*index)).collect();
    match &ticket.payload {
        Payload::Csv(chunk, header) => {
            let text = String::from_utf8_lossy(&chunk.bytes);
            let table = Table::of_part(
                &ticket.name,
                header,
                &text,
                chunk.beginning(),
                |row| numbers.contains(&row),
                &mut problems,
            );
            unexplained += describe(table.rows(), rules, &mut problems);
        }
        Payload::Sheet(table) => {
            let bad = table.rows().filter(|row| numbers.contains(&row.sheet_row()));
            unexplained += describe(bad, rules, &mut problems);
        }
        Payload::Parquet(..) => {
            let table = table_of_rows(&ticket.name, part, look);
            unexplained += describe(table.rows(), rules, &mut problems);
        }
    }
    if unexplained > 0 {
        *findings.not_described.entry(ticket.file).or_default() += unexplained;
    }
    problems.into_iter().for_each(|problem| findings.add(problem));
    described
}

/// Every problem of every row; how many rows have none, although they were rejected. That
/// would be a mistake of this program, and even then no row is left out in silence.
fn describe<'t>(rows: impl Iterator<Item = Row<'t>>, rules: &Rules<'_>, problems: &mut Diagnostics) -> u64 {
    let mut unexplained = 0;
    for row in rows {
        let mut of_row = Diagnostics::default();
        row_problems(row, rules, &mut of_row);
        unexplained += u64::from(of_row.is_empty());
        problems.extend(of_row);
    }
    unexplained
}

/// Rows of a Parquet file written out as text, as the small tables have them.
pub(super) fn table_of_rows(name: &str, part: &Part, rows: &[usize]) -> Table {
    let columns: Vec<Column> = Column::ALL.into_iter().filter(|c| part.column(*c).is_some()).collect();
    let names: Vec<&str> = columns.iter().map(|c| c.name()).collect();
    let cells = rows.iter().map(|row| {
        let cells = columns.iter().map(|c| part.cell(*c, *row).unwrap_or_default()).collect();
        (part.numbers.of(*row), cells)
    });
    Table::of_cells(name, Schema::of("activities"), &names, cells)
}

/// Every problem of one row.
fn row_problems(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    let site = site(row, rules, d);
    activity(row, rules, d);
    let _ = row.unit("unit", d);
    quantity(row, d);
    let _ = row.choice("basis", d);
    grade(row, d);
    let _ = row.number("uncertainty_pct", d);
    counterparty(row, rules, d);
    time(row, rules, site, d);
}

fn site(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) -> Option<u32> {
    let id = row.required_text("site_id", d)?;
    if let Some(index) = rules.site_index(id) {
        return Some(index);
    }
    let outside = rules.sites.iter().find(|s| s.id.as_str() == id && s.role == Role::Outside);
    d.push(match outside {
        Some(site) => error(row, "site_id", Code::OutsideTheFence, format!("`{id}` is outside the estate"))
            .with_related(site.place.clone(), "its role is `outside`")
            .with_help("remove the row, or change the site's role in sites.csv"),
        None => unknown_site(row, "site_id", id, rules),
    });
    None
}

fn grade(row: Row<'_>, d: &mut Diagnostics) {
    let Some(grade) = row.number("data_quality", d) else { return };
    if grade.fract() != 0.0 {
        let message = format!("`data_quality` is {grade}, which is not a whole number");
        let broken = error(row, "data_quality", Code::OutOfRange, message);
        d.push(broken.with_help("write a grade from 1 (metered, invoiced) to 5 (guess)"));
    }
}

fn counterparty(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    if let Some(id) = row.text("counterparty")
        && rules.sites.iter().all(|s| s.id.as_str() != id)
    {
        d.push(unknown_site(row, "counterparty", id, rules));
    }
}

fn unknown_site(row: Row<'_>, column: &'static str, id: &str, rules: &Rules<'_>) -> Diagnostic {
    let near = nearest(id, rules.sites.iter().map(|s| s.id.as_str()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? Every site is a row of sites.csv"),
        None => "add the site to sites.csv, or correct the id".to_owned(),
    };
    error(row, column, Code::UnknownSite, format!("there is no site `{}` in sites.csv", cell::shown(id)))
        .with_help(help)
}

fn activity(row: Row<'_>, rules: &Rules<'_>, d: &mut Diagnostics) {
    let Some(code) = row.required_text("activity", d) else { return };
    if let Err(mut unknown) = rules.chart.category(code) {
        unknown.code = cell::shown(code);
        let message = unknown.to_string();
        let help = match &unknown.suggestion {
            Some(near) => format!("did you mean `{near}`? A book adds a code of its own by a factor in factors.csv"),
            None => "`estate-carbon factors search` finds codes; a book adds one by a factor in factors.csv".to_owned(),
        };
        d.push(error(row, "activity", Code::UnknownActivity, message).with_help(help));
    }
}

fn quantity(row: Row<'_>, d: &mut Diagnostics) {
    let Some(text) = row.required_text("quantity", d) else { return };
    let Some(quantity) = row.checked("quantity", cell::finite(text), d) else { return };
    if quantity < 0.0 && row.text("note").is_none() {
        let negative = error(
            row,
            "quantity",
            Code::CorrectionWithoutNote,
            format!("`{}` is negative and the row has no note", cell::shown(text)),
        );
        d.push(negative.with_help("say in `note` which row it corrects, or correct the sign"));
    }
}

fn time(row: Row<'_>, rules: &Rules<'_>, site: Option<u32>, d: &mut Diagnostics) {
    let start = moment(row, "start", d);
    let end = moment(row, "end", d);
    let (Some(start), Some(end)) = (start, end) else { return };
    let Some(interval) = moment::interval(start, end) else {
        let mixed = error(
            row,
            "end",
            Code::MixedMoments,
            "one of `start` and `end` is a date, the other a date-time".to_owned(),
        );
        d.push(
            mixed.with_help("give two dates (the end is the last day) or two date-times (the end is when it stops)"),
        );
        return;
    };
    let texts = (row.text("start").unwrap_or_default(), row.text("end").unwrap_or_default());
    if interval.is_empty() {
        let reversed = error(row, "end", Code::EndBeforeStart, format!("`{}` is not after `{}`", texts.1, texts.0));
        d.push(reversed.with_help("correct one of the two; a row of one day starts and ends on the same date"));
    } else if interval.intersection(rules.period.interval()).is_none() {
        let outside = error(
            row,
            "start",
            Code::OutsidePeriod,
            format!("{} to {} lies outside the period {}", texts.0, texts.1, rules.period),
        );
        d.push(outside.with_help("correct the dates, or move the row to the book of its year"));
    } else if let Some(site) = site {
        alive(row, rules, site, interval, d);
    }
}

fn alive(row: Row<'_>, rules: &Rules<'_>, index: u32, interval: Interval, d: &mut Diagnostics) {
    let Some(site) = rules.sites.get(index as usize) else { return };
    if let Some(life) = site.life.filter(|life| life.interval().intersection(interval).is_none()) {
        let message = format!("`{}` belonged to the estate from {life}, not at the time of the row", site.id);
        d.push(
            error(row, "site_id", Code::OutsideSiteLife, message)
                .with_related(site.place.clone(), "its start and end are here")
                .with_help("correct the row's dates, or the site's start and end"),
        );
    }
}

fn moment(row: Row<'_>, column: &'static str, d: &mut Diagnostics) -> Option<Moment> {
    let text = row.required_text(column, d)?;
    let moment = Moment::parse(text);
    if moment.is_none() {
        // The advice on dates fits; only the column takes times as well.
        let problem = cell::date(text).err();
        let help = problem.and_then(|p| p.help).unwrap_or_default();
        let message = format!("`{}` is not a date or date-time", cell::shown(text));
        d.push(error(row, column, Code::NotADate, message).with_help(help));
    }
    moment
}

fn error(row: Row<'_>, column: &'static str, code: Code, message: String) -> Diagnostic {
    Diagnostic::error(code, row.place_of(column), message)
}
