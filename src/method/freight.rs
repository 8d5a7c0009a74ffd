//! Goods on the road and in store: mass × distance, volume × days, and fuel of a shared vehicle.

use super::allocation::{part_of_whole, within_whole};
use super::inputs;
use super::working::{MethodError, Worked, Working, not_negative, term};
use crate::quantity::uom::si::length::kilometer;
use crate::quantity::uom::si::mass::megagram;
use crate::quantity::uom::si::volume::cubic_meter;
use crate::quantity::{Amount, Length, Mass, Unit, Volume};

/// Goods carried over one leg by one kind of vehicle, for [`mass_distance`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Leg {
    /// Mass carried, with packaging and pallets.
    pub mass: Mass,
    /// Distance of the leg.
    pub distance: Length,
}

inputs!(Leg: mass, distance);

/// Freight of one leg: mass × distance.
///
/// ```text
/// F = m · d                                                                        (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `mass` | m: goods with packaging and pallets | 1 | mass | ≥ 0 |
/// | `distance` | d: of the leg | 1 | length | ≥ 0 |
/// | returns | F | 1 | t.km | ≥ 0 |
///
/// Factors per short ton-mile are met by converting units: 1 short_ton.mi is 1.45997 t.km.
///
/// # Errors
/// [`MethodError`] if an input is negative.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formula 4.6, p. 61.
///
/// # Examples
/// Two tonnes over 2,000 km by a truck of 0.2 kg CO2e per t.km (\[1\], example 4.2, p. 62).
/// ```
/// use estate_carbon::method::freight::{Leg, mass_distance};
/// use estate_carbon::quantity::{Length, Mass, uom::si::{length::kilometer, mass::megagram}};
/// let leg = Leg { mass: Mass::new::<megagram>(2.0), distance: Length::new::<kilometer>(2_000.0) };
/// assert!((mass_distance(&leg)?.value.value() * 0.2 - 800.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mass_distance(leg: &Leg) -> Result<Worked<Amount>, MethodError> {
    let mass = not_negative("mass", leg.mass.get::<megagram>())?;
    let distance = not_negative("distance", leg.distance.get::<kilometer>())?;
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formula 4.6";
    let mut working = Working::new("Freight by mass and distance", source);
    let terms = [term("m", "mass carried", mass, "t"), term("d", "distance of the leg", distance, "km")];
    let value = working.step("F = m × d", terms, mass * distance, "t.km");
    Ok(working.of(Amount::new(value, Unit::TONNE_KILOMETRE)))
}

/// Goods in a warehouse, for [`volume_time`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Storage {
    /// Volume of the goods stored.
    pub volume: Volume,
    /// Days each is stored, on average.
    pub days: f64,
}

inputs!(Storage: volume, days);

/// Goods in storage: volume × days.
///
/// ```text
/// S = V · t                                                                        (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `volume` | V: of the goods stored | 1 | volume | ≥ 0 |
/// | `days` | t: average time in store | 1 | days | ≥ 0 |
/// | returns | S | 1 | m3.day | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is negative.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, average-data method for
///    distribution, p. 169.
///
/// # Examples
/// 4,000 m³ for two days in a distribution centre of 0.01 kg CO2e per m³ and day (\[1\], example 4.6, p. 71).
/// ```
/// use estate_carbon::method::freight::{Storage, volume_time};
/// use estate_carbon::quantity::{Volume, uom::si::volume::cubic_meter};
/// let goods = Storage { volume: Volume::new::<cubic_meter>(4_000.0), days: 2.0 };
/// assert!((volume_time(&goods)?.value.value() * 0.01 - 80.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn volume_time(storage: &Storage) -> Result<Worked<Amount>, MethodError> {
    let volume = not_negative("volume", storage.volume.get::<cubic_meter>())?;
    let days = not_negative("days", storage.days)?;
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), average-data method for distribution, p. 169";
    let mut working = Working::new("Storage by volume and days", source);
    let terms = [term("V", "volume stored", volume, "m3"), term("t", "average time in store", days, "days")];
    let value = working.step("S = V × t", terms, volume * days, "m3.day");
    Ok(working.of(Amount::new(value, Unit::CUBIC_METRE_DAY)))
}

/// A vehicle's run and one's own part of its load, for [`vehicle_fuel`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Distance driven.
    pub distance: Length,
    /// Fuel the vehicle burns, in litres per kilometre.
    pub litres_per_km: f64,
    /// One's own goods, by mass or volume: mass on road, rail and in the air, volume at sea.
    pub own_load: Amount,
    /// All goods in the vehicle, measured as `own_load` is.
    pub total_load: Amount,
}

inputs!(Run: distance, litres_per_km, own_load, total_load);

