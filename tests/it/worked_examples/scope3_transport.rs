//! Scope 3: freight, storage, travel and commuting (categories 4, 6, 7 and 9).

use estate_carbon::scope::Scope3Category;

use super::example::{Example, named};
use super::fixture::{book, co2e, kg, printed, scope3};

/// The examples of these categories.
pub const EXAMPLES: &[Example] = &[
    Example::new("ghgp-s3-ex4.2", "freight by lorry, air and sea, tonnes × km").tested(named!(freight_by_distance)),
    Example::new("ghgp-s3-ex4.5", "part of two distribution centres, 5,187.5 kg CO2e")
        .not_yet("energy × own volume / total volume", "shares of a warehouse need allocations.csv"),
    Example::new("ghgp-s3-ex4.6", "storage, 4,000 m3 for 2 days twice, 240 kg CO2e")
        .not_yet("volume × days", "storage needs freight.csv, and a unit of volume × time"),
    Example::new("epa-a6-freight-truck", "lorry, 100 short ton-miles").tested(named!(lorry_by_short_ton_miles)),
    Example::new("epa-a6-freight-air", "aircraft, 100 short ton-miles").tested(named!(aircraft_by_short_ton_miles)),
    Example::new("ghgp-s3-ex6.1", "travel by road and air, 8,317,583.33 kg CO2e")
        .tested(named!(flights_by_passenger_distance))
        .not_yet(
            "17,583.33 kg CO2e by road",
            "travellers / occupancy × distance needs travel.csv; the test covers the flights",
        ),
    Example::new("thai-air-travel", "flights in economy, 125,000 p.km").tested(named!(thai_flights_in_economy)),
    Example::new("epa-a6-bt-car", "car, 1,512 vehicle-miles").tested(named!(car_by_vehicle_miles)),
    Example::new("ghgp-s3-ex7.1", "commuting by rail and car, 3,072 kg CO2e")
        .not_yet("one-way distance × 2 × days × weeks", "commuting needs travel.csv"),
];

/// 2 t by lorry for 2,000 km at 0.2 kg CO2e per t.km, 1 t by air for 3,000 km at 1.0, and 6 t by sea for 4,000 km at
/// 0.05: 5,000 kg CO2e.
///
/// The table's heading has TEU-km; the formula multiplies tonnes.
///
/// Source: Technical Guidance for Calculating Scope 3 Emissions (version 1.0), GHG Protocol and
/// Carbon Trust, 2013, Example 4.2, p. 62, read in a conversion to text
/// (github.com/y-f-a/scope3chatbot at d60427b, scope3_data).
#[test]
pub fn freight_by_distance() {
    let accounts = book("AR4")
        .valued("c04/road_freight_hgv_rigid_3_5_7_5t", &format!("{},t.km", 2 * 2_000), 0.2)
        .valued("c04/air_freight_long_haul", &format!("{},t.km", 3_000), 1.0)
        .valued("c04/sea_freight_container", &format!("{},t.km", 6 * 4_000), 0.05)
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution)), "5000");
}

/// 100 short ton-miles by medium or heavy lorry at 0.211 kg CO2, 0.002 g CH4 and 0.0049 g N2O: 21.1 kg CO2, 0.2 g
/// CH4, 0.49 g N2O. In metric units it is 145.997 t.km.
///
/// Source: atomic6ghg test fixtures (US EPA Simplified GHG Emissions Calculator worksheets, EPA
/// EF Hub factors), General Electric / atomic6-org, 2022, tests/fixtures/product_transport_canonical_instance.json,
/// github.com/atomic6-org/ghg at feea44a.
#[test]
pub fn lorry_by_short_ton_miles() {
    for amount in ["100,short_ton.mi", "145.997,t.km"] {
        let accounts = book("AR4")
            .row(&format!("c04/lorry,{amount}"))
            .factor("lorry,c04/lorry,short_ton.mi,,CO2,0.211")
            .factor("lorry,c04/lorry,short_ton.mi,,CH4_fossil,0.002e-3")
            .factor("lorry,c04/lorry,short_ton.mi,,N2O,0.0049e-3")
            .open();
        let found = scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution);
        printed(kg(&found, "CO2"), "21.1");
        printed(kg(&found, "CH4_fossil") * 1e3, "0.2");
        printed(kg(&found, "N2O") * 1e3, "0.49");
    }
}

/// 100 short ton-miles by aircraft at 1.16 kg CO2: 116.0 kg CO2.
///
/// Source: as [`lorry_by_short_ton_miles`].
#[test]
pub fn aircraft_by_short_ton_miles() {
    let accounts =
        book("AR4").row("c04/aircraft,100,short_ton.mi").factor("air,c04/aircraft,short_ton.mi,,CO2,1.16").open();
    printed(kg(&scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution), "CO2"), "116.0");
}

/// 10 employees fly 10,000 km at 5 kg CO2e per passenger-km, 20 fly 15,000 at 6, and 100 fly 12,000 at 5: 8,300,000 kg
/// CO2e.
///
/// Source: as [`freight_by_distance`], Example 6.1, pp. 85-86, air.
#[test]
pub fn flights_by_passenger_distance() {
    let accounts = book("AR4")
        .valued("c06/flights.group_1", &format!("{},p.km", 10 * 10_000), 5.0)
        .valued("c06/flights.group_2", &format!("{},p.km", 20 * 15_000), 6.0)
        .valued("c06/flights.group_3", &format!("{},p.km", 100 * 12_000), 5.0)
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::BusinessTravel)), "8300000");
}

/// 125,000 p.km in long-haul economy at 0.195 kg CO2e: 24,375 kg CO2e.
///
/// Source: ESG-Reporting-App docs/GHG-CALCULATIONS.md, chiraleo2000/ESG-Reporting-App, 2026, at 82fe1c8.
#[test]
pub fn thai_flights_in_economy() {
    let accounts = book("AR5").valued("c06/air_long_haul_economy", "125000,p.km", 0.195).open();
    printed(co2e(&scope3(&accounts, Scope3Category::BusinessTravel)), "24375");
}

/// A passenger car for 1,512 miles at 0.341 kg CO2, 0.009 g CH4 and 0.008 g N2O per mile: 515.592 kg CO2, 13.608 g
/// CH4, 12.096 g N2O.
///
/// Source: as [`lorry_by_short_ton_miles`], business_travel_canonical_instance.json.
#[test]
pub fn car_by_vehicle_miles() {
    let accounts = book("AR4")
        .row("c06/car,1512,mi")
        .factor("car,c06/car,mi,,CO2,0.341")
        .factor("car,c06/car,mi,,CH4_fossil,0.009e-3")
        .factor("car,c06/car,mi,,N2O,0.008e-3")
        .open();
    let found = scope3(&accounts, Scope3Category::BusinessTravel);
    printed(kg(&found, "CO2"), "515.592");
    printed(kg(&found, "CH4_fossil") * 1e3, "13.608");
    printed(kg(&found, "N2O") * 1e3, "12.096");
}
