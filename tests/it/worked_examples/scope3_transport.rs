//! Scope 3: freight, storage, travel and commuting (categories 4, 6, 7 and 9).

use estate_carbon::scope::Scope3Category;

use super::example::{Example, named};
use super::fixture::{book, co2e, kg, printed, scope3};

/// The examples of these categories.
pub const EXAMPLES: &[Example] = &[
    Example::new("ghgp-s3-ex4.2", "freight by lorry, air and sea, tonnes × km").tested(named!(freight_by_distance)),
    Example::new("ghgp-s3-ex4.5", "part of two distribution centres, 5,187.5 kg CO2e")
        .tested(named!(part_of_two_distribution_centres)),
    Example::new("ghgp-s3-ex4.6", "storage, 4,000 m3 for 2 days twice, 240 kg CO2e")
        .tested(named!(storage_by_volume_and_days)),
    Example::new("epa-a6-freight-truck", "lorry, 100 short ton-miles").tested(named!(lorry_by_short_ton_miles)),
    Example::new("epa-a6-freight-air", "aircraft, 100 short ton-miles").tested(named!(aircraft_by_short_ton_miles)),
    Example::new("ghgp-s3-ex6.1", "travel by road and air, 8,317,583.33 kg CO2e")
        .tested(named!(travel_by_road_and_air)),
    Example::new("thai-air-travel", "flights in economy, 125,000 p.km").tested(named!(thai_flights_in_economy)),
    Example::new("epa-a6-bt-car", "car, 1,512 vehicle-miles").tested(named!(car_by_vehicle_miles)),
    Example::new("ghgp-s3-ex7.1", "commuting by rail and car, 3,072 kg CO2e").tested(named!(commuting_by_rail_and_car)),
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
    let legs = [
        "c04/road_freight_hgv_rigid_3_5_7_5t,distance,2,t,2000,km",
        "c04/air_freight_long_haul,distance,1,t,3000,km",
        "c04/sea_freight_container,distance,6,t,4000,km",
    ];
    let accounts = book("AR4")
        .per("c04/road_freight_hgv_rigid_3_5_7_5t", "t.km", 0.2)
        .per("c04/air_freight_long_haul", "t.km", 1.0)
        .per("c04/sea_freight_container", "t.km", 0.05)
        .yearly("freight.csv", "activity,method,mass,mass_unit,distance,distance_unit", &legs)
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution)), "5000");
}

