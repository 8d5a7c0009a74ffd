//! Steam, heat and cooling that are bought: the fuel or power behind them, and what is lost on the way.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, positive, term};
use crate::quantity::uom::si::energy::{gigajoule, megawatt_hour};
use crate::quantity::{Amount, Energy, HeatBasis};

/// Most a boiler can give per net calorific value of its fuel: gas whose gross value is 1 / 0.90 of
/// the net one, all its water condensed (IPCC, 2006 Guidelines, Vol. 2, ch. 1, p. 1.16).
const NET_LIMIT: f64 = 1.0 / 0.90;

/// Steam or heat that was delivered, and the boiler it came from, for [`boiler_fuel`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoilerHeat {
    /// Heat delivered, above that of the returned condensate and feed water.
    pub heat: Energy,
    /// Heat delivered per energy of fuel.
    pub boiler_efficiency: f64,
    /// Calorific value that the efficiency counts the fuel with.
    pub basis: HeatBasis,
}

inputs!(BoilerHeat: heat as energy, boiler_efficiency);

/// Fuel behind steam or heat, with the calorific value it is counted with.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct BoilerFuel {
    /// Energy of the fuel.
    pub energy: Energy,
    /// Net or gross, as the efficiency was.
    pub basis: HeatBasis,
}

impl From<BoilerFuel> for Amount {
    fn from(fuel: BoilerFuel) -> Self {
        fuel.energy.into()
    }
}

/// Fuel burnt to deliver steam or heat.
///
/// ```text
/// F = H / η                                                                        (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `heat` | H: delivered | 1 | energy | ≥ 0 |
/// | `boiler_efficiency` | η: heat per energy of fuel | 1 | share | > 0, ≤ 1 on gross and ≤ 1.11 on net value |
/// | `basis` | calorific value of η | 1 | net or gross | |
/// | returns | F: energy of the fuel, on the same basis | 1 | energy | ≥ 0 |
///
/// The factor of the fuel must be on this basis too. Heat and power from one plant (CHP) are not
/// this: their fuel is shared between the products.
///
/// # Assumptions
/// | symbol | value | from |
/// |---|---|---|
/// | largest η on net value | 1 / 0.90 | \[2\]: gross value of gas against net |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. US EPA Center for Corporate Climate Leadership, Simplified GHG Emissions Calculator, purchased steam.
/// 2. IPCC, *2006 Guidelines*, Vol. 2, ch. 1, p. 1.16.
///
/// # Examples
/// 1,000 MMBtu of steam from a wood boiler of 74 %, gross: 1,351 MMBtu of wood, at 7.2 g CH4 each (\[1\], worked example).
/// ```
/// use estate_carbon::method::purchased_energy::{BoilerHeat, boiler_fuel};
/// use estate_carbon::quantity::{Amount, Energy, HeatBasis, Unit, uom::si::energy::btu_it};
/// let steam = BoilerHeat { heat: Energy::new::<btu_it>(1e9), boiler_efficiency: 0.74, basis: HeatBasis::Gross };
/// let wood = boiler_fuel(&steam)?.value;
/// assert!((Amount::from(wood.energy).to(Unit::parse("MMBtu")?)? * 7.2 - 9_729.73).abs() < 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn boiler_fuel(steam: &BoilerHeat) -> Result<Worked<BoilerFuel>, MethodError> {
    let heat = not_negative("heat", steam.heat.get::<gigajoule>())?;
    let efficiency = positive("boiler_efficiency", steam.boiler_efficiency)?;
    let (limit, range, meaning) = match steam.basis {
        HeatBasis::Net => (NET_LIMIT, "more than 0 and at most 1.11 on net calorific value", "efficiency, net"),
        HeatBasis::Gross => (1.0, "more than 0 and at most 1 on gross calorific value", "efficiency, gross"),
    };
    if efficiency > limit {
        return Err(MethodError::OutOfRange { input: "boiler_efficiency", value: efficiency, range });
    }
    let source = "US EPA, Simplified GHG Emissions Calculator, purchased steam";
    let mut working = Working::new("Fuel of purchased steam or heat", source);
    let terms = [term("H", "heat delivered", heat, "GJ"), term("eta", meaning, efficiency, "")];
    let fuel = working.step("F = H / eta", terms, heat / efficiency, "GJ");
    Ok(working.of(BoilerFuel { energy: Energy::new::<gigajoule>(fuel), basis: steam.basis }))
}

/// Cooling that was delivered, and the chiller it came from, for [`chiller_input`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChillerCooling {
    /// Cooling delivered, as heat taken up.
    pub cooling: Energy,
    /// Coefficient of performance: cooling per energy that drives the chiller.
    pub cop: f64,
}

inputs!(ChillerCooling: cooling as energy, cop);

