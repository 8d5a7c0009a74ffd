//! The inputs of one calculation: cells of a row, defaults for those left empty, and what every
//! such row says of its site and time.

use super::Context;
use crate::activity::{Chart, Dimensions};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::Site;
use crate::id::{ActivityCode, MeterId, SiteId};
use crate::method::{Again, Calculation, Default, Inputs, MethodError, Outcome, TableRow, Worked};
use crate::period::Period;
use crate::quantity::Amount;
use crate::scope::Category;
use crate::shipped::parameters;
use crate::table::cell::{CellProblem, not_measured};
use crate::table::typed::{Cell, Cells, Reader, TypedRow, Value, methods, not_taken};
use crate::table::{Row, rules};

/// What rows of one calculation have in common.
const COMMON: [&str; 7] = ["site_id", "start", "end", "counterparty", "meter_id", "data_quality", "uncertainty_pct"];

/// A struct of values that must all be there: each is asked for, and reports what it lacks, before the first that is not
/// there ends it. A field without a value takes the needed cell of its name.
macro_rules! all {
    ($row:expr, $d:ident => $name:ident $(:: $variant:ident)? { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        if let ($(Some($field),)*) = ($(all!(@ $row, $d, $field $(, $value)?),)*) { Some($name $(:: $variant)? { $($field),* }) } else { None }
    }};
    (@ $row:expr, $d:ident, $field:ident) => { $row.$field.need($d) };
    (@ $row:expr, $d:ident, $field:ident, $value:expr) => { $value };
}
pub(super) use all;

/// What a row of a method's table says beside the columns of its method.
pub(super) struct RowInputs<'a, 't> {
    pub(super) row: Row<'t>,
    cells: Cells<'t>,
    context: Context<'a>,
    site: Option<SiteId>,
    period: Option<Period>,
    dimensions: Dimensions,
    data_quality: Option<u8>,
    uncertainty_pct: Option<f64>,
    rows: Vec<TableRow>,
    defaults: Defaults,
}

impl<'a, 't> RowInputs<'a, 't> {
    /// Reads every cell of a row; its site and time are checked here.
    pub(super) fn read<R: TypedRow<'t>>(
        row: Row<'t>,
        (common, own): (&Reader<'t, methods::Row<'t>>, &Reader<'t, R>),
        context: Context<'a>,
        d: &mut Diagnostics,
    ) -> (R, Self) {
        let mut cells = own.cells(row);
        let common = common.read(&mut cells, d);
        let own = own.read(&mut cells, d);
        let own_site = common.site_id.get().and_then(|id| site(row, "site_id", id, context, d));
        let inside = own_site.filter(|site| rules::inside_the_fence(row, site, d));
        let counterparty = common.counterparty.get().and_then(|id| site(row, "counterparty", id, context, d));
        let days = common.start.get().zip(common.end.get());
        let period = days.and_then(|(start, end)| common.end.in_order(start, end, d));
        let inputs = Self {
            row,
            cells,
            context,
            site: inside.map(|site| site.id.clone()),
            period: period.filter(|period| in_time(row, *period, inside, context, d)),
            dimensions: Dimensions {
                counterparty: counterparty.map(|site| site.id.clone()),
                meter: common.meter_id.get().map(MeterId::from),
                plant: None,
            },
            data_quality: common.data_quality.get().map(|grade| grade as u8),
            uncertainty_pct: common.uncertainty_pct.get(),
            rows: vec![table_row(row)],
            defaults: Defaults::of(R::TABLE),
        };
        (own, inputs)
    }

