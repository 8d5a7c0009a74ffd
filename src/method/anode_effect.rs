//! Perfluorocarbons of anode effects in aluminium cells, by slope and by overvoltage.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, positive, share, term};
use crate::quantity::uom::si::mass::{kilogram, megagram};
use crate::quantity::{Gas, GasMasses, Mass};

const SLOPE: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 4, equation 4.26 (Tiers 2 and 3)";
const OVERVOLTAGE: &str = "Regulation (EU) No 601/2012, Annex IV, section 8, method B";

/// Masses of the two perfluorocarbons of anode effects.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Perfluorocarbons {
    /// CF4, PFC-14.
    pub cf4: Mass,
    /// C2F6, PFC-116.
    pub c2f6: Mass,
}

impl From<Perfluorocarbons> for GasMasses {
    fn from(pfc: Perfluorocarbons) -> Self {
        // Every table of potentials has both, which a unit test holds to.
        let gas = |name, mass: Mass| Some((Gas::parse(name).ok()?, mass.into()));
        [gas("PFC-14", pfc.cf4), gas("PFC-116", pfc.c2f6)].into_iter().flatten().collect()
    }
}

/// Anode effects of a potline by their minutes, for [`by_slope`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EffectMinutes {
    /// Aluminium made.
    pub aluminium: Mass,
    /// Minutes of anode effect per cell and day.
    pub anode_effect_minutes: f64,
    /// Slope: kg of CF4 per t of aluminium for a minute of anode effect per cell and day.
    pub slope: f64,
    /// C2F6 per CF4, mass per mass.
    pub c2f6_per_cf4: f64,
}

inputs!(EffectMinutes: aluminium, anode_effect_minutes, slope, c2f6_per_cf4);

/// Perfluorocarbons of anode effects, by their minutes and a slope.
///
/// ```text
/// M_CF4  = S × AEM × MP                                                            (1)
/// M_C2F6 = M_CF4 × F                                                               (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `aluminium` | MP | 1 | mass | ≥ 0 |
/// | `anode_effect_minutes` | AEM | 1 | minutes per cell and day | ≥ 0 |
/// | `slope` | S | 1 | (kg CF4/t) / (minutes per cell and day) | ≥ 0 |
/// | `c2f6_per_cf4` | F | 1 | mass per mass | ≥ 0 |
/// | returns | masses of CF4 and C2F6 | 2 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 4, equation 4.26;
///    slopes and ratios by technology in Table 4.16, and in that of the 2019 Refinement (p. 4.55).
///
/// # Examples
/// Centre-worked prebake by Table 4.16: 0.143 × 0.5 × 1000 = 71.5 kg of CF4; × 0.121 = 8.65 kg of C2F6.
/// ```
/// use estate_carbon::method::anode_effect::{EffectMinutes, by_slope};
/// use estate_carbon::quantity::{Mass, uom::si::mass::{kilogram, megagram}};
/// let potline = EffectMinutes {
///     aluminium: Mass::new::<megagram>(1000.0), anode_effect_minutes: 0.5, slope: 0.143, c2f6_per_cf4: 0.121,
/// };
/// let gases = by_slope(&potline)?.value;
/// assert!((gases.cf4.get::<kilogram>() - 71.5).abs() < 0.05);
/// assert!((gases.c2f6.get::<kilogram>() - 8.65).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn by_slope(potline: &EffectMinutes) -> Result<Worked<Perfluorocarbons>, MethodError> {
    let metal = not_negative("aluminium", potline.aluminium.get::<megagram>())?;
    let minutes = not_negative("anode_effect_minutes", potline.anode_effect_minutes)?;
    let slope = not_negative("slope", potline.slope)?;
    let terms = [
        term("S", "slope", slope, "(kg/t)/(min/cell-day)"),
        term("AEM", "anode effect", minutes, "min/cell-day"),
        term("MP", "aluminium made", metal, "t"),
    ];
    let mut working = Working::new("Perfluorocarbons by slope", SLOPE);
    let cf4 = working.step("M_CF4 = S × AEM × MP", terms, slope * minutes * metal, "kg");
    with_c2f6(working, cf4, potline.c2f6_per_cf4)
}

/// Anode effects of a potline by their overvoltage, for [`by_overvoltage`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overvoltage {
    /// Aluminium made.
    pub aluminium: Mass,
    /// Anode effect overvoltage per cell, in mV: time × voltage above the target, divided by the time of data collection.
    pub overvoltage_mv: f64,
    /// Overvoltage coefficient: kg of CF4 per t of aluminium and mV, at 1 % current efficiency.
    pub overvoltage_coefficient: f64,
    /// Current efficiency, 0 to 1.
    pub current_efficiency: f64,
    /// C2F6 per CF4, mass per mass.
    pub c2f6_per_cf4: f64,
}

inputs!(Overvoltage: aluminium, overvoltage_mv, overvoltage_coefficient, current_efficiency, c2f6_per_cf4);

