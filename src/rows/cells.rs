//! Chosen rows of a ticket as rows of located cells, like those of the small tables.
//!
//! In: a ticket and the numbers of rows. Out: each of them, cell by cell, with places. The caller checks the cells.

use std::collections::BTreeSet;

use super::open::Payload;
use super::part::Part;
use super::queue::Ticket;
use crate::diagnostic::Diagnostics;
use crate::table::{Row, Table};

/// Passes every wanted row of the ticket to `each`, in the order of the rows. Rows of the wrong shape are reported in
/// `d`.
///
/// `part` decodes the ticket. It is called only if the cells are not in a text.
pub(super) fn each_row<'p>(
    ticket: &Ticket,
    part: impl FnOnce() -> Option<&'p Part>,
    numbers: &BTreeSet<u64>,
    d: &mut Diagnostics,
    mut each: impl FnMut(Row<'_>, &mut Diagnostics),
) {
    match &ticket.payload {
        Payload::Csv(chunk, header) => {
            let text = String::from_utf8_lossy(&chunk.bytes);
            let wanted = |row| numbers.contains(&row);
            let table = Table::of_part(&ticket.name, header, &text, chunk.beginning(), wanted, d);
            table.rows().for_each(|row| each(row, d));
        }
        Payload::Sheet(table) => {
            table.rows().filter(|row| numbers.contains(&row.sheet_row())).for_each(|row| each(row, d));
        }
        Payload::Parquet(..) | Payload::Frame(_) => {
            let Some(part) = part() else { return };
            table_of_rows(&ticket.name, part, numbers).rows().for_each(|row| each(row, d));
        }
    }
}

/// Rows that are not in a text, written out as text.
fn table_of_rows(name: &str, part: &Part, numbers: &BTreeSet<u64>) -> Table {
    let (columns, names): (Vec<usize>, Vec<&str>) = part.present().unzip();
    let here = numbers.iter().filter_map(|number| Some((*number, part.numbers.index(*number)?)));
    let cells = here.filter(|(_, index)| *index < part.height).map(|(number, index)| {
        (number, columns.iter().map(|column| part.cell(*column, index).unwrap_or_default()).collect())
    });
    Table::of_cells(name, part.schema, &names, cells)
}
