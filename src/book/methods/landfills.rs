//! landfills.csv, landfill_deposits.csv and landfill_recovery.csv: first-order decay.
//!
//! A row of the first is a landfill in one calendar year; the others say what was deposited in
//! it over all its years, and what methane was collected.

use super::inputs::{Defaults, RowInputs, all, refuse, table_row};
use super::{Context, MethodTables, Part};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::method::landfill::{Landfill, LandfillYear, WasteStream, first_order_decay};
use crate::method::recovery::Recovery;
use crate::method::{Calculation, MethodError, Outcome, TableRow};
use crate::period::{Day, Period};
use crate::source::Place;
use crate::table::cell::CellProblem;
use crate::table::typed::landfills::Row;
use crate::table::typed::{Cell, TypedRow, Word, landfill_deposits, landfill_recovery};

/// Reads the tables: each row of landfills.csv is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    let landfills = tables.rows::<Row<'_>>(context, d);
    let parts = Parts { deposits: tables.parts(d), recovery: tables.parts(d) };
    let ids = parts.deposits.iter().map(|part| part.typed.landfill_id);
    for id in ids.chain(parts.recovery.iter().map(|part| part.typed.landfill_id)) {
        of_a_landfill(id, &landfills, d);
    }
    let mut seen: Vec<Seen<'_>> = Vec::new();
    let mut found = Vec::new();
    for (row, inputs) in landfills {
        let Some((id, year)) = row.landfill_id.get().zip(calendar_year(&inputs, d)) else { continue };
        if seen.iter().any(|(other, known, _)| (*other, *known) == (id, year)) {
            let message = format!("`{id}` is in the table for {year} already");
            problem(row.landfill_id, message, "remove one of the two rows", d);
            continue;
        }
        seen.push((id, year, inputs.row.place_of("start")));
        found.extend(read_landfill((row, inputs), (id, year), &parts, d));
    }
    warn_of_years_without_a_row(&seen, context.period, d);
    warn_of_deposits_to_come(&seen, &parts.deposits, d);
    found
}

/// A landfill, a year it has a row for, and where.
type Seen<'t> = (&'t str, i32, Place);

type Deposit<'t> = Part<'t, landfill_deposits::Row<'t>>;
type Collected<'t> = Part<'t, landfill_recovery::Row<'t>>;

/// What the tables beside landfills.csv say, row by row.
struct Parts<'t> {
    deposits: Vec<Deposit<'t>>,
    recovery: Vec<Collected<'t>>,
}

