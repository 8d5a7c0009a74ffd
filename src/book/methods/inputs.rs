//! The inputs of one calculation: cells of a row, defaults for those left empty, and what every
//! such row says of its site and time.

use super::Context;
use crate::activity::Dimensions;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::estate::{Role, Site};
use crate::id::{ActivityCode, MeterId, SiteId};
use crate::method::{Again, Calculation, Default, Inputs, MethodError, Outcome, TableRow, Worked};
use crate::period::Period;
use crate::quantity::{Amount, Energy, Length, Mass, Volume};
use crate::scope::Category;
use crate::shipped::parameters;
use crate::table::Row;
use crate::table::cell::{CellProblem, not_a_grade};

/// What rows of one calculation have in common.
const COMMON: [&str; 7] = ["site_id", "start", "end", "counterparty", "meter_id", "data_quality", "uncertainty_pct"];

/// A row of a method's table as its method sees it.
pub(super) struct RowInputs<'a, 't> {
    pub(super) row: Row<'t>,
    context: Context<'a>,
    site: Option<SiteId>,
    period: Option<Period>,
    dimensions: Dimensions,
    rows: Vec<TableRow>,
    defaults: Defaults,
}

impl<'a, 't> RowInputs<'a, 't> {
    /// A row of the table of that name; its site and time are checked here.
    pub(super) fn new(table: &'static str, row: Row<'t>, context: Context<'a>, d: &mut Diagnostics) -> Self {
        let site = row.required_text("site_id", d).and_then(|id| site(row, "site_id", id, context, d));
        let inside = site.and_then(|site| inside_the_fence(row, site, d));
        let counterparty = row.text("counterparty").and_then(|id| site_of(row, id, context, d));
        let (start, end) = (row.date("start", d), row.date("end", d));
        let period = start.zip(end).and_then(|(start, end)| row.in_order("end", start, end, d));
        let period = period.filter(|period| in_time(row, *period, inside, context, d));
        doubt_cells_not_taken(row, d);
        Self {
            row,
            context,
            site: inside.map(|site| site.id.clone()),
            period,
            dimensions: Dimensions { counterparty, meter: row.text("meter_id").map(MeterId::from), plant: None },
            rows: vec![table_row(row)],
            defaults: Defaults::of(table),
        }
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
            if here.is_some() && here != first {
                let (here, first) = (here.unwrap_or_default(), first.unwrap_or("nothing"));
                let what = format!("`{name}` is `{here}`, and `{first}` in the first row of this calculation");
                refuse(other.row, &MethodError::Contradiction { input: name, what }, d);
            }
        }
        self.rows.extend(other.rows);
        other.defaults.taken.into_iter().for_each(|default| self.defaults.note(default));
    }

    /// A number this method needs.
    pub(super) fn number(&self, name: &'static str, d: &mut Diagnostics) -> Option<f64> {
        self.row.required_text(name, d)?;
        self.row.number(name, d)
    }

    /// A number, or the shipped parameter of `key` and `item` where the cell is empty; a method
    /// without one needs the cell.
    pub(super) fn number_or(&mut self, name: &'static str, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
        self.defaults.number_or(self.row, name, of, d)
    }

    /// The shipped parameter of a column, whatever its cell says.
    pub(super) fn default_of(&mut self, name: &'static str, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
        self.defaults.take(self.row, name, of, d)
    }

    /// Whether a parameter of a column is shipped.
    pub(super) fn is_published(&self, name: &str, of: (&str, &str)) -> bool {
        self.defaults.find(name, of).is_some()
    }

    /// A word that the shipped parameters of this table know, if one is given; any other would be
    /// without defaults and perhaps misspelt.
    pub(super) fn key(&self, name: &'static str, d: &mut Diagnostics) -> Option<&'t str> {
        let Some(word) = self.row.text(name) else { return Some("") };
        if parameters::keys(self.defaults.table).any(|known| known == word) {
            return Some(word);
        }
        let meant = nearest(word, parameters::keys(self.defaults.table)).map(|near| format!("did you mean `{near}`? "));
        let help = format!(
            "{}datasets/parameters/{}.csv lists what is published",
            meant.unwrap_or_default(),
            self.defaults.table
        );
        self.row.report(name, CellProblem::new(Code::NotInList, format!("`{word}` is not a known `{name}`"), help), d);
        None
    }

    /// A number that stands for nothing special where the cell is empty: a share of 1, a tax of 0.
    pub(super) fn number_unless_empty(&mut self, name: &'static str, empty: f64, d: &mut Diagnostics) -> Option<f64> {
        if self.row.text(name).is_some() {
            return self.row.number(name, d);
        }
        self.defaults.note(Default {
            input: name,
            of: String::new(),
            value: empty,
            source: "what an empty cell means here".into(),
        });
        Some(empty)
    }

    /// A quantity this method needs, with the unit of another column.
    pub(super) fn amount(&self, name: &'static str, unit: &'static str, d: &mut Diagnostics) -> Option<Amount> {
        let number = self.number(name, d);
        self.row.required_text(unit, d)?;
        Some(Amount::new(number?, self.row.unit(unit, d)?))
    }

    /// A mass this method needs, with the unit of another column.
    pub(super) fn mass(&self, name: &'static str, unit: &'static str, d: &mut Diagnostics) -> Option<Mass> {
        let amount = self.amount(name, unit, d)?;
        self.measured(amount, amount.mass(), unit, "a mass", d)
    }

    /// A volume this method needs, with the unit of another column.
    pub(super) fn volume(&self, name: &'static str, unit: &'static str, d: &mut Diagnostics) -> Option<Volume> {
        let amount = self.amount(name, unit, d)?;
        self.measured(amount, amount.volume(), unit, "a volume", d)
    }

    /// A distance this method needs, with the unit of another column.
    pub(super) fn distance(&self, name: &'static str, unit: &'static str, d: &mut Diagnostics) -> Option<Length> {
        let amount = self.amount(name, unit, d)?;
        self.measured(amount, amount.distance(), unit, "a distance", d)
    }

    /// An energy this method needs, with the unit of another column.
    pub(super) fn energy(&self, name: &'static str, unit: &'static str, d: &mut Diagnostics) -> Option<Energy> {
        let amount = self.amount(name, unit, d)?;
        self.measured(amount, amount.energy(), unit, "an energy", d)
    }

    /// An amount as the quantity it should be, or a report that its unit measures something else.
    pub(super) fn measured<Q>(
        &self,
        amount: Amount,
        quantity: Option<Q>,
        unit: &'static str,
        wanted: &str,
        d: &mut Diagnostics,
    ) -> Option<Q> {
        if quantity.is_none() {
            let message =
                format!("`{}` is {}, and the method needs {wanted}", amount.unit(), amount.unit().dimension().phrase());
            let help = format!("give the row's quantities as {wanted}");
            self.row.report(unit, CellProblem::new(Code::CannotConvert, message, help), d);
        }
        quantity
    }

    /// A code of the chart with its inventory line, reported at `name` if the chart has none.
    pub(super) fn activity(&self, name: &str, code: &str, d: &mut Diagnostics) -> Option<(ActivityCode, Category)> {
        match self.context.chart.category(code) {
            Ok(category) => Some((code.into(), category)),
            Err(unknown) => {
                let help = match &unknown.suggestion {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`estate-carbon factors search` finds codes".to_owned(),
                };
                self.row.report(name, CellProblem::new(Code::UnknownActivity, unknown.to_string(), help), d);
                None
            }
        }
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
            data_quality: grade(self.row, d),
            uncertainty_pct: self.row.number("uncertainty_pct", d),
        })
    }
}