    /// A cell by the name of its column, for what several tables have; empty where this one lacks it.
    pub(super) fn cell<T: Value<'t>>(&mut self, name: &'static str, d: &mut Diagnostics) -> Cell<'t, T> {
        self.cells.read_named(name, d)
    }

    /// The chart of activities.
    pub(super) fn chart(&self) -> &'a Chart {
        self.context.chart
    }

    /// The days the row covers.
    pub(super) fn period(&self) -> Option<Period> {
        self.period
    }

    /// Takes in another row of the same calculation. What it says of site, time and quality, and of
    /// the columns `also`, must be what the first row says.
    pub(super) fn join(&mut self, other: Self, also: &[&'static str], d: &mut Diagnostics) {
        for name in COMMON.iter().chain(also).copied() {
            let (first, here) = (self.row.text(name), other.row.text(name));
            if here.is_some() && here != first && !other.cells.is_told(name) {
                let (here, first) = (here.unwrap_or_default(), first.unwrap_or("nothing"));
                let what = format!("`{name}` is `{here}`, and `{first}` in the first row of this calculation");
                refuse(other.row, &MethodError::Contradiction { input: name, what }, d);
            }
        }
        self.cells.join(&other.cells);
        self.rows.extend(other.rows);
        other.defaults.taken.into_iter().for_each(|default| self.defaults.note(default));
    }

    /// Warns of a cell that is filled in and not taken. Of a cell that has something wrong, that is reported, and enough.
    pub(super) fn warn(&self, name: &str, by: &str, help: &str, d: &mut Diagnostics) {
        if self.row.text(name).is_some() && !self.cells.is_told(name) {
            not_taken(self.row, name, by, help, d);
        }
    }

    /// A number, or the shipped parameter of `key` and `item` where the cell is empty; a method
    /// without one needs the cell.
    pub(super) fn number_or(&mut self, cell: Cell<'_, f64>, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
        self.defaults.number_or(cell, of, d)
    }

    /// The shipped parameter of a column, whatever its cell says.
    pub(super) fn default_of(&mut self, cell: Cell<'_, f64>, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
        self.defaults.take(cell, of, d)
    }

    /// Whether a parameter of a column is shipped.
    pub(super) fn is_published(&self, name: &str, of: (&str, &str)) -> bool {
        self.defaults.find(name, of).is_some()
    }

    /// A word that the shipped parameters of this table know, if one is given; any other would be
    /// without defaults and perhaps misspelt.
    pub(super) fn key(&self, cell: Cell<'t, &'t str>, d: &mut Diagnostics) -> Option<&'t str> {
        let Some(word) = cell.get() else { return Some("") };
        let (name, table) = (cell.name(), self.defaults.table);
        if parameters::keys(table).any(|known| known == word) {
            return Some(word);
        }
        let meant = nearest(word, parameters::keys(table)).map(|near| format!("did you mean `{near}`? "));
        let help = format!("{}datasets/parameters/{table}.csv lists what is published", meant.unwrap_or_default());
        cell.report(CellProblem::new(Code::NotInList, format!("`{word}` is not a known `{name}`"), help), d);
        None
    }

    /// A number that its table's declaration has a value for where the cell is empty: a share of 1, a tax of 0. A cell
    /// without one is needed.
    pub(super) fn number_unless_empty(&mut self, cell: Cell<'_, f64>, d: &mut Diagnostics) -> Option<f64> {
        let declared = self.row.columns().iter().find(|column| column.name == cell.name()).and_then(|c| c.empty);
        match declared {
            Some(value) if cell.is_empty() => Some(self.stands_for(cell.name(), value)),
            _ => cell.need(d),
        }
    }

    /// Takes note of the number that an empty cell stands for.
    pub(super) fn stands_for(&mut self, input: &'static str, value: f64) -> f64 {
        let source = "what an empty cell means here".into();
        self.defaults.note(Default { input, of: String::new(), value, source });
        value
    }

    /// An amount as the quantity it should be, or a report that its unit measures something else.
    pub(super) fn measured<Q>(
        &self,
        amount: Amount,
        (unit, quantity): (&'static str, Option<Q>),
        wanted: &str,
        d: &mut Diagnostics,
    ) -> Option<Q> {
        if quantity.is_none() {
            self.row.report(unit, not_measured(amount.unit(), wanted), d);
        }
        quantity
    }

    /// A code of the chart with its inventory line, reported at `name` if the chart has none.
    pub(super) fn activity(&self, name: &str, code: &str, d: &mut Diagnostics) -> Option<(ActivityCode, Category)> {
        rules::category(self.row, name, code, self.context.chart, d).map(|category| (code.into(), category))
    }

    /// The calculation this row makes, or what is wrong at the cell the method names.
    ///
    /// The same three make it again with other numbers, so what is shown is what is drawn.
    pub(super) fn calculation<I, T, F, R>(
        self,
        inputs: I,
        method: F,
        d: &mut Diagnostics,
        results: R,
    ) -> Option<Calculation>
    where
        I: Inputs + Clone + Send + Sync + 'static,
        T: 'static,
        F: Fn(&I) -> Result<Worked<T>, MethodError> + Send + Sync + 'static,
        R: Fn(T) -> Vec<Outcome> + Send + Sync + 'static,
    {
        if self.cells.have_problems() {
            return None;
        }
        let worked = method(&inputs).map_err(|error| refuse(self.row, &error, d)).ok()?;
        let mut working = worked.working;
        working.defaults = self.defaults.taken;
        Some(Calculation {
            site: self.site?,
            period: self.period?,
            rows: self.rows,
            results: results(worked.value),
            working,
            again: Again::new(inputs, method, results),
            dimensions: self.dimensions,
            data_quality: self.data_quality,
            uncertainty_pct: self.uncertainty_pct,
        })
    }
}

