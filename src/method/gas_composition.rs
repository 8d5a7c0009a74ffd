//! Flares and waste gases by their composition: what is burnt gives CO2, and methane slips through.

use super::fuel_analysis::by_origin;
use super::working::{MethodError, Term, Worked, Working, not_negative, share, term};
use super::{Change, Input, Inputs};
use crate::quantity::uom::si::volume::cubic_meter;
use crate::quantity::{Gas, GasMasses, Volume};

const CARBON_BALANCE: &str = "US EPA, 40 CFR 98.233(n): carbon balance of the gas burnt; molar volume of CODATA 2018";

/// Molar gas constant, kJ/(kmol·K): exact, the product of the Avogadro and Boltzmann constants
/// (BIPM, SI Brochure, 9th edition, 2019; CODATA 2018).
const GAS_CONSTANT: f64 = 8.314_462_618_153_24;
/// Reference state of a volume of gas, 0 °C in kelvin and 101.325 in kPa.
const NORMAL: (f64, f64) = (273.15, 101.325);
/// kg per kmol, of the atomic weights C 12.0107, H 1.00794 and O 15.9994 (IUPAC 2007).
const CO2_KG_PER_KMOL: f64 = 44.0095;
const CH4_KG_PER_KMOL: f64 = 16.042_46;
/// How far a gas analysis may be from 1.
const SUM_TOLERANCE: f64 = 0.01;

/// A component of a gas, by the formula that gas analyses use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the components' own")]
#[non_exhaustive]
pub enum Component {
    CarbonDioxide,
    CarbonMonoxide,
    Methane,
    Ethane,
    Ethylene,
    Acetylene,
    Propane,
    Propylene,
    Butane,
    Butylene,
    Butadiene,
    Pentane,
    /// Hexane, and what an analysis lumps as C6+.
    Hexane,
    Benzene,
    Hydrogen,
    Nitrogen,
    Oxygen,
    Water,
    HydrogenSulfide,
    Ammonia,
    /// Argon, helium and all else without carbon.
    Inert,
}

impl Component {
    /// Every component: carbon first, in the order of their atoms.
    pub const ALL: [Self; 21] = [
        Self::CarbonDioxide,
        Self::CarbonMonoxide,
        Self::Methane,
        Self::Ethane,
        Self::Ethylene,
        Self::Acetylene,
        Self::Propane,
        Self::Propylene,
        Self::Butane,
        Self::Butylene,
        Self::Butadiene,
        Self::Pentane,
        Self::Hexane,
        Self::Benzene,
        Self::Hydrogen,
        Self::Nitrogen,
        Self::Oxygen,
        Self::Water,
        Self::HydrogenSulfide,
        Self::Ammonia,
        Self::Inert,
    ];

    /// The formula, `C2H6`. Isomers share it, because they have the same carbon.
    pub fn formula(self) -> &'static str {
        self.record().0
    }

    /// The formula as columns are written, `c2h6`.
    pub fn column(self) -> &'static str {
        self.record().1
    }

    /// Atoms of carbon in a molecule.
    pub fn carbon_atoms(self) -> u8 {
        self.record().2
    }

    fn record(self) -> (&'static str, &'static str, u8) {
        match self {
            Self::CarbonDioxide => ("CO2", "co2", 1),
            Self::CarbonMonoxide => ("CO", "co", 1),
            Self::Methane => ("CH4", "ch4", 1),
            Self::Ethane => ("C2H6", "c2h6", 2),
            Self::Ethylene => ("C2H4", "c2h4", 2),
            Self::Acetylene => ("C2H2", "c2h2", 2),
            Self::Propane => ("C3H8", "c3h8", 3),
            Self::Propylene => ("C3H6", "c3h6", 3),
            Self::Butane => ("C4H10", "c4h10", 4),
            Self::Butylene => ("C4H8", "c4h8", 4),
            Self::Butadiene => ("C4H6", "c4h6", 4),
            Self::Pentane => ("C5H12", "c5h12", 5),
            Self::Hexane => ("C6H14", "c6h14", 6),
            Self::Benzene => ("C6H6", "c6h6", 6),
            Self::Hydrogen => ("H2", "h2", 0),
            Self::Nitrogen => ("N2", "n2", 0),
            Self::Oxygen => ("O2", "o2", 0),
            Self::Water => ("H2O", "h2o", 0),
            Self::HydrogenSulfide => ("H2S", "h2s", 0),
            Self::Ammonia => ("NH3", "nh3", 0),
            Self::Inert => ("inert", "inert", 0),
        }
    }
}