/// Energy that drove a chiller: electricity, or heat of an absorption chiller.
///
/// ```text
/// W = Q / COP                                                                      (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `cooling` | Q: delivered | 1 | energy | ≥ 0 |
/// | `cop` | COP: coefficient of performance | 1 | | > 0 |
/// | returns | W: electricity or heat that drove it | 1 | energy | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. *Local Government Operations Protocol*, version 1.1, 2010, equation 6.26 (district cooling).
///
/// # Examples
/// 9,000 MWh of cooling at a COP of 4.5: 9000 / 4.5 = 2,000 MWh of electricity.
/// ```
/// use estate_carbon::method::purchased_energy::{ChillerCooling, chiller_input};
/// use estate_carbon::quantity::{Energy, uom::si::energy::megawatt_hour};
/// let chilled = ChillerCooling { cooling: Energy::new::<megawatt_hour>(9_000.0), cop: 4.5 };
/// assert!((chiller_input(&chilled)?.value.get::<megawatt_hour>() - 2_000.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chiller_input(chilled: &ChillerCooling) -> Result<Worked<Energy>, MethodError> {
    let cooling = not_negative("cooling", chilled.cooling.get::<megawatt_hour>())?;
    let cop = positive("cop", chilled.cop)?;
    let source = "Local Government Operations Protocol 1.1 (2010), equation 6.26";
    let mut working = Working::new("Energy that drove a chiller", source);
    let terms = [term("Q", "cooling delivered", cooling, "MWh"), term("COP", "coefficient of performance", cop, "")];
    let input = working.step("W = Q / COP", terms, cooling / cop, "MWh");
    Ok(working.of(Energy::new::<megawatt_hour>(input)))
}

/// Energy that reached its user through a grid or a pipe, for [`consumption_losses`] and [`gross_up_losses`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Delivered {
    /// Energy consumed.
    pub energy: Energy,
    /// Share lost in transmission and distribution, 0 to 1; of what, is the method's question.
    pub loss_rate: f64,
}

inputs!(Delivered: energy, loss_rate);

/// Losses where the rate is a share of the energy consumed.
///
/// ```text
/// L = E · r                                                                        (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `energy` | E: consumed | 1 | energy | ≥ 0 |
/// | `loss_rate` | r: lost per consumed | 1 | share | ≥ 0 and < 1 |
/// | returns | L: lost | 1 | energy | ≥ 0 |
///
/// Grid statistics mostly give losses as a share of what was generated; for these,
/// [`gross_up_losses`] is exact, and this formula is lower by the factor 1 − r.
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, activity C of category 3,
///    p. 165 and example 3.1, pp. 46-47: consumption × factor × loss rate.
///
/// # Examples
/// 500,000 kWh in Australia at 10 %, with 0.8 kg CO2e per kWh: 40,000 kg CO2e (\[1\]).
/// ```
/// use estate_carbon::method::purchased_energy::{Delivered, consumption_losses};
/// use estate_carbon::quantity::{Energy, uom::si::energy::kilowatt_hour};
/// let bill = Delivered { energy: Energy::new::<kilowatt_hour>(500_000.0), loss_rate: 0.1 };
/// assert!((consumption_losses(&bill)?.value.get::<kilowatt_hour>() * 0.8 - 40_000.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn consumption_losses(delivered: &Delivered) -> Result<Worked<Energy>, MethodError> {
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), category 3, activity C";
    let mut working = Working::new("Losses as a share of consumption", source);
    let (energy, rate) = energy_and_rate(delivered)?;
    let terms = [term("E", "energy consumed", energy, "MWh"), term("r", "lost per consumed", rate, "")];
    let lost = working.step("L = E × r", terms, energy * rate, "MWh");
    Ok(working.of(Energy::new::<megawatt_hour>(lost)))
}

/// Losses where the rate is a share of the energy sent out.
///
/// ```text
/// L = E · r / (1 − r)                                                              (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `energy` | E: consumed | 1 | energy | ≥ 0 |
/// | `loss_rate` | r: lost per sent out | 1 | share | ≥ 0 and < 1 |
/// | returns | L: lost | 1 | energy | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, Table 3.2, p. 40: of 100 MWh
///    generated 10 are lost and 90 consumed.
///
/// # Examples
/// 90 MWh consumed where a tenth of what is sent is lost: 90 × 0.1 / 0.9 = 10 MWh (\[1\]).
/// ```
/// use estate_carbon::method::purchased_energy::{Delivered, gross_up_losses};
/// use estate_carbon::quantity::{Energy, uom::si::energy::megawatt_hour};
/// let bill = Delivered { energy: Energy::new::<megawatt_hour>(90.0), loss_rate: 0.1 };
/// assert!((gross_up_losses(&bill)?.value.get::<megawatt_hour>() - 10.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gross_up_losses(delivered: &Delivered) -> Result<Worked<Energy>, MethodError> {
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), Table 3.2";
    let mut working = Working::new("Losses as a share of what was sent out", source);
    let (energy, rate) = energy_and_rate(delivered)?;
    let terms = [term("E", "energy consumed", energy, "MWh"), term("r", "lost per sent out", rate, "")];
    let lost = working.step("L = E × r / (1 − r)", terms, energy * rate / (1.0 - rate), "MWh");
    Ok(working.of(Energy::new::<megawatt_hour>(lost)))
}

