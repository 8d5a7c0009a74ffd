//! The inputs of one calculation: cells of a row, defaults for those left empty, and what every
//! such row says of its site and time.

use std::ops::Deref;

use super::Context;
use super::reported::Reported;
use crate::activity::Dimensions;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest_word};
use crate::id::{MeterId, SiteId};
use crate::method::{Again, Calculation, Default, Inputs, MethodError, Outcome, TableRow, Worked};
use crate::period::Period;
use crate::place::Place;
use crate::quantity::{Amount, Unit};
use crate::scope::Category;
use crate::shipped::parameters;
use crate::table::cell::{CellProblem, not_measured};
use crate::table::typed::{Cell, Cells, Reader, TypedRow, Value, methods, not_taken};
use crate::table::{Row, rules};

/// What rows of one calculation have in common.
const COMMON: [&str; 7] = ["site_id", "start", "end", "counterparty", "meter_id", "data_quality", "uncertainty_pct"];

/// A struct of values that must all be there: each is asked for, and reports what it lacks, before the first that is
/// not there ends it. A field without a value takes the cell of its name, by its declaration.
macro_rules! all {
    ($row:ident => $name:ident $(:: $variant:ident)? { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        let values = ($($crate::book::methods::inputs::all!(@ $row, $field $(, $value)?),)*);
        if let ($(Some($field),)*) = values { Some($name $(:: $variant)? { $($field),* }) } else { None }
    }};
    (@ $row:ident, $field:ident) => { $row.value($row.$field) };
    (@ $row:ident, $field:ident, $value:expr) => { $value };
}
pub(super) use all;

/// What a method makes of a struct of inputs, each a cell of the row as with [`all!`], and how that is reported.
macro_rules! calculate {
    ($row:ident, $method:ident($($inputs:tt)*) => $results:expr) => {{
        let inputs = $crate::book::methods::inputs::all!($row => $($inputs)*);
        $row.calculation(inputs, $method, $results)
    }};
}
pub(super) use calculate;

/// A row of a method's table while it becomes a calculation: its typed cells, what it says of site, time and quality,
/// the defaults it takes, and what is wrong with it.
pub(super) struct RowInputs<'t, R> {
    typed: R,
    row: Row<'t>,
    cells: Cells<'t>,
    context: Context<'t>,
    table: &'static str,
    site: Option<SiteId>,
    /// The days the row covers.
    pub(super) period: Option<Period>,
    dimensions: Dimensions,
    data_quality: Option<u8>,
    uncertainty_pct: Option<f64>,
    /// What the row is reported as.
    pub(super) reported: Option<Reported>,
    rows: Vec<TableRow>,
    defaults: Vec<Default>,
    problems: Diagnostics,
}

impl<R> Deref for RowInputs<'_, R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.typed
    }
}

impl<'t, R: TypedRow<'t>> RowInputs<'t, R> {
    /// Reads every cell of a row that is part of another table's calculation, which has site and time.
    pub(super) fn part(row: Row<'t>, reader: &Reader<'t, R>, context: Context<'t>) -> Self {
        let (mut cells, mut problems) = (reader.cells(row), Diagnostics::default());
        Self {
            typed: reader.read(&mut cells, &mut problems),
            row,
            cells,
            context,
            table: R::TABLE,
            site: None,
            period: None,
            dimensions: Dimensions::default(),
            data_quality: None,
            uncertainty_pct: None,
            reported: None,
            rows: vec![table_row(row)],
            defaults: Vec::new(),
            problems,
        }
    }

    /// Reads every cell of a row; its site and time are checked here.
    pub(super) fn read(
        row: Row<'t>,
        (common, own): (&Reader<'t, methods::Row<'t>>, &Reader<'t, R>),
        context: Context<'t>,
    ) -> Self {
        let mut inputs = Self::part(row, own, context);
        let d = &mut inputs.problems;
        let common = common.read(&mut inputs.cells, d);
        let own_site = rules::site(common.site_id, context.sites, context.told, d);
        let inside = own_site.filter(|site| rules::inside_the_fence(row, site, d));
        let counterparty = rules::site(common.counterparty, context.sites, context.told, d);
        let days = common.start.get().zip(common.end.get());
        let period = days.and_then(|(start, end)| common.end.in_order(start, end, d));
        inputs.period = period.filter(|period| rules::in_time(row, *period, inside, context.period, d));
        inputs.site = inside.map(|site| site.id.clone());
        inputs.dimensions = Dimensions {
            counterparty: counterparty.map(|site| site.id.clone()),
            meter: common.meter_id.get().map(MeterId::from),
            plant: None,
        };
        inputs.data_quality = common.data_quality.get().map(|grade| grade as u8);
        inputs.uncertainty_pct = common.uncertainty_pct.get();
        inputs
    }
}

