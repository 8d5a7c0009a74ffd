//! Refrigerants by their number: `R-134a` is HFC-134a, `R-410` one of two blends, `R-290` propane.
//!
//! The numbers are those of ANSI/ASHRAE 34: of halocarbons the one after the family in the names of the GWP tables, of inorganic
//! compounds 700 and the molar mass.

use unicode_normalization::UnicodeNormalization;

use super::gas_list::GASES;

/// Numbers whose gases have another kind of name in the GWP tables.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("744", &["CO2"]),
    ("744a", &["N2O"]),
    ("7146", &["SF6"]),
    ("50", &["CH4_fossil", "CH4_biogenic"]),
    ("13b1", &["Halon-1301"]),
    ("12b1", &["Halon-1211"]),
    ("c318", &["PFC-c-318"]),
];

/// Numbers of what has no potential in the GWP tables.
const UNVALUED: &[(&str, &str)] = &[
    ("170", "ethane"),
    ("290", "propane"),
    ("600", "butane"),
    ("600a", "isobutane"),
    ("601", "pentane"),
    ("601a", "isopentane"),
    ("1150", "ethene"),
    ("1270", "propene"),
    ("e170", "dimethyl ether"),
    ("13i1", "trifluoroiodomethane"),
    ("702", "hydrogen"),
    ("704", "helium"),
    ("717", "ammonia"),
    ("718", "water"),
    ("728", "nitrogen"),
    ("729", "air"),
    ("732", "oxygen"),
    ("740", "argon"),
    ("764", "sulphur dioxide"),
];

/// Words before the number.
const BEFORE: &[&str] =
    &["refrigerant", "freon", "冷媒", "フロン", "สารทำความเย็น", "น้ำยาแอร์", "制冷剂", "냉매", "gas", "r", "f"];

/// Families that the number stands after.
pub(super) const FAMILIES: &[&str] = &["CFC-", "HCFC-", "HFC-", "HFO-", "HCFO-", "PFC-"];

/// The gases that a number may mean: the one of that number, and those that have letters after it.
pub(super) fn gases_of(name: &str) -> Vec<&'static str> {
    let Some(number) = number_of(name) else { return Vec::new() };
    if let Some((_, names)) = OTHER_NAMES.iter().find(|(known, _)| *known == number) {
        return names.to_vec();
    }
    let after = |name: &'static str| FAMILIES.iter().find_map(|family| name.strip_prefix(family));
    of_number(&number, GASES.iter().filter_map(|gas| Some((after(&gas.name)?, &*gas.name))))
}

/// The blends among these that a number may mean.
pub(super) fn blends_of<'b>(name: &str, blends: impl Iterator<Item = &'b str>) -> Vec<&'b str> {
    let Some(number) = number_of(name) else { return Vec::new() };
    of_number(&number, blends.filter_map(|name| Some((name.strip_prefix("R-")?, name))))
}

/// The names of a number, the shortest first, each with its own number.
fn of_number<'n>(number: &str, names: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<&'n str> {
    let mut found: Vec<(&str, &str)> = names.filter(|(known, _)| is_of(known, number)).collect();
    found.sort_by_key(|(known, _)| known.len());
    found.into_iter().map(|(_, name)| name).collect()
}

/// What a number means that has no potential in the GWP tables: `propane`.
pub(crate) fn unvalued_refrigerant(name: &str) -> Option<&'static str> {
    let number = number_of(name)?;
    UNVALUED.iter().find(|(known, _)| *known == number).map(|(_, what)| *what)
}

/// Whether a number is this one, or has letters after it: `134a` and `1234ze(E)` of `134` and `1234ze`.
fn is_of(known: &str, number: &str) -> bool {
    let rest = known.to_lowercase().replace('-', "");
    let Some(rest) = rest.strip_prefix(number) else { return false };
    // After a figure isomers and blends have letters; after letters only what is in brackets tells them apart.
    match number.chars().last() {
        Some(last) if last.is_ascii_digit() => !rest.starts_with(|c: char| c.is_ascii_digit()),
        _ => rest.is_empty() || rest.starts_with('('),
    }
}

/// The number in small letters, of a text that has a word of refrigerants before it.
fn number_of(name: &str) -> Option<String> {
    let usual: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '.' | '‐' | '–');
    let mut rest = usual.trim();
    for word in BEFORE {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start_matches(is_between);
    }
    let number: String = rest.chars().filter(|c| !is_between(*c)).collect();
    let with_figure = number.chars().take(2).any(|c| c.is_ascii_digit());
    (rest.len() < usual.trim().len() && with_figure && number.is_ascii()).then_some(number)
}
