//! Examples that are not in the collection, tried on tables that were there before.
//!
//! Those of the GHG Protocol are of its Technical Guidance for Calculating Scope 3 Emissions (version
//! 1.0), GHG Protocol and Carbon Trust, 2013, read in a conversion to text
//! (github.com/y-f-a/scope3chatbot at 8863524, scope3_data).

use estate_carbon::scope::Scope3Category;

use super::fixture::{KG_PER_LB, book, co2e, kg, printed, scope1, scope3};

/// SF6 of a maker of switchgear in 2013: 80,415.5 lb acquired, 79,730.33 lb disbursed and 1,940.47 lb less in
/// stock at the end of the year: 2,625.64 lb escaped.
///
/// The record gives the change in stock, not the two stocks: here the later one is 0.
///
/// Source: US EPA, Greenhouse Gas Reporting Program, Envirofacts table SS_USER_EMISSIONS (40 CFR 98,
/// subpart SS), facility 1000039, Alstom Grid Inc, 2013, as quoted for its columns in
/// rdrr.io/github/markwh/envirofacts/man/ghg_ss_user_emissions.html.
#[test]
fn sf6_of_switchgear_by_mass_balance() {
    let header = "gas,method,unit,stock_start,stock_end,received,disbursed,capacity_start,capacity_end";
    let record = "SF6,mass_balance,lb,1940.47,0,80415.5,79730.33,0,0";
    let found = scope1(&book("AR4").yearly("refrigerants.csv", header, &[record]).open());
    printed(kg(&found, "SF6") / KG_PER_LB, "2625.64");
}

/// 31.5 kg CO2 of a delivery run, shared out to three shipments by the tonne-kilometres they were driven: 240, 150 and
/// 250 of 640 give 11.8, 7.4 and 12.3 kg; by the shortest distance, 240, 150 and 100 of 490 give 15.43, 9.64 and 6.43.
///
/// Source: GHG Protocol, as above, Example 4.3 (Deutsche Post DHL), pp. 63-64.
#[test]
fn a_delivery_run_by_tonne_kilometres() {
    let shipment = |own: u32, total: u32| {
        let header = "activity,factors_of,quantity,unit,own,total,share_unit";
        let row = format!("c04/shipment,c04/run,1,km,{own},{total},t.km");
        let tables = book("AR4").factor("none,c04/shipment,t.km,,CO2,0").factor("run,c04/run,km,,CO2,31.5");
        let accounts = tables.yearly("allocations.csv", header, &[&row]).open();
        kg(&scope3(&accounts, Scope3Category::UpstreamTransportationAndDistribution), "CO2")
    };
    for (own, as_printed) in [(240, "11.8"), (150, "7.4"), (250, "12.3")] {
        printed(shipment(own, 640), as_printed);
    }
    for (own, as_printed) in [(240, "15.43"), (150, "9.64"), (100, "6.43")] {
        printed(shipment(own, 490), as_printed);
    }
}

/// 40 t of waste: 25 % to landfill at 300 kg CO2e per tonne, 5 % burnt for energy and 30 % recycled at 0, 20 %
/// recycled at 10, 20 % composted at 30: 3,320 kg CO2e.
///
/// Shares of waste are those of the end of a product's life: formula 5.3 is formula 12.1.
///
/// Source: GHG Protocol, as above, Example 5.2, p. 77.
#[test]
fn waste_by_shares_of_treatment() {
    let treatments = [("landfill", 0.25, 300.0), ("energy", 0.05, 0.0), ("recycled.free", 0.3, 0.0)];
    let more = [("recycled.charged", 0.2, 10.0), ("compost", 0.2, 30.0)];
    let (mut tables, mut rows) = (book("AR4"), Vec::new());
    for (treatment, share, per_tonne) in treatments.into_iter().chain(more) {
        tables = tables.per(&format!("c05/{treatment}"), "t", per_tonne);
        rows.push(format!("c05/{treatment},end_of_life,40,t,{share}"));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "activity,method,mass_sold,mass_unit,treatment_share";
    let accounts = tables.yearly("scope3_products.csv", header, &rows).open();
    printed(co2e(&scope3(&accounts, Scope3Category::WasteGeneratedInOperations)), "3320");
}

/// 10,000 employees, 235 days: half by rail, 10 km one way at 0.1 kg CO2e, 30 % by car, 15 km at 0.2, 15 % on
/// foot, 1 km, 5 % by bus, 5 km at 0.1: 2,350,000 + 4,230,000 + 0 + 117,500 = 6,697,500 kg CO2e.
///
/// 235 days are 47 weeks of 5. Nobody shares a ride.
///
/// Source: GHG Protocol, as above, Example 7.2, pp. 92-93.
#[test]
fn commuting_by_national_statistics() {
    let commuting = |rows: &[&str]| {
        let header = "activity,method,employees,mode_share,one_way_distance,distance_unit,days_per_week,weeks,\
                      persons_per_vehicle";
        let accounts = book("AR4")
            .per("c07/rail", "p.km", 0.1)
            .per("c07/car", "km", 0.2)
            .per("c07/foot", "p.km", 0.0)
            .per("c07/bus", "p.km", 0.1)
            .yearly("travel.csv", header, rows)
            .open();
        co2e(&scope3(&accounts, Scope3Category::EmployeeCommuting))
    };
    let rail = "c07/rail,commuting_passenger,10000,0.5,10,km,5,47";
    let car = "c07/car,commuting_vehicle,10000,0.3,15,km,5,47,1";
    let foot = "c07/foot,commuting_passenger,10000,0.15,1,km,5,47";
    let bus = "c07/bus,commuting_passenger,10000,0.05,5,km,5,47";
    printed(commuting(&[rail]), "2350000");
    printed(commuting(&[car]), "4230000");
    printed(commuting(&[bus]), "117500");
    printed(commuting(&[rail, car, foot, bus]), "6697500");
}
