//! Products after they are sold: processing, use over their lifetime, gas they hold, end of life.

use super::allocation::{part_of_whole, within_whole};
use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, share, term};
use crate::quantity::uom::si::mass::{kilogram, megagram};
use crate::quantity::{Amount, Mass};

/// Products sold and how they are used, for [`use_phase`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Use {
    /// Products sold in the period.
    pub units_sold: f64,
    /// Uses of one product over its whole life: washes, hours, kilometres.
    pub lifetime_uses: f64,
    /// Share of the uses that are of this kind, 0 to 1.
    pub scenario_share: f64,
    /// What one use takes: kWh of electricity, litres of fuel, kilograms of gas.
    pub quantity_per_use: Amount,
}

inputs!(Use: units_sold, lifetime_uses, scenario_share, quantity_per_use);

/// Intermediate products sold and how the products they end up in are used, for [`intermediate_use_phase`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntermediateUse {
    /// Intermediate products sold in the period.
    pub units_sold: f64,
    /// Uses of one final product over its whole life: washes, hours, kilometres.
    pub lifetime_uses: f64,
    /// Share of the uses that are of this kind, 0 to 1.
    pub scenario_share: f64,
    /// What one use takes: kWh of electricity, litres of fuel, kilograms of gas.
    pub quantity_per_use: Amount,
    /// Mass or value of the intermediate product.
    pub own_part: Amount,
    /// Mass or value of the final product, measured as `own_part` is.
    pub final_product: Amount,
}

inputs!(IntermediateUse: units_sold, lifetime_uses, scenario_share, quantity_per_use, own_part, final_product);

const USE_TERMS: [&str; 4] =
    ["products sold", "uses of each over its life", "share of uses of this kind", "taken by one use"];

/// What sold products take over their whole life.
///
/// ```text
/// Q = N · u · p · q                                                                (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `units_sold` | N: in the period | 1 | pieces | ≥ 0 |
/// | `lifetime_uses` | u: of each | 1 | | ≥ 0 |
/// | `scenario_share` | p: share of uses of this kind | 1 | share | 0 to 1 |
/// | `quantity_per_use` | q: energy, fuel or gas of one use | 1 | any | ≥ 0 |
/// | returns | Q | 1 | as q | ≥ 0 |
///
/// # Assumptions
/// All uses to come count in the period of the sale.
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formulas 11.1 (p. 117) and
///    11.4 (p. 121).
///
/// # Examples
/// 11,500 washing machines, 1,000 washes each of 1.3 kWh, at 0.5 kg CO2e per kWh (\[1\], example 11.1, pp. 117-118).
/// ```
/// use estate_carbon::method::sold_products::{Use, use_phase};
/// use estate_carbon::quantity::{Amount, Unit};
/// let x100 = Use {
///     units_sold: 11_500.0, lifetime_uses: 1_000.0, scenario_share: 1.0,
///     quantity_per_use: Amount::new(1.3, Unit::parse("kWh")?),
/// };
/// assert!((use_phase(&x100)?.value.value() * 0.5 - 7_475_000.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn use_phase(sold: &Use) -> Result<Worked<Amount>, MethodError> {
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formulas 11.1 and 11.4";
    let mut working = Working::new("Use of sold products over their life", source);
    let value = taken_in_use(sold, &mut working)?;
    Ok(working.of(Amount::new(value, sold.quantity_per_use.unit())))
}