/// Perfluorocarbons of anode effects, by their overvoltage.
///
/// ```text
/// M_CF4  = OVC × AEO / (CE × 100) × MP                                             (1)
/// M_C2F6 = M_CF4 × F                                                               (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `aluminium` | MP | 1 | mass | ≥ 0 |
/// | `overvoltage_mv` | AEO | 1 | mV | ≥ 0 |
/// | `overvoltage_coefficient` | OVC | 1 | (kg CF4/t) / mV | ≥ 0 |
/// | `current_efficiency` | CE | 1 | share | above 0, to 1 |
/// | `c2f6_per_cf4` | F | 1 | mass per mass | ≥ 0 |
/// | returns | masses of CF4 and C2F6 | 2 | mass | ≥ 0 |
///
/// # Assumptions
/// The coefficients (1.16, 3.65) go with a current efficiency in percent, as \[2\] defines AEO/CE; with a
/// share they would give a hundred times as much, which no cell emits. So CE is a share here and the formula has the 100.
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 4, Table 4.16 (coefficients).
/// 2. Commission Regulation (EU) No 601/2012, Annex IV, section 8.B, calculation method B:
///    "CF4 emissions \[t\] = OVC × (AEO/CE) × PrAl × 0,001", CE in %.
///
/// # Examples
/// Centre-worked prebake at 10 mV and 95 %: 1.16 × 10 / 95 × 1000 = 122.1 kg of CF4.
/// ```
/// use estate_carbon::method::anode_effect::{Overvoltage, by_overvoltage};
/// use estate_carbon::quantity::{Mass, uom::si::mass::{kilogram, megagram}};
/// let potline = Overvoltage {
///     aluminium: Mass::new::<megagram>(1000.0), overvoltage_mv: 10.0, overvoltage_coefficient: 1.16,
///     current_efficiency: 0.95, c2f6_per_cf4: 0.121,
/// };
/// assert!((by_overvoltage(&potline)?.value.cf4.get::<kilogram>() - 122.1).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn by_overvoltage(potline: &Overvoltage) -> Result<Worked<Perfluorocarbons>, MethodError> {
    let metal = not_negative("aluminium", potline.aluminium.get::<megagram>())?;
    let overvoltage = not_negative("overvoltage_mv", potline.overvoltage_mv)?;
    let coefficient = not_negative("overvoltage_coefficient", potline.overvoltage_coefficient)?;
    let efficiency = share("current_efficiency", positive("current_efficiency", potline.current_efficiency)?)?;
    let terms = [
        term("OVC", "overvoltage coefficient", coefficient, "(kg/t)/mV"),
        term("AEO", "anode effect overvoltage", overvoltage, "mV"),
        term("CE", "current efficiency", efficiency, ""),
        term("MP", "aluminium made", metal, "t"),
    ];
    let mut working = Working::new("Perfluorocarbons by overvoltage", OVERVOLTAGE);
    let cf4 = coefficient * overvoltage / (efficiency * 100.0) * metal;
    working.step("M_CF4 = OVC × AEO / (CE × 100) × MP", terms, cf4, "kg");
    with_c2f6(working, cf4, potline.c2f6_per_cf4)
}

fn with_c2f6(mut working: Working, cf4: f64, ratio: f64) -> Result<Worked<Perfluorocarbons>, MethodError> {
    let ratio = not_negative("c2f6_per_cf4", ratio)?;
    let terms = [term("M_CF4", "mass of CF4", cf4, "kg"), term("F", "C2F6 per CF4", ratio, "kg/kg")];
    let c2f6 = working.step("M_C2F6 = M_CF4 × F", terms, cf4 * ratio, "kg");
    Ok(working.of(Perfluorocarbons { cf4: Mass::new::<kilogram>(cf4), c2f6: Mass::new::<kilogram>(c2f6) }))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn minutes() -> EffectMinutes {
        let aluminium = Mass::new::<megagram>(1_000.0);
        EffectMinutes { aluminium, anode_effect_minutes: 0.2, slope: 0.272, c2f6_per_cf4: 0.252 }
    }

    fn overvoltage() -> Overvoltage {
        Overvoltage {
            aluminium: Mass::new::<megagram>(1_000.0),
            overvoltage_mv: 2.0,
            overvoltage_coefficient: 3.65,
            current_efficiency: 0.92,
            c2f6_per_cf4: 0.252,
        }
    }

    #[test]
    fn the_workings_are_the_calculations() {
        let worked = by_slope(&minutes()).expect("a potline");
        assert_recomputes(&worked.working);
        approx::assert_relative_eq!(worked.value.cf4.get::<kilogram>(), 54.4, max_relative = 1e-12);
        approx::assert_relative_eq!(worked.value.c2f6.get::<kilogram>(), 13.7088, max_relative = 1e-12);
        let worked = by_overvoltage(&overvoltage()).expect("a potline");
        assert_recomputes(&worked.working);
        approx::assert_relative_eq!(worked.value.cf4.get::<kilogram>(), 7_300.0 / 92.0, max_relative = 1e-12);
    }

    #[test]
    fn no_effects_emit_nothing_and_impossible_ones_are_refused() {
        let none = by_slope(&EffectMinutes { anode_effect_minutes: 0.0, ..minutes() }).expect("a potline");
        approx::assert_abs_diff_eq!(none.value.cf4.get::<kilogram>() + none.value.c2f6.get::<kilogram>(), 0.0);
        let slope = |potline: EffectMinutes| by_slope(&potline).map_err(|e| e.input());
        assert_eq!(slope(EffectMinutes { slope: -0.1, ..minutes() }), Err("slope"));
        assert_eq!(slope(EffectMinutes { c2f6_per_cf4: f64::INFINITY, ..minutes() }), Err("c2f6_per_cf4"));
        let volts = |potline: Overvoltage| by_overvoltage(&potline).map_err(|e| e.input());
        for current_efficiency in [0.0, 92.0] {
            assert_eq!(volts(Overvoltage { current_efficiency, ..overvoltage() }), Err("current_efficiency"));
        }
        assert_eq!(volts(Overvoltage { overvoltage_mv: -1.0, ..overvoltage() }), Err("overvoltage_mv"));
    }
}
