//! Carbon dioxide of a fuel by its own carbon content, where the plant has an analysis of it.
//!
//! The analysis comes per mass of fuel or per energy. Fuels of mixed origin, such as tyres and
//! municipal waste, give fossil and biogenic CO2. Methane and nitrous oxide do not follow from
//! carbon; they take a factor.

use super::combustion::FuelEnergy;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use super::{Change, Input, Inputs, inputs};
use crate::quantity::uom::si::energy::gigajoule;
use crate::quantity::uom::si::mass::kilogram;
use crate::quantity::{Gas, GasMass, GasMasses, Mass};

const IPCC_WASTE: &str = "IPCC, 2006 Guidelines, Vol. 5, ch. 5, equation 5.1, p. 5.7";
const IPCC_ENERGY: &str = "IPCC, 2006 Guidelines, Vol. 2, ch. 1, Tables 1.3 and 1.4; ch. 2, equation 2.1, p. 2.11";

/// A fuel with its carbon per mass, for [`carbon_by_mass`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CarbonByMass {
    /// Fuel burnt, as received.
    pub mass: Mass,
    /// Water in the fuel as received, 0 to 1, if the carbon is given on dry matter; else 0.
    pub moisture: f64,
    /// Carbon in the fuel, kg per kg, 0 to 1.
    pub carbon_fraction: f64,
    /// Share of the carbon that is oxidised, 0 to 1.
    pub oxidation: f64,
    /// Share of the carbon that is from biomass, 0 to 1.
    pub biogenic_fraction: f64,
}

inputs!(CarbonByMass: mass as quantity, moisture, carbon_fraction, oxidation, biogenic_fraction);

/// CO2 of burning a fuel whose carbon is known per mass.
///
/// ```text
/// C = m · (1 − w) · c                                                              (1)
/// M = C · o · 44/12                                                                (2)
/// M_fossil = M · (1 − b),  M_biogenic = M · b                                      (3)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass` | m: fuel burnt, as received | 1 | mass | ≥ 0 |
/// | `moisture` | w: water in it; 0 if c is of the fuel as received | 1 | share | 0 to 1 |
/// | `carbon_fraction` | c: carbon, of dry matter or as received | 1 | kg per kg | 0 to 1 |
/// | `oxidation` | o: share of the carbon oxidised | 1 | share | 0 to 1 |
/// | `biogenic_fraction` | b: share of the carbon from biomass | 1 | share | 0 to 1 |
/// | returns | M: fossil and biogenic CO2 | 2 | mass | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | CO2 per carbon | 44/12 | \[1\]; by atomic weights it is 44.0095/12.0107, 0.07 % less |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 5, ch. 5, equation 5.1, p. 5.7: waste by dry matter, carbon, fossil share
///    and oxidation. For fuels the same carbon balance is Tiers 2 and 3 of Vol. 2, ch. 2, section 2.3.1.
///
/// # Examples
/// US EPA's railcar of coal: 90.89 t of 21.11 million Btu per tonne and 26.05 kg C per million Btu,
/// which is 0.549 915 5 kg C per kg. These come to 183.27 t; EPA prints 183.29 t.
/// ```
/// use estate_carbon::method::fuel_analysis::{CarbonByMass, carbon_by_mass};
/// use estate_carbon::quantity::{Gas, Mass, uom::si::mass::ton};
/// let railcar = CarbonByMass {
///     mass: Mass::new::<ton>(90.89), moisture: 0.0,
///     carbon_fraction: 21.11 * 26.05 / 1_000.0, oxidation: 1.0, biogenic_fraction: 0.0,
/// };
/// let co2 = carbon_by_mass(&railcar)?.value.of(Gas::CO2);
/// assert!((co2.as_tonnes() - 183.27).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn carbon_by_mass(fuel: &CarbonByMass) -> Result<Worked<GasMasses>, MethodError> {
    let mass = not_negative("mass", fuel.mass.get::<kilogram>())?;
    let moisture = share("moisture", fuel.moisture)?;
    let fraction = share("carbon_fraction", fuel.carbon_fraction)?;
    let oxidation = share("oxidation", fuel.oxidation)?;
    let biogenic = share("biogenic_fraction", fuel.biogenic_fraction)?;
    let mut working = Working::new("CO2 by carbon per mass of fuel", IPCC_WASTE);
    let terms = [
        term("m", "fuel burnt, as received", mass, "kg"),
        term("w", "water in it", moisture, ""),
        term("c", "carbon in what is not water", fraction, "kg/kg"),
    ];
    let carbon = working.step("C = m × (1 − w) × c", terms, mass * (1.0 - moisture) * fraction, "kg");
    let co2 = oxidised(&mut working, carbon, oxidation);
    let masses = by_origin(&mut working, "M", co2, biogenic, [Gas::CO2, Gas::CO2_BIOGENIC]);
    Ok(working.of(masses))
}

