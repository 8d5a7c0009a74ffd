//! What the spelling of a code alone says: its group, its fuel, its gases.

use crate::quantity::{Blend, Gas};
use crate::scope::{Category, Scope3Category};

/// The category a code's group stands for: `c04/road` → upstream transport.
pub fn category_of(code: &str) -> Option<Category> {
    let (group, item) = code.split_once('/')?;
    (!item.is_empty()).then(|| Category::parse(group)).flatten()
}

/// The fuel a code is about, burnt or supplied: `mobile_combustion/gas_diesel_oil.off_road` → `gas_diesel_oil`.
pub fn fuel_of(code: &str) -> Option<&str> {
    let (group, item) = code.split_once('/')?;
    let item = match Category::parse(group)? {
        Category::StationaryCombustion | Category::MobileCombustion => item,
        // Well-to-tank emissions are stated per quantity of the fuel itself.
        Category::ValueChain(Scope3Category::FuelAndEnergyRelatedActivities) => item.strip_prefix("wtt.")?,
        _ => return None,
    };
    Some(item.split('.').next().unwrap_or(item))
}

/// The gases that a release counts, with their shares of the mass: the gas the code names,
/// or the components of the blend.
///
/// ```
/// use estate_carbon::activity::released_gases;
/// assert_eq!(released_gases("fugitive_emissions/R-410A").map(|gases| gases.len()), Some(2));
/// assert_eq!(released_gases("stationary_combustion/lpg"), None);
/// ```
pub fn released_gases(code: &str) -> Option<Vec<(Gas, f64)>> {
    let (group, item) = code.split_once('/')?;
    if Category::parse(group)? != Category::FugitiveEmissions {
        return None;
    }
    // A leak of plain `CH4` is fossil unless it says otherwise: gas networks carry natural gas.
    let item = if item == "CH4" { "CH4_fossil" } else { item };
    match Gas::parse(item) {
        Ok(gas) => Some(vec![(gas, 1.0)]),
        Err(_) => Blend::find(item).map(|blend| blend.components().to_vec()),
    }
}
