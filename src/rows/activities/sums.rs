//! Accumulation in one thread: one exact sum per site and line that occurs.
//!
//! In: codes and quantities of accepted rows. Out: bundles of cells, which [`super::merge`] brings together. Sums are
//! exact, so parts and row order leave no trace in them. Memory grows with the keys that exist, not with sites × lines.

use hashbrown::HashMap;

use super::cell::{Cell, Cells, Key};
use super::check::Good;
use super::quality::{Mark, QualitySums};
use crate::rows::exact::{ExactSum, micro};

/// Sites of a bundle: few enough that their cells fit the cache of one processor.
pub(super) const SITES: u32 = 48;

/// When rows on their way are delivered.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Rows of a bundle when it is delivered: enough that a cell, once fetched, is used again.
    pub(super) of_bundle: usize,
    /// Rows of all bundles together when all are delivered: of very many sites, none may ever fill its bundle.
    pub(super) of_all: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { of_bundle: 1 << 14, of_all: 1 << 20 }
    }
}

/// A row on its way to its cell.
#[derive(Clone, Copy)]
struct Parcel {
    key: Key,
    micro: i64,
    ordinal: u64,
}

/// What of a row does not fit a cell, on its way.
#[derive(Clone, Copy)]
struct Note {
    key: Key,
    quantity: f64,
    mark: Mark,
    /// Whether the quantity is no whole number of millionths, and so in no cell.
    is_wide: bool,
}

/// The sums of neighbouring sites.
#[derive(Default)]
pub(super) struct Bundle {
    parcels: Vec<Parcel>,
    notes: Vec<Note>,
    /// One table, and those before it that were full.
    pub(super) tables: Vec<Cells>,
    pub(super) rest: Option<Box<Rest>>,
}

/// What few keys have.
#[derive(Default)]
pub(super) struct Rest {
    /// Quantities that are not whole millionths, and what would overflow a cell.
    pub(super) wide: HashMap<Key, ExactSum>,
    pub(super) quality: HashMap<Key, QualitySums>,
}

/// The sums of one thread.
#[derive(Default)]
pub(super) struct Sums {
    bundles: Vec<Bundle>,
    /// Rows in bundles that are not delivered yet.
    waiting: usize,
    limits: Limits,
}

impl Sums {
    /// No sums, delivered to their cells at other times.
    #[cfg(test)]
    pub(super) fn with_limits(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Adds the rows of a part; `ordinal` says what a row's index in the part counts as.
    ///
    /// The rows are dealt out to bundles of neighbouring sites, and a bundle is added when it
    /// is full: its cells stay in the processor's cache meanwhile, whatever order the rows
    /// came in.
    pub(super) fn add(&mut self, good: &Good<'_>, ordinal: impl Fn(usize) -> u64) {
        if good.are_marked() {
            self.add_rows(good, ordinal, |row| good.mark(row));
        } else {
            self.add_rows(good, ordinal, |_| Mark::NONE);
        }
    }

    #[inline]
    fn add_rows(
        &mut self,
        good: &Good<'_>,
        ordinal: impl Fn(usize) -> u64,
        mark: impl Fn(&super::check::Accepted) -> Mark,
    ) {
        let limits = self.limits;
        // The room of few bundles is kept for their next rows; of very many it would add up.
        let keeps_room = self.bundles.len() * limits.of_bundle <= limits.of_all;
        for row in good.rows {
            let nth = (row.site / SITES) as usize;
            if nth >= self.bundles.len() {
                self.bundles.resize_with(nth + 1, Bundle::default);
            }
            let Some(bundle) = self.bundles.get_mut(nth) else { continue };
            let key = Key::new(row.site % SITES, row.line);
            let (whole, mark) = (micro(row.quantity), mark(row));
            if whole.is_none() || mark != Mark::NONE {
                bundle.notes.push(Note { key, quantity: row.quantity, mark, is_wide: whole.is_none() });
            }
            bundle.parcels.push(Parcel { key, micro: whole.unwrap_or_default(), ordinal: ordinal(row.index as usize) });
            if bundle.parcels.len() >= limits.of_bundle {
                bundle.deliver();
                self.waiting -= limits.of_bundle - 1;
                if !keeps_room {
                    bundle.give_back();
                }
            } else {
                self.waiting += 1;
            }
            if self.waiting >= limits.of_all {
                self.deliver_all();
            }
        }
    }

    /// Adds what is still on its way.
    fn deliver_all(&mut self) {
        for bundle in &mut self.bundles {
            bundle.deliver();
            bundle.give_back();
        }
        self.waiting = 0;
    }

    /// The sums by bundles of [`SITES`] sites, in the order of the sites.
    pub(super) fn into_bundles(mut self) -> Vec<Bundle> {
        self.deliver_all();
        self.bundles
    }
}

impl Bundle {
    /// Gives back the room of rows on their way.
    fn give_back(&mut self) {
        (self.parcels, self.notes) = (Vec::new(), Vec::new());
    }

    /// Adds every row on its way to its cell.
    fn deliver(&mut self) {
        let Self { parcels, notes, tables, rest } = self;
        if tables.last().is_none_or(Cells::is_full) && !parcels.is_empty() {
            tables.push(Cells::default());
        }
        for note in notes.drain(..) {
            let rest = rest.get_or_insert_default();
            if note.is_wide {
                rest.wide.entry(note.key).or_default().add(note.quantity);
            }
            if note.mark != Mark::NONE {
                rest.quality.entry(note.key).or_default().add(note.quantity, note.mark);
            }
        }
        let Some(table) = tables.last_mut() else { return };
        for parcel in parcels.drain(..) {
            let row = Cell { micro: parcel.micro, rows: 1, first: parcel.ordinal, last: parcel.ordinal };
            if !table.add(parcel.key, &row) {
                // What would overflow a cell goes past it.
                let wide = &mut rest.get_or_insert_default().wide;
                wide.entry(parcel.key).or_default().add_micro(parcel.micro);
            }
        }
    }
}
