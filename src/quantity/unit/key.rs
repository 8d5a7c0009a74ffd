//! What is left of a spelling when case, width and what stands between its letters are passed over.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::list::{CURRENCIES, UNITS};
use super::words::SPELLINGS;

/// The key of a text.
pub(super) fn key(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|letter| !is_between(*letter)).collect()
}

/// What may stand between the letters of a unit without making it another: blanks, full stops, hyphens, signs of
/// multiplication and of powers, and marks that are not seen. A stroke divides, so it stays.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '.' | '_' | '-' | '^' | '*' | '·' | '⋅' | '•' | '・' | '×' | '‐' | '‑' | '–')
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The units whose symbols or spellings have a key, or have it with an `s` at the end: each once.
pub(super) fn candidates(key: &str) -> &'static [&'static str] {
    static UNITS_BY_KEY: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(units_by_key);
    /// An `s` after fewer letters is more often another word: `kts` are knots.
    const SHORTEST_SINGULAR: usize = 3;
    let found = |key: &str| UNITS_BY_KEY.get(key).map(Vec::as_slice);
    let singular = || key.strip_suffix('s').filter(|one| one.len() >= SHORTEST_SINGULAR).and_then(found);
    found(key).or_else(singular).unwrap_or_default()
}

fn units_by_key() -> BTreeMap<String, Vec<&'static str>> {
    let mut units: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    let symbols = UNITS.iter().map(|unit| unit.symbol).chain(CURRENCIES.iter().copied());
    let spellings = SPELLINGS.iter().flat_map(|(symbol, all)| all.iter().map(|spelling| (*spelling, *symbol)));
    for (text, symbol) in symbols.map(|symbol| (symbol, symbol)).chain(spellings) {
        let units = units.entry(key(text)).or_default();
        if !units.contains(&symbol) {
            units.push(symbol);
        }
    }
    units
}
