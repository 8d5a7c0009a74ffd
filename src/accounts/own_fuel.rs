//! Own power of a fuel, at sites that burn none.

use std::collections::BTreeMap;

use crate::activity::RowRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::ActivityCode;
use crate::quantity::{Family, Gas};
use crate::rows::locate;
use crate::scope::Category;

use super::books::Books;

/// Sources of own generation that are burnt, and whether they are of biomass. What they emit is Scope 1, in rows of their
/// own.
const BURNT: [(&str, bool); 3] =
    [("own_generation/biogas", true), ("own_generation/biomass", true), ("own_generation/fossil_fuel", false)];

/// Codes of own generation whose fuel no row of the site burns, each at its first row.
pub(super) fn without_fuel(books: &Books<'_>) -> Vec<Diagnostic> {
    // A row of fuel may be among what is refused.
    if !books.ledger.unresolved().is_empty() {
        return Vec::new();
    }
    let totals = books.ledger.totals();
    let mut found: BTreeMap<&ActivityCode, (RowRef, u64)> = BTreeMap::new();
    let mut burning: Option<Vec<Burning>> = None;
    for (total, stream) in totals.totals.iter().filter_map(|total| Some((total, totals.stream(total)?))) {
        let source = BURNT.iter().find(|(code, _)| *code == stream.activity.as_str());
        let Some((_, of_biomass)) = source.filter(|_| stream.category == Category::OwnGeneration) else { continue };
        let burning = burning.get_or_insert_with(|| burning_sites(books));
        let site = burning.get(total.site as usize).copied().unwrap_or_default();
        if if *of_biomass { site.biomass } else { site.fossil } {
            continue;
        }
        let (first, rows) = found.entry(&stream.activity).or_insert((total.first, 0));
        (*first, *rows) = ((*first).min(total.first), *rows + total.counted);
    }
    let wanted: Vec<(RowRef, &'static str)> = found.values().map(|(first, _)| (*first, "activity")).collect();
    let places = locate(books.feed, &wanted);
    let warning = |(code, (first, rows)): (&ActivityCode, (RowRef, u64))| {
        let place = places.get(&(first, "activity"))?.clone();
        let message = format!("`{code}` is made of a fuel, and no row of its site burns such a fuel");
        let help = "add the fuel as a row of `stationary_combustion`, or of the table of its method: it is Scope 1";
        Some(Diagnostic::warning(Code::NoFuel, place, message).with_rows(rows).with_help(help))
    };
    found.into_iter().filter_map(warning).collect()
}

/// What a site burns in one place.
#[derive(Clone, Copy, Default)]
struct Burning {
    fossil: bool,
    biomass: bool,
}

/// Sites that burn fuel, waste, or the gas of wastewater. Gas of a process makes power where its carbon is balanced.
fn burning_sites(books: &Books<'_>) -> Vec<Burning> {
    let ledger = books.ledger;
    let mut burning = vec![Burning::default(); ledger.sites().len()];
    for posting in ledger.postings().iter().filter(|posting| posting.quantity > 0.0) {
        let Some(subject) = ledger.subject(posting) else { continue };
        let burns = match subject.category {
            Category::StationaryCombustion | Category::WasteTreatment | Category::WastewaterTreatment => true,
            Category::ProcessEmissions => subject.gas.is_some() && ledger.calculation(posting).is_some(),
            _ => false,
        };
        let Some(site) = burning.get_mut(posting.site as usize).filter(|_| burns) else { continue };
        let gases =
            || ledger.resolution(posting).into_iter().flat_map(|r| &r.factor.gases).filter(|g| g.kg_per_unit != 0.0);
        let is_fossil = |gas: Gas| gas == Gas::CO2 || gas.family() == Family::Co2e;
        let fossil = gases().any(|g| is_fossil(g.gas)) || subject.gas.is_some_and(is_fossil);
        site.fossil |= fossil;
        // Biomass may have a factor of its other gases alone, and a CO2e may be of it.
        site.biomass |= !fossil || gases().any(|g| g.gas == Gas::CO2_BIOGENIC || g.gas.family() == Family::Co2e);
    }
    burning
}