/// A row for the trail: its place, and every cell that is filled in.
pub(super) fn table_row(row: Row<'_>) -> TableRow {
    let cell = |name: &'static str| Some((name, row.text(name)?.to_owned()));
    let columns = row.columns().iter().map(|column| column.name.as_str());
    TableRow { place: row.place_of(subject(row)), cells: columns.chain(["note"]).filter_map(cell).collect() }
}

/// The column that says what the row is of: where problems of its factor are reported.
fn subject(row: Row<'_>) -> &'static str {
    let columns = ["factor_id", "factors_of", "activity", "gas", "landfill_id"];
    columns.into_iter().find(|name| row.text(name).is_some()).unwrap_or("site_id")
}

/// Cells of a table that have published defaults, and the defaults taken so far.
pub(super) struct Defaults {
    table: &'static str,
    pub(super) taken: Vec<Default>,
}

impl Defaults {
    /// Of the table of that name, none taken.
    pub(super) fn of(table: &'static str) -> Self {
        Self { table, taken: Vec::new() }
    }

    /// Keeps a default. Many rows of one calculation may take the same; the working names it once.
    fn note(&mut self, default: Default) {
        if !self.taken.contains(&default) {
            self.taken.push(default);
        }
    }

    fn find(&self, name: &str, (key, item): (&str, &str)) -> Option<&'static parameters::Parameter> {
        parameters::find(self.table, key, item, name)
    }

    /// As [`RowInputs::number_or`], for a row that is no calculation by itself.
    pub(super) fn number_or(&mut self, cell: Cell<'_, f64>, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
        if cell.is_empty() { self.take(cell, of, d) } else { cell.get() }
    }

    fn take(&mut self, cell: Cell<'_, f64>, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
        let name = cell.name();
        let parameter = self.find(name, of);
        if let Some((parameter, value)) = parameter.and_then(|found| Some((found, found.value?))) {
            self.note(Default { input: name, of: words(of), value, source: parameter.source.clone() });
            return Some(value);
        }
        let range = parameter.and_then(|found| Some((found.range?, &found.source)));
        let of = words(of);
        let what = match range {
            Some(((low, high), source)) => format!("only a range is published: {low} to {high} ({source})"),
            None if of.is_empty() => "no default is published".to_owned(),
            None => format!("no default is published for {of}"),
        };
        let help = format!("fill in `{name}` and say in `note` where it is from");
        cell.report(CellProblem::new(Code::NoParameter, format!("`{name}` is empty, and {what}"), help), d);
        None
    }
}

/// What a parameter is for, in words.
fn words((key, item): (&str, &str)) -> String {
    [key, item].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Reports what a method refused, at the input's cell.
pub(super) fn refuse(row: Row<'_>, error: &MethodError, d: &mut Diagnostics) {
    let help = "correct the cell, or the others it does not agree with; docs/METHODS.md has the equation";
    row.report(error.input(), CellProblem::new(Code::MethodInput, error.to_string(), help), d);
}

fn site<'a>(row: Row<'_>, name: &str, id: &str, context: Context<'a>, d: &mut Diagnostics) -> Option<&'a Site> {
    let found = context.sites.iter().find(|site| site.id.as_str() == id);
    // Without a readable sites.csv every id would be unknown; the table's own problem says it once.
    if found.is_none() && !context.sites.is_empty() {
        row.report(name, rules::unknown_site(id, context.sites), d);
    }
    found
}

/// Whether some day of the row is in the book's period and the site's time; a row across the
/// edge of the period is warned of.
fn in_time(row: Row<'_>, period: Period, site: Option<&Site>, context: Context<'_>, d: &mut Diagnostics) -> bool {
    let (interval, book) = (period.interval(), context.period);
    let Some(inside) = rules::in_period(row, interval, &period.to_string(), book, d) else { return false };
    if inside != interval {
        let message = format!("{period} reaches beyond the period {book}");
        let cut = Diagnostic::warning(Code::CutAtPeriodEdge, row.place_of("start"), message);
        d.push(cut.with_help("the result is counted by the share of its days inside the period"));
    }
    site.is_none_or(|site| rules::in_life(row, interval, site, d))
}
