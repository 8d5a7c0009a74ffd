//! People on the road: business travel and commuting, as persons × distance or vehicles × distance.

use super::inputs;
use super::working::{MethodError, Term, Worked, Working, not_negative, share, term};
use crate::quantity::uom::si::length::kilometer;
use crate::quantity::{Amount, Length, Unit};

/// Journeys of a group, for [`passenger_distance`] and [`vehicle_distance`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Journeys {
    /// How many travel.
    pub travellers: f64,
    /// How often each does.
    pub trips: f64,
    /// Distance of one trip, there and back if it is counted so.
    pub distance: Length,
}

inputs!(Journeys: travellers, trips, distance);

/// Commuting of a group, for [`commuting_passenger_distance`] and [`commuting_vehicle_distance`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Commuting {
    /// How many are employed.
    pub employees: f64,
    /// Share of them who come this way, 0 to 1.
    pub mode_share: f64,
    /// From home to work, one way.
    pub one_way_distance: Length,
    /// Days a week they come, 0 to 7.
    pub days_per_week: f64,
    /// Weeks they work in the period, 0 to 53.
    pub weeks: f64,
}

inputs!(Commuting: employees, mode_share, one_way_distance, days_per_week, weeks);

const TRAVEL: &str = "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), distance-based method, p. 171 and example 6.1";
const COMMUTING: &str =
    "GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), formulas 7.1 and 7.2";

/// Travel by seat: persons × distance.
///
/// ```text
/// D = n · k · d                                                                    (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `travellers` | n | 1 | persons | ≥ 0 |
/// | `trips` | k: of each | 1 | | ≥ 0 |
/// | `distance` | d: of one trip | 1 | length | ≥ 0 |
/// | returns | D | 1 | p.km | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is negative.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, distance-based method,
///    p. 171.
///
/// # Examples
/// Ten flights of 10,000 km at 5 kg CO2e per passenger-km (\[1\], example 6.1, pp. 85-86).
/// ```
/// use estate_carbon::method::travel::{Journeys, passenger_distance};
/// use estate_carbon::quantity::{Length, uom::si::length::kilometer};
/// let flights = Journeys { travellers: 10.0, trips: 1.0, distance: Length::new::<kilometer>(10_000.0) };
/// assert!((passenger_distance(&flights)?.value.value() * 5.0 - 500_000.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn passenger_distance(journeys: &Journeys) -> Result<Worked<Amount>, MethodError> {
    let (terms, travelled) = travelled(journeys)?;
    let mut working = Working::new("Travel by passengers and distance", TRAVEL);
    let value = working.step("D = n × k × d", terms, travelled, "p.km");
    Ok(working.of(Amount::new(value, Unit::PASSENGER_KILOMETRE)))
}

/// Travel by vehicle: persons / persons in a vehicle × distance.
///
/// ```text
/// D = n / o · k · d                                                                (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `travellers` | n | 1 | persons | ≥ 0 |
/// | `trips` | k: of each | 1 | | ≥ 0 |
/// | `distance` | d: of one trip | 1 | length | ≥ 0 |
/// | `persons_per_vehicle` | o: on average | 1 | persons | ≥ 1 |
/// | returns | D: of the vehicles | 1 | km | ≥ 0 |
///
/// # Assumptions
/// Vehicles may be fractional: a hundred persons by three are 33.3 vehicles, as in \[1\].
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, example 6.1, pp. 85-86.
///
/// # Examples
/// A hundred persons by three, 100 km at 4 kg CO2e per vehicle-km (\[1\]).
/// ```
/// use estate_carbon::method::travel::{Journeys, vehicle_distance};
/// use estate_carbon::quantity::{Length, uom::si::length::kilometer};
/// let visit = Journeys { travellers: 100.0, trips: 1.0, distance: Length::new::<kilometer>(100.0) };
/// assert!((vehicle_distance(&visit, 3.0)?.value.value() * 4.0 - 13_333.33).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn vehicle_distance(journeys: &Journeys, persons_per_vehicle: f64) -> Result<Worked<Amount>, MethodError> {
    let (terms, travelled) = travelled(journeys)?;
    let persons = persons_in_vehicle(persons_per_vehicle)?;
    let mut working = Working::new("Travel by vehicles and distance", TRAVEL);
    let terms = terms.into_iter().chain([term("o", "persons in a vehicle", persons, "")]);
    let value = working.step("D = n / o × k × d", terms, travelled / persons, "km");
    Ok(working.of(Amount::new(value, Unit::KILOMETRE)))
}

fn travelled(journeys: &Journeys) -> Result<([Term; 3], f64), MethodError> {
    let travellers = not_negative("travellers", journeys.travellers)?;
    let trips = not_negative("trips", journeys.trips)?;
    let distance = not_negative("distance", journeys.distance.get::<kilometer>())?;
    let terms = [
        term("n", "travellers", travellers, ""),
        term("k", "trips of each", trips, ""),
        term("d", "distance of a trip", distance, "km"),
    ];
    Ok((terms, travellers * trips * distance))
}

