//! Finds rows again to show them: the place of a cell, with its line of text.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::cells::each_row;
use super::decode::{Decoded, decode_all};
use super::feed::Feed;
use super::queue::Queue;
use crate::activity::RowRef;
use crate::diagnostic::Diagnostics;
use crate::place::Place;

/// The places of cells, by row and column. Rows that no longer exist have none.
pub fn locate(feed: &Feed, wanted: &[(RowRef, &'static str)]) -> BTreeMap<(RowRef, &'static str), Place> {
    let mut columns: BTreeMap<RowRef, Vec<&'static str>> = BTreeMap::new();
    for (row, column) in wanted {
        columns.entry(*row).or_default().push(column);
    }
    let mut places = BTreeMap::new();
    if columns.is_empty() {
        return places;
    }
    let mut queue = Queue::new(feed, None);
    while let Some(ticket) = queue.next() {
        let file = ticket.file;
        let of_file = columns.range(RowRef { file, row: 0 }..=RowRef { file, row: u64::MAX });
        let here: BTreeSet<u64> = of_file.map(|(row, _)| row.row).filter(|row| ticket.payload.holds(*row)).collect();
        if here.is_empty() {
            continue;
        }
        let decoded: OnceCell<Option<Decoded>> = OnceCell::new();
        let part = || decoded.get_or_init(|| decode_all(&ticket).ok()).as_ref().map(|decoded| &decoded.part);
        each_row(&ticket, part, &here, &mut Diagnostics::default(), |row, _| {
            let at = RowRef { file, row: row.sheet_row() };
            for column in columns.get(&at).into_iter().flatten() {
                places.insert((at, *column), row.place_of(column));
            }
        });
    }
    places
}
