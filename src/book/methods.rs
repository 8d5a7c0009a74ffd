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
mod travel;
mod wastewater;

use std::collections::BTreeMap;

use super::folder::Folder;
use crate::activity::Chart;
use crate::diagnostic::Diagnostics;
use crate::estate::Site;
use crate::method::Calculation;
use crate::period::Period;
use crate::table::{Row, Schema, Table};

/// What a method's table is read against.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) sites: &'a [Site],
    pub(super) period: Period,
    pub(super) chart: &'a Chart,
}

/// The tables of methods that a book has, by name.
struct MethodTables(BTreeMap<&'static str, Table>);

impl MethodTables {
    /// The table of that name, if the book has it.
    fn get(&self, name: &str) -> Option<&Table> {
        self.0.get(name)
    }

    /// The calculations of a table whose rows are one each.
    fn each(&self, name: &str, context: Context<'_>, d: &mut Diagnostics, read_row: ReadRow) -> Vec<Calculation> {
        let rows = self.get(name).into_iter().flat_map(|table| table.rows());
        rows.filter_map(|row| read_row(row, context, d)).collect()
    }
}

/// How a row of a table becomes a calculation.
type ReadRow = fn(Row<'_>, Context<'_>, &mut Diagnostics) -> Option<Calculation>;

/// How the table or tables of one method are read.
type Read = fn(&MethodTables, Context<'_>, &mut Diagnostics) -> Vec<Calculation>;

/// Every method with tables of its own.
const METHODS: &[Read] = &[
    abated_processes::read,
    allocations::read,
    aluminium::read,
    carbon_balance::read,
    carbonates::read,
    clinker::read,
    energy_losses::read,
    freight::read,
    fuel_analyses::read,
    gas_streams::read,
    incineration::read,
    investments::read,
    landfills::read,
    purchased_energy::read,
    refrigerants::read,
    scope3_products::read,
    semiconductor::read,
    spend::read,
    travel::read,
    wastewater::read,
];

/// Reads every method's tables, in the order of the methods and the rows.
pub(super) fn read(folder: &mut Folder, context: Context<'_>, d: &mut Diagnostics) -> Vec<Calculation> {
    let schemas = Schema::all().iter().filter(|schema| schema.method);
    let tables = schemas.filter_map(|schema| Some((schema.table.as_str(), folder.table(schema, d)?)));
    let tables = MethodTables(tables.collect());
    METHODS.iter().flat_map(|read| read(&tables, context, d)).collect()
}

#[cfg(test)]
mod tests;
