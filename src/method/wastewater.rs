//! Methane and nitrous oxide of wastewater, by the organics and the nitrogen in it.

use super::recovery::Recovery;
use super::working::{MethodError, Worked, Working, not_negative, positive, share, term};
use super::{Change, Input, Inputs, inputs};
use crate::quantity::uom::si::{mass::kilogram, volume::cubic_meter};
use crate::quantity::{Mass, Volume};

const CH4: &str = "IPCC, 2006 Guidelines, Vol. 5, ch. 6, equations 6.1 to 6.6";
const N2O: &str = "IPCC, 2006 Guidelines, Vol. 5, ch. 6, equation 6.7; 2019 Refinement, Vol. 5, ch. 6, equation 6.9";
const SEPTIC: &str = "California Air Resources Board, Documentation of California's Greenhouse Gas Inventory, 4D1";

/// How much of something (COD, BOD or nitrogen) the wastewater carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Load {
    /// The mass itself.
    Mass(Mass),
    /// From the flow and what a laboratory found in it.
    Flow {
        /// Wastewater.
        volume: Volume,
        /// Concentration, kg per m³ (g per litre).
        kg_per_m3: f64,
    },
    /// From what a factory makes (IPCC equation 6.6).
    Production {
        /// The product.
        product: Mass,
        /// Wastewater of a tonne of it, m³.
        water_m3_per_t: f64,
        /// Concentration, kg per m³.
        kg_per_m3: f64,
    },
    /// From the people served (IPCC equation 6.3).
    Population {
        /// People.
        people: f64,
        /// What each adds in a day, g.
        g_per_person_day: f64,
        /// Days.
        days: f64,
        /// Factor for industry on the same sewer: IPCC takes 1.25 for collected wastewater, 1 otherwise.
        co_discharge: f64,
    },
}

impl Inputs for Load {
    fn change(&mut self, change: Change<'_>) {
        match self {
            Self::Mass(mass) => mass.change_as("load", change),
            Self::Flow { volume, kg_per_m3 } => {
                volume.change_as("flow", change);
                kg_per_m3.change_as("concentration_kg_per_m3", change);
            }
            Self::Production { product, water_m3_per_t, kg_per_m3 } => {
                product.change_as("production", change);
                water_m3_per_t.change_as("water_m3_per_t", change);
                kg_per_m3.change_as("concentration_kg_per_m3", change);
            }
            Self::Population { people, g_per_person_day, days, co_discharge } => {
                people.change_as("people", change);
                g_per_person_day.change_as("g_per_person_day", change);
                days.change_as("days", change);
                co_discharge.change_as("co_discharge", change);
            }
        }
    }
}

impl Load {
    /// Kilograms, with the step that leads to them under `symbol`.
    fn kilograms(self, working: &mut Working, symbol: &str) -> Result<f64, MethodError> {
        match self {
            Self::Mass(mass) => not_negative("load", mass.get::<kilogram>()),
            Self::Flow { volume, kg_per_m3 } => {
                let volume = not_negative("flow", volume.get::<cubic_meter>())?;
                let content = not_negative("concentration_kg_per_m3", kg_per_m3)?;
                let terms =
                    [term("V", "wastewater", volume, "m³"), term("c", "concentration in it", content, "kg per m³")];
                Ok(working.step(format!("{symbol} = V × c"), terms, volume * content, "kg"))
            }
            Self::Production { product, water_m3_per_t, kg_per_m3 } => {
                let product = not_negative("production", product.get::<kilogram>())?;
                let water = not_negative("water_m3_per_t", water_m3_per_t)?;
                let content = not_negative("concentration_kg_per_m3", kg_per_m3)?;
                let terms = [
                    term("m", "product", product, "kg"),
                    term("w", "wastewater of a tonne of it", water, "m³ per t"),
                    term("c", "concentration in it", content, "kg per m³"),
                ];
                let load = product / 1_000.0 * water * content;
                Ok(working.step(format!("{symbol} = m / 1000 × w × c"), terms, load, "kg"))
            }
            Self::Population { people, g_per_person_day, days, co_discharge } => {
                let people = not_negative("people", people)?;
                let grams = not_negative("g_per_person_day", g_per_person_day)?;
                let (days, industry) = (not_negative("days", days)?, positive("co_discharge", co_discharge)?);
                let terms = [
                    term("P", "people", people, ""),
                    term("g", "from each person in a day", grams, "g"),
                    term("t", "time", days, "days"),
                    term("I", "factor for industry on the same sewer", industry, ""),
                ];
                let load = people * grams / 1_000.0 * days * industry;
                Ok(working.step(format!("{symbol} = P × g / 1000 × t × I"), terms, load, "kg"))
            }
        }
    }
}