/// What final products take over their life, as far as an intermediate product in them bears it.
///
/// ```text
/// Q = N · u · p · q                                                                (1)
/// A = Q · own / final                                                              (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `units_sold` | N: intermediate products in the period | 1 | pieces | ≥ 0 |
/// | `lifetime_uses` | u: of each final product | 1 | | ≥ 0 |
/// | `scenario_share` | p: share of uses of this kind | 1 | share | 0 to 1 |
/// | `quantity_per_use` | q: energy, fuel or gas of one use | 1 | any | ≥ 0 |
/// | `own_part`, `final_product` | own, final: mass or value of the two products | 1 | both mass or both money | own ≤ final |
/// | returns | A | 1 | as q | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range, or the part is more than the product or measured otherwise.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formula 11.5 (p. 123) and
///    example 11.3 (p. 124).
///
/// # Examples
/// Ten engines of 20 t in aircraft of 500 t that fly 300,000 km at 0.3 kg CO2e per km (\[1\], example 11.3).
/// ```
/// use estate_carbon::method::sold_products::{IntermediateUse, intermediate_use_phase};
/// use estate_carbon::quantity::{Amount, Unit};
/// let (t, km) = (Unit::parse("t")?, Unit::KILOMETRE);
/// let engines = IntermediateUse {
///     units_sold: 10.0, lifetime_uses: 300_000.0, scenario_share: 1.0, quantity_per_use: Amount::new(1.0, km),
///     own_part: Amount::new(20.0, t), final_product: Amount::new(500.0, t),
/// };
/// assert!((intermediate_use_phase(&engines)?.value.value() * 0.3 - 36_000.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn intermediate_use_phase(sold: &IntermediateUse) -> Result<Worked<Amount>, MethodError> {
    let IntermediateUse { units_sold, lifetime_uses, scenario_share, quantity_per_use, own_part, final_product } =
        *sold;
    let (own, whole) = part_of_whole(["own_part", "final_product"], [own_part, final_product])?;
    within_whole("own_part", own / whole)?;
    let source =
        "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formula 11.5 and example 11.3";
    let mut working = Working::new("Use of sold intermediate products over their life", source);
    let taken = taken_in_use(&Use { units_sold, lifetime_uses, scenario_share, quantity_per_use }, &mut working)?;
    let (unit, of) = (quantity_per_use.unit(), own_part.unit().symbol());
    let terms = [
        term("Q", "taken over the life of the final products", taken, unit.symbol()),
        term("own", "intermediate product", own, of),
        term("final", "final product", whole, of),
    ];
    let value = working.step("A = Q × own / final", terms, taken * own / whole, unit.symbol());
    Ok(working.of(Amount::new(value, unit)))
}

fn taken_in_use(sold: &Use, working: &mut Working) -> Result<f64, MethodError> {
    let units_sold = not_negative("units_sold", sold.units_sold)?;
    let uses = not_negative("lifetime_uses", sold.lifetime_uses)?;
    let scenario = share("scenario_share", sold.scenario_share)?;
    let each = not_negative("quantity_per_use", sold.quantity_per_use.value())?;
    let unit = sold.quantity_per_use.unit().symbol();
    let [of_units, of_uses, of_scenario, of_each] = USE_TERMS;
    let terms = [
        term("N", of_units, units_sold, ""),
        term("u", of_uses, uses, ""),
        term("p", of_scenario, scenario, ""),
        term("q", of_each, each, unit),
    ];
    Ok(working.step("Q = N × u × p × q", terms, units_sold * uses * scenario * each, unit))
}

/// Products sold with a greenhouse gas inside, for [`contained_gas`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contained {
    /// Products sold in the period.
    pub units_sold: f64,
    /// Gas in one of them.
    pub charge: Mass,
    /// Share of it released over the product's life, 0 to 1: 1 where it is not known.
    pub released_share: f64,
}

inputs!(Contained: units_sold, charge, released_share);

/// Gas that sold products hold and release over their life.
///
/// ```text
/// M = N · C · x                                                                    (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `units_sold` | N: in the period | 1 | pieces | ≥ 0 |
/// | `charge` | C: gas in one | 1 | mass | ≥ 0 |
/// | `released_share` | x: released over its life | 1 | share | 0 to 1 |
/// | returns | M: mass released | 1 | mass | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formula 11.3 (p. 120), which
///    also takes 100 % where the share released is not known.
///
/// # Examples
/// 2,000 air conditioners with 0.9 kg each, of which 60 % leaks: 2000 × 0.9 × 0.6 = 1,080 kg.
/// ```
/// use estate_carbon::method::sold_products::{Contained, contained_gas};
/// use estate_carbon::quantity::{Mass, uom::si::mass::kilogram};
/// let units = Contained { units_sold: 2_000.0, charge: Mass::new::<kilogram>(0.9), released_share: 0.6 };
/// assert!((contained_gas(&units)?.value.get::<kilogram>() - 1_080.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn contained_gas(sold: &Contained) -> Result<Worked<Mass>, MethodError> {
    let units_sold = not_negative("units_sold", sold.units_sold)?;
    let charge = not_negative("charge", sold.charge.get::<kilogram>())?;
    let released = share("released_share", sold.released_share)?;
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formula 11.3";
    let mut working = Working::new("Gas contained in sold products", source);
    let terms = [
        term("N", "products sold", units_sold, ""),
        term("C", "gas in each", charge, "kg"),
        term("x", "share released over its life", released, ""),
    ];
    let mass = working.step("M = N × C × x", terms, units_sold * charge * released, "kg");
    Ok(working.of(Mass::new::<kilogram>(mass)))
}