/// The row's grade of data quality.
fn grade(row: Row<'_>, d: &mut Diagnostics) -> Option<u8> {
    let grade = row.number("data_quality", d)?;
    if grade.fract() != 0.0 {
        row.report("data_quality", not_a_grade(grade), d);
        return None;
    }
    Some(grade as u8)
}

/// Doubts cells that the row's method makes nothing of: they may be meant for another.
fn doubt_cells_not_taken(row: Row<'_>, d: &mut Diagnostics) {
    let Some(method) = row.text("method") else { return };
    for column in row.columns().iter().filter(|column| !column.is_taken_by(method)) {
        let help = format!("empty the cell, or choose `{}`", column.methods.join("` or `"));
        doubt(row, &column.name, &format!("the method `{method}`"), help, d);
    }
}

/// Doubts a cell that is filled in and not taken.
pub(super) fn doubt(row: Row<'_>, name: &str, by: &str, help: impl Into<String>, d: &mut Diagnostics) {
    if row.text(name).is_some() {
        let message = format!("`{name}` is filled in, and {by} does not take it");
        let doubt = Diagnostic::warning(Code::CellNotTaken, row.place_of(name), message);
        d.push(doubt.with_help(help));
    }
}

/// A row for the trail: its place, and every cell that is filled in.
pub(super) fn table_row(row: Row<'_>) -> TableRow {
    let cell = |name: &'static str| Some((name, row.text(name)?.to_owned()));
    let columns = row.columns().iter().map(|column| column.name.as_str());
    TableRow { place: row.place_of(subject(row)), cells: columns.chain(["note"]).filter_map(cell).collect() }
}

