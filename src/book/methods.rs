//! Tables of methods with parameters of their own: a row, or some rows, become a calculation.
//!
//! In: one table per method, and the parameters the program ships for cells left empty. Out:
//! [`Calculation`]s with their working, or what is wrong at the cell. One file per table; the
//! equations are in [`crate::method`].

mod abated_processes;
mod allocations;
mod aluminium;
mod carbon_balance;
mod carbonates;
mod clinker;
mod energy_losses;
mod freight;
mod fuel_analyses;
mod gas_streams;
mod incineration;
mod inputs;
mod investments;
mod landfills;
mod process;
mod purchased_energy;
mod refrigerants;
mod reported;
mod scope3_products;
mod semiconductor;
mod spend;
mod steam;
mod travel;
mod wastewater;

use std::collections::BTreeMap;

use super::shelf::Shelf;
use crate::activity::Chart;
use crate::diagnostic::Diagnostics;
use crate::estate::Site;
use crate::method::Calculation;
use crate::period::Period;
use crate::table::typed::{Cells, TypedRow};
use crate::table::{Row, Schema, Table};
use inputs::RowInputs;

/// What a method's table is read against.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) sites: &'a [Site],
    pub(super) period: Period,
    pub(super) chart: &'a Chart,
}

/// The tables of methods that a book has, by name.
struct MethodTables(BTreeMap<&'static str, Vec<Table>>);

impl MethodTables {
    /// The rows of a table as they stand, file after file.
    fn untyped(&self, table: &str) -> impl Iterator<Item = Row<'_>> {
        self.0.get(table).into_iter().flatten().flat_map(Table::rows)
    }

    /// The rows of a table, each with what it says of site, time and quality.
    fn rows<'a, 't, R: TypedRow<'t>>(
        &'t self,
        context: Context<'a>,
        d: &mut Diagnostics,
    ) -> Vec<(R, RowInputs<'a, 't>)> {
        self.untyped(R::TABLE).map(|row| RowInputs::read(row, context, d)).collect()
    }

    /// The rows of a table that are parts of another's calculations.
    fn parts<'t, R: TypedRow<'t>>(&'t self, d: &mut Diagnostics) -> Vec<Part<'t, R>> {
        let part = |row| {
            let mut cells = Cells::of(row);
            let typed = R::read(&mut cells, d);
            Part { typed, row, is_whole: !cells.have_problems() }
        };
        self.untyped(R::TABLE).map(part).collect()
    }

    /// The calculations of a table whose rows are one each.
    fn each<'a, 't, R: TypedRow<'t>>(
        &'t self,
        context: Context<'a>,
        d: &mut Diagnostics,
        read_row: impl Fn(R, RowInputs<'a, 't>, &mut Diagnostics) -> Option<Calculation>,
    ) -> Vec<Calculation> {
        self.rows(context, d).into_iter().filter_map(|(row, inputs)| read_row(row, inputs, d)).collect()
    }
}

/// A row that is part of another table's calculation.
struct Part<'t, R> {
    typed: R,
    row: Row<'t>,
    /// Whether nothing is wrong with its cells.
    is_whole: bool,
}

/// How the table or tables of one method are read.
type Read = fn(&MethodTables, Context<'_>, &mut Diagnostics) -> Vec<Calculation>;

/// Every method with tables of its own.
const METHODS: &[Read] = &[
    |tables, context, d| tables.each(context, d, abated_processes::read_row),
    |tables, context, d| tables.each(context, d, allocations::read_row),
    |tables, context, d| tables.each(context, d, aluminium::read_row),
    carbon_balance::read,
    |tables, context, d| tables.each(context, d, carbonates::read_row),
    |tables, context, d| tables.each(context, d, clinker::read_row),
    |tables, context, d| tables.each(context, d, energy_losses::read_row),
    |tables, context, d| tables.each(context, d, freight::read_row),
    |tables, context, d| tables.each(context, d, fuel_analyses::read_row),
    |tables, context, d| tables.each(context, d, gas_streams::read_row),
    |tables, context, d| tables.each(context, d, incineration::read_row),
    |tables, context, d| tables.each(context, d, investments::read_row),
    landfills::read,
    |tables, context, d| tables.each(context, d, purchased_energy::read_row),
    |tables, context, d| tables.each(context, d, refrigerants::read_row),
    |tables, context, d| tables.each(context, d, scope3_products::read_row),
    |tables, context, d| tables.each(context, d, semiconductor::read_row),
    |tables, context, d| tables.each(context, d, spend::read_row),
    |tables, context, d| tables.each(context, d, steam::read_row),
    |tables, context, d| tables.each(context, d, travel::read_row),
    |tables, context, d| tables.each(context, d, wastewater::read_row),
];

/// Reads every method's tables, in the order of the methods and the rows.
pub(super) fn read(shelf: &mut dyn Shelf, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    let schemas = Schema::all().iter().filter(|schema| schema.method);
    let tables = schemas.map(|schema| (schema.table.as_str(), shelf.tables(schema, d)));
    let tables = MethodTables(tables.collect());
    METHODS.iter().flat_map(|read| read(&tables, context, d)).collect()
}

#[cfg(test)]
mod tests;
