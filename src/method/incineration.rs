//! Waste burnt, with the gases of its carbon and of the plant that burns it.

use super::fuel_analysis::{CarbonByMass, carbon_by_mass};
use super::inputs;
use super::working::{MethodError, Worked, not_negative, term};
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Gas, GasMass, GasMasses};

/// Waste of one kind burnt in one plant, for [`incineration`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incineration {
    /// The waste and its carbon.
    pub waste: CarbonByMass,
    /// Methane of a tonne of the waste as it came, g: by the plant.
    pub ch4_g_per_t: f64,
    /// Nitrous oxide of a tonne of the waste as it came, g: by the plant and the waste.
    pub n2o_g_per_t: f64,
}

inputs!(Incineration: ch4_g_per_t, n2o_g_per_t; waste);

/// Gases of burning waste: carbon dioxide by its carbon, methane and nitrous oxide by factors.
///
/// ```text
/// CO2: as carbon_by_mass                                                           (1)
/// M_CH4 = m · e / 10^6                                                             (2)
/// M_N2O = m · f / 10^6                                                             (3)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `waste` | m and its carbon, see [`carbon_by_mass`] | 1 | | |
/// | `ch4_g_per_t` | e: methane of a tonne of waste as it came | 1 | g per t | ≥ 0 |
/// | `n2o_g_per_t` | f: nitrous oxide of it | 1 | g per t | ≥ 0 |
/// | returns | fossil and biogenic CO2 and CH4, N2O | 5 | mass | ≥ 0 |
///
/// # Assumptions
/// Methane is fossil and biogenic as the carbon of the waste is (a choice of this project).
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 5, ch. 5, equations 5.1 (CO2), 5.4 (CH4) and 5.5 (N2O).
///
/// # Examples
/// 100 t of plastics (carbon 0.75, all fossil) in a continuous stoker: 100 × 0.75 × 44/12 = 275 t of CO2,
/// 100 × 0.2 g = 0.02 kg of CH4 and 100 × 50 g = 5 kg of N2O.
/// ```
/// use estate_carbon::method::{fuel_analysis::CarbonByMass, incineration::{Incineration, incineration}};
/// use estate_carbon::quantity::{Gas, Mass, uom::si::mass::ton};
/// let plastics = CarbonByMass {
///     mass: Mass::new::<ton>(100.0), moisture: 0.0, carbon_fraction: 0.75, oxidation: 1.0, biogenic_fraction: 0.0,
/// };
/// let gases = incineration(&Incineration { waste: plastics, ch4_g_per_t: 0.2, n2o_g_per_t: 50.0 })?.value;
/// assert!((gases.of(Gas::CO2).as_tonnes() - 275.0).abs() < 1e-9);
/// assert!((gases.of(Gas::CH4_FOSSIL).as_kilograms() - 0.02).abs() < 1e-12);
/// assert!((gases.of(Gas::N2O).as_kilograms() - 5.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn incineration(input: &Incineration) -> Result<Worked<GasMasses>, MethodError> {
    let Worked { mut value, mut working } = carbon_by_mass(&input.waste)?;
    working.method = "Incineration of waste";
    let (mass, biogenic) = (input.waste.mass.get::<kilogram>(), input.waste.biogenic_fraction);
    let ch4 = not_negative("ch4_g_per_t", input.ch4_g_per_t)?;
    let n2o = not_negative("n2o_g_per_t", input.n2o_g_per_t)?;
    let waste = || term("m", "waste as it came", mass, "kg");
    let terms = [waste(), term("e", "methane of a tonne", ch4, "g")];
    let methane = working.step("M_CH4 = m × e / 1000000", terms, mass * ch4 / 1e6, "kg");
    let terms = [waste(), term("f", "nitrous oxide of a tonne", n2o, "g")];
    let nitrous_oxide = working.step("M_N2O = m × f / 1000000", terms, mass * n2o / 1e6, "kg");
    let mut add = |gas, kg: f64| {
        if kg > 0.0 {
            value.add(gas, GasMass::from_kilograms(kg));
        }
    };
    add(Gas::CH4_FOSSIL, methane * (1.0 - biogenic));
    add(Gas::CH4_BIOGENIC, methane * biogenic);
    add(Gas::N2O, nitrous_oxide);
    Ok(working.of(value))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::Mass;
    use approx::assert_relative_eq;

    /// Nappies: moisture 0.6, carbon 0.7 of dry matter, a tenth of it fossil (IPCC 2006, Vol. 5, Table 2.4).
    fn nappies() -> Incineration {
        let waste = CarbonByMass {
            mass: Mass::new::<kilogram>(1_000.0),
            moisture: 0.6,
            carbon_fraction: 0.7,
            oxidation: 1.0,
            biogenic_fraction: 0.9,
        };
        Incineration { waste, ch4_g_per_t: 60.0, n2o_g_per_t: 60.0 }
    }

    #[test]
    fn gases_part_by_the_carbon() {
        let worked = incineration(&nappies()).expect("in range");
        assert_recomputes(&worked.working);
        let kg = |gas| worked.value.of(gas).as_kilograms();
        assert_relative_eq!(kg(Gas::CO2), 280.0 * 0.1 * 44.0 / 12.0, max_relative = 1e-12);
        assert_relative_eq!(kg(Gas::CO2_BIOGENIC), 280.0 * 0.9 * 44.0 / 12.0, max_relative = 1e-12);
        assert_relative_eq!(kg(Gas::CH4_FOSSIL), 0.006, max_relative = 1e-9);
        assert_relative_eq!(kg(Gas::CH4_BIOGENIC), 0.054, max_relative = 1e-9);
        assert_relative_eq!(kg(Gas::N2O), 0.06, max_relative = 1e-9);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let waste = CarbonByMass { moisture: 60.0, ..nappies().waste };
        for (wrong, input) in [
            (Incineration { waste, ..nappies() }, "moisture"),
            (Incineration { ch4_g_per_t: -1.0, ..nappies() }, "ch4_g_per_t"),
            (Incineration { n2o_g_per_t: f64::NAN, ..nappies() }, "n2o_g_per_t"),
        ] {
            assert_eq!(incineration(&wrong).map_err(|e| e.input()), Err(input));
        }
    }
}
