//! landfills.csv, landfill_deposits.csv and landfill_recovery.csv: first-order decay.
//!
//! A row of the first is a landfill in one calendar year; the others say what was deposited in
//! it over all its years, and what methane was collected.

use super::inputs::{Defaults, RowInputs, refuse, table_row};
use super::{Context, MethodTables};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::method::landfill::{Landfill, LandfillYear, WasteStream, first_order_decay};
use crate::method::recovery::Recovery;
use crate::method::{Calculation, MethodError, Outcome, TableRow};
use crate::period::{Day, Period};
use crate::quantity::{Amount, Mass};
use crate::table::Row;
use crate::table::cell::CellProblem;

const TABLE: &str = "landfills";
const DEPOSITS: &str = "landfill_deposits";
const RECOVERY: &str = "landfill_recovery";

/// Reads the tables: each row of landfills.csv is a calculation.
pub(super) fn read(tables: &MethodTables, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    let rows = |table| tables.get(table).into_iter().flat_map(|table| table.rows()).collect::<Vec<Row<'_>>>();
    let (landfills, deposits, recovery) = (rows(TABLE), rows(DEPOSITS), rows(RECOVERY));
    for row in deposits.iter().chain(&recovery) {
        of_a_landfill(*row, &landfills, d);
    }
    let mut seen: Vec<(&str, i32, Row<'_>)> = Vec::new();
    let mut found = Vec::new();
    for row in landfills {
        let inputs = RowInputs::new(TABLE, row, context, d);
        let (id, year) = (row.required_text("landfill_id", d), calendar_year(&inputs, d));
        let Some((id, year)) = id.zip(year) else { continue };
        if seen.iter().any(|(other, known, _)| (*other, *known) == (id, year)) {
            let message = format!("`{id}` is in the table for {year} already");
            problem(row, "landfill_id", message, "remove one of the two rows", d);
            continue;
        }
        seen.push((id, year, row));
        found.extend(read_landfill(inputs, id, year, [&deposits, &recovery], d));
    }
    doubt_years_without_a_row(&seen, context.period, d);
    doubt_deposits_to_come(&seen, &deposits, d);
    found
}

/// Doubts years of the book that a landfill has no row for, at the first row it has: methane goes on
/// for decades, and a book of a fiscal year has days of two calendar years.
fn doubt_years_without_a_row(seen: &[(&str, i32, Row<'_>)], book: Period, d: &mut Diagnostics) {
    for (index, (id, _, row)) in seen.iter().enumerate() {
        if seen.iter().take(index).any(|(other, ..)| other == id) {
            continue;
        }
        for year in book.start().year()..=book.end().year() {
            if seen.iter().any(|(other, known, _)| other == id && *known == i32::from(year)) {
                continue;
            }
            let message = format!("`{id}` has no row for {year}, and the book has days of that year");
            let doubt = Diagnostic::warning(Code::MethodInput, row.place_of("start"), message);
            d.push(doubt.with_help(format!("add a row for {year}, unless the landfill opened later")));
        }
    }
}

/// Doubts deposits after the last year of their landfill: they change nothing, and the year may be a slip.
fn doubt_deposits_to_come(seen: &[(&str, i32, Row<'_>)], deposits: &[Row<'_>], d: &mut Diagnostics) {
    for row in deposits {
        let year = row.text("year").and_then(|year| year.parse::<i32>().ok());
        let of_landfill = seen.iter().filter(|(id, ..)| row.text("landfill_id") == Some(id));
        let last = of_landfill.map(|(_, year, _)| *year).max();
        let Some((year, last)) = year.zip(last).filter(|(year, last)| year > last) else { continue };
        let message = format!("a deposit of {year} does not count: the landfill's last year in the book is {last}");
        let doubt = Diagnostic::warning(Code::MethodInput, row.place_of("year"), message);
        d.push(doubt.with_help("correct the year if it is a slip; else the row waits for the book of its year"));
    }
}

fn read_landfill(
    mut inputs: RowInputs<'_, '_>,
    id: &str,
    year: i32,
    [deposits, recovery]: [&[Row<'_>]; 2],
    d: &mut Diagnostics,
) -> Option<Calculation> {
    let row = inputs.row;
    let (site, climate) = (row.choice("management", d), row.choice("climate", d));
    let delay_months = inputs.number_or("delay_months", ("", ""), d);
    let methane_fraction = inputs.number_or("methane_fraction", ("", ""), d);
    let oxidation = inputs.number_or("oxidation", (row.choice("cover", d)?, ""), d);
    let (site, climate) = (site?, climate?);
    let mut waste = Waste { defaults: Defaults::of(DEPOSITS), streams: Vec::new(), rows: Vec::new() };
    // Every row is read, so that one bad deposit does not hide the next.
    let of_it = deposits.iter().filter(|row| row.text("landfill_id") == Some(id));
    let whole = of_it.filter(|row| waste.add(**row, site, climate, d).is_none()).count() == 0;
    if waste.streams.is_empty() && whole {
        let help = "give every year's deposits in landfill_deposits.csv, or remove the landfill";
        problem(row, "landfill_id", format!("`{id}` has no deposits"), help, d);
    }
    let recovered = read_recovery(recovery, id, year, &mut waste.rows, d);
    let (code, category) = inputs.activity("landfill_id", "waste_treatment/landfill", d)?;
    if !whole || waste.streams.is_empty() {
        return None;
    }
    let landfill = Landfill {
        year,
        streams: waste.streams,
        delay_months: delay_months?,
        methane_fraction: methane_fraction?,
        recovered: recovered?,
        oxidation: oxidation?,
    };
    let results = move |year: LandfillYear| Outcome::of_gases(&code, category, &year.released());
    let mut calculation = inputs.calculation(landfill, first_order_decay, d, results)?;
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
    fn add(&mut self, row: Row<'_>, site: &str, climate: &str, d: &mut Diagnostics) -> Option<()> {
        let (year, mass) = (whole_year(row, d), mass(row, "deposited", d));
        let (waste, matter) = (row.choice("waste", d), row.choice("matter", d));
        let (waste, matter) = (waste?, matter?);
        let mut number = |name, of| self.defaults.number_or(row, name, of, d);
        let (doc, docf) = (number("doc", (matter, waste)), number("docf", ("", waste)));
        let mcf = number("mcf", (site, ""));
        let decay_rate_per_year = number("decay_rate_per_year", (climate, waste));
        let (doc, docf, mcf, decay_rate_per_year) = (doc?, docf?, mcf?, decay_rate_per_year?);
        let (year, mass) = (year?, mass?);
        let name = waste.replace('_', " ");
        let mut stream = WasteStream { name, doc, docf, mcf, decay_rate_per_year, deposits: Vec::new() };
        self.rows.push(table_row(row));
        let same = |other: &&mut WasteStream| WasteStream { deposits: Vec::new(), ..(**other).clone() } == stream;
        match self.streams.iter_mut().find(same) {
            Some(known) => known.deposits.push((year, mass)),
            None => {
                stream.deposits.push((year, mass));
                self.streams.push(stream);
            }
        }
        Some(())
    }
}

/// Methane collected in the year: the masses of its rows, or the share of its one row.
fn read_recovery(
    rows: &[Row<'_>],
    id: &str,
    year: i32,
    found_rows: &mut Vec<TableRow>,
    d: &mut Diagnostics,
) -> Option<Recovery> {
    let mut found: Option<Recovery> = None;
    for row in rows.iter().filter(|row| row.text("landfill_id") == Some(id)) {
        if whole_year(*row, d)? != year {
            continue;
        }
        let of_row = match (row.text("recovered").is_some(), row.text("recovered_share").is_some()) {
            (true, false) => Recovery::Mass(mass(*row, "recovered", d)?),
            (false, true) => Recovery::Share(row.number("recovered_share", d)?),
            _ => {
                let message = "recovered or recovered_share, one of them, tells what was collected";
                problem(*row, "recovered", message.to_owned(), "fill in one and leave the other empty", d);
                return None;
            }
        };
        found = match (found, of_row) {
            (None, first) => Some(first),
            (Some(Recovery::Mass(sum)), Recovery::Mass(more)) => Some(Recovery::Mass(sum + more)),
            _ => {
                let message = format!("`{id}` has a share and another row for {year}");
                problem(*row, "recovered_share", message, "keep one row with the share of the whole year", d);
                return None;
            }
        };
        found_rows.push(table_row(*row));
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

/// The year of a deposit or of a recovery.
fn whole_year(row: Row<'_>, d: &mut Diagnostics) -> Option<i32> {
    row.required_text("year", d)?;
    let year = row.number("year", d)?;
    if year.fract().abs() < f64::EPSILON {
        return Some(year as i32);
    }
    problem(row, "year", format!("{year} is no year"), "write a calendar year: `1998`", d);
    None
}

fn mass(row: Row<'_>, name: &'static str, d: &mut Diagnostics) -> Option<Mass> {
    let number = row.required_text(name, d).and_then(|_| row.number(name, d));
    row.required_text("unit", d)?;
    let (number, unit) = (number?, row.unit("unit", d)?);
    let mass = Amount::new(number, unit).mass();
    if mass.is_none() {
        let message = format!("`{unit}` is {}, and the method needs a mass", unit.dimension().phrase());
        row.report("unit", CellProblem::new(Code::CannotConvert, message, "give the quantity as a mass"), d);
    }
    mass
}

/// Reports a row of a landfill that landfills.csv does not have.
fn of_a_landfill(row: Row<'_>, landfills: &[Row<'_>], d: &mut Diagnostics) {
    let Some(id) = row.required_text("landfill_id", d) else { return };
    if landfills.iter().any(|landfill| landfill.text("landfill_id") == Some(id)) {
        return;
    }
    let message = format!("there is no landfill `{id}` in landfills.csv");
    problem(row, "landfill_id", message, "add the landfill there, or correct the id", d);
}

fn problem(row: Row<'_>, name: &str, message: String, help: &str, d: &mut Diagnostics) {
    row.report(name, CellProblem::new(Code::MethodInput, message, help), d);
}

#[cfg(test)]
mod tests;