/// A fuel with its carbon per energy, net or gross, for [`carbon_by_energy`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CarbonByEnergy<E> {
    /// Fuel burnt.
    pub energy: E,
    /// Carbon per energy on the same calorific value, kg/GJ.
    pub carbon_kg_per_gj: f64,
    /// Share of the carbon that is oxidised, 0 to 1.
    pub oxidation: f64,
    /// Share of the carbon that is from biomass, 0 to 1.
    pub biogenic_fraction: f64,
}

impl<E: Input> Inputs for CarbonByEnergy<E> {
    fn change(&mut self, change: Change<'_>) {
        self.energy.change_as("quantity", change);
        self.carbon_kg_per_gj.change_as("carbon_kg_per_gj", change);
        self.oxidation.change_as("oxidation", change);
        self.biogenic_fraction.change_as("biogenic_fraction", change);
    }
}

/// CO2 of burning a fuel whose carbon is known per energy.
///
/// ```text
/// C = Q · k                                                                        (1)
/// M = C · o · 44/12                                                                (2)
/// M_fossil = M · (1 − b),  M_biogenic = M · b                                      (3)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `energy` | Q: fuel burnt | 1 | energy, net or gross | ≥ 0 |
/// | `carbon_kg_per_gj` | k: carbon content, same basis; IPCC's are net | 1 | kg per GJ | ≥ 0 |
/// | `oxidation` | o: share of the carbon oxidised | 1 | share | 0 to 1 |
/// | `biogenic_fraction` | b: share of the carbon from biomass | 1 | share | 0 to 1 |
/// | returns | M: fossil and biogenic CO2 | 2 | mass | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | CO2 per carbon | 44/12 | \[1\] |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. IPCC, *2006 Guidelines*, Vol. 2, ch. 1, Table 1.3 (carbon content), Table 1.4 (oxidation and CO2 factors,
///    which are carbon content × oxidation × 44/12); ch. 2, equation 2.1, p. 2.11.
///
/// # Examples
/// Natural gas has 15.3 kg C per GJ (Table 1.3); Table 1.4 prints 56 100 kg CO2 per TJ.
/// ```
/// use estate_carbon::method::fuel_analysis::{CarbonByEnergy, carbon_by_energy};
/// use estate_carbon::quantity::{Energy, Gas, NetEnergy, uom::si::energy::terajoule};
/// let gas = CarbonByEnergy {
///     energy: NetEnergy(Energy::new::<terajoule>(1.0)),
///     carbon_kg_per_gj: 15.3, oxidation: 1.0, biogenic_fraction: 0.0,
/// };
/// let co2 = carbon_by_energy(&gas)?.value.of(Gas::CO2);
/// assert!((co2.as_kilograms() - 56_100.0).abs() < 50.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn carbon_by_energy<E: FuelEnergy + Copy>(fuel: &CarbonByEnergy<E>) -> Result<Worked<GasMasses>, MethodError> {
    let energy = not_negative("energy", fuel.energy.energy().get::<gigajoule>())?;
    let content = not_negative("carbon_kg_per_gj", fuel.carbon_kg_per_gj)?;
    let oxidation = share("oxidation", fuel.oxidation)?;
    let biogenic = share("biogenic_fraction", fuel.biogenic_fraction)?;
    let mut working = Working::new("CO2 by carbon per energy of fuel", IPCC_ENERGY);
    let terms = [
        term("Q", format!("fuel burnt, {} calorific value", E::BASIS.as_str()), energy, "GJ"),
        term("k", "carbon content", content, "kg/GJ"),
    ];
    let carbon = working.step("C = Q × k", terms, energy * content, "kg");
    let co2 = oxidised(&mut working, carbon, oxidation);
    let masses = by_origin(&mut working, "M", co2, biogenic, [Gas::CO2, Gas::CO2_BIOGENIC]);
    Ok(working.of(masses))
}

