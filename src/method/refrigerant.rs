//! Refrigerants, switchgear and fire suppressants: the mass that escaped, in three ways.

use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::Mass;
use crate::quantity::uom::si::mass::kilogram;

const EPA: &str = "US EPA, Direct Fugitive Emissions from Refrigeration, Air Conditioning, Fire Suppression, and Industrial Gases (2014)";

/// A site's stock and equipment over a period, for [`mass_balance`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MassBalance {
    /// Gas in storage, not in equipment, at the start.
    pub stock_start: Mass,
    /// Gas in storage at the end.
    pub stock_end: Mass,
    /// Gas bought or otherwise received, in cylinders or inside new equipment.
    pub received: Mass,
    /// Gas sold, returned, recycled off site or destroyed, in cylinders or inside equipment.
    pub disbursed: Mass,
    /// Full charge of all equipment at the start.
    pub capacity_start: Mass,
    /// Full charge of all equipment at the end.
    pub capacity_end: Mass,
}

inputs!(MassBalance: stock_start, stock_end, received, disbursed, capacity_start, capacity_end);

/// Gas released, by the mass balance of stock and equipment.
///
/// ```text
/// M = (I_b − I_e) + P − S − (C_e − C_b)                                            (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `stock_start`, `stock_end` | I_b, I_e: gas in storage | 1 | mass | ≥ 0 |
/// | `received` | P: bought or received | 1 | mass | ≥ 0 |
/// | `disbursed` | S: sold, returned or destroyed | 1 | mass | ≥ 0 |
/// | `capacity_start`, `capacity_end` | C_b, C_e: full charge of all equipment | 1 | mass | ≥ 0 |
/// | returns | M: mass that escaped | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is negative, or the balance is: then more left than there was.
///
/// # Source
/// 1. US EPA, *Direct Fugitive Emissions from Refrigeration, Air Conditioning, Fire Suppression, and
///    Industrial Gases*, 2014, mass balance method.
///
/// # Examples
/// ```
/// use estate_carbon::method::refrigerant::{MassBalance, mass_balance};
/// use estate_carbon::quantity::{Mass, uom::si::mass::kilogram};
/// let kg = Mass::new::<kilogram>;
/// let year = MassBalance { stock_start: kg(50.0), stock_end: kg(30.0), received: kg(40.0), capacity_end: kg(20.0), ..Default::default() };
/// // 50 − 30 + 40 − 0 − (20 − 0)
/// assert!((mass_balance(&year)?.value.get::<kilogram>() - 40.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mass_balance(year: &MassBalance) -> Result<Worked<Mass>, MethodError> {
    let kg = |input, mass: Mass| not_negative(input, mass.get::<kilogram>());
    let (stock_start, stock_end) = (kg("stock_start", year.stock_start)?, kg("stock_end", year.stock_end)?);
    let (received, disbursed) = (kg("received", year.received)?, kg("disbursed", year.disbursed)?);
    let (capacity_start, capacity_end) =
        (kg("capacity_start", year.capacity_start)?, kg("capacity_end", year.capacity_end)?);
    let terms = [
        term("I_b", "in storage at the start", stock_start, "kg"),
        term("I_e", "in storage at the end", stock_end, "kg"),
        term("P", "received", received, "kg"),
        term("S", "disbursed", disbursed, "kg"),
        term("C_e", "charge of all equipment at the end", capacity_end, "kg"),
        term("C_b", "charge of all equipment at the start", capacity_start, "kg"),
    ];
    let released = stock_start - stock_end + received - disbursed - (capacity_end - capacity_start);
    let mut working = Working::new("Fugitive gas by mass balance", EPA);
    working.step("M = (I_b − I_e) + P − S − (C_e − C_b)", terms, released, "kg");
    balanced("disbursed", released)?;
    Ok(working.of(Mass::new::<kilogram>(released)))
}

/// What was charged and recovered in a period, for [`simplified_material_balance`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SimplifiedBalance {
    /// Gas put into new equipment that came without its charge.
    pub new_charge: Mass,
    /// Full charge of that equipment.
    pub new_capacity: Mass,
    /// Gas used to recharge equipment in service.
    pub recharge: Mass,
    /// Full charge of equipment disposed of.
    pub disposed_capacity: Mass,
    /// Gas recovered from it.
    pub recovered: Mass,
}

