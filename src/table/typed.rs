//! Rows as the declarations of their tables type them.
//!
//! In: a [`Row`]. Out: its cells as values, each read once, with every problem reported before anybody gives the row up. The
//! rows themselves are written by `src/build.rs` from `datasets/schemas`: a field for each column, an enum for each choice.

mod value;

pub(crate) use value::GasVolume;

use super::cell::{self, CellProblem};
use super::schema::{Column, ColumnKind};
use super::{Row, Table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::estate::{GLOBAL, Role};
use crate::period::{Day, Period};
use crate::place::Place;
use crate::quantity::{Amount, Energy, GwpSet, HeatBasis, Length, Mass, Unit, Volume};

/// A row of a declared table.
pub(crate) trait TypedRow<'t>: Sized {
    /// The table's name.
    const TABLE: &'static str;

    /// Where its columns stand in one file.
    type Columns;

    /// Finds its columns in a file.
    fn columns(table: &Table) -> Self::Columns;

    /// Reads every cell; what is wrong with one is reported at it.
    fn read(cells: &mut Cells<'t>, columns: &Self::Columns, d: &mut Diagnostics) -> Self;
}

/// A column of a table, and where it stands in one file.
#[derive(Clone, Copy)]
pub(crate) struct At {
    column: &'static Column,
    /// Which cell of a row holds it, counted from 0.
    cell: Option<usize>,
    /// Which one holds its unit.
    unit: Option<usize>,
}

impl Table {
    /// A column by its name.
    fn at(&self, name: &str) -> Option<At> {
        let position = |name: &str| self.header.position(self.schema, name);
        let at = |column: &'static Column| At {
            column,
            cell: position(name),
            unit: column.unit.as_deref().and_then(position),
        };
        self.schema.column(name).map(at)
    }
}

/// Reads the rows of one file. Its columns are found once and not at each row: a table may have a million.
pub(crate) struct Reader<'t, R: TypedRow<'t>> {
    columns: R::Columns,
    method: Option<At>,
}

impl<'t, R: TypedRow<'t>> Reader<'t, R> {
    /// A reader of a table's rows.
    pub(crate) fn of(table: &Table) -> Self {
        let method = table.at("method").filter(|at| at.column.kind == ColumnKind::Choice);
        Self { columns: R::columns(table), method }
    }

    /// The cells of a row, none read yet.
    pub(crate) fn cells(&self, row: Row<'t>) -> Cells<'t> {
        let word = self.method.and_then(|at| cell::choice(row.cell(at.cell)?, at.column).ok());
        Cells { row, method: word, wrong: Vec::new(), warned: Vec::new(), bad: false }
    }

    /// Reads every cell of a row.
    pub(crate) fn read(&self, cells: &mut Cells<'t>, d: &mut Diagnostics) -> R {
        R::read(cells, &self.columns, d)
    }

    /// Reads a row whose cells nobody asks about afterwards.
    pub(crate) fn row(&self, row: Row<'t>, d: &mut Diagnostics) -> R {
        self.read(&mut self.cells(row), d)
    }
}

/// What a cell can hold. Reading one that cannot stand there reports a problem.
pub(crate) trait Value<'t>: Sized {
    /// Reads a cell that is not empty, and reports what is wrong with it.
    fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self>;

    /// What a number that stands for an empty cell is; only numbers without a unit have such.
    fn of_number(_: f64) -> Option<Self> {
        None
    }
}

/// A row of a method's table. It is reported under the code of its table, or by cells of its own; where it has
/// neither, its reader knows the code.
pub(crate) trait Reports<'t> {
    /// The code of every row.
    const CODE: Option<&'static str> = None;

    /// Its cells that say as what, and what makes gases of it.
    fn reported(&self) -> Option<Reported<'t>> {
        None
    }
}

/// What a row is reported as and what makes gases of it, as far as its table has the columns.
#[derive(Clone, Copy)]
pub(crate) struct Reported<'t> {
    pub(crate) activity: Cell<'t, &'t str>,
    pub(crate) factors_of: Cell<'t, &'t str>,
    pub(crate) basis: Cell<'t, HeatBasis>,
    pub(crate) gwp: Cell<'t, GwpSet>,
    pub(crate) factor_id: Cell<'t, &'t str>,
    pub(crate) region: Cell<'t, Region<'t>>,
}