/// Commuting by seat: persons × distance, there and back.
///
/// ```text
/// D = n · p · d · 2 · a · w                                                        (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `employees`, `mode_share` | n, p: employed, share of them who come this way | 1 | persons, share | ≥ 0, 0 to 1 |
/// | `one_way_distance` | d: home to work | 1 | length | ≥ 0 |
/// | `days_per_week`, `weeks` | a, w | 1 | days, weeks | 0 to 7, 0 to 53 |
/// | returns | D | 1 | p.km | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formulas 7.1 (p. 89) and
///    7.2 (p. 92).
///
/// # Examples
/// Two employees by rail, 10 km, five and four days a week, 48 weeks: 8,640 km (\[1\], example 7.1, p. 90).
/// ```
/// use estate_carbon::method::travel::{Commuting, commuting_passenger_distance};
/// use estate_carbon::quantity::{Length, uom::si::length::kilometer};
/// let rail = |days_per_week| Commuting {
///     employees: 1.0, mode_share: 1.0,
///     one_way_distance: Length::new::<kilometer>(10.0), days_per_week, weeks: 48.0,
/// };
/// let km = commuting_passenger_distance(&rail(5.0))?.value.value() + commuting_passenger_distance(&rail(4.0))?.value.value();
/// assert!((km - 8_640.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn commuting_passenger_distance(commuting: &Commuting) -> Result<Worked<Amount>, MethodError> {
    let (terms, commuted) = commuted(commuting)?;
    let mut working = Working::new("Commuting by passengers and distance", COMMUTING);
    let value = working.step("D = n × p × d × 2 × a × w", terms, commuted, "p.km");
    Ok(working.of(Amount::new(value, Unit::PASSENGER_KILOMETRE)))
}

/// Commuting by vehicle: persons / persons in a vehicle × distance, there and back.
///
/// ```text
/// D = n · p / o · d · 2 · a · w                                                    (1)
/// ```
///
/// # Shapes and units
/// | name | meaning | shape | unit | valid range |
/// |---|---|---|---|---|
/// | `employees` … `weeks` | as in [`commuting_passenger_distance`] | 1 | | |
/// | `persons_per_vehicle` | o: on average | 1 | persons | ≥ 1 |
/// | returns | D: of the vehicles | 1 | km | ≥ 0 |
///
/// # Errors
/// [`MethodError`] if an input is outside its range.
///
/// # Source
/// 1. GHG Protocol, *Technical Guidance for Calculating Scope 3 Emissions*, 2013, formulas 7.1 (p. 89) and
///    7.2 (p. 92); car pools, p. 89.
///
/// # Examples
/// By car, 15 km one day and 20 km five days a week: 11,040 km (\[1\], example 7.1, p. 90).
/// ```
/// use estate_carbon::method::travel::{Commuting, commuting_vehicle_distance};
/// use estate_carbon::quantity::{Length, uom::si::length::kilometer};
/// let car = |km, days_per_week| Commuting {
///     employees: 1.0, mode_share: 1.0,
///     one_way_distance: Length::new::<kilometer>(km), days_per_week, weeks: 48.0,
/// };
/// let km = commuting_vehicle_distance(&car(15.0, 1.0), 1.0)?.value.value()
///     + commuting_vehicle_distance(&car(20.0, 5.0), 1.0)?.value.value();
/// assert!((km - 11_040.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn commuting_vehicle_distance(
    commuting: &Commuting,
    persons_per_vehicle: f64,
) -> Result<Worked<Amount>, MethodError> {
    let (terms, commuted) = commuted(commuting)?;
    let persons = persons_in_vehicle(persons_per_vehicle)?;
    let mut working = Working::new("Commuting by vehicles and distance", COMMUTING);
    let terms = terms.into_iter().chain([term("o", "persons in a vehicle", persons, "")]);
    let value = working.step("D = n × p / o × d × 2 × a × w", terms, commuted / persons, "km");
    Ok(working.of(Amount::new(value, Unit::KILOMETRE)))
}

fn commuted(commuting: &Commuting) -> Result<([Term; 5], f64), MethodError> {
    let employees = not_negative("employees", commuting.employees)?;
    let mode_share = share("mode_share", commuting.mode_share)?;
    let distance = not_negative("one_way_distance", commuting.one_way_distance.get::<kilometer>())?;
    let days = up_to("days_per_week", commuting.days_per_week, 7.0, "from 0 to 7")?;
    let weeks = up_to("weeks", commuting.weeks, 53.0, "from 0 to 53")?;
    let terms = [
        term("n", "employees", employees, ""),
        term("p", "share who come this way", mode_share, ""),
        term("d", "one-way distance", distance, "km"),
        term("a", "days a week", days, "days"),
        term("w", "weeks worked", weeks, "weeks"),
    ];
    Ok((terms, employees * mode_share * distance * 2.0 * days * weeks))
}

fn up_to(input: &'static str, value: f64, most: f64, range: &'static str) -> Result<f64, MethodError> {
    if (0.0..=most).contains(&value) {
        return Ok(value);
    }
    Err(MethodError::OutOfRange { input, value, range })
}

