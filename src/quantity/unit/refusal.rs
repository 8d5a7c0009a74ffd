//! Why a text is no unit, and what to write.
//!
//! A hint names the unit that is meant, or each of several with its size: never a word that is only spelt nearly so,
//! because one letter may be a factor of a million (`MT` and `Mt`).

use super::key::candidates;
use super::list::{UNITS, by_symbol};
use super::refused_words::{LETTERS, OF_A_GAS, RATE, REFUSALS, SEVERAL};
use super::{Unit, power_of_ten};

/// A unit symbol that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{symbol}` is not a unit this program knows")]
#[non_exhaustive]
pub struct UnknownUnit {
    /// As found.
    pub symbol: String,
    /// The units it may stand for; none where that cannot be said.
    pub readings: Vec<&'static str>,
    /// Why it is refused, up to the units to write.
    why: String,
}

impl UnknownUnit {
    /// A text of which nothing more is known.
    pub(super) fn of(symbol: &str) -> Self {
        Self { symbol: symbol.to_owned(), readings: Vec::new(), why: String::new() }
    }

    fn because(symbol: &str, why: impl Into<String>, readings: &[&'static str]) -> Self {
        Self { symbol: symbol.to_owned(), readings: readings.to_vec(), why: why.into() }
    }

    /// The refusal of a power of ten of this.
    pub(super) fn times(self, text: &str, power: i32) -> Self {
        let why = format!("multiply the quantity by {}; {}", times(power), self.why);
        Self { symbol: text.to_owned(), why, ..self }
    }

    /// What to do about it: the readings with their sizes, or where the units are listed.
    pub fn help(&self) -> String {
        self.help_for(&[])
    }

    /// The same where it is known what the quantity may measure, by [`Dimension::code`](crate::quantity::Dimension::code).
    pub fn help_for(&self, dimensions: &[String]) -> String {
        let mut usual: Vec<String> = dimensions.iter().filter_map(|code| usual_of(code)).collect();
        match (self.readings.is_empty(), usual.pop()) {
            (false, _) => {
                let mut named: Vec<String> = self.readings.iter().map(|symbol| sized(symbol)).collect();
                let last = named.pop().unwrap_or_default();
                format!("{} {}", self.why, or(&named, &last))
            }
            (true, Some(last)) => {
                format!("write {}; docs/FORMATS.md lists every unit and its spellings", or(&usual, &last))
            }
            (true, None) => "docs/FORMATS.md lists every unit and its spellings".to_owned(),
        }
    }
}

/// `a, b or c`.
fn or(before: &[String], last: &str) -> String {
    if before.is_empty() { last.to_owned() } else { format!("{} or {last}", before.join(", ")) }
}

/// The units of a dimension that bills have, for somebody who must choose one.
const USUAL: &[(&str, &[&str])] = &[
    ("energy", &["kWh", "MWh", "MJ", "GJ", "Gcal", "MMBtu"]),
    ("mass", &["kg", "t", "lb"]),
    ("volume", &["L", "kL", "m3", "gal_us"]),
    ("gas_volume", &["Nm3", "Sm3", "scf"]),
    ("distance", &["km", "mi"]),
    ("mass_distance", &["t.km", "kg.km"]),
    ("passenger_distance", &["p.km", "p.mi"]),
    ("area", &["m2", "ft2", "rai"]),
    ("area_time", &["m2.year", "ft2.year"]),
    ("volume_time", &["m3.day"]),
    ("room_night", &["room.night"]),
    ("money", &["THB", "JPY", "USD"]),
    ("count", &["piece"]),
];

/// `an energy (`kWh`, `MWh` …)`.
fn usual_of(code: &str) -> Option<String> {
    let (_, symbols) = USUAL.iter().find(|(known, _)| *known == code)?;
    let phrase = by_symbol(symbols.first()?)?.dimension.phrase();
    let listed = symbols.join("`, `");
    Some(if code == "count" || code == "room_night" {
        format!("{phrase} (`{listed}`)")
    } else {
        format!("{phrase} (`{listed}` …)")
    })
}

/// What a text is refused for by name; `usual` and `key` are the text in usual letters, and without case.
pub(super) fn listed(text: &str, usual: &str, key: &str) -> Option<UnknownUnit> {
    let letters = LETTERS.iter().find(|(letters, ..)| *letters == usual).map(|(_, why, units)| (*why, *units));
    let singular = key.strip_suffix('s').unwrap_or(key);
    let is_in = |keys: &[&str]| keys.contains(&key) || keys.contains(&singular);
    let (why, units) = letters
        .or_else(|| REFUSALS.iter().find(|(keys, ..)| is_in(keys)).map(|(_, why, units)| (*why, *units)))
        .or_else(|| key.contains("co2").then_some((OF_A_GAS, &["kg", "t"][..])))?;
    Some(UnknownUnit::because(text, why, units))
}

/// The one unit of a key that is not refused.
pub(super) fn only(key: &str) -> Option<Unit> {
    match candidates(key) {
        [one] if listed(key, key, key).is_none() => by_symbol(one),
        _ => None,
    }
}

/// A text that fits several units.
pub(super) fn several(text: &str, units: &[&'static str]) -> UnknownUnit {
    UnknownUnit::because(text, SEVERAL, units)
}

/// A letter in the other case.
pub(super) fn letter(text: &str, unit: &'static str) -> UnknownUnit {
    UnknownUnit::because(text, "a single letter is read as it stands; if that is meant, write", &[unit])
}

/// A multiple of a unit that the list does not have.
pub(super) fn multiple(text: &str, power: i32, of: Unit) -> UnknownUnit {
    UnknownUnit::because(text, format!("multiply the quantity by {} and write", times(power)), &[of.symbol])
}

/// 10^power as a number: `1,000`.
fn times(power: i32) -> String {
    grouped(power_of_ten(power))
}

/// Words for a stretch of time, as they stand after a stroke.
const TIMES: &[&str] = &[
    "h",
    "hr",
    "hour",
    "d",
    "day",
    "min",
    "minute",
    "s",
    "sec",
    "second",
    "wk",
    "week",
    "mo",
    "month",
    "y",
    "yr",
    "year",
    "a",
    "annum",
    "ชม",
    "ชั่วโมง",
    "วัน",
    "นาที",
    "เดือน",
    "ปี",
    "時",
    "時間",
    "日",
    "分",
    "秒",
    "月",
    "年",
];

/// What is so much a time: `m3/h`, `t per day`.
pub(super) fn rate(text: &str, key: &str) -> Option<UnknownUnit> {
    let (of, time) = key.split_once('/').or_else(|| key.split_once("per"))?;
    let singular = time.strip_suffix('s').unwrap_or(time);
    if !TIMES.iter().any(|known| *known == time || *known == singular) {
        return None;
    }
    let units: Vec<&'static str> = match only(of) {
        Some(unit) => vec![unit.symbol],
        None => listed(of, of, of)?.readings,
    };
    Some(UnknownUnit::because(text, RATE, &units))
}

/// A unit with its size in one that everybody knows: `` `Mt` (1,000,000,000 kg) ``.
fn sized(symbol: &str) -> String {
    let size = by_symbol(symbol).and_then(|unit| {
        let base = base_of(unit)?;
        let times = unit.conversion_to(base).ok()?.factor();
        (base != unit).then(|| format!(" ({} {base})", grouped(times)))
    });
    format!("`{symbol}`{}", size.unwrap_or_default())
}

/// The unit that sizes of its dimension are given in; none for money.
fn base_of(unit: Unit) -> Option<Unit> {
    let bases = ["MJ", "kg", "L", "Nm3", "km", "t.km", "p.km", "m2", "m2.year", "m3.day", "room.night", "piece"];
    UNITS.iter().find(|known| known.dimension == unit.dimension && bases.contains(&known.symbol)).copied()
}

/// A number to six digits, its thousands apart.
fn grouped(number: f64) -> String {
    let rounded = format!("{number:.5e}").parse::<f64>().unwrap_or(number).to_string();
    let (whole, fraction) = rounded.split_at(rounded.find('.').unwrap_or(rounded.len()));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

#[cfg(test)]
mod tests;