/// The column that says what the row is of: where problems of its factor are told.
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
    pub(super) fn number_or(
        &mut self,
        row: Row<'_>,
        name: &'static str,
        of: (&str, &str),
        d: &mut Diagnostics,
    ) -> Option<f64> {
        if row.text(name).is_some() {
            return row.number(name, d);
        }
        self.take(row, name, of, d)
    }

    fn take(&mut self, row: Row<'_>, name: &'static str, of: (&str, &str), d: &mut Diagnostics) -> Option<f64> {
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
        row.report(name, CellProblem::new(Code::NoParameter, format!("`{name}` is empty, and {what}"), help), d);
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
        let help = match nearest(id, context.sites.iter().map(|site| site.id.as_str())) {
            Some(near) => format!("did you mean `{near}`? Every site is a row of sites.csv"),
            None => "add the site to sites.csv, or correct the id".to_owned(),
        };
        row.report(name, CellProblem::new(Code::UnknownSite, format!("there is no site `{id}` in sites.csv"), help), d);
    }
    found
}

fn site_of(row: Row<'_>, id: &str, context: Context<'_>, d: &mut Diagnostics) -> Option<SiteId> {
    site(row, "counterparty", id, context, d).map(|site| site.id.clone())
}

fn inside_the_fence<'a>(row: Row<'_>, site: &'a Site, d: &mut Diagnostics) -> Option<&'a Site> {
    if site.role != Role::Outside {
        return Some(site);
    }
    let message = format!("`{}` is outside the estate", site.id);
    let outside = Diagnostic::error(Code::OutsideTheFence, row.place_of("site_id"), message);
    d.push(
        outside
            .with_related(site.place.clone(), "its role is `outside`")
            .with_help("remove the row, or change the site's role in sites.csv"),
    );
    None
}

/// Whether some day of the row is in the book's period and the site's time; a row across the
/// edge of the period is doubted.
fn in_time(row: Row<'_>, period: Period, site: Option<&Site>, context: Context<'_>, d: &mut Diagnostics) -> bool {
    let (interval, book) = (period.interval(), context.period.interval());
    let Some(inside) = interval.intersection(book) else {
        let message = format!("{period} lies outside the period {}", context.period);
        let help = "correct the dates, or move the row to the book of its year";
        row.report("start", CellProblem::new(Code::OutsidePeriod, message, help), d);
        return false;
    };
    if inside != interval {
        let message = format!("{period} reaches beyond the period {}", context.period);
        let cut = Diagnostic::warning(Code::CutAtPeriodEdge, row.place_of("start"), message);
        d.push(cut.with_help("the result is counted by the share of its days inside the period"));
    }
    let life = site.and_then(|site| Some((site, site.life?)));
    let Some((site, life)) = life.filter(|(_, life)| life.interval().intersection(interval).is_none()) else {
        return true;
    };
    let message = format!("`{}` belonged to the estate from {life}, not at the time of the row", site.id);
    let dead = Diagnostic::error(Code::OutsideSiteLife, row.place_of("site_id"), message);
    d.push(
        dead.with_related(site.place.clone(), "its start and end are here")
            .with_help("correct the row's dates, or the site's start and end"),
    );
    false
}
