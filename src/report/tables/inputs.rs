//! The tables of what a report rests on: the book, its rows, factors, defaults, meters and problems.

use super::super::diagnostic::ProblemView;
use super::super::message::{self, Arg, Message};
use super::super::model::{DefaultView, DimensionView, FactorUsed, MethodView, Report};
use super::super::number::exact;
use super::super::table::{Column, Table, TableValue};

/// Rows of meters shown; the rest are counted and stand in report.json.
pub(crate) const METERS: usize = 200;

impl Report {
    /// What the report is of and how it was made.
    pub(crate) fn identity(&self) -> Table<'_> {
        let book = &self.book;
        let row = |name: Message, value: TableValue<'static>| [TableValue::Words(name), value];
        let rows = [
            row(
                message::identity_period(),
                TableValue::Words(message::period(book.period.start.as_str(), book.period.end.as_str())),
            ),
            row(message::identity_boundary(), TableValue::Words(message::boundary_in_full(&book.boundary))),
            row(message::identity_gwp(), TableValue::Words(message::gwp(book.gwp.as_str()))),
            row(message::identity_methane(), TableValue::Words(message::combustion_methane(&book.combustion_methane))),
            row(message::identity_rows(), TableValue::Words(self.rows_read())),
            row(message::identity_fingerprint(), TableValue::text(book.fingerprint.clone())),
            row(
                message::identity_generator(),
                TableValue::text(format!("{} {}", self.generator.name, self.generator.version)),
            ),
        ];
        Table::new("identity", [Column::untitled("what"), Column::untitled("value")], rows)
    }

    /// Rows read, accepted and rejected, in one line.
    pub(crate) fn rows_read(&self) -> Message {
        message::rows_read(self.rows.read, self.rows.accepted, self.rows.rejected)
    }

    /// The same, where nothing above says that it is of rows.
    pub(crate) fn rows_read_in_one_line(&self) -> Message {
        message::rows_read_in_one_line(self.rows.read, self.rows.accepted, self.rows.rejected)
    }

    /// The same as a table.
    pub(crate) fn rows_table(&self) -> Table<'_> {
        let columns = [
            Column::number("read", message::column_rows_read()),
            Column::number("accepted", message::column_rows_accepted()),
            Column::number("rejected", message::column_rows_rejected()),
        ];
        Table::new("rows", columns, [[self.rows.read, self.rows.accepted, self.rows.rejected].map(TableValue::Count)])
    }

    /// The tables of methods.
    pub(crate) fn methods_table(&self) -> Table<'_> {
        let row = |m: &MethodView| {
            [TableValue::text(m.table.clone()), TableValue::Count(m.rows), TableValue::Count(m.calculations)]
        };
        let columns = [
            Column::text("table", message::column_table_of_method()),
            Column::number("rows", message::column_rows()),
            Column::number("calculations", message::column_calculations()),
        ];
        Table::new("methods", columns, self.methods.iter().map(row))
    }

    /// The problems of the book, one line per code and severity, in the order first met.
    pub(crate) fn problems(&self) -> Table<'_> {
        let mut kinds: Vec<(&ProblemView, u64, u64)> = Vec::new();
        for found in &self.diagnostics {
            match kinds.iter_mut().find(|(first, ..)| first.code == found.code && first.severity == found.severity) {
                Some((_, problems, rows)) => (*problems, *rows) = (*problems + 1, *rows + found.rows),
                None => kinds.push((found, 1, found.rows)),
            }
        }
        let row = |(p, problems, rows): (&'_ ProblemView, u64, u64)| {
            let [code, severity, message, table] =
                [&p.code, &p.severity, &p.message, &p.table].map(|text| TableValue::text(text.clone()));
            [code, severity, message, table, TableValue::Count(problems), TableValue::Count(rows)]
        };
        let columns = [
            Column::text("code", message::column_code()),
            Column::text("severity", message::column_severity()),
            Column::text("first", message::column_first_problem()),
            Column::text("table", message::column_where()),
            Column::number("problems", message::column_problems()),
            Column::number("rows", message::column_rows()),
        ];
        Table::new("problems", columns, kinds.into_iter().map(row))
    }

    /// Quantities by meter, plant and counterparty: the first of them.
    pub(crate) fn meters(&self) -> Table<'_> {
        let columns = [
            Column::text("site_id", message::column_site()),
            Column::text("activity", message::column_activity()),
            Column::text("meter_id", message::column_meter()),
            Column::text("plant_id", message::column_plant()),
            Column::text("counterparty", message::column_counterparty()),
            Column::number("quantity", message::column_quantity()),
            Column::number("uncertainty", message::column_uncertainty_given()),
            Column::number("rows", message::column_rows()),
        ];
        Table::new("by_dimension", columns, self.by_dimension.iter().take(METERS).map(meter))
    }

    /// The factors the figures rest on.
    pub(crate) fn factors(&self) -> Table<'_> {
        let columns = [
            Column::text("factor_id", message::column_factor()),
            Column::text("kg_per_unit", message::column_kg_per_unit()),
            Column::text("validity", message::column_validity()),
            Column::text("source", message::column_source()),
            Column::text("verified", message::column_verified()),
            Column::text("reasons", message::column_why()),
            Column::number("rows", message::column_rows()),
        ];
        Table::new("factors_used", columns, self.factors_used.iter().map(factor))
    }

    /// What methods took where cells are empty.
    pub(crate) fn defaults(&self) -> Table<'_> {
        let row = |d: &'_ DefaultView| {
            let [table, input, of, source] =
                [&d.table, &d.input, &d.of, &d.source].map(|t| TableValue::text(t.clone()));
            [table, input, of, TableValue::Number(d.value), source, TableValue::Count(d.calculations)]
        };
        let columns = [
            Column::text("table", message::column_table()),
            Column::text("input", message::column_input()),
            Column::text("of", message::column_of()),
            Column::number("value", message::column_value()),
            Column::text("source", message::column_source()),
            Column::number("calculations", message::column_calculations()),
        ];
        Table::new("defaults_used", columns, self.defaults_used.iter().map(row))
    }
}