inputs!(SimplifiedBalance: new_charge, new_capacity, recharge, disposed_capacity, recovered);

/// Gas released, by the simplified material balance of charges and recoveries.
///
/// ```text
/// M = (P_N − C_N) + P_S + (C_D − R_D)                                              (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `new_charge`, `new_capacity` | P_N, C_N: put into new equipment; its full charge | 1 | mass | ≥ 0 |
/// | `recharge` | P_S: recharged in service | 1 | mass | ≥ 0 |
/// | `disposed_capacity`, `recovered` | C_D, R_D: full charge of equipment disposed of; gas recovered from it | 1 | mass | ≥ 0 |
/// | returns | M: mass that escaped | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is negative, or the balance is.
///
/// # Source
/// 1. US EPA, *Direct Fugitive Emissions from Refrigeration, Air Conditioning, Fire Suppression, and
///    Industrial Gases*, 2014, simplified material balance.
///
/// # Examples
/// EPA's worksheet for HFC-143a, in pounds there: 1 − 0.5 + 1 + 1 − 0.5 = 2.
/// ```
/// use estate_carbon::method::refrigerant::{SimplifiedBalance, simplified_material_balance};
/// use estate_carbon::quantity::{Mass, uom::si::mass::pound};
/// let lb = Mass::new::<pound>;
/// let year = SimplifiedBalance { new_charge: lb(1.0), new_capacity: lb(0.5), recharge: lb(1.0), disposed_capacity: lb(1.0), recovered: lb(0.5) };
/// assert!((simplified_material_balance(&year)?.value.get::<pound>() - 2.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn simplified_material_balance(year: &SimplifiedBalance) -> Result<Worked<Mass>, MethodError> {
    let kg = |input, mass: Mass| not_negative(input, mass.get::<kilogram>());
    let (new_charge, new_capacity) = (kg("new_charge", year.new_charge)?, kg("new_capacity", year.new_capacity)?);
    let recharge = kg("recharge", year.recharge)?;
    let (disposed, recovered) = (kg("disposed_capacity", year.disposed_capacity)?, kg("recovered", year.recovered)?);
    let terms = [
        term("P_N", "put into new equipment", new_charge, "kg"),
        term("C_N", "full charge of the new equipment", new_capacity, "kg"),
        term("P_S", "recharged in service", recharge, "kg"),
        term("C_D", "full charge of equipment disposed of", disposed, "kg"),
        term("R_D", "recovered from it", recovered, "kg"),
    ];
    let released = (new_charge - new_capacity) + recharge + (disposed - recovered);
    let mut working = Working::new("Fugitive gas by simplified material balance", EPA);
    working.step("M = (P_N − C_N) + P_S + (C_D − R_D)", terms, released, "kg");
    balanced("recovered", released)?;
    Ok(working.of(Mass::new::<kilogram>(released)))
}

fn balanced(input: &'static str, released: f64) -> Result<(), MethodError> {
    // Sums of decimal kilograms miss zero by a few units in the last place.
    if released >= -1e-9 {
        return Ok(());
    }
    let what = format!("the balance is {released} kg: more gas is accounted for than there was");
    Err(MethodError::Contradiction { input, what })
}

/// Equipment by its charge, for [`screening`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screening {
    /// Gas charged into new equipment.
    pub new_charge: Mass,
    /// Share of it lost while installing, 0 to 1.
    pub install_rate: f64,
    /// Full charge of equipment in service.
    pub operating_charge: Mass,
    /// Lost in a year, kg per kg of that charge; small equipment that is refilled can lose more than it holds.
    pub leak_rate: f64,
    /// How long the equipment was in service, in years.
    pub years: f64,
    /// Full charge of equipment disposed of.
    pub disposed_charge: Mass,
    /// Share of the charge that was left in it, 0 to 1.
    pub remaining: f64,
    /// Share of what was left that was recovered, 0 to 1.
    pub recovery: f64,
}

inputs!(
    Screening:
    new_charge, install_rate, operating_charge, leak_rate, years, disposed_charge, remaining, recovery,
);

