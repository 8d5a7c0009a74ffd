//! Carbonates that are calcined or dissolved in acid, and glass by its mass and cullet.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::Mass;
use crate::quantity::uom::si::mass::megagram;

const CARBONATES: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 2, equations 2.12 and 2.16 (Tier 3)";
const GLASS: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 2, equations 2.10 and 2.11 (Tiers 1 and 2)";

/// A raw material with one carbonate in it, for [`carbonate`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carbonate {
    /// Raw material used, as weighed.
    pub mass: Mass,
    /// Carbonate in the material, mass per mass, 0 to 1.
    pub carbonate_fraction: f64,
    /// CO2 that the carbonate gives when all of it is calcined, mass per mass of carbonate, 0 to 1.
    pub co2_per_carbonate: f64,
    /// Share of the carbonate that was calcined, 0 to 1.
    pub calcined: f64,
}

inputs!(Carbonate: mass, carbonate_fraction, co2_per_carbonate, calcined);

/// CO2 of a carbonate in glass, ceramics, flue gas desulphurisation, smelting and other uses.
///
/// ```text
/// M = m × w × EF × F                                                               (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass` | m: raw material | 1 | mass | ≥ 0 |
/// | `carbonate_fraction` | w: carbonate in it | 1 | share | 0 to 1 |
/// | `co2_per_carbonate` | EF | 1 | mass per mass | 0 to 1 |
/// | `calcined` | F | 1 | share | 0 to 1 |
/// | returns | M: mass of CO2 | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 2, equation 2.12
///    (glass) and equation 2.16 (other uses), both Tier 3; EF from Table 2.1.
///
/// # Examples
/// 100 t of limestone, 95 % CaCO3, fully calcined: 100 × 0.95 × 0.43971 = 41.77 t, with EF of Table 2.1.
/// ```
/// use estate_carbon::method::carbonate::{Carbonate, carbonate};
/// use estate_carbon::quantity::{Mass, uom::si::mass::megagram};
/// let limestone = Carbonate {
///     mass: Mass::new::<megagram>(100.0), carbonate_fraction: 0.95, co2_per_carbonate: 0.43971, calcined: 1.0,
/// };
/// assert!((carbonate(&limestone)?.value.get::<megagram>() - 41.77).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn carbonate(used: &Carbonate) -> Result<Worked<Mass>, MethodError> {
    let mass = not_negative("mass", used.mass.get::<megagram>())?;
    let fraction = share("carbonate_fraction", used.carbonate_fraction)?;
    let per_carbonate = share("co2_per_carbonate", used.co2_per_carbonate)?;
    let calcined = share("calcined", used.calcined)?;
    let terms = [
        term("m", "raw material", mass, "t"),
        term("w", "carbonate in it", fraction, ""),
        term("EF", "CO2 per carbonate", per_carbonate, "t/t"),
        term("F", "share calcined", calcined, ""),
    ];
    let released = mass * fraction * per_carbonate * calcined;
    let mut working = Working::new("CO2 of carbonates", CARBONATES);
    working.step("M = m × w × EF × F", terms, released, "t");
    Ok(working.of(Mass::new::<megagram>(released)))
}

/// Glass of one kind, for [`glass`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glass {
    /// Glass melted.
    pub mass: Mass,
    /// CO2 of the raw materials of this glass if it were made without cullet, mass per mass of glass, 0 to 1.
    pub co2_per_glass: f64,
    /// Share of cullet in the charge of the furnace, 0 to 1.
    pub cullet_share: f64,
}

inputs!(Glass: mass, co2_per_glass, cullet_share);