/// Intermediate products that others process, for [`processing`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Processing {
    /// Mass of the products sold.
    pub mass_sold: Mass,
    /// Share of it that goes into this process, 0 to 1.
    pub processed_share: f64,
    /// What the process takes per tonne: kWh, litres; 1 t where the factor is per mass processed.
    pub quantity_per_tonne: Amount,
}

inputs!(Processing: mass_sold, processed_share, quantity_per_tonne);

/// What others take to process the intermediate products sold to them.
///
/// ```text
/// Q = m · p · q                                                                    (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass_sold` | m | 1 | mass | ≥ 0 |
/// | `processed_share` | p: goes into this process | 1 | share | 0 to 1 |
/// | `quantity_per_tonne` | q: per tonne processed | 1 | any, per t | ≥ 0 |
/// | returns | Q | 1 | as q | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, category 10, site-specific and
///    average-data methods, p. 176.
///
/// # Examples
/// 1,000 kg sold, all processed, at 1.5 kg CO2e per kg (\[1\], example 10.2, p. 112).
/// ```
/// use estate_carbon::method::sold_products::{Processing, processing};
/// use estate_carbon::quantity::{Amount, Mass, Unit, uom::si::mass::kilogram};
/// let sold = Processing {
///     mass_sold: Mass::new::<kilogram>(1_000.0), processed_share: 1.0,
///     quantity_per_tonne: Amount::new(1.0, Unit::parse("t")?),
/// };
/// assert!((processing(&sold)?.value.to(Unit::KILOGRAM)? * 1.5 - 1_500.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn processing(sold: &Processing) -> Result<Worked<Amount>, MethodError> {
    let mass = not_negative("mass_sold", sold.mass_sold.get::<megagram>())?;
    let processed = share("processed_share", sold.processed_share)?;
    let each = not_negative("quantity_per_tonne", sold.quantity_per_tonne.value())?;
    let unit = sold.quantity_per_tonne.unit();
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), category 10, p. 176";
    let mut working = Working::new("Processing of sold products", source);
    let terms = [
        term("m", "mass sold", mass, "t"),
        term("p", "share that goes into this process", processed, ""),
        term("q", "taken per tonne", each, unit.symbol()),
    ];
    let value = working.step("Q = m × p × q", terms, mass * processed * each, unit.symbol());
    Ok(working.of(Amount::new(value, unit)))
}

/// Products and packaging that become waste, for [`end_of_life`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EndOfLife {
    /// Mass of the products sold and their packaging that becomes waste.
    pub mass_sold: Mass,
    /// Share of it that is treated in this way, 0 to 1.
    pub treatment_share: f64,
}

inputs!(EndOfLife: mass_sold, treatment_share);

/// Waste that sold products become, as far as it is treated in one way.
///
/// ```text
/// W = m · p                                                                        (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass_sold` | m: products and packaging that become waste | 1 | mass | ≥ 0 |
/// | `treatment_share` | p: treated in this way | 1 | share | 0 to 1 |
/// | returns | W | 1 | mass | 0 to m |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formula 12.1, p. 127.
///
/// # Examples
/// 10,000 kg of laminated paper, 90 % to landfill at 0.3 kg CO2e per kg (\[1\], example 12.1, p. 127).
/// ```
/// use estate_carbon::method::sold_products::{EndOfLife, end_of_life};
/// use estate_carbon::quantity::{Mass, uom::si::mass::kilogram};
/// let landfilled = EndOfLife { mass_sold: Mass::new::<kilogram>(10_000.0), treatment_share: 0.9 };
/// assert!((end_of_life(&landfilled)?.value.get::<kilogram>() * 0.3 - 2_700.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn end_of_life(waste: &EndOfLife) -> Result<Worked<Mass>, MethodError> {
    let mass = not_negative("mass_sold", waste.mass_sold.get::<kilogram>())?;
    let treated = share("treatment_share", waste.treatment_share)?;
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formula 12.1";
    let mut working = Working::new("End of life of sold products", source);
    let terms = [term("m", "mass that becomes waste", mass, "kg"), term("p", "share treated in this way", treated, "")];
    let value = working.step("W = m × p", terms, mass * treated, "kg");
    Ok(working.of(Mass::new::<kilogram>(value)))
}

#[cfg(test)]
mod tests;
