//! Tables of methods with parameters of their own: a row, or some rows, become a calculation.
//!
//! In: one table per method, and the parameters the program ships for cells left empty. Out:
//! [`Calculation`]s with their working, or what is wrong at the cell. One file per table; the
//! equations are in [`crate::method`].

mod abated_processes;
mod allocations;
mod carbon_balance;
mod carbonates;
mod clinker;
mod energy_losses;
mod fuel_analyses;
mod gas_streams;
mod incineration;
mod inputs;
mod investments;
mod kiln_dust;
mod landfills;
mod purchased_energy;
mod refrigerants;
mod reported;
mod semiconductor;
mod spend;
mod travel;
mod wastewater;

use std::collections::BTreeMap;

use super::shelf::Shelf;
use crate::activity::Chart;
use crate::diagnostic::Diagnostics;
use crate::estate::Site;
use crate::method::Calculation;
use crate::period::Period;
use crate::table::told::Told;
use crate::table::typed::{self, Reader, Reports, TypedRow};
use crate::table::{Schema, Table};
use inputs::{RowInputs, all, calculate};
use reported::Reported;

/// What a method's table is read against.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) sites: &'a [Site],
    pub(super) period: Period,
    pub(super) chart: &'a Chart,
    /// What was said of words that are not known.
    pub(super) told: &'a Told,
}

/// The tables of methods that a book has, by name.
struct MethodTables(BTreeMap<&'static str, Vec<Table>>);

impl MethodTables {
    /// The files of a table.
    fn files(&self, table: &str) -> impl Iterator<Item = &Table> {
        self.0.get(table).into_iter().flatten()
    }

    /// The rows of a table, each with what it says of site, time and quality.
    fn rows<'t, R: TypedRow<'t>>(&'t self, context: Context<'t>) -> impl Iterator<Item = RowInputs<'t, R>> {
        self.files(R::TABLE).flat_map(move |file| {
            let (common, own) = (Reader::of(file), Reader::of(file));
            file.rows().map(move |row| RowInputs::read(row, (&common, &own), context))
        })
    }

    /// The rows of a table that are parts of another's calculations.
    fn parts<'t, R: TypedRow<'t>>(&'t self, context: Context<'t>) -> impl Iterator<Item = RowInputs<'t, R>> {
        self.files(R::TABLE).flat_map(move |file| {
            let reader = Reader::of(file);
            file.rows().map(move |row| RowInputs::part(row, &reader, context))
        })
    }

    /// The calculations of a table whose rows are one each.
    fn each<'t, R: TypedRow<'t> + Reports<'t>>(
        &'t self,
        context: Context<'t>,
        d: &mut Diagnostics,
        read_row: impl Fn(&mut RowInputs<'t, R>) -> Option<Calculation>,
    ) -> Vec<Calculation> {
        let mut found = Vec::new();
        for mut row in self.rows::<R>(context) {
            row.report_as_declared();
            found.extend(read_row(&mut row));
            d.extend(row.problems());
        }
        found
    }
}

/// How the table or tables of one method are read.
type Read = fn(&MethodTables, Context<'_>, &mut Diagnostics) -> Vec<Calculation>;

/// Every method with tables of its own: the `calculation` that its declaration names, else `read_row` of the module of
/// each table, or `read`, where several rows make a calculation; the build lists them from the declarations.
const METHODS: &[Read] = &include!(concat!(env!("OUT_DIR"), "/methods.rs"));

/// Reads every method's tables, in the order of the methods and the rows; and whether there are any.
pub(super) fn read(shelf: &mut dyn Shelf, context: Context<'_>, d: &mut Diagnostics) -> (Vec<Calculation>, bool) {
    let schemas = Schema::all().iter().filter(|schema| schema.method);
    let tables = schemas.map(|schema| (schema.table.as_str(), shelf.tables(schema, d)));
    let tables = MethodTables(tables.collect());
    let are_there = tables.0.values().any(|files| !files.is_empty());
    (METHODS.iter().flat_map(|read| read(&tables, context, d)).collect(), are_there)
}

#[cfg(test)]
mod tests;