/// Gas released, by screening: charges times default rates of installing, operating and disposing.
///
/// ```text
/// M = C_N · k + C · x · T + C_D · y · (1 − z)                                      (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `new_charge`, `install_rate` | C_N, k | 1 | mass, share | ≥ 0, 0 to 1 |
/// | `operating_charge`, `leak_rate`, `years` | C, x per year, T | 1 | mass, per year, years | ≥ 0 |
/// | `disposed_charge`, `remaining`, `recovery` | C_D, y, z | 1 | mass, shares | ≥ 0, 0 to 1 |
/// | returns | M: mass that escaped | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. US EPA, *Direct Fugitive Emissions from Refrigeration, Air Conditioning, Fire Suppression, and
///    Industrial Gases*, 2014, screening method; rates of IPCC, *2006 Guidelines*, Vol. 3, ch. 7,
///    Table 7.9.
///
/// # Examples
/// EPA's worksheet for HFC-125 in a chiller: 100 × 0.01 + 1 × 0.15 + 0.5 × 1 × (1 − 0.95) = 1.175.
/// ```
/// use estate_carbon::method::refrigerant::{Screening, screening};
/// use estate_carbon::quantity::{Mass, uom::si::mass::kilogram};
/// let kg = Mass::new::<kilogram>;
/// let chiller = Screening {
///     new_charge: kg(100.0), install_rate: 0.01,
///     operating_charge: kg(1.0), leak_rate: 0.15, years: 1.0,
///     disposed_charge: kg(0.5), remaining: 1.0, recovery: 0.95,
/// };
/// assert!((screening(&chiller)?.value.get::<kilogram>() - 1.175).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn screening(e: &Screening) -> Result<Worked<Mass>, MethodError> {
    let kg = |input, mass: Mass| not_negative(input, mass.get::<kilogram>());
    let (new, k) = (kg("new_charge", e.new_charge)?, share("install_rate", e.install_rate)?);
    let (charge, x) = (kg("operating_charge", e.operating_charge)?, not_negative("leak_rate", e.leak_rate)?);
    let years = not_negative("years", e.years)?;
    let disposed = kg("disposed_charge", e.disposed_charge)?;
    let (y, z) = (share("remaining", e.remaining)?, share("recovery", e.recovery)?);
    let terms = [
        term("C_N", "charged into new equipment", new, "kg"),
        term("k", "lost while installing", k, ""),
        term("C", "charge of equipment in service", charge, "kg"),
        term("x", "lost in a year", x, ""),
        term("T", "time in service", years, "years"),
        term("C_D", "charge of equipment disposed of", disposed, "kg"),
        term("y", "share of it that was left", y, ""),
        term("z", "share of that recovered", z, ""),
    ];
    let released = new * k + charge * x * years + disposed * y * (1.0 - z);
    let mut working = Working::new("Fugitive gas by screening", EPA);
    working.step("M = C_N × k + C × x × T + C_D × y × (1 − z)", terms, released, "kg");
    Ok(working.of(Mass::new::<kilogram>(released)))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn kg(value: f64) -> Mass {
        Mass::new::<kilogram>(value)
    }

    #[test]
    fn the_workings_are_the_calculations() {
        let year = MassBalance { stock_start: kg(12.5), received: kg(40.0), disbursed: kg(3.0), ..Default::default() };
        assert_recomputes(&mass_balance(&year).expect("a balance").working);
        let year = SimplifiedBalance { new_charge: kg(1.0), new_capacity: kg(0.5), ..Default::default() };
        assert_recomputes(&simplified_material_balance(&year).expect("a balance").working);
        let ac = Screening {
            new_charge: kg(100.0),
            install_rate: 0.01,
            operating_charge: kg(1.0),
            leak_rate: 0.1,
            years: 1.0,
            disposed_charge: kg(0.5),
            remaining: 0.8,
            recovery: 0.8,
        };
        let worked = screening(&ac).expect("rates");
        approx::assert_relative_eq!(worked.value.get::<kilogram>(), 1.18, max_relative = 1e-12);
        assert_recomputes(&worked.working);
    }

    #[test]
    fn a_balance_below_nothing_is_refused() {
        let year = MassBalance { stock_end: kg(5.0), ..Default::default() };
        assert_eq!(mass_balance(&year).map_err(|e| e.input()), Err("disbursed"));
        let year = SimplifiedBalance { recovered: kg(1.0), ..Default::default() };
        assert_eq!(simplified_material_balance(&year).map_err(|e| e.input()), Err("recovered"));
        let year = MassBalance { received: kg(-1.0), ..Default::default() };
        assert_eq!(mass_balance(&year).map_err(|e| e.input()), Err("received"));
    }
}