/// Somebody is in a vehicle that carries travellers; a number below 1 is a share by mistake.
fn persons_in_vehicle(persons: f64) -> Result<f64, MethodError> {
    if persons >= 1.0 && persons.is_finite() {
        return Ok(persons);
    }
    Err(MethodError::OutOfRange { input: "persons_per_vehicle", value: persons, range: "1 or more" })
}

#[cfg(test)]
mod tests {
    use super::super::working::assert_recomputes;
    use super::*;

    fn km(value: f64) -> Length {
        Length::new::<kilometer>(value)
    }

    /// Example 6.1, pp. 85-86: road 17,583.33 and air 8,300,000 kg CO2e.
    #[test]
    fn a_year_of_business_travel() {
        let road = [(10.0, 2.0, 50.0, 1.0), (20.0, 2.0, 200.0, 2.0), (100.0, 3.0, 100.0, 4.0)];
        let air = [(10.0, 10_000.0, 5.0), (20.0, 15_000.0, 6.0), (100.0, 12_000.0, 5.0)];
        let journeys = |travellers, distance| Journeys { travellers, trips: 1.0, distance: km(distance) };
        let by_road: f64 =
            road.iter().map(|&(n, o, d, factor)| factor * worked(vehicle_distance(&journeys(n, d), o))).sum();
        let by_air: f64 = air.iter().map(|&(n, d, factor)| factor * worked(passenger_distance(&journeys(n, d)))).sum();
        approx::assert_abs_diff_eq!(by_road, 17_583.33, epsilon = 0.005);
        approx::assert_abs_diff_eq!(by_air + by_road, 8_317_583.33, epsilon = 0.005);
    }

    /// Example 7.1, p. 90: 3,072 kg CO2e. Example 7.2, p. 93: 2,350,000 and 4,230,000 kg CO2e.
    #[test]
    fn commuting_by_survey_and_by_averages() {
        let of = |one_way, days_per_week| Commuting {
            employees: 1.0,
            mode_share: 1.0,
            one_way_distance: km(one_way),
            days_per_week,
            weeks: 48.0,
        };
        let rail =
            worked(commuting_passenger_distance(&of(10.0, 5.0))) + worked(commuting_passenger_distance(&of(10.0, 4.0)));
        let car = worked(commuting_vehicle_distance(&of(15.0, 1.0), 1.0))
            + worked(commuting_vehicle_distance(&of(20.0, 5.0), 1.0));
        approx::assert_abs_diff_eq!(rail * 0.1 + car * 0.2, 3_072.0, epsilon = 1e-9);

        // 235 days a year are 47 weeks of 5.
        let all = Commuting { employees: 10_000.0, mode_share: 0.5, weeks: 47.0, ..of(10.0, 5.0) };
        approx::assert_abs_diff_eq!(worked(commuting_passenger_distance(&all)) * 0.1, 2_350_000.0, epsilon = 1e-6);
        let drive = Commuting { mode_share: 0.3, one_way_distance: km(15.0), ..all };
        approx::assert_abs_diff_eq!(worked(commuting_vehicle_distance(&drive, 1.0)) * 0.2, 4_230_000.0, epsilon = 1e-6);
    }

    fn worked(result: Result<Worked<Amount>, MethodError>) -> f64 {
        let worked = result.expect("a distance");
        assert_recomputes(&worked.working);
        worked.value.value()
    }

    #[test]
    fn units_say_whether_persons_or_vehicles_moved() {
        let one = Journeys { travellers: 4.0, trips: 2.0, distance: km(30.0) };
        assert_eq!(passenger_distance(&one).map(|w| w.value), Ok(Amount::new(240.0, Unit::PASSENGER_KILOMETRE)));
        assert_eq!(vehicle_distance(&one, 4.0).map(|w| w.value), Ok(Amount::new(60.0, Unit::KILOMETRE)));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let one = Journeys { travellers: 4.0, trips: 2.0, distance: km(30.0) };
        assert_eq!(vehicle_distance(&one, 0.5).map_err(|e| e.input()), Err("persons_per_vehicle"));
        assert_eq!(passenger_distance(&Journeys { trips: -1.0, ..one }).map_err(|e| e.input()), Err("trips"));
        assert_eq!(passenger_distance(&Journeys { distance: km(-1.0), ..one }).map_err(|e| e.input()), Err("distance"));
        let week =
            Commuting { employees: 1.0, mode_share: 1.0, one_way_distance: km(1.0), days_per_week: 5.0, weeks: 48.0 };
        let refused = |commuting: Commuting| commuting_passenger_distance(&commuting).map_err(|e| e.input());
        assert_eq!(refused(Commuting { days_per_week: 235.0, ..week }), Err("days_per_week"));
        assert_eq!(refused(Commuting { weeks: 54.0, ..week }), Err("weeks"));
        assert_eq!(refused(Commuting { mode_share: 50.0, ..week }), Err("mode_share"));
        assert_eq!(commuting_vehicle_distance(&week, f64::NAN).map_err(|e| e.input()), Err("persons_per_vehicle"));
    }
}