/// Organics that go through one kind of treatment, for [`methane`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Treatment {
    /// Organics in the wastewater, as COD or BOD.
    pub load: Load,
    /// Organics taken out as sludge, in the same measure.
    pub sludge: Mass,
    /// Methane that a kilogram of organics can become (B0), kg per kg of the same measure.
    pub methane_capacity_kg_per_kg: f64,
    /// Methane correction factor of the treatment, 0 to 1.
    pub mcf: f64,
    /// Methane recovered.
    pub recovered: Recovery,
}

inputs!(Treatment: sludge, methane_capacity_kg_per_kg, mcf; load, recovered);

/// Methane released by a treatment or discharge of wastewater.
///
/// ```text
/// Q = (TOW − S) · B · MCF                                                          (1)
/// M = Q − R                                                                        (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `load` | TOW: organics as COD or BOD | 1 | mass | ≥ 0 |
/// | `sludge` | S: organics taken out as sludge, same measure | 1 | mass | 0 to TOW |
/// | `methane_capacity_kg_per_kg` | B: methane of a kilogram of organics, same measure | 1 | kg/kg | ≥ 0 |
/// | `mcf` | MCF: methane correction factor | 1 | share | 0 to 1 |
/// | `recovered` | R: methane flared, used or sold | 1 | mass or share of Q | 0 to Q |
/// | returns | M: methane that escaped, biogenic | 1 | mass | ≥ 0 |
///
/// # Assumptions
/// B is 0.25 kg per kg COD and 0.6 kg per kg BOD (IPCC, 2006, Vol. 5, ch. 6, Table 6.2, p. 6.12): the caller
/// gives the one that belongs to the measure of the load. Methane dissolved in the effluent is not counted apart.
///
/// # Errors
/// [`MethodError`] if an input is outside its range, or more leaves as sludge or methane than there was.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 5, ch. 6, equations 6.1 and 6.2 (domestic), 6.4 to 6.6 (industrial).
///
/// # Examples
/// California's refineries in 2018: 89 858 231 m³ with 450 g COD per m³, B 0.25, MCF 0.3 give 3033 t
/// (California Air Resources Board, *Documentation of California's Greenhouse Gas Inventory*, 4D2, 2023).
/// ```
/// use estate_carbon::method::recovery::Recovery;
/// use estate_carbon::method::wastewater::{Load, Treatment, methane};
/// use estate_carbon::quantity::{Mass, Volume, uom::si::{mass::ton, volume::cubic_meter}};
/// let refineries = Treatment {
///     load: Load::Flow { volume: Volume::new::<cubic_meter>(89_858_231.0), kg_per_m3: 0.45 },
///     sludge: Mass::default(),
///     methane_capacity_kg_per_kg: 0.25,
///     mcf: 0.3,
///     recovered: Recovery::NONE,
/// };
/// assert!((methane(&refineries)?.value.get::<ton>() - 3_033.0).abs() < 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn methane(treatment: &Treatment) -> Result<Worked<Mass>, MethodError> {
    let mut working = Working::new("Methane of wastewater", CH4);
    let organics = treatment.load.kilograms(&mut working, "TOW")?;
    let sludge = not_negative("sludge", treatment.sludge.get::<kilogram>())?;
    if sludge > organics {
        let what = format!("{sludge} kg of organics left as sludge and only {organics} kg came in");
        return Err(MethodError::Contradiction { input: "sludge", what });
    }
    let capacity = not_negative("methane_capacity_kg_per_kg", treatment.methane_capacity_kg_per_kg)?;
    let mcf = share("mcf", treatment.mcf)?;
    let terms = [
        term("TOW", "organics in the wastewater", organics, "kg"),
        term("S", "organics taken out as sludge", sludge, "kg"),
        term("B", "methane that a kilogram can become", capacity, "kg per kg"),
        term("MCF", "methane correction factor", mcf, ""),
    ];
    let generated = working.step("Q = (TOW − S) × B × MCF", terms, (organics - sludge) * capacity * mcf, "kg");
    let recovered = treatment.recovered.kilograms(&mut working, generated)?;
    let terms = [term("Q", "methane generated", generated, "kg"), term("R", "methane recovered", recovered, "kg")];
    let released = working.step("M = Q − R", terms, generated - recovered, "kg");
    Ok(working.of(Mass::new::<kilogram>(released)))
}

/// Nitrogen in wastewater, for [`nitrous_oxide`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effluent {
    /// Nitrogen discharged, or entering a treatment.
    pub load: Load,
    /// Nitrogen that leaves as nitrous oxide, kg N2O-N per kg N.
    pub n2o_n_kg_per_kg: f64,
}

