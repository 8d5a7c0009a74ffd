//! Every figure of a report as one row.

use std::iter;

use super::super::four::{FourFigures, Shown};
use super::super::message;
use super::super::model::{Report, StatementView};
use super::super::table::{Column, Table, TableValue};
use super::shown;
use crate::inventory::FigureId;

/// One figure: the site or month it is of, its name inside the statement, and its value.
struct Row {
    site: String,
    month: String,
    figure: String,
    value: TableValue<'static>,
}

/// Every figure of every statement: of the statement, by month, by site.
pub(crate) fn figures(report: &Report) -> Table<'_> {
    let rows = report.statements.iter().flat_map(|statement| {
        let all = own(statement).chain(by_month(statement)).chain(by_site(statement));
        all.map(move |row| {
            [
                TableValue::text(statement.boundary.as_str()),
                TableValue::optional(statement.estate_id.as_deref()),
                TableValue::text(row.site),
                TableValue::text(row.month),
                TableValue::text(row.figure),
                row.value,
            ]
        })
    });
    let columns = [
        Column::text("boundary", message::column_boundary()),
        Column::text("estate_id", message::column_estate()),
        Column::text("site_id", message::column_site()),
        Column::text("month", message::column_month()),
        Column::text("figure", message::column_figure()),
        Column::figure("value", message::column_value()),
    ];
    Table::new("figures", columns, rows)
}

fn four(figures: &FourFigures) -> Vec<(String, TableValue<'static>)> {
    figures.iter().map(|(section, value, id)| (section.to_string(), TableValue::co2e(value, id))).collect()
}

/// The figures of the statement as a whole.
fn own(statement: &StatementView) -> impl Iterator<Item = Row> + '_ {
    let masses = [
        (statement.biogenic_co2_t, statement.biogenic_co2_t_status, &statement.biogenic_co2_t_figure_id),
        (statement.removals_tco2, statement.removals_tco2_status, &statement.removals_tco2_figure_id),
    ];
    let masses = masses.map(|(value, status, id)| mass(shown(value, status), &id.0));
    let gases = statement.scope1.by_gas_t.iter().zip(statement.scope1.figure_id_by_gas.iter());
    let outside = statement.outside_scopes_t.iter().zip(statement.figure_id_by_gas_outside_scopes.iter());
    let of_gas = gases.chain(outside).map(|((_, tonnes), (_, id))| mass(Ok(*tonnes), &id.0));
    let sums =
        four(&statement.sum_of_sites).into_iter().map(|(section, value)| (format!("sum_of_sites.{section}"), value));
    let eliminations = statement.eliminations.iter().map(|e| {
        let id = &e.tco2e_figure_id.0;
        (id.measure.to_string(), TableValue::co2e(shown(e.tco2e, e.tco2e_status), id.clone()))
    });
    four(&statement.headline())
        .into_iter()
        .chain(statement.categories().map(|c| {
            // The carrier, which older readers of report.csv know.
            let section = match c.category.carrier() {
                Some(carrier) => format!("{}.{carrier}", c.book.as_str()),
                None => c.id.measure.to_string(),
            };
            (section, TableValue::co2e(c.value, c.id).because(c.reason.map(str::to_owned)))
        }))
        .chain(of_gas)
        .chain(masses)
        .chain(sums)
        .chain(eliminations)
        .map(|(figure, value)| Row { site: String::new(), month: String::new(), figure, value })
}

fn by_month(statement: &StatementView) -> impl Iterator<Item = Row> + '_ {
    statement.by_month.iter().flat_map(|month| {
        let of_month = |(figure, value)| Row { site: String::new(), month: month.month.clone(), figure, value };
        four(&month.figures).into_iter().map(of_month)
    })
}

fn by_site(statement: &StatementView) -> impl Iterator<Item = Row> + '_ {
    statement.sites.iter().flat_map(|site| {
        let biogenic = mass(site.figures.biogenic_co2, &site.figures.biogenic_name());
        let all = four(&site.figures.four).into_iter().chain(iter::once(biogenic));
        all.map(|(figure, value)| Row { site: site.site_id.to_string(), month: String::new(), figure, value })
    })
}

/// A mass by its measure.
fn mass(value: Shown, id: &FigureId) -> (String, TableValue<'static>) {
    (id.measure.to_string(), TableValue::mass(value, id.clone()))
}
