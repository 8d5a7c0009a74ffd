//! Conversions of units on the way to a factor.

use super::example::{Example, named};
use super::fixture::{book, co2e, half_of_last_digit, kg, printed, scope1, within};

/// The examples of this area.
pub const EXAMPLES: &[Example] = &[
    Example::new("gl-sb253-kwh", "natural gas, 1,000,000 kWh with a factor per therm")
        .tested(named!(kilowatt_hours_to_therms)),
    Example::new("carbonos-L16", "diesel, 12 t with a factor per litre, 0.84 kg/L")
        .tested(named!(tonnes_to_litres_by_density)),
    Example::new("mfe-ng-GJ-to-kWh", "natural gas, factor per GJ to per kWh")
        .tested(named!(gigajoules_to_kilowatt_hours)),
];

/// 1,000,000 kWh of natural gas with a factor of 5.30 kg CO2 per therm: 180,887 kg is printed, with
/// 0.0341296 therm per kWh; it is 180,843.5.
///
/// That coefficient is of the US therm, 105,480,400 J (NIST Special Publication 811, App. B.8). The
/// program's therm is 100,000 international Btu, 105,505,585.262 J, as is the EPA's mmBtu: 0.0341214.
///
/// Source: GreenLang test suite, akshay-greenlang/Code-V1_GreenLang, 2026,
/// tests/golden/sb253/test_scope1_golden.py at e9b5245 (hand arithmetic; the call is commented out).
#[test]
pub fn kilowatt_hours_to_therms() {
    let accounts = book("AR6")
        .row("stationary_combustion/natural_gas,1000000,kWh,gross")
        .factor("gas,stationary_combustion/natural_gas,therm,gross,CO2,5.30")
        .open();
    let found = kg(&scope1(&accounts), "CO2");
    printed(found, "180843.50655578");
    printed(3.6e6 / 105_480_400.0, "0.0341296");
    printed(1e6 * 0.0341296 * 5.30, "180887");
}

/// 12 t of diesel of 0.84 kg/L with a factor of 2.66 kg CO2e per litre: 38,000 kg CO2e.
///
/// Source: carbonos calculation vectors, miketak/carbonos, 2026, vector L16,
/// backend/src/test/resources/ghg/calculation-vectors.json at b80c5ac.
#[test]
pub fn tonnes_to_litres_by_density() {
    let accounts = book("AR5")
        .row("mobile_combustion/gas_diesel_oil,12,t")
        .factor("diesel,mobile_combustion/gas_diesel_oil,L,,CO2e:AR5,2.66")
        .fuel("gas_diesel_oil,,0.84")
        .open();
    printed(co2e(&scope1(&accounts)), "38000");
}

/// Natural gas at 54.20775879 kg CO2e per GJ: 0.1951479317 kg CO2e per kWh.
///
/// Both figures are printed rounded, so half of the last digit of the first, times 0.0036, is
/// allowed besides half of the last digit of the second.
///
/// Source: Measuring Emissions Catalogue, New Zealand Ministry for the Environment, 2025 or 2026,
/// Table 3.2, stationary combustion (commercial use), measuringemissionsguide.environment.govt.nz/3_fuels.html
#[test]
pub fn gigajoules_to_kilowatt_hours() {
    let accounts = book("AR5")
        .row("stationary_combustion/natural_gas,1,kWh,gross")
        .factor("gas,stationary_combustion/natural_gas,GJ,gross,CO2e:AR5,54.20775879")
        .open();
    let tolerance = half_of_last_digit("0.1951479317") + 0.0036 * half_of_last_digit("54.20775879");
    within(co2e(&scope1(&accounts)), "0.1951479317", tolerance);
}
