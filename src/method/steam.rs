//! Steam bought by mass: its heat by the properties of water and steam, IAPWS-IF97.

use seuif97::{OH, OP, OT, pt, px, tx};

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::uom::si::energy::megajoule;
use crate::quantity::uom::si::mass::megagram;
use crate::quantity::{Energy, Mass};

const SOURCE: &str =
    "IAPWS R7-97(2012), Industrial Formulation 1997 for the Thermodynamic Properties of Water and Steam";

/// Steam that was delivered, and the water it was made of, for [`steam_heat`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steam {
    /// Mass delivered.
    pub mass: Mass,
    /// Absolute pressure, bar; `None` if the steam is saturated at its temperature.
    pub pressure_bar: Option<f64>,
    /// Temperature, °C; `None` if the steam is saturated at its pressure.
    pub temperature_c: Option<f64>,
    /// Share of the mass that is vapour; below 1 only where the steam is saturated.
    pub dryness: f64,
    /// Temperature of the water that came back or was fed, °C.
    pub feed_water_c: f64,
}

inputs!(Steam: mass, pressure_bar, temperature_c, dryness, feed_water_c);

/// Heat of steam above that of its feed water.
///
/// ```text
/// H = m · (h_s − h_w)                                                              (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass` | m: delivered | 1 | mass | ≥ 0 |
/// | `pressure_bar` | p: absolute: gauge pressure plus 1.01325 | 1 | bar | saturated 0.006113 to 220.64, superheated to 1,000 |
/// | `temperature_c` | T, by itself or with p | 1 | °C | saturated 0 to 373.946, superheated above saturation to 2,000 |
/// | `dryness` | x: vapour per steam | 1 | share | 0 to 1; 1 where superheated |
/// | `feed_water_c` | T_w: of water at the steam's pressure | 1 | °C | 0 to saturation |
/// | returns | H: heat | 1 | energy | |
///
/// `h_s` and `h_w` are specific enthalpies, kJ/kg, of regions 1 to 5 of the formulation, rounded to 10 significant digits. Within 0.01 °C
/// of saturation steam is taken as saturated and feed water as saturated liquid.
///
/// # Errors
/// [`MethodError`] if a state is outside the formulation, if steam is no vapour, or if feed water is.
///
/// # Source
/// 1. IAPWS R7-97(2012), *Revised Release on the IAPWS Industrial Formulation 1997*.
///
/// # Examples
/// A tonne of dry saturated steam of 10 bar from water of 80 °C: 2,777.120 − 335.707 kJ/kg, 2,441.4 MJ.
/// ```
/// use estate_carbon::method::steam::{Steam, steam_heat};
/// use estate_carbon::quantity::{Mass, uom::si::{energy::megajoule, mass::megagram}};
/// let mass = Mass::new::<megagram>(1.0);
/// let steam = Steam { mass, pressure_bar: Some(10.0), temperature_c: None, dryness: 1.0, feed_water_c: 80.0 };
/// assert!((steam_heat(&steam)?.value.get::<megajoule>() - 2_441.413).abs() < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn steam_heat(steam: &Steam) -> Result<Worked<Energy>, MethodError> {
    let mass = not_negative("mass", steam.mass.get::<megagram>())?;
    let (pressure_bar, vapour, state) = vapour(steam)?;
    let water = feed_water(pressure_bar, steam.feed_water_c)?;
    let mut working = Working::new("Heat of steam by mass", SOURCE);
    let terms = [
        term("m", "steam delivered", mass, "t"),
        term("h_s", format!("enthalpy of {state}"), vapour, "kJ/kg"),
        term("h_w", format!("enthalpy of water of {} °C at that pressure", steam.feed_water_c), water, "kJ/kg"),
    ];
    if vapour < water {
        let what = format!("the steam has {vapour} kJ/kg and its feed water {water}: no heat was delivered");
        return Err(MethodError::Contradiction { input: "feed_water_c", what });
    }
    let heat = working.step("H = m × (h_s − h_w)", terms, mass * (vapour - water), "MJ");
    Ok(working.of(Energy::new::<megajoule>(heat)))
}