impl<R> RowInputs<'_, R> {
    /// What is wrong with the row.
    pub(super) fn problems(self) -> Diagnostics {
        self.problems
    }

    /// How many days it covers.
    pub(super) fn days(&self) -> Option<f64> {
        self.period.map(|p| f64::from(p.end().epoch_days() - p.start().epoch_days() + 1))
    }

    /// Whether nothing is wrong with its cells.
    pub(super) fn is_whole(&self) -> bool {
        !self.cells.have_problems()
    }

    /// Where a cell stands.
    pub(super) fn place_of(&self, name: &str) -> Place {
        self.row.place_of(name)
    }

    /// What a cell says, if it is filled in.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.row.text(name)
    }

    /// Whether a column has a cell that is filled in.
    pub(super) fn is_filled(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// Warns of what a cell says.
    pub(super) fn warn_at(&mut self, name: &str, message: String, help: impl Into<String>) {
        let warning = Diagnostic::warning(Code::MethodInput, self.row.place_of(name), message);
        self.problems.push(warning.with_help(help));
    }

    /// Reports a problem of a cell.
    pub(super) fn report<T: Copy>(&mut self, cell: Cell<'_, T>, problem: CellProblem) {
        cell.report(problem, &mut self.problems);
    }

    /// Reports what the method cannot take of a cell.
    pub(super) fn problem<T: Copy>(&mut self, cell: Cell<'_, T>, message: impl Into<String>, help: &str) {
        self.problem_at(cell.name(), message, help);
    }

    /// The same by the name of the column.
    pub(super) fn problem_at(&mut self, name: &str, message: impl Into<String>, help: &str) {
        self.row.report(name, CellProblem::new(Code::MethodInput, message, help), &mut self.problems);
    }

    /// Reports a cell that the others of the row do not agree with.
    pub(super) fn refuse(&mut self, input: &'static str, what: impl Into<String>) {
        self.refused(&MethodError::Contradiction { input, what: what.into() });
    }

    fn refused(&mut self, error: &MethodError) {
        let help = "correct the cell, or the others it does not agree with; docs/METHODS.md has the equation";
        self.problem_at(error.input(), error.to_string(), help);
    }

    /// Takes in another row of the same calculation. What it says of site, time and quality, and of
    /// the columns `also`, must be what the first row says.
    pub(super) fn join(&mut self, mut other: Self, also: &[&'static str]) {
        for name in COMMON.iter().chain(also).copied() {
            let (first, here) = (self.row.text(name), other.row.text(name));
            if here.is_some() && here != first && !other.cells.is_told(name) {
                let (here, first) = (here.unwrap_or_default(), first.unwrap_or("nothing"));
                other.refuse(name, format!("`{name}` is `{here}`, and `{first}` in the first row of this calculation"));
            }
        }
        self.cells.join(&other.cells);
        self.take_in(&mut other);
        self.problems.extend(other.problems);
    }

    /// Takes in the place and the defaults of a row that is part of this calculation.
    pub(super) fn take_in<P>(&mut self, part: &mut RowInputs<'_, P>) {
        self.rows.extend(part.rows.iter().cloned());
        std::mem::take(&mut part.defaults).into_iter().for_each(|default| self.note(default));
    }

    /// Keeps a default. Many rows of one calculation may take the same; the working names it once.
    fn note(&mut self, default: Default) {
        if !self.defaults.contains(&default) {
            self.defaults.push(default);
        }
    }

    /// Warns of cells that are filled in and not taken. Of a cell that has something wrong, that is reported, and
    /// enough.
    pub(super) fn warn(&mut self, names: &[&str], by: &str, help: &str) {
        for name in names {
            if self.is_filled(name) && !self.cells.is_told(name) {
                not_taken(self.row, name, by, help, &mut self.problems);
            }
        }
    }

    /// The value of a cell. An empty one takes the number that its declaration names, or is reported.
    pub(super) fn value<'c, T: Value<'c> + Copy>(&mut self, cell: Cell<'c, T>) -> Option<T> {
        let Some(column) = cell.column().filter(|_| cell.is_empty()) else { return cell.get() };
        if let Some(keys) = &column.published {
            if keys.iter().any(|key| self.cells.is_wrong(key)) {
                return None;
            }
            let taken = |key: &&String| !self.cells.is_warned_of(key);
            let of = keys.each_ref().map(|key| Some(key).filter(taken).and_then(|key| self.row.text(key)));
            let of = of.map(Option::unwrap_or_default);
            return self.published(cell.name(), of).and_then(T::of_number);
        }
        match column.empty {
            Some(number) => T::of_number(self.stands_for(&column.name, number)),
            None => cell.need(&mut self.problems),
        }
    }

    /// A number, or the shipped parameter of a key and an item that are no columns of the table.
    pub(super) fn number_or(&mut self, cell: Cell<'_, f64>, of: [&str; 2]) -> Option<f64> {
        if cell.is_empty() { self.published(cell.name(), of) } else { cell.get() }
    }

    /// Takes note of the number that an empty cell stands for.
    pub(super) fn stands_for(&mut self, input: &'static str, value: f64) -> f64 {
        let source = "what an empty cell means here".into();
        self.note(Default { input, of: String::new(), value, source });
        value
    }

    /// Whether a parameter of a column is shipped.
    pub(super) fn is_published(&self, name: &str, [key, item]: [&str; 2]) -> bool {
        parameters::find(self.table, key, item, name).is_some()
    }

    /// The shipped parameter of a column; one that is not published is asked for.
    pub(super) fn published(&mut self, name: &'static str, [key, item]: [&str; 2]) -> Option<f64> {
        let parameter = parameters::find(self.table, key, item, name);
        let of = [key, item].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
        if let Some((parameter, value)) = parameter.and_then(|found| Some((found, found.value?))) {
            self.note(Default { input: name, of, value, source: parameter.source.clone() });
            return Some(value);
        }
        let range = parameter.and_then(|found| Some((found.range?, &found.source)));
        let what = match range {
            Some(((low, high), source)) => format!("only a range is published: {low} to {high} ({source})"),
            None if of.is_empty() => "no default is published".to_owned(),
            None => format!("no default is published for {of}"),
        };
        let help = format!("fill in `{name}` and say in `note` where it is from");
        let problem = CellProblem::new(Code::NoParameter, format!("`{name}` is empty, and {what}"), help);
        self.row.report(name, problem, &mut self.problems);
        None
    }

    /// Whether a cell is empty or has a word that the shipped parameters of this table know; any other would be
    /// without defaults and perhaps misspelt.
    pub(super) fn is_key(&mut self, cell: Cell<'_, &str>) -> bool {
        let (name, table) = (cell.name(), self.table);
        let Some(word) = cell.get().filter(|word| parameters::keys(table).all(|known| known != *word)) else {
            return true;
        };
        let meant = nearest_word(word, parameters::keys(table)).map(|near| format!("did you mean `{near}`? "));
        let help = format!("{}datasets/parameters/{table}.csv lists what is published", meant.unwrap_or_default());
        self.report(cell, CellProblem::new(Code::NotInList, format!("`{word}` is not a known `{name}`"), help));
        false
    }

    /// A quantity in the unit of its row; kilograms, where it is CO2e that somebody reported.
    pub(super) fn amount(&mut self, quantity: Cell<'_, Amount>, unit: Cell<'_, Unit>) -> Option<Amount> {
        let is_co2e = self.reported.as_ref()?.co2e.is_some();
        let amount = self.value(quantity)?;
        if is_co2e && amount.mass().is_none() {
            self.report(unit, not_measured(amount.unit(), "a mass"));
        }
        if is_co2e { amount.mass().map(Amount::from) } else { Some(amount) }
    }

    /// A code of the program's own with its inventory line.
    pub(super) fn code(&mut self, code: &str) -> Option<Reported> {
        let category = self.category("site_id", code)?;
        Some(Reported::new(code, category))
    }

    /// The code in a cell with its inventory line, if the column takes it and the row's method is for it. Codes that a
    /// book adds are taken by every method.
    pub(super) fn code_of(&mut self, cell: Cell<'_, &str>) -> Option<Reported> {
        let (code, column) = cell.get().zip(cell.column())?;
        let category = self.category(cell.name(), code)?;
        let is_of_the_book = crate::shipped::chart().get(code).is_none();
        let is_taken = is_of_the_book || rules::is_for_method(self.row, column, code, &mut self.problems);
        is_taken.then(|| Reported::new(code, category))
    }

    fn category(&mut self, name: &str, code: &str) -> Option<Category> {
        let Context { chart, told, .. } = self.context;
        rules::category((self.row, name), code, chart, told, &mut self.problems)
    }

    /// The one code of the chart that one not in it may mean.
    pub(super) fn suggestion(&self, code: &str) -> Option<String> {
        self.context.chart.category(code).err().and_then(|unknown| unknown.only().map(str::to_owned))
    }

    /// Reports a word that is not known: `problem` words it with what it may mean, which `search` looks for.
    pub(super) fn unknown_word(
        &mut self,
        (cell, code): (Cell<'_, &str>, Code),
        search: impl FnOnce(&Self) -> Option<String>,
        problem: impl Fn(Option<String>) -> CellProblem,
    ) {
        let word = cell.get().unwrap_or_default();
        let told = self.context.told.problem(code, word, || problem(search(self)), || problem(None));
        self.report(cell, told);
    }

    /// The calculation this row makes, or what is wrong at the cell the method names.
    ///
    /// The same three make it again with other numbers, so what is shown is what is drawn.
    pub(super) fn calculation<I, T, F, O>(
        &mut self,
        inputs: Option<I>,
        method: F,
        results: impl FnOnce(Reported) -> O,
    ) -> Option<Calculation>
    where
        I: Inputs + Clone + Send + Sync + 'static,
        T: 'static,
        F: Fn(&I) -> Result<Worked<T>, MethodError> + Send + Sync + 'static,
        O: Fn(T) -> Vec<Outcome> + Send + Sync + 'static,
    {
        let (inputs, reported) = inputs.zip(self.reported.take()).filter(|_| self.is_whole())?;
        let results = results(reported);
        let worked = method(&inputs).map_err(|error| self.refused(&error)).ok()?;
        let mut working = worked.working;
        working.defaults = std::mem::take(&mut self.defaults);
        Some(Calculation {
            site: self.site.clone()?,
            period: self.period?,
            rows: std::mem::take(&mut self.rows),
            results: results(worked.value),
            working,
            again: Again::new(inputs, method, results),
            dimensions: self.dimensions.clone(),
            data_quality: self.data_quality,
            uncertainty_pct: self.uncertainty_pct,
        })
    }
}

/// A row for the trail: its place, and every cell that is filled in.
fn table_row(row: Row<'_>) -> TableRow {
    let cell = |name: &'static str| Some((name, row.text(name)?.to_owned()));
    let columns = row.columns().iter().map(|column| column.name.as_str());
    TableRow { place: row.place_of(subject(row)), cells: columns.chain(["note"]).filter_map(cell).collect() }
}

/// The column that says what the row is of: where problems of its factor are reported.
fn subject(row: Row<'_>) -> &'static str {
    let columns = ["factor_id", "factors_of", "activity", "gas", "landfill_id"];
    columns.into_iter().find(|name| row.text(name).is_some()).unwrap_or("site_id")
}