/// Warns of years of the book that a landfill has no row for, at the first row it has: methane goes on
/// for decades, and a book of a fiscal year has days of two calendar years.
fn warn_of_years_without_a_row(seen: &[Seen<'_>], book: Period, d: &mut Diagnostics) {
    for (index, (id, _, start)) in seen.iter().enumerate() {
        if seen.iter().take(index).any(|(other, ..)| other == id) {
            continue;
        }
        for year in book.start().year()..=book.end().year() {
            if seen.iter().any(|(other, known, _)| other == id && *known == i32::from(year)) {
                continue;
            }
            let message = format!("`{id}` has no row for {year}, and the book has days of that year");
            let warning = Diagnostic::warning(Code::MethodInput, start.clone(), message);
            d.push(warning.with_help(format!("add a row for {year}, unless the landfill opened later")));
        }
    }
}

/// Warns of deposits after the last year of their landfill: they change nothing, and the year may be a slip.
fn warn_of_deposits_to_come(seen: &[Seen<'_>], deposits: &[Deposit<'_>], d: &mut Diagnostics) {
    for Part { typed, row, .. } in deposits {
        let of_landfill = seen.iter().filter(|(id, ..)| typed.landfill_id.get() == Some(id));
        let last = of_landfill.map(|(_, year, _)| *year).max();
        let Some((year, last)) = typed.year.get().zip(last).filter(|(year, last)| year > last) else { continue };
        let message = format!("a deposit of {year} does not count: the landfill's last year in the book is {last}");
        let warning = Diagnostic::warning(Code::MethodInput, row.place_of("year"), message);
        d.push(warning.with_help("correct the year if it is a slip; else the row waits for the book of its year"));
    }
}

fn read_landfill(
    (row, mut inputs): (Row<'_>, RowInputs<'_, '_>),
    (id, year): (&str, i32),
    parts: &Parts<'_>,
    d: &mut Diagnostics,
) -> Option<Calculation> {
    let (management, climate, cover) = (row.management.get()?, row.climate.get()?, row.cover.get()?);
    let mut waste =
        Waste { defaults: Defaults::of(landfill_deposits::Row::TABLE), streams: Vec::new(), rows: Vec::new() };
    // Every row is read, so that one bad deposit does not hide the next.
    let of_it = parts.deposits.iter().filter(|part| part.typed.landfill_id.get() == Some(id));
    let of = (management.as_str(), climate.as_str());
    let whole = of_it.filter(|part| waste.add(part, of, d).is_none()).count() == 0;
    if waste.streams.is_empty() && whole {
        let help = "give every year's deposits in landfill_deposits.csv, or remove the landfill";
        problem(row.landfill_id, format!("`{id}` has no deposits"), help, d);
    }
    let whole = whole && !waste.streams.is_empty();
    let landfill = all!(row, d => Landfill {
        year: Some(year),
        streams: Some(waste.streams),
        delay_months: inputs.number_or(row.delay_months, ("", ""), d),
        methane_fraction: inputs.number_or(row.methane_fraction, ("", ""), d),
        recovered: read_recovery(&parts.recovery, (id, year), &mut waste.rows, d),
        oxidation: inputs.number_or(row.oxidation, (cover.as_str(), ""), d),
    });
    let (code, category) = inputs.activity("landfill_id", "waste_treatment/landfill", d)?;
    let results = move |year: LandfillYear| Outcome::of_gases(&code, category, &year.released());
    let mut calculation = inputs.calculation(landfill.filter(|_| whole)?, first_order_decay, d, results)?;
    calculation.working.defaults.extend(waste.defaults.taken);
    calculation.rows.extend(waste.rows);
    Some(calculation)
}

/// What was deposited in one landfill.
struct Waste {
    defaults: Defaults,
    streams: Vec<WasteStream>,
    rows: Vec<TableRow>,
}

impl Waste {
    /// Adds a deposit to the stream of its kind.
    fn add(&mut self, part: &Deposit<'_>, (management, climate): (&str, &str), d: &mut Diagnostics) -> Option<()> {
        let row = part.typed;
        let (waste, matter) = (row.waste.get()?.as_str(), row.matter.get()?.as_str());
        let stream = all!(row, d => WasteStream {
            name: Some(waste.replace('_', " ")),
            doc: self.defaults.number_or(row.doc, (matter, waste), d),
            docf: self.defaults.number_or(row.docf, ("", waste), d),
            mcf: self.defaults.number_or(row.mcf, (management, ""), d),
            decay_rate_per_year: self.defaults.number_or(row.decay_rate_per_year, (climate, waste), d),
            deposits: Some(Vec::new()),
        });
        let (mut stream, deposit) = (stream?, (row.year.get()?, row.deposited.get()?));
        if !part.is_whole {
            return None;
        }
        self.rows.push(table_row(part.row));
        let same = |other: &&mut WasteStream| WasteStream { deposits: Vec::new(), ..(**other).clone() } == stream;
        match self.streams.iter_mut().find(same) {
            Some(known) => known.deposits.push(deposit),
            None => {
                stream.deposits.push(deposit);
                self.streams.push(stream);
            }
        }
        Some(())
    }
}

/// Methane collected in the year: the masses of its rows, or the share of its one row.
fn read_recovery(
    rows: &[Collected<'_>],
    (id, year): (&str, i32),
    found_rows: &mut Vec<TableRow>,
    d: &mut Diagnostics,
) -> Option<Recovery> {
    let mut found: Option<Recovery> = None;
    for Part { typed: row, row: cells, is_whole } in rows.iter().filter(|part| part.typed.landfill_id.get() == Some(id))
    {
        if row.year.get().is_some_and(|of_row| of_row != year) {
            continue;
        }
        if !is_whole {
            return None;
        }
        let of_row = match (row.recovered.is_empty(), row.recovered_share.is_empty()) {
            (false, true) => Recovery::Mass(row.recovered.get()?),
            (true, false) => Recovery::Share(row.recovered_share.get()?),
            _ => {
                let message = "recovered or recovered_share, one of them, says what was collected";
                problem(row.recovered, message.to_owned(), "fill in one and leave the other empty", d);
                return None;
            }
        };
        found = match (found, of_row) {
            (None, first) => Some(first),
            (Some(Recovery::Mass(sum)), Recovery::Mass(more)) => Some(Recovery::Mass(sum + more)),
            _ => {
                let message = format!("`{id}` has a share and another row for {year}");
                problem(row.recovered_share, message, "keep one row with the share of the whole year", d);
                return None;
            }
        };
        found_rows.push(table_row(*cells));
    }
    Some(found.unwrap_or(Recovery::NONE))
}

/// The calendar year that a row covers.
fn calendar_year(inputs: &RowInputs<'_, '_>, d: &mut Diagnostics) -> Option<i32> {
    let period = inputs.period()?;
    let year = period.start().year();
    let whole = Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31)).and_then(|(a, b)| Period::new(a, b));
    if whole == Some(period) {
        return Some(year.into());
    }
    let what = format!("{period} is no calendar year, and the decay is reckoned by calendar years");
    refuse(inputs.row, &MethodError::Contradiction { input: "end", what }, d);
    None
}

/// Reports a row of a landfill that landfills.csv does not have.
fn of_a_landfill(cell: Cell<'_, &str>, landfills: &[(Row<'_>, RowInputs<'_, '_>)], d: &mut Diagnostics) {
    let Some(id) = cell.get() else { return };
    if landfills.iter().any(|(landfill, _)| landfill.landfill_id.get() == Some(id)) {
        return;
    }
    let message = format!("there is no landfill `{id}` in landfills.csv");
    problem(cell, message, "add the landfill there, or correct the id", d);
}

fn problem<T: Copy>(cell: Cell<'_, T>, message: String, help: &str, d: &mut Diagnostics) {
    cell.report(CellProblem::new(Code::MethodInput, message, help), d);
}

#[cfg(test)]
mod tests;