/// The CO2 that carbon burns to, with the ratio that IPCC prints.
fn oxidised(working: &mut Working, carbon: f64, oxidation: f64) -> f64 {
    let terms = [term("C", "carbon in the fuel", carbon, "kg"), term("o", "share of it oxidised", oxidation, "")];
    working.step("M = C × o × 44 / 12", terms, carbon * oxidation * 44.0 / 12.0, "kg")
}

/// A mass of gas, parted by where its carbon comes from: `[fossil, biogenic]`.
///
/// An origin without a share is left out, so that a fossil fuel has no biogenic gas.
pub(super) fn by_origin(
    working: &mut Working,
    symbol: &'static str,
    mass: f64,
    biogenic_fraction: f64,
    [fossil, biogenic]: [Gas; 2],
) -> GasMasses {
    let terms = || {
        let b = term("b", "share of the carbon from biomass", biogenic_fraction, "");
        [term(symbol, "gas of both origins", mass, "kg"), b]
    };
    let mut masses = GasMasses::new();
    if biogenic_fraction < 1.0 {
        let formula = format!("{symbol}_fossil = {symbol} × (1 − b)");
        let kg = working.step(formula, terms(), mass * (1.0 - biogenic_fraction), "kg");
        masses.add(fossil, GasMass::from_kilograms(kg));
    }
    if biogenic_fraction > 0.0 {
        let formula = format!("{symbol}_biogenic = {symbol} × b");
        let kg = working.step(formula, terms(), mass * biogenic_fraction, "kg");
        masses.add(biogenic, GasMass::from_kilograms(kg));
    }
    masses
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::{Energy, GrossEnergy, NetEnergy};
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    const COAL: f64 = 0.5;

    fn fuel(moisture: f64, oxidation: f64, biogenic_fraction: f64) -> CarbonByMass {
        let mass = Mass::new::<kilogram>(1_200.0);
        CarbonByMass { mass, moisture, carbon_fraction: COAL, oxidation, biogenic_fraction }
    }

    fn kg(worked: &Worked<GasMasses>, gas: Gas) -> f64 {
        worked.value.of(gas).as_kilograms()
    }

    #[test]
    fn a_mixed_fuel_parts_its_carbon() {
        // 1200 × 0.9 × 0.5 = 540 kg C; × 0.98 × 44/12 = 1940.4 kg CO2, a quarter of it biogenic.
        let worked = carbon_by_mass(&fuel(0.1, 0.98, 0.25)).expect("a fuel");
        assert_relative_eq!(kg(&worked, Gas::CO2), 1_455.3, max_relative = 1e-12);
        assert_relative_eq!(kg(&worked, Gas::CO2_BIOGENIC), 485.1, max_relative = 1e-12);
        assert_recomputes(&worked.working);
    }

    #[test]
    fn one_origin_has_one_result() {
        let fossil = carbon_by_mass(&fuel(0.0, 1.0, 0.0)).expect("a fuel");
        assert_eq!(fossil.value.iter().map(|(gas, _)| gas).collect::<Vec<_>>(), [Gas::CO2]);
        let biogenic = carbon_by_mass(&fuel(0.0, 1.0, 1.0)).expect("a fuel");
        assert_eq!(biogenic.value.iter().map(|(gas, _)| gas).collect::<Vec<_>>(), [Gas::CO2_BIOGENIC]);
        assert_relative_eq!(kg(&fossil, Gas::CO2), 2_200.0, max_relative = 1e-12);
        assert_relative_eq!(kg(&biogenic, Gas::CO2_BIOGENIC), 2_200.0, max_relative = 1e-12);
    }

    #[test]
    fn water_and_ash_carbon_emit_nothing() {
        assert_abs_diff_eq!(kg(&carbon_by_mass(&fuel(1.0, 1.0, 0.0)).expect("water"), Gas::CO2), 0.0);
        assert_abs_diff_eq!(kg(&carbon_by_mass(&fuel(0.0, 0.0, 0.0)).expect("ash"), Gas::CO2), 0.0);
    }

    /// IPCC 2006, Vol. 2, ch. 1: Table 1.3 carbon content, Table 1.4 CO2 factor.
    #[test]
    fn ipcc_table_1_4_follows_from_table_1_3() {
        for (carbon_kg_per_gj, kg_per_tj) in [(20.0, 73_300.0), (15.3, 56_100.0), (29.2, 107_000.0), (70.8, 260_000.0)]
        {
            let energy = NetEnergy(Energy::new::<gigajoule>(1_000.0));
            let fuel = CarbonByEnergy { energy, carbon_kg_per_gj, oxidation: 1.0, biogenic_fraction: 0.0 };
            let worked = carbon_by_energy(&fuel).expect("a fuel");
            // Table 1.4 keeps three digits.
            let half_of_last = if kg_per_tj < 100_000.0 { 50.0 } else { 500.0 };
            assert_abs_diff_eq!(kg(&worked, Gas::CO2), kg_per_tj, epsilon = half_of_last);
            assert_recomputes(&worked.working);
        }
    }

    #[test]
    fn mass_and_energy_agree() {
        let energy = NetEnergy(Energy::new::<gigajoule>(1_200.0 * 0.025));
        let by_energy =
            CarbonByEnergy { energy, carbon_kg_per_gj: COAL / 0.025, oxidation: 0.98, biogenic_fraction: 0.3 };
        let (a, b) = (carbon_by_mass(&fuel(0.0, 0.98, 0.3)), carbon_by_energy(&by_energy));
        let (a, b) = (a.expect("a fuel"), b.expect("a fuel"));
        for gas in [Gas::CO2, Gas::CO2_BIOGENIC] {
            assert_relative_eq!(kg(&a, gas), kg(&b, gas), max_relative = 1e-12);
        }
        let gross = CarbonByEnergy {
            energy: GrossEnergy(energy.0),
            carbon_kg_per_gj: by_energy.carbon_kg_per_gj,
            oxidation: 0.98,
            biogenic_fraction: 0.3,
        };
        let gross = carbon_by_energy(&gross).expect("a fuel");
        assert_eq!(gross.value, b.value);
        assert!(gross.working.steps[0].terms[0].meaning.contains("gross"));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |fuel: CarbonByMass| carbon_by_mass(&fuel).map_err(|e| e.input()).err();
        let good = fuel(0.1, 1.0, 0.0);
        assert_eq!(refused(good), None);
        assert_eq!(refused(CarbonByMass { mass: Mass::new::<kilogram>(-1.0), ..good }), Some("mass"));
        assert_eq!(refused(CarbonByMass { moisture: 12.0, ..good }), Some("moisture"));
        assert_eq!(refused(CarbonByMass { carbon_fraction: 85.0, ..good }), Some("carbon_fraction"));
        assert_eq!(refused(CarbonByMass { oxidation: f64::NAN, ..good }), Some("oxidation"));
        assert_eq!(refused(CarbonByMass { biogenic_fraction: -0.1, ..good }), Some("biogenic_fraction"));
        let energy = NetEnergy(Energy::new::<gigajoule>(1.0));
        let fuel = CarbonByEnergy { energy, carbon_kg_per_gj: -1.0, oxidation: 1.0, biogenic_fraction: 0.0 };
        assert_eq!(carbon_by_energy(&fuel).map_err(|e| e.input()).err(), Some("carbon_kg_per_gj"));
    }
}
