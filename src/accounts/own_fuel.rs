//! Own power of a fuel, at sites that burn none.

use std::collections::BTreeMap;

use crate::activity::RowRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::ActivityCode;
use crate::rows::locate;
use crate::scope::{Category, Scope};

use super::common::Books;

/// Sources of own generation that are burnt. What they emit is Scope 1, in rows of their own.
const BURNT: [&str; 3] = ["own_generation/biogas", "own_generation/biomass", "own_generation/fossil_fuel"];

/// Codes of own generation whose fuel no row of the site burns, each at its first row.
pub(super) fn without_fuel(books: &Books<'_>) -> Vec<Diagnostic> {
    let totals = books.ledger.totals();
    let mut found: BTreeMap<&ActivityCode, (RowRef, u64)> = BTreeMap::new();
    let generated = totals.totals.iter().filter_map(|total| Some((total, totals.stream(total)?)));
    let mut burning: Option<Vec<bool>> = None;
    for (total, stream) in generated.filter(|(_, stream)| BURNT.contains(&stream.activity.as_str())) {
        let burning = burning.get_or_insert_with(|| burning_sites(books));
        if burning.get(total.site as usize).copied().unwrap_or(false) {
            continue;
        }
        let (first, rows) = found.entry(&stream.activity).or_insert((total.first, 0));
        (*first, *rows) = ((*first).min(total.first), *rows + total.counted);
    }
    let wanted: Vec<(RowRef, &'static str)> = found.values().map(|(first, _)| (*first, "activity")).collect();
    let places = locate(books.feed, &wanted);
    let warning = |(code, (first, rows)): (&ActivityCode, (RowRef, u64))| {
        let place = places.get(&(first, "activity"))?.clone();
        let message = format!("`{code}` is made of a fuel, and no row of the site burns one");
        let help = "add the fuel as a row of `stationary_combustion`, or of the table of its method: it is Scope 1";
        Some(Diagnostic::warning(Code::NoFuel, place, message).with_rows(rows).with_help(help))
    };
    found.into_iter().filter_map(warning).collect()
}

/// Sites with a Scope 1 of what burns in one place: fuel, waste, or the gas of wastewater and processes.
fn burning_sites(books: &Books<'_>) -> Vec<bool> {
    let mut burning = vec![false; books.ledger.sites().len()];
    for posting in books.ledger.postings() {
        let category = books.ledger.subject(posting).map(|subject| subject.category);
        let burns = category.is_some_and(|category| {
            category.scope() == Scope::One
                && !matches!(category, Category::MobileCombustion | Category::FugitiveEmissions)
        });
        if let Some(site) = burning.get_mut(posting.site as usize).filter(|_| burns) {
            *site = true;
        }
    }
    burning
}