/// A gas that goes to a flare, an oxidiser or a burner, for [`burnt_gas`].
#[derive(Clone, Debug, PartialEq)]
pub struct GasStream {
    /// The gas, at 0 °C and 101.325 kPa.
    pub volume: Volume,
    /// Each component's share of the volume, 0 to 1; all of it, what does not burn included.
    pub composition: Vec<(Component, f64)>,
    /// Share of what can burn that burns to CO2, 0 to 1.
    pub efficiency: f64,
    /// Share of the carbon that is from biomass, 0 to 1.
    pub biogenic_fraction: f64,
}

impl Inputs for GasStream {
    fn change(&mut self, change: Change<'_>) {
        self.volume.change_as("quantity", change);
        self.composition.iter_mut().for_each(|(component, share)| share.change_as(component.column(), change));
        self.efficiency.change_as("efficiency", change);
        self.biogenic_fraction.change_as("biogenic_fraction", change);
    }
}

/// CO2 and methane of burning a gas of known composition.
///
/// CO2 that is in the gas goes through. Of the components with carbon, each by its atoms, the share
/// `efficiency` burns to CO2. The methane that does not burn is emitted. Other carbon that does not
/// burn leaves as carbon monoxide, hydrocarbons or soot, which the books do not count. Nitrous oxide
/// does not follow from the composition; it takes a factor.
///
/// ```text
/// n = V · P / (R · T)                                                              (1)
/// c = Σ x[i] · atoms[i],  all i but CO2                                            (2)
/// M_CO2 = n · (x_CO2 + η · c) · 44.0095                                            (3)
/// M_CH4 = n · (1 − η) · x_CH4 · 16.04246                                           (4)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `volume` | V: gas at 0 °C and 101.325 kPa | 1 | volume | ≥ 0 |
/// | `composition` | x: share of the volume of each component | i | share | 0 to 1; sum 0.99 to 1.01 |
/// | `efficiency` | η: share of what can burn that burns to CO2 | 1 | share | 0 to 1 |
/// | `biogenic_fraction` | share of the carbon from biomass, in every component the same | 1 | share | 0 to 1 |
/// | returns | fossil and biogenic CO2 and CH4 | 4 | mass | ≥ 0 |
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | R | 8.314 462 618 kJ/(kmol·K); so the molar volume is 22.413 969 5 m³/kmol | \[2\] |
/// | P, T | 101.325 kPa, 273.15 K | \[3\] |
/// | molar masses | CO2 44.0095, CH4 16.04246 kg/kmol | IUPAC atomic weights of 2007 |
/// | gas law | the gas is ideal; shares of volume are shares of moles | |
///
/// Shares are taken as given: a sum that is not quite 1 is not made 1.
///
/// # Errors
/// [`MethodError`] if an input is outside its range, the shares do not come to 1 within 0.01, or a
/// component is given twice.
///
/// # Source
/// 1. US EPA, 40 CFR 98.233(n), flare stacks: the same balance, with methane slip, per volume of gas.
/// 2. CODATA 2018, molar gas constant and molar volume of the ideal gas (273.15 K, 101.325 kPa).
/// 3. ISO 13443:1996, *Natural gas: standard reference conditions*, normal conditions.
///
/// # Examples
/// 1000 Nm³ of 90 % methane, 5 % ethane and 5 % CO2, of which 98 % burns. n = 1000 / 22.41397 = 44.615 kmol;
/// CO2 is n × (0.05 + 0.98 × (0.9 + 2 × 0.05)) × 44.0095, and CH4 n × 0.02 × 0.9 × 16.04246.
/// ```
/// use estate_carbon::method::gas_composition::{Component, GasStream, burnt_gas};
/// use estate_carbon::quantity::{Gas, Volume, uom::si::volume::cubic_meter};
/// let flared = GasStream {
///     volume: Volume::new::<cubic_meter>(1_000.0),
///     composition: vec![(Component::Methane, 0.9), (Component::Ethane, 0.05), (Component::CarbonDioxide, 0.05)],
///     efficiency: 0.98,
///     biogenic_fraction: 0.0,
/// };
/// let masses = burnt_gas(&flared)?.value;
/// assert!((masses.of(Gas::CO2).as_kilograms() - 2_022.39).abs() < 0.005);
/// assert!((masses.of(Gas::CH4_FOSSIL).as_kilograms() - 12.88).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn burnt_gas(gas: &GasStream) -> Result<Worked<GasMasses>, MethodError> {
    let volume = not_negative("volume", gas.volume.get::<cubic_meter>())?;
    let efficiency = share("efficiency", gas.efficiency)?;
    let biogenic = share("biogenic_fraction", gas.biogenic_fraction)?;
    whole(&gas.composition)?;
    let part = |component| gas.composition.iter().find(|(c, _)| *c == component).map_or(0.0, |(_, x)| *x);
    let mut working = Working::new("Flares and waste gas by composition", CARBON_BALANCE);
    let moles = kilomoles(&mut working, volume);
    let carbon = burnable_carbon(&mut working, &gas.composition);
    let (x_co2, x_ch4) = (part(Component::CarbonDioxide), part(Component::Methane));
    let n = || term("n", "amount of gas", moles, "kmol");
    let eta = || term("eta", "share of what can burn that burns to CO2", efficiency, "");
    let terms = [
        n(),
        term("x_CO2", "CO2 in the gas", x_co2, ""),
        eta(),
        term("c", "carbon that can burn", carbon, "kmol/kmol"),
        term("M_m", "molar mass of CO2", CO2_KG_PER_KMOL, "kg/kmol"),
    ];
    let co2 = moles * (x_co2 + efficiency * carbon) * CO2_KG_PER_KMOL;
    let co2 = working.step("M_CO2 = n × (x_CO2 + eta × c) × M_m", terms, co2, "kg");
    let mut masses = by_origin(&mut working, "M_CO2", co2, biogenic, [Gas::CO2, Gas::CO2_BIOGENIC]);
    let terms = [
        n(),
        eta(),
        term("x_CH4", "methane in the gas", x_ch4, ""),
        term("M_m", "molar mass of methane", CH4_KG_PER_KMOL, "kg/kmol"),
    ];
    let ch4 = moles * (1.0 - efficiency) * x_ch4 * CH4_KG_PER_KMOL;
    let ch4 = working.step("M_CH4 = n × (1 − eta) × x_CH4 × M_m", terms, ch4, "kg");
    let slip = by_origin(&mut working, "M_CH4", ch4, biogenic, [Gas::CH4_FOSSIL, Gas::CH4_BIOGENIC]);
    slip.iter().for_each(|(gas, mass)| masses.add(gas, mass));
    Ok(working.of(masses))
}

