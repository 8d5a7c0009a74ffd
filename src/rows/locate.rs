//! Finding rows again to show them: the place of a cell, with the line of text.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Column;
use super::diagnose::table_of_rows;
use super::queue::{Payload, Queue, Ticket};
use super::read::decode;
use super::source::Source;
use crate::activity::RowRef;
use crate::diagnostic::Diagnostics;
use crate::source::Place;
use crate::table::{Row, Table};

/// The places of cells, by row and column; rows that are no longer there have none.
pub fn locate(source: &Source, wanted: &[(RowRef, &'static str)]) -> BTreeMap<(RowRef, &'static str), Place> {
    let mut places = BTreeMap::new();
    if wanted.is_empty() {
        return places;
    }
    let mut queue = Queue::new(source, None);
    while let Some(ticket) = queue.next() {
        let here: BTreeSet<u64> = wanted
            .iter()
            .filter(|(row, _)| row.file == ticket.file && ticket.payload.holds(row.row))
            .map(|(row, _)| row.row)
            .collect();
        if here.is_empty() {
            continue;
        }
        each_row(&ticket, &here, |row| {
            let at = RowRef { file: ticket.file, row: row.sheet_row() };
            for (_, column) in wanted.iter().filter(|(row, _)| *row == at) {
                places.insert((at, *column), row.place_of(column));
            }
        });
    }
    places
}

fn each_row(ticket: &Ticket, numbers: &BTreeSet<u64>, each: impl FnMut(Row<'_>)) {
    match &ticket.payload {
        Payload::Csv(chunk, header) => {
            let text = String::from_utf8_lossy(&chunk.bytes);
            let mut ignored = Diagnostics::default();
            let table = Table::of_part(
                &ticket.name,
                header,
                &text,
                chunk.beginning(),
                |row| numbers.contains(&row),
                &mut ignored,
            );
            table.rows().for_each(each);
        }
        Payload::Sheet(table) => table.rows().filter(|row| numbers.contains(&row.sheet_row())).for_each(each),
        Payload::Parquet(..) => {
            let Ok(decoded) = decode(ticket, &Column::ALL) else { return };
            let rows: Vec<usize> =
                (0..decoded.part.height).filter(|row| numbers.contains(&decoded.part.numbers.of(*row))).collect();
            table_of_rows(&ticket.name, &decoded.part, &rows).rows().for_each(each);
        }
    }
}

impl Payload {
    /// The number after its last row.
    pub(super) fn end_row(&self) -> u64 {
        match self {
            Self::Csv(chunk, _) => chunk.end_row(),
            Self::Parquet(_, run) => run.end_row(),
            Self::Sheet(table) => table.rows().last().map_or(0, |row| row.sheet_row() + 1),
        }
    }

    /// Whether a row of that number may be in the part.
    fn holds(&self, row: u64) -> bool {
        match self {
            Self::Csv(chunk, _) => chunk.holds(row),
            Self::Parquet(_, run) => run.holds(row),
            Self::Sheet(_) => true,
        }
    }
}
