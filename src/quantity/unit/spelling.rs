//! Which unit a text spells.
//!
//! A text is a unit's spelling as it stands, else in usual letters ([NFKC](https://unicode.org/reports/tr15/): `㎏`,
//! `ｋＷｈ`), else without regard to case, blanks, full stops, hyphens and an `s` of the plural. What then fits two units,
//! as `ml` fits `mL` and `ML`, is refused with both.

use unicode_normalization::UnicodeNormalization;

use super::Unit;
use super::key::{candidates, key};
use super::list::{UNITS, by_symbol};
use super::refusal::{self, UnknownUnit, only};
use super::words::SPELLINGS;

/// Longest text that may be a unit, in bytes. Of a longer one only its length is looked at.
const LONGEST: usize = 100;

/// The unit that a text spells, or why it spells none.
pub(super) fn read(text: &str) -> Result<Unit, UnknownUnit> {
    let text = text.trim();
    if let Some(unit) = exact(text) {
        return Ok(unit);
    }
    if text.len() > LONGEST {
        return Err(UnknownUnit::of(text));
    }
    let usual: String = text.nfkc().collect();
    let usual = usual.trim();
    if let Some(unit) = exact(usual) {
        return Ok(unit);
    }
    let key = key(usual);
    if let Some(refused) = refusal::listed(text, usual, &key) {
        return Err(refused);
    }
    match candidates(&key) {
        [] => {
            let refused = || refusal::rate(text, &key).or_else(|| multiple_of_refused(text, &key));
            let unknown = || Err(refused().unwrap_or_else(|| UnknownUnit::of(text)));
            multiple(text, &key).unwrap_or_else(unknown)
        }
        // In the other case a single letter is a prefix: `G`, `M`.
        [one] if key.len() == 1 => Err(refusal::letter(text, one)),
        [one] => by_symbol(one).ok_or_else(|| UnknownUnit::of(text)),
        several => Err(refusal::several(text, several)),
    }
}

fn exact(text: &str) -> Option<Unit> {
    by_symbol(text).or_else(|| {
        let (symbol, _) = SPELLINGS.iter().find(|(_, spellings)| spellings.contains(&text))?;
        by_symbol(symbol)
    })
}

/// Words before a unit that make it a power of ten of it: `千kWh`, `ล้านบีทียู`, `million litres`.
const MULTIPLES: &[(&str, i32)] = &[
    ("千", 3),
    ("仟", 3),
    ("천", 3),
    ("พัน", 3),
    ("thousand", 3),
    ("ribu", 3),
    ("nghìn", 3),
    ("nghin", 3),
    ("ngàn", 3),
    ("1000", 3),
    ("1,000", 3),
    ("万", 4),
    ("萬", 4),
    ("만", 4),
    ("หมื่น", 4),
    ("vạn", 4),
    ("10000", 4),
    ("10,000", 4),
    ("十万", 5),
    ("10万", 5),
    ("แสน", 5),
    ("100,000", 5),
    ("百万", 6),
    ("百萬", 6),
    ("100万", 6),
    ("백만", 6),
    ("ล้าน", 6),
    ("million", 6),
    ("juta", 6),
    ("triệu", 6),
    ("trieu", 6),
    ("1000000", 6),
    ("1,000,000", 6),
    ("千万", 7),
    ("千萬", 7),
    ("億", 8),
    ("亿", 8),
    ("억", 8),
    ("ร้อยล้าน", 8),
    ("十億", 9),
    ("พันล้าน", 9),
    ("miliar", 9),
    ("milyar", 9),
    ("tỷ", 9),
    ("tỉ", 9),
];

/// The unit that is a power of ten of another, as its spelling says; refused where the list has none. `None` if it is not so spelt.
fn multiple(text: &str, key: &str) -> Option<Result<Unit, UnknownUnit>> {
    let spelt = |(word, power): &(&str, i32)| Some((*power, only(key.strip_prefix(*word)?)?));
    let (power, of) = MULTIPLES.iter().find_map(spelt)?;
    Some(times_ten_to(of, power).ok_or_else(|| refusal::multiple(text, power, of)))
}

/// Why a power of ten of a word that is refused is refused: `ล้านหน่วย`, `ribu ton`.
fn multiple_of_refused(text: &str, key: &str) -> Option<UnknownUnit> {
    let (power, rest) = MULTIPLES.iter().find_map(|(word, power)| {
        let rest = key.strip_prefix(*word)?;
        Some((*power, refusal::listed(rest, rest, rest).or_else(|| refusal::rate(rest, rest))?))
    })?;
    Some(rest.times(text, power))
}

/// The unit of the list that is so much larger; before others the one whose symbol says so.
fn times_ten_to(of: Unit, power: i32) -> Option<Unit> {
    let is_it = |unit: &&Unit| {
        let (same, shift) = (unit.digits.to_bits() == of.digits.to_bits(), unit.exponent - of.exponent);
        same && shift == power && unit.dimension == of.dimension
    };
    let named = |unit: &&Unit| unit.symbol.ends_with(of.symbol);
    UNITS.iter().filter(is_it).find(named).or_else(|| UNITS.iter().find(is_it)).copied()
}

#[cfg(test)]
mod tests;
