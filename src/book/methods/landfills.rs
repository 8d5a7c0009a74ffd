//! landfills.csv, landfill_deposits.csv and landfill_recovery.csv: first-order decay.
//!
//! A row of the first is a landfill in one calendar year; the others say what was deposited in
//! it over all its years, and what methane was collected.

use std::collections::{BTreeMap, BTreeSet};

use super::{Calculation, Context, MethodTables, Reported, RowInputs, all};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::method::landfill::{Landfill, WasteStream, first_order_decay};
use crate::method::recovery::Recovery;
use crate::period::{Day, Period};
use crate::place::Place;
use crate::table::typed::landfills::Row;
use crate::table::typed::{Cell, Word, landfill_deposits, landfill_recovery};

type Site<'t> = RowInputs<'t, Row<'t>>;
type Deposit<'t> = RowInputs<'t, landfill_deposits::Row<'t>>;
type Collected<'t> = RowInputs<'t, landfill_recovery::Row<'t>>;

/// The years that each landfill has rows for, and where the first row starts.
type Years<'t> = BTreeMap<&'t str, (Place, BTreeSet<i32>)>;

/// Reads the tables: each row of landfills.csv is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    let mut landfills: Vec<Site<'_>> = tables.rows(context).collect();
    let mut deposits: Vec<Deposit<'_>> = tables.parts(context).collect();
    let mut recovery: Vec<Collected<'_>> = tables.parts(context).collect();
    deposits.iter_mut().for_each(|row| of_a_landfill(row, row.landfill_id, &landfills));
    recovery.iter_mut().for_each(|row| of_a_landfill(row, row.landfill_id, &landfills));
    let (mut years, mut found) = (Years::new(), Vec::new());
    for row in &mut landfills {
        let Some((id, year)) = row.landfill_id.get().zip(calendar_year(row)) else { continue };
        let (_, seen) = years.entry(id).or_insert_with(|| (row.place_of("start"), BTreeSet::new()));
        if seen.insert(year) {
            let of_it = deposits.iter_mut().filter(|part| part.landfill_id.get() == Some(id));
            let collected = recovery.iter_mut().filter(|part| part.landfill_id.get() == Some(id));
            found.extend(read_landfill(row, year, of_it.collect(), collected.collect()));
        } else {
            let message = format!("`{id}` is in the table for {year} already");
            row.problem(row.landfill_id, message, "remove one of the two rows");
        }
    }
    warn_of_years_without_a_row(&years, context.period, d);
    warn_of_deposits_to_come(&years, &mut deposits);
    landfills.into_iter().for_each(|row| d.extend(row.problems()));
    deposits.into_iter().for_each(|row| d.extend(row.problems()));
    recovery.into_iter().for_each(|row| d.extend(row.problems()));
    found
}

/// Warns of years of the book that a landfill has no row for, at the first row it has: methane goes on
/// for decades, and a book of a fiscal year has days of two calendar years.
fn warn_of_years_without_a_row(years: &Years<'_>, book: Period, d: &mut Diagnostics) {
    for (id, (start, seen)) in years {
        let of_the_book = i32::from(book.start().year())..=i32::from(book.end().year());
        for year in of_the_book.filter(|year| !seen.contains(year)) {
            let message = format!("`{id}` has no row for {year}, and the book has days of that year");
            let warning = Diagnostic::warning(Code::MethodInput, start.clone(), message);
            d.push(warning.with_help(format!("add a row for {year}, unless the landfill opened later")));
        }
    }
}

/// Warns of deposits after the last year of their landfill: they change nothing, and the year may be a slip.
fn warn_of_deposits_to_come(years: &Years<'_>, deposits: &mut [Deposit<'_>]) {
    for row in deposits {
        let last = row.landfill_id.get().and_then(|id| years.get(id)?.1.last());
        let Some((year, last)) = row.year.get().zip(last).filter(|(year, last)| year > last) else { continue };
        let message = format!("a deposit of {year} does not count: the landfill's last year in the book is {last}");
        let help = "correct the year if it is a slip; else the row waits for the book of its year";
        row.warn_at("year", message, help);
    }
}

