//! A hash table of partial sums. It is quick for a few thousand keys, as many as one bundle of sites needs.
//!
//! In: keys and rows. Out: one [`Partial`] per key, in no order; merging sorts them.

/// A stream and a site of a bundle, in 37 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(u64);

/// Bits of the site, counted within its bundle. The code of a stream has 31: it is below
/// [`BAD`](crate::rows::encode::BAD).
const SITE_BITS: u32 = 6;

impl Key {
    /// A site below 64, counted within its bundle, and a stream code that is not bad.
    #[inline]
    pub(super) fn new(site: u32, stream: u32) -> Self {
        Self(u64::from(stream) << SITE_BITS | u64::from(site))
    }

    pub(super) fn site(self) -> u32 {
        (self.0 & ((1 << SITE_BITS) - 1)) as u32
    }

    pub(super) fn stream(self) -> u32 {
        (self.0 >> SITE_BITS) as u32
    }
}

/// The sum of one site's stream in one thread. It has only 32 bytes, because rows in random order spend their time
/// waiting for one from memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Partial {
    /// Sum of the quantities that are whole millionths, in millionths.
    pub(super) micro: i64,
    pub(super) rows: u64,
    /// Ordinals of the first and last row.
    pub(super) first: u64,
    pub(super) last: u64,
}

impl Partial {
    /// Adds rows. `false` if the sum would overflow; the quantity is then left out.
    #[inline]
    pub(super) fn add(&mut self, more: &Self) -> bool {
        self.rows += more.rows;
        self.first = self.first.min(more.first);
        self.last = self.last.max(more.last);
        let sum = self.micro.checked_add(more.micro);
        self.micro = sum.unwrap_or(self.micro);
        sum.is_some()
    }
}

/// Partials by key.
#[derive(Default)]
pub(super) struct Partials {
    /// Open addressing: a key and, in the lower bits, the index of its partial; or [`FREE`].
    slots: Vec<u64>,
    partials: Vec<Partial>,
}

/// Bits of the index of a partial. Together with a key they fill a slot.
const INDEX_BITS: u32 = 27;

/// No key is all ones: the sites of a bundle are fewer than their bits can count.
const FREE: u64 = u64::MAX;

/// Most partials of a table. It is a round fewer than an index can name, because the table is checked for room before each
/// bundle of rows and not at each row.
const MOST: usize = (1 << INDEX_BITS) - (1 << 15);

/// Slots of the smallest table.
const FEWEST: usize = 16;

impl Partials {
    /// Whether another table should be begun.
    pub(super) fn is_full(&self) -> bool {
        self.partials.len() >= MOST
    }

    /// Adds a row to the partial of its key. `false` if the sum would overflow; the quantity is then left out.
    #[inline]
    pub(super) fn add(&mut self, key: Key, row: &Partial) -> bool {
        // In most books many sites have the same few hundred streams. Keys are then dense, and nearly every key is in its
        // own place.
        let own = self.slots.get(key.0 as usize & self.slots.len().wrapping_sub(1)).copied().unwrap_or(FREE);
        let slot = if own >> INDEX_BITS == key.0 { own } else { self.search(key, row) };
        if slot == FREE {
            return true;
        }
        let index = (slot & ((1 << INDEX_BITS) - 1)) as usize;
        self.partials.get_mut(index).is_some_and(|partial| partial.add(row))
    }

    /// The slot of a key that is not in its own place. If the key has no slot, its partial is begun with the row, and the
    /// result is [`FREE`].
    #[inline(never)]
    fn search(&mut self, key: Key, row: &Partial) -> u64 {
        let found = self.walk(key).filter_map(|at| self.slots.get(at)).copied().find(|slot| {
            let is_keys = *slot >> INDEX_BITS == key.0;
            is_keys || *slot == FREE
        });
        match found {
            Some(slot) if slot != FREE => slot,
            _ => {
                self.insert(key, row);
                FREE
            }
        }
    }

