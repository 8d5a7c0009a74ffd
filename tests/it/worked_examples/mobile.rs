//! Vehicles: CO2 by fuel, CH4 and N2O by distance and model year, as the EPA has it.
//!
//! Source of all three: atomic6ghg test fixtures (US EPA Simplified GHG Emissions Calculator
//! worksheets, EPA EF Hub factors), General Electric / atomic6-org, 2022,
//! tests/fixtures/mobile_sources_canonical_instance.json, github.com/atomic6-org/ghg at feea44a.

use super::example::{Example, named};
use super::fixture::{book, kg, printed, scope1};

/// The examples of this area.
pub const EXAMPLES: &[Example] = &[
    Example::new("epa-a6-mobile-gasoline", "gasoline, 1,700 US gallons").tested(named!(gasoline_by_fuel)),
    Example::new("epa-a6-mobile-hdv-1985", "heavy-duty gasoline truck 1985-86, 3,500 miles")
        .tested(named!(heavy_truck_by_distance)),
    Example::new("epa-a6-mobile-bus-biodiesel", "biodiesel bus, 3,500 miles").tested(named!(biodiesel_bus_by_distance)),
];

/// 1,700 US gallons of gasoline at 8.78 kg CO2: 14,926 kg CO2. Source: atomic6ghg 2022, see the module.
#[test]
pub fn gasoline_by_fuel() {
    let accounts = book("AR4")
        .row("mobile_combustion/motor_gasoline,1700,gal_us")
        .factor("gasoline,mobile_combustion/motor_gasoline,gal_us,,CO2,8.78")
        .open();
    printed(kg(&scope1(&accounts), "CO2"), "14926");
}

/// A heavy-duty gasoline truck of 1985-86, 3,500 miles at 0.4090 g CH4 and 0.0515 g N2O: 1,431.5 g
/// CH4, 180.25 g N2O. Source: atomic6ghg 2022, see the module.
#[test]
pub fn heavy_truck_by_distance() {
    let accounts = book("AR4")
        .row("mobile_combustion/motor_gasoline.heavy_duty_1985,3500,mi")
        .factor("truck,mobile_combustion/motor_gasoline.heavy_duty_1985,mi,,CH4_fossil,0.4090e-3")
        .factor("truck,mobile_combustion/motor_gasoline.heavy_duty_1985,mi,,N2O,0.0515e-3")
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "CH4_fossil") * 1e3, "1431.5");
    printed(kg(&found, "N2O") * 1e3, "180.25");
}

/// A biodiesel bus, 3,500 miles at 0.009 g CH4 and 0.043 g N2O: 31.5 g CH4, 150.5 g N2O. Source:
/// atomic6ghg 2022, see the module.
#[test]
pub fn biodiesel_bus_by_distance() {
    let accounts = book("AR4")
        .row("mobile_combustion/biodiesel.bus,3500,mi")
        .factor("bus,mobile_combustion/biodiesel.bus,mi,,CH4_biogenic,0.009e-3")
        .factor("bus,mobile_combustion/biodiesel.bus,mi,,N2O,0.043e-3")
        .open();
    let found = scope1(&accounts);
    printed(kg(&found, "CH4_biogenic") * 1e3, "31.5");
    printed(kg(&found, "N2O") * 1e3, "150.5");
}