/// Pressure of the steam in bar, its enthalpy, and its state in words.
fn vapour(steam: &Steam) -> Result<(f64, f64, String), MethodError> {
    let dryness = share("dryness", steam.dryness)?;
    match (steam.pressure_bar, steam.temperature_c) {
        (Some(bar), None) => {
            let range = "an absolute pressure from 0.006113 to 220.64 bar, where steam can be saturated";
            let enthalpy = known("pressure_bar", bar, px(bar / 10.0, dryness, OH), range)?;
            Ok((bar, enthalpy, format!("saturated steam, {bar} bar, {dryness} of it vapour")))
        }
        (None, Some(celsius)) => {
            let range = "from 0 to 373.946 °C, where steam can be saturated";
            let enthalpy = known("temperature_c", celsius, tx(celsius, dryness, OH), range)?;
            let state = format!("saturated steam, {celsius} °C, {dryness} of it vapour");
            Ok((tx(celsius, dryness, OP) * 10.0, enthalpy, state))
        }
        (Some(_), Some(_)) if dryness < 1.0 => Err(MethodError::Contradiction {
            input: "dryness",
            what: "steam with a pressure and a temperature is superheated, and all of it vapour".to_owned(),
        }),
        (Some(bar), Some(celsius)) => superheated(bar, celsius),
        (None, None) => Err(MethodError::Contradiction {
            input: "pressure_bar",
            what: "steam has a pressure, a temperature, or both".to_owned(),
        }),
    }
}

fn superheated(bar: f64, celsius: f64) -> Result<(f64, f64, String), MethodError> {
    if !PRESSURES.contains(&bar) {
        let range = "an absolute pressure from 0.006113 to 1,000 bar";
        return Err(MethodError::OutOfRange { input: "pressure_bar", value: bar, range });
    }
    let vapour_from = vapour_from(bar);
    if celsius < vapour_from - SATURATED_WITHIN {
        let what = format!(
            "at {bar} bar water of {celsius} °C is liquid, and vapour from {vapour_from:.2} °C; for saturated steam leave \
             one of the two cells empty"
        );
        return Err(MethodError::Contradiction { input: "temperature_c", what });
    }
    // On the line itself the formulation may take the water for liquid, by the last digit.
    let enthalpy = match celsius <= vapour_from + SATURATED_WITHIN && bar < CRITICAL_BAR {
        true => px(bar / 10.0, 1.0, OH),
        false => pt(bar / 10.0, celsius, OH),
    };
    let enthalpy = known("temperature_c", celsius, enthalpy, "at most 800 °C, or 2,000 °C to 500 bar")?;
    Ok((bar, enthalpy, format!("superheated steam, {bar} bar and {celsius} °C")))
}

/// Enthalpy of water at the pressure of the steam.
fn feed_water(pressure_bar: f64, celsius: f64) -> Result<f64, MethodError> {
    let range = "liquid at the steam's pressure, from 0 °C";
    let vapour_from = vapour_from(pressure_bar);
    if celsius > vapour_from + SATURATED_WITHIN {
        return Err(MethodError::OutOfRange { input: "feed_water_c", value: celsius, range });
    }
    // Condensate returned as it forms is on the line.
    let enthalpy = match celsius >= vapour_from - SATURATED_WITHIN && pressure_bar < CRITICAL_BAR {
        true => px(pressure_bar / 10.0, 0.0, OH),
        false => pt(pressure_bar / 10.0, celsius, OH),
    };
    known("feed_water_c", celsius, enthalpy, range)
}

/// The critical pressure and temperature of water (IAPWS R7-97, equations 1: 22.064 MPa and 647.096 K).
const CRITICAL_BAR: f64 = 220.64;
const CRITICAL_C: f64 = 373.946;

/// Pressures of the formulation, from the triple point.
const PRESSURES: std::ops::RangeInclusive<f64> = 0.006_113..=1_000.0;

/// Temperatures this near to saturation are meant to be saturated: tables print hundredths of a degree. (ours)
const SATURATED_WITHIN: f64 = 0.01;

/// The temperature from which water is vapour, °C: saturation, and above the critical pressure the critical one.
fn vapour_from(pressure_bar: f64) -> f64 {
    let saturation = px(pressure_bar / 10.0, 1.0, OT);
    if pressure_bar < CRITICAL_BAR && is_known(saturation) { saturation } else { CRITICAL_C }
}

/// An enthalpy, or the state that has none. What the formulation gives differs in the last digits between systems.
fn known(input: &'static str, value: f64, enthalpy: f64, range: &'static str) -> Result<f64, MethodError> {
    if is_known(enthalpy) {
        return Ok(format!("{enthalpy:.9e}").parse().unwrap_or(enthalpy));
    }
    Err(MethodError::OutOfRange { input, value, range })
}