    /// The places a key can have, its own first: as many as there are slots.
    fn walk(&self, key: Key) -> impl Iterator<Item = usize> + use<> {
        let (slots, mask) = (self.slots.len(), self.slots.len().wrapping_sub(1));
        // The multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, section 6.4). An odd step visits
        // every slot, and leaves the dense places at once.
        let hash = key.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let (start, step) = ((hash >> 32) as usize, (hash >> 20) as usize | 1);
        let steps = (0..slots).map(move |nth| start.wrapping_add(step.wrapping_mul(nth)) & mask);
        std::iter::once(key.0 as usize & mask).chain(steps)
    }

    fn insert(&mut self, key: Key, row: &Partial) {
        // At most five slots in eight are used: more would make searches long.
        if (self.partials.len() + 1) * 8 > self.slots.len() * 5 {
            self.grow();
        }
        let slot = key.0 << INDEX_BITS | self.partials.len() as u64;
        self.partials.push(*row);
        self.place(key, slot);
    }

    fn grow(&mut self) {
        let slots = (self.slots.len() * 2).max(FEWEST);
        let taken = std::mem::replace(&mut self.slots, vec![FREE; slots]);
        for slot in taken.into_iter().filter(|slot| *slot != FREE) {
            self.place(Key(slot >> INDEX_BITS), slot);
        }
    }

    /// Writes the slot of a key that has none yet into the first free place.
    fn place(&mut self, key: Key, slot: u64) {
        let free = self.walk(key).find(|at| self.slots.get(*at) == Some(&FREE));
        if let Some(free) = free.and_then(|at| self.slots.get_mut(at)) {
            *free = slot;
        }
    }

    /// Every key with its partial.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Key, &Partial)> {
        let taken = self.slots.iter().filter(|slot| **slot != FREE);
        taken.filter_map(|slot| {
            let index = (slot & ((1 << INDEX_BITS) - 1)) as usize;
            Some((Key(slot >> INDEX_BITS), self.partials.get(index)?))
        })
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.partials.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(micro: i64, ordinal: u64) -> Partial {
        Partial { micro, rows: 1, first: ordinal, last: ordinal }
    }

    #[test]
    fn every_key_has_a_partial_of_its_own() {
        let mut table = Partials::default();
        let keys: Vec<Key> =
            (0..47).flat_map(|site| (0..400).map(move |stream| Key::new(site, stream * 977))).collect();
        for round in 0..2 {
            for (nth, key) in keys.iter().enumerate() {
                assert!(table.add(*key, &row(nth as i64, round)));
            }
        }
        assert_eq!(table.len(), keys.len());
        let mut found: Vec<(Key, Partial)> = table.iter().map(|(key, partial)| (key, *partial)).collect();
        found.sort_by_key(|(key, _)| (key.site(), key.stream()));
        for ((nth, key), (known, partial)) in keys.iter().enumerate().zip(&found) {
            assert_eq!((key.site(), key.stream()), (nth as u32 / 400, nth as u32 % 400 * 977));
            assert_eq!((known, *partial), (key, Partial { micro: 2 * nth as i64, rows: 2, first: 0, last: 1 }));
        }
    }

    #[test]
    fn keys_reach_to_the_last_stream_a_code_can_name() {
        let last = Key::new(47, u32::MAX >> 1);
        let mut table = Partials::default();
        assert!(table.add(last, &row(1, 1)) && table.add(last, &row(1, 2)));
        assert_eq!((last.site(), last.stream(), table.len()), (47, u32::MAX >> 1, 1));
    }

    #[test]
    fn a_sum_that_would_overflow_is_left_out_and_told() {
        for (large, more) in [(i64::MAX, 1), (i64::MIN, -1)] {
            let (mut table, key) = (Partials::default(), Key::new(0, 0));
            assert!(table.add(key, &row(large, 1)));
            assert!(!table.add(key, &row(more, 2)));
            assert!(table.add(key, &row(-more, 3)));
            let partials: Vec<Partial> = table.iter().map(|(_, partial)| *partial).collect();
            assert_eq!(partials, [Partial { micro: large - more, rows: 3, first: 1, last: 3 }]);
        }
    }
}