/// CO2 of the raw materials of glass, by its mass: where the carbonates of the batch are not weighed.
///
/// ```text
/// M = m × EF × (1 − CR)                                                            (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass` | m: glass melted | 1 | mass | ≥ 0 |
/// | `co2_per_glass` | EF | 1 | mass per mass | 0 to 1 |
/// | `cullet_share` | CR: share of cullet in the charge | 1 | share | 0 to 1 |
/// | returns | M: mass of CO2 | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 2, equations 2.10
///    and 2.11; EF of equation 2.13 (p. 2.29) and Table 2.6 (p. 2.30).
///
/// # Examples
/// IPCC's default: 0.20 t per t and half cullet give 0.10 t per t.
/// ```
/// use estate_carbon::method::carbonate::{Glass, glass};
/// use estate_carbon::quantity::{Mass, uom::si::mass::megagram};
/// let bottles = Glass { mass: Mass::new::<megagram>(1.0), co2_per_glass: 0.20, cullet_share: 0.50 };
/// assert!((glass(&bottles)?.value.get::<megagram>() - 0.10).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn glass(melted: &Glass) -> Result<Worked<Mass>, MethodError> {
    let mass = not_negative("mass", melted.mass.get::<megagram>())?;
    let per_glass = share("co2_per_glass", melted.co2_per_glass)?;
    let cullet = share("cullet_share", melted.cullet_share)?;
    let terms = [
        term("m", "glass melted", mass, "t"),
        term("EF", "CO2 per glass without cullet", per_glass, "t/t"),
        term("CR", "share of cullet", cullet, ""),
    ];
    let released = mass * per_glass * (1.0 - cullet);
    let mut working = Working::new("CO2 of glass", GLASS);
    working.step("M = m × EF × (1 − CR)", terms, released, "t");
    Ok(working.of(Mass::new::<megagram>(released)))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn soda_ash() -> Carbonate {
        // IPCC 2006, Vol. 3, Table 2.1.
        let mass = Mass::new::<megagram>(10.0);
        Carbonate { mass, carbonate_fraction: 1.0, co2_per_carbonate: 0.41492, calcined: 1.0 }
    }

    #[test]
    fn the_workings_are_the_calculations() {
        let worked = carbonate(&Carbonate { carbonate_fraction: 0.99, calcined: 0.5, ..soda_ash() }).expect("a use");
        approx::assert_relative_eq!(worked.value.get::<megagram>(), 2.053_854, max_relative = 1e-9);
        assert_recomputes(&worked.working);
        // California Air Resources Board, soda ash consumption 2017: 607,784.594 t, 252,182 t CO2.
        let state = Carbonate { mass: Mass::new::<megagram>(607_784.594), ..soda_ash() };
        let worked = carbonate(&state).expect("a use");
        approx::assert_abs_diff_eq!(worked.value.get::<megagram>(), 252_182.0, epsilon = 0.5);
        // IPCC 2006, Vol. 3, Table 2.6: float glass 0.21.
        let float = Glass { mass: Mass::new::<megagram>(200.0), co2_per_glass: 0.21, cullet_share: 0.25 };
        let worked = glass(&float).expect("a glass");
        approx::assert_relative_eq!(worked.value.get::<megagram>(), 31.5, max_relative = 1e-12);
        assert_recomputes(&worked.working);
    }

    #[test]
    fn raw_carbonate_and_pure_cullet_release_nothing() {
        let raw = carbonate(&Carbonate { calcined: 0.0, ..soda_ash() }).expect("a use");
        approx::assert_abs_diff_eq!(raw.value.get::<megagram>(), 0.0);
        let remelted = Glass { mass: Mass::new::<megagram>(1.0), co2_per_glass: 0.21, cullet_share: 1.0 };
        approx::assert_abs_diff_eq!(glass(&remelted).expect("a glass").value.get::<megagram>(), 0.0);
    }

    #[test]
    fn percent_is_not_taken_for_a_share() {
        let refused = |used: Carbonate| carbonate(&used).map_err(|e| e.input());
        assert_eq!(refused(Carbonate { carbonate_fraction: 95.0, ..soda_ash() }), Err("carbonate_fraction"));
        assert_eq!(refused(Carbonate { co2_per_carbonate: 415.0, ..soda_ash() }), Err("co2_per_carbonate"));
        assert_eq!(refused(Carbonate { calcined: 1.01, ..soda_ash() }), Err("calcined"));
        let half = Glass { mass: Mass::new::<megagram>(1.0), co2_per_glass: 0.2, cullet_share: 50.0 };
        assert_eq!(glass(&half).map_err(|e| e.input()), Err("cullet_share"));
    }
}