/// Refuses an analysis that does not account for all of the gas, or for a part of it twice.
fn whole(composition: &[(Component, f64)]) -> Result<(), MethodError> {
    let wrong = |what| Err(MethodError::Contradiction { input: "composition", what });
    let mut sum = 0.0;
    for (index, (component, x)) in composition.iter().enumerate() {
        if composition.iter().skip(index + 1).any(|(other, _)| other == component) {
            return wrong(format!("{} is in the composition twice", component.formula()));
        }
        sum += share("composition", *x)?;
    }
    // An analysis at the very edge of the tolerance is within it, whatever its decimals do in binary.
    if (sum - 1.0).abs() > SUM_TOLERANCE + 1e-9 {
        return wrong(format!("the shares come to {sum:.4}; they must come to 1 within {SUM_TOLERANCE}"));
    }
    Ok(())
}

fn kilomoles(working: &mut Working, volume: f64) -> f64 {
    let (temperature, pressure) = NORMAL;
    let terms = [
        term("V", "gas at 0 °C and 101.325 kPa", volume, "m3"),
        term("P", "reference pressure", pressure, "kPa"),
        term("R", "molar gas constant", GAS_CONSTANT, "kJ/(kmol.K)"),
        term("T", "reference temperature", temperature, "K"),
    ];
    working.step("n = V × P / (R × T)", terms, volume * pressure / (GAS_CONSTANT * temperature), "kmol")
}