/// Fuel of a vehicle by its distance, and the part of it that one's own goods bear.
///
/// ```text
/// B = d · e                                                                        (1)
/// A = B · own / total                                                              (2)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `distance` | d: driven | 1 | length | ≥ 0 |
/// | `litres_per_km` | e: fuel of the vehicle | 1 | L/km | ≥ 0 |
/// | `own_load`, `total_load` | own: one's own goods, total: all goods | 1 | both mass or both volume | own ≤ total |
/// | returns | A: fuel one's own goods bear | 1 | L | ≥ 0 |
///
/// Where the litres themselves are known, [`super::allocation::allocated`] does (2). An empty way
/// back may be counted as a run of its own, with the litres per kilometre of the empty vehicle.
///
/// # Errors
/// [`MethodError`] if an input is negative, or the own load is more than all of it or measured otherwise.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formulas 4.3 and 4.4,
///    pp. 54 and 55; what limits each mode, p. 52; empty runs, formula 4.5.
///
/// # Examples
/// 500 km at 0.3 L/km with 4 of 10 tonnes one's own: 500 × 0.3 × 4 / 10 = 60 L.
/// ```
/// use estate_carbon::method::freight::{Run, vehicle_fuel};
/// use estate_carbon::quantity::{Amount, Length, Unit, uom::si::length::kilometer};
/// let t = |value| Ok::<_, Box<dyn std::error::Error>>(Amount::new(value, Unit::parse("t")?));
/// let run = Run {
///     distance: Length::new::<kilometer>(500.0), litres_per_km: 0.3,
///     own_load: t(4.0)?, total_load: t(10.0)?,
/// };
/// assert!((vehicle_fuel(&run)?.value.to(Unit::LITRE)? - 60.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn vehicle_fuel(run: &Run) -> Result<Worked<Amount>, MethodError> {
    let distance = not_negative("distance", run.distance.get::<kilometer>())?;
    let litres_per_km = not_negative("litres_per_km", run.litres_per_km)?;
    let (own, total) = part_of_whole(["own_load", "total_load"], [run.own_load, run.total_load])?;
    within_whole("own_load", own / total)?;
    let source = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formulas 4.3 and 4.4";
    let mut working = Working::new("Fuel of a vehicle by distance and load", source);
    let terms = [term("d", "distance driven", distance, "km"), term("e", "fuel of the vehicle", litres_per_km, "L/km")];
    let burnt = working.step("B = d × e", terms, distance * litres_per_km, "L");
    let of = run.own_load.unit().symbol();
    let terms = [
        term("B", "fuel burnt", burnt, "L"),
        term("own", "own load", own, of),
        term("total", "all of the load", total, of),
    ];
    let value = working.step("A = B × own / total", terms, burnt * own / total, "L");
    Ok(working.of(Amount::new(value, Unit::LITRE)))
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;
    use crate::quantity::uom::si::length::mile;
    use crate::quantity::uom::si::mass::ton_short;

    fn leg(tonnes: f64, km: f64) -> Leg {
        Leg { mass: Mass::new::<megagram>(tonnes), distance: Length::new::<kilometer>(km) }
    }

    /// Example 4.2, p. 62; the table's heading says TEU-km, the calculation uses t.km.
    #[test]
    fn three_legs() {
        let legs = [(2.0, 2_000.0, 0.2), (1.0, 3_000.0, 1.0), (6.0, 4_000.0, 0.05)];
        let kg: f64 = legs
            .iter()
            .map(|&(tonnes, km, factor)| {
                let worked = mass_distance(&leg(tonnes, km)).expect("a leg");
                assert_recomputes(&worked.working);
                worked.value.value() * factor
            })
            .sum();
        approx::assert_abs_diff_eq!(kg, 5_000.0, epsilon = 1e-9);
    }

    /// US EPA's worksheet: 100 short ton-miles by truck, 0.211 kg CO2 per short ton-mile, 21.1 kg.
    #[test]
    fn short_ton_miles_are_a_unit() {
        let leg = Leg { mass: Mass::new::<ton_short>(4.0), distance: Length::new::<mile>(25.0) };
        let freight = mass_distance(&leg).expect("a leg").value;
        let short_ton_miles = freight.to(Unit::parse("short_ton.mi").expect("a unit")).expect("freight");
        approx::assert_relative_eq!(short_ton_miles * 0.211, 21.1, max_relative = 1e-6);
        approx::assert_abs_diff_eq!(freight.value(), 145.997, epsilon = 0.0005);
    }

    /// Example 4.6, p. 71.
    #[test]
    fn a_distribution_centre_and_a_supermarket() {
        let worked = volume_time(&Storage { volume: Volume::new::<cubic_meter>(4_000.0), days: 2.0 }).expect("storage");
        assert_recomputes(&worked.working);
        assert_eq!(worked.value.unit().symbol(), "m3.day");
        approx::assert_abs_diff_eq!(worked.value.value() * 0.01 + worked.value.value() * 0.02, 240.0, epsilon = 1e-9);
    }

    #[test]
    fn a_run_is_borne_by_its_load() {
        let litres = |value| Amount::new(value, Unit::CUBIC_METRE);
        let run = Run {
            distance: Length::new::<kilometer>(120.0),
            litres_per_km: 0.25,
            own_load: litres(9.0),
            total_load: litres(9.0),
        };
        let whole = vehicle_fuel(&run).expect("a run");
        assert_recomputes(&whole.working);
        approx::assert_relative_eq!(whole.value.value(), 30.0);
        let none = vehicle_fuel(&Run { own_load: litres(0.0), ..run }).expect("a run");
        approx::assert_abs_diff_eq!(none.value.value(), 0.0);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(mass_distance(&leg(-1.0, 1.0)).map_err(|e| e.input()), Err("mass"));
        assert_eq!(mass_distance(&leg(1.0, f64::NAN)).map_err(|e| e.input()), Err("distance"));
        let stored = Storage { volume: Volume::new::<cubic_meter>(1.0), days: -2.0 };
        assert_eq!(volume_time(&stored).map_err(|e| e.input()), Err("days"));
        let run = Run {
            distance: Length::new::<kilometer>(1.0),
            litres_per_km: 1.0,
            own_load: Amount::new(2.0, Unit::KILOGRAM),
            total_load: Amount::new(1.0, Unit::KILOGRAM),
        };
        assert_eq!(vehicle_fuel(&run).map_err(|e| e.input()), Err("own_load"));
        let mixed = Run { own_load: Amount::new(1.0, Unit::CUBIC_METRE), ..run };
        assert_eq!(vehicle_fuel(&mixed).map_err(|e| e.input()), Err("own_load"));
    }
}
