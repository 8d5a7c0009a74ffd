//! Texts of a column as small numbers.
//!
//! Polars keeps a text column as 128-bit views: a text of up to twelve bytes is its own view, a longer one is a place
//! in a buffer that equal dictionary entries share. So a row's code is found by comparing views and not texts. A text
//! is read only when its view is new.

use hashbrown::HashMap;
use polars::prelude::*;

/// The code of a text that cannot be used. Its row is then checked cell by cell.
pub(super) const BAD: u32 = 1 << 31;

/// The code of an empty cell, where empty is allowed.
pub(super) const ABSENT: u32 = 0;

/// Slots for texts that are their own view: ten times the sites of a large book, so that few texts share a slot.
const SHORT: u32 = 15;

/// Slots for texts that are places in a buffer. They are dropped with the buffer.
const LONG: u32 = 12;

/// A map from keys to codes with a fast way for keys seen before.
pub(super) struct Cache {
    slots: Vec<(u128, u32)>,
    shift: u32,
}

/// Marks a free slot; no view and no packed key is all ones.
const FREE: u128 = u128::MAX;

impl Cache {
    /// A cache of 2^`bits` slots.
    pub(super) fn new(bits: u32) -> Self {
        Self { slots: vec![(FREE, 0); 1 << bits], shift: 64 - bits }
    }

    /// The code of a key, made by `make` if its slot holds another.
    #[inline]
    pub(super) fn get(&mut self, key: u128, make: impl FnOnce() -> u32) -> u32 {
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(32);
        // The multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, section 6.4).
        let slot = (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize;
        match self.slots.get_mut(slot) {
            Some((known, code)) if *known == key => *code,
            Some(entry) => {
                *entry = (key, make());
                entry.1
            }
            None => make(),
        }
    }

    /// Drops all keys when the buffer changes, because they are places in the buffer.
    fn forget(&mut self) {
        self.slots.fill((FREE, 0));
    }
}

/// Codes for the texts of one column, the same through all parts of all files.
pub(super) struct Encoder<T> {
    short: Cache,
    long: Cache,
    by_text: HashMap<Box<str>, u32>,
    values: Vec<T>,
}

impl<T> Encoder<T> {
    /// An encoder whose code [`ABSENT`] stands for `absent`.
    pub(super) fn new(absent: T) -> Self {
        Self { short: Cache::new(SHORT), long: Cache::new(LONG), by_text: HashMap::new(), values: vec![absent] }
    }

    /// The meaning of a code that is not bad.
    pub(super) fn value(&self, code: u32) -> Option<&T> {
        self.values.get(code as usize)
    }

    /// The meaning of every code, in the order of the codes.
    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }

    /// Codes of a text column. `read` gives the meaning of a trimmed text; `None` makes it bad. An empty cell gets
    /// `empty`.
    pub(super) fn encode(
        &mut self,
        texts: &StringChunked,
        empty: u32,
        mut read: impl FnMut(&str) -> Option<T>,
        codes: &mut Vec<u32>,
    ) {
        codes.clear();
        codes.reserve(texts.len());
        for (array, chunk) in texts.downcast_iter().zip(texts.chunks()) {
            self.long.forget();
            let validity = chunk.validity().filter(|v| v.unset_bits() > 0);
            let views = array.views().iter();
            let Self { short, long, by_text, values } = self;
            let mut last = (FREE, ABSENT);
            codes.extend(views.enumerate().map(|(row, view)| {
                if validity.is_some_and(|v| !v.get(row).unwrap_or(false)) {
                    return empty;
                }
                let key = view.as_u128();
                if key != last.0 {
                    let cache = if view.is_inline() { &mut *short } else { &mut *long };
                    let intern = || intern(array.get(row).unwrap_or_default(), empty, by_text, values, &mut read);
                    last = (key, cache.get(key, intern));
                }
                last.1
            }));
        }
    }
}

fn intern<T>(
    text: &str,
    empty: u32,
    by_text: &mut HashMap<Box<str>, u32>,
    values: &mut Vec<T>,
    read: &mut impl FnMut(&str) -> Option<T>,
) -> u32 {
    let text = text.trim();
    if text.is_empty() {
        return empty;
    }
    if let Some(code) = by_text.get(text) {
        return *code;
    }
    let Some(value) = read(text) else {
        // Bad texts are not kept: there may be as many as rows, and they are read again one by one.
        return BAD;
    };
    values.push(value);
    let code = (values.len() - 1) as u32;
    by_text.insert(text.into(), code);
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_code_across_parts_whatever_their_length() {
        let mut encoder = Encoder::new(String::new());
        let mut codes = Vec::new();
        let long = "stationary_combustion/natural_gas";
        let part = |texts: &[Option<&str>]| StringChunked::from_iter_options("c".into(), texts.iter().copied());
        let read = |t: &str| (t != "bad").then(|| t.to_owned());
        encoder.encode(
            &part(&[Some("F1"), Some(long), None, Some(" F1 "), Some("bad"), Some("")]),
            ABSENT,
            read,
            &mut codes,
        );
        assert_eq!(codes, [1, 2, ABSENT, 1, BAD, ABSENT]);
        encoder.encode(&part(&[Some(long), Some("F2"), Some("F1")]), ABSENT, read, &mut codes);
        assert_eq!(codes, [2, 3, 1]);
        assert_eq!(encoder.value(3).map(String::as_str), Some("F2"));
    }
}
