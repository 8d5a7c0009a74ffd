//! Adds up rows in one thread: one exact sum for each site and stream that occurs.
//!
//! In: codes and quantities of accepted rows. Out: bundles of partials, which [`super::merge`] brings together. Sums are
//! exact, so they do not depend on parts or on the order of rows. Memory grows with the keys that exist, not with sites
//! × streams.

use hashbrown::HashMap;

use super::check::Good;
use super::partial::{Key, Partial, Partials};
use super::quality::{Mark, QualitySums};
use crate::rows::exact::{ExactSum, micro};

/// Sites of a bundle: few enough that their partials fit the cache of one processor.
pub(super) const SITES: u32 = 48;

/// When waiting rows are added to their partials.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// How many rows a bundle collects before they are added: enough that a partial, once fetched, is used again.
    pub(super) of_bundle: usize,
    /// How many rows all bundles collect before all are added: with very many sites, perhaps no bundle ever fills.
    pub(super) of_all: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { of_bundle: 1 << 14, of_all: 1 << 20 }
    }
}

/// A row that waits to be added to its partial.
#[derive(Clone, Copy)]
struct Parcel {
    key: Key,
    micro: i64,
    ordinal: u64,
}

/// The part of a waiting row that does not fit into a partial.
#[derive(Clone, Copy)]
struct Note {
    key: Key,
    quantity: f64,
    mark: Mark,
    /// Whether the quantity is not a whole number of millionths, and so is in no partial.
    is_wide: bool,
}

/// The sums of neighbouring sites.
#[derive(Default)]
pub(super) struct Bundle {
    parcels: Vec<Parcel>,
    notes: Vec<Note>,
    /// One table, and those before it that were full.
    pub(super) tables: Vec<Partials>,
    pub(super) rest: Option<Box<Rest>>,
}

/// Sums that only few keys have.
#[derive(Default)]
pub(super) struct Rest {
    /// Quantities that are not whole millionths, and quantities that would overflow a partial.
    pub(super) wide: HashMap<Key, ExactSum>,
    pub(super) quality: HashMap<Key, QualitySums>,
}

/// The sums of one thread.
#[derive(Default)]
pub(super) struct Sums {
    bundles: Vec<Bundle>,
    /// How many rows wait in bundles.
    waiting: usize,
    limits: Limits,
}

impl Sums {
    /// No sums yet, with other limits.
    #[cfg(test)]
    pub(super) fn with_limits(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Adds the rows of a part. `ordinal` turns a row's index in the part into its ordinal.
    ///
    /// The rows are distributed to bundles of neighbouring sites, and the rows of a bundle are added when it is full.
    /// Its partials then stay in the processor's cache, in whatever order the rows came.
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
        // A few bundles keep their memory for their next rows. With very many bundles this would take too much.
        let keeps_room = self.bundles.len() * limits.of_bundle <= limits.of_all;
        for row in good.rows {
            let nth = (row.site / SITES) as usize;
            if nth >= self.bundles.len() {
                self.bundles.resize_with(nth + 1, Bundle::default);
            }
            let Some(bundle) = self.bundles.get_mut(nth) else { continue };
            let key = Key::new(row.site % SITES, row.stream);
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

    /// Adds every row that still waits.
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
    /// Frees the memory for waiting rows.
    fn give_back(&mut self) {
        (self.parcels, self.notes) = (Vec::new(), Vec::new());
    }

    /// Adds every waiting row to its partial.
    fn deliver(&mut self) {
        let Self { parcels, notes, tables, rest } = self;
        if tables.last().is_none_or(Partials::is_full) && !parcels.is_empty() {
            tables.push(Partials::default());
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
            let row = Partial { micro: parcel.micro, rows: 1, first: parcel.ordinal, last: parcel.ordinal };
            if !table.add(parcel.key, &row) {
                // A quantity that would overflow its partial goes to the exact sum beside it.
                let wide = &mut rest.get_or_insert_default().wide;
                wide.entry(parcel.key).or_default().add_micro(parcel.micro);
            }
        }
    }
}