/// Where a factor is from: a code in capitals.
#[derive(Clone, Copy)]
pub(crate) struct Region<'t>(pub(crate) &'t str);

impl Cell<'_, Day> {
    /// Two dates in order, the second of which stands here; reported if they are not.
    pub(crate) fn in_order(self, start: Day, end: Day, d: &mut Diagnostics) -> Option<Period> {
        let period = Period::new(start, end);
        if period.is_none() {
            let message = format!("`{}`, {end}, is before {start}", self.name());
            let help = "correct one of the two dates; a single day starts and ends on the same date";
            self.report(CellProblem::new(Code::EndBeforeStart, message, help), d);
        }
        period
    }
}

impl<'t> Cell<'t, Region<'t>> {
    /// The region; an empty cell is the whole world.
    pub(crate) fn or_global(self) -> Option<&'t str> {
        if self.is_empty() { Some(GLOBAL) } else { self.get().map(|Region(code)| code) }
    }
}

impl<'t> Value<'t> for Region<'t> {
    fn read(cells: &mut Cells<'t>, at: At, text: &'t str, d: &mut Diagnostics) -> Option<Self> {
        cells.checked(&at.column.name, cell::region(text).map(Self), d)
    }
}

/// A list of words, which a choice is one of.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// What the words stand for, in the order of the declaration.
    const ALL: &'static [Self];

    /// The word.
    fn as_str(self) -> &'static str;
}

/// Lists of the core as words of a choice: the words are the core's own.
macro_rules! words_of_the_core {
    ($($name:ident: $all:expr;)*) => {$(
        impl Word for $name {
            const ALL: &'static [Self] = $all;

            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }
        }
    )*};
}

words_of_the_core! {
    HeatBasis: &[Self::Net, Self::Gross];
    Role: &[Self::Factory, Self::Utility, Self::Common, Self::Outside];
    GwpSet: &GwpSet::ALL;
}

/// A row while its cells are read: each problem of a cell is reported once, whoever asks.
pub(crate) struct Cells<'t> {
    row: Row<'t>,
    /// The row's method, if its table has methods and the word is one.
    method: Option<&'static str>,
    /// Columns whose cell has an error, which is reported.
    wrong: Vec<&'static str>,
    /// Columns whose cell is warned of: it stands empty, and nothing is wrong with it.
    warned: Vec<&'static str>,
    /// Whether anything is wrong with this row, or with another of its calculation.
    bad: bool,
}

/// A cell, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'t, T> {
    row: Row<'t>,
    column: Option<&'static Column>,
    state: State<T>,
}

#[derive(Clone, Copy)]
enum State<T> {
    /// Nothing is in it, or the row's method does not take it.
    Empty,
    /// What is wrong with it is reported.
    Bad,
    Good(T),
}

impl<'t, T: Copy> Cell<'t, T> {
    /// The value, if the cell has a good one.
    pub(crate) fn get(self) -> Option<T> {
        match self.state {
            State::Good(value) => Some(value),
            State::Empty | State::Bad => None,
        }
    }

    /// The value; an empty cell is reported.
    pub(crate) fn need(self, d: &mut Diagnostics) -> Option<T> {
        if self.is_empty() {
            self.row.report_empty(self.name(), d);
        }
        self.get()
    }

    /// Whether nothing is in it that its row's method takes.
    pub(crate) fn is_empty(self) -> bool {
        matches!(self.state, State::Empty)
    }

    /// Whether something is in it that cannot stand there, which is reported.
    pub(crate) fn is_bad(self) -> bool {
        matches!(self.state, State::Bad)
    }

    /// A cell of a column that the table lacks.
    fn absent<U>(self) -> Cell<'t, U> {
        Cell { row: self.row, column: None, state: State::Empty }
    }

    /// The declaration of its column.
    pub(crate) fn column(self) -> Option<&'static Column> {
        self.column
    }

    /// The row it is of.
    pub(crate) fn row(self) -> Row<'t> {
        self.row
    }

    /// The name of its column.
    pub(crate) fn name(self) -> &'static str {
        self.column.map_or("", |column| &column.name)
    }

    /// Where it stands.
    pub(crate) fn place(self) -> Place {
        self.row.place_of(self.name())
    }

    /// Reports a problem of the cell.
    pub(crate) fn report(self, problem: CellProblem, d: &mut Diagnostics) {
        self.row.report(self.name(), problem, d);
    }
}