fn meter(d: &DimensionView) -> [TableValue<'_>; 8] {
    // The gas, where a method gives its mass, or the calorific basis of an energy.
    let of_what = d.gas.clone().or_else(|| d.basis.as_ref().map(|basis| format!("({basis})")));
    let quantity: Vec<String> = [exact(d.quantity), d.unit.clone()].into_iter().chain(of_what).collect();
    let error = d.quantity_error.map(|error| message::plus_minus(exact(error.abs()), d.unit.as_str()));
    [
        TableValue::text(d.site_id.as_str()),
        TableValue::text(d.activity.as_str()),
        TableValue::optional(d.meter_id.as_deref()),
        TableValue::optional(d.plant_id.as_deref()),
        TableValue::optional(d.counterparty.as_deref()),
        TableValue::text(quantity.join(" ")),
        error.map_or(TableValue::Empty, TableValue::Words),
        TableValue::Count(d.rows),
    ]
}

fn factor(used: &FactorUsed) -> [TableValue<'_>; 7] {
    let f = &used.factor;
    let gases: Vec<String> = f.kg_per_unit.iter().map(|(gas, kg)| format!("{gas} {}", exact(*kg))).collect();
    let unit: Vec<&str> = [Some(f.unit.as_str()), f.basis.as_deref()].into_iter().flatten().collect();
    let source = [&f.publisher, &f.document, &f.locator].map(String::as_str);
    let source: Vec<&str> = source.into_iter().filter(|text| !text.is_empty()).collect();
    let region = match f.validity() {
        Some(dates) => TableValue::Words(message::region_and_dates(f.region.as_str(), dates)),
        None => TableValue::text(f.region.as_str()),
    };
    [
        TableValue::text(f.factor_id.as_str()),
        TableValue::Words(message::per_unit(gases.join(", "), unit.join(" "))),
        region,
        TableValue::text(source.join(", ")),
        TableValue::text(f.verified.replace('_', " ")),
        TableValue::Words(message::plain(Arg::clauses(used.reasons.clone()))),
        TableValue::Count(used.rows),
    ]
}
