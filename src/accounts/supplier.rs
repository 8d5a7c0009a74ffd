//! What to do about electricity of a supplier that nothing in the book declares.

use crate::book::Tables;
use crate::diagnostic::nearest;
use crate::factor::resolve::ELECTRICITY;
use crate::id::ActivityCode;

/// Words for what a roof makes; the others that are no supplier are misspelt.
const OF_ONES_OWN: [&str; 8] =
    ["solar", "wind", "hydro", "geothermal", "biomass", "biogas", "waste_heat", "fossil_fuel"];

/// Whether a word is a source or begins with it as a word: `solar_ppa`, and not `windsor`.
fn is_of(word: &str, source: &str) -> bool {
    word.strip_prefix(source).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Suppliers that a help names; a book may have hundreds.
const NAMED: usize = 5;

/// Says how to declare the supplier, or which other code was meant.
pub(super) fn help(code: &ActivityCode, tables: &Tables) -> String {
    let item = code.as_str().strip_prefix(ELECTRICITY).unwrap_or_default();
    let known = tables.chart.iter().filter_map(|a| a.code.as_str().strip_prefix(ELECTRICITY));
    let mut known: Vec<&str> = known.filter(|item| *item != "*").collect();
    known.sort_by_key(|item| *item != "grid");
    let word = item.to_lowercase();
    if let Some(source) = OF_ONES_OWN.into_iter().find(|source| is_of(&word, source)) {
        return format!(
            "if your own plant makes it, write `own_generation/{source}`; if it is bought, add the supplier's factor of \
             `{code}` to factors.csv, or the seller in `counterparty`"
        );
    }
    let meant = nearest(item, known.iter().copied()).map(|near| format!("did you mean `{ELECTRICITY}{near}`? "));
    let mut named: Vec<String> = known.iter().take(NAMED).map(|item| format!("`{item}`")).collect();
    named.extend(known.len().checked_sub(NAMED + 1).map(|more| format!("{} more", more + 1)));
    format!(
        "{}known are {}; another supplier is declared by a factor of its code in factors.csv, or as a site with role \
         `outside`",
        meant.unwrap_or_default(),
        named.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_whole_word() {
        for word in ["wind", "wind_farm", "wind-2", "wind2"] {
            assert!(is_of(word, "wind"), "{word}");
        }
        assert!(!is_of("windsor_power", "wind"));
        assert!(!is_of("northwind", "wind"));
    }
}
