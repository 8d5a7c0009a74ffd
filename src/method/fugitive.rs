//! Gases and refrigerant blends that escape.

use crate::activity::released_gases;
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{GasMass, GasMasses, Mass};

/// The gases in a mass of refrigerant or other gas that was released.
///
/// ```text
/// m[g] = M · w[g]                                                                  (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `name` | gas or ASHRAE 34 blend | 1 | | |
/// | `released` | mass that escaped | 1 | mass | ≥ 0 |
/// | returns | mass of each gas | g | kg | ≥ 0 |
///
/// `None` if the name is neither a gas nor a blend this crate knows. Components without a
/// GWP (hydrocarbons) are left out; [`Blend::unvalued`](crate::quantity::Blend::unvalued) names them.
///
/// # Source
/// 1. ANSI/ASHRAE Standard 34-2019, nominal compositions by mass.
/// 2. IPCC, *2006 Guidelines*, Vol. 3, ch. 7, section 7.5 (the mass that is not recovered is emitted).
///
/// # Examples
/// ```
/// use estate_carbon::method::release;
/// use estate_carbon::quantity::{GwpSet, Mass, uom::si::mass::kilogram};
/// let leak = release("R-410A", Mass::new::<kilogram>(10.0)).ok_or("a known blend")?;
/// // 50 % HFC-32 (771) and 50 % HFC-125 (3,740), AR6 Table 7.SM.7
/// assert!((leak.co2e(GwpSet::Ar6)?.as_kilograms() - 22_555.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn release(name: &str, released: Mass) -> Option<GasMasses> {
    let gases = released_gases(&format!("fugitive_emissions/{name}"))?;
    let kg = released.get::<kilogram>();
    Some(gases.into_iter().map(|(gas, share)| (gas, GasMass::from_kilograms(kg * share))).collect())
}
