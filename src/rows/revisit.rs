//! Coming back to single rows, one after the other: for a ledger by rows, the list of
//! rejected rows, and `explain --row`.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::check::{Accepted, Checker};
use super::columns::{Column, Part};
use super::line::{LineKey, RawLine};
use super::queue::Queue;
use super::read::{Decoded, decode};
use super::source::Source;
use super::totals::shares;
use super::{Rules, queue::Ticket};
use crate::activity::{Line, RowRef, Totals};

/// One row, as it stands in its table.
pub struct RowView<'a> {
    /// Which row it is, as the trail counts.
    pub row: RowRef,
    /// Its line in the text of its file (a Parquet file's record), from 1.
    pub line: u64,
    /// The site, the lines of [`Totals`] and the share of the quantity in each; `None` if
    /// the row was rejected.
    pub accepted: Option<AcceptedRow<'a>>,
    part: &'a Part,
    index: usize,
}

/// Where an accepted row went.
pub struct AcceptedRow<'a> {
    /// Index of its site.
    pub site: u32,
    /// Its quantity, as written.
    pub quantity: f64,
    /// Indices of lines and the share of the quantity in each month.
    pub lines: &'a [(u32, f64)],
}

impl RowView<'_> {
    /// The columns a row can have, in the order of the table.
    pub fn columns() -> impl Iterator<Item = &'static str> {
        Column::ALL.into_iter().map(Column::name)
    }

    /// The text of one of its cells; `None` if it is empty.
    pub fn cell(&self, column: &str) -> Option<String> {
        let column = Column::ALL.into_iter().find(|c| c.name() == column)?;
        self.part.cell(column, self.index)
    }
}

/// Goes through every row in the order of the files, until `each` has seen enough and
/// returns `false`.
///
/// `totals` are those of the same source and rules: they say which line a row went to.
pub fn visit(source: &Source, rules: &Rules<'_>, totals: &Totals, mut each: impl FnMut(RowView<'_>) -> bool) {
    let lines: BTreeMap<LineKey, u32> = totals
        .lines
        .iter()
        .zip(0..)
        .filter(|(l, _)| l.derived.is_none())
        .map(|(l, code)| (raw(l).key(), code))
        .collect();
    let queue = Mutex::new(Queue::new(source, None));
    let mut checker = Checker::new(rules);
    let mut targets: Vec<Vec<(u32, f64)>> = Vec::new();
    while let Some(ticket) = queue.lock().ok().and_then(|mut queue| queue.next()) {
        let Ok(decoded) = decode(&ticket, &Column::ALL) else { continue };
        let mut accepted: Vec<Option<Accepted>> = vec![None; decoded.part.height];
        let keep = |rows: &[Accepted]| {
            for row in rows {
                if let Some(slot) = accepted.get_mut(row.index as usize) {
                    *slot = Some(*row);
                }
            }
        };
        if checker.part(&decoded.part, &decoded.misshapen, keep).is_err() {
            continue;
        }
        while let Some(line) = checker.line(targets.len() as u32) {
            let months = shares(line.when, rules.period);
            let target = |(month, share)| Some((lines.get(&line.in_month(month).key()).copied()?, share));
            targets.push(months.into_iter().filter_map(target).collect());
        }
        if !rows(&ticket, &decoded, &accepted, &targets, &mut each) {
            return;
        }
    }
}

fn rows(
    ticket: &Ticket,
    decoded: &Decoded,
    accepted: &[Option<Accepted>],
    targets: &[Vec<(u32, f64)>],
    each: &mut impl FnMut(RowView<'_>) -> bool,
) -> bool {
    let part = &decoded.part;
    for (index, accepted) in accepted.iter().enumerate() {
        if accepted.is_none() && part.is_blank(index) {
            continue;
        }
        let view = RowView {
            row: RowRef { file: part.file, row: part.numbers.of(index) },
            line: decoded.line_of(ticket, index),
            accepted: accepted.and_then(|row| {
                let lines = targets.get(row.line as usize)?;
                Some(AcceptedRow { site: row.site, quantity: row.quantity, lines })
            }),
            part,
            index,
        };
        if !each(view) {
            return false;
        }
    }
    true
}

/// A finished line as the row reader knows it.
fn raw(line: &Line) -> RawLine {
    RawLine {
        activity: line.activity.clone(),
        category: line.category,
        unit: line.unit,
        when: super::moment::When::Month(line.month),
        extra: super::line::Extra {
            factor_id: line.factor_id.clone(),
            basis: line.basis,
            plant: line.plant.clone(),
            counterparty: line.counterparty.clone(),
            data_quality: line.data_quality,
            uncertainty_pct: line.uncertainty_pct,
        },
    }
}