/// Own goods take 100 of 400 m3 in one centre, which used 10,000 kWh of power and 1,000 of gas, and 200 of 800 in
/// another with 15,000 and 2,000, at 0.8 and 0.25 kg CO2e: 2,062.5 + 3,125 = 5,187.5 kg CO2e.
///
/// Source: as [`freight_by_distance`], Example 4.5, p. 69.
#[test]
pub fn part_of_two_distribution_centres() {
    let parts = |centres: &[[u32; 4]]| {
        let [power, gas] = ["purchased_electricity/grid", "stationary_combustion/natural_gas"];
        let rows: Vec<String> = centres
            .iter()
            .flat_map(|[kwh, of_gas, own, total]| {
                [
                    format!("c04/storage,{power},{kwh},kWh,,{own},{total},m3"),
                    format!("c04/storage,{gas},{of_gas},kWh,gross,{own},{total},m3"),
                ]
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let header = "activity,factors_of,quantity,unit,basis,own,total,share_unit";
        let accounts = book("AR4")
            .per(power, "kWh", 0.8)
            .factor(&format!("gas,{gas},kWh,gross,CO2e:AR4,0.25"))
            .yearly("allocations.csv", header, &rows)
            .open();
        co2e(&scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution))
    };
    let [first, second] = [[10_000, 1_000, 100, 400], [15_000, 2_000, 200, 800]];
    printed(parts(&[first]), "2062.5");
    printed(parts(&[second]), "3125");
    printed(parts(&[first, second]), "5187.5");
}

/// 4,000 m3 for 2 days in a distribution centre at 0.01 kg CO2e per m3 and day, and in supermarkets at 0.02: 240 kg
/// CO2e.
///
/// Source: as [`freight_by_distance`], Example 4.6, p. 71.
#[test]
pub fn storage_by_volume_and_days() {
    let stored = ["c04/storage.centre,storage,4000,m3,2", "c04/storage.supermarket,storage,4000,m3,2"];
    let accounts = book("AR4")
        .per("c04/storage.centre", "m3.day", 0.01)
        .per("c04/storage.supermarket", "m3.day", 0.02)
        .yearly("freight.csv", "activity,method,volume,volume_unit,days", &stored)
        .open();
    printed(co2e(&scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution)), "240");
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

/// By road 10 employees travel 50 km, two to a car, at 1 kg CO2e per vehicle-km, 20 travel 200 km, two to a car, at
/// 2, and 100 travel 100 km, three to a car, at 4: 17,583.33 kg CO2e. By air 10 fly 10,000 km at 5 kg CO2e per
/// passenger-km, 20 fly 15,000 at 6, and 100 fly 12,000 at 5: 8,300,000. Together 8,317,583.33.
///
/// A hundred in threes are 33.33 cars, which the page does not round up.
///
/// Source: as [`freight_by_distance`], Example 6.1, pp. 85-86.
#[test]
pub fn travel_by_road_and_air() {
    let road = [
        "c06/road.group_1,vehicle,10,50,km,2",
        "c06/road.group_2,vehicle,20,200,km,2",
        "c06/road.group_3,vehicle,100,100,km,3",
    ];
    let air = [
        "c06/flights.group_1,passenger,10,10000,km",
        "c06/flights.group_2,passenger,20,15000,km",
        "c06/flights.group_3,passenger,100,12000,km",
    ];
    let travel = |rows: &[&str]| {
        let mut tables = book("AR4");
        for (group, by_road, by_air) in [(1, 1.0, 5.0), (2, 2.0, 6.0), (3, 4.0, 5.0)] {
            tables = tables.per(&format!("c06/road.group_{group}"), "km", by_road).per(
                &format!("c06/flights.group_{group}"),
                "p.km",
                by_air,
            );
        }
        let header = "activity,method,travellers,distance,distance_unit,persons_per_vehicle";
        co2e(&scope3(&tables.yearly("travel.csv", header, rows).open(), Scope3Category::BusinessTravel))
    };
    printed(travel(&road), "17583.33");
    printed(travel(&air), "8300000");
    printed(travel(&[road, air].concat()), "8317583.33");
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

/// Over 48 weeks one employee goes 10 km by rail on 5 days a week; one 10 km by rail on 4 and 15 km by car on 1; one
/// 20 km by car on 5; one way. Rail 0.1 kg CO2e per passenger-km, car 0.2 per vehicle-km: 3,072 kg CO2e.
///
/// The formula prints 2 × 5 for all; the numbers have each employee's own days.
///
/// Source: as [`freight_by_distance`], Example 7.1, p. 90.
#[test]
pub fn commuting_by_rail_and_car() {
    let rows = [
        "c07/rail,commuting_passenger,1,10,km,5,48",
        "c07/rail,commuting_passenger,1,10,km,4,48",
        "c07/car,commuting_vehicle,1,15,km,1,48,1",
        "c07/car,commuting_vehicle,1,20,km,5,48,1",
    ];
    let header = "activity,method,employees,one_way_distance,distance_unit,days_per_week,weeks,persons_per_vehicle";
    let accounts =
        book("AR4").per("c07/rail", "p.km", 0.1).per("c07/car", "km", 0.2).yearly("travel.csv", header, &rows).open();
    printed(co2e(&scope3(&accounts, Scope3Category::EmployeeCommuting)), "3072");
}