fn energy_and_rate(delivered: &Delivered) -> Result<(f64, f64), MethodError> {
    let energy = not_negative("energy", delivered.energy.get::<megawatt_hour>())?;
    if (0.0..1.0).contains(&delivered.loss_rate) {
        return Ok((energy, delivered.loss_rate));
    }
    Err(MethodError::OutOfRange { input: "loss_rate", value: delivered.loss_rate, range: "0 or more and below 1" })
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::uom::si::energy::kilowatt_hour;

    fn kwh(value: f64) -> Energy {
        Energy::new::<kilowatt_hour>(value)
    }

    /// Example 3.1, pp. 46-47: 404,175 kg CO2e.
    #[test]
    fn losses_of_five_countries() {
        let bills = [
            (500e3, 0.8, 0.10),
            (600e3, 0.4, 0.13),
            (50e3, 0.15, 0.05),
            (400e3, 0.8, 0.15),
            (5_500e3, 0.5, 0.10),
            (200e3, 0.4, 0.12),
        ];
        let lost = |energy, loss_rate| {
            let worked = consumption_losses(&Delivered { energy: kwh(energy), loss_rate }).expect("losses");
            assert_recomputes(&worked.working);
            worked.value.get::<kilowatt_hour>()
        };
        let total: f64 = bills.iter().map(|&(energy, factor, rate)| lost(energy, rate) * factor).sum();
        approx::assert_relative_eq!(total, 404_175.0, max_relative = 1e-12);
    }

    #[test]
    fn what_is_sent_is_consumed_or_lost() {
        for loss_rate in [0.0, 0.05, 0.3, 0.99] {
            let worked = gross_up_losses(&Delivered { energy: kwh(800.0), loss_rate }).expect("losses");
            assert_recomputes(&worked.working);
            let lost = worked.value.get::<kilowatt_hour>();
            approx::assert_relative_eq!((lost + 800.0) * loss_rate, lost, max_relative = 1e-9);
        }
    }

    #[test]
    fn fuel_keeps_the_basis_of_its_efficiency() {
        let heat = Energy::new::<gigajoule>(90.0);
        for (boiler_efficiency, basis, fuel) in
            [(0.9, HeatBasis::Net, 100.0), (1.0, HeatBasis::Gross, 90.0), (1.08, HeatBasis::Net, 83.333_333_333)]
        {
            let worked = boiler_fuel(&BoilerHeat { heat, boiler_efficiency, basis }).expect("fuel");
            assert_recomputes(&worked.working);
            assert_eq!(worked.value.basis, basis);
            approx::assert_relative_eq!(worked.value.energy.get::<gigajoule>(), fuel, max_relative = 1e-9);
        }
        let cooled = chiller_input(&ChillerCooling { cooling: kwh(7_000.0), cop: 0.7 }).expect("heat");
        assert_recomputes(&cooled.working);
        approx::assert_relative_eq!(cooled.value.get::<kilowatt_hour>(), 10_000.0, max_relative = 1e-9);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let heat = kwh(1.0);
        let refused = |boiler_efficiency, basis| {
            boiler_fuel(&BoilerHeat { heat, boiler_efficiency, basis }).map_err(|e| e.input())
        };
        assert_eq!(refused(1.08, HeatBasis::Gross), Err("boiler_efficiency"));
        assert_eq!(refused(1.2, HeatBasis::Net), Err("boiler_efficiency"));
        assert_eq!(refused(0.0, HeatBasis::Net), Err("boiler_efficiency"));
        let minus = BoilerHeat { heat: kwh(-1.0), boiler_efficiency: 0.8, basis: HeatBasis::Net };
        assert_eq!(boiler_fuel(&minus).map_err(|e| e.input()), Err("heat"));
        assert_eq!(chiller_input(&ChillerCooling::default()).map_err(|e| e.input()), Err("cop"));
        for loss_rate in [1.0, -0.1, 10.0, f64::NAN] {
            let bill = Delivered { energy: kwh(1.0), loss_rate };
            assert_eq!(gross_up_losses(&bill).map_err(|e| e.input()), Err("loss_rate"));
            assert_eq!(consumption_losses(&bill).map_err(|e| e.input()), Err("loss_rate"));
        }
    }
}