fn read_landfill(
    row: &mut Site<'_>,
    year: i32,
    mut deposits: Vec<&mut Deposit<'_>>,
    mut recovery: Vec<&mut Collected<'_>>,
) -> Option<Calculation> {
    let of = (row.management.get()?.as_str(), row.climate.get()?.as_str());
    let mut streams = Vec::new();
    // Every row is read, so that one bad deposit does not hide the next.
    let bad = deposits.iter_mut().filter_map(|part| add(part, &mut streams, of).is_none().then_some(())).count();
    if deposits.is_empty() {
        let message = format!("`{}` has no deposits", row.landfill_id.get().unwrap_or_default());
        let help = "give every year's deposits in landfill_deposits.csv, or remove the landfill";
        row.problem(row.landfill_id, message, help);
    }
    recovery.retain(|part| part.year.get().is_none_or(|of_row| of_row == year));
    let landfill = all!(row => Landfill {
        year: Some(year),
        streams: Some(streams).filter(|streams| bad == 0 && !streams.is_empty()),
        delay_months, methane_fraction,
        recovered: read_recovery(&mut recovery, year),
        oxidation,
    });
    deposits.into_iter().for_each(|part| row.take_in(part));
    recovery.into_iter().for_each(|part| row.take_in(part));
    row.report_as_declared();
    row.calculation(landfill, first_order_decay, Reported::gases)
}

/// Adds a deposit to the stream of its kind.
fn add(row: &mut Deposit<'_>, streams: &mut Vec<WasteStream>, (management, climate): (&str, &str)) -> Option<()> {
    let waste = row.waste.get()?.as_str();
    let stream = all!(row => WasteStream {
        name: Some(waste.replace('_', " ")),
        doc, docf,
        mcf: row.number_or(row.mcf, [management, ""]),
        decay_rate_per_year: row.number_or(row.decay_rate_per_year, [climate, waste]),
        deposits: Some(Vec::new()),
    });
    let (mut stream, deposit) = stream.filter(|_| row.is_whole()).zip(row.year.get().zip(row.deposited.get()))?;
    let same = |other: &&mut WasteStream| WasteStream { deposits: Vec::new(), ..(**other).clone() } == stream;
    match streams.iter_mut().find(same) {
        Some(known) => known.deposits.push(deposit),
        None => {
            stream.deposits.push(deposit);
            streams.push(stream);
        }
    }
    Some(())
}

/// Methane collected in the year: the masses of its rows, or the share of its one row.
fn read_recovery(rows: &mut [&mut Collected<'_>], year: i32) -> Option<Recovery> {
    let mut found: Option<Recovery> = None;
    for row in rows {
        if !row.is_whole() {
            return None;
        }
        let of_row = match (row.recovered.is_empty(), row.recovered_share.is_empty()) {
            (false, true) => Recovery::Mass(row.recovered.get()?),
            (true, false) => Recovery::Share(row.recovered_share.get()?),
            _ => {
                let message = "recovered or recovered_share, one of them, says what was collected";
                row.problem(row.recovered, message, "fill in one and leave the other empty");
                return None;
            }
        };
        found = match (found, of_row) {
            (None, first) => Some(first),
            (Some(Recovery::Mass(sum)), Recovery::Mass(more)) => Some(Recovery::Mass(sum + more)),
            _ => {
                let id = row.landfill_id.get().unwrap_or_default();
                let message = format!("`{id}` has a share and another row for {year}");
                row.problem(row.recovered_share, message, "keep one row with the share of the whole year");
                return None;
            }
        };
    }
    Some(found.unwrap_or(Recovery::NONE))
}

/// The calendar year that a row covers.
fn calendar_year(row: &mut Site<'_>) -> Option<i32> {
    let period = row.period?;
    let year = period.start().year();
    let whole = Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31)).and_then(|(a, b)| Period::new(a, b));
    if whole == Some(period) {
        return Some(year.into());
    }
    row.refuse("end", format!("{period} is no calendar year, and the decay is reckoned by calendar years"));
    None
}

/// Reports a row of a landfill that landfills.csv does not have.
fn of_a_landfill<R>(row: &mut RowInputs<'_, R>, cell: Cell<'_, &str>, landfills: &[Site<'_>]) {
    let Some(id) = cell.get() else { return };
    if landfills.iter().all(|landfill| landfill.landfill_id.get() != Some(id)) {
        let message = format!("there is no landfill `{id}` in landfills.csv");
        row.problem(cell, message, "add the landfill there, or correct the id");
    }
}

#[cfg(test)]
mod tests;