inputs!(Effluent: n2o_n_kg_per_kg; load);

/// Nitrous oxide of the nitrogen in wastewater.
///
/// ```text
/// M = N · EF · 44/28                                                               (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `load` | N: nitrogen | 1 | mass | ≥ 0 |
/// | `n2o_n_kg_per_kg` | EF: nitrogen that leaves as nitrous oxide | 1 | kg/kg | 0 to 1 |
/// | returns | M: nitrous oxide | 1 | mass | ≥ 0 |
///
/// # Assumptions
/// 44/28 is the mass of nitrous oxide per mass of its nitrogen, as the source prints it.
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 5, ch. 6, equation 6.7 (effluent).
/// 2. IPCC, *2019 Refinement*, Vol. 5, ch. 6, equation 6.9 (treatment plants).
///
/// # Examples
/// 1000 kg of nitrogen at 0.005: 1000 × 0.005 × 44/28 = 7.857.
/// ```
/// use estate_carbon::method::wastewater::{Effluent, Load, nitrous_oxide};
/// use estate_carbon::quantity::{Mass, uom::si::mass::kilogram};
/// let effluent = Effluent { load: Load::Mass(Mass::new::<kilogram>(1_000.0)), n2o_n_kg_per_kg: 0.005 };
/// assert!((nitrous_oxide(&effluent)?.value.get::<kilogram>() - 7.857).abs() < 0.0005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn nitrous_oxide(effluent: &Effluent) -> Result<Worked<Mass>, MethodError> {
    let mut working = Working::new("Nitrous oxide of wastewater", N2O);
    let nitrogen = effluent.load.kilograms(&mut working, "N")?;
    let factor = share("n2o_n_kg_per_kg", effluent.n2o_n_kg_per_kg)?;
    let terms = [
        term("N", "nitrogen in the wastewater", nitrogen, "kg"),
        term("EF", "share of it that leaves as nitrous oxide", factor, ""),
    ];
    let released = working.step("M = N × EF × 44 / 28", terms, nitrogen * factor * 44.0 / 28.0, "kg");
    Ok(working.of(Mass::new::<kilogram>(released)))
}

/// People on septic tanks, for [`septic`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Septic {
    /// People.
    pub people: f64,
    /// Share of them on septic tanks, 0 to 1.
    pub on_septic: f64,
    /// Methane of one person on a septic tank, g in a day.
    pub ch4_g_per_person_day: f64,
    /// Days: California takes 365.2425 for a year.
    pub days: f64,
}

inputs!(Septic: people, on_septic, ch4_g_per_person_day, days);

