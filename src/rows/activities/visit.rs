//! Visits single rows again, one after the other: for a ledger by rows, for the list of rejected rows, and for
//! `explain --row`.

use super::calendar::When;
use super::check::{Accepted, Checker, Good};
use super::column::schema;
use super::finish::shares;
use super::quality::Mark;
use super::rules::Rules;
use super::stream::{StreamOrder, order, order_of};
use crate::activity::{RowRef, Totals};
use crate::rows::decode::{Decoded, decode_all};
use crate::rows::feed::Feed;
use crate::rows::part::Part;
use crate::rows::queue::{Queue, Ticket};

/// One row, as it stands in its table.
#[non_exhaustive]
pub struct RowView<'a> {
    /// Its file and number, as the trail counts.
    pub row: RowRef,
    /// Its line in the text of its file (a Parquet file's record), from 1.
    pub line: u64,
    /// The site, the streams of [`Totals`] and the share of the quantity in each; `None` if
    /// the row was rejected.
    pub accepted: Option<AcceptedRow<'a>>,
    part: &'a Part,
    index: usize,
}

/// The site and streams to which an accepted row was added.
#[non_exhaustive]
pub struct AcceptedRow<'a> {
    /// Index of its site.
    pub site: u32,
    /// Its quantity, as written.
    pub quantity: f64,
    /// Indices of streams and the share of the quantity in each month.
    pub streams: &'a [(u32, f64)],
    /// Half its 95 % interval, relative, in percent, if it gives one.
    pub uncertainty_pct: Option<f64>,
    /// Its grade from 1 (metered, invoiced) to 5 (guess), if it gives one.
    pub data_quality: Option<u8>,
}

impl RowView<'_> {
    /// The columns a row can have, in the order of the table.
    pub fn columns() -> impl Iterator<Item = &'static str> {
        schema().columns.iter().map(|column| column.name.as_str())
    }

    /// The text of one of its cells; `None` if it is empty.
    pub fn cell(&self, column: &str) -> Option<String> {
        let column = self.part.schema.columns.iter().position(|known| known.name == column)?;
        self.part.cell(column, self.index)
    }
}

/// Goes through every row in the order of the files, until `each` returns `false`.
///
/// `totals` must be of the same feed and rules, because a row's streams are looked up in them.
pub fn visit(feed: &Feed, rules: &Rules<'_>, totals: &Totals, mut each: impl FnMut(RowView<'_>) -> bool) {
    let mut queue = Queue::new(feed, None);
    let mut checker = Checker::new(rules);
    let mut targets: Vec<Vec<(u32, f64)>> = Vec::new();
    while let Some(ticket) = queue.next() {
        let Ok(decoded) = decode_all(&ticket) else { continue };
        let mut accepted: Vec<Option<(Accepted, Mark)>> = vec![None; decoded.part.height];
        let keep = |good: &Good<'_>| {
            for row in good.rows {
                if let Some(slot) = accepted.get_mut(row.index as usize) {
                    *slot = Some((*row, good.mark(row)));
                }
            }
        };
        if checker.part(&decoded.part, &decoded.misshapen, keep).is_err() {
            continue;
        }
        while let Some((activity, unit, when, extra)) = checker.stream(targets.len() as u32) {
            let months = shares(when, rules.period).into_iter();
            let target = |(month, share)| {
                let stream = find(totals, order(activity, unit, When::Month(month), &extra))?;
                Some((stream, share))
            };
            targets.push(months.filter_map(target).collect());
        }
        if !rows(&ticket, &decoded, &accepted, &targets, &mut each) {
            return;
        }
    }
}

/// The index of a stream in the totals, which are sorted.
fn find(totals: &Totals, wanted: StreamOrder<'_>) -> Option<u32> {
    let found = totals.streams.binary_search_by(|stream| order_of(stream, totals.dimensions_of(stream)).cmp(&wanted));
    found.ok().map(|stream| stream as u32)
}

fn rows(
    ticket: &Ticket,
    decoded: &Decoded,
    accepted: &[Option<(Accepted, Mark)>],
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
            accepted: accepted.and_then(|(row, mark)| {
                let streams = targets.get(row.stream as usize)?;
                let (uncertainty_pct, data_quality) = (mark.percent, mark.grade);
                Some(AcceptedRow { site: row.site, quantity: row.quantity, streams, uncertainty_pct, data_quality })
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