/// Carbon that can burn, kmol per kmol of gas.
fn burnable_carbon(working: &mut Working, composition: &[(Component, f64)]) -> f64 {
    let mut items: Vec<String> = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    let mut carbon = 0.0;
    for (component, x) in composition {
        let atoms = component.carbon_atoms();
        if atoms == 0 || *component == Component::CarbonDioxide {
            continue;
        }
        items.push(format!("x_{} × {atoms}", component.formula()));
        terms.push(term(format!("x_{}", component.formula()), format!("{} in the gas", component.formula()), *x, ""));
        carbon += x * f64::from(atoms);
    }
    if items.is_empty() {
        items.push("0".to_owned());
    }
    working.step(format!("c = {}", items.join(" + ")), terms, carbon, "kmol/kmol")
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    fn stream(composition: &[(Component, f64)], efficiency: f64, biogenic_fraction: f64) -> GasStream {
        let volume = Volume::new::<cubic_meter>(1_000.0);
        GasStream { volume, composition: composition.to_vec(), efficiency, biogenic_fraction }
    }

    fn kg(worked: &Worked<GasMasses>, gas: Gas) -> f64 {
        worked.value.of(gas).as_kilograms()
    }

    /// CODATA 2018: 22.413 969 54... m³/kmol, an exact value that is cut off there and not rounded.
    #[test]
    fn the_molar_volume_is_that_of_codata() {
        let mut working = Working::new("a test", "nowhere");
        assert_abs_diff_eq!(1.0 / kilomoles(&mut working, 1.0), 22.413_969_54, epsilon = 1e-8);
    }

    #[test]
    fn carbon_goes_in_and_comes_out() {
        // Biogas, methane and CO2 only, so that all carbon is in the two gases.
        for efficiency in [0.0, 0.5, 0.98, 1.0] {
            let gas = stream(&[(Component::Methane, 0.6), (Component::CarbonDioxide, 0.4)], efficiency, 0.7);
            let worked = burnt_gas(&gas).expect("biogas");
            let co2 = kg(&worked, Gas::CO2) + kg(&worked, Gas::CO2_BIOGENIC);
            let ch4 = kg(&worked, Gas::CH4_FOSSIL) + kg(&worked, Gas::CH4_BIOGENIC);
            assert_relative_eq!(co2 / 44.0095 + ch4 / 16.042_46, 1_000.0 / 22.413_969_545, max_relative = 1e-9);
            assert_relative_eq!(kg(&worked, Gas::CO2_BIOGENIC), 0.7 * co2, max_relative = 1e-12);
            assert_relative_eq!(kg(&worked, Gas::CH4_BIOGENIC), 0.7 * ch4, max_relative = 1e-12);
            assert_recomputes(&worked.working);
        }
    }

    #[test]
    fn every_component_counts_by_its_carbon() {
        for component in Component::ALL {
            let worked = burnt_gas(&stream(&[(component, 1.0)], 1.0, 0.0)).expect("one component");
            let expected = f64::from(component.carbon_atoms()) * 44.0095 * 1_000.0 / 22.413_969_545;
            assert_relative_eq!(kg(&worked, Gas::CO2), expected, max_relative = 1e-9);
            assert_abs_diff_eq!(kg(&worked, Gas::CH4_FOSSIL), 0.0);
            assert_recomputes(&worked.working);
        }
    }

    /// A formula says how many atoms of carbon there are: `C4H10` has 4, `CO` one, `H2S` none.
    #[test]
    fn carbon_atoms_are_those_of_the_formula() {
        for component in Component::ALL {
            let atoms = match component.formula().strip_prefix('C') {
                Some(rest) => rest.chars().next().and_then(|c| c.to_digit(10)).unwrap_or(1),
                None => 0,
            };
            assert_eq!(u32::from(component.carbon_atoms()), atoms, "{component:?}");
        }
    }

    #[test]
    fn co2_in_the_gas_goes_through_an_unlit_flare() {
        let worked = burnt_gas(&stream(&[(Component::CarbonDioxide, 0.3), (Component::Ethane, 0.7)], 0.0, 0.0));
        let worked = worked.expect("an unlit flare");
        assert_relative_eq!(kg(&worked, Gas::CO2), 0.3 * 44.0095 * 1_000.0 / 22.413_969_545, max_relative = 1e-9);
        assert_abs_diff_eq!(kg(&worked, Gas::CH4_FOSSIL), 0.0);
    }

    #[test]
    fn shares_must_account_for_the_gas() {
        let refused = |gas: GasStream| burnt_gas(&gas).map_err(|e| e.input()).err();
        let half = (Component::Methane, 0.5);
        for (rest, answer) in [(0.49, None), (0.51, None), (0.48, Some("composition")), (0.52, Some("composition"))] {
            assert_eq!(refused(stream(&[half, (Component::Nitrogen, rest)], 0.98, 0.0)), answer, "{rest}");
        }
        assert_eq!(refused(stream(&[], 0.98, 0.0)), Some("composition"));
        assert_eq!(refused(stream(&[half, half], 0.98, 0.0)), Some("composition"));
        assert_eq!(refused(stream(&[(Component::Methane, 50.0)], 0.98, 0.0)), Some("composition"));
        assert_eq!(refused(stream(&[(Component::Methane, 1.0)], 98.0, 0.0)), Some("efficiency"));
        assert_eq!(refused(stream(&[(Component::Methane, 1.0)], 0.98, f64::NAN)), Some("biogenic_fraction"));
        let volume = Volume::new::<cubic_meter>(-1.0);
        let gas = GasStream { volume, ..stream(&[(Component::Methane, 1.0)], 0.98, 0.0) };
        assert_eq!(refused(gas), Some("volume"));
    }
}