impl<'t> Cells<'t> {
    /// Reads a cell of the type its table declares.
    ///
    /// A cell that the row's method does not take is warned of and not read. Of a row whose method is no word of the table,
    /// every cell is read and none warned of: nobody knows what it takes.
    pub(crate) fn read<T: Value<'t>>(&mut self, at: Option<At>, d: &mut Diagnostics) -> Cell<'t, T> {
        let state = at.map_or(State::Empty, |at| self.state(at, d));
        Cell { row: self.row, column: at.map(|at| at.column), state }
    }

    fn state<T: Value<'t>>(&mut self, at: At, d: &mut Diagnostics) -> State<T> {
        match self.row.cell(at.cell) {
            Some(_) if self.method.is_some_and(|method| !at.column.is_taken_by(method)) => {
                self.warn(at.column, d);
                State::Empty
            }
            Some(text) => T::read(self, at, text, d).map_or(State::Bad, State::Good),
            None if at.column.required => {
                self.missing(&at.column.name, d);
                State::Bad
            }
            None => State::Empty,
        }
    }

    /// Whether anything is wrong with a cell read so far.
    pub(crate) fn have_problems(&self) -> bool {
        self.bad
    }

    /// Takes what is wrong with another row for this one's: both are of one calculation.
    pub(crate) fn join(&mut self, other: &Self) {
        self.bad |= other.bad;
    }

    /// Whether an error of a cell was reported.
    pub(crate) fn is_wrong(&self, name: &str) -> bool {
        self.wrong.contains(&name)
    }

    /// Whether a cell was reported or warned of.
    pub(crate) fn is_told(&self, name: &str) -> bool {
        self.is_wrong(name) || self.is_warned_of(name)
    }

    /// Whether a cell was warned of because the row's method does not take it.
    pub(crate) fn is_warned_of(&self, name: &str) -> bool {
        self.warned.contains(&name)
    }

    fn warn(&mut self, column: &'static Column, d: &mut Diagnostics) {
        let method = self.method.unwrap_or_default();
        if !self.is_told(&column.name) {
            self.warned.push(&column.name);
            let help = format!("empty the cell, or choose `{}`", column.methods.join("` or `"));
            not_taken(self.row, &column.name, &format!("the method `{method}`"), help, d);
        }
    }

    /// Tells that a cell is empty, once.
    fn missing(&mut self, name: &'static str, d: &mut Diagnostics) {
        self.bad = true;
        if self.is_first(name) {
            self.row.report_empty(name, d);
        }
    }

    /// What a check of a cell gave; its problem is reported once.
    fn checked<T>(&mut self, name: &'static str, result: Result<T, CellProblem>, d: &mut Diagnostics) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.bad = true;
                if self.is_first(name) {
                    self.row.report(name, problem, d);
                }
                None
            }
        }
    }

    /// Whether no error of a cell was reported yet. From now on one is.
    fn is_first(&mut self, name: &'static str) -> bool {
        let first = !self.is_wrong(name);
        if first {
            self.wrong.push(name);
        }
        first
    }

    /// A number with the unit of another column, measuring what `of` makes of it.
    fn measured<T>(
        &mut self,
        At { column, unit, .. }: At,
        text: &str,
        d: &mut Diagnostics,
        (wanted, of): (&str, impl FnOnce(Amount) -> Option<T>),
    ) -> Option<T> {
        let number = self.checked(&column.name, cell::number(text, column), d);
        let beside = column.unit.as_deref()?;
        let Some(symbol) = self.row.cell(unit) else {
            self.missing(beside, d);
            return None;
        };
        let amount = Amount::new(number?, self.checked(beside, cell::unit(symbol), d)?);
        let measured = of(amount);
        // Which cells the row's method takes, and so what its unit must measure, a misspelt method does not say.
        let is_known = column.methods.is_empty() || self.method.is_some();
        if measured.is_none() && is_known {
            self.checked::<T>(beside, Err(cell::not_measured(amount.unit(), wanted)), d);
        }
        measured
    }
}

/// Warns of a cell that is filled in and that nothing takes.
pub(crate) fn not_taken(row: Row<'_>, name: &str, by: &str, help: impl Into<String>, d: &mut Diagnostics) {
    let message = format!("`{name}` is filled in, and {by} does not take it");
    d.push(Diagnostic::warning(Code::CellNotTaken, row.place_of(name), message).with_help(help));
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

#[cfg(test)]
mod tests;