/// Methane of septic tanks, by the people who use them.
///
/// ```text
/// M = P · s · g · t / 1000                                                         (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `people`, `on_septic` | P, s: people; share of them on septic tanks | 1 | count, share | ≥ 0, 0 to 1 |
/// | `ch4_g_per_person_day`, `days` | g, t | 1 | g per person and day, days | ≥ 0 |
/// | returns | M: methane that escaped, biogenic | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. California Air Resources Board, *Documentation of California's Greenhouse Gas Inventory*, 4D1,
///    septic systems. By BOD instead, IPCC's way: [`methane`] with [`Load::Population`].
///
/// # Examples
/// California in 2001: 34 513 000 people, one in ten on a septic tank, 10.7 g a day: 13 488 t.
/// ```
/// use estate_carbon::method::wastewater::{Septic, septic};
/// use estate_carbon::quantity::uom::si::mass::ton;
/// let california = Septic { people: 34_513_000.0, on_septic: 0.1, ch4_g_per_person_day: 10.7, days: 365.2425 };
/// assert!((septic(&california)?.value.get::<ton>() - 13_488.0).abs() < 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn septic(homes: &Septic) -> Result<Worked<Mass>, MethodError> {
    let (people, on_septic) = (not_negative("people", homes.people)?, share("on_septic", homes.on_septic)?);
    let grams = not_negative("ch4_g_per_person_day", homes.ch4_g_per_person_day)?;
    let days = not_negative("days", homes.days)?;
    let terms = [
        term("P", "people", people, ""),
        term("s", "share of them on septic tanks", on_septic, ""),
        term("g", "methane from each person in a day", grams, "g"),
        term("t", "time", days, "days"),
    ];
    let released = people * on_septic * grams * days / 1_000.0;
    let mut working = Working::new("Methane of septic tanks by population", SEPTIC);
    working.step("M = P × s × g × t / 1000", terms, released, "kg");
    Ok(working.of(Mass::new::<kilogram>(released)))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use approx::assert_relative_eq;

    fn kg(value: f64) -> Mass {
        Mass::new::<kilogram>(value)
    }

    fn reactor(load: Load) -> Treatment {
        Treatment { load, sludge: kg(0.0), methane_capacity_kg_per_kg: 0.25, mcf: 0.8, recovered: Recovery::NONE }
    }

    /// GreenLang test suite (2026), test_wastewater_emissions.py: 20 000 kg COD, 70 % recovered, 1200 kg CH4.
    #[test]
    fn recovery_comes_off_what_is_generated() {
        let plant = Treatment { recovered: Recovery::Share(0.7), ..reactor(Load::Mass(kg(20_000.0))) };
        let worked = methane(&plant).expect("in range");
        assert_relative_eq!(worked.value.get::<kilogram>(), 1_200.0, max_relative = 1e-12);
        assert_recomputes(&worked.working);
        let metered = Treatment { recovered: Recovery::Mass(kg(2_800.0)), ..plant };
        assert_relative_eq!(
            methane(&metered).expect("in range").value.get::<kilogram>(),
            1_200.0,
            max_relative = 1e-12
        );
        let all = Treatment { recovered: Recovery::Share(1.0), ..plant };
        assert_eq!(methane(&all).map(|w| w.value), Ok(kg(0.0)));
    }

    #[test]
    fn a_load_is_the_same_however_it_is_given() {
        let flow = Load::Flow { volume: Volume::new::<cubic_meter>(4_000.0), kg_per_m3: 5.0 };
        let product = Load::Production { product: kg(1_000_000.0), water_m3_per_t: 4.0, kg_per_m3: 5.0 };
        let people = Load::Population { people: 1_000.0, g_per_person_day: 40.0, days: 400.0, co_discharge: 1.25 };
        for load in [flow, product, people] {
            let worked = methane(&reactor(load)).expect("in range");
            assert_relative_eq!(worked.value.get::<kilogram>(), 4_000.0, max_relative = 1e-12);
            assert_recomputes(&worked.working);
            let n2o = nitrous_oxide(&Effluent { load, n2o_n_kg_per_kg: 0.016 }).expect("in range");
            assert_relative_eq!(n2o.value.get::<kilogram>(), 20_000.0 * 0.016 * 44.0 / 28.0, max_relative = 1e-12);
            assert_recomputes(&n2o.working);
        }
    }

    #[test]
    fn sludge_takes_organics_out() {
        let plant = Treatment { sludge: kg(15_000.0), ..reactor(Load::Mass(kg(20_000.0))) };
        assert_eq!(methane(&plant).map(|w| w.value), Ok(kg(1_000.0)));
        let all = Treatment { sludge: kg(20_000.0), ..plant };
        assert_eq!(methane(&all).map(|w| w.value), Ok(kg(0.0)));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let plant = reactor(Load::Mass(kg(100.0)));
        let wrong = [
            (Treatment { sludge: kg(101.0), ..plant }, "sludge"),
            (Treatment { mcf: 1.01, ..plant }, "mcf"),
            (Treatment { methane_capacity_kg_per_kg: -0.25, ..plant }, "methane_capacity_kg_per_kg"),
            (Treatment { recovered: Recovery::Mass(kg(20.1)), ..plant }, "recovered"),
            (
                reactor(Load::Flow { volume: Volume::new::<cubic_meter>(1.0), kg_per_m3: f64::NAN }),
                "concentration_kg_per_m3",
            ),
        ];
        for (treatment, input) in wrong {
            assert_eq!(methane(&treatment).map_err(|e| e.input()), Err(input));
        }
        let effluent = Effluent { load: Load::Mass(kg(1.0)), n2o_n_kg_per_kg: 1.6 };
        assert_eq!(nitrous_oxide(&effluent).map_err(|e| e.input()), Err("n2o_n_kg_per_kg"));
    }

    #[test]
    fn septic_tanks_count_those_who_use_them() {
        let town = Septic { people: 1_000.0, on_septic: 0.0, ch4_g_per_person_day: 10.7, days: 365.0 };
        assert_eq!(septic(&town).map(|w| w.value), Ok(kg(0.0)));
        let worked = septic(&Septic { on_septic: 1.0, ..town }).expect("in range");
        assert_relative_eq!(worked.value.get::<kilogram>(), 3_905.5, max_relative = 1e-12);
        assert_recomputes(&worked.working);
        assert_eq!(septic(&Septic { on_septic: 10.0, ..town }).map_err(|e| e.input()), Err("on_septic"));
    }
}
