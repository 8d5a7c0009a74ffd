//! Primary aluminium: CO2 of the carbon anodes that the cells use up.

use super::carbon_balance::CO2_PER_CARBON;
use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::Mass;
use crate::quantity::uom::si::mass::megagram;

const ANODES: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 4, equation 4.21 (Tiers 2 and 3)";
const PASTE: &str = "IPCC 2006 Guidelines, Vol. 3, ch. 4, equation 4.24 (Tiers 2 and 3)";

/// Prebaked anodes that a potline used up, for [`prebaked_anodes`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrebakedAnodes {
    /// Aluminium made.
    pub aluminium: Mass,
    /// Anodes used up, less the butts taken out, mass per mass of aluminium.
    pub net_anode_consumption: f64,
    /// Sulphur in the baked anodes, 0 to 1.
    pub anode_sulphur: f64,
    /// Ash in the baked anodes, 0 to 1.
    pub anode_ash: f64,
}

inputs!(PrebakedAnodes: aluminium, net_anode_consumption, anode_sulphur, anode_ash);

/// CO2 of prebaked anodes that are used up in the cells.
///
/// ```text
/// M = NAC × MP × (1 − S − A) × 44 / 12                                             (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `aluminium` | MP | 1 | mass | ≥ 0 |
/// | `net_anode_consumption` | NAC | 1 | mass per mass of aluminium | ≥ 0 |
/// | `anode_sulphur`, `anode_ash` | S, A | 1 | shares | 0 to 1, together ≤ 1 |
/// | returns | M: mass of CO2 | 1 | mass | ≥ 0 |
///
/// Baking anodes on site releases more, from volatiles and packing coke (equations 4.22 and 4.23), which this does not count.
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 4, equation 4.21.
///
/// # Examples
/// 1 t of aluminium, 0.44 t of anodes with 2 % sulphur and 0.4 % ash: 0.44 × 0.976 × 44/12 = 1.575 t.
/// ```
/// use estate_carbon::method::aluminium::{PrebakedAnodes, prebaked_anodes};
/// use estate_carbon::quantity::{Mass, uom::si::mass::megagram};
/// let potline = PrebakedAnodes {
///     aluminium: Mass::new::<megagram>(1.0), net_anode_consumption: 0.44, anode_sulphur: 0.02, anode_ash: 0.004,
/// };
/// assert!((prebaked_anodes(&potline)?.value.get::<megagram>() - 1.575).abs() < 0.0005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn prebaked_anodes(potline: &PrebakedAnodes) -> Result<Worked<Mass>, MethodError> {
    let metal = not_negative("aluminium", potline.aluminium.get::<megagram>())?;
    let consumption = not_negative("net_anode_consumption", potline.net_anode_consumption)?;
    let (sulphur, ash) = (share("anode_sulphur", potline.anode_sulphur)?, share("anode_ash", potline.anode_ash)?);
    within_whole("anode_ash", sulphur + ash, "sulphur and ash of the anodes")?;
    let terms = [
        term("NAC", "net anode consumption per aluminium", consumption, "t/t"),
        term("MP", "aluminium made", metal, "t"),
        term("S", "sulphur in the anodes", sulphur, ""),
        term("A", "ash in the anodes", ash, ""),
    ];
    let released = consumption * metal * (1.0 - sulphur - ash) * CO2_PER_CARBON;
    let mut working = Working::new("CO2 of prebaked anodes", ANODES);
    working.step("M = NAC × MP × (1 − S − A) × 44 / 12", terms, released, "t");
    Ok(working.of(Mass::new::<megagram>(released)))
}

/// Anode paste that Søderberg cells used up, for [`soderberg_paste`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoderbergPaste {
    /// Aluminium made.
    pub aluminium: Mass,
    /// Paste used up, mass per mass of aluminium.
    pub paste_consumption: f64,
    /// Cyclohexane-soluble matter that left with the gas, kg per t of aluminium.
    pub cyclohexane_soluble_kg_per_t: f64,
    /// Binder (pitch) in the paste, 0 to 1; the rest is calcined coke.
    pub binder: f64,
    /// Sulphur in the pitch, 0 to 1.
    pub pitch_sulphur: f64,
    /// Ash in the pitch, 0 to 1.
    pub pitch_ash: f64,
    /// Hydrogen in the pitch, 0 to 1.
    pub pitch_hydrogen: f64,
    /// Sulphur in the calcined coke, 0 to 1.
    pub coke_sulphur: f64,
    /// Ash in the calcined coke, 0 to 1.
    pub coke_ash: f64,
    /// Carbon in dust skimmed from the cells, mass per mass of aluminium.
    pub skimmed_carbon: f64,
}

inputs!(
    SoderbergPaste:
    aluminium, paste_consumption, cyclohexane_soluble_kg_per_t, binder, pitch_sulphur, pitch_ash, pitch_hydrogen,
    coke_sulphur, coke_ash, skimmed_carbon,
);