/// Whether a property is one: the library gives numbers below −900 for states outside the formulation.
fn is_known(property: f64) -> bool {
    property.is_finite() && property > -900.0
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn enthalpy(pressure_bar: Option<f64>, temperature_c: Option<f64>) -> f64 {
        vapour(&Steam { pressure_bar, temperature_c, dryness: 1.0, ..Steam::default() }).expect("steam").1
    }

    /// Verification tables 5 and 15 of the release, and tables of saturated and superheated steam from it.
    #[test]
    fn states_have_the_enthalpies_of_the_release() {
        for (bar, celsius, kj_per_kg) in [
            (Some(0.035), Some(26.85), 2_549.911_45),
            (Some(300.0), Some(426.85), 2_631.494_74),
            (Some(1.01325), None, 2_675.531),
            (Some(10.0), None, 2_777.120),
            (Some(40.0), None, 2_800.897),
            (None, Some(164.953), 2_762.749),
            (Some(10.0), Some(200.0), 2_828.268),
            (Some(40.0), Some(400.0), 3_214.374),
            // Regions 3 and 5: tables 33 and 42.
            (Some(255.837_018), Some(376.85), 1_863.430_19),
            (Some(5.0), Some(1_226.85), 5_219.768_55),
            // Steam on the line, whose temperature a table or a spreadsheet gives beside its pressure.
            (Some(10.0), Some(179.88), 2_777.120),
            (Some(2.8), Some(131.187_806_295_725), 2_721.717_65),
            (Some(1.0), Some(99.605_918_611_337_8), 2_674.949_6),
        ] {
            approx::assert_relative_eq!(enthalpy(bar, celsius), kj_per_kg, max_relative = 3e-6);
        }
        approx::assert_relative_eq!(feed_water(30.0, 26.85).expect("water"), 115.331_273, max_relative = 5e-9);
        approx::assert_relative_eq!(feed_water(10.0, 80.0).expect("water"), 335.707, max_relative = 2e-6);
    }

    #[test]
    fn wet_steam_lies_between_water_and_vapour() {
        let (mass, pressure_bar) = (Mass::new::<megagram>(3.0), Some(10.0));
        let wet = Steam { mass, pressure_bar, temperature_c: None, dryness: 0.95, feed_water_c: 80.0 };
        let worked = steam_heat(&wet).expect("heat");
        assert_recomputes(&worked.working);
        let kj_per_kg = 762.683 + 0.95 * 2_014.437 - 335.707;
        approx::assert_relative_eq!(worked.value.get::<megajoule>(), 3.0 * kj_per_kg, max_relative = 1e-6);
    }

    /// Steam at its temperature whose condensate comes back as it forms gives its heat of vaporization, at every degree.
    #[test]
    fn condensate_may_come_back_as_it_forms() {
        let mut before = f64::INFINITY;
        for celsius in 10..=370 {
            let celsius = f64::from(celsius);
            let mass = Mass::new::<megagram>(1.0);
            let steam =
                Steam { mass, pressure_bar: None, temperature_c: Some(celsius), dryness: 1.0, feed_water_c: celsius };
            let heat = steam_heat(&steam).expect("heat").value.get::<megajoule>();
            assert!(heat > 0.0 && heat < before, "{celsius}: {heat} after {before}");
            before = heat;
        }
    }

    #[test]
    fn what_is_no_steam_is_refused_at_its_cell() {
        let refused = |pressure_bar, temperature_c, dryness, feed_water_c| {
            let mass = Mass::new::<megagram>(1.0);
            steam_heat(&Steam { mass, pressure_bar, temperature_c, dryness, feed_water_c }).map_err(|e| e.input())
        };
        assert_eq!(refused(Some(10.0), Some(150.0), 1.0, 80.0), Err("temperature_c"));
        assert_eq!(refused(Some(10.0), Some(2_500.0), 1.0, 80.0), Err("temperature_c"));
        assert_eq!(refused(Some(300.0), Some(200.0), 1.0, 80.0), Err("temperature_c"));
        assert_eq!(refused(Some(300.0), Some(450.0), 1.0, 380.0), Err("feed_water_c"));
        assert_eq!(refused(Some(0.001), Some(50.0), 1.0, 0.0), Err("pressure_bar"));
        assert_eq!(refused(Some(1_500.0), Some(400.0), 1.0, 80.0), Err("pressure_bar"));
        assert_eq!(refused(Some(230.0), None, 1.0, 80.0), Err("pressure_bar"));
        assert_eq!(refused(Some(0.0), None, 1.0, 80.0), Err("pressure_bar"));
        assert_eq!(refused(None, Some(380.0), 1.0, 80.0), Err("temperature_c"));
        assert_eq!(refused(None, None, 1.0, 80.0), Err("pressure_bar"));
        assert_eq!(refused(Some(10.0), Some(200.0), 0.9, 80.0), Err("dryness"));
        assert_eq!(refused(Some(10.0), None, 1.1, 80.0), Err("dryness"));
        assert_eq!(refused(Some(10.0), None, 1.0, 200.0), Err("feed_water_c"));
        assert_eq!(refused(Some(10.0), None, 1.0, -1.0), Err("feed_water_c"));
        assert_eq!(refused(Some(f64::NAN), None, 1.0, 80.0), Err("pressure_bar"));
    }
}