/// CO2 of anode paste that is used up in Søderberg cells.
///
/// ```text
/// P = PC × MP                                                                      (1)
/// L = CSM × MP / 1000 + CD × MP                                                    (2)
/// I = P × (BC × (S_p + A_p + H_p) + (1 − BC) × (S_c + A_c))                        (3)
/// M = (P − L − I) × 44 / 12                                                        (4)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `aluminium`, `paste_consumption` | MP, PC | 1 | mass, mass per mass | ≥ 0 |
/// | `cyclohexane_soluble_kg_per_t` | CSM | 1 | kg per t aluminium | ≥ 0 |
/// | `binder` | BC | 1 | share | 0 to 1 |
/// | `pitch_sulphur`, `pitch_ash`, `pitch_hydrogen` | S_p, A_p, H_p | 1 | shares | 0 to 1 |
/// | `coke_sulphur`, `coke_ash` | S_c, A_c | 1 | shares | 0 to 1 |
/// | `skimmed_carbon` | CD | 1 | mass per mass of aluminium | ≥ 0 |
/// | returns | M: mass of CO2 | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range, or more than the paste is taken off it.
///
/// # Source
/// 1. IPCC, *2006 Guidelines for National Greenhouse Gas Inventories*, Vol. 3, ch. 4, equation 4.24; the
///    same in 40 CFR 98.63 (equation F-6), whose Table F-2 has the values of the example.
///
/// # Examples
/// Dry paste in a vertical-stud cell, 0.5 t per t, by Table F-2:
/// (0.5 − 0.0105 − 0.5 × (0.24 × 0.041 + 0.76 × 0.021)) × 44/12 = 1.748 t.
/// ```
/// use estate_carbon::method::aluminium::{SoderbergPaste, soderberg_paste};
/// use estate_carbon::quantity::{Mass, uom::si::mass::megagram};
/// let potline = SoderbergPaste {
///     aluminium: Mass::new::<megagram>(1.0), paste_consumption: 0.5, cyclohexane_soluble_kg_per_t: 0.5, binder: 0.24,
///     pitch_sulphur: 0.006, pitch_ash: 0.002, pitch_hydrogen: 0.033, coke_sulphur: 0.019, coke_ash: 0.002,
///     skimmed_carbon: 0.01,
/// };
/// assert!((soderberg_paste(&potline)?.value.get::<megagram>() - 1.748).abs() < 0.0005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn soderberg_paste(potline: &SoderbergPaste) -> Result<Worked<Mass>, MethodError> {
    let metal = not_negative("aluminium", potline.aluminium.get::<megagram>())?;
    let per_metal = not_negative("paste_consumption", potline.paste_consumption)?;
    let mut working = Working::new("CO2 of anode paste", PASTE);
    let terms = [term("PC", "paste per aluminium", per_metal, "t/t"), term("MP", "aluminium made", metal, "t")];
    let paste = working.step("P = PC × MP", terms, per_metal * metal, "t");
    let lost = lost_carbon(&mut working, potline, metal)?;
    let impure = impurities(&mut working, potline, paste)?;
    let terms = [
        term("P", "paste used up", paste, "t"),
        term("L", "carbon that left unburnt", lost, "t"),
        term("I", "sulphur, ash and hydrogen", impure, "t"),
    ];
    let released = (paste - lost - impure) * CO2_PER_CARBON;
    working.step("M = (P − L − I) × 44 / 12", terms, released, "t");
    if released < 0.0 {
        let what = format!("{} t are taken off {paste} t of paste", lost + impure);
        return Err(MethodError::Contradiction { input: "paste_consumption", what });
    }
    Ok(working.of(Mass::new::<megagram>(released)))
}

fn lost_carbon(working: &mut Working, potline: &SoderbergPaste, metal: f64) -> Result<f64, MethodError> {
    let soluble = not_negative("cyclohexane_soluble_kg_per_t", potline.cyclohexane_soluble_kg_per_t)?;
    let skimmed = not_negative("skimmed_carbon", potline.skimmed_carbon)?;
    let terms = [
        term("CSM", "cyclohexane-soluble matter per aluminium", soluble, "kg/t"),
        term("MP", "aluminium made", metal, "t"),
        term("CD", "carbon skimmed per aluminium", skimmed, "t/t"),
    ];
    Ok(working.step("L = CSM × MP / 1000 + CD × MP", terms, soluble * metal / 1_000.0 + skimmed * metal, "t"))
}

fn impurities(working: &mut Working, potline: &SoderbergPaste, paste: f64) -> Result<f64, MethodError> {
    let binder = share("binder", potline.binder)?;
    let (s_p, a_p) = (share("pitch_sulphur", potline.pitch_sulphur)?, share("pitch_ash", potline.pitch_ash)?);
    let h_p = share("pitch_hydrogen", potline.pitch_hydrogen)?;
    let (s_c, a_c) = (share("coke_sulphur", potline.coke_sulphur)?, share("coke_ash", potline.coke_ash)?);
    within_whole("pitch_hydrogen", s_p + a_p + h_p, "sulphur, ash and hydrogen of the pitch")?;
    within_whole("coke_ash", s_c + a_c, "sulphur and ash of the coke")?;
    let terms = [
        term("P", "paste used up", paste, "t"),
        term("BC", "binder in the paste", binder, ""),
        term("S_p", "sulphur in the pitch", s_p, ""),
        term("A_p", "ash in the pitch", a_p, ""),
        term("H_p", "hydrogen in the pitch", h_p, ""),
        term("S_c", "sulphur in the coke", s_c, ""),
        term("A_c", "ash in the coke", a_c, ""),
    ];
    let impure = paste * (binder * (s_p + a_p + h_p) + (1.0 - binder) * (s_c + a_c));
    Ok(working.step("I = P × (BC × (S_p + A_p + H_p) + (1 − BC) × (S_c + A_c))", terms, impure, "t"))
}

fn within_whole(input: &'static str, sum: f64, of: &str) -> Result<(), MethodError> {
    if sum <= 1.0 {
        return Ok(());
    }
    Err(MethodError::Contradiction { input, what: format!("{of} are {sum} together, more than the whole") })
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn prebake() -> PrebakedAnodes {
        let aluminium = Mass::new::<megagram>(1_000.0);
        PrebakedAnodes { aluminium, net_anode_consumption: 0.42, anode_sulphur: 0.02, anode_ash: 0.004 }
    }

    fn soderberg() -> SoderbergPaste {
        // 40 CFR 98, Table F-2, vertical stud and dry paste.
        SoderbergPaste {
            aluminium: Mass::new::<megagram>(1_000.0),
            paste_consumption: 0.5,
            cyclohexane_soluble_kg_per_t: 0.5,
            binder: 0.24,
            pitch_sulphur: 0.006,
            pitch_ash: 0.002,
            pitch_hydrogen: 0.033,
            coke_sulphur: 0.019,
            coke_ash: 0.002,
            skimmed_carbon: 0.01,
        }
    }

    #[test]
    fn anodes_and_paste_come_near_the_default_factors() {
        // IPCC 2006, Vol. 3, Table 4.10: 1.6 and 1.7 t CO2 per t, ± 10 %.
        let anodes = prebaked_anodes(&prebake()).expect("a potline");
        assert_recomputes(&anodes.working);
        approx::assert_relative_eq!(anodes.value.get::<megagram>(), 1_503.04, max_relative = 1e-9);
        approx::assert_relative_eq!(anodes.value.get::<megagram>(), 1_600.0, max_relative = 0.1);
        let paste = soderberg_paste(&soderberg()).expect("a potline");
        assert_recomputes(&paste.working);
        approx::assert_relative_eq!(paste.value.get::<megagram>(), 1_700.0, max_relative = 0.1);
    }

    #[test]
    fn pure_paste_burns_whole() {
        let pure = SoderbergPaste {
            cyclohexane_soluble_kg_per_t: 0.0,
            pitch_sulphur: 0.0,
            pitch_ash: 0.0,
            pitch_hydrogen: 0.0,
            coke_sulphur: 0.0,
            coke_ash: 0.0,
            skimmed_carbon: 0.0,
            ..soderberg()
        };
        let worked = soderberg_paste(&pure).expect("a potline");
        approx::assert_relative_eq!(worked.value.get::<megagram>(), 500.0 * 44.0 / 12.0, max_relative = 1e-12);
    }

    #[test]
    fn potlines_that_cannot_be_are_refused() {
        let anodes = |potline: PrebakedAnodes| prebaked_anodes(&potline).map_err(|e| e.input());
        assert_eq!(anodes(PrebakedAnodes { anode_sulphur: 2.0, ..prebake() }), Err("anode_sulphur"));
        assert_eq!(anodes(PrebakedAnodes { anode_ash: 0.99, ..prebake() }), Err("anode_ash"));
        assert_eq!(
            anodes(PrebakedAnodes { net_anode_consumption: f64::NAN, ..prebake() }),
            Err("net_anode_consumption")
        );
        let paste = |potline: SoderbergPaste| soderberg_paste(&potline).map_err(|e| e.input());
        assert_eq!(paste(SoderbergPaste { skimmed_carbon: 0.6, ..soderberg() }), Err("paste_consumption"));
        assert_eq!(paste(SoderbergPaste { pitch_hydrogen: 1.0, ..soderberg() }), Err("pitch_hydrogen"));
        assert_eq!(paste(SoderbergPaste { binder: 24.0, ..soderberg() }), Err("binder"));
    }
}
